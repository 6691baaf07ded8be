package ui

import (
	"context"

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
