package cognito

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"

	"cognito-tui/cognito/bubble"
)

// adminOf is an Admin that signs with a profile of a configuration file of its own.
func adminOf(t *testing.T, profile, file string, change ...func(*Config)) *Admin {
	t.Helper()
	noCredentials(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	path := filepath.Join(home, "config")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", path)
	config := testConfig(always(200, nil, `{"UserPool":{"Id":"`+testPoolID+`"}}`))
	config.Credentials, config.Profile = nil, profile
	for _, c := range change {
		c(&config)
	}
	return NewAdmin(config)
}

// asking has the other services of AWS answer as next does.
func asking(next http.RoundTripper) func(*Config) {
	return func(c *Config) { c.AWSTransport = next }
}

// causeOf makes a call that can't be signed and gives the cause.
func causeOf[T error](t *testing.T, a *Admin) T {
	t.Helper()
	_, err := a.DescribeUserPool(t.Context())
	e := wantKind(t, err, NoCredentials)
	var cause T
	if !errors.As(e.Err, &cause) {
		t.Fatalf("got the cause %T (%v), want %T", e.Err, e.Err, cause)
	}
	return cause
}

const (
	legacySSO = "[profile work]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = Support\n"
	newSSO    = "[profile work]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Support\n[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n"
)

// keepToken writes the token of an earlier "aws sso login".
func keepToken(t *testing.T, of, text string) {
	t.Helper()
	path, err := ssocreds.StandardCachedTokenFilepath(of)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestLoginNeeded(t *testing.T) {
	const expired = `{"accessToken":"t","expiresAt":"2001-01-01T00:00:00Z"}`
	for _, test := range []struct{ name, file, of, token string }{
		{"never signed in", legacySSO, "", ""},
		{"expired", legacySSO, "https://example.awsapps.com/start", expired},
		{"session never signed in", newSSO, "", ""},
		{"session expired", newSSO, "corp", expired},
		{"a broken token", newSSO, "corp", "{"},
		{"of a role's source", legacySSO + "[profile top]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = work\n", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				profile := "work"
				if strings.Contains(test.file, "[profile top]") {
					profile = "top"
				}
				a := adminOf(t, profile, test.file)
				if test.token != "" {
					keepToken(t, test.of, test.token)
				}
				begun := time.Now()
				cause := causeOf[*LoginNeeded](t, a)
				if cause.Profile != "work" || cause.Command != "aws sso login" {
					t.Errorf("got %+v", *cause)
				}
				if took := time.Since(begun); took > lookFor {
					t.Errorf("told after %v", took)
				}
			})
		})
	}
}

// A token that looks good here may be refused there.
func TestLoginNeededAfterAnswer(t *testing.T) {
	for exception, want := range map[string]error{"UnauthorizedException": &LoginNeeded{}, "ForbiddenException": &RoleRefused{}} {
		t.Run(exception, func(t *testing.T) {
			bubble.Run(t, func(t *testing.T) {
				portal := always(http.StatusUnauthorized, http.Header{"X-Amzn-Errortype": {exception}}, `{"message":"Session token not found or invalid"}`)
				a := adminOf(t, "work", legacySSO, asking(portal))
				keepToken(t, "https://example.awsapps.com/start", `{"accessToken":"t","expiresAt":"2999-01-01T00:00:00Z"}`)
				if _, login := want.(*LoginNeeded); login {
					causeOf[*LoginNeeded](t, a)
				} else if cause := causeOf[*RoleRefused](t, a); cause.Code != exception || cause.MFA {
					t.Errorf("got %+v", *cause)
				}
			})
		})
	}
}

func TestSignedInProfile(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		portal := &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if r.URL.Host != "portal.sso.us-east-1.amazonaws.com" || r.URL.Query().Get("role_name") != "Support" || r.Header.Get("X-Amz-Sso_bearer_token") != "t" {
				t.Errorf("asked for %v with %v", r.URL, r.Header)
			}
			return answerOf(200, nil, fmt.Sprintf(`{"roleCredentials":{"accessKeyId":"ASIATEST","secretAccessKey":"x","sessionToken":"y","expiration":%d}}`,
				time.Now().Add(time.Hour).UnixMilli())), nil
		}}
		a := adminOf(t, "work", newSSO, asking(portal))
		keepToken(t, "corp", `{"accessToken":"t","expiresAt":"2999-01-01T00:00:00Z"}`)
		if _, err := a.DescribeUserPool(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestProfileFaults(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		a := adminOf(t, "nobody", "[default]\nregion = us-east-1\n")
		if cause := causeOf[*NoSuchProfile](t, a); cause.Profile != "nobody" {
			t.Errorf("got %+v", *cause)
		}
		a = adminOf(t, "x", "[profile x]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = gone\n")
		if cause := causeOf[*ProfileBroken](t, a); cause.Profile != "x" || cause.File != "" {
			t.Errorf("got %+v", *cause)
		}
		for fault, profile := range map[string]string{ // which the SDK tells by texts alone
			"a session that isn't there": "sso_session = gone\nsso_account_id = 123456789012\nsso_role_name = x\n",
			"a part of a sign-in":        "sso_start_url = https://example.awsapps.com/start\n",
			"a sign-in as nobody":        "sso_session = corp\n[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n",
		} {
			a = adminOf(t, "x", "[profile x]\n"+profile)
			if cause := causeOf[*ProfileBroken](t, a); cause.Profile != "x" || cause.File != "" {
				t.Errorf("%s: got %+v", fault, *cause)
			}
		}
		a = adminOf(t, "mfa", mfaProfile)
		causeOf[*MFANeeded](t, a)
	})
}

