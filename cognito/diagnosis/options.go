package diagnosis

import "cognito-tui/cognito/remedy"

// The remedies that several rows offer.
var (
	resend       = Option{remedy.Resend, codeHelps, "a new code by {code}, good for a day{unlesscode}", then(EntersSignUpCode, SignsIn)}
	confirm      = Option{remedy.Confirm, nil, "no code asked; no address gets verified", then(SignsIn)}
	invite       = Option{remedy.Invite, invitationCanGo, "new temporary password by {invitation}{days}", then(SignsInInvited, ChoosesPassword)}
	temporary    = Option{remedy.TemporaryPassword, nil, "you read it out; must be changed at sign-in", then(SignsInTemporary, ChoosesPassword)}
	permanent    = Option{remedy.PermanentPassword, nil, "no change asked; account becomes confirmed", then(SignsInPermanent)}
	reset        = Option{remedy.Reset, resetCanGo, "code by {reset}, good for an hour; the password stops working", then(EntersResetCode, SignsInNew)}
	verifyEmail  = Option{remedy.VerifyEmail, verifyHelps("email"), "if the address is known to be theirs; then reset{unlessemail}", then(CanResetNow)}
	verifyPhone  = Option{remedy.VerifyPhone, verifyHelps("phone_number"), "if the number is known to be theirs; then reset{unlessphone}", then(CanResetNow)}
	correctEmail = Option{remedy.CorrectEmail, nil, "counts as verified; codes go there from now on", nil}
	correctPhone = Option{remedy.CorrectPhone, nil, "counts as verified; codes go there from now on", nil}
)

// The remedies that several rows show as not possible. The words in “” are the
// service's.
var (
	noResend      = Option{Remedy: remedy.Resend, Text: "refused: “User is already confirmed.”"}
	noConfirm     = Option{Remedy: remedy.Confirm, Text: "refused: “User cannot be confirmed. Current status is {status}”"}
	noInvite      = Option{Remedy: remedy.Invite, Text: "refused: it repeats invitations only, “status is not FORCE_CHANGE_PASSWORD”"}
	noReset       = Option{Remedy: remedy.Reset, Text: "refused: “User password cannot be reset in the current state.”"}
	noResetCode   = Option{remedy.Reset, resetCanGo, "refused: {resetting}", nil}
	noVerifyEmail = Option{remedy.VerifyEmail, notTakenElsewhere("email"), "refused: “An account with the email already exists.”", nil}
	noVerifyPhone = Option{remedy.VerifyPhone, notTakenElsewhere("phone_number"), "refused: “An account with the phone_number already exists.”", nil}
	// nobody is of a user who isn't there.
	nobody = Option{Text: "refused: “User does not exist.”"}
)

func then(steps ...string) []string { return steps }

// of is an option for another remedy.
func (o Option) of(id remedy.ID) Option { o.Remedy = id; return o }

// says is an option in other words.
func (o Option) says(text string) Option { o.Text = text; return o }

// leads is an option with other steps after it.
func (o Option) leads(steps ...string) Option { o.Then = steps; return o }

// where is an option that depends on something else.
func (o Option) where(can func(Facts) Chance) Option { o.Can = can; return o }
