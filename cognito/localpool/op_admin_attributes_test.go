package localpool

import (
	"strings"
	"testing"
)

// attributesOf are the attributes of a user by name.
func (x tester) attributesOf(pool, user string) map[string]string {
	x.Helper()
	_, values := x.show(pool, user)
	return values
}

func (x tester) adminUpdate(pool, user string, pairs ...string) answered {
	x.Helper()
	return x.call("AdminUpdateUserAttributes", of(pool, user, object{"UserAttributes": attributes(pairs...)}))
}

const emailPool = "us-east-1_EmailPool"

// TestAdminUpdateUserAttributes: what becomes of the attributes, and what is sent.
// want lists name=value pairs, between bars; a value of "-" is an attribute that isn't there.
func TestAdminUpdateUserAttributes(t *testing.T) {
	for _, tt := range []struct {
		name, pool, user string
		set              []string
		code, text       string
		want             string
		sent             string // the address that a code went to
	}{
		{"a name", localPool, "ann@example.com", []string{"name", "Annie"}, "", "", "name=Annie", ""},
		{"a blank value deletes", localPool, "ann@example.com", []string{"name", ""}, "", "", "name=-", ""},
		{"the last of two counts", localPool, "ann@example.com", []string{"name", "A", "name", "B"}, "", "", "name=B", ""},
		{"of two emails only the last gets a code", localPool, "ann@example.com",
			[]string{"email", "a1@example.com", "email", "a2@example.com"}, "", "",
			"email=a2@example.com|email_verified=false", "a2@example.com"},
		{"a new email is unverified and gets a code", localPool, "ann@example.com", []string{"email", "a2@example.com"}, "", "",
			"email=a2@example.com|email_verified=false", "a2@example.com"},
		{"a new email that is said not to be verified too", localPool, "ann@example.com",
			[]string{"email", "a2@example.com", "email_verified", "false"}, "", "",
			"email=a2@example.com|email_verified=false", "a2@example.com"},
		{"a new email with its flag", localPool, "ann@example.com", []string{"email", "a2@example.com", "email_verified", "true"}, "", "",
			"email=a2@example.com|email_verified=true", ""},
		{"the flag first", localPool, "ann@example.com", []string{"email_verified", "true", "email", "a2@example.com"}, "", "",
			"email=a2@example.com|email_verified=true", ""},
		{"the flag alone", localPool, "nora@example.com", []string{"email_verified", "true"}, "", "", "email_verified=true", ""},
		{"the flag off", localPool, "ann@example.com", []string{"email_verified", "false"}, "", "",
			"email=ann@example.com|email_verified=false", ""},
		{"a new number", localPool, "ann@example.com", []string{"phone_number", "+15550109999"}, "", "",
			"phone_number=+15550109999|phone_number_verified=false", "+15550109999"},
		{"a blank email takes its flag along", localPool, "ann@example.com", []string{"email", "", "email_verified", "false"}, "", "",
			"email=-|email_verified=-", ""},
		{"no code where the pool doesn't verify it", aliasPool, "olga", []string{"phone_number", "+15550109999"}, "", "",
			"phone_number=+15550109999|phone_number_verified=false", ""},

		{"the flag of nothing", localPool, "ann@example.com", []string{"phone_number_verified", "true"}, "InvalidParameter",
			"Phone Number is required to verify", "phone_number_verified=-", ""},
		{"the flag of what is deleted", localPool, "ann@example.com", []string{"email", "", "email_verified", "true"}, "InvalidParameter",
			"Email is required to verify", "email=ann@example.com", ""},
		{"no address", localPool, "ann@example.com", []string{"name", "Annie", "email", "nowhere"}, "InvalidParameter",
			"Invalid email address format.", "name=Ann Archer", ""},
		{"no number", localPool, "ann@example.com", []string{"phone_number", "555"}, "InvalidParameter", "Invalid phone number format.",
			"phone_number=-", ""},
		{"no flag", localPool, "ann@example.com", []string{"email_verified", "yes"}, "InvalidParameter", "Attributes did not conform",
			"email_verified=true", ""},
		{"the sub", localPool, "ann@example.com", []string{"sub", "1"}, "InvalidParameter", "user.sub: Attribute cannot be updated.",
			"name=Ann Archer", ""},
		{"unknown", localPool, "ann@example.com", []string{"custom:none", "1"}, "InvalidParameter",
			"Attributes did not conform to the schema: Type for attribute {custom:none}", "custom:none=-", ""},
		{"what nothing may change", accountPool, "penny", []string{"custom:employee", "7"}, "InvalidParameter",
			"user.custom:employee: Attribute cannot be updated.", "custom:employee=1001", ""},
		{"what clients may not write", accountPool, "penny", []string{"custom:team", "red"}, "", "", "custom:team=red", ""},
		{"what the pool requires", emailPool, "eve@example.com", []string{"name", ""}, "InvalidParameter",
			"Attributes did not conform to the schema: name: The attribute is required", "name=Eve Evans", ""},
		{"what is the user name", emailPool, "eve@example.com", []string{"email", ""}, "InvalidParameter", "email can not be deleted",
			"email=eve@example.com", ""},
		{"another's user name", emailPool, "eve@example.com", []string{"email", "ned@example.com"}, "AliasExists",
			"An account with the given email already exists.", "email=eve@example.com", ""},
		{"another's alias, unverified", aliasPool, "otto", []string{"email", "shared@example.com", "email_verified", "false"}, "", "",
			"email_verified=false", ""},
		{"another's alias", aliasPool, "otto", []string{"email", "shared@example.com", "email_verified", "true"}, "AliasExists",
			"An account with the email already exists.", "email_verified=-", ""},
		{"another's alias by the flag alone", aliasPool, "otto", []string{"name", "Otto", "email_verified", "true"}, "AliasExists",
			"An account with the email already exists.", "name=-|email_verified=-", ""},

		{"a new email waits where the pool verifies first", accountPool, "ray", []string{"email", "r2@example.com"}, "", "",
			"email=ray@example.com|email_verified=true", "r2@example.com"},
		{"it waits with a flag that is off too", accountPool, "ray", []string{"email", "r2@example.com", "email_verified", "false"}, "",
			"", "email=ray@example.com|email_verified=true", "r2@example.com"},
		{"it doesn't with its flag", accountPool, "ray", []string{"email", "r2@example.com", "email_verified", "true"}, "", "",
			"email=r2@example.com|email_verified=true", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := newTester(t)
			a := x.adminUpdate(tt.pool, tt.user, tt.set...)
			switch {
			case tt.code != "":
				x.want(a, tt.code, tt.text)
			case a.code != "" || len(a.body) != 0:
				t.Fatalf("got %s %q %v", a.code, a.message, a.body)
			}
			got := x.attributesOf(tt.pool, tt.user)
			for pair := range strings.SplitSeq(tt.want, "|") {
				name, value, _ := strings.Cut(pair, "=")
				if has, there := got[name]; (value == "-") == there || there && has != value {
					t.Errorf("%s is %q, want %q", name, has, value)
				}
			}
			sent := x.s.Messages("")
			if tt.sent == "" && len(sent) != 0 || tt.sent != "" && (len(sent) != 1 || sent[0].To != tt.sent) {
				t.Errorf("sent %v", sent)
			}
		})
	}
}

