package why

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
)

var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// given are the facts of a connection with nothing read, changed by each of edits.
func given(edits ...func(*Facts)) Facts {
	const denied = "access denied"
	f := Facts{
		Conn: Connection{Region: "eu-west-1", PoolID: "eu-west-1_Pool", ClientID: "client", HasSecret: true},
		User: "ann@example.com", Now: now,
		Client: facts.Missing[cognito.AppClient](denied), Pool: facts.Missing[cognito.Pool](denied),
		Users: facts.Missing[[]cognito.FoundUser](denied), Holders: facts.Missing[[]cognito.FoundUser](denied),
	}
	for _, edit := range edits {
		edit(&f)
	}
	return f
}

func client(c cognito.AppClient) func(*Facts) { return func(f *Facts) { f.Client = facts.Known(c) } }
func pool(p cognito.Pool) func(*Facts)        { return func(f *Facts) { f.Pool = facts.Known(p) } }
func nobody(f *Facts)                         { f.Users = facts.Known([]cognito.FoundUser(nil)) }
func holders(u ...cognito.FoundUser) func(*Facts) {
	return func(f *Facts) { f.Holders = facts.Known(u) }
}

// user is one that is found, enabled, with these attributes as name, value pairs.
func user(status string, attributes ...string) func(*Facts) {
	return func(f *Facts) {
		u := cognito.FoundUser{Username: "ann@example.com", Status: status, Enabled: true, Modified: now.Add(-9 * 24 * time.Hour)}
		for i := 0; i < len(attributes); i += 2 {
			u.Attributes = append(u.Attributes, cognito.Attribute{Name: attributes[i], Value: attributes[i+1]})
		}
		f.Users = facts.Known([]cognito.FoundUser{u})
	}
}

// goesBy is a confirmed user of this name with these attributes.
func goesBy(name string, attributes ...string) func(*Facts) {
	return func(f *Facts) {
		user("CONFIRMED", attributes...)(f)
		f.Users.Val[0].Username = name
	}
}

func disabledUser(f *Facts) {
	user("CONFIRMED")(f)
	f.Users.Val[0].Enabled = false
}

func gone[T any]() (f facts.Fact[T]) { return facts.Of(f.Val, cognito.NotFound) }

// Of a pool id that isn't the app client's pool's.
func foreignClient(f *Facts) { f.Client = gone[cognito.AppClient]() }
func noPool(f *Facts) {
	f.Pool, f.Client, f.Users = gone[cognito.Pool](), gone[cognito.AppClient](), gone[[]cognito.FoundUser]()
}

// srpRefused is a password that was proved and refused.
func srpRefused() *cognito.Error {
	e := refused(cognito.WrongPassword, "RespondToAuthChallenge", "Incorrect username or password.")
	e.Challenge = "PASSWORD_VERIFIER"
	return e
}

func typed(name string) func(*Facts) { return func(f *Facts) { f.User = name } }

func skew(d time.Duration) func(*Facts) { return func(f *Facts) { f.Skew = facts.Known(d) } }
func conn(edit func(*Connection)) func(*Facts) {
	return func(f *Facts) { edit(&f.Conn) }
}

var (
	hides = client(cognito.AppClient{HidesMissing: true, HasSecret: true})
	tells = client(cognito.AppClient{HasSecret: true})
)

func refused(kind cognito.Kind, op, message string) *cognito.Error {
	e := cognito.Told(op, "", "SomeException", message, 400)
	e.Kind = kind
	return e
}

