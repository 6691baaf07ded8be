package localpool

import "time"

// The authenticators of Demo's users, fixed like everything in it.
const (
	demoTOTPTom  = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
	demoTOTPMax  = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	demoTOTPTara = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"
	demoTOTPDora = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"
	demoTOTPTheo = "NBSWY3DPEB3W64TMNBSWY3DPEB3W64TM"
)

// demoSignInUsers are the users of the first pool who show a way to sign in.
func demoSignInUsers() []UserConfig {
	return []UserConfig{
		{Username: "tom@example.com", Attributes: verified("Tom Tanner", "tom@example.com"),
			TOTPSecret: demoTOTPTom, MFA: []string{"SOFTWARE_TOKEN_MFA"}, PreferredMFA: "SOFTWARE_TOKEN_MFA",
			Shows: "second factor: a code of an authenticator app"},
		{Username: "sam@example.com", Attributes: verified("Sam Stone", "sam@example.com", verifiedPhone("+15550102345")...),
			MFA: []string{"SMS_MFA"}, PreferredMFA: "SMS_MFA", Shows: "second factor: a code by text message"},
		{Username: "mia@example.com", Attributes: verified("Mia Moreau", "mia@example.com"),
			MFA: []string{"EMAIL_OTP"}, PreferredMFA: "EMAIL_OTP", Shows: "second factor: a code by email"},
		{Username: "max@example.com", Attributes: verified("Max Mercer", "max@example.com", verifiedPhone("+15550103456")...),
			TOTPSecret: demoTOTPMax, MFA: []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"},
			Shows: "two second factors and none preferred: chooses one"},
		{Username: "pat@example.com", NoPassword: true, Attributes: verified("Pat Perry", "pat@example.com"),
			Flow: "USER_AUTH", Shows: "has no password: signs in with a code by email (USER_AUTH)"},
		{Username: "pia@example.com", Passkeys: []PasskeyConfig{
			{Name: "Pia's laptop", Attachment: "platform", Transports: []string{"internal"}},
		}, Attributes: verified("Pia Prince", "pia@example.com"),
			Flow: "USER_AUTH", Shows: "has a passkey too, which needs a browser (USER_AUTH)"},
		{Username: "cal@example.com",
			Attributes: verified("Cal Carter", "cal@example.com",
				append(verifiedPhone("+15550104567"), Attribute{"family_name", "Carter"})...),
			Flow: "CUSTOM_AUTH", Shows: "custom challenge (CUSTOM_AUTH): answers Carter, then 4567"},
	}
}

func demoMFAPool() PoolConfig {
	return PoolConfig{
		ID: "us-east-1_MfaPool", Name: "MfaPool",
		Policy: demoPolicy(), CaseInsensitive: true,
		AutoVerified: []string{"email"},
		Recovery:     []string{"verified_email", "verified_phone_number"},
		MFA:          "ON", SMSMFA: true, TOTPMFA: true, EmailMFA: true,
		Devices: "always", DeviceSkipsMFA: true,
		Clients: []ClientConfig{{
			ID: "8m2f4a6p1o3o5l7m9f0a2a4p6p", Name: "mfa-app",
			Secret: "0c3m7f1a9x5k2v8b4n6z1q3w5e7r9t0y2u4i6o8p1a3s5d7mfaapp",
			Flows:  append(demoFlows("USER_AUTH"), "ALLOW_ADMIN_USER_PASSWORD_AUTH"), HideMissingUsers: true, Read: demoReadable,
			AuthSession: 10 * time.Minute, // to find the phone and the app on it
			Shows:       "a second factor is required, and devices are remembered always",
		}},
		Users: []UserConfig{
			{Username: "ida@example.com", Attributes: verified("Ida Ingram", "ida@example.com"),
				Shows: "has no second factor yet: sets one up at sign-in"},
			{Username: "tara@example.com", Attributes: verified("Tara Tully", "tara@example.com"),
				TOTPSecret: demoTOTPTara, MFA: []string{"SOFTWARE_TOKEN_MFA"}, PreferredMFA: "SOFTWARE_TOKEN_MFA",
				Shows: "authenticator app; a remembered device stands for it"},
		},
	}
}

func demoDevicePool() PoolConfig {
	return PoolConfig{
		ID: "us-east-1_DevicePool", Name: "DevicePool",
		Policy: demoPolicy(), CaseInsensitive: true,
		AutoVerified: []string{"email"},
		Recovery:     []string{"verified_email"},
		MFA:          "OPTIONAL", TOTPMFA: true,
		Devices: "ask", DeviceSkipsMFA: true,
		Clients: []ClientConfig{{
			ID: "9d1e3v5i7c9e2p4o6o8l0a1p3p", Name: "device-app",
			Flows: demoFlows("USER_AUTH"), Read: demoReadable,
			Shows: "devices are remembered where the user says so",
		}},
		Users: []UserConfig{
			{Username: "dora@example.com", Attributes: verified("Dora Doyle", "dora@example.com"),
				TOTPSecret: demoTOTPDora, MFA: []string{"SOFTWARE_TOKEN_MFA"}, PreferredMFA: "SOFTWARE_TOKEN_MFA",
				Shows: "authenticator app; a remembered device stands for it"},
			{Username: "del@example.com", Attributes: verified("Del Drummond", "del@example.com"),
				Shows: "no second factor: the device proves itself all the same"},
			{Username: "dev@example.com", Attributes: verified("Dev Dalal", "dev@example.com"),
				Devices: []DeviceConfig{
					{Name: "laptop", Remembered: true, Age: 90 * day},
					{Name: "phone", Remembered: true, Age: 12 * day},
					{Name: "library computer", Age: 2 * day},
				},
				Shows: "three devices to list and forget, two of them remembered"},
		},
	}
}
