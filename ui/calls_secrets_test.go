package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/trace"
)

// mustHide are the SDK's members whose values nobody may see, written down here
// apart from the table of package redact.
var mustHide = map[string]bool{
	"AccessToken": true, "IdToken": true, "RefreshToken": true, "Token": true, "Session": true, "Password": true,
	"PreviousPassword": true, "ProposedPassword": true, "TemporaryPassword": true, "SecretHash": true, "ClientSecret": true,
	"ConfirmationCode": true, "UserCode": true, "Code": true, "SecretCode": true, "PasswordVerifier": true, "Salt": true,
	"DeviceGroupKey": true, "EncodedData": true, "HeaderValue": true, "NextToken": true, "PaginationToken": true, "ExternalId": true,
}

// mustHideKeys are the keys of the maps of a sign-in, likewise.
var mustHideKeys = []string{"PASSWORD", "NEW_PASSWORD", "SECRET_HASH", "REFRESH_TOKEN", "SRP_A", "SRP_B", "SALT", "SECRET_BLOCK",
	"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "SMS_MFA_CODE", "SMS_OTP_CODE", "EMAIL_OTP_CODE",
	"SOFTWARE_TOKEN_MFA_CODE", "ANSWER", "DEVICE_GROUP_KEY", "CREDENTIAL", "userAttributes.custom:pin", "userAttributes"}

// secretBodies makes bodies of the SDK's shapes that hold a fresh secret in every
// member that must be hidden, and in members and keys that nobody knows.
type secretBodies struct {
	t       *rapid.T // nil for secrets that aren't random
	secrets []string
	make    func(n int) string // makes the n-th, where not nil
}

func (s *secretBodies) secret() string {
	if s.make != nil {
		s.secrets = append(s.secrets, s.make(len(s.secrets)))
		return s.secrets[len(s.secrets)-1]
	}
	text := "Hidden!Mountain"
	if s.t != nil {
		text = rapid.StringMatching(`[A-Za-z][A-Za-z0-9!?%~]{9,30}`).Draw(s.t, "secret")
	}
	text += fmt.Sprintf("Q%dQ", len(s.secrets))
	s.secrets = append(s.secrets, text)
	return text
}

// value is a value for a member of this name and type.
func (s *secretBodies) value(name string, shape reflect.Type) any {
	switch {
	case shape.Kind() == reflect.Pointer:
		return s.value(name, shape.Elem())
	case name == "ValidationData":
		return []any{map[string]any{"Name": s.secret(), "Value": s.secret()}}
	case shape == reflect.TypeFor[[]types.AttributeType]():
		return []any{map[string]any{"Name": "email", "Value": "ann@example.com"}, map[string]any{"Name": "custom:pin", "Value": s.secret()},
			map[string]any{"Value": s.secret(), "Name": s.secret(), "More": s.secret()}}
	case shape == reflect.TypeFor[types.TimeUnitsType]():
		return "minutes"
	case shape == reflect.TypeFor[time.Time]():
		return 1700000000
	case mustHide[name]:
		return s.secret()
	}
	switch shape.Kind() {
	case reflect.Struct:
		return s.object(shape)
	case reflect.Slice:
		return []any{s.value(name, shape.Elem())}
	case reflect.Map:
		m := map[string]any{s.secret(): s.secret(), "USERNAME": "ann"}
		if name == "ClientMetadata" || name == "UserPoolTags" {
			return m
		}
		for _, key := range mustHideKeys {
			m[key] = s.secret()
		}
		return m
	case reflect.String:
		return "plain"
	case reflect.Bool:
		return true
	case reflect.Interface: // a document, such as a passkey
		return map[string]any{s.secret(): s.secret()}
	}
	return 7
}

func (s *secretBodies) object(shape reflect.Type) any {
	m := map[string]any{s.secret(): []any{s.secret(), map[string]any{"Username": s.secret()}}}
	for i := range shape.NumField() {
		if f := shape.Field(i); f.IsExported() && f.Name != "ResultMetadata" {
			m[f.Name] = s.value(f.Name, f.Type)
		}
	}
	return m
}

