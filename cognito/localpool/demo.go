package localpool

import "time"

// DemoPassword is the password of every user of Demo.
const DemoPassword = "Passw0rd!"

// DemoRegion is the region of Demo's pools.
const DemoRegion = "us-east-1"

// demoReadable are the attributes that Demo's clients list as readable.
var demoReadable = []string{
	"address", "birthdate", "email", "email_verified", "family_name", "gender",
	"given_name", "locale", "middle_name", "name", "nickname", "phone_number",
	"phone_number_verified", "picture", "preferred_username", "profile",
	"updated_at", "website", "zoneinfo",
}

// Demo describes seven pools that show between them what a pool can be set to,
// with users in each state and for each way to sign in. Ids and secrets are fixed, so that saved settings
// stay valid.
func Demo() Config {
	return Config{
		Region: DemoRegion,
		Pools: []PoolConfig{demoPool(), demoAliasPool(), demoEmailPool(), demoMFAPool(), demoDevicePool(), demoAccountPool(),
			demoDeskPool()},
	}
}

func demoPolicy() Policy {
	return Policy{MinimumLength: 8, Upper: true, Lower: true, Digit: true, Symbol: true, TemporaryDays: 7}
}

// demoFlows are passwords, plain and by SRP, refreshes, and the flows named.
func demoFlows(more ...string) []string {
	list := []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"}
	for _, name := range more {
		list = append(list, "ALLOW_"+name)
	}
	return list
}

// verified are the attributes of a user with a verified email.
func verified(name, email string, more ...Attribute) []Attribute {
	return append([]Attribute{{"name", name}, {"email", email}, {"email_verified", "true"}}, more...)
}

// verifiedPhone are those of a verified number.
func verifiedPhone(number string) []Attribute {
	return []Attribute{{"phone_number", number}, {"phone_number_verified", "true"}}
}

func demoPool() PoolConfig {
	admins, support := 1, 10
	return PoolConfig{
		ID: "us-east-1_LocalPool", Name: "LocalPool",
		Policy: demoPolicy(), CaseInsensitive: true,
		AutoVerified: []string{"email", "phone_number"},
		Recovery:     []string{"verified_email", "verified_phone_number"},
		MFA:          "OPTIONAL", SMSMFA: true, TOTPMFA: true, EmailMFA: true,
		FirstFactors: []string{"PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"},
		Custom:       demoQuestions,
		Groups: []GroupConfig{
			{Name: "admins", Description: "Administrators", Precedence: &admins, RoleARN: "arn:aws:iam::000000000000:role/local-admins"},
			{Name: "support", Description: "Support staff", Precedence: &support},
		},
		Clients: []ClientConfig{
			{
				ID: "4k2b7q9m1x8c5v3n6z0j4h7gda", Name: "demo-app",
				Secret:           "1lq8vd0s5kk2o7p3m9c4t6xhb1ne8wzr5ygf2ua7j0i3l9q6demoapp",
				Flows:            append(demoFlows("USER_AUTH"), "ALLOW_CUSTOM_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"),
				HideMissingUsers: true, Read: demoReadable,
				Shows: "has a secret, hides which users exist and allows every way to sign in",
			},
			{
				ID: "7p3d9f5s1a8w2e6r4t0y7u1idp", Name: "demo-public",
				Flows: demoFlows("USER_AUTH"),
				Read:  demoReadable,
				Shows: "has no secret and tells which users exist",
			},
			{
				ID: "2s6r8p0o4n1l5y9k3j7h2g6fds", Name: "demo-srp-only",
				Flows: []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"}, Read: demoReadable,
				Shows: "does not allow sign-in with a plain password",
			},
		},
		Users: append(demoUsers(), demoSignInUsers()...),
	}
}

