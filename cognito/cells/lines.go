package cells

import (
	"io"
	"strings"
)

// Lines is a writer to w that cleans every line. Each Write is to hold whole lines.
func Lines(w io.Writer) io.Writer { return lines{w} }

type lines struct{ to io.Writer }

// Write writes p, cleaned.
func (l lines) Write(p []byte) (int, error) {
	parts := strings.Split(string(p), "\n")
	for i, part := range parts {
		parts[i] = Clean(part)
	}
	if _, err := io.WriteString(l.to, strings.Join(parts, "\n")); err != nil {
		return 0, err
	}
	return len(p), nil
}
