package cognito

import "fmt"

// kindNames says each kind in plain words, as the end of "SignUp: ".
var kindNames = [...]string{
	Unknown: "an error this program doesn't know",

	NotConfirmed:             "the user is not confirmed",
	ResetRequired:            "an administrator reset the password",
	WrongPassword:            "wrong user name or password",
	LockedOut:                "locked after too many wrong passwords",
	Disabled:                 "the user is disabled",
	TemporaryPasswordExpired: "the temporary password has expired",
	BlockedAsRisky:           "blocked for security reasons",
	NoSuchUser:               "no such user",
	NeedsPoolID:              "proving the password needs the user pool id",
	CustomAuthOff:            "the pool has no custom challenge",

	SessionOver:      "the session of the sign-in is over",
	BadChallenge:     "the challenge lacks something or is malformed",
	CodeUsed:         "the code was used already",
	WrongSetupCode:   "the code does not fit the new secret",
	NoMFAMethod:      "the user has no second factor",
	TOTPOff:          "authenticator apps are off",
	ChallengeFailed:  "the answer was not accepted",
	AttributeFixed:   "the attribute has a value already",
	ChangedMeanwhile: "changed by somebody else at the same moment",
	NoDeliveryConfig: "the factor is not set up",

	DeviceUnknown: "the device is not known",
	DeviceExists:  "the device is confirmed already",
	BadDevice:     "the device key is not one that was offered",

	BadClientSecret: "the client secret is missing or wrong",
	FlowNotEnabled:  "the app client does not allow this way to sign in",
	NoSuchClient:    "no such app client",
	NoSuchPool:      "no such user pool",
	NotFound:        "something it refers to does not exist",
	BadSettings:     "the settings can't make a request",

	WrongCode:          "wrong code",
	CodeExpired:        "the code has expired or was never sent",
	TooManyAttempts:    "too many attempts",
	MailQuota:          "the daily limit of emails is reached",
	CodeNotDelivered:   "the code could not be delivered",
	EmailMisconfigured: "the pool's email is misconfigured",
	SMSMisconfigured:   "the pool's SMS is misconfigured",
	ResendNotPossible:  "the pool sends no codes of its own",

	UsernameTaken:      "the user name is taken",
	AliasTaken:         "the email or phone belongs to another user",
	AlreadyConfirmed:   "the user is already confirmed",
	NoVerifiedContact:  "the user has no verified email or phone",
	CannotResetInState: "the invitation comes before a reset",
	ResetByAdminOnly:   "only an administrator resets passwords here",
	SignUpClosed:       "the pool is closed for sign-up",

	PasswordRules:          "the password breaks the rules",
	PasswordUnsafe:         "the password is known as unsafe",
	PasswordReused:         "the password was used before",
	AttributeRequired:      "an attribute is missing",
	AttributeInvalid:       "an attribute is not valid",
	AttributeNotWritable:   "the app client may not write an attribute",
	UsernameLooksLikeAlias: "the user name may not look like an email or phone",
	UsernameMustBeAddress:  "the user name must be an email or phone",
	BadEmail:               "not a valid email address",
	BadPhone:               "not a valid phone number",
	InvalidInput:           "something sent is not valid",

	TokenExpired:     "the access token has expired",
	SignedOut:        "signed out",
	ScopeMissing:     "the token may not manage the account",
	NotARefreshToken: "not a refresh token",
	CannotRevoke:     "the app client can't revoke this token",

	RefreshTokenExpired: "the refresh token has expired",
	RefreshTokenReused:  "the refresh token was used before",
	BadRefreshToken:     "the refresh token is not accepted",

	WrongCurrentPassword:  "the current password is wrong",
	AttributeImmutable:    "the attribute can't be changed",
	NoSuchPasskey:         "no such passkey",
	PasskeysOff:           "passkeys are off",
	PasskeysNotConfigured: "passkeys are not configured",

	TriggerRefused:    "a trigger of the pool refused",
	TriggerFailed:     "a trigger of the pool failed",
	TriggerInvalid:    "a trigger of the pool answered wrongly",
	PoolMisconfigured: "the pool is misconfigured",
	NotAvailableHere:  "not available in this Region or pool",
	ClientForbids:     "the app client does not allow it",
	PoolTagging:       "the pool's tags are in the way",

	ReadOnly:            "nothing may be changed here",
	Protected:           "the user, address or group is protected",
	NotRecorded:         "the record could not be written",
	NoSuchGroup:         "no such group",
	ResendNotInState:    "the user isn't waiting for an invitation",
	ThreatProtectionOff: "the pool keeps no auth events",
	PreconditionNotMet:  "something it depends on isn't so",

	NotAuthorized: "not authorized",
	Firewall:      "blocked by a firewall rule",
	Throttled:     "too many requests",
	ServiceFault:  "the service had an internal error",

	CredentialsUnknown: "AWS credentials are not known yet",
	NoCredentials:      "no AWS credentials",
	CredentialsRefused: "the AWS credentials were refused",

	NoNetwork:         "no network",
	NameNotFound:      "the host name was not found",
	ConnectionRefused: "the connection was refused",
	ConnectionLost:    "the connection was lost",
	TLSFailed:         "no safe connection could be made",
	TimedOut:          "no answer in time",
	Cancelled:         "cancelled",
	NotTheProtocol:    "the answer is not the service's",
}

// String says the kind in plain words, in English, without a final dot.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return kindNames[k]
}

// Error is String: a Kind is an error so that errors.Is can look for it.
func (k Kind) Error() string { return k.String() }
