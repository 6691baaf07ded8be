package bulk

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/localpool/pooltest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

const (
	testPool   = "us-east-1_LocalPool"
	testClient = "1bulkclient0of0the0tests"
)

// poolOf is a pool with users user0@example.com and so on, of these statuses.
func poolOf(statuses ...string) localpool.Config {
	p := localpool.PoolConfig{ID: testPool, Name: "bulk", CaseInsensitive: true, AliasAttributes: []string{"email"},
		AutoVerified: []string{"email"}, Recovery: []string{"verified_email"},
		Groups: []localpool.GroupConfig{{Name: "staff"}, {Name: "admins"}},
		Clients: []localpool.ClientConfig{
			{ID: testClient, Name: "bulk", Flows: []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}},
		}}
	for i, status := range statuses {
		u := localpool.UserConfig{Username: fmt.Sprintf("user%d", i), Status: status, Attributes: []localpool.Attribute{
			{Name: "email", Value: fmt.Sprintf("user%d@example.com", i)}}}
		if rest, ok := strings.CutPrefix(status, "DISABLED"); ok {
			u.Status, u.Disabled = strings.TrimSpace(rest), true
		}
		if u.Status != "UNCONFIRMED" && u.Status != "FORCE_CHANGE_PASSWORD" {
			u.Attributes = append(u.Attributes, localpool.Attribute{Name: "email_verified", Value: "true"})
		}
		p.Users = append(p.Users, u)
	}
	return localpool.Config{Region: "us-east-1", Pools: []localpool.PoolConfig{p}}
}

// records keeps the audit log of a test.
type records struct {
	mu   sync.Mutex
	list []cognito.Record
	fail func(cognito.Record) error
}

func (r *records) Record(x cognito.Record) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail != nil {
		if err := r.fail(x); err != nil {
			return err
		}
	}
	r.list = append(r.list, x)
	return nil
}

// unpaced lets everything pass, and counts what it was told.
type unpaced struct {
	mu        sync.Mutex
	waits     int
	throttled int
}

func (p *unpaced) Wait(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waits++
	return ctx.Err()
}

func (p *unpaced) Throttled() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.throttled++
}

func (p *unpaced) Rate() float64 { return 20 }

// counting counts the calls of each operation.
type counting struct {
	next http.RoundTripper
	mu   sync.Mutex
	n    map[string]int
}

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[r.Header.Get("X-Amz-Target")[len("AWSCognitoIdentityProviderService."):]]++
	c.mu.Unlock()
	return c.next.RoundTrip(r)
}

// desk is what a test works with.
type desk struct {
	t      testing.TB
	admin  *cognito.Admin
	pool   *localpool.Server
	calls  *counting
	audit  *records
	pace   *unpaced
	config Config
}

func newDesk(t testing.TB, c localpool.Config, change ...func(*cognito.Config)) *desk {
	t.Helper()
	c.Keys, c.Random = pooltest.Keys, pooltest.Random()
	d := &desk{t: t, pool: localpool.New(c), audit: &records{}, pace: &unpaced{}}
	d.calls = &counting{next: d.pool.Transport()}
	settings := cognito.Config{Region: "us-east-1", UserPoolID: testPool, ClientID: testClient, Transport: d.calls,
		AWSTransport: roundTrip(func(r *http.Request) (*http.Response, error) { return refusal(r, "AccessDenied"), nil }),
		Recorder:     d.audit, Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")}
	for _, f := range change {
		f(&settings)
	}
	d.admin = cognito.NewAdmin(settings)
	d.config = Config{Service: d.admin, Pace: d.pace, PoolID: testPool, Folder: t.TempDir()}
	return d
}

// described reads the pool and the client, as the screens do before a dry run.
func (d *desk) described() *desk {
	d.t.Helper()
	admin := d.admin
	pool, err := admin.DescribeUserPool(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	client, err := admin.DescribeUserPoolClient(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	d.config.Pool, d.config.Client = &pool, &client
	return d
}

// all marks every user of the pool.
func (d *desk) all() List {
	d.t.Helper()
	users, err := d.admin.FindUsers(context.Background(), cognito.Filter{}, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	return Marked(users)
}

// user is a user as an administrator reads it now.
func (d *desk) user(name string) cognito.FoundUser {
	d.t.Helper()
	u, err := d.admin.AdminGetUser(context.Background(), name)
	if err != nil {
		d.t.Fatal(err)
	}
	return u
}

// brokenCredentials are refused from some moment on.
type brokenCredentials struct {
	mu  sync.Mutex
	bad bool
}

func (b *brokenCredentials) Retrieve(context.Context) (aws.Credentials, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bad {
		return aws.Credentials{}, fmt.Errorf("the SSO session has expired")
	}
	return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
}
