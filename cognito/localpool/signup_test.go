package localpool

import (
	"strings"
	"testing"
	"time"
)

func TestPasswordPolicy(t *testing.T) {
	tests := []struct{ rule, password, reason string }{
		{"kept", "Passw0rd!", ""},
		{"too short", "Pa0!", "Password not long enough"},
		{"no capital", "passw0rd!", "Password must have uppercase characters"},
		{"no small letter", "PASSW0RD!", "Password must have lowercase characters"},
		{"no digit", "Password!", "Password must have numeric characters"},
		{"no symbol", "Passw0rdd", "Password must have symbol characters"},
		{"letters outside Basic Latin don't count", "Ärßïöüñç1!", "Password must have uppercase characters"},
		{"only the first failing rule is told", "a", "Password not long enough"},
		{"every symbol counts", "Passw0rd+", ""},
	}
	for _, tt := range tests {
		x := newTester(t)
		code, prefix := "InvalidPassword", "Password did not conform with policy: "+tt.reason
		if tt.reason == "" {
			code = ""
		}
		x.refused("SignUp", x.as("demo-public", "p@example.com", object{"Password": tt.password}), code, prefix)
		err := demoPolicy().check(tt.password, policyLater)
		if (err == nil) != (tt.reason == "") || err != nil && !strings.HasSuffix(err.Error(), policyLater+tt.reason) {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
	spaces := Policy{Symbol: true}
	if spaces.check("a b", "") != nil || spaces.check(" ab", "") == nil || spaces.check("ab ", "") == nil {
		t.Error("a space counts as a symbol inside, and only there")
	}
	for _, c := range symbols {
		if spaces.check(string(c), "") != nil {
			t.Errorf("%q should be a symbol", c)
		}
	}
	for range 50 {
		if err := demoPolicy().check(demoPolicy().generate(nil), ""); err != nil {
			t.Error(err)
		}
	}
}

// TestSignUpCodes checks the delivery, that a new code replaces the old, and
// the difference between a wrong code and an expired one.
func TestSignUpCodes(t *testing.T) {
	x := newTester(t)
	a := x.signUp("demo-app", "zoe@example.com")
	if a.in("UserConfirmed") != false || len(a.str("UserSub")) != 36 || a.str("CodeDeliveryDetails", "Destination") != "z***@e***" {
		t.Errorf("answer %v", a.body)
	}
	first := x.code("zoe@example.com")
	x.ok("ResendConfirmationCode", x.as("demo-app", "zoe@example.com", nil))
	second := x.code("zoe@example.com")
	confirm := func(code string) object {
		return x.as("demo-app", "zoe@example.com", object{"ConfirmationCode": code})
	}
	if first != second {
		x.refused("ConfirmSignUp", confirm(first), "CodeMismatch", "Invalid verification code provided, please try again.")
	}
	x.s.Advance(24 * time.Hour)
	x.refused("ConfirmSignUp", confirm(second), "ExpiredCode", "Invalid code provided, please request a code again.")
	x.ok("ResendConfirmationCode", x.as("demo-app", "zoe@example.com", nil))
	x.ok("ConfirmSignUp", confirm(x.code("zoe@example.com")))
	x.refused("ConfirmSignUp", confirm(x.code("zoe@example.com")), "NotAuthorized", "User cannot be confirmed. Current status is CONFIRMED")
	user := x.ok("GetUser", object{"AccessToken": x.signIn("demo-app", "zoe@example.com").str("AuthenticationResult", "AccessToken")})
	if !strings.Contains(toJSON(user.body), `{"Name":"email_verified","Value":"true"}`) {
		t.Errorf("confirming did not verify the email: %v", user.body)
	}
}

func TestPhoneWinsOverEmail(t *testing.T) {
	x := newTester(t)
	a := x.ok("SignUp", x.as("demo-app", "both", object{"Password": DemoPassword,
		"UserAttributes": attributes("email", "b@example.com", "phone_number", "+15550107777")}))
	if a.str("CodeDeliveryDetails", "DeliveryMedium") != "SMS" || a.str("CodeDeliveryDetails", "Destination") != "+*******7777" {
		t.Errorf("delivery %v", a.in("CodeDeliveryDetails"))
	}
	a = x.ok("SignUp", x.as("demo-app", "neither", object{"Password": DemoPassword}))
	if a.in("CodeDeliveryDetails") != nil {
		t.Error("a delivery without an address")
	}
	x.refused("ResendConfirmationCode", x.as("demo-app", "neither", nil), "NotAuthorized",
		"Cannot resend codes. Auto verification not turned on.")
}

// TestAttributes is the table of what an attribute may not be.
func TestAttributes(t *testing.T) {
	c := Demo()
	c.Pools[0].Clients[1].Write = []string{"email"}
	c.Pools[0].Schema = []SchemaAttribute{
		{Name: "family_name", Required: true},
		{Name: "gender", Required: true},
		{Name: "custom:age", Type: "Number"},
	}
	tests := []struct {
		rule, client string
		given        []object
		code, text   string
	}{
		{"required ones missing are joined", "demo-app", nil, "InvalidParameter",
			"Attributes did not conform to the schema: family_name: The attribute is required\n gender: The attribute is required"},
		{"an unknown one", "demo-app", attributes("custom:x", "1", "family_name", "a", "gender", "b"), "InvalidParameter",
			"Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined"},
		{"a number", "demo-app", attributes("custom:age", "old", "family_name", "a", "gender", "b"), "InvalidParameter",
			"Attributes did not conform to the schema: custom:age"},
		{"an email without @", "demo-app", attributes("email", "ann.example.com"), "InvalidParameter", "Invalid email address format."},
		{"a phone with letters", "demo-app", attributes("phone_number", "+1 555 CALL"), "InvalidParameter", "Invalid phone number format."},
		{"a phone without plus", "demo-app", attributes("phone_number", "15550101234"), "InvalidParameter", "Invalid phone number format."},
		{"one that the client may not write", "demo-public", attributes("name", "A"), "NotAuthorized",
			"A client attempted to write unauthorized attribute"},
		{"a verified flag", "demo-app", attributes("email_verified", "true"), "NotAuthorized",
			"A client attempted to write unauthorized attribute"},
		{"the sub", "demo-app", attributes("sub", "1"), "NotAuthorized", "A client attempted to write unauthorized attribute"},
	}
	x := testerWith(t, c)
	for _, tt := range tests {
		x.refused("SignUp", x.as(tt.client, "someone", object{"Password": DemoPassword, "UserAttributes": tt.given}), tt.code, tt.text)
	}
	x.ok("SignUp", x.as("demo-app", "someone", object{"Password": DemoPassword,
		"UserAttributes": attributes("custom:age", "42", "family_name", "a", "gender", "b")}))
}

// TestUserNameForms is the table of names in pools with aliases and in pools
// where the address is the name.
func TestUserNameForms(t *testing.T) {
	x := newTester(t)
	tests := []struct{ rule, client, name, code, text string }{
		{"an email in an alias pool", "alias-app", "a@example.com", "InvalidParameter",
			"Username cannot be of email format, since user pool is configured for email alias."},
		{"a phone in an alias pool", "alias-app", "+15550101234", "InvalidParameter", "Username cannot be of phone"},
		{"a taken name", "alias-app", "OLGA", "UsernameExists", "User already exists"},
		{"a plain name in an email pool", "email-app", "bob", "InvalidParameter", "Username should be either an email or a phone number."},
		{"a phone in an email pool", "email-app", "+15550101234", "InvalidParameter",
			"Username should be either an email or a phone number."},
		{"a taken email", "email-app", "Eve@example.com", "UsernameExists", "An account with the given email already exists."},
		{"an email in a pool without either", "demo-public", "bob@example.com", "", ""},
	}
	for _, tt := range tests {
		x.refused("SignUp", x.as(tt.client, tt.name, object{"Password": DemoPassword, "UserAttributes": attributes("name", "N")}), tt.code,
			tt.text)
	}
	x.refused("SignUp", x.as("email-app", "new@example.com", object{"Password": DemoPassword}),
		"InvalidParameter", "Attributes did not conform to the schema: name: The attribute is required")
}

func TestEmailPoolNamesUsersByTheirSub(t *testing.T) {
	x := newTester(t)
	x.ok("SignUp", x.as("email-app", "new@example.com", object{"Password": DemoPassword, "UserAttributes": attributes("name", "N")}))
	// Sign-in by address works before anything is verified: it gets as far as UNCONFIRMED.
	x.refused("InitiateAuth", x.login("email-app", "new@example.com", DemoPassword), "UserNotConfirmed", "")
	x.ok("ConfirmSignUp", x.as("email-app", "new@example.com", object{"ConfirmationCode": x.code("new@example.com")}))
	access := x.signIn("email-app", "new@example.com").str("AuthenticationResult", "AccessToken")
	c, _ := payloadOf(access)
	if c.str("username") != c.str("sub") {
		t.Errorf("username %s, sub %s", c.str("username"), c.str("sub"))
	}
}

// TestAliases: an alias works once verified; the second user with the address
// is refused at confirmation, unless the alias is taken over.
func TestAliases(t *testing.T) {
	x := newTester(t)
	x.signIn("alias-app", "shared@example.com")
	x.ok("ResendConfirmationCode", x.as("alias-app", "otto", nil))
	confirm := x.as("alias-app", "otto", object{"ConfirmationCode": x.code("shared@example.com")})
	x.refused("ConfirmSignUp", confirm, "AliasExists", "An account with the email already exists.")
	confirm["ForceAliasCreation"] = true
	x.ok("ConfirmSignUp", confirm)
	c, _ := payloadOf(x.signIn("alias-app", "shared@example.com").str("AuthenticationResult", "AccessToken"))
	if c.str("username") != "otto" {
		t.Errorf("the alias signs in %s", c.str("username"))
	}
	olga := x.ok("AdminGetUser", object{"UserPoolId": "us-east-1_AliasPool", "Username": "olga"})
	if !strings.Contains(toJSON(olga.body), `{"Name":"email_verified","Value":"false"}`) {
		t.Errorf("the former owner: %v", olga.body)
	}
	x.refused("ForgotPassword", x.as("alias-app", "olga", nil), "InvalidParameter", "Cannot reset password")
}

func TestSignUpClosed(t *testing.T) {
	c := Demo()
	c.Pools[0].AdminCreateOnly = true
	x := testerWith(t, c)
	x.refused("SignUp", x.as("demo-app", "a", object{"Password": DemoPassword}), "NotAuthorized",
		"SignUp is not permitted for this user pool")
}