// judgements has each cause confirmed, ruled out and not to be told.
var judgements = []struct {
	err   *cognito.Error
	id    string
	facts Facts
	want  State
}{
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no such user", given(nobody, hides), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no such user", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no such user", given(tells), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no such user", given(hides), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no such user", given(), Unsure},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "no such user", given(), Confirmed},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "no such user", given(user("CONFIRMED")), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "imported user", given(user("RESET_REQUIRED"), hides), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "imported user", given(user("RESET_REQUIRED"), tells), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "imported user", given(user("CONFIRMED"), hides), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "imported user", given(), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "federated user", given(user("EXTERNAL_PROVIDER")), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "federated user", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "federated user", given(), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "unverified alias", given(pool(cognito.Pool{AliasAttributes: []string{"email"}}), goesBy("ann", "email", "ann@example.com")), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "unverified alias", given(pool(cognito.Pool{AliasAttributes: []string{"email"}}), goesBy("ann", "email", "ann@example.com", "email_verified", "true")), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "unverified alias", given(pool(cognito.Pool{})), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "unverified alias", given(), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "other spelling", given(pool(cognito.Pool{CaseSensitive: true}), user("CONFIRMED"), func(f *Facts) { f.User = "Ann@example.com" }), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "other spelling", given(pool(cognito.Pool{})), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "other spelling", given(), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "wrong password", given(user("CONFIRMED")), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "wrong password", given(tells), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "wrong password", given(nobody), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "wrong password", given(hides), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "other pool", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "other pool", given(nobody), Unsure},
	{refused(cognito.NotConfirmed, "InitiateAuth", ""), "not confirmed", given(), Confirmed},
	{refused(cognito.NotConfirmed, "InitiateAuth", ""), "not confirmed", given(user("UNCONFIRMED")), Confirmed},
	{refused(cognito.NotConfirmed, "InitiateAuth", ""), "not confirmed", given(user("CONFIRMED")), Unsure},
	{refused(cognito.NotAuthorized, "InitiateAuth", ""), "not confirmed", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.ResetRequired, "InitiateAuth", ""), "reset required", given(user("RESET_REQUIRED")), Confirmed},
	{refused(cognito.ResetRequired, "InitiateAuth", ""), "reset required", given(user("CONFIRMED")), Unsure},
	{refused(cognito.ResetRequired, "InitiateAuth", ""), "no channel", given(user("RESET_REQUIRED", "email", "a@b")), Unsure},
	{refused(cognito.ResetRequired, "InitiateAuth", ""), "no channel", given(user("RESET_REQUIRED", "email", "a@b", "email_verified", "true")), RuledOut},
	{refused(cognito.LockedOut, "InitiateAuth", ""), "locked out", given(), Confirmed},
	{refused(cognito.Disabled, "InitiateAuth", ""), "user disabled", given(), Confirmed},
	{refused(cognito.Disabled, "InitiateAuth", ""), "user disabled", given(disabledUser), Confirmed},
	{refused(cognito.Disabled, "InitiateAuth", ""), "user disabled", given(user("CONFIRMED")), Unsure},
	{refused(cognito.NotAuthorized, "InitiateAuth", ""), "user disabled", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.TemporaryPasswordExpired, "InitiateAuth", ""), "temporary password expired", given(), Confirmed},
	{refused(cognito.TemporaryPasswordExpired, "InitiateAuth", ""), "temporary password expired", given(user("FORCE_CHANGE_PASSWORD"), pool(cognito.Pool{TemporaryDays: 7})), Confirmed},
	{refused(cognito.TemporaryPasswordExpired, "InitiateAuth", ""), "temporary password expired", given(user("CONFIRMED")), Unsure},

	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret missing", given(conn(func(c *Connection) { c.HasSecret = false })), Confirmed},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret missing", given(tells), RuledOut},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret not wanted", given(client(cognito.AppClient{})), Confirmed},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret not wanted", given(tells), RuledOut},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret not wanted", given(), Unsure},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret wrong", given(tells), Confirmed},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret wrong", given(client(cognito.AppClient{})), RuledOut},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "secret wrong", given(), Unsure},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "other app client", given(), Unsure},
	{refused(cognito.BadClientSecret, "InitiateAuth", ""), "other app client", given(conn(func(c *Connection) { c.ClientID = "" })), RuledOut},
	{refused(cognito.FlowNotEnabled, "InitiateAuth", "USER_PASSWORD_AUTH flow not enabled for this client"), "flow off", given(client(cognito.AppClient{Flows: []string{"ALLOW_USER_SRP_AUTH"}})), Confirmed},
	{refused(cognito.FlowNotEnabled, "InitiateAuth", "USER_PASSWORD_AUTH flow not enabled for this client"), "flow off", given(client(cognito.AppClient{Flows: []string{"ALLOW_USER_PASSWORD_AUTH"}})), Unsure},
	{refused(cognito.FlowNotEnabled, "InitiateAuth", ""), "flow off", given(), Confirmed},
	{refused(cognito.CustomAuthOff, "InitiateAuth", ""), "no custom triggers", given(pool(cognito.Pool{})), Confirmed},
	{refused(cognito.CustomAuthOff, "InitiateAuth", ""), "no custom triggers", given(pool(cognito.Pool{Triggers: map[string]string{"DefineAuthChallenge": "a", "CreateAuthChallenge": "a", "VerifyAuthChallengeResponse": "a"}})), Unsure},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "wrong Region", given(conn(func(c *Connection) { c.Region = "us-east-1" })), Confirmed},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "wrong Region", given(), RuledOut},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "wrong Region", given(conn(func(c *Connection) { c.PoolID = "" })), Unsure},
	{refused(cognito.NoSuchPool, "DescribeUserPool", ""), "no such pool", given(), Confirmed},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "no such pool", given(func(f *Facts) { f.Pool = gone[cognito.Pool]() }), Confirmed},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "no such pool", given(pool(cognito.Pool{})), RuledOut},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "no such pool", given(), Unsure},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "no such app client", given(pool(cognito.Pool{}), func(f *Facts) { f.Client = gone[cognito.AppClient]() }), Confirmed},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "no such app client", given(tells), RuledOut},
	{refused(cognito.NotFound, "GetUser", ""), "no such app client", given(), Unsure},

	{refused(cognito.WrongCode, "ConfirmSignUp", ""), "code wrong", given(user("UNCONFIRMED")), Confirmed},
	{refused(cognito.WrongCode, "ConfirmSignUp", ""), "code wrong", given(nobody), RuledOut},
	{refused(cognito.WrongCode, "ConfirmSignUp", ""), "code wrong", given(), Unsure},
	{refused(cognito.WrongCode, "ConfirmForgotPassword", ""), "no such user", given(nobody), Confirmed},
	{refused(cognito.WrongCode, "ConfirmForgotPassword", ""), "no such user", given(tells), RuledOut},
	{refused(cognito.WrongCode, "ConfirmForgotPassword", ""), "no such user", given(hides), Unsure},
	{refused(cognito.WrongCode, "RespondToAuthChallenge", ""), "no such user", given(), RuledOut},
	{refused(cognito.WrongCode, "ConfirmForgotPassword", ""), "user disabled", given(disabledUser, hides), Confirmed},
	{refused(cognito.WrongCode, "ConfirmForgotPassword", ""), "user disabled", given(user("CONFIRMED"), hides), RuledOut},
	{refused(cognito.WrongCode, "ConfirmForgotPassword", ""), "user disabled", given(hides), Unsure},
	{refused(cognito.CodeExpired, "ConfirmSignUp", ""), "code expired", given(user("UNCONFIRMED")), Confirmed},
	{refused(cognito.CodeExpired, "ConfirmSignUp", ""), "code expired", given(nobody), RuledOut},
	{refused(cognito.CodeExpired, "ConfirmForgotPassword", ""), "code expired", given(), Unsure},
	{refused(cognito.CodeExpired, "RespondToAuthChallenge", ""), "code expired", given(), Confirmed},
	{refused(cognito.CodeExpired, "ConfirmForgotPassword", ""), "never asked", given(), Unsure},
	{refused(cognito.CodeExpired, "RespondToAuthChallenge", ""), "never asked", given(), RuledOut},
	{refused(cognito.CodeUsed, "RespondToAuthChallenge", ""), "code used", given(), Confirmed},
	{refused(cognito.WrongSetupCode, "VerifySoftwareToken", ""), "clock wrong", given(skew(5 * time.Minute)), Confirmed},
	{refused(cognito.WrongSetupCode, "VerifySoftwareToken", ""), "clock wrong", given(skew(0)), RuledOut},
	{refused(cognito.WrongSetupCode, "VerifySoftwareToken", ""), "clock wrong", given(), Unsure},
	{refused(cognito.WrongSetupCode, "VerifySoftwareToken", ""), "code wrong", given(skew(0)), Confirmed},
	{refused(cognito.WrongSetupCode, "VerifySoftwareToken", ""), "code wrong", given(), Unsure},
	{refused(cognito.TooManyAttempts, "ConfirmSignUp", ""), "user limit", given(), Confirmed},
	{refused(cognito.MailQuota, "SignUp", ""), "mail quota", given(pool(cognito.Pool{EmailSender: "COGNITO_DEFAULT"})), Confirmed},
	{refused(cognito.MailQuota, "SignUp", ""), "mail quota", given(pool(cognito.Pool{EmailSender: "DEVELOPER"})), RuledOut},
	{refused(cognito.MailQuota, "SignUp", ""), "SES quota", given(pool(cognito.Pool{EmailSender: "DEVELOPER"})), Confirmed},
	{refused(cognito.MailQuota, "SignUp", ""), "SES quota", given(pool(cognito.Pool{EmailSender: "COGNITO_DEFAULT"})), RuledOut},
	{refused(cognito.MailQuota, "SignUp", ""), "SES quota", given(), Unsure},
	{refused(cognito.CodeNotDelivered, "SignUp", ""), "no address", given(user("UNCONFIRMED")), Confirmed},
	{refused(cognito.CodeNotDelivered, "SignUp", ""), "no address", given(user("UNCONFIRMED", "email", "a@b")), RuledOut},
	{refused(cognito.CodeNotDelivered, "SignUp", ""), "no address", given(), Unsure},
	{refused(cognito.CodeNotDelivered, "SignUp", ""), "bad address", given(), Unsure},
	{refused(cognito.CodeNotDelivered, "SignUp", ""), "sender", given(), Unsure},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "not confirmed", given(user("UNCONFIRMED")), Confirmed},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "not confirmed", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "not confirmed", given(), Unsure},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "address not verified", given(user("CONFIRMED", "email", "a@b", "email_verified", "false")), Confirmed},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "address not verified", given(user("CONFIRMED", "email", "a@b", "email_verified", "true")), RuledOut},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "address not verified", given(), Unsure},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "recovery excludes", given(user("CONFIRMED", "email", "a@b", "email_verified", "true"), pool(cognito.Pool{Recovery: []string{"verified_phone_number"}})), Confirmed},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "recovery excludes", given(user("CONFIRMED", "email", "a@b", "email_verified", "true"), pool(cognito.Pool{Recovery: []string{"verified_email"}})), RuledOut},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "recovery excludes", given(), Unsure},
	{refused(cognito.CannotResetInState, "ForgotPassword", ""), "invited", given(user("FORCE_CHANGE_PASSWORD")), Confirmed},
	{refused(cognito.CannotResetInState, "ForgotPassword", ""), "invited", given(user("EXTERNAL_PROVIDER")), RuledOut},
	{refused(cognito.CannotResetInState, "ForgotPassword", ""), "invited", given(), Unsure},
	{refused(cognito.ResetByAdminOnly, "ForgotPassword", ""), "admin only", given(pool(cognito.Pool{Recovery: []string{"admin_only"}})), Confirmed},
	{refused(cognito.ResetByAdminOnly, "ForgotPassword", ""), "admin only", given(pool(cognito.Pool{})), Unsure},
	{refused(cognito.SignUpClosed, "SignUp", ""), "sign-up closed", given(pool(cognito.Pool{AdminCreateOnly: true})), Confirmed},
	{refused(cognito.SignUpClosed, "SignUp", ""), "sign-up closed", given(pool(cognito.Pool{})), Unsure},
	{refused(cognito.UsernameTaken, "SignUp", ""), "own sign-up", given(user("UNCONFIRMED")), Confirmed},
	{refused(cognito.UsernameTaken, "SignUp", ""), "own sign-up", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.UsernameTaken, "SignUp", ""), "own sign-up", given(), Unsure},
	{refused(cognito.UsernameTaken, "SignUp", ""), "account exists", given(user("CONFIRMED")), Confirmed},
	{refused(cognito.UsernameTaken, "SignUp", ""), "account exists", given(user("UNCONFIRMED")), RuledOut},
	{refused(cognito.UsernameTaken, "SignUp", ""), "account exists", given(), Unsure},
	{refused(cognito.AliasTaken, "ConfirmSignUp", ""), "alias held", given(holders(cognito.FoundUser{Username: "olga"})), Confirmed},
	{refused(cognito.AliasTaken, "ConfirmSignUp", ""), "alias held", given(holders()), Unsure},
	{refused(cognito.AliasTaken, "ConfirmSignUp", ""), "alias held", given(), Confirmed},
	{refused(cognito.AlreadyConfirmed, "ConfirmSignUp", ""), "already confirmed", given(), Confirmed},
	{refused(cognito.AlreadyConfirmed, "ConfirmSignUp", ""), "already confirmed", given(user("UNCONFIRMED")), Unsure},

	{refused(cognito.SessionOver, "RespondToAuthChallenge", "session can only be used once"), "session used", given(), Confirmed},
	{refused(cognito.SessionOver, "RespondToAuthChallenge", "session is expired"), "session used", given(), RuledOut},
	{refused(cognito.SessionOver, "RespondToAuthChallenge", "Invalid session"), "session used", given(), Unsure},
	{refused(cognito.SessionOver, "RespondToAuthChallenge", "session is expired"), "session expired", given(), Confirmed},
	{refused(cognito.SessionOver, "RespondToAuthChallenge", "session can only be used once"), "session expired", given(), RuledOut},
	{refused(cognito.SessionOver, "RespondToAuthChallenge", "Invalid session"), "session expired", given(), Unsure},
	{refused(cognito.SessionOver, "RespondToAuthChallenge", "session is expired"), "session of another", given(), RuledOut},
	{refused(cognito.SessionOver, "RespondToAuthChallenge", "Invalid session"), "session of another", given(), Unsure},
	{refused(cognito.TokenExpired, "GetUser", ""), "token expired", given(func(f *Facts) { f.TokenExpires = now.Add(-time.Hour) }), Confirmed},
	{refused(cognito.TokenExpired, "GetUser", ""), "token expired", given(func(f *Facts) { f.TokenExpires = now.Add(time.Hour) }), Unsure},
	{refused(cognito.TokenExpired, "GetUser", ""), "clock wrong", given(skew(time.Hour)), Unsure},
	{refused(cognito.TokenExpired, "GetUser", ""), "clock wrong", given(skew(0)), RuledOut},
	{refused(cognito.SignedOut, "GetUser", ""), "user deleted", given(nobody), Confirmed},
	{refused(cognito.SignedOut, "GetUser", ""), "user deleted", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.SignedOut, "GetUser", ""), "user deleted", given(), Unsure},
	{refused(cognito.SignedOut, "GetUser", ""), "user disabled", given(disabledUser), Confirmed},
	{refused(cognito.SignedOut, "GetUser", ""), "user disabled", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.SignedOut, "GetUser", ""), "user disabled", given(), Unsure},
	{refused(cognito.SignedOut, "GetUser", ""), "token of another pool", given(func(f *Facts) { f.TokenIssuer = "https://x/us-east-1_Other" }), Confirmed},
	{refused(cognito.SignedOut, "GetUser", ""), "token of another pool", given(func(f *Facts) { f.TokenIssuer = "https://x/eu-west-1_Pool" }), RuledOut},
	{refused(cognito.SignedOut, "GetUser", ""), "token of another pool", given(), Unsure},
	{refused(cognito.SignedOut, "GetUser", ""), "signed out", given(user("CONFIRMED")), Confirmed},
	{refused(cognito.SignedOut, "GetUser", ""), "signed out", given(nobody), RuledOut},
	{refused(cognito.SignedOut, "GetUser", ""), "signed out", given(), Unsure},
	{refused(cognito.RefreshTokenExpired, "InitiateAuth", ""), "refresh token expired", given(), Confirmed},
	{refused(cognito.RefreshTokenReused, "GetTokensFromRefreshToken", ""), "rotated", given(), Confirmed},
	{refused(cognito.BadRefreshToken, "InitiateAuth", ""), "device missing", given(), Unsure},
	{refused(cognito.CannotRevoke, "RevokeToken", ""), "revocation off", given(client(cognito.AppClient{})), Confirmed},
	{refused(cognito.CannotRevoke, "RevokeToken", ""), "revocation off", given(client(cognito.AppClient{Revocation: true})), RuledOut},
	{refused(cognito.CannotRevoke, "RevokeToken", ""), "revocation off", given(), Unsure},

	{refused(cognito.Throttled, "SignUp", ""), "throttled", given(), Confirmed},
	{refused(cognito.TriggerRefused, "SignUp", "PreSignUp failed with error no."), "trigger refused", given(), Confirmed},
	{refused(cognito.TriggerFailed, "SignUp", ""), "trigger failed", given(), Confirmed},
	{refused(cognito.TriggerInvalid, "SignUp", ""), "trigger invalid", given(), Confirmed},
	{refused(cognito.PasswordRules, "SignUp", ""), "policy", given(pool(cognito.Pool{Policy: cognito.PasswordPolicy{MinimumLength: 12, Symbol: true}})), Confirmed},
	{&cognito.Error{Kind: cognito.PasswordRules, Op: "SignUp", Code: "InvalidParameterException"}, "policy", given(), Confirmed},
	{refused(cognito.NoCredentials, "ListUsers", ""), "no credentials", given(), Confirmed},
	{&cognito.Error{Kind: cognito.NoCredentials, Op: "ListUsers", Err: &cognito.LoginNeeded{Profile: "work", Command: "aws sso login"}}, "no credentials", given(), Confirmed},
	{refused(cognito.CredentialsRefused, "ListUsers", ""), "clock wrong", given(skew(-time.Hour)), Confirmed},
	{refused(cognito.CredentialsRefused, "ListUsers", ""), "clock wrong", given(skew(0)), RuledOut},
	{refused(cognito.CredentialsRefused, "ListUsers", ""), "clock wrong", given(), Unsure},
	{&cognito.Error{Kind: cognito.CredentialsRefused, Op: "ListUsers", Code: "AccessDeniedException"}, "not permitted", given(), Confirmed},
	{&cognito.Error{Kind: cognito.CredentialsRefused, Op: "ListUsers", Code: "ExpiredTokenException"}, "not permitted", given(), RuledOut},
	{&cognito.Error{Kind: cognito.CredentialsRefused, Op: "ListUsers", Code: "ExpiredTokenException"}, "credentials wrong", given(skew(0)), Confirmed},
	{&cognito.Error{Kind: cognito.CredentialsRefused, Op: "ListUsers", Code: "ExpiredTokenException"}, "credentials wrong", given(), Unsure},
	{&cognito.Error{Kind: cognito.CredentialsRefused, Op: "ListUsers", Code: "AccessDeniedException"}, "credentials wrong", given(skew(0)), RuledOut},
	{refused(cognito.TLSFailed, "SignUp", ""), "clock wrong", given(skew(-time.Hour)), Confirmed},

	// A pool id that isn't the app client's pool's.
	{srpRefused(), "wrong pool id", given(pool(cognito.Pool{Name: "Other"}), foreignClient, nobody), Confirmed},
	{srpRefused(), "wrong pool id", given(pool(cognito.Pool{Name: "Other"}), foreignClient, user("CONFIRMED")), Confirmed},
	{srpRefused(), "wrong pool id", given(noPool), Unsure},
	{srpRefused(), "wrong pool id", given(noPool, conn(func(c *Connection) { c.Local = true })), Confirmed},
	{srpRefused(), "wrong pool id", given(hides), RuledOut},
	{srpRefused(), "wrong pool id", given(), Unsure},
	{srpRefused(), "no such user", given(pool(cognito.Pool{}), foreignClient, nobody), Unsure},
	{srpRefused(), "wrong password", given(pool(cognito.Pool{}), foreignClient, user("CONFIRMED")), Unsure},
	{srpRefused(), "wrong password", given(hides, user("CONFIRMED")), Confirmed},
	{srpRefused(), "wrong password", given(user("CONFIRMED")), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "wrong pool id", given(foreignClient, nobody), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no such user", given(noPool), Unsure},
	{refused(cognito.NotConfirmed, "InitiateAuth", ""), "not confirmed", given(foreignClient, nobody), Confirmed},
	{refused(cognito.NotConfirmed, "InitiateAuth", ""), "not confirmed", given(nobody), Unsure},

	// A name that is no name to sign in with.
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no alias", given(typed("+15550101234"), pool(cognito.Pool{}), goesBy("gus", "phone_number", "+15550101234", "phone_number_verified", "true")), Confirmed},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "wrong password", given(typed("+15550101234"), pool(cognito.Pool{}), goesBy("gus", "phone_number", "+15550101234")), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "wrong password", given(typed("+15550101234"), goesBy("gus", "phone_number", "+15550101234")), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no alias", given(goesBy("0a1b", "email", "ann@example.com"), pool(cognito.Pool{UsernameAttributes: []string{"email"}})), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no alias", given(user("CONFIRMED"), pool(cognito.Pool{})), RuledOut},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no alias", given(pool(cognito.Pool{})), Unsure},
	{refused(cognito.WrongPassword, "InitiateAuth", ""), "no alias", given(goesBy("gus", "email", "ann@example.com")), Unsure},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "no alias", given(typed("+15550101234"), pool(cognito.Pool{}), goesBy("gus", "phone_number", "+15550101234")), Confirmed},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "no such user", given(typed("+15550101234"), pool(cognito.Pool{}), goesBy("gus", "phone_number", "+15550101234")), RuledOut},

	// Addresses.
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "address not verified", given(user("UNCONFIRMED", "email", "a@b")), Confirmed},

	// Limits that the service doesn't name.
	{refused(cognito.TooManyAttempts, "SignUp", "Attempt limit exceeded, please try after some time."), "user limit", given(), Unsure},
	{refused(cognito.TooManyAttempts, "SignUp", ""), "mail quota", given(pool(cognito.Pool{EmailSender: "COGNITO_DEFAULT"})), Unsure},
	{refused(cognito.TooManyAttempts, "SignUp", ""), "mail quota", given(pool(cognito.Pool{EmailSender: "DEVELOPER"})), RuledOut},
	{refused(cognito.TooManyAttempts, "SignUp", ""), "SES quota", given(pool(cognito.Pool{EmailSender: "DEVELOPER"})), Unsure},
	{refused(cognito.TooManyAttempts, "ForgotPassword", ""), "mail quota", given(), Unsure},
	{refused(cognito.TooManyAttempts, "ForgotPassword", "Attempt limit exceeded, please try after some time."), "user limit", given(), Confirmed},

	// Between this machine and the service.
	{refused(cognito.NameNotFound, "SignUp", ""), "no such Region", given(conn(func(c *Connection) { c.Region, c.PoolID = "xx-nowhere-1", "" })), Unsure},
	{refused(cognito.NameNotFound, "SignUp", ""), "no such Region", given(conn(func(c *Connection) { c.Region, c.PoolID = "Frankfurt", "" })), Confirmed},
	{refused(cognito.NameNotFound, "SignUp", ""), "offline", given(), Unsure},
	{refused(cognito.NameNotFound, "SignUp", ""), "endpoint name", given(conn(func(c *Connection) { c.Endpoint = "https://pool.invalid" })), Unsure},
	{&cognito.Error{Kind: cognito.ConnectionRefused, Op: "SignUp", Attempts: 1}, "nothing listens", given(conn(func(c *Connection) { c.Endpoint = "http://127.0.0.1:9" })), Confirmed},

	// Causes that several refusals share.
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "unverified alias", given(pool(cognito.Pool{AliasAttributes: []string{"email"}}), goesBy("ann", "email", "ann@example.com")), Confirmed},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "other spelling", given(pool(cognito.Pool{CaseSensitive: true}), user("CONFIRMED"), func(f *Facts) { f.User = "Ann@example.com" }), Confirmed},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "other spelling", given(pool(cognito.Pool{CaseSensitive: true}), nobody), Unsure},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "other pool", given(nobody), Unsure},
	{refused(cognito.NoSuchUser, "InitiateAuth", ""), "other pool", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.NoSuchClient, "InitiateAuth", ""), "other pool", given(), Unsure},
	{refused(cognito.NoSuchPool, "DescribeUserPool", ""), "wrong Region", given(conn(func(c *Connection) { c.Region = "us-east-1" })), Confirmed},
	{refused(cognito.NoSuchPool, "DescribeUserPool", ""), "wrong Region", given(), RuledOut},
	{refused(cognito.CodeExpired, "ConfirmSignUp", ""), "no such user", given(nobody), Confirmed},
	{refused(cognito.CodeExpired, "ConfirmSignUp", ""), "no such user", given(user("UNCONFIRMED")), RuledOut},
	{refused(cognito.CodeExpired, "VerifyUserAttribute", ""), "no such user", given(), RuledOut},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "no address", given(user("CONFIRMED")), Confirmed},
	{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), "no address", given(user("CONFIRMED", "email", "a@b")), RuledOut},
	{refused(cognito.BadRefreshToken, "InitiateAuth", ""), "token of another pool", given(func(f *Facts) { f.TokenIssuer = "https://x/us-east-1_Other" }), Confirmed},
	{refused(cognito.BadRefreshToken, "InitiateAuth", ""), "token of another pool", given(func(f *Facts) { f.TokenIssuer = "https://x/eu-west-1_Pool" }), RuledOut},
	{refused(cognito.FlowNotEnabled, "InitiateAuth", ""), "other app client", given(tells), Unsure},
	{refused(cognito.FlowNotEnabled, "InitiateAuth", ""), "other app client", given(conn(func(c *Connection) { c.ClientID = "" })), RuledOut},
	{refused(cognito.NotFound, "DescribeUserPoolClient", ""), "wrong Region", given(conn(func(c *Connection) { c.PoolID = "" })), Unsure},
	{refused(cognito.NotFound, "DescribeUserPoolClient", ""), "no such pool", given(pool(cognito.Pool{})), RuledOut},
	{refused(cognito.NotFound, "DescribeUserPoolClient", ""), "no such pool", given(), Unsure},
	{refused(cognito.NotAuthorized, "InitiateAuth", ""), "no such user", given(nobody), Confirmed},
	{refused(cognito.NotAuthorized, "InitiateAuth", ""), "no such user", given(user("CONFIRMED")), RuledOut},
	{refused(cognito.CannotResetInState, "ForgotPassword", ""), "federated user", given(user("EXTERNAL_PROVIDER")), Confirmed},
	{refused(cognito.CannotResetInState, "ForgotPassword", ""), "federated user", given(user("FORCE_CHANGE_PASSWORD")), RuledOut},
	{refused(cognito.NameNotFound, "SignUp", ""), "wrong Region", given(conn(func(c *Connection) { c.Region = "eu-west-9" })), Confirmed},
}

