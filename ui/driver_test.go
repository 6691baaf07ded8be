package ui

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui/theme"
)

// driver runs an App without a terminal: it gives messages, runs the commands that
// come of them, and goes on when every goroutine waits for something.
//
// Pool, App and driver are made inside a bubble of testing/synctest, t.Run is called
// outside of it:
//
//	func TestX(t *testing.T) {
//		inParallel(t, func(t *testing.T) {
//			d := newDriver(t, "demo-app")
//			d.press("1")
//			d.write("eve@example.com")
//			d.golden("x")
//		})
//	}
//
// The clock stands still but while settle waits for a call (press, write and the like
// settle), or while the test sleeps: what takes no time takes 0 ms on the screen, and
// a golden of a duration gives the operation one by pool.Delay. Where a call is held,
// pressHeld leaves the clock alone. Cases that share a pool are played in one bubble,
// without t.Run, each with a named test; subtests have a bubble each. A property test
// draws a script, plays it in a bubble and gets what was wrong as a text (played). What
// changes the environment or the folder begins with alone. Nothing in a bubble listens
// on a socket or starts a process, since waiting for those isn't seen by the bubble.
type driver struct {
	t    testing.TB
	app  *App
	pool *localpool.Server
	msgs chan tea.Msg
	open int // commands that have not answered
	quit bool
	// moments are those that the screens have shown.
	moments   moments
	conns     []*Conn // those that were made, in their order
	described *Conn   // the one of now, where its pool and client were read, or not
	// watch, where set, is called after each message that the App took.
	watch func()
}

// newDriver starts the App on a fresh embedded pool, through the named client.
func newDriver(t testing.TB, client string) *driver {
	t.Helper()
	pool := demoPool()
	return driverOn(t, pool, optionsFor(t, pool, client, pool.Transport()))
}

// inParallel runs a test in a bubble, at the same time as others.
func inParallel(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Parallel()
	inBubble(t, test)
}

// inBubble runs a test in a bubble of testing/synctest, in which pool, App and
// driver are made.
func inBubble(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	bubble.Run(t, test)
}

// alone runs a test in a bubble while no other runs: it changes the environment or
// the folder.
func alone(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	inBubble(t, test)
}

// named is a test in which every message names the case that it is of: in a bubble
// there is no t.Run.
type named struct {
	testing.TB
	of string
}

func (n named) Error(args ...any) { n.Helper(); n.TB.Errorf("%s: %s", n.of, fmt.Sprint(args...)) }
func (n named) Fatal(args ...any) { n.Helper(); n.TB.Fatalf("%s: %s", n.of, fmt.Sprint(args...)) }
func (n named) Errorf(format string, args ...any) {
	n.Helper()
	n.TB.Errorf("%s: "+format, append([]any{n.of}, args...)...)
}
func (n named) Fatalf(format string, args ...any) {
	n.Helper()
	n.TB.Fatalf("%s: "+format, append([]any{n.of}, args...)...)
}

func optionsFor(t testing.TB, pool *localpool.Server, client string, transport roundTripper) Options {
	t.Helper()
	log := trace.NewLog(1000)
	local, memory := localAdapter{pool}, &deviceMemory{}
	set, err := settings.Load(settings.Flags{Local: true, EnvFile: ""}, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Host:    Host{Theme: theme.New(theme.Mono), Log: log, Still: true, Random: newRandom("program")},
		Altered: local.Altered, JobFolder: t.TempDir(),
		Connector: Connector{Settings: set, Clients: local.Clients, Connect: func(s settings.Settings) (*Conn, error) {
			s = choose(pool, s, client)
			c := cognito.Config{
				Region: "us-east-1", UserPoolID: s.Get(settings.UserPoolID), ClientID: s.Get(settings.ClientID),
				ClientSecret: s.Get(settings.ClientSecret), Transport: trace.New(transport, log), Log: log,
				Credentials: localCredentials(), AWSTransport: unreachable, Recorder: &memoryRecorder{}, Random: newRandom("client"), Embedded: s.Local,
			}
			conn := &Conn{Client: cognito.New(c), Admin: cognito.NewAdmin(c), Settings: s}
			if s.Local {
				conn.Local, conn.Devices = local, memory
			}
			return conn, nil
		}},
	}
}

func driverOn(t testing.TB, pool *localpool.Server, o Options) *driver {
	t.Helper()
	d := &driver{t: t, pool: pool, msgs: make(chan tea.Msg, 1000)}
	o.Clock = clock.Clock{Zone: bubble.Zone(), Wrote: d.moments.wrote}
	d.app = New(o)
	d.connected()
	t.Cleanup(d.ends)
	d.run(d.app.Init())
	d.size(120, 40)
	d.settle()
	return d
}

// ends leaves the program. It may be called more than once; a test that makes many
// drivers ends each when it is done with it.
func (d *driver) ends() {
	d.app.quit()
	d.drain()
}

// run starts a command; its message is taken later by settle.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	d.open++
	go func() { d.msgs <- cmd() }()
}

