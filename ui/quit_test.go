package ui

import (
	"testing"

	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/settings"
)

// signInAs signs a user in with the password of all.
func (d *driver) signInAs(user string) {
	d.t.Helper()
	d.typeSignIn(user)
	d.press("enter")
	d.on("session")
}

// somebodyReal is signed in on a pool that isn't embedded.
func somebodyReal(t testing.TB) *driver {
	t.Helper()
	pool := demoPool()
	o := optionsFor(t, pool, "demo-app", pool.Transport())
	connect := o.Connect
	o.Connect = func(s settings.Settings) (*Conn, error) {
		conn, err := connect(s)
		conn.Local, conn.Settings.Local = nil, false
		return conn, err
	}
	d := driverOn(t, pool, o)
	d.signInAs("ann@example.com")
	return d
}

// altered has changed something in the embedded pool.
func altered(t testing.TB) *driver {
	t.Helper()
	d := newDriver(t, "demo-app")
	d.typeSignUp("eve@example.com", "Passw0rd!")
	d.press("enter")
	d.on("confirm")
	d.press("esc")
	return d
}

// Where nothing would be lost, both keys quit at once.
func TestQuitsAtOnce(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		for _, key := range []string{"q", "ctrl+c"} {
			d := newDriver(t, "demo-app")
			d.signInAs("ann@example.com") // signing in and reading leave nothing
			d.press("s")
			d.press(key)
			if !d.quit {
				t.Errorf("%s asks:\n%s", key, d.screen())
			}
		}
	})
}

// The question stands at the foot and is answered by a key.
func TestQuitQuestion(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		const asks = "Quit? Lost: the sign-in"
		d := somebodyReal(t)
		stays := func(keys ...string) {
			t.Helper()
			d.press(keys...)
			if d.quit {
				t.Fatalf("%q quits", keys)
			}
			d.lacks("Quit?")
		}
		stays("q", "n")
		stays("q", "esc")
		stays("ctrl+c", "n")
		d.on("session") // esc answered, and left nothing
		before := d.screen()
		d.press("q")
		d.sees(asks, "y yes  n no")
		d.press("x", "tab", "f1", "ctrl+t", "1", "alt+1", "ctrl+o")
		d.paste("y")
		d.sees(asks)
		d.press("n")
		if d.screen() != before {
			t.Errorf("keys that were no answer changed the screen:\n%s", d.screen())
		}
		for _, keys := range [][]string{{"q", "q"}, {"q", "y"}, {"q", "enter"}, {"q", "ctrl+c"}, {"ctrl+c", "ctrl+c"}, {"ctrl+c", "y"}, {"ctrl+c", "x", "enter"}} {
			d := somebodyReal(t)
			d.press(keys[:len(keys)-1]...)
			d.sees(asks)
			d.press(keys[len(keys)-1])
			if !d.quit {
				t.Errorf("%q doesn't quit:\n%s", keys, d.screen())
			}
		}
	})
}

// In a field q is a letter, and the question comes by ctrl+c alone; what was typed
// is there when it is taken away.
func TestQuitQuestionWhileTyping(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := altered(t)
		d.press("3")
		d.write("qy")
		d.lacks("Quit?")
		d.press("ctrl+c")
		d.sees("Quit? Lost: the local pool's changes")
		d.press("q")
		if d.quit {
			t.Fatal("q, which is a letter here, quits")
		}
		d.press("n")
		d.lacks("Quit?")
		d.sees("qy")
	})
}

// What is lost is named, also what stands under other screens and of the pool that
// one left for another.
func TestQuitNamesWhatIsLost(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := altered(t)
		d.press("q")
		d.sees("Quit? Lost: the local pool's changes ")
		d.press("n", "ctrl+l", "ctrl+c")
		d.sees("Quit? Lost: the local pool's changes ")
		d.press("n")
		d.pool.Reset()
		d.press("esc", "q")
		if !d.quit {
			t.Errorf("a pool as at the start is asked about:\n%s", d.screen())
		}

		d = somebodyReal(t)
		d.app.options.Altered = func() bool { return true } // before it was connected to this one
		d.press("q")
		d.sees("Quit? Lost: the sign-in, the local pool's changes ")

		d = many(t, "ann", "bob")
		d.toConfirm("Sign out everywhere")
		release := d.pool.Hold("AdminUserGlobalSignOut")
		d.enterHeld()
		d.pressHeld("ctrl+t")
		d.send(keyOf(t, "q"))
		d.sees("Quit? Lost: the running job ")
		d.send(keyOf(t, "n"))
		release()
		d.settle()
		d.press("q")
		if !d.quit {
			t.Errorf("a job that is over is asked about:\n%s", d.screen())
		}
	})
}

// Three losses have room in the smallest window, and so has the question in one that
// is too small.
func TestQuitQuestionFits(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := somebodyReal(t)
		d.app.options.Altered = func() bool { return true }
		job := newBulkRun(d.app.env, manyJob(t))
		job.state = runGoing
		d.app.stack = append(d.app.stack, job)
		d.press("q")
		d.size(80, 24)
		d.sees("Quit? Lost: the running job, the sign-in, the local pool's changes  y yes  n no")
		for _, size := range [][2]int{{79, 24}, {60, 15}, {20, 2}, {12, 1}} {
			d.size(size[0], size[1])
			d.sees("Quit? y yes")
		}
		for _, size := range [][2]int{{79, 24}, {60, 15}} {
			d.size(size[0], size[1])
			d.sees("Lost: the running job, the sign-in, the local pool's changes")
		}
	})
}

// A paste answers no question, and goes no further while one stands.
func TestPasteIntoQuitQuestion(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := altered(t)
		d.press("3", "q", "ctrl+c")
		d.sees("Quit?")
		d.paste("y\n482913")
		d.sees("Quit?")
		d.press("n")
		d.sees("Email or username  q ")
		d.lacks("482913", "first line")
		d.paste("x")
		d.sees("Email or username  qx")
	})
}

// manyJob is a job that isn't run.
func manyJob(t testing.TB) *bulk.Job {
	t.Helper()
	j := many(t, "ann").job(remedy.SignOut)
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func TestGoldenQuit(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		altered(t).goldenAfter("quit-local", "q")
		somebodyReal(t).goldenAfter("quit-signed-in", "ctrl+c")
	})
}

// goldenAfter is golden after keys.
func (d *driver) goldenAfter(name string, keys ...string) {
	d.t.Helper()
	d.press(keys...)
	d.golden(name)
}
