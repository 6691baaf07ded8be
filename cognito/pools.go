package cognito

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
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
	return pages(op, 0, func(next *string) (*cip.ListUserPoolsOutput, error) {
		return invokeSignedBy(ctx, a, a.anyPool, op,
			&cip.ListUserPoolsInput{MaxResults: aws.Int32(listedPage), NextToken: next}, a.api.ListUserPools)
	}, func(out *cip.ListUserPoolsOutput) ([]PoolSummary, *string) {
		return each(out.UserPools, func(p types.UserPoolDescriptionType) PoolSummary {
			return PoolSummary{ID: aws.ToString(p.Id), Name: aws.ToString(p.Name),
				Created: aws.ToTime(p.CreationDate), Modified: aws.ToTime(p.LastModifiedDate)}
		}), out.NextToken
	})
}

// ListUserPoolClients reads all app clients of a pool, which needn't be that of the
// settings. It is repeated on 5xx and lost answers. It needs the permission
// cognito-idp:ListUserPoolClients.
func (a *Admin) ListUserPoolClients(ctx context.Context, poolID string) ([]ClientSummary, error) {
	const op = "ListUserPoolClients"
	return pages(op, 0, func(next *string) (*cip.ListUserPoolClientsOutput, error) {
		return invokeSignedBy(ctx, a, a.anyPool, op,
			&cip.ListUserPoolClientsInput{UserPoolId: &poolID, MaxResults: aws.Int32(listedPage), NextToken: next},
			a.api.ListUserPoolClients)
	}, func(out *cip.ListUserPoolClientsOutput) ([]ClientSummary, *string) {
		return each(out.UserPoolClients, func(c types.UserPoolClientDescription) ClientSummary {
			return ClientSummary{ID: aws.ToString(c.ClientId), Name: aws.ToString(c.ClientName)}
		}), out.NextToken
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
