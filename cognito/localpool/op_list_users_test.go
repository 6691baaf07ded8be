package localpool

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// listed walks all pages and returns the names in their order.
func (x tester) listed(pool, filter string, limit int) (names []string) {
	x.Helper()
	body := object{"UserPoolId": pool, "Filter": filter, "Limit": limit}
	for {
		a := x.ok("ListUsers", body)
		for _, u := range a.in("Users").([]any) {
			names = append(names, u.(map[string]any)["Username"].(string))
		}
		if body["PaginationToken"] = a.str("PaginationToken"); body["PaginationToken"] == "" {
			return names
		}
	}
}

// TestFilters is the table of the filter's grammar and of what each name finds.
func TestFilters(t *testing.T) {
	x := newTester(t)
	_, values := x.show(localPool, "gus@example.com")
	tests := []struct{ filter, want string }{
		{`username = "gus@example.com"`, "gus@example.com"},
		{`username = "GUS@example.com"`, ""}, // case counts
		{`username ^= "gus"`, "gus@example.com"},
		{`username ^= "Gus"`, ""},
		{`email = "GUS@Example.com"`, "gus@example.com"},
		{`"email"^="gUs"`, "gus@example.com"},
		{`  email	=	"gus@example.com"  `, "gus@example.com"},
		{`sub = "` + values["sub"] + `"`, "gus@example.com"},
		{`sub = "` + strings.ToUpper(values["sub"]) + `"`, "gus@example.com"},
		{`sub ^= "` + values["sub"][:20] + `"`, "gus@example.com"},
		{`sub = "no"`, ""},
		{`phone_number = "+15550101234"`, "gus@example.com"},
		{`name ^= "gus g"`, "gus@example.com"},
		{`family_name = "CARTER"`, "cal@example.com"},
		{`status = "Disabled"`, "dan@example.com"},
		{`status = "disabled"`, ""},
		{`cognito:user_status = "unconfirmed"`, "una@example.com"},
		{`cognito:user_status ^= "FORCE"`, "fay@example.com ted@example.com"},
		{`preferred_username = ""`, ""},
		{`given_name ^= ""`, ""},
	}
	for _, tt := range tests {
		if got := strings.Join(x.listed(localPool, tt.filter, 1), " "); got != tt.want {
			t.Errorf("%s finds %s, want %s", tt.filter, got, tt.want)
		}
	}
	for filter, text := range map[string]string{
		`"custom:team" ^= "x"`: "Invalid search attribute: custom:team", `email"email" = "x"`: "Error", `"email"`: "Error",
		`email = 'x'`: "Error", `email = "x" ` + "\x00": "Error",
		`Email = "x"`: "Invalid search attribute: Email", `email_verified = "true"`: "Invalid search attribute: email_verified",
		`enabled = "true"`:  "Invalid search",
		`custom:team = "x"`: "Invalid search attribute: custom:team", `locale = "x"`: "Invalid search attribute: locale",
		`"" = "x"`: "Invalid search attribute: ",
		`email`:    "Error while parsing filter", `email =`: "Error", `email = x`: "Error", `email = "x`: "Error", `email == "x"`: "Error",
		`email ^ = "x"`: "Error",
		`email ~ "x"`:   "Error", `= "x"`: "Invalid search", `email = "x" and name = "y"`: "Error", `email = "x"y`: "Error",
		`email = "x\"`: "Error", `"email = "x"`: "Error",
		strings.Repeat("x", 257): "1 validation error detected: Value '" + strings.Repeat("x", 257) +
			"' at 'filter' failed to satisfy constraint: Member must have length less than or equal to 256",
	} {
		x.refused("ListUsers", object{"UserPoolId": localPool, "Filter": filter}, "InvalidParameter", text)
	}
	// 256 characters are 503 bytes
	for _, filter := range []string{`name = "` + strings.Repeat("é", 256-9) + `"`, `name ^= "a\qb\"` + `"`} {
		if got := x.listed(localPool, filter, 0); got != nil {
			t.Errorf("%s lists %v", filter, got)
		}
	}
	if got := x.listed(localPool, "", 0); len(got) != len(Demo().Pools[0].Users) || got[0] != "ann@example.com" {
		t.Errorf("listed %v", got)
	}
}

