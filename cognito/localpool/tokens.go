package localpool

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// apiScope is the one scope of tokens issued by the API.
const apiScope = "aws.cognito.signin.user.admin"

type claims map[string]any

// tokenClaims are the claims of the tokens for one answer, taken under the
// pool's lock and signed outside it.
type tokenClaims struct {
	id, access claims
	session    *session
	device     *deviceMetadata // what is offered with the first tokens of a session
	refresh    bool            // give the refresh token too
	turn       uint32          // which of the session's refresh tokens that is
}

// claimsFor describes the user as of now. Must be called under the lock.
func (p *pool) claimsFor(s *session, now time.Time) tokenClaims {
	u, c := s.user, s.client
	shared := func(use string, validity time.Duration) claims {
		return claims{
			"sub": u.sub.String(), "iss": p.issuer(), "token_use": use,
			"auth_time": s.authTime.Unix(), "iat": now.Unix(), "exp": now.Add(validity).Unix(),
			"jti": p.server.newID("token").String(), "origin_jti": s.id.String(),
		}
	}
	event := p.server.newID("event").String()
	if c.unmarked() {
		event = s.id.String() // these tokens have no origin_jti to find their session by
	}
	id, access := shared("id", c.IDValidity), shared("access", c.AccessValidity)
	access["client_id"], access["username"] = c.ID, u.name
	access["scope"], access["version"] = apiScope, 2
	if s.device != "" {
		access["device_key"] = s.device
	}
	id["aud"], id["cognito:username"] = c.ID, u.name
	for _, t := range []claims{id, access} {
		t["event_id"] = event
		if len(u.groups) > 0 {
			t["cognito:groups"] = slices.Clone(u.groups)
		}
		if c.unmarked() {
			delete(t, "jti")
			delete(t, "origin_jti")
		}
	}
	p.roleClaims(id, u)
	for _, a := range u.attributes {
		if c.readable(a.Name) {
			id[a.Name] = claimValue(p.schema[a.Name], a.Value)
		}
	}
	t := tokenClaims{id: id, access: access, session: s}
	if s.offered != nil {
		t.device = &deviceMetadata{s.offered.key, s.offered.groupKey}
	}
	return t
}

// unmarked tells that the client's tokens have no jti and origin_jti: they are
// there for revocation and for rotation. Source: AWS developer guide, tokens.
func (c *client) unmarked() bool { return c.NoRevocation && !c.Rotation }

// roleClaims adds the roles of the user's groups; the preferred one is that of
// the group with the lowest precedence, and none where two such groups differ.
// Source: API reference, CreateGroup.
func (p *pool) roleClaims(id claims, u *user) {
	const none = math.MaxInt // the precedence of a group without one
	var roles []string
	preferred, best := "", none
	for _, g := range p.groupsOf(u) {
		if g.RoleARN == "" {
			continue
		}
		precedence := none
		if g.Precedence != nil {
			precedence = *g.Precedence
		}
		switch {
		case len(roles) == 0 || precedence < best:
			preferred, best = g.RoleARN, precedence
		case precedence == best && g.RoleARN != preferred:
			preferred = ""
		}
		roles = append(roles, g.RoleARN)
	}
	if len(roles) > 0 {
		id["cognito:roles"] = roles
	}
	if preferred != "" {
		id["cognito:preferred_role"] = preferred
	}
}

// claimValue is an attribute as ID tokens show it: the verified flags and
// updated_at aren't text there, custom attributes always are.
func claimValue(e *schemaEntry, value string) any {
	switch {
	case strings.HasSuffix(e.name, "_verified") && !strings.HasPrefix(e.name, "custom:"):
		return value == "true"
	case e.name == "updated_at":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return n
		}
	case e.name == "address":
		return map[string]string{"formatted": value}
	}
	return value
}

// authenticationResult is the AuthenticationResult of an answer.
type authenticationResult struct {
	AccessToken       string
	ExpiresIn         int
	IdToken           string
	RefreshToken      string          `json:",omitempty"`
	NewDeviceMetadata *deviceMetadata `json:",omitempty"`
	TokenType         string
}

// sign makes the tokens. Must be called without the lock.
func (p *pool) sign(t tokenClaims) (*authenticationResult, error) {
	idKey, accessKey := p.keys.get()
	r := &authenticationResult{TokenType: "Bearer", ExpiresIn: int(t.session.client.AccessValidity / time.Second)}
	var err error
	if r.IdToken, err = idKey.sign(t.id); err != nil {
		return nil, err
	}
	if r.AccessToken, err = accessKey.sign(t.access); err != nil {
		return nil, err
	}
	if t.refresh {
		r.RefreshToken, r.NewDeviceMetadata = p.server.refreshToken(t.session, t.turn), t.device
	}
	return r, nil
}

func (k *signingKey) sign(c claims) (string, error) {
	header, err := json.Marshal(map[string]string{"alg": "RS256", "kid": k.kid})
	if err != nil {
		return "", err
	}
	payload, err := json.Marshal(c)
	if err != nil {
		return "", err
	}
	text := base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(payload)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, k.key, crypto.SHA256, sum[:])
	if err != nil {
		return "", err
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// verify returns the claims of a token that this key signed.
func (k *signingKey) verify(token string) (claims, bool) {
	dot := strings.LastIndexByte(token, '.')
	if dot < 0 || strings.Count(token, ".") != 2 {
		return nil, false
	}
	signature, ok := spelt(token[dot+1:])
	if !ok {
		return nil, false
	}
	sum := sha256.Sum256([]byte(token[:dot]))
	if rsa.VerifyPKCS1v15(&k.key.PublicKey, crypto.SHA256, sum[:], signature) != nil {
		return nil, false
	}
	return payloadOf(token)
}

// spelt decodes base64url that is spelt as the pool spells it: without padding, line
// breaks or bits left over.
func spelt(text string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	return raw, err == nil && base64.RawURLEncoding.EncodeToString(raw) == text
}

// payloadOf reads a token's claims without verifying them.
func payloadOf(token string) (claims, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, false
	}
	payload, ok := spelt(parts[1])
	if !ok {
		return nil, false
	}
	var c claims
	return c, json.Unmarshal(payload, &c) == nil
}

func (c claims) str(name string) string { s, _ := c[name].(string); return s }
