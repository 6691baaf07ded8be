package diagnosis_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
)

// checkSignIn tries what a diagnosis says of signing in with the right password.
func checkSignIn(t *testing.T, p *person, d diagnosis.Diagnosis) {
	t.Helper()
	got := p.signIn()
	if answers, _, _ := strings.Cut(d.Detail, ";"); got.outcome == diagnosis.No && d.Refused != cognito.Unknown && strings.HasPrefix(answers, "Signing in answers") && !quotes(answers, got.err) {
		t.Errorf("%s, %s: %s\nsigning in gave %#v", d.Row, p.name, d.Detail, got.err)
	}
	switch {
	case d.CanSignIn == diagnosis.CantTell:
	case got.outcome != d.CanSignIn,
		d.CanSignIn == diagnosis.No && d.Refused != cognito.Unknown && got.kind != d.Refused,
		d.CanSignIn == diagnosis.WithStep && d.Step != "" && got.step != d.Step:
		t.Errorf("%s, %s: it says outcome %v, %v, step %q; signing in gave %v, %v, %q", d.Row, p.name,
			d.CanSignIn, d.Refused, d.Step, got.outcome, got.kind, got.step)
	}
}

// checkForgot tries “forgot password”, of which a detail says that it is refused or only
// pretends.
func checkForgot(t *testing.T, p *person, d diagnosis.Diagnosis) {
	t.Helper()
	sent := len(p.server.Messages(""))
	_, err := p.client.ForgotPassword(t.Context(), p.name)
	sent = len(p.server.Messages("")) - sent
	detail := strings.ToLower(d.Detail)
	switch says := func(what string) bool { return strings.Contains(detail, "“forgot password” "+what) }; {
	case says("is refused") && err == nil, says("pretends") && (err != nil || sent > 0), says("sends no code") && sent > 0:
		t.Errorf("%s, %s: %s\nit gives %v, %d messages", d.Row, p.name, d.Detail, err, sent)
	}
}

// quoted are the service's words in a text.
var quoted = regexp.MustCompile(`“([^”]+)”`)

// quotes tells whether a text quotes the service's answer, if it quotes anything.
func quotes(text string, err error) bool {
	var e *cognito.Error
	found := quoted.FindAllStringSubmatch(text, -1)
	return len(found) == 0 || errors.As(err, &e) &&
		slices.ContainsFunc(found, func(m []string) bool { return strings.Contains(e.Message, m[1]) })
}

// checkOffer applies an offer, has the person do what it says, and goes on with what
// is best then, until they are signed in.
func checkOffer(t *testing.T, p *person, row diagnosis.ID, o diagnosis.Offer) {
	t.Helper()
	for range 6 {
		err := p.apply(o.Remedy, p.facts())
		if err != nil {
			if !o.Unsure {
				t.Errorf("%s, %s: offered %s: %v", row, p.name, o.Remedy, err)
			}
			return
		}
		in, err := p.follow(o.Then)
		switch {
		case err != nil && o.Unsure:
			return
		case err != nil:
			t.Errorf("%s, %s: after %s: %v", row, p.name, o.Remedy, err)
			return
		case in:
			return
		}
		p.says = diagnosis.Says{} // the caller's trouble is seen to
		d := diagnosis.Of(p.facts())
		if d.CanSignIn == diagnosis.Yes || d.CanSignIn == diagnosis.WithStep {
			if s := p.signIn(); s.outcome == diagnosis.No {
				t.Errorf("%s, %s: after %s it says %s, but signing in gave %v", row, p.name, o.Remedy, d.Row, s.kind)
			} else if err := p.finish(s.next); err == nil {
				return
			} else if d = p.lookAgain(); !holds(d, "factor-useless") {
				t.Errorf("%s, %s: after %s: %v", row, p.name, o.Remedy, err)
				return
			}
		}
		if d.Row == "federated" && o.Remedy != remedy.PermanentPassword || len(d.Works) == 0 {
			return // the end it names: at the provider
		}
		o = d.Works[0]
	}
	t.Errorf("%s, %s: the remedies lead nowhere", row, p.name)
}

// lookAgain is the diagnosis from all facts.
func (p *person) lookAgain() diagnosis.Diagnosis {
	p.less = nil
	return diagnosis.Of(p.facts())
}

// holds tells whether a row applies, beside others or not.
func holds(d diagnosis.Diagnosis, row diagnosis.ID) bool {
	return d.Row == row || d.Next != nil && holds(*d.Next, row)
}

// checkRefusal tries what is shown as not possible.
func checkRefusal(t *testing.T, p *person, row diagnosis.ID, x diagnosis.Refusal) {
	t.Helper()
	err := p.apply(x.Remedy, p.facts())
	var refused *cognito.Error
	if !errors.As(err, &refused) || refused.Code == "" || !quotes(x.Why, err) {
		t.Errorf("%s, %s: shown as impossible (%s), %s gives %v", row, p.name, x.Why, x.Remedy, err)
	}
}
