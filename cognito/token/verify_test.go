package token

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/clock"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

var b64 = base64.RawURLEncoding.EncodeToString

// signer is a pool's key, made once: the tests' own crypto, not the library's.
var signer = sync.OnceValue(func() *rsa.PrivateKey { return newKey() })

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

// signed makes a token with RS256, whatever its header says.
func signed(key *rsa.PrivateKey, header, claims string) string {
	text := b64([]byte(header)) + "." + b64([]byte(claims))
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err)
	}
	return text + "." + b64(signature)
}

// leftOver sets the lowest bit of the last letter, which no byte of what it spells
// has, where the text ends with bits of no byte.
func leftOver(text string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	last := len(text) - 1
	return text[:last] + string(alphabet[strings.IndexByte(alphabet, text[last])|1])
}

func padded(part string) string { return part + strings.Repeat("=", (4-len(part)%4)%4) }

func maced(secret []byte, header, claims string) string {
	text := b64([]byte(header)) + "." + b64([]byte(claims))
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(text))
	return text + "." + b64(mac.Sum(nil))
}

func jwk(key *rsa.PublicKey, kid string) string {
	return fmt.Sprintf(`{"kty":"RSA","kid":%q,"alg":"RS256","use":"sig","n":%q,"e":%q}`, kid, b64(key.N.Bytes()),
		b64(big.NewInt(int64(key.E)).Bytes()))
}

