package cognito_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"cognito-tui/cognito"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
)

// desk makes an administrator's calls with the SDK itself, about one pool.
type desk struct {
	*testing.T
	s    server
	api  *cip.Client
	pool *string
}

func deskOf(t *testing.T, s server) desk {
	o := cip.Options{Region: s.config.Region, Credentials: s.config.Credentials, Retryer: aws.NopRetryer{}}
	if s.config.Transport != nil {
		o.HTTPClient = &http.Client{Transport: s.config.Transport}
	}
	if s.config.Endpoint != "" {
		o.BaseEndpoint = &s.config.Endpoint
	}
	return desk{t, s, cip.New(o), &s.config.UserPoolID}
}

// must takes the answer of a call that has to succeed.
func must[T any](d desk) func(T, error) T {
	d.Helper()
	return func(answer T, err error) T {
		d.Helper()
		if err != nil {
			d.Fatal(err)
		}
		return answer
	}
}

// refused demands this exception of a call.
func (d desk) refused(err error, code string) {
	d.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code+"Exception" {
		d.Errorf("got %v, want %sException", err, code)
	}
}

// invited makes a user with a temporary password who is told nothing.
func (d desk) invited() string {
	d.Helper()
	name := newUser()
	must[*cip.AdminCreateUserOutput](d)(d.api.AdminCreateUser(d.Context(), &cip.AdminCreateUserInput{
		UserPoolId: d.pool, Username: &name, TemporaryPassword: aws.String(goodPassword), MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: attributesFrom("email", name)}))
	return name
}

func (d desk) read(name string) *cip.AdminGetUserOutput {
	d.Helper()
	return must[*cip.AdminGetUserOutput](d)(d.api.AdminGetUser(d.Context(), &cip.AdminGetUserInput{UserPoolId: d.pool, Username: &name}))
}

func (d desk) status(name string, want types.UserStatusType) {
	d.Helper()
	if got := d.read(name).UserStatus; got != want {
		d.Errorf("the status is %s, want %s", got, want)
	}
}

func (d desk) attribute(name, attribute string) string {
	d.Helper()
	for _, a := range d.read(name).UserAttributes {
		if aws.ToString(a.Name) == attribute {
			return aws.ToString(a.Value)
		}
	}
	return ""
}

func attributesFrom(pairs ...string) (list []types.AttributeType) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, types.AttributeType{Name: &pairs[i], Value: &pairs[i+1]})
	}
	return list
}

func (d desk) update(name string, pairs ...string) error {
	_, err := d.api.AdminUpdateUserAttributes(d.Context(), &cip.AdminUpdateUserAttributesInput{
		UserPoolId: d.pool, Username: &name, UserAttributes: attributesFrom(pairs...)})
	return err
}

// updated is update where nothing may refuse it.
func (d desk) updated(name string, pairs ...string) {
	d.Helper()
	if err := d.update(name, pairs...); err != nil {
		d.Fatal(err)
	}
}

func (d desk) hasEmail(name, email, verified string) {
	d.Helper()
	if got := d.attribute(name, "email") + d.attribute(name, "email_verified"); got != email+verified {
		d.Errorf("got %q", got)
	}
}

func (d desk) setPassword(name, password string, permanent bool) error {
	_, err := d.api.AdminSetUserPassword(d.Context(), &cip.AdminSetUserPasswordInput{
		UserPoolId: d.pool, Username: &name, Password: &password, Permanent: permanent})
	return err
}

func (d desk) disable(name string) error {
	_, err := d.api.AdminDisableUser(d.Context(), &cip.AdminDisableUserInput{UserPoolId: d.pool, Username: &name})
	return err
}

func (d desk) confirm(name string) error {
	_, err := d.api.AdminConfirmSignUp(d.Context(), &cip.AdminConfirmSignUpInput{UserPoolId: d.pool, Username: &name})
	return err
}

// signsIn is what a password leads to.
func (d desk) signsIn(name, password string) (cognito.Step, error) {
	return cognito.New(d.s.config).SignIn(d.Context(), cognito.SignInRequest{Username: name, Password: password})
}

// mustChange demands that the password leads to a new one.
func (d desk) mustChange(name, password string) {
	d.Helper()
	step, err := d.signsIn(name, password)
	if _, is := step.(cognito.NewPasswordRequired); !is {
		d.Errorf("signing in led to %#v, %v", step, err)
	}
}

// group makes a group and names it.
func (d desk) group() string {
	d.Helper()
	name, _, _ := strings.Cut(newUser(), "@")
	must[*cip.CreateGroupOutput](d)(d.api.CreateGroup(d.Context(), &cip.CreateGroupInput{
		UserPoolId: d.pool, GroupName: &name, Description: aws.String("made by a test"), Precedence: aws.Int32(3)}))
	return name
}

func (d desk) join(name, group string) error {
	_, err := d.api.AdminAddUserToGroup(d.Context(), &cip.AdminAddUserToGroupInput{UserPoolId: d.pool, Username: &name, GroupName: &group})
	return err
}

func (d desk) leave(name, group string) error {
	_, err := d.api.AdminRemoveUserFromGroup(d.Context(), &cip.AdminRemoveUserFromGroupInput{UserPoolId: d.pool, Username: &name, GroupName: &group})
	return err
}

func (d desk) groupsOf(name string) (names []string) {
	d.Helper()
	in := &cip.AdminListGroupsForUserInput{UserPoolId: d.pool, Username: &name}
	for _, g := range must[*cip.AdminListGroupsForUserOutput](d)(d.api.AdminListGroupsForUser(d.Context(), in)).Groups {
		names = append(names, *g.GroupName)
	}
	return names
}
