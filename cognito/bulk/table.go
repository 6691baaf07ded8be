package bulk

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"cognito-tui/cognito/sheet"
)

// table reads the rows of a file.
type table struct {
	data      []byte
	reader    sheet.Reader
	width, at int // cells of the header, and which one is the user's
	column    string
	by        By
	offset    int64
	line      int // of the first that hasn't been read
}

// row is a line of the table; cells is nil where only blank lines were left.
type row struct {
	line, blank int // blank lines stand before it
	cells       []string
}

// newTable reads the header.
func newTable(data []byte) (*table, error) {
	var best []string
	var found *table
	var wrong error // of a separator by which quotation marks stand wrongly
	for _, comma := range []rune{',', ';', '\t'} {
		t := &table{data: data, line: 1, reader: sheet.NewReader(bytes.NewReader(data), comma)}
		t.reader.ReuseRecord = true
		header, err := t.next()
		if errors.Is(err, io.EOF) || err == nil && header.cells == nil {
			return nil, errors.New("the file is empty")
		}
		if err != nil {
			wrong = cmp.Or(wrong, err)
			continue
		}
		t.width = len(header.cells)
		if t.take(header.cells) && (found == nil || t.width > found.width) {
			found = t
		}
		if len(header.cells) > len(best) {
			best = append(best[:0], header.cells...)
		}
	}
	if found == nil && best == nil {
		return nil, wrong
	}
	if found == nil {
		return nil, fmt.Errorf(
			"the first line names no column of users: it says “%s”; one of its cells must be user, username, email, sub or phone",
			cut(strings.Join(best, ", ")))
	}
	return found, nil
}

// take finds the column of users in the header.
func (t *table) take(header []string) bool {
	for _, c := range columns {
		for i, text := range header {
			if folded(text) == c.name {
				t.at, t.by, t.column = i, c.by, strings.Clone(strings.TrimSpace(text))
				return true
			}
		}
	}
	return false
}

// folded is a header in small letters without blanks and marks.
func folded(header string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, header)
}

// next reads a row, with the blank lines before it.
func (t *table) next() (row, error) {
	cells, err := t.reader.Read()
	from := t.line
	read := t.data[t.offset:t.reader.InputOffset()]
	t.offset = t.reader.InputOffset()
	t.line += bytes.Count(read, []byte("\n"))
	var wrong *csv.ParseError
	switch {
	case errors.As(err, &wrong) && errors.Is(err, csv.ErrQuote):
		return row{}, fmt.Errorf("line %d: a quotation mark is opened and not closed as it should be", wrong.StartLine)
	case errors.As(err, &wrong):
		return row{}, fmt.Errorf("line %d: a quotation mark stands within a cell that doesn't begin with one", wrong.Line)
	case errors.Is(err, io.EOF):
		if n := t.line - from; n > 0 {
			return row{line: t.line, blank: n}, nil
		}
		return row{}, io.EOF
	case err != nil:
		return row{}, err
	}
	line, _ := t.reader.FieldPos(0)
	return row{line: line, blank: line - from, cells: cells}, nil
}
