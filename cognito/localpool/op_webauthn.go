package localpool

import "slices"

// relyingParty is that of the seeded passkeys and of WEB_AUTHN.
const relyingParty = "localhost"

// The refusals of passkeys. The texts are unconfirmed.
var (
	errPasskeysOff   = refuse("WebAuthnNotEnabledException", "WebAuthn is not enabled for this user pool.")
	errPasskeyDomain = refuse("WebAuthnConfigurationMissingException", "The user pool has neither a relying party ID nor a domain.")
	errNoSuchPasskey = refuse("ResourceNotFoundException", "The passkey credential does not exist.")
)

// startWebAuthn always refuses. The pool has neither a relying party id nor a
// domain, for it has no browser to register a passkey with; those of seeded
// users are as from a time when it had.
func startWebAuthn(c *call) (any, error) {
	_, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	if !c.pool.allowsFirst("WEB_AUTHN") {
		return nil, errPasskeysOff
	}
	return nil, errPasskeyDomain
}

// credential is a WebAuthnCredentialDescription.
type credential struct {
	CredentialId            string
	FriendlyCredentialName  string
	RelyingPartyId          string
	AuthenticatorAttachment string `json:",omitempty"`
	AuthenticatorTransports []string
	CreatedAt               float64
}

// listWebAuthn pages through the user's passkeys, the oldest first.
func listWebAuthn(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	var all []*passkey
	if s.user.factors != nil {
		all = s.user.factors.passkeys
	}
	list, next, err := page(c, all, func(x *passkey) string { return x.id }, c.in.number("MaxResults"), "NextToken", s.user.name)
	if err != nil {
		return nil, err
	}
	answer := struct {
		Credentials []credential
		NextToken   string `json:",omitempty"`
	}{Credentials: []credential{}, NextToken: next}
	for _, x := range list {
		answer.Credentials = append(answer.Credentials, credential{
			CredentialId: x.id, FriendlyCredentialName: x.name, RelyingPartyId: relyingParty,
			AuthenticatorAttachment: x.attachment, AuthenticatorTransports: append([]string{}, x.transports...),
			CreatedAt: seconds(x.created),
		})
	}
	return answer, nil
}

// deleteWebAuthn deletes a passkey; without one WEB_AUTHN isn't offered any more.
func deleteWebAuthn(c *call) (any, error) {
	s, unlock, err := c.authorize(c.in.str("AccessToken"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	f := s.user.factors
	if f == nil {
		return nil, errNoSuchPasskey
	}
	i := slices.IndexFunc(f.passkeys, func(x *passkey) bool { return x.id == c.in.str("CredentialId") })
	if i < 0 {
		return nil, errNoSuchPasskey
	}
	f.passkeys = append(f.passkeys[:i:i], f.passkeys[i+1:]...)
	s.user.touch(c.now)
	return nil, nil
}
