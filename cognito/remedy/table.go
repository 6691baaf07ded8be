package remedy

// table is the list of remedies. What is confirmed by typing can't be undone by
// another key, or locks the person out.
var table = []Remedy{
	{Resend, "Resend the code", "a new sign-up code is sent", "ResendConfirmationCode", OneKey, nil},
	{Confirm, "Confirm sign-up", "the account is confirmed without a code", "AdminConfirmSignUp", OneKey, nil},
	{Invite, "Invite again", "a new temporary password is sent", "AdminCreateUser", OneKey, nil},
	{Reset, "Reset password", "the password stops working and a code is sent", "AdminResetUserPassword", OneKey, nil},
	{TemporaryPassword, "Set a temporary password", "you read it out; it must be changed at sign-in", "AdminSetUserPassword", OneKey,
		[]Input{Password}},
	{PermanentPassword, "Set a permanent password", "you read it out; no change is asked for", "AdminSetUserPassword", TypeName,
		[]Input{Password}},
	{VerifyEmail, "Verify the email", "the email counts as verified", "AdminUpdateUserAttributes", OneKey, nil},
	{VerifyPhone, "Verify the phone", "the phone number counts as verified", "AdminUpdateUserAttributes", OneKey, nil},
	{CorrectEmail, "Correct the email", "the email is replaced and counts as verified", "AdminUpdateUserAttributes", TypeName,
		[]Input{Address}},
	{CorrectPhone, "Correct the phone", "the phone number is replaced and counts as verified", "AdminUpdateUserAttributes", TypeName,
		[]Input{Address}},
	{Enable, "Enable", "the person may sign in again", "AdminEnableUser", OneKey, nil},
	{SignOut, "Sign out everywhere", "every session ends", "AdminUserGlobalSignOut", OneKey, nil},
	{FactorOff, "Turn the second factor off", "sign-in asks for it no more", "AdminSetUserMFAPreference", TypeName, []Input{Factor}},
	{PreferFactor, "Ask for another factor", "sign-in asks for this factor instead", "AdminSetUserMFAPreference", TypeName,
		[]Input{Factor}},
	{ForgetDevice, "Forget a device", "the device is remembered no more", "AdminForgetDevice", TypeName, []Input{Device}},
	{AddGroup, "Add to a group", "shows in tokens issued afterwards", "AdminAddUserToGroup", OneKey, []Input{Group}},
	{RemoveGroup, "Remove from a group", "tokens issued before keep it", "AdminRemoveUserFromGroup", TypeName, []Input{Group}},
	{Disable, "Disable", "sign-in is refused, sessions end", "AdminDisableUser", TypeName, nil},
	{Create, "Create the user", "an invitation with a temporary password is sent", "AdminCreateUser", OneKey,
		[]Input{Username, Email, Phone}},
	{Delete, "Delete the user", "for good", "AdminDeleteUser", TypeName, nil},
}
