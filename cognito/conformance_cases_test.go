package cognito_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/token"
)

// conformanceCase is one rule of the service that every server must keep.
type conformanceCase struct {
	name string
	run  func(*testing.T, server)
}

var conformance = slices.Concat(userConformance, adminConformance, groupConformance)

// userConformance are the rules of what an app user does, and of the reads that the
// screens make beside it.
var userConformance = []conformanceCase{
	{"SignUp", func(t *testing.T, s server) {
		result := signUp(t, s, newUser())
		if result.Confirmed || result.Sub == "" {
			t.Errorf("got %+v", result)
		}
	}},
	{"SignUpTellsDelivery", func(t *testing.T, s server) {
		username := newUser()
		d := signUp(t, s, username).Delivery
		if d.Medium != "EMAIL" || d.Attribute != "email" || d.Destination == "" {
			t.Errorf("got %+v", d)
		}
	}},
	{"SignUpMasksDestination", func(t *testing.T, s server) {
		username := newUser()
		if d := signUp(t, s, username).Delivery; d.Destination == username {
			t.Errorf("the destination is not masked: %+v", d)
		}
	}},
	{"SignUpTakenName", func(t *testing.T, s server) {
		username := newUser()
		signUp(t, s, username)
		_, err := cognito.New(s.config).SignUp(t.Context(), cognito.SignUpRequest{Username: username, Password: goodPassword,
			Attributes: []cognito.Attribute{{Name: "email", Value: username}}})
		wantKind(t, err, cognito.UsernameTaken)
	}},
	{"SignUpShortPassword", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).SignUp(t.Context(), cognito.SignUpRequest{Username: newUser(), Password: "aB1!"})
		wantKind(t, err, cognito.PasswordRules)
	}},
	{"SignUpBadEmail", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).SignUp(t.Context(), cognito.SignUpRequest{Username: newUser(), Password: goodPassword,
			Attributes: []cognito.Attribute{{Name: "email", Value: "not an address"}}})
		wantKind(t, err, cognito.BadEmail)
	}},
	{"SignUpUnknownAttribute", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).SignUp(t.Context(), cognito.SignUpRequest{Username: newUser(), Password: goodPassword,
			Attributes: []cognito.Attribute{{Name: "custom:missing", Value: "x"}}})
		wantKind(t, err, cognito.AttributeInvalid, cognito.AttributeNotWritable)
	}},
	{"ConfirmSignUp", func(t *testing.T, s server) { confirmed(t, s) }},
	{"ConfirmWrongCode", func(t *testing.T, s server) {
		username := newUser()
		signUp(t, s, username)
		right := s.code(t, username)
		_, err := cognito.New(s.config).ConfirmSignUp(t.Context(), cognito.ConfirmSignUpRequest{Username: username, Code: wrongCode(right)})
		wantKind(t, err, cognito.WrongCode)
		confirm(t, s, username, right)
	}},
	{"ConfirmTwice", func(t *testing.T, s server) {
		username := confirmed(t, s)
		_, err := cognito.New(s.config).ConfirmSignUp(t.Context(), cognito.ConfirmSignUpRequest{Username: username, Code: "123456"})
		wantKind(t, err, cognito.AlreadyConfirmed)
	}},
	{"Resend", func(t *testing.T, s server) {
		username := newUser()
		signUp(t, s, username)
		d, err := cognito.New(s.config).ResendConfirmationCode(t.Context(), username)
		if err != nil || !d.Sent() {
			t.Fatalf("got %+v, %v", d, err)
		}
		confirm(t, s, username, s.code(t, username))
	}},
	{"ResendConfirmed", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).ResendConfirmationCode(t.Context(), confirmed(t, s))
		wantKind(t, err, cognito.AlreadyConfirmed)
	}},
	{"SignIn", func(t *testing.T, s server) {
		in := signIn(t, s, confirmed(t, s), goodPassword)
		if in.Tokens.ID == "" || in.Tokens.Refresh == "" || time.Since(in.Tokens.Issued).Abs() > time.Minute {
			t.Errorf("got %v, issued %v", in.Tokens, in.Tokens.Issued)
		}
	}},
	{"SignInTellsLife", func(t *testing.T, s server) {
		tokens := signIn(t, s, confirmed(t, s), goodPassword).Tokens
		c, err := token.Decode(tokens.Access)
		if err != nil {
			t.Fatal(err)
		}
		if off := c.Expires.Sub(tokens.Issued.Add(tokens.ExpiresIn)); off.Abs() > 5*time.Second {
			t.Errorf("the token expires %v off what the answer said", off)
		}
	}},
	{"SignInClaims", signInClaims},
	{"SignInUnconfirmed", func(t *testing.T, s server) {
		username := newUser()
		signUp(t, s, username)
		_, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: username, Password: goodPassword})
		wantKind(t, err, cognito.NotConfirmed)
	}},
	{"SignInUnconfirmedWrongPassword", func(t *testing.T, s server) {
		username := newUser()
		signUp(t, s, username)
		_, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: username, Password: otherPassword})
		wantKind(t, err, cognito.WrongPassword)
	}},
	{"SignInWrongPassword", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: confirmed(t, s), Password: otherPassword})
		wantKind(t, err, cognito.WrongPassword)
	}},
	{"SignInUnknownUser", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: newUser(), Password: otherPassword})
		wantKind(t, err, cognito.WrongPassword, cognito.NoSuchUser)
	}},
	{"GetUser", func(t *testing.T, s server) {
		username := confirmed(t, s)
		user, err := cognito.New(s.config).GetUser(t.Context(), signIn(t, s, username, goodPassword).Tokens.Access)
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]string{}
		for _, a := range user.Attributes {
			values[a.Name] = a.Value
		}
		if user.Username == "" || values["email"] != username || values["sub"] == "" {
			t.Errorf("got %+v", user)
		}
	}},
	{"ConfirmVerifiesEmail", func(t *testing.T, s server) {
		user, err := cognito.New(s.config).GetUser(t.Context(), signIn(t, s, confirmed(t, s), goodPassword).Tokens.Access)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range user.Attributes {
			if a.Name == "email_verified" && a.Value == "true" {
				return
			}
		}
		t.Errorf("got %+v", user)
	}},
	{"GetUserGarbledToken", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).GetUser(t.Context(), "garbled")
		wantKind(t, err, cognito.SignedOut)
	}},
	{"TokensAreSigned", func(t *testing.T, s server) {
		for _, c := range checksOf(t, s) {
			if c.State != token.Passed && c.Name != "Issuer" {
				t.Errorf("got %+v", c)
			}
		}
	}},
	{"TokensNameTheirIssuer", func(t *testing.T, s server) {
		for _, c := range checksOf(t, s) {
			if c.State != token.Passed && c.Name == "Issuer" {
				t.Errorf("got %+v", c)
			}
		}
	}},
	{"RefreshGivesTokens", func(t *testing.T, s server) {
		tokens := signIn(t, s, confirmed(t, s), goodPassword).Tokens
		got, err := cognito.New(s.config).Refresh(t.Context(), refreshOf(t, tokens))
		if err != nil || got.Tokens.Access == "" || got.Tokens.ID == "" || got.Tokens.Refresh != tokens.Refresh {
			t.Errorf("got %+v, %v", got, err)
		}
	}},
	{"RefreshGarbled", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).Refresh(t.Context(), cognito.RefreshRequest{Refresh: "garbled", Username: "x"})
		wantKind(t, err, cognito.BadRefreshToken)
	}},
	{"RevokeEndsRefresh", func(t *testing.T, s server) {
		c, tokens := cognito.New(s.config), signIn(t, s, confirmed(t, s), goodPassword).Tokens
		if err := c.RevokeToken(t.Context(), tokens.Refresh); err != nil {
			t.Fatal(err)
		}
		_, err := c.Refresh(t.Context(), refreshOf(t, tokens))
		wantKind(t, err, cognito.SignedOut, cognito.BadRefreshToken)
	}},
	{"UpdateAttribute", func(t *testing.T, s server) {
		c, access := cognito.New(s.config), signIn(t, s, confirmed(t, s), goodPassword).Tokens.Access
		if _, err := c.UpdateUserAttributes(t.Context(), access, []cognito.Attribute{{Name: "name", Value: "Conny"}}); err != nil {
			t.Fatal(err)
		}
		if got := attribute(t, c, access, "name"); got != "Conny" {
			t.Errorf("the name is %q", got)
		}
	}},
	{"DeleteAttribute", func(t *testing.T, s server) {
		c, access := cognito.New(s.config), signIn(t, s, confirmed(t, s), goodPassword).Tokens.Access
		if _, err := c.UpdateUserAttributes(t.Context(), access, []cognito.Attribute{{Name: "nickname", Value: "Con"}}); err != nil {
			t.Fatal(err)
		}
		if err := c.DeleteUserAttributes(t.Context(), access, []string{"nickname"}); err != nil {
			t.Fatal(err)
		}
		if got := attribute(t, c, access, "nickname"); got != "" {
			t.Errorf("the nickname is %q", got)
		}
	}},
	{"VerifyAttribute", func(t *testing.T, s server) {
		username := confirmed(t, s)
		c, access := cognito.New(s.config), signIn(t, s, username, goodPassword).Tokens.Access
		d, err := c.GetUserAttributeVerificationCode(t.Context(), access, "email")
		if err != nil || d.Medium != "EMAIL" {
			t.Fatalf("got %+v, %v", d, err)
		}
		code := s.code(t, username)
		wantKind(t, c.VerifyUserAttribute(t.Context(), access, "email", wrongCode(code)), cognito.WrongCode)
		if err := c.VerifyUserAttribute(t.Context(), access, "email", code); err != nil {
			t.Error(err)
		}
	}},
	{"ChangePassword", func(t *testing.T, s server) {
		username := confirmed(t, s)
		c, access := cognito.New(s.config), signIn(t, s, username, goodPassword).Tokens.Access
		if err := c.ChangePassword(t.Context(), access, goodPassword, otherPassword); err != nil {
			t.Fatal(err)
		}
		signIn(t, s, username, otherPassword)
	}},
	{"ChangePasswordWrongCurrent", func(t *testing.T, s server) {
		c, access := cognito.New(s.config), signIn(t, s, confirmed(t, s), goodPassword).Tokens.Access
		wantKind(t, c.ChangePassword(t.Context(), access, otherPassword, otherPassword), cognito.WrongCurrentPassword)
	}},
	{"ChangePasswordShort", func(t *testing.T, s server) {
		c, access := cognito.New(s.config), signIn(t, s, confirmed(t, s), goodPassword).Tokens.Access
		wantKind(t, c.ChangePassword(t.Context(), access, goodPassword, "aB1!"), cognito.PasswordRules)
	}},
	{"DeleteUser", func(t *testing.T, s server) {
		username := confirmed(t, s)
		c := cognito.New(s.config)
		if err := c.DeleteUser(t.Context(), signIn(t, s, username, goodPassword).Tokens.Access); err != nil {
			t.Fatal(err)
		}
		found, err := cognito.NewAdmin(s.config).FindUsers(t.Context(), cognito.Filter{Attribute: "email", Value: username}, 1)
		if err != nil || len(found) != 0 {
			t.Errorf("got %+v, %v", found, err)
		}
	}},
	{"FindUser", func(t *testing.T, s server) {
		username := confirmed(t, s)
		found, err := cognito.NewAdmin(s.config).FindUsers(t.Context(), cognito.Filter{Attribute: "email", Value: username}, 2)
		if err != nil || len(found) != 1 || found[0].Status != "CONFIRMED" || !found[0].Enabled {
			t.Fatalf("got %+v, %v", found, err)
		}
		user, err := cognito.NewAdmin(s.config).AdminGetUser(t.Context(), found[0].Username)
		if err != nil || user.Username != found[0].Username || user.Status != "CONFIRMED" {
			t.Errorf("got %+v, %v", user, err)
		}
	}},
	{"FindNobody", func(t *testing.T, s server) {
		found, err := cognito.NewAdmin(s.config).FindUsers(t.Context(), cognito.Filter{Attribute: "email", Value: newUser()}, 2)
		if err != nil || len(found) != 0 {
			t.Errorf("got %+v, %v", found, err)
		}
	}},
	{"ResetPassword", func(t *testing.T, s server) { signIn(t, s, reset(t, s), otherPassword) }},
	{"ResetEndsOldPassword", func(t *testing.T, s server) {
		_, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: reset(t, s), Password: goodPassword})
		wantKind(t, err, cognito.WrongPassword)
	}},
	{"ResetWrongCode", func(t *testing.T, s server) {
		wantKind(t, resetBy(t, s, wrongCode, otherPassword), cognito.WrongCode)
	}},
	{"ResetShortPassword", func(t *testing.T, s server) {
		wantKind(t, resetBy(t, s, func(code string) string { return code }, "aB1!"), cognito.PasswordRules)
	}},
	{"ResetUnconfirmed", func(t *testing.T, s server) {
		username := newUser()
		signUp(t, s, username)
		d, err := cognito.New(s.config).ForgotPassword(t.Context(), username)
		if err == nil && d.Sent() {
			return // the client hides which users can be reset
		}
		wantKind(t, err, cognito.NoVerifiedContact)
	}},
	{"GlobalSignOut", func(t *testing.T, s server) {
		tokens := signIn(t, s, confirmed(t, s), goodPassword).Tokens
		c := cognito.New(s.config)
		if err := c.GlobalSignOut(t.Context(), tokens.Access); err != nil {
			t.Fatal(err)
		}
		_, err := c.GetUser(t.Context(), tokens.Access)
		wantKind(t, err, cognito.SignedOut)
	}},
	{"RevokeToken", func(t *testing.T, s server) {
		tokens := signIn(t, s, confirmed(t, s), goodPassword).Tokens
		if err := cognito.New(s.config).RevokeToken(t.Context(), tokens.Refresh); err != nil {
			t.Error(err)
		}
	}},
	{"RevokeTokenTwice", func(t *testing.T, s server) {
		tokens := signIn(t, s, confirmed(t, s), goodPassword).Tokens
		c := cognito.New(s.config)
		for range 2 {
			if err := c.RevokeToken(t.Context(), tokens.Refresh); err != nil {
				t.Error(err)
			}
		}
	}},
	{"RevokeTokenEndsItsSessionOnly", func(t *testing.T, s server) {
		username := confirmed(t, s)
		kept, revoked := signIn(t, s, username, goodPassword).Tokens, signIn(t, s, username, goodPassword).Tokens
		c := cognito.New(s.config)
		if err := c.RevokeToken(t.Context(), revoked.Refresh); err != nil {
			t.Fatal(err)
		}
		_, err := c.GetUser(t.Context(), revoked.Access)
		wantKind(t, err, cognito.SignedOut)
		if _, err := c.GetUser(t.Context(), kept.Access); err != nil {
			t.Errorf("the other session ended too: %v", err)
		}
	}},
	{"RevokeAccessToken", func(t *testing.T, s server) {
		tokens := signIn(t, s, confirmed(t, s), goodPassword).Tokens
		wantKind(t, cognito.New(s.config).RevokeToken(t.Context(), tokens.Access), cognito.NotARefreshToken)
	}},
	{"NoSuchClient", func(t *testing.T, s server) {
		s.config.ClientID = strings.Repeat("z", 26)
		_, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: newUser(), Password: goodPassword})
		wantKind(t, err, cognito.NoSuchClient)
	}},
	{"WrongSecret", func(t *testing.T, s server) {
		s.config.ClientSecret = strings.Repeat("0", 51)
		_, err := cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Username: newUser(), Password: goodPassword})
		wantKind(t, err, cognito.BadClientSecret)
	}},
	{"MissingSecret", func(t *testing.T, s server) {
		s.config.ClientSecret = ""
		_, err := cognito.New(s.config).ForgotPassword(t.Context(), newUser())
		wantKind(t, err, cognito.BadClientSecret)
	}},
	{"DescribeUserPool", func(t *testing.T, s server) {
		pool, err := cognito.NewAdmin(s.config).DescribeUserPool(t.Context())
		if err != nil || pool.ID != s.config.UserPoolID || pool.Policy.MinimumLength < 6 {
			t.Errorf("got %+v, %v", pool, err)
		}
	}},
	{"DescribeUserPoolClient", func(t *testing.T, s server) {
		client, err := cognito.NewAdmin(s.config).DescribeUserPoolClient(t.Context())
		if err != nil || client.ID != s.config.ClientID || client.HasSecret != (s.config.ClientSecret != "") {
			t.Errorf("got %+v, %v", client, err)
		}
	}},
	{"PoolIsListed", func(t *testing.T, s server) {
		pools, err := cognito.NewAdmin(s.config).ListUserPools(t.Context())
		if err != nil || !slices.ContainsFunc(pools, func(p cognito.PoolSummary) bool { return p.ID == s.config.UserPoolID && p.Name != "" }) {
			t.Errorf("got %+v, %v", pools, err)
		}
	}},
	{"ClientIsListed", func(t *testing.T, s server) {
		clients, err := cognito.NewAdmin(s.config).ListUserPoolClients(t.Context(), s.config.UserPoolID)
		if err != nil || !slices.ContainsFunc(clients, func(c cognito.ClientSummary) bool { return c.ID == s.config.ClientID && c.Name != "" }) {
			t.Errorf("got %+v, %v", clients, err)
		}
	}},
	{"ClientSecret", func(t *testing.T, s server) {
		client, secret, err := cognito.NewAdmin(s.config).ClientSecret(t.Context(), s.config.UserPoolID, s.config.ClientID)
		if err != nil || client.ID != s.config.ClientID || secret != s.config.ClientSecret {
			t.Errorf("got %+v, the secret %v, %v", client, secret == s.config.ClientSecret, err)
		}
	}},
	{"NoSuchPool", func(t *testing.T, s server) {
		s.config.UserPoolID = "us-east-1_Missing00"
		_, err := cognito.NewAdmin(s.config).DescribeUserPool(t.Context())
		wantKind(t, err, cognito.NoSuchPool)
	}},
}

