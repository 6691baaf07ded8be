package ui

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/facts"
)

// person is somebody whom the support desk looks at: what is known of them, what they
// will experience at sign-in, and which remedies there are. The card and the screens
// that it opens share it.
type person struct {
	e     *Env
	asked string             // the name that AdminGetUser is asked by
	row   *cognito.FoundUser // as the search found them; nil without a search

	facts   *deskFacts // on the screen
	fresh   *deskFacts // being read; facts itself the first time
	reading string     // what is being read; empty where all is

	judged   bool
	verdict  diagnosis.Diagnosis
	says     diagnosis.Says
	answered []callersAnswer // what the caller said, in the order of the answers
}

func newPerson(env *Env, o wantDeskUser) *person {
	p := &person{e: env, asked: o.username, facts: &deskFacts{}}
	if o.user.Username != "" {
		p.row = &o.user
	}
	p.fresh = p.facts
	p.facts.known(env)
	return p
}

// found tells that there is such a person, as far as can be read.
func (p *person) found() bool { return p.foundIn(p.facts) }

func (p *person) foundIn(f *deskFacts) bool {
	return f.user.Known || p.row != nil && !goneIn(f)
}

// gone tells that the service knows no such person.
func (p *person) gone() bool { return goneIn(p.facts) }

func goneIn(f *deskFacts) bool { return cognito.KindOf(f.user.Err) == cognito.NoSuchUser }

// user is who it is: as read now, or else as the search found them.
func (p *person) user() cognito.FoundUser { return p.userOf(p.facts) }

func (p *person) userOf(f *deskFacts) cognito.FoundUser {
	switch {
	case f.user.Known:
		return f.user.Val
	case p.row != nil:
		return *p.row
	}
	return cognito.FoundUser{Username: p.asked}
}

// deskRead is what a read found.
type deskRead struct{ keep func(*deskFacts) }

// look reads what a remedy may have changed, or judges anew: the clock may have gone on.
// Replies go to b's screen.
func (p *person) look(b *Base) tea.Cmd {
	if p.reading == "" && p.judged {
		p.judge()
		return nil
	}
	return p.next(b)
}

// take keeps what was read, and reads on.
func (p *person) take(b *Base, r Reply[deskRead]) tea.Cmd {
	if r.Val.keep != nil {
		r.Val.keep(p.fresh)
	}
	return p.next(b)
}

// next reads what is still missing; nil where all that can be known is.
func (p *person) next(b *Base) tea.Cmd {
	if !p.fresh.user.Done() {
		return p.readUser(b)
	}
	admin, user, found := p.e.Admin, p.userOf(p.fresh), p.foundIn(p.fresh)
	for _, step := range deskSteps {
		if step.done(p.fresh) || !found && (!step.gone || !goneIn(p.fresh)) {
			continue
		}
		p.reading = step.doing
		return Call(b, "", func(ctx context.Context) (deskRead, error) {
			return deskRead{step.read(ctx, admin, user)}, nil
		})
	}
	p.reading = ""
	p.judge()
	return nil
}

// readUser asks AdminGetUser, which the opened person alone is asked by: it counts
// them among the users that are billed for the month.
func (p *person) readUser(b *Base) tea.Cmd {
	if p.e.unreadable() != "" {
		p.fresh.user = facts.Of(cognito.FoundUser{}, &cognito.Error{Op: "AdminGetUser", Kind: cognito.NoCredentials})
		p.judge()
		return nil
	}
	admin, name := p.e.Admin, p.asked
	p.reading = "the person"
	return Call(b, "", func(ctx context.Context) (deskRead, error) {
		v := facts.Of(admin.AdminGetUser(ctx, name))
		return deskRead{func(f *deskFacts) { f.user = v }}, nil
	})
}

// judge makes the diagnosis, once all that can be known is.
func (p *person) judge() {
	p.facts, p.judged, p.reading = p.fresh, true, ""
	if p.verdict = (diagnosis.Diagnosis{}); p.failed() == nil { // of somebody who can't be read nothing is said
		p.verdict = diagnosis.Of(p.inputs())
	}
}

// inputs are the facts as the diagnosis takes them.
func (p *person) inputs() diagnosis.Facts {
	f := diagnosis.Facts{
		Asked: p.asked, Found: p.found(), User: p.user(), Listed: !p.facts.user.Known,
		Groups: p.facts.groups.Val, Devices: p.facts.devices.Val,
		Events: p.facts.events, Now: p.e.now(), Says: p.says,
	}
	f.Same.Val = p.facts.same.Val // never Known: ListUsers tells late, and not all of them are read
	if p.facts.pool.Known {
		f.Pool = &p.facts.pool.Val
	}
	if p.facts.client.Known {
		f.Client = &p.facts.client.Val
	}
	return f
}

// changed takes a person as a remedy left them; the rest is read again once somebody looks.
func (p *person) changed(after *cognito.FoundUser, gone bool) {
	p.reload()
	switch {
	case gone:
		p.fresh.user = facts.Of(cognito.FoundUser{}, &cognito.Error{Op: "AdminGetUser", Kind: cognito.NoSuchUser})
		p.facts, p.row = p.fresh, nil
	case after != nil:
		p.fresh.user = facts.Known(*after)
		p.facts.user = p.fresh.user
	default:
		return
	}
	p.verdict = diagnosis.Of(p.inputs()) // what was read of the rest may be stale, of the person it isn't
}

// reload forgets what is to be read again; what was known is shown until then.
func (p *person) reload() {
	p.fresh, p.judged = &deskFacts{}, false
	p.fresh.known(p.e)
}

// failed is why the person can't be shown at all; nil where they can.
func (p *person) failed() *cognito.Error {
	var e *cognito.Error
	if !p.found() && !p.gone() && errors.As(p.facts.user.Err, &e) {
		return e
	}
	return nil
}
