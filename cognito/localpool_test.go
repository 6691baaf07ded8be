package cognito_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/trace"
)

func TestSeededUsers(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "demo-public")
		c := cognito.New(s.config)
		for username, want := range map[string]cognito.Kind{
			"una@example.com": cognito.NotConfirmed, "rita@example.com": cognito.ResetRequired,
			"dan@example.com": cognito.Disabled, "ted@example.com": cognito.TemporaryPasswordExpired,
			"missing@example.com": cognito.NoSuchUser,
		} {
			_, err := c.SignIn(t.Context(), cognito.SignInRequest{Username: username, Password: localpool.DemoPassword})
			if cognito.KindOf(err) != want {
				t.Errorf("%s: got %v, want %v", username, err, want)
			}
		}
		step, err := c.SignIn(t.Context(), cognito.SignInRequest{Username: "fay@example.com", Password: localpool.DemoPassword})
		if _, ok := step.(cognito.NewPasswordRequired); !ok {
			t.Errorf("an invited user leads to %#v, %v", step, err)
		}
		_, err = c.ForgotPassword(t.Context(), "nora@example.com")
		wantKind(t, err, cognito.NoVerifiedContact)
		_, err = c.ForgotPassword(t.Context(), "fay@example.com")
		wantKind(t, err, cognito.CannotResetInState)
	})
}

func TestPoolsOfOtherSettings(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		up := func(client, username string, attributes ...cognito.Attribute) error {
			_, s := localServer(t, client)
			_, err := cognito.New(s.config).SignUp(t.Context(), cognito.SignUpRequest{
				Username: username, Password: goodPassword, Attributes: attributes})
			return err
		}
		wantKind(t, up("alias-app", "new@example.com"), cognito.UsernameLooksLikeAlias)
		wantKind(t, up("email-app", "plain"), cognito.UsernameMustBeAddress)
		err := up("email-app", "new@example.com")
		wantKind(t, err, cognito.AttributeRequired)
		if e, _ := err.(*cognito.Error); e == nil || !slices.Equal(e.Attributes, []string{"name"}) {
			t.Errorf("got %#v", err)
		}
		if err := up("email-app", "new@example.com", cognito.Attribute{Name: "name", Value: "New"}); err != nil {
			t.Error(err)
		}
		_, s := localServer(t, "demo-srp-only")
		_, err = cognito.New(s.config).SignIn(t.Context(), cognito.SignInRequest{Flow: cognito.PasswordFlow, Username: "ann@example.com", Password: localpool.DemoPassword})
		wantKind(t, err, cognito.FlowNotEnabled)
	})
}

func TestTakenAliasIsForcedOnlyWhenAsked(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "alias-app")
		c := cognito.New(s.config)
		if _, err := c.ResendConfirmationCode(t.Context(), "otto"); err != nil {
			t.Fatal(err)
		}
		r := cognito.ConfirmSignUpRequest{Username: "otto", Code: s.code(t, "otto")}
		_, err := c.ConfirmSignUp(t.Context(), r)
		wantKind(t, err, cognito.AliasTaken)
		r.ForceAliasCreation = true
		if _, err := c.ConfirmSignUp(t.Context(), r); err != nil {
			t.Error(err)
		}
	})
}

