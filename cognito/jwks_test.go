package cognito

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
)

// someKeys is a JWKS of one RSA key.
const someKeys = `{"keys":[{"kty":"RSA","kid":"k1","alg":"RS256","use":"sig","e":"AQAB","n":"` +
	`0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}]}`

func TestWhereKeysAreFetched(t *testing.T) {
	for _, test := range []struct{ pool, endpoint, want string }{
		{"us-east-1_Test", "", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Test/.well-known/jwks.json"},
		{"eu-west-1_AbC123", "", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC123/.well-known/jwks.json"},
		{"cn-north-1_a", "", "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_a/.well-known/jwks.json"},
		{"us-east-1_Test", "http://127.0.0.1:9229/", "http://127.0.0.1:9229/us-east-1_Test/.well-known/jwks.json"},
	} {
		f := &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if r.Method != http.MethodGet || r.URL.String() != test.want || r.Header.Get("Authorization") != "" {
				t.Errorf("%s: asked %s %s", test.pool, r.Method, r.URL)
			}
			return answerOf(200, nil, someKeys), nil
		}}
		config := testConfig(f)
		config.UserPoolID, config.Endpoint = test.pool, test.endpoint
		keys, err := New(config).JWKS(t.Context())
		if err != nil || len(keys.IDs()) != 1 || keys.IDs()[0] != "k1" {
			t.Errorf("got %v, %v", keys, err)
		}
	}
}

func TestKeysOfNoPool(t *testing.T) {
	f := always(200, nil, someKeys)
	for pool, endpoint := range map[string]string{"": "", "x": "", "us-east-1_a/../b": "", "evil.example/_a": "", "us east_a": "",
		"us-east-1_Test": "http://example.com"} {
		config := testConfig(f)
		config.Endpoint = endpoint
		_, err := New(config).JWKSOf(t.Context(), pool)
		wantKind(t, err, BadSettings)
		if got := Issuer(pool); pool != "us-east-1_Test" && got != "" {
			t.Errorf("%q has the issuer %s", pool, got)
		}
	}
	if f.count.Load() != 0 {
		t.Error("something was sent")
	}
	if got := Issuer("us-east-1_Test"); got != "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Test" {
		t.Errorf("got %s", got)
	}
}

func TestKeysThatCannotBeHad(t *testing.T) {
	long := strings.Repeat(" ", maxJWKS)
	for _, test := range []struct {
		name      string
		transport *fake
		want      Kind
	}{
		{"missing", always(404, nil, `{"message":"x"}`), NoSuchPool},
		{"no pool id", always(400, nil, `{"message":"x"}`), NoSuchPool},
		{"a page", always(200, nil, "<html>"), NotTheProtocol},
		{"nothing", always(200, nil, ""), NotTheProtocol},
		{"no keys", always(200, nil, `{"keys":[]}`), NotTheProtocol},
		{"too long", always(200, nil, "{"+long+someKeys[1:]), NotTheProtocol},
		{"a redirect", always(302, http.Header{"Location": {"https://elsewhere.invalid/"}}, ""), NotTheProtocol},
		{"forbidden", always(403, nil, ""), NotTheProtocol},
		{"throttled", always(429, nil, ""), Throttled},
		{"fault", always(503, nil, "<html>"), ServiceFault},
		{"lost", breaking(io.ErrUnexpectedEOF), ConnectionLost},
		{"odd", breaking(errors.New("odd")), NotTheProtocol},
	} {
		keys, err := New(testConfig(test.transport)).JWKS(t.Context())
		e := wantKind(t, err, test.want)
		if keys != nil || e.Attempts != 1 || e.MayHaveHappened || test.transport.count.Load() != 1 || e.Op != "JWKS" {
			t.Errorf("%s: got %v, %+v", test.name, keys, *e)
		}
		if e.Meaning() != test.want.String() {
			t.Errorf("%s means %q", test.name, e.Meaning())
		}
	}
}

func TestKeysHaveADeadline(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		transport := hanging()
		config := testConfig(transport)
		begun := time.Now()
		_, err := New(config).JWKS(t.Context())
		wantKind(t, err, TimedOut)
		if took := time.Since(begun); took != DefaultTimeout {
			t.Errorf("timed out after %v", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = New(testConfig(transport)).JWKS(ctx)
		wantKind(t, err, Cancelled)
	})
}

func TestKeysOverTheNetwork(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		transport := wire(func(far net.Conn) {
			fmt.Fprintf(far, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", len(someKeys), someKeys)
		})
		config := testConfig(transport)
		config.Endpoint = "http://127.0.0.1:1"
		c := New(config)
		if keys, err := c.JWKS(t.Context()); err != nil || len(keys.IDs()) != 1 {
			t.Errorf("got %v, %v", keys, err)
		}
		transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
			return nil, dialError(os.NewSyscallError("connect", syscall.ECONNREFUSED))
		}
		_, err := c.JWKS(t.Context())
		wantKind(t, err, ConnectionRefused)
	})
}

// wire is net/http's own transport, over pipes: answer writes what the far end says
// to a request before it hangs up.
func wire(answer func(far net.Conn)) *http.Transport {
	return &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		go func() {
			defer far.Close()
			if asked, err := http.ReadRequest(bufio.NewReader(far)); err == nil {
				io.Copy(io.Discard, asked.Body)
				answer(far)
			}
		}()
		return near, nil
	}}
}
