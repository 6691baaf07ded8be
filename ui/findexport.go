package ui

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/find"
	"cognito-tui/cognito/private"
	"cognito-tui/ui/kit"
)

// exported is a file that was written, or why not.
type exported struct {
	path  string
	users int
	wrong string
}

// askFile asks for the file that those shown are written to.
func (s *findScreen) askFile() {
	field := kit.NewField("file", "File")
	field.Hint = ".csv, or .jsonl for lines of JSON"
	field.Set("users.csv")
	s.done, s.note = "", ""
	s.saving = kit.NewForm("", field)
	s.saving.Labels = s.form.Labels
}

// savingKey takes a key while the file's name is typed.
func (s *findScreen) savingKey(k tea.KeyMsg) tea.Cmd {
	if key.Matches(k, s.keys.Open) {
		return s.save()
	}
	field := s.saving.Fields[0]
	field.Err = ""
	if key.Matches(k, s.keys.Next) || key.Matches(k, s.keys.Prev) || k.Type == tea.KeyUp || k.Type == tea.KeyDown {
		return nil // there is nothing else to go to
	}
	return field.Update(k)
}

// save writes those shown; a file that is there stays as it is.
func (s *findScreen) save() tea.Cmd {
	field := s.saving.Fields[0]
	path := strings.TrimSpace(field.Value())
	format := find.CSV
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case path == "":
		field.Err = "Type a file's name, such as users.csv."
	case kit.HasControls(path):
		field.Err = "This holds control characters; take them out."
	case ext == ".jsonl" || ext == ".ndjson":
		format = find.JSONLines
	case ext != ".csv":
		field.Err = "End the name in .csv, or in .jsonl for lines of JSON."
	}
	if field.Err != "" {
		return nil
	}
	path = wholePath(path)
	users := s.table.Snapshot()
	return Call(&s.Base, "Writing", func(ctx context.Context) (exported, error) {
		return export(ctx, path, users, format), nil
	})
}

// export writes the file whole or not at all, for its owner alone.
func export(ctx context.Context, path string, users *find.Snapshot, format find.Format) exported {
	out := exported{path: path, users: users.Len()}
	there := lookAt(path)
	switch {
	case there.wrong != "":
		out.wrong = there.wrong
		return out
	case there.there:
		out.wrong = "This file exists, and stays as it is: type another name."
		return out
	}
	var text bytes.Buffer
	err := users.Write(ctx, &text, format)
	if err == nil {
		err = private.Create(path, text.Bytes())
	}
	switch {
	case errors.Is(err, context.Canceled):
		out.wrong = "Cancelled; nothing was written."
	case errors.Is(err, os.ErrExist):
		out.wrong = "This file exists, and stays as it is: type another name."
	case err != nil:
		out.wrong = notWritten(err)
	}
	return out
}

// saved says what became of the file.
func (s *findScreen) saved(r Reply[exported]) {
	if s.saving == nil {
		return
	}
	if r.Val.wrong != "" {
		s.saving.Fields[0].Err = r.Val.wrong
		return
	}
	s.saving = nil
	s.done = counted(r.Val.users, "user") + " written to " + kit.Clean(r.Val.path) + "."
}
