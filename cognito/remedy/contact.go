package remedy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cognito-tui/cognito"
)

// Contact is where a message goes.
type Contact struct {
	Attribute string // "email" or "phone_number"; empty where it goes nowhere
	Address   string // a stranger's text
}

// Medium is the API's word for the way.
func (c Contact) Medium() string {
	if c.Attribute == "phone_number" {
		return "SMS"
	}
	return "EMAIL"
}

// Kind says the way in plain words.
func (c Contact) Kind() string {
	if c.Attribute == "phone_number" {
		return "text message"
	}
	return "email"
}

// Masked is the address as the service masks it: c***@e***, or +*******1234.
func (c Contact) Masked() string {
	if c.Attribute == "phone_number" {
		return "+*******" + c.Address[max(0, len(c.Address)-4):]
	}
	local, domain, _ := strings.Cut(c.Address, "@")
	return first(local) + "***@" + first(domain) + "***"
}

func first(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

func contact(u cognito.FoundUser, attribute string) Contact {
	if address := u.Value(attribute); address != "" {
		return Contact{attribute, address}
	}
	return Contact{}
}

// SignUpContact is where a sign-up code goes: to the phone number, else the email,
// of those that the pool verifies by itself; none without Pool. Source: AWS
// developer guide, signing up and confirming user accounts.
func (c Case) SignUpContact() Contact {
	if c.Pool == nil {
		return Contact{}
	}
	for _, attribute := range []string{"phone_number", "email"} {
		if to := contact(c.User, attribute); to.Attribute != "" && slices.Contains(c.Pool.AutoVerified, attribute) {
			return to
		}
	}
	return Contact{}
}

// InvitationContact is where an invitation is sent: to the email, else the phone
// number, verified or not.
func (c Case) InvitationContact() Contact {
	if to := contact(c.User, "email"); to.Attribute != "" {
		return to
	}
	return contact(c.User, "phone_number")
}

// defaultRecovery is the order where AccountRecoverySetting isn't set. Source: API
// reference, AccountRecoverySettingType.
var defaultRecovery = []string{"verified_phone_number", "verified_email"}

// ResetContact is where a reset code goes: to the first verified address of the
// pool's AccountRecoverySetting to which no codes of the second factor go; none
// without Pool, or where second factors matter and aren't told. Source: AWS developer
// guide, MFA and account recovery.
func (c Case) ResetContact() Contact {
	if c.Pool == nil || c.ResetByAdmin() || c.Listed && c.secondFactors() {
		return Contact{}
	}
	for _, way := range c.recovery() {
		attribute := strings.TrimPrefix(way, "verified_")
		if c.User.Verified(attribute) && !c.secondFactorTo(attribute) {
			return contact(c.User, attribute)
		}
	}
	return Contact{}
}

// ResetByAdmin tells that the pool lets nobody reset a password by themselves.
func (c Case) ResetByAdmin() bool {
	return c.Pool != nil && c.Pool.ResetByAdmin()
}

func (c Case) recovery() []string {
	if len(c.Pool.Recovery) > 0 {
		return c.Pool.Recovery
	}
	return defaultRecovery
}

// secondFactorTo tells whether codes of the second factor go to this address.
func (c Case) secondFactorTo(attribute string) bool {
	factor := map[string]string{"email": EmailFactor, "phone_number": SMSFactor}[attribute]
	return c.secondFactors() && slices.Contains(c.User.MFA, factor)
}

// secondFactors tells whether the pool asks for any.
func (c Case) secondFactors() bool { return c.Pool.MFA == "OPTIONAL" || c.Pool.MFA == "ON" }

// The second factors in the service's words.
const (
	SMSFactor   = "SMS_MFA"
	AppFactor   = "SOFTWARE_TOKEN_MFA"
	EmailFactor = "EMAIL_OTP"
)

// FactorName says a second factor in plain words.
func FactorName(factor string) string {
	switch factor {
	case SMSFactor:
		return "text message"
	case AppFactor:
		return "authenticator app"
	case EmailFactor:
		return "email"
	}
	return factor
}

// OtherFactor is a factor that isn't on and for which the user has an address; empty
// where there is none. Whether the pool offers it DescribeUserPool doesn't tell.
func (c Case) OtherFactor() string {
	for _, x := range []struct{ factor, attribute string }{{SMSFactor, "phone_number"}, {EmailFactor, "email"}} {
		if c.User.Value(x.attribute) != "" && !slices.Contains(c.User.MFA, x.factor) {
			return x.factor
		}
	}
	return ""
}

// newContact is where the invitation of a new user goes.
func (c Case) newContact(in Inputs) Contact {
	switch {
	case in.Email != "":
		return Contact{"email", in.Email}
	case in.Phone != "":
		return Contact{"phone_number", in.Phone}
	case c.Pool == nil:
	case slices.Contains(c.Pool.UsernameAttributes, "email") && strings.Contains(in.Username, "@"):
		return Contact{"email", in.Username}
	case slices.Contains(c.Pool.UsernameAttributes, "phone_number"):
		return Contact{"phone_number", in.Username}
	}
	return Contact{}
}

// signInName tells whether an attribute is a name to sign in with.
func (c Case) signInName(attribute string) bool {
	return c.Pool != nil && (slices.Contains(c.Pool.UsernameAttributes, attribute) || slices.Contains(c.Pool.AliasAttributes, attribute))
}
