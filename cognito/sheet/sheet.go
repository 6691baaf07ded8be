// Package sheet writes and reads tables as CSV that a spreadsheet can open
// safely. Strangers write what stands in them: every cell is quoted, and one
// that a spreadsheet would take for a formula has a ' before it. Reader takes
// that away again, so that whatever Writer wrote is read as it was. Begin with
// Writer.
//
// The form is RFC 4180's, but for lines that end in \n. Of a line end within a
// cell that is \r\n, reading keeps \n (encoding/csv).
package sheet

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"
)

// guard is the mark before what isn't meant as a formula.
const guard = "'"

// formula begin what some spreadsheet takes for a formula, the wide ones where
// it speaks an East Asian language. Source: OWASP, CSV Injection.
const formula = "=+-@\t\r\n＝＋－＠"

// risky tells whether a cell is a formula but for the guards before it. Those
// get one more, or lose one: so "=x" and "'=x" are told apart, and "'tis" is
// nobody's formula.
func risky(cell string) bool {
	bare := strings.TrimLeft(cell, guard)
	return bare != "" && strings.ContainsRune(formula, []rune(bare)[0])
}

// Writer writes lines of cells.
type Writer struct{ to *bufio.Writer }

// NewWriter makes a writer. What it wrote is sure to be there after Flush only.
func NewWriter(to io.Writer) *Writer { return &Writer{bufio.NewWriter(to)} }

// Write writes a line. An error is the one of the writer under it, and comes
// again with Flush.
func (w *Writer) Write(cells []string) error {
	for i, cell := range cells {
		if i > 0 {
			w.to.WriteByte(',') // its errors stay until Flush
		}
		w.to.WriteByte('"')
		if risky(cell) {
			w.to.WriteString(guard)
		}
		w.to.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		w.to.WriteByte('"')
	}
	return w.to.WriteByte('\n')
}

// Flush writes what is left.
func (w *Writer) Flush() error { return w.to.Flush() }

// Reader reads lines of cells, of Writer or of any other program.
type Reader struct{ *csv.Reader }

// NewReader makes a reader of lines whose cells are separated by comma, each with
// as many as it has.
func NewReader(from io.Reader, comma rune) Reader {
	r := csv.NewReader(from)
	r.Comma, r.FieldsPerRecord = comma, -1
	return Reader{r}
}

// Read reads a line, without the guards. Its errors are those of encoding/csv.
func (r Reader) Read() ([]string, error) {
	cells, err := r.Reader.Read()
	for i, cell := range cells {
		if risky(cell) {
			cells[i] = strings.TrimPrefix(cell, guard)
		}
	}
	return cells, err
}

// ReadAll reads all lines that are left.
func (r Reader) ReadAll() (lines [][]string, err error) {
	for {
		cells, err := r.Read()
		switch err {
		case nil:
			lines = append(lines, cells)
		case io.EOF:
			return lines, nil
		default:
			return lines, err
		}
	}
}
