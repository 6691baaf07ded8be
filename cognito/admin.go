package cognito

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// Admin makes the calls that AWS credentials must sign. Where there are none,
// each call answers NoCredentials; while they are still being looked for,
// CredentialsUnknown. It is safe for concurrent use.
type Admin struct {
	*core
	finder *finder
	caller *caller
	// anyPool is core for calls that name their pool themselves or none.
	anyPool *core
}

// NewAdmin makes an Admin. It does no I/O and looks for no credentials: the
// first call does.
func NewAdmin(config Config) *Admin {
	return newAdmin(config, newFinder(config), &caller{})
}

// Sharing makes an Admin for another connection. Where that one's credentials are
// looked for in the same place, what was found is shared: nobody is asked for an
// MFA code again. Without an earlier Admin it is NewAdmin.
func (a *Admin) Sharing(config Config) *Admin {
	if a == nil || a.config.Credentials != nil || config.Credentials != nil ||
		a.config.Profile != config.Profile || a.config.Region != config.Region || a.config.STSEndpoint != config.STSEndpoint {
		return NewAdmin(config)
	}
	return newAdmin(config, a.finder, a.caller)
}

func newAdmin(config Config, f *finder, who *caller) *Admin {
	c := newCore(config)
	c.problem = adminProblem(config)
	a := &Admin{core: c, finder: f, caller: who}
	c.api = cip.New(c.options(a.finder))
	anyPool := *c
	anyPool.problem = regionProblem(config)
	a.anyPool = &anyPool
	return a
}

// DescribeUserPool reads the settings of Config.UserPoolID. It is repeated on
// 5xx and lost answers. It needs the permission cognito-idp:DescribeUserPool.
func (a *Admin) DescribeUserPool(ctx context.Context) (Pool, error) {
	out, err := invokeSigned(ctx, a, "DescribeUserPool",
		&cip.DescribeUserPoolInput{UserPoolId: &a.config.UserPoolID}, a.api.DescribeUserPool)
	if err != nil {
		return Pool{}, err
	}
	return poolOf(out.UserPool), nil
}

// DescribeUserPoolClient reads the settings of Config.ClientID. It is repeated
// on 5xx and lost answers. It needs the permission
// cognito-idp:DescribeUserPoolClient. The answer's secret is dropped.
func (a *Admin) DescribeUserPoolClient(ctx context.Context) (AppClient, error) {
	out, err := invokeSigned(ctx, a, "DescribeUserPoolClient",
		&cip.DescribeUserPoolClientInput{UserPoolId: &a.config.UserPoolID, ClientId: &a.config.ClientID},
		a.api.DescribeUserPoolClient)
	if err != nil {
		return AppClient{}, err
	}
	return appClientOf(out.UserPoolClient), nil
}

// invokeSigned is invoke after making sure that there are credentials.
func invokeSigned[In, Out any](ctx context.Context, a *Admin, op string, in *In,
	send func(context.Context, *In, ...func(*cip.Options)) (*Out, error)) (*Out, error) {
	return invokeSignedBy(ctx, a, a.core, op, in, send)
}

func invokeSignedBy[In, Out any](ctx context.Context, a *Admin, c *core, op string, in *In,
	send func(context.Context, *In, ...func(*cip.Options)) (*Out, error)) (*Out, error) {
	if c.problem == nil {
		if err := a.finder.wait(ctx, op); err != nil {
			return nil, err
		}
	}
	return invoke(ctx, c, op, in, send)
}

var _ aws.CredentialsProvider = (*finder)(nil)
