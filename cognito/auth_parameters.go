package cognito

import (
	"errors"

	"cognito-tui/cognito/srp"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// parameters are the AuthParameters of the flow, but for name and hash.
func (x *exchange) parameters(r SignInRequest) (map[string]string, error) {
	p := map[string]string{}
	if x.device != nil {
		p["DEVICE_KEY"] = x.device.Key
	}
	switch x.course.Flow {
	case SRPFlow:
		return p, x.addA(p)
	case CustomFlow:
		if r.Password != "" && r.Flow == CustomFlow {
			p["CHALLENGE_NAME"] = "SRP_A"
			return p, x.addA(p)
		}
	case ChoiceFlow:
		return p, x.preferred(p, r)
	default:
		p["PASSWORD"] = r.Password
	}
	return p, nil
}

// preferred adds what USER_AUTH takes with its PREFERRED_CHALLENGE. A password
// given to Automatic is preferred, proved where that can be.
func (x *exchange) preferred(p map[string]string, r SignInRequest) error {
	prefer := r.Preferred
	if prefer == "" && r.Flow == Automatic && r.Password != "" {
		prefer = string(types.ChallengeNameTypePassword)
	}
	if prefer == "" || r.Session != "" {
		return nil
	}
	p["PREFERRED_CHALLENGE"] = prefer
	switch types.ChallengeNameType(prefer) {
	case types.ChallengeNameTypePassword:
		p["PASSWORD"] = r.Password
	case types.ChallengeNameTypePasswordSrp:
		return x.addA(p)
	}
	return nil
}

// addA begins a proof of the password.
func (x *exchange) addA(p map[string]string) error {
	if x.core.config.UserPoolID == "" {
		return &Error{Op: "InitiateAuth", Kind: NeedsPoolID, Err: errors.New("SRP hashes the name of the user pool, and no user pool id is set")}
	}
	return x.newProof(p)
}

func (x *exchange) newProof(p map[string]string) error {
	proof, err := srp.NewClient(x.core.config.Random)
	if err != nil {
		return &Error{Op: "InitiateAuth", Kind: Unknown, Err: err}
	}
	x.proof = proof
	p["SRP_A"] = proof.A()
	return nil
}

// sign adds the user name and, where the client has a secret, the hash over
// exactly that name.
func (x *exchange) sign(p map[string]string, name string) {
	p["USERNAME"] = name
	if hash := x.core.secretHash(name); hash != nil {
		p["SECRET_HASH"] = *hash
	}
}
