package cognito

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Filterable are the attributes that Filter may name, in the order of the API
// reference, ListUsers. "status" is "Enabled" or "Disabled".
var Filterable = []string{"username", "email", "phone_number", "name", "given_name", "family_name",
	"preferred_username", "cognito:user_status", "status", "sub"}

// maxFilter bounds a filter's text, in characters (API reference, ListUsers).
const maxFilter = 256

// Filter chooses users by one attribute of Filterable. The zero value takes all.
// Of username and status, case counts.
type Filter struct {
	Attribute, Value string
	Prefix           bool // the value is only how it begins
}

// text is the filter as the service reads it, nil for all.
func (f Filter) text() (*string, error) {
	if f == (Filter{}) {
		return nil, nil
	}
	if !slices.Contains(Filterable, f.Attribute) {
		return nil, errors.New("users can't be looked for by that attribute")
	}
	operator := "="
	if f.Prefix {
		operator = "^="
	}
	text := f.Attribute + " " + operator + ` "` + quoted.Replace(f.Value) + `"`
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxFilter {
		return nil, errors.New("what is looked for is too long, or not text")
	}
	return &text, nil
}

// Check says what is wrong with a filter before it is sent: an attribute that the
// service doesn't filter by, or a text that is too long. It is nil for one that
// can be sent.
func (f Filter) Check() error {
	_, err := f.text()
	return err
}

// quoted keeps a value within its quotation marks (API reference, ListUsers). That
// a backslash is doubled is inferred from that.
var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// userPage is the largest Limit of ListUsers.
const userPage = 60

// FindUsers reads users with ListUsers, at most limit; 0 means all. What was
// written a moment ago may not show yet: AdminGetUser shows it. It is repeated on
// 5xx and lost answers. It needs the permission cognito-idp:ListUsers.
func (a *Admin) FindUsers(ctx context.Context, filter Filter, limit int) ([]FoundUser, error) {
	const op = "ListUsers"
	text, err := filter.text()
	if err != nil {
		return nil, &Error{Op: op, Kind: InvalidInput, Err: err}
	}
	size := userPage
	if limit > 0 {
		size = min(size, limit)
	}
	return pages(op, limit, func(next *string) (*cip.ListUsersOutput, error) {
		return invokeSigned(ctx, a, op, &cip.ListUsersInput{
			UserPoolId: &a.config.UserPoolID, Filter: text, Limit: aws.Int32(int32(size)), PaginationToken: next,
		}, a.api.ListUsers)
	}, func(out *cip.ListUsersOutput) ([]FoundUser, *string) {
		return each(out.Users, foundUser), out.PaginationToken
	})
}

// UsersPage is one page of a list of users.
type UsersPage struct {
	Users []FoundUser
	// Next reads the page after it; empty on the last. A page may hold no user and
	// not be the last. It works for an hour (AWS developer guide, quotas).
	Next string
}

// UsersPage reads one page of at most 60 users with ListUsers; token is an earlier
// page's Next, empty for the first. What was written a moment ago may not show yet.
// It is repeated on 5xx and lost answers. It needs the permission
// cognito-idp:ListUsers.
func (a *Admin) UsersPage(ctx context.Context, filter Filter, token string) (UsersPage, error) {
	const op = "ListUsers"
	text, err := filter.text()
	if err != nil {
		return UsersPage{}, &Error{Op: op, Kind: InvalidInput, Err: err}
	}
	in := &cip.ListUsersInput{UserPoolId: &a.config.UserPoolID, Filter: text, Limit: aws.Int32(userPage)}
	if token != "" {
		in.PaginationToken = &token
	}
	out, err := invokeSigned(ctx, a, op, in, a.api.ListUsers)
	if err != nil {
		return UsersPage{}, err
	}
	page := UsersPage{Users: make([]FoundUser, 0, len(out.Users)), Next: aws.ToString(out.PaginationToken)}
	for _, u := range out.Users {
		page.Users = append(page.Users, foundUser(u))
	}
	return page, nil
}

func foundUser(u types.UserType) FoundUser {
	f := FoundUser{
		Username:   aws.ToString(u.Username),
		Status:     string(u.UserStatus),
		Enabled:    u.Enabled,
		Attributes: attributesOf(u.Attributes),
		Created:    aws.ToTime(u.UserCreateDate),
		Modified:   aws.ToTime(u.UserLastModifiedDate),
	}
	f.Sub = Value(f.Attributes, "sub")
	return f
}

// AdminGetUser reads a user by name or active alias, as it is now. It counts the
// user among those billed for the month. It is repeated on 5xx and lost answers.
// It needs the permission cognito-idp:AdminGetUser.
func (a *Admin) AdminGetUser(ctx context.Context, username string) (FoundUser, error) {
	out, err := invokeSigned(ctx, a, "AdminGetUser",
		&cip.AdminGetUserInput{UserPoolId: &a.config.UserPoolID, Username: &username}, a.api.AdminGetUser)
	if err != nil {
		return FoundUser{}, err
	}
	f := foundUser(types.UserType{Username: out.Username, UserStatus: out.UserStatus, Enabled: out.Enabled,
		Attributes: out.UserAttributes, UserCreateDate: out.UserCreateDate, UserLastModifiedDate: out.UserLastModifiedDate})
	f.MFA, f.PreferredMFA = out.UserMFASettingList, aws.ToString(out.PreferredMfaSetting)
	return f, nil
}
