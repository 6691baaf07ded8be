package cognito

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// secretHash proves that this program knows the client's secret. The name is the
// one sent in the same request. It is nil where the client has no secret: the
// service refuses a hash that it doesn't expect.
func (c *core) secretHash(username string) *string {
	if c.config.ClientSecret == "" {
		return nil
	}
	hash := secretHash(username, c.config.ClientID, c.config.ClientSecret)
	return &hash
}

// secretHash is Base64(HMAC-SHA256(secret, username + client id)) (AWS developer
// guide, computing secret hash values).
func secretHash(username, clientID, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
