package ui

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-tui/cognito"
	"cognito-tui/cognito/trace/redact"
	"cognito-tui/ui/kit"
)

var screenOperations = []string{"SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth",
	"ForgotPassword", "ConfirmForgotPassword", "GetUser", "GlobalSignOut", "RevokeToken",
	"DescribeUserPool", "DescribeUserPoolClient", "RespondToAuthChallenge", "AdminInitiateAuth",
	"AdminRespondToAuthChallenge", "AssociateSoftwareToken", "VerifySoftwareToken", "ConfirmDevice", "UpdateDeviceStatus",
	"UpdateUserAttributes", "DeleteUserAttributes", "GetUserAttributeVerificationCode", "VerifyUserAttribute",
	"ChangePassword", "DeleteUser", "GetTokensFromRefreshToken", "GetUserAuthFactors", "SetUserMFAPreference",
	"ListDevices", "ForgetDevice", "ListWebAuthnCredentials", "DeleteWebAuthnCredential", "StartWebAuthnRegistration"}

func TestEveryKindHasAProblem(t *testing.T) {
	unknown := problems[cognito.Unknown].sentence
	for kind := range cognito.NotTheProtocol + 1 {
		if _, ok := problems[kind]; !ok {
			t.Errorf("%v has no row", kind)
		}
		for _, op := range screenOperations {
			for _, may := range []bool{false, true} {
				p := explain(&cognito.Error{Kind: kind, Op: op, MayHaveHappened: may})
				checkWording(t, fmt.Sprintf("%v in %s", kind, op), p)
				if kind != cognito.Unknown && p.sentence == unknown {
					t.Errorf("%v in %s is told as unknown", kind, op)
				}
			}
		}
	}
}

func checkWording(t testing.TB, name string, p problem) {
	t.Helper()
	if !strings.HasSuffix(p.sentence, ".") || len(kit.Wrap(p.sentence, 60)) > 2 {
		t.Errorf("%s: sentence %q", name, p.sentence)
	}
	if !strings.HasSuffix(p.hint, ".") {
		t.Errorf("%s: hint %q", name, p.hint)
	}
	if strings.ContainsAny(p.sentence+p.hint, "%{}") {
		t.Errorf("%s: a mark for the text is left in %q, %q", name, p.sentence, p.hint)
	}
	if len(p.offers) > maxOffers {
		t.Errorf("%s: %d buttons", name, len(p.offers))
	}
	for i, o := range p.offers {
		if o.label() == "" || p.label(o) == "" || slices.Contains(p.offers[i+1:], o) {
			t.Errorf("%s: offers %v", name, p.offers)
		}
	}
	fields := []string{"", "username", "password", "repeat", "code", "newPassword", "currentPassword", "email", "phone_number", "attribute", "method"}
	if !slices.Contains(fields, p.field) {
		t.Errorf("%s: field %q", name, p.field)
	}
}

func TestVariantsAreOfKnownOperations(t *testing.T) {
	for v := range variants {
		op, challenge, narrow := strings.Cut(v.op, "/")
		if narrow && !slices.Contains(types.ChallengeNameType("").Values(), types.ChallengeNameType(challenge)) {
			t.Errorf("%s is no challenge", challenge)
		}
		if !slices.Contains(screenOperations, op) {
			t.Errorf("%s is no operation of a screen", v.op)
		}
	}
}

