package why

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito"
)

// Causes that lie with codes, messages, addresses and accounts.

// again is how another code is had for the operation.
func (c *checker) again() Fix {
	switch c.op() {
	case "ConfirmForgotPassword", "ForgotPassword":
		return Fix{Do: DoReset}
	case "ConfirmSignUp", "ResendConfirmationCode", "SignUp":
		return Fix{Do: DoResend}
	case "VerifyUserAttribute", "GetUserAttributeVerificationCode":
		return Fix{Place: "Ask for another code for the address."}
	}
	return Fix{Do: DoSignIn, Place: "Another code comes when the sign-in begins anew."}
}

func codeMistyped(c *checker) Cause {
	state := c.leftOf(c.masked())
	evidence := "The service compared it. Only the newest code works, and only for what it was sent for."
	if state == RuledOut {
		evidence = "There was no code to compare it with."
	}
	return judged("code wrong", "The code is mistyped, or from an older message.", state, evidence, c.again())
}

// leftOf is the state of a cause that others may stand before: confirmed once they
// are ruled out.
func (c *checker) leftOf(others ...State) State {
	state := Confirmed
	for _, s := range others {
		switch s {
		case Confirmed:
			return RuledOut
		case Unsure:
			state = Unsure
		}
	}
	return state
}

// masked is how sure it is that the refusal hides a user that can't get a code.
func (c *checker) masked() State {
	return min(noUserForCode(c).State, disabledForCode(c).State)
}

// noUserForCode: with PreventUserExistenceErrors ENABLED the code of a missing user
// is answered like a wrong or expired one (AWS developer guide).
func noUserForCode(c *checker) Cause {
	const id, title = "no such user", missingTitle
	fixes := append([]Fix{{Do: DoSignUp}}, c.findFixes()...)
	switch c.op() {
	case "ConfirmSignUp", "ConfirmForgotPassword":
	default:
		return judged(id, title, RuledOut, "This code belongs to a sign-in or session that is under way.", fixes...)
	}
	switch {
	case c.Users.Known && len(c.Users.Val) == 0:
		return judged(id, title, Confirmed, "ListUsers finds nobody of that name, email or phone number.", fixes...)
	case c.Users.Known:
		return judged(id, title, RuledOut, "ListUsers finds "+names(c.Users.Val)+".", fixes...)
	case c.Client.Known && !c.Client.Val.HidesMissing:
		return judged(id, title, RuledOut, "This app client would tell a missing user.", fixes...)
	}
	return judged(id, title, Unsure, c.usersUnread(), fixes...)
}

func disabledForCode(c *checker) Cause {
	const id, title = "user disabled", "The user is disabled, and the app client hides that."
	fix := Fix{Command: c.userCommand("admin-enable-user")}
	if c.op() != "ConfirmForgotPassword" || c.Client.Known && !c.Client.Val.HidesMissing {
		return judged(id, title, RuledOut, "It would be told as such here.", fix)
	}
	return c.byUser(id, title, func(u cognito.FoundUser) bool { return !u.Enabled }, fix)
}

// codeTooOld: how long codes live (AWS developer guide, quotas).
func codeTooOld(c *checker) Cause {
	life := "as long as the session of the sign-in"
	switch c.op() {
	case "ConfirmSignUp", "VerifyUserAttribute":
		life = "24 hours"
	case "ConfirmForgotPassword":
		life = "1 hour"
	}
	state := Unsure
	if noUserForCode(c).State == Confirmed {
		state = RuledOut
	} else if c.op() != "ConfirmSignUp" && c.op() != "ConfirmForgotPassword" {
		state = Confirmed
	} else if c.op() == "ConfirmSignUp" && noUserForCode(c).State == RuledOut {
		state = Confirmed // a sign-up sends one, so that one was
	}
	evidence := "The service knows no valid code."
	if state == RuledOut {
		evidence = "There is no user that a code was made for."
	}
	return judged("code expired", "The code is too old: it lives "+life+".", state, evidence, c.again())
}

func neverAsked(c *checker) Cause {
	const id, title = "never asked", "No code was asked for, or another took its place or was used."
	if c.op() != "ConfirmForgotPassword" && c.op() != "ConfirmSignUp" {
		return judged(id, title, RuledOut, "The step before this one sent a code.", c.again())
	}
	return judged(id, title, Unsure, "The service gives the same answer for this; when you asked last would tell.", c.again())
}

