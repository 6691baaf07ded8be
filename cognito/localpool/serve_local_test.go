package localpool_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/localpool"
)

// ask sends a request; headers come in pairs, and Host is one of them.
func (r *running) ask(t testing.TB, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
			continue
		}
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(answer)
}

// post sends JSON to a path under /_local/.
func (r *running) post(t testing.TB, path, body string) (int, string) {
	t.Helper()
	res, answer := r.ask(t, http.MethodPost, path, body, "Content-Type", "application/json")
	return res.StatusCode, answer
}

type message struct {
	To, Medium, Kind, Code string
	Time                   time.Time
}

func (r *running) messages(t testing.TB, query string) []message {
	t.Helper()
	res, body := r.ask(t, http.MethodGet, "/_local/messages"+query, "")
	var list []message
	if err := json.Unmarshal([]byte(body), &list); err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res.Status, body)
	}
	return list
}

func (r *running) call(t testing.TB, op, body string) (*http.Response, string) {
	t.Helper()
	return r.ask(t, http.MethodPost, "/", body, "Content-Type", "application/x-amz-json-1.1",
		"X-Amz-Target", "AWSCognitoIdentityProviderService."+op)
}

func (r *running) signUp(t testing.TB, name string) (*http.Response, string) {
	t.Helper()
	return r.call(t, "SignUp", `{"ClientId":"`+r.env["COGNITO_PUBLIC_CLIENT_ID"]+`","Username":"`+name+`","Password":"`+
		localpool.DemoPassword+`","UserAttributes":[{"Name":"email","Value":"`+name+`"}]}`)
}

func TestLocalMessages(t *testing.T) {
	r := serve(t, demoServer())
	if _, body := r.ask(t, http.MethodGet, "/_local/messages", ""); body != "[]\n" {
		t.Errorf("empty outbox: %q", body)
	}
	r.signUp(t, "one@example.com")
	r.signUp(t, "two@example.com")
	all := r.messages(t, "")
	if len(all) != 2 || all[0].To != "one@example.com" || all[1].To != "two@example.com" {
		t.Errorf("%+v", all)
	}
	if one := r.messages(t, "?to=two@example.com"); len(one) != 1 || one[0] != all[1] {
		t.Errorf("%+v", one)
	}
	res, body := r.ask(t, http.MethodGet, "/_local/messages?to=one@example.com", "")
	var raw []map[string]any
	if err := json.Unmarshal([]byte(body), &raw); err != nil || len(raw[0]) != 5 {
		t.Error(err, body)
	}
	if res.Header.Get("Content-Type") != "application/json" || res.Header.Get("Cache-Control") != "no-store" {
		t.Error(res.Header)
	}
}

func TestLocalClock(t *testing.T) {
	r := serve(t, demoServer())
	before := r.Now()
	status, body := r.post(t, "/_local/clock", `{"advance":"1h"}`)
	var answer struct{ Now time.Time }
	if err := json.Unmarshal([]byte(body), &answer); err != nil || status != http.StatusOK {
		t.Fatal(status, body)
	}
	for what, at := range map[string]time.Time{"answer": answer.Now, "pool": r.Now()} {
		if d := at.Sub(before); d < time.Hour || d > time.Hour+time.Minute {
			t.Errorf("%s: moved by %s", what, d)
		}
	}
	res, _ := r.ask(t, http.MethodGet, "/_local/messages", "")
	if date, err := http.ParseTime(res.Header.Get("Date")); err != nil || date.Before(before.Add(59*time.Minute)) {
		t.Error("Date ", res.Header.Get("Date"))
	}
}

func TestLocalFaults(t *testing.T) {
	r := serve(t, demoServer())
	fails := func(want string) {
		t.Helper()
		res, body := r.call(t, "SignUp", `{}`)
		if !strings.Contains(body, want) || res.StatusCode < 400 {
			t.Errorf("%s %s, want %s", res.Status, body, want)
		}
	}
	status, body := r.post(t, "/_local/faults", `{"operation":"SignUp","exception":"LimitExceededException","message":"Not today","count":2}`)
	if status != http.StatusOK || !strings.Contains(body, "SignUp: the next 2 calls are answered LimitExceededException") {
		t.Error(status, body)
	}
	fails("Not today")
	fails("LimitExceededException")
	fails("InvalidParameter")

	r.post(t, "/_local/faults", `{"operation":"SignUp","delay":"200ms"}`)
	began := time.Now()
	fails("InvalidParameter")
	if took := time.Since(began); took < 200*time.Millisecond {
		t.Errorf("not delayed: %s", took)
	}

	if _, body := r.post(t, "/_local/faults", `{"clear":true}`); body != "{\"faults\":[]}\n" {
		t.Error(body)
	}
	r.post(t, "/_local/faults", `{"operation":"SignUp","exception":"TooManyRequestsException"}`)
	r.post(t, "/_local/faults", `{"clear":true}`)
	fails("InvalidParameter")
}

