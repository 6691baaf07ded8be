//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"
)

// The same screens over the network: settings from the environment, an endpoint
// in front of which nobody is signed in to AWS, and a metadata service that
// accepts and never answers, as on some laptops' networks. None of it may be
// waited for or spoken of.
func TestEndpointWithoutAWSCredentials(t *testing.T) {
	const (
		name     = "endpoint@example.com"
		password = "Over-the-Net-7!"
	)
	pool := serve(t)
	hanging, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer hanging.Close()

	cmd := exec.Command(program)
	cmd.Env = append(cmd.Env, "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://"+hanging.Addr().String())
	for setting, value := range pool.settings {
		if setting != "AWS_ACCESS_KEY_ID" && setting != "AWS_SECRET_ACCESS_KEY" {
			cmd.Env = append(cmd.Env, setting+"="+value)
		}
	}
	term := startCommand(t, 80, 24, cmd)
	term.see(home...)
	if strings.Contains(term.screen(), "LOCAL POOL") {
		t.Error("an endpoint was given, yet the embedded pool opened")
	}
	term.press("1")
	term.see("Email or username", "Repeat password")
	term.press(name + enter + password + enter + password + enter)
	term.see("Enter a code", "Confirm", name)
	term.press(sent(t, pool, name) + enter)
	term.see("The account is confirmed")
	term.press(enter)
	term.see("as " + name)
	term.quits("the sign-in")
	if code := term.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	term.restored()
	keepsSecret(t, term, password, pool.settings["COGNITO_CLIENT_SECRET"], "eyJ")
}

// sent is the newest code that the served pool sent to an address.
func sent(t *testing.T, pool *served, to string) string {
	t.Helper()
	endpoint := pool.settings["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"]
	answer, err := http.Get(fmt.Sprintf("%s/_local/messages?to=%s", endpoint, url.QueryEscape(to)))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var messages []struct{ To, Medium, Kind, Code string }
	if err := json.NewDecoder(answer.Body).Decode(&messages); err != nil {
		t.Fatal(err)
	}
	if len(messages) == 0 {
		t.Fatalf("nothing was sent to %s", to)
	}
	return messages[len(messages)-1].Code
}