func signInClaims(t *testing.T, s server) {
	username := newUser()
	sub := signUp(t, s, username).Sub
	confirm(t, s, username, s.code(t, username))
	tokens := signIn(t, s, username, goodPassword).Tokens
	for use, raw := range map[string]string{"id": tokens.ID, "access": tokens.Access} {
		c, err := token.Decode(raw)
		if err != nil {
			t.Fatalf("%s token: %v", use, err)
		}
		if c.TokenUse != use || c.Subject != sub || c.ClientID != s.config.ClientID || c.Username == "" ||
			!strings.HasSuffix(c.Issuer, "/"+s.config.UserPoolID) {
			t.Errorf("%s token: got %+v", use, c.Raw)
		}
		if !c.Expires.After(c.IssuedAt) || c.AuthTime.IsZero() {
			t.Errorf("%s token: got times %v, %v, %v", use, c.IssuedAt, c.Expires, c.AuthTime)
		}
	}
}

// reset gives a new user another password by a code.
func reset(t *testing.T, s server) (username string) {
	t.Helper()
	username = confirmed(t, s)
	c := cognito.New(s.config)
	d, err := c.ForgotPassword(t.Context(), username)
	if err != nil || !d.Sent() {
		t.Fatalf("got %+v, %v", d, err)
	}
	signIn(t, s, username, goodPassword) // the old password works until the new one is set
	err = c.ConfirmForgotPassword(t.Context(), cognito.ConfirmForgotPasswordRequest{
		Username: username, Code: s.code(t, username), Password: otherPassword})
	if err != nil {
		t.Fatal(err)
	}
	return username
}

