package ui

import (
	tokens "cognito-tui/cognito/token"
	"reflect"
	"slices"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/session"
	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

const carried = "carried@example.com"

// deskUserName is somebody whom the support desk finds.
const deskUserName = "ann@example.com"

// walks has every outcome, the screen it leads to from where it can come about,
// and whether a user name is carried along.
var walks = []struct {
	name  string
	out   any
	under []any // what leads to the screen that it ends, from home
	want  string
	user  bool
}{
	{name: "back", out: back{}, under: []any{wantSignIn{}}, want: "home"},
	{name: "back from a panel", out: back{}, under: []any{wantForgot{user: carried}, showCalls{}}, want: "forgot", user: true},
	{name: "go home", out: goHome{"done"}, under: []any{wantSignIn{}}, want: "home"},
	{name: "sign up", out: wantSignUp{user: carried}, want: "signUp", user: true},
	{name: "enter a code", out: wantCode{user: carried}, want: "confirm", user: true},
	{name: "enter a fresh code", out: wantCode{user: carried, send: true}, under: []any{wantSignIn{}}, want: "confirm", user: true},
	{name: "sign in", out: wantSignIn{user: carried}, want: "signIn", user: true},
	{name: "reset", out: wantForgot{user: carried}, under: []any{wantSignIn{}}, want: "forgot", user: true},
	{name: "a way on", out: wayOn{offerReset, carried}, under: []any{wantSignIn{}}, want: "forgot", user: true},
	{name: "support desk", out: wantDesk{}, want: "findScreen"},
	{name: "connection", out: wantConnection{}, want: "connection"},
	{name: "session", out: wantSession{}, want: "session", user: true},
	{name: "signed up", out: signedUp{user: carried, delivery: cognito.Delivery{Medium: "EMAIL", Destination: "c***@e***"}}, under: []any{wantSignUp{}}, want: "confirm", user: true},
	{name: "confirmed", out: confirmed{user: carried, notice: "done"}, under: []any{wantCode{}}, want: "signIn", user: true},
	{name: "reset started", out: resetStarted{user: carried}, under: []any{wantForgot{}}, want: "reset", user: true},
	{name: "reset done", out: resetDone{carried}, under: []any{resetStarted{}}, want: "signIn", user: true},
	{name: "signed in", out: stepped{step: cognito.SignedIn{}}, under: []any{wantSignIn{}}, want: "session", user: true},
	{name: "signed in, with a device to remember", out: stepped{step: cognito.SignedIn{NewDevice: &cognito.NewDevice{}}}, under: []any{wantSignIn{}}, want: "remember"},
	{name: "a challenge nobody knows", out: stepped{step: cognito.Unsupported{Name: "BRAND_NEW"}}, under: []any{wantSignIn{user: carried}}, want: "challengeNotice"},
	{name: "the password is asked for", out: wantPassword{}, under: []any{wantSignIn{user: carried}}, want: "wayPassword"},
	{name: "an app is set up", out: wantMFASetup{name: "SOFTWARE_TOKEN_MFA"}, under: []any{wantSignIn{user: carried}}, want: "totpSetup"},
	{name: "an address is set up", out: wantMFASetup{name: "EMAIL_OTP"}, under: []any{wantSignIn{user: carried}}, want: "emailSetup"},
	{name: "the sign-in is over", out: signInOver{warning: "too late"}, under: []any{wantSignIn{}}, want: "signIn", user: true},
	{name: "a device is remembered", out: deviceRemembered{"here"}, under: []any{wantSession{}}, want: "session", user: true},
	{name: "attributes", out: wantAttributes{}, under: []any{wantSession{}}, want: "attributes"},
	{name: "an attribute", out: wantAttribute{cognito.Attribute{Name: "nickname", Value: carried}, ""}, under: []any{wantSession{}, wantAttributes{}}, want: "attribute"},
	{name: "an attribute to add", out: wantAttribute{}, under: []any{wantSession{}, wantAttributes{}}, want: "attribute"},
	{name: "an address to verify", out: wantVerification{attribute: "email"}, under: []any{wantSession{}, wantAttributes{}, wantAttribute{}}, want: "verifyAttribute"},
	{name: "an attribute is done", out: attributeDone{"done"}, under: []any{wantSession{}, wantAttributes{}, wantAttribute{}}, want: "attributes"},
	{name: "change the password", out: wantPasswordChange{}, under: []any{wantSession{}}, want: "changePassword"},
	{name: "the password is changed", out: passwordChanged{}, under: []any{wantSession{}, wantPasswordChange{}}, want: "session", user: true},
	{name: "delete the account", out: wantDeletion{}, under: []any{wantSession{}}, want: "deleteAccount"},
	{name: "tokens", out: wantTokens{}, under: []any{wantSession{}}, want: "workbench"},
	{name: "tokens to a file", out: wantTokenFile{}, under: []any{wantSession{}, wantTokens{}}, want: "saveTokens"},
	{name: "a token from elsewhere", out: wantForeignToken{}, under: []any{wantSession{}, wantTokens{}}, want: "pasteToken"},
	{name: "a token is looked at", out: lookAtToken{"a.b.c"}, under: []any{wantForeignToken{}}, want: "foreignToken"},
	{name: "factors", out: wantFactors{}, under: []any{wantSession{}}, want: "factors"},
	{name: "authenticator app", out: wantAuthenticator{}, under: []any{wantSession{}, wantFactors{}}, want: "totpReplace"},
	{name: "passkeys", out: wantPasskeys{}, under: []any{wantSession{}}, want: "passkeys"},
	{name: "devices", out: wantDevices{}, under: []any{wantSession{}}, want: "deviceList"},
	{name: "session ended", out: sessionEnded{carried, signInNote{bad: "gone"}}, under: []any{wantSession{}}, want: "signIn", user: true},
	{name: "connected", out: connected{conn: &Conn{}}, under: []any{wantConnection{}}, want: "home"},
	{name: "a person", out: wantDeskUser{username: deskUserName}, want: "deskUser"},
	{name: "a person of the list", out: wantDeskUser{username: deskUserName}, under: []any{wantDesk{}}, want: "deskUser"},
	{name: "a remedy", out: wantRemedy{id: remedy.SignOut}, under: []any{wantDeskUser{username: deskUserName}}, want: "remedyScreen"},
	{name: "create a user", out: wantCreateUser{username: carried}, under: []any{wantDeskUser{username: carried}}, want: "createUser", user: true},
	{name: "the user is created", out: userCreated{username: deskUserName}, under: []any{wantDeskUser{username: carried}, wantCreateUser{username: deskUserName}}, want: "deskUser"},
	{name: "a person's devices", out: wantDeskDevices{}, under: []any{wantDeskUser{username: deskUserName}}, want: "deskPage"},
	{name: "a person's groups", out: wantDeskGroups{}, under: []any{wantDeskUser{username: deskUserName}}, want: "deskPage"},
	{name: "a person's attributes", out: wantDeskAttributes{}, under: []any{wantDeskUser{username: deskUserName}}, want: "deskPage"},
	{name: "all remedies", out: wantDeskMore{}, under: []any{wantDeskUser{username: deskUserName}}, want: "deskPage"},
	{name: "copy of a person's card", out: wantDeskCopy{}, under: []any{wantDeskUser{username: deskUserName}}, want: "deskCopy"},
	{name: "all that was read of a person", out: wantDeskDetails{}, under: []any{wantDeskUser{username: deskUserName}}, want: "deskDetails"},
	{name: "choose a pool", out: wantPools{&Conn{}}, under: []any{wantConnection{}}, want: "pickPool"},
	{name: "a pool is chosen", out: poolPicked{conn: &Conn{}, pool: pickItem{"us-east-1_LocalPool", "LocalPool"}}, under: []any{wantConnection{}, wantPools{&Conn{}}}, want: "pickClient"},
	{name: "keep the connection", out: wantKeeping{}, under: []any{wantConnection{}}, want: "keepPool"},
	{name: "an MFA code", out: wantMFACode{&codeRequest{serial: "arn:aws:iam::123456789012:mfa/ann", answer: make(chan string, 1)}}, under: []any{wantSession{}}, want: "mfaCode"},
	{name: "the code is given", out: codeGiven{}, under: []any{wantSession{}, wantMFACode{&codeRequest{answer: make(chan string, 1)}}}, want: "session", user: true},
	{name: "help", out: showHelp{}, under: []any{wantSignIn{}}, want: "helpPanel"},
	{name: "details", out: showDetails{&cognito.Error{Op: "SignUp", Kind: cognito.TimedOut}}, under: []any{wantSignUp{}}, want: "detailsPanel"},
	{name: "why", out: showWhy{refusal: refusal{err: &cognito.Error{Op: "SignUp", Kind: cognito.TimedOut}}}, under: []any{wantSignUp{}}, want: "whyScreen"},
	{name: "a way on is chosen there", out: offerTaken{}, under: []any{wantSignUp{}, showWhy{refusal: refusal{err: &cognito.Error{Op: "SignUp", Kind: cognito.TimedOut}}}}, want: "signUp"},
	{name: "calls", out: showCalls{}, under: []any{wantSignIn{}}, want: "callsPanel"},
	{name: "a call", out: openCall{id: 1}, under: []any{wantSignIn{}, showCalls{}}, want: "callScreen"},
	{name: "a command", out: showCommand{of: &trace.Entry{Op: "GetUser"}}, under: []any{showCalls{}, openCall{id: 1}}, want: "commandScreen"},
	{name: "repeat a call", out: wantRepeat{of: &trace.Entry{Op: "SignUp"}}, under: []any{showCalls{}, openCall{id: 1}}, want: "repeatScreen"},
	{name: "repeated", out: callRepeated{id: 1}, under: []any{showCalls{}, openCall{id: 1}, wantRepeat{of: &trace.Entry{Op: "SignUp"}}}, want: "callScreen"},
	{name: "inbox", out: showInbox{}, under: []any{wantSignIn{}}, want: "inboxPanel"},
	{name: "local pool", out: showLocal{}, under: []any{wantSignIn{}}, want: "localPool"},
	{name: "a fault", out: pickFault{}, under: []any{showLocal{}}, want: "fault"},
	{name: "a fault of an operation", out: pickFault{"SignUp"}, under: []any{showLocal{}, pickFault{}}, want: "fault"},
	{name: "fault armed", out: faultArmed{}, under: []any{showLocal{}, pickFault{}, pickFault{"SignUp"}}, want: "localPool"},
	{name: "the clock", out: typeClock{}, under: []any{showLocal{}}, want: "clockForm"},
	{name: "many at once", out: wantMany{}, want: "bulkSource"},
	{name: "whom a job is for", out: listChosen{}, under: []any{wantMany{}}, want: "bulkRemedy"},
	{name: "a group for many", out: wantDryRun{remedy: remedy.AddGroup}, under: []any{wantMany{}, listChosen{}}, want: "bulkGroup"},
	{name: "a dry run", out: wantDryRun{remedy: remedy.Disable}, under: []any{wantMany{}, listChosen{}}, want: "bulkDry"},
	{name: "a dry run was looked at", out: planned{}, under: []any{wantMany{}, listChosen{}, wantDryRun{remedy: remedy.Disable}}, want: "bulkConfirm"},
	{name: "a job", out: jobBegun{}, under: []any{wantMany{}, listChosen{}, wantDryRun{remedy: remedy.Disable}, planned{}}, want: "bulkRun"},
	{name: "the pool begins anew", out: poolReset{}, under: []any{wantSession{}, showLocal{}}, want: "home"},
}

// TestFlowIsWalkedWhole keeps the list above complete: each outcome that flow.go
// follows stands in it.
func TestFlowIsWalkedWhole(t *testing.T) {
	var walked []string
	for _, w := range walks {
		walked = append(walked, reflect.TypeOf(w.out).String())
	}
	slices.Sort(walked)
	if all, walked := followed(t), slices.Compact(walked); !slices.Equal(all, walked) {
		t.Errorf("flow.go follows the outcomes\n%v\nthe walk has\n%v", all, walked)
	}
}

// TestOutcomesAreValues keeps functions and screens out of what screens end with.
func TestOutcomesAreValues(t *testing.T) {
	screen := reflect.TypeFor[Screen]()
	for _, w := range walks {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(w.out)) {
			if f.Type.Kind() == reflect.Func || f.Type.Implements(screen) {
				t.Errorf("%T carries a %s", w.out, f.Type)
			}
		}
	}
}

