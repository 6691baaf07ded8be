package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// apart gives the single keys of a message, and text where it is a paste; any other
// message is alone.
func apart(msg tea.Msg) []tea.Msg {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case ok && k.Paste: // from here on it is no key
		return []tea.Msg{kit.Pasted{Text: string(k.Runes)}}
	case !ok || k.Type != tea.KeyRunes || k.Alt || len(k.Runes) < 2:
		return []tea.Msg{msg}
	}
	var keys []tea.Msg
	for _, r := range k.Runes {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return keys
}

// key takes the keys that work everywhere and gives the rest to the top screen.
func (a *App) key(msg tea.KeyMsg) tea.Cmd {
	top := a.top()
	a.note = ""
	if a.options.Suspends && key.Matches(msg, a.keys.Suspend) {
		return func() tea.Msg { return suspendWanted{} }
	}
	if a.asked != "" {
		return a.answer(msg)
	}
	switch {
	case key.Matches(msg, a.keys.Quit):
		return a.leave(msg)
	case key.Matches(msg, a.keys.Help), key.Matches(msg, a.keys.HelpToo) && !top.Typing():
		return a.panel(showHelp{})
	case key.Matches(msg, a.keys.Calls):
		return a.panel(showCalls{})
	case key.Matches(msg, a.keys.Inbox) && a.env.Local != nil:
		return a.panel(showInbox{})
	case key.Matches(msg, a.keys.Local) && a.env.Local != nil:
		return a.panel(showLocal{})
	case key.Matches(msg, a.keys.Back):
		return a.back()
	case key.Matches(msg, a.keys.Leave) && !top.Typing():
		return a.leave(msg)
	}
	return a.give(msg)
}

// back cancels the call in flight, else goes back; on home it does nothing.
func (a *App) back() tea.Cmd {
	top := a.top()
	if b := top.base(); b.busy != "" {
		b.stop()
		return nil
	}
	if e, ok := top.(escaper); ok && e.leaving() != "" {
		e.escape()
		return nil
	}
	if len(a.stack) == 1 {
		return nil
	}
	return top.base().end(back{})
}

// panel opens a panel on top; where it is open already it is closed, or what
// lies on it.
func (a *App) panel(o any) tea.Cmd {
	top := a.top()
	for i, s := range a.stack {
		switch {
		case s.base().panel != o:
		case s == top:
			return top.base().end(back{})
		default:
			a.cut(i + 1)
			a.resize()
			return nil
		}
	}
	return top.base().end(o)
}

// paste hands what was pasted to the top screen, unless a call runs there or the
// program asks whether to quit, which no paste answers. It goes no other way, so that
// nothing takes a part of it for a key.
func (a *App) paste(p kit.Pasted) tea.Cmd {
	if a.top().base().busy != "" || a.asked != "" {
		return nil
	}
	return a.top().Update(p)
}

// give hands a key to the top screen, unless a call runs there.
func (a *App) give(msg tea.KeyMsg) tea.Cmd {
	if a.top().base().busy != "" {
		return nil
	}
	if short, ok := shortcutOf(msg); ok {
		return a.top().Update(short)
	}
	return a.top().Update(msg)
}
