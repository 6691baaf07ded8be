package why

import (
	"time"

	"cognito-tui/cognito"
)

// Causes that lie in limits of tries and of messages.

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
		return err.Kind == cognito.TooManyAttempts && err.Reason != cognito.AttemptLimit
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
	if c.err.AppOp() == "ConfirmSignUp" || c.err.AppOp() == "ResendConfirmationCode" {
		fixes = append(fixes, Fix{Place: "Or an administrator confirms the account:", Command: c.userCommand("admin-confirm-sign-up")})
	}
	if limitUnnamed(c.err) {
		return judged("user limit", "The limit of tries for one user is reached.", Unsure,
			"The service doesn't say which limit. "+limits[c.err.AppOp()], fixes...)
	}
	return judged("user limit", "The limit of tries for one user is reached.", Confirmed,
		orNone(limits[c.err.AppOp()], "The service says so."), fixes...)
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
	if c.err.AppOp() == "SignUp" || c.err.AppOp() == "ResendConfirmationCode" {
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