// TestFlow takes every outcome where it can come about: it leads to its screen,
// carries the name, and from there Esc leads out until home is reached.
func TestFlow(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signIn("ann@example.com")
		set := d.app.env.Session.Tokens()
		for _, w := range walks {
			t := named{t, w.name}
			d.t = t
			d.app.env.Session = session.New(carried, cognito.SignedIn{Tokens: set})
			d.follow(goHome{})
			for _, o := range w.under {
				d.follow(d.connects(o))
			}
			w.out = d.connects(w.out)
			if _, ok := w.out.(jobBegun); ok {
				w.out = jobBegun{d.job(remedy.SignOut)}
			}
			w.out = ofCard(w.out, d.app.top())
			w.out = whole(t, w.out, set)
			d.follow(w.out)
			d.on(w.want)
			if w.user && !slices.Contains(namesOn(d.app.top()), carried) {
				t.Errorf("the name isn't carried:\n%s", d.screen())
			}
			d.leavesByEsc()
		}
	})
}

// ofCard gives an outcome of a person the card it is about.
func ofCard(out any, top Screen) any {
	card, ok := top.(*deskUser)
	if !ok {
		return out
	}
	switch o := out.(type) {
	case wantRemedy:
		o.of = card.person
		return o
	case wantDeskDevices:
		return wantDeskDevices{card.person}
	case wantDeskGroups:
		return wantDeskGroups{card.person}
	case wantDeskAttributes:
		return wantDeskAttributes{card.person}
	case wantDeskMore:
		return wantDeskMore{card.person}
	case wantDeskCopy:
		return wantDeskCopy{card.person}
	case wantDeskDetails:
		return wantDeskDetails{card.person}
	}
	return out
}

