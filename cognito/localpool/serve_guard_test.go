package localpool_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestLocalGuard: pages of the web may not read the messages, neither through a
// name that they point here nor across origins.
func TestLocalGuard(t *testing.T) {
	r := serve(t, demoServer())
	here := strings.TrimPrefix(r.url, "http://")
	_, port, _ := net.SplitHostPort(here)
	for _, c := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"as it was printed", nil, 200},
		{"localhost", []string{"Host", "localhost:" + port}, 200},
		{"LOCALHOST without port", []string{"Host", "LOCALHOST"}, 200},
		{"IPv6 loopback", []string{"Host", "[::1]:" + port}, 200},
		{"another loopback number", []string{"Host", "127.9.9.9"}, 200},
		{"a page's own name", []string{"Host", "evil.example:" + port}, 403},
		{"a name that looks like loopback", []string{"Host", "127.0.0.1.evil.example"}, 403},
		{"localhost of another", []string{"Host", "localhost.evil.example"}, 403},
		{"user before the host", []string{"Host", "localhost@evil.example"}, 403},
		{"another machine", []string{"Host", "192.168.1.5"}, 403},
		{"every address", []string{"Host", "0.0.0.0:" + port}, 403},
		{"same origin", []string{"Origin", r.url}, 200},
		{"same origin by name", []string{"Host", "localhost:" + port, "Origin", "http://localhost:" + port}, 200},
		{"foreign origin", []string{"Origin", "https://evil.example"}, 403},
		{"another port of this machine", []string{"Origin", "http://localhost:3000"}, 403},
		{"no origin of its own", []string{"Origin", "null"}, 403},
		{"a picture on a page", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"a page of a neighbour", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"typed into a browser", []string{"Sec-Fetch-Site", "none"}, 200},
	} {
		for _, path := range []string{"/_local/messages", "/_local/clock", "/_local/faults", "/_local/reset", "/_local/x"} {
			method, body, want := http.MethodPost, `{"clear":true}`, c.status
			if path == "/_local/messages" {
				method, body = http.MethodGet, ""
			} else if c.status == http.StatusOK {
				continue // these would act; that they do is tested elsewhere
			}
			res, answer := r.ask(t, method, path, body, append([]string{"Content-Type", "application/json"}, c.headers...)...)
			if res.StatusCode != want {
				t.Errorf("%s: %s %s", c.name, path, res.Status)
			}
			if want == http.StatusForbidden && !strings.Contains(answer, `{"error":"`) {
				t.Errorf("%s: %s %s", c.name, path, answer)
			}
		}
	}
}

// TestHandlerAlone has the same guard, for those who serve it themselves.
func TestHandlerAlone(t *testing.T) {
	h := demoServer().Handler()
	for host, want := range map[string]int{"127.0.0.1": 200, "evil.example": 403, "": 403} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{Method: http.MethodGet, Host: host, URL: &url.URL{Path: "/_local/messages"}})
		if w.Code != want {
			t.Errorf("%q: %d", host, w.Code)
		}
	}
}

func TestLocalGuardWithoutHost(t *testing.T) {
	r := serve(t, demoServer())
	if got := r.raw(t, "GET /_local/messages HTTP/1.0\r\n\r\n"); !strings.Contains(got, " 403 ") {
		t.Error(got)
	}
}

// raw sends bytes and reads until the server closes.
func (r *running) raw(t *testing.T, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	io.WriteString(conn, request)
	answer, _ := io.ReadAll(conn)
	return string(answer)
}

