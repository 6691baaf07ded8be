package ui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// challengeScreen is what the screens of challenges share: the sign-in that
// they are part of, its session's countdown, and what becomes of an answer.
type challengeScreen struct {
	formScreen
	d      *dialogue
	course cognito.Course
	about  string // the lead without the countdown
	// next is the password that a good answer sets, to begin anew with.
	next string
}

func newChallengeScreen(env *Env, d *dialogue, step cognito.Challenge, title, about string, form *kit.Form) challengeScreen {
	course := step.Course()
	s := challengeScreen{formScreen: newFormScreen(env, title, "", form), d: d, course: course, about: about}
	if missing := step.Missing(); len(missing) > 0 {
		s.warning = "The pool's challenge came without " + strings.Join(missing, " and ") + ". It goes on all the same."
	}
	if course.FellToSRP {
		s.done = "This app client allows no plain password: the password was proved instead (SRP)."
	}
	if course.DeviceDropped {
		s.warning = "The pool no longer knows this device: it isn't remembered any more."
	}
	s.user, s.signInAgain = d.user, signInOver{d: d}
	s.fixedHead = true
	return s
}

func (s *challengeScreen) counting() bool {
	return sessionLeft(s.env, s.course) > 0 || s.locked() && s.env.lockLeft(s.name()) > 0
}

// locked is true while a lock-out stands on the screen.
func (s *challengeScreen) locked() bool {
	return s.failure != nil && s.failure.Kind == cognito.LockedOut
}

// tick lets go of the password once the session is over.
func (s *challengeScreen) tick() {
	if sessionLeft(s.env, s.course) == 0 {
		s.d.forget()
	}
}

// refresh makes the countdowns true for the moment.
func (s *challengeScreen) refresh() {
	rest := "The sign-in has waited too long by now: an answer may lead back to its start."
	switch left := sessionLeft(s.env, s.course); {
	case s.failure != nil && s.failure.Kind == cognito.ChallengeFailed:
		rest = "" // it is over
	case left > 0:
		rest = "The sign-in waits " + clockTime(left) + " for it."
	}
	s.lead = strings.TrimSpace(s.about + " " + rest)
	if s.locked() {
		s.problem.hint = s.env.lockHint(s.name())
	}
}

// View draws the screen with its countdown.
func (s *challengeScreen) View() string {
	s.refresh()
	return s.formScreen.View()
}

// Update takes the answer to the answer.
func (s *challengeScreen) Update(msg tea.Msg) tea.Cmd {
	s.tick()
	if r, ok := msg.(Reply[cognito.Step]); ok {
		return s.answered(r)
	}
	return s.formScreen.Update(msg)
}

// respond gives the answer to the challenge.
func (s *challengeScreen) respond(doing string, a cognito.Answer) tea.Cmd {
	d := *s.d
	return Call(&s.Base, doing, func(ctx context.Context) (cognito.Step, error) { return d.respond(ctx, a) })
}

func (s *challengeScreen) answered(r Reply[cognito.Step]) tea.Cmd {
	if r.Err != nil {
		return s.refused(r.Err)
	}
	if s.next != "" {
		s.d.request.Password = s.next
	}
	s.d.spent = false
	return s.end(stepped{s.d, r.Val})
}

// refused shows what was refused; a sign-in that is over begins anew.
func (s *challengeScreen) refused(err error) tea.Cmd {
	if cognito.KindOf(err) == cognito.SessionOver {
		return s.end(signInOver{s.d, "The sign-in took too long or was answered already: begin it again.", cognito.ErrorOf(err)})
	}
	s.fail(err)
	return nil
}
