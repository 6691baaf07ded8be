package ui

import (
	"cmp"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// deskPage lists something of the person whose card lies below.
type deskPage struct {
	listScreen
	of     *person
	choose string // what enter does here, in a word or two
}

func newDeskPage(env *Env, of *person, title, lead, choose string, rows func() []listRow) *deskPage {
	s := &deskPage{of: of, choose: choose}
	s.listScreen = listScreen{Base: newBase(env, onDesk), title: title, lead: lead, rows: rows, labels: offerLabel}
	s.head = s.whose
	return s
}

// Enter reads what a remedy may have changed.
func (s *deskPage) Enter() tea.Cmd { return s.of.look(&s.Base) }

// Update takes what was read, and keys.
func (s *deskPage) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[factRead]); ok {
		r.Val.take()
		return s.of.next(&s.Base)
	}
	return s.listScreen.Update(msg)
}

// whose says whose page it is.
func (s *deskPage) whose() []string {
	t := s.env.Theme
	line := "  " + t.Text.Render(kit.Cut(kit.Clean(remedy.Heading(s.of.user())), s.w-24))
	if s.of.reading != "" {
		line += t.Muted.Render("  reading again…")
	}
	return []string{line}
}

// ShortHelp are the keys of the footer.
func (s *deskPage) ShortHelp() []key.Binding {
	short := s.listScreen.ShortHelp()
	short[0] = renamed(short[0], "enter", s.choose)
	return short
}

// opens is the row that leads to a remedy's preview.
func (s *deskPage) opens(label, detail string, id remedy.ID, pick string) listRow {
	return listRow{label: label, detail: detail, do: func() tea.Cmd { return s.end(wantRemedy{id: id, of: s.of, pick: pick}) }}
}

// stands is a row that leads nowhere.
func stands(label, detail string) listRow {
	return listRow{label: label, detail: detail, do: func() tea.Cmd { return nil }}
}

// newDeskDevices lists the person's devices; enter forgets one, after its preview.
func newDeskDevices(env *Env, of *person) *deskPage {
	var s *deskPage
	s = newDeskPage(env, of, "Devices", "Enter on a device shows what forgetting it does.", "forget", func() []listRow {
		var rows []listRow
		for _, d := range of.facts.devices.Val {
			rows = append(rows, s.opens(deviceNameOf(d), deviceUse(s.env, d), remedy.ForgetDevice, d.Key))
		}
		return s.orWhy(rows, of.facts.devices.Placeholder(), "The pool knows no device of this person.")
	})
	return s
}

// deviceUse is when a device was used, and whether it is remembered; its preview says
// more.
func deviceUse(e *Env, d cognito.RememberedDevice) string {
	note := onDay(e.Clock, "used", d.LastUsed)
	switch d.Remembered {
	case "remembered":
		note = append(note, "remembered")
	case "not_remembered":
		note = append(note, "not remembered")
	}
	return strings.Join(append(note, "key "+shortKey(d.Key)), ", ")
}

// newDeskGroups lists the person's groups; enter takes them out of one, or adds them
// to another, after its preview.
func newDeskGroups(env *Env, of *person) *deskPage {
	var s *deskPage
	s = newDeskPage(env, of, "Groups", "Enter on a group shows what taking the person out of it does.", "preview", func() []listRow {
		var rows []listRow
		for _, g := range of.facts.groups.Val {
			detail := strings.TrimSpace(kit.Clean(g.Description))
			rows = append(rows, s.opens(g.Name, orNone(detail, "no description"), remedy.RemoveGroup, g.Name))
		}
		rows = s.orWhy(rows, of.facts.groups.Placeholder(), "This person is in no group.")
		add := s.opens("Add to a group", remedy.Get(remedy.AddGroup).Does, remedy.AddGroup, "")
		add.section = "More"
		return append(rows, add)
	})
	return s
}

