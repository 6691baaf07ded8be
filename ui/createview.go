package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// lines are what stands above the fields: nothing, the preview, or what was done.
func (s *createUser) lines() []string {
	t, w := s.env.Theme, s.form.Width
	if s.form == s.typing {
		return nil
	}
	c := s.change()
	who := cognito.FoundUser{Username: s.value("username"), Attributes: c.Attributes}
	pool := s.env.poolID()
	if s.pool.Known && s.pool.Val.Name != "" {
		pool = s.pool.Val.Name + " (" + pool + ")"
	}
	if s.made != nil {
		if after := s.made.applied[0].After; after != nil {
			who = *after
		}
		lines := whereAndWho(s.env, pool, who, w)
		lines = append(lines, passwordLines(s.env, s.newPassword, s.copied, w)...)
		lines = append(lines, madeLines(s.env, *s.made, false, nil, w)...)
		return append(append(lines, messageLines(s.env, s.message(), w)...), "")
	}
	var lines []string
	if off := s.off(); off != "" {
		lines = append(said(t.Warn.Render("!")+" ", t.Warn, "Off: "+off+".", w-4), "")
	}
	lines = append(lines, whereAndWho(s.env, pool, who, w)...)
	lines = append(lines, changeLine(s.env, remedy.Line{What: "User name", To: who.Username}, w)...)
	for _, a := range c.Attributes {
		lines = append(lines, changeLine(s.env, remedy.Line{What: attributeWord(a.Name), To: a.Value}, w)...)
	}
	lines = append(lines, changeLine(s.env, remedy.Line{What: "Status", To: "FORCE_CHANGE_PASSWORD"}, w)...)
	way := s.typing.Field("way").Picked()
	lines = append(lines, beside(t.Muted.Render(kit.Fit("Temporary password", previewLabel-1)), t.Text, strings.TrimSuffix(strings.ToLower(way.Label)+", "+way.Note, ", "), w-2)...)
	lines = append(lines, messageLines(s.env, s.message(), w)...)
	if s.failure != nil && s.failure.MayHaveHappened && s.typing.Value("way") == generatedPassword {
		lines = append(lines, labelled(s.env, "If it was set", t.Strong.Render(s.generated), w))
	}
	return append(lines, "")
}

// message is which invitation goes where; empty where none does.
func (s *createUser) message() string {
	return map[string]string{"EMAIL": "an email to ", "SMS": "a text message to ", "EMAIL+SMS": "an email and a text message to "}[s.value("invitation")] +
		s.inviteTo()
}

func (s *createUser) inviteTo() string {
	var to []string
	for _, a := range s.change().Attributes {
		medium := map[string]string{"email": "EMAIL", "phone_number": "SMS"}[a.Name]
		if medium != "" && strings.Contains(s.value("invitation"), medium) {
			to = append(to, a.Value)
		}
	}
	if len(to) == 0 {
		return ""
	}
	return strings.Join(to, " and ") + ": a temporary password"
}

// ShortHelp are the keys of the footer.
func (s *createUser) ShortHelp() []key.Binding {
	keys := kit.NewFormKeys()
	switch {
	case s.made != nil:
		return doneHelp(keys, "open the card", s.newPassword)
	case s.form == s.preview && s.form.At() == 0:
		return []key.Binding{renamed(keys.Enter, "enter y", "create the user"), renamed(keys.Next, "tab", "button")}
	}
	return s.formScreen.ShortHelp()
}

// FullHelp are all keys of the screen.
func (s *createUser) FullHelp() [][]key.Binding {
	return withY(s.formScreen.FullHelp(), s.made != nil, s.newPassword)
}