func find(causes []Cause, id string) (Cause, bool) {
	i := slices.IndexFunc(causes, func(c Cause) bool { return c.ID == id })
	if i < 0 {
		return Cause{}, false
	}
	return causes[i], true
}

func TestJudgements(t *testing.T) {
	for _, j := range judgements {
		causes := Causes(j.err, j.facts)
		c, ok := find(causes, j.id)
		if !ok || c.State != j.want {
			t.Errorf("%v at %s, %s: found %v, state %d, want %d: %s", j.err.Kind, j.err.Op, j.id, ok, c.State, j.want, c.Evidence)
		}
		if !slices.IsSortedFunc(causes, func(a, b Cause) int { return int(a.State - b.State) }) {
			t.Errorf("%v: the causes aren't in order", j.err.Kind)
		}
	}
}

// TestEveryCauseIsJudged keeps the list above complete: each check of the table
// stands in it for each refusal that it explains.
func TestEveryCauseIsJudged(t *testing.T) {
	for kind, row := range table {
		for i, check := range row {
			id := check(&checker{Facts: given(), err: refused(kind, "InitiateAuth", "")}).ID
			if id == "" { // it is one of SRP, or of an endpoint
				srp := srpRefused()
				srp.Kind = kind
				id = check(&checker{Facts: given(conn(func(c *Connection) { c.Endpoint = "http://h" })), err: srp}).ID
			}
			if !slices.ContainsFunc(judgements, func(j struct {
				err   *cognito.Error
				id    string
				facts Facts
				want  State
			}) bool {
				return j.id == id && j.err.Kind == kind
			}) {
				t.Errorf("%v, %d: %q is not judged in any test", kind, i, id)
			}
		}
	}
}

