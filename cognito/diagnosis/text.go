package diagnosis

import (
	"strings"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/remedy"
)

// named are the {names} in the table's texts.
var named = lazy.New(`\{[a-zA-Z]+\}`)

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
		"address":  plain(func(f Facts) string { return f.User.Value(f.sharedAddress()) }),
		"twin":     plain(sayTwin),
		"provider": plain(provider),

		"code":        plain(func(f Facts) string { return where(f.Case().SignUpContact(), "email or text message") }),
		"invitation":  plain(func(f Facts) string { return where(f.Case().InvitationContact(), "email or text message") }),
		"reset":       plain(func(f Facts) string { return where(f.Case().ResetContact(), "email or text message") }),
		"days":        plain(sayDays),
		"unlesscode":  plain(func(f Facts) string { return f.unlessTaken(f.Case().SignUpContact().Attribute) }),
		"unlessemail": plain(func(f Facts) string { return f.unlessTaken("email") }),
		"unlessphone": plain(func(f Facts) string { return f.unlessTaken("phone_number") }),
		"temporary":   plain(sayTemporary),
		"made": plain(func(f Facts) string {
			return map[bool]string{true: "created", false: "given a password"}[onlyInvited(f)]
		}),
		"forgot":    plain(sayForgot),
		"noreset":   plain(whyNoReset),
		"resetting": plain(sayResetting),
		"imported":  plain(sayImported),

		"factor":  plain(sayFactor),
		"signs":   plain(saySigns),
		"factors": plain(func(f Facts) string { return factorNames(f.User.MFA) }),
		"other":   plain(func(f Facts) string { return remedy.FactorName(f.otherFactor()) }),

		"expired": plain(func(f Facts) string { return Span(f.expiredFor()) }),
		"waits":   plain(func(f Facts) string { return Span(f.waitsFor()) }),
		"expires": plain(func(f Facts) string { return roundedUp(-f.expiredFor()) }),
		"lock":    plain(func(f Facts) string { return roundedUp(f.lockLeft()) }),
		"blocked": plain(func(f Facts) string { e, _ := f.blocked(); return Span(f.Now.Sub(e.Time)) }),
	}
}