func codeUsed(c *checker) Cause {
	return judged("code used", "The app's code was used before: each works once.", Confirmed, "The service says so.",
		Fix{Place: "Wait for the app's next code, 30 seconds at most."})
}

func appCodeMistyped(c *checker) Cause {
	state := Confirmed
	if clockOfCodes(c).State != RuledOut {
		state = Unsure
	}
	return judged("code wrong", "The code is mistyped, of another account in the app, or of an older secret.", state,
		"The service compared it with the codes of about now.", Fix{Place: "Wait for the app's next code and type it at once."})
}

// codeTolerance is how far a clock may be off before an app's codes don't fit: a
// step of RFC 6238.
const codeTolerance = 30 * time.Second

func clockOfCodes(c *checker) Cause {
	const id, title = "clock wrong", "The clock of the device with the app is wrong: codes depend on the time."
	fix := Fix{Place: "Let the device set its clock by the network."}
	switch {
	case c.Skew.Known && c.Skew.Val.Abs() > codeTolerance:
		return judged(id, title, Confirmed, "Told by the Date of the last answer: "+c.skewed()+" If the app runs on it, its codes don't fit.", fix)
	case c.Skew.Known:
		return judged(id, title, RuledOut, "This machine's clock is right. That of a phone can't be read from here.", fix)
	}
	return judged(id, title, Unsure, "No answer has told the service's time yet.", fix)
}

// skewed says how far this machine's clock is off.
func (c *checker) skewed() string {
	if c.Skew.Val > 0 {
		return "this machine's clock is " + span(c.Skew.Val) + " slow."
	}
	return "this machine's clock is " + span(c.Skew.Val) + " fast."
}

// limits are those per user (AWS developer guide, quotas).
var limits = map[string]string{
	"ForgotPassword":                   "ForgotPassword and ConfirmForgotPassword together: 5 to 20 for each user and hour, by risk.",
	"ConfirmForgotPassword":            "ForgotPassword and ConfirmForgotPassword together: 5 to 20 for each user and hour, by risk.",
	"ResendConfirmationCode":           "ResendConfirmationCode: 5 for each user and hour.",
	"ConfirmSignUp":                    "ConfirmSignUp: 15 for each user and hour.",
	"ChangePassword":                   "ChangePassword: 5 for each user and hour.",
	"GetUserAttributeVerificationCode": "GetUserAttributeVerificationCode: 5 for each user and hour.",
	"VerifyUserAttribute":              "VerifyUserAttribute: 15 for each user and hour.",
}

// limitUnnamed tells of a limit of an operation that sends messages, which can be
// its user's or that of messages: LimitExceededException alone doesn't say. "Attempt
// limit exceeded" is the user's, which a sign-up has none of.
func limitUnnamed(err *cognito.Error) bool {
	switch err.Op {
	case "SignUp":
		return err.Kind == cognito.TooManyAttempts
	case "ResendConfirmationCode", "ForgotPassword", "GetUserAttributeVerificationCode":
		return err.Kind == cognito.TooManyAttempts && !strings.Contains(strings.ToLower(err.Message), "attempt limit exceeded")
	}
	return false
}

func userLimit(c *checker) Cause {
	if c.err.Op == "SignUp" {
		return judged("user limit", "A limit of the service for sign-ups is reached.", Unsure,
			"The service doesn't say which limit. A name that signs up anew has no tries of its own that could be counted.",
			Fix{Place: "Wait up to an hour, then try again."})
	}
	fixes := []Fix{{Place: "Wait up to an hour. This limit can't be raised."}}
	if c.op() == "ConfirmSignUp" || c.op() == "ResendConfirmationCode" {
		fixes = append(fixes, Fix{Place: "Or an administrator confirms the account:", Command: c.userCommand("admin-confirm-sign-up")})
	}
	if limitUnnamed(c.err) {
		return judged("user limit", "The limit of tries for one user is reached.", Unsure,
			"The service doesn't say which limit. "+limits[c.op()], fixes...)
	}
	return judged("user limit", "The limit of tries for one user is reached.", Confirmed,
		orNone(limits[c.op()], "The service says so."), fixes...)
}