// What the pool can be made to throw, the client has a kind for.
func TestEveryExceptionOfThePoolHasAKind(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		c, a := cognito.New(s.config), cognito.NewAdmin(s.config)
		calls := map[string]func() error{
			"SignUp":                 func() error { _, err := c.SignUp(t.Context(), cognito.SignUpRequest{}); return err },
			"ConfirmSignUp":          func() error { _, err := c.ConfirmSignUp(t.Context(), cognito.ConfirmSignUpRequest{}); return err },
			"ResendConfirmationCode": func() error { _, err := c.ResendConfirmationCode(t.Context(), ""); return err },
			"InitiateAuth":           func() error { _, err := c.SignIn(t.Context(), cognito.SignInRequest{}); return err },
			"ForgotPassword":         func() error { _, err := c.ForgotPassword(t.Context(), ""); return err },
			"ConfirmForgotPassword": func() error {
				return c.ConfirmForgotPassword(t.Context(), cognito.ConfirmForgotPasswordRequest{})
			},
			"UpdateUserAttributes": func() error { _, err := c.UpdateUserAttributes(t.Context(), "", nil); return err },
			"DeleteUserAttributes": func() error { return c.DeleteUserAttributes(t.Context(), "", nil) },
			"GetUserAttributeVerificationCode": func() error {
				_, err := c.GetUserAttributeVerificationCode(t.Context(), "", "email")
				return err
			},
			"VerifyUserAttribute":  func() error { return c.VerifyUserAttribute(t.Context(), "", "email", "1") },
			"ChangePassword":       func() error { return c.ChangePassword(t.Context(), "", "", "") },
			"SetUserMFAPreference": func() error { return c.SetUserMFAPreference(t.Context(), "", cognito.MFAPreference{}) },
			"GetUserAuthFactors":   func() error { _, err := c.GetUserAuthFactors(t.Context(), ""); return err },
			"ListDevices":          func() error { _, err := c.ListDevices(t.Context(), ""); return err },
			"ForgetDevice":         func() error { return c.ForgetDevice(t.Context(), "", "k") },
			"ListWebAuthnCredentials": func() error {
				_, err := c.ListWebAuthnCredentials(t.Context(), "")
				return err
			},
			"DeleteWebAuthnCredential":  func() error { return c.DeleteWebAuthnCredential(t.Context(), "", "k") },
			"StartWebAuthnRegistration": func() error { return c.StartWebAuthnRegistration(t.Context(), "") },
			"AssociateSoftwareToken": func() error {
				_, err := c.AssociateSoftwareTokenWith(t.Context(), "")
				return err
			},
			"VerifySoftwareToken": func() error { return c.VerifySoftwareTokenWith(t.Context(), "", "", "") },
			"GetTokensFromRefreshToken": func() error {
				_, err := c.Refresh(t.Context(), cognito.RefreshRequest{Rotation: cognito.RotationOn})
				return err
			},
			"DeleteUser":             func() error { return c.DeleteUser(t.Context(), "") },
			"ListUserPools":          func() error { _, err := a.ListUserPools(t.Context()); return err },
			"ListUserPoolClients":    func() error { _, err := a.ListUserPoolClients(t.Context(), "us-east-1_LocalPool"); return err },
			"ListUsers":              func() error { _, err := a.FindUsers(t.Context(), cognito.Filter{}, 1); return err },
			"AdminGetUser":           func() error { _, err := a.AdminGetUser(t.Context(), "ann"); return err },
			"GetUser":                func() error { _, err := c.GetUser(t.Context(), ""); return err },
			"GlobalSignOut":          func() error { return c.GlobalSignOut(t.Context(), "") },
			"RevokeToken":            func() error { return c.RevokeToken(t.Context(), "") },
			"DescribeUserPool":       func() error { _, err := a.DescribeUserPool(t.Context()); return err },
			"DescribeUserPoolClient": func() error { _, err := a.DescribeUserPoolClient(t.Context()); return err },
		}
		for op, call := range calls {
			for _, exception := range pool.Exceptions(op) {
				pool.Fail(op, 3, exception, "") // as often as a call is sent at most
				if err := call(); err == nil || cognito.KindOf(err) == cognito.Unknown {
					t.Errorf("%s, %s: got %v", op, exception, err)
				}
				pool.ClearFaults()
			}
		}
	})
}

func TestLostAnswerMayHaveHappened(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		username := newUser()
		pool.DropAnswer("SignUp", 1)
		_, err := cognito.New(s.config).SignUp(t.Context(), cognito.SignUpRequest{Username: username, Password: goodPassword,
			Attributes: []cognito.Attribute{{Name: "email", Value: username}}})
		e, ok := err.(*cognito.Error)
		if !ok || e.Kind != cognito.ConnectionLost || !e.MayHaveHappened || e.Attempts != 1 {
			t.Fatalf("got %#v", err)
		}
		confirm(t, s, username, s.code(t, username)) // it did
	})
}

func TestCancelledWhileHeld(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		release := pool.Hold("InitiateAuth")
		defer release()
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			synctest.Wait() // the pool holds it
			cancel()
		}()
		_, err := cognito.New(s.config).SignIn(ctx, cognito.SignInRequest{Username: "ann@example.com", Password: localpool.DemoPassword})
		wantKind(t, err, cognito.Cancelled)
	})
}

