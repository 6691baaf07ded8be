package ui

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// factors shows what a signed-in user signs in with, and turns second factors on
// and off.
type factors struct {
	columnScreen
	known *ownFactors // nil until read
	stale bool        // another screen may have changed them
}

// ownFactors is what was read of the user.
type ownFactors struct {
	cognito.AuthFactors
	user cognito.User
}

// has tells whether a second factor is on.
func (o *ownFactors) has(name string) bool { return slices.Contains(o.MFA, name) }

// address is where codes of a factor go; empty where it isn't known.
func (o *ownFactors) address(attribute string) string {
	return cognito.Value(o.user.Attributes, attribute)
}

func newFactors(env *Env) *factors {
	s := &factors{columnScreen: newColumnScreen(env, "Sign-in factors", "")}
	s.begin(s.lines, s.read)
	return s
}

// Enter reads the factors: first, and after another screen that changes them.
func (s *factors) Enter() tea.Cmd {
	if s.busy != "" || s.failure != nil || s.known != nil && !s.stale {
		return nil
	}
	s.stale = false
	s.again = s.read
	return s.read()
}

func (s *factors) read() tea.Cmd {
	return CallAs(&s.Base, "Reading the factors", func(ctx context.Context, c *cognito.Client, access string) (ownFactors, error) {
		f, err := c.GetUserAuthFactors(ctx, access)
		if err != nil {
			return ownFactors{}, err
		}
		user, err := c.GetUser(ctx, access)
		return ownFactors{f, user}, err
	})
}

// factorsSet is what a change of a factor did, in words.
type factorsSet struct{ name, done string }

// missing says what a factor that was refused may lack. Whether the service wants
// a verified address for it is unconfirmed.
func (s *factors) missing(name string) string {
	f, ok := factorOf(name)
	switch {
	case !ok:
		return "A passkey must be registered first, and the pool must offer passkeys as a second factor."
	case f.attribute == "":
		return "Set up an authenticator app first, with the row above."
	case s.known == nil || s.known.address(f.attribute) == "":
		return "Add " + noun(f.attribute) + " under Attributes first; the pool must offer this factor too."
	case cognito.Value(s.known.user.Attributes, f.attribute+"_verified") != "true":
		return "The address isn't verified, which may be why: verify it under Attributes. Or the pool doesn't offer this factor."
	}
	return "The address is there and verified, so the pool may not offer this factor: its MFA settings list those it does."
}

// noun names an address that is to be added.
func noun(attribute string) string {
	if attribute == "phone_number" {
		return "a phone number"
	}
	return "an email address"
}

// Update takes what was read, and changes, after which it reads again.
func (s *factors) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[ownFactors]:
		if msg.Err != nil {
			return s.refused(msg.Err)
		}
		s.known = &msg.Val
		s.env.knows().Read(msg.Val.user.Attributes)
		s.list()
		return nil
	case Reply[factorsSet]:
		if msg.Err != nil {
			cmd := s.refused(msg.Err)
			if cmd == nil && s.failure.Kind == cognito.NoDeliveryConfig {
				s.problem.hint = s.missing(msg.Val.name)
			}
			return cmd
		}
		s.done, s.again = msg.Val.done, s.read
		s.known = nil // as it was before
		s.rows(nil)
		return s.read()
	}
	return s.columnScreen.Update(msg)
}

// hear says what was done by the screen above.
func (s *factors) hear(event any) {
	if _, ok := event.(authenticatorSet); ok {
		s.done = "The authenticator app is set up and turned on."
	}
}

// secondFactor is a second factor that a user turns on and off here. name is the
// service's, both in what it tells and for the texts.
type secondFactor struct {
	name, label string
	attribute   string // where its codes go; empty for none
	without     string // the note where no such address is known
	set         func(p *cognito.MFAPreference, f *cognito.FactorPreference)
}

var secondFactors = []secondFactor{
	{"SOFTWARE_TOKEN_MFA", "the authenticator app", "", "",
		func(p *cognito.MFAPreference, f *cognito.FactorPreference) { p.SoftwareToken = f }},
	{"SMS_MFA", "codes by text message", "phone_number", "no phone number is known",
		func(p *cognito.MFAPreference, f *cognito.FactorPreference) { p.SMS = f }},
	{"EMAIL_OTP", "codes by email", "email", "no address is known",
		func(p *cognito.MFAPreference, f *cognito.FactorPreference) { p.Email = f }},
}

func factorOf(name string) (secondFactor, bool) {
	for _, f := range secondFactors {
		if f.name == name {
			return f, true
		}
	}
	return secondFactor{}, false
}

// passkeyFactor is how a passkey is called as a second factor. That the service
// lists it among the second factors is unconfirmed: both ways are offered where
// it isn't listed.
const passkeyFactor = "WEB_AUTHN"

