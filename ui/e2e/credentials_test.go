//go:build unix

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/localpool"
)

// A credential_process has neither the keyboard nor the terminal, not even by
// asking the system for it; what it says is told as the cause.
func TestCredentialProcessIsKeptFromTheTerminal(t *testing.T) {
	dir := t.TempDir()
	script, config, ran := filepath.Join(dir, "process.sh"), filepath.Join(dir, "config"), filepath.Join(dir, "ran")
	text := "echo the-cause >&2\n(echo LEAK-TTY > /dev/tty) 2> /dev/null\nif read line; then echo LEAK-READ > " + ran +
		".read; fi\necho LEAK-OUT\necho x > " + ran + "\nexit 1\n"
	for path, text := range map[string]string{script: text, config: "[profile p]\ncredential_process = sh " + script + "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := serve(t)
	cmd := exec.Command(program)
	cmd.Env = append(cmd.Env, "AWS_CONFIG_FILE="+config, "AWS_PROFILE=p", "PATH="+os.Getenv("PATH"))
	for setting, value := range pool.settings {
		if setting != "AWS_ACCESS_KEY_ID" && setting != "AWS_SECRET_ACCESS_KEY" {
			cmd.Env = append(cmd.Env, setting+"="+value)
		}
	}
	term := startCommand(t, 80, 24, cmd)
	term.see(home...)
	there := func(path string) bool { _, err := os.Stat(path); return err == nil }
	for began := time.Now(); !there(ran); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatal("the process doesn't run")
		}
	}
	if strings.Contains(term.output(), "the-cause") {
		t.Error("what it says is on the terminal, unasked")
	}
	term.press("6")
	term.see("User pool id")
	term.press(strings.Repeat(tab, 7) + enter)
	term.see("Choose a pool", "The credential_process of the profile “p” failed.", "It said: the-cause.")
	if there(ran + ".read") {
		t.Error("it reads what is typed")
	}
	for _, leak := range []string{"LEAK-TTY", "LEAK-OUT"} {
		if strings.Contains(term.output(), leak) {
			t.Errorf("%s is on the terminal", leak)
		}
	}
	term.press(ctrlC)
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	term.restored()
}

// poolsAt keeps a pools file in the configuration folder of a home.
func poolsAt(t *testing.T, text string) (home string) {
	t.Helper()
	home = t.TempDir()
	folder := filepath.Join(home, ".config", "cognito-tui")
	if runtime.GOOS == "darwin" {
		folder = filepath.Join(home, "Library", "Application Support", "cognito-tui")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "pools.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return home
}

// A pool opens by its name, with the secret that the service gives.
func TestNamedPoolOpens(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("the Keychain of whoever runs this would be asked")
	}
	pool := serve(t)
	client := localpool.New(localpool.Demo()).Clients()[0]
	home := poolsAt(t,
		"[shop]\nregion = \""+pool.settings["AWS_REGION"]+"\"\nuser_pool_id = \""+client.PoolID+"\"\nclient_id = \""+client.ClientID+
			"\"\nendpoint = \""+pool.settings["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"]+"\"\n")
	cmd := exec.Command(program, "--pool", "shop")
	cmd.Env = []string{"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere/to/be/found",
		"AWS_ACCESS_KEY_ID=x", "AWS_SECRET_ACCESS_KEY=x"}
	term := startCommand(t, 120, 40, cmd)
	term.see("NOT AWS", "· shop ·", "· secret")
	term.press("3")
	term.see("Email or username", "Method")
	term.press("gus@example.com" + enter + localpool.DemoPassword + enter)
	term.see("as gus@example.com")
	term.quits("the sign-in")
	term.exit()
	keepsSecret(t, term, client.Secret)
}

func TestNamedPoolThatDoesNotOpen(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"no such name":  {"[shop]\n[staff]\n", "there are: shop, staff"},
		"a secret":      {"[shop]\nclient_secret = \"hidden-1\"\n", "line 2"},
		"a broken file": {"[shop\nregion = \"hidden-1\"\n", "isn't TOML"},
	} {
		cmd := exec.Command(program, "--pool", "nope")
		cmd.Env = []string{"HOME=" + poolsAt(t, c.text)}
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		_ = cmd.Run()
		if code := cmd.ProcessState.ExitCode(); code != 2 || out.Len() > 0 || !strings.Contains(errs.String(), c.says) ||
			strings.Contains(errs.String(), "hidden-1") {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out.String(), errs.String())
		}
	}
}
