package facts

import (
	"context"
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// Finder finds users, as *cognito.Admin does: by ListUsers, which costs nothing and
// tells a change of this moment late.
type Finder interface {
	FindUsers(ctx context.Context, filter cognito.Filter, limit int) ([]cognito.FoundUser, error)
}

// enough bounds how many users of one name or address are read.
const enough = 10

// Named finds who goes by a name: as user name, else as an address or the preferred
// name.
func Named(ctx context.Context, in Finder, name string) ([]cognito.FoundUser, error) {
	attributes := []string{"username", "preferred_username"}
	switch {
	case strings.Contains(name, "@"):
		attributes = []string{"username", "email", "preferred_username"}
	case strings.HasPrefix(name, "+"):
		attributes = []string{"username", "phone_number", "preferred_username"}
	}
	for _, a := range attributes {
		found, err := in.FindUsers(ctx, cognito.Filter{Attribute: a, Value: name}, enough)
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return nil, nil
}

// SameAddress finds the other users with the email or the phone number of a user;
// with an error those that were found before it.
func SameAddress(ctx context.Context, in Finder, of cognito.FoundUser) ([]cognito.FoundUser, error) {
	return others(ctx, in, of, func(cognito.FoundUser, string) bool { return true })
}

// Holders finds the other users that have verified an address of a user.
func Holders(ctx context.Context, in Finder, of cognito.FoundUser) ([]cognito.FoundUser, error) {
	return others(ctx, in, of, cognito.FoundUser.Verified)
}

func others(ctx context.Context, in Finder, of cognito.FoundUser, counts func(cognito.FoundUser, string) bool) ([]cognito.FoundUser, error) {
	var list []cognito.FoundUser
	for _, address := range []string{"email", "phone_number"} {
		value := of.Value(address)
		if value == "" {
			continue
		}
		found, err := in.FindUsers(ctx, cognito.Filter{Attribute: address, Value: value}, enough)
		if err != nil {
			return list, err
		}
		for _, u := range found {
			known := func(o cognito.FoundUser) bool { return o.Username == u.Username }
			if u.Username != of.Username && counts(u, address) && !slices.ContainsFunc(list, known) {
				list = append(list, u)
			}
		}
	}
	return list, nil
}
