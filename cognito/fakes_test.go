package cognito

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// fake is a transport that answers what it is told and counts what it was asked.
type fake struct {
	count  atomic.Int32
	answer func(n int, r *http.Request) (*http.Response, error)
}

func (f *fake) RoundTrip(r *http.Request) (*http.Response, error) {
	return f.answer(int(f.count.Add(1)), r)
}

// always answers every request alike.
func always(status int, header http.Header, body string) *fake {
	return &fake{answer: func(int, *http.Request) (*http.Response, error) {
		return answerOf(status, header, body), nil
	}}
}

// breaking fails every request with err.
func breaking(err error) *fake {
	return &fake{answer: func(int, *http.Request) (*http.Response, error) { return nil, err }}
}

// hanging answers no request before it is given up.
func hanging() *fake {
	return &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}}
}

// refusing answers every request with an exception.
func refusing(status int, exception, message string) *fake {
	return always(status, http.Header{
		"X-Amzn-Errortype": {exception + ":"},
		"X-Amzn-Requestid": {"11111111-2222-3333-4444-555555555555"},
	}, `{"__type":"`+exception+`","message":"`+message+`"}`)
}

func answerOf(status int, header http.Header, body string) *http.Response {
	header = header.Clone()
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body))}
}

const (
	testClientID = "1234567890abcdefghijklmnop"
	testPoolID   = "us-east-1_Test"
)

func testConfig(transport http.RoundTripper) Config {
	return Config{
		Region:       "us-east-1",
		UserPoolID:   testPoolID,
		ClientID:     testClientID,
		ClientSecret: "secret-9f8e7d",
		Transport:    transport,
		AWSTransport: breaking(errors.New("no test asks AWS")),
		Credentials:  credentials.NewStaticCredentialsProvider("AKIDLOCAL", "secret", ""),
	}
}

// failed is the error of a call whose answer doesn't matter.
func failed[T any](_ T, err error) error { return err }

