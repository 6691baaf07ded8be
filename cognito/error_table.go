package cognito

import (
	"net/http"
	"slices"
	"strings"

	"cognito-tui/cognito/lazy"
)

// row gives the kind of an exception of one of ops (of any, if there are none)
// whose message holds text, whatever its case. The texts are those of the AWS
// developer guide and those observed; the service changes them now and then, so
// a row quotes as little as tells it apart.
type row struct {
	code string // without "Exception"
	ops  []string
	text string
	kind Kind
}

// Sets of operations that mean the same thing by an exception.
var (
	beginOps       = having(beginsSignIn)
	answerOps      = having(answersChallenge)
	signInOps      = having(beginsSignIn | answersChallenge)
	spendOps       = having(answersChallenge | ofTOTP) // take the session of a sign-in
	totpOps        = having(ofTOTP)
	deviceOps      = append(having(ofDevice), "GetDevice") // which only other programs call
	adminDeviceOps = having(ofUsersDevice)
	passkeyOps     = having(ofPasskey)
	tokenOps       = append(having(takesToken), "GetDevice")
	refreshOps     = having(refreshes)
	groupOps       = having(ofMembership)
	setOps         = having(setsPassword)
	writeOps       = having(setsAttributes)
	// adminOps need no more than the permission: a NotAuthorized with no text
	// that the table knows means the credentials.
	adminOps = having(permissionOnly)
)

