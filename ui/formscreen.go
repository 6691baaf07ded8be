package ui

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// formScreen is what the screens with fields share: a title, a form, what the
// service refused, the ways on that help, and a question where one is due.
type formScreen struct {
	Base
	title   string
	lead    string  // a line under the title
	done    string  // what went well, said above the form
	warning string  // what didn't, before this screen
	before  refusal // what the warning is about; may be of nothing
	form    *kit.Form
	// fixedHead keeps title and lead in sight where the rest doesn't fit.
	fixedHead bool

	user        string // whom it is about, where no user name is typed
	signInAgain any    // where to sign in again leads; nil: to the sign-in, with the name

	failure *cognito.Error
	problem problem
	ask     *question
	askedAt int // what had the focus before the question

	submit func() tea.Cmd      // what a button without a Do does
	offer  func(offer) tea.Cmd // a way on that is this screen's own; may be nil
	above  func() []string     // lines between the head and the form; may be nil
}

func newFormScreen(env *Env, title, lead string, form *kit.Form, traits ...trait) formScreen {
	return formScreen{Base: newBase(env, traits...), title: title, lead: lead, form: form}
}

// name is the user name that is carried on.
func (s *formScreen) name() string {
	return cmp.Or(s.user, strings.TrimSpace(s.form.Value("username")))
}

// Title names the screen.
func (s *formScreen) Title() string { return s.title }

// Typing is true while a field that takes text has the focus.
func (s *formScreen) Typing() bool {
	field := s.form.Focused()
	return field != nil && !field.Choice()
}

// Update takes keys, shortcuts and what is pasted.
func (s *formScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case shortcut:
		return s.shortcut(msg)
	case tea.KeyMsg:
		if s.ask != nil {
			return s.asked(msg)
		}
		return s.pressed(s.form.Update(msg))
	case kit.Pasted:
		s.form.Paste(msg)
	}
	return nil
}

func (s *formScreen) shortcut(n shortcut) tea.Cmd {
	switch {
	case n == pressDetails && s.failure != nil:
		return s.details()
	case n == pressWhy && !s.problem.noWhy && s.whyOf().err != nil:
		return s.why()
	case n >= 1 && int(n) <= len(s.form.Offers) && !s.form.Offers[n-1].Word:
		return s.form.Offers[n-1].Do()
	}
	return nil
}

// pressed takes what a key did to the form.
func (s *formScreen) pressed(b *kit.Button, cmd tea.Cmd) tea.Cmd {
	if b == nil {
		return cmd
	}
	return s.press(*b)
}

// press does what a button does.
func (s *formScreen) press(b kit.Button) tea.Cmd {
	switch {
	case b.Off != "":
		return nil
	case b.Do != nil:
		return b.Do()
	}
	return s.try()
}

func (s *formScreen) details() tea.Cmd { return s.end(showDetails{s.failure}) }

func (s *formScreen) why() tea.Cmd {
	return s.end(showWhy{s.whyOf()})
}

// try submits; what the last try said goes first, but stays where nothing could
// be sent.
func (s *formScreen) try() tea.Cmd {
	failure, problem := s.failure, s.problem
	s.dismiss()
	cmd := s.submit()
	if failure != nil && s.wrong() && s.failure == nil && s.ask == nil && s.before.err == nil {
		problem.field = "" // where it stood, something else may stand now
		s.failure, s.problem = failure, problem
		s.showOffers()
	}
	return cmd
}

// dismiss drops all that came of the last try, and of what led here.
func (s *formScreen) dismiss() {
	s.forget()
	s.done, s.warning, s.before = "", "", refusal{}
	s.form.ClearErrors()
}

// wrong tells that something stands beside a field.
func (s *formScreen) wrong() bool {
	return slices.ContainsFunc(s.form.Fields, func(f *kit.Field) bool { return f.Err != "" })
}

// forget drops what was refused or asked.
func (s *formScreen) forget() {
	answered := s.ask != nil
	s.failure, s.problem, s.ask = nil, problem{}, nil
	s.form.Offers = nil
	s.form.Refocus()
	if answered {
		s.form.Focus(s.askedAt)
	}
}

// take follows an offer: the screen's own first, then where every one leads.
func (s *formScreen) take(o offer) tea.Cmd {
	if s.offer != nil {
		if cmd := s.offer(o); cmd != nil {
			return cmd
		}
	}
	if o == offerRetry {
		return s.try()
	}
	if o == offerSignIn && s.signInAgain != nil {
		return s.end(s.signInAgain)
	}
	if o.leaves() {
		return s.end(wayOn{o, s.name()})
	}
	return nil
}

// takeOffer follows an offer that was taken where the refusal was explained.
func (s *formScreen) takeOffer(o offerTaken) tea.Cmd {
	if o.flow != "" {
		return s.end(wantSignIn{user: o.user, flow: o.flow})
	}
	return s.take(o.offer)
}

// fail shows what the service refused: beside its field or under the form,
// with the ways on as buttons. A secret that the refusal is about is cleared.
func (s *formScreen) fail(err error) {
	var e *cognito.Error
	if !errors.As(err, &e) {
		e = &cognito.Error{Kind: cognito.Unknown, Message: "", Err: err}
	}
	s.failure, s.problem = e, explain(e)
	s.showOffers()
	field := s.fieldFor(s.problem.field)
	if field == nil {
		s.problem.field = ""
		return
	}
	s.problem.field = field.Key
	field.Err = s.problem.sentence
	if s.problem.clear {
		field.Set("")
		if repeat := s.form.Field("repeat"); repeat != nil && s.repeated(repeat) == field {
			repeat.Set("")
		}
	}
	s.form.FocusField(field.Key)
}

// repeated is the field that another one repeats: the one before it.
func (s *formScreen) repeated(repeat *kit.Field) *kit.Field {
	if i := slices.Index(s.form.Fields, repeat); i > 0 {
		return s.form.Fields[i-1]
	}
	return nil
}

// showOffers puts the ways on that help under the form.
func (s *formScreen) showOffers() {
	s.form.Offers = nil
	for _, o := range s.problem.offers {
		s.form.Offers = append(s.form.Offers, kit.Button{Label: s.problem.label(o),
			Shortcut: "alt+" + string(rune('1'+len(s.form.Offers))), Do: func() tea.Cmd { return s.take(o) }})
	}
	s.form.Offers = append(s.form.Offers, s.words()...)
	s.form.Refocus()
}

// words are the ways to all that is known of a refusal.
func (s *formScreen) words() []kit.Button {
	words := []kit.Button{{Label: "Details", Shortcut: "F2", Word: true, Do: s.details}}
	if !s.problem.noWhy {
		words = append(words, s.whyButton())
	}
	return words
}

// fieldFor finds the field that a refusal is about; an address may stand in a
// field of its own or have been given as the user name.
func (s *formScreen) fieldFor(name string) *kit.Field {
	switch name {
	case "":
		return nil
	case "email", "phone_number":
		return cmp.Or(s.form.Field(attributePrefix+name), s.form.Field(name), s.form.Field("username"))
	}
	return s.form.Field(name)
}

// require puts a sentence beside a field that holds nothing or nonsense, and
// the focus on the first such field. It is true where all is well.
func (s *formScreen) require(checks ...check) bool {
	ok := true
	for _, c := range checks {
		field := s.form.Field(c.field)
		if field == nil || c.wrong == "" {
			continue
		}
		field.Err = c.wrong
		if ok {
			s.form.FocusField(c.field)
		}
		ok = false
	}
	return ok
}

// check is a field and what is wrong with it; empty where nothing is.
type check struct{ field, wrong string }
