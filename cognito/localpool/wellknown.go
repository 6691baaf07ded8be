package localpool

import (
	"encoding/json"
	"net/http"
	"strings"
)

// wellKnown answers the documents that token verifiers fetch.
func (s *Server) wellKnown(r *http.Request, a *reply) {
	id, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/.well-known/")
	p := s.state.Load().pools[id]
	if !ok || p == nil || name != "jwks.json" && name != "openid-configuration" {
		a.status = http.StatusNotFound
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		a.status = http.StatusMethodNotAllowed
		a.header.Set("Allow", "GET, HEAD")
		return
	}
	var document any = p.discovery()
	if name == "jwks.json" {
		id, access := p.keys.get()
		document = map[string][]jwk{"keys": {id.public(), access.public()}}
	}
	a.header.Set("Content-Type", "application/json")
	a.header.Set("Cache-Control", "public, max-age=86400")
	a.body, _ = json.Marshal(document) // plain maps always marshal
}

// discovery is the pool's OpenID Connect description. Its addresses are those
// of the service, as the issuer's has to be.
func (p *pool) discovery() map[string]any {
	return map[string]any{
		"issuer":                                p.issuer(),
		"jwks_uri":                              p.issuer() + "/.well-known/jwks.json",
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"subject_types_supported":               []string{"public"},
		"response_types_supported":              []string{"code", "token"},
		"scopes_supported":                      []string{"openid", "email", "phone", "profile"},
	}
}
