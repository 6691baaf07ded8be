package localpool

import (
	"strings"

	"cognito-tui/cognito/lazy"
)

var (
	authPattern      = lazy.New(`^AWS4-HMAC-SHA256 +Credential=([^, ]+), *SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})$`)
	signatureService = "cognito-idp"
)

// checkSignature demands that an administrator's call is signed for this region
// and service. By whom is no matter: the pool knows no secret keys, so it can't
// tell a right signature from a wrong one.
func checkSignature(header, region string) error {
	if header == "" {
		return refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
	}
	match := authPattern.FindStringSubmatch(header)
	if match == nil {
		return refuse("IncompleteSignatureException",
			"Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.")
	}
	scope := strings.Split(match[1], "/")
	n := len(scope)
	switch {
	case n < 5 || scope[n-1] != "aws4_request":
		return refuse("InvalidSignatureException", "Credential should end with 'aws4_request'.")
	case scope[n-2] != signatureService:
		return refuse("InvalidSignatureException", "Credential should be scoped to correct service: '%s'.", signatureService)
	case scope[n-3] != region:
		return refuse("InvalidSignatureException", "Credential should be scoped to a valid region, not '%s'.", scope[n-3])
	}
	return nil
}
