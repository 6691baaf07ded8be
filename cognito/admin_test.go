package cognito

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"cognito-tui/cognito/bubble"
)

// noCredentials hides whatever the machine has.
func noCredentials(t *testing.T) {
	t.Helper()
	missing := filepath.Join(t.TempDir(), "missing")
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE",
		"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CA_BUNDLE"} {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
	t.Setenv("AWS_CONFIG_FILE", missing)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", missing)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

// adminWithout is an Admin that has to look for its credentials.
func adminWithout(t *testing.T, change ...func(*Config)) *Admin {
	t.Helper()
	config := testConfig(always(200, nil, `{"UserPool":{"Id":"`+testPoolID+`"}}`))
	config.Credentials = nil
	for _, c := range change {
		c(&config)
	}
	return NewAdmin(config)
}

func TestNoCredentials(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		noCredentials(t)
		a := adminWithout(t)
		_, err := a.DescribeUserPool(t.Context())
		if e := wantKind(t, err, NoCredentials); e.Attempts != 0 || e.Op != "DescribeUserPool" {
			t.Errorf("got %+v", *e)
		}
	})
}

func TestCredentialsOfTheEnvironment(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		noCredentials(t)
		t.Setenv("AWS_ACCESS_KEY_ID", "AKIDTEST")
		t.Setenv("AWS_SECRET_ACCESS_KEY", "x")
		a := adminWithout(t)
		if _, err := a.DescribeUserPool(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestBrokenProfile(t *testing.T) {
	for name, text := range map[string]string{
		"broken":  "[profile broken\n",
		"missing": "[default]\nregion = us-east-1\n",
		"MFA":     "[profile MFA]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = src\nmfa_serial = arn:aws:iam::123456789012:mfa/x\n[profile src]\naws_access_key_id = AKIDTEST\naws_secret_access_key = x\n",
	} {
		t.Run(name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				noCredentials(t)
				file := filepath.Join(t.TempDir(), "config")
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				t.Setenv("AWS_CONFIG_FILE", file)
				config := testConfig(always(200, nil, "{}"))
				config.Credentials, config.Profile = nil, name
				_, err := NewAdmin(config).DescribeUserPool(t.Context())
				wantKind(t, err, NoCredentials)
			})
		})
	}
}

// A metadata service that takes connections and never answers neither holds a
// call up nor prints.
func TestSilentMetadataService(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		noCredentials(t)
		t.Setenv("AWS_EC2_METADATA_DISABLED", "false")
		silent := &fake{answer: func(int, *http.Request) (*http.Response, error) {
			time.Sleep(5 * lookFor)
			return nil, io.ErrUnexpectedEOF
		}}
		a := adminWithout(t, asking(silent))
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		old := os.Stderr
		os.Stderr = write
		begun := time.Now()
		_, err = a.DescribeUserPool(t.Context())
		took := time.Since(begun)
		os.Stderr = old
		write.Close()
		printed, _ := io.ReadAll(read)
		wantKind(t, err, NoCredentials, CredentialsUnknown)
		if len(printed) > 0 || took > lookFor+lastMoment || silent.count.Load() == 0 {
			t.Errorf("took %v, asked %d times and printed %q", took, silent.count.Load(), printed)
		}
		time.Sleep(time.Minute) // the SDK goes on asking after the call that wanted it
	})
}

func TestSearchIsBounded(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		a := adminWithout(t)
		stuck := make(chan struct{})
		defer close(stuck)
		a.finder.find = func(context.Context) (aws.CredentialsProvider, error) {
			<-stuck // heeds no deadline
			return nil, errors.New("ended")
		}
		wantKind(t, a.finder.stateOf(a.finder.start(true), "x"), CredentialsUnknown)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(lookFor/2, cancel)
		_, err := a.DescribeUserPool(ctx)
		wantKind(t, err, Cancelled)
		begun := time.Now()
		_, err = a.DescribeUserPool(t.Context())
		wantKind(t, err, CredentialsUnknown)
		if took := time.Since(begun); took != lookFor/2+lastMoment { // what is left of the search's second
			t.Errorf("took %v", took)
		}
	})
}