// table is read from the top; the first row that fits decides.
var table = []row{
	{"NotAuthorized", adminOps, "", CredentialsRefused},
	{"NotAuthorized", spendOps, "Invalid session", SessionOver},
	{"NotAuthorized", beginOps, "Invalid session", SessionOver}, // of ConfirmSignUp
	{"NotAuthorized", answerOps, "Cannot modify an already provided", AttributeFixed},
	{"NotAuthorized", nil, "secret", BadClientSecret},
	{"NotAuthorized", nil, "security reasons", BlockedAsRisky},
	{"NotAuthorized", nil, "User is disabled", Disabled},
	{"NotAuthorized", signInOps, "Password attempts exceeded", LockedOut},
	{"NotAuthorized", []string{"ChangePassword"}, "Password attempts exceeded", LockedOut},
	{"NotAuthorized", signInOps, "Temporary password has expired", TemporaryPasswordExpired},
	{"NotAuthorized", signInOps, "User account has expired", TemporaryPasswordExpired},
	{"NotAuthorized", signInOps, "Incorrect username or password", WrongPassword},
	{"NotAuthorized", []string{"SignUp"}, "SignUp is not permitted", SignUpClosed},
	{"NotAuthorized", writeOps, "unauthorized attribute", AttributeNotWritable},
	{"NotAuthorized", []string{"ChangePassword"}, "Incorrect username or password", WrongCurrentPassword},
	{"NotAuthorized", refreshOps, "Refresh Token has expired", RefreshTokenExpired},
	{"NotAuthorized", refreshOps, "Refresh Token has been revoked", SignedOut},
	{"NotAuthorized", refreshOps, "Refresh Token", BadRefreshToken},
	{"NotAuthorized", []string{"ConfirmSignUp", "AdminConfirmSignUp"}, "Current status is", AlreadyConfirmed},
	{"NotAuthorized", []string{"ResendConfirmationCode"}, "Auto verification not turned on", ResendNotPossible},
	{"NotAuthorized", []string{"ForgotPassword", "AdminResetUserPassword"}, "current state", CannotResetInState},
	{"NotAuthorized", []string{"ForgotPassword", "AdminResetUserPassword"}, "Contact administrator", ResetByAdminOnly},
	{"NotAuthorized", tokenOps, "has expired", TokenExpired},
	{"NotAuthorized", tokenOps, "required scopes", ScopeMissing},
	{"NotAuthorized", tokenOps, "revoked", SignedOut},
	{"NotAuthorized", tokenOps, "Invalid Access Token", SignedOut},
	{"NotAuthorized", nil, "", NotAuthorized},

	{"InvalidParameter", signInOps, "flow not enabled", FlowNotEnabled},
	{"InvalidParameter", signInOps, "not enabled for the client", FlowNotEnabled},
	{"InvalidParameter", signInOps, "method not supported", FlowNotEnabled},
	{"InvalidParameter", signInOps, "trigger is not configured", CustomAuthOff},
	{"InvalidParameter", nil, "does not have delivery config", NoDeliveryConfig},
	{"InvalidParameter", deviceOps, "Invalid device key given", BadDevice},
	{"InvalidParameter", adminDeviceOps, "at 'deviceKey' failed", BadDevice},
	{"InvalidParameter", spendOps, "at 'session' failed", SessionOver},
	{"InvalidParameter", totpOps, "at 'userCode' failed", WrongSetupCode},
	{"InvalidParameter", []string{"ResendConfirmationCode"}, "already confirmed", AlreadyConfirmed},
	{"InvalidParameter", []string{"ForgotPassword", "AdminResetUserPassword"}, "no registered/verified", NoVerifiedContact},
	{"InvalidParameter", writeOps, "Attribute cannot be updated", AttributeImmutable},
	{"InvalidParameter", writeOps, "The attribute is required", AttributeRequired},
	{"InvalidParameter", writeOps, "Attributes did not conform", AttributeInvalid},
	{"InvalidParameter", []string{"SignUp", "AdminCreateUser"}, "Username cannot be of", UsernameLooksLikeAlias},
	{"InvalidParameter", []string{"SignUp", "AdminCreateUser"}, "Username should be", UsernameMustBeAddress},
	{"InvalidParameter", nil, "Invalid email address format", BadEmail},
	{"InvalidParameter", nil, "Invalid phone number format", BadPhone},
	{"InvalidParameter", setOps, "at 'password' failed", PasswordRules},
	{"InvalidParameter", []string{"ChangePassword"}, "at 'proposedPassword' failed", PasswordRules},
	{"InvalidParameter", []string{"ChangePassword"}, "at 'previousPassword' failed", WrongCurrentPassword},
	{"InvalidParameter", []string{"ChangePassword"}, "Missing required parameter PreviousPassword", WrongCurrentPassword},
	{"InvalidParameter", nil, "at 'confirmationCode' failed", WrongCode},
	{"InvalidParameter", []string{"VerifyUserAttribute"}, "at 'code' failed", WrongCode},
	{"InvalidParameter", refreshOps, "at 'refreshToken' failed", BadRefreshToken},
	{"InvalidParameter", nil, "at 'clientId' failed", NoSuchClient},
	{"InvalidParameter", nil, "at 'userPoolId' failed", NoSuchPool},
	{"InvalidParameter", nil, "at 'secretHash' failed", BadClientSecret},
	{"InvalidParameter", nil, "at 'clientSecret' failed", BadClientSecret},
	{"InvalidParameter", tokenOps, "at 'accessToken' failed", SignedOut},
	{"InvalidParameter", []string{"RevokeToken"}, "at 'token' failed", NotARefreshToken},
	{"InvalidParameter", nil, "", InvalidInput},

	{"ResourceNotFound", nil, "User pool client", NoSuchClient},
	{"ResourceNotFound", nil, "User pool", NoSuchPool},
	{"ResourceNotFound", groupOps, "Group", NoSuchGroup},
	{"ResourceNotFound", adminDeviceOps, "Device", DeviceUnknown},
	{"ResourceNotFound", signInOps, "Device", DeviceUnknown},
	{"ResourceNotFound", deviceOps, "Device", DeviceUnknown},
	{"ResourceNotFound", passkeyOps, "Credential", NoSuchPasskey},
	{"ResourceNotFound", nil, "", NotFound},

	{"UserNotConfirmed", nil, "", NotConfirmed},
	{"PasswordResetRequired", nil, "", ResetRequired},
	{"UserNotFound", tokenOps, "", SignedOut},
	{"UserNotFound", []string{"GetTokensFromRefreshToken"}, "", SignedOut},
	{"UserNotFound", nil, "", NoSuchUser},

	{"EnableSoftwareTokenMFA", nil, "", WrongSetupCode},
	{"CodeMismatch", totpOps, "", WrongSetupCode},
	{"CodeMismatch", nil, "", WrongCode},
	{"ExpiredCode", nil, "already been used", CodeUsed},
	{"ExpiredCode", nil, "", CodeExpired},
	{"LimitExceeded", nil, "daily email limit", MailQuota},
	{"LimitExceeded", nil, "", TooManyAttempts},
	{"TooManyFailedAttempts", nil, "", TooManyAttempts},
	{"CodeDeliveryFailure", nil, "", CodeNotDelivered},
	{"InvalidEmailRoleAccessPolicy", nil, "", EmailMisconfigured},
	{"InvalidSmsRoleAccessPolicy", nil, "", SMSMisconfigured},
	{"InvalidSmsRoleTrustRelationship", nil, "", SMSMisconfigured},

	{"UsernameExists", deviceOps, "", DeviceExists},
	{"DeviceKeyExists", nil, "", DeviceExists},
	{"UsernameExists", nil, "", UsernameTaken},
	{"AliasExists", nil, "", AliasTaken},
	{"InvalidPassword", beginOps, "", WrongPassword}, // other servers say it so; there is no new password here
	{"InvalidPassword", nil, "security reasons", PasswordUnsafe},
	{"InvalidPassword", nil, "", PasswordRules},
	{"PasswordHistoryPolicyViolation", nil, "", PasswordReused},

	{"UnsupportedUserState", nil, "", ResendNotInState},
	{"UserPoolAddOnNotEnabled", nil, "", ThreatProtectionOff},
	{"PreconditionNotMet", nil, "", PreconditionNotMet},

	{"Unauthorized", []string{"RevokeToken"}, "", CannotRevoke},
	{"UnsupportedOperation", []string{"RevokeToken"}, "", CannotRevoke},
	{"UnsupportedOperation", nil, "", ClientForbids},
	{"UnsupportedTokenType", nil, "", NotARefreshToken},
	{"RefreshTokenReuse", nil, "", RefreshTokenReused},
	{"WebAuthnNotEnabled", nil, "", PasskeysOff},
	{"WebAuthnConfigurationMissing", nil, "", PasskeysNotConfigured},

	{"MFAMethodNotFound", nil, "", NoMFAMethod},
	{"SoftwareTokenMFANotFound", nil, "", TOTPOff},
	{"ConcurrentModification", nil, "", ChangedMeanwhile},

	{"UserLambdaValidation", nil, "", TriggerRefused},
	{"UnexpectedLambda", nil, "", TriggerFailed},
	{"InvalidLambdaResponse", nil, "", TriggerInvalid},
	{"InvalidUserPoolConfiguration", nil, "", PoolMisconfigured},
	{"OperationNotEnabled", nil, "", NotAvailableHere},
	{"UserPoolTagging", nil, "", PoolTagging},

	{"Forbidden", nil, "", Firewall},
	{"TooManyRequests", nil, "", Throttled},
	{"Throttling", nil, "", Throttled},
	{"InternalError", nil, "", ServiceFault},
	{"InternalServer", nil, "", ServiceFault},
	{"UnknownOperation", nil, "", NotTheProtocol},

	// What AWS answers to a signature, before Cognito sees the request.
	{"AccessDenied", nil, "", CredentialsRefused},
	{"UnrecognizedClient", nil, "", CredentialsRefused},
	{"InvalidClientTokenId", nil, "", CredentialsRefused},
	{"ExpiredToken", nil, "", CredentialsRefused},
	{"InvalidSignature", nil, "", CredentialsRefused},
	{"SignatureDoesNotMatch", nil, "", CredentialsRefused},
	{"IncompleteSignature", nil, "", CredentialsRefused},
	{"RequestExpired", nil, "", CredentialsRefused},
	{"MissingAuthenticationToken", nil, "", CredentialsRefused},
}

