package token

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func unsigned(payload string) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"RS256"}`)) + "." + part([]byte(payload)) + "." + part([]byte("signature"))
}

func TestDecode(t *testing.T) {
	id, err := Decode(unsigned(`{"sub":"s","cognito:username":"ann","aud":"client","token_use":"id","iss":"https://x",
		"cognito:groups":["a","b",3],"iat":1700000000,"exp":1700003600.5,"auth_time":1700000001,"email_verified":true}`))
	if err != nil {
		t.Fatal(err)
	}
	if id.Subject != "s" || id.Username != "ann" || id.ClientID != "client" || id.TokenUse != "id" || id.Issuer != "https://x" {
		t.Errorf("got %+v", id)
	}
	if !slices.Equal(id.Groups, []string{"a", "b"}) || id.Raw["email_verified"] != true {
		t.Errorf("got %+v", id)
	}
	if !id.IssuedAt.Equal(time.Unix(1700000000, 0)) || !id.Expires.Equal(time.Unix(1700003600, 5e8)) || id.AuthTime.IsZero() {
		t.Errorf("got %v, %v, %v", id.IssuedAt, id.Expires, id.AuthTime)
	}
	access, err := Decode(unsigned(`{"username":"ann","client_id":"client","token_use":"access"}`))
	if err != nil || access.Username != "ann" || access.ClientID != "client" || !access.Expires.IsZero() || access.Groups != nil {
		t.Errorf("got %+v, %v", access, err)
	}
}

func TestDecodeIsTolerant(t *testing.T) {
	for _, payload := range []string{
		`{}`, `{"sub":1,"exp":"soon","cognito:groups":"a","iat":1e300,"auth_time":null}`, `{"exp":99999999999999999999}`,
	} {
		c, err := Decode(unsigned(payload))
		if err != nil || c.Subject != "" || !c.Expires.IsZero() || !c.IssuedAt.IsZero() || c.Groups != nil {
			t.Errorf("%s: got %+v, %v", payload, c, err)
		}
	}
}

func TestNotATokenAndNotPrinted(t *testing.T) {
	for _, raw := range []string{
		"", "a", "a.b", "a.!.c", "a.b.c.d.e", unsigned("null"), unsigned("[]"), unsigned("{"), unsigned(`"x"`),
		strings.Repeat("a", maxToken+1),
		unsigned(`{"x":"` + strings.Repeat("y", maxToken) + `"}`),
	} {
		c, err := Decode(raw)
		if !errors.Is(err, ErrNotJWT) || c.Raw != nil {
			t.Errorf("%.20q: got %+v, %v", raw, c, err)
		}
	}
}

func TestSetPrintsNoToken(t *testing.T) {
	s := Set{ID: "id-secret", Access: "access-secret", Refresh: "refresh-secret"}
	holder := struct{ Tokens Set }{s}
	marshalled, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	text := string(marshalled) + fmt.Sprint(s) + fmt.Sprintf("%v %+v %#v %s %q %x %d", s, s, s, s, s, s, s) +
		fmt.Sprintf("%v %+v %#v %s %v", holder, holder, holder, holder, &holder)
	if strings.Contains(text, "secret") || strings.Contains(text, fmt.Sprintf("%x", "secret")) {
		t.Error(text)
	}
	if !strings.Contains(text, "9, 13 and 14 bytes") {
		t.Error(text)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(unsigned(`{"sub":"s"}`))
	f.Add("a.b.c")
	f.Add(strings.Replace(unsigned(`{"sub":"s"}`), ".", ".\r\n", 1))
	f.Add(leftOver(strings.TrimSuffix(unsigned(`{"sub":"sub"}`), ".c2lnbmF0dXJl")) + ".c")
	f.Fuzz(func(t *testing.T, raw string) {
		if c, err := Decode(raw); (err == nil) != (c.Raw != nil) {
			t.Errorf("got %+v, %v", c, err)
		}
		if _, err := Decode(raw); err == nil {
			claims := strings.Split(raw, ".")[1]
			decoded, _ := base64.RawURLEncoding.DecodeString(claims)
			if b64(decoded) != claims {
				t.Errorf("%q is read, and isn't how its claims are spelt", claims)
			}
		}
	})
}
