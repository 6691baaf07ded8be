package cognito_test

import (
	"slices"
	"testing"

	"cognito-tui/cognito/token"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// groupConformance are the rules of groups.
var groupConformance = []conformanceCase{
	{"AdminAddUserToGroup", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name, group := d.invited(), d.group()
		for range 2 { // twice is no error
			if err := d.join(name, group); err != nil {
				t.Fatal(err)
			}
		}
		if got := d.groupsOf(name); !slices.Equal(got, []string{group}) {
			t.Errorf("in %v", got)
		}
		if err := d.leave(name, group); err != nil {
			t.Fatal(err)
		}
		if got := d.groupsOf(name); len(got) != 0 {
			t.Errorf("still in %v", got)
		}
	}},
	{"AdminRemoveUserFromNoGroup", func(t *testing.T, s server) {
		d := deskOf(t, s)
		if err := d.leave(d.invited(), d.group()); err != nil {
			t.Error(err)
		}
	}},
	{"AdminAddUserToUnknownGroup", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		d.refused(d.join(name, "no-such-group"), "ResourceNotFound")
		d.refused(d.leave(name, "no-such-group"), "ResourceNotFound")
	}},
	{"AdminAddNobodyToGroup", func(t *testing.T, s server) {
		d := deskOf(t, s)
		group := d.group()
		d.refused(d.join(newUser(), group), "UserNotFound")
		d.refused(d.leave(newUser(), group), "UserNotFound")
		_, err := d.api.AdminListGroupsForUser(t.Context(), &cip.AdminListGroupsForUserInput{UserPoolId: d.pool, Username: aws.String(newUser())})
		d.refused(err, "UserNotFound")
	}},
	{"GroupsShowInTokens", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		group := d.group()
		if err := d.join(name, group); err != nil {
			t.Fatal(err)
		}
		c, err := token.Decode(signIn(t, s, name, goodPassword).Tokens.Access)
		if err != nil || !slices.Equal(c.Groups, []string{group}) {
			t.Errorf("got %v, %v", c.Groups, err)
		}
	}},
	{"ListGroups", func(t *testing.T, s server) {
		d := deskOf(t, s)
		group := d.group()
		groups := must[*cip.ListGroupsOutput](d)(d.api.ListGroups(t.Context(), &cip.ListGroupsInput{UserPoolId: d.pool})).Groups
		i := slices.IndexFunc(groups, func(g types.GroupType) bool { return *g.GroupName == group })
		if i < 0 || aws.ToString(groups[i].Description) != "made by a test" || aws.ToInt32(groups[i].Precedence) != 3 {
			t.Errorf("got %v", groups)
		}
	}},
	{"CreateGroupTaken", func(t *testing.T, s server) {
		d := deskOf(t, s)
		group := d.group()
		_, err := d.api.CreateGroup(t.Context(), &cip.CreateGroupInput{UserPoolId: d.pool, GroupName: &group})
		d.refused(err, "GroupExists")
	}},
	{"ListUsersInGroup", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name, group := d.invited(), d.group()
		if err := d.join(name, group); err != nil {
			t.Fatal(err)
		}
		users := must[*cip.ListUsersInGroupOutput](d)(d.api.ListUsersInGroup(t.Context(), &cip.ListUsersInGroupInput{UserPoolId: d.pool, GroupName: &group})).Users
		if len(users) != 1 || *users[0].Username != name {
			t.Errorf("got %v", users)
		}
	}},
	{"DeleteGroup", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name, group := d.invited(), d.group()
		if err := d.join(name, group); err != nil {
			t.Fatal(err)
		}
		must[*cip.DeleteGroupOutput](d)(d.api.DeleteGroup(t.Context(), &cip.DeleteGroupInput{UserPoolId: d.pool, GroupName: &group}))
		if got := d.groupsOf(name); len(got) != 0 {
			t.Errorf("still in %v", got)
		}
		d.refused(d.join(name, group), "ResourceNotFound")
	}},
}
