package find

import "cognito-tui/cognito"

// Enabled narrows by whether a user may sign in.
type Enabled int

// The choices of the facet.
const (
	Either Enabled = iota
	OnlyEnabled
	OnlyDisabled
)

// Statuses are the values of UserStatus that a user of today can have (API
// reference, UserType).
var Statuses = []string{"UNCONFIRMED", "CONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD", "EXTERNAL_PROVIDER"}

// Facets narrow what is found. The zero value takes all.
type Facets struct {
	Status  string // one of Statuses; empty for any
	Enabled Enabled
}

// Take tells whether the facets let a user pass.
func (f Facets) Take(u *cognito.FoundUser) bool {
	return (f.Status == "" || f.Status == u.Status) && (f.Enabled == Either || (f.Enabled == OnlyEnabled) == u.Enabled)
}

// Within tells whether everyone whom f takes is taken by wider as well.
func (f Facets) Within(wider Facets) bool {
	return (wider.Status == "" || wider.Status == f.Status) && (wider.Enabled == Either || wider.Enabled == f.Enabled)
}

// filter is the condition that the service narrows by: it takes one only, the status
// before the other, since fewer users share it.
func (f Facets) filter() cognito.Filter {
	switch {
	case f.Status != "":
		return cognito.Filter{Attribute: "cognito:user_status", Value: f.Status}
	case f.Enabled == OnlyEnabled:
		return cognito.Filter{Attribute: "status", Value: "Enabled"}
	case f.Enabled == OnlyDisabled:
		return cognito.Filter{Attribute: "status", Value: "Disabled"}
	}
	return cognito.Filter{}
}
