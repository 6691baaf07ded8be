package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/remedy"
)

func (s *deskUser) key(k tea.KeyMsg) tea.Cmd {
	keys, rows := newDeskKeys(), s.rows()
	at := slices.IndexFunc(rows, func(r deskRow) bool { return r.key == s.at })
	if cmd, ok := s.everywhere(k, keys); ok {
		return cmd
	}
	if !s.judged || len(rows) == 0 {
		return nil
	}
	switch row := rows[max(0, at)]; {
	case row.kind == rowQuestion && key.Matches(k, answerYes, answerNo):
		s.answer(row.ask, key.Matches(k, answerYes))
		s.at = "" // to the first remedy
		s.settle()
	case key.Matches(k, keys.Preview) && row.kind == rowOffer:
		return s.preview(row.remedy)
	case key.Matches(k, keys.Pick):
		if i := int(k.Runes[0] - '1'); i < len(s.verdict.Works) {
			return s.preview(s.verdict.Works[i].Remedy)
		}
	case key.Matches(k, keys.Ask):
		s.goTo(s.firstOpen(rows))
	case key.Matches(k, keys.Up):
		s.goTo(rows[max(0, at-1)].key)
	case key.Matches(k, keys.Down):
		s.goTo(rows[min(at+1, len(rows)-1)].key)
	}
	return nil
}

// everywhere takes the keys that work whatever the bar is on.
func (s *deskUser) everywhere(k tea.KeyMsg, keys deskKeys) (tea.Cmd, bool) {
	switch {
	case key.Matches(k, keys.Reload):
		s.env.denied = nil // somebody may have allowed it
		if s.reading != "" {
			return nil, true
		}
		s.reload()
		s.top = -1
		return s.settled(s.next(&s.Base)), true
	case key.Matches(k, keys.PageDown):
		s.scroll(1)
	case key.Matches(k, keys.PageUp):
		s.scroll(-1)
	case key.Matches(k, keys.First):
		s.top = 0
	case key.Matches(k, keys.Last):
		s.top = len(s.page().lines)
	case !s.judged:
		return nil, false
	case !s.found():
		if key.Matches(k, keys.Create) && s.gone() && s.on() != rowQuestion {
			return s.preview(remedy.Create), true
		}
		return nil, false
	case key.Matches(k, keys.Devices):
		return s.end(wantDeskDevices{s.person}), true
	case key.Matches(k, keys.Groups):
		return s.end(wantDeskGroups{s.person}), true
	case key.Matches(k, keys.Attributes):
		return s.end(wantDeskAttributes{s.person}), true
	case key.Matches(k, keys.More):
		return s.end(wantDeskMore{s.person}), true
	case key.Matches(k, keys.Copy) && s.on() != rowQuestion:
		return s.end(wantDeskCopy{s.person}), true
	case len(s.rows()) == 0 && key.Matches(k, keys.Down):
		s.scroll(1)
	case len(s.rows()) == 0 && key.Matches(k, keys.Up):
		s.scroll(-1)
	default:
		return nil, false
	}
	return nil, true
}

func (s *deskUser) goTo(row string) { s.at, s.top = row, -1 }

// whyNot is why a remedy doesn't work in this state; empty where it does, or where
// the diagnosis doesn't say.
func (p *person) whyNot(id remedy.ID) string {
	for _, f := range p.verdict.Fails {
		if f.Remedy == id {
			return f.Why
		}
	}
	return ""
}

// preview opens what a remedy shows before it acts.
func (s *deskUser) preview(id remedy.ID) tea.Cmd {
	if id == remedy.Create {
		s.reload() // they may be there afterwards
		s.top = -1
		return s.end(wantCreateUser{username: s.asked})
	}
	return s.end(wantRemedy{id: id, of: s.person})
}

// scroll moves what is in sight by less than a page.
func (s *deskUser) scroll(by int) {
	p := s.page()
	s.top = max(0, min(p.top+by*max(1, p.room-2), len(p.lines)-p.room))
}
