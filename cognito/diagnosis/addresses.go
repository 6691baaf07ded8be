package diagnosis

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// Addresses.

// anyVerified tells whether a reset code could go anywhere at all.
func anyVerified(f Facts) bool { return f.User.HasVerified() }

func anyAddress(f Facts) bool   { return f.User.HasAddress() }
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
	c := f.Case()
	c.Listed = false // as if there were no second factors, where they aren't known
	switch {
	case !anyVerified(f) || f.Pool != nil && c.ResetContact().Attribute == "":
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
		if f.User.Value(attribute) == "" || f.User.Verified(attribute) {
			return Impossible
		}
		return f.free(attribute)
	}
}

// free is whether an address of the user is nobody else's name to sign in with: an
// alias is that of the one user who has verified it. Source: AWS developer guide,
// customizing sign-in attributes.
func (f Facts) free(attribute string) Chance {
	alias := f.Pool == nil || slices.Contains(f.Pool.AliasAttributes, attribute)
	switch taken := f.othersVerified(attribute); {
	case !alias || f.Same.Known && !taken:
		return Possible
	case taken && f.Pool != nil:
		return Impossible
	}
	return Perhaps
}

// othersVerified tells whether another user has verified the same address.
func (f Facts) othersVerified(attribute string) bool {
	return slices.ContainsFunc(f.Same.Val, func(u cognito.FoundUser) bool {
		return f.sameAddress(u, attribute) && u.Verified(attribute)
	})
}

// sameAddress tells whether another user has the same address. Case counts where the
// pool says so, and never in a phone number.
func (f Facts) sameAddress(u cognito.FoundUser, attribute string) bool {
	ours, theirs := f.User.Value(attribute), u.Value(attribute)
	if f.Pool != nil && !f.Pool.CaseSensitive {
		ours, theirs = strings.ToLower(ours), strings.ToLower(theirs)
	}
	return ours != "" && ours == theirs && u.Username != f.User.Username
}

// Two users with one email.

func shared(f Facts) bool { return !f.apart && f.sharedAddress() != "" }

// sharedAddress is the attribute that another user has the same of.
func (f Facts) sharedAddress() string {
	for _, name := range []string{"email", "phone_number"} {
		for _, u := range f.Same.Val {
			if f.sameAddress(u, name) {
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
func sharedIsOurs(f Facts) bool   { return f.User.Verified(f.sharedAddress()) }

// codeHelps is whether a sign-up code can be sent and confirms the user: it doesn't
// where the address is another's name to sign in with.
func codeHelps(f Facts) Chance {
	if to := f.Case().SignUpContact().Attribute; to != "" {
		return min(codeCanGo(f), f.free(to))
	}
	return codeCanGo(f)
}

// notTakenElsewhere is impossible where an unverified address can't be verified.
func notTakenElsewhere(attribute string) func(Facts) Chance {
	return func(f Facts) Chance {
		return chance(f.User.Value(attribute) == "" || f.User.Verified(attribute) || f.free(attribute) != Impossible)
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

// codeToPhone: where MFA is required and nothing is set up, a phone number is enough
// for a code, if the pool sends text messages.
func codeToPhone(f Facts) Chance {
	if mfaRequired(f) && f.User.Value("phone_number") != "" {
		return Perhaps
	}
	return Impossible
}
func codeGoes(f Facts) bool      { return codeCanGo(f) == Possible }
func resetGoes(f Facts) bool     { return resetCanGo(f) != Impossible }
func sharedEmail(f Facts) Chance { return chance(f.sharedAddress() == "email") }
func sharedPhone(f Facts) Chance { return chance(f.sharedAddress() == "phone_number") }
