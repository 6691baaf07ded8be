package ui

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// offer names a way on that a problem's screen gives as a button.
type offer int

const (
	offerSignIn offer = iota + 1
	offerSignUp
	offerEnterCode
	offerResend
	offerReset
	offerConnection
	offerRetry
	offerForceAlias // only after the explicit question that the hint puts
	offerGoOn       // to the session that there is already
	offerHome
	offerReload // the support desk's card is read again
)

var offerLabels = map[offer]string{
	offerSignIn:     "Sign in instead",
	offerSignUp:     "Sign up",
	offerEnterCode:  "Enter the code",
	offerResend:     "Send the code again",
	offerReset:      "Reset password",
	offerConnection: "Connection",
	offerRetry:      "Try again",
	offerForceAlias: "Move it to this account",
	offerGoOn:       "Go on",
	offerHome:       "Home",
	offerReload:     "Reload the card",
}

// leaves tells whether an offer leads to another screen, whichever shows it.
func (o offer) leaves() bool {
	return o != 0 && o != offerRetry && o != offerForceAlias && o != offerReload
}

// label is what the offer's button says, where the offer stands alone.
func (o offer) label() string { return offerLabels[o] }

// problem is what a person is told of an error.
type problem struct {
	sentence string // plain words, ends with a full stop
	hint     string // the next step
	offers   []offer
	field    string // key of the field the error belongs beside, or ""
	noWhy    bool   // "Why?" knows nothing of it
	clear    bool   // the secret typed should be cleared: the refusal is about it
	plain    bool   // signing in is the way on, not a second best
	list     bool   // to go on leads to the attributes, not to the session
}

// label is what the offer's button says under this problem.
func (p problem) label(o offer) string {
	if o == offerSignIn && p.plain {
		return "Sign in"
	}
	if o == offerGoOn && p.list {
		return "Back to the attributes"
	}
	return o.label()
}

// row is a line of the tables below: a problem, and how to put it where the
// service's own text is meant for people ("%" stands for that text).
type row struct {
	problem
	said string
}

// variant names an error that means something else in one operation.
type variant struct {
	kind cognito.Kind
	op   string
}

// explain puts an error in plain words, with the ways on. It looks for the
// operation's own row first, then for the kind's.
func explain(err *cognito.Error) problem {
	if err == nil {
		return problem{}
	}
	op := err.AppOp()
	r, ok := variants[variant{err.Kind, op + "/" + err.Challenge}]
	if !ok {
		r, ok = variants[variant{err.Kind, op}]
	}
	if !ok {
		r, ok = problems[err.Kind]
	}
	if !ok {
		r = problems[cognito.Unknown]
	}
	p := r.problem
	p.offers = slices.Clone(p.offers)
	p.hint = strings.ReplaceAll(p.hint, "{op}", err.Op)
	quoteService(&p, r.said, err)
	if known, ok := credentialsProblem(err); ok {
		p = known
	}
	p.place(err)
	if err.MayHaveHappened {
		p.mayHaveHappened(err)
	}
	return p
}

// place moves the problem to the field that the operation's form has.
func (p *problem) place(err *cognito.Error) {
	switch err.Op {
	case "UpdateUserAttributes", "DeleteUserAttributes", "VerifyUserAttribute", "GetUserAttributeVerificationCode":
		p.list = true
	}
	switch err.AppOp() {
	case "SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth", "ForgotPassword",
		"RespondToAuthChallenge", "VerifySoftwareToken", "VerifyUserAttribute":
	case "UpdateUserAttributes", "DeleteUserAttributes":
		if p.field == "email" || p.field == "phone_number" {
			p.field = "attribute"
		}
	case "ConfirmForgotPassword", "ChangePassword":
		if p.field == "password" {
			p.field = "newPassword"
		}
	default: // no form: the session screen, and reads of the pool
		p.field, p.clear = "", false
	}
}

// maxOffers is how many buttons stand under a problem at most.
const maxOffers = 4

// lostAnswer tells how to find out whether a call whose answer was lost was done.
type lostAnswer struct {
	hint   string
	offers []offer
}