const mfaProfile = "[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = src\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n" +
	"[profile src]\naws_access_key_id = AKIDTEST\naws_secret_access_key = x\n"

// fakeSTS answers as AWS STS does and keeps what it was asked.
type fakeSTS struct {
	mu    sync.Mutex
	asked []url.Values
	codes []string // taken, in this order; any other is refused
	lasts time.Duration
}

func newSTS(codes ...string) *fakeSTS { return &fakeSTS{codes: codes, lasts: time.Hour} }

// RoundTrip answers at the Region's own address alone.
func (s *fakeSTS) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != "sts.us-east-1.amazonaws.com" {
		return nil, fmt.Errorf("%s is asked", r.URL.Host)
	}
	w := httptest.NewRecorder()
	s.answer(w, r)
	return w.Result(), nil
}

func (s *fakeSTS) answer(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.Form)
	switch r.Form.Get("Action") {
	case "GetCallerIdentity":
		io.WriteString(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Support/ann</Arn><UserId>AROAX:ann</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`)
		return
	case "AssumeRole":
	default:
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if code := r.Form.Get("TokenCode"); r.Form.Has("SerialNumber") && !slices.Contains(s.codes, code) {
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code. </Message></Error></ErrorResponse>`)
		return
	}
	fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
		time.Now().Add(s.lasts).UTC().Format(time.RFC3339))
}

func (s *fakeSTS) tokenCodes() (codes []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.asked {
		codes = append(codes, f.Get("TokenCode"))
	}
	return codes
}

// The bound on the search doesn't run while a person types, a code that AWS
// refuses is asked for again, and each is sent once.
func TestMFACodeIsAskedFor(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		s := newSTS("222222")
		var told []bool
		a := adminOf(t, "mfa", mfaProfile, asking(s), func(c *Config) {
			c.MFACode = func(ctx context.Context, serial string) (string, error) {
				if serial != "arn:aws:iam::123456789012:mfa/ann" {
					t.Errorf("asked for %q", serial)
				}
				told = append(told, CodeRefused(ctx))
				if len(told) == 1 {
					time.Sleep(3 * serviceFor)
					return "111111", nil
				}
				return "222222", nil
			}
		})
		for range 3 {
			if _, err := a.DescribeUserPool(t.Context()); err != nil {
				t.Fatalf("%v: %v", err, errors.Unwrap(err))
			}
		}
		if got := s.tokenCodes(); !slices.Equal(got, []string{"111111", "222222"}) {
			t.Errorf("sent %v", got)
		}
		if !slices.Equal(told, []bool{false, true}) {
			t.Errorf("told of a refusal: %v", told)
		}
		if got := s.asked[0].Get("DurationSeconds"); got != "3600" {
			t.Errorf("for %s seconds", got)
		}
	})
}

func TestMFACodeIsRefused(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		s := newSTS()
		asked := 0
		a := adminOf(t, "mfa", mfaProfile, asking(s), func(c *Config) {
			c.MFACode = func(context.Context, string) (string, error) { asked++; return "111111", nil }
		})
		cause := causeOf[*RoleRefused](t, a)
		if !cause.MFA || cause.Code != "AccessDenied" || asked != codeTries {
			t.Errorf("got %+v after %d", *cause, asked)
		}
		causeOf[*RoleRefused](t, a)
		if asked != codeTries {
			t.Error("the next call asks again at once")
		}
		time.Sleep(askAgain)
		causeOf[*RoleRefused](t, a)
		if asked != 2*codeTries {
			t.Errorf("asked %d times", asked)
		}
	})
}

