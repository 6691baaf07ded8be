package ui

import "cognito-tui/cognito"

// problems has a row for every kind; problems_variants.go holds what one
// operation puts differently. A sentence fits two lines of 60 columns.
var problems = map[cognito.Kind]row{
	cognito.Unknown: told("The service answered in a way this program doesn't know.",
		"Details show what it said.", offerHome),

	// Sign-in.
	cognito.NotConfirmed: told("This account isn't confirmed yet.",
		"Enter the code that was sent, or have a new one sent.", offerEnterCode, offerResend),
	cognito.ResetRequired: told("An administrator reset this account's password.",
		"Have a code sent and choose a new password.", offerReset),
	cognito.WrongPassword: told("Wrong user name or password.",
		"Check both, or reset the password. An unknown account can get this answer too.",
		offerReset, offerSignUp).at("password").clearing(),
	cognito.LockedOut: told("Too many tries: this account is locked for a while.",
		"Wait up to 15 minutes. Until then not even what is right works."),
	cognito.Disabled: told("This account is disabled.",
		"Ask an administrator of the pool to enable it."),
	cognito.TemporaryPasswordExpired: told("The temporary password has expired.",
		"Ask an administrator to send the invitation again or to set a password.").at("password"),
	cognito.BlockedAsRisky: told("This sign-in was blocked because it looked risky.",
		"Use a device or network used before, or ask an administrator."),
	cognito.NoSuchUser: told("There is no such user in this pool.",
		"Check the spelling, or sign up.", offerSignUp).at("username"),

	cognito.NeedsPoolID: told("Proving the password needs the user pool id.",
		"This app client allows no plain password, or SRP was chosen: give the pool id under Connection.", offerConnection),
	cognito.CustomAuthOff: told("This pool has no questions of its own.",
		"CUSTOM_AUTH needs Lambda functions in the pool: choose another method.").at("method"),

	// Challenges.
	cognito.SessionOver: told("The sign-in took too long, or this step was answered already.",
		"Begin the sign-in again. The user name is kept.", offerSignIn).signIn(),
	cognito.BadChallenge: told("The pool asks for something that came incomplete.",
		"Nothing here can mend that: begin again, or ask whoever runs the server.", offerSignIn).signIn(),
	cognito.CodeUsed: told("That code was used already.",
		"Wait for the app's next code: each lasts 30 seconds and works once.").at("code").clearing(),
	cognito.WrongSetupCode: told("That code doesn't fit the secret.",
		"Wait for the app's next code. If it stays wrong, check the clock of the device with the app, or add the secret again.").at("code").clearing(),
	cognito.NoMFAMethod: told("No second factor is set up for this account.",
		"An administrator has to set one up, or to make it optional."),
	cognito.TOTPOff: told("Authenticator apps are off in this pool.",
		"Choose another second factor, or have software tokens turned on in the pool's MFA settings."),
	cognito.ChallengeFailed: told("The answer wasn't accepted, and the sign-in is over.",
		"Begin it again.", offerSignIn).signIn(),
	cognito.AttributeFixed: told("The pool doesn't let this attribute be changed at this step.",
		"It has a value already: leave it out."),
	cognito.ChangedMeanwhile: told("Somebody else changed this at the same moment.",
		"Try once more.", offerRetry),
	cognito.NoDeliveryConfig: told("This account can't be asked for that factor yet.",
		"An authenticator app must be set up first. Codes need an address, which may have to be verified, and a pool that offers them."),

	// Devices.
	cognito.DeviceUnknown: told("The pool doesn't know this device.",
		"Begin the sign-in again: it goes on without the device.", offerSignIn).signIn(),
	cognito.DeviceExists: told("This device is confirmed already.",
		"Go on without remembering it anew.", offerGoOn),
	cognito.BadDevice: told("The pool doesn't take this device.",
		"It must be confirmed by the sign-in that offered it: sign in again.", offerSignIn).signIn(),

	// Settings.
	cognito.BadClientSecret: told("The client secret in the settings is missing or wrong.",
		"Correct it under Connection. An app client without a secret needs it empty.", offerConnection),
	cognito.FlowNotEnabled: told("This app client doesn't allow this way to sign in.",
		"Choose another method, or have the flow added to the app client's ExplicitAuthFlows.",
		offerConnection),
	cognito.NoSuchClient: told("This app client doesn't exist in this Region.",
		"Check the client id and the Region under Connection.", offerConnection),
	cognito.NoSuchPool: told("This user pool doesn't exist in this Region.",
		"Check the pool id and the Region under Connection.", offerConnection),
	cognito.NotFound: told("What was asked for doesn't exist in this Region.",
		"Check the ids and the Region under Connection.", offerConnection),
	cognito.BadSettings: told("No request can be made with these settings.",
		"Check the Region and the endpoint under Connection.", offerConnection),

	// Codes and messages.
	cognito.WrongCode: told("That code isn't right.",
		"Type the code of the newest message, or have a new one sent.", offerResend).at("code").clearing(),
	cognito.CodeExpired: told("That code has expired or was never sent.",
		"Have a new one sent. Only the newest works.", offerResend).at("code").clearing(),
	cognito.TooManyAttempts: told("Too many tries for this account.",
		"Wait up to an hour before the next one."),
	cognito.MailQuota: told("No more email can be sent today.",
		"The daily limit starts afresh at 09:00 UTC: ask again after that."),
	cognito.CodeNotDelivered: told("The code could not be delivered.",
		"Check the address, or ask an administrator to check how the pool sends messages.", offerRetry),
	cognito.EmailMisconfigured: told("This pool can't send email as it is set up.",
		"An administrator has to let Cognito use the pool's SES identity."),
	cognito.SMSMisconfigured: told("This pool can't send text messages as it is set up.",
		"An administrator has to correct the role that the pool sends them with."),
	cognito.ResendNotPossible: told("This pool doesn't send codes to confirm accounts.",
		"Ask an administrator to confirm the account."),

	// Accounts.
	cognito.UsernameTaken: told("That account already exists.",
		"Sign in, have the sign-up code sent again, or reset the password.",
		offerSignIn, offerResend, offerReset),
	cognito.AliasTaken: told("That email or phone belongs to another account.",
		"Sign in to that account, or reset its password.", offerSignIn, offerReset),
	cognito.AlreadyConfirmed: told("This account is already confirmed.",
		"There is nothing left to do here: sign in.", offerSignIn).signIn(),
	cognito.NoVerifiedContact: told("This account has no verified email or phone to send a code to.",
		"If it was never confirmed, have the sign-up code sent again. Otherwise ask an administrator.",
		offerResend, offerEnterCode),
	cognito.CannotResetInState: told("This account still waits for its first sign-in.",
		"Sign in with the invitation's temporary password, or ask an administrator for a new one.",
		offerSignIn).signIn(),
	cognito.ResetByAdminOnly: told("In this pool only an administrator can reset a password.",
		"Ask an administrator of the pool to do it."),
	cognito.SignUpClosed: told("This pool doesn't let people sign up by themselves.",
		"Ask an administrator to make the account, or sign in if there is one.", offerSignIn),

	// Input.
	cognito.PasswordRules: told("The password breaks the pool's rules.",
		"Choose one that meets every rule.").at("password").clearing().quoting("The password breaks the rules: %"),
	cognito.PasswordUnsafe: told("That password is known from a leak and can't be used.",
		"Choose one that is used nowhere else.").at("password").clearing(),
	cognito.PasswordReused: told("That password was used for this account before.",
		"Choose a new one.").at("password").clearing(),
	cognito.AttributeRequired: told("This pool needs to know more about the account.",
		"Fill in what is missing and sign up again.").at("attribute"),
	cognito.AttributeInvalid: told("The pool doesn't accept one of the attributes.",
		"Correct its name or value.").at("attribute").quoting("The pool doesn't accept an attribute: %"),
	cognito.AttributeNotWritable: told("This app client may not set one of these attributes.",
		"Leave it out, or ask an administrator to make it writable for this app client.").at("attribute"),
	cognito.UsernameLooksLikeAlias: told("In this pool a user name can't look like an email or phone number.",
		"A user name was made for you, and the address keeps its own field. Change the name or sign up with it.").at("username"),
	cognito.UsernameMustBeAddress: told("In this pool the user name must be an email or phone number.",
		"Type the address to sign in with.").at("username"),
	cognito.BadEmail: told("The pool doesn't accept that email address.",
		"It needs the form ann@example.com.").at("email"),
	cognito.BadPhone: told("The pool doesn't accept that phone number.",
		"It needs a + and the country code, then digits only: +15555550100.").at("phone_number"),
	cognito.InvalidInput: told("The service didn't accept what was entered.",
		"Correct it and try again.").quoting("%"),

	// Tokens.
	cognito.TokenExpired: told("The session has expired.",
		"Sign in again. The user name is filled in.", offerSignIn).signIn(),
	cognito.SignedOut: told("This session has ended.",
		"It was signed out somewhere, or the account is gone. Sign in again.", offerSignIn).signIn(),
	cognito.ScopeMissing: told("This session may not manage the account.",
		"Sign in here: a session from this program may.", offerSignIn).signIn(),
	cognito.NotARefreshToken: told("Only a refresh token can be revoked.",
		"Sign out everywhere, or sign in again.", offerSignIn).signIn(),
	cognito.CannotRevoke: told("The session could not be revoked.",
		"Sign out everywhere, or have EnableTokenRevocation set in the app client.", offerHome),
	cognito.RefreshTokenExpired: told("The session has ended: its refresh token has expired.",
		"Sign in again. The user name is filled in.", offerSignIn).signIn(),
	cognito.RefreshTokenReused: told("This session was renewed already, and this refresh token is spent.",
		"The answer with the newer one was lost, or somebody else has it. Sign in again, and sign out everywhere if it wasn't you.", offerSignIn).signIn(),
	cognito.BadRefreshToken: told("The pool doesn't take this refresh token.",
		"It is another app client's, or belongs to a device that isn't confirmed. Sign in again.", offerSignIn).signIn(),

	// Self-service.
	cognito.WrongCurrentPassword: told("The current password isn't right.",
		"Type it again. Only a few tries an hour are let through.").at("currentPassword").clearing(),
	cognito.AttributeImmutable: told("This attribute can't be changed once it is set.",
		"The pool's schema says so, for administrators too. Leave it as it is.").at("attribute"),
	cognito.NoSuchPasskey: told("There is no such passkey any more.",
		"It was deleted meanwhile: the list may be old."),
	cognito.PasskeysOff: told("Passkeys are off in this pool.",
		"An administrator has to add them to the pool's ways to sign in."),
	cognito.PasskeysNotConfigured: told("Passkeys aren't set up in this pool.",
		"An administrator has to give the pool a relying party id or a domain."),

	// Pool set-up and triggers.
	cognito.TriggerRefused: told("The pool's own checks refused this.",
		"The reason comes from the pool's owner: follow it, or ask an administrator.").quoting("The pool refused: %"),
	cognito.TriggerFailed: told("A function that the pool runs at this step failed.",
		"An administrator can find the cause in the Lambda function's permissions and logs."),
	cognito.TriggerInvalid: told("A function that the pool runs at this step answered wrongly.",
		"Trying again won't help: an administrator has to correct the Lambda function."),
	cognito.PoolMisconfigured: told("The pool's settings don't fit together.",
		"An administrator has to check its MFA and device settings."),
	cognito.NotAvailableHere: told("This isn't available in this Region or pool.",
		"Use the pool's primary Region.", offerConnection),
	cognito.ClientForbids: told("This app client doesn't allow that.",
		"Use another app client, or ask an administrator to allow it.", offerConnection),
	cognito.PoolTagging: told("The pool's tags don't allow this.",
		"Ask an administrator to check the tag rules of the pool."),

	// Service.
	cognito.NotAuthorized: told("The service doesn't allow this.",
		"Check what was entered, or ask an administrator of the pool.").quoting("Not allowed: %"),
	cognito.Firewall: told("A firewall rule of the pool blocked the request.",
		"Trying again won't help: use another network, or ask an administrator to read the AWS WAF logs."),
	cognito.Throttled: told("The service is too busy to answer.",
		"Wait a moment before the next try.", offerRetry),
	cognito.ServiceFault: told("The service had an error of its own.",
		"Wait a moment. If it stays, details hold the request id to report.", offerRetry),

	// AWS credentials.
	cognito.CredentialsUnknown: told("AWS credentials are still being looked for.",
		"This takes a second at most.", offerRetry),
	cognito.NoCredentials: told("This needs AWS credentials, and none were found.",
		"Give a profile or keys under Connection.", offerConnection),
	cognito.CredentialsRefused: told("AWS didn't accept the credentials for this.",
		"They may be wrong or expired, or lack the permission cognito-idp:{op}.", offerConnection),

	// The support desk.
	cognito.ReadOnly: told("Nothing may be changed here: the desk is read-only.",
		"Start it without --read-only, or take read_only out of pools.toml."),
	cognito.Protected: told("This user, address or group is protected: nothing was changed.",
		"pools.toml names what is protected; whoever keeps it decides."),
	cognito.NotRecorded: told("The change couldn't be recorded, so it wasn't made.",
		"Make room, or name another file with --audit-file. Details tell the cause.", offerRetry),
	cognito.NoSuchGroup: told("There is no such group in this pool.",
		"It may have been deleted: look at the groups again.", offerRetry),
	cognito.ResendNotInState: told("There is no invitation to repeat.",
		"It is sent again only while the user must change a temporary password."),
	cognito.ThreatProtectionOff: told("This pool keeps no auth events.",
		"They need the Plus plan, with threat protection in audit or full function."),
	cognito.PreconditionNotMet: told("Something that this depends on isn't so.",
		"Details show what the service said."),

	// Transport.
	cognito.NoNetwork: told("The network can't be reached.",
		"Check that this machine is online.", offerRetry),
	cognito.NameNotFound: told("The service's address can't be found.",
		"Check the Region and the endpoint, and that this machine is online.", offerRetry, offerConnection),
	cognito.ConnectionRefused: told("Nothing answers at the service's address.",
		"Check the endpoint, and that the server there is running.", offerRetry, offerConnection),
	cognito.ConnectionLost: told("The connection broke before the answer was complete.",
		"Check the network.", offerRetry),
	cognito.TLSFailed: told("No secure connection could be made.",
		"Check the endpoint, this machine's clock, and any proxy in between.", offerRetry, offerConnection),
	cognito.TimedOut: told("No answer came in time.",
		"Check the network and the endpoint.", offerRetry, offerConnection),
	cognito.Cancelled: told("The call was cancelled.",
		"Nothing was lost; it can be tried again.", offerRetry),
	cognito.NotTheProtocol: told("The answer wasn't one that Cognito gives.",
		"Check the endpoint. A proxy or the network's sign-in page may have answered.", offerConnection, offerRetry),
}

// told begins a row.
func told(sentence, hint string, offers ...offer) row {
	return row{problem: problem{sentence: sentence, hint: hint, offers: offers}}
}

// at names the field that the problem stands beside.
func (r row) at(field string) row { r.field = field; return r }

// clearing says that the refusal is about the secret typed.
func (r row) clearing() row { r.clear = true; return r }

// quoting says that the service's text is for people; "%" stands for it.
func (r row) quoting(said string) row { r.said = said; return r }

// signIn says that signing in is the way on, not a second best.
func (r row) signIn() row { r.plain = true; return r }
