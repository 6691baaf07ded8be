package diagnosis

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// table is everything this package knows: the first row that applies is the
// diagnosis. What stands in the way first comes first: a person who isn't there, a
// lock, a disabled account; then what only the caller can tell; then the statuses.
// Sources: AWS developer guide, managing user accounts and recovering accounts; API
// reference, UserType.
var table = join(nobodyRows, blockedRows, callerRows, statusRows)

// nobodyRows: there is no such user.
var nobodyRows = []Row{
	{ID: "no-user-masked", When: both(missing, masked), SignIn: refused(cognito.WrongPassword),
		Sentence: "Can't sign in: there is no user {asked}.",
		Detail:   "Signing in answers “Incorrect username or password.”, as for a wrong password: the app client hides who is missing. “Forgot password” pretends to send a code.",
		Advice:   askOther, Works: createUser, Fails: nothingToDo},
	{ID: "no-user", When: both(missing, clientKnown), SignIn: refused(cognito.NoSuchUser),
		Sentence: "Can't sign in: there is no user {asked}.",
		Detail:   "Signing in answers “User does not exist.”",
		Advice:   askOther, Works: createUser, Fails: nothingToDo},
	{ID: "no-user-unknown-client", When: missing, SignIn: refused(cognito.Unknown),
		Sentence: "Can't sign in: there is no user {asked}.",
		Detail:   "Signing in answers that the user doesn't exist, or, where the app client hides who is missing, the same as for a wrong password.",
		Advice:   askOther, Works: createUser, Fails: nothingToDo},
}

// blockedRows: nothing else matters before this is out of the way. That a new password
// doesn't lift a lock isn't documented; it is the strictest reading.
var blockedRows = []Row{
	{ID: "federated-disabled", When: both(federated, disabled), SignIn: refused(cognito.Unknown),
		Sentence: "Can't sign in: disabled, and {provider} is where they sign in.",
		Detail:   "Coming back from the provider is refused as long as the account is disabled. Once enabled: {next}",
		Works:    []Option{enable.leads(SignsInAtProvider)},
		Fails:    []Option{noReset.says("refused: a disabled user, and there is no password here"), noConfirm, noInvite},
		Without:  enabled},
	{ID: "locked-seen", When: both(seenLocked, not(federated)), SignIn: refused(cognito.LockedOut), Inferred: true,
		Sentence: "Can't sign in for {lock} more at the most: too many wrong passwords.",
		Detail:   "Signing in answers “Password attempts exceeded”, even with the right password. No call lifts the lock, nor does a new password. After that: {next}",
		Advice:   []string{"Wait {lock} without trying: tries during the lock don't help."},
		Without:  unlocked},
	{ID: "locked", When: both(saysLocked, not(federated)), SignIn: refused(cognito.LockedOut),
		Sentence: "Can't sign in for a while: too many wrong passwords.",
		Detail:   "Signing in answers “Password attempts exceeded”, even with the right password. No call shows the lock or lifts it, nor does a new password. After that: {next}",
		Advice:   []string{"Wait 15 minutes without trying: after that the lock is over, however often they tried."},
		Without:  unlocked},
	{ID: "disabled", When: disabled, SignIn: refusedDisabled,
		Sentence: "Can't sign in: the account is disabled.",
		Detail:   "Signing in answers “User is disabled”{imported}; “forgot password” {forgot}. Once enabled: {next}",
		Works:    []Option{enable},
		Fails:    []Option{noReset.says("refused: “User is disabled.”"), {remedy.Resend, resendIfDisabled, "refused: “User is disabled.”", nil}},
		Ask:      []string{"LockedOut"},
		Without:  enabled},
	{ID: "blocked-as-risky", When: seenBlocked, SignIn: cantTell, Inferred: true,
		Sentence: "The last sign-in, {blocked} ago, was blocked as risky.",
		Detail:   "It answered that the request is not allowed “due to security reasons”. Each sign-in is judged anew, by where it comes from. Apart from that: {next}",
		Advice:   []string{"Sign in from a device and a network they used before.", "Whoever runs the pool can let their network pass in its threat protection."},
		Ask:      []string{"LockedOut"},
		Without:  unblocked, Beside: true},
}

