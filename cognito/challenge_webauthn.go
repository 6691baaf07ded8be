package cognito

import "slices"

// WebAuthn is WEB_AUTHN: a passkey, which a terminal can't reach. It has no answer.
type WebAuthn struct {
	*pending
	Others []string // the other ways, where the service listed them
}

func decodeWebAuthn(p *pending, a authAnswer) (Step, error) {
	others := slices.DeleteFunc(namesOf(a.available), func(name string) bool { return name == string(a.challenge) })
	return WebAuthn{p, others}, nil
}
