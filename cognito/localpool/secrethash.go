package localpool

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

// secretHash is Base64(HMAC-SHA256(secret, username + client id)). Source: AWS
// developer guide, computing secret hash values.
func secretHash(secret, username, clientID string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// checkHash verifies the hash sent with exactly this user name. A hash sent to
// a client without a secret is refused: what the service does isn't documented,
// and this is the strictest.
func (c *client) checkHash(username, hash string) error {
	if len(c.secrets) > 0 && hash == "" {
		return notAuthorized("Client %s is configured with secret but SECRET_HASH was not received", c.ID)
	}
	if !c.hashMatches(username, hash) {
		return notAuthorized("Unable to verify secret hash for client %s", c.ID)
	}
	return nil
}

// hashMatches compares with every secret of the client, in constant time.
func (c *client) hashMatches(username, hash string) bool {
	if len(c.secrets) == 0 {
		return hash == ""
	}
	ok := 0
	for _, secret := range c.secrets {
		ok |= subtle.ConstantTimeCompare([]byte(secretHash(secret, username, c.ID)), []byte(hash))
	}
	return ok == 1
}

// checkSecret verifies the raw secret that RevokeToken and
// GetTokensFromRefreshToken take.
func (c *client) checkSecret(secret string) error {
	if len(c.secrets) == 0 && secret == "" {
		return nil
	}
	if secret == "" {
		return notAuthorized("Client %s is configured for secret but secret was not received", c.ID)
	}
	ok := 0
	for _, s := range c.secrets {
		ok |= subtle.ConstantTimeCompare([]byte(s), []byte(secret))
	}
	if ok == 0 {
		return notAuthorized("Unable to verify secret for client %s", c.ID)
	}
	return nil
}
