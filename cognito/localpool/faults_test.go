package localpool

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cognito-tui/cognito/bubble"
)

func TestFailDoesNotAct(t *testing.T) {
	x := newTester(t)
	x.s.Fail("SignUp", 2, "LimitExceededException", "")
	x.s.Fail("SignUp", 1, "InternalErrorException", "boom")
	body := x.as("demo-app", "f@example.com", object{"Password": DemoPassword})
	for range 2 {
		x.refused("SignUp", body, "LimitExceeded", limitText)
	}
	if a := x.call("SignUp", body); a.status != 500 || a.code != "InternalErrorException" || a.message != "boom" {
		t.Errorf("answer %d %s %s", a.status, a.code, a.message)
	}
	x.ok("SignUp", body)
}

// TestMailQuotaAtSignUp: the one fault that acts, as the service does.
func TestMailQuotaAtSignUp(t *testing.T) {
	x := newTester(t)
	x.s.Fail("SignUp", 1, "LimitExceededException", "Exceeded daily email limit for the operation or the account.")
	body := x.as("demo-app", "q@example.com", object{"Password": DemoPassword, "UserAttributes": attributes("email", "q@example.com")})
	x.refused("SignUp", body, "LimitExceeded", "Exceeded daily email limit")
	if len(x.s.Messages("")) != 0 {
		t.Error("a message was sent")
	}
	x.refused("SignUp", body, "UsernameExists", "User already exists")
	x.ok("ResendConfirmationCode", x.as("demo-app", "q@example.com", nil))
}

func TestDropAnswerActs(t *testing.T) {
	x := newTester(t)
	x.s.DropAnswer("SignUp", 1)
	body := x.as("demo-app", "d@example.com", object{"Password": DemoPassword})
	_, err := x.s.Transport().RoundTrip(x.request("SignUp", []byte(toJSON(body))))
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v", err)
	}
	x.refused("SignUp", body, "UsernameExists", "")
}

func TestDelay(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		x := newTester(t)
		x.s.Delay("GetUser", 1, time.Minute)
		start := time.Now()
		x.call("GetUser", object{})
		if took := time.Since(start); took != time.Minute {
			t.Errorf("took %v", took)
		}
	})
}

func TestHoldUntilReleased(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		for _, how := range []string{"release", "clear", "reset"} {
			x := newTester(t)
			release := x.s.Hold("GetUser")
			answered := false
			go func() { x.call("GetUser", object{}); answered = true }()
			synctest.Wait()
			if answered {
				t.Fatalf("%s: the call wasn't held", how)
			}
			switch how {
			case "release":
				release()
			case "clear":
				x.s.ClearFaults()
			case "reset":
				x.s.Reset()
			}
			synctest.Wait()
			if !answered {
				t.Fatalf("%s: the call is still held", how)
			}
			release() // a second time does nothing
			x.call("GetUser", object{})
		}
	})
}

func TestFaultsInWords(t *testing.T) {
	s := newServer(Demo())
	s.Fail("SignUp", 1, "LimitExceededException", "")
	s.Delay("GetUser", 2, time.Second)
	s.DropAnswer("SignUp", 3)
	s.Hold("ConfirmSignUp")
	s.Fail("GetUser", 0, "X", "")
	want := []string{
		"ConfirmSignUp: held",
		"GetUser: the next 2 calls wait 1s",
		"SignUp: the next 3 calls lose the answer",
		"SignUp: the next call is answered LimitExceededException",
	}
	if got := s.Faults(); !slices.Equal(got, want) {
		t.Errorf("faults %q", got)
	}
	s.ClearFaults()
	if got := s.Faults(); len(got) != 0 {
		t.Errorf("faults after clearing %q", got)
	}
}

func TestChangedIsSignalled(t *testing.T) {
	x := newTester(t)
	changes := map[string]func(){
		"a message": func() { x.signUp("demo-app", "c@example.com") },
		"the clock": func() { x.s.Advance(time.Second) },
		"a fault":   func() { x.s.Fail("GetUser", 1, "InternalErrorException", "") },
		"a reset":   func() { x.s.Reset() },
	}
	for rule, change := range changes {
		select {
		case <-x.s.Changed():
		default:
		}
		change()
		select {
		case <-x.s.Changed():
		default:
			t.Errorf("%s gave no signal", rule)
		}
	}
	x.s.Fail("GetUser", 1, "InternalErrorException", "")
	<-x.s.Changed()
	x.call("GetUser", object{})
	select {
	case <-x.s.Changed():
	default:
		t.Error("using up a fault gave no signal")
	}
}

