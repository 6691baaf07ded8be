package localpool

import (
	"bytes"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"

	"cognito-tui/cognito/srp"
)

const strangeDevice = "us-east-1_00000000-0000-4000-8000-000000000000"

// TestDeviceIsJudgedLast: what is wrong with the sign-in itself is told first,
// and a pool without devices ignores the key.
func TestDeviceIsJudgedLast(t *testing.T) {
	tests := []struct {
		rule, client, user, password string
		code, text                   string // "" for tokens
	}{
		{"a wrong password", "device-app", "del@example.com", "wrong", "NotAuthorized", "Incorrect username or password."},
		{"the right one", "device-app", "del@example.com", DemoPassword, "ResourceNotFound", "Device does not exist."},
		{"the right one, with MFA", "device-app", "dora@example.com", DemoPassword, "ResourceNotFound", "Device does not exist."},
		{"nobody", "mfa-app", "who@example.com", DemoPassword, "NotAuthorized", "Incorrect username or password."},
		{"no devices", "demo-app", "ann@example.com", DemoPassword, "", ""},
		{"no devices, disabled", "demo-app", "dan@example.com", DemoPassword, "NotAuthorized", "User is disabled."},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := newTester(t)
			given := map[string]string{"PASSWORD": tt.password, "DEVICE_KEY": strangeDevice}
			w := x.walk(tt.client, tt.user).begin("USER_PASSWORD_AUTH", given)
			if tt.code == "" {
				w.done()
			} else {
				w.no(tt.code, tt.text)
			}
		})
	}
}

// TestDevicePresentedLate: the key may come with a later answer first. One that
// the user doesn't have is refused before the answer is judged, which can then
// be given without it.
func TestDevicePresentedLate(t *testing.T) {
	x := poolWith(t, "us-east-1_DevicePool", func(p *PoolConfig) {
		p.Devices, p.DeviceSkipsMFA = "always", false
		p.Clients[0].Flows = append(p.Clients[0].Flows, "ALLOW_CUSTOM_AUTH")
		p.Custom = func(s CustomState) CustomStep { return CustomStep{Done: len(s.Rounds) == 1} }
	})
	d, _ := x.signedIn("device-app", "del@example.com").confirm()
	other, _ := x.signedIn("device-app", "dora@example.com").confirm()
	x.s.Advance(totpStep * 1e9)

	// With PASSWORD_VERIFIER.
	c, w := newSRP(t), x.walk("device-app", "del@example.com")
	w.begin("USER_SRP_AUTH", map[string]string{"SRP_A": c.A()}).at("PASSWORD_VERIFIER")
	given := w.prove(c, srp.Identity{Group: "DevicePool", User: "del@example.com"}, DemoPassword)
	given["DEVICE_KEY"] = strangeDevice
	w.respond("PASSWORD_VERIFIER", given).no("ResourceNotFound", "Device does not exist.")
	given["DEVICE_KEY"] = d.User
	w.respond("PASSWORD_VERIFIER", given).device(d).done()

	// With a second factor, which an unknown device doesn't spend.
	w = x.walk("device-app", "dora@example.com").password(DemoPassword).at("SOFTWARE_TOKEN_MFA")
	answer := map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp(), "DEVICE_KEY": d.User}
	w.respond("SOFTWARE_TOKEN_MFA", answer).no("ResourceNotFound", "Device does not exist.")
	answer["DEVICE_KEY"] = other.User
	w.respond("SOFTWARE_TOKEN_MFA", answer).device(other).done()

	// With CUSTOM_CHALLENGE.
	w = x.walk("device-app", "del@example.com").begin("CUSTOM_AUTH", nil).at("CUSTOM_CHALLENGE")
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "", "DEVICE_KEY": strangeDevice}).no("ResourceNotFound", "")
	w.respond("CUSTOM_CHALLENGE", map[string]string{"ANSWER": "", "DEVICE_KEY": d.User}).device(d).done()

	// Another than before is refused.
	w = x.walk("device-app", "dora@example.com").passwordAnd(other).at("SOFTWARE_TOKEN_MFA")
	x.s.Advance(totpStep * 1e9)
	w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp(), "DEVICE_KEY": strangeDevice}).no(
		"ResourceNotFound", "")
	w.respond("SOFTWARE_TOKEN_MFA", map[string]string{"SOFTWARE_TOKEN_MFA_CODE": w.totp()}).device(other).done()
}

// TestDeviceProofWithoutMFA: a remembered device proves itself where no second
// factor is due, whatever it stands for.
func TestDeviceProofWithoutMFA(t *testing.T) {
	for _, skips := range []bool{true, false} {
		x := poolWith(t, "us-east-1_DevicePool", func(p *PoolConfig) { p.Devices, p.DeviceSkipsMFA = "always", skips })
		d, _ := x.signedIn("device-app", "del@example.com").confirm()
		x.walk("device-app", "del@example.com").passwordAnd(d).device(d).done()
	}
}

