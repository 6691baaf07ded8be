package localpool

import (
	"errors"
	"io"
	"slices"
	"testing"
)

// passing are the operations that leave nothing that anybody would miss.
var passing = []string{
	"ResendConfirmationCode", "ForgotPassword", "GetUserAttributeVerificationCode", "AssociateSoftwareToken", "StartWebAuthnRegistration",
	"InitiateAuth", "RespondToAuthChallenge", "AdminInitiateAuth", "AdminRespondToAuthChallenge", "GetTokensFromRefreshToken",
	"ConfirmDevice",
	"GlobalSignOut", "AdminUserGlobalSignOut", "RevokeToken",
	"GetUser", "AdminGetUser", "ListUsers", "ListUsersInGroup", "ListGroups", "AdminListGroupsForUser", "AdminListUserAuthEvents",
	"GetUserAuthFactors", "ListDevices", "AdminListDevices", "GetDevice", "AdminGetDevice", "ListWebAuthnCredentials",
	"ListUserPools", "ListUserPoolClients", "DescribeUserPool", "DescribeUserPoolClient", "GetUserPoolMfaConfig",
}

// Every operation is one or the other.
func TestEveryOperationAltersOrPasses(t *testing.T) {
	for name := range operations {
		if slices.Contains(altering, name) == slices.Contains(passing, name) {
			t.Errorf("%s must stand in one of altering and passing", name)
		}
	}
	if got := len(altering) + len(passing); got != len(operations) {
		t.Errorf("%d names for %d operations", got, len(operations))
	}
}

// What was created or changed alters the pools, until a Reset; reading, signing in
// and out, codes, refusals, the clock and the faults don't.
func TestAltered(t *testing.T) {
	x := newTester(t)
	pool := x.client("demo-app").PoolID
	ann := object{"UserPoolId": pool, "Username": "ann@example.com"}
	leaves := func(what string, altered bool, do func()) {
		t.Helper()
		x.s.Reset()
		do()
		if got := x.s.Altered(); got != altered {
			t.Errorf("%s: altered is %v", what, got)
		}
	}
	leaves("nothing", false, func() {})
	leaves("signing in, reading and signing out", false, func() {
		token := x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "AccessToken")
		x.ok("GetUser", object{"AccessToken": token})
		x.ok("AdminGetUser", ann)
		x.ok("GlobalSignOut", object{"AccessToken": token})
	})
	leaves("a code", false, func() { x.ok("ForgotPassword", x.as("demo-app", "ann@example.com", nil)) })
	leaves("a refusal", false, func() {
		x.refused("ConfirmSignUp", x.as("demo-app", "una@example.com", object{"ConfirmationCode": "000000"}), "ExpiredCode", "")
		x.refused("AdminDeleteUser", object{"UserPoolId": pool, "Username": "nobody"}, "UserNotFound", "")
	})
	leaves("the clock and the faults", false, func() {
		x.s.Advance(1)
		x.s.Fail("GetUser", 1, "InternalErrorException", "")
	})
	leaves("a sign-up", true, func() { x.signUp("demo-app", "new@example.com") })
	leaves("a sign-up whose message can't be sent", true, func() {
		const quota = "Exceeded daily email limit for the operation or the account."
		x.s.Fail("SignUp", 1, "LimitExceededException", quota)
		x.refused("SignUp", x.as("demo-app", "new@example.com", object{"Password": DemoPassword,
			"UserAttributes": attributes("email", "new@example.com")}), "LimitExceeded", quota)
	})
	leaves("a refused sign-up whose message couldn't have been sent", false, func() {
		x.s.Fail("SignUp", 1, "LimitExceededException", "Exceeded daily email limit for the operation or the account.")
		x.refused("SignUp", x.as("demo-app", "ann@example.com", object{"Password": DemoPassword,
			"UserAttributes": attributes("email", "ann@example.com")}), "UsernameExists", "")
	})
	leaves("an administrator's change", true, func() { x.ok("AdminDisableUser", ann) })
	leaves("an answer that was lost", true, func() {
		x.s.DropAnswer("AdminDisableUser", 1)
		if _, err := x.s.Transport().RoundTrip(x.request("AdminDisableUser", []byte(toJSON(ann)))); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("error %v", err)
		}
	})
	leaves("the new password of an invitation", true, func() {
		x.walk("demo-app", "fay@example.com").password(DemoPassword).
			respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another1!"})
	})
	leaves("a Reset", false, func() {
		x.ok("AdminDisableUser", ann)
		x.s.Reset()
	})
}
