package localpool

import (
	"fmt"
	"testing"
	"time"
)

const localPool = "us-east-1_LocalPool"

func TestAdminCreateUser(t *testing.T) {
	c := Demo()
	c.Pools[0].FirstFactors = nil // else a user made without a password has none
	x := testerWith(t, c)
	create := func(name string, more object) object {
		body := object{"UserPoolId": localPool, "Username": name}
		for k, v := range more {
			body[k] = v
		}
		return body
	}
	a := x.ok("AdminCreateUser", create("ida", object{"DesiredDeliveryMediums": []string{"EMAIL"},
		"UserAttributes": attributes("email", "ida@example.com", "email_verified", "true")}))
	if a.str("User", "UserStatus") != "FORCE_CHANGE_PASSWORD" || a.in("User", "Attributes") == nil || a.in("User", "Enabled") != true {
		t.Errorf("answer %v", a.body)
	}
	first := x.s.Messages("ida@example.com")[0]
	if first.Kind != "invitation" || !first.Valid || first.Username != "ida" {
		t.Errorf("message %+v", first)
	}
	if a := x.ok("InitiateAuth", x.login("demo-app", "ida", first.Code)); a.str("ChallengeName") != "NEW_PASSWORD_REQUIRED" {
		t.Errorf("answer %v", a.body)
	}
	x.refused("AdminCreateUser", create("ida", nil), "UsernameExists", "User already exists")
	x.s.Advance(7 * 24 * time.Hour)
	x.refused("InitiateAuth", x.login("demo-app", "ida", first.Code), "NotAuthorized", "Temporary password has expired")
	x.ok("AdminCreateUser",
		create("ida", object{"MessageAction": "RESEND", "TemporaryPassword": "Tempor4ry!", "DesiredDeliveryMediums": []string{"EMAIL"}}))
	if sent := x.s.Messages("ida@example.com"); len(sent) != 2 || sent[0].Valid || sent[1].Code != "Tempor4ry!" {
		t.Errorf("messages %+v", sent)
	}
	x.ok("InitiateAuth", x.login("demo-app", "ida", "Tempor4ry!"))

	x.ok("AdminCreateUser",
		create("sue", object{"MessageAction": "SUPPRESS", "UserAttributes": attributes("phone_number", "+15550100000")}))
	if len(x.s.Messages("+15550100000")) != 0 {
		t.Error("a suppressed invitation was sent")
	}
	x.ok("AdminCreateUser", create("sam", object{"UserAttributes": attributes("phone_number", "+15550100001")}))
	if sent := x.s.Messages("+15550100001"); len(sent) != 1 || sent[0].Medium != "SMS" {
		t.Errorf("the default medium: %+v", sent)
	}
	x.refused("AdminCreateUser", create("ann@example.com", object{"MessageAction": "RESEND"}), "UnsupportedUserState",
		"Resend not possible. ann@example.com status is not FORCE_CHANGE_PASSWORD")
	x.refused("AdminCreateUser", create("who", object{"MessageAction": "RESEND"}), "UserNotFound", "User does not exist.")
	x.refused("AdminCreateUser", create("weak", object{"TemporaryPassword": "weak"}), "InvalidPassword",
		"Password does not conform to policy: ")
	x.refused("AdminCreateUser", create("sub", object{"UserAttributes": attributes("sub", "1")}), "InvalidParameter", "")
}

// TestAdminCreateUserWithoutPassword: where users may sign in with codes, one
// made without a temporary password is confirmed at once.
func TestAdminCreateUserWithoutPassword(t *testing.T) {
	x := newTester(t)
	body := object{"UserPoolId": localPool, "Username": "ida", "UserAttributes": attributes("email", "ida@example.com")}
	if a := x.ok("AdminCreateUser", body); a.str("User", "UserStatus") != "CONFIRMED" {
		t.Errorf("answer %v", a.body)
	}
	x.refused("InitiateAuth", x.login("demo-app", "ida", DemoPassword), "NotAuthorized", "Incorrect")
	// Without an address there is no way in, but with a password.
	x.refused("AdminCreateUser", object{"UserPoolId": localPool, "Username": "ian"}, "InvalidParameter", "A user without a password needs")
	x.ok("AdminCreateUser", object{"UserPoolId": localPool, "Username": "ian", "TemporaryPassword": DemoPassword})
}

