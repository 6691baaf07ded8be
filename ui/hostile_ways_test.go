package ui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
)

// hostileChallenge is a whole challenge whose every text is hostile.
func hostileChallenge(name, text string) members {
	list := func(texts ...string) string { return jsonText(texts, text) }
	parameters := map[string]string{"USER_ID_FOR_SRP": text, "USERNAME": text}
	answer := members{"ChallengeName": name, "Session": text, "ChallengeParameters": parameters}
	switch name {
	case "SMS_MFA", "EMAIL_OTP", "SMS_OTP":
		parameters["CODE_DELIVERY_DELIVERY_MEDIUM"], parameters["CODE_DELIVERY_DESTINATION"] = text, text
	case "SOFTWARE_TOKEN_MFA":
		parameters["FRIENDLY_DEVICE_NAME"] = text
	case "SELECT_MFA_TYPE":
		parameters["MFAS_CAN_CHOOSE"] = list(text, "SMS_MFA", text+text)
	case "MFA_SETUP":
		parameters["MFAS_CAN_SETUP"] = list(text, "EMAIL_OTP", "SOFTWARE_TOKEN_MFA")
	case "NEW_PASSWORD_REQUIRED":
		parameters["requiredAttributes"] = list("userAttributes."+text, text, "userAttributes.birthdate")
		parameters["userAttributes"] = jsonText(map[string]string{text: text}, text)
	case "CUSTOM_CHALLENGE":
		for i := range 12 {
			parameters[fmt.Sprint(i, text)] = text
		}
		parameters["question"] = text
	case "SELECT_CHALLENGE":
		answer["AvailableChallenges"] = []string{text, "PASSWORD", "WEB_AUTHN", "EMAIL_OTP"}
	case "WEB_AUTHN":
		answer["AvailableChallenges"] = []string{"WEB_AUTHN", text, "PASSWORD"}
	}
	return answer
}

// TestHostileChallenges meets every challenge with hostile texts, types the same
// into its fields, and is refused with them.
func TestHostileChallenges(t *testing.T) {
	t.Parallel()
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				d := evilDriver(t, e, evilPool{text})
				for _, name := range slices.Sorted(maps.Keys(wholeChallenges)) {
					if name == "PASSWORD_VERIFIER" {
						continue // the program answers it
					}
					e.asks(hostileChallenge(name, text))
					d.follow(wantSignIn{user: "ann@example.com", password: "Passw0rd!"})
					d.submit()
					d.waits()
					if _, ok := d.app.top().(*signIn); ok {
						t.Fatalf("%s doesn't come to its screen:\n%s", name, d.screen())
					}
					d.sound(name)
					d.press("f1")
					d.sound(name + ", help")
					d.press("esc")
					e.asks(nil)
					e.set("UserLambdaValidationException", "Trigger failed with error %s.", false)
					if form := formOf(d.app.top()); form != nil && len(form.Fields) > 0 {
						d.typeHostile(name, text)
					}
					d.press("enter")
					d.waits()
					d.sound(name + ", refused")
					e.set("", "", false)
				}
			})
		})
	}
}

// TestHostileSetUp sets up an authenticator and an address by keys on a service
// whose texts are hostile.
func TestHostileSetUp(t *testing.T) {
	t.Parallel()
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				d := evilDriver(t, e, nil)
				for _, label := range []string{"Authenticator app", "Code by email"} {
					e.asks(hostileChallenge("MFA_SETUP", text))
					d.follow(wantSignIn{user: text, password: "Passw0rd!"})
					d.set("username", "ann@example.com")
					d.submit()
					d.waits()
					d.choose(label)
					d.waits()
					d.sound(label)
					e.set("EnableSoftwareTokenMFAException", "%s", false)
					d.typeHostile(label, text)
					e.set("", "", false)
				}
			})
		})
	}
}

// TestHostileSecret is given a secret that an authenticator would not take.
func TestHostileSecret(t *testing.T) {
	t.Parallel()
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				e := &evil{text: text, secret: text}
				d := evilDriver(t, e, nil)
				e.asks(hostileChallenge("MFA_SETUP", text))
				d.follow(wantSignIn{user: "ann@example.com", password: "Passw0rd!"})
				d.submit()
				d.waits()
				d.choose("Authenticator app")
				d.waits()
				if failure := formScreenOf(d.app.top()).failure; failure == nil || failure.Kind != cognito.BadChallenge || !strings.Contains(d.screen(), "SecretCode") {
					t.Errorf("the secret is taken:\n%s", d.screen())
				}
				d.sound("a hostile secret")
			})
		})
	}
}
