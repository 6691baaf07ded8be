package localpool

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestNewPasswordRefusals is the table of answers to NEW_PASSWORD_REQUIRED that
// are refused; none changes anything, so that a right one is taken afterwards.
func TestNewPasswordRefusals(t *testing.T) {
	const constraint = "1 validation error detected: Value at 'challengeResponses."
	tests := []struct {
		rule       string
		given      map[string]string
		code, text string
	}{
		{"too short", map[string]string{"NEW_PASSWORD": "Aa1!"}, "InvalidPassword",
			"Password does not conform to policy: Password not long enough"},
		{"a space", map[string]string{"NEW_PASSWORD": "Another 1!"}, "InvalidParameter",
			constraint + `NEW_PASSWORD' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`},
		{"too long", map[string]string{"NEW_PASSWORD": "Aa1!" + strings.Repeat("x", 253)}, "InvalidParameter",
			constraint + "NEW_PASSWORD' failed to satisfy constraint: Member must have length less than or equal to 256"},
		{"a value too long", map[string]string{"userAttributes.nickname": strings.Repeat("n", 2049)}, "InvalidParameter",
			constraint + "userAttributes.value' failed to satisfy constraint: Member must have length less than or equal to 2048"},
		{"the email again", map[string]string{"userAttributes.email": "fay@example.com"}, "NotAuthorized",
			"Cannot modify an already provided email"},
		{"a required one again", map[string]string{"userAttributes.name": "Other"}, "NotAuthorized",
			"Cannot modify an already provided name"},
		{"two again", map[string]string{"userAttributes.name": "Other", "userAttributes.email": "fay@example.com"}, "NotAuthorized",
			"Cannot modify an already provided email"},
		{"a verified flag", map[string]string{"userAttributes.email_verified": "true"}, "NotAuthorized",
			"A client attempted to write unauthorized attribute"},
		{"one that isn't writable", map[string]string{"userAttributes.profile": "x"}, "NotAuthorized",
			"A client attempted to write unauthorized attribute"},
		{"an unknown one", map[string]string{"userAttributes.custom:none": "x"}, "InvalidParameter",
			"Attributes did not conform to the schema: Type for attribute {custom:none}"},
		{"a bad number", map[string]string{"userAttributes.phone_number": "12"}, "InvalidParameter", "Invalid phone number format."},
		{"a required one left out", map[string]string{}, "InvalidParameter",
			"Attributes did not conform to the schema: gender: The attribute is required"},
	}
	x := poolWith(t, localPool, func(p *PoolConfig) {
		p.Schema = []SchemaAttribute{{Name: "name", Required: true}, {Name: "gender", Required: true}}
		p.Clients[0].Write = []string{"name", "gender", "email", "phone_number", "nickname", "custom:none"}
	})
	w := x.walk("demo-app", "fay@example.com").password(DemoPassword).at("NEW_PASSWORD_REQUIRED")
	if got := w.parameter("requiredAttributes"); got != `["userAttributes.gender"]` {
		t.Errorf("required %s", got)
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			given := map[string]string{"NEW_PASSWORD": "Another1!"}
			if tt.rule != "a required one left out" {
				given["userAttributes.gender"] = "f"
			}
			maps.Copy(given, tt.given)
			for range 3 {
				w.respond("NEW_PASSWORD_REQUIRED", given).no(tt.code, tt.text)
			}
		})
	}
	w.respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another1!", "userAttributes.gender": "f",
		"userAttributes.nickname": strings.Repeat("n", 2048)}).done()
}

// TestNewPasswordForATakenUserName: where emails are the user names, another's
// isn't taken.
func TestNewPasswordForATakenUserName(t *testing.T) {
	x := poolWith(t, "us-east-1_EmailPool", func(p *PoolConfig) {
		p.UsernameAttributes = []string{"email", "phone_number"}
		p.Users = append(p.Users, UserConfig{
			Username:   "+15550107777",
			Status:     "FORCE_CHANGE_PASSWORD",
			Attributes: []Attribute{{"name", "Nell"}},
		})
	})
	w := x.walk("email-app", "+15550107777").password(DemoPassword).at("NEW_PASSWORD_REQUIRED")
	w.respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another1!", "userAttributes.email": "EVE@example.com"}).
		no("AliasExists", "An account with the given email already exists.")
	w.respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another1!", "userAttributes.email": "nell@example.com"}).done()
	x.walk("email-app", "nell@example.com").password("Another1!").done()
}

// TestNewPasswordShowsTheReadable: the challenge shows no attribute that the
// client may not read.
func TestNewPasswordShowsTheReadable(t *testing.T) {
	x := poolWith(t, localPool, func(p *PoolConfig) { p.Clients[0].Read = []string{"email"} })
	var values map[string]string
	w := x.walk("demo-app", "fay@example.com").password(DemoPassword).at("NEW_PASSWORD_REQUIRED")
	if err := json.Unmarshal([]byte(w.parameter("userAttributes")), &values); err != nil {
		t.Fatal(err)
	}
	if got := slices.Collect(maps.Keys(values)); !slices.Equal(got, []string{"email"}) {
		t.Errorf("shown %v", got)
	}
}

// TestNewPasswordLeavesImmutableAttributes: what nothing may change may be given
// with the new password only by a user who has none.
func TestNewPasswordLeavesImmutableAttributes(t *testing.T) {
	for user, text := range map[string]string{"new": "", "old": "Cannot modify an already provided custom:employee"} {
		x := poolWith(t, accountPool, func(p *PoolConfig) {
			p.Users = append(p.Users, UserConfig{Username: "new", Status: "FORCE_CHANGE_PASSWORD"},
				UserConfig{Username: "old", Status: "FORCE_CHANGE_PASSWORD", Attributes: []Attribute{{"custom:employee", "1"}}})
		})
		w := x.walk("account-app", user).password(DemoPassword).at("NEW_PASSWORD_REQUIRED").
			respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": "Another1!", "userAttributes.custom:employee": "2"})
		if text != "" {
			w.no("NotAuthorized", text)
		} else if v := x.values(w.access()); v["custom:employee"] != "2" {
			t.Errorf("values %v", v)
		}
	}
}
