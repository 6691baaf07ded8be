package diagnosis

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// statusRows: what a user's status does to an enabled user.
var statusRows = join(unconfirmedRows, invitedRows, resetRows, confirmedRows, otherRows)

var unconfirmedRows = []Row{
	{ID: "unconfirmed", When: both(unconfirmed, poolKnown, codeGoes), SignIn: refused(cognito.NotConfirmed),
		Sentence: "Can't sign in: the sign-up was never confirmed with its code.",
		Detail:   "Signing in answers “User is not confirmed.”; “forgot password” {forgot}.",
		Works:    []Option{resend, confirm, temporary, permanent},
		Fails:    []Option{noReset, noInvite, noVerifyEmail, noVerifyPhone},
		Ask:      []string{"LockedOut", "WrongAddress"}},
	{ID: "unconfirmed-no-address", When: both(unconfirmed, not(anyAddress)), SignIn: refused(cognito.NotConfirmed),
		Sentence: "Can't sign in: the sign-up was never confirmed, and there is no address to send a code to.",
		Detail:   "Signing in answers “User is not confirmed.”; “forgot password” {forgot}.",
		Works:    []Option{confirm, temporary, permanent},
		Fails:    []Option{noResend.says("refused: there is no address to send it to"), noReset, noInvite},
		Ask:      []string{"LockedOut"}},
	{ID: "unconfirmed-no-codes", When: both(unconfirmed, poolKnown), SignIn: refused(cognito.NotConfirmed),
		Sentence: "Can't sign in: the sign-up was never confirmed, and this pool sends no code for it.",
		Detail:   "Signing in answers “User is not confirmed.”; the pool doesn't verify any address of theirs by itself. “Forgot password” {forgot}.",
		Works:    []Option{confirm, temporary, permanent},
		Fails:    []Option{noResend.says("refused: “Cannot resend codes. Auto verification not turned on.”"), noReset, noInvite},
		Ask:      []string{"LockedOut"}},
	{ID: "unconfirmed-unknown-pool", When: unconfirmed, SignIn: refused(cognito.NotConfirmed),
		Sentence: "Can't sign in: the sign-up was never confirmed.",
		Detail:   "Signing in answers “User is not confirmed.”; “forgot password” {forgot}.",
		Works:    []Option{confirm, resend.says("if the pool verifies addresses by itself"), temporary, permanent},
		Fails:    []Option{noReset, noInvite},
		Ask:      []string{"LockedOut", "WrongAddress"}},
}

var invitedRows = []Row{
	{ID: "invitation-expired", When: both(invited, invitationExpired), SignIn: refused(cognito.TemporaryPasswordExpired), Inferred: true,
		Sentence: "Can't sign in: {temporary} expired {expired} ago at the latest.",
		Detail:   "Signing in answers “Temporary password has expired”; “forgot password” is refused in this state.{factor}",
		Works:    []Option{invite, temporary, permanent},
		Fails:    invitedFails,
		Ask:      []string{"WrongAddress"}},
	{ID: "invitation-lost", When: both(invited, saysNoInvitation), SignIn: refused(cognito.Unknown),
		Sentence: "Can't sign in: the message with the temporary password is gone.",
		Detail:   "Nobody can read that password again; “forgot password” is refused in this state.{factor}",
		Works:    []Option{invite, temporary, permanent},
		Fails:    invitedFails,
		Ask:      []string{"WrongAddress"}},
	{ID: "invitation-waiting", When: both(invited, invitationWaits), SignIn: step("NEW_PASSWORD_REQUIRED"), Inferred: true,
		Sentence: "Can sign in with {temporary}, for {waits} more at the least, and must then choose a new one.",
		Detail:   "Any other password answers “Incorrect username or password.”; “forgot password” is refused in this state.{factor}",
		Works:    []Option{invite, temporary, permanent},
		Fails:    invitedFails,
		Ask:      []string{"LostInvitation", "LockedOut", "WrongAddress"}},
	{ID: "invitation-old", When: both(invited, poolKnown), SignIn: cantTell, Inferred: true,
		Sentence: "Must sign in with a temporary password, which expires in {expires} at the latest, and may have expired.",
		Detail:   "It answers for a new password, or “Temporary password has expired”; “forgot password” is refused in this state. When that password was set isn't told, only when the account was last changed.{factor}",
		Works:    []Option{invite, temporary, permanent},
		Fails:    invitedFails,
		Ask:      []string{"LostInvitation", "LockedOut", "WrongAddress"}},
	{ID: "invitation-unknown-pool", When: invited, SignIn: cantTell,
		Sentence: "Must sign in with a temporary password and then choose a new one; it may have expired.",
		Detail:   "Temporary passwords work for 7 days unless the pool says otherwise; “forgot password” is refused in this state.{factor}",
		Works:    []Option{invite, temporary, permanent},
		Fails:    invitedFails,
		Ask:      []string{"LostInvitation", "LockedOut", "WrongAddress"}},
}

var invitedFails = []Option{
	noReset,
	noConfirm.says("nothing to confirm: {made} by an administrator"),
	noResend,
	{remedy.Invite, invitationCanGo, "refused: no email or phone to send it to", nil},
}

