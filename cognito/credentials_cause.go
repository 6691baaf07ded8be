package cognito

import (
	"context"
	"errors"
	"strings"

	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"

	"cognito-tui/cognito/private"
)

// The causes of NoCredentials that a person can do something about. They stand
// behind Error.Err: find them with errors.As.

// LoginNeeded means that the profile's sign-in has ended or never was.
type LoginNeeded struct {
	Profile string // of the AWS configuration files
	Command string // what signs in: "aws sso login" or "aws login"
}

// Error says what is needed.
func (e *LoginNeeded) Error() string { return "the profile needs a sign-in: " + e.Command }

// NoSuchProfile means that no AWS configuration file has the profile.
type NoSuchProfile struct{ Profile string }

// Error says so.
func (e *NoSuchProfile) Error() string { return "no such AWS profile" }

// ProfileBroken means that the AWS configuration files can't be read, or say of
// the profile what can't be followed, such as a source_profile that isn't there.
type ProfileBroken struct {
	Profile string
	File    string // the one that can't be read; empty where the profile is at fault
}

// Error says so.
func (e *ProfileBroken) Error() string { return "the AWS profile can't be followed" }

// MFANeeded means that the profile's role wants an MFA code and nobody was asked.
type MFANeeded struct {
	Profile string
	Asks    bool // a call without WithoutAsking asks; else nobody can be asked
}

// Error says so.
func (e *MFANeeded) Error() string { return "the role wants an MFA code" }

// RoleRefused means that AWS didn't give the role's credentials.
type RoleRefused struct {
	Profile       string
	Code, Message string // as AWS sent them, but for what may repeat what was sent
	MFA           bool   // the MFA code was refused
}

// Error says the exception.
func (e *RoleRefused) Error() string { return "the role was refused" }

// ProcessFailed means that the profile's credential_process gave no credentials.
type ProcessFailed struct {
	Profile string
	// Said is the end of what it wrote to standard error, without what looks
	// secret; may be empty.
	Said     string
	TimedOut bool // it was ended because it took too long
	Unfit    bool // it ended well, but what it wrote isn't credentials
}

// Error says so; what the process said is in Said.
func (e *ProcessFailed) Error() string { return "the credential_process failed" }

// loginCodes are the answers that only another sign-in mends (IAM Identity Center
// portal API reference, GetRoleCredentials; OIDC API reference, CreateToken).
var loginCodes = []string{"Unauthorized", "InvalidGrant", "ExpiredToken", "InvalidClient"}

// explain puts what the SDK says of the profile's credentials as one of the
// causes above, where it is one.
func (p profileFacts) explain(err error) error {
	if errors.As(err, new(asked)) { // of a code that wasn't typed
		return err
	}
	if cause := p.configCause(err); cause != nil {
		return cause
	}
	var process *processcreds.ProviderError
	var made *processRun
	if errors.As(err, &made) {
		return made.failed(p.name)
	}
	if errors.As(err, &process) { // its text quotes what the process wrote
		return &ProcessFailed{Profile: p.name, Unfit: true}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var call *smithy.OperationError
	var answer smithy.APIError
	switch {
	case errors.As(err, new(*ssocreds.InvalidTokenError)):
		return p.loginNeeded()
	case !errors.As(err, &call):
		if p.sso || p.login { // the token of the last sign-in isn't there, or of no use
			return p.loginNeeded()
		}
	case !errors.As(err, &answer): // the network
	case call.Service() == "STS":
		return p.refused(call.Operation(), answer)
	case (p.sso || p.login) && isLoginCode(answer.ErrorCode()):
		return p.loginNeeded()
	default:
		return p.refused(call.Operation(), answer)
	}
	return err
}

func (p profileFacts) refused(op string, answer smithy.APIError) *RoleRefused {
	e := told(op, answer)
	return &RoleRefused{Profile: p.name, Code: e.Code, Message: e.Message, MFA: e.Reason == MFACodeFailed}
}

func (p profileFacts) configCause(err error) error {
	var missing awsconfig.SharedConfigProfileNotExistError
	var unfit *private.Unfit
	var unread awsconfig.SharedConfigLoadError
	switch {
	case errors.As(err, new(awsconfig.AssumeRoleTokenProviderNotSetError)):
		return &MFANeeded{Profile: p.name}
	case errors.As(err, new(awsconfig.SharedConfigAssumeRoleError)):
		return &ProfileBroken{Profile: p.name}
	case errors.As(err, &missing):
		return &NoSuchProfile{Profile: missing.Profile}
	case errors.As(err, &unfit):
		return &ProfileBroken{Profile: p.name, File: unfit.Path}
	case errors.As(err, &unread):
		return &ProfileBroken{Profile: p.name, File: unread.Filename}
	}
	return nil
}

func isLoginCode(code string) bool {
	for _, c := range loginCodes {
		if strings.HasPrefix(code, c) {
			return true
		}
	}
	return false
}

func (p profileFacts) loginNeeded() error {
	command := "aws sso login"
	if p.login {
		command = "aws login"
	}
	return &LoginNeeded{Profile: p.name, Command: command}
}