// TestAdminChangesTheSignInName: the address that is a name to sign in with works
// at once where it is verified, and the old one works no more.
func TestAdminChangesTheSignInName(t *testing.T) {
	x := newTester(t)
	for _, tt := range []struct {
		client, pool, user, old string
		set                     []string
	}{
		{"email-app", emailPool, "eve@example.com", "eve@example.com", []string{"email", "e2@example.com"}},
		{"alias-app", aliasPool, "olga", "shared@example.com", []string{"email", "e3@example.com", "email_verified", "true"}},
	} {
		x.ok("InitiateAuth", x.login(tt.client, tt.old, DemoPassword))
		if a := x.adminUpdate(tt.pool, tt.user, tt.set...); a.code != "" {
			t.Fatalf("%s: %s", tt.pool, a.message)
		}
		x.ok("InitiateAuth", x.login(tt.client, tt.set[1], DemoPassword))
		x.refused("InitiateAuth", x.login(tt.client, tt.old, DemoPassword), "UserNotFound", "")
	}
	// The flag off ends the alias, on again brings it back.
	x.adminUpdate(aliasPool, "olga", "email_verified", "false")
	x.refused("InitiateAuth", x.login("alias-app", "e3@example.com", DemoPassword), "UserNotFound", "")
	x.adminUpdate(aliasPool, "olga", "email_verified", "true")
	x.ok("InitiateAuth", x.login("alias-app", "e3@example.com", DemoPassword))
	// So does deleting the address.
	x.ok("AdminDeleteUserAttributes", of(aliasPool, "olga", object{"UserAttributeNames": []string{"email"}}))
	x.refused("InitiateAuth", x.login("alias-app", "e3@example.com", DemoPassword), "UserNotFound", "")
}

