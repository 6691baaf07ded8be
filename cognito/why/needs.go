package why

import (
	"slices"

	"cognito-tui/cognito"
)

// Needs are the facts that the causes of a refusal are judged by.
type Needs struct{ Client, Pool, Users, Holders bool }

// NeedsOf tells what is worth reading for a refusal.
func NeedsOf(err *cognito.Error) Needs {
	has := func(kinds []cognito.Kind) bool { return slices.Contains(kinds, err.Kind) }
	n := Needs{Pool: has(poolKinds) || limitUnnamed(err), Users: has(userKinds), Holders: err.Kind == cognito.AliasTaken}
	n.Client = has(clientKinds) || (n.Pool || n.Users) && err.Kind != cognito.NoSuchPool
	return n
}

// The kinds whose causes look at each fact. A test compares them with the checks.
// Pool and users tell something only where the app client is the pool's: it is read
// with them.
var (
	clientKinds = []cognito.Kind{cognito.WrongPassword, cognito.NoSuchUser, cognito.NotAuthorized, cognito.BadClientSecret, cognito.FlowNotEnabled,
		cognito.NoSuchClient, cognito.NotFound, cognito.WrongCode, cognito.CodeExpired, cognito.SessionOver, cognito.RefreshTokenExpired,
		cognito.RefreshTokenReused, cognito.CannotRevoke}
	poolKinds = []cognito.Kind{cognito.WrongPassword, cognito.NoSuchUser, cognito.TemporaryPasswordExpired, cognito.CustomAuthOff, cognito.NoSuchClient,
		cognito.NoSuchPool, cognito.NotFound, cognito.MailQuota, cognito.NoVerifiedContact, cognito.ResetByAdminOnly, cognito.SignUpClosed,
		cognito.TriggerRefused, cognito.TriggerFailed, cognito.TriggerInvalid, cognito.PasswordRules}
	userKinds = []cognito.Kind{cognito.WrongPassword, cognito.NoSuchUser, cognito.NotConfirmed, cognito.ResetRequired, cognito.Disabled,
		cognito.TemporaryPasswordExpired, cognito.NotAuthorized, cognito.NoSuchClient, cognito.WrongCode, cognito.CodeExpired, cognito.CodeNotDelivered,
		cognito.NoVerifiedContact, cognito.CannotResetInState, cognito.UsernameTaken, cognito.AliasTaken, cognito.AlreadyConfirmed, cognito.SignedOut}
)