func TestAdminCreateUserInOtherPools(t *testing.T) {
	x := newTester(t)
	verified := attributes("email", "shared@example.com", "email_verified", "true")
	body := object{"UserPoolId": "us-east-1_AliasPool", "Username": "third", "UserAttributes": verified}
	x.refused("AdminCreateUser", body, "AliasExists", "An account with the email already exists.")
	body["ForceAliasCreation"] = true
	x.ok("AdminCreateUser", body)
	// A required attribute may be left out; it is asked for with the new password.
	x.ok("AdminCreateUser", object{"UserPoolId": "us-east-1_EmailPool", "Username": "adm@example.com", "TemporaryPassword": DemoPassword})
	a := x.signIn("email-app", "adm@example.com")
	if got := a.str("ChallengeParameters", "requiredAttributes"); got != `["userAttributes.name"]` {
		t.Errorf("required %s", got)
	}
	respond := object{"ClientId": x.client("email-app").ClientID, "ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": a.str("Session"),
		"ChallengeResponses": map[string]string{"USERNAME": a.str("ChallengeParameters", "USER_ID_FOR_SRP"), "NEW_PASSWORD": "Another1!"}}
	x.refused("RespondToAuthChallenge", respond, "InvalidParameter",
		"Attributes did not conform to the schema: name: The attribute is required")
	given := respond["ChallengeResponses"].(map[string]string)
	given["userAttributes.name"], given["userAttributes.email"] = "Ada", "other@example.com"
	x.refused("RespondToAuthChallenge", respond, "NotAuthorized", "Cannot modify an already provided email")
	delete(given, "userAttributes.email")
	x.ok("RespondToAuthChallenge", respond)
}

func TestAdminSetUserPassword(t *testing.T) {
	x := newTester(t)
	set := func(user, password string, permanent bool) object {
		return object{"UserPoolId": localPool, "Username": user, "Password": password, "Permanent": permanent}
	}
	x.ok("AdminSetUserPassword", set("rita@example.com", "Another1!", true))
	x.ok("InitiateAuth", x.login("demo-app", "rita@example.com", "Another1!"))
	x.ok("AdminSetUserPassword", set("ted@example.com", "Another1!", false))
	if a := x.ok("InitiateAuth", x.login("demo-app", "ted@example.com", "Another1!")); a.str("ChallengeName") != "NEW_PASSWORD_REQUIRED" {
		t.Errorf("answer %v", a.body)
	}
	x.refused("AdminSetUserPassword", set("ann@example.com", "weak", true), "InvalidPassword", "")
	x.refused("AdminSetUserPassword", set("who", "Another1!", true), "UserNotFound", "User does not exist.")
}

func TestAdminConfirmSignUp(t *testing.T) {
	x := newTester(t)
	una := object{"UserPoolId": localPool, "Username": "una@example.com"}
	x.ok("AdminConfirmSignUp", una)
	x.signIn("demo-app", "una@example.com")
	x.refused("AdminConfirmSignUp", una, "NotAuthorized", "User cannot be confirmed. Current status is CONFIRMED")
	// Confirming so verifies nothing: there is nowhere to send a reset code.
	x.refused("ForgotPassword", x.as("demo-public", "una@example.com", nil), "InvalidParameter", "Cannot reset password")
}

// TestAdminGetUser finds a user by name, by alias and by sub.
func TestAdminGetUser(t *testing.T) {
	x := newTester(t)
	by := func(pool, name string) answered {
		return x.ok("AdminGetUser", object{"UserPoolId": pool, "Username": name})
	}
	a := by(localPool, "dan@example.com")
	if a.str("UserStatus") != "CONFIRMED" || a.in("Enabled") != false || a.in("UserCreateDate").(float64) < 1e9 ||
		a.in("UserAttributes") == nil {
		t.Errorf("answer %v", a.body)
	}
	eve := by("us-east-1_EmailPool", "eve@example.com").str("Username")
	if len(eve) != 36 || by("us-east-1_EmailPool", eve).str("Username") != eve {
		t.Errorf("user name %s", eve)
	}
	if by("us-east-1_AliasPool", "shared@example.com").str("Username") != "olga" {
		t.Error("an alias found another user")
	}
	x.refused("AdminGetUser", object{"UserPoolId": localPool, "Username": "who"}, "UserNotFound", "User does not exist.")
}

func TestListsArePaged(t *testing.T) {
	x := newTester(t)
	var ids []string
	body := object{"MaxResults": 2}
	for range 4 {
		a := x.ok("ListUserPools", body)
		for _, p := range a.in("UserPools").([]any) {
			ids = append(ids, p.(map[string]any)["Id"].(string))
		}
		body["NextToken"] = a.str("NextToken")
	}
	if len(ids) != 7 || body["NextToken"] != "" {
		t.Errorf("pools %v", ids)
	}
	x.refused("ListUserPools", object{"MaxResults": 2, "NextToken": "x"}, "InvalidParameter", "")
	a := x.ok("ListUserPoolClients", object{"UserPoolId": localPool})
	if list := a.in("UserPoolClients").([]any); len(list) != 3 || list[0].(map[string]any)["ClientName"] != "demo-app" {
		t.Errorf("clients %v", list)
	}
}