// connects gives an outcome that needs one a connection.
func (d *driver) connects(out any) any {
	conn, _ := d.app.options.Connect(d.app.env.Settings)
	switch o := out.(type) {
	case connected:
		o.conn = conn
		return o
	case wantPools:
		o.conn = conn
		return o
	case poolPicked:
		o.conn = conn
		return o
	}
	return out
}

// whole gives an outcome of a sign-in what it can't be written with above.
func whole(t testing.TB, out any, set tokens.Set) any {
	d := dialogueOf(t, carried)
	switch o := out.(type) {
	case stepped:
		if in, ok := o.step.(cognito.SignedIn); ok {
			in.Tokens = set
			o.step = in
		}
		o.d = d
		return o
	case signInOver:
		o.d = d
		return o
	case wantPassword:
		o.d, o.step = d, stepOf(t, "SELECT_CHALLENGE").(cognito.Challenge)
		return o
	case wantMFASetup:
		o.d, o.step = d, stepOf(t, "MFA_SETUP").(cognito.MFASetup)
		return o
	}
	return out
}

// TestEveryChallengeHasItsScreen walks the steps that a sign-in may come to.
func TestEveryChallengeHasItsScreen(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"SMS_MFA": "factorCode", "EMAIL_OTP": "factorCode", "SMS_OTP": "factorCode", "SOFTWARE_TOKEN_MFA": "factorCode",
		"SELECT_MFA_TYPE": "chooseWay", "SELECT_CHALLENGE": "chooseWay", "MFA_SETUP": "chooseWay",
		"PASSWORD": "wayPassword", "PASSWORD_SRP": "wayPassword", "NEW_PASSWORD_REQUIRED": "newPassword",
		"CUSTOM_CHALLENGE": "custom", "WEB_AUTHN": "challengeScreen", "ADMIN_NO_SRP_AUTH": "challengeNotice", "BRAND_NEW": "challengeNotice",
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				d := newDriver(t, "demo-app")
				d.follow(wantSignIn{user: carried})
				d.follow(stepped{dialogueOf(t, carried), stepOf(t, name)})
				d.on(want)
				d.press("esc")
				d.on("signIn")
				d.sees(carried)
				d.leavesByEsc()
			})
		})
	}
}

