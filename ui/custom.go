package ui

import (
	"fmt"
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// custom asks what the pool's own challenge asks, round by round: the public
// parameters are shown as they came, the answer is sent as typed.
type custom struct {
	challengeScreen
	step cognito.CustomChallenge
}

// maxParameters bounds the public parameters that are shown.
const maxParameters = 8

func newCustom(env *Env, d *dialogue, step cognito.CustomChallenge) Screen {
	s := &custom{step: step}
	answer := kit.NewField("code", "Answer")
	about := "The pool asks something of its own."
	switch {
	case step.Round > 1 && maps.Equal(d.asked, step.Parameters):
		about = "The pool asks the same again: the answer was probably not accepted."
	case step.Round > 1:
		about = "The pool asks something more."
	}
	d.asked = step.Parameters
	s.challengeScreen = newChallengeScreen(env, d, step, "Answer the challenge", about, kit.NewForm("Answer", answer))
	s.above = s.parameters
	s.submit = s.send
	return s
}

// parameters draws what the challenge shows, the question first where it has
// that name.
func (s *custom) parameters() []string {
	t := s.env.Theme
	names := slices.Sorted(maps.Keys(s.step.Parameters))
	slices.SortStableFunc(names, func(a, b string) int {
		return order(a) - order(b)
	})
	var lines []string
	for i, name := range names {
		if i == maxParameters {
			lines = append(lines, t.Muted.Render(fmt.Sprintf("and %d more", len(names)-i)))
			break
		}
		value := kit.Wrap(kit.Clean(s.step.Parameters[name]), s.form.Width-23)
		for j, l := range value {
			label := ""
			if j == 0 {
				label = kit.Clean(name)
			}
			lines = append(lines, t.Muted.Render(kit.Fit(label, 19))+t.Text.Render(l))
		}
	}
	if len(names) > 0 {
		lines = append(lines, "")
	}
	return lines
}

func order(name string) int {
	if name == "question" {
		return 0
	}
	return 1
}

func (s *custom) send() tea.Cmd {
	answer := s.form.Value("code")
	wrong := ""
	switch {
	case answer == "":
		wrong = "Type the answer."
	case kit.HasControls(answer):
		wrong = "This holds control characters; take them out."
	}
	if !s.require(check{"code", wrong}) {
		return nil
	}
	return s.respond("Answering", s.step.Give(answer))
}