func TestWaysOn(t *testing.T) {
	for _, c := range []struct {
		op     string
		kind   cognito.Kind
		offers []offer
		field  string
		clear  bool
	}{
		{"InitiateAuth", cognito.NotConfirmed, []offer{offerEnterCode, offerResend}, "", false},
		{"InitiateAuth", cognito.ResetRequired, []offer{offerReset}, "", false},
		{"InitiateAuth", cognito.WrongPassword, []offer{offerReset, offerSignUp}, "password", true},
		{"InitiateAuth", cognito.LockedOut, nil, "", false},
		{"InitiateAuth", cognito.Disabled, nil, "", false},
		{"InitiateAuth", cognito.TemporaryPasswordExpired, nil, "password", false},
		{"InitiateAuth", cognito.BlockedAsRisky, nil, "", false},
		{"InitiateAuth", cognito.NoSuchUser, []offer{offerSignUp}, "username", false},
		{"SignUp", cognito.BadClientSecret, []offer{offerConnection}, "", false},
		{"InitiateAuth", cognito.FlowNotEnabled, []offer{offerConnection}, "", false},
		{"InitiateAuth", cognito.NoSuchClient, []offer{offerConnection}, "", false},
		{"DescribeUserPool", cognito.NoSuchPool, []offer{offerConnection}, "", false},
		{"ConfirmSignUp", cognito.WrongCode, []offer{offerResend}, "code", true},
		{"ConfirmSignUp", cognito.CodeExpired, []offer{offerResend}, "code", true},
		{"ConfirmForgotPassword", cognito.CodeExpired, []offer{offerResend}, "code", true},
		{"ConfirmSignUp", cognito.TooManyAttempts, nil, "", false},
		{"SignUp", cognito.UsernameTaken, []offer{offerSignIn, offerResend, offerReset}, "", false},
		{"SignUp", cognito.MailQuota, []offer{offerEnterCode, offerResend}, "", false},
		{"ConfirmSignUp", cognito.AlreadyConfirmed, []offer{offerSignIn}, "", false},
		{"ResendConfirmationCode", cognito.AlreadyConfirmed, []offer{offerSignIn}, "", false},
		{"ConfirmSignUp", cognito.AliasTaken, []offer{offerSignIn, offerReset, offerForceAlias}, "", false},
		{"ForgotPassword", cognito.NoVerifiedContact, []offer{offerResend, offerEnterCode}, "", false},
		{"ForgotPassword", cognito.CannotResetInState, []offer{offerSignIn}, "", false},
		{"SignUp", cognito.PasswordRules, nil, "password", true},
		{"ConfirmForgotPassword", cognito.PasswordRules, nil, "newPassword", true},
		{"GetUser", cognito.TokenExpired, []offer{offerSignIn}, "", false},
		{"GetUser", cognito.SignedOut, []offer{offerSignIn}, "", false},
		{"GetUser", cognito.ScopeMissing, []offer{offerSignIn}, "", false},
		{"DescribeUserPool", cognito.CredentialsRefused, []offer{offerConnection}, "", false},
		{"DescribeUserPool", cognito.NotAvailableHere, []offer{offerConnection}, "", false},
		{"SignUp", cognito.TimedOut, []offer{offerRetry, offerConnection}, "", false},
	} {
		p := explain(&cognito.Error{Op: c.op, Kind: c.kind})
		if !slices.Equal(p.offers, c.offers) || p.field != c.field || p.clear != c.clear {
			t.Errorf("%v in %s: offers %v, field %q, clear %v", c.kind, c.op, p.offers, p.field, p.clear)
		}
	}
}

func TestWhatTheHintsName(t *testing.T) {
	for _, c := range []struct {
		op   string
		kind cognito.Kind
		want string
	}{
		{"InitiateAuth", cognito.FlowNotEnabled, "ExplicitAuthFlows"},
		{"InitiateAuth", cognito.Disabled, "administrator"},
		{"InitiateAuth", cognito.TemporaryPasswordExpired, "administrator"},
		{"SignUp", cognito.MailQuota, "09:00 UTC"},
		{"SignUp", cognito.UsernameLooksLikeAlias, "A user name was made for you"},
		{"DescribeUserPool", cognito.CredentialsRefused, "cognito-idp:DescribeUserPool"},
		{"RevokeToken", cognito.CannotRevoke, "EnableTokenRevocation"},
	} {
		if p := explain(&cognito.Error{Op: c.op, Kind: c.kind}); !strings.Contains(p.hint, c.want) {
			t.Errorf("%v in %s: hint %q lacks %q", c.kind, c.op, p.hint, c.want)
		}
	}
}

func TestMayHaveHappenedSaysHowToCheck(t *testing.T) {
	for op, c := range lostAnswers {
		for _, kind := range []cognito.Kind{cognito.TimedOut, cognito.ConnectionLost, cognito.Cancelled, cognito.ServiceFault} {
			p := explain(&cognito.Error{Op: op, Kind: kind, MayHaveHappened: true})
			if !strings.HasSuffix(p.hint, c.hint) || !slices.Equal(p.offers[:len(c.offers)], c.offers) {
				t.Errorf("%v in %s: %q %v", kind, op, p.hint, p.offers)
			}
			if slices.Contains(p.offers, offerRetry) && !slices.Contains(c.offers, offerRetry) {
				t.Errorf("%v in %s offers a second try without a word about it", kind, op)
			}
		}
	}
	if p := explain(&cognito.Error{Op: "SignUp", Kind: cognito.TimedOut}); !slices.Contains(p.offers, offerRetry) {
		t.Error("a call that certainly wasn't made can be tried again")
	}
	first := explain(&cognito.Error{Op: "SignUp", Kind: cognito.TimedOut, MayHaveHappened: true})
	first.offers[0] = offerHome
	if explain(&cognito.Error{Op: "SignUp", Kind: cognito.TimedOut, MayHaveHappened: true}).offers[0] == offerHome {
		t.Error("a caller can change the table")
	}
}

