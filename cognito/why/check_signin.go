package why

import (
	"fmt"
	"strings"

	"cognito-tui/cognito"
)

// Causes that lie with the user: missing, in a state, or locked.

const missingTitle = "There is no user of that name, and the app client hides that."

// noSuchUser: with PreventUserExistenceErrors ENABLED a missing user looks like a
// wrong password (AWS developer guide, managing user existence error responses).
func noSuchUser(c *checker) Cause {
	out := Cause{ID: "no such user", Title: missingTitle, Fixes: append([]Fix{{Do: DoSignUp}}, c.findFixes()...)}
	told := c.err.Kind == cognito.NoSuchUser
	if told {
		out.Title = "There is no user of that name in this pool."
	}
	switch {
	case c.Users.Known && len(c.Users.Val) == 0:
		out.State, out.Evidence = Confirmed, "ListUsers finds nobody of that name, email or phone number."
		if c.Client.Known && c.Client.Val.HidesMissing {
			out.Evidence += " The app client hides it (PreventUserExistenceErrors is ENABLED)."
		}
	case told:
		out.State, out.Evidence = Confirmed, "The service says so: the app client doesn't hide it."
		switch {
		case c.Users.Known && c.nameWorks() == Confirmed:
			out.State, out.Evidence = RuledOut, "ListUsers finds "+names(c.Users.Val)+", who doesn't sign in by this name."
		case c.Users.Known:
			out.State, out.Evidence = Unsure, "The service says so, but ListUsers finds one: made a moment ago, or of another spelling."
		}
	case c.Users.Known:
		out.State, out.Evidence = RuledOut, "ListUsers finds "+names(c.Users.Val)+"."
	case c.Client.Known && !c.Client.Val.HidesMissing:
		out.State = RuledOut
		out.Evidence = "PreventUserExistenceErrors is off for this app client: a missing user would be told as UserNotFoundException."
	default:
		out.State, out.Evidence = Unsure, c.usersUnread()
		if c.Client.Known {
			out.Evidence = "PreventUserExistenceErrors is ENABLED for this app client. " + out.Evidence
		}
	}
	return out
}

func names(users []cognito.FoundUser) string {
	var list []string
	for _, u := range users {
		list = append(list, u.Username)
	}
	return strings.Join(list, ", ")
}

// importedUser: an imported user without a password gets the answer of a wrong one
// while the app client hides users (same page).
func importedUser(c *checker) Cause {
	const id, title = "imported user", "The user was imported and never had a password here."
	if c.Client.Known && !c.Client.Val.HidesMissing {
		return judged(id, title, RuledOut, "This app client hides nothing: it would say that a reset is required.")
	}
	return c.byUser(id, title, status("RESET_REQUIRED"), Fix{Do: DoReset})
}

func federatedUser(c *checker) Cause {
	return c.byUser("federated user", "The user comes from another identity provider and has no password here.",
		status("EXTERNAL_PROVIDER"), Fix{Place: "Sign in through that provider's page (managed login)."})
}

// wrongPassword is left when everything else is ruled out.
func wrongPassword(c *checker) Cause {
	const id, title = "wrong password", "The password is wrong."
	fixes := []Fix{{Do: DoReset}, {Place: "A password can't be read, not even by an administrator. One can be set:",
		Command: c.userCommand("admin-set-user-password", `--password "$NEW_PASSWORD"`, "--permanent")}}
	u, ok := c.user()
	switch {
	case !ok && c.Users.Known && len(c.Users.Val) == 0:
		return judged(id, title, RuledOut, "There is no user that it could belong to.", fixes...)
	case ok && u.Status == "EXTERNAL_PROVIDER":
		return judged(id, title, RuledOut, "This user has none here.", fixes...)
	case ok && u.Status == "RESET_REQUIRED" && (!c.Client.Known || c.Client.Val.HidesMissing):
		return judged(id, title, Unsure, "A user who must reset the password can get this answer for the right one.", fixes...)
	case ok && c.nameWorks() == Confirmed:
		return judged(id, title, RuledOut, "This name doesn't sign in, whatever the password.", fixes...)
	case ok && (c.nameWorks() == Unsure || c.srp() && poolIDOfSRP(c).State != RuledOut):
		return judged(id, title, Unsure, c.userSeen(u)+" Whether anything else stands in the way isn't known: see below.", fixes...)
	case ok:
		return judged(id, title, Confirmed, c.userSeen(u)+" The name is right, so the password isn't.", fixes...)
	case c.srp() && poolIDOfSRP(c).State == Confirmed:
		return judged(id, title, Unsure, "With another pool's id even the right one fails: correct the id and try again.", fixes...)
	case c.Client.Known && !c.Client.Val.HidesMissing:
		return judged(id, title, Confirmed, "This app client would tell a missing user: the name is right.", fixes...)
	case c.Client.Known:
		return judged(id, title, Unsure, "This app client hides a user that doesn't exist by the same answer. "+c.usersUnread(), fixes...)
	}
	return judged(id, title, Unsure, "An app client may hide a user that doesn't exist by the same answer. "+c.usersUnread(), fixes...)
}

