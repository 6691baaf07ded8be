package ui

import (
	"testing"
	"time"

	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
)

// Each golden is a screen in a state; the steps that lead there are keys, as a
// person would press them.

func TestGoldenHome(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.golden("home")
		d.press("f1")
		d.golden("help-home")
	})
}

func TestGoldenSignUp(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("1")
		d.golden("signup-empty")
		d.press("enter", "enter", "enter")
		d.golden("signup-missing")
		d.write("eve")
		d.press("tab")
		d.write("short")
		d.press("tab")
		d.write("other")
		d.press("tab")
		d.write("no-address")
		d.press("enter")
		d.golden("signup-wrong")
		d.press("f1")
		d.golden("help-signup")
	})
}

func TestGoldenSignUpBusyAndTaken(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.typeSignUp("ann@example.com", "Passw0rd!")
		release := d.pool.Hold("SignUp")
		d.pressHeld("enter")
		d.golden("signup-busy")
		release()
		d.settle()
		d.golden("signup-taken")
		d.press("tab", "tab", "tab")
		d.golden("signup-taken-offer")
		d.press("f2")
		d.golden("details")
	})
}

func TestGoldenSignUpAttributes(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "email-app")
		d.typeSignUp("zoe@example.com", "Passw0rd!")
		d.press("enter")
		d.golden("signup-attribute-required")
		d.write("Eve")
		d.press("enter")
		d.on("confirm")
	})
}

func TestGoldenSignUpAlias(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "alias-app")
		d.typeSignUp("eve@example.com", "Passw0rd!")
		d.press("enter")
		d.golden("signup-alias")
		d.press("enter")
		d.on("confirm")
		d.golden("confirm-alias")
		d.press("ctrl+y", "enter")
		d.on("signIn")
	})
}

func TestGoldenConfirm(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("2")
		d.golden("confirm-empty")
		d.write("una@example.com")
		d.press("tab", "tab", "tab", "enter")
		d.golden("confirm-sent")
		d.write("000000")
		d.press("enter")
		d.golden("confirm-wrong")
		d.pool.Advance(25 * time.Hour)
		d.press("ctrl+y")
		d.write("000000")
		d.press("enter")
		d.golden("confirm-expired")
	})
}

func TestGoldenSignIn(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("3")
		d.golden("signin-empty")
		for _, c := range []struct{ user, name string }{
			{"una@example.com", "signin-unconfirmed"}, {"rita@example.com", "signin-reset-required"},
			{"dan@example.com", "signin-disabled"}, {"ted@example.com", "signin-temporary-expired"},
			{"nobody@example.com", "signin-wrong"},
		} {
			d.press("esc", "3")
			d.write(c.user)
			d.press("tab")
			d.write(localpool.DemoPassword)
			d.press("enter")
			d.golden(c.name)
		}
		d.press("esc", "3")
		d.write("fay@example.com")
		d.press("tab")
		d.write(localpool.DemoPassword)
		d.press("enter")
		d.golden("challenge")
	})
}

func TestGoldenSignInFaults(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		for _, c := range []struct{ name, exception string }{
			{"signin-throttled", "TooManyRequestsException"}, {"signin-internal", "InternalErrorException"},
			{"signin-waf", "ForbiddenException"}, {"signin-trigger", "UserLambdaValidationException"},
		} {
			d.pool.Fail("InitiateAuth", 10, c.exception, "")
			d.press("esc", "3")
			d.write("ann@example.com")
			d.press("tab")
			d.write(localpool.DemoPassword)
			d.press("enter")
			d.golden(c.name)
			d.pool.ClearFaults()
		}
		d.pool.DropAnswer("InitiateAuth", 1)
		d.press("enter")
		d.golden("signin-lost")
	})
}

func TestGoldenFlowNotEnabled(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.pool.Fail("InitiateAuth", 1, "InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client")
		d.startsWith("ann@example.com", "Password")
		d.golden("signin-flow-off")
	})
}

func TestGoldenReset(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("4")
		d.golden("forgot-empty")
		d.write("ann@example.com")
		d.press("enter")
		d.golden("reset-sent")
		d.press("ctrl+y")
		d.write("weak")
		d.press("tab")
		d.write("weak")
		d.press("enter")
		d.golden("reset-rules")
	})
}

func TestGoldenSession(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.typeSignIn("gus@example.com")
		d.press("enter")
		d.on("session")
		d.golden("session")
		d.press("esc")
		d.golden("home-signed-in")
		d.pool.Advance(31 * 24 * time.Hour)
		d.press("s")
		d.on("signIn")
		d.golden("session-expired")
	})
}

func TestGoldenPanels(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("ctrl+o")
		d.golden("inbox-empty")
		d.press("esc", "4")
		d.write("ann@example.com")
		d.press("enter", "ctrl+o")
		d.golden("inbox")
	})
}

func TestGoldenLocalPool(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("ctrl+l")
		d.golden("local")
		d.press("end")
		d.golden("local-end")
		d.press("up", "enter")
		d.on("fault")
		d.golden("fault-operations")
		d.press("enter")
		d.golden("fault-kinds")
		d.press("enter")
		d.on("localPool")
		d.golden("local-armed")
		d.press("up", "enter")
		d.on("clockForm")
		d.write("soon")
		d.press("enter")
		d.golden("clock")
	})
}

func TestGoldenConnection(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("6")
		d.golden("connection-local")
		pool := demoPool()
		o := optionsFor(t, pool, "demo-app", pool.Transport())
		set, err := settings.Load(settings.Flags{UserPoolID: "eu-west-1_AbC123"}, func(string) (string, bool) { return "", false })
		if err != nil {
			t.Fatal(err)
		}
		o.Settings = set
		d = driverOn(t, pool, o)
		d.on("connection")
		d.golden("connection-missing")
	})
}

func TestGoldenTooSmall(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.press("1")
		d.write("eve@example.com")
		d.size(60, 12)
		d.sees("The window is too small.", "Nothing typed is lost.")
		d.size(80, 24)
		d.sees("eve@example.com")
	})
}