// Who asks during a search waits for it; it isn't begun twice, and never by
// public calls.
func TestSearchBeginsOnceAndLate(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		a := adminWithout(t)
		var begun atomic.Int32
		goOn := make(chan struct{})
		a.finder.find = func(ctx context.Context) (aws.CredentialsProvider, error) {
			begun.Add(1)
			if _, ok := ctx.Deadline(); !ok {
				t.Error("the search has no deadline")
			}
			<-goOn
			return credentials.NewStaticCredentialsProvider("AKIDTEST", "x", ""), nil
		}
		if begun.Load() != 0 {
			t.Error("begun before anything needs it")
		}
		ended := make(chan error, 2)
		for range cap(ended) {
			go func() {
				_, err := a.DescribeUserPool(t.Context())
				ended <- err
			}()
		}
		synctest.Wait()
		close(goOn)
		for range cap(ended) {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
		if begun.Load() != 1 {
			t.Errorf("begun %d times", begun.Load())
		}
	})
}

func TestFailedSearchIsRepeatedLater(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		a := adminWithout(t)
		failing := true
		a.finder.find = func(context.Context) (aws.CredentialsProvider, error) {
			if failing {
				return nil, errors.New("signed out")
			}
			return credentials.NewStaticCredentialsProvider("AKIDTEST", "x", ""), nil
		}
		_, err := a.DescribeUserPool(t.Context())
		wantKind(t, err, NoCredentials)
		failing = false
		_, err = a.DescribeUserPool(t.Context())
		wantKind(t, err, NoCredentials) // too soon to look again
		time.Sleep(lookAgain)
		if _, err := a.DescribeUserPool(t.Context()); err != nil {
			t.Errorf("after %v: %v", lookAgain, err)
		}
	})
}

func TestGivenCredentialsThatFail(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		config := testConfig(always(200, nil, "{}"))
		config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{}, errors.New("expired")
		})
		_, err := NewAdmin(config).DescribeUserPool(t.Context())
		if e := wantKind(t, err, NoCredentials); e.Attempts != 0 {
			t.Errorf("got %+v", *e)
		}
	})
}

func TestPool(t *testing.T) {
	body := `{"UserPool":{"Id":"us-east-1_Test","Name":"demo","MfaConfiguration":"OPTIONAL","AliasAttributes":["email"],
		"AutoVerifiedAttributes":["email"],
		"SchemaAttributes":[{"Name":"sub","Required":true},{"Name":"name","Required":true},{"Name":"email"}],
		"Policies":{"PasswordPolicy":{"MinimumLength":8,"RequireUppercase":true,"RequireNumbers":true}}}}`
	pool, err := NewAdmin(testConfig(always(200, nil, body))).DescribeUserPool(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if pool.ID != testPoolID || pool.Name != "demo" || pool.MFA != "OPTIONAL" ||
		!slices.Equal(pool.RequiredAttributes, []string{"name"}) || !slices.Equal(pool.AliasAttributes, []string{"email"}) ||
		pool.Policy != (PasswordPolicy{MinimumLength: 8, Upper: true, Digit: true}) {
		t.Errorf("got %+v", pool)
	}
}

func TestAppClientKeepsNoSecret(t *testing.T) {
	body := `{"UserPoolClient":{"ClientId":"c","ClientName":"app","ClientSecret":"hidden-1234","ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"],"x":1}}`
	c, err := NewAdmin(testConfig(always(200, nil, body))).DescribeUserPoolClient(t.Context())
	if err != nil || !c.HasSecret || c.Name != "app" {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestPolicyCheck(t *testing.T) {
	all := PasswordPolicy{MinimumLength: 8, Upper: true, Lower: true, Digit: true, Symbol: true}
	tests := []struct {
		policy   PasswordPolicy
		password string
		want     string // the rules' names; those not kept in brackets
	}{
		{all, "", "(8 characters) (upper) (lower) (digit) (symbol)"},
		{all, "Abcdef1!", "8 characters upper lower digit symbol"},
		{all, "ABCDEF1", "(8 characters) upper (lower) digit (symbol)"},
		{all, "äöüÄÖÜßé", "8 characters (upper) (lower) (digit) (symbol)"},
		{all, "a b", "(8 characters) (upper) lower (digit) symbol"},
		{all, " ab ", "(8 characters) (upper) lower (digit) (symbol)"},
		{PasswordPolicy{MinimumLength: 6}, "aaaaaa", "6 characters"},
		{PasswordPolicy{}, "", ""},
	}
	for _, test := range tests {
		var got []string
		for _, rule := range test.policy.Check(test.password) {
			name := rule.Name
			if !rule.OK {
				name = "(" + name + ")"
			}
			got = append(got, name)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q: got %v, want %s", test.password, got, test.want)
		}
	}
	for _, symbol := range symbols {
		if rules := (PasswordPolicy{Symbol: true}).Check(string(symbol)); !rules[0].OK {
			t.Errorf("%c is a symbol", symbol)
		}
	}
}