// TestEveryKindIsExplained: no refusal leads to a dead end.
func TestEveryKindIsExplained(t *testing.T) {
	everything := given(user("CONFIRMED", "email", "a@b", "email_verified", "true"), tells, pool(cognito.Pool{EmailSender: "DEVELOPER"}), holders(), skew(0))
	for kind := range cognito.NotTheProtocol + 1 {
		for _, f := range []Facts{given(), everything, {}} {
			f.Sentence, f.Hint = "What happened.", "What helps."
			causes := Causes(refused(kind, "InitiateAuth", ""), f)
			if len(causes) == 0 || causes[0].State == RuledOut {
				t.Errorf("%v: nothing is left of %d causes", kind, len(causes))
				continue
			}
			for _, c := range causes {
				if c.Title == "" || c.Evidence == "" || c.ID == "" || c.State == Confirmed && len(c.Fixes) == 0 {
					t.Errorf("%v: half a cause: %+v", kind, c)
				}
			}
		}
	}
	if Causes(nil, given()) != nil {
		t.Error("no refusal has causes")
	}
}

// TestNeeds: what a cause is judged by is read, and nothing else.
func TestNeeds(t *testing.T) {
	variants := func(set func(*Facts)) []func(*Facts) {
		var all []func(*Facts)
		for _, base := range []func(*Facts){func(*Facts) {}, nobody, user("CONFIRMED"), user("FORCE_CHANGE_PASSWORD"), user("UNCONFIRMED")} {
			all = append(all, func(f *Facts) { base(f); set(f) })
		}
		return all
	}
	differs := func(err *cognito.Error, sets ...func(*Facts)) bool {
		var seen []string
		for base := range variants(func(*Facts) {}) {
			seen = seen[:0]
			for _, set := range sets {
				f := given(variants(set)[base])
				text := ""
				for _, c := range Causes(err, f) {
					text += c.ID + c.Evidence + string(rune('0'+int(c.State)))
				}
				seen = append(seen, text)
			}
			if len(slices.Compact(slices.Clone(seen))) > 1 {
				return true
			}
		}
		return false
	}
	none := func(*Facts) {}
	for kind := range cognito.NotTheProtocol + 1 {
		err := refused(kind, "ConfirmSignUp", "the session is expired")
		n := NeedsOf(err)
		clientMatters := differs(err, none, hides, foreignClient, client(cognito.AppClient{Revocation: true, Rotation: cognito.RotationOn}))
		poolMatters := differs(err, none, pool(cognito.Pool{}), pool(cognito.Pool{CaseSensitive: true, AliasAttributes: []string{"email"}, TemporaryDays: 7}))
		usersMatter := func() bool {
			a, b := Causes(err, given(nobody)), Causes(err, given(user("CONFIRMED")))
			return len(a) != len(b) || slices.ContainsFunc(a, func(c Cause) bool { o, _ := find(b, c.ID); return o.State != c.State || o.Evidence != c.Evidence })
		}()
		if n.Client != clientMatters || n.Pool != poolMatters || n.Users != usersMatter && kind != cognito.AliasTaken {
			t.Errorf("%v: reads client %v, pool %v, users %v; want %v, %v, %v", kind, n.Client, n.Pool, n.Users, clientMatters, poolMatters, usersMatter)
		}
	}
}

