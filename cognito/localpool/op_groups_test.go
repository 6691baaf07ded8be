package localpool

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// namesIn are the members called name of a list in an answer.
func (a answered) namesIn(list, name string) string {
	var names []string
	all, _ := a.in(list).([]any)
	for _, g := range all {
		names = append(names, g.(map[string]any)[name].(string))
	}
	return strings.Join(names, " ")
}

func (x tester) groupsOf(user string) string {
	x.Helper()
	return x.ok("AdminListGroupsForUser", of(localPool, user, nil)).namesIn("Groups", "GroupName")
}

func inGroup(name string) object { return object{"GroupName": name} }

// TestGroupsOfAUser: what adding and removing do, twice too, and who is missed.
func TestGroupsOfAUser(t *testing.T) {
	x := newTester(t)
	for _, tt := range []struct{ op, user, group, code, text, want string }{
		{"AdminAddUserToGroup", "ann@example.com", "support", "", "", "support"},
		{"AdminAddUserToGroup", "ann@example.com", "support", "", "", "support"},
		{"AdminAddUserToGroup", "ann@example.com", "admins", "", "", "support admins"},
		{"AdminAddUserToGroup", "ann@example.com", "nobodies", "ResourceNotFound", "Group not found.", "support admins"},
		{"AdminRemoveUserFromGroup", "ann@example.com", "nobodies", "ResourceNotFound", "Group not found.", "support admins"},
		{"AdminRemoveUserFromGroup", "ann@example.com", "support", "", "", "admins"},
		{"AdminRemoveUserFromGroup", "ann@example.com", "support", "", "", "admins"},
		{"AdminAddUserToGroup", "dan@example.com", "admins", "", "", "admins"}, // disabled
		{"AdminAddUserToGroup", "who@example.com", "admins", "UserNotFound", "User does not exist.", ""},
		{"AdminRemoveUserFromGroup", "who@example.com", "admins", "UserNotFound", "User does not exist.", ""},
	} {
		a := x.refused(tt.op, of(localPool, tt.user, inGroup(tt.group)), tt.code, tt.text)
		if tt.code == "" && len(a.body) != 0 {
			t.Errorf("%+v: answer %v", tt, a.body)
		}
		if tt.user == "who@example.com" {
			continue
		}
		if got := x.groupsOf(tt.user); got != tt.want {
			t.Errorf("%+v: groups %q", tt, got)
		}
	}
	x.refused("AdminAddUserToGroup", of(localPool, "ann@example.com", inGroup("no name")), "InvalidParameter",
		"1 validation error detected: Value 'no name' at 'groupName'")
}

// TestGroupsInTokens: a change shows in the tokens of the next sign-in.
func TestGroupsInTokens(t *testing.T) {
	x := newTester(t)
	claim := func() string {
		t.Helper()
		c, _ := payloadOf(x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "IdToken"))
		return fmt.Sprintf("%v %v %v", c["cognito:groups"], c["cognito:roles"], c["cognito:preferred_role"])
	}
	if got := claim(); got != "<nil> <nil> <nil>" {
		t.Errorf("before: %s", got)
	}
	x.ok("AdminAddUserToGroup", of(localPool, "ann@example.com", inGroup("admins")))
	if got := claim(); got != "[admins] [arn:aws:iam::000000000000:role/local-admins] arn:aws:iam::000000000000:role/local-admins" {
		t.Errorf("in a group: %s", got)
	}
	x.ok("DeleteGroup", object{"UserPoolId": localPool, "GroupName": "admins"})
	if got := claim(); got != "<nil> <nil> <nil>" {
		t.Errorf("without the group: %s", got)
	}
}

// TestPreferredRole: the role of the lowest precedence, none where two of it differ.
func TestPreferredRole(t *testing.T) {
	const one, two = "arn:aws:iam::000000000000:role/one", "arn:aws:iam::000000000000:role/two"
	type g struct {
		role       string
		precedence int // -1 for none
	}
	for _, tt := range []struct {
		groups []g
		want   string
	}{
		{[]g{{one, 5}, {two, 1}}, two},
		{[]g{{one, 1}, {two, 5}}, one},
		{[]g{{one, 1}, {two, 1}}, ""},
		{[]g{{one, 1}, {one, 1}}, one},
		{[]g{{one, 2}, {two, 2}, {two, 1}}, two},
		{[]g{{one, -1}, {two, 9}}, two},
		{[]g{{one, 9}, {two, -1}}, one},
		{[]g{{one, -1}, {two, -1}}, ""},
		{[]g{{"", 0}, {two, 9}}, two},
		{[]g{{"", 0}}, ""},
	} {
		x := newTester(t)
		for i, y := range tt.groups {
			name := fmt.Sprint("g", i)
			body := object{"UserPoolId": localPool, "GroupName": name}
			if y.role != "" {
				body["RoleArn"] = y.role
			}
			if y.precedence >= 0 {
				body["Precedence"] = y.precedence
			}
			x.ok("CreateGroup", body)
			x.ok("AdminAddUserToGroup", of(localPool, "ann@example.com", inGroup(name)))
		}
		c, _ := payloadOf(x.signIn("demo-app", "ann@example.com").str("AuthenticationResult", "IdToken"))
		if got, _ := c["cognito:preferred_role"].(string); got != tt.want {
			t.Errorf("%v: %q", tt.groups, got)
		}
	}
}

