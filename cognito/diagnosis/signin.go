package diagnosis

import (
	"slices"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// How the right password is answered, for the table's SignIn.

func refused(kind cognito.Kind) func(Facts) SignIn {
	return func(Facts) SignIn { return SignIn{Outcome: No, Refused: kind} }
}

func step(name string) func(Facts) SignIn {
	return func(Facts) SignIn { return SignIn{Outcome: WithStep, Step: name} }
}

func cantTell(Facts) SignIn { return SignIn{Outcome: CantTell} }

// byFactors is for a user whose password is good: what comes after it.
func byFactors(f Facts) SignIn {
	switch {
	case !factorsKnown(f):
		return SignIn{Outcome: CantTell}
	case factorDue(f):
		return SignIn{Outcome: WithStep, Step: f.factorStep()}
	case factorToSetUp(f):
		return SignIn{Outcome: WithStep}
	}
	return SignIn{Outcome: Yes}
}

// factorStep is the challenge of the second factor: that of the one there is, or of
// the preferred one, else the question which. Source: API reference,
// SetUserMFAPreference.
func (f Facts) factorStep() string {
	usable := f.usable()
	switch {
	case len(usable) == 1:
		return usable[0]
	case slices.Contains(usable, f.User.PreferredMFA):
		return f.User.PreferredMFA
	}
	return "SELECT_MFA_TYPE"
}

// afterPassword is what the person does after the password, where it is known.
func (f Facts) afterPassword() []string {
	switch {
	case !factorsKnown(f):
		return []string{GivesFactorAsked}
	case factorsUseless(f):
		return []string{FactorStops}
	case factorDue(f):
		return []string{GivesFactor}
	case factorToSetUp(f):
		return []string{SetsUpFactor}
	}
	return nil
}

// otherFactor is a factor that could be asked for in place of those that are on; the
// pool has to offer it, which it doesn't tell here.
func (f Facts) otherFactor() string {
	for _, x := range []struct{ factor, attribute string }{{remedy.SMSFactor, "phone_number"}, {remedy.EmailFactor, "email"}} {
		if f.User.Value(x.attribute) != "" && !slices.Contains(f.User.MFA, x.factor) {
			return x.factor
		}
	}
	return ""
}

func resetRequired(f Facts) SignIn { return unlessImported(cognito.ResetRequired, f) }

func refusedDisabled(f Facts) SignIn { return unlessImported(cognito.Disabled, f) }

// unlessImported: an app client that hides who is missing answers a user who came with
// a CSV import as if there were none, and who did isn't told. Source: AWS developer
// guide, managing user existence error responses.
func unlessImported(kind cognito.Kind, f Facts) SignIn {
	if toReset(f) && (f.Client == nil || masked(f)) {
		kind = cognito.Unknown
	}
	return SignIn{Outcome: No, Refused: kind}
}

// asksFor tells whether sign-in asks for this factor, or for one of several.
func asksFor(factor string) func(Facts) Chance {
	return func(f Facts) Chance {
		return chance(f.factorStep() == factor || f.factorStep() == "SELECT_MFA_TYPE" && slices.Contains(f.usable(), factor))
	}
}

// hasFactor tells whether a factor is on.
func hasFactor(factor string) func(Facts) Chance {
	return func(f Facts) Chance { return chance(slices.Contains(f.User.MFA, factor)) }
}

func otherFactor(f Facts) Chance {
	if f.otherFactor() == "" {
		return Impossible
	}
	return Perhaps
}