func TestMovedClock(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		in := signIn(t, s, "ann@example.com", localpool.DemoPassword)
		pool.Advance(2 * time.Hour)
		c := cognito.New(s.config)
		_, err := c.GetUser(t.Context(), in.Tokens.Access)
		wantKind(t, err, cognito.TokenExpired)
		if off := c.Skew() - 2*time.Hour; off.Abs() > time.Second {
			t.Errorf("skew %v", c.Skew())
		}
		username := newUser()
		signUp(t, s, username)
		pool.Advance(25 * time.Hour)
		_, err = c.ConfirmSignUp(t.Context(), cognito.ConfirmSignUpRequest{Username: username, Code: s.code(t, username)})
		wantKind(t, err, cognito.CodeExpired)
		// Signed calls follow the pool's clock, too: a repeat may be needed, no more.
		if _, err := cognito.NewAdmin(s.config).DescribeUserPool(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestTooManyWrongPasswords(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "demo-app")
		c := cognito.New(s.config)
		var err error
		for range 6 {
			_, err = c.SignIn(t.Context(), cognito.SignInRequest{Username: "ann@example.com", Password: otherPassword})
		}
		wantKind(t, err, cognito.LockedOut)
	})
}

// Every secret that the calls send or get, looked for in every entry.
func TestTraceOfRealCallsShowsNoSecret(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		log := trace.NewLog(1000)
		s.config.Transport = trace.New(pool.Transport(), log)
		s.config.Log = log
		username := confirmed(t, s)
		reset(t, s)
		tokens := signIn(t, s, username, goodPassword).Tokens
		c := cognito.New(s.config)
		c.SignIn(t.Context(), cognito.SignInRequest{Username: username, Password: otherPassword})
		c.GetUser(t.Context(), tokens.Access)
		c.UpdateUserAttributes(t.Context(), tokens.Access, []cognito.Attribute{{Name: "name", Value: "Secret Name"}})
		c.GetUserAttributeVerificationCode(t.Context(), tokens.Access, "email")
		c.VerifyUserAttribute(t.Context(), tokens.Access, "email", s.code(t, username))
		c.ChangePassword(t.Context(), tokens.Access, otherPassword, goodPassword)
		secret, _ := c.AssociateSoftwareTokenWith(t.Context(), tokens.Access)
		if refreshed, err := c.Refresh(t.Context(), cognito.RefreshRequest{Refresh: tokens.Refresh, Username: username}); err == nil {
			tokens.ID, tokens.Access = refreshed.Tokens.ID, refreshed.Tokens.Access
		}
		cognito.NewAdmin(s.config).FindUsers(t.Context(), cognito.Filter{Attribute: "email", Value: username}, 1)
		c.RevokeToken(t.Context(), tokens.Refresh)
		c.GlobalSignOut(t.Context(), tokens.Access)
		cognito.NewAdmin(s.config).DescribeUserPoolClient(t.Context())

		// The user's name and the attribute are no secrets: redact's table shows them.
		secrets := []string{goodPassword, otherPassword, s.config.ClientSecret, tokens.ID, tokens.Access, tokens.Refresh, secret}
		names := []string{}
		for _, m := range pool.Messages("") {
			secrets, names = append(secrets, m.Code), append(names, m.To)
		}
		uuid := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
		entries := log.Entries()
		seen := map[string]bool{}
		for _, e := range entries {
			// Not the digits that a code may be among.
			e.Start, e.Duration, e.Wait, e.Read, e.RequestID = time.Time{}, 0, 0, 0, ""
			text := uuid.ReplaceAllString(fmt.Sprintf("%+v", e), "")
			for _, name := range names {
				text = strings.ReplaceAll(text, name, "")
			}
			for _, secret := range secrets {
				if strings.Contains(text, secret) || strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(secret))) {
					t.Errorf("%s shows %q", e.Op, secret)
				}
			}
			if !e.Done || e.Status == 0 || e.Op == "" || e.Attempt != 1 {
				t.Errorf("got %s", text)
			}
			seen[e.Op] = true
		}
		if len(seen) < 14 {
			t.Errorf("seen only %v", seen)
		}
	})
}

func TestConcurrentCalls(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		log := trace.NewLog(32)
		s.config.Transport = trace.New(pool.Transport(), log)
		c := cognito.New(s.config)
		done := make(chan error)
		for range 8 {
			go func() {
				_, err := c.SignIn(t.Context(), cognito.SignInRequest{Username: "ann@example.com", Password: localpool.DemoPassword})
				c.Now()
				log.Entries()
				done <- err
			}()
		}
		for range 8 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	})
}
