package cognito

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-tui/cognito/bubble"
)

// modelledExceptions are the exceptions of each operation, an operation a line. They
// were read from version 1.70.0 of the SDK; later ones decode every exception for
// every operation and don't tell any more which has which.
//
//go:embed testdata/modelled.txt
var modelledExceptions string

// modelled gives the exceptions of each operation. All that the SDK knows are in them,
// and none that it doesn't know.
func modelled(t *testing.T) map[string][]string {
	t.Helper()
	found, known := map[string][]string{}, map[string]bool{}
	for line := range strings.Lines(modelledExceptions) {
		words := strings.Fields(line)
		found[words[0]] = words[1:]
		for _, exception := range words[1:] {
			known[exception] = true
			if _, ok := cip.TypeRegistry.Entries["com.amazonaws.cognitoidentityprovider#"+exception]; !ok {
				t.Errorf("%s: the SDK knows no %s", words[0], exception)
			}
		}
	}
	for shape := range cip.TypeRegistry.Entries {
		if _, name, _ := strings.Cut(shape, "#"); !known[name] {
			t.Errorf("the SDK has an exception %s that no operation is said to have", name)
		}
	}
	return found
}

func TestEveryModelledExceptionHasAKind(t *testing.T) {
	all := modelled(t)
	// The sizes of the SDK's lists: should one change, look at the table again.
	sizes := map[string]int{
		"SignUp": 17, "ConfirmSignUp": 16, "ResendConfirmationCode": 16, "InitiateAuth": 18,
		"ForgotPassword": 16, "ConfirmForgotPassword": 18, "GetUser": 10, "GlobalSignOut": 9,
		"RevokeToken": 8, "DescribeUserPool": 7, "DescribeUserPoolClient": 6, "ListUserPools": 4, "ListUserPoolClients": 6,
		"RespondToAuthChallenge": 24, "AdminInitiateAuth": 18, "AdminRespondToAuthChallenge": 23,
		"AssociateSoftwareToken": 8, "VerifySoftwareToken": 14, "ConfirmDevice": 15, "UpdateDeviceStatus": 11,
		"UpdateUserAttributes": 20, "DeleteUserAttributes": 10, "GetUserAttributeVerificationCode": 18, "VerifyUserAttribute": 14,
		"ChangePassword": 13, "SetUserMFAPreference": 9, "GetUserAuthFactors": 10, "ListDevices": 11, "ForgetDevice": 11,
		"ListWebAuthnCredentials": 8, "DeleteWebAuthnCredential": 9, "StartWebAuthnRegistration": 10,
		"GetTokensFromRefreshToken": 12, "DeleteUser": 10, "ListUsers": 6, "AdminGetUser": 7,
		"ListGroups": 6, "AdminListGroupsForUser": 7, "AdminListDevices": 7, "AdminListUserAuthEvents": 8,
		"AdminConfirmSignUp": 12, "AdminCreateUser": 17, "AdminResetUserPassword": 14, "AdminSetUserPassword": 9,
		"AdminUpdateUserAttributes": 14, "AdminSetUserMFAPreference": 8, "AdminEnableUser": 7, "AdminDisableUser": 7,
		"AdminUserGlobalSignOut": 7, "AdminForgetDevice": 8, "AdminAddUserToGroup": 7, "AdminRemoveUserFromGroup": 7,
		"AdminDeleteUser": 7,
	}
	bubble.Run(t, func(t *testing.T) {
		for op, call := range calls {
			if len(all[op]) != sizes[op] {
				t.Errorf("%s: the SDK has %d exceptions, want %d: %v", op, len(all[op]), sizes[op], all[op])
			}
			for _, exception := range all[op] {
				err := call(t.Context(), testConfig(refusing(400, exception, "Some words.")))
				e, ok := err.(*Error)
				if !ok || e.Kind == Unknown || e.Code != exception || e.Op != op {
					t.Errorf("%s, %s: got %#v", op, exception, err)
				}
			}
		}
	})
}

