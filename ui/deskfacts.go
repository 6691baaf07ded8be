package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/settings"
)

// deskFacts are what the card knows of a person, read one after the other.
type deskFacts struct {
	user    facts.Fact[cognito.FoundUser]
	pool    facts.Fact[cognito.Pool]
	client  facts.Fact[cognito.AppClient]
	groups  facts.Fact[[]cognito.Group]
	same    facts.Fact[[]cognito.FoundUser]
	devices facts.Fact[[]cognito.RememberedDevice]
	events  facts.Fact[[]cognito.AuthEvent]
}

// deskStep is one read of the card. It answers what to do with what it found.
type deskStep struct {
	doing string // what is being read
	done  func(*deskFacts) bool
	read  func(context.Context, *cognito.Admin, cognito.FoundUser) func(*deskFacts)
	gone  bool // it is of use for a person who isn't there, too
}

// eventsRead is how many auth events the card shows and judges.
const eventsRead = 10

// deskSteps are the reads after that of the person, which costs.
var deskSteps = []deskStep{
	{"the app client", func(f *deskFacts) bool { return f.client.Done() },
		func(ctx context.Context, a *cognito.Admin, _ cognito.FoundUser) func(*deskFacts) {
			v := facts.Of(a.DescribeUserPoolClient(ctx))
			return func(f *deskFacts) { f.client = v }
		}, true},
	{"the pool", func(f *deskFacts) bool { return f.pool.Done() },
		func(ctx context.Context, a *cognito.Admin, _ cognito.FoundUser) func(*deskFacts) {
			v := facts.Of(a.DescribeUserPool(ctx))
			return func(f *deskFacts) { f.pool = v }
		}, true},
	{"the groups", func(f *deskFacts) bool { return f.groups.Done() },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := facts.Of(a.AdminListGroupsForUser(ctx, u.Username))
			return func(f *deskFacts) { f.groups = v }
		}, false},
	{"the devices", func(f *deskFacts) bool { return f.devices.Done() },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := facts.Of(a.AdminListDevices(ctx, u.Username))
			return func(f *deskFacts) { f.devices = v }
		}, false},
	{"who else has the address", func(f *deskFacts) bool { return f.same.Done() },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := facts.Of(facts.SameAddress(ctx, a, u))
			return func(f *deskFacts) { f.same = v }
		}, false},
	{"the last events", func(f *deskFacts) bool { return f.events.Done() },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := facts.Of(a.AdminListUserAuthEvents(ctx, u.Username, eventsRead))
			return func(f *deskFacts) { f.events = v }
		}, false},
}

// deskRead is what a read found.
type deskRead struct{ keep func(*deskFacts) }

// next reads what is still missing; nil where all that can be known is.
func (s *deskUser) next() tea.Cmd {
	if !s.fresh.user.Done() {
		return s.readPerson()
	}
	admin, user, found := s.env.Admin, s.personOf(s.fresh), s.foundIn(s.fresh)
	for _, step := range deskSteps {
		if step.done(s.fresh) || !found && (!step.gone || !goneIn(s.fresh)) {
			continue
		}
		s.reading = step.doing
		return Call(&s.Base, "", func(ctx context.Context) (deskRead, error) {
			return deskRead{step.read(ctx, admin, user)}, nil
		})
	}
	s.reading = ""
	s.judge()
	return nil
}

// readPerson asks AdminGetUser, which the opened person alone is asked by: it counts
// them among the users that are billed for the month.
func (s *deskUser) readPerson() tea.Cmd {
	if off := s.env.unreadable(); off != "" {
		s.fresh.user = facts.Of(cognito.FoundUser{}, &cognito.Error{Op: "AdminGetUser", Kind: cognito.NoCredentials})
		s.judge()
		return nil
	}
	admin, name := s.env.Admin, s.asked
	s.reading = "the person"
	return Call(&s.Base, "", func(ctx context.Context) (deskRead, error) {
		v := facts.Of(admin.AdminGetUser(ctx, name))
		return deskRead{func(f *deskFacts) { f.user = v }}, nil
	})
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
func (s *deskUser) found() bool { return s.foundIn(s.facts) }

func (s *deskUser) foundIn(f *deskFacts) bool {
	return f.user.Known || s.row != nil && !goneIn(f)
}

// gone tells that the service knows no such person.
func (s *deskUser) gone() bool { return goneIn(s.facts) }

func goneIn(f *deskFacts) bool { return cognito.KindOf(f.user.Err) == cognito.NoSuchUser }

// person is who the card is of: as read now, or else as the search found them.
func (s *deskUser) person() cognito.FoundUser { return s.personOf(s.facts) }

func (s *deskUser) personOf(f *deskFacts) cognito.FoundUser {
	switch {
	case f.user.Known:
		return f.user.Val
	case s.row != nil:
		return *s.row
	}
	return cognito.FoundUser{Username: s.asked}
}
