package ui

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/session"
	"cognito-tui/cognito/token"
)

// workbenchOf signs a user in and opens the tokens.
func workbenchOf(t testing.TB, client, user string) *driver {
	t.Helper()
	d := newDriver(t, client)
	d.signIn(user)
	d.press("enter")
	d.waits()
	d.on("workbench")
	return d
}

func TestTokensAreVerifiedAndMasked(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "gus@example.com")
		set := d.app.env.Session.Tokens()
		d.sees("Verified: the pool signed it", "✓ Signature", "✓ Issuer", "✓ Audience", "✓ Token use", "✓ Expiry",
			"RS256", "- admins", "- support", "in 1 h")
		d.lacks(set.ID[:30], set.Access[:30], set.Refresh[:30])
		d.press("s")
		d.sees(set.ID[:30])
		d.press("right")
		d.lacks(set.ID[:30], set.Access[:30])
		d.sees("✓ Client id", "aws.cognito.signin.user.admin")
		d.press("right")
		d.sees("encrypted for the pool alone", "Rotation", "off: the same one")
		d.press("right")
		d.sees("token_use               ≠ id", "sub                     =")
	})
}

// The marks stand between the name and the values.
func TestClaimsSideBySide(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "gus@example.com")
		id, _ := token.Decode(jwtOf(`{"sub":"a","same":"x","only":"y","list":["p","q"]}`))
		access, _ := token.Decode(jwtOf(`{"sub":"b","same":"x","other":"z","list":["p"]}`))
		text := compareLines(d.app.env, id, access, 76)
		for name, want := range map[string]string{"sub": "≠", "same": "=", "only": "–", "other": "–", "list": "≠"} {
			if line := lineOf(text, name); !strings.Contains(line, want) {
				t.Errorf("%s: %q, want %s", name, line, want)
			}
		}
	})
}

func TestRefreshByHand(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for client, rotates := range map[string]bool{"account-app": false, "rotation-app": true} {
			d := workbenchOf(t, client, "ray")
			before := d.app.env.Session.Tokens()
			d.pool.Advance(2 * time.Second)
			d.press("r")
			d.waits()
			after := d.app.env.Session.Tokens()
			if after.Access == before.Access || after.ID == before.ID {
				t.Errorf("%s: the tokens are the old ones", client)
			}
			if rotated := after.Refresh != before.Refresh; rotated != rotates {
				t.Errorf("%s: rotated: %v, want %v", client, rotated, rotates)
			}
			d.sees("✓ New ID", "Verified")
		}
	})
}

// A token that was rotated out elsewhere ends the session with a sentence.
func TestRefreshReused(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "rotation-app", "ray")
		old := d.app.env.Session.Tokens()
		d.press("r")
		d.waits()
		d.pool.Advance(time.Minute)
		set := d.app.env.Session.Tokens()
		set.Refresh = old.Refresh // another program holds the newer one
		d.app.env.Session = session.New("ray", cognito.SignedIn{Tokens: set})
		d.press("r")
		d.waits()
		d.on("signIn")
		d.sees("renewed elsewhere", "ray")
	})
}

func TestRevokeIsProved(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "ann@example.com")
		d.press("x")
		d.sees("Revoke the refresh token?", "y yes, n no")
		d.press("n")
		if d.app.env.Session.Revoked() {
			t.Fatal("no was taken for yes")
		}
		d.press("x", "esc") // esc answers no too
		d.on("workbench")
		if d.app.top().(*workbench).ask != nil || d.app.env.Session.Revoked() {
			t.Fatal("esc is no answer")
		}
		d.press("x", "y")
		d.waits()
		d.sees("✓ Revoked.", "✗ It was revoked here. r leads to the sign-in.", "✓ A refresh with it was refused: NotAuthorizedException")
		d.press("esc")
		pressIn(d, readAgain)
		d.waits()
		d.on("signIn") // the pool refuses the access token
	})
}

// TestRevocationNotProved: a fault of the refresh that follows proves nothing.
func TestRevocationNotProved(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "ann@example.com")
		d.pool.Fail("InitiateAuth", 9, "InternalErrorException", "")
		d.press("x", "y")
		d.waits()
		d.sees("✓ Revoked.", "? Whether it still works isn't known")
		d.lacks("✓ A refresh")
	})
}

// TestOneRefreshAtATime asks for new tokens by hand, by itself and on the way of a
// call, all at once: the pool is asked once, and the rotated token is kept.
func TestOneRefreshAtATime(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "rotation-app", "ray")
		who, env := d.app.env.Session, d.app.env
		before := who.Tokens()
		release := d.pool.Hold("GetTokensFromRefreshToken")
		answers := make(chan error, 3)
		for range cap(answers) {
			renew := renewal(env, before.Access)
			go func() { _, err := renew(t.Context()); answers <- err }()
		}
		release()
		for range cap(answers) {
			if err := <-answers; err != nil {
				t.Fatal(err)
			}
		}
		if n := d.calls("GetTokensFromRefreshToken"); n != 1 {
			t.Errorf("asked %d times", n)
		}
		if after := who.Tokens(); after.Refresh == before.Refresh || after.Access == before.Access {
			t.Error("the new tokens aren't kept")
		}
	})
}

