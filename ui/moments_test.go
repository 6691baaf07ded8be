package ui

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"cognito-tui/cognito/bubble"
)

// moments are what a clock has written, to be found on the screens.
type moments struct {
	mu   sync.Mutex
	seen map[string][]string // each text, and how it reads as of the stored instant, in UTC
}

// wrote keeps one moment as it was written.
func (m *moments) wrote(at time.Time, layout, text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.seen == nil {
		m.seen = map[string][]string{}
	}
	as := at.UTC().Format(layout)
	if near(at) {
		as = shifted(at).Format(layout)
	}
	if !slices.Contains(m.seen[text], as) {
		m.seen[text] = append(m.seen[text], as)
	}
}

// shifted is as long after the stored instant as at is after the bubble's, in UTC.
func shifted(at time.Time) time.Time { return at.Add(bubble.Stored.Sub(bubble.Instant())).UTC() }

// raw are moments that no clock wrote: as protocols and names of files have them, in
// UTC whoever reads them, and how long it is since or until one that doesn't move with
// the instant.
var raw = regexp.MustCompile(`^(\d{8}-\d{6}|\d{8}T\d{6}Z|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|` +
	`[12]\d{9}(\.\d+)?|\d{5} days ago|09:00 UTC, in \d+ \w+)`)

var rawLayouts = []string{"20060102-150405", "20060102T150405Z", time.RFC3339Nano, time.RFC1123}

// rawAsStored are the ways in which a raw moment may read as of the stored instant.
func rawAsStored(text string) []string {
	moved := bubble.Instant().Sub(bubble.Stored)
	for _, layout := range rawLayouts {
		if at, err := time.Parse(layout, text); err == nil {
			if !near(at) {
				return []string{text}
			}
			return []string{shifted(at).Format(strings.Replace(layout, "MST", "GMT", 1))}
		}
	}
	if days, ok := strings.CutSuffix(text, " days ago"); ok {
		n, _ := strconv.Atoi(days)
		whole := int(moved / (24 * time.Hour))
		return []string{fmt.Sprint(n-whole, " days ago"), fmt.Sprint(n-whole-1, " days ago")}
	}
	if hours, ok := strings.CutPrefix(text, "09:00 UTC, in "); ok { // the service's quotas begin anew then
		if hours != fmt.Sprint(untilNine(bubble.Instant()), " hours") {
			return []string{text}
		}
		return []string{fmt.Sprint("09:00 UTC, in ", untilNine(bubble.Stored), " hours")}
	}
	whole, part, fraction := strings.Cut(text, ".")
	seconds, _ := strconv.ParseInt(whole, 10, 64)
	if !near(time.Unix(seconds, 0)) {
		return []string{text}
	}
	as := strconv.FormatInt(shifted(time.Unix(seconds, 0)).Unix(), 10)
	if fraction {
		as += "." + part
	}
	return []string{as}
}

// untilNine is how many whole hours it is until 09:00 UTC.
func untilNine(at time.Time) int {
	return int(at.UTC().Truncate(24*time.Hour).Add(33*time.Hour).Sub(at).Hours()) % 24
}

// near tells a moment of a test from a number that happens to look like one, and from
// moments that stand in the test.
func near(at time.Time) bool {
	return at.Sub(bubble.Instant()).Abs() < 1000*24*time.Hour
}

// asStored is a screen with every moment on it as of the stored instant. Where that is
// shorter or longer, the blanks after it are more or fewer, as in want.
func (m *moments) asStored(got, want string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	lines, wanted := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i, l := range lines {
		lines[i] = m.line(l, wanted[min(i, len(wanted)-1)])
	}
	return strings.Join(lines, "\n")
}

// line is one line of it: of the ways to set the blanks, the one that is wanted.
func (m *moments) line(line, want string) string {
	texts := make([]string, 0, len(m.seen))
	for text := range m.seen {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int { return len(b) - len(a) })
	first := ""
	for _, fewest := range []int{1, 2, 1000} { // blanks of the run that gives or takes
		as := strings.TrimRight(m.replaced(line, want, texts, fewest), " ")
		if as == want {
			return as
		}
		if fewest == 1 {
			first = as
		}
	}
	return first
}

func (m *moments) replaced(line, want string, texts []string, fewest int) string {
	var out strings.Builder
	over := 0 // cells that the line has grown by
	for i := 0; i < len(line); {
		if text, as := m.at(line, i, want, texts); text != "" {
			out.WriteString(as)
			over += len(as) - len(text)
			i += len(text)
			continue
		}
		if run := len(line[i:]) - len(strings.TrimLeft(line[i:], " ")); run > 0 {
			blanks := run
			if run >= fewest && over != 0 {
				blanks = max(1, run-over)
			}
			over -= run - blanks
			out.WriteString(strings.Repeat(" ", blanks))
			i += run
			continue
		}
		out.WriteByte(line[i])
		i++
	}
	return out.String()
}

// at is the moment that begins at line[i], and how it is stored; empty for none.
func (m *moments) at(line string, i int, want string, texts []string) (text, as string) {
	if i > 0 && isWord(line[i-1]) {
		return "", ""
	}
	for _, text := range texts {
		if strings.HasPrefix(line[i:], text) && (i+len(text) == len(line) || !isWord(line[i+len(text)])) {
			return text, wanted(m.seen[text], want)
		}
	}
	if at := raw.FindStringIndex(line[i:]); at != nil {
		if text := line[i : i+at[1]]; i+at[1] == len(line) || !isWord(line[i+at[1]]) {
			return text, wanted(rawAsStored(text), want)
		}
	}
	return "", ""
}

// wanted is the one of several that stands in want, or else the first.
func wanted(ways []string, want string) string {
	for _, as := range ways {
		if strings.Contains(want, as) {
			return as
		}
	}
	return ways[0]
}

func isWord(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
