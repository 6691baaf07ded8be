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

// settled takes back an answer of the caller's that a remedy made untrue.
func (s *deskUser) settled(id remedy.ID) {
	if question := settles[id]; question != "" {
		s.says = s.says.Answer(question, false)
		s.answered = slices.DeleteFunc(s.answered, func(a callersAnswer) bool { return a.question.Key == question })
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
func (s *deskUser) questions() []diagnosis.Question {
	var list []diagnosis.Question
	for _, a := range s.answered {
		list = append(list, a.question)
	}
	for _, q := range s.verdict.Questions {
		if _, ok := s.answerOf(q.Key); !ok {
			list = append(list, q)
		}
	}
	return list
}

func (s *deskUser) answerOf(name string) (yes, ok bool) {
	for _, a := range s.answered {
		if a.question.Key == name {
			return a.yes, true
		}
	}
	return false, false
}

// answer takes what the caller says; the diagnosis follows, and the bar goes to its
// first remedy.
func (s *deskUser) answer(q diagnosis.Question, yes bool) {
	s.says = s.says.Answer(q.Key, yes)
	i := slices.IndexFunc(s.answered, func(a callersAnswer) bool { return a.question.Key == q.Key })
	if i < 0 {
		s.answered = append(s.answered, callersAnswer{q, yes})
	} else {
		s.answered[i].yes = yes
	}
	s.judge()
	s.at = ""
	s.settle()
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
