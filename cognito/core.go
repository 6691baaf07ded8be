package cognito

import (
	"context"
	"net/http"
	"time"

	"cognito-tui/cognito/trace"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"
)

// core is what Client and Admin share: the SDK client, the deadline of a call,
// the service's clock, and what is wrong with the settings.
type core struct {
	config  Config
	problem error // told instead of sending; nil where the settings will do
	clock   *clock
	http    *http.Client
	api     *cip.Client
}

func newCore(config Config) *core {
	if config.Timeout <= 0 {
		config.Timeout = DefaultTimeout
	}
	next := config.Transport
	if next == nil {
		next = http.DefaultTransport.(*http.Transport).Clone()
	}
	if config.Log != nil {
		config.Log.Reads(forTrace)
	}
	c := &core{config: config, clock: &clock{}}
	c.http = &http.Client{
		Transport: &transport{next: next, clock: c.clock},
		// A redirect would send the body, passwords and all, somewhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// options are the SDK's, written out in full: cip.NewFromConfig would take
// endpoints and retry settings from the environment.
func (c *core) options(credentials aws.CredentialsProvider) cip.Options {
	options := cip.Options{
		Region:      c.config.Region,
		Credentials: credentials,
		HTTPClient:  c.http,
		Logger:      sdkLogger{c.config.Log},
		Retryer:     aws.NopRetryer{}, // each call brings its own: see retry.go
		APIOptions:  []func(*middleware.Stack) error{looksAtAnswers},
	}
	if options.Credentials == nil {
		options.Credentials = aws.AnonymousCredentials{}
	}
	if options.Region == "" {
		options.Region = "us-east-1" // unused: an Endpoint is set, and nothing is signed
	}
	if c.config.Endpoint != "" {
		options.BaseEndpoint = aws.String(c.config.Endpoint)
	}
	return options
}

// Now is the service's time: the local clock, corrected by the Date header of
// the last answer. Until the first answer it is the local time.
func (c *core) Now() time.Time { return time.Now().Add(c.clock.skew()) }

// Skew is how far the service's clock is ahead of the local one, to the second
// that a Date header tells; negative where the local clock is ahead, zero until
// the first answer.
func (c *core) Skew() time.Duration { return c.clock.skew() }

// invoke makes one call of operation op: it checks the settings, sets the
// deadline, gives the SDK the operation's retryer and turns what comes back into
// an *Error.
func invoke[In, Out any](ctx context.Context, c *core, op string, in *In,
	send func(context.Context, *In, ...func(*cip.Options)) (*Out, error)) (*Out, error) {
	if c.problem != nil {
		return nil, &Error{Op: op, Kind: BadSettings, Err: c.problem}
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	ctx, progress := withProgress(ctx)
	out, err := send(ctx, in, func(o *cip.Options) { o.Retryer = newRetryer(ctx, op, c.config.Random) })
	if err != nil {
		return nil, wrap(ctx, op, in, err, progress)
	}
	return out, nil
}

// sdkLogger sends the SDK's log lines to the calls panel instead of the terminal.
type sdkLogger struct{ log *trace.Log }

func (l sdkLogger) Logf(class logging.Classification, format string, v ...any) {
	if l.log != nil {
		l.log.Note(sdkNote(class, format, v...))
	}
}
