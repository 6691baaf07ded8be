package cognito

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Protection names users and groups of whom nothing is changed.
type Protection struct {
	// Users are user names, subs, emails or phone numbers, whatever their case. Nobody
	// else is given one of them as an address or a name.
	Users []string
	// Groups protect their members, and who is a member.
	Groups []string
}

// Permits says whether the settings let a change be made of a user in groups, and
// why not: an *Error of Kind ReadOnly, Protected or NotRecorded. It makes no call.
func (a *Admin) Permits(c Change, user FoundUser, groups []string) error {
	if err := a.mayChange(c.Operation()); err != nil {
		return err
	}
	if why := a.config.Protected.refuses(c, user, groups); why != "" {
		return &Error{Op: c.Operation(), Kind: Protected, Err: errors.New(why)}
	}
	return nil
}

// mayChange says whether anything may be changed at all.
func (a *Admin) mayChange(op string) error {
	switch {
	case a.ReadOnly():
		return &Error{Op: op, Kind: ReadOnly, Err: errors.New(a.config.ReadOnly)}
	case a.config.Recorder == nil:
		return &Error{Op: op, Kind: NotRecorded, Err: errNoRecorder}
	}
	return nil
}

var errNoRecorder = errors.New("there is nowhere to record changes")

// ReadOnly tells whether Config.ReadOnly lets no change be made.
func (a *Admin) ReadOnly() bool { return a.config.ReadOnly != "" }

// refuses says why a change is not made; empty where it is.
func (p Protection) refuses(c Change, user FoundUser, groups []string) string {
	if protected := p.user(append(aliases(user.Attributes), user.Username, user.Sub)); protected != "" {
		return fmt.Sprintf("%q is among the protected users", protected)
	}
	if protected := p.user(aliases(attributesSetBy(c))); protected != "" {
		return fmt.Sprintf("%q belongs to a protected user, so nobody is given it", protected)
	}
	switch c := c.(type) {
	case AddToGroup:
		groups = append(slices.Clone(groups), c.Group)
	case RemoveFromGroup:
		groups = append(slices.Clone(groups), c.Group)
	}
	for _, protected := range p.Groups {
		if slices.Contains(groups, protected) { // group names are case-sensitive
			return fmt.Sprintf("the group %q is protected", protected)
		}
	}
	return ""
}

// user is the protected user that one of the names is of; empty where none is.
func (p Protection) user(names []string) string {
	for _, protected := range p.Users {
		for _, name := range names {
			if name != "" && strings.EqualFold(name, protected) {
				return protected
			}
		}
	}
	return ""
}

// aliases are the values by which a user with these attributes may be called, where
// the pool lets them.
func aliases(list []Attribute) []string {
	return []string{Value(list, "email"), Value(list, "phone_number"), Value(list, "preferred_username")}
}
