package localpool

import (
	"slices"
	"testing"

	"cognito-tui/cognito/srp"
)

// TestDeleteUser: the user is gone from everywhere, dialogues under way end, and
// the name and the address are free again.
func TestDeleteUser(t *testing.T) {
	x := newTester(t)
	w := x.walk("account-app", "ray").begin("USER_AUTH", map[string]string{"PREFERRED_CHALLENGE": "PASSWORD"}).at("PASSWORD")
	x.ok("ForgotPassword", x.as("account-app", "ray", nil))
	in := x.signIn("account-app", "ray")
	access := in.str("AuthenticationResult", "AccessToken")
	count := len(x.s.Users())
	x.ok("DeleteUser", object{"AccessToken": access})
	for _, op := range []string{"GetUser", "DeleteUser"} {
		x.refused(op, object{"AccessToken": access}, "NotAuthorized", "Invalid Access Token")
	}
	w.respond("PASSWORD", map[string]string{"PASSWORD": DemoPassword}).no("NotAuthorized", "Invalid session for the user.")
	x.walk("account-app", "ray").refresh(in.refreshToken(), nil).no("UserNotFound", "User does not exist.")
	x.refused("AdminGetUser", object{"UserPoolId": accountPool, "Username": "ray"}, "UserNotFound", "")
	if len(x.s.Users()) != count-1 || x.s.Messages("ray@example.com")[0].Valid {
		t.Errorf("users %v, messages %v", x.s.Users(), x.s.Messages(""))
	}
	if names := x.listed(accountPool, "", 0); slices.Contains(names, "ray") || len(names) != 3 {
		t.Errorf("listed %v", names)
	}
	x.ok("SignUp", x.as("account-app", "ray", object{"Password": DemoPassword, "UserAttributes": attributes("email", "ray@example.com")}))
	x.ok("ConfirmSignUp", x.as("account-app", "ray", object{"ConfirmationCode": x.code("ray@example.com")}))
	x.signIn("account-app", "ray@example.com")
}

// TestDeletedDuringProof: a user who goes while the proof is checked isn't let in.
func TestDeletedDuringProof(t *testing.T) {
	x := newTester(t)
	w := x.walk("account-app", "ray")
	c := newSRP(t)
	w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
	x.ok("DeleteUser", object{"AccessToken": x.signedIn("account-app", "ray").access()})
	w.answerSRP(c, DemoPassword).no("NotAuthorized", "Invalid session for the user.")
}

// credentials are the names of the user's passkeys, with their ids.
func (x tester) credentials(access string, more object) (names, ids []string, next string) {
	x.Helper()
	body := object{"AccessToken": access}
	for k, v := range more {
		body[k] = v
	}
	a := x.ok("ListWebAuthnCredentials", body)
	for _, v := range a.in("Credentials").([]any) {
		m := v.(map[string]any)
		if m["RelyingPartyId"] != "localhost" || m["CreatedAt"].(float64) == 0 || len(m["AuthenticatorTransports"].([]any)) == 0 {
			x.Errorf("credential %v", m)
		}
		names, ids = append(names, m["FriendlyCredentialName"].(string)), append(ids, m["CredentialId"].(string))
	}
	return names, ids, a.str("NextToken")
}

func TestPasskeysAreListedAndDeleted(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("account-app", "kay").access()
	names, ids, next := x.credentials(access, object{"MaxResults": 2})
	if len(names) != 2 || next == "" {
		t.Errorf("first page %v, next %q", names, next)
	}
	last, lastIDs, end := x.credentials(access, object{"MaxResults": 2, "NextToken": next})
	if len(last) != 1 || last[0] != "blue security key" || end != "" {
		t.Errorf("last page %v, next %q", last, end)
	}
	gone := object{"AccessToken": access, "CredentialId": ids[0]}
	x.ok("DeleteWebAuthnCredential", gone)
	x.refused("DeleteWebAuthnCredential", gone, "ResourceNotFound", "")
	if names, _, _ := x.credentials(access, nil); !slices.Equal(names, []string{"Kay's phone", "blue security key"}) {
		t.Errorf("left %v", names)
	}
	factors := func() []any {
		return x.ok("GetUserAuthFactors", object{"AccessToken": access}).in("ConfiguredUserAuthFactors").([]any)
	}
	if !slices.Contains(factors(), any("WEB_AUTHN")) {
		t.Errorf("factors %v", factors())
	}
	for _, id := range append(ids[1:], lastIDs...) {
		x.ok("DeleteWebAuthnCredential", object{"AccessToken": access, "CredentialId": id})
	}
	if slices.Contains(factors(), any("WEB_AUTHN")) {
		t.Errorf("factors %v", factors())
	}
	other := x.signedIn("account-app", "ray").access()
	x.refused("DeleteWebAuthnCredential", object{"AccessToken": other, "CredentialId": ids[0]}, "ResourceNotFound", "")
	if names, _, _ := x.credentials(other, nil); len(names) != 0 {
		t.Errorf("passkeys %v", names)
	}
	x.refused("ListWebAuthnCredentials", object{"AccessToken": access, "MaxResults": 21}, "InvalidParameter",
		"1 validation error detected: Value '21' at 'maxResults'")
}

// TestPasskeyRegistration is always refused, by what the pool lacks.
func TestPasskeyRegistration(t *testing.T) {
	x := newTester(t)
	x.refused("StartWebAuthnRegistration", object{"AccessToken": x.signedIn("account-app", "kay").access()},
		"WebAuthnConfigurationMissing", "")
	x.refused("StartWebAuthnRegistration", object{"AccessToken": x.signedIn("alias-app", "olga").access()}, "WebAuthnNotEnabled", "")
	x.refused("StartWebAuthnRegistration", object{"AccessToken": "garbled"}, "NotAuthorized", "Invalid Access Token")
}

// seededDevice is what the pool itself knows of a device.
func (x tester) seededDevice(key string) srp.Identity {
	x.Helper()
	p := x.s.state.Load().pools["us-east-1_DevicePool"]
	d := p.find("dev@example.com").device(key)
	if d == nil {
		x.Fatalf("no device %s", key)
	}
	return srp.Identity{Group: d.groupKey, User: d.key}
}

// TestSeededDevices are listed and forgotten; nobody signs in with one.
func TestSeededDevices(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("device-app", "dev@example.com").access()
	list := x.ok("ListDevices", object{"AccessToken": access}).in("Devices").([]any)
	if len(list) != 3 {
		t.Fatalf("devices %v", list)
	}
	key := list[0].(map[string]any)["DeviceKey"].(string)
	again := newTester(t)
	same := again.ok("ListDevices", object{"AccessToken": again.signedIn("device-app", "dev@example.com").access()}).in("Devices").([]any)
	if same[0].(map[string]any)["DeviceKey"] != key || !ruleDeviceKey.exact.MatchString(key) {
		t.Errorf("device %v, then %v", key, same[0])
	}
	d := kept{x.seededDevice(key), "bm9uZQ=="}
	x.walk("device-app", "dev@example.com").passwordAnd(d).device(d).no("NotAuthorized", "Incorrect username or password.")
	x.ok("ForgetDevice", object{"AccessToken": access, "DeviceKey": key})
	x.refused("GetDevice", object{"AccessToken": access, "DeviceKey": key}, "ResourceNotFound", "")
}
