package diagnosis

import (
	"slices"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
)

// The predicates that the table's When is made of.

func both(list ...func(Facts) bool) func(Facts) bool {
	return func(f Facts) bool {
		for _, p := range list {
			if !p(f) {
				return false
			}
		}
		return true
	}
}

func not(p func(Facts) bool) func(Facts) bool { return func(f Facts) bool { return !p(f) } }

func always(Facts) bool { return true }

func status(name string) func(Facts) bool {
	return func(f Facts) bool { return f.User.Status == name }
}

var (
	unconfirmed = status("UNCONFIRMED")
	confirmed   = status("CONFIRMED")
	invited     = status("FORCE_CHANGE_PASSWORD")
	toReset     = status("RESET_REQUIRED")
	federated   = status("EXTERNAL_PROVIDER")
)

func missing(f Facts) bool     { return !f.Found }
func disabled(f Facts) bool    { return !f.User.Enabled }
func poolKnown(f Facts) bool   { return f.Pool != nil }
func clientKnown(f Facts) bool { return f.Client != nil }
func masked(f Facts) bool      { return f.Client != nil && f.Client.HidesMissing }

func saysLocked(f Facts) bool       { return f.Says.LockedOut }
func saysElsewhere(f Facts) bool    { return f.Says.SignedInElsewhere }
func saysWrongAddress(f Facts) bool { return f.Says.WrongAddress }
func saysLostFactor(f Facts) bool   { return f.Says.LostFactor }
func saysNoInvitation(f Facts) bool { return f.Says.LostInvitation }

// isUserName tells whether an address of the user is what they sign in with.
func (f Facts) isUserName(attribute string) bool {
	return f.Pool != nil && slices.Contains(f.Pool.UsernameAttributes, attribute) && f.User.Value(attribute) != ""
}

// Second factors.

// mfa is the pool's setting, empty where it isn't known.
func (f Facts) mfa() string {
	switch {
	case f.Pool == nil:
		return ""
	case f.Pool.MFA == "":
		return "OFF"
	}
	return f.Pool.MFA
}

func mfaRequired(f Facts) bool { return f.mfa() == "ON" }
func mfaOff(f Facts) bool      { return f.mfa() == "OFF" }
func factorsOn(f Facts) bool   { return len(f.User.MFA) > 0 }

// factorsKnown tells whether it is known if a second factor is asked for.
func factorsKnown(f Facts) bool { return mfaOff(f) || f.Pool != nil && !f.Listed }

// usable are the factors that the user turned on and could be asked for: a message
// needs its address. That the pool still offers them is inferred.
func (f Facts) usable() []string {
	var list []string
	for _, factor := range f.User.MFA {
		switch {
		case factor == remedy.SMSFactor && f.User.Value("phone_number") == "":
		case factor == remedy.EmailFactor && f.User.Value("email") == "":
		default:
			list = append(list, factor)
		}
	}
	return list
}

// factorsUseless: where MFA is optional, what is turned on but can't be asked for stops
// the sign-in.
func factorsUseless(f Facts) bool {
	return f.mfa() == "OPTIONAL" && factorsOn(f) && len(f.usable()) == 0
}
func factorDue(f Facts) bool {
	return (f.mfa() == "OPTIONAL" || f.mfa() == "ON") && len(f.usable()) > 0
}
func factorToSetUp(f Facts) bool { return mfaRequired(f) && !f.Listed && len(f.usable()) == 0 }

// resendIfDisabled: an app client that hides who is missing pretends to send a code.
func resendIfDisabled(f Facts) Chance {
	return chance(!unconfirmed(f) || f.Client == nil || masked(f))
}

// What is left without a trouble.

func enabled(f Facts) Facts     { f.User.Enabled = true; return f }
func alone(f Facts) Facts       { f.apart = true; return f }
func unblocked(f Facts) Facts   { f.Events = facts.Fact[[]cognito.AuthEvent]{}; return f }
func unlocked(f Facts) Facts    { f.Says.LockedOut = false; return unblocked(f) }
func factorFound(f Facts) Facts { f.Says.LostFactor = false; return f }

func perhaps(Facts) Chance { return Perhaps }

// Invitations.

// expiredFor is how long ago at the least a temporary password expired. It was set
// when the user was last changed at the latest.
func (f Facts) expiredFor() time.Duration {
	return f.Now.Sub(f.User.Modified.Add(f.Pool.TemporaryLife()))
}

// waitsFor is how long at the least it goes on working: it was set when the user was
// created at the earliest.
func (f Facts) waitsFor() time.Duration { return f.User.Created.Add(f.Pool.TemporaryLife()).Sub(f.Now) }

// onlyInvited tells whether the user was never changed after being created, so that the
// temporary password is that of the invitation. A message takes a moment.
func onlyInvited(f Facts) bool { return f.User.Modified.Sub(f.User.Created) < time.Minute }

func invitationExpired(f Facts) bool {
	return f.Pool != nil && !f.User.Modified.IsZero() && f.expiredFor() >= 0
}
func invitationWaits(f Facts) bool { return f.Pool != nil && f.waitsFor() > 0 }
