package ui

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// deskProblems are the rows that put an error differently for whoever sits at the
// support desk: it isn't their own account, and they have other ways on.
var deskProblems = map[cognito.Kind]row{
	cognito.NoSuchUser: told("There is no such person in this pool any more.",
		"They were deleted meanwhile, or the name is another: reload the card.", offerReload),
	cognito.CannotResetInState: told("The service resets no password in this state.",
		"Of somebody who waits for the first sign-in the invitation is sent again, or a password is set.", offerReload),
	cognito.NoVerifiedContact: told("There is no verified email or phone to send a code to.",
		"Verify the address first, then reset; or set a password.", offerReload),
	cognito.ResetByAdminOnly: told("This pool sends no reset codes: its recovery is left to administrators.",
		"Set a temporary or a permanent password instead.", offerReload),
	cognito.ResendNotInState: told("They wait for no invitation any more.",
		"Only somebody who must change the password can be invited again: reload the card.", offerReload),
	cognito.AlreadyConfirmed: told("The account is confirmed already.",
		"There is nothing left to confirm: reload the card.", offerReload),
	cognito.NotAuthorized: told("The service refused this.",
		"Details show what it said. The person may have changed meanwhile: reload the card.", offerReload).quoting("The service refused this: %"),
	cognito.Disabled: told("The account is disabled.",
		"Enable it first.", offerReload),
	cognito.AliasTaken: told("That address is another user's, verified.",
		"Find that user first: one of the two has to give it up."),
	cognito.UsernameTaken: told("There is a user of that name or address already.",
		"Look for them instead, or choose another name."),
	cognito.UsernameMustBeAddress: told("In this pool the user name is an email or a phone number.",
		"Type the person's address as the user name.").at("username"),
	cognito.UsernameLooksLikeAlias: told("In this pool the user name may not look like an email or a phone number.",
		"Choose a name without @; the address signs in as well once it is verified.").at("username"),
	cognito.TooManyAttempts: told("Too many codes or tries for this person for now.",
		"The service lets a few through in an hour: wait, or set a password instead."),
	cognito.MailQuota: told("No more email can be sent today.",
		"The daily limit starts afresh at 09:00 UTC. Until then set a password and read it out."),
	cognito.CodeNotDelivered: told("The message could not be delivered.",
		"Check the address with the caller; the pool's owner checks how it sends messages.", offerReload),
	cognito.ResendNotPossible: told("This pool doesn't send codes to confirm accounts.",
		"Confirm the sign-up instead.", offerReload),
	cognito.PasswordRules: told("The password breaks the pool's rules.",
		"Choose one that meets every rule, or have it generated.").at("password").clearing().quoting("The password breaks the rules: %"),
	cognito.PasswordReused: told("That password was used for this account before.",
		"Choose a new one, or have it generated.").at("password").clearing(),
	cognito.PasswordUnsafe: told("That password is known from a leak and can't be used.",
		"Choose another one, or have it generated.").at("password").clearing(),
	cognito.NoDeliveryConfig: told("That factor isn't set up for this person.",
		"It was changed meanwhile: reload the card.", offerReload),
	cognito.DeviceUnknown: told("The pool doesn't know this device any more.",
		"It was forgotten meanwhile: reload the card.", offerReload),
	cognito.NoSuchGroup: told("There is no such group in this pool any more.",
		"It was deleted meanwhile: reload the card.", offerReload),
	cognito.CredentialsRefused: told("AWS didn't accept the credentials.",
		"They may have expired: sign in to AWS again (aws sso login), then try again.", offerRetry),
	cognito.PreconditionNotMet: told("Something that this depends on isn't so.",
		"Details show what the service said. Reload the card.", offerReload),
}

// explainDesk is explain for the support desk: of the ways on that a signed-out
// person has, only trying again is left.
func explainDesk(e *cognito.Error) problem {
	r, ok := deskProblems[e.Kind]
	if !ok {
		p := explain(e)
		p.offers = slices.DeleteFunc(p.offers, func(o offer) bool { return o != offerRetry })
		if e.MayHaveHappened {
			if e.Kind == cognito.NotRecorded {
				p.sentence = "No good answer came, and that couldn't be recorded."
			}
			p.lookFirst()
		}
		p.cause(e)
		return p
	}
	p := r.problem
	p.offers = slices.Clone(p.offers)
	quoteService(&p, r.said, e)
	if e.Denied() {
		p.sentence = "Your AWS credentials may not do this."
		p.hint = "They need the permission cognito-idp:" + e.Op + " for this pool."
		p.offers = nil
	}
	if e.MayHaveHappened {
		p.lookFirst()
	}
	return p
}

// cause adds why this program itself refused.
func (p *problem) cause(e *cognito.Error) {
	if e.Kind != cognito.ReadOnly && e.Kind != cognito.Protected && e.Kind != cognito.NotRecorded || e.Err == nil {
		return
	}
	p.hint = strings.TrimSpace(fullStop(upperFirst(kit.Cut(cleanText(e.Err.Error()), 200))) + " " + p.hint)
}

// lookFirst says of a change whose answer was lost how to find out.
func (p *problem) lookFirst() {
	p.hint = "It may have happened: look at the card before you do it again."
	p.offers = []offer{offerReload}
}
