package ui

import (
	"strings"
	"testing"
)

// Name, password and its repetition are typed in one go, as people and password
// managers do: whatever the name opens, no frame shows the password.
func TestSignUpInOneBurst(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		const password = "Vq7#xRt9!mK"
		for _, name := range []string{"ann", "ann@example.com", "+15550101234", "a b", ""} {
			d := newDriver(t, "demo-app")
			d.press("1")
			frames := 0
			d.watch = func() {
				frames++
				frame := d.screen()
				for end := 4; end <= len(password); end++ {
					if strings.Contains(frame, password[:end]) {
						t.Fatalf("%q: %d characters of the password are on the screen:\n%s", name, end, frame)
					}
				}
			}
			for _, part := range []string{name, "\t", password, "\t", password} {
				for _, r := range part {
					if r == '\t' {
						d.send(keyOf(t, "tab"))
					} else {
						d.send(keyOf(t, string(r)))
					}
				}
			}
			d.settle()
			form := d.app.top().(*signUp).form
			if got := []string{form.Value("username"), form.Value("password"), form.Value("repeat")}; got[0] != name || got[1] != password || got[2] != got[1] {
				t.Errorf("%q: the fields hold %q", name, got)
			}
			if frames < 2*len(password) {
				t.Errorf("only %d frames were looked at", frames)
			}
			if plain := name == "ann" || name == "a b"; plain != (form.Field("attr:email") != nil) {
				t.Errorf("%q: an email field: %v", name, form.Field("attr:email") != nil)
			}
			d.watch = nil
		}
	})
}
