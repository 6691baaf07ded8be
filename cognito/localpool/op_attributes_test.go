package localpool

import (
	"testing"
	"time"
)

const accountPool = "us-east-1_AccountPool"

// values are the attributes that GetUser shows.
func (x tester) values(access string) map[string]string {
	x.Helper()
	values := map[string]string{}
	for _, a := range x.ok("GetUser", object{"AccessToken": access}).in("UserAttributes").([]any) {
		m := a.(map[string]any)
		values[m["Name"].(string)] = m["Value"].(string)
	}
	return values
}

// update sends UpdateUserAttributes and tells where its codes went.
func (x tester) update(access string, pairs ...string) (sent []string) {
	x.Helper()
	a := x.ok("UpdateUserAttributes", object{"AccessToken": access, "UserAttributes": attributes(pairs...)})
	for _, d := range a.in("CodeDeliveryDetailsList").([]any) {
		sent = append(sent, d.(map[string]any)["Destination"].(string))
	}
	return sent
}

func verifying(access, attribute, code string) object {
	return object{"AccessToken": access, "AttributeName": attribute, "Code": code}
}

// TestWritableAttributes is the table of what a user may not write or delete.
func TestWritableAttributes(t *testing.T) {
	const unwritable = "A client attempted to write unauthorized attribute"
	tests := []struct {
		client, user, name, value string // a value of "" deletes
		code, text                string
	}{
		{"account-app", "ray", "nickname", "R", "", ""},
		{"limited-app", "ray", "nickname", "R", "", ""},
		{"limited-app", "ray", "custom:team", "red", "NotAuthorized", unwritable},
		{"limited-app", "ray", "custom:team", "", "NotAuthorized", unwritable},
		{"limited-app", "ray", "email", "r@example.com", "NotAuthorized", unwritable},
		{"account-app", "ray", "custom:team", "", "", ""},
		{"account-app", "ray", "email_verified", "true", "NotAuthorized", unwritable},
		{"account-app", "ray", "phone_number_verified", "", "NotAuthorized", unwritable},
		{"account-app", "ray", "sub", "x", "NotAuthorized", unwritable},
		{"account-app", "ray", "custom:employee", "7", "InvalidParameter", "user.custom:employee: Attribute cannot be updated."},
		{"account-app", "ray", "custom:employee", "", "InvalidParameter", "user.custom:employee: Attribute cannot be updated."},
		{"account-app", "ray", "custom:none", "7", "InvalidParameter",
			"Attributes did not conform to the schema: Type for attribute {custom:none} could not be determined"},
		{"account-app", "ray", "custom:none", "", "InvalidParameter",
			"Attributes did not conform to the schema: Type for attribute {custom:none} could not be determined"},
		{"account-app", "ray", "email", "no address", "InvalidParameter", "Invalid email address format."},
		{"account-app", "ray", "phone_number", "555", "InvalidParameter", "Invalid phone number format."},
		{"email-app", "eve@example.com", "name", "", "InvalidParameter",
			"Attributes did not conform to the schema: name: The attribute is required"},
		{"email-app", "eve@example.com", "email", "", "InvalidParameter", "email can not be deleted"},
	}
	for _, tt := range tests {
		x := newTester(t)
		access := x.signedIn(tt.client, tt.user).access()
		before := x.values(access)
		given := object{"AccessToken": access, "UserAttributes": attributes("zoneinfo", "Europe/Rome", tt.name, tt.value)}
		x.refused("UpdateUserAttributes", given, tt.code, tt.text)
		after := x.values(access)
		if done := after["zoneinfo"] != ""; done != (tt.code == "") || done && after[tt.name] != tt.value {
			t.Errorf("%s %s=%q: before %v, after %v", tt.client, tt.name, tt.value, before, after)
		}
		if tt.value == "" {
			x = newTester(t)
			access = x.signedIn(tt.client, tt.user).access()
			x.refused("DeleteUserAttributes", object{"AccessToken": access, "UserAttributeNames": []string{tt.name}}, tt.code, tt.text)
			if _, there := x.values(access)[tt.name]; there == (tt.code == "") && before[tt.name] != "" {
				t.Errorf("%s without %s: %v", tt.client, tt.name, x.values(access))
			}
		}
	}
}