func demoUsers() []UserConfig {
	return []UserConfig{
		{Username: "ann@example.com", Attributes: verified("Ann Archer", "ann@example.com"),
			Shows: "confirmed: signs in"},
		{Username: "una@example.com", Status: "UNCONFIRMED",
			Attributes: []Attribute{{"name", "Una Underhill"}, {"email", "una@example.com"}},
			Shows:      "never confirmed: needs a code, ask for a fresh one"},
		{Username: "rita@example.com", Status: "RESET_REQUIRED", Attributes: verified("Rita Reyes", "rita@example.com"),
			Shows: "an administrator reset the password: must choose a new one"},
		{Username: "dan@example.com", Disabled: true, Attributes: verified("Dan Dorsey", "dan@example.com"),
			Shows: "disabled: refused even with the right password"},
		{Username: "fay@example.com", Status: "FORCE_CHANGE_PASSWORD", Attributes: verified("Fay Fischer", "fay@example.com"),
			Shows: "invited: must replace the temporary password"},
		{Username: "ted@example.com", Status: "FORCE_CHANGE_PASSWORD", PasswordAge: 8 * 24 * time.Hour,
			Attributes: verified("Ted Turner", "ted@example.com"),
			Shows:      "invited 8 days ago: the temporary password has expired"},
		{Username: "nora@example.com",
			Attributes: []Attribute{{"name", "Nora Novak"}, {"email", "nora@example.com"}, {"email_verified", "false"}},
			Shows:      "no verified address: a reset code can't be sent (demo-app hides that)"},
		{Username: "gus@example.com", Groups: []string{"admins", "support"},
			Attributes: verified("Gus Garcia", "gus@example.com", verifiedPhone("+15550101234")...),
			Shows:      "in the groups admins and support"},
	}
}

func demoAliasPool() PoolConfig {
	return PoolConfig{
		ID: "us-east-1_AliasPool", Name: "AliasPool",
		Policy: demoPolicy(), CaseInsensitive: true,
		AliasAttributes: []string{"email", "phone_number"},
		AutoVerified:    []string{"email"},
		Recovery:        []string{"verified_email", "verified_phone_number"},
		Clients: []ClientConfig{{
			ID: "5a9l1i3a7s2p4o8o6l0c5l9idn", Name: "alias-app",
			Flows: demoFlows(),
			Read:  demoReadable,
			Shows: "email and phone are aliases: a user name may not look like one",
		}},
		Users: []UserConfig{
			{Username: "olga", Attributes: []Attribute{{"email", "shared@example.com"}, {"email_verified", "true"}},
				Shows: "signs in as olga or as shared@example.com"},
			{Username: "otto", Status: "UNCONFIRMED", Attributes: []Attribute{{"email", "shared@example.com"}},
				Shows: "unconfirmed, with an address that is olga's alias: confirming finds it taken"},
		},
	}
}

func demoEmailPool() PoolConfig {
	return PoolConfig{
		ID: "us-east-1_EmailPool", Name: "EmailPool",
		Policy: demoPolicy(), CaseInsensitive: true,
		UsernameAttributes: []string{"email"},
		AutoVerified:       []string{"email"},
		Recovery:           []string{"verified_email"},
		Schema:             []SchemaAttribute{{Name: "name", Required: true}, {Name: "custom:team"}},
		Clients: []ClientConfig{{
			ID: "3e7m1a9i5l2p8o4o6l0c3l7iep", Name: "email-app",
			Flows: demoFlows(),
			Shows: "the email is the user name, and a name is required at sign-up",
		}},
		Users: []UserConfig{{
			Username:   "eve@example.com",
			Attributes: []Attribute{{"name", "Eve Evans"}, {"email_verified", "true"}},
			Shows:      "her user name is a UUID; she signs in with her email",
		}, {
			Username: "ned@example.com", Status: "FORCE_CHANGE_PASSWORD",
			Attributes: []Attribute{{"email_verified", "true"}},
			Shows:      "invited without the required name: asked for it with the new password",
		}},
	}
}