// TestRefreshOutlivesItsScreen cancels a refresh on its way: the rotated token is
// kept all the same, and the session goes on.
func TestRefreshOutlivesItsScreen(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "rotation-app", "ray")
		before := d.app.env.Session.Tokens()
		release := d.pool.Hold("GetTokensFromRefreshToken")
		d.press("r")
		d.settleHeld()
		d.press("esc")
		release()
		d.waits()
		if d.app.env.Session == nil || d.app.env.Session.Tokens().Refresh == before.Refresh {
			t.Fatalf("the new tokens are lost:\n%s", d.screen())
		}
		d.pool.Advance(time.Minute)
		d.follow(wantTokens{})
		d.press("r")
		d.waits()
		d.on("workbench")
		d.sees("✓ New ID, access and refresh tokens")
	})
}

// TestRefreshOfTheRevoked leads to the sign-in, and says the one thing that is true.
func TestRefreshOfTheRevoked(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "ann@example.com")
		d.press("x", "y")
		d.waits()
		d.press("r")
		d.waits()
		d.on("signIn")
		d.sees("was revoked here; sign in again.", "ann@example.com")
		d.lacks("signed out")
	})
}

// TestTokensWhy explains what was refused on the screen of the tokens, and takes a
// way on from there.
func TestTokensWhy(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "ann@example.com")
		d.press("f3") // nothing was refused
		d.on("workbench")
		d.pool.Fail("InitiateAuth", 3, "TooManyRequestsException", "")
		d.press("r")
		d.waits()
		d.sees("too busy", "F3 why")
		d.press("f3")
		d.waits()
		d.on("whyScreen")
		d.sees("✓ Too many requests at once", "Try again")
		d.press("enter")
		d.waits()
		d.on("workbench")
		d.sees("✓ New ID and access tokens.")
		d.press("f3")
		d.on("workbench")
	})
}

// A refresh whose screen was left must not lose a rotated token, nor give it to
// whoever signed in since.
func TestRenewalIsKeptWhoeverAsked(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "rotation-app", "ray")
		who := d.app.env.Session
		before := who.Tokens()
		release := d.pool.Hold("GetTokensFromRefreshToken")
		d.press("r")
		d.settleHeld()
		d.press("esc")
		d.app.env.Session = session.New("other", cognito.SignedIn{})
		release()
		d.waits()
		if who.Tokens().Refresh == before.Refresh {
			t.Error("the new tokens were dropped with their screen")
		}
		if d.app.env.Session.Tokens() != (token.Set{}) {
			t.Error("another session got the tokens")
		}
	})
}

func TestAutoRefresh(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "rotation-app", "ray")
		tick := func() { d.send(tickMsg{}); d.waits(); d.settle() }
		before := d.app.env.Session.Tokens()
		d.pool.Advance(4*time.Minute + 30*time.Second)
		tick()
		if d.app.env.Session.Tokens() != before {
			t.Fatal("refreshed unasked")
		}
		d.press("a")
		d.sees("by itself")
		tick()
		if d.app.env.Session.Tokens().Access == before.Access {
			t.Fatal("not refreshed by itself")
		}
		renewed := d.app.env.Session.Tokens()
		tick()
		if d.app.env.Session.Tokens() != renewed {
			t.Error("refreshed again before it was due")
		}
		d.pool.Advance(4*time.Minute + 30*time.Second)
		d.pool.Fail("GetTokensFromRefreshToken", 1, "InternalErrorException", "no")
		tick()
		d.press("right")
		d.sees("Refreshing by itself was turned off")
		if d.app.env.Session.Auto() {
			t.Error("a refusal leaves it on")
		}
	})
}

func TestKeysThatCannotBeFetched(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signIn("ann@example.com")
		d.app.stack = append(d.app.stack, newWorkbench(d.app.env))
		s := d.app.top().(*workbench)
		s.keys = facts.Of[*token.Keys](nil, &cognito.Error{Op: "JWKS", Kind: cognito.NoNetwork})
		d.sees("! Not verified.", "? Signature", "✓ Issuer", "token_use")
	})
}

