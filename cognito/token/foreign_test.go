package token

import (
	"encoding/json"
	"os"
	"testing"
)

// TestTokensOfAnotherLibrary judges tokens that npm jose made. CI writes them to
// the file that COGNITO_TEST_FOREIGN_TOKENS names.
func TestTokensOfAnotherLibrary(t *testing.T) {
	path := os.Getenv("COGNITO_TEST_FOREIGN_TOKENS")
	if path == "" {
		t.Skip("COGNITO_TEST_FOREIGN_TOKENS names no file of tokens")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var given struct {
		Issuer, ClientID string
		JWKS             json.RawMessage
		Cases            []struct {
			Name, Token string
			Good        bool
		}
	}
	if err := json.Unmarshal(text, &given); err != nil {
		t.Fatal(err)
	}
	keys, err := ParseKeys(given.JWKS)
	if err != nil {
		t.Fatal(err)
	}
	if len(given.Cases) < 10 {
		t.Fatalf("%d cases", len(given.Cases))
	}
	for _, c := range given.Cases {
		v := Verify(c.Token, keys, nil, Expect{Issuer: given.Issuer, ClientID: given.ClientID})
		if v.Good() != c.Good {
			t.Errorf("%s: accepted: %v, want %v: %+v", c.Name, v.Good(), c.Good, v.Checks)
		}
	}
}
