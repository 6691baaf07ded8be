package localpool

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// TestAdminThroughSDK reads the answers about devices and groups, page by page, and
// the exceptions that have types of their own, with AWS's decoder.
func TestAdminThroughSDK(t *testing.T) {
	s, ctx := newServer(Demo()), t.Context()
	c, pool, dev := sdkClient(s), aws.String(devicePool), aws.String("dev@example.com")
	list := &cip.AdminListDevicesInput{UserPoolId: pool, Username: dev, Limit: aws.Int32(2)}
	first, err := c.AdminListDevices(ctx, list)
	if err != nil || len(first.Devices) != 2 || first.PaginationToken == nil || first.Devices[0].DeviceLastAuthenticatedDate.IsZero() {
		t.Fatal(first, err)
	}
	list.PaginationToken = first.PaginationToken
	rest, err := c.AdminListDevices(ctx, list)
	if err != nil || len(rest.Devices) != 1 || rest.PaginationToken != nil {
		t.Fatal(rest, err)
	}
	key := first.Devices[0].DeviceKey
	one, err := c.AdminGetDevice(ctx, &cip.AdminGetDeviceInput{UserPoolId: pool, Username: dev, DeviceKey: key})
	if err != nil || *one.Device.DeviceKey != *key || len(one.Device.DeviceAttributes) < 3 {
		t.Fatal(one, err)
	}
	if _, err = c.AdminForgetDevice(ctx, &cip.AdminForgetDeviceInput{UserPoolId: pool, Username: dev, DeviceKey: key}); err != nil {
		t.Fatal(err)
	}
	_, err = c.AdminListDevices(ctx, &cip.AdminListDevicesInput{UserPoolId: aws.String(localPool), Username: dev})
	if x := (*types.InvalidUserPoolConfigurationException)(nil); !errors.As(err, &x) {
		t.Errorf("without devices: %v", err)
	}

	pool = aws.String(localPool)
	var names []string
	pages := cip.NewListGroupsPaginator(c, &cip.ListGroupsInput{UserPoolId: pool, Limit: aws.Int32(1)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range page.Groups {
			if g.CreationDate.IsZero() || g.Precedence == nil || *g.UserPoolId != localPool {
				t.Errorf("group %+v", g)
			}
			names = append(names, *g.GroupName)
		}
	}
	if len(names) != 2 {
		t.Errorf("groups %v", names)
	}
	_, err = c.CreateGroup(ctx, &cip.CreateGroupInput{UserPoolId: pool, GroupName: &names[0]})
	if x := (*types.GroupExistsException)(nil); !errors.As(err, &x) {
		t.Errorf("a group that is there: %v", err)
	}
	_, err = c.AdminCreateUser(ctx, &cip.AdminCreateUserInput{
		UserPoolId:    pool,
		Username:      aws.String("ann@example.com"),
		MessageAction: types.MessageActionTypeResend,
	})
	if x := (*types.UnsupportedUserStateException)(nil); !errors.As(err, &x) {
		t.Errorf("invited again: %v", err)
	}
	_, err = c.AdminUpdateUserAttributes(ctx, &cip.AdminUpdateUserAttributesInput{UserPoolId: aws.String(aliasPool),
		Username:       aws.String("otto"),
		UserAttributes: []types.AttributeType{{Name: aws.String("email_verified"), Value: aws.String("true")}}})
	if x := (*types.AliasExistsException)(nil); !errors.As(err, &x) {
		t.Errorf("another's address: %v", err)
	}
}
