package ui

import (
	"slices"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/session"
)

// This file is the state machine. A screen ends by returning an outcome; next
// alone says which screen follows. Nothing else names a screen.
//
//	home ─ sign up ──► enter a code ──► sign in ──► [challenge]* ──► session
//	     ─ enter a code
//	     ─ sign in ──► (not confirmed) enter a code · (reset required) reset
//	               ──► [challenge]* ──► (remember this device) ──► session
//	     ─ reset password ──► reset ──► sign in
//	     ─ support desk
//	     ─ connection ─ choose a pool ─ its app client ──► home
//	                  ─ keep it under a name
//	person ─ remedy ─ (done) person · devices · groups · attributes · all remedies ─ remedy
//	       ─ copy · all that was read · (nobody there) create the user
//	session ─ tokens ─ to a file · a token from elsewhere
//	        ─ attributes ─ one of them ─ verify
//	        ─ change the password
//	        ─ factors ─ authenticator app
//	        ─ passkeys
//	        ─ devices
//	        ─ delete the account
//	support desk ─ many at once ─ remedy ─ (group) ─ dry run ─ confirm ──► job
//	on every screen, where a call's AWS role wants it: an MFA code
//	panels on every screen: help, details, why it failed, calls ─ one of them, inbox, local pool

// how says what happens to the stack of screens.
type how int

const (
	push      how = iota // on top; esc comes back
	replace              // instead of the top one; esc goes where that went
	pop                  // back to the one below
	popFaults            // back to what the faults were opened from
	overSteps            // instead of the steps that led to a job of many users
	toHome               // home alone
	fromHome             // home, with the new one on top of it
	fromBelow            // home and another one, with the new one on top of them
)

// move is a step of the machine: what happens to the stack, and the new screen.
type move struct {
	how    how
	screen func(*Env) Screen // nil with pop and where home alone follows
	below  func(*Env) Screen // what fromBelow puts below
}

