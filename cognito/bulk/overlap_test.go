package bulk

import (
	"context"
	"errors"
	"strings"
	"testing"

	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/remedy"
)

// TestNobodyGetsASecondMessage keeps a job with another list from being begun while one
// isn't over that sends some of its users the same: changed by a line, a file would
// else send them a second message. What may be repeated is not kept from it.
func TestNobodyGetsASecondMessage(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := newDesk(t, poolOf("CONFIRMED", "CONFIRMED", "CONFIRMED")).described()
		list := d.all()
		some, rest := list, list
		some.Entries, rest.Entries = list.Entries[:2], list.Entries[2:]
		j, err := Begin(d.config, d.plan(some, remedy.Reset, ""))
		if err != nil {
			t.Fatal(err)
		}
		var earlier *AlreadyBegun
		for _, when := range []string{"while it runs", "while it isn't over"} {
			if _, err := Begin(d.config, d.plan(list, remedy.Reset, "")); !errors.As(err, &earlier) || earlier.Users != 2 ||
				!strings.Contains(err.Error(), "of these users, 2 are in another job") {
				t.Errorf("%s: %v", when, err)
			}
			j.journal.Close()
		}
		for name, plan := range map[string]Plan{"nobody of it": d.plan(rest, remedy.Reset, ""),
			"another remedy": d.plan(list, remedy.SignOut, "")} {
			other, err := Begin(d.config, plan)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			other.Cancel()
			if _, err := other.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if j, err = Resume(d.config, j.journal.Path(), j.Spec()); err != nil {
			t.Fatal(err)
		}
		j.Cancel()
		if _, err := j.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if j, err = Begin(d.config, d.plan(list, remedy.Reset, "")); err != nil {
			t.Fatalf("after it is over: %v", err)
		}
		j.journal.Close()

		first, err := Begin(d.config, d.plan(some, remedy.SignOut, ""))
		if err != nil {
			t.Fatal(err)
		}
		first.journal.Close()
		again, err := Begin(d.config, d.plan(list, remedy.SignOut, ""))
		if err != nil {
			t.Fatalf("of what may be repeated: %v", err)
		}
		again.journal.Close()
	})
}