func jsonOf(t testing.TB, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// everyOperation are those that the program calls and those that its pool answers.
func everyOperation() []string {
	all := append(cognito.Operations(), demoPool().Operations()...)
	slices.Sort(all)
	return slices.Compact(all)
}

// TestInspectorTellsNoSecret sends secrets in every member of every request and
// answer of every operation; none is in a frame of the inspector, in the trace
// file, or kept in memory by the log.
func TestInspectorTellsNoSecret(t *testing.T) {
	ops, dir, n := everyOperation(), t.TempDir(), 0
	for _, op := range ops {
		n++
		if told := tells(t, &secretBodies{}, filepath.Join(dir, fmt.Sprint(n)), op, 0); told != "" {
			t.Fatal(told)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		n++
		op := rapid.SampledFrom(ops).Draw(r, "operation")
		echo := rapid.IntRange(0, 1000).Draw(r, "echoed")
		if told := tells(t, &secretBodies{t: r}, filepath.Join(dir, fmt.Sprint(n)), op, echo); told != "" {
			r.Fatal(told)
		}
	})
}

// tells makes calls of an operation, of which one's answer repeats a secret of the
// request, and says which secret was told; nothing for none.
func tells(t testing.TB, s *secretBodies, path, op string, echo int) string {
	t.Helper()
	file, err := trace.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	log := trace.NewLog(100)
	log.Keep(file)
	m, ok := reflect.TypeFor[*cip.Client]().MethodByName(op)
	if !ok || m.Type.In(1) != reflect.TypeFor[context.Context]() {
		t.Fatalf("the SDK has no operation %q", op)
	}
	request := jsonOf(t, s.object(m.Type.In(2).Elem()))
	echoed := s.secrets[echo%len(s.secrets)]
	for _, answer := range []string{jsonOf(t, s.object(m.Type.Out(0).Elem())),
		jsonOf(t, map[string]any{"__type": "NotAuthorizedException", "message": "Value '" + echoed + "' of " + strings.ToUpper(echoed), "data": s.secret()}),
		jsonOf(t, map[string]any{"__type": "NotAuthorizedException", "Message": []any{echoed}}), "<html>" + s.secret(), ""} {
		carry(t, log, op, request, answer, s.secret())
	}
	all, err := os.ReadFile(path)
	if err != nil || strings.Count(string(all), "\n") != 5 || !strings.Contains(string(all), op) {
		t.Fatalf("the file has %d bytes: %v", len(all), err)
	}
	texts := append([]string{string(all), fmt.Sprintf("%+v", log.Entries())}, frames(t, log)...)
	for i, text := range texts {
		texts[i] = strings.ToLower(text)
	}
	for _, secret := range s.secrets {
		for _, text := range texts {
			if strings.Contains(text, strings.ToLower(secret)) {
				return fmt.Sprintf("%s tells %q of\n%s", op, secret, request)
			}
		}
	}
	return ""
}

// carry makes one call whose headers and query hold a secret too.
func carry(t testing.TB, log *trace.Log, op, request, answer, secret string) {
	t.Helper()
	status := 200
	if strings.Contains(answer, "__type") || strings.HasPrefix(answer, "<") {
		status = 400
	}
	next := roundTripFunc(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{"X-Amzn-Errormessage": {secret}, "Set-Cookie": {secret}},
			Body: io.NopCloser(strings.NewReader(answer))}, nil
	})
	q, err := http.NewRequest(http.MethodPost, "https://example.com/?q="+secret, strings.NewReader(request))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+op)
	q.Header.Set("Authorization", secret)
	got, err := trace.New(next, log).RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, got.Body)
	got.Body.Close()
}

// frames are those of the list and of every page of every call in it.
func frames(t testing.TB, log *trace.Log) []string {
	t.Helper()
	a := inspector(t, log, 200, 400)
	see := func() string { return ansi.Strip(a.View()) }
	all := []string{see()}
	a.Update(keyOf(t, "enter"))
	for {
		s := a.top().(*callScreen)
		if !strings.Contains(see(), "Response") && s.last() == 0 {
			t.Fatalf("no call is shown:\n%s", see())
		}
		for top := -1; top != s.top; { // page by page to its end
			top = s.top
			all = append(all, see())
			a.Update(keyOf(t, "pgdown"))
		}
		id := s.id
		if a.Update(keyOf(t, "left")); s.id == id {
			break
		}
	}
	if len(all) < 6 {
		t.Fatalf("only %d frames", len(all))
	}
	return all
}
