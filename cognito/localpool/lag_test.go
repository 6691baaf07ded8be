package localpool

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

const listsLag = 5 * time.Second

// rowsOf is what ListUsers shows of a pool under a filter, page by page of three.
func (x tester) rowsOf(pool, filter string) (rows []string) {
	x.Helper()
	body := object{"UserPoolId": pool, "Filter": filter, "Limit": 3}
	for {
		a := x.ok("ListUsers", body)
		for _, u := range a.in("Users").([]any) {
			rows = append(rows, fmt.Sprint(u))
		}
		if body["PaginationToken"] = a.str("PaginationToken"); body["PaginationToken"] == "" {
			return rows
		}
	}
}

// TestLateLists is the table of the ways to change a user: lists don't show it
// until their lag has passed, whatever they are filtered by, and AdminGetUser does
// at once.
func TestLateLists(t *testing.T) {
	for name, tt := range map[string]struct {
		pool, user, filter string // an exact filter that the change matters to
		act                func(x tester)
	}{
		"attribute": {accountPool, "ray", `email = "ray@example.com"`, func(x tester) {
			x.update(x.signedIn("account-app", "ray").access(), "name", "Raymond")
		}},
		"deleted attribute": {accountPool, "ray", `sub ^= ""`, func(x tester) {
			x.ok("DeleteUserAttributes", object{"AccessToken": x.signedIn("account-app", "ray").access(),
				"UserAttributeNames": []string{"name"}})
		}},
		"password": {localPool, "ann@example.com", `username = "ann@example.com"`, func(x tester) {
			x.ok("AdminSetUserPassword", object{"UserPoolId": localPool, "Username": "ann@example.com", "Password": DemoPassword})
		}},
		"own new password": {localPool, "fay@example.com", `cognito:user_status = "CONFIRMED"`, func(x tester) {
			c := x.client("demo-public").ClientID
			session := x.signIn("demo-public", "fay@example.com").str("Session")
			x.ok("RespondToAuthChallenge", object{"ClientId": c, "ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": session,
				"ChallengeResponses": map[string]string{"USERNAME": "fay@example.com", "NEW_PASSWORD": DemoPassword + "2"}})
		}},
		"authenticator by session": {"us-east-1_MfaPool", "ida@example.com", `username = "ida@example.com"`, func(x tester) {
			w := x.walk("mfa-app", "ida@example.com").password(DemoPassword).at("MFA_SETUP")
			app := w.associate()
			x.s.Advance(2 * listsLag)
			w.verify(app)
		}},
		"confirmed": {localPool, "una@example.com", `email = "una@example.com"`, func(x tester) {
			x.ok("AdminConfirmSignUp", object{"UserPoolId": localPool, "Username": "una@example.com"})
		}},
		"alias taken": {aliasPool, "olga", `email = "shared@example.com"`, func(x tester) {
			x.ok("AdminCreateUser", object{"UserPoolId": aliasPool, "Username": "oda", "MessageAction": "SUPPRESS",
				"ForceAliasCreation": true,
				"UserAttributes":     attributes("email", "shared@example.com", "email_verified", "true")})
		}},
		"disabled": {localPool, "ann@example.com", `status = "Disabled"`, func(x tester) {
			x.ok("AdminDisableUser", object{"UserPoolId": localPool, "Username": "ann@example.com"})
		}},
		"reset by an administrator": {localPool, "ann@example.com", `cognito:user_status = "RESET_REQUIRED"`, func(x tester) {
			x.ok("AdminResetUserPassword", object{"UserPoolId": localPool, "Username": "ann@example.com"})
		}},
		"attribute, by an administrator": {localPool, "ann@example.com", `email = "ann@example.com"`, func(x tester) {
			x.ok("AdminUpdateUserAttributes", object{"UserPoolId": localPool, "Username": "ann@example.com",
				"UserAttributes": attributes("email", "anna@example.com")})
		}},
		"new": {localPool, "new@example.com", `email = "new@example.com"`, func(x tester) { x.signUp("demo-public", "new@example.com") }},
		"new by an administrator": {localPool, "new", `username = "new"`, func(x tester) {
			x.ok("AdminCreateUser", object{"UserPoolId": localPool, "Username": "new", "MessageAction": "SUPPRESS",
				"TemporaryPassword": DemoPassword})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			x := newTester(t)
			x.rowsOf(tt.pool, tt.filter) // makes the index, if the filter has one
			x.s.LagLists(listsLag)
			all, some := x.rowsOf(tt.pool, ""), x.rowsOf(tt.pool, tt.filter)
			shown := fmt.Sprint(x.call("AdminGetUser", object{"UserPoolId": tt.pool, "Username": tt.user}).body)
			x.s.Advance(time.Second)
			tt.act(x)
			if now := fmt.Sprint(x.ok("AdminGetUser", object{"UserPoolId": tt.pool, "Username": tt.user}).body); now == shown {
				t.Error("AdminGetUser doesn't show the change")
			}
			for _, passed := range []time.Duration{0, listsLag - time.Nanosecond} {
				x.s.Advance(passed)
				if got := x.rowsOf(tt.pool, ""); !slices.Equal(got, all) {
					t.Errorf("after %s: %v, want %v", passed, got, all)
				}
				if got := x.rowsOf(tt.pool, tt.filter); !slices.Equal(got, some) {
					t.Errorf("after %s: %s lists %v, want %v", passed, tt.filter, got, some)
				}
			}
			x.s.Advance(time.Nanosecond)
			lateAll, lateSome := x.rowsOf(tt.pool, ""), x.rowsOf(tt.pool, tt.filter)
			x.s.LagLists(0)
			if got := x.rowsOf(tt.pool, ""); slices.Equal(got, all) || !slices.Equal(got, lateAll) {
				t.Errorf("in the end %v, and %v without the lag", lateAll, got)
			}
			if got := x.rowsOf(tt.pool, tt.filter); slices.Equal(got, some) || !slices.Equal(got, lateSome) {
				t.Errorf("in the end %s lists %v, and %v without the lag", tt.filter, lateSome, got)
			}
		})
	}
}