// follow ends the top screen with an outcome.
func (d *driver) follow(o any) {
	d.t.Helper()
	d.run(d.app.top().base().end(o))
	d.send(nil) // the App follows after each message
	d.settle()
}

// namesOn are the user names that a screen holds.
func namesOn(s Screen) []string {
	names := []string{}
	if f := formOf(s); f != nil {
		names = append(names, f.Value("username"))
	}
	if s, ok := s.(*Session); ok {
		names = append(names, s.user)
	}
	return names
}

// formOf is the form of a screen that has one, else nil.
func formOf(s Screen) *kit.Form {
	if f := formScreenOf(s); f != nil {
		return f.form
	}
	return nil
}

func (s *formScreen) self() *formScreen { return s }

func formScreenOf(s Screen) *formScreen {
	if f, ok := s.(interface{ self() *formScreen }); ok {
		return f.self()
	}
	return nil
}

// leavesByEsc presses Esc until home is reached; each press leads out of a screen.
func (d *driver) leavesByEsc() {
	d.t.Helper()
	for range 20 {
		if d.screen() == "" {
			d.t.Fatalf("%T draws nothing", d.app.top())
		}
		if len(d.app.stack) == 1 {
			d.on("home")
			return
		}
		before := len(d.app.stack)
		if d.app.top().base().busy != "" {
			d.press("esc") // cancels
		}
		if d.press("esc"); len(d.app.stack) >= before {
			d.t.Fatalf("esc doesn't lead out of %T:\n%s", d.app.top(), d.screen())
		}
	}
	d.t.Fatal("esc never leads home")
}

