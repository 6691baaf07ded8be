package localpool

import (
	"cmp"
	"slices"
	"strings"
)

// index finds users by what a filter of ListUsers is most often exact about. It
// is made when a filter needs it first, since most pools are never asked; a nil
// one is ready to use. The pool's lock guards it.
type index struct {
	subs   map[uuid]*user
	emails map[string][]*user // by the address in lower case, in no order
}

func (x *index) add(u *user) {
	if x == nil {
		return
	}
	x.subs[u.sub] = u
	if email := strings.ToLower(u.get("email")); email != "" {
		x.emails[email] = append(x.emails[email], u)
	}
}

func (x *index) remove(u *user) {
	if x == nil {
		return
	}
	delete(x.subs, u.sub)
	email := strings.ToLower(u.get("email"))
	left := slices.DeleteFunc(x.emails[email], func(o *user) bool { return o == u })
	if x.emails[email] = left; len(left) == 0 {
		delete(x.emails, email)
	}
}

// lookUp finds those who may pass an exact filter by user name, sub or email
// without looking at every user; ok is false for the others. The users come in
// their order. The caller holds the lock.
func (p *pool) lookUp(f filter) (found []*user, ok bool) {
	if f.prefix {
		return nil, false
	}
	switch f.attribute {
	case "username":
		found = []*user{p.names[p.fold(f.value)]}
	case "sub":
		id, _ := parseUUID(f.value)
		found = []*user{p.indexed().subs[id]}
	case "email":
		found = slices.Clone(p.indexed().emails[f.value])
		slices.SortFunc(found, func(a, b *user) int { return cmp.Compare(a.number, b.number) })
	default:
		return nil, false
	}
	return slices.DeleteFunc(found, func(u *user) bool { return u == nil }), true
}

func (p *pool) indexed() *index {
	if p.index == nil {
		p.index = &index{subs: make(map[uuid]*user, len(p.users)), emails: make(map[string][]*user, len(p.users))}
		for _, u := range p.users {
			p.index.add(u)
		}
	}
	return p.index
}