// TestPendingEmail: where the pool verifies first, the old address stays in use
// until the code of the new one comes, and the code lives 24 hours and works once.
func TestPendingEmail(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("account-app", "ray").access()
	if sent := x.update(access, "email", "new@example.com", "phone_number", "+15550109999"); len(sent) != 2 || sent[0] != "n***@e***" ||
		sent[1] != "+*******9999" {
		t.Errorf("sent to %v", sent)
	}
	if v := x.values(access); v["email"] != "ray@example.com" || v["email_verified"] != "true" || v["phone_number"] != "" {
		t.Errorf("before the code: %v", v)
	}
	x.signIn("account-app", "ray@example.com")
	x.refused("InitiateAuth", x.login("account-app", "new@example.com", DemoPassword), "UserNotFound", "User does not exist.")
	first := x.s.Messages("new@example.com")[0]
	if phone := x.s.Messages("+15550109999")[0]; first.Kind != "email verification code" || !first.Valid ||
		phone.Kind != "phone verification code" || phone.Medium != "SMS" {
		t.Errorf("messages %+v %+v", first, phone)
	}
	x.refused("VerifyUserAttribute", verifying(access, "email", wrongCode(first.Code)), "CodeMismatch",
		"Invalid verification code provided, please try again.")
	x.refused("VerifyUserAttribute", verifying(access, "phone_number", first.Code), "CodeMismatch", "")
	x.ok("GetUserAttributeVerificationCode", object{"AccessToken": access, "AttributeName": "email"})
	if x.s.Messages("new@example.com")[0].Valid {
		t.Error("an older code is still shown as valid")
	}
	code := x.code("new@example.com")
	if code != first.Code {
		x.refused("VerifyUserAttribute", verifying(access, "email", first.Code), "CodeMismatch", "")
	}
	x.ok("VerifyUserAttribute", verifying(access, "email", code))
	if v := x.values(access); v["email"] != "new@example.com" || v["email_verified"] != "true" {
		t.Errorf("after the code: %v", v)
	}
	x.refused("VerifyUserAttribute", verifying(access, "email", code), "ExpiredCode", "Invalid code provided, please request a code again.")
	x.signIn("account-app", "new@example.com")
	x.refused("InitiateAuth", x.login("account-app", "ray@example.com", DemoPassword), "UserNotFound", "")
	x.s.Advance(24 * time.Hour)
	access = x.signedIn("account-app", "ray").access()
	x.refused("VerifyUserAttribute", verifying(access, "phone_number", x.code("+15550109999")), "ExpiredCode", "")
}

// TestPendingEmailIsGivenUp by writing the old one again, and replaced by another.
func TestPendingEmailIsGivenUp(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("account-app", "ray").access()
	x.update(access, "email", "one@example.com")
	x.update(access, "email", "two@example.com")
	x.refused("VerifyUserAttribute", verifying(access, "email", wrongCode(x.code("two@example.com"))), "CodeMismatch", "")
	if sent := x.update(access, "email", "ray@example.com"); len(sent) != 0 {
		t.Errorf("sent to %v", sent)
	}
	x.refused("VerifyUserAttribute", verifying(access, "email", x.code("two@example.com")), "ExpiredCode", "")
	if x.s.Messages("two@example.com")[0].Valid {
		t.Error("the code is still shown as valid")
	}
}

// TestTakenWhenVerified: the alias of another user is refused when it is verified.
func TestTakenWhenVerified(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("account-app", "perry").access()
	x.ok("GetUserAttributeVerificationCode", object{"AccessToken": access, "AttributeName": "email"})
	given := verifying(access, "email", x.code("ray@example.com"))
	x.refused("VerifyUserAttribute", given, "AliasExists", "An account with the email already exists.")
	ray := x.signedIn("account-app", "ray").access()
	x.ok("DeleteUser", object{"AccessToken": ray})
	x.ok("VerifyUserAttribute", given)
	if x.signIn("account-app", "ray@example.com"); x.values(access)["email"] != "ray@example.com" {
		t.Errorf("values %v", x.values(access))
	}
}