func TestResetToTheConfig(t *testing.T) {
	x := newTester(t)
	x.signUp("demo-app", "r@example.com")
	x.s.Advance(time.Hour)
	x.s.Fail("SignUp", 1, "InternalErrorException", "")
	n := len(x.s.Users())
	x.s.Reset()
	if len(x.s.Users()) != n-1 || len(x.s.Messages("")) != 0 || len(x.s.Faults()) != 0 || !x.s.Now().Equal(bubble.Instant()) {
		t.Error("something survived the reset")
	}
	x.signUp("demo-app", "r@example.com")
	if m := x.s.Messages(""); len(m) != 1 || m[0].ID != 1 {
		t.Errorf("messages %v", m)
	}
}

// TestModelledExceptions checks the number of exceptions of each operation
// against the service's model, and that each can be made.
func TestModelledExceptions(t *testing.T) {
	counts := map[string]int{
		"SignUp": 17, "ConfirmSignUp": 16, "ResendConfirmationCode": 16, "InitiateAuth": 18, "RespondToAuthChallenge": 24,
		"ForgotPassword": 16, "ConfirmForgotPassword": 18, "GetUser": 10, "GlobalSignOut": 9, "RevokeToken": 8,
		"ListUserPools": 4, "ListUserPoolClients": 6, "DescribeUserPool": 7, "DescribeUserPoolClient": 6,
		"AdminGetUser": 7, "AdminCreateUser": 17, "AdminSetUserPassword": 9, "AdminConfirmSignUp": 12,
		"AdminResetUserPassword": 14, "AdminEnableUser": 7, "AdminDisableUser": 7, "AdminUserGlobalSignOut": 7, "AdminDeleteUser": 7,
		"AdminUpdateUserAttributes": 14, "AdminDeleteUserAttributes": 7,
		"AdminListDevices": 7, "AdminGetDevice": 7, "AdminForgetDevice": 8,
		"ListGroups": 6, "ListUsersInGroup": 6, "AdminListGroupsForUser": 7, "AdminAddUserToGroup": 7, "AdminRemoveUserFromGroup": 7,
		"CreateGroup": 8, "DeleteGroup": 6,
		"AdminInitiateAuth": 18, "AdminRespondToAuthChallenge": 23,
		"AssociateSoftwareToken": 8, "VerifySoftwareToken": 14, "SetUserMFAPreference": 9, "AdminSetUserMFAPreference": 8,
		"GetUserAuthFactors": 10, "ConfirmDevice": 15, "UpdateDeviceStatus": 11, "GetDevice": 11, "ForgetDevice": 11, "ListDevices": 11,
		"ListUsers": 6, "UpdateUserAttributes": 20, "DeleteUserAttributes": 10, "GetUserAttributeVerificationCode": 18,
		"VerifyUserAttribute": 14, "ChangePassword": 13, "GetTokensFromRefreshToken": 12, "DeleteUser": 10,
		"AdminListUserAuthEvents": 8, "GetUserPoolMfaConfig": 5,
		"StartWebAuthnRegistration": 10, "ListWebAuthnCredentials": 8, "DeleteWebAuthnCredential": 9,
	}
	x := newTester(t)
	if got := x.s.Operations(); len(got) != len(counts) || !slices.IsSorted(got) {
		t.Errorf("operations %v", got)
	}
	for _, op := range x.s.Operations() {
		names, want := x.s.Exceptions(op), counts[op]
		if operations[op].signed {
			want += 3 // which are common to all: AccessDenied, ExpiredToken, UnrecognizedClient
		}
		if len(names) != want || len(slices.Compact(slices.Clone(names))) != want {
			t.Errorf("%s: %d exceptions, want %d", op, len(names), want)
		}
		for _, name := range names {
			x.s.Fail(op, 1, name, "")
			a := x.call(op, object{})
			if a.code != name || a.message == "" || (a.status == 500) != strings.HasPrefix(name, "Internal") {
				t.Errorf("%s %s: %d %s %q", op, name, a.status, a.code, a.message)
			}
		}
	}
}

// TestTextsOfFaults names the refusals of an access token, for the operations that
// take one.
func TestTextsOfFaults(t *testing.T) {
	s := newServer(Demo())
	expired, revoked := "Access Token has expired", "Access Token has been revoked"
	for op, want := range map[string][]string{
		"GetUser":                {expired, revoked},
		"ForgetDevice":           {expired, revoked},
		"ChangePassword":         {"Incorrect username or password.", expired, revoked},
		"AssociateSoftwareToken": {expired, revoked, textOf(errSession)},
		"InitiateAuth":           nil,
		"NoSuchOperation":        nil,
	} {
		if got := s.Texts(op, "NotAuthorizedException"); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", op, got, want)
		}
	}
	if got := s.Texts("GetUser", "UserNotFoundException"); got != nil {
		t.Errorf("a user that isn't there has the texts %q", got)
	}
	if got := s.usualText("GetUser", "NotAuthorizedException"); got != expired {
		t.Errorf("GetUser fails with %q", got)
	}
	if got := s.usualText("InitiateAuth", "NotAuthorizedException"); got != "Incorrect username or password." {
		t.Errorf("InitiateAuth fails with %q", got)
	}
}
