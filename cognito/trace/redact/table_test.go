package redact_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/trace/redact"
)

// operations are those that the program calls and those that its pool answers.
func operations() []string {
	all := append(cognito.Operations(), localpool.New(localpool.Demo()).Operations()...)
	slices.Sort(all)
	return slices.Compact(all)
}

// shapes are the SDK's types of an operation's request and answer.
func shapes(t testing.TB, op string) (in, out reflect.Type) {
	t.Helper()
	m, ok := reflect.TypeFor[*cip.Client]().MethodByName(op)
	if !ok || m.Type.In(1) != reflect.TypeFor[context.Context]() {
		t.Fatalf("the SDK has no operation %q", op)
	}
	return m.Type.In(2).Elem(), m.Type.Out(0).Elem()
}

// members calls f for every member of an SDK type and of the types within.
func members(parent string, shape reflect.Type, f func(parent, name string)) {
	for i := range shape.NumField() {
		field := shape.Field(i)
		if !field.IsExported() || field.Name == "ResultMetadata" {
			continue
		}
		f(parent, field.Name)
		if inner := element(field.Type); inner.Kind() == reflect.Struct && inner != reflect.TypeFor[time.Time]() &&
			!redact.Closed(field.Name) {
			members(field.Name, inner, f)
		}
	}
}

// element is what pointers, lists and maps are of.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	return t
}

// A member of the SDK's that the table doesn't name is a new one: judge it, and
// name it as shown or as hidden.
func TestTableNamesEveryMember(t *testing.T) {
	ops, checked := operations(), 0
	for _, op := range ops {
		in, out := shapes(t, op)
		for _, shape := range []reflect.Type{in, out} {
			members("", shape, func(parent, name string) {
				checked++
				if !redact.Named(parent, name) {
					t.Errorf("%s: the table doesn't name %s below %q", shape.Name(), name, parent)
				}
			})
		}
	}
	if len(ops) < 20 || checked < 400 {
		t.Errorf("only %d members of %d operations", checked, len(ops))
	}
	for _, name := range []string{"NoSuchMember", "password", "SUGAR"} {
		if redact.Named("", name) || redact.Named("AuthParameters", name) {
			t.Errorf("%s is named", name)
		}
	}
}