// TestOrder: without facts the likely causes come first.
func TestOrder(t *testing.T) {
	ids := func(err *cognito.Error, f Facts) string {
		var list []string
		for _, c := range Causes(err, f) {
			list = append(list, c.ID)
		}
		return strings.Join(list, ", ")
	}
	for _, o := range []struct {
		err   *cognito.Error
		facts Facts
		want  string
	}{
		{srpRefused(), given(), "wrong password, no such user, wrong pool id, other pool, no alias, unverified alias, other spelling, imported user, federated user"},
		{srpRefused(), given(pool(cognito.Pool{}), foreignClient, nobody), "wrong pool id, wrong password, no such user, other pool, no alias, unverified alias, other spelling, imported user, federated user"},
		{refused(cognito.WrongPassword, "InitiateAuth", ""), given(), "wrong password, no such user, other pool, no alias, unverified alias, other spelling, imported user, federated user"},
		{refused(cognito.SignedOut, "GetUser", ""), given(), "signed out, user deleted, user disabled, token of another pool"},
		{refused(cognito.BadClientSecret, "InitiateAuth", ""), given(), "secret wrong, secret not wanted, other app client, secret missing"},
		{refused(cognito.NoVerifiedContact, "ForgotPassword", ""), given(user("UNCONFIRMED", "email", "a@b"), pool(cognito.Pool{})), "not confirmed, address not verified, no address, recovery excludes"},
	} {
		if got := ids(o.err, o.facts); got != o.want {
			t.Errorf("%v:\n%s, want\n%s", o.err.Kind, got, o.want)
		}
	}
}

