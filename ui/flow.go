package ui

import (
	"fmt"
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

// move is a step of the machine: how many of the lowest screens stay, and which
// ones come on top of them.
type move struct {
	keep  func(stack []Screen) int
	add   []Screen
	offer *offerTaken // for the screen that is on top then; nil for none
	reads bool        // what may be known of the connection is to be read now
}

// push puts a screen on top; esc comes back.
func push(s Screen) move {
	return move{keep: func(stack []Screen) int { return len(stack) }, add: []Screen{s}}
}

// pop goes back to the screen below.
func pop() move { return move{keep: func(stack []Screen) int { return max(1, len(stack)-1) }} }

// replace puts a screen instead of the top one; esc goes where that went.
func replace(s Screen) move {
	m := pop()
	m.add = []Screen{s}
	return m
}

// over leaves the steps on top, and puts the screens they led to instead of them.
func over(screens ...Screen) move {
	return move{add: screens, keep: func(stack []Screen) int {
		n := len(stack)
		for n > 1 && stack[n-1].base().step {
			n--
		}
		return n
	}}
}

// fromHome keeps home alone, with the screens on top of it.
func fromHome(screens ...Screen) move {
	return move{keep: func([]Screen) int { return 1 }, add: screens}
}

// toHome begins anew with this home.
func toHome(home Screen) move {
	return move{keep: func([]Screen) int { return 0 }, add: []Screen{home}}
}

// next is the whole machine. It may change who is signed in and where one is
// connected, since these end with the screens that showed them.
func (a *App) next(o any) move {
	env := a.env
	switch o := o.(type) {
	case back:
		return pop()
	case goHome:
		return toHome(newHome(env, o.notice))
	case wantSignUp:
		return fromHome(newSignUp(env, o.user))
	case wantCode:
		return fromHome(newConfirm(env, o.user, cognito.Delivery{}, o.send))
	case signedUp:
		return fromHome(newConfirm(env, o.user, o.delivery, false).during(o.session))
	case wantSignIn:
		password := o.password
		if password == "" {
			password = a.held.release(o.user)
		}
		return fromHome(newSignIn(env, o.user, password, signInNote{good: o.notice}).inTheWayOf(way{method: string(o.flow)}))
	case confirmed:
		password := a.held.release(o.user)
		return fromHome(newSignIn(env, o.user, password, signInNote{good: o.notice}).withSession(o.session))
	case wayOn:
		return a.next(leadsTo(o))
	case wantForgot:
		return fromHome(newForgot(env, o.user))
	case resetStarted:
		return replace(newReset(env, o.user, o.delivery))
	case resetDone:
		password := a.held.release(o.user)
		return fromHome(newSignIn(env, o.user, password, signInNote{good: "The new password is set."}))
	case stepped:
		return a.nextStep(o.d, o.step)
	case wantPassword:
		return push(newWayPassword(env, o.d, o.step, o.name))
	case wantMFASetup:
		return push(setupFor(env, o.d, o.step, o.name))
	case signInOver:
		return fromHome(newSignIn(env, o.d.user, "", signInNote{bad: o.warning, of: refusal{err: o.err, user: o.d.user}}).inTheWayOf(o.d.way))
	case deviceRemembered:
		return fromHome(newSession(env).saying("This device is remembered, " + o.where + "."))
	case wantSession:
		return fromHome(newSession(env))
	case wantAttributes:
		return push(newAttributes(env))
	case wantAttribute:
		return push(newAttribute(env, o.attribute, o.mark))
	case wantVerification:
		return replace(newVerifyAttribute(env, o))
	case attributeDone:
		return fromHome(newSession(env), newAttributes(env).saying(o.notice))
	case wantPasswordChange:
		return push(newChangePassword(env))
	case passwordChanged:
		return fromHome(newSession(env).saying("The password is changed. Sessions elsewhere may go on: sign out everywhere to end them."))
	case wantDeletion:
		return push(newDeleteAccount(env))
	case wantTokens:
		return push(newWorkbench(env))
	case wantTokenFile:
		return push(newSaveTokens(env))
	case wantForeignToken:
		return push(newPasteToken(env))
	case lookAtToken:
		return push(newForeignToken(env, o.raw))
	case wantFactors:
		return push(newFactors(env))
	case wantAuthenticator:
		return push(newTOTPReplace(env, o.replaces, o.preferred))
	case wantPasskeys:
		return push(newPasskeys(env))
	case wantDevices:
		return push(newDeviceList(env))
	case wantDeskUser:
		return push(newDeskUser(env, o))
	case wantRemedy:
		return push(newRemedy(env, o))
	case wantCreateUser:
		return push(newCreateUser(env, o))
	case userCreated:
		return replace(newDeskUser(env, wantDeskUser{username: o.username}))
	case wantDeskDevices:
		return push(newDeskDevices(env, o.of))
	case wantDeskGroups:
		return push(newDeskGroups(env, o.of))
	case wantDeskAttributes:
		return push(newDeskAttributes(env, o.of))
	case wantDeskMore:
		return push(newDeskMore(env, o.of))
	case wantDeskCopy:
		return push(newDeskCopy(env, o.of))
	case wantDeskDetails:
		return push(newDeskDetails(env, o.of))
	case sessionEnded:
		note := endingInWords(o.note, env.knows())
		env.Session = nil
		password := a.held.release(o.user) // of a change whose answer was lost
		a.held = keepPassword{}            // of nobody else
		return fromHome(newSignIn(env, o.user, password, note))
	case connected:
		a.connect(o.conn)
		m := toHome(newHome(env, o.notice))
		m.reads = true
		return m
	case wantDesk:
		return push(newFind(env, a.options.JobFolder))
	case wantConnection:
		return push(newConnection(env, &a.options.Connector).filled(o.filled))
	case wantPools:
		return push(newPickPool(env, o.conn))
	case poolPicked:
		return push(newPickClient(env, &a.options.Connector, o.conn, o.pool))
	case wantKeeping:
		return push(newKeepPool(env, a.options.Secrets))
	case codeGiven:
		m := pop()
		if env.Pool == nil { // the pool asks for no code itself, and may be read now
			env.callerAsked, m.reads = false, true
		}
		return m
	case wantMFACode:
		return push(newMFACode(env, o.request))
	case showHelp:
		return push(newHelp(env, a.top(), a.options.Suspends))
	case showDetails:
		return push(newDetails(env, o.err))
	case showWhy:
		return push(newWhy(env, o))
	case offerTaken:
		m := pop()
		m.offer = &o
		return m
	case showCalls:
		return push(newCalls(env, a.calls))
	case openCall:
		return push(newCall(env, o.id, a.calls, ""))
	case showCommand:
		return push(newCommand(env, o.of))
	case wantRepeat:
		return push(newRepeat(env, o.of))
	case callRepeated:
		return replace(newCall(env, o.id, a.calls, "repeated just now"))
	case showInbox:
		return push(newInbox(env))
	case showLocal:
		return push(newLocalPool(env))
	case pickFault:
		return push(newFault(env, o.operation))
	case faultArmed:
		return over()
	case poolReset:
		env.Session, a.held = nil, keepPassword{}
		return toHome(newHome(env, "The pool is as it was at the start."))
	case typeClock:
		return push(newClock(env))
	case wantMany:
		return push(newBulkSource(env, o.users, a.options.JobFolder))
	case listChosen:
		return push(newBulkRemedy(env, o.list))
	case wantDryRun:
		if o.group == "" && slices.Contains(remedy.Get(o.remedy).Needs, remedy.Group) {
			return push(newBulkGroup(env, o.list, o.remedy))
		}
		return push(newBulkDry(env, o))
	case planned:
		return push(newBulkConfirm(env, o.plan, a.options.JobFolder))
	case jobBegun:
		return over(newBulkRun(env, o.job))
	}
	panic(fmt.Sprintf("flow: no screen follows %T", o))
}

// leadsTo is what a screen would end with that offered nothing else.
func leadsTo(o wayOn) any {
	switch o.offer {
	case offerSignIn:
		return wantSignIn{user: o.user}
	case offerSignUp:
		return wantSignUp{user: o.user}
	case offerEnterCode:
		return wantCode{user: o.user}
	case offerResend:
		return wantCode{user: o.user, send: true}
	case offerReset:
		return wantForgot{user: o.user}
	case offerConnection:
		return wantConnection{}
	case offerGoOn:
		return wantSession{}
	case offerHome:
		return goHome{}
	}
	return nil // one that doesn't leave
}

// nextStep is the part of the machine that walks a sign-in: each challenge has
// its screen.
func (a *App) nextStep(d *dialogue, step cognito.Step) move {
	if in, ok := step.(cognito.SignedIn); ok {
		return a.signedInAs(d, in)
	}
	return fromHome(newSignIn(a.env, d.user, "", signInNote{}).inTheWayOf(d.way), challengeFor(a.env, d, step))
}

// signedInAs ends a sign-in.
func (a *App) signedInAs(d *dialogue, in cognito.SignedIn) move {
	d.forget()
	a.held = keepPassword{}
	a.env.Session = session.New(d.user, in)
	signedIn := newSession(a.env).after(in)
	if in.NewDevice != nil {
		return fromHome(signedIn, newRemember(a.env, d.user, in))
	}
	return fromHome(signedIn)
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
		if only := soleSetup(c); only != "" {
			return setupFor(e, d, c, only)
		}
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

// setupFor is the screen that sets up a factor within a sign-in.
func setupFor(e *Env, d *dialogue, step cognito.MFASetup, name string) Screen {
	if name == "EMAIL_OTP" {
		return newEmailSetup(e, d, step)
	}
	return newTOTPSetup(e, d, step)
}
