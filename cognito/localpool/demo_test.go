package localpool

import (
	"regexp"
	"testing"

	"go.uber.org/goleak"
)

// TestDemo checks that ids and secrets have the service's form and that the
// seeded users are in the states they are said to show.
func TestDemo(t *testing.T) {
	s := newServer(Demo())
	id, secret := regexp.MustCompile(`^[a-z0-9]{26}$`), regexp.MustCompile(`^[a-z0-9]{51,64}$`)
	for _, c := range s.Clients() {
		if !id.MatchString(c.ClientID) || c.Secret != "" && !secret.MatchString(c.Secret) || c.Shows == "" ||
			!rulePoolID.exact.MatchString(c.PoolID) {
			t.Errorf("client %+v", c)
		}
	}
	want := []struct{ name, status string }{
		{"ann@example.com", "CONFIRMED"}, {"una@example.com", "UNCONFIRMED"}, {"rita@example.com", "RESET_REQUIRED"},
		{"dan@example.com", "CONFIRMED"}, {"fay@example.com", "FORCE_CHANGE_PASSWORD"}, {"ted@example.com", "FORCE_CHANGE_PASSWORD"},
		{"nora@example.com", "CONFIRMED"}, {"gus@example.com", "CONFIRMED"},
		{"tom@example.com", "CONFIRMED"}, {"sam@example.com", "CONFIRMED"}, {"mia@example.com", "CONFIRMED"},
		{"max@example.com", "CONFIRMED"},
		{"pat@example.com", "CONFIRMED"}, {"pia@example.com", "CONFIRMED"}, {"cal@example.com", "CONFIRMED"}, {"olga", "CONFIRMED"},
		{"otto", "UNCONFIRMED"},
		{"eve@example.com", "CONFIRMED"}, {"ned@example.com", "FORCE_CHANGE_PASSWORD"},
		{"ida@example.com", "CONFIRMED"}, {"tara@example.com", "CONFIRMED"}, {"dora@example.com", "CONFIRMED"},
		{"del@example.com", "CONFIRMED"}, {"dev@example.com", "CONFIRMED"},
		{"penny", "CONFIRMED"}, {"perry", "CONFIRMED"}, {"ray", "CONFIRMED"}, {"kay", "CONFIRMED"},
	}
	users := s.Users()
	for i, w := range want {
		u := users[i]
		if u.Username != w.name || u.Status != w.status || u.Shows == "" || u.Email == "" || u.Enabled == (w.name == "dan@example.com") {
			t.Errorf("user %d: %+v", i, u)
		}
	}
	if demoPolicy().check(DemoPassword, "") != nil {
		t.Error("the demo password breaks the policy")
	}
}

func TestNewUsersComeAfterTheSeeded(t *testing.T) {
	x := newTester(t)
	x.ok("SignUp", x.as("email-app", "last@example.com", object{"Password": DemoPassword, "UserAttributes": attributes("name", "L")}))
	users := x.s.Users()
	last := users[len(users)-1]
	if last.Username != "last@example.com" || last.Status != "UNCONFIRMED" || last.Shows != "" {
		t.Errorf("user %+v", last)
	}
}

// TestNothingIsLeftRunning: the keys are made in the background and that ends.
func TestNothingIsLeftRunning(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	x := newTester(t)
	x.signIn("alias-app", "olga")
}