// orWhy is a row that says why there are no others.
func (s *deskPage) orWhy(rows []listRow, off, none string) []listRow {
	switch {
	case len(rows) > 0:
		return rows
	case off != "":
		return []listRow{stands(upperFirst(off), "")}
	}
	return []listRow{stands(none, "")}
}

// newDeskAttributes lists all attributes of the person; enter on the email or the phone
// corrects it, after its preview.
func newDeskAttributes(env *Env, of *person) *deskPage {
	var s *deskPage
	s = newDeskPage(env, of, "Attributes", "The email and the phone are verified or corrected here; nothing else is changed.", "preview", func() []listRow {
		var rows []listRow
		u := of.user()
		for _, a := range u.Attributes {
			if base, flag := strings.CutSuffix(a.Name, "_verified"); flag && u.Value(base) != "" {
				continue
			}
			detail := orNone(a.Value, "empty")
			if mark := verifiedMark(u.Attributes, a.Name); mark != "" {
				detail = kit.Cut(detail, listedValue) + "  " + mark
			}
			switch a.Name {
			case "email":
				rows = append(rows, s.opens(a.Name, detail, remedy.CorrectEmail, ""))
			case "phone_number":
				rows = append(rows, s.opens(a.Name, detail, remedy.CorrectPhone, ""))
			default:
				rows = append(rows, stands(kit.Cut(kit.Clean(a.Name), listedName), detail))
			}
		}
		rows = s.orWhy(rows, "", "The service tells of no attribute.")
		for i, id := range []remedy.ID{remedy.VerifyEmail, remedy.CorrectEmail, remedy.VerifyPhone, remedy.CorrectPhone} {
			row := s.remedyRow(id)
			if i == 0 {
				row.section = "Remedies"
			}
			rows = append(rows, row)
		}
		return rows
	})
	return s
}

// newDeskMore lists every remedy, with what it does or why it doesn't work now.
func newDeskMore(env *Env, of *person) *deskPage {
	var s *deskPage
	s = newDeskPage(env, of, "All remedies", "Each shows what it does before it does it.", "preview", func() []listRow {
		var works, fails []listRow
		for _, r := range remedy.All() {
			if r.ID == remedy.Create {
				continue
			}
			if row := s.remedyRow(r.ID); row.off {
				fails = append(fails, row)
			} else {
				works = append(works, row)
			}
		}
		if len(fails) > 0 {
			fails[0].section = "What doesn't work now, and why"
		}
		return append(works, fails...)
	})
	return s
}

// idle is why a remedy would do nothing; empty where it would, or where that isn't known.
func (p *person) idle(id remedy.ID) string {
	u, f := p.user(), p.facts
	address := map[remedy.ID]string{remedy.VerifyEmail: "email", remedy.VerifyPhone: "phone_number"}[id]
	switch {
	case address != "" && u.Value(address) == "":
		return "there is none"
	case address != "" && u.Value(address+"_verified") == "true":
		return "it is verified already"
	case id == remedy.Enable && u.Enabled:
		return "enabled already"
	case id == remedy.Disable && !u.Enabled:
		return "disabled already"
	case id == remedy.FactorOff && f.user.Known && len(u.MFA) == 0:
		return "no second factor is on"
	case id == remedy.ForgetDevice && f.devices.Known && len(f.devices.Val) == 0:
		return "the pool knows no device of this person"
	case id == remedy.RemoveGroup && f.groups.Known && len(f.groups.Val) == 0:
		return "in no group"
	}
	return ""
}

// remedyRow leads to a remedy's preview, or says why the remedy doesn't work.
func (s *deskPage) remedyRow(id remedy.ID) listRow {
	r := remedy.Get(id)
	if why := cmp.Or(s.of.whyNot(id), s.of.idle(id)); why != "" {
		row := stands(r.Label, "– "+why)
		row.off = true
		return row
	}
	detail := r.Does
	if off := s.of.offFor(id, remedy.Inputs{}); off != "" {
		detail = "off: " + off
	}
	return s.opens(r.Label, detail, id, "")
}
