package cognito

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// UsersPage is one page of ListUsers: at most 60 users, perhaps none though Next
// leads on.
type UsersPage struct {
	Users []FoundUser
	Next  string // the token of the page after it; empty at the end
}

// UsersPage reads one page of users: the first with an empty token, then the one
// that a page's Next leads to.
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
	page := UsersPage{Next: aws.ToString(out.PaginationToken)}
	for _, u := range out.Users {
		page.Users = append(page.Users, foundUser(u))
	}
	return page, nil
}
