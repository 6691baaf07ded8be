package bulk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"cognito-tui/cognito"
)

// said are a list's entries and what is left out, each as a line of text.
func said(l List) []string {
	var out []string
	for _, e := range l.Entries {
		out = append(out, fmt.Sprintf("%d %s %s", e.Line, e.By, e.Text))
	}
	for _, left := range l.Left {
		at := fmt.Sprint(left.Line)
		if left.To != left.Line {
			at += "-" + fmt.Sprint(left.To)
		}
		out = append(out, at+" ✗ "+left.Why)
	}
	return out
}

func TestLists(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "username\nann\nbob\n", []string{"2 username ann", "3 username bob"}},
		{"no line end at the end", "user\nann", []string{"2  ann"}},
		{"a BOM, CRLF and another case", "\xef\xbb\xbfName,E-Mail\r\nAnn,ann@example.com\r\nBob,bob@example.com\r\n",
			[]string{"2 email ann@example.com", "3 email bob@example.com"}},
		{"old line ends", "sub\ra\rb\r", []string{"2 sub a", "3 sub b"}},
		{"quotes", "name,\"user name\"\n\"O'Neil, Ann\",\"ann\"\n\"a \"\"b\"\"\",bob\n", []string{"2 username ann", "3 username bob"}},
		{"a cell over two lines", "note,username\n\"one\ntwo\",ann\nx,bob\n", []string{"2 username ann", "4 username bob"}},
		{"semicolons", "id;Phone Number\n1;+15550100\n2;15550101\n",
			[]string{"2 phone_number +15550100", "3 ✗ A phone number is written + and digits, such as +15550100."}},
		{"tabs", "name\tEMAIL\nAnn, PhD\tann@example.com\n", []string{"2 email ann@example.com"}},
		{"the user name before the email", "email,cognito:username\na@example.com,ann\n", []string{"2 username ann"}},
		{"guarded by an export", "phone\n'+15550100\n", []string{"2 phone_number +15550100"}},
		{"names that begin as formulas do", "username\n\"'=cmd\"\n\"''=cmd\"\n'tis\n",
			[]string{"2 username =cmd", "3 username '=cmd", "4 username 'tis"}},
		{"empty lines", "user\n\nann\n\n\n\nbob\n\n", []string{"3  ann", "7  bob", "2 ✗ The line is empty.", "4-6 ✗ The lines are empty.",
			"8 ✗ The line is empty."}},
		{"blanks and empty cells", "user,x\n  ann  ,1\n,2\n , \nbob,\n",
			[]string{"2  ann", "5  bob", "3 ✗ Its cell “user” is empty.", "4 ✗ The line is empty."}},
		{"the same again", "email\nann@example.com\nbob@example.com\nANN@example.com\n",
			[]string{"2 email ann@example.com", "3 email bob@example.com", "4 ✗ It says the same as line 2."}},
		{"of user names capitals count", "username\nann\nAnn\n", []string{"2 username ann", "3 username Ann"}},
		{"ragged", "user,name\nann\nbob,Bob,more\neve,Eve,,\ncarl,Carl\n",
			[]string{"4  eve", "5  carl", "2 ✗ It has 1 cell, the header 2: which one is the user's isn't sure.",
				"3 ✗ It has 3 cells, the header 2: which one is the user's isn't sure."}},
		{"10,000 characters", "user\n" + strings.Repeat("é", 10000) + "\nann\n",
			[]string{"3  ann", "2 ✗ Its cell holds 10000 characters; no user name has more than 128."}},
		{"control characters", "user\n\"a\nb\"\n\x1b[2J\nann\n",
			[]string{"5  ann", "2 ✗ Its cell holds line ends or control characters.",
				"4 ✗ Its cell holds line ends or control characters."}},
		{"a quotation mark and a backslash", "username\n\"a\"\"b\\c\"\n", []string{`2 username a"b\c`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := ReadList("users.csv", strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := said(list); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestListsThatCantBeRead(t *testing.T) {
	var wide bytes.Buffer
	_ = binary.Write(&wide, binary.LittleEndian, append([]uint16{0xfeff}, utf16.Encode([]rune("user\nann\n"))...))
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "the file is empty"},
		{"a BOM alone", "\xef\xbb\xbf", "the file is empty"},
		{"empty lines alone", "\n\n", "the file is empty"},
		{"no header", "ann@example.com\nbob@example.com\n", "the first line names no column of users: it says “ann@example.com”"},
		{"no column of users", "id;name\n1;Ann\n", "it says “id, name”; one of its cells must be user, username, email, sub or phone"},
		{"a header alone", "user\n", "no line below the header names a user"},
		{"nobody", "user\n\"a\nb\"\n", "no line below the header names a user; line 2: Its cell holds line ends"},
		{"not UTF-8", "user\nann\nJos\xe9\n", "line 3 isn't UTF-8"},
		{"UTF-16", wide.String(), "UTF-16"},
		{"a quotation mark that is never closed", "user\nann\n\"bob\ncarl\n", "line 3: a quotation mark is opened and not closed"},
		{"a quotation mark within", "user\nann\nbo\"b\n", "line 3: a quotation mark stands within"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := ReadList("users.csv", strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, %q; want %q", said(list), err, c.want)
			}
		})
	}
	if _, err := ReadList("x", iotest.ErrReader(errors.New("bad sector"))); err == nil || !strings.Contains(err.Error(), "bad sector") {
		t.Errorf("a file that can't be read: %v", err)
	}
	if _, err := ReadList("x", zeros{}); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("a file without end: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestAListOf100000Lines(t *testing.T) {
	var b strings.Builder
	b.WriteString("id;user\n")
	for i := range 100_000 {
		fmt.Fprintf(&b, "%d;user%d\n", i, i%99_990)
	}
	list, err := ReadList("users.csv", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Entries) != 99_990 || len(list.Left) != 10 || list.Left[9].Line != 100_001 ||
		list.Left[0].Why != "It says the same as line 2." {
		t.Errorf("got %d entries, left %v", len(list.Entries), list.Left)
	}
}

func TestMarkedUsersAreThereOnce(t *testing.T) {
	list := Marked([]cognito.FoundUser{{Username: "a"}, {Username: "b"}, {Username: "a"}})
	if len(list.Entries) != 2 || list.Entries[1].User.Username != "b" || list.Entries[0].User.Username != "a" {
		t.Errorf("got %+v", list)
	}
}

// FuzzReadList reads anything: it never panics, names no line twice as an entry, and
// no entry holds what no user name holds.
func FuzzReadList(f *testing.F) {
	for _, s := range []string{"user\nann\n", "\xef\xbb\xbfemail;x\r\n\"a\";b\r\n", "sub\tx\n\n1\t2", "\"", "user\r\"\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ReadList("x", strings.NewReader(text))
		if err != nil {
			return
		}
		lines := strings.Count(strings.ReplaceAll(text, "\r", "\n"), "\n") + 1
		for i, e := range list.Entries {
			if e.Text == "" || e.Line < 2 || e.Line > lines || i > 0 && e.Line <= list.Entries[i-1].Line {
				t.Fatalf("%q: %+v", text, e)
			}
		}
	})
}

// examples keep what a file on the disk is read like.
func TestAListOfADisk(t *testing.T) {
	path := t.TempDir() + "/users.csv"
	if err := os.WriteFile(path, []byte("USER;x\nann;1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := ReadList(path, f)
	if err != nil || list.From != path || list.Column != "USER" || len(list.Entries) != 1 {
		t.Errorf("got %+v, %v", list, err)
	}
}
