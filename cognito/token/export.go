package token

import (
	"encoding/json"
	"strings"
	"time"
)

// Env writes the tokens as lines of a .env file: COGNITO_ID_TOKEN,
// COGNITO_ACCESS_TOKEN and, where there is one, COGNITO_REFRESH_TOKEN. It holds
// them in clear.
func (s Set) Env() []byte {
	var b strings.Builder
	for _, line := range [][2]string{
		{"COGNITO_ID_TOKEN", s.ID}, {"COGNITO_ACCESS_TOKEN", s.Access}, {"COGNITO_REFRESH_TOKEN", s.Refresh},
	} {
		if line[1] != "" {
			b.WriteString(line[0] + "=" + line[1] + "\n") // the letters of base64url, dots and dashes: nothing to quote
		}
	}
	return []byte(b.String())
}

// JSON writes the tokens as the AuthenticationResult of an answer. It holds them
// in clear.
func (s Set) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(struct {
		AccessToken  string
		ExpiresIn    int
		IdToken      string
		RefreshToken string `json:",omitempty"`
		TokenType    string
	}{s.Access, int(s.ExpiresIn / time.Second), s.ID, s.Refresh, "Bearer"}, "", "  ")
	return append(text, '\n'), err
}
