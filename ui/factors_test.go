package ui

import (
	"strings"

	"cognito-tui/cognito/localpool"
)

// comesIn signs in as a seeded user, by a code of the app where one is asked for;
// a device that is offered isn't remembered.
func (d *driver) comesIn(user string) {
	d.t.Helper()
	d.follow(wantSignIn{user: user, password: localpool.DemoPassword})
	d.press("enter")
	d.waits()
	if _, ok := d.app.top().(*chooseWay); ok {
		d.choose("Authenticator app")
		d.waits()
	}
	if _, ok := d.app.top().(*factorCode); ok {
		d.fills()
		d.waits()
	}
	if _, ok := d.app.top().(*remember); ok {
		d.choose("Not this one")
		d.waits()
	}
	d.on(&session{})
}

// calls how often an operation was called.
func (d *driver) calls(op string) int {
	n := 0
	for _, o := range d.operations() {
		if o == op {
			n++
		}
	}
	return n
}

// labels are the labels of the buttons of the top screen.
func (d *driver) labels() string {
	var all []string
	for _, b := range formOf(d.app.top()).Buttons {
		all = append(all, b.Label)
	}
	return strings.Join(all, "; ")
}
