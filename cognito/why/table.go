package why

import "cognito-tui/cognito"

// table has the causes of each kind of refusal, the likeliest first. A kind that
// isn't in it is explained by its own words.
var table = map[cognito.Kind][]check{
	// Sign-in.
	cognito.WrongPassword:            {wrongPassword, noSuchUser, poolIDOfSRP, poolElsewhere, noAlias, unverifiedAlias, otherSpelling, importedUser, federatedUser},
	cognito.NoSuchUser:               {noSuchUser, noAlias, unverifiedAlias, otherSpelling, poolElsewhere},
	cognito.NotConfirmed:             {unconfirmed},
	cognito.ResetRequired:            {resetRequired, noResetChannel},
	cognito.LockedOut:                {lockedOut},
	cognito.Disabled:                 {disabled},
	cognito.TemporaryPasswordExpired: {temporaryExpired},
	cognito.NotAuthorized:            {disabled, unconfirmed, noSuchUser},

	// Settings.
	cognito.BadClientSecret: {secretMissing, secretWrong, secretNotWanted, otherClient},
	cognito.FlowNotEnabled:  {flowOff, otherClient},
	cognito.CustomAuthOff:   {noCustomTriggers},
	cognito.NoSuchClient:    {regionOfPool, poolGone, clientGone, poolElsewhere},
	cognito.NoSuchPool:      {regionOfPool, poolGone},
	cognito.NotFound:        {regionOfPool, poolGone, clientGone},
	cognito.NameNotFound:    {endpointName, regionName, regionOfPool, offline},

	// Codes and messages.
	cognito.WrongCode:          {codeMistyped, noUserForCode, disabledForCode},
	cognito.CodeExpired:        {codeTooOld, neverAsked, noUserForCode},
	cognito.CodeUsed:           {codeUsed},
	cognito.WrongSetupCode:     {appCodeMistyped, clockOfCodes},
	cognito.TooManyAttempts:    {userLimit},
	cognito.MailQuota:          {mailQuota, ownSender},
	cognito.CodeNotDelivered:   {noAddress, defaultSender, senderSetup},
	cognito.NoVerifiedContact:  {neverConfirmed, unverifiedAddress, noAddress, recoveryExcludes},
	cognito.CannotResetInState: {invited, federatedUser},
	cognito.ResetByAdminOnly:   {adminOnly},
	cognito.SignUpClosed:       {signUpClosed},

	// Accounts.
	cognito.UsernameTaken:    {ownSignUp, existing},
	cognito.AliasTaken:       {aliasHeld},
	cognito.AlreadyConfirmed: {alreadyConfirmed},

	// Sessions.
	cognito.SessionOver:         {sessionUsed, sessionTooOld, sessionForeign},
	cognito.TokenExpired:        {tokenTooOld, clockOfTokens},
	cognito.SignedOut:           {signedOutSomewhere, userGone, userDisabled, tokenElsewhere},
	cognito.RefreshTokenExpired: {refreshTooOld},
	cognito.RefreshTokenReused:  {rotatedOut},
	cognito.BadRefreshToken:     {deviceMissing, tokenElsewhere},
	cognito.CannotRevoke:        {revocationOff},

	// Service, triggers, credentials.
	cognito.Throttled:          {throttled},
	cognito.TriggerRefused:     {triggerRefused},
	cognito.TriggerFailed:      {triggerFailed},
	cognito.TriggerInvalid:     {triggerInvalid},
	cognito.PasswordRules:      {policyBroken},
	cognito.NoCredentials:      {noCredentials},
	cognito.CredentialsRefused: {clockOfSignatures, notPermitted, credentialsOld},
	cognito.TLSFailed:          {clockOfTLS},
	cognito.ConnectionRefused:  {nothingListens},
}

// appCodeChecks are those of a code that an authenticator app made.
var appCodeChecks = []check{appCodeMistyped, clockOfCodes}

// limitChecks are those of a limit that the service doesn't name, at an operation
// that sends messages.
var limitChecks = []check{userLimit, mailQuota, ownSender}

// checks finds the row of the refusal.
func (c *checker) checks() []check {
	row := table[c.err.Kind]
	switch {
	case c.err.Kind == cognito.WrongCode && (c.err.Challenge == "SOFTWARE_TOKEN_MFA" || c.err.Op == "VerifySoftwareToken"):
		row = appCodeChecks
	case limitUnnamed(c.err):
		row = limitChecks
	}
	if c.foreign && !c.srp() {
		row = append([]check{foreignPool}, row...)
	}
	return row
}
