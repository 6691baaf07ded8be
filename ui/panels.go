package ui

import (
	"github.com/charmbracelet/bubbles/key"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// The panels that a global key opens on top of any screen.

type helpPanel struct{ textScreen }

// newHelp lists the keys that work on a screen as it stands.
func newHelp(env *Env, of Screen, suspends bool) Screen {
	groups, g := of.FullHelp(), newGlobalKeys()
	if of.base().busy != "" {
		groups = [][]key.Binding{{renamed(g.Back, "esc", "cancel the call; the other keys wait for it")}}
	}
	everywhere := []key.Binding{g.Back, g.Help, g.Calls}
	if env.Local != nil {
		everywhere = append(everywhere, g.Inbox, renamed(g.Local, "ctrl+l", "local pool: users, clock, faults"))
	}
	if suspends {
		everywhere = append(everywhere, g.Suspend)
	}
	everywhere = append(everywhere, g.Quit)
	if !of.Typing() {
		everywhere = append(everywhere, g.Leave)
	}
	title := of.Title()
	s := &helpPanel{textScreen{Base: newBase(env, panelOf(showHelp{})), title: "Help"}}
	s.lines = func(int) []string {
		t := env.Theme
		lines := []string{t.Accent.Render(title)}
		for _, group := range groups {
			lines = append(lines, helpLines(env, group)...)
		}
		lines = append(lines, "", t.Accent.Render("Everywhere"))
		lines = append(lines, helpLines(env, everywhere)...)
		if of.Typing() {
			lines = append(lines, "", t.Accent.Render("While typing"))
			lines = append(lines, t.Muted.Render("  ctrl+a e  start, end     ctrl+u k  erase to start, end"),
				t.Muted.Render("  ctrl+w    erase a word   ctrl+b f  left, right     ctrl+v  paste"))
		}
		return lines
	}
	return s
}

func helpLines(env *Env, keys []key.Binding) []string {
	var lines []string
	for _, k := range keys {
		if k.Enabled() && k.Help().Key != "" {
			lines = append(lines, "  "+env.Theme.Key.Render(kit.Fit(k.Help().Key, 14))+env.Theme.Muted.Render(k.Help().Desc))
		}
	}
	return lines
}

type detailsPanel struct{ textScreen }

// newDetails shows what the service said, for the curious and for support.
func newDetails(env *Env, err *cognito.Error) Screen {
	s := &detailsPanel{textScreen{Base: newBase(env, panelOf(showDetails{})), title: "Details"}}
	s.lines = func(w int) []string {
		var lines []string
		for _, row := range details(err) {
			for i, l := range kit.Wrap(row[1], max(20, w-18)) {
				label := row[0]
				if i > 0 {
					label = ""
				}
				lines = append(lines, env.Theme.Muted.Render(kit.Fit(label, 16))+env.Theme.Text.Render(l))
			}
		}
		return lines
	}
	return s
}

type inboxPanel struct{ textScreen }

// newInbox shows every message of the embedded pool, the newest first.
func newInbox(env *Env) Screen {
	s := &inboxPanel{textScreen{Base: newBase(env, wholeWidth, panelOf(showInbox{})), title: "Inbox"}}
	s.lines = func(w int) []string {
		messages := env.Local.Messages()
		if len(messages) == 0 {
			return []string{env.Theme.Muted.Render("No messages yet. Sign up, or reset a password.")}
		}
		var lines []string
		for i := len(messages) - 1; i >= 0; i-- {
			lines = append(lines, mailLines(env, messages[i], "", min(w, 60))...)
			lines = append(lines, "")
		}
		return lines
	}
	return s
}

type challengeNotice struct{ textScreen }

// newChallengeNotice says which challenge can't be walked here, and the way back.
func newChallengeNotice(env *Env, step cognito.Unsupported) Screen {
	s := &challengeNotice{textScreen{Base: newBase(env), title: "The pool asks for more"}}
	s.lines = func(w int) []string {
		var lines []string
		for _, l := range kit.Wrap(kit.Clean(step.String()), min(w, 70)) {
			lines = append(lines, env.Theme.Text.Render(l))
		}
		return append(lines, "", env.Theme.Muted.Render("esc goes back to the sign-in."))
	}
	return s
}