func unconfirmed(c *checker) Cause {
	fixes := []Fix{{Do: DoEnterCode}, {Do: DoResend}, {Command: c.userCommand("admin-confirm-sign-up")}}
	const id, title = "not confirmed", "The account was never confirmed."
	return c.toldOr(cognito.NotConfirmed, id, title, status("UNCONFIRMED"), fixes...)
}

func disabled(c *checker) Cause {
	return c.toldOr(cognito.Disabled, "user disabled", "An administrator disabled the user.",
		func(u cognito.FoundUser) bool { return !u.Enabled }, Fix{Command: c.userCommand("admin-enable-user")})
}

func resetRequired(c *checker) Cause {
	return c.toldOr(cognito.ResetRequired, "reset required", "An administrator asked for a new password, or the user was imported.",
		status("RESET_REQUIRED"), Fix{Do: DoReset}, Fix{Place: "Or an administrator sets one:",
			Command: c.userCommand("admin-set-user-password", `--password "$NEW_PASSWORD"`, "--permanent")})
}

// toldOr judges what the service's answer of this kind says outright; the user's
// state can only agree, or have changed since.
func (c *checker) toldOr(kind cognito.Kind, id, title string, is func(cognito.FoundUser) bool, fixes ...Fix) Cause {
	out := c.byUser(id, title, is, fixes...)
	if c.err.Kind != kind {
		return out
	}
	switch {
	case out.State == RuledOut && len(c.Users.Val) == 0:
		out.State, out.Evidence = Unsure, "The service said so, but ListUsers of "+c.Conn.PoolID+" finds nobody of that name: deleted since, or the user pool id is another pool's."
		out.Fixes = append(out.Fixes, Fix{Do: DoConnection})
	case out.State == RuledOut:
		out.State, out.Evidence = Unsure, "The service said so, but now: "+out.Evidence+" Try again, or read the user as it is now."
		out.Fixes = append(out.Fixes, Fix{Do: DoReadNow})
	case out.State == Unsure:
		out.State, out.Evidence = Confirmed, "The service says so ("+c.said()+")."
	}
	return out
}

// noResetChannel: the reset's code needs a verified address.
func noResetChannel(c *checker) Cause {
	out := c.byAddress("no channel", "There is no verified email or phone number that a reset code could go to.",
		func(u cognito.FoundUser) bool { return !u.HasVerified() }, c.verifyFix(c.addressName()))
	if out.State == Confirmed { // it stands in the way of the remedy and is no cause by itself
		out.State = Unsure
		out.Evidence += " That doesn't cause this refusal, but the reset would fail next."
	}
	return out
}

// lockedOut: from the fifth wrong password on (AWS developer guide, lockout
// behavior for failed sign-in attempts).
func lockedOut(c *checker) Cause {
	evidence := "The service says so. After 5 wrong passwords each further one locks for twice as long, 15 minutes at most."
	wait := "Wait up to 15 minutes without a try: the count begins anew then."
	switch {
	case c.LockLeft > 0:
		wait = "By the tries made here it ends in " + span(c.LockLeft) + "."
	case c.LockOver:
		wait = "By the tries made here it should be over: try again. Where others tried too, wait up to 15 minutes without a try."
	}
	return judged("locked out", "Too many wrong passwords: the user is locked for a while, whatever is typed.", Confirmed, evidence,
		Fix{Place: wait}, Fix{Place: "Not even an administrator can lift it."})
}

// temporaryExpired: TemporaryPasswordValidityDays of the pool's policy.
func temporaryExpired(c *checker) Cause {
	out := c.toldOr(cognito.TemporaryPasswordExpired, "temporary password expired", "The invitation's temporary password is too old.",
		status("FORCE_CHANGE_PASSWORD"), Fix{Place: "An administrator sends the invitation again, with a new one:",
			Command: c.userCommand("admin-create-user", "--message-action RESEND", "--desired-delivery-mediums EMAIL")})
	if u, ok := c.user(); ok && c.Pool.Known && out.State == Confirmed && !c.Now.IsZero() && !u.Modified.IsZero() {
		out.Evidence += fmt.Sprintf(" Last changed %s ago; the pool allows %s.", span(c.Now.Sub(u.Modified)),
			span(c.Pool.Val.TemporaryLife()))
	}
	return out
}