// TestDeletedUsersStayInLists, in their place, each page chain once.
func TestDeletedUsersStayInLists(t *testing.T) {
	x := newTester(t)
	x.s.LagLists(listsLag)
	all := x.listed(accountPool, "", 2)
	for _, name := range []string{"ray", "penny"} {
		x.ok("DeleteUser", object{"AccessToken": x.signedIn("account-app", name).access()})
	}
	x.refused("AdminGetUser", object{"UserPoolId": accountPool, "Username": "ray"}, "UserNotFound", "")
	if got := x.listed(accountPool, "", 2); !slices.Equal(got, all) {
		t.Errorf("listed %v, want %v", got, all)
	}
	if got := x.listed(accountPool, `username = "ray"`, 0); !slices.Equal(got, []string{"ray"}) {
		t.Errorf("by name: %v", got)
	}
	x.ok("SignUp", x.as("account-app", "ray", object{"Password": DemoPassword})) // another of the same name
	if got := x.listed(accountPool, "", 2); !slices.Equal(got, all) {
		t.Errorf("listed %v with another ray, want %v", got, all)
	}
	x.s.Advance(listsLag)
	want := append(slices.DeleteFunc(slices.Clone(all), func(n string) bool { return n == "ray" || n == "penny" }), "ray")
	if got := x.listed(accountPool, "", 2); !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
}

// TestEachChangeShowsInItsTurn: two changes in a row come one after the other, a
// look in between changes nothing of that.
func TestEachChangeShowsInItsTurn(t *testing.T) {
	x := newTester(t)
	x.s.LagLists(listsLag)
	access := x.signedIn("account-app", "ray").access()
	name := func(want string) {
		t.Helper()
		x.ok("AdminGetUser", object{"UserPoolId": accountPool, "Username": "ray"})
		if got := x.listed(accountPool, `name = "`+want+`"`, 0); !slices.Equal(got, []string{"ray"}) {
			t.Errorf("%s: %v", want, got)
		}
	}
	x.update(access, "name", "First")
	x.s.Advance(2 * time.Second)
	x.update(access, "name", "Second")
	x.s.Advance(time.Second)
	name("Ray Rhodes")
	x.s.Advance(2 * time.Second)
	name("First")
	x.s.Advance(2 * time.Second)
	name("Second")
}

