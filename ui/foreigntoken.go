package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
)

// pasteToken takes a token from elsewhere.
type pasteToken struct{ formScreen }

func newPasteToken(env *Env) Screen {
	s := &pasteToken{}
	field := kit.NewPassword("token", "Token")
	field.Roomy()
	field.Pasting = kit.JoinToken
	field.Hint = "ctrl+r show"
	s.formScreen = newFormScreen(env, "Look at a token",
		"Paste an ID or access token. It stays in this program: it is decoded and held against this connection's pool and app client.",
		kit.NewForm("Look at it", field))
	s.submit = s.look
	return s
}

func (s *pasteToken) look() tea.Cmd {
	field := s.form.Field("token")
	raw, wrong := tokenIn(field.Value()), ""
	switch {
	case field.Full():
		wrong = "This is longer than any token, and was cut: paste the token alone."
	case raw == "":
		wrong = "Paste a token."
	}
	if !s.require(check{"token", wrong}) {
		return nil
	}
	return s.end(lookAtToken{raw})
}

// within finds a token, also one of five parts, in other text such as a header or JSON.
var within = lazy.New(`eyJ[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){2,4}`)

// tokenIn is the token that was pasted, without what stood around it.
func tokenIn(text string) string {
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, " \t\"{':=") {
		if found := within.FindString(text); found != "" {
			return found
		}
	}
	return text
}

// foreignToken shows what a pasted token says and how it is judged.
type foreignToken struct {
	textScreen
	raw   string
	keys  facts.Fact[*token.Keys]
	asked bool
}

func newForeignToken(env *Env, raw string) Screen {
	s := &foreignToken{raw: raw}
	s.textScreen = textScreen{Base: newBase(env), title: "A token from elsewhere",
		short: []key.Binding{newTokenKeys().Again}}
	s.lines = func(w int) []string { return verdictLines(env, s.verdict(), s.keys, w) }
	return s
}

// counting keeps its times right.
func (s *foreignToken) counting() bool { return true }

func (s *foreignToken) verdict() token.Verdict {
	return token.Verify(s.raw, s.keys.Val, s.keys.Err, s.env.expected(""))
}

// Enter fetches the pool's keys.
func (s *foreignToken) Enter() tea.Cmd {
	if s.keys.Done() || s.busy != "" {
		return nil
	}
	return fetchKeys(&s.Base)
}

// Update takes the keys, and scrolls.
func (s *foreignToken) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[*token.Keys]:
		s.keys = facts.Of(msg.Val, msg.Err)
		if s.keys.Err == nil && !s.asked && s.verdict().KeyUnknown {
			s.asked = true
			return fetchKeys(&s.Base)
		}
		return nil
	case tea.KeyMsg:
		if key.Matches(msg, newTokenKeys().Again) {
			s.asked = false
			return fetchKeys(&s.Base)
		}
	}
	return s.textScreen.Update(msg)
}
