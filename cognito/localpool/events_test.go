package localpool

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// watchedTester is one whose first pool keeps auth events; mutate changes the Config.
func watchedTester(t *testing.T, mutate func(*PoolConfig)) tester {
	c := Demo()
	c.Pools[0].ThreatProtection = "AUDIT"
	if mutate != nil {
		mutate(&c.Pools[0])
	}
	x := testerWith(t, c)
	x.s.Reset() // at the time that stands still
	return x
}

func (x tester) authEvents(user string) (list []map[string]any) {
	x.Helper()
	for _, e := range x.ok("AdminListUserAuthEvents", object{"UserPoolId": localPool, "Username": user}).in("AuthEvents").([]any) {
		list = append(list, e.(map[string]any))
	}
	return list
}

// history says a user's events in short, the newest first.
func (x tester) history(user string) string {
	x.Helper()
	var words []string
	for _, e := range x.authEvents(user) {
		word := fmt.Sprint(e["EventType"], " ", e["EventResponse"])
		for _, r := range e["ChallengeResponses"].([]any) {
			r := r.(map[string]any)
			word += fmt.Sprint(" ", r["ChallengeName"], ":", r["ChallengeResponse"])
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// TestAuthEvents is the table of what makes an event, and of what it says.
func TestAuthEvents(t *testing.T) {
	const app = "demo-public"
	for name, tt := range map[string]struct {
		user, want string
		act        func(x tester)
	}{
		"password": {"ann@example.com", "SignIn Pass Password:Success", func(x tester) { x.signIn(app, "ann@example.com") }},
		"SRP": {"ann@example.com", "SignIn Pass Password:Success",
			func(x tester) { x.walk(app, "ann@example.com").srp(DemoPassword).done() }},
		"SRP that waits": {"ann@example.com", "SignIn InProgress", func(x tester) {
			x.walk(app, "ann@example.com").begin("USER_SRP_AUTH", map[string]string{"SRP_A": "2"})
		}},
		"wrong password": {"ann@example.com", "SignIn Fail Password:Failure", func(x tester) {
			x.refused("InitiateAuth", x.login(app, "ann@example.com", "Wrong0ne!"), "NotAuthorized", "")
		}},
		"wrong by SRP": {"ann@example.com", "SignIn Fail Password:Failure",
			func(x tester) { x.walk(app, "ann@example.com").srp("Wrong0ne!") }},
		"locked": {"ann@example.com", "SignIn Fail" + strings.Repeat(", SignIn Fail Password:Failure", 5), func(x tester) {
			for range 6 {
				x.refused("InitiateAuth", x.login(app, "ann@example.com", "Wrong0ne!"), "NotAuthorized", "")
			}
		}},
		"disabled": {"dan@example.com", "SignIn Fail", func(x tester) {
			x.refused("InitiateAuth", x.login(app, "dan@example.com", DemoPassword), "NotAuthorized", "")
		}},
		"unconfirmed": {"una@example.com", "SignIn Fail Password:Success", func(x tester) {
			x.refused("InitiateAuth", x.login(app, "una@example.com", DemoPassword), "UserNotConfirmed", "")
		}},
		"invited": {"fay@example.com", "SignIn InProgress Password:Success", func(x tester) { x.signIn(app, "fay@example.com") }},
		"second factor": {"tom@example.com", "SignIn Pass Password:Success Mfa:Failure Mfa:Success", func(x tester) {
			w, code := x.walk(app, "tom@example.com").password(DemoPassword), x.now(mustSeed(x.T, demoTOTPTom))
			w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": wrongCode(code)}).no("CodeMismatch", "")
			w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": code}).done()
		}},
		"wrong second factor": {"tom@example.com", "SignIn Fail Password:Success Mfa:Failure", func(x tester) {
			w, code := x.walk(app, "tom@example.com").password(DemoPassword), x.now(mustSeed(x.T, demoTOTPTom))
			w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": wrongCode(code)}).no("CodeMismatch", "")
		}},
		"no request": {"ann@example.com", "", func(x tester) {
			x.walk(app, "ann@example.com").begin("USER_SRP_AUTH", map[string]string{"SRP_A": "no"}).no("InvalidParameter", "")
		}},
		"spent session": {"fay@example.com", "SignIn InProgress Password:Success", func(x tester) {
			w := x.walk(app, "fay@example.com").password(DemoPassword)
			w.session = strings.Repeat("x", 64)
			w.respond("NEW_PASSWORD_REQUIRED", map[string]string{"NEW_PASSWORD": DemoPassword + "2"}).no("NotAuthorized", "Invalid session")
		}},
		"refresh": {"ann@example.com", "SignIn Pass Password:Success", func(x tester) {
			token := x.signIn(app, "ann@example.com").str("AuthenticationResult", "RefreshToken")
			x.ok("InitiateAuth", object{"ClientId": x.client(app).ClientID, "AuthFlow": "REFRESH_TOKEN_AUTH",
				"AuthParameters": map[string]string{"REFRESH_TOKEN": token}})
		}},
		"sign-up": {"new@example.com", "ResendCode Pass, SignUp Pass", func(x tester) {
			x.signUp(app, "new@example.com")
			x.ok("ResendConfirmationCode", x.as(app, "new@example.com", nil))
		}},
		"sign-up under another's name": {"ann@example.com", "", func(x tester) {
			x.refused("SignUp", x.as(app, "ann@example.com", object{"Password": DemoPassword}), "UsernameExists", "")
		}},
		"sign-up without mail": {"new@example.com", "SignUp Fail", func(x tester) {
			x.s.Fail("SignUp", 1, "LimitExceededException", "Exceeded daily email limit for the operation or the account.")
			x.refused("SignUp", x.as(app, "new@example.com", object{"Password": DemoPassword}), "LimitExceeded", "Exceeded")
		}},
		"resend to one who is confirmed": {"ann@example.com", "ResendCode Fail", func(x tester) {
			x.refused("ResendConfirmationCode", x.as(app, "ann@example.com", nil), "InvalidParameter", "")
		}},
		"resend to one who is disabled": {"dan@example.com", "ResendCode Fail", func(x tester) {
			x.ok("ResendConfirmationCode", x.as("demo-app", "dan@example.com", nil))
		}},
		"forgotten": {"ann@example.com", "ForgotPassword InProgress",
			func(x tester) { x.ok("ForgotPassword", x.as(app, "ann@example.com", nil)) }},
		"forgotten, nowhere to send": {"nora@example.com", "ForgotPassword Fail, ForgotPassword Fail", func(x tester) {
			x.refused("ForgotPassword", x.as(app, "nora@example.com", nil), "InvalidParameter", "")
			x.ok("ForgotPassword", x.as("demo-app", "nora@example.com", nil))
		}},
		"reset": {"ann@example.com", "ForgotPassword Pass", func(x tester) {
			x.ok("ForgotPassword", x.as(app, "ann@example.com", nil))
			code := x.code("ann@example.com")
			x.refused("ConfirmForgotPassword", x.as(app, "ann@example.com",
				object{"ConfirmationCode": wrongCode(code), "Password": DemoPassword + "2"}), "CodeMismatch", "")
			if got := x.history("ann@example.com"); got != "ForgotPassword Fail" {
				x.Errorf("after a wrong code: %s", got)
			}
			x.ok("ConfirmForgotPassword", x.as(app, "ann@example.com", object{"ConfirmationCode": code, "Password": DemoPassword + "2"}))
		}},
		"password and questions": {"cal@example.com", "SignIn InProgress Password:Success", func(x tester) {
			c := newSRP(x.T)
			begun := map[string]string{"CHALLENGE_NAME": "SRP_A", "SRP_A": c.A()}
			x.walk("demo-app", "cal@example.com").begin("CUSTOM_AUTH", begun).answerSRP(c, DemoPassword)
		}},
		"reset after a sign-in, twice": {"ann@example.com", "ForgotPassword Fail, SignIn Fail Password:Failure, ForgotPassword Pass",
			func(x tester) {
				x.ok("ForgotPassword", x.as(app, "ann@example.com", nil))
				x.refused("InitiateAuth", x.login(app, "ann@example.com", "Wrong0ne!"), "NotAuthorized", "")
				body := x.as(app, "ann@example.com", object{"ConfirmationCode": x.code("ann@example.com"), "Password": DemoPassword + "2"})
				x.ok("ConfirmForgotPassword", body)
				x.refused("ConfirmForgotPassword", body, "ExpiredCode", "")
			}},
		"reset without a code": {"ann@example.com", "ForgotPassword Fail", func(x tester) {
			x.refused("ConfirmForgotPassword", x.as(app, "ann@example.com",
				object{"ConfirmationCode": "123456", "Password": DemoPassword + "2"}), "ExpiredCode", "")
		}},
		"change": {"ann@example.com", "PasswordChange Pass, PasswordChange Fail, SignIn Pass Password:Success", func(x tester) {
			token := x.signIn(app, "ann@example.com").str("AuthenticationResult", "AccessToken")
			body := object{"AccessToken": token, "PreviousPassword": "Wrong0ne!", "ProposedPassword": DemoPassword + "2"}
			x.refused("ChangePassword", body, "NotAuthorized", "")
			body["PreviousPassword"] = DemoPassword
			x.ok("ChangePassword", body)
		}},
		"looked at": {"ann@example.com", "", func(x tester) {
			x.ok("AdminGetUser", object{"UserPoolId": localPool, "Username": "ann@example.com"})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			x := watchedTester(t, nil)
			x.T = t
			tt.act(x)
			if got := x.history(tt.user); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestEventsSayWhere: each has an id of its own, when and from where it came, and
// the program; an administrator's call may say whom it acts for.
func TestEventsSayWhere(t *testing.T) {
	x := watchedTester(t, nil)
	for _, agent := range []string{"aws-sdk-go-v2/1.2 md/x", "", "esc\x1b[31m " + strings.Repeat("x", 100), strings.Repeat("y", 100)} {
		data := toJSON(x.login("demo-public", "ann@example.com", DemoPassword))
		r := x.request("InitiateAuth", []byte(data))
		r.Header.Set("User-Agent", agent)
		r.RemoteAddr = "[::ffff:192.0.2.7]:1234"
		x.send(r)
	}
	body := x.login("demo-app", "ann@example.com", DemoPassword)
	body["UserPoolId"], body["AuthFlow"] = localPool, "ADMIN_USER_PASSWORD_AUTH"
	body["ContextData"] = object{"IpAddress": "198.51.100.9", "ServerName": "s", "ServerPath": "/", "HttpHeaders": []object{}}
	x.ok("AdminInitiateAuth", body)
	list, ids := x.authEvents("ann@example.com"), map[any]bool{}
	want := []object{{"IpAddress": "198.51.100.9"}, {"IpAddress": "192.0.2.7", "DeviceName": strings.Repeat("y", 64)},
		{"IpAddress": "192.0.2.7", "DeviceName": "esc"}, {"IpAddress": "192.0.2.7"},
		{"IpAddress": "192.0.2.7", "DeviceName": "aws-sdk-go-v2/1.2"}}
	for i, e := range list {
		if ids[e["EventId"]] = true; fmt.Sprint(e["EventContextData"]) != fmt.Sprint(map[string]any(want[i])) {
			t.Errorf("event %d: %v, want %v", i, e["EventContextData"], want[i])
		}
		if e["CreationDate"] != seconds(x.s.Now()) || fmt.Sprint(e["EventRisk"]) !=
			"map[CompromisedCredentialsDetected:false RiskDecision:NoRisk]" {
			t.Errorf("event %d: %v", i, e)
		}
	}
	if len(list) != len(want) || len(ids) != len(want) {
		t.Errorf("%d events of %d ids", len(list), len(ids))
	}
}

// TestEventPages: 60 a page where nothing is said, the newest first; none moves
// because another came, and a token is good for its own members, for an hour.
func TestEventPages(t *testing.T) {
	x := watchedTester(t, func(p *PoolConfig) {
		for i := range 150 {
			p.Users[0].Events = append(p.Users[0].Events,
				EventConfig{Type: "SignIn", Response: "Pass", Age: time.Duration(i) * time.Minute})
		}
	})
	start := x.s.Now()
	for max, sizes := range map[int][]int{0: {60, 60, 30}, 60: {60, 60, 30}, 50: {50, 50, 50}, 1: nil} {
		body, seen, all := object{"UserPoolId": localPool, "Username": "ann@example.com", "MaxResults": max}, map[any]bool{}, []int{}
		last := 1e18
		x.s.Reset()
		for {
			a := x.ok("AdminListUserAuthEvents", body)
			page := a.in("AuthEvents").([]any)
			for _, e := range page {
				e := e.(map[string]any)
				if at := e["CreationDate"].(float64); seen[e["EventId"]] || at > last {
					t.Fatalf("an event is out of its place: %v", e)
				}
				seen[e["EventId"]], last = true, e["CreationDate"].(float64)
			}
			all = append(all, len(page))
			if body["NextToken"] = a.str("NextToken"); body["NextToken"] == "" {
				break
			}
			if max == 0 {
				p := x.s.state.Load().order[0]
				p.happened(p.names["ann@example.com"], &authEvent{at: start})
			}
		}
		if sizes != nil && !slices.Equal(all, sizes) {
			t.Errorf("MaxResults %d: pages of %v", max, all)
		}
	}
	body := object{"UserPoolId": localPool, "Username": "ann@example.com", "MaxResults": 7}
	token := x.ok("AdminListUserAuthEvents", body).str("NextToken")
	for member, value := range map[string]any{"MaxResults": 8, "Username": "una@example.com", "NextToken": "bm9uZQ"} {
		other := object{"UserPoolId": localPool, "Username": "ann@example.com", "MaxResults": 7, "NextToken": token}
		other[member] = value
		x.refused("AdminListUserAuthEvents", other, "InvalidParameter", "Invalid pagination token.")
	}
	body["NextToken"] = token
	x.ok("AdminListUserAuthEvents", body)
	x.s.Advance(time.Hour)
	x.refused("AdminListUserAuthEvents", body, "InvalidParameter", "Invalid pagination token.")
	x.refused("AdminListUserAuthEvents", object{"UserPoolId": localPool, "Username": "ann@example.com", "MaxResults": 61},
		"InvalidParameter", "1 validation error")
}

// TestEventsAreBounded: the newest 200 of a user stay.
func TestEventsAreBounded(t *testing.T) {
	x := watchedTester(t, nil)
	p := x.s.state.Load().order[0]
	u := p.names["ann@example.com"]
	for range maxEvents + 50 {
		p.happened(u, &authEvent{})
	}
	if list := u.extras.events; len(list) != 200 || list[0].number != 51 || list[199].number != 250 {
		t.Errorf("%d events from %d", len(list), list[0].number)
	}
}

// TestEventsNeedThreatProtection, and where it is off nothing is recorded.
func TestEventsNeedThreatProtection(t *testing.T) {
	for protection, on := range map[string]bool{"": false, "OFF": false, "AUDIT": true, "ENFORCED": true} {
		x := watchedTester(t, func(p *PoolConfig) { p.ThreatProtection = protection })
		x.signIn("demo-public", "ann@example.com")
		body := object{"UserPoolId": localPool, "Username": "ann@example.com"}
		p := x.s.state.Load().order[0]
		if on {
			x.ok("AdminListUserAuthEvents", body)
			x.refused("AdminListUserAuthEvents", object{"UserPoolId": localPool, "Username": "nobody"}, "UserNotFound",
				"User does not exist.")
		} else {
			x.refused("AdminListUserAuthEvents", body, "UserPoolAddOnNotEnabled", "")
		}
		if got := p.names["ann@example.com"].extras != nil; got != on {
			t.Errorf("%q: events are kept: %v", protection, got)
		}
	}
}

// TestSeededEvents come in the order of their age, with all that they say, and are
// the same at every start.
func TestSeededEvents(t *testing.T) {
	events := []EventConfig{
		{Type: "SignIn", Response: "Fail", Age: time.Hour, Passed: []string{"Password"}, Failed: "Mfa", RiskDecision: "AccountTakeover",
			RiskLevel: "High",
			IP:        "192.0.2.1", Device: "Firefox 128, Windows 10", City: "Basel", Country: "Switzerland"},
		{Type: "SignUp", Response: "Pass", Age: 48 * time.Hour},
	}
	anew := func() tester { return watchedTester(t, func(p *PoolConfig) { p.Users[0].Events = events }) }
	x := anew()
	if got := x.history("ann@example.com"); got != "SignIn Fail Password:Success Mfa:Failure, SignUp Pass" {
		t.Errorf("history %s", got)
	}
	e := x.authEvents("ann@example.com")[0]
	if got := fmt.Sprint(e["EventRisk"], e["EventContextData"]); got !=
		"map[CompromisedCredentialsDetected:false RiskDecision:AccountTakeover RiskLevel:High] "+
			"map[City:Basel Country:Switzerland DeviceName:Firefox 128, Windows 10 IpAddress:192.0.2.1]" {
		t.Errorf("event %s", got)
	}
	if e["CreationDate"] != seconds(x.s.Now().Add(-time.Hour)) || e["EventId"] != anew().authEvents("ann@example.com")[0]["EventId"] {
		t.Errorf("event %v", e)
	}
	for _, bad := range []EventConfig{{Type: "SignIn"}, {Type: "Other", Response: "Pass"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v is taken", bad)
				}
			}()
			watchedTester(t, func(p *PoolConfig) { p.Users[0].Events = []EventConfig{bad} })
		}()
	}
}