// mailQuota: 50 a day for an account and Region with Cognito's own sender, from
// 09:00 UTC on (AWS developer guide, quotas).
func mailQuota(c *checker) Cause {
	const id, title = "mail quota", "The pool sends by Cognito's own sender: 50 emails a day for the AWS account and Region."
	fixes := []Fix{{Place: "Console: User pools › the pool › Authentication methods › Email: send with Amazon SES."}}
	if !c.Now.IsZero() {
		now := c.Now.UTC()
		next := time.Date(now.Year(), now.Month(), now.Day(), 9, 0, 0, 0, time.UTC)
		if !next.After(now) {
			next = next.Add(24 * time.Hour)
		}
		fixes = append(fixes, Fix{Place: "Or wait: it begins anew at 09:00 UTC, in " + span(next.Sub(now)) + "."})
	}
	if c.op() == "SignUp" || c.op() == "ResendConfirmationCode" {
		fixes = append(fixes, Fix{Place: "Or confirm the account, which is made before the email is sent:", Command: c.userCommand("admin-confirm-sign-up")})
	}
	switch {
	case c.Pool.Known && c.Pool.Val.EmailSender == "DEVELOPER":
		return judged(id, title, RuledOut, "EmailSendingAccount is DEVELOPER: the pool sends by its own SES identity.", fixes...)
	case limitUnnamed(c.err) && c.Pool.Known:
		return judged(id, title, Unsure, "EmailSendingAccount is COGNITO_DEFAULT. The service doesn't say which limit is reached.", fixes...)
	case limitUnnamed(c.err):
		return judged(id, title, Unsure, "The service doesn't say which limit is reached. "+c.poolUnread(), fixes...)
	case !c.Pool.Known:
		return judged(id, title, Confirmed, "The service says that the daily limit is reached. "+c.poolUnread(), fixes...)
	}
	return judged(id, title, Confirmed, "EmailSendingAccount is COGNITO_DEFAULT.", fixes...)
}

func ownSender(c *checker) Cause {
	const id, title = "SES quota", "The pool's own Amazon SES account has reached its sending quota."
	fix := Fix{Command: "aws sesv2 get-account" + regionOption(c)}
	if c.Pool.Known && c.Pool.Val.EmailSender == "DEVELOPER" {
		if limitUnnamed(c.err) {
			return judged(id, title, Unsure, "EmailSendingAccount is DEVELOPER. The service doesn't say which limit is reached.", fix)
		}
		return judged(id, title, Confirmed, "EmailSendingAccount is DEVELOPER, and the service says that the limit is reached.", fix)
	}
	if c.Pool.Known {
		return judged(id, title, RuledOut, "EmailSendingAccount is COGNITO_DEFAULT.", fix)
	}
	return judged(id, title, Unsure, c.poolUnread(), fix)
}

func regionOption(c *checker) string {
	if c.Conn.Region == "" {
		return ""
	}
	return " --region " + word(c.Conn.Region, "AWS_REGION")
}

func noAddress(c *checker) Cause {
	return c.byAddress("no address", "The user has no email and no phone number to send to.",
		func(u cognito.FoundUser) bool {
			return attribute(u, "email") == "" && attribute(u, "phone_number") == ""
		},
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
		func(u cognito.FoundUser) bool {
			return (attribute(u, "email")+attribute(u, "phone_number")) != "" && !verified(u, "email") && !verified(u, "phone_number")
		},
		Fix{Place: "If the address is theirs, mark it as verified, then reset:", Command: c.verifyFix(c.addressName()).Command},
		Fix{Place: "Or set a password:", Command: c.userCommand("admin-set-user-password", `--password "$NEW_PASSWORD"`, "--permanent")})
}

func noAddressAtAll(c *checker) Cause { return noAddress(c) }

// recoveryExcludes: AccountRecoverySetting may leave out what the user has.
func recoveryExcludes(c *checker) Cause {
	const id, title = "recovery excludes", "The pool's account recovery doesn't use the address that the user has verified."
	fix := Fix{Place: "Console: User pools › the pool › Sign-in › User account recovery."}
	if !c.Pool.Known {
		return judged(id, title, Unsure, c.poolUnread(), fix)
	}
	ways := c.Pool.Val.Recovery
	return c.bySeen(id, title, func(u cognito.FoundUser) bool {
		email, phone := verified(u, "email"), verified(u, "phone_number")
		return len(ways) > 0 && (email || phone) &&
			!(email && slices.Contains(ways, "verified_email")) && !(phone && slices.Contains(ways, "verified_phone_number"))
	}, func(u cognito.FoundUser) string {
		return c.addressesSeen(u) + " AccountRecoverySetting: " + orNone(strings.Join(ways, ", "), "the default, any verified address") + "."
	}, fix)
}

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
	case slices.Contains(c.Pool.Val.Recovery, "admin_only"):
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
	if c.op() == "ConfirmSignUp" {
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