// TestEvidenceShows: the evidence of a cause holds what its mark comes from, and
// nothing that speaks against it.
func TestEvidenceShows(t *testing.T) {
	reset := refused(cognito.NoVerifiedContact, "ForgotPassword", "")
	nora := given(pool(cognito.Pool{Recovery: []string{"verified_email"}}), goesBy("nora", "email", "nora@example.com", "email_verified", "false"))
	for _, e := range []struct {
		err        *cognito.Error
		facts      Facts
		id         string
		has, lacks string
	}{
		{reset, nora, "address not verified", "nora has the email nora@example.com (not verified) and no phone number.", "CONFIRMED"},
		{reset, nora, "no address", "the email nora@example.com", "CONFIRMED"},
		{reset, nora, "recovery excludes", "AccountRecoverySetting: verified_email.", "CONFIRMED"},
		{refused(cognito.SignedOut, "GetUser", ""), given(nobody), "signed out", "Another cause was found", "revoked"},
		{refused(cognito.WrongCode, "ConfirmSignUp", ""), given(nobody), "code wrong", "no code to compare", "The service compared it"},
		{&cognito.Error{Kind: cognito.NoNetwork, Op: "SignUp", Attempts: 2}, given(), "as said", "No answer of the service came", "service said"},
		{&cognito.Error{Kind: cognito.BadSettings, Op: "SignUp"}, given(), "as said", "Nothing was sent", "service said"},
		{refused(cognito.NoSuchClient, "InitiateAuth", ""), given(), "no such app client", "the Region is that of the pool id", "only a list"},
		{refused(cognito.LockedOut, "InitiateAuth", ""), given(), "locked out", "The service says so", "below"},
		{srpRefused(), given(pool(cognito.Pool{Name: "Other"}), foreignClient), "wrong pool id", "has no such app client, and yet it answered. SRP", "nobody"},
		{srpRefused(), given(noPool), "no such user", "the user pool id that is set isn't that of the app client's pool", "it doesn't exist"},
		{refused(cognito.WrongPassword, "InitiateAuth", ""), given(typed("+15550101234"), pool(cognito.Pool{}), goesBy("gus", "phone_number", "+15550101234")), "no alias",
			"finds gus by phone_number, which is no alias in this pool (AliasAttributes: none)", "password"},
	} {
		c, ok := find(Causes(e.err, e.facts), e.id)
		if !ok || !strings.Contains(c.Evidence, e.has) || strings.Contains(c.Evidence, e.lacks) {
			t.Errorf("%v, %s: %q", e.err.Kind, e.id, c.Evidence)
		}
	}
}