func TestTextsMeantForPeople(t *testing.T) {
	for _, c := range []struct {
		kind          cognito.Kind
		message, want string
		field         string
	}{
		{cognito.PasswordRules, "Password did not conform with policy: Password not long enough", "The password is not long enough.", "password"},
		{cognito.PasswordRules, "Password does not conform to policy: Password must have symbol characters", "The password must have symbol characters.", "password"},
		{cognito.PasswordRules, "Password did not conform with policy: too dull", "The password breaks the rules: too dull.", "password"},
		{cognito.PasswordRules, "Password musty", "The password breaks the rules: Password musty.", "password"},
		{cognito.TriggerRefused, "PreSignUp failed with error Only staff may sign up!.", "The pool refused: Only staff may sign up!.", ""},
		{cognito.TriggerRefused, "", "The pool's own checks refused this.", ""},
		{cognito.AttributeInvalid, "Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined",
			"The pool doesn't accept an attribute: Type for attribute {custom:x} could not be determined.", "attribute"},
		{cognito.InvalidInput, "Missing required parameter USERNAME", "Missing required parameter USERNAME.", ""},
		{cognito.InvalidInput, "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
			"The user name can have at most 128 characters.", "username"},
		{cognito.InvalidInput, "1 validation error detected: Value 'ab c' at 'confirmationCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
			"The code has a form or a character that isn't accepted.", "code"},
		{cognito.InvalidInput, "1 validation error detected: Value at 'clientId' failed to satisfy constraint: Member must not be null",
			"The client id in the settings isn't accepted: Member must not be null.", ""},
	} {
		err := cognito.Told("SignUp", "", "", c.message, 400)
		err.Kind = c.kind
		p := explain(err)
		if p.sentence != c.want || p.field != c.field {
			t.Errorf("%q\n got %q at %q\nwant %q at %q", c.message, p.sentence, p.field, c.want, c.field)
		}
	}
	p := explain(&cognito.Error{Op: "SignUp", Kind: cognito.AttributeRequired, Attributes: []string{"email", "na\x1bme"}})
	if p.sentence != "This pool also needs: email, na␛me." || p.field != "email" {
		t.Errorf("%q at %q", p.sentence, p.field)
	}
}

func TestHostileTextIsHarmless(t *testing.T) {
	const secret = "hunter2'; Value 'x"
	hostile := "at 'password'\x1b]0;owned\a \u202egnol\x9b31m\x00\xff" + strings.Repeat("é%s%", 5000)
	request, _ := json.Marshal(map[string]string{"Password": secret})
	for kind := range cognito.NotTheProtocol + 1 {
		err := &cognito.Error{Op: "SignUp", Kind: kind, Code: hostile, RequestID: hostile, Attributes: []string{hostile}}
		err.Message, _ = redact.Message(request, strings.ToValidUTF8("Value '"+secret+"' "+hostile, "?"))
		p := explain(err)
		texts := []string{p.sentence, p.hint}
		for _, row := range details(err) {
			texts = append(texts, row[0], row[1])
		}
		for _, text := range texts {
			if kit.HasControls(text) || ansi.StringWidth(text) > maxSaid+60 || strings.Contains(text, "hunter2") {
				t.Errorf("%v: %.80q, %d cells", kind, text, ansi.StringWidth(text))
			}
		}
	}
}