// TestCORS: any page may call the API and read the documents, as on AWS; none
// may ask what stands under /_local/.
func TestCORS(t *testing.T) {
	r := serve(t, demoServer())
	const origin = "https://app.example"
	for _, c := range []struct {
		path, methods string
	}{
		{"/", "POST"},
		{"/us-east-1_LocalPool/.well-known/jwks.json", "GET"},
		{"/us-east-1_AliasPool/.well-known/openid-configuration", "GET"},
		{"/us-east-1_Nobodys/.well-known/jwks.json", ""},
		{"/us-east-1_LocalPool/.well-known/other", ""},
		{"/elsewhere", ""},
		{"/_local/messages", ""},
		{"/_local/reset", ""},
	} {
		res, _ := r.ask(t, http.MethodOptions, c.path, "", "Origin", origin,
			"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type,x-amz-target")
		if c.methods == "" {
			for name := range res.Header {
				if strings.HasPrefix(name, "Access-Control-") || res.StatusCode == http.StatusOK {
					t.Errorf("%s: %s %s", c.path, res.Status, name)
				}
			}
			continue
		}
		h := res.Header
		if res.StatusCode != http.StatusOK || h.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(h.Get("Access-Control-Allow-Methods"), c.methods) {
			t.Errorf("%s: %s %v", c.path, res.Status, h)
		}
		allowed := strings.Split(h.Get("Access-Control-Allow-Headers"), ", ")
		for _, name := range strings.Fields("content-type x-amz-target x-amz-user-agent amz-sdk-invocation-id amz-sdk-request x-amz-date x-amz-security-token") {
			if !contains(allowed, name) {
				t.Errorf("%s: %s isn't allowed", c.path, name)
			}
		}
		if contains(allowed, "authorization") || contains(allowed, "*") {
			t.Errorf("%s: a page may sign: %s", c.path, h.Get("Access-Control-Allow-Headers"))
		}
		exposed := strings.ToLower(h.Get("Access-Control-Expose-Headers"))
		for _, name := range []string{"x-amzn-requestid", "x-amzn-errortype", "x-amzn-errormessage", "date"} {
			if !contains(strings.Split(exposed, ", "), name) {
				t.Errorf("%s: %s isn't exposed", c.path, name)
			}
		}
	}
}

func contains(list []string, name string) bool {
	for _, x := range list {
		if x == name {
			return true
		}
	}
	return false
}

// TestCORSOnAnswers: a page reads refusals and documents too.
func TestCORSOnAnswers(t *testing.T) {
	r := serve(t, demoServer())
	refused, body := r.call(t, "SignUp", `{}`)
	document, keys := r.ask(t, http.MethodGet, "/us-east-1_LocalPool/.well-known/jwks.json", "", "Origin", "https://app.example")
	for _, res := range []*http.Response{refused, document} {
		if res.Header.Get("Access-Control-Allow-Origin") != "*" || res.Header.Get("Access-Control-Expose-Headers") == "" {
			t.Error(res.Status, res.Header)
		}
	}
	if refused.StatusCode != 400 || !strings.Contains(body, "__type") || !strings.Contains(keys, `"kty":"RSA"`) {
		t.Error(body, keys)
	}
}