// list makes the buttons of what is known.
func (s *factors) list() {
	k := s.known
	app := kit.Button{Label: "Set up an authenticator app", Note: "a new secret, and a code to prove it", Do: s.setUp}
	if k.has("SOFTWARE_TOKEN_MFA") {
		app.Label, app.Note = "Replace the authenticator app", "the old one works until then"
	}
	buttons := []kit.Button{app}
	for _, f := range secondFactors {
		note := f.without
		if to := k.address(f.attribute); to != "" {
			note = "to " + kit.Cut(kit.Clean(to), 60)
		}
		if !k.has(f.name) {
			if f.attribute == "" {
				note = "one that was set up before"
			}
			on := s.turnOn(f.name, note)
			if f.attribute != "" && s.env.Pool != nil && s.env.Pool.MFA == "OFF" {
				on.Off = "the pool's MFA is off"
			}
			buttons = append(buttons, on)
			continue
		}
		if k.PreferredMFA != f.name {
			buttons = append(buttons, s.sets("Prefer "+f.label, "asked for first", f.name, cognito.FactorPreference{Enabled: true, Preferred: true}))
		}
		buttons = append(buttons, s.turnOff(f.name, note))
	}
	if _, ok := factorOf(k.PreferredMFA); ok {
		buttons = append(buttons, s.sets("Prefer none", "the sign-in asks which one", k.PreferredMFA, cognito.FactorPreference{Enabled: true}))
	}
	if slices.Contains(k.First, passkeyFactor) || k.has(passkeyFactor) {
		note := "as a second factor"
		if !k.has(passkeyFactor) {
			note = "second factor; on or off isn't told"
			buttons = append(buttons, s.turnOn(passkeyFactor, note))
		}
		buttons = append(buttons, s.turnOff(passkeyFactor, note))
	}
	s.rows(buttons)
}

// sets is a button that sets a factor.
func (s *factors) sets(label, note, name string, to cognito.FactorPreference) kit.Button {
	return kit.Button{Label: label, Note: note, Do: func() tea.Cmd { return s.change(name, to) }}
}

func (s *factors) turnOn(name, note string) kit.Button {
	return s.sets("Turn on "+labelOf(name), note, name, cognito.FactorPreference{Enabled: true})
}

func (s *factors) turnOff(name, note string) kit.Button {
	return kit.Button{Label: "Turn off " + labelOf(name), Note: note, Do: func() tea.Cmd { return s.question(s.turningOff(name)) }}
}

// setUp leads to a new authenticator app.
func (s *factors) setUp() tea.Cmd {
	s.forget()
	s.done, s.stale = "", true
	return s.end(wantAuthenticator{replaces: s.known.has("SOFTWARE_TOKEN_MFA"), preferred: s.known.PreferredMFA == "SOFTWARE_TOKEN_MFA"})
}

// turningOff is the question before a factor is turned off.
func (s *factors) turningOff(name string) question {
	hint := "The others that are on stay as they are."
	if s.known.has(name) && len(s.known.MFA) == 1 {
		hint = "It is the only one: without it nothing is asked for beside the first factor."
	}
	if s.env.Pool != nil && s.env.Pool.MFA == "ON" {
		hint = "This pool requires a second factor and may refuse."
	}
	return question{
		sentence: "Turn off " + labelOf(name) + " as a second factor?", hint: hint, yes: "Turn it off",
		do: func() tea.Cmd { return s.change(name, cognito.FactorPreference{}) },
	}
}

func labelOf(name string) string {
	if f, ok := factorOf(name); ok {
		return f.label
	}
	return "passkeys"
}

// change sets one factor and leaves the others as they are.
func (s *factors) change(name string, to cognito.FactorPreference) tea.Cmd {
	var p cognito.MFAPreference
	if f, ok := factorOf(name); ok {
		f.set(&p, &to)
	} else {
		p.WebAuthn = &to.Enabled
	}
	done := "Turned off: " + labelOf(name) + "."
	switch {
	case to.Preferred:
		done = "Preferred: " + labelOf(name) + "."
	case to.Enabled && s.known.PreferredMFA == name:
		done = "No second factor is preferred."
	case to.Enabled:
		done = "Turned on: " + labelOf(name) + "."
	}
	return s.act(func() tea.Cmd {
		return CallAs(&s.Base, "Setting the factors", func(ctx context.Context, c *cognito.Client, access string) (factorsSet, error) {
			return factorsSet{name, done}, c.SetUserMFAPreference(ctx, access, p)
		})
	})
}

// lines say what is on.
func (s *factors) lines() []string {
	if s.known == nil {
		return nil
	}
	names := func(list []string) string {
		var out []string
		for _, name := range list {
			text := factorName(name)
			if name == s.known.PreferredMFA {
				text += " (preferred)"
			}
			out = append(out, text)
		}
		if len(out) == 0 {
			return "none"
		}
		return strings.Join(out, ", ")
	}
	lines := []string{s.heading("Sign in with", names(s.known.First)), s.heading("Second factors on", names(s.known.MFA))}
	if p := s.env.Pool; p != nil {
		says := map[string]string{"ON": "requires a second factor", "OPTIONAL": "asks for one where the user has turned one on",
			"OFF": "asks for none: MFA is off"}[p.MFA]
		if says != "" {
			lines = append(lines, s.heading("The pool", says))
		}
	}
	return append(lines, "")
}
