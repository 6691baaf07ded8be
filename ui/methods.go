package ui

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// method is a way to begin a sign-in, as the selector of the sign-in screen
// offers it.
type method struct {
	flow        cognito.Flow
	label, note string
}

// byConfirmation is the key of the method that uses the session of a
// confirmation; it goes with the flow USER_AUTH.
const byConfirmation = "confirmation"

var methods = []method{
	{cognito.Automatic, "Automatic", ""},
	{cognito.PasswordFlow, "Password", "USER_PASSWORD_AUTH: the password is sent, inside TLS"},
	{cognito.SRPFlow, "Secure password", "USER_SRP_AUTH: the password is proved, never sent"},
	{cognito.ChoiceFlow, "Choose", "USER_AUTH: the pool says which ways there are"},
	{cognito.CustomFlow, "Custom", "CUSTOM_AUTH: questions of the pool's own"},
	{cognito.AdminPasswordFlow, "Admin password", "ADMIN_USER_PASSWORD_AUTH: signed by AWS credentials"},
}

// methodOptions are the methods as they stand for the connection: what is known
// to be off says why, and which setting turns it on.
func methodOptions(e *Env, session string) []kit.Option {
	var options []kit.Option
	if session != "" {
		options = append(options, kit.Option{Key: byConfirmation, Label: "Confirmation",
			Note: "USER_AUTH: the confirmation just made, no password", Off: methodOff(e, cognito.ChoiceFlow)})
	}
	for _, m := range methods {
		o := kit.Option{Key: string(m.flow), Label: m.label, Note: m.note, Off: methodOff(e, m.flow)}
		if m.flow == cognito.Automatic {
			o.Note = automaticNote(e)
		}
		options = append(options, o)
	}
	return options
}

// automaticNote says what Automatic comes to.
func automaticNote(e *Env) string {
	if e.AppClient == nil {
		return "Password, or Secure password where that is off"
	}
	flow := cognito.SignInRequest{Allowed: e.AppClient.Flows}.Resolved()
	for _, m := range methods[1:] {
		if m.flow == flow {
			return m.label + ": the first that this app client allows"
		}
	}
	return "the first way that this app client allows"
}

// methodOff says why a flow can't be used, empty where it can or where that
// isn't known.
func methodOff(e *Env, flow cognito.Flow) string {
	switch {
	case flow == cognito.Automatic:
		return ""
	case e.AppClient != nil && !flow.AllowedBy(e.AppClient.Flows):
		return "add " + flow.Setting() + " to the app client's ExplicitAuthFlows"
	case flow == cognito.SRPFlow && e.Settings.Get(settings.UserPoolID) == "":
		return "it needs the user pool id; give it under Connection"
	case flow == cognito.AdminPasswordFlow && e.Settings.Get(settings.UserPoolID) == "":
		return "it needs the user pool id; give it under Connection"
	case flow == cognito.AdminPasswordFlow && e.AdminFault == cognito.NoCredentials:
		return "it needs AWS credentials; give them under Connection"
	case flow == cognito.AdminPasswordFlow && e.AdminFault == cognito.CredentialsUnknown:
		return "AWS credentials are still being looked for"
	}
	return ""
}

// methodRefusal is what methodOff says as a refusal of which nothing was sent, so
// that it can be explained like one of the service.
func methodRefusal(e *Env, flow cognito.Flow) *cognito.Error {
	err := &cognito.Error{Op: "InitiateAuth", Kind: cognito.FlowNotEnabled, Message: string(flow) + " is off", Flow: string(flow)}
	if flow == cognito.AdminPasswordFlow {
		err.Op = "AdminInitiateAuth"
	}
	switch {
	case e.AppClient != nil && !flow.AllowedBy(e.AppClient.Flows):
	case e.Settings.Get(settings.UserPoolID) == "":
		err.Kind = cognito.NeedsPoolID
	case e.AdminFault != cognito.Unknown:
		err.Kind = e.AdminFault
	}
	return err
}

// preferences are the values of PREFERRED_CHALLENGE that a terminal can go on with.
func preferences() []kit.Option {
	return []kit.Option{
		{Key: "", Label: "No preference", Note: "the pool lists what it offers"},
		{Key: "PASSWORD", Label: "Password", Note: "PREFERRED_CHALLENGE=PASSWORD"},
		{Key: "PASSWORD_SRP", Label: "Secure password", Note: "PREFERRED_CHALLENGE=PASSWORD_SRP"},
		{Key: "EMAIL_OTP", Label: "Code by email", Note: "PREFERRED_CHALLENGE=EMAIL_OTP"},
		{Key: "SMS_OTP", Label: "Code by text message", Note: "PREFERRED_CHALLENGE=SMS_OTP"},
	}
}

// customBegins are the two ways to begin a custom sign-in.
func customBegins() []kit.Option {
	return []kit.Option{
		{Key: "", Label: "The pool's questions", Note: "nothing but the user name is sent"},
		{Key: "SRP_A", Label: "Secure password", Note: "CHALLENGE_NAME=SRP_A: the password first"},
	}
}
