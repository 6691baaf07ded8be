package ui

import (
	"context"
	"errors"
	"strings"

	"cognito-tui/cognito"
)

// credentialsProblem tells why AWS credentials can't be had or don't do, where
// the cause is known. It is false for any other error.
func credentialsProblem(err *cognito.Error) (problem, bool) {
	switch err.Kind {
	case cognito.NoCredentials:
		return causeProblem(err.Err)
	case cognito.CredentialsRefused:
		return refusedProblem(err)
	}
	return problem{}, false
}

// refusedProblem names the permission that is missing, or what has expired.
func refusedProblem(err *cognito.Error) (problem, bool) {
	switch {
	case err.Denied():
		return problem{
			sentence: "Not allowed: cognito-idp:" + cleanText(err.Op) + ".",
			hint:     "These AWS credentials lack the permission. Use others under Connection, or ask whoever gives it.",
			offers:   []offer{offerConnection},
		}, true
	case strings.HasPrefix(err.Code, "ExpiredToken"):
		return problem{
			sentence: "The AWS credentials have expired.",
			hint:     "Get new ones, with aws sso login --profile NAME where a profile signs in, then try again.",
			offers:   []offer{offerRetry, offerConnection},
		}, true
	}
	return problem{}, false
}

// causeProblem tells what a profile lacks.
func causeProblem(cause error) (problem, bool) {
	again := []offer{offerRetry, offerConnection}
	var login *cognito.LoginNeeded
	var missing *cognito.NoSuchProfile
	var broken *cognito.ProfileBroken
	var mfa *cognito.MFANeeded
	var role *cognito.RoleRefused
	var process *cognito.ProcessFailed
	switch {
	case errors.As(cause, &login):
		return problem{
			sentence: "The AWS sign-in of the profile “" + profileName(login.Profile) + "” is over or never was.",
			hint:     "Run “" + loginCommand(login) + "” in another window, then try again.",
			offers:   again,
		}, true
	case errors.As(cause, &missing):
		return problem{
			sentence: "There is no AWS profile “" + profileName(missing.Profile) + "”.",
			hint:     "Check its name under Connection; aws configure list-profiles lists them.",
			offers:   []offer{offerConnection},
		}, true
	case errors.As(cause, &broken):
		p := problem{
			sentence: "The AWS profile “" + profileName(broken.Profile) + "” can't be followed.",
			hint:     "Look in the AWS config file at what it names: source_profile, role_arn, sso_session.",
			offers:   again,
		}
		if broken.File != "" {
			p.sentence = "An AWS configuration file can't be read."
			p.hint = "Mend " + cleanText(broken.File) + ", then try again."
		}
		return p, true
	case errors.As(cause, &mfa):
		return problem{
			sentence: "The role of the profile “" + profileName(mfa.Profile) + "” wants an MFA code.",
			hint:     "Nothing here can ask for it: use a profile without mfa_serial.",
			offers:   []offer{offerConnection},
		}, true
	case errors.As(cause, &role):
		return roleProblem(role), true
	case errors.As(cause, &process):
		return processProblem(process), true
	case errors.Is(cause, context.DeadlineExceeded):
		return problem{
			sentence: "AWS credentials didn't come in time.",
			hint:     "Check the network, or give a profile under Connection.",
			offers:   again,
		}, true
	}
	return problem{}, false
}

func roleProblem(role *cognito.RoleRefused) problem {
	p := problem{
		sentence: "AWS didn't give the credentials of the profile “" + profileName(role.Profile) + "”.",
		hint:     "Check that its role may be taken: details show what AWS said.",
		offers:   []offer{offerRetry, offerConnection},
	}
	if role.MFA {
		p.sentence = "AWS didn't take the MFA code."
		p.hint = "Each code works once: wait for the device's next one, then try again."
	}
	return p
}

func processProblem(process *cognito.ProcessFailed) problem {
	p := problem{
		sentence: "The credential_process of the profile “" + profileName(process.Profile) + "” failed.",
		offers:   []offer{offerRetry, offerConnection},
	}
	switch {
	case process.TimedOut:
		p.sentence = "The credential_process of “" + profileName(process.Profile) + "” took too long and was ended."
	case process.Unfit:
		p.sentence = "The credential_process of “" + profileName(process.Profile) + "” gave no credentials."
	}
	p.hint = "It said nothing. Run it by hand to see why; it gets no standard input here."
	if process.Unfit {
		p.hint = "What it wrote isn't the JSON that AWS asks for. Run it by hand to see what it is."
	}
	if said := cleanText(process.Said); said != "" {
		p.hint = "It said: " + fullStop(said)
	}
	return p
}

// loginCommand is what signs a profile in.
func loginCommand(login *cognito.LoginNeeded) string {
	return cleanText(login.Command) + " --profile " + shellWord(cleanText(login.Profile))
}

// shellWord is a word as a shell takes it.
func shellWord(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.@:/+", r)
	}
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !plain(r) }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// profileName is a profile's name, short enough for a sentence.
func profileName(name string) string {
	runes := []rune(cleanText(name))
	if len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return string(runes)
}

// credentialsCause is what details tell of a cause, fit to draw; empty where all
// is said already.
func credentialsCause(err *cognito.Error) string {
	var role *cognito.RoleRefused
	var process *cognito.ProcessFailed
	switch {
	case errors.As(err.Err, &role):
		return role.Code + ": " + role.Message
	case errors.As(err.Err, &process):
		return process.Said
	}
	return ""
}