// TestFixes: what mends a cause can be done from it, in the order that works.
func TestFixes(t *testing.T) {
	fixes := func(err *cognito.Error, f Facts, id string) string {
		c, ok := find(Causes(err, f), id)
		if !ok {
			t.Errorf("no cause %s", id)
		}
		text := ""
		for _, x := range c.Fixes {
			text += map[Do]string{DoRetry: "(retry)", DoConnection: "(connection)", DoForceAlias: "(force alias)"}[x.Do] + x.Place + x.Command + "\n"
		}
		return text
	}
	una := fixes(refused(cognito.NoVerifiedContact, "ForgotPassword", ""), given(user("UNCONFIRMED", "email", "a@b")), "not confirmed")
	if confirm, verify := strings.Index(una, "admin-confirm-sign-up"), strings.Index(una, "Name=email_verified,Value=true"); confirm < 0 || verify < confirm {
		t.Errorf("an unconfirmed user's reset:\n%s", una)
	}
	phone := fixes(refused(cognito.NoVerifiedContact, "ForgotPassword", ""), given(user("CONFIRMED", "phone_number", "+1555")), "address not verified")
	if !strings.Contains(phone, "Name=phone_number_verified") {
		t.Errorf("a phone that isn't verified:\n%s", phone)
	}
	wants := func(text string, parts ...string) {
		t.Helper()
		for _, p := range parts {
			if !strings.Contains(text, p) {
				t.Errorf("%q is missing in\n%s", p, text)
			}
		}
	}
	wants(fixes(refused(cognito.AliasTaken, "ConfirmSignUp", ""), given(), "alias held"), "(force alias)")
	wants(fixes(refused(cognito.Throttled, "SignUp", ""), given(), "throttled"), "(retry)")
	wants(fixes(refused(cognito.ConnectionRefused, "SignUp", ""), given(), "nothing listens"), "(retry)", "(connection)")
	wants(fixes(refused(cognito.LockedOut, "InitiateAuth", ""), given(func(f *Facts) { f.LockOver = true }), "locked out"), "it should be over: try again")
	if alias := fixes(refused(cognito.AliasTaken, "VerifyUserAttribute", ""), given(), "alias held"); strings.Contains(alias, "(force alias)") {
		t.Error("only ConfirmSignUp moves an address")
	}
	denied := given(func(f *Facts) {
		f.Users = facts.Of[[]cognito.FoundUser](nil, &cognito.Error{Kind: cognito.CredentialsRefused, Code: "AccessDeniedException", Op: "ListUsers"})
	})
	if text := fixes(refused(cognito.WrongPassword, "InitiateAuth", ""), denied, "no such user"); strings.Contains(text, "list-users") {
		t.Errorf("what was denied just now is to be done again:\n%s", text)
	}
	local := given(conn(func(c *Connection) { c.Local = true }), pool(cognito.Pool{EmailSender: "DEVELOPER"}))
	for _, x := range Causes(refused(cognito.MailQuota, "SignUp", ""), local)[0].Fixes {
		if x.Command != "" && !strings.HasPrefix(x.Command, "aws cognito-idp") {
			t.Errorf("of the embedded pool: %s", x.Command)
		}
	}
}

func TestEvidenceNamesWhatWouldTell(t *testing.T) {
	for _, c := range Causes(refused(cognito.WrongPassword, "InitiateAuth", ""), given()) {
		if c.State == Unsure && c.ID != "other pool" && !strings.Contains(c.Evidence, "cognito-idp:") {
			t.Errorf("%s doesn't say what would tell: %s", c.ID, c.Evidence)
		}
	}
	pending := given(func(f *Facts) { f.Users = facts.Fact[[]cognito.FoundUser]{} })
	c, _ := find(Causes(refused(cognito.Disabled, "ForgotPassword", ""), pending), "user disabled")
	if c.State != Confirmed {
		t.Errorf("while the user is read: %+v", c)
	}
}
