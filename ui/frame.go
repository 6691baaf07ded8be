package ui

import (
	"net/url"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

const (
	minWidth, minHeight = 80, 24
	panelFrom           = 100 // columns from which inbox and calls stand beside
	panelWidth          = 30
	frameLines          = 4 // header, rule, rule, footer
)

// bodySize is what the frame leaves to a screen.
func (a *App) bodySize() (w, h int) {
	w, h = a.w, a.h-frameLines
	if a.beside() {
		w -= panelWidth + 1
	}
	return max(w, 1), max(h, 1)
}

// beside tells whether the panel stands at the right of the top screen.
func (a *App) beside() bool {
	return a.w >= panelFrom && !a.top().base().wide
}

// View draws the frame and the top screen in it: exactly the window's lines,
// none wider than it.
func (a *App) View() string {
	if a.w < minWidth || a.h < minHeight {
		return a.tooSmall()
	}
	w, h := a.bodySize()
	t := a.env.Theme
	body := strings.Split(a.top().View(), "\n")
	side := []string(nil)
	if a.beside() {
		side = a.panelLines(panelWidth-2, h)
	}
	lines := make([]string, 0, a.h)
	lines = append(lines, a.header(), a.rule("┬", w))
	for i := range h {
		line := ""
		if i < len(body) {
			line = body[i]
		}
		if side != nil {
			line = kit.Fit(line, w) + t.Rule.Render("│") + " "
			if i < len(side) {
				line += kit.Cut(side[i], panelWidth-2)
			}
		}
		lines = append(lines, kit.Cut(line, a.w))
	}
	foot := a.footer()
	switch {
	case a.asked != "":
		foot = a.question()
	case a.note != "":
		foot = " " + t.Strong.Render(kit.Cut(a.note, a.w-1))
	}
	lines = append(lines, a.rule("┴", w), foot)
	return strings.Join(lines, "\n")
}

func (a *App) rule(cross string, at int) string {
	line := strings.Repeat("─", a.w)
	if a.beside() {
		line = strings.Repeat("─", at) + cross + strings.Repeat("─", a.w-at-1)
	}
	return a.env.Theme.Rule.Render(line)
}

func (a *App) tooSmall() string {
	lines := []string{
		"The window is too small.",
		"80 columns by 24 lines are needed.",
		"Nothing typed is lost.",
	}
	if a.asked != "" {
		lines = append([]string{"Quit? y yes, n no"}, kit.Wrap(a.lost(), a.w)...)
	}
	for i := range lines {
		lines[i] = kit.Cut(lines[i], a.w)
	}
	return strings.Join(lines[:min(len(lines), max(a.h, 1))], "\n")
}

// header says where one is connected and who is signed in.
func (a *App) header() string {
	t, e := a.env.Theme, a.env
	badge := t.BadgeAWS.Render(" AWS ")
	switch {
	case e.Client == nil:
		badge = t.Warn.Render("! not connected")
	case e.Local != nil:
		badge = t.BadgeLocal.Render(" LOCAL POOL ")
	case a.otherHost() != "":
		badge = t.BadgeAWS.Render(" NOT AWS ")
	}
	who := t.Muted.Render("not signed in ")
	switch {
	case a.onDesk():
		who = a.deskWho()
	case e.Session != nil:
		who = t.Muted.Render("as ") + t.Text.Render(kit.Cut(kit.Clean(e.Session.User), 30)) + " "
	}
	left := badge + "  " + t.Text.Render(kit.Clean(a.place()))
	room := a.w - kit.Width(who) - 1
	name := " " + t.Accent.Render("cognito-tui") + "  "
	if all := strings.Join(a.particulars(), " · "); kit.Width(name+left+all)+3 > room && a.otherHost() != "" {
		name = " " // a narrow window has room for where one is, or for the program's name
	}
	left = name + left
	for _, more := range a.particulars() {
		if item := " · " + kit.Clean(more); kit.Width(left)+kit.Width(item) <= room {
			left += t.Muted.Render(item)
		}
	}
	return kit.Spread(kit.Cut(left, room), who, a.w)
}

// place is the pool, or the Region where no pool id is given.
func (a *App) place() string {
	s := a.env.Settings
	if id := s.Get(settings.UserPoolID); id != "" {
		return id
	}
	return s.Get(settings.Region)
}

// particulars are client, secret, Region and endpoint, as far as they tell
// something that the place doesn't.
func (a *App) particulars() []string {
	s := a.env.Settings
	var out []string
	if a.env.Client == nil {
		return nil
	}
	if a.env.Settings.Pool != "" {
		out = append(out, a.env.Settings.Pool)
	} else if a.env.Pool != nil && a.onDesk() && a.env.Pool.Name != "" {
		out = append(out, a.env.Pool.Name)
	}
	if name := a.clientName(); name != "" {
		out = append(out, name)
	}
	region := s.Get(settings.Region)
	if region != "" && !strings.HasPrefix(a.place(), region) {
		out = append(out, region)
	}
	if host := a.otherHost(); host != "" {
		out = append(out, host)
	}
	if s.Get(settings.ClientSecret) != "" {
		out = append(out, "secret")
	}
	return out
}

// otherHost is the endpoint's host where it isn't AWS's.
func (a *App) otherHost() string {
	u, err := url.Parse(a.env.Settings.Get(settings.Endpoint))
	if err != nil || strings.HasSuffix(u.Hostname(), ".amazonaws.com") || strings.HasSuffix(u.Hostname(), ".api.aws") {
		return ""
	}
	return u.Host
}

func (a *App) clientName() string {
	if c := a.env.AppClient; c != nil && c.Name != "" {
		return c.Name
	}
	id := a.env.Settings.Get(settings.ClientID)
	if a.env.Local != nil && a.options.Clients != nil {
		for _, c := range a.options.Clients() {
			if c.ClientID == id {
				return c.Name
			}
		}
	}
	return id
}

// footer shows the keys of the moment; F1 is always the last that gives way.
func (a *App) footer() string {
	help := a.hint(a.keys.Help)
	room := a.w - 2 - kit.Width(help)
	line, gap := " ", "   "
	if a.w < panelFrom {
		gap = "  "
	}
	for _, b := range a.short() {
		item := a.hint(b) + gap
		if kit.Width(line)+kit.Width(item) > room {
			continue
		}
		line += item
	}
	return kit.Cut(line+help, a.w)
}

func (a *App) hint(b key.Binding) string {
	h := b.Help()
	return a.env.Theme.Key.Render(h.Key) + " " + a.env.Theme.Muted.Render(h.Desc)
}

// short are the keys for the footer, in the order of their use.
func (a *App) short() []key.Binding {
	var out []key.Binding
	if a.top().base().busy != "" {
		out = append(out, renamed(a.keys.Back, "esc", "cancel"), a.keys.Calls)
		if a.env.Local != nil {
			out = append(out, a.keys.Inbox, a.keys.Local)
		}
		return out
	}
	out = append(out, a.top().ShortHelp()...)
	if len(a.stack) > 1 {
		esc := renamed(a.keys.Back, "esc", "back")
		if e, ok := a.top().(escaper); ok && e.leaving() != "" {
			esc = renamed(a.keys.Back, "esc", e.leaving())
		}
		out = append(out[:min(1, len(out)):min(1, len(out))], append([]key.Binding{esc}, out[min(1, len(out)):]...)...)
	}
	out = append(out, a.keys.Calls)
	if a.env.Local != nil {
		out = append(out, a.keys.Inbox, a.keys.Local)
	}
	return out
}

func renamed(b key.Binding, k, desc string) key.Binding {
	b.SetHelp(k, desc)
	return b
}
