package diagnosis_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
)

// newPassword is what people choose.
const newPassword = "Chosen-Anew-7"

// tried is how a sign-in went.
type tried struct {
	outcome diagnosis.Outcome
	kind    cognito.Kind
	step    string
	next    cognito.Step
	err     error
}

// signIn tries the password once.
func (p *person) signIn() tried {
	step, err := p.client.SignIn(p.t.Context(), cognito.SignInRequest{Flow: cognito.PasswordFlow, Username: p.name, Password: p.password})
	if err != nil {
		return tried{outcome: diagnosis.No, kind: cognito.KindOf(err), err: err}
	}
	if c, is := step.(cognito.Challenge); is {
		return tried{outcome: diagnosis.WithStep, step: c.Name(), next: step}
	}
	return tried{outcome: diagnosis.Yes, next: step}
}

// finish goes on with a sign-in until it is over.
func (p *person) finish(step cognito.Step) error {
	for range 6 {
		if _, in := step.(cognito.SignedIn); in {
			return nil
		}
		answer, err := p.answer(step)
		if err != nil {
			return err
		}
		if step, err = p.client.Respond(p.t.Context(), answer); err != nil {
			return err
		}
	}
	return fmt.Errorf("still not signed in: %T", step)
}

func (p *person) answer(step cognito.Step) (cognito.Answer, error) {
	switch c := step.(type) {
	case cognito.NewPasswordRequired:
		p.password = newPassword
		return c.Set(newPassword, nil), nil
	case cognito.SMSMFA:
		return c.Code(p.message("sign-in code")), nil
	case cognito.EmailOTP:
		return c.Code(p.message("sign-in code")), nil
	case cognito.SoftwareTokenMFA:
		return c.Code(p.totp()), nil
	case cognito.SelectMFAType:
		return c.Choose(c.Choices[0]), nil
	case cognito.MFASetup:
		return p.setUp(c)
	}
	return cognito.Answer{}, fmt.Errorf("no answer to %T", step)
}

// totp is a code that wasn't used yet.
func (p *person) totp() string {
	p.server.Advance(31 * time.Second)
	code, _ := p.server.TOTP(p.pool.ID, p.name)
	return code
}

func (p *person) setUp(c cognito.MFASetup) (cognito.Answer, error) {
	if !slices.Contains(c.Choices, remedy.AppFactor) {
		return c.Email("setup." + p.name + "@example.com"), nil
	}
	s, err := p.client.AssociateSoftwareToken(p.t.Context(), c)
	if err != nil {
		return cognito.Answer{}, err
	}
	return p.client.VerifySoftwareToken(p.t.Context(), s, p.totp(), "")
}

// apply does what the desk does with a remedy.
func (p *person) apply(id remedy.ID, f diagnosis.Facts) error {
	password := p.pool.Policy.Generate(nil)
	in := remedy.Inputs{Password: password, Username: p.name, Email: strings.ReplaceAll(p.name, "@", ".") + "@example.com", Address: rightAddress(p.name)}
	if len(p.pool.UsernameAttributes) > 0 {
		in.Email = p.name
	}
	if id == remedy.CorrectPhone {
		in.Address = fmt.Sprintf("+1666%07d", p.used)
	}
	preview, err := remedy.Show(id, f.Case(), in)
	if err != nil {
		return err
	}
	sent := len(p.server.Messages(""))
	changes, err := remedy.Changes(id, f.Case(), in)
	if err != nil {
		return err
	}
	for _, c := range changes {
		done, err := p.admin.Apply(p.t.Context(), p.name, c)
		if err != nil {
			return err
		}
		p.checkPreview(preview, done, p.server.Messages("")[sent:])
	}
	if id == remedy.CorrectEmail && len(p.pool.UsernameAttributes) > 0 {
		p.name = in.Address
	}
	if id == remedy.TemporaryPassword || id == remedy.PermanentPassword {
		p.password = password
	}
	return nil
}

// factorStops tells whether a sign-in stops at its second factor, as the last step says
// or, where less is known, can't exclude.
func factorStops(step string, err error) bool {
	kind := cognito.KindOf(err)
	return (step == diagnosis.FactorStops || step == diagnosis.GivesFactorAsked) &&
		(kind == cognito.NoMFAMethod || kind == cognito.PoolMisconfigured)
}

func rightAddress(name string) string {
	return "right." + strings.ReplaceAll(name, "@", ".") + "@example.com"
}

// follow does what an offer tells the person to do. It tells whether they are then
// signed in.
func (p *person) follow(steps []string) (in bool, err error) {
	var step cognito.Step
	begin := func() error {
		s := p.signIn()
		if step = s.next; s.outcome == diagnosis.No {
			return s.kind
		}
		return nil
	}
	for i, s := range steps {
		switch s {
		case diagnosis.EntersSignUpCode:
			_, err = p.client.ConfirmSignUp(p.t.Context(), cognito.ConfirmSignUpRequest{Username: p.name, Code: p.message("sign-up code")})
		case diagnosis.EntersResetCode:
			p.password = newPassword
			err = p.client.ConfirmForgotPassword(p.t.Context(), cognito.ConfirmForgotPasswordRequest{Username: p.name, Code: p.message("reset code"), Password: newPassword})
		case diagnosis.SignsInInvited:
			p.password = p.message("invitation")
			err = begin()
		case diagnosis.SignsIn, diagnosis.SignsInTemporary, diagnosis.SignsInPermanent, diagnosis.SignsInNew:
			err = begin()
		case diagnosis.ChoosesPassword:
			c, is := step.(cognito.NewPasswordRequired)
			if !is {
				return false, fmt.Errorf("no new password is asked for: %T", step)
			}
			answer, _ := p.answer(c)
			step, err = p.client.Respond(p.t.Context(), answer)
		case diagnosis.GivesFactor, diagnosis.SetsUpFactor:
			if _, in := step.(cognito.SignedIn); in {
				return false, fmt.Errorf("%s: nothing is asked for", s)
			}
			if err = p.finish(step); err == nil {
				step = cognito.SignedIn{}
			}
		case diagnosis.GivesFactorAsked:
			if err = p.finish(step); err == nil {
				step = cognito.SignedIn{}
			}
		case diagnosis.CanResetNow:
			if d := diagnosis.Of(p.facts()); !slices.ContainsFunc(d.Works, func(o diagnosis.Offer) bool { return o.Remedy == remedy.Reset }) {
				err = fmt.Errorf("no reset is offered then: %s", d.Row)
			}
		case diagnosis.UsesNewAddress:
			if !strings.HasPrefix(p.name, "right.") {
				err = fmt.Errorf("the address isn't their name to sign in")
			}
		case diagnosis.FactorStops:
			err = fmt.Errorf("nothing stops: %T", step)
		case diagnosis.SignsInAtProvider:
		default:
			err = fmt.Errorf("nobody knows how to do this: %s", s)
		}
		if err != nil && i == len(steps)-2 && factorStops(steps[i+1], err) {
			p.less = nil // the desk looks at the card again, and at all of it
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("%s: %w", s, err)
		}
	}
	_, in = step.(cognito.SignedIn)
	if step != nil && !in {
		return false, fmt.Errorf("not signed in after all: %T", step)
	}
	return in, nil
}