// TestKindInChallenge is what a refusal means by what was asked for.
func TestKindInChallenge(t *testing.T) {
	for name, want := range map[types.ChallengeNameType]Kind{
		"PASSWORD": WrongPassword, "PASSWORD_VERIFIER": WrongPassword, "SELECT_CHALLENGE": WrongPassword,
		"DEVICE_SRP_AUTH": DeviceUnknown, "DEVICE_PASSWORD_VERIFIER": DeviceUnknown,
		"CUSTOM_CHALLENGE": ChallengeFailed, "SMS_MFA": ChallengeFailed, "NEW_PASSWORD_REQUIRED": ChallengeFailed,
	} {
		if got := kindInChallenge(name, WrongPassword); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if got := kindInChallenge("SMS_MFA", LockedOut); got != LockedOut {
		t.Errorf("a lock-out became %v", got)
	}
}

// TestExceptionsOfFactorsAndDevices reads the table for the operations about
// factors and devices that have no caller of their own.
func TestExceptionsOfFactorsAndDevices(t *testing.T) {
	all := modelled(t)
	for op, size := range map[string]int{"GetDevice": 11, "AdminSetUserMFAPreference": 8} {
		if len(all[op]) != size {
			t.Errorf("%s: the SDK has %d exceptions, want %d", op, len(all[op]), size)
		}
		for _, exception := range all[op] {
			if kindOfRefusal(op, exception, "Some words.", 400) == Unknown {
				t.Errorf("%s: %s is unknown", op, exception)
			}
		}
	}
	if got := kindOfRefusal("GetDevice", "ResourceNotFoundException", "Device does not exist.", 400); got != DeviceUnknown {
		t.Errorf("a device that isn't there is %v", got)
	}
}

func TestTableRows(t *testing.T) {
	tests := []struct {
		op, code, message string
		want              Kind
	}{
		{"SetUserMFAPreference", "InvalidParameterException", "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA", NoDeliveryConfig},
		{"ForgetDevice", "InvalidUserPoolConfigurationException", "", PoolMisconfigured},
		{"ListDevices", "NotAuthorizedException", "Access Token has expired", TokenExpired},
		{"GetUserAuthFactors", "NotAuthorizedException", "Access Token has been revoked", SignedOut},
		{"SetUserMFAPreference", "NotAuthorizedException", "Access Token does not have required scopes", ScopeMissing},
		{"UpdateUserAttributes", "NotAuthorizedException", "A client attempted to write unauthorized attribute", AttributeNotWritable},
		{"DeleteUserAttributes", "NotAuthorizedException", "A client attempted to write unauthorized attribute", AttributeNotWritable},
		{"UpdateUserAttributes", "InvalidParameterException", "user.custom:tier: Attribute cannot be updated.", AttributeImmutable},
		{"UpdateUserAttributes", "InvalidParameterException", "Attributes did not conform to the schema: name: The attribute is required", AttributeRequired},
		{"UpdateUserAttributes", "InvalidParameterException", "Attributes did not conform to the schema: birthdate: String must be a date", AttributeInvalid},
		{"UpdateUserAttributes", "InvalidParameterException", "Invalid phone number format.", BadPhone},
		{"UpdateUserAttributes", "AliasExistsException", "An account with the given email already exists.", AliasTaken},
		{"VerifyUserAttribute", "AliasExistsException", "", AliasTaken},
		{"VerifyUserAttribute", "CodeMismatchException", "Invalid verification code provided, please try again.", WrongCode},
		{"VerifyUserAttribute", "ExpiredCodeException", "Invalid code provided, please request a code again.", CodeExpired},
		{"VerifyUserAttribute", "LimitExceededException", "Attempt limit exceeded, please try after some time.", TooManyAttempts},
		{"VerifyUserAttribute", "InvalidParameterException", "1 validation error detected: Value at 'code' failed to satisfy constraint", WrongCode},
		{"GetUserAttributeVerificationCode", "LimitExceededException", "Exceeded daily email limit for the operation or the account.", MailQuota},
		{"ChangePassword", "NotAuthorizedException", "Incorrect username or password.", WrongCurrentPassword},
		{"ChangePassword", "NotAuthorizedException", "Password attempts exceeded", LockedOut},
		{"ChangePassword", "NotAuthorizedException", "Access Token has expired", TokenExpired},
		{"ChangePassword", "InvalidPasswordException", "Password does not conform to policy: Password not long enough", PasswordRules},
		{"ChangePassword", "PasswordHistoryPolicyViolationException", "", PasswordReused},
		{"ChangePassword", "LimitExceededException", "Attempt limit exceeded, please try after some time.", TooManyAttempts},
		{"ChangePassword", "InvalidParameterException", "1 validation error detected: Value at 'proposedPassword' failed to satisfy constraint", PasswordRules},
		{"ChangePassword", "InvalidParameterException", "1 validation error detected: Value at 'previousPassword' failed to satisfy constraint", WrongCurrentPassword},
		{"ChangePassword", "InvalidParameterException", "Missing required parameter PreviousPassword", WrongCurrentPassword},
		{"AdminConfirmSignUp", "NotAuthorizedException", "User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD", AlreadyConfirmed},
		{"AdminResetUserPassword", "NotAuthorizedException", "User password cannot be reset in the current state.", CannotResetInState},
		{"AdminResetUserPassword", "NotAuthorizedException", "Contact administrator to reset password.", ResetByAdminOnly},
		{"AdminResetUserPassword", "InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number", NoVerifiedContact},
		{"AdminResetUserPassword", "LimitExceededException", "Attempt limit exceeded, please try after some time.", TooManyAttempts},
		{"AdminSetUserPassword", "InvalidPasswordException", "Password does not conform to policy: Password not long enough", PasswordRules},
		{"AdminSetUserPassword", "InvalidParameterException", "1 validation error detected: Value at 'password' failed to satisfy constraint", PasswordRules},
		{"AdminUpdateUserAttributes", "AliasExistsException", "An account with the given email already exists.", AliasTaken},
		{"AdminUpdateUserAttributes", "InvalidParameterException", "Attributes did not conform to the schema: birthdate: String must be a date", AttributeInvalid},
		{"AdminCreateUser", "InvalidParameterException", "Username should be either an email or a phone number.", UsernameMustBeAddress},
		{"AdminCreateUser", "UsernameExistsException", "User account already exists", UsernameTaken},
		{"AdminCreateUser", "UnsupportedUserStateException", "Resend not possible. ann status is not FORCE_CHANGE_PASSWORD", ResendNotInState},
		{"AdminCreateUser", "PreconditionNotMetException", "", PreconditionNotMet},
		{"AdminEnableUser", "UserNotFoundException", "User does not exist.", NoSuchUser},
		{"AdminEnableUser", "AccessDeniedException", "User is not authorized to perform: cognito-idp:AdminEnableUser", CredentialsRefused},
		{"AdminAddUserToGroup", "ResourceNotFoundException", "Group not found.", NoSuchGroup},
		{"AdminRemoveUserFromGroup", "ResourceNotFoundException", "User pool us-east-1_x does not exist.", NoSuchPool},
		{"AdminForgetDevice", "ResourceNotFoundException", "Device does not exist.", DeviceUnknown},
		{"AdminForgetDevice", "InvalidParameterException", "1 validation error detected: Value at 'deviceKey' failed to satisfy constraint", BadDevice},
		{"AdminSetUserMFAPreference", "InvalidParameterException", "User does not have delivery config set to turn on SMS_MFA", NoDeliveryConfig},
		{"AdminListUserAuthEvents", "UserPoolAddOnNotEnabledException", "", ThreatProtectionOff},
		{"DeleteUser", "NotAuthorizedException", "Access Token has been revoked", SignedOut},
		{"DeleteUser", "UserNotFoundException", "User does not exist.", SignedOut},
		{"StartWebAuthnRegistration", "WebAuthnNotEnabledException", "", PasskeysOff},
		{"StartWebAuthnRegistration", "WebAuthnConfigurationMissingException", "", PasskeysNotConfigured},
		{"DeleteWebAuthnCredential", "ResourceNotFoundException", "The passkey credential does not exist.", NoSuchPasskey},
		{"ListWebAuthnCredentials", "NotAuthorizedException", "Access Token does not have required scopes", ScopeMissing},
		{"InitiateAuth", "NotAuthorizedException", "Refresh Token has expired", RefreshTokenExpired},
		{"InitiateAuth", "NotAuthorizedException", "Refresh Token has been revoked", SignedOut},
		{"InitiateAuth", "NotAuthorizedException", "Invalid Refresh Token.", BadRefreshToken},
		{"GetTokensFromRefreshToken", "NotAuthorizedException", "Invalid Refresh Token", BadRefreshToken},
		{"GetTokensFromRefreshToken", "NotAuthorizedException", "Refresh Token has expired", RefreshTokenExpired},
		{"GetTokensFromRefreshToken", "RefreshTokenReuseException", "", RefreshTokenReused},
		{"GetTokensFromRefreshToken", "UserNotFoundException", "", SignedOut},
		{"GetTokensFromRefreshToken", "NotAuthorizedException", "Unable to verify secret hash for client 1a", BadClientSecret},
		{"GetTokensFromRefreshToken", "InvalidParameterException", "1 validation error detected: Value at 'refreshToken' failed to satisfy constraint", BadRefreshToken},
		{"ListUsers", "NotAuthorizedException", "User: x is not authorized to perform: cognito-idp:ListUsers", CredentialsRefused},
		{"AdminGetUser", "UserNotFoundException", "User does not exist.", NoSuchUser},
		{"InitiateAuth", "UserNotConfirmedException", "User is not confirmed.", NotConfirmed},
		{"InitiateAuth", "PasswordResetRequiredException", "Password reset required for the user", ResetRequired},
		{"InitiateAuth", "NotAuthorizedException", "Incorrect username or password.", WrongPassword},
		{"InitiateAuth", "NotAuthorizedException", "Password attempts exceeded", LockedOut},
		{"InitiateAuth", "NotAuthorizedException", "User is disabled.", Disabled},
		{"ForgotPassword", "NotAuthorizedException", "User is disabled.", Disabled},
		{"InitiateAuth", "NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.", TemporaryPasswordExpired},
		{"InitiateAuth", "NotAuthorizedException", "User account has expired, it must be reset by an administrator.", TemporaryPasswordExpired},
		{"InitiateAuth", "NotAuthorizedException", "Request not allowed due to security reasons.", BlockedAsRisky},
		{"InitiateAuth", "NotAuthorizedException", "Unable to login because of security reasons.", BlockedAsRisky},
		{"InitiateAuth", "UserNotFoundException", "User does not exist.", NoSuchUser},
		{"ForgotPassword", "UserNotFoundException", "Username/client id combination not found.", NoSuchUser},
		{"SignUp", "NotAuthorizedException", "Client 1a is configured with secret but SECRET_HASH was not received", BadClientSecret},
		{"InitiateAuth", "NotAuthorizedException", "Client 1a is configured for secret but secret was not received", BadClientSecret},
		{"InitiateAuth", "NotAuthorizedException", "Unable to verify secret hash for client 1a", BadClientSecret},
		{"ConfirmSignUp", "NotAuthorizedException", "SecretHash does not match for the client: 1a", BadClientSecret},
		{"InitiateAuth", "InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client", FlowNotEnabled},
		{"InitiateAuth", "InvalidParameterException", "CUSTOM_AUTH is not enabled for the client.", FlowNotEnabled},
		{"InitiateAuth", "InvalidParameterException", "Initiate Auth method not supported", FlowNotEnabled},
		{"SignUp", "ResourceNotFoundException", "User pool client 1a does not exist.", NoSuchClient},
		{"DescribeUserPool", "ResourceNotFoundException", "User pool us-east-1_x does not exist.", NoSuchPool},
		{"GetUser", "ResourceNotFoundException", "Something else.", NotFound},
		{"ConfirmSignUp", "CodeMismatchException", "Invalid verification code provided, please try again.", WrongCode},
		{"ConfirmSignUp", "ExpiredCodeException", "Invalid code provided, please request a code again.", CodeExpired},
		{"ConfirmForgotPassword", "LimitExceededException", "Attempt limit exceeded, please try after some time.", TooManyAttempts},
		{"ConfirmSignUp", "TooManyFailedAttemptsException", "", TooManyAttempts},
		{"SignUp", "UsernameExistsException", "User already exists", UsernameTaken},
		{"SignUp", "UsernameExistsException", "An account with the given email already exists.", UsernameTaken},
		{"SignUp", "LimitExceededException", "Exceeded daily email limit for the operation or the account.", MailQuota},
		{"SignUp", "CodeDeliveryFailureException", "", CodeNotDelivered},
		{"SignUp", "NotAuthorizedException", "SignUp is not permitted for this user pool", SignUpClosed},
		{"SignUp", "NotAuthorizedException", "A client attempted to write unauthorized attribute", AttributeNotWritable},
		{"ConfirmSignUp", "NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED", AlreadyConfirmed},
		{"ConfirmSignUp", "AliasExistsException", "An account with the email already exists.", AliasTaken},
		{"ResendConfirmationCode", "InvalidParameterException", "User is already confirmed.", AlreadyConfirmed},
		{"ResendConfirmationCode", "NotAuthorizedException", "Cannot resend codes. Auto verification not turned on.", ResendNotPossible},
		{"ForgotPassword", "InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number", NoVerifiedContact},
		{"ForgotPassword", "NotAuthorizedException", "User password cannot be reset in the current state.", CannotResetInState},
		{"ForgotPassword", "NotAuthorizedException", "Contact administrator to reset password.", ResetByAdminOnly},
		{"SignUp", "InvalidPasswordException", "Password did not conform with policy: Password not long enough", PasswordRules},
		{"SignUp", "InvalidParameterException", "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must ...", PasswordRules},
		{"ConfirmForgotPassword", "InvalidPasswordException", "Provided password cannot be used for security reasons.", PasswordUnsafe},
		{"InitiateAuth", "InvalidPasswordException", "invalid password", WrongPassword},
		{"ConfirmForgotPassword", "PasswordHistoryPolicyViolationException", "", PasswordReused},
		{"SignUp", "InvalidParameterException", "Attributes did not conform to the schema: name: The attribute is required", AttributeRequired},
		{"SignUp", "InvalidParameterException", "Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined", AttributeInvalid},
		{"SignUp", "InvalidParameterException", "Username cannot be of email format, since user pool is configured for email alias.", UsernameLooksLikeAlias},
		{"SignUp", "InvalidParameterException", "Username should be either an email or a phone number.", UsernameMustBeAddress},
		{"SignUp", "InvalidParameterException", "Username should be an email.", UsernameMustBeAddress},
		{"SignUp", "InvalidParameterException", "Invalid email address format.", BadEmail},
		{"SignUp", "InvalidParameterException", "Invalid phone number format.", BadPhone},
		{"ConfirmSignUp", "InvalidParameterException", "1 validation error detected: Value at 'confirmationCode' failed to satisfy constraint", WrongCode},
		{"SignUp", "InvalidParameterException", "1 validation error detected: Value at 'clientId' failed to satisfy constraint", NoSuchClient},
		{"DescribeUserPool", "InvalidParameterException", "1 validation error detected: Value 'x' at 'userPoolId' failed to satisfy constraint", NoSuchPool},
		{"SignUp", "InvalidParameterException", "1 validation error detected: Value at 'secretHash' failed to satisfy constraint", BadClientSecret},
		{"RevokeToken", "InvalidParameterException", "1 validation error detected: Value at 'clientSecret' failed to satisfy constraint", BadClientSecret},
		{"GetUser", "InvalidParameterException", "1 validation error detected: Value at 'accessToken' failed to satisfy constraint", SignedOut},
		{"RevokeToken", "InvalidParameterException", "1 validation error detected: Value at 'token' failed to satisfy constraint", NotARefreshToken},
		{"InitiateAuth", "InvalidParameterException", "Missing required parameter USERNAME", InvalidInput},
		{"GetUser", "NotAuthorizedException", "Access Token has expired", TokenExpired},
		{"GetUser", "NotAuthorizedException", "Access Token has been revoked", SignedOut},
		{"GlobalSignOut", "NotAuthorizedException", "Invalid Access Token", SignedOut},
		{"GetUser", "NotAuthorizedException", "Access Token does not have required scopes", ScopeMissing},
		{"GetUser", "UserNotFoundException", "User does not exist.", SignedOut},
		{"GetUser", "NotAuthorizedException", "Something new.", NotAuthorized},
		{"RevokeToken", "UnauthorizedException", "", CannotRevoke},
		{"RevokeToken", "UnsupportedOperationException", "", CannotRevoke},
		{"RevokeToken", "UnsupportedTokenTypeException", "", NotARefreshToken},
		{"InitiateAuth", "UnsupportedOperationException", "", ClientForbids},
		{"SignUp", "InvalidEmailRoleAccessPolicyException", "", EmailMisconfigured},
		{"SignUp", "InvalidSmsRoleAccessPolicyException", "", SMSMisconfigured},
		{"SignUp", "InvalidSmsRoleTrustRelationshipException", "", SMSMisconfigured},
		{"SignUp", "UserLambdaValidationException", "PreSignUp failed with error no.", TriggerRefused},
		{"SignUp", "UnexpectedLambdaException", "", TriggerFailed},
		{"SignUp", "InvalidLambdaResponseException", "", TriggerInvalid},
		{"InitiateAuth", "InvalidUserPoolConfigurationException", "", PoolMisconfigured},
		{"SignUp", "OperationNotEnabledException", "", NotAvailableHere},
		{"ListUserPools", "NotAuthorizedException", "User is not authorized to perform: cognito-idp:ListUserPools", CredentialsRefused},
		{"ListUserPoolClients", "AccessDeniedException", "", CredentialsRefused},
		{"ListUserPoolClients", "ResourceNotFoundException", "User pool us-east-1_x does not exist.", NoSuchPool},
		{"DescribeUserPool", "UserPoolTaggingException", "", PoolTagging},
		{"SignUp", "ForbiddenException", "Request not allowed due to WAF block.", Firewall},
		{"SignUp", "TooManyRequestsException", "Rate exceeded", Throttled},
		{"SignUp", "ThrottlingException", "Rate exceeded", Throttled},
		{"SignUp", "InternalErrorException", "", ServiceFault},
		{"SignUp", "InternalServerException", "", ServiceFault},
		{"SignUp", "UnknownOperationException", "", NotTheProtocol},
		{"DescribeUserPool", "NotAuthorizedException", "Something about a secret.", CredentialsRefused},
		{"DescribeUserPool", "AccessDeniedException", "User is not authorized", CredentialsRefused},
		{"DescribeUserPool", "UnrecognizedClientException", "", CredentialsRefused},
		{"DescribeUserPool", "InvalidClientTokenId", "", CredentialsRefused},
		{"DescribeUserPool", "ExpiredTokenException", "", CredentialsRefused},
		{"DescribeUserPool", "InvalidSignatureException", "", CredentialsRefused},
		{"DescribeUserPool", "SignatureDoesNotMatch", "", CredentialsRefused},
		{"DescribeUserPool", "IncompleteSignature", "", CredentialsRefused},
		{"DescribeUserPool", "RequestExpired", "", CredentialsRefused},
		{"DescribeUserPool", "MissingAuthenticationTokenException", "", CredentialsRefused},
		{"SignUp", "BrandNewException", "", Unknown},

		{"RespondToAuthChallenge", "NotAuthorizedException", "Invalid session for the user, session is expired.", SessionOver},
		{"VerifySoftwareToken", "NotAuthorizedException", "Invalid session for the user, session can only be used once.", SessionOver},
		{"InitiateAuth", "NotAuthorizedException", "Invalid session for the user, session is expired.", SessionOver},
		{"AdminRespondToAuthChallenge", "NotAuthorizedException", "Invalid session for the user.", SessionOver},
		{"RespondToAuthChallenge", "InvalidParameterException", "1 validation error detected: Value at 'session' failed to satisfy constraint", SessionOver},
		{"RespondToAuthChallenge", "NotAuthorizedException", "Cannot modify an already provided email", AttributeFixed},
		{"RespondToAuthChallenge", "NotAuthorizedException", "Incorrect username or password.", ChallengeFailed}, // of a code
		{"RespondToAuthChallenge", "NotAuthorizedException", "Password attempts exceeded", LockedOut},
		{"RespondToAuthChallenge", "InvalidPasswordException", "Password does not conform to policy: Password not long enough", PasswordRules},
		{"InitiateAuth", "InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool.", CustomAuthOff},
		{"RespondToAuthChallenge", "InvalidParameterException", "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA", NoDeliveryConfig},
		{"ConfirmDevice", "InvalidParameterException", "Invalid device key given.", BadDevice},
		{"VerifySoftwareToken", "InvalidParameterException", "1 validation error detected: Value at 'userCode' failed to satisfy constraint", WrongSetupCode},
		{"InitiateAuth", "ResourceNotFoundException", "Device does not exist.", DeviceUnknown},
		{"UpdateDeviceStatus", "ResourceNotFoundException", "Device does not exist.", DeviceUnknown},
		{"VerifySoftwareToken", "EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA", WrongSetupCode},
		{"VerifySoftwareToken", "CodeMismatchException", "", WrongSetupCode},
		{"RespondToAuthChallenge", "CodeMismatchException", "Invalid code or auth state for the user.", WrongCode},
		{"RespondToAuthChallenge", "ExpiredCodeException", "Your software token has already been used once.", CodeUsed},
		{"ConfirmDevice", "UsernameExistsException", "", DeviceExists},
		{"ConfirmDevice", "DeviceKeyExistsException", "", DeviceExists},
		{"RespondToAuthChallenge", "MFAMethodNotFoundException", "", NoMFAMethod},
		{"AssociateSoftwareToken", "SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool", TOTPOff},
		{"AssociateSoftwareToken", "ConcurrentModificationException", "", ChangedMeanwhile},
		{"ConfirmDevice", "NotAuthorizedException", "Access Token has been revoked", SignedOut},
	}
	used := map[int]bool{}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s/%s/%.30s", test.op, test.code, test.message), func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				err := calls[test.op](t.Context(), testConfig(refusing(400, test.code, test.message)))
				e := wantKind(t, err, test.want)
				if e.Message != test.message && e.Message != "" && test.message != "" {
					t.Errorf("Message %q, want %q", e.Message, test.message)
				}
				if e.Status != 400 || e.RequestID == "" || e.MayHaveHappened || !errors.Is(err, test.want) {
					t.Errorf("got %+v", *e)
				}
				code := strings.TrimSuffix(test.code, "Exception")
				used[slices.IndexFunc(table, func(r row) bool {
					return r.fits(test.op, code, strings.ToLower(test.message))
				})] = true
			})
		})
	}
	for i, r := range table {
		if !used[i] {
			t.Errorf("row %d %+v is reached by no test", i, r)
		}
	}
}