// TestPreferredUsernameWaitsForConfirming where it is an alias.
func TestPreferredUsernameWaitsForConfirming(t *testing.T) {
	c := Demo()
	c.Pools[1].AliasAttributes = []string{"email", "preferred_username"}
	x := testerWith(t, c)
	x.want(x.adminUpdate(aliasPool, "otto", "preferred_username", "ot"), "InvalidParameter", "preferred_username can not be set before")
	x.ok("AdminConfirmSignUp", of(aliasPool, "otto", nil))
	if a := x.adminUpdate(aliasPool, "otto", "preferred_username", "ot"); a.code != "" {
		t.Fatalf("got %s", a.message)
	}
	x.ok("InitiateAuth", x.login("alias-app", "ot", DemoPassword))
	x.want(x.adminUpdate(aliasPool, "olga", "preferred_username", "ot"), "AliasExists",
		"An account with the preferred username already exists.")
}

// TestVerifyingEndsTheWait: an address that an administrator verifies waits for no
// code, and a value that waits goes on waiting.
func TestVerifyingEndsTheWait(t *testing.T) {
	x := newTester(t)
	token := func(client, user string) string {
		return x.signIn(client, user).str("AuthenticationResult", "AccessToken")
	}
	verify := func(access, code string) object {
		return object{"AccessToken": access, "AttributeName": "email", "Code": code}
	}
	x.adminUpdate(localPool, "ann@example.com", "email", "a2@example.com")
	code := x.code("a2@example.com")
	x.adminUpdate(localPool, "ann@example.com", "email_verified", "true")
	x.refused("VerifyUserAttribute", verify(token("demo-app", "ann@example.com"), code), "ExpiredCode", "")

	x.adminUpdate(accountPool, "ray", "email", "r2@example.com")
	x.adminUpdate(accountPool, "ray", "email_verified", "true")
	x.ok("VerifyUserAttribute", verify(token("account-app", "ray"), x.code("r2@example.com")))
	if got := x.attributesOf(accountPool, "ray")["email"]; got != "r2@example.com" {
		t.Errorf("email %s", got)
	}
}

// TestCodesOfAnOldAddress: a code that went to the address before the change
// neither confirms, which would verify the new one, nor resets.
func TestCodesOfAnOldAddress(t *testing.T) {
	x := newTester(t)
	x.signUp("demo-app", "typo@example.com")
	code := x.code("typo@example.com")
	x.adminUpdate(localPool, "typo@example.com", "email", "right@example.com")
	confirm := func(code string) object {
		return x.as("demo-app", "typo@example.com", object{"ConfirmationCode": code})
	}
	x.refused("ConfirmSignUp", confirm(code), "ExpiredCode", "")
	x.ok("ResendConfirmationCode", x.as("demo-app", "typo@example.com", nil))
	x.ok("ConfirmSignUp", confirm(x.code("right@example.com")))

	x.ok("AdminResetUserPassword", of(localPool, "ann@example.com", nil))
	code = x.code("ann@example.com")
	reset := func(code string) object {
		return x.as("demo-app", "ann@example.com", object{"ConfirmationCode": code, "Password": "Another1!"})
	}
	x.adminUpdate(localPool, "ann@example.com", "email", "ann@example.com", "email_verified", "true") // no change
	if sent := x.s.Messages("ann@example.com"); !sent[0].Valid {
		t.Error("the address stayed, the code didn't")
	}
	x.adminUpdate(localPool, "ann@example.com", "email", "a2@example.com", "email_verified", "true")
	x.refused("ConfirmForgotPassword", reset(code), "ExpiredCode", "")
	x.ok("AdminResetUserPassword", of(localPool, "ann@example.com", nil))
	x.ok("ConfirmForgotPassword", reset(x.code("a2@example.com")))
}

// TestAdminDeleteUserAttributes: what may be deleted goes, all of it or none.
func TestAdminDeleteUserAttributes(t *testing.T) {
	x := newTester(t)
	remove := func(pool, user string, names ...string) object {
		return of(pool, user, object{"UserAttributeNames": names})
	}
	x.ok("AdminDeleteUserAttributes", remove(localPool, "gus@example.com", "name", "phone_number", "nickname"))
	got := x.attributesOf(localPool, "gus@example.com")
	for _, name := range []string{"name", "phone_number", "phone_number_verified"} {
		if _, there := got[name]; there {
			t.Errorf("%s is there: %v", name, got)
		}
	}
	if got["email"] != "gus@example.com" {
		t.Errorf("left %v", got)
	}
	x.refused("AdminDeleteUserAttributes", remove(localPool, "gus@example.com", "email", "sub"), "InvalidParameter",
		"user.sub: Attribute cannot be updated.")
	x.refused("AdminDeleteUserAttributes", remove(localPool, "gus@example.com", "custom:none"), "InvalidParameter",
		"Attributes did not conform")
	x.refused("AdminDeleteUserAttributes", remove(emailPool, "eve@example.com", "email"), "InvalidParameter", "email can not be deleted")
	if got := x.attributesOf(localPool, "gus@example.com"); got["email"] == "" {
		t.Errorf("left %v", got)
	}
}