// callerRows: what only the caller can tell, and what others have to do with it.
var callerRows = []Row{
	{ID: "signed-in-elsewhere", When: saysElsewhere,
		Sentence: "May be signed in somewhere else; {so}.",
		Detail:   "Signing out everywhere ends every session. Access tokens go on, until they expire, where only their signature is checked. Apart from that: {next}",
		Works:    []Option{{remedy.SignOut, nil, "every session ends, this person's too", nil}},
		Without:  func(f Facts) Facts { f.Says.SignedInElsewhere = false; return f }, Beside: true},
	{ID: "wrong-address", When: both(saysWrongAddress, not(federated)),
		Sentence: "The address is wrong, so no message arrives; {so}.",
		Detail:   "Ask for the right one, and make sure that it is theirs: whoever reads it can reset the password. Apart from that: {next}",
		Works:    []Option{correctEmail, correctPhone},
		Without:  func(f Facts) Facts { f.Says.WrongAddress = false; return f }, Beside: true},
	{ID: "lost-factor-required", When: both(confirmed, saysLostFactor, mfaRequired, factorDue),
		Sentence: "Can't finish signing in: the second factor is gone ({factors}), and this pool requires one.",
		Detail:   "The service can't turn a factor off where MFA is required, and can't take an authenticator app away.",
		Advice:   []string{"Else whoever runs the pool can make MFA optional for a moment, or the account is deleted and created anew."},
		SignIn:   byFactors,
		Works: []Option{
			correctPhone.where(asksFor(remedy.SMSFactor)).says("codes go to the new number").leads(SignsIn, GivesFactor),
			correctEmail.where(asksFor(remedy.EmailFactor)).says("codes go to the new address").leads(SignsIn, GivesFactor),
			{remedy.PreferFactor, otherFactor, "by {other}, if the pool offers that", then(SignsIn, GivesFactor)}},
		Fails: []Option{{remedy.FactorOff, nil, "refused: MFA is required in this pool", nil}, noConfirm, noInvite, noResend}},
	{ID: "lost-factor", When: both(confirmed, saysLostFactor, factorDue),
		Sentence: "Can't finish signing in: the second factor is gone ({factors}).",
		Detail:   "The pool doesn't require one: with the factor off the password is enough, until they set one up again. An authenticator app stays known to the service; it is only asked for no more.",
		SignIn:   byFactors,
		Works: []Option{
			{remedy.FactorOff, nil, "the password is enough then", then(SignsIn)},
			correctPhone.where(asksFor(remedy.SMSFactor)).says("codes go to the new number").leads(SignsIn, GivesFactor),
			correctEmail.where(asksFor(remedy.EmailFactor)).says("codes go to the new address").leads(SignsIn, GivesFactor)},
		Fails: confirmedFails},
	{ID: "lost-factor-unknown", When: both(confirmed, saysLostFactor, not(factorsKnown)), SignIn: cantTell,
		Sentence: "Perhaps can't finish signing in: the second factor is gone.",
		Detail:   "Whether one is asked for isn't known here.",
		Works:    []Option{{remedy.FactorOff, perhaps, "refused where the pool requires MFA", then(SignsIn)}},
		Fails:    confirmedFails},
	{ID: "lost-factor-none", When: both(confirmed, saysLostFactor),
		Sentence: "A second factor was lost, but none that works is turned on; {so}.",
		Detail:   "Apart from that: {next}",
		Works:    []Option{correctPhone.where(codeToPhone).says("where this pool sends a code to the phone number").leads(SignsIn, GivesFactor)},
		Without:  factorFound, Beside: true},
	{ID: "shared-theirs", When: both(shared, sharedIsAlias, sharedIsTheirs),
		Sentence: "{address} signs in to another account, {twin}; this one signs in as {name}: {so}.",
		Detail:   "Two users have it, and it is a name to sign in with for the one who verified it. A sign-up code that goes there confirms nobody else: “An account with the email already exists.” Apart from that: {next}",
		Advice:   []string{"Ask which of the two accounts they mean."},
		Works:    []Option{correctEmail.where(sharedEmail).says("give this account another address"), correctPhone.where(sharedPhone).says("give this account another number")},
		Without:  alone, Beside: true},
	{ID: "shared-ours", When: both(shared, sharedIsAlias, sharedIsOurs),
		Sentence: "{address} signs in to this account; {twin} has it too, unverified: {so}.",
		Detail:   "Two users have it; it is a name to sign in with for the one who verified it. The other can't verify it. Apart from that: {next}",
		Advice:   []string{"Ask which of the two accounts they mean."},
		Without:  alone, Beside: true},
	{ID: "shared-unverified", When: both(shared, sharedIsAlias),
		Sentence: "{address} is nobody's name to sign in with yet: {twin} has it too; {so}.",
		Detail:   "Two users have it and neither has verified it: this one signs in as {name}. It goes to the first who verifies it. Apart from that: {next}",
		Advice:   []string{"Ask which of the two accounts they mean."},
		Without:  alone, Beside: true},
	{ID: "shared", When: shared,
		Sentence: "{twin} has {address} too; this one signs in as {name}: {so}.",
		Detail:   "Messages for both go to the same place. Apart from that: {next}",
		Advice:   []string{"Ask which user name they type."},
		Without:  alone, Beside: true},
}

// What several rows of people who aren't there share.
var (
	askOther    = []string{"Ask for another spelling or address, and whether they sign in through a provider."}
	createUser  = []Option{{remedy.Create, nil, "an invitation with a temporary password", then(SignsInInvited, ChoosesPassword)}}
	nothingToDo = []Option{nobody.of(remedy.Reset), nobody.of(remedy.PermanentPassword), nobody.of(remedy.Confirm)}
	enable      = Option{Remedy: remedy.Enable, Text: "sign-in is no longer refused for this"}
)