func TestServerFaultOfUnknownName(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		err := calls["SignUp"](t.Context(), testConfig(refusing(500, "BrandNewException", "")))
		if e := wantKind(t, err, ServiceFault); !e.MayHaveHappened {
			t.Error("a server fault may have happened")
		}
	})
}

func TestAttributesNamed(t *testing.T) {
	tests := []struct {
		message string
		want    []string
	}{
		{"Attributes did not conform to the schema: name: The attribute is required", []string{"name"}},
		{`Attributes did not conform to the schema: name: The attribute is required\nbirthdate: The attribute is required`, []string{"name", "birthdate"}},
		{"Attributes did not conform to the schema: name: The attribute is required custom:tier: The attribute is required name: The attribute is required", []string{"name", "custom:tier"}},
		{"Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined", []string{"custom:x"}},
		{"Attributes did not conform to the schema: birthdate: String must be a date", []string{"birthdate"}},
		{"Invalid email address format.", nil},
	}
	for _, test := range tests {
		err := calls["SignUp"](t.Context(), testConfig(refusing(400, "InvalidParameterException", test.message)))
		e, _ := err.(*Error)
		if e == nil || !slices.Equal(e.Attributes, test.want) {
			t.Errorf("%s: got %#v, want %v", test.message, e, test.want)
		}
	}
}

