package cognito_test

import (
	"slices"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/token"

	otp "github.com/pquerna/otp/totp"
)

// judged verifies a token of a server by the keys that it serves.
func judged(t *testing.T, s server, raw string, now time.Time) token.Verdict {
	t.Helper()
	keys, err := cognito.New(s.config).JWKS(t.Context())
	if err != nil {
		t.Fatalf("the keys: %#v", err)
	}
	return token.Verify(raw, keys, nil, token.Expect{
		Issuer: cognito.Issuer(s.config.UserPoolID), ClientID: s.config.ClientID, Now: now})
}

func attribute(t *testing.T, c *cognito.Client, access, name string) string {
	t.Helper()
	user, err := c.GetUser(t.Context(), access)
	if err != nil {
		t.Fatalf("%#v", err)
	}
	i := slices.IndexFunc(user.Attributes, func(a cognito.Attribute) bool { return a.Name == name })
	if i < 0 {
		return ""
	}
	return user.Attributes[i].Value
}

func TestTokensOfTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		in := signIn(t, s, "ann@example.com", localpool.DemoPassword)
		for _, raw := range []string{in.Tokens.ID, in.Tokens.Access} {
			if v := judged(t, s, raw, pool.Now()); !v.Good() {
				t.Errorf("got %+v", v.Checks)
			}
			if v := judged(t, s, raw, pool.Now().Add(2*time.Hour)); v.Good() {
				t.Errorf("good after it expired: %+v", v.Checks)
			}
			_, other := localServer(t, "alias-app")
			if v := judged(t, other, raw, pool.Now()); v.Good() || v.Checks[0].State != token.Failed || v.Checks[1].State != token.Failed {
				t.Errorf("good for another pool: %+v", v.Checks)
			}
		}
		if v := judged(t, s, in.Tokens.Refresh, pool.Now()); v.Good() || v.Header == nil {
			t.Errorf("a refresh token: %+v", v)
		}
	})
}

func TestRefreshOnTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "demo-app")
		c := cognito.New(s.config)
		in := signIn(t, s, "ann@example.com", localpool.DemoPassword)
		own, err := token.Decode(in.Tokens.Access)
		if err != nil {
			t.Fatal(err)
		}
		pool.Advance(2 * time.Hour)
		r := cognito.RefreshRequest{Refresh: in.Tokens.Refresh, Username: own.Username}
		got, err := c.Refresh(t.Context(), r)
		if err != nil || got.Rotation != cognito.RotationOff || got.Tokens.Refresh != in.Tokens.Refresh || got.Tokens.Access == in.Tokens.Access {
			t.Fatalf("got %+v, %v", got, err)
		}
		if v := judged(t, s, got.Tokens.Access, pool.Now()); !v.Good() {
			t.Errorf("got %+v", v.Checks)
		}
		r.Username = "somebody"
		_, err = c.Refresh(t.Context(), r)
		wantKind(t, err, cognito.BadClientSecret) // the hash is over the pool's own name
		r.Username = own.Username
		if err := c.RevokeToken(t.Context(), in.Tokens.Refresh); err != nil {
			t.Fatal(err)
		}
		_, err = c.Refresh(t.Context(), r)
		wantKind(t, err, cognito.SignedOut)
		in = signIn(t, s, "ann@example.com", localpool.DemoPassword)
		pool.Advance(31 * 24 * time.Hour)
		r.Refresh = in.Tokens.Refresh
		_, err = c.Refresh(t.Context(), r)
		wantKind(t, err, cognito.RefreshTokenExpired)
		r.Refresh = "garbled"
		_, err = c.Refresh(t.Context(), r)
		wantKind(t, err, cognito.BadRefreshToken)
	})
}

func TestRotationOnTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "rotation-app")
		c := cognito.New(s.config)
		client, err := cognito.NewAdmin(s.config).DescribeUserPoolClient(t.Context())
		if err != nil || client.Rotation != cognito.RotationOn || client.GracePeriod != 10*time.Second {
			t.Errorf("got %+v, %v", client, err)
		}
		for _, known := range []cognito.Rotation{cognito.RotationUnknown, cognito.RotationOn} {
			first := signIn(t, s, "ray", localpool.DemoPassword).Tokens.Refresh
			r := cognito.RefreshRequest{Refresh: first, Username: "ray", Rotation: known}
			got, err := c.Refresh(t.Context(), r)
			if err != nil || got.Rotation != cognito.RotationOn || got.Tokens.Refresh == first {
				t.Fatalf("got %+v, %v", got, err)
			}
			pool.Advance(11 * time.Second)
			_, err = c.Refresh(t.Context(), r)
			wantKind(t, err, cognito.RefreshTokenReused)
		}
	})
}

func TestSelfServiceOnTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "account-app")
		c := cognito.New(s.config)
		access := signIn(t, s, "ray", localpool.DemoPassword).Tokens.Access

		sent, err := c.UpdateUserAttributes(t.Context(), access, []cognito.Attribute{{Name: "email", Value: "new@example.com"}, {Name: "name", Value: "R"}})
		if err != nil || len(sent) != 1 || sent[0].Attribute != "email" {
			t.Fatalf("got %v, %v", sent, err)
		}
		if got := attribute(t, c, access, "email"); got != "ray@example.com" {
			t.Errorf("the new address waits for its code, and yet it is %s", got)
		}
		code := s.code(t, "ray")
		wantKind(t, c.VerifyUserAttribute(t.Context(), access, "email", wrongCode(code)), cognito.WrongCode)
		if err := c.VerifyUserAttribute(t.Context(), access, "email", code); err != nil {
			t.Fatal(err)
		}
		if got := attribute(t, c, access, "email"); got != "new@example.com" {
			t.Errorf("the address is %s", got)
		}
		_, err = c.UpdateUserAttributes(t.Context(), access, []cognito.Attribute{{Name: "custom:employee", Value: "2"}})
		wantKind(t, err, cognito.AttributeImmutable)
		_, err = c.UpdateUserAttributes(t.Context(), access, []cognito.Attribute{{Name: "email", Value: "no address"}})
		wantKind(t, err, cognito.BadEmail)
		if err := c.DeleteUserAttributes(t.Context(), access, []string{"custom:team"}); err != nil || attribute(t, c, access, "custom:team") != "" {
			t.Errorf("deleting: %v", err)
		}
		taken := signIn(t, s, "perry", localpool.DemoPassword).Tokens.Access
		if _, err := c.UpdateUserAttributes(t.Context(), taken, []cognito.Attribute{{Name: "email", Value: "kay@example.com"}}); err == nil {
			wantKind(t, c.VerifyUserAttribute(t.Context(), taken, "email", s.code(t, "perry")), cognito.AliasTaken)
		} else {
			wantKind(t, err, cognito.AliasTaken)
		}
	})
}

func TestWhatAClientMayWrite(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "limited-app")
		c := cognito.New(s.config)
		client, err := cognito.NewAdmin(s.config).DescribeUserPoolClient(t.Context())
		if err != nil || !slices.Contains(client.WriteAttributes, "name") || slices.Contains(client.WriteAttributes, "email") {
			t.Errorf("got %+v, %v", client, err)
		}
		access := signIn(t, s, "ray", localpool.DemoPassword).Tokens.Access
		_, err = c.UpdateUserAttributes(t.Context(), access, []cognito.Attribute{{Name: "custom:team", Value: "red"}})
		wantKind(t, err, cognito.AttributeNotWritable)
		wantKind(t, c.DeleteUserAttributes(t.Context(), access, []string{"custom:team"}), cognito.AttributeNotWritable)
		pool, err := cognito.NewAdmin(s.config).DescribeUserPool(t.Context())
		if err != nil || !slices.Contains(pool.VerifiedBeforeUpdate, "email") || !slices.Contains(pool.AutoVerified, "email") {
			t.Fatalf("got %+v, %v", pool, err)
		}
		i := slices.IndexFunc(pool.Schema, func(a cognito.SchemaAttribute) bool { return a.Name == "custom:employee" })
		if i < 0 || pool.Schema[i].Mutable {
			t.Errorf("got %+v", pool.Schema)
		}
	})
}

func TestChangePasswordOnTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "account-app")
		c := cognito.New(s.config)
		access := signIn(t, s, "ray", localpool.DemoPassword).Tokens.Access
		wantKind(t, c.ChangePassword(t.Context(), access, otherPassword, goodPassword), cognito.WrongCurrentPassword)
		wantKind(t, c.ChangePassword(t.Context(), access, localpool.DemoPassword, "aB1!"), cognito.PasswordRules)
		wantKind(t, c.ChangePassword(t.Context(), access, localpool.DemoPassword, localpool.DemoPassword), cognito.PasswordReused)
		if err := c.ChangePassword(t.Context(), access, localpool.DemoPassword, goodPassword); err != nil {
			t.Fatal(err)
		}
		signIn(t, s, "ray", goodPassword)
		if err := c.ChangePassword(t.Context(), access, goodPassword, "Another-1!"); err != nil {
			t.Fatal(err)
		}
		wantKind(t, c.ChangePassword(t.Context(), access, goodPassword, otherPassword), cognito.TooManyAttempts)
	})
}

func TestAppOfTheLocalPoolIsReplaced(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		pool, s := localServer(t, "account-app")
		c := cognito.New(s.config)
		access := signIn(t, s, "ray", localpool.DemoPassword).Tokens.Access
		app := cognito.MFAPreference{SoftwareToken: &cognito.FactorPreference{Enabled: true, Preferred: true}}
		wantKind(t, c.SetUserMFAPreference(t.Context(), access, app), cognito.NoDeliveryConfig)
		secret, err := c.AssociateSoftwareTokenWith(t.Context(), access)
		if err != nil {
			t.Fatal(err)
		}
		code := totp(t, secret, pool.Now())
		wantKind(t, c.VerifySoftwareTokenWith(t.Context(), access, wrongCode(code), ""), cognito.WrongSetupCode)
		if err := c.VerifySoftwareTokenWith(t.Context(), access, code, "phone"); err != nil {
			t.Fatal(err)
		}
		if err := c.SetUserMFAPreference(t.Context(), access, app); err != nil {
			t.Fatal(err)
		}
		f, err := c.GetUserAuthFactors(t.Context(), access)
		if err != nil || !slices.Equal(f.MFA, []string{"SOFTWARE_TOKEN_MFA"}) || f.PreferredMFA != "SOFTWARE_TOKEN_MFA" || !slices.Contains(f.First, "PASSWORD") {
			t.Errorf("got %+v, %v", f, err)
		}
		app.SoftwareToken = &cognito.FactorPreference{}
		if err := c.SetUserMFAPreference(t.Context(), access, app); err != nil {
			t.Fatal(err)
		}
		if f, err := c.GetUserAuthFactors(t.Context(), access); err != nil || len(f.MFA) != 0 {
			t.Errorf("got %+v, %v", f, err)
		}
	})
}

func TestPasskeysOfTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "account-app")
		c := cognito.New(s.config)
		access := signIn(t, s, "kay", localpool.DemoPassword).Tokens.Access
		keys, err := c.ListWebAuthnCredentials(t.Context(), access)
		if err != nil || len(keys) != 3 || keys[0].Name != "Kay's laptop" || keys[0].Created.IsZero() {
			t.Fatalf("got %+v, %v", keys, err)
		}
		if err := c.DeleteWebAuthnCredential(t.Context(), access, keys[0].ID); err != nil {
			t.Fatal(err)
		}
		wantKind(t, c.DeleteWebAuthnCredential(t.Context(), access, keys[0].ID), cognito.NoSuchPasskey)
		wantKind(t, c.StartWebAuthnRegistration(t.Context(), access), cognito.PasskeysNotConfigured)
		_, off := localServer(t, "alias-app")
		olga := signIn(t, off, "olga", localpool.DemoPassword).Tokens.Access
		wantKind(t, cognito.New(off.config).StartWebAuthnRegistration(t.Context(), olga), cognito.PasskeysOff)
	})
}

func TestUsersOfTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "demo-app")
		a := cognito.NewAdmin(s.config)
		found, err := a.FindUsers(t.Context(), cognito.Filter{Attribute: "email", Value: "ANN@example.com"}, 5)
		if err != nil || len(found) != 1 || found[0].Status != "CONFIRMED" || !found[0].Enabled || found[0].Sub == "" {
			t.Fatalf("got %+v, %v", found, err)
		}
		user, err := a.AdminGetUser(t.Context(), found[0].Username)
		if err != nil || user.Sub != found[0].Sub {
			t.Errorf("got %+v, %v", user, err)
		}
		all, err := a.FindUsers(t.Context(), cognito.Filter{}, 0)
		if err != nil || len(all) < 9 {
			t.Errorf("got %d, %v", len(all), err)
		}
		disabled, err := a.FindUsers(t.Context(), cognito.Filter{Attribute: "status", Value: "Disabled"}, 0)
		if err != nil || len(disabled) == 0 || disabled[0].Enabled {
			t.Errorf("got %+v, %v", disabled, err)
		}
		// What looks like the grammar stays a value.
		for _, value := range []string{`" or "`, `\`, `\"`, `ann@example.com" `, "*"} {
			none, err := a.FindUsers(t.Context(), cognito.Filter{Attribute: "email", Value: value}, 5)
			if err != nil || len(none) != 0 {
				t.Errorf("%s: got %+v, %v", value, none, err)
			}
		}
		_, err = a.AdminGetUser(t.Context(), "missing")
		wantKind(t, err, cognito.NoSuchUser)
	})
}

func TestDeviceOfTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "device-app")
		c := cognito.New(s.config)
		username := newUser()
		signUp(t, s, username)
		confirm(t, s, username, s.code(t, username))
		in := signIn(t, s, username, goodPassword)
		if in.NewDevice == nil {
			t.Fatal("no device is offered")
		}
		secret := c.DeviceSecret(*in.NewDevice)
		if _, err := c.ConfirmDevice(t.Context(), in.Tokens.Access, secret, "laptop"); err != nil {
			t.Fatal(err)
		}
		devices, err := c.ListDevices(t.Context(), in.Tokens.Access)
		if err != nil || len(devices) != 1 || devices[0].Key != secret.Key || devices[0].Name != "laptop" || devices[0].Created.IsZero() {
			t.Fatalf("got %+v, %v", devices, err)
		}
		own, err := token.Decode(in.Tokens.Access)
		if err != nil {
			t.Fatal(err)
		}
		r := cognito.RefreshRequest{Refresh: in.Tokens.Refresh, Username: own.Username}
		_, err = c.Refresh(t.Context(), r)
		wantKind(t, err, cognito.BadRefreshToken)
		r.DeviceKey = secret.Key
		if _, err := c.Refresh(t.Context(), r); err != nil {
			t.Error(err)
		}
		if err := c.ForgetDevice(t.Context(), in.Tokens.Access, secret.Key); err != nil {
			t.Fatal(err)
		}
		wantKind(t, c.ForgetDevice(t.Context(), in.Tokens.Access, secret.Key), cognito.DeviceUnknown)
	})
}

func TestDeleteUserOnTheLocalPool(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		_, s := localServer(t, "demo-public")
		c := cognito.New(s.config)
		username := confirmed(t, s)
		in := signIn(t, s, username, goodPassword)
		if err := c.DeleteUser(t.Context(), in.Tokens.Access); err != nil {
			t.Fatal(err)
		}
		wantKind(t, c.DeleteUser(t.Context(), in.Tokens.Access), cognito.SignedOut)
		_, err := c.SignIn(t.Context(), cognito.SignInRequest{Username: username, Password: goodPassword})
		wantKind(t, err, cognito.NoSuchUser)
	})
}

// totp is what an authenticator app shows for a secret.
func totp(t *testing.T, secret string, now time.Time) string {
	t.Helper()
	code, err := otp.GenerateCode(secret, now)
	if err != nil {
		t.Fatal(err)
	}
	return code
}
