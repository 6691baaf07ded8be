package localpool

import "math"

// operation is one row of the table of contents.
type operation struct {
	signed     bool // needs AWS credentials; all others are accepted with or without
	secretHash bool // takes Username and SecretHash as members
	writes     bool // changes what Users or Messages show
	fields     []field
	run        func(*call) (any, error)
}

func (op *operation) has(member string) bool {
	for _, f := range op.fields {
		if f.name == member {
			return true
		}
	}
	return false
}

// Members that several operations share.
var (
	memberClient        = field{name: "ClientId", required: true, rule: ruleClientID}
	memberPool          = field{name: "UserPoolId", required: true, rule: rulePoolID}
	memberUsername      = field{name: "Username", required: true, rule: ruleUsername}
	memberHash          = field{name: "SecretHash", rule: ruleSecretHash}
	memberCode          = field{name: "ConfirmationCode", required: true, rule: ruleCode}
	memberPassword      = field{name: "Password", required: true, rule: rulePassword}
	memberAccess        = field{name: "AccessToken", required: true, rule: ruleToken}
	memberAttributes    = field{name: "UserAttributes", kind: attributeList}
	memberValidation    = field{name: "ValidationData", kind: attributeList}
	memberMetadata      = field{name: "ClientMetadata", kind: textMap}
	memberForce         = field{name: "ForceAliasCreation", kind: flag}
	memberNext          = field{name: "NextToken", rule: rulePage}
	memberAttributeName = field{name: "AttributeName", required: true, rule: ruleAttrName}
	memberContext       = field{name: "ContextData", kind: textMap, members: []string{"IpAddress"}}
	memberGroup         = field{name: "GroupName", required: true, rule: ruleGroup}
	memberLimit         = field{name: "Limit", kind: number, max: 60}
	memberDevice        = field{name: "DeviceKey", required: true, rule: ruleDeviceKey}
	// Members of the calls that take an access token or none at all, for which
	// the model doesn't require it.
	memberAccessOrNot = field{name: "AccessToken", rule: ruleToken}
	memberSession     = field{name: "Session", rule: ruleSession}
)

// operations maps the names of X-Amz-Target. It is filled in init because the
// operations lead back to it.
var operations map[string]*operation

