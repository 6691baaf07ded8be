package token

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"time"
)

// maxToken bounds what Decode reads, in bytes; the service's tokens stay far
// below.
const maxToken = 64 << 10

// ErrNotJWT is what Decode answers for text that is not a readable JWT.
var ErrNotJWT = errors.New("token: not a readable JWT")

// Claims is what an ID or access token says. It proves nothing: Decode checks no
// signature. Every text is data from a stranger.
type Claims struct {
	Subject  string
	Username string // "cognito:username" of ID tokens, "username" of access tokens
	ClientID string // "client_id" of access tokens, "aud" of ID tokens
	TokenUse string // "id" or "access"
	Issuer   string
	Groups   []string
	IssuedAt time.Time // zero where it isn't said, as the next two
	Expires  time.Time
	AuthTime time.Time
	Raw      map[string]any // everything; numbers are json.Number
}

// Decode reads the claims of a JWT without checking it. What has the wrong type
// is left out of the fields and stays in Raw. The error never holds the token.
func Decode(raw string) (Claims, error) {
	parts := strings.Split(raw, ".")
	if len(raw) > maxToken || len(parts) != 3 {
		return Claims{}, ErrNotJWT
	}
	all, _, ok := object(parts[1])
	if !ok {
		return Claims{}, ErrNotJWT
	}
	return claimsOf(all), nil
}

// Header reads the header of a JWT, or of a JWE as refresh tokens are, without
// checking anything. Numbers are json.Number.
func Header(raw string) (map[string]any, error) {
	parts := strings.Split(raw, ".")
	if len(raw) > maxToken || len(parts) != 3 && len(parts) != 5 {
		return nil, ErrNotJWT
	}
	header, _, ok := object(parts[0])
	if !ok {
		return nil, ErrNotJWT
	}
	return header, nil
}

func claimsOf(all map[string]any) Claims {
	return Claims{
		Subject:  text(all, "sub"),
		Username: text(all, "cognito:username", "username"),
		ClientID: text(all, "client_id", "aud"),
		TokenUse: text(all, "token_use"),
		Issuer:   text(all, "iss"),
		Groups:   texts(all["cognito:groups"]),
		IssuedAt: moment(all["iat"]),
		Expires:  moment(all["exp"]),
		AuthTime: moment(all["auth_time"]),
		Raw:      all,
	}
}

// text is the first of the named claims that is a text.
func text(all map[string]any, names ...string) string {
	for _, name := range names {
		if s, ok := all[name].(string); ok && s != "" {
			return s
		}
	}
	return ""
}

func texts(claim any) []string {
	list, _ := claim.([]any)
	var found []string
	for _, item := range list {
		if s, ok := item.(string); ok {
			found = append(found, s)
		}
	}
	return found
}

// moment reads seconds since 1970, with or without a fraction.
func moment(claim any) time.Time {
	number, ok := claim.(json.Number)
	if !ok {
		return time.Time{}
	}
	seconds, err := number.Float64()
	if err != nil || math.Abs(seconds) > 1<<40 {
		return time.Time{}
	}
	whole, fraction := math.Modf(seconds)
	return time.Unix(int64(whole), int64(fraction*1e9))
}
