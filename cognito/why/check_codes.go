package why

import (
	"time"

	"cognito-tui/cognito"
)

// Causes that lie with codes, messages, addresses and accounts.

// again is how another code is had for the operation.
func (c *checker) again() Fix {
	switch c.err.AppOp() {
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
	switch c.err.AppOp() {
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
	if c.err.AppOp() != "ConfirmForgotPassword" || c.Client.Known && !c.Client.Val.HidesMissing {
		return judged(id, title, RuledOut, "It would be told as such here.", fix)
	}
	return c.byUser(id, title, func(u cognito.FoundUser) bool { return !u.Enabled }, fix)
}

// codeTooOld: how long codes live (AWS developer guide, quotas).
func codeTooOld(c *checker) Cause {
	life := "as long as the session of the sign-in"
	switch c.err.AppOp() {
	case "ConfirmSignUp", "VerifyUserAttribute":
		life = "24 hours"
	case "ConfirmForgotPassword":
		life = "1 hour"
	}
	state := Unsure
	if noUserForCode(c).State == Confirmed {
		state = RuledOut
	} else if c.err.AppOp() != "ConfirmSignUp" && c.err.AppOp() != "ConfirmForgotPassword" {
		state = Confirmed
	} else if c.err.AppOp() == "ConfirmSignUp" && noUserForCode(c).State == RuledOut {
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
	if c.err.AppOp() != "ConfirmForgotPassword" && c.err.AppOp() != "ConfirmSignUp" {
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
