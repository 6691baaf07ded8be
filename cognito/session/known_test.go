package session_test

import (
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/session"
)

func TestMaskedElsewhere(t *testing.T) {
	for _, c := range []struct {
		mask, address string
		want          bool
	}{
		{"p***@e***", "penny@example.com", false},
		{"P***@E***", "penny@example.com", false},
		{"r***@e***", "penny@example.com", true},
		{"p***@o***", "penny@example.com", true},
		{"p***@e***.com", "penny@example.org", true},
		{"+*******1234", "+15550101234", false},
		{"+*******1234", "+15550104321", true},
		{"penny@example.com", "penny@example.com", false},
		{"penny@example.com", "penny@example.com.au", true},
		{"", "penny@example.com", false},
		{"p***@e***", "", false},
	} {
		if got := session.MaskedElsewhere(c.mask, c.address); got != c.want {
			t.Errorf("%q for %q: elsewhere is %v", c.mask, c.address, got)
		}
	}
}

func TestWaiting(t *testing.T) {
	var k session.Knowledge
	shows := func(email string) []cognito.Attribute { return []cognito.Attribute{{Name: "email", Value: email}} }
	for _, step := range []struct {
		what string
		do   func()
		want string
	}{
		{"nothing was sent", func() {}, ""},
		{"a code was sent", func() { k.Await("email", "new@x") }, "new@x"},
		{"GetUser shows the old one", func() { k.Read(shows("old@x")) }, "new@x"},
		{"GetUser shows the new one", func() { k.Read(shows("new@x")) }, ""},
		{"a code was sent again", func() { k.Await("email", "newer@x") }, "newer@x"},
		{"it was entered", func() { k.Await("email", "") }, ""},
	} {
		if step.do(); k.Waiting("email") != step.want {
			t.Errorf("%s: %q waits", step.what, k.Waiting("email"))
		}
	}
}
