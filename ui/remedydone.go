package ui

import (
	"fmt"
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// doneLines are what was done: the password, what changed as read back, where the
// message went, and what the caller does now.
func (s *remedyScreen) doneLines() []string {
	t, w := s.env.Theme, s.form.Width
	lines := whereAndWho(s.env, s.shows.Pool, s.shown(), w)
	lines = append(lines, passwordLines(s.env, s.newPassword, s.copied, w)...)
	lines = append(lines, madeLines(s.env, *s.made, s.remedy.ID == remedy.Delete, s.devicesLeft(), w)...)
	if message := s.sent(); message != "" {
		lines = append(lines, messageLines(s.env, message, w)...)
	}
	then := s.then
	if len(then) == 0 {
		then = s.shows.Then
	}
	if len(then) > 0 {
		lines = append(lines, "", t.Accent.Render("What the caller does now"))
	}
	for i, step := range then {
		lines = append(lines, beside(t.Key.Render(fmt.Sprint(i+1, " ")), t.Text, upperFirst(step), w-4)...)
	}
	return append(lines, "")
}

// passwordLines show a password that was set, once, and what became of copying it.
func passwordLines(e *Env, password, copied string, w int) []string {
	var lines []string
	if password != "" {
		lines = append(lines, "", labelled(e, "New password", e.Theme.Strong.Render(password), w),
			labelled(e, "", e.Theme.Muted.Render("It is shown here once: y copies it."), w), "")
	}
	if copied != "" {
		lines = append(lines, said("", e.Theme.Muted, copied, w-4)...)
	}
	return lines
}

// sent is which message went where: as the service says it, or else as the preview.
func (s *remedyScreen) sent() string {
	for _, a := range s.made.applied {
		if d := a.Delivery; d.Destination != "" {
			return strings.ToLower(orNone(d.Medium, "sent")) + " to " + d.Destination
		}
	}
	return s.shows.Message
}

// devicesLeft are the devices as read back, where one was to be forgotten.
func (s *remedyScreen) devicesLeft() []remedy.Line {
	if !s.made.devices.Known {
		return nil
	}
	names := func(list []cognito.RememberedDevice) string {
		var names []string
		for _, d := range list {
			names = append(names, kit.Cut(deviceNameOf(d), 24))
		}
		return strings.Join(names, ", ")
	}
	return []remedy.Line{{What: "Devices", From: names(s.of.facts.devices.Val), To: names(s.made.devices.Val)}}
}

// madeLines are what changes left, as read back.
func madeLines(e *Env, made remedied, deleted bool, more []remedy.Line, w int) []string {
	t := e.Theme
	var lines []string
	diff, readBack := differences(made.applied)
	diff = append(diff, more...)
	switch {
	case deleted:
		lines = append(lines, said(t.Good.Render("✓")+" ", t.Text, "The user is gone: read back, there is no such user any more.", w-4)...)
	case readBack != nil:
		lines = append(lines, said(t.Warn.Render("!")+" ", t.Text, "It was done, but it couldn't be read back: "+facts.WhyUnread(readBack)+".", w-4)...)
	case len(diff) == 0:
		lines = append(lines, said(t.Good.Render("✓")+" ", t.Text, "Done. Read back: what the service tells of the person is as it was.", w-4)...)
	default:
		lines = append(lines, said(t.Good.Render("✓")+" ", t.Text, "Done. Read back:", w-4)...)
	}
	for _, l := range diff {
		lines = append(lines, changeLine(e, l, w)...)
	}
	if made.late != nil {
		p := explainDesk(made.late)
		lines = append(lines, said(t.Warn.Render("!")+" ", t.Warn, "Done, not recorded: how it ended couldn't be written down. "+p.hint, w-4)...)
	}
	return lines
}

// differences are what the service tells otherwise after changes than before them, and
// why it couldn't be read.
func differences(applied []cognito.Applied) (lines []remedy.Line, readBack error) {
	if len(applied) == 0 {
		return nil, nil
	}
	first, last := applied[0], applied[len(applied)-1]
	before, after := first.Before, last.After
	if after == nil || last.ReadBack != nil {
		return nil, last.ReadBack
	}
	add := func(what, from, to string) {
		if from != to {
			lines = append(lines, remedy.Line{What: what, From: from, To: to})
		}
	}
	if before == nil { // it was created
		before = &cognito.FoundUser{Enabled: after.Enabled}
	}
	add("Status", before.Status, after.Status)
	add("Enabled", yesNo(before.Enabled), yesNo(after.Enabled))
	for _, name := range attributeNamesOf(before.Attributes, after.Attributes) {
		was, is := before.Value(name), after.Value(name)
		if address, flag := strings.CutSuffix(name, "_verified"); flag && cognito.Verifiable(address) {
			was, is = verifiedWord(was), verifiedWord(is)
		}
		add(attributeWord(name), was, is)
	}
	add("MFA", factorList(before.MFA), factorList(after.MFA))
	if last.GroupsAfter != nil {
		add("Groups", strings.Join(first.GroupsBefore, ", "), strings.Join(last.GroupsAfter, ", "))
	}
	return lines, nil
}

func verifiedWord(value string) string {
	if value == "true" {
		return "verified"
	}
	return "not verified"
}

// attributeWord is what an attribute is called on a screen.
func attributeWord(name string) string {
	switch name {
	case "email":
		return "Email"
	case "email_verified":
		return "Email verified"
	case "phone_number":
		return "Phone"
	case "phone_number_verified":
		return "Phone verified"
	}
	return name
}

func factorList(names []string) string {
	var list []string
	for _, n := range names {
		list = append(list, factorName(n))
	}
	return strings.Join(list, ", ")
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// attributeNamesOf are the names in either list, each once, in their order.
func attributeNamesOf(lists ...[]cognito.Attribute) []string {
	var names []string
	seen := map[string]bool{}
	for _, list := range lists {
		for _, a := range list {
			if !seen[a.Name] {
				seen[a.Name] = true
				names = append(names, a.Name)
			}
		}
	}
	return names
}
