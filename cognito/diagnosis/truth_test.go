package diagnosis_test

import (
	"errors"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
)

// checkSignIn tries what a diagnosis says of signing in with the right password.
func checkSignIn(t *testing.T, p *person, d diagnosis.Diagnosis) {
	t.Helper()
	got := p.signIn()
	switch {
	case d.CanSignIn == diagnosis.CantTell:
	case got.outcome != d.CanSignIn,
		d.CanSignIn == diagnosis.No && d.Refused != cognito.Unknown && got.kind != d.Refused,
		d.CanSignIn == diagnosis.WithStep && d.Step != "" && got.step != d.Step:
		t.Errorf("%s, %s: it says outcome %v, %v, step %q; signing in gave %v, %v, %q", d.Row, p.name,
			d.CanSignIn, d.Refused, d.Step, got.outcome, got.kind, got.step)
	}
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
			} else if err := p.finish(s.next); err != nil {
				t.Errorf("%s, %s: after %s: %v", row, p.name, o.Remedy, err)
			}
			return
		}
		if d.Row == "federated" && o.Remedy != remedy.PermanentPassword || len(d.Works) == 0 {
			return // the end it names: at the provider
		}
		o = d.Works[0]
	}
	t.Errorf("%s, %s: the remedies lead nowhere", row, p.name)
}

// checkRefusal tries what is shown as not possible.
func checkRefusal(t *testing.T, p *person, row diagnosis.ID, x diagnosis.Refusal) {
	t.Helper()
	err := p.apply(x.Remedy, p.facts())
	var refused *cognito.Error
	if !errors.As(err, &refused) || refused.Code == "" {
		t.Errorf("%s, %s: shown as impossible, %s gives %v", row, p.name, x.Remedy, err)
	}
}
