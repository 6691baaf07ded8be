package ui

import (
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// eventLines are the latest of what threat protection saw, or why there is nothing.
func (s *deskUser) eventLines(w int) []string {
	t := s.env.Theme
	title := "  " + t.Muted.Render(kit.Fit("Last events", factLabel))
	if off := s.facts.events.Placeholder(); off != "" {
		return []string{kit.Cut(title+t.Muted.Render(off), w)}
	}
	if len(s.facts.events.Val) == 0 {
		return []string{title + t.Muted.Render("none")}
	}
	lines := []string{title}
	for _, e := range s.facts.events.Val[:min(eventsShown, len(s.facts.events.Val))] {
		style := t.Text
		mark := "  "
		if e.Response == "Fail" {
			style, mark = t.Warn, t.Warn.Render("✗ ")
		}
		lines = append(lines, kit.Cut("  "+mark+t.Muted.Render(kit.Fit(moment(s.env.Clock, e.Time), 18))+style.Render(eventWords(e)), w))
	}
	return lines
}

var eventNames = map[string]string{
	"SignIn": "sign-in", "SignUp": "sign-up", "ForgotPassword": "forgot password", "PasswordChange": "change of the password", "ResendCode": "code sent again",
}

var eventResults = map[string]string{"Pass": "passed", "Fail": "failed", "InProgress": "not finished"}

// eventWords say what was seen: what, how it ended, from where, and the risk.
func eventWords(e cognito.AuthEvent) string {
	words := eventNames[e.Type]
	if words == "" {
		words = orNone(e.Type, "something")
	}
	result := eventResults[e.Response]
	if result == "" {
		result = orNone(e.Response, "")
	}
	parts := []string{strings.TrimSpace(words + " " + result)}
	for _, c := range e.Challenges {
		if c.Response == "Failure" {
			parts = append(parts, strings.ToLower(orNone(c.Name, "a challenge"))+" wrong")
		}
	}
	var from []string
	for _, x := range []string{e.IP, e.City, e.Country, e.Device} {
		if x = orNone(x, ""); x != "" {
			from = append(from, kit.Cut(x, 24))
		}
	}
	if len(from) > 0 {
		parts = append(parts, "from "+strings.Join(from, ", "))
	}
	if e.RiskDecision != "" && e.RiskDecision != "NoRisk" {
		parts = append(parts, strings.TrimSpace("risk "+strings.ToLower(orNone(e.RiskLevel, ""))+": "+orNone(e.RiskDecision, "")))
	}
	return strings.Join(parts, " · ")
}