// calls makes each operation of this package once.
var calls = map[string]func(context.Context, Config) error{
	"SignUp": func(ctx context.Context, c Config) error {
		return failed(New(c).SignUp(ctx, SignUpRequest{Username: "ann", Password: "pass-1a2b3c"}))
	},
	"ConfirmSignUp": func(ctx context.Context, c Config) error {
		return failed(New(c).ConfirmSignUp(ctx, ConfirmSignUpRequest{Username: "ann", Code: "code-445566"}))
	},
	"ResendConfirmationCode": func(ctx context.Context, c Config) error { return failed(New(c).ResendConfirmationCode(ctx, "ann")) },
	"InitiateAuth": func(ctx context.Context, c Config) error {
		return failed(New(c).SignIn(ctx, SignInRequest{Username: "ann", Password: "pass-1a2b3c"}))
	},
	"AdminInitiateAuth": func(ctx context.Context, c Config) error {
		return failed(NewAdmin(c).SignIn(ctx, SignInRequest{Flow: AdminPasswordFlow, Username: "ann", Password: "pass-1a2b3c"}))
	},
	"RespondToAuthChallenge": func(ctx context.Context, c Config) error {
		return failed(New(c).Respond(ctx, SMSMFA{pending: waiting(types.ChallengeNameTypeSmsMfa)}.Code("code-445566")))
	},
	"AdminRespondToAuthChallenge": func(ctx context.Context, c Config) error {
		return failed(NewAdmin(c).Respond(ctx, SMSMFA{pending: waiting(types.ChallengeNameTypeSmsMfa)}.Code("code-445566")))
	},
	"AssociateSoftwareToken": func(ctx context.Context, c Config) error {
		return failed(New(c).AssociateSoftwareToken(ctx, MFASetup{pending: waiting(types.ChallengeNameTypeMfaSetup)}))
	},
	"VerifySoftwareToken": func(ctx context.Context, c Config) error {
		return failed(New(c).VerifySoftwareToken(ctx, TOTPSetup{pending: waiting(types.ChallengeNameTypeMfaSetup), Secret: "totp-667788"},
			"code-445566", "phone"))
	},
	"ConfirmDevice": func(ctx context.Context, c Config) error {
		client := New(c)
		secret := client.DeviceSecret(NewDevice{"us-east-1_5f4d", "-group"})
		_, err := client.ConfirmDevice(ctx, "access-aabbcc", secret, "laptop")
		return err
	},
	"UpdateDeviceStatus": func(ctx context.Context, c Config) error {
		return New(c).RememberDevice(ctx, "access-aabbcc", "us-east-1_5f4d", true)
	},
	"ForgotPassword": func(ctx context.Context, c Config) error { return failed(New(c).ForgotPassword(ctx, "ann")) },
	"ConfirmForgotPassword": func(ctx context.Context, c Config) error {
		return New(c).ConfirmForgotPassword(ctx, ConfirmForgotPasswordRequest{"ann", "code-445566", "pass-1a2b3c"})
	},
	"GetUser":       func(ctx context.Context, c Config) error { return failed(New(c).GetUser(ctx, "access-aabbcc")) },
	"GlobalSignOut": func(ctx context.Context, c Config) error { return New(c).GlobalSignOut(ctx, "access-aabbcc") },
	"RevokeToken":   func(ctx context.Context, c Config) error { return New(c).RevokeToken(ctx, "refresh-ddeeff") },
	"UpdateUserAttributes": func(ctx context.Context, c Config) error {
		return failed(New(c).UpdateUserAttributes(ctx, "access-aabbcc", []Attribute{{"name", "Ann"}}))
	},
	"DeleteUserAttributes": func(ctx context.Context, c Config) error {
		return New(c).DeleteUserAttributes(ctx, "access-aabbcc", []string{"name"})
	},
	"GetUserAttributeVerificationCode": func(ctx context.Context, c Config) error {
		return failed(New(c).GetUserAttributeVerificationCode(ctx, "access-aabbcc", "email"))
	},
	"VerifyUserAttribute": func(ctx context.Context, c Config) error {
		return New(c).VerifyUserAttribute(ctx, "access-aabbcc", "email", "code-445566")
	},
	"ChangePassword": func(ctx context.Context, c Config) error {
		return New(c).ChangePassword(ctx, "access-aabbcc", "pass-1a2b3c", "pass-1a2b3c-2")
	},
	"SetUserMFAPreference": func(ctx context.Context, c Config) error {
		return New(c).SetUserMFAPreference(ctx, "access-aabbcc", MFAPreference{SMS: &FactorPreference{}})
	},
	"GetUserAuthFactors": func(ctx context.Context, c Config) error {
		return failed(New(c).GetUserAuthFactors(ctx, "access-aabbcc"))
	},
	"ListWebAuthnCredentials": func(ctx context.Context, c Config) error {
		return failed(New(c).ListWebAuthnCredentials(ctx, "access-aabbcc"))
	},
	"DeleteWebAuthnCredential": func(ctx context.Context, c Config) error {
		return New(c).DeleteWebAuthnCredential(ctx, "access-aabbcc", "credential")
	},
	"StartWebAuthnRegistration": func(ctx context.Context, c Config) error {
		return New(c).StartWebAuthnRegistration(ctx, "access-aabbcc")
	},
	"ListDevices": func(ctx context.Context, c Config) error { return failed(New(c).ListDevices(ctx, "access-aabbcc")) },
	"ForgetDevice": func(ctx context.Context, c Config) error {
		return New(c).ForgetDevice(ctx, "access-aabbcc", "us-east-1_5f4d")
	},
	"DeleteUser": func(ctx context.Context, c Config) error { return New(c).DeleteUser(ctx, "access-aabbcc") },
	"GetTokensFromRefreshToken": func(ctx context.Context, c Config) error {
		return failed(New(c).Refresh(ctx, RefreshRequest{Refresh: "refresh-ddeeff", Username: "own-ann", Rotation: RotationOn}))
	},
	"ListUsers": func(ctx context.Context, c Config) error {
		return failed(NewAdmin(c).FindUsers(ctx, Filter{Attribute: "email", Value: "ann@example.com"}, 1))
	},
	"AdminGetUser":           func(ctx context.Context, c Config) error { return failed(NewAdmin(c).AdminGetUser(ctx, "ann")) },
	"DescribeUserPool":       func(ctx context.Context, c Config) error { return failed(NewAdmin(c).DescribeUserPool(ctx)) },
	"DescribeUserPoolClient": func(ctx context.Context, c Config) error { return failed(NewAdmin(c).DescribeUserPoolClient(ctx)) },
}

// waiting is a challenge of a user whose own name isn't the one typed.
func waiting(name types.ChallengeNameType) *pending {
	return &pending{course: Course{Flow: PasswordFlow, Username: "own-ann"}, name: name, session: "session-112233"}
}

// secrets are the values of calls and testConfig that no text may hold.
var secrets = []string{"secret-9f8e7d", "pass-1a2b3c", "code-445566", "access-aabbcc", "refresh-ddeeff", "session-112233", "totp-667788"}

func wantKind(t *testing.T, err error, want ...Kind) *Error {
	t.Helper()
	e, ok := err.(*Error)
	if !ok {
		t.Fatalf("got %T (%v), want an *Error of kind %v", err, err, want)
	}
	if !slices.Contains(want, e.Kind) {
		t.Fatalf("got kind %q (%v; %v), want %v", e.Kind, e, e.Err, want)
	}
	return e
}

var _ aws.RetryerV2 = (*retryer)(nil)
