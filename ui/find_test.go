package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-tui/cognito"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
)

// deskPool is a pool of n users beside those who are looked for by name.
func deskPool(n int) *localpool.Server {
	person := func(name, status string, disabled bool, attributes ...localpool.Attribute) localpool.UserConfig {
		return localpool.UserConfig{Username: name, Status: status, Disabled: disabled, NoPassword: true, Attributes: attributes}
	}
	users := []localpool.UserConfig{
		person("zed", "CONFIRMED", false, localpool.Attribute{Name: "email", Value: "zed@example.com"}, localpool.Attribute{Name: "name", Value: "Zed Zimmer"}, localpool.Attribute{Name: "custom:team", Value: "red"}),
		person("ann", "CONFIRMED", false, localpool.Attribute{Name: "email", Value: "ann.archer@example.com"}, localpool.Attribute{Name: "name", Value: "Ann Archer"}, localpool.Attribute{Name: "phone_number", Value: "+15550101234"}),
		person("una", "UNCONFIRMED", false, localpool.Attribute{Name: "email", Value: "una@example.com"}, localpool.Attribute{Name: "name", Value: "Una Underhill"}),
		person("dan", "CONFIRMED", true, localpool.Attribute{Name: "email", Value: "dan@example.com"}, localpool.Attribute{Name: "name", Value: "Dan Archer"}, localpool.Attribute{Name: "custom:team", Value: "red"}),
		person("evil", "RESET_REQUIRED", false, localpool.Attribute{Name: "name", Value: "\x1b[2J\x1b]0;x\x07\u202egnp.exe"}, localpool.Attribute{Name: "email", Value: "=1+1@example.com"}),
	}
	for i := range n {
		name := fmt.Sprintf("user%06d", i)
		users = append(users, person(name, []string{"CONFIRMED", "FORCE_CHANGE_PASSWORD"}[i%2], i%10 == 9,
			localpool.Attribute{Name: "email", Value: name + "@example.com"}, localpool.Attribute{Name: "name", Value: fmt.Sprintf("Given%d Family%d", i%7, i)}))
	}
	return newPool(localpool.Config{Region: "us-east-1", Pools: []localpool.PoolConfig{{
		ID: "us-east-1_DeskPool", Name: "DeskPool", Schema: []localpool.SchemaAttribute{{Name: "custom:team"}}, Users: users,
		Clients: []localpool.ClientConfig{{ID: "5d3e5s1k5p2o8o6l0c3l7iep55", Name: "desk-app", Flows: []string{"ALLOW_REFRESH_TOKEN_AUTH"}}},
	}}})
}

// desk starts the program on the support desk.
func desk(t testing.TB, n int) *driver {
	t.Helper()
	pool := deskPool(n)
	d := driverOn(t, pool, optionsFor(t, pool, "desk-app", pool.Transport()))
	d.press("5")
	d.on("findScreen")
	return d
}

func (d *driver) find() *findScreen { return d.app.top().(*findScreen) }

// seek types into the line and presses enter.
func (d *driver) seek(text string) {
	d.find().form.FocusField("find")
	d.press("ctrl+u")
	d.write(text)
	d.press("enter")
}

func TestGoldenFind(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 200)
		d.golden("find-empty")
		d.write("custom:te")
		d.golden("find-typing")
		d.press("enter")
		d.golden("find-wrong")
		d.seek("archer")
		d.golden("find-results")
		d.press("f1")
		d.golden("help-find")
		d.press("esc")
		d.seek("ann.archer@example.com")
		d.golden("find-exact")
		d.seek("nobody@example.org")
		d.golden("find-none")
		d.seek("")
		d.press("down", "down", " ", " ", "S")
		d.golden("find-marks")
		d.press("s", "s")
		d.golden("find-sorted")
		d.press("d", "d", "t", "t")
		d.golden("find-facets")
		d.press("t")
		d.golden("find-facets-none")
	})
}

func TestGoldenFindUnderWay(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 400)
		release := d.holdPage(3)
		d.pool.Delay("ListUsers", 2, 250*time.Millisecond)
		d.send(keyOf(t, "enter"))
		for d.watch != nil { // until the third page is held
			d.take(<-d.msgs)
		}
		d.settleHeld()
		d.golden("find-reading")
		release()
		d.settle()
		d.sees("405 found")

		release = d.pool.Hold("ListUsers")
		d.find().form.FocusField("find")
		d.write("una")
		d.pressHeld("enter")
		d.golden("find-asking")
		d.send(keyOf(t, "esc"))
		release()
		d.settle()
		d.golden("find-stopped")
		d.press("r")
		d.sees("✓ 1 found")
	})
}

// holdPage lets n-1 pages of users come and holds the next call until released.
func (d *driver) holdPage(n int) (release func()) {
	d.watch = func() {
		if s, ok := d.app.top().(*findScreen); ok && s.progress.Read >= 60*(n-1) {
			d.watch = nil
			release = d.pool.Hold("ListUsers")
		}
	}
	return func() { release() }
}

func TestGoldenFindFaults(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 150)
		d.pool.Fail("ListUsers", 3, "TooManyRequestsException", "")
		d.write("ann")
		d.send(keyOf(t, "enter"))
		for !strings.Contains(d.screen(), "fewer calls") {
			d.take(<-d.msgs)
		}
		d.golden("find-throttled")
		d.press("esc")
		d.sees("Stopped")

		d = desk(t, 150)
		d.pool.Fail("ListUsers", 1, "NotAuthorizedException", "")
		d.seek("ann")
		d.golden("find-refused")
		d.press("enter")
		d.sees("✓ ")
	})
}

// Credentials that expire in the middle: what was found stays, and with new ones the
// search goes on where it was.
func TestGoldenFindFailsInTheMiddle(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := desk(t, 400)
		d.watch = func() {
			if s, ok := d.app.top().(*findScreen); ok && s.progress.Read >= 120 {
				d.watch = nil
				d.pool.Fail("ListUsers", 1, "ExpiredTokenException", "")
			}
		}
		d.press("enter")
		d.golden("find-failed")
		d.press("j", "r")
		d.sees("✓ 405 found · 405 users read")
	})
}

func TestFindNeedsCredentials(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		pool := deskPool(3)
		o := optionsFor(t, pool, "desk-app", pool.Transport())
		connect := o.Connect
		o.Connect = func(s settings.Settings) (*Conn, error) {
			c, err := connect(s)
			c.Local = nil
			c.Admin = cognito.NewAdmin(cognito.Config{Region: "us-east-1", UserPoolID: c.Settings.Get(settings.UserPoolID), Transport: trace.New(pool.Transport(), o.Log),
				Credentials: withoutCredentials{}, Recorder: &memoryRecorder{}})
			return c, err
		}
		d := driverOn(t, pool, o)
		d.press("5", "enter")
		d.golden("find-no-credentials")
		d.press("alt+1")
		d.on("connection")
	})
}

type withoutCredentials struct{}

func (withoutCredentials) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{}, errors.New("no profile")
}
