package cognito

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// listedPage is the largest MaxResults of ListUserPools and ListUserPoolClients.
const listedPage = 60

// PoolSummary is a user pool as ListUserPools tells it. Its name is a stranger's.
type PoolSummary struct {
	ID, Name          string
	Created, Modified time.Time
}

// ClientSummary is an app client as ListUserPoolClients tells it. Its name is a
// stranger's.
type ClientSummary struct{ ID, Name string }

// ListUserPools reads all user pools of the account in the Region; the settings
// need no user pool id. It is repeated on 5xx and lost answers. It needs the
// permission cognito-idp:ListUserPools, which can't be narrowed to one pool.
func (a *Admin) ListUserPools(ctx context.Context) ([]PoolSummary, error) {
	const op = "ListUserPools"
	return pages(op, 0, func(next *string) ([]PoolSummary, *string, error) {
		out, err := invokeSignedBy(ctx, a, a.anyPool, op,
			&cip.ListUserPoolsInput{MaxResults: aws.Int32(listedPage), NextToken: next}, a.api.ListUserPools)
		if err != nil {
			return nil, nil, err
		}
		var page []PoolSummary
		for _, p := range out.UserPools {
			page = append(page, PoolSummary{ID: aws.ToString(p.Id), Name: aws.ToString(p.Name),
				Created: aws.ToTime(p.CreationDate), Modified: aws.ToTime(p.LastModifiedDate)})
		}
		return page, out.NextToken, nil
	})
}

// ListUserPoolClients reads all app clients of a pool, which needn't be that of the
// settings. It is repeated on 5xx and lost answers. It needs the permission
// cognito-idp:ListUserPoolClients.
func (a *Admin) ListUserPoolClients(ctx context.Context, poolID string) ([]ClientSummary, error) {
	const op = "ListUserPoolClients"
	return pages(op, 0, func(next *string) ([]ClientSummary, *string, error) {
		out, err := invokeSignedBy(ctx, a, a.anyPool, op,
			&cip.ListUserPoolClientsInput{UserPoolId: &poolID, MaxResults: aws.Int32(listedPage), NextToken: next},
			a.api.ListUserPoolClients)
		if err != nil {
			return nil, nil, err
		}
		var page []ClientSummary
		for _, c := range out.UserPoolClients {
			page = append(page, ClientSummary{ID: aws.ToString(c.ClientId), Name: aws.ToString(c.ClientName)})
		}
		return page, out.NextToken, nil
	})
}

// ClientSecret reads an app client with its secret, which is empty where it has
// none. The secret must not be shown or logged. Client and pool needn't be those of
// the settings. It is repeated on 5xx and lost answers. It needs the permission
// cognito-idp:DescribeUserPoolClient.
func (a *Admin) ClientSecret(ctx context.Context, poolID, clientID string) (AppClient, string, error) {
	out, err := invokeSignedBy(ctx, a, a.anyPool, "DescribeUserPoolClient",
		&cip.DescribeUserPoolClientInput{UserPoolId: &poolID, ClientId: &clientID}, a.api.DescribeUserPoolClient)
	if err != nil {
		return AppClient{}, "", err
	}
	client := appClientOf(out.UserPoolClient)
	if out.UserPoolClient == nil || client.ID != clientID {
		return AppClient{}, "", incomplete("DescribeUserPoolClient", "it is about another app client")
	}
	return client, aws.ToString(out.UserPoolClient.ClientSecret), nil
}
