package ui

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"cognito-tui/cognito"
)

// deskList stands for a screen of the desk.
type deskList struct{ listScreen }

func (d *driver) openDesk() {
	s := &deskList{listScreen{Base: newBase(d.app.env, onDesk), title: "Desk", rows: func() []listRow { return nil }}}
	d.app.stack = append(d.app.stack, s)
	d.app.resize()
	d.send(nil)
	d.settle()
}

// header is the first line of the screen.
func (d *driver) header() string {
	line, _, _ := strings.Cut(d.screen(), "\n")
	return strings.TrimRight(line, " ")
}

func TestHeaderOfTheDesk(t *testing.T) {
	alone(t, func(t *testing.T) {
		asked := 0
		sts := roundTripFunc(func(*http.Request) (*http.Response, error) {
			asked++
			return xmlAnswer(200, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Support/ann</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`), nil
		})
		d := awsDriver(t, func(c *cognito.Config) { c.AWSTransport = sts })
		if got := d.header(); !strings.HasSuffix(got, "not signed in") || asked > 0 {
			t.Errorf("away from the desk: %q, asked %d times", got, asked)
		}
		d.openDesk()
		if got := d.header(); !strings.HasSuffix(got, "as Support/ann · READ/WRITE") || !strings.Contains(got, "· LocalPool ·") {
			t.Errorf("got %q", got)
		}
		d.press("f1") // a panel over it
		if got := d.header(); !strings.HasSuffix(got, "READ/WRITE") {
			t.Errorf("under a panel: %q", got)
		}
		d.press("esc", "esc")
		if got := d.header(); strings.Contains(got, "READ") || asked != 1 {
			t.Errorf("after the desk: %q, asked %d times", got, asked)
		}
	})
}

func TestHeaderOfAReadOnlyDesk(t *testing.T) {
	alone(t, func(t *testing.T) {
		pool := demoPool()
		flags := demoFlags(pool)
		flags.ReadOnly = true
		d := driverOn(t, pool, awsOptions(t, pool, flags, failingCredentials(context.DeadlineExceeded)))
		d.openDesk()
		if got := d.header(); !strings.HasSuffix(got, "  READ-ONLY") || strings.Contains(got, " as ") {
			t.Errorf("got %q", got)
		}
		d = newDriver(t, "demo-app")
		d.openDesk()
		if got := d.header(); !strings.HasSuffix(got, "as embedded pool · READ/WRITE") {
			t.Errorf("got %q", got)
		}
	})
}
