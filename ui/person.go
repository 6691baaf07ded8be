package ui

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/settings"
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

// deskFacts are what is known of a person, read one after the other.
type deskFacts struct {
	user    facts.Fact[cognito.FoundUser]
	pool    facts.Fact[cognito.Pool]
	client  facts.Fact[cognito.AppClient]
	groups  facts.Fact[[]cognito.Group]
	same    facts.Fact[[]cognito.FoundUser]
	devices facts.Fact[[]cognito.RememberedDevice]
	events  facts.Fact[[]cognito.AuthEvent]
}

// eventsRead is how many auth events the card shows and judges.
const eventsRead = 10

func newPerson(env *Env, o wantDeskUser) *person {
	p := &person{e: env, asked: o.username, facts: &deskFacts{}}
	if o.user.Username != "" {
		p.row = &o.user
	}
	p.fresh = p.facts
	p.facts.known(env)
	return p
}

// known puts in what the connection knows of pool and client already.
func (f *deskFacts) known(e *Env) {
	if e.Pool != nil {
		f.pool = facts.Known(*e.Pool)
	}
	switch {
	case e.AppClient != nil:
		f.client = facts.Known(*e.AppClient)
	case e.Settings.Get(settings.ClientID) == "":
		f.client = facts.Of(cognito.AppClient{}, &cognito.Error{Op: "DescribeUserPoolClient", Kind: cognito.BadSettings})
	}
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

// look reads what a remedy may have changed, or judges anew: the clock may have gone on.
// Replies go to b's screen.
func (p *person) look(b *Base) tea.Cmd {
	if p.reading == "" && p.judged {
		p.judge()
		return nil
	}
	return p.next(b)
}

// next reads what is still missing; nil where all that can be known is. AdminGetUser,
// which the opened person alone is asked by, counts them among the users that are
// billed for the month.
func (p *person) next(b *Base) tea.Cmd {
	f, a, asked, name, found := p.fresh, p.e.Admin, p.asked, p.userOf(p.fresh).Username, p.foundIn(p.fresh)
	switch {
	case !f.user.Done() && p.e.unreadable() != "":
		f.user = facts.Of(cognito.FoundUser{}, &cognito.Error{Op: "AdminGetUser", Kind: cognito.NoCredentials})
	case !f.user.Done():
		return readOf(p, b, "the person", &f.user, func(ctx context.Context) (cognito.FoundUser, error) { return a.AdminGetUser(ctx, asked) })
	case !found && !goneIn(f):
	case !f.client.Done():
		return readOf(p, b, "the app client", &f.client, a.DescribeUserPoolClient)
	case !f.pool.Done():
		return readOf(p, b, "the pool", &f.pool, a.DescribeUserPool)
	case !found:
	case !f.groups.Done():
		return readOf(p, b, "the groups", &f.groups, func(ctx context.Context) ([]cognito.Group, error) { return a.AdminListGroupsForUser(ctx, name) })
	case !f.devices.Done():
		return readOf(p, b, "the devices", &f.devices, func(ctx context.Context) ([]cognito.RememberedDevice, error) { return a.AdminListDevices(ctx, name) })
	case !f.same.Done():
		of := p.userOf(f)
		return readOf(p, b, "who else has the address", &f.same, func(ctx context.Context) ([]cognito.FoundUser, error) { return facts.SameAddress(ctx, a, of) })
	case !f.events.Done():
		return readOf(p, b, "the last events", &f.events, func(ctx context.Context) ([]cognito.AuthEvent, error) {
			return a.AdminListUserAuthEvents(ctx, name, eventsRead)
		})
	}
	p.judge()
	return nil
}

func readOf[T any](p *person, b *Base, doing string, into *facts.Fact[T], read func(context.Context) (T, error)) tea.Cmd {
	p.reading = doing
	return readFact(b, into, read)
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
