package cognito

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Group is a group of a user pool. Its texts are strangers'.
type Group struct {
	Name, Description string
	RoleARN           string // of the IAM role that its members may take; may be empty
	// Precedence orders a user's groups: the lowest number wins; nil is the lowest
	// precedence of all.
	Precedence *int
}

func groupOf(g types.GroupType) Group {
	group := Group{Name: aws.ToString(g.GroupName), Description: aws.ToString(g.Description), RoleARN: aws.ToString(g.RoleArn)}
	if g.Precedence != nil {
		group.Precedence = aws.Int(int(*g.Precedence))
	}
	return group
}

// groupPage is the largest Limit of ListGroups and AdminListGroupsForUser.
const groupPage = 60

// ListGroups reads the pool's groups, all pages. It is repeated on 5xx and lost
// answers. It needs the permission cognito-idp:ListGroups.
func (a *Admin) ListGroups(ctx context.Context) ([]Group, error) {
	const op = "ListGroups"
	return pages(op, 0, func(next *string) (*cip.ListGroupsOutput, error) {
		return invokeSigned(ctx, a, op, &cip.ListGroupsInput{
			UserPoolId: &a.config.UserPoolID, Limit: aws.Int32(groupPage), NextToken: next,
		}, a.api.ListGroups)
	}, func(out *cip.ListGroupsOutput) ([]Group, *string) {
		return each(out.Groups, groupOf), out.NextToken
	})
}

// AdminListGroupsForUser reads a user's groups, all pages. It is repeated on 5xx and
// lost answers. It needs the permission cognito-idp:AdminListGroupsForUser.
func (a *Admin) AdminListGroupsForUser(ctx context.Context, username string) ([]Group, error) {
	const op = "AdminListGroupsForUser"
	return pages(op, 0, func(next *string) (*cip.AdminListGroupsForUserOutput, error) {
		return invokeSigned(ctx, a, op, &cip.AdminListGroupsForUserInput{
			UserPoolId: &a.config.UserPoolID, Username: &username, Limit: aws.Int32(groupPage), NextToken: next,
		}, a.api.AdminListGroupsForUser)
	}, func(out *cip.AdminListGroupsForUserOutput) ([]Group, *string) {
		return each(out.Groups, groupOf), out.NextToken
	})
}

// AdminListDevices reads a user's devices, all pages. It is repeated on 5xx and lost
// answers. It needs the permission cognito-idp:AdminListDevices.
func (a *Admin) AdminListDevices(ctx context.Context, username string) ([]RememberedDevice, error) {
	const op = "AdminListDevices"
	return pages(op, 0, func(next *string) (*cip.AdminListDevicesOutput, error) {
		return invokeSigned(ctx, a, op, &cip.AdminListDevicesInput{
			UserPoolId: &a.config.UserPoolID, Username: &username, Limit: aws.Int32(devicePage), PaginationToken: next,
		}, a.api.AdminListDevices)
	}, func(out *cip.AdminListDevicesOutput) ([]RememberedDevice, *string) {
		return each(out.Devices, rememberedOf), out.PaginationToken
	})
}
