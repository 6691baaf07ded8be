package localpool

import (
	"cmp"
	"slices"
	"time"
)

// lists remembers what users were like a short while ago, so that lists may show
// them late. It holds something only while LagLists is on, and of users only who
// were called for within its time. The pool's lock guards it; the zero value is
// ready to use.
type lists struct {
	past sweeping[*user, []row] // the oldest first
	gone []*user                // those who were deleted, by their numbers
}

// row is what a user was like until then; a nil user wasn't there yet.
type row struct {
	until time.Time
	user  *user
}

// LagLists makes ListUsers, and what else lists users, eventually consistent, as
// the service's lists are: what is written from now on shows there only once d
// has passed on the pool's clock. Until then users who were changed have their old
// row, new ones are missing and deleted ones are still there. AdminGetUser is
// always current. A d of zero or less turns it off, as it is at first; lists are
// current again at once then. Source: AWS SDK, ListUsers.
func (s *Server) LagLists(d time.Duration) {
	s.lag.Store(int64(max(d, 0)))
	if d <= 0 {
		for _, p := range s.state.Load().order {
			p.mu.Lock()
			p.lists = lists{}
			p.mu.Unlock()
		}
	}
	s.change()
}

// ListsLag is what LagLists was given last; 0 while lists are current.
func (s *Server) ListsLag() time.Duration { return time.Duration(s.lag.Load()) }

// before keeps what u is like now, since the caller may change it. Every way to a
// user that a call may change leads here.
func (p *pool) before(u *user) {
	if u == nil || p.server.lag.Load() == 0 {
		return
	}
	now := p.server.Now()
	past, _ := p.lists.past.get(u)
	last := len(past) - 1
	switch {
	case last < 0 || past[last].user == nil || !past[last].user.looksLike(u):
		if last < 0 || past[last].until.Before(now) {
			p.rememberRow(u, row{now, u.copied()})
		}
	case past[last].until.Before(now):
		past[last].until = now
	}
}

// rememberRow adds a row of the past and drops those that no list shows any more.
func (p *pool) rememberRow(u *user, r row) {
	since := r.until.Add(-p.server.ListsLag())
	past, _ := p.lists.past.get(u)
	past = slices.DeleteFunc(past, func(x row) bool { return !x.until.After(since) })
	p.lists.past.put(u, append(past, r), func(x []row) bool { return !x[len(x)-1].until.After(since) })
}

// appeared keeps that a new user wasn't there before now.
func (p *pool) appeared(u *user) {
	if p.server.lag.Load() > 0 {
		p.rememberRow(u, row{until: p.server.Now()})
	}
}

// vanished keeps a user in lists who is deleted now.
func (p *pool) vanished(u *user) {
	if p.before(u); p.server.lag.Load() == 0 {
		return
	}
	now := p.server.Now()
	p.lists.gone = slices.DeleteFunc(p.lists.gone, func(x *user) bool { return p.listed(x, now) == nil })
	i, _ := slices.BinarySearchFunc(p.lists.gone, u.number, func(x *user, n uint32) int { return cmp.Compare(x.number, n) })
	p.lists.gone = slices.Insert(p.lists.gone, i, u)
}

// listed is what lists show of a user: as they are, or as they were where that
// was less than the lag ago; nil is nothing. The caller holds the lock and changes
// nothing of it.
func (p *pool) listed(u *user, now time.Time) *user {
	if past, ok := p.lists.past.get(u); ok {
		since := now.Add(-p.server.ListsLag())
		for _, r := range past {
			if r.until.After(since) {
				return r.user
			}
		}
	}
	if u.gone {
		return nil
	}
	return u
}

// alsoBefore adds to those who pass an exact filter now who may have passed it a
// short while ago, in the order of their numbers.
func (p *pool) alsoBefore(users []*user) []*user {
	if len(p.lists.past.m) == 0 {
		return users
	}
	for u := range p.lists.past.m {
		users = append(users, u)
	}
	slices.SortFunc(users, func(a, b *user) int { return cmp.Compare(a.number, b.number) })
	return slices.Compact(users)
}

// copied is u with what lists show of it.
func (u *user) copied() *user {
	c := *u
	c.attributes, c.groups = slices.Clone(u.attributes), slices.Clone(u.groups)
	return &c
}

// looksLike tells that lists would show the same.
func (u *user) looksLike(o *user) bool {
	return u.status == o.status && u.disabled == o.disabled && u.modified == o.modified &&
		slices.Equal(u.attributes, o.attributes) && slices.Equal(u.groups, o.groups)
}