// TestCreateAndDeleteGroup: what a group is told as, and that a deleted one has no
// users, not even when it is made again.
func TestCreateAndDeleteGroup(t *testing.T) {
	x := newTester(t)
	body := object{"UserPoolId": localPool, "GroupName": "crew", "Description": "All hands", "Precedence": 0,
		"RoleArn": "arn:aws:iam::000000000000:role/crew"}
	a := x.ok("CreateGroup", body)
	for name, want := range map[string]any{"GroupName": "crew", "UserPoolId": localPool, "Description": "All hands", "Precedence": 0.0,
		"RoleArn": "arn:aws:iam::000000000000:role/crew", "CreationDate": seconds(x.s.Now()), "LastModifiedDate": seconds(x.s.Now())} {
		if a.in("Group", name) != want {
			t.Errorf("%s is %v, want %v", name, a.in("Group", name), want)
		}
	}
	x.refused("CreateGroup", body, "GroupExists", "A group with the name already exists.")
	x.refused("CreateGroup", object{"UserPoolId": localPool, "GroupName": "x", "RoleArn": "not an arn, though long enough"},
		"InvalidParameter", "")
	x.refused("CreateGroup", object{"UserPoolId": localPool, "GroupName": "x", "Precedence": -1}, "InvalidParameter", "")
	x.refused("CreateGroup", object{"UserPoolId": localPool, "GroupName": "x", "Precedence": 1 << 31}, "InvalidParameter", "")
	x.ok("AdminAddUserToGroup", of(localPool, "ann@example.com", inGroup("crew")))
	x.ok("DeleteGroup", object{"UserPoolId": localPool, "GroupName": "crew"})
	x.refused("DeleteGroup", object{"UserPoolId": localPool, "GroupName": "crew"}, "ResourceNotFound", "Group not found.")
	x.refused("ListUsersInGroup", object{"UserPoolId": localPool, "GroupName": "crew"}, "ResourceNotFound", "Group not found.")
	x.ok("CreateGroup", object{"UserPoolId": localPool, "GroupName": "crew"})
	if got := x.groupsOf("ann@example.com"); got != "" {
		t.Errorf("in %s", got)
	}
	x.s.Reset()
	if got := x.ok("ListGroups", object{"UserPoolId": localPool}).namesIn("Groups", "GroupName"); got != "admins support" {
		t.Errorf("after a reset: %s", got)
	}
}

// TestMostGroupsOfAUser: a hundred.
func TestMostGroupsOfAUser(t *testing.T) {
	c := Demo()
	for i := range maxUserGroups + 1 {
		c.Pools[0].Groups = append(c.Pools[0].Groups, GroupConfig{Name: fmt.Sprint("g", i)})
	}
	x := testerWith(t, c)
	for i := range maxUserGroups {
		x.ok("AdminAddUserToGroup", of(localPool, "ann@example.com", inGroup(fmt.Sprint("g", i))))
	}
	x.refused("AdminAddUserToGroup", of(localPool, "ann@example.com", inGroup("g100")), "InvalidParameter",
		"User can't be in more than 100 groups.")
	x.ok("AdminAddUserToGroup", of(localPool, "ann@example.com", inGroup("g7")))
}

// TestMostGroupsOfAPool: ten thousand.
func TestMostGroupsOfAPool(t *testing.T) {
	x := newTester(t)
	p := x.s.state.Load().order[0]
	for i := len(p.groups); i < maxGroups; i++ {
		p.addGroup(GroupConfig{Name: fmt.Sprint("g", i)}, x.s.Now())
	}
	x.refused("CreateGroup", object{"UserPoolId": localPool, "GroupName": "one-more"}, "LimitExceeded", "")
	x.ok("DeleteGroup", object{"UserPoolId": localPool, "GroupName": "g77"})
	x.ok("CreateGroup", object{"UserPoolId": localPool, "GroupName": "one-more"})
}

