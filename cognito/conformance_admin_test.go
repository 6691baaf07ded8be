package cognito_test

import (
	"slices"
	"testing"

	"cognito-tui/cognito"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// adminConformance are the rules of the calls that AWS credentials sign.
var adminConformance = []conformanceCase{
	{"AdminCreateUser", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		d.status(name, types.UserStatusTypeForceChangePassword)
		d.mustChange(name, goodPassword)
	}},
	{"AdminCreateUserTaken", func(t *testing.T, s server) {
		d := deskOf(t, s)
		_, err := d.api.AdminCreateUser(t.Context(), &cip.AdminCreateUserInput{UserPoolId: d.pool, Username: aws.String(d.invited()), MessageAction: types.MessageActionTypeSuppress})
		d.refused(err, "UsernameExists")
	}},
	{"AdminCreateUserWithoutAddress", func(t *testing.T, s server) {
		d := deskOf(t, s)
		_, err := d.api.AdminCreateUser(t.Context(), &cip.AdminCreateUserInput{UserPoolId: d.pool, Username: aws.String(newUser()),
			TemporaryPassword: aws.String(goodPassword), DesiredDeliveryMediums: []types.DeliveryMediumType{types.DeliveryMediumTypeEmail}})
		d.refused(err, "InvalidParameter")
	}},
	{"AdminInviteAgain", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		must[*cip.AdminCreateUserOutput](d)(d.api.AdminCreateUser(t.Context(), &cip.AdminCreateUserInput{UserPoolId: d.pool, Username: &name,
			TemporaryPassword: aws.String(otherPassword), MessageAction: types.MessageActionTypeResend, DesiredDeliveryMediums: []types.DeliveryMediumType{types.DeliveryMediumTypeEmail}}))
		d.mustChange(name, otherPassword)
	}},
	{"AdminInviteAgainConfirmed", func(t *testing.T, s server) {
		d := deskOf(t, s)
		_, err := d.api.AdminCreateUser(t.Context(), &cip.AdminCreateUserInput{UserPoolId: d.pool, Username: aws.String(confirmed(t, s)), MessageAction: types.MessageActionTypeResend})
		d.refused(err, "UnsupportedUserState")
	}},
	{"AdminGetNobody", func(t *testing.T, s server) {
		d := deskOf(t, s)
		_, err := d.api.AdminGetUser(t.Context(), &cip.AdminGetUserInput{UserPoolId: d.pool, Username: aws.String(newUser())})
		d.refused(err, "UserNotFound")
	}},
	{"AdminSetUserPasswordPermanent", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		if err := d.setPassword(name, otherPassword, true); err != nil {
			t.Fatal(err)
		}
		d.status(name, types.UserStatusTypeConfirmed)
		signIn(t, s, name, otherPassword)
	}},
	{"AdminSetUserPasswordTemporary", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		if err := d.setPassword(name, otherPassword, false); err != nil {
			t.Fatal(err)
		}
		d.status(name, types.UserStatusTypeForceChangePassword)
		d.mustChange(name, otherPassword)
	}},
	{"AdminSetUserPasswordShort", func(t *testing.T, s server) {
		d := deskOf(t, s)
		d.refused(d.setPassword(confirmed(t, s), "aB1!", true), "InvalidPassword")
	}},
	{"AdminSetUserPasswordNobody", func(t *testing.T, s server) {
		d := deskOf(t, s)
		d.refused(d.setPassword(newUser(), goodPassword, true), "UserNotFound")
	}},
	{"AdminConfirmSignUp", func(t *testing.T, s server) {
		d, name := deskOf(t, s), newUser()
		signUp(t, s, name)
		if err := d.confirm(name); err != nil {
			t.Fatal(err)
		}
		signIn(t, s, name, goodPassword)
		if got := d.attribute(name, "email_verified"); got == "true" {
			t.Error("confirming verified the email")
		}
	}},
	{"AdminConfirmTwice", func(t *testing.T, s server) {
		d := deskOf(t, s)
		d.refused(d.confirm(confirmed(t, s)), "NotAuthorized")
	}},
	{"AdminConfirmNobody", func(t *testing.T, s server) {
		d := deskOf(t, s)
		d.refused(d.confirm(newUser()), "UserNotFound")
	}},
	{"AdminDisableUser", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		if err := d.disable(name); err != nil {
			t.Fatal(err)
		}
		if d.read(name).Enabled {
			t.Error("still enabled")
		}
		d.status(name, types.UserStatusTypeConfirmed)
		if _, err := d.api.AdminEnableUser(t.Context(), &cip.AdminEnableUserInput{UserPoolId: d.pool, Username: &name}); err != nil || !d.read(name).Enabled {
			t.Errorf("enabling: %v", err)
		}
		signIn(t, s, name, goodPassword)
	}},
	{"AdminDisabledCannotSignIn", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		if err := d.disable(name); err != nil {
			t.Fatal(err)
		}
		_, err := d.signsIn(name, goodPassword)
		wantKind(t, err, cognito.Disabled)
	}},
	{"AdminDisableEndsSessions", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		access := signIn(t, s, name, goodPassword).Tokens.Access
		if err := d.disable(name); err != nil {
			t.Fatal(err)
		}
		_, err := cognito.New(s.config).GetUser(t.Context(), access)
		wantKind(t, err, cognito.SignedOut)
	}},
	{"AdminDisableNobody", func(t *testing.T, s server) {
		d := deskOf(t, s)
		d.refused(d.disable(newUser()), "UserNotFound")
	}},
	{"AdminDeleteUser", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		for _, code := range []string{"", "UserNotFound"} {
			_, err := d.api.AdminDeleteUser(t.Context(), &cip.AdminDeleteUserInput{UserPoolId: d.pool, Username: &name})
			if code != "" {
				d.refused(err, code)
			} else if err != nil {
				t.Fatal(err)
			}
		}
		signUp(t, s, name) // the name is free again
	}},
	{"AdminUserGlobalSignOut", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		access := signIn(t, s, name, goodPassword).Tokens.Access
		must[*cip.AdminUserGlobalSignOutOutput](d)(d.api.AdminUserGlobalSignOut(t.Context(), &cip.AdminUserGlobalSignOutInput{UserPoolId: d.pool, Username: &name}))
		_, err := cognito.New(s.config).GetUser(t.Context(), access)
		wantKind(t, err, cognito.SignedOut)
		signIn(t, s, name, goodPassword)
	}},
	{"AdminResetUserPassword", func(t *testing.T, s server) {
		d, name := deskOf(t, s), confirmed(t, s)
		must[*cip.AdminResetUserPasswordOutput](d)(d.api.AdminResetUserPassword(t.Context(), &cip.AdminResetUserPasswordInput{UserPoolId: d.pool, Username: &name}))
		d.status(name, types.UserStatusTypeResetRequired)
		_, err := d.signsIn(name, goodPassword)
		wantKind(t, err, cognito.ResetRequired)
		err = cognito.New(s.config).ConfirmForgotPassword(t.Context(), cognito.ConfirmForgotPasswordRequest{
			Username: name, Code: s.code(t, name), Password: otherPassword})
		if err != nil {
			t.Fatal(err)
		}
		signIn(t, s, name, otherPassword)
	}},
	{"AdminResetInvited", func(t *testing.T, s server) {
		d := deskOf(t, s)
		_, err := d.api.AdminResetUserPassword(t.Context(), &cip.AdminResetUserPasswordInput{UserPoolId: d.pool, Username: aws.String(d.invited())})
		d.refused(err, "NotAuthorized")
	}},
	{"AdminUpdateAttribute", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		d.updated(name, "name", "Conny", "nickname", "Con")
		if got := d.attribute(name, "name") + d.attribute(name, "nickname"); got != "ConnyCon" {
			t.Errorf("got %q", got)
		}
	}},
	{"AdminBlankDeletes", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		for _, value := range []string{"Conny", ""} {
			d.updated(name, "name", value)
		}
		if slices.ContainsFunc(d.read(name).UserAttributes, func(a types.AttributeType) bool { return aws.ToString(a.Name) == "name" }) {
			t.Error("the name is still there")
		}
	}},
	{"AdminUpdateUnknownAttribute", func(t *testing.T, s server) {
		d := deskOf(t, s)
		d.refused(d.update(d.invited(), "custom:missing", "x"), "InvalidParameter")
	}},
	{"AdminUpdateNobody", func(t *testing.T, s server) {
		d := deskOf(t, s)
		d.refused(d.update(newUser(), "name", "x"), "UserNotFound")
	}},
	{"AdminVerifyEmail", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		d.updated(name, "email", name, "email_verified", "true")
		d.hasEmail(name, name, "true")
	}},
	{"AdminVerifyEmailByTheFlag", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		d.updated(name, "email_verified", "true")
		if got := d.attribute(name, "email_verified"); got != "true" {
			t.Errorf("email_verified is %q", got)
		}
	}},
	{"AdminChangeEmail", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name, to := d.invited(), newUser()
		d.updated(name, "email", name, "email_verified", "true")
		d.updated(name, "email", to)
		d.hasEmail(name, to, "false")
	}},
	{"AdminChangeEmailVerified", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name, to := d.invited(), newUser()
		d.updated(name, "email", to, "email_verified", "true")
		d.hasEmail(name, to, "true")
	}},
	{"AdminDeleteAttribute", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := d.invited()
		d.updated(name, "nickname", "Con")
		must[*cip.AdminDeleteUserAttributesOutput](d)(d.api.AdminDeleteUserAttributes(t.Context(), &cip.AdminDeleteUserAttributesInput{
			UserPoolId: d.pool, Username: &name, UserAttributeNames: []string{"nickname"}}))
		if got := d.attribute(name, "nickname"); got != "" {
			t.Errorf("the nickname is %q", got)
		}
	}},
	{"ListUserPools", func(t *testing.T, s server) {
		d := deskOf(t, s)
		pools := must[*cip.ListUserPoolsOutput](d)(d.api.ListUserPools(t.Context(), &cip.ListUserPoolsInput{MaxResults: aws.Int32(60)})).UserPools
		if !slices.ContainsFunc(pools, func(p types.UserPoolDescriptionType) bool { return *p.Id == *d.pool && *p.Name != "" }) {
			t.Errorf("got %v", pools)
		}
	}},
	{"ListUserPoolClients", func(t *testing.T, s server) {
		d := deskOf(t, s)
		clients := must[*cip.ListUserPoolClientsOutput](d)(d.api.ListUserPoolClients(t.Context(), &cip.ListUserPoolClientsInput{UserPoolId: d.pool})).UserPoolClients
		if !slices.ContainsFunc(clients, func(c types.UserPoolClientDescription) bool {
			return *c.ClientId == s.config.ClientID && *c.ClientName != ""
		}) {
			t.Errorf("got %v", clients)
		}
	}},
	{"DescribeUserPoolTellsThePlan", func(t *testing.T, s server) {
		d := deskOf(t, s)
		signUp(t, s, newUser())
		p := must[*cip.DescribeUserPoolOutput](d)(d.api.DescribeUserPool(t.Context(), &cip.DescribeUserPoolInput{UserPoolId: d.pool})).UserPool
		if p.EstimatedNumberOfUsers < 1 || !slices.Contains(p.UserPoolTier.Values(), p.UserPoolTier) ||
			p.UserPoolAddOns == nil || !slices.Contains(p.UserPoolAddOns.AdvancedSecurityMode.Values(), p.UserPoolAddOns.AdvancedSecurityMode) {
			t.Errorf("got %d users, plan %q, add-ons %v", p.EstimatedNumberOfUsers, p.UserPoolTier, p.UserPoolAddOns)
		}
	}},
	{"ListUsersPages", func(t *testing.T, s server) {
		d := deskOf(t, s)
		name := newUser()
		in := &cip.ListUsersInput{UserPoolId: d.pool, Limit: aws.Int32(1), Filter: aws.String(`name = "` + name + `"`)}
		want := []string{d.invited(), d.invited(), d.invited()}
		for _, user := range want {
			d.updated(user, "name", name)
		}
		var got []string
		for range 10 {
			page := must[*cip.ListUsersOutput](d)(d.api.ListUsers(t.Context(), in))
			for _, u := range page.Users {
				got = append(got, *u.Username)
			}
			if len(page.Users) > 1 {
				t.Errorf("a page of %d", len(page.Users))
			}
			if in.PaginationToken = page.PaginationToken; in.PaginationToken == nil {
				break
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}},
}
