package localpool

import "slices"

// altering are the operations that leave something created or changed in a pool.
// Reading, signing in and out, and codes that are sent leave nothing that anybody
// would miss; ConfirmDevice is a part of signing in, which clients do by themselves.
var altering = []string{
	"SignUp", "ConfirmSignUp", "ConfirmForgotPassword",
	"AdminCreateUser", "AdminConfirmSignUp", "AdminSetUserPassword", "AdminResetUserPassword",
	"AdminEnableUser", "AdminDisableUser", "AdminDeleteUser", "DeleteUser", "ChangePassword",
	"AdminUpdateUserAttributes", "AdminDeleteUserAttributes",
	"UpdateUserAttributes", "DeleteUserAttributes", "VerifyUserAttribute",
	"VerifySoftwareToken", "SetUserMFAPreference", "AdminSetUserMFAPreference", "DeleteWebAuthnCredential",
	"UpdateDeviceStatus", "ForgetDevice", "AdminForgetDevice",
	"CreateGroup", "DeleteGroup", "AdminAddUserToGroup", "AdminRemoveUserFromGroup",
}

// alteringChallenges are those whose answer sets more than it proves.
var alteringChallenges = []string{"NEW_PASSWORD_REQUIRED", "MFA_SETUP"}

// alters tells whether a call that was granted leaves something created or changed.
func (c *call) alters() bool {
	return slices.Contains(altering, c.name) || slices.Contains(alteringChallenges, c.in.str("ChallengeName"))
}

// Altered tells whether somebody created or changed something in the pools since
// the start, or since the last Reset: what ends with the process. The clock, the
// faults and the knobs don't count.
func (s *Server) Altered() bool { return s.state.Load().altered.Load() }
