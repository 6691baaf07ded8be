package cognito_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/trace"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

const benchUser = "ann@example.com"

// BenchmarkSignInBare is a sign-in by the SDK alone, on the embedded pool: what
// BenchmarkSignInClient is to be measured against.
func BenchmarkSignInBare(b *testing.B) {
	_, s := localServer(b, "demo-app")
	sdk := cip.New(cip.Options{Region: s.config.Region, HTTPClient: &http.Client{Transport: s.config.Transport}})
	mac := hmac.New(sha256.New, []byte(s.config.ClientSecret))
	mac.Write([]byte(benchUser + s.config.ClientID))
	hash := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for b.Loop() {
		out, err := sdk.InitiateAuth(b.Context(), &cip.InitiateAuthInput{
			ClientId: aws.String(s.config.ClientID),
			AuthFlow: types.AuthFlowTypeUserPasswordAuth,
			AuthParameters: map[string]string{
				"USERNAME": benchUser, "PASSWORD": localpool.DemoPassword, "SECRET_HASH": hash,
			},
		})
		if err != nil || out.AuthenticationResult == nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSignInClient is the same sign-in by this package, its calls recorded.
func BenchmarkSignInClient(b *testing.B) {
	_, s := localServer(b, "demo-app")
	s.config.Transport = trace.New(s.config.Transport, trace.NewLog(500))
	c := cognito.New(s.config)
	for b.Loop() {
		step, err := c.SignIn(b.Context(), cognito.SignInRequest{Username: benchUser, Password: localpool.DemoPassword})
		if _, ok := step.(cognito.SignedIn); !ok {
			b.Fatal(step, err)
		}
	}
}