// walkPages follows the token of a list to its end.
func (x tester) walkPages(op string, body object, list, name, token string, limit int, between func(page int)) []string {
	x.Helper()
	body["Limit"] = limit
	var all []string
	for n := 1; ; n++ {
		if n > 50 {
			x.Fatalf("%s never ends: %v", op, all)
		}
		a := x.ok(op, body)
		found := strings.Fields(a.namesIn(list, name))
		if len(found) > limit {
			x.Errorf("%s: a page of %v", op, found)
		}
		all = append(all, found...)
		if body[token] = a.str(token); body[token] == "" {
			return all
		}
		if between != nil {
			between(n)
		}
	}
}

// TestGroupListsArePaged: each list tells everything once, while groups come and
// go, and its tokens are good for nothing else.
func TestGroupListsArePaged(t *testing.T) {
	c := Demo()
	c.Pools[0].Groups = nil
	for i := range c.Pools[0].Users {
		c.Pools[0].Users[i].Groups = nil
	}
	var want []string
	for i := range 7 {
		want = append(want, fmt.Sprint("g", i))
		c.Pools[0].Groups = append(c.Pools[0].Groups, GroupConfig{Name: want[i]})
	}
	c.Pools[0].Users[0].Groups, c.Pools[0].Users[3].Groups = want, want[:3]
	x := testerWith(t, c)
	pool := object{"UserPoolId": localPool}
	if got := x.walkPages("ListGroups", pool, "Groups", "GroupName", "NextToken", 3, nil); !slices.Equal(got, want) {
		t.Errorf("groups %v", got)
	}
	ann := of(localPool, "ann@example.com", nil)
	if got := x.walkPages("AdminListGroupsForUser", ann, "Groups", "GroupName", "NextToken", 3, nil); !slices.Equal(got, want) {
		t.Errorf("the user's groups %v", got)
	}
	in := object{"UserPoolId": localPool, "GroupName": "g2"}
	if got := x.walkPages("ListUsersInGroup", in, "Users", "Username", "NextToken", 1, nil); !slices.Equal(got,
		[]string{"ann@example.com", "dan@example.com"}) {
		t.Errorf("the group's users %v", got)
	}
	// The last of a page and one before it go, another comes: none is told twice.
	got := x.walkPages("ListGroups", object{"UserPoolId": localPool}, "Groups", "GroupName", "NextToken", 3, func(page int) {
		if page == 1 {
			x.ok("DeleteGroup", object{"UserPoolId": localPool, "GroupName": "g2"})
			x.ok("CreateGroup", object{"UserPoolId": localPool, "GroupName": "g7"})
		}
	})
	if !slices.Equal(got, []string{"g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7"}) {
		t.Errorf("while they come and go: %v", got)
	}

	token := x.ok("ListGroups", object{"UserPoolId": localPool, "Limit": 2}).str("NextToken")
	for op, body := range map[string]object{
		"ListGroups":             {"UserPoolId": aliasPool},
		"AdminListGroupsForUser": ann,
		"ListUsersInGroup":       {"UserPoolId": localPool, "GroupName": "g1"},
		"ListUserPools":          {"MaxResults": 2},
		"ListUserPoolClients":    {"UserPoolId": localPool},
	} {
		body["NextToken"] = token
		x.refused(op, body, "InvalidParameter", "Invalid pagination token.")
	}
	token = x.ok("AdminListGroupsForUser", of(localPool, "ann@example.com", object{"Limit": 2})).str("NextToken")
	x.refused("AdminListGroupsForUser", of(localPool, "dan@example.com", object{"Limit": 2, "NextToken": token}), "InvalidParameter", "")
	x.ok("AdminListGroupsForUser", of(localPool, "ann@example.com", object{"Limit": 2, "NextToken": token}))
	x.s.Advance(pageLife)
	x.refused("AdminListGroupsForUser", of(localPool, "ann@example.com", object{"Limit": 2, "NextToken": token}), "InvalidParameter", "")
	for _, op := range []string{"ListGroups", "AdminListGroupsForUser", "ListUsersInGroup", "AdminListDevices"} {
		x.refused(op, of(localPool, "ann@example.com", object{"GroupName": "g1", "Limit": 61}), "InvalidParameter",
			"1 validation error detected: Value '61' at 'limit'")
	}
}

// TestUnknownGroupsOfAConfig are a mistake of who wrote it.
func TestUnknownGroupsOfAConfig(t *testing.T) {
	c := Demo()
	c.Pools[0].Users[0].Groups = []string{"nobodies"}
	defer func() {
		if recover() == nil {
			t.Error("it was taken")
		}
	}()
	newServer(c)
}
