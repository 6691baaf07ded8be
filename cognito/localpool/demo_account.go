package localpool

import "time"

const day = 24 * time.Hour

// demoAccountPool is for what a signed-in user does with the own account: new
// addresses wait for a code, earlier passwords are refused, refresh tokens rotate.
func demoAccountPool() PoolConfig {
	policy := demoPolicy()
	policy.History = 3
	id := func(value string) Attribute { return Attribute{"custom:employee", value} }
	return PoolConfig{
		ID: "us-east-1_AccountPool", Name: "AccountPool",
		Policy: policy, CaseInsensitive: true,
		AliasAttributes: []string{"email"},
		AutoVerified:    []string{"email", "phone_number"},
		VerifyFirst:     []string{"email", "phone_number"},
		Recovery:        []string{"verified_email", "verified_phone_number"},
		Schema:          []SchemaAttribute{{Name: "custom:team"}, {Name: "custom:employee", Immutable: true}},
		MFA:             "OPTIONAL", TOTPMFA: true,
		FirstFactors: []string{"PASSWORD", "EMAIL_OTP", "WEB_AUTHN"},
		Clients: []ClientConfig{
			{
				ID: "6a1c9c3o5u7n2t8a4p0p6w1e3b", Name: "account-app",
				Flows: demoFlows("USER_AUTH"),
				Shows: "lets the user write every attribute; a new email waits for its code",
			},
			{
				ID: "1r5o9t3a7t2i6o0n4a8p1p5k9x", Name: "rotation-app",
				Secret:   "0r4o8t2a6t0i4o8n2k6e0y4s8z2q6w0e4r8t2y6u0i4rotationapp",
				Flows:    []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"},
				Rotation: true, RotationGrace: 10 * time.Second, AccessValidity: 5 * time.Minute, IDValidity: 5 * time.Minute,
				Shows: "rotates refresh tokens: the old one works for 10 s more; tokens last 5 minutes",
			},
			{
				ID: "3l8i2m6i0t4e8d2a6p0p4c8h2s", Name: "limited-app",
				Flows: demoFlows(),
				Read:  append([]string{"custom:team", "custom:employee"}, demoReadable...),
				Write: []string{"name", "nickname", "locale", "zoneinfo"},
				Shows: "lets the user write the name and little else",
			},
		},
		Users: []UserConfig{
			{Username: "penny", Attributes: verified("Penny Page", "penny@example.com", id("1001")),
				Pending: []Attribute{{"email", "penny.page@example.com"}},
				Shows:   "a new email waits for its code: ask for one; the old email works until then"},
			{Username: "perry", Attributes: verified("Perry Poole", "perry@example.com", id("1002")),
				Pending: []Attribute{{"email", "ray@example.com"}},
				Shows:   "the new email that waits is ray's: verifying it finds it taken"},
			{Username: "ray", Attributes: verified("Ray Rhodes", "ray@example.com", id("1003"), Attribute{"custom:team", "blue"}),
				Shows: "may change only the name and the like through limited-app, and the employee number nowhere"},
			{Username: "kay", Attributes: verified("Kay Keller", "kay@example.com", id("1004")),
				Passkeys: []PasskeyConfig{
					{Name: "Kay's laptop", Attachment: "platform", Transports: []string{"internal"}, Age: 60 * day},
					{Name: "Kay's phone", Attachment: "cross-platform", Transports: []string{"hybrid", "internal"}, Age: 30 * day},
					{Name: "blue security key", Attachment: "cross-platform", Transports: []string{"usb", "nfc"}, Age: 3 * day},
				},
				Shows: "three passkeys to list and delete"},
		},
	}
}
