package bulk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"cognito-tui/cognito"
)

// List is whom a job is for, as they were asked for.
type List struct {
	// From says where the list comes from: "marked users", or a file's path.
	From string
	// Column is the header of the file's column of users, as it stands there; empty
	// for marked users.
	Column  string
	Entries []Entry
	// Left are the lines that name nobody, in the order of the file.
	Left []Left
}

// Entry is one user who is asked for.
type Entry struct {
	Line int    // of the file, from 1; 0 for a marked user
	Text string // what stands there
	By   By     // what the text is
	// User is the user, where it was marked and needs no looking for.
	User *cognito.FoundUser
}

// Left is a line, or a run of lines, that is left out.
type Left struct {
	Line, To int // the same for one line
	Text     string
	Why      string // a sentence
}

// By is what a column of users holds: an attribute that ListUsers looks for, or
// any of them.
type By string

// What a column may hold.
const (
	ByAny      By = ""
	ByUsername By = "username"
	BySub      By = "sub"
	ByEmail    By = "email"
	ByPhone    By = "phone_number"
)

// columns are the headers that name users, in small letters without blanks and
// marks. Where a file has several, the first of this list counts.
var columns = []struct {
	name string
	by   By
}{
	{"username", ByUsername}, {"cognitousername", ByUsername}, {"user", ByAny}, {"login", ByAny}, {"account", ByAny},
	{"sub", BySub}, {"usersub", BySub}, {"email", ByEmail}, {"emailaddress", ByEmail}, {"mail", ByEmail},
	{"phonenumber", ByPhone}, {"phone", ByPhone}, {"mobile", ByPhone}, {"telephone", ByPhone},
}

const (
	// MaxFile bounds a list's file, in bytes: 100,000 lines of 600.
	MaxFile = 64 << 20
	// maxText is the longest name, in characters. Source: API reference,
	// AdminGetUser, Username; addresses may be longer as attributes, but no filter of
	// ListUsers (256 in all) finds them.
	maxText = 200
)

// Marked is the list of users marked on a screen.
func Marked(users []cognito.FoundUser) List {
	list := List{From: "marked users"}
	seen := map[string]bool{}
	for _, u := range users {
		if seen[u.Username] {
			continue
		}
		seen[u.Username] = true
		list.Entries = append(list.Entries, Entry{Text: u.Username, By: ByUsername, User: &u})
	}
	return list
}

// ReadList reads a CSV file with a header that names a column of users: user,
// username, email, sub, phone and the like, in any case. Cells are separated by
// commas, semicolons or tabs, as the header shows. A line that names nobody is left
// out and told; what can't be read as a whole is an error, a sentence with the
// line.
func ReadList(from string, r io.Reader) (List, error) {
	list := List{From: from}
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	switch {
	case err != nil:
		return list, fmt.Errorf("the file can't be read: %w", err)
	case len(data) > MaxFile:
		return list, fmt.Errorf("the file is larger than %d MB: divide it", MaxFile>>20)
	}
	if data, err = plainText(data); err != nil {
		return list, err
	}
	t, err := newTable(data)
	if err != nil {
		return list, err
	}
	list.Column = t.column
	for {
		r, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return list, err
		}
		list.add(t, r)
	}
	list.leaveDoubles()
	if len(list.Entries) == 0 {
		return list, fmt.Errorf("no line below the header names a user%s", firstWhy(list.Left))
	}
	return list, nil
}

func firstWhy(left []Left) string {
	for _, l := range left {
		if l.Text != "" {
			return fmt.Sprintf("; line %d: %s", l.Line, l.Why)
		}
	}
	return ""
}

// plainText is the text without its byte order mark, its lines ended by \n.
func plainText(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return nil, errors.New("the file is written as UTF-16: save it as “CSV UTF-8”")
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		line := 1
		for rest := data; len(rest) > 0; {
			r, n := utf8.DecodeRune(rest)
			if r == utf8.RuneError && n == 1 {
				break
			}
			if r == '\n' {
				line++
			}
			rest = rest[n:]
		}
		return nil, fmt.Errorf("line %d isn't UTF-8: save the file as “CSV UTF-8”", line)
	}
	if bytes.IndexByte(data, '\n') < 0 {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data, nil
}

// add takes a row.
func (l *List) add(t *table, r row) {
	if r.blank > 0 {
		to, why := r.line-1, "The line is empty."
		if r.blank > 1 {
			why = "The lines are empty."
		}
		l.Left = append(l.Left, Left{Line: r.line - r.blank, To: to, Why: why})
	}
	if r.cells == nil {
		return
	}
	leave := func(text, why string) {
		l.Left = append(l.Left, Left{Line: r.line, To: r.line, Text: cut(text), Why: why})
	}
	if n := len(r.cells); n != t.width {
		if n > t.width && strings.Join(r.cells[t.width:], "") == "" {
			r.cells = r.cells[:t.width]
		} else {
			leave(strings.Join(r.cells, " "), fmt.Sprintf("It has %s, the header %d: which one is the user's isn't sure.", cells(n),
				t.width))
			return
		}
	}
	text := strings.TrimSpace(r.cells[t.at])
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(strings.Join(r.cells, "")) == "":
		leave("", "The line is empty.")
	case text == "":
		leave(strings.TrimSpace(strings.Join(r.cells, " ")), "Its cell “"+cut(t.column)+"” is empty.")
	case n > maxText:
		leave(text, fmt.Sprintf("Its cell holds %d characters; no user name has more than 128.", n))
	case strings.ContainsFunc(text, unicode.IsControl):
		leave(text, "Its cell holds line ends or control characters.")
	case t.by == ByPhone && !strings.HasPrefix(text, "+"):
		leave(text, "A phone number is written + and digits, such as +15550100.")
	default:
		l.Entries = append(l.Entries, Entry{Line: r.line, Text: strings.Clone(text), By: t.by})
	}
}

func cells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}

// leaveDoubles leaves out the lines that say what an earlier one says.
func (l *List) leaveDoubles() {
	first := map[string]int{}
	kept := l.Entries[:0]
	var doubles []Left
	for _, e := range l.Entries {
		key := e.Text
		if e.By != ByUsername {
			key = strings.ToLower(key)
		}
		if line, ok := first[key]; ok {
			doubles = append(doubles, Left{Line: e.Line, To: e.Line, Text: e.Text, Why: fmt.Sprintf("It says the same as line %d.", line)})
			continue
		}
		first[key] = e.Line
		kept = append(kept, e)
	}
	l.Entries = kept
	l.Left = mergeLeft(l.Left, doubles)
}

// mergeLeft puts two lists together, each in the order of the lines.
func mergeLeft(a, b []Left) []Left {
	out := make([]Left, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].Line < b[0].Line {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// cut is a text short enough to be told.
func cut(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
