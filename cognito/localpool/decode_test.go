package localpool

import (
	"testing"
	"time"
)

// TestUnknownMembers: an object of the model may hold members that nobody knows,
// of any form; a map of texts may not hold another form.
func TestUnknownMembers(t *testing.T) {
	x := newTester(t)
	set := func(settings object) object {
		return object{"UserPoolId": localPool, "Username": "ann@example.com", "EmailMfaSettings": settings}
	}
	for _, unknown := range []any{"text", 1, true, nil, object{"a": 1}, []int{1}} {
		x.ok("AdminSetUserMFAPreference", set(object{"Enabled": true, "Unknown": unknown}))
	}
	x.ok("AdminSetUserMFAPreference", set(object{"Enabled": true, "PreferredMfa": nil}))
	x.refused("AdminSetUserMFAPreference", set(object{"Enabled": "yes"}), "Serialization", "")

	w := x.signedIn("device-app", "del@example.com")
	_, body := x.secretFor(w.access(), w.offered())
	body["DeviceSecretVerifierConfig"].(object)["Unknown"] = 1
	x.ok("ConfirmDevice", body)

	body = x.login("demo-public", "ann@example.com", DemoPassword)
	body["AuthParameters"] = object{"USERNAME": "ann@example.com", "PASSWORD": DemoPassword, "UNKNOWN": 1}
	x.refused("InitiateAuth", body, "Serialization", "")
}

// TestAuthSessionRange: a Config can't leave the model's range.
func TestAuthSessionRange(t *testing.T) {
	for given, want := range map[time.Duration]time.Duration{
		0: 3 * time.Minute, time.Second: 3 * time.Minute, 3 * time.Minute: 3 * time.Minute, 7 * time.Minute: 7 * time.Minute,
		15 * time.Minute: 15 * time.Minute, time.Hour: 15 * time.Minute,
	} {
		c := Demo()
		c.Pools[0].Clients[0].AuthSession = given
		if got := newServer(c).state.Load().order[0].clients[0].AuthSession; got != want {
			t.Errorf("%v becomes %v, want %v", given, got, want)
		}
	}
}