func TestForeignToken(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "ann@example.com")
		own := d.app.env.Session.Tokens().ID
		parts := strings.Split(own, ".")
		for name, c := range map[string]struct{ raw, says string }{
			"its own":    {own, "✓ Verified"},
			"two parts":  {parts[0] + "." + parts[1], "2 parts"},
			"garbage":    {"garbage", "one part"},
			"none":       {part(`{"alg":"none","kid":"x"}`) + "." + parts[1] + ".", "isn't signed at all"},
			"HS256":      {part(`{"alg":"HS256","kid":"x"}`) + "." + parts[1] + "." + parts[2], "shared secret"},
			"other kid":  {part(`{"alg":"RS256","kid":"another"}`) + "." + parts[1] + "." + parts[2], "✗ Signature"},
			"altered":    {parts[0] + "." + part(`{"sub":"x"}`) + "." + parts[2], "✗ Signature"},
			"with blank": {"  Bearer " + own + "\n", "✓ Verified"},
			"a header":   {"Authorization: Bearer " + own, "✓ Verified"},
			"JSON":       {`{"id_token":"` + own + `"}`, "✓ Verified"},
		} {
			d.press("p")
			d.on("pasteToken")
			d.paste(c.raw)
			d.lacks(c.raw)
			d.press("enter")
			d.waits()
			d.on("foreignToken")
			if !strings.Contains(d.screen(), c.says) {
				t.Errorf("%s: lacks %q:\n%s", name, c.says, d.screen())
			}
			d.press("esc", "esc")
			d.on("workbench")
		}
		d.press("p", "enter")
		d.sees("Paste a token.")
		d.paste(own + strings.Repeat("x", 70_000))
		d.press("enter")
		d.on("pasteToken")
		d.sees("longer than any token, and was cut")
	})
}

func TestTokenFile(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := workbenchOf(t, "demo-app", "ann@example.com")
		dir := t.TempDir()
		path := filepath.Join(dir, "tokens.env")
		set := d.app.env.Session.Tokens()
		d.press("w")
		d.on("saveTokens")
		write := func(path string) {
			d.press("shift+tab", "shift+tab", "shift+tab", "home") // to the path, wherever the focus is
			s := d.app.top().(*saveTokens)
			s.form.FocusField("path")
			s.form.Field("path").Set(path)
			d.press("enter")
			d.waits()
		}
		for wrong, says := range map[string]string{
			"": "Type a path", dir: "This is a folder", filepath.Join(dir, "no", "x"): "There is no folder",
		} {
			write(wrong)
			d.sees(says)
		}
		if runtime.GOOS == "linux" { // a folder that takes no file, and a link
			write("/proc/tokens.env")
			d.press("alt+2")
			d.waits()
			d.sees("No file can be made in that folder")
			link := filepath.Join(dir, "link")
			if err := os.Symlink(filepath.Join(dir, "elsewhere"), link); err != nil {
				t.Fatal(err)
			}
			write(link)
			d.sees("a link or a device")
		}
		write(path)
		d.sees("Write the tokens in clear to")
		d.press("alt+1")
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Fatal("written before the answer")
		}
		write(path)
		d.press("alt+2")
		d.waits()
		d.sees("✓ Written to")
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), "COGNITO_REFRESH_TOKEN="+set.Refresh+"\n") {
			t.Fatalf("the file holds %d bytes, %v", len(text), err)
		}
		if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		write(path)
		d.sees("exists already")
		d.press("esc")
		d.on("saveTokens")
		d.sees(filepath.Base(path))
		if text, _ := os.ReadFile(path); string(text) != "mine" {
			t.Error("overwritten unasked")
		}
		d.app.top().(*saveTokens).form.Field("format").Set("json")
		write(path)
		d.press("alt+2")
		d.waits()
		var got struct{ IdToken, AccessToken, RefreshToken string }
		text, _ = os.ReadFile(path)
		if err := json.Unmarshal(text, &got); err != nil || got.AccessToken != set.Access || got.IdToken != set.ID || got.RefreshToken != set.Refresh {
			t.Errorf("the JSON file isn't right: %v", err)
		}
		d.lacks(set.Access[:30])
		if left, _ := filepath.Glob(filepath.Join(dir, ".cognito-tui-*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

func TestTokenCopied(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		got := ""
		d.app.env.CopySecret = func(text string) (string, error) { got = text; return "Copied.", nil }
		d.signIn("ann@example.com")
		d.press("enter")
		d.waits()
		d.press("c")
		d.waits()
		d.sees("✓ Copied.")
		if got != d.app.env.Session.Tokens().ID {
			t.Error("another text was copied")
		}
		d.app.env.CopySecret = nil
		d.press("c")
		d.waits()
		d.sees("✗ Not copied")
	})
}

func part(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func jwtOf(claims string) string { return part(`{"alg":"RS256"}`) + "." + part(claims) + ".c2ln" }

// lineOf is the first line that begins with a claim's name.
func lineOf(lines []string, name string) string {
	for _, l := range lines {
		if l = ansi.Strip(l); strings.HasPrefix(l, name+" ") {
			return l
		}
	}
	return ""
}

func TestGoldenTokens(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signIn("gus@example.com")
		d.pool.Advance(3 * time.Second)
		d.press("enter")
		d.waits()
		d.golden("tokens-id")
		d.press("right")
		d.golden("tokens-access")
		d.press("right")
		d.golden("tokens-refresh")
		d.press("right")
		d.golden("tokens-compare")
		d.press("x")
		d.golden("tokens-revoke")
		d.press("y")
		d.waits()
		d.golden("tokens-revoked")
		d.press("w")
		d.golden("tokens-write")
		d.press("esc", "p")
		d.paste(part(`{"alg":"none"}`) + "." + part(`{"sub":"\u001b[31mred","token_use":"id","exp":1}`) + ".x")
		d.golden("token-paste")
		d.press("enter")
		d.waits()
		d.golden("token-foreign")
	})
}