// TestDeviceForgottenInMidDialogue is refused at either step of its proof.
func TestDeviceForgottenInMidDialogue(t *testing.T) {
	x := poolWith(t, "us-east-1_DevicePool", func(p *PoolConfig) { p.Devices = "always" })
	for _, step := range []string{"DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"} {
		in := x.signedIn("device-app", "del@example.com")
		d, _ := in.confirm()
		c, w := newSRP(t), x.walk("device-app", "del@example.com")
		given := map[string]string{"DEVICE_KEY": d.User, "SRP_A": c.A()}
		w.passwordAnd(d).at("DEVICE_SRP_AUTH")
		if step == "DEVICE_PASSWORD_VERIFIER" {
			w.respond("DEVICE_SRP_AUTH", given).at(step)
			given = w.prove(c, d.Identity, d.password)
			given["DEVICE_KEY"] = d.User
		}
		x.ok("ForgetDevice", object{"AccessToken": in.access(), "DeviceKey": d.User})
		for range 2 {
			w.respond(step, given).no("ResourceNotFound", "Device does not exist.")
		}
	}
}

// TestHostileDeviceProofs is the table of what a device may not answer.
func TestHostileDeviceProofs(t *testing.T) {
	x := poolWith(t, "us-east-1_DevicePool", func(p *PoolConfig) { p.Devices = "always" })
	d, _ := x.signedIn("device-app", "del@example.com").confirm()
	c, w := newSRP(t), x.walk("device-app", "del@example.com").passwordAnd(d)
	for _, a := range []string{"0", groupPrime, "xyz", "-1", strings.Repeat("f", 2000)} {
		w.respond("DEVICE_SRP_AUTH", map[string]string{"DEVICE_KEY": d.User, "SRP_A": a}).no("InvalidParameter", "SRP_A")
	}
	w.respond("DEVICE_SRP_AUTH", map[string]string{"SRP_A": c.A()}).no("InvalidParameter", "Missing required parameter DEVICE_KEY")
	w.respond("DEVICE_SRP_AUTH", map[string]string{"DEVICE_KEY": d.User, "SRP_A": c.A()}).at("DEVICE_PASSWORD_VERIFIER")
	right := w.prove(c, d.Identity, d.password)
	right["DEVICE_KEY"] = d.User
	for _, tt := range []struct{ key, value, code string }{
		{"PASSWORD_CLAIM_SIGNATURE", "AAAA", "NotAuthorized"},
		{"PASSWORD_CLAIM_SIGNATURE", "#", "NotAuthorized"},
		{"PASSWORD_CLAIM_SECRET_BLOCK", "#", "InvalidParameter"},
		{"PASSWORD_CLAIM_SECRET_BLOCK", "AAAA", "NotAuthorized"},
		{"TIMESTAMP", "now", "InvalidParameter"},
		{"DEVICE_KEY", strangeDevice, "ResourceNotFound"},
	} {
		given := map[string]string{}
		for k, v := range right {
			given[k] = v
		}
		given[tt.key] = tt.value
		w.respond("DEVICE_PASSWORD_VERIFIER", given).no(tt.code, "")
	}
	w.respond("DEVICE_PASSWORD_VERIFIER", right).done()
}

// TestVerifierBelowTheModulus: a device's verifier is a number of the group.
func TestVerifierBelowTheModulus(t *testing.T) {
	n, _ := new(big.Int).SetString(groupPrime, 16)
	x := newTester(t)
	w := x.signedIn("device-app", "del@example.com")
	_, body := x.secretFor(w.access(), w.offered())
	for _, verifier := range [][]byte{n.Bytes(), bytes.Repeat([]byte{0xff}, 384)} {
		body["DeviceSecretVerifierConfig"].(object)["PasswordVerifier"] = base64.StdEncoding.EncodeToString(verifier)
		x.refused("ConfirmDevice", body, "InvalidParameter", "Invalid device secret verifier given.")
	}
}

// TestConfirmDeviceOfAnEchoedAlias: an alias echoed at any challenge, once the
// pool has told its own name, counts.
func TestConfirmDeviceOfAnEchoedAlias(t *testing.T) {
	x := poolWith(t, aliasPool, func(p *PoolConfig) {
		p.Devices, p.MFA, p.EmailMFA = "always", "OPTIONAL", true
		p.Users[0].MFA = []string{"EMAIL_OTP"}
	})
	for _, echoed := range []string{"olga", "OLGA", "shared@example.com"} {
		w := x.walk("alias-app", "shared@example.com").password(DemoPassword).at("EMAIL_OTP")
		w.name = echoed
		w.respond("EMAIL_OTP", map[string]string{"EMAIL_OTP_CODE": x.code("shared@example.com")})
		_, body := x.secretFor(w.access(), w.offered())
		if a := x.call("ConfirmDevice", body); (a.code == "") != (echoed != "shared@example.com") {
			t.Errorf("%s: %s %s", echoed, a.code, a.message)
		}
	}
}