// TestLagIsOffAtFirst, is turned off at once, and by Reset.
func TestLagIsOffAtFirst(t *testing.T) {
	x := newTester(t)
	sees := func(want bool, email string) {
		t.Helper()
		x.signUp("demo-public", email)
		if got := len(x.listed(localPool, `email = "`+email+`"`, 0)) == 1; got != want {
			t.Errorf("%s is listed: %v", email, got)
		}
	}
	sees(true, "a@example.com")
	x.s.LagLists(listsLag)
	if x.s.ListsLag() != listsLag {
		t.Errorf("the lag is %s", x.s.ListsLag())
	}
	if x.listed(localPool, `email = "a@example.com"`, 0) == nil {
		t.Error("what was written before the lag is hidden")
	}
	sees(false, "b@example.com")
	x.s.LagLists(-1)
	sees(true, "c@example.com")
	if x.listed(localPool, `email = "b@example.com"`, 0) == nil {
		t.Error("the lag outlives itself")
	}
	x.s.LagLists(listsLag)
	if x.s.Reset(); x.s.ListsLag() != 0 {
		t.Errorf("after Reset the lag is %s", x.s.ListsLag())
	}
	sees(true, "d@example.com")
}

// TestLagForgets: what no list shows any more isn't kept.
func TestLagForgets(t *testing.T) {
	x := newTester(t)
	x.s.LagLists(listsLag)
	p := x.s.state.Load().pools[localPool]
	for i := range 5000 {
		x.s.Advance(time.Second)
		email := fmt.Sprintf("user%d@example.com", i)
		p.mu.Lock()
		u := p.seed(UserConfig{Username: email, NoPassword: true, Attributes: []Attribute{{"email", email}}}, x.s.Now())
		p.find(email).set("name", "x")
		p.remove(u)
		p.find("ann@example.com").set("name", email)
		p.mu.Unlock()
	}
	if n := len(p.lists.past.m); n > 1024 {
		t.Errorf("%d users are remembered", n)
	}
	if past, _ := p.lists.past.get(p.lookFor("ann@example.com")); len(past) > 10 {
		t.Errorf("%d rows of one user are remembered", len(past))
	}
	if n := len(p.lists.gone); n > 10 {
		t.Errorf("%d deleted users are kept", n)
	}
}

// TestLateGroups: who comes into a group, leaves it, or is in one that is deleted,
// shows in ListUsersInGroup as late as anything.
func TestLateGroups(t *testing.T) {
	x := newTester(t)
	members := func(want ...string) {
		t.Helper()
		var got []string
		for _, u := range x.ok("ListUsersInGroup", object{"UserPoolId": localPool, "GroupName": "support"}).in("Users").([]any) {
			got = append(got, u.(map[string]any)["Username"].(string))
		}
		if !slices.Equal(got, want) {
			t.Errorf("members %v, want %v", got, want)
		}
	}
	x.s.LagLists(listsLag)
	in := func(user string) object {
		return object{"UserPoolId": localPool, "Username": user, "GroupName": "support"}
	}
	x.ok("AdminAddUserToGroup", in("ann@example.com"))
	members("gus@example.com")
	x.s.Advance(listsLag)
	members("ann@example.com", "gus@example.com")
	x.ok("AdminRemoveUserFromGroup", in("ann@example.com"))
	x.ok("AdminDeleteUser", object{"UserPoolId": localPool, "Username": "gus@example.com"})
	members("ann@example.com", "gus@example.com")
	x.s.Advance(listsLag)
	members()
	x.ok("AdminAddUserToGroup", in("ann@example.com"))
	x.s.Advance(2 * listsLag)
	group := object{"UserPoolId": localPool, "GroupName": "support"}
	x.ok("DeleteGroup", group)
	x.ok("CreateGroup", group)
	members("ann@example.com")
	x.s.Advance(listsLag)
	members()
}
