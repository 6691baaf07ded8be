package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/private"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// saveTokens writes the session's tokens to a file, after a path was typed and a
// question answered.
type saveTokens struct{ formScreen }

func newSaveTokens(env *Env) Screen {
	s := &saveTokens{}
	format := kit.NewChoice("format", "Format",
		kit.Option{Key: "env", Label: ".env", Note: "COGNITO_ID_TOKEN=…, COGNITO_ACCESS_TOKEN=…, COGNITO_REFRESH_TOKEN=…"},
		kit.Option{Key: "json", Label: "JSON", Note: "an AuthenticationResult, as the service answers it"})
	s.formScreen = newFormScreen(env, "Write the tokens to a file",
		"They are written in clear, readable by you alone (0600). Whoever reads the file is signed in.",
		kit.NewForm("Write", kit.NewField("path", "Path"), format))
	s.submit = s.check
	return s
}

// fileThere is what stands at a path.
type fileThere struct {
	path  string
	there bool
	wrong string // why nothing can be written there
}

type fileWritten struct {
	path string
	err  error
}

// Update takes what stands at the path, and what became of the writing.
func (s *saveTokens) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[fileThere]:
		s.looked(msg.Val)
		return nil
	case Reply[fileWritten]:
		if msg.Val.err != nil {
			s.form.Field("path").Err = notWritten(msg.Val.err)
			s.form.FocusField("path")
			return nil
		}
		s.done = "Written to " + kit.Clean(msg.Val.path) + ". Delete it when you are done."
		return nil
	}
	return s.formScreen.Update(msg)
}

// check looks at what stands at the path.
func (s *saveTokens) check() tea.Cmd {
	path := strings.TrimSpace(s.form.Value("path"))
	wrong := ""
	switch {
	case path == "":
		wrong = "Type a path, such as tokens.env."
	case kit.HasControls(path):
		wrong = "This holds control characters; take them out."
	}
	if !s.require(check{"path", wrong}) {
		return nil
	}
	return Call(&s.Base, "Looking at the path", func(context.Context) (fileThere, error) { return lookAt(wholePath(path)), nil })
}

// wholePath is a path from the root on, so that one sees which folder it is in. A
// leading ~ is the user's own folder.
func wholePath(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

func lookAt(path string) fileThere {
	f := fileThere{path: path}
	info, err := os.Lstat(path)
	switch {
	case err == nil && info.IsDir():
		f.wrong = "This is a folder: add the name of a file."
	case err == nil && !info.Mode().IsRegular():
		f.wrong = "This is a link or a device, not a file: type another path."
	case err == nil:
		f.there = true
	case !errors.Is(err, os.ErrNotExist):
		f.wrong = notWritten(err)
	default:
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			f.wrong = "There is no folder " + kit.Clean(filepath.Dir(path)) + "."
		}
	}
	return f
}

// looked asks before anything is written.
func (s *saveTokens) looked(f fileThere) {
	if f.wrong != "" {
		s.form.Field("path").Err = f.wrong
		s.form.FocusField("path")
		return
	}
	q := question{sentence: "Write the tokens in clear to “" + kit.Clean(f.path) + "”?", yes: "Write"}
	if f.there {
		q.sentence = "“" + kit.Clean(f.path) + "” exists already. Replace it by the tokens?"
		q.hint, q.yes = "What it holds now is lost.", "Replace"
	}
	q.do = func() tea.Cmd { return s.write(f) }
	s.question(q)
}

func (s *saveTokens) write(f fileThere) tea.Cmd {
	if s.env.Session == nil {
		return nil
	}
	set, format := s.env.Session.Tokens(), s.form.Value("format")
	return Call(&s.Base, "Writing", func(context.Context) (fileWritten, error) {
		return fileWritten{f.path, writeTokens(f.path, f.there, set, format)}, nil
	})
}

func writeTokens(path string, replace bool, set token.Set, format string) error {
	text := set.Env()
	if format == "json" {
		var err error
		if text, err = set.JSON(); err != nil {
			return err
		}
	}
	if replace {
		return private.Replace(path, text)
	}
	return private.Create(path, text)
}

// notWritten says why a file can't be written, and what to do.
func notWritten(err error) string {
	switch {
	case errors.Is(err, os.ErrExist):
		return "A file came to be there meanwhile; nothing was written. Try again to be asked."
	case errors.Is(err, os.ErrPermission):
		return "You may not write there; type another path."
	case errors.Is(err, os.ErrNotExist): // such as in /proc; or the folder went meanwhile
		return "No file can be made in that folder; type another path."
	}
	return fmt.Sprintf("Not written (%s); type another path, or try again.", kit.Clean(private.Cause(err).Error()))
}
