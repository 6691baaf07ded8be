package cognito_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
)

// benchUsers are enough that an authenticator's code isn't asked of one twice
// within its 30 seconds: the clock is moved on after each round of them.
const benchUsers = 4096

func benchName(n int64) string { return fmt.Sprintf("bench%d@example.com", n%benchUsers) }

// benchServer serves a pool over loopback HTTP, and gives a client of it with
// kept connections.
func benchServer(b *testing.B, mfa bool) (*localpool.Server, *cognito.Client) {
	b.Helper()
	config := localpool.Demo()
	for n := range int64(benchUsers) {
		u := localpool.UserConfig{Username: benchName(n), Password: localpool.DemoPassword, Attributes: []localpool.Attribute{
			{Name: "name", Value: "Ben Carter"}, {Name: "email", Value: benchName(n)}, {Name: "email_verified", Value: "true"}}}
		if mfa {
			u.TOTPSecret, u.MFA = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", []string{"SOFTWARE_TOKEN_MFA"}
		}
		config.Pools[0].Users = append(config.Pools[0].Users, u)
	}
	pool := localpool.New(config)
	served := httptest.NewServer(pool)
	b.Cleanup(served.Close)
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	b.Cleanup(transport.CloseIdleConnections)
	app := pool.Clients()[1] // demo-public
	return pool, cognito.New(cognito.Config{Region: "us-east-1", UserPoolID: app.PoolID, ClientID: app.ClientID,
		Endpoint: served.URL, Transport: transport})
}

// benchFlow is one way to sign in, walked to its end.
type benchFlow struct {
	name    string
	request cognito.SignInRequest
	mfa     bool
	answer  func(*localpool.Server, cognito.Step, string) (cognito.Answer, error)
}

func noAnswer(_ *localpool.Server, step cognito.Step, _ string) (cognito.Answer, error) {
	return cognito.Answer{}, fmt.Errorf("came to %T", step)
}

var benchFlows = []benchFlow{
	{name: "USER_PASSWORD_AUTH", request: cognito.SignInRequest{Flow: cognito.PasswordFlow, Password: localpool.DemoPassword}, answer: noAnswer},
	{name: "USER_SRP_AUTH", request: cognito.SignInRequest{Flow: cognito.SRPFlow, Password: localpool.DemoPassword}, answer: noAnswer},
	{name: "USER_AUTH PASSWORD", request: cognito.SignInRequest{Flow: cognito.ChoiceFlow, Preferred: "PASSWORD", Password: localpool.DemoPassword}, answer: noAnswer},
	{name: "USER_PASSWORD_AUTH TOTP", request: cognito.SignInRequest{Flow: cognito.PasswordFlow, Password: localpool.DemoPassword}, mfa: true, answer: answerTOTP},
	{name: "USER_SRP_AUTH TOTP", request: cognito.SignInRequest{Flow: cognito.SRPFlow, Password: localpool.DemoPassword}, mfa: true, answer: answerTOTP},
}

func answerTOTP(pool *localpool.Server, step cognito.Step, user string) (cognito.Answer, error) {
	code, _ := pool.TOTP("us-east-1_LocalPool", user)
	asked, is := step.(cognito.SoftwareTokenMFA)
	if code == "" || !is {
		return cognito.Answer{}, fmt.Errorf("came to %T with the code %q", step, code)
	}
	return asked.Code(code), nil
}

func (f benchFlow) signIn(ctx context.Context, pool *localpool.Server, c *cognito.Client, user string) error {
	request := f.request
	request.Username = user
	step, err := c.SignIn(ctx, request)
	for err == nil {
		if in, ok := step.(cognito.SignedIn); ok {
			if in.Tokens.Access == "" {
				return errors.New("signed in without a token")
			}
			return nil
		}
		var answer cognito.Answer
		if answer, err = f.answer(pool, step, user); err == nil {
			step, err = c.Respond(ctx, answer)
		}
	}
	return err
}

// BenchmarkServedSignIn reports the sign-ins a second of each flow over loopback
// HTTP, this client with its SRP arithmetic included, on all cores. SRP with TOTP
// makes each user's verifier too.
func BenchmarkServedSignIn(b *testing.B) {
	for _, f := range benchFlows {
		b.Run(f.name, func(b *testing.B) {
			pool, c := benchServer(b, f.mfa)
			if err := f.signIn(b.Context(), pool, c, benchName(benchUsers-1)); err != nil { // the signing keys are made
				b.Fatal(err)
			}
			pool.Advance(time.Minute)
			var n atomic.Int64
			b.SetParallelism(4)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := n.Add(1)
					if f.mfa && i%benchUsers == 0 {
						pool.Advance(30 * time.Second)
					}
					if !f.mfa {
						i %= 8 // their verifiers are made at the first SRP sign-in
					}
					if err := f.signIn(b.Context(), pool, c, benchName(i)); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sign-ins/s")
		})
	}
}

// BenchmarkTOTPSignIn is a sign-in with a password and an authenticator's code, in
// process: to be read beside BenchmarkSignInClient.
func BenchmarkTOTPSignIn(b *testing.B) {
	pool, s := localServer(b, "demo-app")
	c, f := cognito.New(s.config), benchFlows[3]
	for b.Loop() {
		pool.Advance(30 * time.Second)
		if err := f.signIn(b.Context(), pool, c, "tom@example.com"); err != nil {
			b.Fatal(err)
		}
	}
}
