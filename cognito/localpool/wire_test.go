package localpool

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/bubble"
)

func TestProtocolErrorsAsObservedOnTheService(t *testing.T) {
	x := newTester(t)
	a := x.call("InitiateAuth", x.login("demo-app", "ann@example.com", "wrong"))
	x.want(a, "NotAuthorized", "Incorrect username or password.")
	for name, want := range map[string]string{
		"Content-Type":        "application/x-amz-json-1.1",
		"X-Amzn-Errortype":    "NotAuthorizedException:",
		"X-Amzn-Errormessage": "Incorrect username or password.",
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a.status != http.StatusBadRequest {
		t.Errorf("status %d: client faults are 400", a.status)
	}
	if id := a.header.Get("x-amzn-RequestId"); len(id) != 36 {
		t.Errorf("request id %q", id)
	}
}

func TestProtocolRequests(t *testing.T) {
	x := newTester(t)
	tests := []struct{ rule, op, body, code string }{
		{"an unknown target", "NoSuchThing", `{}`, "UnknownOperation"},
		{"a body that isn't JSON", "SignUp", `{`, "Serialization"},
		{"a body that isn't an object", "SignUp", `[1]`, "Serialization"},
		{"a member of the wrong type", "SignUp", `{"ClientId":7,"Username":"a"}`, "Serialization"},
		{"an attribute of the wrong type", "SignUp", `{"ClientId":"a","Username":"a","UserAttributes":[{"Name":7}]}`, "Serialization"},
		{"member names are case-sensitive", "GetUser", `{"accesstoken":"abc"}`, "InvalidParameter"},
		{"null is absent", "GetUser", `{"AccessToken":null}`, "InvalidParameter"},
		{"an empty body is an empty object", "GetUser", ``, "InvalidParameter"},
		{"unknown members are accepted", "GetUser", `{"AccessToken":"abc","Shoe":{"Size":43}}`, "NotAuthorized"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := tester{t, x.s}
			x.want(x.send(x.request(tt.op, []byte(tt.body))), tt.code, "")
		})
	}
}

func TestSignedPublicCallsAreAccepted(t *testing.T) {
	x := newTester(t)
	r := x.request("GetUser", []byte(`{"AccessToken":"abc"}`))
	r.Header.Set("Authorization", signature)
	x.want(x.send(r), "NotAuthorized", "Invalid Access Token")
}

func TestAdminCallsMustBeSigned(t *testing.T) {
	x := newTester(t)
	tests := []struct{ rule, header, code string }{
		{"absent", "", "MissingAuthenticationToken"},
		{"another scheme", "Bearer abc", "IncompleteSignature"},
		{"another region", strings.Replace(signature, "us-east-1", "eu-west-1", 1), "InvalidSignature"},
		{"another service", strings.Replace(signature, "cognito-idp", "s3", 1), "InvalidSignature"},
		{"not ending in aws4_request", strings.Replace(signature, "aws4_request", "aws3_request", 1), "InvalidSignature"},
		{"too short a scope", strings.Replace(signature, "LOCAL/20260101/", "", 1), "InvalidSignature"},
		{"no signature", strings.SplitAfter(signature, "Signature=")[0], "IncompleteSignature"},
	}
	for name, op := range operations {
		if !op.signed {
			continue
		}
		for _, tt := range tests {
			r := x.request(name, []byte(`{}`))
			r.Header.Set("Authorization", tt.header)
			if a := x.send(r); a.code != tt.code+"Exception" {
				t.Errorf("%s, %s: %s", name, tt.rule, a.code)
			}
		}
		r := x.request(name, []byte(`{"UserPoolId":7}`))
		if a := x.send(r); strings.Contains(a.code, "Signature") || strings.Contains(a.code, "Authentication") {
			t.Errorf("%s refused a good signature: %s", name, a.code)
		}
	}
}

func TestDateIsThePoolsOwn(t *testing.T) {
	x := newTester(t)
	x.s.Advance(40 * 24 * time.Hour)
	a := x.call("GetUser", object{})
	date, err := http.ParseTime(a.header.Get("Date"))
	if err != nil || x.s.Now().Sub(date) > 2*time.Second || date.After(x.s.Now()) {
		t.Errorf("date %v, pool %v, %v", date, x.s.Now(), err)
	}
}

func TestClockNeverGoesBack(t *testing.T) {
	s := newServer(Demo())
	before := s.Now()
	s.Advance(-time.Hour)
	if s.Now().Before(before) {
		t.Error("the clock went back")
	}
}

func TestCancelledCallsEnd(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		s := newServer(Demo())
		release := s.Hold("GetUser")
		defer release()
		s.Delay("SignUp", 1, time.Hour)
		for _, op := range []string{"GetUser", "SignUp"} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			x := tester{t, s}
			_, err := s.Transport().RoundTrip(x.request(op, []byte(`{}`)).WithContext(ctx))
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v", op, err)
			}
			_, err = s.Transport().RoundTrip(x.request(op, []byte(`{}`)).WithContext(ctx))
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s, cancelled before: %v", op, err)
			}
			cancel()
		}
	})
}

func TestDroppedAnswerOverASocket(t *testing.T) {
	s := newServer(Demo())
	server := httptest.NewServer(s)
	defer server.Close()
	s.DropAnswer("GetUser", 1)
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(`{}`))
	r.Header.Set("X-Amz-Target", target+"GetUser")
	if resp, err := server.Client().Do(r); err == nil {
		resp.Body.Close()
		t.Errorf("an answer came: %s", resp.Status)
	}
	resp, err := server.Client().Get(server.URL + "/us-east-1_LocalPool/.well-known/openid-configuration")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); !strings.Contains(string(body),
		`"issuer":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_LocalPool"`) {
		t.Errorf("discovery: %s", body)
	}
}

func TestOtherPathsAndMethods(t *testing.T) {
	tests := []struct {
		method, path string
		status       int
	}{
		{"GET", "/", 405}, {"POST", "/x", 404}, {"GET", "/us-east-1_None/.well-known/jwks.json", 404},
		{"GET", "/us-east-1_LocalPool/.well-known/other", 404},
		{"POST", "/us-east-1_LocalPool/.well-known/jwks.json", 405},
		{"GET", "/us-east-1_LocalPool/.well-known/jwks.json", 200},
	}
	s := newServer(Demo())
	for _, tt := range tests {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), tt.method, tt.path, nil))
		if w.Code != tt.status {
			t.Errorf("%s %s: %d, want %d", tt.method, tt.path, w.Code, tt.status)
		}
	}
}

func TestLargeBodiesAreRefused(t *testing.T) {
	x := newTester(t)
	x.want(x.send(x.request("SignUp", []byte(strings.Repeat(" ", maxBody+1)))), "Serialization", "")
}
