package ui

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
)

// off is why nothing may be changed of the person; empty where something may.
func (p *person) off() string { return p.offFor("", remedy.Inputs{}) }

// offFor is why a remedy may not be applied to the person, as far as the settings say
// so; empty where it may. It makes no call.
func (p *person) offFor(id remedy.ID, in remedy.Inputs) string {
	changes, err := remedy.Changes(id, p.inputs().Case(), in)
	if err != nil || len(changes) == 0 {
		changes = []cognito.Change{cognito.EnableUser{}} // whom it is about suffices
	}
	var groups []string
	for _, g := range p.facts.groups.Val {
		groups = append(groups, g.Name)
	}
	if off := deniedChange(p.e, remedy.Get(id).Operation); off != "" {
		return off
	}
	for _, c := range changes {
		if off := offChange(p.e, c, p.user(), groups); off != "" {
			return off
		}
	}
	return ""
}

// noteDenied remembers an operation that the credentials may not call: its remedies
// are off from then on, until the card is read anew.
func noteDenied(e *Env, err error) {
	if refused := cognito.ErrorOf(err); refused.Denied() && cognito.ChangesUsers(refused.Op) {
		if e.denied == nil {
			e.denied = map[string]bool{}
		}
		e.denied[refused.Op] = true
	}
}

// deniedChange says that an operation was refused before; empty where it wasn't.
func deniedChange(e *Env, op string) string {
	if !e.denied[op] {
		return ""
	}
	return "not allowed, needs cognito-idp:" + op
}

// offChange is why the settings refuse a change, as a sentence's end; empty where they
// don't.
func offChange(e *Env, c cognito.Change, u cognito.FoundUser, groups []string) string {
	if e.Admin == nil {
		return facts.NoCredentials
	}
	err := e.Admin.Permits(c, u, groups)
	if err == nil {
		return ""
	}
	refused := cognito.ErrorOf(err)
	why := ""
	if refused.Err != nil {
		why = cleanText(refused.Err.Error())
	}
	switch refused.Kind {
	case cognito.ReadOnly:
		return "the desk is read-only (" + why + ")"
	case cognito.Protected:
		return why
	case cognito.NotRecorded:
		return "changes can't be recorded: " + why
	}
	return refused.Kind.String()
}
