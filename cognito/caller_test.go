package cognito

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"cognito-tui/cognito/bubble"
)

func TestCallerIdentity(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		s := newSTS()
		config := testConfig(always(200, nil, "{}"))
		config.AWSTransport = s
		// No endpoint of the environment counts, and Cognito's is Cognito's.
		t.Setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")
		config.Endpoint = "http://127.0.0.1:1"
		a := NewAdmin(config)
		who, err := a.CallerIdentity(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if want := (Identity{"arn:aws:sts::123456789012:assumed-role/Support/ann", "123456789012", "AROAX:ann"}); who != want {
			t.Errorf("got %+v", who)
		}
		for range 2 {
			if got := a.Who(t.Context()); got != who.ARN {
				t.Errorf("got %q", got)
			}
		}
		if len(s.asked) != 2 { // once by each way: Who keeps it
			t.Errorf("asked %d times", len(s.asked))
		}
	})
}

func TestWhoWithoutSTS(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		refuses := always(http.StatusForbidden, nil, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>`)
		key := "AKIATEST12345678"
		config := testConfig(always(200, nil, "{}"))
		config.AWSTransport = refuses
		config.Credentials = credentials.NewStaticCredentialsProvider(key, "x", "")
		a := NewAdmin(config)
		_, err := a.CallerIdentity(t.Context())
		if e := wantKind(t, err, CredentialsRefused); e.MayHaveHappened || e.Op != "GetCallerIdentity" {
			t.Errorf("got %+v", *e)
		}
		for range 2 {
			if got := a.Who(t.Context()); got != "access key …5678" {
				t.Errorf("got %q", got)
			}
		}
		if asked := refuses.count.Load(); asked != 2 {
			t.Errorf("asked %d times", asked)
		}
		time.Sleep(callerAgain + 1)
		a.Who(t.Context())
		if asked := refuses.count.Load(); asked != 3 {
			t.Errorf("asked %d times after a while", asked)
		}
	})
}

func TestWhoElse(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		config := testConfig(always(200, nil, "{}"))
		config.Embedded = true
		if got := NewAdmin(config).Who(t.Context()); got != "embedded pool" {
			t.Errorf("got %q", got)
		}
		config.Embedded = false
		config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{}, context.DeadlineExceeded
		})
		if got := NewAdmin(config).Who(t.Context()); got != "not known" {
			t.Errorf("got %q", got)
		}
	})
}

// Other keys, other caller.
func TestWhoAfterOtherKeys(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		s := newSTS()
		config := testConfig(always(200, nil, "{}"))
		config.AWSTransport = s
		key := "AKIA1"
		config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: key, SecretAccessKey: "x", CanExpire: true, Expires: time.Now()}, nil
		})
		a := NewAdmin(config)
		a.Who(t.Context())
		key = "AKIA2"
		a.Who(t.Context())
		if len(s.asked) != 2 {
			t.Errorf("asked %d times", len(s.asked))
		}
	})
}

func TestCallerName(t *testing.T) {
	for who, want := range map[string]string{
		"arn:aws:iam::123456789012:user/ann":                 "ann",
		"arn:aws:iam::123456789012:user/support/team/ann":    "ann",
		"arn:aws:sts::123456789012:assumed-role/Support/ann": "Support/ann",
		"arn:aws:iam::123456789012:root":                     "root",
		"access key …5678":                                   "access key …5678",
		"embedded pool":                                      "embedded pool",
	} {
		if got := CallerName(who); got != want {
			t.Errorf("%s: got %q, want %q", who, got, want)
		}
	}
}
