package bulk

import (
	"context"
	"slices"
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/cognito/lazy"
)

// finder looks for the users of a list with ListUsers.
type finder struct {
	service  Service
	pace     Pacer
	tell     func(read, of int) // how far it is; of is 0 where that isn't known
	estimate int                // users of the pool; 0 where that isn't known
}

const (
	pageSize = 60 // of ListUsers
	// unknownSize is how many calls by name are made of a pool whose size isn't known
	// before it is read whole.
	unknownSize = 500
	// patience is how often a call is tried again that was refused as one too many;
	// before each the pace is slower.
	patience = 8
)

// find gives the users of each entry: none, one, or two where it isn't sure which.
// It looks for each by itself, or reads the whole pool where that takes fewer calls.
func (f *finder) find(ctx context.Context, entries []Entry) ([][]cognito.FoundUser, error) {
	found := make([][]cognito.FoundUser, len(entries))
	calls := 0
	for i, e := range entries {
		if e.User != nil {
			found[i] = []cognito.FoundUser{*e.User}
			continue
		}
		calls += len(keysOf(e))
	}
	pages := f.estimate/pageSize + 1
	if f.estimate <= 0 {
		pages = unknownSize
	}
	if calls > pages {
		return found, f.byPages(ctx, entries, found)
	}
	return found, f.byName(ctx, entries, found)
}

// key is what a user is found by.
type key struct{ attribute, value string }

var uuid = lazy.New(`(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// keysOf are what an entry is looked for by. A column that may hold anything is
// looked at for what it holds.
func keysOf(e Entry) []key {
	if e.By != ByAny {
		return []key{keyOf(string(e.By), e.Text)}
	}
	keys := []key{keyOf("username", e.Text)}
	switch {
	case strings.Contains(e.Text, "@"):
		keys = append(keys, keyOf("email", e.Text))
	case strings.HasPrefix(e.Text, "+"):
		keys = append(keys, keyOf("phone_number", e.Text))
	case uuid.MatchString(e.Text):
		keys = append(keys, keyOf("sub", e.Text))
	}
	return keys
}

// keyOf has no capitals where they don't count: of user names they do. Source: API
// reference, ListUsers.
func keyOf(attribute, value string) key {
	if attribute != "username" {
		value = strings.ToLower(value)
	}
	return key{attribute, value}
}

// byName looks for each entry by exact filters.
func (f *finder) byName(ctx context.Context, entries []Entry, found [][]cognito.FoundUser) error {
	for i, e := range entries {
		if e.User == nil {
			for _, k := range keysOf(e) {
				users, err := f.exact(ctx, cognito.Filter{Attribute: k.attribute, Value: e.Text})
				if err != nil {
					return err
				}
				for _, u := range users {
					found[i] = with(found[i], u)
				}
			}
		}
		f.told(i+1, len(entries))
	}
	return nil
}

func (f *finder) told(n, of int) {
	if f.tell != nil {
		f.tell(n, of)
	}
}

// with adds a user who isn't there yet; of more than two it keeps two.
func with(users []cognito.FoundUser, u cognito.FoundUser) []cognito.FoundUser {
	if len(users) > 1 || slices.ContainsFunc(users, func(o cognito.FoundUser) bool { return o.Username == u.Username }) {
		return users
	}
	return append(users, u)
}

// exact reads at most two users whom a filter finds, over empty pages.
func (f *finder) exact(ctx context.Context, filter cognito.Filter) ([]cognito.FoundUser, error) {
	var users []cognito.FoundUser
	for token := ""; ; {
		page, err := f.page(ctx, filter, token)
		if err != nil {
			return nil, err
		}
		users = append(users, page.Users...)
		if token = page.Next; token == "" || len(users) > 1 {
			return users, nil
		}
	}
}

// byPages reads the whole pool once and keeps those who are asked for.
func (f *finder) byPages(ctx context.Context, entries []Entry, found [][]cognito.FoundUser) error {
	wanted := map[key][]int{}
	for i, e := range entries {
		if e.User == nil {
			for _, k := range keysOf(e) {
				wanted[k] = append(wanted[k], i)
			}
		}
	}
	read := 0
	for token := ""; ; {
		page, err := f.page(ctx, cognito.Filter{}, token)
		if err != nil {
			return err
		}
		for _, u := range page.Users {
			for _, attribute := range []string{"username", "sub", "email", "phone_number"} {
				value := u.Value(attribute)
				if value == "" {
					continue
				}
				for _, i := range wanted[keyOf(attribute, value)] {
					found[i] = with(found[i], u)
				}
			}
		}
		read += len(page.Users)
		f.told(read, max(read, f.estimate))
		if token = page.Next; token == "" {
			return nil
		}
	}
}

// page reads one page within the pace; one call too many is tried again more slowly.
func (f *finder) page(ctx context.Context, filter cognito.Filter, token string) (cognito.UsersPage, error) {
	for tries := 0; ; tries++ {
		if err := f.pace.Wait(ctx); err != nil {
			return cognito.UsersPage{}, err
		}
		page, err := f.service.UsersPage(ctx, filter, token)
		if cognito.KindOf(err) != cognito.Throttled || tries == patience {
			return page, err
		}
		f.pace.Throttled()
	}
}
