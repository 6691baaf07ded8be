package diagnosis

import (
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito"
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

// value is that of the user's attribute, empty where there is none.
func (f Facts) value(name string) string { return valueOf(f.User, name) }

func valueOf(u cognito.FoundUser, name string) string {
	for _, a := range u.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// isUserName tells whether an address of the user is what they sign in with.
func (f Facts) isUserName(attribute string) bool {
	return f.Pool != nil && slices.Contains(f.Pool.UsernameAttributes, attribute) && f.value(attribute) != ""
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
		case factor == remedy.SMSFactor && f.value("phone_number") == "":
		case factor == remedy.EmailFactor && f.value("email") == "":
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

// Addresses.

// anyVerified tells whether a reset code could go anywhere at all.
func anyVerified(f Facts) bool {
	return remedy.Verified(f.User, "email") || remedy.Verified(f.User, "phone_number")
}

func anyAddress(f Facts) bool   { return f.value("email") != "" || f.value("phone_number") != "" }
func resetByAdmin(f Facts) bool { return f.Case().ResetByAdmin() }

// codeCanGo is whether a sign-up code can be sent.
func codeCanGo(f Facts) Chance {
	switch {
	case !anyAddress(f):
		return Impossible
	case f.Pool == nil:
		return Perhaps
	case f.Case().SignUpContact().Attribute == "":
		return Impossible
	}
	return Possible
}

func invitationCanGo(f Facts) Chance { return chance(anyAddress(f)) }

// resetCanGo is whether a reset code can be sent. Where the second factors aren't
// known, it may be that they take the only way.
func resetCanGo(f Facts) Chance {
	switch {
	case !anyVerified(f) || f.Pool != nil && f.Case().ResetContact().Attribute == "":
		return Impossible
	case f.Pool == nil || f.Listed && !mfaOff(f):
		return Perhaps
	}
	return Possible
}

func chance(b bool) Chance {
	if b {
		return Possible
	}
	return Impossible
}

// canVerify is whether an address may be marked as verified: it is there, isn't
// verified, and is nobody else's name to sign in with.
func canVerify(attribute string) func(Facts) Chance {
	return func(f Facts) Chance {
		switch {
		case f.value(attribute) == "" || remedy.Verified(f.User, attribute):
			return Impossible
		case f.othersVerified(attribute) && f.Pool == nil:
			return Perhaps
		case f.othersVerified(attribute) && slices.Contains(f.Pool.AliasAttributes, attribute):
			return Impossible
		}
		return Possible
	}
}

// othersVerified tells whether another user has verified the same address.
func (f Facts) othersVerified(attribute string) bool {
	return slices.ContainsFunc(f.Same, func(u cognito.FoundUser) bool {
		return strings.EqualFold(valueOf(u, attribute), f.value(attribute)) && remedy.Verified(u, attribute)
	})
}

// Two users with one email.

func shared(f Facts) bool { return !f.apart && f.sharedAddress() != "" }

// sharedAddress is the attribute that another user has the same of.
func (f Facts) sharedAddress() string {
	for _, name := range []string{"email", "phone_number"} {
		for _, u := range f.Same {
			if v := f.value(name); v != "" && strings.EqualFold(valueOf(u, name), v) && u.Username != f.User.Username {
				return name
			}
		}
	}
	return ""
}

func sharedIsAlias(f Facts) bool {
	return f.Pool != nil && slices.Contains(f.Pool.AliasAttributes, f.sharedAddress())
}
func sharedIsTheirs(f Facts) bool { return f.othersVerified(f.sharedAddress()) }
func sharedIsOurs(f Facts) bool   { return remedy.Verified(f.User, f.sharedAddress()) }

// Invitations.

// temporaryLife is how long a temporary password works.
func (f Facts) temporaryLife() time.Duration {
	return time.Duration(f.Pool.TemporaryDays) * 24 * time.Hour
}

// expiredFor is how long ago at the least a temporary password expired. It was set
// when the user was last changed at the latest.
func (f Facts) expiredFor() time.Duration { return f.Now.Sub(f.User.Modified.Add(f.temporaryLife())) }

// waitsFor is how long at the least it goes on working: it was set when the user was
// created at the earliest.
func (f Facts) waitsFor() time.Duration { return f.User.Created.Add(f.temporaryLife()).Sub(f.Now) }

func invitationExpired(f Facts) bool {
	return f.Pool != nil && !f.User.Modified.IsZero() && f.expiredFor() >= 0
}
func invitationWaits(f Facts) bool { return f.Pool != nil && f.waitsFor() > 0 }

func perhaps(Facts) Chance       { return Perhaps }
func codeGoes(f Facts) bool      { return codeCanGo(f) == Possible }
func resetGoes(f Facts) bool     { return resetCanGo(f) != Impossible }
func sharedEmail(f Facts) Chance { return chance(f.sharedAddress() == "email") }
func sharedPhone(f Facts) Chance { return chance(f.sharedAddress() == "phone_number") }

// codeHelps is whether a sign-up code can be sent and confirms the user: it doesn't
// where the address is another's name to sign in with.
func codeHelps(f Facts) Chance {
	if to := f.Case().SignUpContact().Attribute; to != "" && takenElsewhere(f, to) {
		return Impossible
	}
	return codeCanGo(f)
}

func takenElsewhere(f Facts, attribute string) bool {
	return f.Pool != nil && slices.Contains(f.Pool.AliasAttributes, attribute) && f.othersVerified(attribute)
}

// notTakenElsewhere is impossible where an unverified address can't be verified.
func notTakenElsewhere(attribute string) func(Facts) Chance {
	return func(f Facts) Chance {
		return chance(f.value(attribute) == "" || remedy.Verified(f.User, attribute) || !takenElsewhere(f, attribute))
	}
}

// verifyHelps is whether an address may be verified, and then be sent a reset code.
func verifyHelps(attribute string) func(Facts) Chance {
	return func(f Facts) Chance {
		return min(canVerify(attribute)(f), resetCanGo(f.verified(attribute)))
	}
}

// verified is the same user with an address verified.
func (f Facts) verified(attribute string) Facts {
	name := attribute + "_verified"
	list := slices.DeleteFunc(slices.Clone(f.User.Attributes), func(a cognito.Attribute) bool { return a.Name == name })
	f.User.Attributes = append(list, cognito.Attribute{Name: name, Value: "true"})
	return f
}

// resendIfDisabled: an app client that hides who is missing pretends to send a code.
func resendIfDisabled(f Facts) Chance {
	return chance(!unconfirmed(f) || f.Client == nil || masked(f))
}

// What is left without a trouble.

func enabled(f Facts) Facts     { f.User.Enabled = true; return f }
func alone(f Facts) Facts       { f.apart = true; return f }
func unblocked(f Facts) Facts   { f.Events, f.EventsKnown = nil, false; return f }
func unlocked(f Facts) Facts    { f.Says.LockedOut = false; return unblocked(f) }
func factorFound(f Facts) Facts { f.Says.LostFactor = false; return f }

// codeToPhone: where MFA is required and nothing is set up, a phone number is enough
// for a code, if the pool sends text messages.
func codeToPhone(f Facts) Chance {
	if mfaRequired(f) && f.value("phone_number") != "" {
		return Perhaps
	}
	return Impossible
}
