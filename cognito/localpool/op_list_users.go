package localpool

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

const (
	usersPage = 60    // users of a page where no Limit is given
	usersScan = 10000 // users that one page looks at, so that it costs the same at any size
)

// listUsers lists the users whom the filter lets pass, in the order in which
// they came; those that come between two pages are on a later one. A page may
// hold fewer than there are, or none, and a token all the same.
func listUsers(c *call) (any, error) {
	f, err := parseFilter(c.in.str("Filter"))
	if err != nil {
		return nil, err
	}
	after, err := c.numberAfter("PaginationToken", c.usersAsked())
	if err != nil {
		return nil, err
	}
	size := c.in.number("Limit")
	if size == 0 {
		size = usersPage
	}
	p := c.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	found, last, more := p.pageOf(f, after, size, c.now)
	answer := struct {
		Users           []adminUser
		PaginationToken string `json:",omitempty"`
	}{Users: []adminUser{}}
	for _, u := range found {
		shown := u.describe()
		if shown.Attributes, err = u.wanted(c.in.list("AttributesToGet")); err != nil {
			return nil, err
		}
		answer.Users = append(answer.Users, shown)
	}
	if more {
		answer.PaginationToken = c.sealNumber(last, c.usersAsked())
	}
	return answer, nil
}

// pageOf finds the next users after the one with this number whom a filter lets
// pass, the number that the page after it goes on from, and whether there may be
// one.
func (p *pool) pageOf(f filter, after uint32, size int, now time.Time) (found []*user, last uint32, more bool) {
	users, exact := p.lookUp(f)
	gone := p.lists.gone
	if exact {
		users, gone = p.alsoBefore(users), nil
	} else {
		users = p.users
	}
	return p.scan(users, gone, after, size, now, f.matches)
}

// scan finds the next of two lists of users, each in the order of their numbers,
// as lists show them now.
func (p *pool) scan(users, gone []*user, after uint32, size int, now time.Time,
	passes func(*user) bool) (found []*user, last uint32, more bool) {
	users, gone = beyond(users, after), beyond(gone, after)
	for i := 0; len(users)+len(gone) > 0; i++ {
		if len(found) == size || i == usersScan {
			return found, last, true
		}
		from := &users
		if len(users) == 0 || len(gone) > 0 && gone[0].number < users[0].number {
			from = &gone
		}
		u := (*from)[0]
		last, *from = u.number, (*from)[1:]
		if u = p.listed(u, now); u != nil && passes(u) {
			found = append(found, u)
		}
	}
	return found, last, false
}

// beyond leaves out the users up to the one with this number.
func beyond(users []*user, number uint32) []*user {
	from, _ := slices.BinarySearchFunc(users, number, func(u *user, n uint32) int {
		return cmp.Or(cmp.Compare(u.number, n), -1)
	})
	return users[from:]
}

// wanted are the attributes that AttributesToGet names, or all. One that the user
// hasn't is refused. Source: AWS SDK, ListUsers; the text is unconfirmed.
func (u *user) wanted(names []string) ([]Attribute, error) {
	if len(names) == 0 {
		return u.shown(everything), nil
	}
	for _, name := range names {
		if name != "sub" && u.get(name) == "" {
			return nil, invalidParameter("One or more requested attributes do not exist.")
		}
	}
	list := u.shown(func(name string) bool { return contains(names, name) })
	if !contains(names, "sub") {
		list = list[1:]
	}
	return list, nil
}

// usersAsked are the members that must stay the same from page to page; an empty
// one is as good as none.
func (c *call) usersAsked() string {
	return strings.Join([]string{c.in.str("Filter"), toJSON(c.in.number("Limit")),
		toJSON(append([]string{}, c.in.list("AttributesToGet")...))}, "\x00")
}