var resetRows = []Row{
	{ID: "reset-required", When: both(toReset, resetGoes), SignIn: resetRequired,
		Sentence: "Can't sign in: the password was reset and the new one not chosen yet.",
		Detail:   "Signing in answers “Password reset required for the user”{imported}. The code is good for an hour.",
		Works:    []Option{reset.says("a new code by {reset}, good for an hour"), temporary, permanent},
		Fails:    []Option{noConfirm, noInvite, noResend},
		Ask:      []string{"LockedOut", "WrongAddress"}},
	{ID: "reset-required-no-code", When: toReset, SignIn: resetRequired,
		Sentence: "Can't sign in: the password was reset, and the code for a new one can't be sent.",
		Detail:   "Signing in answers “Password reset required for the user”{imported}. {Noreset}",
		Works:    []Option{verifyEmail, verifyPhone, temporary, permanent},
		Fails:    []Option{noResetCode, noConfirm, noInvite, noResend, noVerifyEmail, noVerifyPhone},
		Ask:      []string{"LockedOut", "WrongAddress"}},
}

var confirmedRows = []Row{
	{ID: "factor-useless", When: both(confirmed, factorsUseless), SignIn: refused(cognito.Unknown), Inferred: true,
		Sentence: "Can't sign in: the second factor ({factors}) is turned on, but has no address to send a code to.",
		Detail:   "How the service answers this isn't documented.",
		Works: []Option{
			{remedy.FactorOff, nil, "the password is enough then", then(SignsIn)},
			correctPhone.where(hasFactor(remedy.SMSFactor)).says("codes go to the new number").leads(SignsIn, GivesFactor),
			correctEmail.where(hasFactor(remedy.EmailFactor)).says("codes go to the new address").leads(SignsIn, GivesFactor)},
		Fails: confirmedFails,
		Ask:   []string{"LockedOut"}},
	{ID: "no-reset", When: both(confirmed, not(resetGoes)), SignIn: byFactors,
		Sentence: "{Signs}, but a forgotten password can't be reset by a code.",
		Detail:   "{Noreset}",
		Works:    []Option{verifyEmail, verifyPhone, temporary, permanentOnly},
		Fails:    append([]Option{noResetCode, noVerifyEmail, noVerifyPhone}, confirmedFails...),
		Ask:      confirmedAsk},
	{ID: "second-factor", When: both(confirmed, factorDue), SignIn: byFactors,
		Sentence: "Can sign in with the password, and then a code ({factors}).",
		Detail:   "A wrong password answers “Incorrect username or password.”; five wrong codes or passwords lock the account for a while.",
		Works:    []Option{reset, temporary, permanentOnly},
		Fails:    confirmedFails,
		Ask:      confirmedAsk},
	{ID: "factor-to-set-up", When: both(confirmed, factorToSetUp), SignIn: byFactors,
		Sentence: "Can sign in with the password, and must then have a second factor: this pool requires one.",
		Detail:   "None is turned on: it is set up at sign-in, or a code goes to the phone number.",
		Works:    []Option{reset, temporary, permanentOnly},
		Fails:    confirmedFails,
		Ask:      confirmedAsk},
	{ID: "perhaps-second-factor", When: both(confirmed, not(factorsKnown)), SignIn: byFactors,
		Sentence: "Can sign in with the password, and perhaps a second factor.",
		Detail:   "Whether a second factor is asked for isn't known here.",
		Works:    []Option{reset, temporary, permanentOnly},
		Fails:    confirmedFails,
		Ask:      confirmedAsk},
	{ID: "well", When: confirmed, SignIn: byFactors,
		Sentence: "Can sign in with the password: nothing stands in the way.",
		Detail:   "A wrong password answers “Incorrect username or password.”; after five the account is locked for a while.",
		Works:    []Option{reset, temporary, permanentOnly},
		Fails:    confirmedFails,
		Ask:      confirmedAsk},
}

var (
	permanentOnly  = permanent.says("you read it out; no change asked")
	confirmedFails = []Option{noConfirm, noInvite, noResend}
	confirmedAsk   = []string{"LockedOut", "LostFactor", "WrongAddress", "SignedInElsewhere"}
)

var otherRows = []Row{
	{ID: "federated", When: federated, SignIn: refused(cognito.Unknown),
		Sentence: "Signs in through {provider}: there is no password here.",
		Detail:   "A password is refused, in words that AWS doesn't document; “forgot password” is refused in this state, too.",
		Advice:   []string{"A forgotten password is reset at {provider}, and a locked account is unlocked there."},
		Works:    []Option{permanent.says("a password here as well, for good: only where the provider is gone")},
		Fails:    []Option{noReset, noResend, noConfirm, noInvite},
		Ask:      []string{"SignedInElsewhere"}},
	{ID: "compromised", When: status("COMPROMISED"), SignIn: cantTell,
		Sentence: "The service marks the account as compromised; how it answers isn't documented.",
		Detail:   "Expect that the password is refused.",
		Works:    oddWorks, Fails: oddFails, Ask: []string{"LockedOut"}},
	{ID: "archived", When: status("ARCHIVED"), SignIn: cantTell,
		Sentence: "The account is archived; how the service answers isn't documented.",
		Detail:   "Expect that the password is refused.",
		Works:    oddWorks, Fails: oddFails, Ask: []string{"LockedOut"}},
	{ID: "unknown-status", When: always, SignIn: cantTell,
		Sentence: "What happens at sign-in isn't known: the status is {status}.",
		Detail:   "AWS doesn't document what that status does.",
		Works:    oddWorks, Fails: oddFails, Ask: []string{"LockedOut"}},
}

var (
	oddWorks = []Option{permanent.where(perhaps).says("if the service takes it, the account becomes confirmed")}
	oddFails = []Option{noResend, noConfirm, noInvite}
)
