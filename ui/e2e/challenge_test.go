//go:build unix

package e2e

import (
	"os/exec"
	"runtime"
	"testing"

	"cognito-tui/cognito/localpool"
)

// overTheNetwork starts the program on a served pool's app client, without AWS
// credentials.
func overTheNetwork(t *testing.T, pool *served, client string) *terminal {
	t.Helper()
	cmd := exec.Command(program)
	cmd.Env = append(cmd.Env, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere/to/be/found") // the keyring of whoever runs this is left alone
	for _, c := range localpool.New(localpool.Demo()).Clients() {
		if c.Name == client {
			cmd.Env = append(cmd.Env, "COGNITO_USER_POOL_ID="+c.PoolID, "COGNITO_CLIENT_ID="+c.ClientID, "COGNITO_CLIENT_SECRET="+c.Secret)
		}
	}
	for _, setting := range []string{"AWS_REGION", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"} {
		cmd.Env = append(cmd.Env, setting+"="+pool.settings[setting])
	}
	return startCommand(t, 80, 24, cmd)
}

func (t *terminal) signsIn(name string) {
	t.tb.Helper()
	t.press("3")
	t.see("Email or username", "Method")
	t.press(name + enter + localpool.DemoPassword + enter)
}

// A code by text message is asked for, wrong and right, over the network.
func TestSecondFactorOverTheNetwork(t *testing.T) {
	pool := serve(t)
	term := overTheNetwork(t, pool, "demo-app")
	term.see(home...)
	term.signsIn("sam@example.com")
	term.see("Enter the sign-in code", "by SMS", "The sign-in waits 2:")
	term.press("000000" + enter)
	term.see("That code isn't right", "CodeMismatchException")
	term.press(sent(t, pool, "+15550102345") + enter)
	term.see("as sam@example.com")
	term.quits("the sign-in")
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	term.restored()
	keepsSecret(t, term, localpool.DemoPassword, "eyJ")
}

// Where no keyring answers, a device is remembered for this run: the second
// sign-in proves it.
func TestDeviceOverTheNetwork(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("the Keychain of whoever runs this would be written to")
	}
	term := overTheNetwork(t, serve(t), "device-app")
	term.see(home...)
	term.signsIn("del@example.com")
	term.see("Remember this device?", "can stand for the second factor") // it is confirmed by then
	term.press(enter)
	term.see("This device is remembered, for this run only")
	toHome(term)
	term.signsIn("del@example.com")
	term.see("This remembered device proved itself")
	term.quits("the sign-in")
	term.exit()
	term.restored()
}

// An authenticator's code on the embedded pool is one key away.
func TestAuthenticatorOfTheEmbeddedPool(t *testing.T) {
	term := start(t)
	term.see(home...)
	term.signsIn("tom@example.com")
	term.see("authenticator app", "ctrl+y fill in")
	term.press(ctrlY)
	term.within(patience, "the code filled in", func() bool { return filled.MatchString(term.screen()) })
	term.press(enter)
	term.see("as tom@example.com")
	term.press(ctrlC)
	term.exit()
	term.restored()
}