// TestQuotesInFilters: a quote and a backslash in a value are written with a
// backslash.
func TestQuotesInFilters(t *testing.T) {
	x := newTester(t)
	x.update(x.signedIn("account-app", "ray").access(), "name", `Ray "R\" Rhodes`)
	for filter, want := range map[string][]string{
		`name = "ray \"r\\\" rhodes"`:  {"ray"},
		`name ^= "ray \"r\\"`:          {"ray"},
		`name ^= "ray \"R\\\""`:        {"ray"},
		`name ^= "ray \"r\r"`:          nil, // a backslash before another character is itself
		`"name" ^= "Ray \"R\` + `\"`:   {"ray"},
		`name = "ray r\\ rhodes"`:      nil,
		`name = "ray \"r\\\" rhodes "`: nil,
	} {
		if got := x.listed(accountPool, filter, 0); !slices.Equal(got, want) {
			t.Errorf("%s lists %v, want %v", filter, got, want)
		}
	}
}

// TestIndexedFilters: an exact filter knows of each change of the users.
func TestIndexedFilters(t *testing.T) {
	x := newTester(t)
	want := func(filter string, names ...string) {
		t.Helper()
		if got := x.listed(aliasPool, filter, 0); !slices.Equal(got, names) {
			t.Errorf("%s: %v, want %v", filter, got, names)
		}
	}
	want(`email = "shared@example.com"`, "olga", "otto")
	x.update(x.signedIn("alias-app", "olga").access(), "email", "olga@example.com")
	want(`email = "shared@example.com"`, "otto")
	want(`email = "olga@example.com"`, "olga")
	x.ok("AdminCreateUser", object{"UserPoolId": aliasPool, "Username": "oda", "MessageAction": "SUPPRESS",
		"UserAttributes": attributes("email", "shared@example.com")})
	want(`email = "shared@example.com"`, "otto", "oda")
	_, values := x.show(aliasPool, "olga")
	want(`sub = "`+values["sub"]+`"`, "olga")
	x.ok("DeleteUser", object{"AccessToken": x.signedIn("alias-app", "olga").access()})
	want(`sub = "` + values["sub"] + `"`)
	want(`email = "olga@example.com"`)
	want(`username = "olga"`)
}

// TestUserPages: a chain of pages shows each user once, though others come and
// go between them, and its token is good for an hour and its own members.
func TestUserPages(t *testing.T) {
	x := newTester(t)
	body := object{"UserPoolId": accountPool, "Limit": 2, "Filter": `status = "Enabled"`}
	first := x.ok("ListUsers", body)
	token := first.str("PaginationToken")
	x.ok("DeleteUser", object{"AccessToken": x.signedIn("account-app", "penny").access()})
	x.ok("SignUp", x.as("account-app", "zoe", object{"Password": DemoPassword}))
	body["PaginationToken"] = token
	second := x.ok("ListUsers", body)
	var names []string
	for _, u := range append(first.in("Users").([]any), second.in("Users").([]any)...) {
		names = append(names, u.(map[string]any)["Username"].(string))
	}
	if !slices.Equal(names, []string{"penny", "perry", "ray", "kay"}) {
		t.Errorf("listed %v", names)
	}
	for member, value := range map[string]any{"Limit": 3, "Filter": "", "UserPoolId": localPool, "AttributesToGet": []string{"email"},
		"PaginationToken": "bm9uZQ"} {
		other := object{"UserPoolId": accountPool, "Limit": 2, "Filter": `status = "Enabled"`, "PaginationToken": token}
		other[member] = value
		x.refused("ListUsers", other, "InvalidParameter", "Invalid pagination token.")
	}
	same := object{"UserPoolId": accountPool, "Limit": 2, "Filter": `status = "Enabled"`, "PaginationToken": token,
		"AttributesToGet": []string{}}
	x.ok("ListUsers", same)
	x.s.Advance(time.Hour - time.Nanosecond)
	x.ok("ListUsers", body)
	x.s.Advance(time.Nanosecond)
	x.refused("ListUsers", body, "InvalidParameter", "Invalid pagination token.")
	x.refused("ListUsers", object{"UserPoolId": accountPool, "Limit": 61}, "InvalidParameter",
		"1 validation error detected: Value '61' at 'limit'")
}

