package ui

import "cognito-tui/cognito"

// variants are the rows for errors that mean something else in one operation.
var variants = map[variant]row{
	// A message failed after the account was made (AWS developer guide, quotas:
	// the daily e-mail limit is counted from 09:00 UTC).
	{cognito.MailQuota, "SignUp"}: told("The account was made, but no email could be sent today.",
		"The daily limit starts afresh at 09:00 UTC: have the code sent again after that, or ask an administrator to confirm the account.",
		offerEnterCode, offerResend),
	{cognito.CodeNotDelivered, "SignUp"}: told("The account may have been made, but no code could be delivered.",
		"Have the code sent again, or sign up with another address.", offerResend),
	{cognito.EmailMisconfigured, "SignUp"}: told("This pool can't send email as it is set up.",
		"An administrator has to let Cognito use the pool's SES identity. The account may have been made: have the code sent again then.",
		offerResend),
	{cognito.SMSMisconfigured, "SignUp"}: told("This pool can't send text messages as it is set up.",
		"An administrator has to correct the role it sends them with. The account may have been made: have the code sent again then.",
		offerResend),
	{cognito.TooManyAttempts, "SignUp"}: told("Too many sign-ups or messages for now.",
		"Wait up to an hour before the next try."),

	// Answers to challenges.
	{cognito.WrongCode, "RespondToAuthChallenge"}: told("That code isn't right.",
		"Type the code of the newest message. Another one comes when the sign-in begins anew.").at("code").clearing(),
	{cognito.WrongCode, "RespondToAuthChallenge/SOFTWARE_TOKEN_MFA"}: told("That code isn't right.",
		"Wait for the app's next code. If it stays wrong, check the clock of the device with the app.").at("code").clearing(),
	{cognito.CodeExpired, "RespondToAuthChallenge"}: told("That code has expired.",
		"Another one comes when the sign-in begins anew.").at("code").clearing(),
	{cognito.PasswordRules, "RespondToAuthChallenge"}: told("The password breaks the pool's rules.",
		"Choose one that meets every rule.").at("newPassword").clearing().quoting("The password breaks the rules: %"),
	{cognito.PasswordUnsafe, "RespondToAuthChallenge"}: told("That password is known from a leak and can't be used.",
		"Choose one that is used nowhere else.").at("newPassword").clearing(),
	{cognito.PasswordReused, "RespondToAuthChallenge"}: told("That password was used for this account before.",
		"Choose a new one.").at("newPassword").clearing(),
	{cognito.AttributeFixed, "RespondToAuthChallenge/MFA_SETUP"}: told("This account has an email address, and codes can go to that one only.",
		"Give the account's own address, or go back and choose another factor.").at("email"),
	{cognito.AliasTaken, "RespondToAuthChallenge"}: told("That email or phone belongs to another account.",
		"Give another one, or sign in to that account.", offerSignIn),
	{cognito.TriggerRefused, "RespondToAuthChallenge"}: told("The pool's own checks refused this.",
		"The reason comes from the pool's owner: follow it, or begin the sign-in again.", offerSignIn).signIn().quoting("The pool refused: %"),

	// A device after the sign-in: there is a session to go on to.
	{cognito.DeviceUnknown, "UpdateDeviceStatus"}: told("The pool doesn't know this device.",
		"Go on without remembering it.", offerGoOn),

	// Per-user limits on codes.
	{cognito.TooManyAttempts, "ConfirmSignUp"}: told("Too many codes were tried.",
		"Wait up to an hour, then use a new code."),
	{cognito.TooManyAttempts, "ConfirmForgotPassword"}: told("Too many codes were tried.",
		"Wait up to an hour, then ask for a new code."),
	{cognito.TooManyAttempts, "ResendConfirmationCode"}: told("Too many codes were asked for.",
		"The newest one still works. Wait up to an hour before asking for another.", offerEnterCode),
	{cognito.TooManyAttempts, "ForgotPassword"}: told("Too many codes were asked for or tried.",
		"Wait up to an hour before asking for another. Until it expires, the newest one still works.", offerEnterCode),
	{cognito.CodeNotDelivered, "ResendConfirmationCode"}: told("The code could not be delivered.",
		"Check the address, then have it sent again. If that fails too, ask an administrator.", offerResend),
	{cognito.MailQuota, "ResendConfirmationCode"}: told("No more email can be sent today.",
		"The daily limit starts afresh at 09:00 UTC. A code that came before still works.", offerEnterCode),
	{cognito.WrongCode, "ConfirmForgotPassword"}: told("That code isn't right.",
		"Type the code of the newest message, or ask for a new reset code.", offerResend).at("code").clearing(),
	{cognito.CodeExpired, "ConfirmForgotPassword"}: told("That code has expired or was never sent.",
		"Ask for a new reset code. Only the newest works.", offerResend).at("code").clearing(),

	// Where the address is another account's.
	{cognito.AliasTaken, "ConfirmSignUp"}: told("That email or phone belongs to another account.",
		"Sign in there, reset its password, or move the address here: the other account then can't sign in with it.",
		offerSignIn, offerReset, offerForceAlias),

	// A function that runs after the act (post confirmation).
	{cognito.TriggerFailed, "ConfirmSignUp"}: told("A function that the pool runs at this step failed.",
		"The account may be confirmed all the same: sign in to check. The cause is in the Lambda function's logs.", offerSignIn).signIn(),
	{cognito.TriggerInvalid, "ConfirmSignUp"}: told("A function that the pool runs at this step answered wrongly.",
		"The account may be confirmed all the same: sign in to check. The cause is in the Lambda function's logs.", offerSignIn).signIn(),
	{cognito.TriggerRefused, "ConfirmSignUp"}: told("The pool's own checks refused this.",
		"The account may be confirmed all the same: sign in to check.", offerSignIn).signIn().quoting("The pool refused: %"),
	{cognito.TriggerFailed, "ConfirmForgotPassword"}: told("A function that the pool runs at this step failed.",
		"The password may be changed all the same: sign in with it to check. The cause is in the Lambda function's logs.", offerSignIn).signIn(),
	{cognito.TriggerInvalid, "ConfirmForgotPassword"}: told("A function that the pool runs at this step answered wrongly.",
		"The password may be changed all the same: sign in with it to check. The cause is in the Lambda function's logs.", offerSignIn).signIn(),

	{cognito.NotConfirmed, "ConfirmForgotPassword"}: told("This account isn't confirmed yet.",
		"Confirm it first: the password can be reset after that.", offerEnterCode, offerResend),

	// One's own account.
	{cognito.AliasTaken, "UpdateUserAttributes"}: told("That email or phone belongs to another account.",
		"Give another one, or sign in to that account.", offerSignIn).at("attribute"),
	{cognito.AliasTaken, "VerifyUserAttribute"}: told("That email or phone belongs to another account.",
		"Change the attribute to another address, or sign in to that account.", offerGoOn, offerSignIn),
	{cognito.TooManyAttempts, "VerifyUserAttribute"}: told("Too many codes were tried.",
		"Wait up to an hour, then ask for a new code."),
	{cognito.TooManyAttempts, "GetUserAttributeVerificationCode"}: told("Too many codes were asked for.",
		"The newest one still works. Wait up to an hour before asking for another.", offerEnterCode),
	{cognito.MailQuota, "GetUserAttributeVerificationCode"}: told("No more email can be sent today.",
		"The daily limit starts afresh at 09:00 UTC. A code that came before still works.", offerEnterCode),
	{cognito.CodeNotDelivered, "UpdateUserAttributes"}: told("The code could not be delivered.",
		"The attribute may have changed all the same: go on to look, and check the address.", offerGoOn),
	{cognito.AttributeRequired, "UpdateUserAttributes"}: told("The pool requires this attribute.",
		"It can be changed, but not left empty.").at("attribute"),
	{cognito.AttributeRequired, "DeleteUserAttributes"}: told("The pool requires this attribute.",
		"It can be changed, but not deleted.").at("attribute"),
	{cognito.TooManyAttempts, "ChangePassword"}: told("The password was tried too often.",
		"Wait up to an hour: five tries are let through in one."),

	// In a session.
	{cognito.NotAuthorized, "GetUser"}: told("The service doesn't allow this.",
		"Sign in again.", offerSignIn).signIn().quoting("Not allowed: %"),
	{cognito.NotAuthorized, "GlobalSignOut"}: told("The service doesn't allow this.",
		"Sign in again.", offerSignIn).signIn().quoting("Not allowed: %"),

	// The own factors. That a pool without device tracking answers so is unconfirmed.
	{cognito.InvalidInput, "SetUserMFAPreference"}: told("The pool doesn't accept this choice of second factors.",
		"Where the pool requires a second factor (MFA is ON), one that is on can't be turned off.").quoting("The pool doesn't accept this: %"),
	{cognito.PoolMisconfigured, "ListDevices"}: told("This pool doesn't remember devices, or its settings don't fit together.",
		"An administrator has to check its device and MFA settings."),
	{cognito.PoolMisconfigured, "ForgetDevice"}: told("This pool doesn't remember devices, or its settings don't fit together.",
		"An administrator has to check its device and MFA settings."),
	{cognito.DeviceUnknown, "ForgetDevice"}: told("The pool doesn't know this device any more.",
		"It was forgotten meanwhile: read the list again."),
}
