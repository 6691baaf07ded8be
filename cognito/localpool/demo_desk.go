package localpool

import "time"

// demoDeskPool has somebody for every row of the support desk's diagnosis, but for
// those that need a pool which requires MFA: they are in demoMFAPool.
func demoDeskPool() PoolConfig {
	first, second := 1, 10
	return PoolConfig{
		ID: "us-east-1_DeskPool", Name: "DeskPool",
		Policy: demoPolicy(), CaseInsensitive: true,
		AliasAttributes: []string{"email"},
		AutoVerified:    []string{"email"},
		Recovery:        []string{"verified_email", "verified_phone_number"},
		MFA:             "OPTIONAL", SMSMFA: true, TOTPMFA: true, EmailMFA: true,
		Devices:          "ask",
		ThreatProtection: "ENFORCED",
		Groups: []GroupConfig{
			{Name: "managers", Description: "Who may see the books", Precedence: &first},
			{Name: "customers", Description: "Everybody who buys", Precedence: &second},
			{Name: "beta", Description: "Sees what isn't finished"},
		},
		Clients: []ClientConfig{
			{
				ID: "6d4e8s2k0a5p7p1d3e9s4k6app", Name: "desk-app",
				Secret: "0d7e1s5k9a3p2p8s4e6c0r1e5t9f3o7r2t4h6e8d1e3s5kdeskapp",
				Flows:  append(demoFlows("USER_AUTH"), "ALLOW_ADMIN_USER_PASSWORD_AUTH"), HideMissingUsers: true, Read: demoReadable,
				Shows: "the support desk's: has a secret and hides which users exist",
			},
			{
				ID: "3d9e7s1k5p8o2r6t4a0l3d7e9s", Name: "desk-portal",
				Flows: demoFlows(), Read: demoReadable,
				Shows: "the support desk's: has no secret and tells which users exist",
			},
		},
		Users: withEvents(append(append(demoDeskNewcomers(), demoDeskCallers()...), demoDeskOdd()...)),
	}
}

// at is an email that nobody has verified.
func at(email string) []Attribute { return []Attribute{{"email", email}} }

// federated are the attributes of somebody who signs in through a provider.
func federated(provider, id, email string) []Attribute {
	return []Attribute{{"email", email},
		{"identities", `[{"userId":"` + id + `","providerName":"` + provider + `","providerType":"` + provider + `","primary":true}]`}}
}

// demoDeskNewcomers never got in, or have to choose a password first.
func demoDeskNewcomers() []UserConfig {
	const invited, reset = "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"
	return []UserConfig{
		{Username: "uma", Status: "UNCONFIRMED", PasswordAge: 2 * day, Attributes: at("uma@example.com"),
			Shows: "never confirmed: a new code can be sent, or the desk confirms"},
		{Username: "ugo", Status: "UNCONFIRMED", PasswordAge: 3 * day,
			Shows: "never confirmed, and no address to send a code to: the desk confirms"},
		{Username: "ulla", Status: "UNCONFIRMED", PasswordAge: 3 * day, Attributes: []Attribute{{"phone_number", "+15550105001"}},
			Shows: "never confirmed, and this pool sends no codes to phones: the desk confirms"},
		{Username: "ivan", Status: invited, PasswordAge: 13 * day, Attributes: verified("Ivan Iliev", "ivan@example.com"),
			Groups: []string{"customers"},
			Shows:  "the invitation's password expired 6 days ago: invite again"},
		{Username: "ines", Status: invited, PasswordAge: 30 * time.Hour, Attributes: verified("Ines Ibarra", "ines@example.com"),
			Shows: "the invitation waits; perhaps its message is lost"},
		{Username: "inga", Status: invited, Age: 40 * day, PasswordAge: 3 * day, Attributes: verified("Inga Ivers", "inga@example.com"),
			Shows: "a temporary password of a time that isn't told: it may have expired"},
		{Username: "rosa", Status: reset, Age: 90 * day, PasswordAge: day, Attributes: verified("Rosa Rossi", "rosa@example.com"),
			Shows: "the password was reset: the code can be sent again"},
		{Username: "rolf", Status: reset, Age: 90 * day, PasswordAge: day, Attributes: at("rolf@example.com"),
			Shows: "the password was reset, and no address is verified for the code"},
	}
}

