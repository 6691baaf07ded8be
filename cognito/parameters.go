package cognito

import (
	"encoding/json"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// authAnswer is what InitiateAuth and the operations after it answer alike.
type authAnswer struct {
	op         string
	result     *types.AuthenticationResultType
	challenge  types.ChallengeNameType
	parameters map[string]string
	available  []types.ChallengeNameType
	session    string
}

// bad says that a parameter of the challenge is missing or malformed.
func (a authAnswer) bad(name, how string) error {
	return &Error{Op: a.op, Kind: BadChallenge, Status: 200, Attempts: 1, Attributes: []string{name},
		Challenge: string(a.challenge), Err: errors.New(string(a.challenge) + ": " + name + " " + how)}
}

// list reads a parameter that is the JSON text of a list of texts. One that is
// absent is noted, or refused where nothing can be done without it.
func (a authAnswer) list(p *pending, name string, needed bool) ([]string, error) {
	text := a.parameters[name]
	if text == "" && needed {
		return nil, a.bad(name, "is missing")
	}
	if text == "" {
		p.missing = append(p.missing, name)
		return nil, nil
	}
	var list []string
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, a.bad(name, "is not a list")
	}
	if needed && len(list) == 0 {
		return nil, a.bad(name, "is an empty list")
	}
	return list, nil
}

// delivery is where the challenge's code went, masked as the service gives it.
func (a authAnswer) delivery(p *pending) Delivery {
	get := func(name string) string {
		if a.parameters[name] == "" {
			p.missing = append(p.missing, name)
		}
		return a.parameters[name]
	}
	return Delivery{
		Medium:      get("CODE_DELIVERY_DELIVERY_MEDIUM"),
		Destination: get("CODE_DELIVERY_DESTINATION"),
	}
}
