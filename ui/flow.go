package ui

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
)

// This file is the state machine. A screen ends by returning an outcome; next
// alone says which screen follows. Nothing else names a screen.
//
//	home ─ sign up ──► enter a code ──► sign in ──► session
//	     ─ enter a code
//	     ─ sign in ──► (not confirmed) enter a code · (reset required) reset
//	     ─ reset password ──► reset ──► sign in
//	     ─ connection
//	panels on every screen: help, details, calls, inbox, local pool

// outcome is how a screen ended.
type outcome interface{ outcome() }

type (
	back   struct{}                // esc
	goHome struct{ notice string } // to the start, saying what was done

	wantSignUp struct{ user string }
	wantCode   struct {
		user string
		send bool
	} // send: ask for a fresh code at once
	wantSignIn     struct{ user, password, notice string }
	wantForgot     struct{ user string }
	wantConnection struct{}
	wantSession    struct{}

	signedUp struct {
		user     string
		delivery cognito.Delivery
	}
	confirmed    struct{ user, notice string }
	resetStarted struct {
		user     string
		delivery cognito.Delivery
	}
	resetDone struct{ user string }
	signedIn  struct {
		user   string
		tokens token.Set
	}
	challenged struct {
		user string
		step cognito.Unsupported
	}
	sessionEnded struct {
		user string
		note signInNote
	} // revoked, expired or signed out
	connected struct{ conn Connection }

	showHelp    struct{ of Screen }
	showDetails struct{ err *cognito.Error }
	showCalls   struct{}
	showInbox   struct{}
	showLocal   struct{}
	pickFault   struct{ operation string } // empty: the operation is chosen first
	faultArmed  struct{}                   // back to the local pool, over the lists it was chosen from
	typeClock   struct{}
	poolReset   struct{} // the embedded pool began anew: nobody is signed in
)

func (back) outcome()           {}
func (goHome) outcome()         {}
func (wantSignUp) outcome()     {}
func (wantCode) outcome()       {}
func (wantSignIn) outcome()     {}
func (wantForgot) outcome()     {}
func (wantConnection) outcome() {}
func (wantSession) outcome()    {}
func (signedUp) outcome()       {}
func (confirmed) outcome()      {}
func (resetStarted) outcome()   {}
func (resetDone) outcome()      {}
func (signedIn) outcome()       {}
func (challenged) outcome()     {}
func (sessionEnded) outcome()   {}
func (connected) outcome()      {}
func (showHelp) outcome()       {}
func (showDetails) outcome()    {}
func (showCalls) outcome()      {}
func (showInbox) outcome()      {}
func (showLocal) outcome()      {}
func (pickFault) outcome()      {}
func (faultArmed) outcome()     {}
func (typeClock) outcome()      {}
func (poolReset) outcome()      {}

// how says what happens to the stack of screens.
type how int

const (
	push      how = iota // on top; esc comes back
	replace              // instead of the top one; esc goes where that went
	pop                  // back to the one below
	popFaults            // back to what the faults were opened from
	toHome               // home alone
	fromHome             // home, with the new one on top of it
)

// move is a step of the machine: what happens to the stack, and the new screen.
type move struct {
	how    how
	screen func(*Env) Screen // nil with pop and where home alone follows
}

// next is the whole machine. It may change who is signed in and where one is
// connected, since these end with the screens that showed them.
func next(env *Env, o outcome) move {
	switch o := o.(type) {
	case back:
		return move{how: pop}
	case goHome:
		return move{toHome, func(e *Env) Screen { return newHome(e, o.notice) }}
	case wantSignUp:
		return move{fromHome, func(e *Env) Screen { return newSignUp(e, o.user) }}
	case wantCode:
		return move{fromHome, func(e *Env) Screen { return newConfirm(e, o.user, cognito.Delivery{}, o.send) }}
	case signedUp:
		return move{fromHome, func(e *Env) Screen { return newConfirm(e, o.user, o.delivery, false) }}
	case wantSignIn:
		password := o.password
		if password == "" {
			password = env.release(o.user)
		}
		return move{fromHome, func(e *Env) Screen { return newSignIn(e, o.user, password, signInNote{good: o.notice}) }}
	case confirmed:
		password := env.release(o.user)
		return move{fromHome, func(e *Env) Screen { return newSignIn(e, o.user, password, signInNote{good: o.notice}) }}
	case wantForgot:
		return move{fromHome, func(e *Env) Screen { return newForgot(e, o.user) }}
	case resetStarted:
		return move{replace, func(e *Env) Screen { return newReset(e, o.user, o.delivery) }}
	case resetDone:
		password := env.release(o.user)
		return move{fromHome, func(e *Env) Screen {
			return newSignIn(e, o.user, password, signInNote{good: "The new password is set."})
		}}
	case challenged:
		return move{push, func(e *Env) Screen { return newChallengeNotice(e, o.step) }}
	case signedIn:
		env.held = held{}
		env.Session = &Session{User: o.user, Tokens: o.tokens}
		return move{fromHome, func(e *Env) Screen { return newSession(e) }}
	case wantSession:
		return move{fromHome, func(e *Env) Screen { return newSession(e) }}
	case sessionEnded:
		env.Session = nil
		return move{fromHome, func(e *Env) Screen { return newSignIn(e, o.user, "", o.note) }}
	case connected:
		env.connect(o.conn)
		return move{toHome, func(e *Env) Screen { return newHome(e, "") }}
	case wantConnection:
		return move{push, func(e *Env) Screen { return newConnection(e) }}
	case showHelp:
		return move{push, func(e *Env) Screen { return newHelp(e, o.of) }}
	case showDetails:
		return move{push, func(e *Env) Screen { return newDetails(e, o.err) }}
	case showCalls:
		return move{push, func(e *Env) Screen { return newCalls(e) }}
	case showInbox:
		return move{push, func(e *Env) Screen { return newInbox(e) }}
	case showLocal:
		return move{push, func(e *Env) Screen { return newLocalPool(e) }}
	case pickFault:
		return move{push, func(e *Env) Screen { return newFault(e, o.operation) }}
	case faultArmed:
		return move{how: popFaults}
	case poolReset:
		env.Session, env.held = nil, held{}
		return move{toHome, func(e *Env) Screen { return newHome(e, "The pool is as it was at the start.") }}
	case typeClock:
		return move{push, func(e *Env) Screen { return newClock(e) }}
	}
	return move{how: pop}
}
