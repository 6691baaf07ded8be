package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/why"
)

// What the screen "Why did this fail?" reads, one call after the other, each in a
// command. Nothing here changes anything; AdminGetUser, which costs, is asked for.

// whyReadNow is the user as AdminGetUser tells them.
type whyReadNow struct {
	users facts.Fact[[]cognito.FoundUser]
}

// next reads what the causes still need; nil where there is nothing left.
func (s *whyScreen) next() tea.Cmd {
	admin, user, n := s.env.Admin, s.facts.User, why.NeedsOf(s.of.err)
	off := s.env.unreadable()
	if off == "" && s.lacks {
		off = facts.NoCredentials
	}
	if off != "" {
		s.skip(off)
		s.settle()
		return nil
	}
	switch {
	case n.Client && !s.done["client"]:
		return readInto(s, "client", &s.facts.Client, admin.DescribeUserPoolClient)
	case n.Pool && !s.done["pool"]:
		return readInto(s, "pool", &s.facts.Pool, admin.DescribeUserPool)
	case n.Users && !s.done["users"] && user != "":
		return readInto(s, "users", &s.facts.Users, func(ctx context.Context) ([]cognito.FoundUser, error) {
			return facts.Named(ctx, admin, user)
		})
	case n.Holders && !s.done["holders"] && s.facts.Users.Known && len(s.facts.Users.Val) == 1:
		of := s.facts.Users.Val[0]
		return readInto(s, "holders", &s.facts.Holders, func(ctx context.Context) ([]cognito.FoundUser, error) {
			return facts.Holders(ctx, admin, of)
		})
	}
	s.leaveOut()
	s.settle()
	return nil
}

// readInto reads a fact that the causes need.
func readInto[T any](s *whyScreen, what string, into *facts.Fact[T], read func(context.Context) (T, error)) tea.Cmd {
	s.done[what], s.reading = true, what
	return readFact(&s.Base, into, read)
}

// instead makes a call that a person asked for in place of the read in flight,
// which is made again after it.
func (s *whyScreen) instead(call tea.Cmd) tea.Cmd {
	delete(s.done, s.reading)
	return call
}

// skip says of all that wasn't read why not.
func (s *whyScreen) skip(reason string) {
	f := &s.facts
	f.Client, f.Pool = f.Client.OrMissing(reason), f.Pool.OrMissing(reason)
	f.Users, f.Holders = f.Users.OrMissing(reason), f.Holders.OrMissing(reason)
}

// leaveOut says of what can't be asked for why not.
func (s *whyScreen) leaveOut() {
	if s.facts.User == "" {
		s.facts.Users = facts.Missing[[]cognito.FoundUser]("no user name was given")
	}
	s.skip("that needs the user, who wasn't found")
}

// readUserNow asks AdminGetUser, which tells a change of this moment.
func (s *whyScreen) readUserNow() tea.Cmd {
	admin, name := s.env.Admin, s.facts.User
	if len(s.facts.Users.Val) == 1 {
		name = s.facts.Users.Val[0].Username
	}
	return s.instead(Call(&s.Base, "Reading the user", func(ctx context.Context) (whyReadNow, error) {
		u, err := admin.AdminGetUser(ctx, name)
		if cognito.KindOf(err) == cognito.NoSuchUser {
			return whyReadNow{facts.Known[[]cognito.FoundUser](nil)}, nil
		}
		return whyReadNow{facts.Of([]cognito.FoundUser{u}, err)}, nil
	}))
}