// Calls that nobody waits for ask nobody; those after them do.
func TestMFACodeIsNotAskedFor(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		s := newSTS("111111", "222222")
		asked := 0
		a := adminOf(t, "mfa", mfaProfile, asking(s), func(c *Config) {
			c.MFACode = func(context.Context, string) (string, error) {
				asked++
				return []string{"", "111111", "222222"}[asked], nil
			}
		})
		quiet := func() error { _, err := a.DescribeUserPool(WithoutAsking(t.Context())); return err }
		for range 2 {
			if e := wantKind(t, quiet(), CredentialsUnknown); !errors.As(e.Err, new(*MFANeeded)) || asked != 0 {
				t.Errorf("asked %d times; %v", asked, e.Err)
			}
		}
		if _, err := a.DescribeUserPool(t.Context()); err != nil || asked != 1 {
			t.Fatalf("asked %d times; %v", asked, err)
		}
		if err := quiet(); err != nil || asked != 1 {
			t.Errorf("asked %d times; %v", asked, err)
		}
		a.finder.found.(*source).until.Store(1) // expired
		if e := wantKind(t, quiet(), CredentialsUnknown); !errors.As(e.Err, new(*MFANeeded)) || asked != 1 {
			t.Errorf("asked %d times; %v", asked, e.Err)
		}
	})
}

func TestMFACodeIsNotGiven(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		asked := 0
		a := adminOf(t, "mfa", mfaProfile, func(c *Config) {
			c.MFACode = func(context.Context, string) (string, error) { asked++; return "", context.Canceled }
		})
		for range 2 {
			_, err := a.DescribeUserPool(t.Context())
			wantKind(t, err, Cancelled)
		}
		if asked != 1 {
			t.Errorf("asked %d times", asked)
		}
	})
}

// A role whose time is over asks anew, before the time of the call begins.
func TestExpiredRole(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		s := newSTS("111111", "222222", "333333")
		s.lasts = -time.Hour
		codes := []string{"111111", "222222", "333333"}
		a := adminOf(t, "mfa", mfaProfile, asking(s), func(c *Config) {
			c.MFACode = func(context.Context, string) (string, error) {
				code := codes[0]
				codes = codes[1:]
				if code == "222222" {
					s.mu.Lock()
					s.lasts = time.Hour
					s.mu.Unlock()
					time.Sleep(2 * DefaultTimeout)
				}
				return code, nil
			}
		})
		for range 2 {
			if _, err := a.DescribeUserPool(t.Context()); err != nil {
				t.Fatalf("%v: %v", err, errors.Unwrap(err))
			}
		}
		if got := s.tokenCodes(); !slices.Equal(got, []string{"111111", "222222"}) {
			t.Errorf("sent %v", got)
		}
	})
}

func TestCredentialsThatEnd(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		a := adminWithout(t)
		fine := true
		provider := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			if fine {
				return aws.Credentials{AccessKeyID: "ASIATEST", SecretAccessKey: "x"}, nil
			}
			return aws.Credentials{}, &ssocreds.InvalidTokenError{}
		})
		a.finder.find = func(context.Context) (aws.CredentialsProvider, error) {
			return &source{provider: provider, profile: profileFacts{name: "work", sso: true}, mfa: &mfaAsker{}}, nil
		}
		if _, err := a.DescribeUserPool(t.Context()); err != nil {
			t.Fatal(err)
		}
		a.finder.found.(*source).until.Store(time.Now().Unix())
		fine = false
		causeOf[*LoginNeeded](t, a)
		fine = true
		if _, err := a.DescribeUserPool(t.Context()); err != nil {
			t.Fatal("the sign-in in another window doesn't help: ", err)
		}
	})
}

func TestSharedCredentials(t *testing.T) {
	noCredentials(t)
	base := testConfig(always(200, nil, "{}"))
	base.Credentials, base.Profile = nil, "work"
	a := NewAdmin(base)
	if (*Admin)(nil).Sharing(base).finder == nil {
		t.Error("nothing to share is no Admin")
	}
	if b := a.Sharing(base); b.finder != a.finder || b.caller != a.caller || b.core == a.core {
		t.Error("not shared")
	}
	for name, change := range map[string]func(*Config){
		"another profile":   func(c *Config) { c.Profile = "other" },
		"another Region":    func(c *Config) { c.Region = "eu-west-1" },
		"given credentials": func(c *Config) { c.Credentials = aws.AnonymousCredentials{} },
	} {
		config := base
		if change(&config); a.Sharing(config).finder == a.finder {
			t.Errorf("%s: shared", name)
		}
	}
}

// A sign-in in another window helps soon.
func TestLoginMeanwhile(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		a := adminWithout(t)
		var cause error = &LoginNeeded{Profile: "work"}
		a.finder.find = func(context.Context) (aws.CredentialsProvider, error) {
			if cause != nil {
				return nil, cause
			}
			return credentials.NewStaticCredentialsProvider("AKIDTEST", "x", ""), nil
		}
		causeOf[*LoginNeeded](t, a)
		cause = nil
		causeOf[*LoginNeeded](t, a)
		time.Sleep(askAgain)
		if err := a.finder.wait(t.Context(), "x"); err != nil {
			t.Errorf("still signed out after %v: %v", askAgain, err)
		}
	})
}
