package localpool_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-tui/cognito/localpool"
)

func signUpInput(client, name string) *cip.SignUpInput {
	return &cip.SignUpInput{ClientId: &client, Username: &name, Password: aws.String(localpool.DemoPassword),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &name}}}
}

// served is a pool, AWS's client on it with kept connections, and the number of
// names used.
type served struct {
	client string
	sdk    *cip.Client
	names  atomic.Int64
}

func startServed(b *testing.B) *served {
	r := serve(b, localpool.New(localpool.Demo()))
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	b.Cleanup(transport.CloseIdleConnections)
	return &served{client: r.env["COGNITO_PUBLIC_CLIENT_ID"], sdk: r.sdk(&http.Client{Transport: transport})}
}

// user signs up and confirms one new user.
func (s *served) user(ctx context.Context) (string, error) {
	name := fmt.Sprintf("user%d@example.com", s.names.Add(1))
	_, err := s.sdk.SignUp(ctx, signUpInput(s.client, name))
	if err != nil {
		return "", err
	}
	_, err = s.sdk.AdminConfirmSignUp(ctx, &cip.AdminConfirmSignUpInput{UserPoolId: aws.String("us-east-1_LocalPool"), Username: &name})
	return name, err
}

// measure runs one call from many goroutines and reports calls a second.
func measure(b *testing.B, call func() error) {
	b.Helper()
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := call(); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

// BenchmarkServedPasswordSignIn is InitiateAuth with a password over loopback,
// client included: two RSA signatures and one password check each.
func BenchmarkServedPasswordSignIn(b *testing.B) {
	s := startServed(b)
	name, err := s.user(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	measure(b, func() error {
		_, err := s.sdk.InitiateAuth(b.Context(), &cip.InitiateAuthInput{ClientId: &s.client, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
			AuthParameters: map[string]string{"USERNAME": name, "PASSWORD": localpool.DemoPassword}})
		return err
	})
}

// BenchmarkServedSignUp is SignUp of a new user over loopback, client included.
func BenchmarkServedSignUp(b *testing.B) {
	s := startServed(b)
	measure(b, func() error {
		_, err := s.sdk.SignUp(b.Context(), signUpInput(s.client, fmt.Sprintf("new%d@example.com", s.names.Add(1))))
		return err
	})
}
