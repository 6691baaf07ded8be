package localpool

import "time"

// from is where a seeded event came from.
func (e EventConfig) from(ip, device, city, country string) EventConfig {
	e.IP, e.Device, e.City, e.Country = ip, device, city, country
	return e
}

// atHome is a browser that a person has used before.
func (e EventConfig) atHome() EventConfig {
	return e.from("203.0.113.24", "Firefox 144, Windows 11", "Lisbon", "Portugal")
}

// signedIn is a sign-in that passed, with the challenges that were met.
func signedIn(age time.Duration, passed ...string) EventConfig {
	return EventConfig{Type: "SignIn", Response: "Pass", Age: age, Passed: passed}.atHome()
}

// mistyped are sign-ins with a wrong password, each as long before the next as the
// longest lock does not last, so that none forgets those before it. The newest is now.
func mistyped(n int) []EventConfig {
	var list []EventConfig
	for i := range n {
		list = append(list, EventConfig{
			Type:     "SignIn",
			Response: "Fail",
			Age:      time.Duration(i) * maxLock * 3 / 5,
			Failed:   "Password",
		}.atHome())
	}
	return list
}

// tooOld is a sign-in with a temporary password that had expired.
func tooOld(age time.Duration) EventConfig {
	return EventConfig{Type: "SignIn", Response: "Fail", Age: age, Passed: []string{"Password"}}.atHome()
}

// risky is a sign-in that threat protection blocked.
func risky(age time.Duration) EventConfig {
	return EventConfig{Type: "SignIn", Response: "Fail", Age: age, Passed: []string{"Password"}, RiskDecision: "Block", RiskLevel: "High"}.
		from("198.51.100.7", "Chrome 141, Linux", "Oslo", "Norway")
}

// demoDeskEvents are the histories of the support desk's people, by their names.
var demoDeskEvents = map[string][]EventConfig{
	"uma":  {{Type: "SignUp", Response: "Pass", Age: 2 * day}},
	"ivan": {tooOld(7 * time.Hour), tooOld(2 * day)},
	"rosa": {signedIn(9*day, "Password")},
	"carl": {signedIn(3*time.Hour, "Password"), signedIn(2*day, "Password"), {Type: "PasswordChange", Response: "Pass", Age: 50 * day}},
	"cleo": {signedIn(day, "Password")},
	"lola": append(mistyped(15), signedIn(5*day, "Password")),
	"theo": {{Type: "SignIn", Response: "Fail", Age: time.Hour, Passed: []string{"Password"}, Failed: "Mfa"},
		signedIn(4*day, "Password", "Mfa")},
	"seth": {signedIn(2*day, "Password").from("192.0.2.99", "Edge 140, Windows 10", "Porto", "Portugal"), signedIn(3*day, "Password")},
	"gwen": {risky(40 * time.Minute), signedIn(6*day, "Password")},
}

// withEvents gives users their histories.
func withEvents(users []UserConfig) []UserConfig {
	for i, u := range users {
		users[i].Events = demoDeskEvents[u.Username]
	}
	return users
}
