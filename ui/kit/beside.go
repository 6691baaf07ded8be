package kit

import "strings"

// Beside puts a block of lines, wide cells with its gap, left of a text.
func Beside(left []string, wide int, right string) string {
	if len(left) == 0 {
		return right
	}
	rows := strings.Split(right, "\n")
	for len(rows) < len(left) {
		rows = append(rows, "")
	}
	for i := range rows {
		block := ""
		if i < len(left) {
			block = left[i]
		}
		rows[i] = Fit(block, wide) + rows[i]
	}
	return strings.Join(rows, "\n")
}
