package ui

import (
	"strings"
	"testing"

	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// TestHostilePerson opens a person of whom every text is hostile, walks the pages of
// the card, and previews, applies and is refused every remedy.
func TestHostilePerson(t *testing.T) {
	t.Parallel()
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			inParallel(t, func(t *testing.T) {
				e := &evil{text: text}
				d := evilDriver(t, e, nil)
				for _, e.status = range []string{"", "CONFIRMED", "FORCE_CHANGE_PASSWORD", "UNCONFIRMED", "EXTERNAL_PROVIDER"} {
					d.follow(wantDeskUser{username: text})
					d.waits()
					d.on("deskUser")
					d.sound("the card, " + e.status)
					d.press("end", "pgup", "a", "y", "down", "n")
					d.sound("answers, " + e.status)
					d.press("esc")
				}
				e.status = "CONFIRMED"
				d.follow(wantDeskUser{username: text})
				d.waits()
				card := d.app.top().(*deskUser)
				if whole := cardText(d.app.env, card.person); whole != kitLines(whole) {
					t.Errorf("what is copied holds what a terminal obeys: %q", whole)
				}
				for _, o := range []any{wantDeskDevices{card.person}, wantDeskGroups{card.person}, wantDeskAttributes{card.person}, wantDeskMore{card.person}, wantDeskDetails{card.person}} {
					d.follow(o)
					d.sound("a page of the card")
					d.press("down", "down", "end")
					d.sound("a page of the card, its end")
					d.press("esc")
				}
				refusals := [][2]string{{}, {"%s", "%s"}, {"NotAuthorizedException", "%s"}, {"InvalidPasswordException", "%s"}}
				for i, r := range remedy.All() {
					if r.ID == remedy.Create {
						continue
					}
					refusal := refusals[i%len(refusals)] // they share the screen: each meets one
					d.follow(wantRemedy{id: r.ID, of: card.person})
					d.waits()
					screen := d.app.top().(*remedyScreen)
					d.fillsIn([]string{"address", text, "confirm", screen.typedName()})
					d.sound("preview of " + string(r.ID))
					e.set(refusal[0], refusal[1], false)
					pressIn(d.driver, "submit")
					d.waits()
					d.sound(string(r.ID) + ", " + refusal[0])
					e.set("", "", false)
					d.press("esc")
					d.waits()
				}
				d.follow(wantCreateUser{username: text})
				d.waits()
				d.sound("a new user")
				pressIn(d.driver, "submit")
				d.sound("a new user, complete or not")
			})
		})
	}
}

// kitLines is a text without what a terminal obeys, line by line.
func kitLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = kit.Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}