func keysOf(t testing.TB, list ...string) *Keys {
	t.Helper()
	keys, err := ParseKeys([]byte(`{"keys":[` + strings.Join(list, ",") + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

const (
	testIssuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Test"
	goodHeader = `{"kid":"k1","alg":"RS256"}`
	idClaims   = `"sub":"s","iss":"` + testIssuer + `","aud":"client","token_use":"id","iat":1700000000`
	accClaims  = `"sub":"s","iss":"` + testIssuer + `","client_id":"client","token_use":"access","iat":1700000000`
)

var expected = Expect{Issuer: testIssuer, ClientID: "client", Now: time.Unix(1700000100, 0), Clock: clock.Clock{Zone: time.UTC}}

func poolKeys(t testing.TB) *Keys {
	return keysOf(t, jwk(&signer().PublicKey, "k1"), jwk(&newKey().PublicKey, "k2"))
}

func (v Verdict) check(t *testing.T, name string) Check {
	t.Helper()
	for _, c := range v.Checks {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no check %q in %+v", name, v.Checks)
	return Check{}
}

func TestGoodTokens(t *testing.T) {
	keys := poolKeys(t)
	for claims, want := range map[string][]string{
		"{" + idClaims + `,"exp":1700003600}`: {"Signature", "Issuer", "Audience",
			"Token use", "Expiry"},
		"{" + accClaims + `,"exp":1700003600.5}`: {"Signature", "Issuer", "Client id",
			"Token use", "Expiry"},
		"{" + accClaims + `,"exp":1700003600,"nbf":1700000100,"aud":"https://api.example"}`: {"Signature", "Issuer", "Client id",
			"Token use", "Expiry"},
	} {
		for _, header := range []string{goodHeader, `{"typ":"JWT","alg":"RS256","kid":"k1"}`,
			`{"typ":"jwt","kid":"k1","alg":"RS256","x":[1]}`} {
			v := Verify(signed(signer(), header, claims), keys, nil, expected)
			if !v.Good() || v.KeyUnknown || len(v.Checks) != len(want) {
				t.Fatalf("%s: got %+v", claims, v.Checks)
			}
			for i, c := range v.Checks {
				if c.Name != want[i] || c.Reason == "" {
					t.Errorf("check %d is %+v, want %s", i, c, want[i])
				}
			}
			if v.Claims.Subject != "s" || v.Header["kid"] != "k1" {
				t.Errorf("got %+v, %v", v.Claims, v.Header)
			}
		}
	}
}

// Each of these is refused; the check that fails and words of its reason.
func TestBadTokens(t *testing.T) {
	keys := poolKeys(t)
	good := "{" + idClaims + `,"exp":1700003600}`
	whole := signed(signer(), goodHeader, good)
	parts := strings.Split(whole, ".")
	der, err := x509.MarshalPKIXPublicKey(&signer().PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	elliptical, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(b64([]byte(`{"kid":"k1","alg":"ES256"}`)) + "." + parts[1]))
	r, s, err := ecdsa.Sign(rand.Reader, elliptical, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	es256 := b64([]byte(`{"kid":"k1","alg":"ES256"}`)) + "." + parts[1] + "." +
		b64(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
	with := func(header string) string { return signed(signer(), header, good) }
	claims := func(text string) string { return signed(signer(), goodHeader, text) }

	tests := []struct{ name, raw, check, words string }{
		{"nothing", "", "Signature", "no token"},
		{"spaces", " \n", "Signature", "no token"},
		{"garbage", "garbage", "Signature", "one part"},
		{"two parts", parts[0] + "." + parts[1], "Signature", "2 parts"},
		{"four parts", whole + ".x", "Signature", "4 parts"},
		{"five parts", "a.b.c.d.e", "Signature", "refresh tokens"},
		{"too long", strings.Repeat("a", maxToken+1), "Signature", "bytes"},
		{"header not base64", "!." + parts[1] + "." + parts[2], "Signature", "header is not"},
		{"header not JSON", b64([]byte("x")) + "." + parts[1] + "." + parts[2], "Signature", "header is not"},
		{"header null", with("null"), "Signature", "header is not"},
		{"claims a list", claims("[1]"), "Signature", "claims are not"},
		{"claims with more behind", claims(good + "{}"), "Signature", "claims are not"},
		{"claims cut off", claims(good[:len(good)-1]), "Signature", "claims are not"},
		{"very deep", claims(`{"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + "}"), "Signature", "claims are not"},
		{"member twice", claims(`{"sub":"other",` + good[1:]), "Signature", `"sub" twice`},
		{"member twice, escaped", claims(`{"e\u0078p":9999999999,` + good[1:]), "Signature", `"exp" twice`},
		{"member twice, deep", claims(good[:len(good)-1] + `,"a":[{"x":1,"x":2}]}`), "Signature", `"x" twice`},
		{"alg twice", with(`{"alg":"none","kid":"k1","alg":"RS256"}`), "Signature", `"alg" twice`},
		{"alg missing", with(`{"kid":"k1"}`), "Signature", "algorithm"},
		{"alg a number", with(`{"kid":"k1","alg":256}`), "Signature", "algorithm"},
		{"alg none", b64([]byte(`{"kid":"k1","alg":"none"}`)) + "." + parts[1] + ".", "Signature", "isn't signed"},
		{"alg nOnE", b64([]byte(`{"kid":"k1","alg":"nOnE"}`)) + "." + parts[1] + ".", "Signature", "isn't signed"},
		{"alg none, signed", with(`{"kid":"k1","alg":"none"}`), "Signature", "isn't signed"},
		{"HS256", maced([]byte("secret"), `{"kid":"k1","alg":"HS256"}`, good), "Signature", "shared secret"},
		{"HS256 by the public key", maced(public, `{"kid":"k1","alg":"HS256"}`, good), "Signature", "shared secret"},
		{"HS256 by the key's DER", maced(der, `{"kid":"k1","alg":"HS256"}`, good), "Signature", "shared secret"},
		{"HS256 called RS256", maced(public, goodHeader, good), "Signature", "did not sign"},
		{"ES256", es256, "Signature", "ES256"},
		{"RS512 said", with(`{"kid":"k1","alg":"RS512"}`), "Signature", "RS512"},
		{"rs256", with(`{"kid":"k1","alg":"rs256"}`), "Signature", "rs256"},
		{"kid missing", with(`{"alg":"RS256"}`), "Signature", "(kid)"},
		{"kid a number", with(`{"alg":"RS256","kid":1}`), "Signature", "(kid)"},
		{"kid empty", with(`{"alg":"RS256","kid":""}`), "Signature", "(kid)"},
		{"kid unknown", with(`{"alg":"RS256","kid":"k9"}`), "Signature", "renewed"},
		{"kid of the other key", with(`{"alg":"RS256","kid":"k2"}`), "Signature", "did not sign"},
		{"typ odd", with(`{"alg":"RS256","kid":"k1","typ":"at+jwt"}`), "Signature", "at+jwt"},
		{"typ a number", with(`{"alg":"RS256","kid":"k1","typ":1}`), "Signature", "(typ)"},
		{"crit", with(`{"alg":"RS256","kid":"k1","crit":["exp"]}`), "Signature", "(crit)"},
		{"another's key", signed(newKey(), goodHeader, good), "Signature", "did not sign"},
		{"claims changed", parts[0] + "." + b64([]byte(strings.Replace(good, `"s"`, `"t"`, 1))) + "." + parts[2], "Signature",
			"did not sign"},
		{"no signature", parts[0] + "." + parts[1] + ".", "Signature", "did not sign"},
		{"signature not base64", parts[0] + "." + parts[1] + ".!!", "Signature", "base64url"},
		{"padded", parts[0] + "." + parts[1] + "." + parts[2] + "==", "Signature", "base64url"},
		{"header padded", padded(parts[0]) + "." + parts[1] + "." + parts[2], "Signature", "header is not"},
		{"line break in the header", "e\n" + whole[1:], "Signature", "header is not"},
		{"line break in the claims", parts[0] + ".\r" + parts[1] + "." + parts[2], "Signature", "claims are not"},
		{"line break in the signature", whole[:len(whole)-9] + "\r\n" + whole[len(whole)-9:], "Signature", "base64url"},
		{"line break at the end", whole + "\n", "Signature", "base64url"},
		{"bits left over in the signature", leftOver(whole), "Signature", "base64url"},
		{"bits left over in the header",
			leftOver(b64([]byte(goodHeader+strings.Repeat(" ", (4-len(goodHeader)%3)%3)))) + "." + parts[1] + "." + parts[2], "Signature",
			"header is not"},
		{"own key in the header", with(`{"alg":"RS256","kid":"k9","jwk":` + jwk(&signer().PublicKey, "k9") + `}`), "Signature", "renewed"},
		{"another pool", claims(strings.Replace(good, "us-east-1_Test", "us-east-1_Other", 1)), "Issuer", "another pool's"},
		{"another server", claims(strings.Replace(good, "https://cognito-idp.", "https://cognito-idp.evil.", 1)), "Issuer",
			"another pool's"},
		{"issuer longer", claims(strings.Replace(good, "us-east-1_Test", "us-east-1_Test/", 1)), "Issuer", "another pool's"},
		{"issuer missing", claims(strings.Replace(good, `"iss"`, `"isz"`, 1)), "Issuer", "iss is missing"},
		{"issuer a list", claims(strings.Replace(good, `"`+testIssuer+`"`, `["`+testIssuer+`"]`, 1)), "Issuer", "iss is not text"},
		{"another client", claims(strings.Replace(good, `"client"`, `"other"`, 1)), "Audience", `"other"`},
		{"two audiences", claims(strings.Replace(good, `"client"`, `["client","other"]`, 1)), "Audience", "other"},
		{"audience missing", claims(strings.Replace(good, `"aud"`, `"client_id"`, 1)), "Audience", "aud is missing"},
		{"client missing", claims(strings.Replace("{"+accClaims+`,"exp":1700003600}`, `"client_id"`, `"aud"`, 1)), "Client id",
			"client_id is missing"},
		{"client a number", claims(strings.Replace("{"+accClaims+`,"exp":1700003600}`, `"client"`, `7`, 1)), "Client id",
			"client_id is not text"},
		{"use odd", claims(strings.Replace(good, `"id"`, `"refresh"`, 1)), "Token use", "neither"},
		{"use missing", claims(strings.Replace(good, `"token_use"`, `"tokenuse"`, 1)), "Token use", "missing"},
		{"use a list", claims(strings.Replace(good, `"id"`, `["id"]`, 1)), "Token use", "not text"},
		{"expired", claims("{" + idClaims + `,"exp":1700000099}`), "Expiry", "expired at 2023-11-14 22:14:59 UTC"},
		{"expired now", claims("{" + idClaims + `,"exp":1700000100}`), "Expiry", "expired"},
		{"exp missing", claims("{" + idClaims + `}`), "Expiry", "exp is missing"},
		{"exp null", claims("{" + idClaims + `,"exp":null}`), "Expiry", "exp is missing"},
		{"exp as text", claims("{" + idClaims + `,"exp":"1700003600"}`), "Expiry", "exp is not a time"},
		{"exp true", claims("{" + idClaims + `,"exp":true}`), "Expiry", "exp is not a time"},
		{"exp too large", claims("{" + idClaims + `,"exp":1e400}`), "Expiry", "exp is not a time"},
		{"exp of another case", claims("{" + idClaims + `,"EXP":1700003600}`), "Expiry", "exp is missing"},
		{"not yet", claims("{" + idClaims + `,"exp":1700003600,"nbf":1700000101}`), "Expiry", "not valid before"},
		{"nbf as text", claims("{" + idClaims + `,"exp":1700003600,"nbf":"0"}`), "Expiry", "nbf is not a time"},
	}
	for _, test := range tests {
		v := Verify(test.raw, keys, nil, expected)
		c := v.check(t, test.check)
		if v.Good() || c.State != Failed || !strings.Contains(c.Reason, test.words) {
			t.Errorf("%s: %+v", test.name, v.Checks)
		}
		if v.KeyUnknown != strings.Contains(test.words, "renewed") {
			t.Errorf("%s: KeyUnknown %v", test.name, v.KeyUnknown)
		}
		if test.check != "Signature" && v.check(t, "Signature").State != Passed {
			t.Errorf("%s: its signature is good: %+v", test.name, v.Checks)
		}
		for _, c := range v.Checks {
			if signature := test.raw[strings.LastIndex(test.raw, ".")+1:]; len(signature) > 20 && strings.Contains(c.Reason, signature) {
				t.Errorf("%s: the reason holds the signature", test.name)
			}
			if len(c.Reason) > 1000 || strings.HasSuffix(c.Reason, ".") {
				t.Errorf("%s: reason %q", test.name, c.Reason)
			}
		}
	}
}

func TestWhatIsExpected(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		keys := poolKeys(t)
		id := signed(signer(), goodHeader, "{"+idClaims+`,"exp":1700003600}`)
		access := signed(signer(), goodHeader, "{"+accClaims+`,"exp":1700003600}`)
		e := expected
		e.Use = "access"
		if v := Verify(id, keys, nil, e); v.check(t, "Token use").State != Failed || v.check(t, "Audience").State != Passed {
			t.Errorf("an ID token for an access token: %+v", v.Checks)
		}
		if v := Verify(access, keys, nil, e); !v.Good() {
			t.Errorf("got %+v", v.Checks)
		}
		e.Use = "id"
		if v := Verify(access, keys, nil, e); v.check(t, "Token use").State != Failed {
			t.Errorf("an access token for an ID token: %+v", v.Checks)
		}
		// What isn't known can't be held against a token, nor for it.
		v := Verify(id, keys, nil, Expect{Now: expected.Now})
		if v.Good() || v.check(t, "Issuer").State != Unknown || v.check(t, "Audience").State != Unknown ||
			v.check(t, "Signature").State != Passed {
			t.Errorf("got %+v", v.Checks)
		}
		newer := signed(signer(), goodHeader, strings.Replace("{"+idClaims+`,"exp":1700003600}`, "https://", "https://issuer-", 1))
		if v := Verify(newer, keys, nil, expected); !v.Good() {
			t.Errorf("the newer form of an issuer: %+v", v.Checks)
		}
		if v := Verify(id, keys, nil, Expect{Issuer: testIssuer, ClientID: "client"}); v.check(t, "Expiry").State != Failed {
			t.Errorf("the local time isn't taken: %+v", v.Checks)
		}
	})
}

type meaning struct{ error }

func (meaning) Meaning() string { return "no network" }

func TestKeysThatWereNotFetched(t *testing.T) {
	raw := signed(signer(), goodHeader, "{"+idClaims+`,"exp":1700000000}`)
	for fetch, words := range map[error]string{
		nil: "weren't fetched", errors.New("odd"): "can't be fetched: odd",
		fmt.Errorf("x: %w", meaning{errors.New("hidden")}): "can't be fetched: no network",
	} {
		v := Verify(raw, nil, fetch, expected)
		c := v.check(t, "Signature")
		if c.State != Unknown || !strings.HasPrefix(c.Reason, "not verified: ") || !strings.HasSuffix(c.Reason, words) || v.Good() {
			t.Errorf("got %+v", c)
		}
		if v.check(t, "Issuer").State != Passed || v.check(t, "Expiry").State != Failed || v.KeyUnknown {
			t.Errorf("the others aren't judged: %+v", v.Checks)
		}
	}
	if c := Verify(signed(signer(), `{"alg":"none","kid":"k1"}`, "{}"), nil, nil, expected).check(t, "Signature"); c.State != Failed {
		t.Errorf("none needs no key: %+v", c)
	}
	if (Verdict{}).Good() {
		t.Error("no check is no good")
	}
}

func TestParseKeys(t *testing.T) {
	one := jwk(&signer().PublicKey, "k1")
	keys := keysOf(t, `{"kty":"EC","kid":"e"}`, one, `{"kty":"oct","kid":"k3","k":"c2VjcmV0"}`, strings.Replace(one, `"kid":"k1",`, "", 1))
	if fmt.Sprint(keys.IDs()) != "[k1]" {
		t.Errorf("got %v", keys.IDs())
	}
	private := fmt.Sprintf(`{"kty":"RSA","kid":"p","n":%q,"e":"AQAB","d":%q,"p":%q,"q":%q}`, b64(signer().N.Bytes()),
		b64(signer().D.Bytes()), b64(signer().Primes[0].Bytes()), b64(signer().Primes[1].Bytes()))
	for _, bad := range []string{"", "null", "[]", "{}", `{"keys":[]}`, `{"keys":{}}`, `{"keys":[1]}`, "<html>",
		`{"keys":[{"kty":"RSA","kid":"x"}]}`,
		`{"keys":[{"kty":"RSA","kid":"x","n":"!","e":"AQAB"}]}`, `{"keys":[` + private + `]}`} {
		if keys, err := ParseKeys([]byte(bad)); !errors.Is(err, ErrNotKeys) || keys != nil {
			t.Errorf("%.40s: got %v, %v", bad, keys, err)
		}
	}
}

func TestHeader(t *testing.T) {
	for raw, good := range map[string]bool{
		signed(signer(), goodHeader, "{}"): true, b64([]byte(`{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`)) + ".b.c.d.e": true,
		"": false, "a.b": false, "a.b.c": false, b64([]byte("null")) + ".b.c": false, b64([]byte("[]")) + ".b.c": false,
	} {
		h, err := Header(raw)
		if good != (err == nil) || good != (h["alg"] != nil) {
			t.Errorf("%.30s: got %v, %v", raw, h, err)
		}
	}
}

func TestListOfClaims(t *testing.T) {
	c, err := Decode(unsigned(`{"zeta":1,"custom:tier":"gold","exp":1700003600,"sub":"s","cognito:groups":["a","b"],"scope":"x y",
		"email_verified":true,"identities":[{"a":"<b>"}],"alpha":null,"iat":"soon","cognito:roles":["r",1],"token_use":"id"}`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range c.List() {
		got = append(got, fmt.Sprintf("%s/%d/%s/%d", x.Name, x.Kind, x.Text, len(x.Items)))
		if (x.Kind == ClaimTime) != !x.Time.IsZero() {
			t.Errorf("%s: time %v", x.Name, x.Time)
		}
	}
	want := `token_use/0/id/0 sub/0/s/0 email_verified/3/true/0 cognito:groups/2/a b/2 cognito:roles/3/["r",1]/0 scope/2/x y/2 iat/0/soon/0 ` +
		`exp/1/1700003600/0 alpha/3/null/0 custom:tier/0/gold/0 identities/3/[{"a":"<b>"}]/0 zeta/3/1/0`
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

// No text makes Verify panic, and none is good that the pool's key didn't sign.
func FuzzVerify(f *testing.F) {
	keys := poolKeys(f)
	good := signed(signer(), goodHeader, "{"+idClaims+`,"exp":1700003600}`)
	for _, seed := range []string{good, "", "a.b.c", "..", "....", good + "=", good + "\n", "\r" + good, leftOver(good),
		strings.Replace(good, ".", "..", 1),
		maced([]byte("x"), `{"alg":"HS256","kid":"k1"}`, "{}"), signed(signer(), goodHeader, `{"exp":{}}`),
		signed(signer(), `{"kid":{},"alg":[]}`, `{"aud":[[]]}`)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		v := Verify(raw, keys, nil, expected)
		if len(v.Checks) != 5 || v.Good() && raw != good {
			t.Errorf("%q: %+v", raw, v.Checks)
		}
		if _, err := json.Marshal(v.Claims.List()); err != nil {
			t.Errorf("%q: %v", raw, err)
		}
		Verify(raw, nil, nil, expected)
		Header(raw)
	})
}

func BenchmarkVerify(b *testing.B) {
	keys, raw := poolKeys(b), signed(signer(), goodHeader, "{"+idClaims+`,"exp":1700003600}`)
	b.ReportAllocs()
	for b.Loop() {
		if v := Verify(raw, keys, nil, expected); !v.Good() {
			b.Fatal(v.Checks)
		}
	}
}
