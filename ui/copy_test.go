package ui

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

func TestCopyRepliesToItsScreen(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		refused := errors.New("the clipboard is shut; open it")
		for name, c := range map[string]struct {
			put  func(string) (string, error)
			want Copied
			says string
		}{
			"put":     {func(s string) (string, error) { return "put " + s, nil }, "put the text", ""},
			"refused": {func(string) (string, error) { return "", refused }, "", refused.Error()},
			"none":    {nil, "", "mouse"},
		} {
			d := newDriver(t, "demo-app")
			d.app.env.Copy = c.put
			asked := &asker{Base: newBase(d.app.env)}
			d.app.stack = append(d.app.stack, asked)
			cmd := Copy(&asked.Base, "the text")
			if asked.busy == "" {
				t.Errorf("%s: the screen doesn't know of it", name)
			}
			d.app.Update(cmd())
			if asked.got == nil || asked.got.Val != c.want || (asked.got.Err == nil) != (c.says == "") || asked.busy != "" {
				t.Errorf("%s: the screen got %+v", name, asked.got)
				continue
			}
			if c.says != "" && !strings.Contains(asked.got.Err.Error(), c.says) {
				t.Errorf("%s: the error is %v", name, asked.got.Err)
			}
		}
	})
}

// asker is a screen that keeps the reply to a copy.
type asker struct {
	Screen
	Base
	got *Reply[Copied]
}

func (a *asker) base() *Base      { return &a.Base }
func (a *asker) Enter() tea.Cmd   { return nil }
func (a *asker) SetSize(w, h int) {}
func (a *asker) Typing() bool     { return false }
func (a *asker) Update(m tea.Msg) tea.Cmd {
	if r, ok := m.(Reply[Copied]); ok {
		a.got = &r
	}
	return nil
}