// lostAnswers holds, for each call that is sent once, the way to check. Trying again
// is offered only where the hint says what a second call does.
var lostAnswers = map[string]lostAnswer{
	"SignUp": {"It may have gone through: sign in or ask for the code again to check.",
		[]offer{offerSignIn, offerResend}},
	"ConfirmSignUp": {"The code may have been accepted: sign in to check.",
		[]offer{offerSignIn}},
	"ResendConfirmationCode": {"A code may be on its way: look for it first. Asking again replaces it.",
		[]offer{offerEnterCode, offerRetry}},
	"InitiateAuth": {"It may have counted as a sign-in: trying again counts as another.",
		[]offer{offerRetry}},
	"RespondToAuthChallenge": {"The answer may have been taken, which ends this step: begin the sign-in again to check.",
		[]offer{offerSignIn}},
	"RespondToAuthChallenge/NEW_PASSWORD_REQUIRED": {"The new password may be set, which ends this step: begin the sign-in again, with the new password first.",
		[]offer{offerSignIn}},
	"AssociateSoftwareToken": {"A secret may have been made, which ends this step: begin the sign-in again.",
		[]offer{offerSignIn}},
	"VerifySoftwareToken": {"The code may have been taken, which ends this step: begin the sign-in again to check.",
		[]offer{offerSignIn}},
	"ConfirmDevice": {"The device may be confirmed: trying again does no harm.",
		[]offer{offerRetry}},
	"UpdateDeviceStatus": {"It may have gone through: trying again does no harm.",
		[]offer{offerRetry}},
	"SetUserMFAPreference": {"It may have gone through: trying again does no harm.",
		[]offer{offerRetry}},
	"DeleteWebAuthnCredential": {"The passkey may be deleted: read the list again to check.", nil},
	"StartWebAuthnRegistration": {"Nothing is registered before a browser finishes it: trying again does no harm.",
		[]offer{offerRetry}},
	"ForgetDevice": {"The device may be forgotten: read the list again to check.", nil},
	"ForgotPassword": {"A code may be on its way: look for it first. Asking again replaces it.",
		[]offer{offerEnterCode, offerRetry}},
	"ConfirmForgotPassword": {"The password may have been changed: sign in with the new one to check.",
		[]offer{offerSignIn}},
	"UpdateUserAttributes": {"The attribute may have changed, and a code may be on its way: go on to look.",
		[]offer{offerGoOn}},
	"VerifyUserAttribute": {"The code may have been taken: go on to look.",
		[]offer{offerGoOn}},
	"GetUserAttributeVerificationCode": {"A code may be on its way: look for it first. Asking again replaces it.",
		[]offer{offerEnterCode, offerRetry}},
	"DeleteUserAttributes": {"It may have gone through: go on to look. Deleting again does no harm.",
		[]offer{offerGoOn, offerRetry}},
	"ChangePassword": {"The password may be changed: sign in with the new one to check.",
		[]offer{offerSignIn}},
	"GetTokensFromRefreshToken": {"The refresh token may be spent: try again at once, while the pool still takes it. After that, sign in again.",
		[]offer{offerRetry, offerSignIn}},
	"InitiateAuth/REFRESH_TOKEN_AUTH": {"New tokens may have been made: trying again does no harm.",
		[]offer{offerRetry}},
	"DeleteUser": {"The account may be gone: sign in to check. Where it is, that is refused.",
		[]offer{offerSignIn}},
	"GlobalSignOut": {"It may have gone through: signing out a second time does no harm.",
		[]offer{offerRetry}},
	"RevokeToken": {"It may have gone through: signing out a second time does no harm.",
		[]offer{offerRetry}},
}

// mayHaveHappened adds the way to check, and takes away the button that would
// repeat the call unless the way to check speaks of it.
func (p *problem) mayHaveHappened(err *cognito.Error) {
	op := err.AppOp()
	c, ok := lostAnswers[op+"/"+err.Challenge]
	if !ok {
		c, ok = lostAnswers[op]
	}
	if !ok {
		c.hint = "It may have gone through: look before trying again."
	}
	if err.Kind == cognito.Cancelled {
		p.hint = "" // that nothing was lost isn't known
	}
	p.hint = strings.TrimSpace(p.hint + " " + c.hint)
	offers := c.offers
	for _, o := range p.offers {
		if o != offerRetry && !slices.Contains(offers, o) && len(offers) < maxOffers {
			offers = append(slices.Clip(offers), o)
		}
	}
	p.offers = slices.Clone(offers)
	p.plain = true
}
