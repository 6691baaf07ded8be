package remedy

import (
	"fmt"
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// Show is what is shown before a remedy acts. It makes no call, and an input's
// password isn't in it. Its errors are those of Changes; pool and person are told with
// them, too.
func Show(id ID, c Case, in Inputs) (Preview, error) {
	p := Preview{Remedy: Get(id), Pool: c.poolName(), Person: Heading(c.User)}
	if id == Create {
		p.Person = in.Username
	}
	if _, err := Changes(id, c, in); err != nil {
		return p, err
	}
	s := shows[id]
	p.Lines = slices.DeleteFunc(s.lines(c, in), func(l Line) bool { return l.From == l.To })
	if s.message != nil {
		p.Message = s.message(c, in)
	}
	if s.warn != nil {
		p.Warnings = s.warn(c, in)
	}
	p.Then = s.then
	return p, nil
}

func (c Case) poolName() string {
	if c.Pool == nil {
		return ""
	}
	return fmt.Sprintf("%s (%s)", c.Pool.Name, c.Pool.ID)
}

// show is what a remedy's preview is made of.
type show struct {
	lines   func(Case, Inputs) []Line
	message func(Case, Inputs) string
	warn    func(Case, Inputs) []string
	then    []string
}

// Lines.

func status(to string) func(Case, Inputs) []Line {
	return func(c Case, _ Inputs) []Line { return []Line{{"status", c.User.Status, to}} }
}

func lines(list ...Line) func(Case, Inputs) []Line {
	return func(Case, Inputs) []Line { return list }
}

func passwordLine(Case, Inputs) []Line {
	return []Line{{"password", "the one they have, if any", "the one you read out"}}
}

// temporaryStatus: a user of another provider is confirmed by any password. Source: API
// reference, AdminSetUserPassword.
func temporaryStatus(c Case, in Inputs) []Line {
	if c.User.Status == "EXTERNAL_PROVIDER" {
		return status("CONFIRMED")(c, in)
	}
	return status("FORCE_CHANGE_PASSWORD")(c, in)
}

func passwordStops(c Case, _ Inputs) []Line {
	if c.User.Status == "RESET_REQUIRED" {
		return []Line{{"reset code", "the last one sent", "a new one"}}
	}
	return []Line{{"password", "works", "works no more"}}
}

func also(list ...func(Case, Inputs) []Line) func(Case, Inputs) []Line {
	return func(c Case, in Inputs) (all []Line) {
		for _, l := range list {
			all = append(all, l(c, in)...)
		}
		return all
	}
}

func verifying(attribute string) func(Case, Inputs) []Line {
	return func(c Case, _ Inputs) []Line {
		return []Line{{c.User.Value(attribute), mark(c.User, attribute), "verified"}}
	}
}

func replacing(attribute, what string) func(Case, Inputs) []Line {
	return func(c Case, in Inputs) []Line {
		return []Line{{what, c.User.Value(attribute), in.Address}, {what + " verified", mark(c.User, attribute), "verified"}}
	}
}

func mark(u cognito.FoundUser, attribute string) string {
	if u.Verified(attribute) {
		return "verified"
	}
	return "unverified"
}

func enabledLine(from, to string) func(Case, Inputs) []Line {
	return lines(Line{"account", from, to})
}

func factorsOff(c Case, in Inputs) []Line {
	var list []Line
	for _, factor := range c.User.MFA {
		if in.Factor == "" || in.Factor == factor {
			list = append(list, Line{FactorName(factor), "on", "off"})
		}
	}
	return list
}

func factorPreferred(c Case, in Inputs) []Line {
	factor := in.Factor
	if factor == "" {
		factor = c.OtherFactor()
	}
	from := "off"
	if slices.Contains(c.User.MFA, factor) {
		from = "on"
	}
	return []Line{{FactorName(factor), from, "on, and asked for first"}}
}

func deviceLine(c Case, in Inputs) []Line {
	name := in.Device
	for _, d := range c.Devices {
		if d.Key == in.Device && d.Name != "" {
			name = d.Name
		}
	}
	return []Line{{"device " + name, "known", ""}}
}

func groupLines(add bool) func(Case, Inputs) []Line {
	return func(c Case, in Inputs) []Line {
		if c.Groups == nil {
			return []Line{{"group " + in.Group, "not known", map[bool]string{true: "in it", false: "not in it"}[add]}}
		}
		var names []string
		for _, g := range c.Groups {
			names = append(names, g.Name)
		}
		after := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == in.Group })
		if add && slices.Contains(names, in.Group) {
			after = names
		} else if add {
			after = append(after, in.Group)
		}
		return []Line{{"groups", strings.Join(names, ", "), strings.Join(after, ", ")}}
	}
}

func newUser(c Case, in Inputs) []Line {
	list := []Line{{"user", "", in.Username}}
	for _, x := range []Line{{"email", "", in.Email}, {"phone", "", in.Phone}} {
		if x.To != "" {
			list = append(list, x)
		}
	}
	return append(list, Line{"status", "", "FORCE_CHANGE_PASSWORD"})
}
