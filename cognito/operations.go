package cognito

import cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

// operation is what is known of an operation that this package calls. What it may be
// refused with is in error_table.go, by the traits.
type operation struct {
	name   string
	sent   repetition // an operation that isn't in the table is sent once
	quota  string     // what AWS says of its request rate; empty where it says nothing
	traits trait
	call   sender // nil of what Apply alone calls: a change is made again from where it was made
}

// trait is what operations may have in common.
type trait uint

const (
	signed         trait = 1 << iota // by AWS credentials
	permissionOnly                   // nothing but the permission can be lacking
	namesNoPool                      // it needs no pool of the settings
	billed                           // it counts the user as active in the month
	beginsSignIn
	answersChallenge
	takesToken // an access token, or the session of a sign-in instead
	refreshes  // it may take a refresh token
	setsPassword
	setsAttributes
	ofTOTP
	ofDevice      // of who is signed in
	ofUsersDevice // of a user, by an administrator
	ofPasskey
	ofMembership // of a group
)

// The request rates by category, a second, for an AWS account and Region. Source: AWS
// developer guide, quotas.
const (
	userAuthentication   = "UserAuthentication, 120"
	userCreation         = "UserCreation, 50"
	userAccountRecovery  = "UserAccountRecovery, 30"
	userRead             = "UserRead, 120"
	userToken            = "UserToken, 120"
	userUpdate           = "UserUpdate, 25"
	userResourceRead     = "UserResourceRead, 50"
	userResourceUpdate   = "UserResourceUpdate, 25"
	userList             = "UserList, 30"
	userPoolResourceRead = "UserPoolResourceRead, 20"
	userPoolRead         = "UserPoolRead, 15"
	userPoolClientRead   = "UserPoolClientRead, 15"
)

