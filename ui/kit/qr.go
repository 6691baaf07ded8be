package kit

import (
	"strings"

	"rsc.io/qr"

	"cognito-tui/ui/theme"
)

// quietMost is the border that the standard asks for, in modules (ISO/IEC 18004).
// One module keeps the code apart from a dark ground, which is what scanners need.
const quietMost = 4

// FitQR draws the first of the links whose QR code of error level L fits into width by
// height cells, with the widest quiet border that fits too, from four modules down to
// one. It is nil where none fits; a link of more than 2,953 bytes has no code.
func FitQR(t *theme.Theme, links []string, width, height int) []string {
	room := min(width, 2*height)
	for _, link := range links {
		code, err := qr.Encode(link, qr.L)
		if err != nil {
			continue
		}
		if quiet := min(quietMost, (room-code.Size)/2); code.Size < room && quiet > 0 {
			return drawQR(t, code, quiet)
		}
	}
	return nil
}

// halves are the cells, by whether the upper (1) and the lower (2) module is dark.
var halves = [4]string{" ", "▀", "▄", "█"}

// drawQR draws a code with a border of quiet modules around it. A cell holds two
// modules, one above the other, so the lines are all as many cells wide as the code has
// modules, and half as many in number.
func drawQR(t *theme.Theme, code *qr.Code, quiet int) []string {
	lines := make([]string, 0, (code.Size+2*quiet+1)/2)
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.Reset()
		for x := -quiet; x < code.Size+quiet; x++ {
			cell := 0
			if code.Black(x, y) {
				cell = 1
			}
			if code.Black(x, y+1) {
				cell |= 2
			}
			b.WriteString(halves[cell])
		}
		lines = append(lines, t.QR.Render(b.String()))
	}
	return lines
}
