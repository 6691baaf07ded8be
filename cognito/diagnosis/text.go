package diagnosis

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"cognito-tui/cognito/remedy"
)

// named are the {names} in the table's texts.
var named = regexp.MustCompile(`\{[a-zA-Z]+\}`)

// fill replaces the {names} in a text of the table; {Name} begins a sentence.
func (f Facts) fill(text string, next *Diagnosis) string {
	return strings.TrimSpace(named.ReplaceAllStringFunc(text, func(name string) string {
		name = strings.Trim(name, "{}")
		said := fillings[strings.ToLower(name)](f, next)
		if plain := strings.ToLower(name); plain == name || said == "" {
			return said
		}
		return strings.ToUpper(said[:1]) + said[1:]
	}))
}

// fillings say what the {names} stand for.
var fillings map[string]func(Facts, *Diagnosis) string

func init() {
	plain := func(say func(Facts) string) func(Facts, *Diagnosis) string {
		return func(f Facts, _ *Diagnosis) string { return say(f) }
	}
	fillings = map[string]func(Facts, *Diagnosis) string{
		"next": sayNext,
		"so":   saySo,

		"asked":    plain(func(f Facts) string { return f.Asked }),
		"name":     plain(func(f Facts) string { return f.User.Username }),
		"status":   plain(func(f Facts) string { return f.User.Status }),
		"address":  plain(func(f Facts) string { return f.value(f.sharedAddress()) }),
		"twin":     plain(sayTwin),
		"provider": plain(provider),

		"code":       plain(func(f Facts) string { return where(f.Case().SignUpContact(), "email or text message") }),
		"invitation": plain(func(f Facts) string { return where(f.Case().InvitationContact(), "email or text message") }),
		"reset":      plain(func(f Facts) string { return where(f.Case().ResetContact(), "email or text message") }),
		"days":       plain(sayDays),
		"noreset":    plain(whyNoReset),
		"resetting":  plain(sayResetting),
		"imported":   plain(sayImported),

		"signs":   plain(saySigns),
		"factors": plain(func(f Facts) string { return factorNames(f.User.MFA) }),
		"other":   plain(func(f Facts) string { return remedy.FactorName(f.otherFactor()) }),

		"expired": plain(func(f Facts) string { return Span(f.expiredFor()) }),
		"waits":   plain(func(f Facts) string { return Span(f.waitsFor()) }),
		"expires": plain(func(f Facts) string { return Span(-f.expiredFor()) }),
		"lock":    plain(func(f Facts) string { return Span(f.lockLeft()) }),
		"blocked": plain(func(f Facts) string { e, _ := f.blocked(); return Span(f.Now.Sub(e.Time)) }),
	}
}

// Span says how long a time is, in whole units: "40 seconds", "6 days".
func Span(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / unit.length); n > 0 {
			return count(n, unit.name)
		}
	}
	return count(max(1, int(d/time.Second)), "second")
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

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
	for _, u := range f.Same {
		if strings.EqualFold(valueOf(u, name), f.value(name)) && u.Username != f.User.Username {
			return u.Username
		}
	}
	return ""
}

// provider is the identity provider of a federated user, from the identities
// attribute, else the beginning of the user name. Source: AWS developer guide,
// mapping identity provider attributes.
func provider(f Facts) string {
	var identities []struct {
		ProviderName string `json:"providerName"`
	}
	if json.Unmarshal([]byte(f.value("identities")), &identities) == nil && len(identities) > 0 && identities[0].ProviderName != "" {
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
	const noContact = ": “Cannot reset password for the user as there is no registered/verified email or phone_number”"
	pretends := ""
	if masked(f) {
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
	return "“there is no registered/verified email or phone_number”"
}