// refreshOf is the refresh of a session on no device.
func refreshOf(t *testing.T, tokens token.Set) cognito.RefreshRequest {
	t.Helper()
	own, err := token.Decode(tokens.Access)
	if err != nil {
		t.Fatal(err)
	}
	return cognito.RefreshRequest{Refresh: tokens.Refresh, Username: own.Username}
}

// checksOf is how the ID and the access token of a new user are judged.
func checksOf(t *testing.T, s server) []token.Check {
	t.Helper()
	tokens := signIn(t, s, confirmed(t, s), goodPassword).Tokens
	id, access := judged(t, s, tokens.ID, tokens.Issued), judged(t, s, tokens.Access, tokens.Issued)
	checks := append(id.Checks, access.Checks...)
	if len(checks) != 10 {
		t.Fatalf("got %+v", checks)
	}
	return checks
}

// resetBy tries to give a new user another password, by what is typed of the code.
func resetBy(t *testing.T, s server, typed func(code string) string, password string) error {
	t.Helper()
	username, c := confirmed(t, s), cognito.New(s.config)
	if _, err := c.ForgotPassword(t.Context(), username); err != nil {
		t.Fatal(err)
	}
	return c.ConfirmForgotPassword(t.Context(), cognito.ConfirmForgotPasswordRequest{
		Username: username, Code: typed(s.code(t, username)), Password: password})
}
