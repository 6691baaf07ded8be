package diagnosis

import (
	"encoding/json"
	"slices"
	"strings"

	"cognito-tui/cognito/remedy"
)

func sayNext(_ Facts, next *Diagnosis) string {
	if next == nil {
		return ""
	}
	return lower(next.Sentence)
}

// lower makes a sentence go on after a colon, unless it begins with a name.
func lower(s string) string {
	first, _, _ := strings.Cut(s, " ")
	switch first {
	case "Can", "Can't", "May", "Must", "Perhaps", "Signs", "The", "A", "What":
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

func saySo(_ Facts, next *Diagnosis) string {
	switch next.CanSignIn {
	case Yes:
		return "can sign in"
	case WithStep:
		return "can sign in with one more step"
	case No:
		return "can't sign in"
	}
	return "whether they can sign in isn't known"
}

func saySigns(f Facts) string {
	switch s := byFactors(f); {
	case s.Outcome == Yes:
		return "can sign in with the password"
	case s.Outcome == WithStep && s.Step != "":
		return "can sign in with the password, and then a code (" + factorNames(f.User.MFA) + ")"
	case s.Outcome == WithStep:
		return "can sign in with the password, and must then have a second factor"
	}
	return "can sign in with the password, and perhaps a second factor"
}

// sayFactor is what comes after a new password, as far as it is known.
func sayFactor(f Facts) string {
	switch {
	case factorsUseless(f):
		return " After that the second factor (" + factorNames(f.User.MFA) + ") stops it: it has no address to send a code to."
	case factorDue(f):
		return " After that a code is asked for (" + factorNames(f.User.MFA) + ")."
	case factorToSetUp(f):
		return " After that a second factor is needed: this pool requires one."
	}
	return ""
}

func factorNames(factors []string) string {
	var names []string
	for _, factor := range factors {
		names = append(names, remedy.FactorName(factor))
	}
	return strings.Join(names, " or ")
}

func where(to remedy.Contact, unknown string) string {
	if to.Attribute == "" {
		return unknown
	}
	return to.Kind()
}

func sayDays(f Facts) string {
	if f.Pool == nil {
		return ""
	}
	return ", " + count(f.Pool.TemporaryDays, "day")
}

func sayTwin(f Facts) string {
	name := f.sharedAddress()
	for _, u := range f.Same.Val {
		if f.sameAddress(u, name) {
			return u.Username
		}
	}
	return ""
}

// sayNoName says which addresses are no names to sign in with, though people take them
// for such: an alias works only once it is verified. What two users have is the matter
// of rows of the table. Source: AWS developer guide, customizing sign-in attributes.
func (f Facts) sayNoName() string {
	if !f.Found || f.Pool == nil || federated(f) {
		return ""
	}
	var list []string
	for _, a := range []struct{ attribute, name string }{{"email", "the email"}, {"phone_number", "the phone number"}} {
		if slices.Contains(f.Pool.AliasAttributes, a.attribute) && f.User.Value(a.attribute) != "" &&
			!f.User.Verified(a.attribute) && f.sharedAddress() != a.attribute {
			list = append(list, a.name)
		}
	}
	switch len(list) {
	case 0:
		return ""
	case 1:
		return "Ask what they type: " + list[0] + " isn't verified, and so doesn't sign in to this account; " + f.User.Username + " does."
	}
	return "Ask what they type: " + strings.Join(list, " and ") + " aren't verified, and so don't sign in to this account; " + f.User.Username + " does."
}

// provider is the identity provider of a federated user, from the identities
// attribute, else the beginning of the user name. Source: AWS developer guide,
// mapping identity provider attributes.
func provider(f Facts) string {
	var identities []struct {
		ProviderName string `json:"providerName"`
	}
	if json.Unmarshal([]byte(f.User.Value("identities")), &identities) == nil && len(identities) > 0 && identities[0].ProviderName != "" {
		return identities[0].ProviderName
	}
	if name, _, found := strings.Cut(f.User.Username, "_"); found && name != "" {
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return "an identity provider"
}

func sayImported(f Facts) string {
	if !toReset(f) || clientKnown(f) && !masked(f) {
		return ""
	}
	return ", or “Incorrect username or password.” for a user who came with a CSV import, where the app client hides who is missing"
}

// whyNoReset says why a reset code can't be sent, with the service's words.
func whyNoReset(f Facts) string {
	noContact := ": “Cannot reset password for the user as there is no registered/verified email or phone_number”"
	if f.Pool == nil {
		noContact = "" // in some pools the answer would be that only administrators reset
	}
	pretends := ""
	if masked(f) && poolKnown(f) {
		pretends = " The app's “forgot password” pretends to send a code, for the app client hides who is missing."
	}
	switch {
	case resetByAdmin(f):
		return "only an administrator resets passwords in this pool: “Contact administrator to reset password.”"
	case !anyAddress(f):
		return "there is no email or phone number" + noContact + "." + pretends
	case !anyVerified(f):
		return "no email or phone number is verified" + noContact + "." + pretends
	}
	return "reset codes go neither where codes of the second factor go, nor where the pool's recovery setting doesn't name" + noContact + "." + pretends
}

// sayResetting is the service's answer where a reset code can't be sent.
func sayResetting(f Facts) string {
	if resetByAdmin(f) {
		return "“Contact administrator to reset password.”"
	}
	if f.Pool == nil {
		return "no email or phone number is verified"
	}
	return "“there is no registered/verified email or phone_number”"
}

// unlessTaken says what isn't known of an address.
func (f Facts) unlessTaken(attribute string) string {
	if attribute == "" || f.free(attribute) != Perhaps {
		return ""
	}
	return "; refused if it is another user's name to sign in with"
}

// sayTemporary names a temporary password: of a user who was never changed since, it
// is the invitation's.
func sayTemporary(f Facts) string {
	if onlyInvited(f) {
		return "the invitation's temporary password"
	}
	return "the temporary password"
}

// sayForgot is what “forgot password” does where it sends nothing. An app client that
// hides who is missing hides this, too. Source: AWS developer guide, managing user
// existence error responses.
func sayForgot(f Facts) string {
	switch {
	case masked(f):
		return "pretends to send a code"
	case clientKnown(f):
		return "is refused in this state"
	}
	return "sends no code in this state"
}
