package ui

import (
	"strings"
	"testing"
)

// toKnob moves the bar of the local pool's list to a row.
func (d *driver) toKnob(label string) {
	d.t.Helper()
	d.press("end")
	for range 12 {
		for line := range strings.SplitSeq(d.screen(), "\n") {
			if strings.HasPrefix(line, "▌ "+label) {
				return
			}
		}
		d.press("up")
	}
	d.t.Fatalf("no row %q:\n%s", label, d.screen())
}

// TestKnobsOfTheLocalPool: each row turns its knob on and off and says so, and
// Reset turns both off.
func TestKnobsOfTheLocalPool(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		is := func(lag, rates bool) {
			t.Helper()
			if (d.pool.ListsLag() == listsLag) != lag || d.pool.RatesLimited() != rates {
				t.Fatalf("lists lag by %s, rates are limited: %v", d.pool.ListsLag(), d.pool.RatesLimited())
			}
		}
		d.press("ctrl+l")
		d.lacks("! lists", "! request")
		d.toKnob("Lists lag")
		d.press("enter")
		is(true, false)
		d.sees("! lists are 5s late", "✓ Lists show what changes from now on 5 seconds later.")
		d.golden("local-lag")
		d.toKnob("Rates")
		d.press("enter")
		is(true, true)
		d.sees("! lists are 5s late; request rates are limited", "✓ Calls above the service's quotas are refused.")
		d.golden("local-rates")
		d.toKnob("Lists lag")
		d.press("enter")
		is(false, true)
		d.sees("! request rates are limited", "✓ Lists are current.")
		d.toKnob("Rates")
		d.press("enter")
		is(false, false)
		d.sees("✓ As many calls as you like.")
		d.lacks("! lists", "! request")
		d.press("enter")
		d.toKnob("Lists lag")
		d.press("enter")
		is(true, true)
		d.press("end", "enter")
		is(false, false)
	})
}
