package localpool

import "testing"

const deskPool = "us-east-1_DeskPool"

// TestDemoDesk checks that the people of the support desk are in the states that they
// are said to show.
func TestDemoDesk(t *testing.T) {
	x := newTester(t)
	people := map[string]User{}
	for _, u := range x.s.Users() {
		if u.PoolID == deskPool {
			people[u.Username] = u
			if u.Shows == "" {
				t.Errorf("%s shows nothing", u.Username)
			}
		}
	}
	for name, want := range map[string]string{
		"uma": "UNCONFIRMED", "ivan": "FORCE_CHANGE_PASSWORD", "rosa": "RESET_REQUIRED", "carl": "CONFIRMED",
		"google_108234500017": "EXTERNAL_PROVIDER", "abel": "ARCHIVED", "cora": "COMPROMISED", "otis": "UNKNOWN",
	} {
		if people[name].Status != want {
			t.Errorf("%s is %s", name, people[name].Status)
		}
	}
	if people["dean"].Enabled || people["facebook_20471100"].Enabled || !people["carl"].Enabled {
		t.Error("others are disabled")
	}
}

// A user of the Config can have been made before the password was set, and can have
// been locked by wrong passwords just now.
func TestSeededPastOfUsers(t *testing.T) {
	x := newTester(t)
	inga := x.ok("AdminGetUser", object{"UserPoolId": deskPool, "Username": "inga"})
	made, changed := inga.in("UserCreateDate").(float64), inga.in("UserLastModifiedDate").(float64)
	if days := (changed - made) / 86400; days < 36.9 || days > 37.1 {
		t.Errorf("changed %v days after it was made", days)
	}
	keptOut(x, "lola", "NotAuthorized", "Password attempts exceeded")
	x.s.Advance(maxLock - 1e9)
	keptOut(x, "lola", "NotAuthorized", "Password attempts exceeded")
	x.s.Advance(2e9)
	x.signIn("desk-portal", "lola")
}

// Statuses that AWS only keeps let nobody in and reset nothing, until an
// administrator sets a password.
func TestKeptStatuses(t *testing.T) {
	x := newTester(t)
	for _, name := range []string{"abel", "cora", "otis"} {
		keptOut(x, name, "NotAuthorized", "Incorrect username or password.")
		user := object{"UserPoolId": deskPool, "Username": name}
		x.refused("AdminResetUserPassword", user, "NotAuthorized", "User password cannot be reset in the current state.")
		x.ok("AdminSetUserPassword", object{"UserPoolId": deskPool, "Username": name, "Password": DemoPassword, "Permanent": true})
		x.signIn("desk-portal", name)
	}
}

// keptOut tries the right password, through the portal.
func keptOut(x tester, name, code, text string) {
	x.Helper()
	x.refused("InitiateAuth", x.login("desk-portal", name, DemoPassword), code, text)
}