// TestPagesCallWhatNeedsNoCredentials: by no mixture of headers does a page of
// another origin reach a signed operation, by each it reaches the public ones; a
// program reaches both, whatever it calls this machine.
func TestPagesCallWhatNeedsNoCredentials(t *testing.T) {
	r := serve(t, demoServer())
	here := strings.TrimPrefix(r.url, "http://")
	_, port, _ := net.SplitHostPort(here)
	for _, c := range []struct {
		name    string
		headers []string
		signed  bool // reaches signed operations
	}{
		{"a program", nil, true},
		{"a program in a container", []string{"Host", "cognito.test:" + port}, true},
		{"a program by another machine's name", []string{"Host", "evil.example"}, true},
		{"same origin", []string{"Origin", r.url}, true},
		{"same origin, fetched", []string{"Origin", r.url, "Sec-Fetch-Site", "same-origin"}, true},
		{"typed into a browser", []string{"Sec-Fetch-Site", "none"}, true},
		{"foreign origin", []string{"Origin", "https://evil.example"}, false},
		{"foreign origin, fetched", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, false},
		{"foreign origin that says it is the same", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"}, false},
		{"same origin that is said to be foreign", []string{"Origin", r.url, "Sec-Fetch-Site", "cross-site"}, false},
		{"another port of this machine", []string{"Origin", "http://localhost:3000", "Sec-Fetch-Site", "same-site"}, false},
		{"this port by https", []string{"Origin", "https://" + here}, false},
		{"a file", []string{"Origin", "null"}, false},
		{"an empty origin", []string{"Origin", ""}, false},
		{"no origin, cross-site", []string{"Sec-Fetch-Site", "cross-site"}, false},
		{"no origin, same-site", []string{"Sec-Fetch-Site", "same-site"}, false},
		{"an empty site from elsewhere", []string{"Host", "evil.example", "Sec-Fetch-Site", ""}, false},
		{"a name pointed here", []string{"Host", "evil.example:" + port, "Origin", "http://evil.example:" + port}, false},
		{"a name pointed here, fetched", []string{"Host", "evil.example", "Origin", "http://evil.example", "Sec-Fetch-Site", "same-origin"}, false},
		{"a name pointed here, without origin", []string{"Host", "evil.example", "Sec-Fetch-Site", "same-origin"}, false},
	} {
		call := func(op, body string) (*http.Response, string) {
			return r.ask(t, http.MethodPost, "/", body, append([]string{"Content-Type", "application/x-amz-json-1.1",
				"X-Amz-Target", "AWSCognitoIdentityProviderService." + op, "Authorization", forged}, c.headers...)...)
		}
		client := `{"UserPoolId":"us-east-1_LocalPool","ClientId":"` + r.env["COGNITO_CLIENT_ID"] + `"}`
		res, body := call("DescribeUserPoolClient", client)
		if told := strings.Contains(body, r.env["COGNITO_CLIENT_SECRET"]); told != c.signed {
			t.Errorf("%s: DescribeUserPoolClient: %s %s", c.name, res.Status, body)
		}
		if !c.signed && (res.StatusCode != 400 || res.Header.Get("x-amzn-ErrorType") != "AccessDeniedException:" || res.Header.Get("Access-Control-Allow-Origin") != "*") {
			t.Errorf("%s: refused with %s %v", c.name, res.Status, res.Header)
		}
		if res, body := call("GetUser", `{"AccessToken":"x"}`); !strings.Contains(body, "Invalid Access Token") {
			t.Errorf("%s: GetUser: %s %s", c.name, res.Status, body)
		}
	}
	for _, op := range r.Operations() {
		res, _ := r.ask(t, http.MethodPost, "/", `{}`, "X-Amz-Target", "AWSCognitoIdentityProviderService."+op, "Authorization", forged, "Origin", "https://evil.example")
		refused := res.Header.Get("x-amzn-ErrorType") == "AccessDeniedException:"
		if unsigned, _ := r.call(t, op, `{}`); refused != (unsigned.Header.Get("x-amzn-ErrorType") == "MissingAuthenticationTokenException:") {
			t.Errorf("%s: refused to pages: %v", op, refused)
		}
	}
}

// forged is a signature that nobody's secret key made.
var forged = "AWS4-HMAC-SHA256 Credential=a/20261201/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=" + strings.Repeat("0", 64)

// TestServeHostileRequests: none of these may hurt the server or draw more than
// a refusal.
func TestServeHostileRequests(t *testing.T) {
	r := serve(t, demoServer())
	for name, request := range map[string]string{
		"no HTTP":            "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
		"large header":       "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 100<<10) + "\r\n\r\n",
		"large body":         "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Amz-Target: AWSCognitoIdentityProviderService.SignUp\r\nContent-Length: 1100000\r\n\r\n" + strings.Repeat("x", 1_100_000),
		"bad chunks":         "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
		"a walk up the path": "GET /../../_local/messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
		"two slashes":        "GET //_local/messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
		"encoded path":       "GET /%5flocal/messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
		"whole address":      "GET http://evil.example/_local/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
	} {
		answer := r.raw(t, request)
		if strings.HasPrefix(answer, "HTTP/1.1 2") || strings.Contains(answer, "[]") {
			t.Errorf("%s: %.200s", name, answer)
		}
	}
	if len(r.messages(t, "")) != 0 {
		t.Error("messages")
	}
	r.stop()
	<-r.ended
	_, said, _ := strings.Cut(r.stderr.String(), "\n")
	if log := tookPattern.ReplaceAllString(said, "N ms"); log != "hh:mm:ss SignUp - SerializationException N ms\n" {
		t.Error(log)
	}
}