func (r row) fits(op, code, message string) bool {
	return strings.EqualFold(r.code, code) &&
		(len(r.ops) == 0 || slices.Contains(r.ops, op)) &&
		strings.Contains(message, strings.ToLower(r.text))
}

// kindOfRefusal looks an answer up in the table. The exception decides, never
// the HTTP status, which differs from the service's own model; only for a name
// that is not in the table the status tells whose fault it was.
func kindOfRefusal(op, code, message string, status int) Kind {
	code, message = strings.TrimSuffix(code, "Exception"), strings.ToLower(message)
	for _, r := range table {
		if r.fits(op, code, message) {
			return r.kind
		}
	}
	if status >= http.StatusInternalServerError {
		return ServiceFault
	}
	return Unknown
}

var (
	requiredAttribute = lazy.New(`([\w:.-]{1,64}): The attribute is required`)
	bracedAttribute   = lazy.New(`\{([\w:.-]{1,64})\}`)
	firstAttribute    = lazy.New(`conform to the schema: ([\w:.-]{1,64}): `)
)

// attributesNamed finds the attributes that a message complains of.
func attributesNamed(kind Kind, message string) []string {
	var patterns []lazy.Regexp
	switch kind {
	case AttributeRequired:
		patterns = append(patterns, requiredAttribute)
	case AttributeInvalid:
		patterns = append(patterns, bracedAttribute, firstAttribute)
	}
	var names []string
	for _, p := range patterns {
		for _, found := range p.FindAllStringSubmatch(message, 50) {
			if !slices.Contains(names, found[1]) {
				names = append(names, found[1])
			}
		}
	}
	return names
}
