package ui

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
)

// looked is something that was looked for of a person: what was found, or why it
// wasn't. The zero value wasn't looked for yet.
type looked[T any] struct {
	val  T
	done bool
	err  error
}

func lookedUp[T any](val T, err error) looked[T] { return looked[T]{val, true, err} }

// known tells that it was found.
func (l looked[T]) known() bool { return l.done && l.err == nil }

// off is why there is nothing to show, empty where there is: what is being read
// still, or what the credentials or the pool's plan lack.
func (l looked[T]) off() string {
	switch {
	case !l.done:
		return "…"
	case l.err != nil:
		return offWords(l.err)
	}
	return ""
}

// offWords says of a read that failed what it would take.
func offWords(err error) string {
	e := cognito.ErrorOf(err)
	switch {
	case e.Kind == cognito.ThreatProtectionOff:
		return "off: they are kept with threat protection, in the plan PLUS"
	case e.Kind == cognito.PoolMisconfigured && e.Op == "AdminListDevices": // as a pool without device tracking answers (unconfirmed)
		return "off: this pool remembers no devices"
	case e.Denied():
		return "off: needs cognito-idp:" + e.Op
	}
	return "not read: " + e.Kind.String()
}

// deskFacts are what the card knows of a person, read one after the other.
type deskFacts struct {
	user    looked[cognito.FoundUser]
	pool    looked[cognito.Pool]
	client  looked[cognito.AppClient]
	groups  looked[[]cognito.Group]
	same    looked[[]cognito.FoundUser]
	devices looked[[]cognito.RememberedDevice]
	events  looked[[]cognito.AuthEvent]
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
	{"the app client", func(f *deskFacts) bool { return f.client.done },
		func(ctx context.Context, a *cognito.Admin, _ cognito.FoundUser) func(*deskFacts) {
			v := lookedUp(a.DescribeUserPoolClient(ctx))
			return func(f *deskFacts) { f.client = v }
		}, true},
	{"the pool", func(f *deskFacts) bool { return f.pool.done },
		func(ctx context.Context, a *cognito.Admin, _ cognito.FoundUser) func(*deskFacts) {
			v := lookedUp(a.DescribeUserPool(ctx))
			return func(f *deskFacts) { f.pool = v }
		}, true},
	{"the groups", func(f *deskFacts) bool { return f.groups.done },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := lookedUp(a.AdminListGroupsForUser(ctx, u.Username))
			return func(f *deskFacts) { f.groups = v }
		}, false},
	{"the devices", func(f *deskFacts) bool { return f.devices.done },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := lookedUp(a.AdminListDevices(ctx, u.Username))
			return func(f *deskFacts) { f.devices = v }
		}, false},
	{"who else has the address", func(f *deskFacts) bool { return f.same.done },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := lookedUp(sameAddress(ctx, a, u))
			return func(f *deskFacts) { f.same = v }
		}, false},
	{"the last events", func(f *deskFacts) bool { return f.events.done },
		func(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) func(*deskFacts) {
			v := lookedUp(a.AdminListUserAuthEvents(ctx, u.Username, eventsRead))
			return func(f *deskFacts) { f.events = v }
		}, false},
}

// sameAddress finds the other users with the email or the phone number of u, by
// ListUsers.
func sameAddress(ctx context.Context, a *cognito.Admin, u cognito.FoundUser) ([]cognito.FoundUser, error) {
	var others []cognito.FoundUser
	for _, name := range []string{"email", "phone_number"} {
		address := u.Value(name)
		if address == "" {
			continue
		}
		found, err := a.FindUsers(ctx, cognito.Filter{Attribute: name, Value: address}, maxFound)
		if err != nil {
			return others, err
		}
		for _, f := range found {
			isKnown := func(o cognito.FoundUser) bool { return o.Username == f.Username }
			if f.Username != u.Username && !slices.ContainsFunc(others, isKnown) {
				others = append(others, f)
			}
		}
	}
	return others, nil
}

// deskRead is what a read found.
type deskRead struct{ keep func(*deskFacts) }

// next reads what is still missing; nil where all that can be known is.
func (s *deskUser) next() tea.Cmd {
	if !s.fresh.user.done {
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
	if off := s.env.readable(); off != "" {
		s.fresh.user = lookedUp(cognito.FoundUser{}, error(&cognito.Error{Op: "AdminGetUser", Kind: cognito.NoCredentials}))
		s.judge()
		return nil
	}
	admin, name := s.env.Admin, s.asked
	s.reading = "the person"
	return Call(&s.Base, "", func(ctx context.Context) (deskRead, error) {
		v := lookedUp(admin.AdminGetUser(ctx, name))
		return deskRead{func(f *deskFacts) { f.user = v }}, nil
	})
}

// known puts in what the connection knows of pool and client already.
func (f *deskFacts) known(e *Env) {
	if e.Pool != nil {
		f.pool = lookedUp(*e.Pool, nil)
	}
	switch {
	case e.AppClient != nil:
		f.client = lookedUp(*e.AppClient, nil)
	case e.Settings.Get(settings.ClientID) == "":
		f.client = lookedUp(cognito.AppClient{}, error(&cognito.Error{Op: "DescribeUserPoolClient", Kind: cognito.BadSettings}))
	}
}

// found tells that there is such a person, as far as can be read.
func (s *deskUser) found() bool { return s.foundIn(s.facts) }

func (s *deskUser) foundIn(f *deskFacts) bool {
	return f.user.known() || s.row != nil && !goneIn(f)
}

// gone tells that the service knows no such person.
func (s *deskUser) gone() bool { return goneIn(s.facts) }

func goneIn(f *deskFacts) bool { return cognito.KindOf(f.user.err) == cognito.NoSuchUser }

// person is who the card is of: as read now, or else as the search found them.
func (s *deskUser) person() cognito.FoundUser { return s.personOf(s.facts) }

func (s *deskUser) personOf(f *deskFacts) cognito.FoundUser {
	switch {
	case f.user.known():
		return f.user.val
	case s.row != nil:
		return *s.row
	}
	return cognito.FoundUser{Username: s.asked}
}
