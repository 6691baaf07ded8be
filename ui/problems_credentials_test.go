package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
)

func TestCredentialsProblems(t *testing.T) {
	again, elsewhere := []offer{offerRetry, offerConnection}, []offer{offerConnection}
	for _, c := range []struct {
		cause  error
		says   string
		offers []offer
	}{
		{&cognito.LoginNeeded{Profile: "work", Command: "aws sso login"}, "“aws sso login --profile work”", again},
		{&cognito.LoginNeeded{Profile: "my work; it's", Command: "aws login"}, `“aws login --profile 'my work; it'\''s'”`, again},
		{&cognito.NoSuchProfile{Profile: "work"}, "no AWS profile “work”", elsewhere},
		{&cognito.ProfileBroken{Profile: "work"}, "“work” can't be followed. Look in the AWS config file at what it names", again},
		{&cognito.ProfileBroken{Profile: "work", File: "/x/config"}, "Mend /x/config", again},
		{&cognito.MFANeeded{Profile: "work"}, "wants an MFA code", elsewhere},
		{&cognito.RoleRefused{Profile: "work", Code: "AccessDenied"}, "didn't give the credentials", again},
		{&cognito.RoleRefused{Profile: "work", MFA: true}, "didn't take the MFA code", again},
		{&cognito.ProcessFailed{Profile: "work", Said: "sign in first"}, "It said: sign in first.", again},
		{&cognito.ProcessFailed{Profile: "work"}, "It said nothing.", again},
		{&cognito.ProcessFailed{Profile: "work", TimedOut: true}, "took too long and was ended", again},
		{&cognito.ProcessFailed{Profile: "work", Unfit: true}, "gave no credentials. What it wrote isn't the JSON", again},
		{fmt.Errorf("no answer in time: %w", context.DeadlineExceeded), "didn't come in time", again},
		{errors.New("anything else"), "none were found", elsewhere},
	} {
		p := explain(&cognito.Error{Op: "ListUserPools", Kind: cognito.NoCredentials, Err: c.cause})
		name := fmt.Sprintf("%T", c.cause)
		checkWording(t, name, p)
		if said := p.sentence + " " + p.hint; !strings.Contains(said, c.says) || !slices.Equal(p.offers, c.offers) {
			t.Errorf("%s: got %q with %v, want %q with %v", name, said, p.offers, c.says, c.offers)
		}
	}
}

// Nothing that another program or file says reaches the terminal raw, or long.
func TestCredentialsProblemsAreClean(t *testing.T) {
	evil := strings.Repeat("\x1b]0;x\x07\u202eevil ", 40)
	for _, cause := range []error{
		&cognito.LoginNeeded{Profile: evil, Command: evil}, &cognito.NoSuchProfile{Profile: evil}, &cognito.ProfileBroken{Profile: evil, File: evil},
		&cognito.MFANeeded{Profile: evil}, &cognito.RoleRefused{Profile: evil, Code: evil, Message: evil}, &cognito.ProcessFailed{Profile: evil, Said: evil},
	} {
		err := &cognito.Error{Op: "ListUserPools", Kind: cognito.NoCredentials, Err: cause}
		p := explain(err)
		said := p.sentence + p.hint
		for _, row := range details(err) {
			said += row[1]
		}
		if strings.ContainsAny(said, "\x1b\x07\u202e") || len([]rune(p.sentence)) > 120 {
			t.Errorf("%T: %q", cause, said)
		}
	}
}

func TestRefusedCredentials(t *testing.T) {
	for code, want := range map[string]string{
		"AccessDeniedException": "Not allowed: cognito-idp:ListUserPools.", "NotAuthorizedException": "Not allowed: cognito-idp:ListUserPools.",
		"ExpiredTokenException": "The AWS credentials have expired.", "UnrecognizedClientException": "AWS didn't accept the credentials for this.",
	} {
		p := explain(&cognito.Error{Op: "ListUserPools", Kind: cognito.CredentialsRefused, Code: code})
		if checkWording(t, code, p); p.sentence != want {
			t.Errorf("%s: %q", code, p.sentence)
		}
	}
}

func TestDetailsTellWhatAWSSaid(t *testing.T) {
	for _, c := range []struct {
		cause error
		want  string
	}{
		{&cognito.RoleRefused{Code: "AccessDenied", Message: "not you"}, "AccessDenied: not you"},
		{&cognito.ProcessFailed{Said: "sign in first"}, "sign in first"},
	} {
		rows := details(&cognito.Error{Op: "ListUsers", Kind: cognito.NoCredentials, Err: c.cause})
		if !slices.Contains(rows, [2]string{"Cause", c.want}) {
			t.Errorf("got %v", rows)
		}
	}
}
