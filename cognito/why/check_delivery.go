package why

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// Causes that keep a message from an address.

func noAddress(c *checker) Cause {
	return c.byAddress("no address", "The user has no email and no phone number to send to.",
		func(u cognito.FoundUser) bool { return !u.HasAddress() },
		Fix{Command: c.userCommand("admin-update-user-attributes", "--user-attributes Name=email,Value=\"$EMAIL\"")})
}

func defaultSender(c *checker) Cause {
	return judged("bad address", "The address is mistyped, or its server refuses mail.", Unsure,
		"Cognito doesn't tell why: only whoever has the address can.", Fix{Place: "Correct the address and ask again."})
}

func senderSetup(c *checker) Cause {
	return judged("sender", "The pool's sender is not ready: SES or SMS sandbox, spend limit, or permissions.", Unsure,
		"Only the accounts of SES and of text messages would tell.",
		Fix{Command: "aws sesv2 get-account" + regionOption(c)}, Fix{Command: "aws sns get-sms-attributes" + regionOption(c)})
}

func neverConfirmed(c *checker) Cause {
	return c.byUser("not confirmed", "The account was never confirmed, so that its address isn't verified.", status("UNCONFIRMED"),
		Fix{Do: DoResend}, Fix{Do: DoEnterCode},
		Fix{Place: "Or an administrator confirms the account, which verifies no address,", Command: c.userCommand("admin-confirm-sign-up")},
		Fix{Place: "and then, if the address is theirs, marks it as verified: a reset code goes to no other.", Command: c.verifyFix(c.addressName()).Command})
}

func unverifiedAddress(c *checker) Cause {
	return c.byAddress("address not verified", "The user's email or phone number isn't verified: no reset code is sent to it.",
		func(u cognito.FoundUser) bool { return u.HasAddress() && !u.HasVerified() },
		Fix{Place: "If the address is theirs, mark it as verified, then reset:", Command: c.verifyFix(c.addressName()).Command},
		Fix{Place: "Or set a password:", Command: c.userCommand("admin-set-user-password", `--password "$NEW_PASSWORD"`, "--permanent")})
}

// recoveryExcludes: AccountRecoverySetting may leave out what the user has.
func recoveryExcludes(c *checker) Cause {
	const id, title = "recovery excludes", "The pool's account recovery doesn't use the address that the user has verified."
	fix := Fix{Place: "Console: User pools › the pool › Sign-in › User account recovery."}
	if !c.Pool.Known {
		return judged(id, title, Unsure, c.poolUnread(), fix)
	}
	ways := c.Pool.Val.Recovery
	return c.bySeen(id, title, func(u cognito.FoundUser) bool {
		email, phone := u.Verified("email"), u.Verified("phone_number")
		return len(ways) > 0 && (email || phone) &&
			!(email && slices.Contains(ways, "verified_email")) && !(phone && slices.Contains(ways, "verified_phone_number"))
	}, func(u cognito.FoundUser) string {
		return c.addressesSeen(u) + " AccountRecoverySetting: " + orNone(strings.Join(ways, ", "), "the default, any verified address") + "."
	}, fix)
}
