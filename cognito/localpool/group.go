package localpool

import (
	"slices"
	"time"
)

// Quotas of groups. Source: AWS developer guide, quotas.
const (
	maxGroups     = 10000 // of a pool
	maxUserGroups = 100   // of a user
)

// errNoGroup is the service's answer to a group that isn't there.
var errNoGroup = refuse("ResourceNotFoundException", "Group not found.")

// group is one group of a pool. Its pool's lock guards it.
type group struct {
	GroupConfig
	created, modified time.Time
}

// addGroup adds a group under a name that is free.
func (p *pool) addGroup(c GroupConfig, now time.Time) *group {
	g := &group{GroupConfig: c, created: now, modified: now}
	p.groups[c.Name] = g
	p.groupList = append(p.groupList, g)
	return g
}

// dropGroup deletes a group and takes every user out of it. Source: API
// reference, DeleteGroup: it contributes to no claims any more.
func (p *pool) dropGroup(g *group) {
	delete(p.groups, g.Name)
	p.groupList = slices.DeleteFunc(p.groupList, func(x *group) bool { return x == g })
	for _, u := range p.users {
		if contains(u.groups, g.Name) {
			p.before(u)
			u.leave(g.Name)
		}
	}
}

// groupsOf lists the groups that a user is in.
func (p *pool) groupsOf(u *user) []*group {
	var list []*group
	for _, name := range u.groups {
		if g := p.groups[name]; g != nil {
			list = append(list, g)
		}
	}
	return list
}

// join puts the user into a group; once is enough.
func (u *user) join(name string) {
	if !contains(u.groups, name) {
		u.groups = append(slices.Clip(u.groups), name)
	}
}

// leave takes the user out of a group; one that they aren't in changes nothing.
func (u *user) leave(name string) {
	if contains(u.groups, name) {
		u.groups = slices.DeleteFunc(slices.Clone(u.groups), func(x string) bool { return x == name })
	}
}

// groupType is a group as the API shows one.
type groupType struct {
	GroupName        string
	UserPoolId       string
	Description      string `json:",omitempty"`
	RoleArn          string `json:",omitempty"`
	Precedence       *int   `json:",omitempty"`
	CreationDate     float64
	LastModifiedDate float64
}

func (p *pool) describeGroup(g *group) groupType {
	return groupType{
		GroupName: g.Name, UserPoolId: p.ID, Description: g.Description, RoleArn: g.RoleARN, Precedence: g.Precedence,
		CreationDate: seconds(g.created), LastModifiedDate: seconds(g.modified),
	}
}

// members finds the next users of a group after the one with this number, as
// pageOf does for a filter.
func (p *pool) members(name string, after uint32, size int, now time.Time) (found []*user, last uint32, more bool) {
	return p.scan(p.users, p.lists.gone, after, size, now, func(u *user) bool { return contains(u.groups, name) })
}