// The reasons an error prints are fixed words, whatever the service or the
// transport says.
func TestErrorsPrintNoSecret(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		transports := []*fake{
			refusing(400, "InvalidParameterException", strings.Join(secrets, " ")),
			refusing(400, "Odd "+strings.Join(secrets, " "), ""),
			breaking(errors.New(strings.Join(secrets, " "))),
			always(200, nil, strings.Join(secrets, " ")),
		}
		for op, call := range calls {
			for i, transport := range transports {
				err := call(context.Background(), testConfig(transport))
				if err == nil {
					t.Errorf("%s, %d: no error", op, i)
				}
				text := fmt.Sprintf("%v %+v %#v %s %q", err, err, err, err, err)
				for _, secret := range secrets {
					if strings.Contains(text, secret) {
						t.Errorf("%s: %s", op, text)
					}
				}
			}
		}
	})
}

func TestEveryKindHasItsWords(t *testing.T) {
	seen := map[string]Kind{}
	for k := range NotTheProtocol + 1 {
		text := k.String()
		if other, twice := seen[text]; text == "" || twice {
			t.Errorf("kind %d says %q, as does %d", k, text, other)
		}
		seen[text] = k
		if !errors.Is(&Error{Kind: k}, k) || KindOf(k) != k {
			t.Errorf("kind %d is not found", k)
		}
	}
	if last := Kind(len(kindNames) - 1); last != NotTheProtocol {
		t.Errorf("the last kind listed is %v", last)
	}
	if got := (NotTheProtocol + 1).String(); !strings.HasPrefix(got, "kind ") {
		t.Errorf("a kind beyond the last says %q", got)
	}
	if KindOf(errors.New("x")) != Unknown || KindOf(context.Canceled) != Cancelled || KindOf(context.DeadlineExceeded) != TimedOut {
		t.Error("KindOf of other errors")
	}
}

