package awscli

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/trace/redact"
)

// inputType is the SDK's input of an operation.
func inputType(op string) reflect.Type {
	m, ok := reflect.TypeFor[*cip.Client]().MethodByName(op)
	if !ok {
		return nil
	}
	return m.Type.In(2).Elem()
}

// filled gives a body with every member that the SDK's input of an operation has,
// but for those that can't be written as a command, and without the members of
// drop. secret is given to each text whose name isn't in given.
func filled(op, secret string, given map[string]any, drop map[string]bool) []byte {
	body := members(inputType(op), secret, given)
	for name := range drop {
		delete(body, name)
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return raw
}

func members(t reflect.Type, secret string, given map[string]any) map[string]any {
	body := map[string]any{}
	for i := range t.NumField() {
		f := t.Field(i)
		switch f.Name {
		case "ClientMetadata", "ValidationData", "ContextData": // their names are a person's own
			continue
		}
		if !f.IsExported() {
			continue
		}
		if v, ok := given[f.Name]; ok {
			body[f.Name] = v
			continue
		}
		body[f.Name] = filledValue(f.Type, secret, given)
	}
	return body
}

func filledValue(t reflect.Type, secret string, given map[string]any) any {
	switch t.Kind() {
	case reflect.Pointer:
		return filledValue(t.Elem(), secret, given)
	case reflect.Struct:
		return members(t, secret, given)
	case reflect.Slice:
		return []any{filledValue(t.Elem(), secret, given)}
	case reflect.Bool:
		return true
	case reflect.Int32, reflect.Int64:
		return 3
	case reflect.String:
		if values, ok := reflect.Zero(t).Interface().(interface{ Values() []string }); ok {
			return values.Values()[0]
		}
		if m, ok := t.MethodByName("Values"); ok { // the SDK's enums
			return m.Func.Call([]reflect.Value{reflect.Zero(t)})[0].Index(0).String()
		}
		return secret
	}
	panic("no value for " + t.String())
}

// usual are members that must be the pool's own or be shown to be written.
func usual(clientID, poolID, secret string) map[string]any {
	return map[string]any{
		"ClientId": clientID, "UserPoolId": poolID, "Username": "o'hara, \"x\" \\", "Name": "custom:plan",
		"AuthParameters": map[string]any{"USERNAME": "--o'hara", "PASSWORD": secret, "SECRET_HASH": "old"},
		"ChallengeResponses": map[string]any{"USERNAME": "é日本", "NEW_PASSWORD": secret, "SECRET_HASH": "old",
			"SMS_MFA_CODE": secret, "userAttributes.custom:plan": secret, "userAttributes.name": "Eve"},
		"AttributesToGet": []any{"email"}, "UserAttributeNames": []any{"nickname"}, "AttributeName": "email",
		"DeviceKey": "eu-west-1_a1b2c3d4-5678-90ab-cdef-EXAMPLE11111", "DeviceName": "my 'own'", "FriendlyDeviceName": "phone",
		"Filter": `email = "ann@example.com"`, "CredentialId": "abc", "AnalyticsEndpointId": "x", "IpAddress": "127.0.0.1",
		"GroupName": "staff",
	}
}

// at finds the text of a body that a variable stands for.
func at(t *testing.T, body []byte, path []string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	for _, name := range path {
		switch in := v.(type) {
		case map[string]any:
			v = in[name]
		case []any:
			n := 0
			_ = json.Unmarshal([]byte(name), &n)
			v = in[n]
		}
	}
	text, ok := v.(string)
	if !ok {
		t.Fatalf("%v is no text", path)
	}
	return text
}

// Of every operation that the program calls, a request with every member of the
// SDK's input can be written as a command, and filled in again it is the same
// input.
func TestEveryInput(t *testing.T) {
	const secret = "S3cret,'\"\\"
	for _, op := range cognito.Operations() {
		if inputType(op) == nil {
			t.Errorf("%s: the SDK has no such operation", op)
			continue
		}
		body := filled(op, secret, usual("client1", "us-east-1_Pool", secret), nil)
		made, err := Make(Call{Op: op, Region: "us-east-1", Request: redact.Request(op, body)})
		if err != nil {
			t.Errorf("%s: %v\n%s", op, err, body)
			continue
		}
		if strings.Contains(made.Text, secret) || strings.Contains(made.Text, strings.Trim(literal(secret), `"`)) {
			t.Errorf("%s: the secret stands in\n%s", op, made.Text)
		}
		values := map[string]string{}
		for _, v := range made.Variables {
			if v.path != nil {
				values[v.Name] = at(t, body, v.path)
			}
		}
		again, err := made.Fill(values)
		if err != nil {
			t.Errorf("%s: %v", op, err)
			continue
		}
		if diff := cmp.Diff(inputOf(t, op, body), inputOf(t, op, again)); diff != "" {
			t.Errorf("%s: %s", op, diff)
		}
	}
}

// No secret in any hidden member of any operation ever stands in its command.
func TestNoSecretOfAnyOperation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[A-Za-z0-9'"\\!$é]{12,40}`).Draw(t, "secret")
		op := rapid.SampledFrom(cognito.Operations()).Draw(t, "op")
		body := filled(op, secret, usual("client1", "us-east-1_Pool", secret), nil)
		made, err := Make(Call{Op: op, Region: "us-east-1", Request: redact.Request(op, body)})
		if err != nil {
			t.Fatal(err)
		}
		said := made.Text + made.Ask() + made.Newer + made.Stale
		if strings.Contains(said, secret) || strings.Contains(said, strings.Trim(literal(secret), `"`)) {
			t.Fatalf("%s: %q stands in\n%s", op, secret, said)
		}
	})
}

// inputOf reads a body as the SDK's input, without its hash, and gives it as JSON.
func inputOf(t *testing.T, op string, body []byte) any {
	t.Helper()
	in := reflect.New(inputType(op)).Interface()
	if err := json.Unmarshal(body, in); err != nil {
		t.Fatalf("%s: %v", op, err)
	}
	raw, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	_ = json.Unmarshal(raw, &v)
	return withoutHash(v)
}

func withoutHash(v any) any {
	if m, ok := v.(map[string]any); ok {
		for name, value := range m {
			if isHash(name) {
				m[name] = ""
				continue
			}
			m[name] = withoutHash(value)
		}
	}
	return v
}

// What the table says of a newer CLI names what the SDK has.
func TestNewerNamesExist(t *testing.T) {
	for _, op := range newerOperations {
		if inputType(op) == nil {
			t.Errorf("the SDK has no operation %s", op)
		}
	}
	for _, name := range append(newerMembers, lesserDemands...) {
		op, member, _ := strings.Cut(name, ".")
		in := inputType(op)
		if in == nil {
			t.Errorf("the SDK has no operation %s", op)
		} else if _, ok := in.FieldByName(member); !ok {
			t.Errorf("the SDK has no member %s", name)
		}
	}
}