func TestDetails(t *testing.T) {
	got := details(&cognito.Error{Op: "SignUp", Kind: cognito.UsernameTaken, Code: "UsernameExistsException",
		Message: "User already exists", RequestID: "r-1", Status: 400, Attempts: 1})
	want := [][2]string{{"Operation", "SignUp"}, {"Exception", "UsernameExistsException"}, {"Message", "User already exists"},
		{"Request id", "r-1"}, {"HTTP status", "400"}, {"Attempts", "1"}, {"Meaning", "That account already exists."}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connect: connection refused")}
	got = details(&cognito.Error{Op: "SignUp", Kind: cognito.ConnectionRefused, Attempts: 3, Err: fmt.Errorf("body secret-1: %w", dial)})
	want = [][2]string{{"Operation", "SignUp"}, {"Exception", "none"}, {"Message", "none"}, {"Request id", "none"}, {"HTTP status", "none"},
		{"Attempts", "3"}, {"Cause", "dial tcp: connect: connection refused"}, {"Meaning", "Nothing answers at the service's address."}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	cert := &tls.CertificateVerificationError{Err: errors.New("unknown authority")}
	if got := details(&cognito.Error{Kind: cognito.TLSFailed, Err: cert}); !strings.Contains(got[6][1], "unknown authority") {
		t.Errorf("got %v", got)
	}
	lost := &cognito.Error{Kind: cognito.ConnectionLost, Err: fmt.Errorf("a request with a password: %w", io.ErrUnexpectedEOF)}
	if got := details(lost); got[6] != [2]string{"Cause", "unexpected EOF"} {
		t.Errorf("got %v", got)
	}
	if details(nil) != nil || explain(nil).sentence != "" {
		t.Error("no error has no details")
	}
}

// The exceptions each operation is modelled with (AWS SDK for Go v2, deserializers).
const (
	modelledBase   = "InternalError InvalidParameter NotAuthorized OperationNotEnabled ResourceNotFound TooManyRequests "
	modelledLambda = "InvalidLambdaResponse UnexpectedLambda UserLambdaValidation "
	modelledSMS    = "InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship "
	modelledUser   = "PasswordResetRequired UserNotConfirmed UserNotFound "
	modelledAnswer = "AliasExists CodeMismatch ExpiredCode InvalidEmailRoleAccessPolicy InvalidPassword InvalidUserPoolConfiguration MFAMethodNotFound PasswordHistoryPolicyViolation SoftwareTokenMFANotFound"
)

var modelled = map[string]string{
	"SignUp":                      modelledBase + modelledLambda + modelledSMS + "CodeDeliveryFailure Forbidden InvalidEmailRoleAccessPolicy InvalidPassword LimitExceeded UsernameExists",
	"ConfirmSignUp":               modelledBase + modelledLambda + "AliasExists CodeMismatch ExpiredCode Forbidden LimitExceeded TooManyFailedAttempts UserNotFound",
	"ResendConfirmationCode":      modelledBase + modelledLambda + modelledSMS + "CodeDeliveryFailure Forbidden InvalidEmailRoleAccessPolicy LimitExceeded UserNotFound",
	"InitiateAuth":                modelledBase + modelledLambda + modelledSMS + modelledUser + "Forbidden InvalidEmailRoleAccessPolicy InvalidUserPoolConfiguration UnsupportedOperation",
	"ForgotPassword":              modelledBase + modelledLambda + modelledSMS + "CodeDeliveryFailure Forbidden InvalidEmailRoleAccessPolicy LimitExceeded UserNotFound",
	"ConfirmForgotPassword":       modelledBase + modelledLambda + "CodeMismatch ExpiredCode Forbidden InvalidPassword LimitExceeded PasswordHistoryPolicyViolation TooManyFailedAttempts UserNotConfirmed UserNotFound",
	"GetUser":                     modelledBase + modelledUser + "Forbidden",
	"GlobalSignOut":               modelledBase + "Forbidden PasswordResetRequired UserNotConfirmed",
	"RevokeToken":                 "InternalError InvalidParameter OperationNotEnabled TooManyRequests Forbidden Unauthorized UnsupportedOperation UnsupportedTokenType",
	"AdminInitiateAuth":           modelledBase + modelledLambda + modelledSMS + modelledUser + "InvalidEmailRoleAccessPolicy InvalidUserPoolConfiguration MFAMethodNotFound UnsupportedOperation",
	"RespondToAuthChallenge":      modelledBase + modelledLambda + modelledSMS + modelledUser + "Forbidden " + modelledAnswer,
	"AdminRespondToAuthChallenge": modelledBase + modelledLambda + modelledSMS + modelledUser + modelledAnswer,
	"AssociateSoftwareToken":      "InternalError InvalidParameter NotAuthorized OperationNotEnabled ResourceNotFound ConcurrentModification Forbidden SoftwareTokenMFANotFound",
	"VerifySoftwareToken":         modelledBase + modelledUser + "CodeMismatch EnableSoftwareTokenMFA Forbidden InvalidUserPoolConfiguration SoftwareTokenMFANotFound",
	"ConfirmDevice":               modelledBase + modelledUser + "DeviceKeyExists Forbidden InvalidLambdaResponse InvalidPassword InvalidUserPoolConfiguration UsernameExists",
	"UpdateDeviceStatus":          modelledBase + modelledUser + "Forbidden InvalidUserPoolConfiguration",
}

// refusing answers one operation with an exception, and leads up to it.
type refusing struct{ op, exception string }

func (f refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		r.Body.Close()
	}
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	status, body := http.StatusBadRequest, fmt.Sprintf(`{"__type":%q,"message":""}`, f.exception)
	switch {
	case op != f.op && op == "AssociateSoftwareToken":
		status, body = http.StatusOK, `{"SecretCode":"`+demoSecret+`","Session":"another-session-of-it"}`
	case op != f.op:
		status, body = http.StatusOK, `{"ChallengeName":"MFA_SETUP","Session":"a-session-of-a-sign-in","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\"]"}}`
	case f.exception == "InternalErrorException":
		status = http.StatusInternalServerError
	}
	return &http.Response{StatusCode: status, Request: r, ProtoMajor: 1, ProtoMinor: 1, Body: io.NopCloser(bytes.NewBufferString(body)),
		Header: http.Header{"Content-Type": {"application/x-amz-json-1.1"}, "X-Amzn-Requestid": {"r-1"}}}, nil
}

func perform(op string, c *cognito.Client, a *cognito.Admin) error {
	ctx := context.Background()
	var err error
	switch op {
	case "AdminInitiateAuth":
		_, err = a.SignIn(ctx, cognito.SignInRequest{Flow: cognito.AdminPasswordFlow, Username: "ann", Password: "Password-1"})
	case "RespondToAuthChallenge", "AdminRespondToAuthChallenge", "AssociateSoftwareToken", "VerifySoftwareToken":
		err = performWithin(ctx, op, c, a)
	case "ConfirmDevice":
		_, err = c.ConfirmDevice(ctx, "access", cognito.DeviceSecret{Device: cognito.Device{Key: "us-east-1_0a", GroupKey: "-g"}}, "")
	case "UpdateDeviceStatus":
		err = c.RememberDevice(ctx, "access", "us-east-1_0a", true)
	case "SignUp":
		_, err = c.SignUp(ctx, cognito.SignUpRequest{Username: "ann", Password: "Password-1"})
	case "ConfirmSignUp":
		_, err = c.ConfirmSignUp(ctx, cognito.ConfirmSignUpRequest{Username: "ann", Code: "123456"})
	case "ResendConfirmationCode":
		_, err = c.ResendConfirmationCode(ctx, "ann")
	case "InitiateAuth":
		_, err = c.SignIn(ctx, cognito.SignInRequest{Username: "ann", Password: "Password-1"})
	case "ForgotPassword":
		_, err = c.ForgotPassword(ctx, "ann")
	case "ConfirmForgotPassword":
		err = c.ConfirmForgotPassword(ctx, cognito.ConfirmForgotPasswordRequest{Username: "ann", Code: "123456", Password: "Password-1"})
	case "GetUser":
		_, err = c.GetUser(ctx, "access")
	case "GlobalSignOut":
		err = c.GlobalSignOut(ctx, "access")
	case "RevokeToken":
		err = c.RevokeToken(ctx, "refresh")
	}
	return err
}

// performWithin makes a call that is made within a sign-in.
func performWithin(ctx context.Context, op string, c *cognito.Client, a *cognito.Admin) error {
	var by signer = c
	if op == "AdminRespondToAuthChallenge" {
		by = a
	}
	step, err := by.SignIn(ctx, cognito.SignInRequest{Flow: cognito.PasswordFlow, Username: "ann", Password: "Password-1"})
	if err != nil {
		return err
	}
	setup, ok := step.(cognito.MFASetup)
	switch {
	case !ok:
		return fmt.Errorf("came to %T", step)
	case strings.HasSuffix(op, "Challenge"):
		_, err = by.Respond(ctx, setup.Email("ann@example.com"))
		return err
	}
	app, err := c.AssociateSoftwareToken(ctx, setup)
	if err != nil {
		return err
	}
	_, err = c.VerifySoftwareToken(ctx, app, "123456", "")
	return err
}

func TestEveryModelledExceptionIsExplained(t *testing.T) {
	unknown := problems[cognito.Unknown].sentence
	for op, exceptions := range modelled {
		for _, exception := range strings.Fields(exceptions) {
			t.Run(op+"/"+exception, func(t *testing.T) {
				t.Parallel()
				config := cognito.Config{Region: "us-east-1", UserPoolID: "us-east-1_LocalPool", ClientID: strings.Repeat("a", 26),
					Transport: refusing{op, exception + "Exception"}, Timeout: time.Second / 2, Credentials: localCredentials(), AWSTransport: unreachable}
				var err *cognito.Error
				if !errors.As(perform(op, cognito.New(config), cognito.NewAdmin(config)), &err) || err.Op != op {
					t.Fatal("no cognito.Error of the operation")
				}
				p := explain(err)
				checkWording(t, err.Kind.Error(), p)
				if p.sentence == unknown {
					t.Errorf("%v: told as unknown", err.Kind)
				}
			})
		}
	}
}
