package token

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"

	"cognito-tui/cognito/clock"
)

// State is what became of a check.
type State int

// The states of a check.
const (
	Unknown State = iota // could not be judged
	Passed
	Failed
)

// Check is one thing that makes a token good.
type Check struct {
	Name   string // "Signature", "Issuer", "Audience" or "Client id", "Token use", "Expiry"
	State  State
	Reason string // a sentence without a final dot; may hold a stranger's text
}

// Verdict is what Verify found. A token whose parts can't be read has a failed
// Signature and nothing else that could be judged.
type Verdict struct {
	Checks []Check
	Header map[string]any // nil where it can't be read
	Claims Claims         // proven only if Good
	// KeyUnknown means that the token names a key that isn't among those given: the
	// pool may have renewed them, so fetch them again, once.
	KeyUnknown bool
}

// Good tells whether every check passed.
func (v Verdict) Good() bool {
	for _, c := range v.Checks {
		if c.State != Passed {
			return false
		}
	}
	return len(v.Checks) > 0
}

// Expect is what a token is held against.
type Expect struct {
	// Issuer is the pool's, https://cognito-idp.<region>.amazonaws.com/<pool id>.
	// The form that newer pools can choose, https://issuer-cognito-idp…, is taken
	// for it.
	Issuer   string
	ClientID string
	Use      string      // "id", "access", or empty for either
	Now      time.Time   // the service's time; zero means the local one
	Clock    clock.Clock // writes the moments of reasons
}

// algorithm is what pools sign with (AWS developer guide, verifying JSON web
// tokens).
const algorithm = "RS256"

// Verify judges a token by the keys of a pool. Where these are nil, fetch is why,
// and the signature stays unknown; everything else is judged all the same. Other
// algorithms than the pools' own are refused whatever the keys, as are headers
// that the pools don't write. It neither panics nor waits.
func Verify(raw string, keys *Keys, fetch error, e Expect) Verdict {
	if e.Now.IsZero() {
		e.Now = time.Now()
	}
	var v Verdict
	if reason := v.read(raw); reason != "" {
		v.add("Signature", Failed, reason)
		for _, name := range []string{"Issuer", v.clientCheck(e), "Token use", "Expiry"} {
			v.add(name, Unknown, "the claims can't be read")
		}
		return v
	}
	v.signature(raw, keys, fetch)
	v.issuer(e)
	v.client(e)
	v.use(e)
	v.expiry(e)
	return v
}

func (v *Verdict) add(name string, state State, reason string) {
	v.Checks = append(v.Checks, Check{name, state, reason})
}

// read takes the token apart, or says why it can't be.
func (v *Verdict) read(raw string) string {
	parts := strings.Split(raw, ".")
	switch {
	case strings.TrimSpace(raw) == "":
		return "there is no token"
	case len(raw) > maxToken:
		return fmt.Sprintf("it has %d bytes; no token of a pool is that long", len(raw))
	case len(parts) == 5:
		v.Header, _ = Header(raw)
		return "it has five parts: an encrypted token, as refresh tokens are, which only the pool can read"
	case len(parts) == 1:
		return "it has one part; a signed token has three, with dots between"
	case len(parts) != 3:
		return fmt.Sprintf("it has %d parts; a signed token has three", len(parts))
	}
	header, twice, ok := object(parts[0])
	if !ok {
		return "its header is not a JSON object in base64url"
	}
	v.Header = header
	if twice != "" {
		return "its header says " + quote(twice) + " twice"
	}
	claims, twice, ok := object(parts[1])
	if !ok {
		return "its claims are not a JSON object in base64url"
	}
	v.Claims = claimsOf(claims)
	if twice != "" {
		return "its claims say " + quote(twice) + " twice, and readers differ on which counts"
	}
	return ""
}

// headerFault is why no token with this header is the pool's, whatever its key.
func (v *Verdict) headerFault() string {
	alg, named := v.Header["alg"].(string)
	typ, typed := v.Header["typ"]
	id, _ := v.Header["kid"].(string)
	_, critical := v.Header["crit"]
	switch {
	case !named:
		return "its header doesn't say which algorithm (alg) signed it"
	case strings.EqualFold(alg, "none"):
		return "it isn't signed at all: its algorithm (alg) is none"
	case strings.HasPrefix(alg, "HS"):
		return "it is signed with " + quote(alg) + ", by a shared secret; pools sign with RS256, by a key of their own"
	case alg != algorithm:
		return "it is signed with " + quote(alg) + "; pools sign with RS256"
	case typed && !isJWT(typ):
		return "its type (typ) is " + quote(fmt.Sprint(typ)) + "; the pools' tokens have JWT or none"
	case critical:
		return "its header demands an extension (crit) that pools don't use"
	case id == "":
		return "its header names no key (kid)"
	}
	return ""
}

func isJWT(typ any) bool {
	s, ok := typ.(string)
	return ok && strings.EqualFold(s, "JWT")
}

func (v *Verdict) signature(raw string, keys *Keys, fetch error) {
	const name = "Signature"
	if fault := v.headerFault(); fault != "" {
		v.add(name, Failed, fault)
		return
	}
	if _, ok := segment(raw[strings.LastIndexByte(raw, '.')+1:]); !ok {
		v.add(name, Failed, "the signature is not strict base64url")
		return
	}
	if keys == nil {
		v.add(name, Unknown, "not verified: "+cause(fetch))
		return
	}
	id := v.Header["kid"].(string)
	if _, err := keys.find.Storage().KeyRead(context.Background(), id); err != nil {
		v.KeyUnknown = true
		v.add(name, Failed, "the pool has no key "+quote(id)+": another pool signed it, or the keys were renewed since they were fetched")
		return
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{algorithm}), jwt.WithoutClaimsValidation(),
		jwt.WithJSONNumber(), jwt.WithStrictDecoding())
	_, err := parser.ParseWithClaims(raw, jwt.MapClaims{}, keys.find.Keyfunc)
	if err != nil {
		v.add(name, Failed, "the pool's key "+quote(id)+" did not sign this: it was changed, or made by somebody else")
		return
	}
	v.add(name, Passed, algorithm+" by the pool's key "+quote(id))
}

// cause says why there are no keys, without the name of the call.
func cause(fetch error) string {
	var said interface{ Meaning() string }
	switch {
	case fetch == nil:
		return "the pool's keys weren't fetched"
	case errors.As(fetch, &said):
		return "the pool's keys can't be fetched: " + said.Meaning()
	}
	return "the pool's keys can't be fetched: " + fetch.Error()
}

// claim is a claim as it stands in the token, nil where there is none.
func (v *Verdict) claim(name string) any { return v.Claims.Raw[name] }

// missing says what is wrong with a claim that isn't there or of another type.
func missing(value any, claim, want string) string {
	if value == nil {
		return "the token doesn't say (" + claim + " is missing)"
	}
	return claim + " is not " + want
}

// maxQuoted bounds a stranger's text within a reason, in characters.
const maxQuoted = 100

func quote(text string) string {
	if utf8.RuneCountInString(text) > maxQuoted {
		text = string([]rune(text)[:maxQuoted]) + "…"
	}
	return strconv.Quote(text)
}
