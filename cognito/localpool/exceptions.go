package localpool

import (
	"slices"
	"strings"
)

// The families of exceptions that most operations share. Names are without
// their Exception suffix.
const (
	unlimited = "InternalError InvalidParameter NotAuthorized OperationNotEnabled ResourceNotFound "
	base      = unlimited + "TooManyRequests "
	passkeys  = "InternalError InvalidParameter NotAuthorized OperationNotEnabled TooManyRequests Forbidden LimitExceeded " +
		"PasswordResetRequired "
	triggers   = "InvalidLambdaResponse UnexpectedLambda UserLambdaValidation "
	sms        = "InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship "
	userStates = "PasswordResetRequired UserNotConfirmed UserNotFound "
	mail       = "InvalidEmailRoleAccessPolicy "
)

// modelled says which exceptions the service's model lists for an operation.
// Source: the service model of cognito-idp, 2016-04-18.
var modelled = map[string]string{
	"SignUp": base + triggers + sms + mail +
		"CodeDeliveryFailure Forbidden InvalidPassword LimitExceeded UsernameExists",
	"ConfirmSignUp": base + triggers +
		"AliasExists CodeMismatch ExpiredCode Forbidden LimitExceeded TooManyFailedAttempts UserNotFound",
	"ResendConfirmationCode": base + triggers + sms + mail + "CodeDeliveryFailure Forbidden LimitExceeded UserNotFound",
	"InitiateAuth": base + triggers + sms + userStates + mail +
		"Forbidden InvalidUserPoolConfiguration UnsupportedOperation",
	"RespondToAuthChallenge": base + triggers + sms + userStates + mail +
		"AliasExists CodeMismatch ExpiredCode Forbidden InvalidPassword InvalidUserPoolConfiguration MFAMethodNotFound " +
		"PasswordHistoryPolicyViolation SoftwareTokenMFANotFound",
	"AdminInitiateAuth": base + triggers + sms + userStates + mail +
		"InvalidUserPoolConfiguration MFAMethodNotFound UnsupportedOperation",
	"AdminRespondToAuthChallenge": base + triggers + sms + userStates + mail +
		"AliasExists CodeMismatch ExpiredCode InvalidPassword InvalidUserPoolConfiguration MFAMethodNotFound " +
		"PasswordHistoryPolicyViolation SoftwareTokenMFANotFound",
	"ForgotPassword": base + triggers + sms + mail + "CodeDeliveryFailure Forbidden LimitExceeded UserNotFound",
	"ConfirmForgotPassword": base + triggers +
		"CodeMismatch ExpiredCode Forbidden InvalidPassword LimitExceeded PasswordHistoryPolicyViolation TooManyFailedAttempts " +
		"UserNotConfirmed UserNotFound",
	"GetUser":       base + userStates + "Forbidden",
	"GlobalSignOut": base + "Forbidden PasswordResetRequired UserNotConfirmed",
	"RevokeToken": "InternalError InvalidParameter OperationNotEnabled TooManyRequests Forbidden Unauthorized " +
		"UnsupportedOperation UnsupportedTokenType",
	"ListUserPools":          "InternalError InvalidParameter NotAuthorized TooManyRequests",
	"ListUserPoolClients":    base,
	"DescribeUserPool":       base + "UserPoolTagging",
	"DescribeUserPoolClient": base,
	"AdminGetUser":           base + "UserNotFound",
	"AdminCreateUser": base + triggers + sms +
		"CodeDeliveryFailure InvalidPassword PreconditionNotMet UnsupportedUserState UserNotFound UsernameExists",
	"AdminSetUserPassword": base + "InvalidPassword PasswordHistoryPolicyViolation UserNotFound",
	"AdminConfirmSignUp":   base + triggers + "LimitExceeded TooManyFailedAttempts UserNotFound",

	"AdminResetUserPassword":    base + triggers + sms + mail + "LimitExceeded UserNotFound",
	"AdminEnableUser":           base + "UserNotFound",
	"AdminDisableUser":          base + "UserNotFound",
	"AdminUserGlobalSignOut":    base + "UserNotFound",
	"AdminDeleteUser":           base + "UserNotFound",
	"AdminUpdateUserAttributes": base + triggers + sms + mail + "AliasExists UserNotFound",
	"AdminDeleteUserAttributes": base + "UserNotFound",
	"AdminListDevices":          base + "InvalidUserPoolConfiguration",
	"AdminGetDevice":            base + "InvalidUserPoolConfiguration",
	"AdminForgetDevice":         base + "InvalidUserPoolConfiguration UserNotFound",
	"ListGroups":                base,
	"ListUsersInGroup":          base,
	"AdminListGroupsForUser":    base + "UserNotFound",
	"AdminAddUserToGroup":       base + "UserNotFound",
	"AdminRemoveUserFromGroup":  base + "UserNotFound",
	"CreateGroup":               base + "GroupExists LimitExceeded",
	"DeleteGroup":               base,

	"ListUsers":               base,
	"AdminListUserAuthEvents": base + "UserNotFound UserPoolAddOnNotEnabled",
	"GetUserPoolMfaConfig":    "InternalError InvalidParameter NotAuthorized ResourceNotFound TooManyRequests",
	"UpdateUserAttributes": base + triggers + sms + userStates + mail +
		"AliasExists CodeDeliveryFailure CodeMismatch ExpiredCode Forbidden",
	"DeleteUserAttributes":             base + userStates + "Forbidden",
	"GetUserAttributeVerificationCode": base + triggers + sms + userStates + mail + "CodeDeliveryFailure Forbidden LimitExceeded",
	"VerifyUserAttribute":              base + userStates + "AliasExists CodeMismatch ExpiredCode Forbidden LimitExceeded",
	"ChangePassword":                   base + userStates + "Forbidden InvalidPassword LimitExceeded PasswordHistoryPolicyViolation",
	"GetTokensFromRefreshToken":        base + triggers + "Forbidden RefreshTokenReuse UserNotFound",
	"DeleteUser":                       base + userStates + "Forbidden",
	"StartWebAuthnRegistration":        passkeys + "WebAuthnConfigurationMissing WebAuthnNotEnabled",
	"ListWebAuthnCredentials":          passkeys,
	"DeleteWebAuthnCredential":         passkeys + "ResourceNotFound",

	"AssociateSoftwareToken": unlimited + "ConcurrentModification Forbidden SoftwareTokenMFANotFound",
	"VerifySoftwareToken": base + userStates +
		"CodeMismatch EnableSoftwareTokenMFA Forbidden InvalidUserPoolConfiguration SoftwareTokenMFANotFound",
	"SetUserMFAPreference":      unlimited + userStates + "Forbidden",
	"AdminSetUserMFAPreference": unlimited + userStates,
	"GetUserAuthFactors":        base + userStates + "Forbidden",
	"ConfirmDevice": base + userStates +
		"DeviceKeyExists Forbidden InvalidLambdaResponse InvalidPassword InvalidUserPoolConfiguration UsernameExists",
	"UpdateDeviceStatus": base + userStates + "Forbidden InvalidUserPoolConfiguration",
	"GetDevice":          base + userStates + "Forbidden InvalidUserPoolConfiguration",
	"ForgetDevice":       base + userStates + "Forbidden InvalidUserPoolConfiguration",
	"ListDevices":        base + userStates + "Forbidden InvalidUserPoolConfiguration",
}

// Operations lists what the pool implements, sorted.
func (s *Server) Operations() []string {
	names := make([]string, 0, len(operations))
	for name := range operations {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ofSigned are the refusals of any signed call that the model doesn't list: the
// permission is missing, the credentials have expired or aren't known.
// Source: API reference, Common Error Types.
const ofSigned = " AccessDenied ExpiredToken UnrecognizedClient"

// Exceptions lists the exceptions that the service's model gives for an
// operation, and those common to signed ones, with their Exception suffix and
// sorted; nil for one the pool doesn't implement.
func (s *Server) Exceptions(op string) []string {
	list := modelled[op]
	if operations[op].signed {
		list += ofSigned
	}
	var names []string
	for _, name := range strings.Fields(list) {
		names = append(names, name+"Exception")
	}
	slices.Sort(names)
	return names
}