// TestChangedEmailAtOnce: elsewhere the new address counts at once, unverified;
// as an alias only once it is verified.
func TestChangedEmailAtOnce(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("alias-app", "olga").access()
	if sent := x.update(access, "email", "olga@example.com"); len(sent) != 1 {
		t.Errorf("sent to %v", sent)
	}
	if v := x.values(access); v["email"] != "olga@example.com" || v["email_verified"] != "false" {
		t.Errorf("values %v", v)
	}
	for _, name := range []string{"shared@example.com", "olga@example.com"} {
		x.refused("InitiateAuth", x.login("alias-app", name, DemoPassword), "UserNotFound", "")
	}
	x.ok("VerifyUserAttribute", verifying(access, "email", x.code("olga@example.com")))
	x.signIn("alias-app", "olga@example.com")
	if sent := x.update(access, "phone_number", "+15550101111"); len(sent) != 0 { // the pool verifies emails only
		t.Errorf("sent to %v", sent)
	}
	x.ok("DeleteUserAttributes", object{"AccessToken": access, "UserAttributeNames": []string{"email"}})
	if v := x.values(access); v["email"] != "" || v["email_verified"] != "" {
		t.Errorf("values %v", v)
	}
	x.refused("InitiateAuth", x.login("alias-app", "olga@example.com", DemoPassword), "UserNotFound", "")
}

// TestChangedUserName: where the email is the user name, another's is refused at
// once and the new one signs in at once.
func TestChangedUserName(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("email-app", "eve@example.com").access()
	x.refused("UpdateUserAttributes", object{"AccessToken": access, "UserAttributes": attributes("email", "NED@example.com")},
		"AliasExists", "An account with the given email already exists.")
	x.update(access, "email", "eva@example.com")
	x.signIn("email-app", "eva@example.com")
	x.refused("InitiateAuth", x.login("email-app", "eve@example.com", DemoPassword), "UserNotFound", "")
}

// TestVerificationCodeRefusals is the table of what no code is sent for.
func TestVerificationCodeRefusals(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("account-app", "ray").access()
	for _, name := range []string{"name", "phone_number", "custom:team"} {
		x.refused("GetUserAttributeVerificationCode", object{"AccessToken": access, "AttributeName": name}, "InvalidParameter", "")
	}
	x.refused("VerifyUserAttribute", verifying(access, "name", "123456"), "InvalidParameter", "")
	x.refused("VerifyUserAttribute", verifying(access, "email", "123456"), "ExpiredCode", "")
	if n := len(x.s.Messages("")); n != 0 {
		t.Errorf("%d messages", n)
	}
}

// TestAttributeLimits: per user and hour five codes and fifteen tries.
func TestAttributeLimits(t *testing.T) {
	x := newTester(t)
	access := x.signedIn("account-app", "ray").access()
	ask := object{"AccessToken": access, "AttributeName": "email"}
	for range 5 {
		x.ok("GetUserAttributeVerificationCode", ask)
	}
	x.refused("GetUserAttributeVerificationCode", ask, "LimitExceeded", limitText)
	right := verifying(access, "email", x.code("ray@example.com"))
	for range 15 {
		x.refused("VerifyUserAttribute", verifying(access, "email", wrongCode(x.code("ray@example.com"))), "CodeMismatch", "")
	}
	x.refused("VerifyUserAttribute", right, "LimitExceeded", limitText)
	other := x.signedIn("account-app", "kay").access()
	x.ok("GetUserAttributeVerificationCode", object{"AccessToken": other, "AttributeName": "email"})
	x.s.Advance(time.Hour)
	access = x.signedIn("account-app", "ray").access()
	right["AccessToken"], ask["AccessToken"] = access, access
	x.ok("VerifyUserAttribute", right)
	x.ok("GetUserAttributeVerificationCode", ask)
}
