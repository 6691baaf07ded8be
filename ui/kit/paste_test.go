package kit

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/theme"
)

func tokenField() *Field {
	f := NewPassword("x", "X")
	f.Pasting = JoinToken
	f.Roomy()
	return f
}

func codeField() *Field {
	f := NewField("x", "X")
	f.Code = true
	return f
}

// What becomes of a paste is the field's to say, and the same by the terminal and
// by ctrl+v.
func TestPastes(t *testing.T) {
	plain := func() *Field { return NewField("x", "X") }
	password := func() *Field { return NewPassword("x", "X") }
	search := func() *Field { return NewSearch("x", "X") }
	tests := []struct {
		name             string
		field            func() *Field
		text, want, note string
	}{
		{"one line", plain, "ann", "ann", ""},
		{"a line end", plain, "ann\n", "ann", ""},
		{"blank lines at both ends", plain, "\r\n \t \n\nann@example.com\n\n  \n", "ann@example.com", ""},
		{"two lines", plain, "ann\nbob", "ann", firstLineOnly},
		{"two lines of Windows", plain, "ann\r\nbob\r\n", "ann", firstLineOnly},
		{"a blank line between", plain, "ann\n\nbob", "ann", firstLineOnly},
		{"blanks within", plain, "  Ann Lee  ", "  Ann Lee  ", ""},
		{"nothing", plain, "\n\n", "", ""},
		{"keys", plain, "q\n1\ny", "q", firstLineOnly},
		{"a password", password, "\n a b \n", " a b ", ""},
		{"two lines for a password", password, "secret\nother", "secret", firstLineOnly},

		{"a code", codeField, "482913", "482913", ""},
		{"a code with a blank", codeField, " 482 913\r\n", "482913", ""},
		{"a code with a dash", codeField, "482-913", "482913", ""},
		{"a code with a narrow blank", codeField, "482\u202f913", "482913", ""},
		{"a mail", codeField, "\nHello,\n\nYour verification code is 482913.\n\nThe team\n", "482913", ""},
		{"a code under its words", codeField, "Your code:\n\n482 913\n", "482913", ""},
		{"a code and hours", codeField, "482913\nValid for 24 hours", "482913", ""},
		{"a code below a year", codeField, "Sent on 1 December 2026 at 10:30\nYour code is 48291377.\nCall +1 555 010 1234", "48291377", ""},
		{"two codes", codeField, "482913\n555111", "482913", severalCodes},
		{"several numbers and no code", codeField, "10:30\n24 hours", "10:30", severalCodes},
		{"no number", codeField, "abc def\nghi", "abcdef", firstLineOnly},
		{"letters", codeField, "ab-cd", "abcd", ""},

		{"a token", tokenField, "eyJh.eyJz.c2ln\n", "eyJh.eyJz.c2ln", ""},
		{"a broken token", tokenField, "\neyJhbGci\n  OiJSUzI1\nNiJ9.eyJz\n.c2ln\n", "eyJhbGciOiJSUzI1NiJ9.eyJz.c2ln", ""},
		{"a broken header", tokenField, "Authorization: Bearer eyJh\nbGci.eyJz.c2ln\nHost: example.com", "Authorization: Bearer eyJhbGci.eyJz.c2ln Host: example.com", ""},
		{"JSON", tokenField, "{\n  \"IdToken\": \"eyJh.eyJ\nz.c2ln\",\n  \"TokenType\": \"Bearer\"\n}", "{ \"IdToken\": \"eyJh.eyJz.c2ln\", \"TokenType\": \"Bearer\" }", ""},

		{"a search", search, "\n ann \n  lee\n", "ann lee", ""},
	}
	for _, test := range tests {
		for _, ctrlV := range []bool{false, true} {
			f := test.field()
			form := NewForm("Go", f, NewField("y", "Y"))
			p := Pasted{Text: test.text}
			if ctrlV {
				p.into = f
			}
			form.Paste(p)
			if f.Value() != test.want || f.Note != test.note || f.Err != "" {
				t.Errorf("%s, ctrl+v %v: got %q with the note %q and the error %q, want %q with %q", test.name, ctrlV, f.Value(), f.Note, f.Err, test.want, test.note)
			}
			if form.At() != 0 || form.Field("y").Value() != "" {
				t.Errorf("%s: the paste went on to %d", test.name, form.At())
			}
		}
	}
}

// The note is one quiet line, and goes with the next key.
func TestPasteNote(t *testing.T) {
	f := NewField("x", "X")
	form := NewForm("Go", f)
	form.Paste(Pasted{Text: "ann\nbob"})
	lines, _, _ := form.Lines(theme.New(theme.Mono))
	if got := strings.Join(lines, "\n"); strings.Count(got, firstLineOnly) != 1 {
		t.Errorf("the note isn't shown:\n%s", got)
	}
	form.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a")})
	if f.Note != "" || f.Value() != "anna" {
		t.Errorf("after a key: %q, note %q", f.Value(), f.Note)
	}
	form.Paste(Pasted{Text: "a\x1bb\nc"})
	if f.Value() != "annaab" || f.Err != controlsLeft || f.Note != firstLineOnly {
		t.Errorf("control characters: %q, %q, %q", f.Value(), f.Err, f.Note)
	}
}

// ctrl+v reads the clipboard for the field that it was pressed in, and for no other.
func TestControlV(t *testing.T) {
	defer func(read func() (string, error)) { readClipboard = read }(readClipboard)
	readClipboard = func() (string, error) { return "\nsecret\nmore\n", nil }
	clear, masked := NewField("name", "Name"), NewPassword("password", "Password")
	form := NewForm("Go", clear, masked)
	form.Focus(1)
	_, cmd := form.Update(tea.KeyMsg{Type: tea.KeyCtrlV})
	if cmd == nil || masked.Value() != "" {
		t.Fatalf("ctrl+v: a command %t, %q", cmd != nil, masked.Value())
	}
	p := cmd().(Pasted)
	form.Focus(0)
	form.Paste(p)
	if clear.Value() != "" || masked.Value() != "" {
		t.Errorf("the focus has gone on: %q, %q", clear.Value(), masked.Value())
	}
	form.Focus(1)
	form.Paste(p)
	if masked.Value() != "secret" || masked.Note != firstLineOnly {
		t.Errorf("got %q, %q", masked.Value(), masked.Note)
	}
	readClipboard = func() (string, error) { return "", errors.New("no display") }
	_, cmd = form.Update(tea.KeyMsg{Type: tea.KeyCtrlV})
	form.Paste(cmd().(Pasted))
	if masked.Value() != "secret" || masked.Note != noClipboard {
		t.Errorf("without a clipboard: %q, %q", masked.Value(), masked.Note)
	}
	form.FocusButton()
	form.Paste(Pasted{Text: "q"})
	if form.Value("name") != "" || masked.Value() != "secret" {
		t.Error("a paste on a button went into a field")
	}
}