// settle takes messages until every goroutine waits for something. Where that is
// a call on its way, the clock of the bubble goes on, by patience at most; held
// calls are left waiting, as are the commands that wait for ever (the listeners).
func (d *driver) settle() {
	d.settleHeld()
	for d.app.top().base().busy != "" || d.open > d.listeners() || d.describing() {
		select {
		case msg := <-d.msgs:
			d.take(msg)
			d.settleHeld()
		case <-time.After(patience):
			return
		}
	}
}

// patience is how long settle waits for a call. It costs nothing: a bubble's clock
// jumps when all wait.
const patience = 2 * time.Second

// describing tells that a connection's pool and client are being read.
func (d *driver) describing() bool {
	env := d.app.env
	return env.Admin != nil && env.poolID() != "" && d.described != env.Conn
}

// connected notes the connection that there is.
func (d *driver) connected() {
	if c := d.app.env.Conn; c.Client != nil && !slices.Contains(d.conns, c) {
		d.conns = append(d.conns, c)
	}
}

// listeners is how many commands may wait for ever: one hears the calls,
// one the questions for MFA codes, and one for each connection its embedded pool.
func (d *driver) listeners() int {
	n := 1 + len(d.conns)
	if d.app.options.Codes != nil {
		n++
	}
	return n
}

// settleHeld takes messages until every goroutine waits for something, while the
// clock stands still.
func (d *driver) settleHeld() {
	for {
		synctest.Wait()
		select {
		case msg := <-d.msgs:
			d.take(msg)
		default:
			return
		}
	}
}

func (d *driver) take(msg tea.Msg) {
	d.open--
	switch m := msg.(type) {
	case nil:
	case tea.QuitMsg:
		d.quit = true
	case tea.BatchMsg:
		for _, c := range m {
			d.run(c)
		}
	case described:
		if m.conn == d.app.env.Conn {
			d.described = m.conn
		}
		d.send(msg)
	default:
		d.send(msg)
	}
}

// drain waits until every command has ended, so that none outlives its test.
func (d *driver) drain() {
	deadline := time.After(time.Minute)
	for d.open > 0 {
		select {
		case msg := <-d.msgs:
			d.open--
			if batch, ok := msg.(tea.BatchMsg); ok {
				for _, c := range batch {
					d.run(c)
				}
			}
		case <-deadline:
			d.t.Error("a command did not end after the program did")
			return
		}
	}
}

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.app.Update(msg)
	d.connected()
	if d.watch != nil {
		d.watch()
	}
	d.run(cmd)
}

func (d *driver) size(w, h int) { d.send(tea.WindowSizeMsg{Width: w, Height: h}) }

// press sends keys by their names and settles after each.
func (d *driver) press(names ...string) {
	d.t.Helper()
	for _, n := range names {
		d.send(keyOf(d.t, n))
		d.settle()
	}
}

// pressHeld is press while the clock stands still, for when a call is held.
func (d *driver) pressHeld(names ...string) {
	d.t.Helper()
	for _, n := range names {
		d.send(keyOf(d.t, n))
		d.settleHeld()
	}
}

// write types text as keys.
func (d *driver) write(text string) {
	for _, r := range text {
		k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if r == ' ' {
			k = tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{r}}
		}
		d.send(k)
	}
	d.settle()
}

// paste sends text as one bracketed paste.
func (d *driver) paste(text string) {
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	d.settle()
}

// typeSignIn opens sign-in from home and fills it in for a seeded user.
func (d *driver) typeSignIn(user string) {
	d.press("3")
	d.write(user)
	d.press("tab")
	d.write(localpool.DemoPassword)
}

// typeSignUp opens sign-up from home and fills it in for an address.
func (d *driver) typeSignUp(user, password string) {
	d.press("1")
	d.write(user)
	d.press("tab")
	d.write(password)
	d.press("tab")
	d.write(password)
}

func keyOf(t testing.TB, name string) tea.KeyMsg {
	t.Helper()
	k, ok := namedKeys()[name]
	if !ok {
		t.Fatalf("no key is named %q", name)
	}
	k.Runes = slices.Clone(k.Runes) // a field cleans them where they stand
	return k
}

// screen is the frame as a person reads it.
func (d *driver) screen() string { return ansi.Strip(d.app.View()) }

// sees fails unless every text stands on the screen.
func (d *driver) sees(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.screen(), text) {
			d.t.Fatalf("the screen lacks %q:\n%s", text, d.screen())
		}
	}
}

// lacks fails if a text stands on the screen.
func (d *driver) lacks(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if strings.Contains(d.screen(), text) {
			d.t.Fatalf("the screen has %q:\n%s", text, d.screen())
		}
	}
}

// on fails unless the top screen is of the type of this name, in upper or lower case.
func (d *driver) on(name string) {
	d.t.Helper()
	if got := screenName(d.app.top()); !strings.EqualFold(got, name) {
		d.t.Fatalf("on %s, want %s:\n%s", got, name, d.screen())
	}
}

// screenName is the name of a screen's type, without its package.
func screenName(s Screen) string { return reflect.TypeOf(s).Elem().Name() }
