package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestWith(t *testing.T) {
	before := Settings{Local: true}.With(Region, "eu-west-1").With(ClientID, "one")
	before.Local = true
	after := before.With(ClientID, "two")
	if before.Get(ClientID) != "one" || !before.Local {
		t.Error("the settings copied from changed")
	}
	if v := after.Value(ClientID); v.Text != "two" || v.Origin != "typed" || after.Local {
		t.Errorf("%q from %q, local %v", v.Text, v.Origin, after.Local)
	}
	if v := after.With(ClientID, "").Value(ClientID); v.Text != "" || v.Origin != "" {
		t.Errorf("unset, it is %q from %q", v.Text, v.Origin)
	}
}

// The Region that a pool id tells follows the pool id, and gives way to one typed.
func TestWithKeepsTheRegionOfThePool(t *testing.T) {
	s := Settings{}.With(UserPoolID, "eu-west-1_A")
	if v := s.Value(Region); v.Text != "eu-west-1" || v.Origin != "pool id" {
		t.Fatalf("%q from %q", v.Text, v.Origin)
	}
	if region := s.With(UserPoolID, "us-west-2_B").Get(Region); region != "us-west-2" {
		t.Error(region)
	}
	if region := s.With(UserPoolID, "").Get(Region); region != "" {
		t.Error(region)
	}
	if v := s.With(Region, "eu-west-2").With(UserPoolID, "us-west-2_B").Value(Region); v.Text != "eu-west-2" || v.Origin != "typed" {
		t.Errorf("%q from %q", v.Text, v.Origin)
	}
}

// A profile that was typed signs with its own credentials.
func TestTypedProfileReplacesCredentials(t *testing.T) {
	s := Settings{}.With(AccessKeyID, "id").With(SecretAccessKey, "secret").With(SessionToken, "token").With(Profile, "dev")
	if s.Get(AccessKeyID)+s.Get(SecretAccessKey)+s.Get(SessionToken) != "" || s.Get(Profile) != "dev" {
		t.Error(s)
	}
}

// However settings are printed, no value of theirs is.
func TestPrintingTellsNoValue(t *testing.T) {
	s := Settings{}
	for _, k := range append(Keys(), AccessKeyID, SecretAccessKey, SessionToken) {
		s = s.With(k, "hidden-"+string(k))
	}
	v := s.Value(ClientSecret)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, thing := range []any{s, &s, v, &v, []any{s, v}, map[Key]Value{ClientSecret: v}, struct{ S Settings }{s}} {
			text := fmt.Sprintf(verb, thing)
			if strings.Contains(text, "hidden") || strings.Contains(text, fmt.Sprintf("%x", "hidden")) {
				t.Errorf("%s of a %T tells it: %s", verb, thing, text)
			}
		}
	}
	if text := fmt.Sprint(s); !strings.Contains(text, "typed") {
		t.Errorf("no origin in %q", text)
	}
}

func TestKeys(t *testing.T) {
	for _, k := range Keys() {
		if k.Label() == "" {
			t.Errorf("%s has no label", k)
		}
	}
	for k, secret := range map[Key]bool{ClientSecret: true, SecretAccessKey: true, SessionToken: true, ClientID: false,
		AccessKeyID: false} {
		if k.Secret() != secret {
			t.Errorf("%s: secret %v", k, k.Secret())
		}
		if shown := slices.Contains(Keys(), k); shown && (k == SecretAccessKey || k == SessionToken) {
			t.Errorf("%s is asked for", k)
		}
	}
}