// operations is the one table of what this package calls, in the order of use.
var operations = []operation{
	// Sign-up and sign-in.
	{"SignUp", sentOnce, userCreation, setsPassword | setsAttributes, sdk((*cip.Client).SignUp)},
	{"ConfirmSignUp", sentOnce, userCreation, 0, sdk((*cip.Client).ConfirmSignUp)},
	{"ResendConfirmationCode", sentOnce, userResourceRead, 0, sdk((*cip.Client).ResendConfirmationCode)},
	{"InitiateAuth", sentOnce, userAuthentication, beginsSignIn | refreshes, sdk((*cip.Client).InitiateAuth)},
	{"RespondToAuthChallenge", sentOnce, userAuthentication, answersChallenge, sdk((*cip.Client).RespondToAuthChallenge)},
	{"AssociateSoftwareToken", sentOnce, userResourceUpdate, takesToken | ofTOTP, sdk((*cip.Client).AssociateSoftwareToken)},
	{"VerifySoftwareToken", sentOnce, userResourceUpdate, takesToken | ofTOTP, sdk((*cip.Client).VerifySoftwareToken)},
	{"ConfirmDevice", sentOnce, userResourceUpdate, takesToken | ofDevice, sdk((*cip.Client).ConfirmDevice)},
	{"UpdateDeviceStatus", repeatable, "", takesToken | ofDevice, sdk((*cip.Client).UpdateDeviceStatus)},
	{"AdminInitiateAuth", sentOnce, "", signed | beginsSignIn, sdk((*cip.Client).AdminInitiateAuth)},
	{"AdminRespondToAuthChallenge", sentOnce, "", signed | answersChallenge, sdk((*cip.Client).AdminRespondToAuthChallenge)},
	{"ForgotPassword", sentOnce, userAccountRecovery, 0, sdk((*cip.Client).ForgotPassword)},
	{"ConfirmForgotPassword", sentOnce, userAccountRecovery, setsPassword, sdk((*cip.Client).ConfirmForgotPassword)},

	// One's own account.
	{"GetUser", readOnly, userRead, takesToken, sdk((*cip.Client).GetUser)},
	{"UpdateUserAttributes", sentOnce, userUpdate, takesToken | setsAttributes, sdk((*cip.Client).UpdateUserAttributes)},
	{"DeleteUserAttributes", repeatable, "", takesToken | setsAttributes, sdk((*cip.Client).DeleteUserAttributes)},
	{"GetUserAttributeVerificationCode", sentOnce, userResourceRead, takesToken, sdk((*cip.Client).GetUserAttributeVerificationCode)},
	{"VerifyUserAttribute", sentOnce, userUpdate, takesToken, sdk((*cip.Client).VerifyUserAttribute)},
	{"ChangePassword", sentOnce, userAccountRecovery, takesToken | setsPassword, sdk((*cip.Client).ChangePassword)},
	{"GetUserAuthFactors", readOnly, "", takesToken, sdk((*cip.Client).GetUserAuthFactors)},
	{"SetUserMFAPreference", repeatable, userResourceUpdate, takesToken, sdk((*cip.Client).SetUserMFAPreference)},
	{"ListWebAuthnCredentials", readOnly, "", takesToken | ofPasskey, sdk((*cip.Client).ListWebAuthnCredentials)},
	// Each call begins another.
	{"StartWebAuthnRegistration", sentOnce, "", takesToken | ofPasskey, sdk((*cip.Client).StartWebAuthnRegistration)},
	// A repeat would find no passkey.
	{"DeleteWebAuthnCredential", sentOnce, "", takesToken | ofPasskey, sdk((*cip.Client).DeleteWebAuthnCredential)},
	{"ListDevices", readOnly, userResourceRead, takesToken | ofDevice, sdk((*cip.Client).ListDevices)},
	// A repeat would find no device.
	{"ForgetDevice", sentOnce, "", takesToken | ofDevice, sdk((*cip.Client).ForgetDevice)},
	{"DeleteUser", sentOnce, userUpdate, takesToken, sdk((*cip.Client).DeleteUser)},
	// It may spend the token.
	{"GetTokensFromRefreshToken", sentOnce, userAuthentication, refreshes, sdk((*cip.Client).GetTokensFromRefreshToken)},
	{"RevokeToken", repeatable, userToken, 0, sdk((*cip.Client).RevokeToken)},
	{"GlobalSignOut", repeatable, userUpdate, takesToken, sdk((*cip.Client).GlobalSignOut)},

	// The pool and its users, for administrators.
	{"DescribeUserPool", readOnly, userPoolRead, signed | permissionOnly, sdk((*cip.Client).DescribeUserPool)},
	{"DescribeUserPoolClient", readOnly, userPoolClientRead, signed | permissionOnly, sdk((*cip.Client).DescribeUserPoolClient)},
	{"ListUserPools", readOnly, userPoolRead, signed | permissionOnly | namesNoPool, sdk((*cip.Client).ListUserPools)},
	{"ListUserPoolClients", readOnly, userPoolClientRead, signed | permissionOnly | namesNoPool, sdk((*cip.Client).ListUserPoolClients)},
	{"ListUsers", readOnly, userList, signed | permissionOnly, sdk((*cip.Client).ListUsers)},
	{"AdminGetUser", readOnly, userRead, signed | permissionOnly | billed, sdk((*cip.Client).AdminGetUser)},
	{"AdminListGroupsForUser", readOnly, userResourceRead, signed | permissionOnly, sdk((*cip.Client).AdminListGroupsForUser)},
	{"AdminListDevices", readOnly, userResourceRead, signed | ofUsersDevice | permissionOnly, sdk((*cip.Client).AdminListDevices)},
	{"AdminListUserAuthEvents", readOnly, userResourceRead, signed | permissionOnly, sdk((*cip.Client).AdminListUserAuthEvents)},
	{"ListGroups", readOnly, userPoolResourceRead, signed | permissionOnly, sdk((*cip.Client).ListGroups)},

	// What an administrator changes is sent once, whatever comes back.
	{"AdminConfirmSignUp", sentOnce, userCreation, signed, nil},
	{"AdminCreateUser", sentOnce, userCreation, signed | setsPassword | setsAttributes, nil},
	{"AdminResetUserPassword", sentOnce, userAccountRecovery, signed, nil},
	{"AdminSetUserPassword", sentOnce, userAccountRecovery, signed | setsPassword, nil},
	{"AdminUpdateUserAttributes", sentOnce, userUpdate, signed | setsAttributes, nil},
	{"AdminEnableUser", sentOnce, userUpdate, signed | permissionOnly, nil},
	{"AdminDisableUser", sentOnce, userUpdate, signed | permissionOnly, nil},
	{"AdminUserGlobalSignOut", sentOnce, userUpdate, signed | permissionOnly, nil},
	{"AdminSetUserMFAPreference", sentOnce, userResourceUpdate, signed | permissionOnly, nil},
	{"AdminForgetDevice", sentOnce, userResourceUpdate, signed | ofUsersDevice | permissionOnly, nil},
	{"AdminAddUserToGroup", sentOnce, userUpdate, signed | ofMembership | permissionOnly, nil},
	{"AdminRemoveUserFromGroup", sentOnce, userUpdate, signed | ofMembership | permissionOnly, nil},
	{"AdminDeleteUser", sentOnce, userUpdate, signed | permissionOnly, nil},
}

// operationOf is an operation's row; zero where there is none.
func operationOf(name string) operation {
	for i := range operations {
		if operations[i].name == name {
			return operations[i]
		}
	}
	return operation{}
}

func (o operation) has(t trait) bool { return o.traits&t != 0 }

// having are the names of the operations that have one of the traits.
func having(t trait) []string {
	var names []string
	for _, o := range operations {
		if o.has(t) {
			names = append(names, o.name)
		}
	}
	return names
}

// Operations are the names of all operations that this package may call, in the order
// in which a person comes to them.
func Operations() []string {
	names := make([]string, len(operations))
	for i, o := range operations {
		names[i] = o.name
	}
	return names
}

// SignedOperation tells whether AWS credentials sign the operation.
func SignedOperation(op string) bool { return operationOf(op).has(signed) }

// ChangesUsers tells whether Apply alone makes an operation's calls. That of
// ResendCode is Client's too, for the person themselves.
func ChangesUsers(op string) bool {
	o := operationOf(op)
	return o.name != "" && o.call == nil
}

// QuotaOf is the category of an operation's request rate and how many requests a
// second it allows by default, such as "UserRead, 120"; empty where AWS tells none.
func QuotaOf(op string) string { return operationOf(op).quota }