func TestDescriptions(t *testing.T) {
	c := Demo()
	c.Pools[0].Clients[1].AuthSession = 15 * time.Minute
	x := testerWith(t, c)
	a := x.ok("DescribeUserPool", object{"UserPoolId": localPool})
	if a.in("UserPool", "Policies", "PasswordPolicy", "RequireSymbols") != true ||
		a.in("UserPool", "EstimatedNumberOfUsers") != float64(len(c.Pools[0].Users)) {
		t.Errorf("pool %v", a.body)
	}
	app := x.client("demo-app")
	a = x.ok("DescribeUserPoolClient", object{"UserPoolId": localPool, "ClientId": app.ClientID})
	if a.str("UserPoolClient", "ClientSecret") != app.Secret || a.str("UserPoolClient", "PreventUserExistenceErrors") != "ENABLED" ||
		a.in("UserPoolClient", "AuthSessionValidity") != 3.0 || len(a.in("UserPoolClient", "ExplicitAuthFlows").([]any)) != 6 {
		t.Errorf("client %v", a.body)
	}
	public := x.client("demo-public")
	a = x.ok("DescribeUserPoolClient", object{"UserPoolId": localPool, "ClientId": public.ClientID})
	if a.in("UserPoolClient", "ClientSecret") != nil || a.str("UserPoolClient", "PreventUserExistenceErrors") != "LEGACY" ||
		a.in("UserPoolClient", "AuthSessionValidity") != 15.0 {
		t.Errorf("client %v", a.body)
	}
}

// TestAccountSettingsAreDescribed reads what the descriptions say of rotation,
// attributes and the password's history.
func TestAccountSettingsAreDescribed(t *testing.T) {
	x := newTester(t)
	pool := x.ok("DescribeUserPool", object{"UserPoolId": accountPool})
	if fmt.Sprint(pool.in("UserPool", "UserAttributeUpdateSettings")) !=
		"map[AttributesRequireVerificationBeforeUpdate:[email phone_number]]" ||
		pool.in("UserPool", "Policies", "PasswordPolicy", "PasswordHistorySize") != 3.0 ||
		len(pool.in("UserPool", "AccountRecoverySetting", "RecoveryMechanisms").([]any)) != 2 {
		t.Errorf("pool %v", pool.body)
	}
	for _, e := range pool.in("UserPool", "SchemaAttributes").([]any) {
		if m := e.(map[string]any); (m["Mutable"] == false) != (m["Name"] == "sub" || m["Name"] == "custom:employee") {
			t.Errorf("schema %v", m)
		}
	}
	for name, want := range map[string]string{"rotation-app": "map[Feature:ENABLED RetryGracePeriodSeconds:10]", "limited-app": "<nil>"} {
		app := x.client(name)
		a := x.ok("DescribeUserPoolClient", object{"UserPoolId": accountPool, "ClientId": app.ClientID})
		if got := fmt.Sprint(a.in("UserPoolClient", "RefreshTokenRotation")); got != want {
			t.Errorf("%s: rotation %s", name, got)
		}
		if write, _ := a.in("UserPoolClient", "WriteAttributes").([]any); (len(write) == 4) != (name == "limited-app") {
			t.Errorf("%s: writes %v", name, write)
		}
	}
}

// TestSignInSettingsAreDescribed reads what DescribeUserPool says of MFA, first
// factors, devices and triggers.
func TestSignInSettingsAreDescribed(t *testing.T) {
	x := newTester(t)
	tests := []struct {
		pool, mfa, devices string
		first, triggers    int
	}{
		{"LocalPool", "OPTIONAL", "", 4, 3},
		{"AliasPool", "OFF", "", 1, 0},
		{"MfaPool", "ON", "map[ChallengeRequiredOnNewDevice:true DeviceOnlyRememberedOnUserPrompt:false]", 1, 0},
		{"DevicePool", "OPTIONAL", "map[ChallengeRequiredOnNewDevice:true DeviceOnlyRememberedOnUserPrompt:true]", 1, 0},
	}
	for _, tt := range tests {
		a := x.ok("DescribeUserPool", object{"UserPoolId": "us-east-1_" + tt.pool})
		devices := ""
		if d := a.in("UserPool", "DeviceConfiguration"); d != nil {
			devices = fmt.Sprint(d)
		}
		first := a.in("UserPool", "Policies", "SignInPolicy", "AllowedFirstAuthFactors").([]any)
		triggers := a.in("UserPool", "LambdaConfig").(map[string]any)
		if a.str("UserPool", "MfaConfiguration") != tt.mfa || devices != tt.devices || len(first) != tt.first ||
			len(triggers) != tt.triggers {
			t.Errorf("%s: %s, devices %s, first factors %v, triggers %v", tt.pool, a.str("UserPool", "MfaConfiguration"), devices, first,
				triggers)
		}
	}
}
