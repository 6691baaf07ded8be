package why

import (
	"fmt"

	"cognito-tui/cognito"
)

// Causes that lie in the state of an account.

func invited(c *checker) Cause {
	const id, title = "invited", "The user was invited and has not signed in yet: the temporary password comes first."
	fixes := []Fix{{Do: DoSignIn}, {Place: "Or send the invitation again:",
		Command: c.userCommand("admin-create-user", "--message-action RESEND", "--desired-delivery-mediums EMAIL")}}
	return c.byUser(id, title, status("FORCE_CHANGE_PASSWORD"), fixes...)
}

func adminOnly(c *checker) Cause {
	const id, title = "admin only", "In this pool only an administrator resets passwords."
	fix := Fix{Command: c.userCommand("admin-set-user-password", `--password "$NEW_PASSWORD"`, "--permanent")}
	switch {
	case !c.Pool.Known:
		return judged(id, title, Confirmed, "The service says so.", fix)
	case c.Pool.Val.ResetByAdmin():
		return judged(id, title, Confirmed, "AccountRecoverySetting is admin_only.", fix)
	}
	return judged(id, title, Unsure, "The service said so, but AccountRecoverySetting doesn't: changed since. Try again.", fix)
}

func signUpClosed(c *checker) Cause {
	const id, title = "sign-up closed", "In this pool only administrators make accounts."
	fix := Fix{Command: c.userCommand("admin-create-user")}
	switch {
	case !c.Pool.Known:
		return judged(id, title, Confirmed, "The service says so.", fix)
	case c.Pool.Val.AdminCreateOnly:
		return judged(id, title, Confirmed, "AllowAdminCreateUserOnly is on.", fix)
	}
	return judged(id, title, Unsure, "The service said so, but AllowAdminCreateUserOnly is off now. Try again.", fix)
}

// ownSignUp: a sign-up whose answer or message was lost made the user.
func ownSignUp(c *checker) Cause {
	return c.byUser("own sign-up", "A sign-up made the account before and it was never confirmed: perhaps yours.",
		status("UNCONFIRMED"), Fix{Do: DoResend}, Fix{Do: DoEnterCode})
}

func existing(c *checker) Cause {
	return c.byUser("account exists", "Somebody has the account already.",
		func(u cognito.FoundUser) bool { return u.Status != "UNCONFIRMED" }, Fix{Do: DoSignIn}, Fix{Do: DoReset})
}

// aliasHeld: an address is the alias of one user; whoever confirms second is
// refused (AWS developer guide, aliases).
func aliasHeld(c *checker) Cause {
	out := judged("alias held", "The address is the verified sign-in name of another user.", Confirmed, "The service says so. "+
		unread(c.Holders, "whose it is, the list of users", "ListUsers"),
		Fix{Do: DoSignIn}, Fix{Do: DoReset})
	if c.err.AppOp() == "ConfirmSignUp" {
		out.Fixes = append(out.Fixes, Fix{Do: DoForceAlias, Place: "Moved here, it no longer signs in the other user."})
	}
	if !c.Holders.Known {
		return out
	}
	if len(c.Holders.Val) == 0 {
		out.State, out.Evidence = Unsure, "The service said so, but ListUsers finds no other user with it verified: try again."
		return out
	}
	out.Evidence = fmt.Sprintf("ListUsers: it is verified for %s.", names(c.Holders.Val))
	return out
}

func alreadyConfirmed(c *checker) Cause {
	return c.toldOr(cognito.AlreadyConfirmed, "already confirmed", "The account was confirmed before.",
		func(u cognito.FoundUser) bool { return u.Status != "UNCONFIRMED" }, Fix{Do: DoSignIn})
}
