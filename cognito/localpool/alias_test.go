package localpool

import (
	"maps"
	"testing"
)

const aliasPool = "us-east-1_AliasPool"

// show is what an administrator sees of a user, with the attributes by name.
func (x tester) show(pool, user string) (answered, map[string]string) {
	x.Helper()
	a, values := x.ok("AdminGetUser", object{"UserPoolId": pool, "Username": user}), map[string]string{}
	list, _ := a.in("UserAttributes").([]any)
	for _, v := range list {
		pair := v.(map[string]any)
		values[pair["Name"].(string)], _ = pair["Value"].(string)
	}
	return a, values
}

// TestNewPasswordTakesNoAlias: NEW_PASSWORD_REQUIRED gives nobody a sign-in name
// that is another user's, and gives up the one it replaces.
func TestNewPasswordTakesNoAlias(t *testing.T) {
	x := poolWith(t, aliasPool, func(p *PoolConfig) {
		p.AliasAttributes = []string{"preferred_username", "email"}
		p.Users = append(p.Users, UserConfig{Username: "oona", Attributes: []Attribute{{"preferred_username", "queen"}}},
			UserConfig{
				Username:   "fred",
				Status:     "FORCE_CHANGE_PASSWORD",
				Attributes: []Attribute{{"preferred_username", "king"}, {"email_verified", "true"}},
			})
	})
	w := x.walk("alias-app", "king").password(DemoPassword).at("NEW_PASSWORD_REQUIRED")
	answer := func(name, value string) *walker {
		return w.respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another1!", "userAttributes." + name: value})
	}
	answer("preferred_username", "QUEEN").no("AliasExists", "An account with the preferred username already exists.")
	answer("email", "shared@example.com").no("AliasExists", "An account with the email already exists.")
	answer("preferred_username", "prince").done()
	x.walk("alias-app", "queen").password(DemoPassword).done()
	x.walk("alias-app", "shared@example.com").password(DemoPassword).done()
	x.walk("alias-app", "prince").password("Another1!").done()
	x.walk("alias-app", "king").password("Another1!").no("UserNotFound", "")
}

// TestEmailSetUpTakesNoAlias: an address that is another user's alias is refused
// before a code is sent, and after it where it was taken meanwhile; neither
// leaves anything behind.
func TestEmailSetUpTakesNoAlias(t *testing.T) {
	begin := func() (tester, *walker) {
		x := poolWith(t, aliasPool, func(p *PoolConfig) {
			p.MFA, p.EmailMFA, p.TOTPMFA = "ON", true, true
			p.Users = append(p.Users, UserConfig{Username: "nomail"},
				UserConfig{Username: "nick", Attributes: []Attribute{{"email", "free@example.com"}}})
		})
		return x, x.walk("alias-app", "nomail").password(DemoPassword).at("MFA_SETUP")
	}
	unchanged := func(x tester) {
		t.Helper()
		a, values := x.show(aliasPool, "nomail")
		delete(values, "sub")
		if !maps.Equal(values, map[string]string{}) || a.in("UserMFASettingList") != nil {
			t.Errorf("the refusal left %v", a.body)
		}
		x.walk("alias-app", "nomail").password(DemoPassword).at("MFA_SETUP")
	}
	x, w := begin()
	w.respond("MFA_SETUP", map[string]string{"EMAIL": "shared@example.com"}).no("AliasExists", "An account with the email already exists.")
	if sent := x.s.Messages("shared@example.com"); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
	unchanged(x)

	x, w = begin()
	w.respond("MFA_SETUP", map[string]string{"EMAIL": "free@example.com"}).at("EMAIL_OTP")
	code := x.code("free@example.com")
	other := x.walk("alias-app", "nick").password(DemoPassword).respond("MFA_SETUP", map[string]string{"EMAIL": "free@example.com"})
	other.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("free@example.com")}).done()
	w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": code}).no("AliasExists", "An account with the email already exists.")
	unchanged(x)
}

// TestSecondFactorToATakenAlias: the code proves the factor, and the address
// stays as it was.
func TestSecondFactorToATakenAlias(t *testing.T) {
	x := poolWith(t, aliasPool, func(p *PoolConfig) {
		p.MFA, p.EmailMFA = "OPTIONAL", true
		p.Users = append(p.Users, UserConfig{
			Username:   "omar",
			Attributes: []Attribute{{"email", "shared@example.com"}},
			MFA:        []string{"EMAIL_OTP"},
		})
	})
	w := x.walk("alias-app", "omar").password(DemoPassword).at("EMAIL_OTP")
	w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("shared@example.com")}).done()
	if _, values := x.show(aliasPool, "omar"); values["email_verified"] == "true" {
		t.Error("an address was verified that is another's alias")
	}
	x.refused("InitiateAuth", x.login("alias-app", "shared@example.com", "wrong"), "NotAuthorized", "")
	w = x.walk("alias-app", "shared@example.com").password(DemoPassword)
	if got := claim(t, w.access(), "username"); got != "olga" {
		t.Errorf("the alias means %s", got)
	}
}
