package cognito

import (
	"strings"
	"time"
)

// FoundUser is a user as an administrator reads it. Its texts are strangers'.
type FoundUser struct {
	Username     string
	Sub          string // the permanent id; empty where it wasn't told
	Status       string // UserStatus, for example "CONFIRMED"
	Enabled      bool
	Attributes   []Attribute
	Created      time.Time
	Modified     time.Time
	MFA          []string // of AdminGetUser only: second factors turned on
	PreferredMFA string   // of AdminGetUser only
}

// Value is what the user has of an attribute, as Filter names it; empty where there
// is none.
func (u FoundUser) Value(attribute string) string {
	switch attribute {
	case "username":
		return u.Username
	case "cognito:user_status":
		return u.Status
	case "status":
		if u.Enabled {
			return "Enabled"
		}
		return "Disabled"
	}
	return Value(u.Attributes, attribute)
}

// Verified tells whether the user has this address, and it counts as the user's own.
func (u FoundUser) Verified(address string) bool {
	return u.Value(address) != "" && u.Value(address+"_verified") == "true"
}

// HasAddress tells whether there is an email or a phone number, verified or not.
func (u FoundUser) HasAddress() bool { return u.Value("email") != "" || u.Value("phone_number") != "" }

// HasVerified tells whether an address is Verified.
func (u FoundUser) HasVerified() bool { return u.Verified("email") || u.Verified("phone_number") }

// Value is that of an attribute, empty where there is none.
func Value(attributes []Attribute, name string) string {
	for i := range attributes {
		if attributes[i].Name == name {
			return attributes[i].Value
		}
	}
	return ""
}

// Verifiable tells whether codes can be sent to an attribute's value.
func Verifiable(attribute string) bool { return attribute == "email" || attribute == "phone_number" }

// AddressKind is the attribute that a name to sign in with is a value of, if it is an
// email or a phone number; else empty.
func AddressKind(name string) string {
	switch {
	case strings.Contains(name, "@"):
		return "email"
	case strings.HasPrefix(name, "+") && len(name) > 1 && strings.Trim(name[1:], "0123456789") == "":
		return "phone_number"
	}
	return ""
}
