package ui

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/why"
)

// What the screen "Why did this fail?" reads, one call after the other, each in a
// command. Nothing here changes anything; AdminGetUser, which costs, is asked for.

type (
	readClient  struct{ fact why.Fact[cognito.AppClient] }
	readPool    struct{ fact why.Fact[cognito.Pool] }
	readUsers   struct{ fact why.Fact[[]cognito.FoundUser] }
	readHolders struct{ fact why.Fact[[]cognito.FoundUser] }
	readNow     struct{ fact why.Fact[[]cognito.FoundUser] }
)

// factOf is what a read gave, or why it gave nothing.
func factOf[T any](v T, err error) why.Fact[T] {
	switch {
	case err == nil:
		return why.Known(v)
	case slices.Contains([]cognito.Kind{cognito.NoSuchPool, cognito.NoSuchClient, cognito.NotFound}, cognito.KindOf(err)):
		return why.Gone[T]()
	}
	if e := cognito.ErrorOf(err); e.Denied() {
		return why.Denied[T](whyUnread(err))
	}
	return why.Missing[T](whyUnread(err))
}

const noCredentialsWhy = "there are no AWS credentials"

// whyUnread says why a read failed, as a sentence's end.
func whyUnread(err error) string {
	e := cognito.ErrorOf(err)
	switch e.Kind {
	case cognito.NoCredentials:
		return noCredentialsWhy
	case cognito.CredentialsUnknown:
		return "AWS credentials are still being looked for"
	case cognito.CredentialsRefused:
		if e.Denied() {
			return "access denied, cognito-idp:" + e.Op + " isn't allowed"
		}
		return "AWS didn't accept the credentials"
	case cognito.Throttled:
		return "the service is too busy to answer"
	case cognito.BadSettings:
		return "no user pool id is set"
	}
	return "it can't be read, " + e.Kind.String()
}

// readable is why nothing can be read at all; empty where that isn't so.
func (e *Env) readable() string {
	switch {
	case e.Admin == nil:
		return noCredentialsWhy
	case e.Settings.Get(settings.UserPoolID) == "":
		return "no user pool id is set"
	}
	return ""
}

// next reads what the causes still need; nil where there is nothing left.
func (s *whyScreen) next() tea.Cmd {
	admin, user, n := s.env.Admin, s.facts.User, why.NeedsOf(s.of.err)
	off := s.env.readable()
	if off == "" && s.lacks {
		off = noCredentialsWhy
	}
	if off != "" {
		s.skip(off)
		s.settle()
		return nil
	}
	switch {
	case n.Client && !s.done["client"]:
		s.reads("client")
		return Call(&s.Base, "", func(ctx context.Context) (readClient, error) {
			return readClient{factOf(admin.DescribeUserPoolClient(ctx))}, nil
		})
	case n.Pool && !s.done["pool"]:
		s.reads("pool")
		return Call(&s.Base, "", func(ctx context.Context) (readPool, error) {
			return readPool{factOf(admin.DescribeUserPool(ctx))}, nil
		})
	case n.Users && !s.done["users"] && user != "":
		s.reads("users")
		return Call(&s.Base, "", func(ctx context.Context) (readUsers, error) {
			return readUsers{factOf(findUsers(ctx, admin, user))}, nil
		})
	case n.Holders && !s.done["holders"] && s.facts.Users.Known && len(s.facts.Users.Val) == 1:
		s.reads("holders")
		of := s.facts.Users.Val[0]
		return Call(&s.Base, "", func(ctx context.Context) (readHolders, error) {
			return readHolders{factOf(findHolders(ctx, admin, of))}, nil
		})
	}
	s.leaveOut()
	s.settle()
	return nil
}

// reads notes what is being read.
func (s *whyScreen) reads(what string) { s.done[what], s.reading = true, what }

// instead makes a call that a person asked for in place of the read in flight,
// which is made again after it.
func (s *whyScreen) instead(call tea.Cmd) tea.Cmd {
	delete(s.done, s.reading)
	return call
}

// skip says of all that wasn't read why not.
func (s *whyScreen) skip(reason string) {
	f := &s.facts
	if !f.Client.Known && f.Client.Why == "" {
		f.Client.Why = reason
	}
	if !f.Pool.Known && f.Pool.Why == "" {
		f.Pool.Why = reason
	}
	if !f.Users.Known && f.Users.Why == "" {
		f.Users.Why = reason
	}
	if !f.Holders.Known && f.Holders.Why == "" {
		f.Holders.Why = reason
	}
}

// leaveOut says of what can't be asked for why not.
func (s *whyScreen) leaveOut() {
	if s.facts.User == "" {
		s.facts.Users = why.Missing[[]cognito.FoundUser]("no user name was given")
	}
	s.skip("that needs the user, who wasn't found")
}

// findUsers looks for who goes by a name: as user name, else as an address or the
// preferred name. ListUsers costs nothing, and tells a change of this moment late.
func findUsers(ctx context.Context, admin *cognito.Admin, name string) ([]cognito.FoundUser, error) {
	attributes := []string{"username", "preferred_username"}
	switch {
	case strings.Contains(name, "@"):
		attributes = []string{"username", "email", "preferred_username"}
	case strings.HasPrefix(name, "+"):
		attributes = []string{"username", "phone_number", "preferred_username"}
	}
	for _, a := range attributes {
		found, err := admin.FindUsers(ctx, cognito.Filter{Attribute: a, Value: name}, maxFound)
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return nil, nil
}

// maxFound bounds how many users of one name are read.
const maxFound = 10

// findHolders looks for other users with a verified address of this one.
func findHolders(ctx context.Context, admin *cognito.Admin, of cognito.FoundUser) ([]cognito.FoundUser, error) {
	var holders []cognito.FoundUser
	for _, a := range of.Attributes {
		if a.Name != "email" && a.Name != "phone_number" || a.Value == "" {
			continue
		}
		found, err := admin.FindUsers(ctx, cognito.Filter{Attribute: a.Name, Value: a.Value}, maxFound)
		if err != nil {
			return nil, err
		}
		for _, u := range found {
			if u.Username != of.Username && slices.Contains(u.Attributes, cognito.Attribute{Name: a.Name + "_verified", Value: "true"}) {
				holders = append(holders, u)
			}
		}
	}
	return holders, nil
}

// readUserNow asks AdminGetUser, which tells a change of this moment.
func (s *whyScreen) readUserNow() tea.Cmd {
	admin, name := s.env.Admin, s.facts.User
	if len(s.facts.Users.Val) == 1 {
		name = s.facts.Users.Val[0].Username
	}
	return s.instead(Call(&s.Base, "Reading the user", func(ctx context.Context) (readNow, error) {
		u, err := admin.AdminGetUser(ctx, name)
		if cognito.KindOf(err) == cognito.NoSuchUser {
			return readNow{why.Known([]cognito.FoundUser(nil))}, nil
		}
		return readNow{factOf([]cognito.FoundUser{u}, err)}, nil
	}))
}
