// Package cognito is a client of Amazon Cognito user pools for people: what an
// app user may call is Client (client.go, then one file a flow), what needs AWS
// credentials is Admin (admin.go). Every call answers a plain result or an
// *Error whose Kind says what a person can do about it (kind.go, errors.go).
//
// Real or embedded is a matter of Config.Transport: the same SDK client
// serializes, repeats and decodes for both.
package cognito

import (
	"context"
	"io"
	"net/http"
	"time"

	"cognito-tui/cognito/trace"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// DefaultTimeout is how long a call may take, repeats included, where
// Config.Timeout is zero.
const DefaultTimeout = 10 * time.Second

// Config is what a Client or an Admin is made of. Nothing else is read for
// public calls: no environment variable, no file.
type Config struct {
	Region       string // for example "us-east-1"; may be empty for public calls to an Endpoint
	UserPoolID   string // needed by Admin only
	ClientID     string
	ClientSecret string // empty where the app client has none
	// Endpoint replaces the service's own address. It must be https, but for
	// loopback, and hold no user name, query or fragment.
	Endpoint string
	// Transport carries the requests; nil means a clone of http.DefaultTransport.
	Transport http.RoundTripper
	// Random is what is drawn from, by several goroutines at once: ids of records,
	// SRP exponents, device secrets, pauses before repeats. Nil is crypto/rand.
	Random io.Reader
	// AWSTransport carries what other services of AWS are asked for credentials and who
	// they are: STS, IAM Identity Center, the metadata of instances. Nil means the
	// SDK's own.
	AWSTransport http.RoundTripper
	// Timeout bounds each call, repeats included; 0 means DefaultTimeout.
	Timeout time.Duration
	// Log takes what the SDK would print; nil drops it.
	Log *trace.Log
	// Credentials sign what Admin calls. Nil means that they are looked for, in
	// the background, where the AWS tools look for them.
	Credentials aws.CredentialsProvider
	// Profile names the section of the AWS configuration files to look in; empty
	// means the usual one.
	Profile string
	// MFACode asks a person for the code of the MFA device with this serial number
	// or ARN, where the profile's role wants one. It is called when a call needs it
	// and again when the role's credentials have expired; context.Canceled means
	// that the person gives none. Nil means that nobody can be asked.
	MFACode func(ctx context.Context, serial string) (string, error)
	// STSEndpoint replaces the Region's endpoint of AWS STS, which tells who the
	// credentials are; Endpoint is Cognito's only.
	STSEndpoint string

	// Embedded tells that the pool is the embedded one: its changes are recorded
	// as the embedded pool's, by no caller of AWS.
	Embedded bool
	// ReadOnly is why Admin changes nothing, such as "--read-only"; empty where it
	// may.
	ReadOnly string
	// Protected are the users and groups that Admin changes nothing of.
	Protected Protection
	// Recorder keeps the record of Admin's changes. Without one nothing is changed.
	Recorder Recorder
}

// Client makes the public calls of one app client. It never signs a request and
// never looks for AWS credentials. It is safe for concurrent use.
type Client struct {
	*core
}

// New makes a Client. It does no I/O and never fails: settings that can't make
// a request are told by each call, as an *Error of kind BadSettings.
func New(config Config) *Client {
	c := newCore(config)
	c.problem = publicProblem(config)
	c.api = cip.New(c.options(nil))
	return &Client{c}
}
