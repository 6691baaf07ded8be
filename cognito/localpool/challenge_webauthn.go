package localpool

import (
	"encoding/base64"

	"cognito-tui/cognito/random"
)

// errPasskey refuses every credential: the pool keeps no passkeys, it only shows
// how a user looks who has one. The service's own text is unconfirmed.
var errPasskey = notAuthorized("The passkey could not be verified.")

// askPasskey sets WEB_AUTHN, which needs a browser or an authenticator.
func (c *call) askPasskey(d *dialogue, credential string) (outcome, error) {
	if credential != "" {
		return outcome{}, errPasskey
	}
	challenge := random.Bytes(c.s.draw("passkey challenge"), 32)
	return c.ask(d, "WEB_AUTHN", map[string]string{"CREDENTIAL_REQUEST_OPTIONS": toJSON(object{
		"challenge": base64.RawURLEncoding.EncodeToString(challenge), "timeout": d.client.AuthSession.Milliseconds(),
		"rpId": relyingParty, "allowCredentials": []object{}, "userVerification": "preferred",
	})}), nil
}

// takePasskey answers WEB_AUTHN.
func takePasskey(*call, *dialogue, map[string]string) (outcome, error) { return outcome{}, errPasskey }
