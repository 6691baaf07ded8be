package awscli

import (
	"strings"

	"cognito-tui/cognito/trace/redact"
)

// Tried is the AWS CLI that the commands are tried with, Debian 12's.
const Tried = "2.9.19"

// newerOperations and newerMembers are what the API has that Tried lacks, of the
// operations that an app user or a support desk calls; lesserDemands are members
// that it takes for required and the API doesn't.
var (
	newerOperations = []string{"CompleteWebAuthnRegistration", "DeleteWebAuthnCredential", "GetTokensFromRefreshToken",
		"GetUserAuthFactors", "ListWebAuthnCredentials", "StartWebAuthnRegistration"}
	newerMembers = []string{
		"InitiateAuth.Session", "AdminInitiateAuth.Session", "ConfirmSignUp.Session",
		"SetUserMFAPreference.EmailMfaSettings", "SetUserMFAPreference.WebAuthnMfaSettings",
		"AdminSetUserMFAPreference.EmailMfaSettings", "AdminSetUserMFAPreference.WebAuthnMfaSettings",
		"SetUserPoolMfaConfig.EmailMfaConfiguration", "SetUserPoolMfaConfig.WebAuthnConfiguration",
		"CreateUserPoolClient.ClientSecret", "CreateUserPoolClient.RefreshTokenRotation",
		"UpdateUserPoolClient.RefreshTokenRotation",
	}
	lesserDemands = []string{"SignUp.Password"}
)

// newer says what of a call Tried lacks; empty where it has it all.
func newer(op string, request redact.Value) string {
	const needs = "needs a newer AWS CLI than " + Tried + ", which "
	for _, name := range newerOperations {
		if name == op {
			return needs + "doesn't know " + op
		}
	}
	for _, name := range newerMembers {
		if member, ok := strings.CutPrefix(name, op+"."); ok {
			if _, sent := request.At(member); sent {
				return needs + "doesn't know " + member + " of " + op
			}
		}
	}
	for _, name := range lesserDemands {
		if member, ok := strings.CutPrefix(name, op+"."); ok {
			if _, sent := request.At(member); !sent {
				return needs + "wants a " + member + " for " + op
			}
		}
	}
	return ""
}