// TestOffersLeadOn walks every way on that a problem
// offers: each leads somewhere, with the name.
func TestOffersLeadOn(t *testing.T) {
	for o := offerSignIn; o <= offerReload; o++ {
		out := leadsTo(wayOn{o, carried})
		if o.leaves() != (out != nil) {
			t.Errorf("%q leaves: %v, but leads to %T", o.label(), o.leaves(), out)
		}
		if o == offerRetry || o == offerForceAlias || o == offerReload {
			if out != nil {
				t.Errorf("%q stays on its screen, got %T", o.label(), out)
			}
			continue
		}
		if out == nil {
			t.Errorf("%q leads nowhere", o.label())
			continue
		}
		if f := reflect.ValueOf(out).FieldByName("user"); f.IsValid() && f.String() != carried {
			t.Errorf("%q forgets the name", o.label())
		}
	}
}

// TestPoolResetUnderASession begins the embedded pool anew from on top of the
// session screen: who was signed in is gone, and no screen of theirs is left.
func TestPoolResetUnderASession(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := newDriver(t, "demo-app")
		d.signIn("ann@example.com")
		d.press("ctrl+l", "end", "enter")
		d.sees("not signed in")
		for range 3 {
			if _, ok := d.app.top().(*Session); ok {
				t.Fatalf("the session screen is left without a session:\n%q", d.screen())
			}
			d.press("esc")
		}
		d.on("home")
	})
}

// signIn signs in as a seeded user.
func (d *driver) signIn(user string) {
	d.t.Helper()
	d.follow(wantSignIn{user: user, password: d.app.env.Local.Password()})
	d.press("enter")
	d.on("session")
}
