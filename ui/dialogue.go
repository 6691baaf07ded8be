package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito"
)

// signer begins sign-ins and answers their challenges: the app client, or the
// admin where AWS credentials sign.
type signer interface {
	SignIn(context.Context, cognito.SignInRequest) (cognito.Step, error)
	Respond(context.Context, cognito.Answer) (cognito.Step, error)
}

// dialogue is a sign-in under way. It goes from one challenge's screen to the
// next and is gone when the sign-in ends or is left, with the password in it.
type dialogue struct {
	by      signer
	client  *cognito.Client
	devices deviceKeeper
	poolID  string
	request cognito.SignInRequest
	user    string            // the name as it was typed
	way     way               // as it was chosen on the sign-in screen
	chosen  string            // the way that was chosen where the pool offered several
	asked   map[string]string // the parameters of the custom challenge before
	spent   bool              // a password was refused on the way: the session may have ended with it
	setup   *cognito.MFASetup // with the session that the set-up of an app has come to
	sent    time.Time
}

// begin starts the sign-in, with the device that is remembered for the user. One
// that the pool doesn't know is forgotten here as well. It is run in a command,
// like the two below: their receiver is a copy, taken when the command is made.
func (d dialogue) begin(ctx context.Context) (cognito.Step, error) {
	request := d.request
	request.Device = d.devices.find(d.poolID, d.user)
	step, err := d.by.SignIn(ctx, request)
	return d.noted(step), err
}

// respond gives an answer.
func (d dialogue) respond(ctx context.Context, a cognito.Answer) (cognito.Step, error) {
	step, err := d.by.Respond(ctx, a)
	if cognito.KindOf(err) == cognito.DeviceUnknown {
		d.devices.drop(d.poolID, d.user)
	}
	return d.noted(step), err
}

// again begins anew for another code, and makes the same choice on the way.
func (d dialogue) again(ctx context.Context) (cognito.Step, error) {
	step, err := d.begin(ctx)
	switch s := step.(type) {
	case cognito.SelectMFAType:
		if slices.Contains(s.Choices, d.chosen) {
			return d.respond(ctx, s.Choose(d.chosen))
		}
	case cognito.SelectChallenge:
		if slices.Contains(s.Choices, d.chosen) {
			return d.respond(ctx, s.Choose(d.chosen))
		}
	}
	return step, err
}

// preferring is the sign-in begun anew with a way that was chosen from the list.
func (d *dialogue) preferring(name, password string) dialogue {
	anew := *d
	anew.request.Preferred, anew.request.Password, anew.request.Session = name, password, ""
	return anew
}

// noted forgets a device that the pool doesn't know.
func (d dialogue) noted(step cognito.Step) cognito.Step {
	if droppedDevice(step) {
		d.devices.drop(d.poolID, d.user)
	}
	return step
}

func droppedDevice(step cognito.Step) bool {
	switch s := step.(type) {
	case cognito.SignedIn:
		return s.Course.DeviceDropped
	case cognito.Challenge:
		return s.Course().DeviceDropped
	}
	return false
}

// repeatable tells whether the sign-in can be begun anew without asking for
// anything: what it needs is still held.
func (d *dialogue) repeatable() bool {
	switch {
	case d.request.Session != "":
		return false // that of a confirmation works once
	case d.request.Password != "":
		return true
	case d.request.Flow == cognito.ChoiceFlow:
		return !d.byPassword()
	}
	return d.request.Flow == cognito.CustomFlow && d.way.custom == ""
}

// byPassword tells whether the way that USER_AUTH took is the password.
func (d *dialogue) byPassword() bool { return strings.HasPrefix(d.request.Preferred, "PASSWORD") }

// forget drops the password: the session it began has run out.
func (d *dialogue) forget() { d.request.Password = "" }

// defaultSession is how long a session waits where the app client's
// AuthSessionValidity can't be read: the service's default.
const defaultSession = 3 * time.Minute

// sessionLeft is how long the service still waits for the answer to a challenge.
func sessionLeft(e *Env, c cognito.Course) time.Duration {
	life := defaultSession
	if e.AppClient != nil && e.AppClient.AuthSessionValidity > 0 {
		life = e.AppClient.AuthSessionValidity
	}
	return max(0, c.Since.Add(life).Sub(e.now()))
}

// clockTime writes a rest of time as minutes and seconds.
func clockTime(d time.Duration) string {
	s := int((d + time.Second - 1) / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
