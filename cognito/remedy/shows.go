package remedy

import (
	"fmt"
	"slices"
)

// shows is what each remedy's preview says.
var shows = map[ID]show{
	Resend: {lines: lines(Line{"sign-up code", "the last one sent", "a new one"}), message: codeMessage,
		warn: costs(codeContact, "counts against 5 an hour that may be sent to one person"),
		then: []string{"enters the newest code in the app"}},
	Confirm: {lines: status("CONFIRMED"),
		warn: warn("no address gets verified by this: a forgotten password can be reset only once one is"),
		then: []string{"signs in with their password"}},
	Invite: {lines: lines(Line{"temporary password", "the one sent before", "a new one"}), message: invitation,
		warn: costs(invitationContact, "the temporary password sent before stops working"),
		then: []string{"signs in with the temporary password", "chooses a new password"}},
	Reset: {lines: also(status("RESET_REQUIRED"), passwordStops), message: resetMessage,
		warn: costs(resetContact, "the password can't be used any more, whether the code arrives or not",
			"sessions that are open go on until their tokens expire"),
		then: []string{"enters the code with a new password in the app, within an hour"}},
	TemporaryPassword: {lines: also(temporaryStatus, passwordLine), warn: temporaryWarnings,
		then: []string{"signs in with the password you read out", "chooses a new password"}},
	PermanentPassword: {lines: also(status("CONFIRMED"), passwordLine),
		warn: warn("you know their password, and nothing makes them change it", "other sessions go on until they are signed out or expire"),
		then: []string{"signs in with the password you read out"}},
	VerifyEmail: {
		lines: verifying("email"),
		warn:  warn("nothing was proved: whoever reads that mail can reset the password"),
		then:  []string{"can be sent a reset code"},
	},
	VerifyPhone: {
		lines: verifying("phone_number"),
		warn:  warn("nothing was proved: whoever has that phone can reset the password"),
		then:  []string{"can be sent a reset code"},
	},
	CorrectEmail: {lines: replacing("email", "email"), warn: addressWarnings("email"), then: []string{"gets codes at the new address"}},
	CorrectPhone: {
		lines: replacing("phone_number", "phone"),
		warn:  addressWarnings("phone_number"),
		then:  []string{"gets codes at the new number"},
	},
	Enable: {lines: enabledLine("disabled", "enabled"), then: []string{"signs in"}},
	Disable: {lines: enabledLine("enabled", "disabled"),
		warn: warn("every session ends", "tokens go on until they expire where only their signature is checked"),
		then: []string{"can't sign in until enabled"}},
	SignOut: {lines: lines(Line{"sessions", "all", ""}),
		warn: warn("access tokens go on until they expire where only their signature is checked"),
		then: []string{"signs in again"}},
	FactorOff: {lines: factorsOff, warn: warn("the password alone is enough then",
		"an authenticator app stays known to the service, it is only asked for no more"),
		then: []string{"signs in with the password", "sets up a second factor again"}},
	PreferFactor: {lines: factorPreferred, warn: warn("refused where the pool doesn't offer this factor",
		"reset codes don't go where the codes of the second factor go"),
		then: []string{"signs in with the password and a code"}},
	ForgetDevice: {
		lines: deviceLine,
		warn:  warn("its session can't be refreshed any more"),
		then:  []string{"signs in there as on a new device"},
	},
	AddGroup: {
		lines: groupLines(true),
		warn:  warn("shows in tokens issued afterwards: sign in again to have it"),
		then:  []string{"signs out and in again"},
	},
	RemoveGroup: {
		lines: groupLines(false),
		warn:  warn("tokens issued before keep it until they expire"),
		then:  []string{"signs out and in again"},
	},
	Create: {lines: newUser, message: newInvitation, warn: costs(Case.newContact),
		then: []string{"signs in with the temporary password", "chooses a new password"}},
	Delete: {lines: lines(Line{"account", "there", ""}),
		warn: warn("it can't be undone", "the user name is free again; the new account gets another sub"),
		then: []string{"signs up again, or is created anew"}},
}

// Messages.

func codeContact(c Case, _ Inputs) Contact       { return c.SignUpContact() }
func invitationContact(c Case, _ Inputs) Contact { return c.InvitationContact() }
func resetContact(c Case, _ Inputs) Contact      { return c.ResetContact() }

func codeMessage(c Case, _ Inputs) string {
	return message(c.SignUpContact(), "a new sign-up code, good for 24 hours")
}

func invitation(c Case, _ Inputs) string {
	return message(c.InvitationContact(), "a new temporary password"+c.days())
}

func resetMessage(c Case, _ Inputs) string {
	return message(c.ResetContact(), "a reset code, good for an hour")
}

func newInvitation(c Case, in Inputs) string {
	return message(c.newContact(in), "the user name and a temporary password"+c.days())
}

func (c Case) days() string {
	if c.Pool == nil {
		return ""
	}
	return fmt.Sprintf(", good for %s", count(c.Pool.TemporaryDays, "day"))
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// message says where a message goes; the service chooses where it isn't known here.
func message(to Contact, what string) string {
	switch to.Attribute {
	case "":
		return "a message to the address that the service chooses: " + what
	case "phone_number":
		return "a text message to " + to.Masked() + ": " + what
	}
	return "an email to " + to.Masked() + ": " + what
}

// Warnings.

func warn(list ...string) func(Case, Inputs) []string {
	return func(Case, Inputs) []string { return list }
}

// dailyMails is the limit of Cognito's own sender, for the account and Region.
// Source: AWS developer guide, quotas.
const dailyMails = 50

// costs adds what a message costs: the daily limit where Cognito itself sends the
// pool's emails, money where it is a text message.
func costs(contact func(Case, Inputs) Contact, list ...string) func(Case, Inputs) []string {
	return func(c Case, in Inputs) []string {
		all := slices.Clone(list)
		switch to := contact(c, in); {
		case to.Attribute == "phone_number":
			all = append(all, "a text message costs money, and none is sent beyond the AWS account's spending limit")
		case c.Pool != nil && c.Pool.EmailSender == "COGNITO_DEFAULT":
			all = append(all, fmt.Sprintf("counts against the daily limit of %d emails of the AWS account", dailyMails))
		}
		return all
	}
}

func temporaryWarnings(c Case, _ Inputs) []string {
	list := []string{"the password they have stops working"}
	if c.Pool != nil {
		list = append(list, "works for "+count(c.Pool.TemporaryDays, "day")+", until it is changed")
	}
	return list
}

func addressWarnings(attribute string) func(Case, Inputs) []string {
	return func(c Case, _ Inputs) []string {
		list := []string{"nothing is sent to prove the new one: whoever reads it can reset the password"}
		if c.signInName(attribute) {
			list = append(list, "it is their name to sign in with, too: the old one works no more")
		}
		return list
	}
}