// TestTold is what a record of a refusal says, which is what the call itself said.
func TestTold(t *testing.T) {
	for _, test := range []struct {
		op, challenge, code, message string
		want                         Kind
	}{
		{"InitiateAuth", "", "NotAuthorizedException", "Incorrect username or password.", WrongPassword},
		{"RespondToAuthChallenge", "CUSTOM_CHALLENGE", "NotAuthorizedException", "Incorrect username or password.", ChallengeFailed},
		{"SignUp", "", "UsernameExistsException", "", UsernameTaken},
		{"GetUser", "", "NoSuchException", "", ServiceFault},
	} {
		e := Told(test.op, test.challenge, test.code, test.message, 500)
		if e.Kind != test.want || e.Op != test.op || e.Code != test.code || e.Challenge != test.challenge {
			t.Errorf("got %#v, want %v", e, test.want)
		}
	}
	e := Told("SignUp", "", "InvalidParameterException", "Attributes did not conform to the schema: name: The attribute is required\n", 400)
	if e.Kind != AttributeRequired || len(e.Attributes) != 1 {
		t.Errorf("got %#v for %v", e, e.Attributes)
	}
}

func TestLost(t *testing.T) {
	if e := Lost("SignUp", "", ConnectionLost, true); !e.MayHaveHappened || e.Kind != ConnectionLost {
		t.Errorf("got %#v", e)
	}
	if Lost("SignUp", "", ConnectionRefused, false).MayHaveHappened || Lost("GetUser", "", ConnectionLost, true).MayHaveHappened {
		t.Error("what was never sent, or reads, may have happened")
	}
}
