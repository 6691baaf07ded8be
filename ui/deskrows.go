package ui

import (
	"cmp"
	"slices"

	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
)

// callersAnswer is a question that the caller answered.
type callersAnswer struct {
	question diagnosis.Question
	yes      bool
}

// settles says which answer of the caller a remedy makes untrue.
var settles = map[remedy.ID]string{
	remedy.CorrectEmail: "WrongAddress", remedy.CorrectPhone: "WrongAddress", remedy.SignOut: "SignedInElsewhere",
	remedy.Invite: "LostInvitation", remedy.TemporaryPassword: "LostInvitation", remedy.PermanentPassword: "LostInvitation",
}

// takeBack takes back an answer of the caller's that a remedy made untrue.
func (p *person) takeBack(id remedy.ID) {
	if question := settles[id]; question != "" {
		p.says = p.says.Answer(question, false)
		p.answered = slices.DeleteFunc(p.answered, func(a callersAnswer) bool { return a.question.Key == question })
	}
}

// settle puts the bar on the first remedy, where what it was on is gone.
func (s *deskUser) settle() {
	rows := s.rows()
	if slices.ContainsFunc(rows, func(r deskRow) bool { return r.key == s.at }) {
		return
	}
	s.at, s.top = "", -1
	for _, kind := range []deskRowKind{rowOffer, rowQuestion, rowRefusal} {
		for _, r := range rows {
			if r.kind == kind {
				s.at = cmp.Or(s.at, r.key)
			}
		}
	}
}

// deskRow is something that the bar can be on.
type deskRow struct {
	key    string
	kind   deskRowKind
	remedy remedy.ID
	ask    diagnosis.Question
}

type deskRowKind int

const (
	rowOffer deskRowKind = iota
	rowQuestion
	rowRefusal
)

// rows are what the bar can be on, as they are drawn.
func (s *deskUser) rows() []deskRow {
	var rows []deskRow
	for _, o := range s.verdict.Works {
		rows = append(rows, deskRow{key: "do:" + string(o.Remedy), kind: rowOffer, remedy: o.Remedy})
	}
	for _, q := range s.questions() {
		rows = append(rows, deskRow{key: "ask:" + q.Key, kind: rowQuestion, ask: q})
	}
	for _, f := range s.verdict.Fails {
		rows = append(rows, deskRow{key: "no:" + string(f.Remedy), kind: rowRefusal, remedy: f.Remedy})
	}
	return rows
}

// questions are those that were answered, then those that may be.
func (p *person) questions() []diagnosis.Question {
	var list []diagnosis.Question
	for _, a := range p.answered {
		list = append(list, a.question)
	}
	for _, q := range p.verdict.Questions {
		if _, ok := p.answerOf(q.Key); !ok {
			list = append(list, q)
		}
	}
	return list
}

func (p *person) answerOf(name string) (yes, ok bool) {
	for _, a := range p.answered {
		if a.question.Key == name {
			return a.yes, true
		}
	}
	return false, false
}

// answer takes what the caller says; the diagnosis follows.
func (p *person) answer(q diagnosis.Question, yes bool) {
	p.says = p.says.Answer(q.Key, yes)
	i := slices.IndexFunc(p.answered, func(a callersAnswer) bool { return a.question.Key == q.Key })
	if i < 0 {
		p.answered = append(p.answered, callersAnswer{q, yes})
	} else {
		p.answered[i].yes = yes
	}
	p.judge()
}

// firstOpen is the first question that has no answer, or else the first.
func (s *deskUser) firstOpen(rows []deskRow) string {
	first := ""
	for _, r := range rows {
		if r.kind != rowQuestion {
			continue
		}
		if _, ok := s.answerOf(r.ask.Key); !ok {
			return r.key
		}
		first = cmp.Or(first, r.key)
	}
	return cmp.Or(first, s.at)
}