// TestLocalDrop: the operation acts and the connection breaks.
func TestLocalDrop(t *testing.T) {
	r := serve(t, demoServer())
	r.post(t, "/_local/faults", `{"operation":"SignUp","drop":true}`)
	_, err := r.sdk(http.DefaultClient).SignUp(t.Context(), signUpInput(r.env["COGNITO_PUBLIC_CLIENT_ID"], "lost@example.com"))
	if err == nil {
		t.Error("answered")
	}
	if len(r.messages(t, "?to=lost@example.com")) != 1 {
		t.Error("it did not act")
	}
}

func TestLocalReset(t *testing.T) {
	r := serve(t, demoServer())
	r.signUp(t, "gone@example.com")
	r.post(t, "/_local/clock", `{"advance":"24h"}`)
	r.post(t, "/_local/faults", `{"operation":"SignUp","drop":true}`)
	for _, body := range []string{"", "{}"} {
		if status, answer := r.post(t, "/_local/reset", body); status != http.StatusOK {
			t.Error(status, answer)
		}
	}
	if len(r.messages(t, "")) != 0 || len(r.Faults()) != 0 || time.Until(r.Now()) > time.Hour {
		t.Error("something was left")
	}
}

// TestLocalRefusals: each fault of a caller is told in a sentence, as JSON.
func TestLocalRefusals(t *testing.T) {
	r := serve(t, demoServer())
	const kind = "application/json"
	for _, c := range []struct {
		method, path, kind, body string
		status                   int
		says                     string
	}{
		{"GET", "/_local/nothing", kind, "", 404, "/_local/messages"},
		{"GET", "/_local", kind, "", 404, "/_local/messages"},
		{"GET", "/_local/", kind, "", 404, "/_local/messages"},
		{"POST", "/_local/messages", kind, "{}", 405, "GET"},
		{"OPTIONS", "/_local/messages", kind, "", 405, "GET"},
		{"GET", "/_local/users?limit=0", kind, "", 400, "from 1 to 1000"},
		{"GET", "/_local/users?limit=1001", kind, "", 400, "limit"},
		{"GET", "/_local/clients?limit=", kind, "", 400, "limit"},
		{"GET", "/_local/messages?limit=x", kind, "", 400, "limit"},
		{"GET", "/_local/messages?after=x", kind, "", 400, "after"},
		{"GET", "/_local/clients?after=-1", kind, "", 400, "after"},
		{"GET", "/_local/users?after=us-east-1_LocalPool", kind, "", 400, "after"},
		{"GET", "/_local/users?after=us-east-1_LocalPool/0", kind, "", 400, "after"},
		{"GET", "/_local/users?after=us-east-1_LocalPool/4294967295", kind, "", 400, "after"},
		{"GET", "/_local/users?after=us-east-1_Nobodys/1", kind, "", 400, "after"},
		{"GET", "/_local/clock", kind, "", 405, "POST"},
		{"GET", "/_local/knobs", kind, "", 405, "POST"},
		{"POST", "/_local/knobs", kind, `{"listsLag":"soon","rates":true}`, 400, "listsLag"},
		{"POST", "/_local/knobs", kind, `{"listsLag":"-1s"}`, 400, "listsLag"},
		{"POST", "/_local/knobs", kind, `{"listsLag":"11m"}`, 400, "at most 10m0s"},
		{"POST", "/_local/knobs", kind, `{"rates":"on"}`, 400, "can't be read"},
		{"POST", "/_local/knobs", kind, `{"lag":"5s"}`, 400, "lag"},
		{"DELETE", "/_local/reset", kind, "", 405, "POST"},
		{"POST", "/_local/clock", "", `{"advance":"1h"}`, 415, "Content-Type: application/json"},
		{"POST", "/_local/clock", "text/plain", `{"advance":"1h"}`, 415, "JSON"},
		{"POST", "/_local/reset", "application/x-www-form-urlencoded", `a=b`, 415, "JSON"},
		{"POST", "/_local/clock", kind, ``, 400, "advance"},
		{"POST", "/_local/clock", kind, `{"advance":"-1h"}`, 400, "forward"},
		{"POST", "/_local/clock", kind, `{"advance":"soon"}`, 400, "advance"},
		{"POST", "/_local/clock", kind, `{"advance":3}`, 400, "can't be read"},
		{"POST", "/_local/clock", kind, `{"advance":"900000h"}`, 400, "100 years"},
		{"POST", "/_local/clock", kind, `{"advance":`, 400, "can't be read"},
		{"POST", "/_local/clock", kind, `{"advance":"1h"} {}`, 400, "more than one"},
		{"POST", "/_local/clock", kind, `{"advanced":"1h"}`, 400, "advanced"},
		{"POST", "/_local/clock", kind, `{"advance":"` + strings.Repeat("1", 70_000) + `"}`, 400, "larger"},
		{"POST", "/_local/faults", kind, `{}`, 400, "operation"},
		{"POST", "/_local/faults", kind, `{"operation":"Nope","drop":true}`, 400, "SignUp"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp"}`, 400, "drop"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","exception":"Nope"}`, 400, "UsernameExistsException"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","drop":true,"delay":"1s"}`, 400, "one of"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","delay":"1h"}`, 400, "10m"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","delay":"-1s"}`, 400, "delay"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","drop":true,"count":0}`, 400, "count"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","drop":true,"count":1001}`, 400, "count"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","drop":true,"message":"m"}`, 400, "message"},
		{"POST", "/_local/faults", kind, `{"operation":"SignUp","clear":true}`, 400, "alone"},
	} {
		res, body := r.ask(t, c.method, c.path, c.body, "Content-Type", c.kind)
		var answer struct{ Error string }
		err := json.Unmarshal([]byte(body), &answer)
		if err != nil || res.StatusCode != c.status || !strings.Contains(answer.Error, c.says) {
			t.Errorf("%s %s %.60s: %s %s", c.method, c.path, c.body, res.Status, body)
		}
		if c.status == http.StatusMethodNotAllowed && res.Header.Get("Allow") != c.says {
			t.Errorf("%s %s: Allow %q", c.method, c.path, res.Header.Get("Allow"))
		}
	}
	if len(r.Faults()) != 0 {
		t.Error(r.Faults())
	}
}

// TestLocalSeed lists the clients and users that are served, and tells the code
// of an authenticator.
func TestLocalSeed(t *testing.T) {
	r := serve(t, demoServer())
	get := func(path string, v any) int {
		t.Helper()
		res, body := r.ask(t, http.MethodGet, path, "")
		if err := json.Unmarshal([]byte(body), v); err != nil {
			t.Fatal(path, err, body)
		}
		return res.StatusCode
	}
	var clients []struct{ Pool, Name, ID, Secret, Shows string }
	var users []struct {
		Pool, Username, Status, Shows string
		Enabled                       bool
	}
	get("/_local/clients", &clients)
	get("/_local/users", &users)
	if len(clients) != 12 || clients[0].Name != "demo-app" || clients[0].Secret != r.env["COGNITO_CLIENT_SECRET"] || clients[5].Pool != "us-east-1_MfaPool" || clients[8].Name != "rotation-app" {
		t.Errorf("clients %v", clients)
	}
	if len(users) < 20 || users[0].Username != "ann@example.com" || users[0].Status != "CONFIRMED" || !users[0].Enabled || users[0].Shows == "" {
		t.Errorf("users %v", users)
	}
	var told struct{ Code, Error string }
	if status := get("/_local/totp?pool=us-east-1_LocalPool&username=tom@example.com", &told); status != http.StatusOK || len(told.Code) != 6 {
		t.Errorf("%d %v", status, told)
	}
	if status := get("/_local/totp?pool=us-east-1_LocalPool&username=ann@example.com", &told); status != http.StatusBadRequest || told.Error == "" {
		t.Errorf("without an app: %d %v", status, told)
	}
}

// TestLocalPages: a list comes in pages of at most 1,000; the Link header leads
// through all of it, without anything twice or left out.
func TestLocalPages(t *testing.T) {
	filled, _, err := localpool.Demo().Fill(2500)
	if err != nil {
		t.Fatal(err)
	}
	r := serve(t, localpool.New(filled))
	for _, c := range r.Clients() {
		if c.Name == "demo-public" {
			r.env["COGNITO_PUBLIC_CLIENT_ID"] = c.ClientID // the settings lead to the pool that was filled
		}
	}
	for i := range 7 {
		r.signUp(t, fmt.Sprintf("new%d+x@example.com", i%2))
		r.call(t, "ResendConfirmationCode", `{"ClientId":"`+r.env["COGNITO_PUBLIC_CLIENT_ID"]+fmt.Sprintf(`","Username":"new%d+x@example.com"}`, i%2))
	}
	// pages walks a list, and tells how many came on each page.
	pages := func(path string) (all []json.RawMessage, sizes []int) {
		t.Helper()
		for path != "" && len(sizes) < 10_000 {
			res, body := r.ask(t, http.MethodGet, path, "")
			var list []json.RawMessage
			if err := json.Unmarshal([]byte(body), &list); err != nil || res.StatusCode != http.StatusOK {
				t.Fatal(path, res.Status, body)
			}
			all, sizes = append(all, list...), append(sizes, len(list))
			link := res.Header.Get("Link")
			next, found := strings.CutSuffix(link, `>; rel="next"`)
			if path = strings.TrimPrefix(next, "<"); found != (link != "") || found != strings.HasPrefix(path, "/_local/") {
				t.Fatalf("Link: %s", link)
			}
		}
		return all, sizes
	}
	for path, one := range map[string]int{"/_local/users": 100, "/_local/messages": 1, "/_local/messages?to=new1%2Bx@example.com": 1, "/_local/clients": 1} {
		whole, sizes := pages(path)
		for _, n := range sizes[:len(sizes)-1] {
			if n != 1000 {
				t.Errorf("%s: pages of %v", path, sizes)
			}
		}
		at := path + "?"
		if strings.Contains(path, "?") {
			at = path + "&"
		}
		for _, limit := range []int{one, len(whole) - 1, len(whole), len(whole) + 1} {
			if limit < 1 || limit > 1000 {
				continue
			}
			again, sizes := pages(fmt.Sprintf("%slimit=%d", at, limit))
			if fmt.Sprintf("%s", again) != fmt.Sprintf("%s", whole) || len(whole) < 4 || len(sizes) != (len(whole)+limit-1)/limit {
				t.Errorf("%s by %d: pages of %v, %d in all, not %d", path, limit, sizes, len(again), len(whole))
			}
		}
	}
	users, sizes := pages("/_local/users")
	if len(users) != len(r.Users()) || len(sizes) != 3 {
		t.Errorf("%d users on %d pages, not %d", len(users), len(sizes), len(r.Users()))
	}
	if messages, _ := pages("/_local/messages?to=new1%2Bx@example.com"); len(messages) == 0 || len(messages) == len(r.Server.Messages("")) {
		t.Errorf("%d messages to one of two", len(messages))
	}
	// A user who is deleted in between is neither looked for nor missed.
	_, body := r.ask(t, http.MethodGet, "/_local/users?limit=2", "")
	res, _ := r.ask(t, http.MethodGet, "/_local/users?limit=1", "")
	next, _, _ := strings.Cut(strings.TrimPrefix(res.Header.Get("Link"), "<"), ">")
	r.ask(t, http.MethodPost, "/", `{"UserPoolId":"us-east-1_LocalPool","Username":"ann@example.com"}`,
		"X-Amz-Target", "AWSCognitoIdentityProviderService.AdminDeleteUser", "Authorization", forged)
	if _, second := r.ask(t, http.MethodGet, next, ""); !strings.HasSuffix(body, ","+strings.TrimPrefix(second, "[")) {
		t.Errorf("after %s came %s", body, second)
	}
}

// TestLocalKnobs turns each knob on and off by itself.
func TestLocalKnobs(t *testing.T) {
	s := demoServer()
	r := serve(t, s)
	for _, tt := range []struct{ ask, want string }{
		{`{"listsLag":"5s"}`, `{"listsLag":"5s","rates":false}`},
		{`{"rates":true}`, `{"listsLag":"5s","rates":true}`},
		{``, `{"listsLag":"5s","rates":true}`},
		{`{"listsLag":"0s","rates":true}`, `{"listsLag":"0s","rates":true}`},
		{`{"rates":false}`, `{"listsLag":"0s","rates":false}`},
	} {
		if status, body := r.post(t, "/_local/knobs", tt.ask); status != http.StatusOK || body != tt.want+"\n" {
			t.Errorf("%s: %d %s, want %s", tt.ask, status, body, tt.want)
		}
		if got := `{"listsLag":"` + s.ListsLag().String() + `","rates":` + fmt.Sprint(s.RatesLimited()) + `}`; got != tt.want {
			t.Errorf("%s: the knobs are %s", tt.ask, got)
		}
	}
}