// TestAttributesToGet shows those that are asked for and refuses what a listed
// user lacks.
func TestAttributesToGet(t *testing.T) {
	x := newTester(t)
	body := object{"UserPoolId": localPool, "AttributesToGet": []string{"email", "name"}, "Limit": 1}
	u := x.ok("ListUsers", body).in("Users").([]any)[0].(map[string]any)
	if got := fmt.Sprint(u["Attributes"]); got != "[map[Name:name Value:Ann Archer] map[Name:email Value:ann@example.com]]" ||
		u["UserStatus"] != "CONFIRMED" || u["Enabled"] != true || u["UserCreateDate"] == nil || u["UserLastModifiedDate"] == nil {
		t.Errorf("user %v", u)
	}
	body["AttributesToGet"] = []string{"phone_number"}
	x.refused("ListUsers", body, "InvalidParameter", "One or more requested attributes do not exist.")
	body["Filter"] = `phone_number = "+15550101234"`
	x.ok("ListUsers", body)
	delete(body, "AttributesToGet")
	if got := fmt.Sprint(x.ok("ListUsers", body).in("Users").([]any)[0].(map[string]any)["Attributes"]); !strings.Contains(got,
		"Name:sub") || !strings.Contains(got, "Name:phone_number_verified") {
		t.Errorf("attributes %v", got)
	}
}

// TestScanIsBounded: a page that has looked at very many users gives what it
// found, perhaps nothing, and a token.
func TestScanIsBounded(t *testing.T) {
	x := newTester(t)
	p := x.s.state.Load().pools[localPool]
	for i := range usersScan + 5 {
		p.seed(UserConfig{Username: fmt.Sprintf("user%d", i), NoPassword: true}, x.s.Now())
	}
	a := x.ok("ListUsers", object{"UserPoolId": localPool, "Filter": `username ^= "user10004"`})
	if len(a.in("Users").([]any)) != 0 || a.str("PaginationToken") == "" {
		t.Errorf("first page %v", a.body)
	}
	if got := x.listed(localPool, `username ^= "user10004"`, 0); !slices.Equal(got, []string{"user10004"}) {
		t.Errorf("listed %v", got)
	}
}

// FuzzFilter: no text is a fault, each is refused or has a name that may be
// searched by, and what is quoted by the grammar is read back.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{`email = "a"`, `"email"^="test"`, `name ^= "a\"b\\"`, ``, ` `, `sub`, `= "x"`, `"`, `email="\`,
		`email^="x"y`} {
		f.Add(seed)
	}
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseFilter(text)
		if err == nil && got.attribute != "" && !contains(searchable, got.attribute) {
			t.Errorf("%q is read as %+v", text, got)
		}
		if err == nil && got.attribute == "" && strings.TrimSpace(text) != "" {
			t.Errorf("%q lets every user pass", text)
		}
		for op, prefix := range map[string]bool{"=": false, "^=": true} {
			again, err := parseFilter(`username ` + op + ` "` + quote.Replace(text) + `"`)
			if err != nil || again != (filter{"username", prefix, text}) {
				t.Errorf("%q is read back as %+v, %v", text, again, err)
			}
		}
	})
}

// FuzzPageToken: no text opens but the pool's own tokens, and those as they are.
func FuzzPageToken(f *testing.F) {
	x := tester{nil, newServer(Demo())}
	p := x.s.state.Load().pools[localPool]
	c := &call{s: x.s, pool: p, now: x.s.Now(), in: input{"Limit": 1}}
	own := c.sealNumber(7, "asked")
	for _, seed := range []string{"", own, own[1:], own + "A", own + "\n", own[:len(own)-1] + "B", own[:len(own)-1] + "C", "AAAA",
		strings.Repeat("A", len(own)), "!"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		c := &call{s: x.s, pool: p, now: c.now, in: input{"Limit": 1, "PaginationToken": token}}
		place, err := c.numberAfter("PaginationToken", "asked")
		if want := token == own; (err == nil) != want || want && place != 7 {
			t.Errorf("%q opens at %d, %v", token, place, err)
		}
	})
}
