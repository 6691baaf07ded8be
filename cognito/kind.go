package cognito

// Kind says what went wrong in terms a person can act on. One exception of the
// service can mean several kinds (NotAuthorizedException means ten things) and
// several exceptions can mean one; errors.go holds the table.
//
// A Kind is an error so that errors.Is(err, cognito.WrongPassword) reads well.
type Kind int

// The kinds. kind_names.go names every one.
const (
	Unknown Kind = iota

	// Sign-in.
	NotConfirmed             // the user is UNCONFIRMED
	ResetRequired            // the user is RESET_REQUIRED
	WrongPassword            // wrong user name or password (also hides unknown users)
	LockedOut                // password back-off: even the right password is refused
	Disabled                 // Enabled=false
	TemporaryPasswordExpired // the invitation's password is too old
	BlockedAsRisky           // adaptive authentication refused
	NoSuchUser               // the client or call tells missing users
	NeedsPoolID              // SRP hashes the pool's name, and no pool id is set
	CustomAuthOff            // the pool has no functions for CUSTOM_AUTH

	// Challenges.
	SessionOver      // the sign-in's session expired, was used, or isn't one
	BadChallenge     // the service's challenge lacks a parameter, or it is malformed; Error.Attributes names it
	CodeUsed         // the authenticator's code was used before in its 30 seconds
	WrongSetupCode   // the code doesn't fit the secret that is being set up
	NoMFAMethod      // the user has no second factor that could be used
	TOTPOff          // authenticator apps are off for the pool, or for the user
	ChallengeFailed  // a custom challenge's answer was wrong, and the sign-in is over
	AttributeFixed   // an attribute that has a value can't be set with the new password
	ChangedMeanwhile // two changes at once
	NoDeliveryConfig // a factor can't be turned on before it is set up

	// Devices.
	DeviceUnknown // the pool doesn't know the device, or not its password
	DeviceExists  // the device is confirmed already
	BadDevice     // the device key isn't one that this sign-in offered

	// Settings.
	BadClientSecret // the secret is missing, wrong, or sent where there is none
	FlowNotEnabled  // the client's ExplicitAuthFlows lack this flow
	NoSuchClient    // the client id is not known in this Region
	NoSuchPool      // the pool id is not known in this Region
	NotFound        // another resource does not exist
	BadSettings     // the settings can't make a request (no Region, bad endpoint)

	// Codes and messages.
	WrongCode
	CodeExpired      // expired, replaced or never sent
	TooManyAttempts  // per-user limit (LimitExceeded, TooManyFailedAttempts)
	MailQuota        // the account's daily e-mail limit; at SignUp the user exists anyway
	CodeNotDelivered // handed over to nobody (CodeDeliveryFailure)
	EmailMisconfigured
	SMSMisconfigured
	ResendNotPossible // auto verification is off

	// Accounts.
	UsernameTaken
	AliasTaken         // the email or phone is another user's verified alias
	AlreadyConfirmed   // nothing left to confirm
	NoVerifiedContact  // no verified email or phone to send a reset code to
	CannotResetInState // FORCE_CHANGE_PASSWORD: the invitation comes first
	ResetByAdminOnly   // AccountRecoverySetting is admin_only
	SignUpClosed       // AllowAdminCreateUserOnly

	// Input.
	PasswordRules          // the new password breaks the policy
	PasswordUnsafe         // known as leaked
	PasswordReused         // password history
	AttributeRequired      // Error.Attributes names the missing ones
	AttributeInvalid       // unknown attribute or bad value; Error.Attributes where named
	AttributeNotWritable   // outside the client's WriteAttributes
	UsernameLooksLikeAlias // alias pools: the user name may not look like an email or phone
	UsernameMustBeAddress  // UsernameAttributes pools: it must be one
	BadEmail
	BadPhone
	InvalidInput // any other InvalidParameter: the service's text is meant for people

	// Tokens.
	TokenExpired
	SignedOut    // revoked, garbled or of a deleted user
	ScopeMissing // an OAuth token without aws.cognito.signin.user.admin
	NotARefreshToken
	CannotRevoke
	RefreshTokenExpired
	RefreshTokenReused // rotated out: a newer one was given
	BadRefreshToken    // of another client, without its device, or no refresh token at all

	// Self-service.
	WrongCurrentPassword  // ChangePassword's previous password
	AttributeImmutable    // the pool's schema lets nobody change it
	NoSuchPasskey         // deleted already
	PasskeysOff           // the pool has no passkeys
	PasskeysNotConfigured // the pool names no relying party

	// Pool set-up and triggers.
	TriggerRefused // a Lambda trigger refused on purpose; its text is meant for people
	TriggerFailed
	TriggerInvalid
	PoolMisconfigured
	NotAvailableHere // OperationNotEnabled
	ClientForbids    // UnsupportedOperation
	PoolTagging

	// The support desk.
	ReadOnly            // Config.ReadOnly: nothing may be changed; nothing was
	Protected           // Config.Protected names the user or the group; nothing was changed
	NotRecorded         // the record can't be written: nothing was changed, unless MayHaveHappened
	NoSuchGroup         // the group does not exist
	ResendNotInState    // the invitation is repeated in FORCE_CHANGE_PASSWORD only
	ThreatProtectionOff // the pool's plan keeps no auth events
	PreconditionNotMet  // something the call depends on isn't so

	// Service.
	NotAuthorized // a refusal with no more to go by
	Firewall      // AWS WAF
	Throttled     // TooManyRequests, after the repeats
	ServiceFault  // 5xx

	// AWS credentials (Admin only).
	CredentialsUnknown // still being looked for
	NoCredentials
	CredentialsRefused

	// Transport.
	NoNetwork
	NameNotFound
	ConnectionRefused
	ConnectionLost // opened, then broken before the answer was complete
	TLSFailed
	TimedOut
	Cancelled
	NotTheProtocol // an answer that is not the service's JSON 1.1; the last kind
)
