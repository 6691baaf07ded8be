package cognito

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

const (
	// callerFor bounds the question who the credentials are, which stands before
	// every change.
	callerFor = 3 * time.Second
	// callerAgain is how long a question that failed isn't put again.
	callerAgain = time.Minute
)

// Identity is who AWS says that the credentials are.
type Identity struct {
	ARN     string // for example "arn:aws:sts::123456789012:assumed-role/Support/ann"
	Account string // 12 digits
	UserID  string // the unique id, for a role with the session's name
}

// Name is the part of the ARN that tells people apart: "ann" of a user,
// "Support/ann" of a role and its session, else all after the last colon.
func (i Identity) Name() string { return CallerName(i.ARN) }

// CallerName is the short form of what Admin.Who tells.
func CallerName(who string) string {
	if !strings.HasPrefix(who, "arn:") {
		return who
	}
	resource := who[strings.LastIndex(who, ":")+1:]
	kind, name, ok := strings.Cut(resource, "/")
	switch {
	case !ok: // "root"
		return resource
	case kind == "user": // the path before the name is no part of it
		return name[strings.LastIndex(name, "/")+1:]
	}
	return name
}

// NobodyKnown is what Admin.Who tells where there are no credentials.
const NobodyKnown = "not known"

// caller is what is known of who the credentials are.
type caller struct {
	mu     sync.Mutex
	key    string // the access key id that the identity belongs to
	who    Identity
	failed time.Time
}

// CallerIdentity asks AWS STS who the credentials are, at the Region's endpoint.
// It needs no permission. Source: API reference of STS, GetCallerIdentity.
func (a *Admin) CallerIdentity(ctx context.Context) (Identity, error) {
	const op = "GetCallerIdentity"
	if a.config.Region == "" || addressProblem(Config{Region: a.config.Region, Endpoint: a.config.STSEndpoint}) != nil {
		return Identity{}, &Error{Op: op, Kind: BadSettings}
	}
	if err := a.finder.wait(ctx, op); err != nil {
		return Identity{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, callerFor)
	defer cancel()
	out, err := a.sts().GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		p := &progress{}
		p.attempts.Store(1)
		e := wrap(ctx, op, nil, err, p)
		e.MayHaveHappened = false // it only reads
		return Identity{}, e
	}
	return Identity{ARN: aws.ToString(out.Arn), Account: aws.ToString(out.Account), UserID: aws.ToString(out.UserId)}, nil
}

// sts is a client of the Region's STS and of no other: sts.NewFromConfig would
// take an endpoint from the environment.
func (a *Admin) sts() *sts.Client {
	options := sts.Options{Region: a.config.Region, Credentials: a.finder, Logger: sdkLogger{a.config.Log}, Retryer: aws.NopRetryer{}}
	if a.config.STSEndpoint != "" {
		options.BaseEndpoint = aws.String(a.config.STSEndpoint)
	}
	if a.config.AWSTransport != nil {
		options.HTTPClient = &http.Client{Transport: a.config.AWSTransport}
	}
	return sts.New(options)
}

// Who says in a line for records whose credentials sign: the ARN that STS gives,
// else the last four characters of the access key id, "embedded pool" on the
// embedded pool, and "not known" where there are no credentials. What STS told is
// kept for as long as the access key serves.
func (a *Admin) Who(ctx context.Context) string {
	if a.config.Embedded {
		return "embedded pool"
	}
	if a.finder.wait(ctx, "GetCallerIdentity") != nil {
		return NobodyKnown
	}
	given, err := a.finder.Retrieve(ctx)
	if err != nil {
		return NobodyKnown
	}
	a.caller.mu.Lock()
	defer a.caller.mu.Unlock()
	if a.caller.key != given.AccessKeyID {
		a.caller.key, a.caller.who, a.caller.failed = given.AccessKeyID, Identity{}, time.Time{}
	}
	if a.caller.who.ARN == "" && time.Since(a.caller.failed) > callerAgain {
		if who, err := a.CallerIdentity(ctx); err == nil {
			a.caller.who = who
		} else {
			a.caller.failed = time.Now()
		}
	}
	if a.caller.who.ARN != "" {
		return a.caller.who.ARN
	}
	return "access key …" + lastFour(given.AccessKeyID)
}

func lastFour(id string) string { return id[max(0, len(id)-4):] }