func init() {
	operations = map[string]*operation{
		"SignUp": {secretHash: true, writes: true, run: signUp, fields: []field{
			memberClient, memberHash, memberUsername,
			{name: "Password", rule: rulePassword},
			memberAttributes, memberValidation, memberMetadata}},
		"ConfirmSignUp": {secretHash: true, writes: true, run: confirmSignUp, fields: []field{
			memberClient, memberHash, memberUsername, memberCode, memberForce,
			{name: "Session", rule: ruleSession}, memberMetadata}},
		"ResendConfirmationCode": {secretHash: true, writes: true, run: resend, fields: []field{
			memberClient, memberHash, memberUsername, memberMetadata}},
		"InitiateAuth": {writes: true, run: initiateAuth, fields: []field{
			memberClient, {name: "AuthFlow", required: true, rule: ruleFlow},
			{name: "AuthParameters", kind: textMap},
			{name: "Session", rule: ruleSession}, memberMetadata}},
		"RespondToAuthChallenge": {writes: true, run: respondToChallenge, fields: []field{
			memberClient, {name: "ChallengeName", required: true, rule: ruleChallenge},
			{name: "ChallengeResponses", kind: textMap},
			{name: "Session", rule: ruleSession}, memberMetadata}},
		"AdminInitiateAuth": {signed: true, writes: true, run: initiateAuth, fields: []field{
			memberPool, memberClient, {name: "AuthFlow", required: true, rule: ruleFlow},
			{name: "AuthParameters", kind: textMap}, memberContext,
			{name: "Session", rule: ruleSession}, memberMetadata}},
		"AdminRespondToAuthChallenge": {signed: true, writes: true, run: respondToChallenge, fields: []field{
			memberPool, memberClient, {name: "ChallengeName", required: true, rule: ruleChallenge},
			{name: "ChallengeResponses", kind: textMap}, memberContext,
			{name: "Session", rule: ruleSession}, memberMetadata}},
		"ForgotPassword": {secretHash: true, writes: true, run: forgotPassword, fields: []field{
			memberClient, memberHash, memberUsername, memberMetadata}},
		"ConfirmForgotPassword": {secretHash: true, writes: true, run: confirmForgotPassword, fields: []field{
			memberClient, memberHash, memberUsername, memberCode, memberPassword, memberMetadata}},
		"GetUser":       {run: getUser, fields: []field{memberAccess}},
		"GlobalSignOut": {run: globalSignOut, fields: []field{memberAccess}},
		"RevokeToken": {run: revokeToken, fields: []field{
			{name: "Token", required: true, rule: ruleToken}, memberClient,
			{name: "ClientSecret", rule: ruleSecret}}},
		"ListUserPools": {signed: true, run: listUserPools, fields: []field{
			memberNext, {name: "MaxResults", kind: number, required: true, min: 1, max: 60}}},
		"ListUserPoolClients": {signed: true, run: listUserPoolClients, fields: []field{
			memberPool, memberNext, {name: "MaxResults", kind: number, min: 1, max: 60}}},
		"DescribeUserPool":       {signed: true, run: describeUserPool, fields: []field{memberPool}},
		"DescribeUserPoolClient": {signed: true, run: describeUserPoolClient, fields: []field{memberPool, memberClient}},
		"AdminGetUser":           {signed: true, run: adminGetUser, fields: []field{memberPool, memberUsername}},
		"AdminCreateUser": {signed: true, writes: true, run: adminCreateUser, fields: []field{
			memberPool, memberUsername, memberAttributes, memberValidation,
			{name: "TemporaryPassword", rule: rulePassword}, memberForce,
			{name: "MessageAction", rule: ruleAction},
			{name: "DesiredDeliveryMediums", kind: textList, rule: ruleMedium}, memberMetadata}},
		"AdminSetUserPassword": {signed: true, writes: true, run: adminSetUserPassword, fields: []field{
			memberPool, memberUsername, memberPassword, {name: "Permanent", kind: flag}}},
		"AdminConfirmSignUp": {signed: true, writes: true, run: adminConfirmSignUp, fields: []field{
			memberPool, memberUsername, memberMetadata}},

		"ListUsers": {signed: true, run: listUsers, fields: []field{
			memberPool, {name: "AttributesToGet", kind: textList, rule: ruleAttrName}, {name: "Filter", rule: ruleFilter},
			memberLimit, {name: "PaginationToken", rule: rulePage}}},

		// What an administrator does to a user.
		"AdminResetUserPassword": {
			signed: true,
			writes: true,
			run:    adminResetPassword,
			fields: []field{memberPool, memberUsername, memberMetadata},
		},
		"AdminEnableUser":        {signed: true, writes: true, run: adminEnable, fields: []field{memberPool, memberUsername}},
		"AdminDisableUser":       {signed: true, writes: true, run: adminDisable, fields: []field{memberPool, memberUsername}},
		"AdminUserGlobalSignOut": {signed: true, run: adminSignOut, fields: []field{memberPool, memberUsername}},
		"AdminDeleteUser":        {signed: true, writes: true, run: adminDelete, fields: []field{memberPool, memberUsername}},
		"AdminUpdateUserAttributes": {signed: true, writes: true, run: adminUpdateAttributes, fields: []field{
			memberPool, memberUsername, {name: "UserAttributes", kind: attributeList, required: true}, memberMetadata}},
		"AdminDeleteUserAttributes": {signed: true, writes: true, run: adminDeleteAttributes, fields: []field{
			memberPool, memberUsername, {name: "UserAttributeNames", kind: textList, required: true, rule: ruleAttrName}}},
		"AdminListDevices": {signed: true, run: adminListDevices, fields: []field{
			memberPool, memberUsername, memberLimit, {name: "PaginationToken", rule: rulePage}}},
		"AdminGetDevice":    {signed: true, run: adminGetDevice, fields: []field{memberPool, memberUsername, memberDevice}},
		"AdminForgetDevice": {signed: true, run: adminForgetDevice, fields: []field{memberPool, memberUsername, memberDevice}},

		// Groups.
		"ListGroups": {signed: true, run: listGroups, fields: []field{memberPool, memberLimit, memberNext}},
		"ListUsersInGroup": {
			signed: true,
			run:    listUsersInGroup,
			fields: []field{memberPool, memberGroup, memberLimit, memberNext},
		},
		"AdminListGroupsForUser": {
			signed: true,
			run:    listGroupsForUser,
			fields: []field{memberPool, memberUsername, memberLimit, memberNext},
		},
		"AdminAddUserToGroup":      {signed: true, run: addToGroup, fields: []field{memberPool, memberUsername, memberGroup}},
		"AdminRemoveUserFromGroup": {signed: true, run: removeFromGroup, fields: []field{memberPool, memberUsername, memberGroup}},
		"CreateGroup": {signed: true, run: createGroup, fields: []field{
			memberPool, memberGroup, {name: "Description", rule: ruleDescription},
			{name: "Precedence", kind: number, max: math.MaxInt32}, {name: "RoleArn", rule: ruleARN}}},
		"DeleteGroup": {signed: true, run: deleteGroup, fields: []field{memberPool, memberGroup}},

		// What a pool keeps of its users' sign-ins, and how they sign in.
		"AdminListUserAuthEvents": {signed: true, run: adminListUserAuthEvents, fields: []field{
			memberPool, memberUsername, memberNext, {name: "MaxResults", kind: number, max: 60}}},
		"GetUserPoolMfaConfig": {signed: true, run: getUserPoolMFAConfig, fields: []field{memberPool}},

		// What a signed-in user may do.
		"UpdateUserAttributes": {writes: true, run: updateUserAttributes, fields: []field{
			memberAccess, {name: "UserAttributes", kind: attributeList, required: true}, memberMetadata}},
		"DeleteUserAttributes": {writes: true, run: deleteUserAttributes, fields: []field{
			memberAccess, {name: "UserAttributeNames", kind: textList, required: true, rule: ruleAttrName}}},
		"GetUserAttributeVerificationCode": {writes: true, run: getAttributeCode, fields: []field{
			memberAccess, memberAttributeName, memberMetadata}},
		"VerifyUserAttribute": {writes: true, run: verifyUserAttribute, fields: []field{
			memberAccess, memberAttributeName, {name: "Code", required: true, rule: ruleCode}}},
		"ChangePassword": {writes: true, run: changePassword, fields: []field{
			memberAccess, {name: "PreviousPassword", rule: rulePassword}, {name: "ProposedPassword", required: true, rule: rulePassword}}},
		"GetTokensFromRefreshToken": {run: getTokensFromRefreshToken, fields: []field{
			memberClient, {name: "RefreshToken", required: true, rule: ruleToken}, {name: "ClientSecret", rule: ruleSecret},
			{name: "DeviceKey", rule: ruleDeviceKey}, memberMetadata}},
		"DeleteUser":                {writes: true, run: deleteUser, fields: []field{memberAccess}},
		"StartWebAuthnRegistration": {run: startWebAuthn, fields: []field{memberAccess}},
		"ListWebAuthnCredentials": {run: listWebAuthn, fields: []field{
			memberAccess, memberNext, {name: "MaxResults", kind: number, max: 20}}},
		"DeleteWebAuthnCredential": {writes: true, run: deleteWebAuthn, fields: []field{
			memberAccess, {name: "CredentialId", required: true}}},

		// Second factors and devices.
		"AssociateSoftwareToken": {writes: true, run: associateSoftwareToken, fields: []field{memberAccessOrNot, memberSession}},
		"VerifySoftwareToken": {writes: true, run: verifySoftwareToken, fields: []field{
			memberAccessOrNot, memberSession, {name: "UserCode", required: true, rule: ruleUserCode}, {name: "FriendlyDeviceName"}}},
		"SetUserMFAPreference": {writes: true, run: setMFAPreference, fields: append([]field{memberAccess}, membersMFA...)},
		"AdminSetUserMFAPreference": {
			signed: true,
			writes: true,
			run:    adminSetMFAPreference,
			fields: append([]field{memberPool, memberUsername}, membersMFA...),
		},
		"GetUserAuthFactors": {run: getUserAuthFactors, fields: []field{memberAccess}},
		"ConfirmDevice": {run: confirmDevice, fields: []field{
			memberAccess, memberDevice, {name: "DeviceName", rule: ruleDeviceName},
			{name: "DeviceSecretVerifierConfig", kind: textMap, members: []string{"PasswordVerifier", "Salt"}}}},
		"UpdateDeviceStatus": {run: updateDeviceStatus, fields: []field{
			memberAccess, memberDevice, {name: "DeviceRememberedStatus", rule: ruleRemembered}}},
		"GetDevice":    {run: getDevice, fields: []field{memberAccessOrNot, memberDevice}},
		"ForgetDevice": {run: forgetDevice, fields: []field{memberAccessOrNot, memberDevice}},
		"ListDevices": {run: listDevices, fields: []field{
			memberAccess, memberLimit, {name: "PaginationToken", rule: rulePage}}},
	}
}