// next is the whole machine. It may change who is signed in and where one is
// connected, since these end with the screens that showed them.
func (a *App) next(o outcome) move {
	env := a.env
	switch o := o.(type) {
	case back:
		return move{how: pop}
	case goHome:
		return move{how: toHome, screen: func(e *Env) Screen { return newHome(e, o.notice) }}
	case wantSignUp:
		return move{how: fromHome, screen: func(e *Env) Screen { return newSignUp(e, o.user) }}
	case wantCode:
		return move{how: fromHome, screen: func(e *Env) Screen { return newConfirm(e, o.user, cognito.Delivery{}, o.send) }}
	case signedUp:
		return move{how: fromHome, screen: func(e *Env) Screen { return newConfirm(e, o.user, o.delivery, false).during(o.session) }}
	case wantSignIn:
		password := o.password
		if password == "" {
			password = a.held.release(o.user)
		}
		return move{how: fromHome, screen: func(e *Env) Screen {
			return newSignIn(e, o.user, password, signInNote{good: o.notice}).inTheWayOf(way{method: string(o.flow)})
		}}
	case confirmed:
		password := a.held.release(o.user)
		return move{how: fromHome, screen: func(e *Env) Screen {
			return newSignIn(e, o.user, password, signInNote{good: o.notice}).withSession(o.session)
		}}
	case wantForgot:
		return move{how: fromHome, screen: func(e *Env) Screen { return newForgot(e, o.user) }}
	case resetStarted:
		return move{how: replace, screen: func(e *Env) Screen { return newReset(e, o.user, o.delivery) }}
	case resetDone:
		password := a.held.release(o.user)
		return move{how: fromHome, screen: func(e *Env) Screen {
			return newSignIn(e, o.user, password, signInNote{good: "The new password is set."})
		}}
	case stepped:
		return a.nextStep(o.d, o.step)
	case wantPassword:
		return move{how: push, screen: func(e *Env) Screen { return newWayPassword(e, o.d, o.step, o.name) }}
	case wantMFASetup:
		return move{how: push, screen: func(e *Env) Screen { return mfaSetupOf(e, o.d, o.step, o.name) }}
	case signInOver:
		return move{how: fromHome, screen: func(e *Env) Screen {
			return newSignIn(e, o.d.user, "", signInNote{bad: o.warning, of: refusal{err: o.err, user: o.d.user}}).inTheWayOf(o.d.way)
		}}
	case deviceRemembered:
		return move{how: fromHome, screen: func(e *Env) Screen { return newSession(e).saying("This device is remembered, " + o.where + ".") }}
	case wantSession:
		return move{how: fromHome, screen: func(e *Env) Screen { return newSession(e) }}
	case wantAttributes:
		return move{how: push, screen: func(e *Env) Screen { return newAttributes(e) }}
	case wantAttribute:
		return move{how: push, screen: func(e *Env) Screen { return newAttribute(e, o.attribute, o.mark) }}
	case wantVerification:
		return move{how: replace, screen: func(e *Env) Screen { return newVerifyAttribute(e, o) }}
	case attributeDone:
		return move{how: fromBelow, below: func(e *Env) Screen { return newSession(e) },
			screen: func(e *Env) Screen { return newAttributes(e).saying(o.notice) }}
	case wantPasswordChange:
		return move{how: push, screen: func(e *Env) Screen { return newChangePassword(e) }}
	case passwordChanged:
		return move{how: fromHome, screen: func(e *Env) Screen {
			return newSession(e).saying("The password is changed. Sessions elsewhere may go on: sign out everywhere to end them.")
		}}
	case wantDeletion:
		return move{how: push, screen: func(e *Env) Screen { return newDeleteAccount(e) }}
	case wantTokens:
		return move{how: push, screen: newWorkbench}
	case wantTokenFile:
		return move{how: push, screen: newSaveTokens}
	case wantForeignToken:
		return move{how: push, screen: newPasteToken}
	case lookAtToken:
		return move{how: push, screen: func(e *Env) Screen { return newForeignToken(e, o.raw) }}
	case wantFactors:
		return move{how: push, screen: func(e *Env) Screen { return newFactors(e) }}
	case wantAuthenticator:
		return move{how: push, screen: func(e *Env) Screen { return newTOTPReplace(e, o.replaces, o.preferred) }}
	case wantPasskeys:
		return move{how: push, screen: func(e *Env) Screen { return newPasskeys(e) }}
	case wantDevices:
		return move{how: push, screen: func(e *Env) Screen { return newDeviceList(e) }}
	case wantDeskUser:
		return move{how: push, screen: func(e *Env) Screen { return newDeskUser(e, o) }}
	case wantRemedy:
		return move{how: push, screen: func(e *Env) Screen { return newRemedy(e, o) }}
	case wantCreateUser:
		return move{how: push, screen: func(e *Env) Screen { return newCreateUser(e, o) }}
	case userCreated:
		return move{how: replace, screen: func(e *Env) Screen { return newDeskUser(e, wantDeskUser{username: o.username}) }}
	case wantDeskDevices:
		return move{how: push, screen: func(e *Env) Screen { return newDeskDevices(e, o.of) }}
	case wantDeskGroups:
		return move{how: push, screen: func(e *Env) Screen { return newDeskGroups(e, o.of) }}
	case wantDeskAttributes:
		return move{how: push, screen: func(e *Env) Screen { return newDeskAttributes(e, o.of) }}
	case wantDeskMore:
		return move{how: push, screen: func(e *Env) Screen { return newDeskMore(e, o.of) }}
	case wantDeskCopy:
		return move{how: push, screen: func(e *Env) Screen { return newDeskCopy(e, o.of) }}
	case wantDeskDetails:
		return move{how: push, screen: func(e *Env) Screen { return newDeskDetails(e, o.of) }}
	case sessionEnded:
		note := endingInWords(o.note, env.knows())
		env.Session = nil
		password := a.held.release(o.user) // of a change whose answer was lost
		a.held = keepPassword{}            // of nobody else
		return move{how: fromHome, screen: func(e *Env) Screen { return newSignIn(e, o.user, password, note) }}
	case connected:
		a.connect(o.conn)
		return move{how: toHome, screen: func(e *Env) Screen { return newHome(e, o.notice) }}
	case wantDesk:
		return move{how: push, screen: func(e *Env) Screen { return newFind(e, a.options.JobFolder) }}
	case wantConnection:
		return move{how: push, screen: func(e *Env) Screen { return newConnection(e, &a.options.Connector).filled(o.filled) }}
	case wantPools:
		return move{how: push, screen: func(e *Env) Screen { return newPickPool(e, o.conn) }}
	case poolPicked:
		return move{how: push, screen: func(e *Env) Screen { return newPickClient(e, &a.options.Connector, o.conn, o.pool) }}
	case wantKeeping:
		return move{how: push, screen: func(e *Env) Screen { return newKeepPool(e, a.options.Secrets) }}
	case codeGiven:
		return move{how: pop}
	case wantMFACode:
		return move{how: push, screen: func(e *Env) Screen { return newMFACode(e, o.request) }}
	case showHelp:
		return move{how: push, screen: func(e *Env) Screen { return newHelp(e, a.top(), a.options.Suspends) }}
	case showDetails:
		return move{how: push, screen: func(e *Env) Screen { return newDetails(e, o.err) }}
	case showWhy:
		return move{how: push, screen: func(e *Env) Screen { return newWhy(e, o) }}
	case offerTaken: // by the screen below, see deliver
		return move{how: pop}
	case showCalls:
		return move{how: push, screen: func(e *Env) Screen { return newCalls(e, a.calls) }}
	case openCall:
		return move{how: push, screen: func(e *Env) Screen { return newCall(e, o.id, a.calls, "") }}
	case showCommand:
		return move{how: push, screen: func(e *Env) Screen { return newCommand(e, o.of) }}
	case wantRepeat:
		return move{how: push, screen: func(e *Env) Screen { return newRepeat(e, o.of) }}
	case callRepeated:
		return move{how: replace, screen: func(e *Env) Screen { return newCall(e, o.id, a.calls, "repeated just now") }}
	case showInbox:
		return move{how: push, screen: func(e *Env) Screen { return newInbox(e) }}
	case showLocal:
		return move{how: push, screen: func(e *Env) Screen { return newLocalPool(e) }}
	case pickFault:
		return move{how: push, screen: func(e *Env) Screen { return newFault(e, o.operation) }}
	case faultArmed:
		return move{how: popFaults}
	case poolReset:
		env.Session, a.held = nil, keepPassword{}
		return move{how: toHome, screen: func(e *Env) Screen { return newHome(e, "The pool is as it was at the start.") }}
	case typeClock:
		return move{how: push, screen: func(e *Env) Screen { return newClock(e) }}
	case wantMany:
		return move{how: push, screen: func(e *Env) Screen { return newBulkSource(e, o.users, a.options.JobFolder) }}
	case listChosen:
		return move{how: push, screen: func(e *Env) Screen { return newBulkRemedy(e, o.list) }}
	case wantDryRun:
		return move{how: push, screen: func(e *Env) Screen {
			if o.group == "" && slices.Contains(remedy.Get(o.remedy).Needs, remedy.Group) {
				return newBulkGroup(e, o.list, o.remedy)
			}
			return newBulkDry(e, o)
		}}
	case planned:
		return move{how: push, screen: func(e *Env) Screen { return newBulkConfirm(e, o.plan, a.options.JobFolder) }}
	case jobBegun:
		return move{how: overSteps, screen: func(e *Env) Screen { return newBulkRun(e, o.job) }}
	}
	return move{how: pop}
}

