package token

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// ClaimKind says how a claim is best shown.
type ClaimKind int

// The kinds of claims.
const (
	ClaimText  ClaimKind = iota
	ClaimTime            // seconds since 1970
	ClaimList            // texts, as groups and scopes are
	ClaimOther           // numbers, truth values, objects: Text is JSON
)

// Claim is one claim of a token. Every text is data from a stranger.
type Claim struct {
	Name  string
	Kind  ClaimKind
	Text  string    // as it stands in the token; of a list, its texts with spaces between
	Time  time.Time // of a ClaimTime
	Items []string  // of a ClaimList
}

// firstClaims are listed first, in this order; all others follow by name.
var firstClaims = []string{"token_use", "sub", "cognito:username", "username", "email", "email_verified",
	"phone_number", "phone_number_verified", "name", "cognito:groups", "cognito:roles", "cognito:preferred_role",
	"scope", "iss", "aud", "client_id", "auth_time", "iat", "nbf", "exp", "jti", "origin_jti", "event_id",
	"device_key", "version"}

// timeClaims are seconds since 1970 where they are numbers.
var timeClaims = []string{"auth_time", "iat", "nbf", "exp", "updated_at"}

// List gives every claim, known and unknown, in a fixed order.
func (c Claims) List() []Claim {
	var list []Claim
	for _, name := range firstClaims {
		if value, ok := c.Raw[name]; ok {
			list = append(list, claimOf(name, value))
		}
	}
	known := len(list)
	for name, value := range c.Raw {
		if !slices.Contains(firstClaims, name) {
			list = append(list, claimOf(name, value))
		}
	}
	slices.SortFunc(list[known:], func(a, b Claim) int { return strings.Compare(a.Name, b.Name) })
	return list
}

func claimOf(name string, value any) Claim {
	c := Claim{Name: name}
	if s, ok := value.(string); ok {
		c.Text = s
		if name == "scope" {
			c.Kind, c.Items = ClaimList, strings.Fields(s)
		}
		return c
	}
	if at := moment(value); !at.IsZero() && slices.Contains(timeClaims, name) {
		c.Kind, c.Time, c.Text = ClaimTime, at, value.(json.Number).String()
		return c
	}
	if list, ok := value.([]any); ok {
		if items := texts(value); len(items) == len(list) {
			c.Kind, c.Items, c.Text = ClaimList, items, strings.Join(items, " ")
			return c
		}
	}
	c.Kind = ClaimOther
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err == nil {
		c.Text = strings.TrimSuffix(text.String(), "\n")
	}
	return c
}