// demoDeskCallers got in once.
func demoDeskCallers() []UserConfig {
	return []UserConfig{
		{Username: "carl", PasswordAge: 50 * day, Attributes: verified("Carl Carlsen", "carl@example.com"), Groups: []string{"customers"},
			Shows: "nothing stands in the way"},
		{Username: "cleo", PasswordAge: 20 * day, Attributes: verified("Cleo Clark", "cleo@example.com", verifiedPhone("+15550105002")...),
			Groups: []string{"managers", "customers", "beta"}, Shows: "nothing stands in the way; in three groups"},
		{Username: "phil", PasswordAge: 20 * day, Attributes: verifiedPhone("+15550105003"),
			Shows: "has a phone number only: reset codes go there"},
		{Username: "nils", PasswordAge: 60 * day, Attributes: at("nils@example.com"),
			Shows: "signs in, but a reset can't be sent: verify the address first"},
		{Username: "nell", PasswordAge: 60 * day,
			Shows: "signs in, but has no address at all"},
		{Username: "dean", Disabled: true, PasswordAge: 60 * day, Attributes: verified("Dean Dunn", "dean@example.com"),
			Shows: "disabled"},
		{Username: "dina", Status: "FORCE_CHANGE_PASSWORD", Disabled: true, PasswordAge: 20 * day,
			Attributes: verified("Dina Dale", "dina@example.com"),
			Shows:      "disabled, and the invitation's password has expired, too"},
		{Username: "lola", PasswordAge: 30 * day, Attributes: verified("Lola Lopez", "lola@example.com"), Failures: 15,
			Shows: "locked for a quarter of an hour after too many wrong passwords"},
		{Username: "theo", PasswordAge: 70 * day, Attributes: verified("Theo Thorn", "theo@example.com"),
			TOTPSecret: demoTOTPTheo, MFA: []string{"SOFTWARE_TOKEN_MFA"}, PreferredMFA: "SOFTWARE_TOKEN_MFA",
			Shows: "authenticator app; perhaps the phone with it is lost"},
		{Username: "tess", PasswordAge: 70 * day, Attributes: verified("Tess Tate", "tess@example.com"),
			MFA: []string{"SMS_MFA"}, PreferredMFA: "SMS_MFA", Shows: "text messages are the second factor, but the number is gone"},
		{Username: "wim", PasswordAge: 15 * day, Attributes: verified("Wim Weber", "wim@exmaple.com"),
			Shows: "the address is misspelt: correct it"},
		{Username: "seth", PasswordAge: 15 * day, Attributes: verified("Seth Stone", "seth@example.com"),
			Devices: []DeviceConfig{{Name: "Seth's laptop", Remembered: true, Age: 40 * day}, {Name: "hotel computer", Age: 2 * day}},
			Shows:   "stayed signed in on somebody else's computer: sign out everywhere"},
		{Username: "gwen", PasswordAge: 25 * day, Attributes: verified("Gwen Gray", "gwen@example.com"),
			Shows: "the last sign-in was blocked as risky"},
	}
}

// demoDeskOdd share an address, come from a provider, or are in a state that few are.
func demoDeskOdd() []UserConfig {
	return []UserConfig{
		{Username: "emma", PasswordAge: 80 * day, Attributes: verified("Emma Ernst", "ernst@example.com"),
			Shows: "shares an email with emil; it is verified here and signs in to this account"},
		{Username: "emil", PasswordAge: 30 * day, Attributes: at("ernst@example.com"),
			Shows: "shares an email with emma, whose it is to sign in with"},
		{Username: "elke", PasswordAge: 30 * day, Attributes: at("elke.enno@example.com"),
			Shows: "shares an email with enno; nobody has verified it"},
		{Username: "enno", PasswordAge: 30 * day, Attributes: at("elke.enno@example.com"),
			Shows: "shares an email with elke; nobody has verified it"},
		{Username: "finn", PasswordAge: 30 * day, Attributes: verified("Finn Frost", "finn@example.com", verifiedPhone("+15550105004")...),
			Shows: "shares a phone number with faye: both get its messages"},
		{Username: "faye", PasswordAge: 30 * day, Attributes: verified("Faye Frost", "faye@example.com", verifiedPhone("+15550105004")...),
			Shows: "shares a phone number with finn: both get its messages"},
		{Username: "google_108234500017", Status: "EXTERNAL_PROVIDER", PasswordAge: 10 * day,
			Attributes: federated("Google", "108234500017", "gina@example.com"),
			Shows:      "signs in through Google: there is no password here"},
		{Username: "facebook_20471100", Status: "EXTERNAL_PROVIDER", Disabled: true, PasswordAge: 10 * day,
			Attributes: federated("Facebook", "20471100", "fred@example.com"),
			Shows:      "signs in through Facebook, and is disabled here"},
		{Username: "abel", Status: "ARCHIVED", PasswordAge: 400 * day, Attributes: verified("Abel Adler", "abel@example.com"),
			Shows: "archived: a status that AWS keeps from earlier days"},
		{Username: "cora", Status: "COMPROMISED", PasswordAge: 300 * day, Attributes: verified("Cora Cole", "cora@example.com"),
			Shows: "compromised: a status that AWS keeps from earlier days"},
		{Username: "otis", Status: "UNKNOWN", PasswordAge: 300 * day, Attributes: verified("Otis Orr", "otis@example.com"),
			Shows: "of a status that the service itself calls unknown"},
	}
}
