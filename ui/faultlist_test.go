package ui

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/source"
)

// TestWalkedOperations looks for each operation of the pool in the calls of the
// screens: those made there stand first in the list of faults.
func TestWalkedOperations(t *testing.T) {
	called := map[string]bool{}
	source.Program(t, func(name string, _ *token.FileSet, file *ast.File) {
		if !strings.HasPrefix(name, "ui/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if method, ok := call.Fun.(*ast.SelectorExpr); ok {
					called[strings.TrimSuffix(method.Sel.Name, "With")] = true
				}
			}
			return true
		})
	})
	operations, walked, found := demoPool().Operations(), cognito.Operations(), 0
	for _, op := range operations {
		if !called[op] {
			continue
		}
		found++
		if !slices.Contains(walked, op) {
			t.Errorf("%s is called by a screen, but isn't listed so", op)
		}
	}
	if found < 20 {
		t.Errorf("only %d calls were found", found)
	}
	for _, op := range walked {
		if !slices.Contains(operations, op) {
			t.Errorf("the pool has no %s", op)
		}
	}
}

// TestTokenFaults arms, by hand, each way that an access token is refused.
func TestTokenFaults(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		arm := func(d *driver, detail string) {
			t.Helper()
			d.follow(pickFault{"GetUser"})
			s := d.app.top().(*fault)
			s.at = slices.IndexFunc(s.rows(), func(r listRow) bool { return r.detail == detail })
			if s.at < 0 {
				t.Fatalf("no fault is %q", detail)
			}
			d.press("enter")
			d.opens(wantSession{})
			d.waits()
		}
		d := asAccount(t, "account-app", "ray@example.com", wantSession{})
		before := d.app.env.Session.Tokens().Access
		arm(d, "Access Token has expired")
		d.on("session")
		if d.app.env.Session.Tokens().Access == before {
			t.Error("the session wasn't refreshed")
		}
		arm(d, "Access Token has been revoked")
		d.on("signIn")
		d.sees("This session was signed out, or the account is gone; sign in again.")
	})
}
