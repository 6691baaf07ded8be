package cognito

import (
	"context"
	"errors"

	"cognito-tui/cognito/srp"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// provePassword answers PASSWORD_VERIFIER: the user's own password by SRP.
func (x *exchange) provePassword(ctx context.Context, a authAnswer) (authAnswer, error) {
	id := srp.Identity{Group: srp.PoolName(x.core.config.UserPoolID), User: x.name()}
	responses, err := x.prove(a, id, x.password)
	if err != nil {
		return authAnswer{}, err
	}
	return x.respond(ctx, types.ChallengeNameTypePasswordVerifier, responses, a.session)
}

// prove signs the challenge's secret block.
func (x *exchange) prove(a authAnswer, id srp.Identity, password string) (map[string]string, error) {
	p, err := x.proof.Prove(id, password, srp.Challenge{
		Salt: a.parameters["SALT"], B: a.parameters["SRP_B"], SecretBlock: a.parameters["SECRET_BLOCK"],
	}, x.core.Now())
	var bad *srp.ParameterError
	if errors.As(err, &bad) {
		return nil, a.bad(bad.Name, bad.Reason)
	}
	if err != nil {
		return nil, &Error{Op: a.op, Kind: Unknown, Err: err}
	}
	return map[string]string{
		"PASSWORD_CLAIM_SIGNATURE":    p.Signature,
		"PASSWORD_CLAIM_SECRET_BLOCK": p.SecretBlock,
		"TIMESTAMP":                   p.Timestamp,
	}, nil
}