// nextStep is the part of the machine that walks a sign-in: each challenge has
// its screen.
func (a *App) nextStep(d *dialogue, step cognito.Step) move {
	if in, ok := step.(cognito.SignedIn); ok {
		return a.signedInAs(d, in)
	}
	return move{how: fromBelow, screen: func(e *Env) Screen { return challengeFor(e, d, step) },
		below: func(e *Env) Screen { return newSignIn(e, d.user, "", signInNote{}).inTheWayOf(d.way) }}
}

// signedInAs ends a sign-in.
func (a *App) signedInAs(d *dialogue, in cognito.SignedIn) move {
	d.forget()
	a.held = keepPassword{}
	a.env.Session = session.New(d.user, in)
	signedIn := func(e *Env) Screen { return newSession(e).after(in) }
	if in.NewDevice != nil {
		return move{how: fromBelow, screen: func(e *Env) Screen { return newRemember(e, d.user, in) }, below: signedIn}
	}
	return move{how: fromHome, screen: signedIn}
}

// challengeFor is the screen that answers a challenge.
func challengeFor(e *Env, d *dialogue, step cognito.Step) Screen {
	switch c := step.(type) {
	case cognito.SMSMFA:
		return newMessageCode(e, d, c, c.Delivery, c.Code)
	case cognito.EmailOTP:
		return newMessageCode(e, d, c, c.Delivery, c.Code)
	case cognito.SMSOTP:
		return newMessageCode(e, d, c, c.Delivery, c.Code)
	case cognito.SoftwareTokenMFA:
		return newAppCode(e, d, c)
	case cognito.SelectMFAType:
		return newSelectMFA(e, d, c)
	case cognito.SelectChallenge:
		return newSelectChallenge(e, d, c)
	case cognito.PasswordChallenge:
		return newWayPassword(e, d, c, c.Name())
	case cognito.PasswordSRPChallenge:
		return newWayPassword(e, d, c, c.Name())
	case cognito.NewPasswordRequired:
		return newNewPassword(e, d, c)
	case cognito.MFASetup:
		return newMFASetup(e, d, c)
	case cognito.CustomChallenge:
		return newCustom(e, d, c)
	case cognito.WebAuthn:
		return newPasskey(e, d, c)
	case cognito.Unsupported:
		return newChallengeNotice(e, c)
	}
	return newChallengeNotice(e, cognito.Unsupported{Name: "a step"})
}
