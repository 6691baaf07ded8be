package localpool

// groupsAnswer is a page of groups.
type groupsAnswer struct {
	Groups    []groupType
	NextToken string `json:",omitempty"`
}

// groupPage is a page of a list of groups, of a user's where one is named.
func (c *call) groupPage(all []*group, of string) (any, error) {
	list, next, err := page(c, all, func(g *group) string { return g.Name }, c.in.number("Limit"), "NextToken", of)
	if err != nil {
		return nil, err
	}
	answer := groupsAnswer{Groups: []groupType{}, NextToken: next}
	for _, g := range list {
		answer.Groups = append(answer.Groups, c.pool.describeGroup(g))
	}
	return answer, nil
}

// listGroups pages through the pool's groups, the oldest first.
func listGroups(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	return c.groupPage(c.pool.groupList, "")
}

// listGroupsForUser pages through a user's groups, the one that they came into
// first before the others.
func listGroupsForUser(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	return c.groupPage(c.pool.groupsOf(u), u.name)
}

// namedInGroup finds the user and the group of a call. Which of them is missed
// first is unconfirmed.
func (c *call) namedInGroup() (*user, *group, error) {
	u, err := c.named()
	if err != nil {
		return nil, nil, err
	}
	g, err := c.namedGroup()
	return u, g, err
}

func (c *call) namedGroup() (*group, error) {
	if g := c.pool.groups[c.in.str("GroupName")]; g != nil {
		return g, nil
	}
	return nil, errNoGroup
}

// addToGroup puts a user into a group. Tokens that are issued from then on say
// so; twice is no error (unconfirmed), and the user's date stays. What the
// service says beyond a user's 100 groups is unconfirmed.
func addToGroup(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, g, err := c.namedInGroup()
	if err != nil {
		return nil, err
	}
	if !contains(u.groups, g.Name) && len(u.groups) >= maxUserGroups {
		return nil, invalidParameter("User can't be in more than %d groups.", maxUserGroups)
	}
	u.join(g.Name)
	return nil, nil
}

// removeFromGroup takes a user out of a group. That one who isn't in it is no
// error is unconfirmed.
func removeFromGroup(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, g, err := c.namedInGroup()
	if err != nil {
		return nil, err
	}
	u.leave(g.Name)
	return nil, nil
}

// listUsersInGroup pages through a group's users in the order in which they came
// into the pool. A page may hold fewer than there are, or none, and a token all
// the same, as in ListUsers.
func listUsersInGroup(c *call) (any, error) {
	asked := c.in.str("GroupName") + "\x00" + toJSON(c.in.number("Limit"))
	after, err := c.numberAfter("NextToken", asked)
	if err != nil {
		return nil, err
	}
	size := c.in.number("Limit")
	if size == 0 {
		size = usersPage
	}
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	g, err := c.namedGroup()
	if err != nil {
		return nil, err
	}
	found, last, more := c.pool.members(g.Name, after, size, c.now)
	answer := struct {
		Users     []adminUser
		NextToken string `json:",omitempty"`
	}{Users: []adminUser{}}
	for _, u := range found {
		shown := u.describe()
		shown.Attributes = u.shown(everything)
		answer.Users = append(answer.Users, shown)
	}
	if more {
		answer.NextToken = c.sealNumber(last, asked)
	}
	return answer, nil
}

// createGroup makes a group. The texts of its refusals are unconfirmed.
func createGroup(c *call) (any, error) {
	p, wanted := c.pool, GroupConfig{Name: c.in.str("GroupName"), Description: c.in.str("Description"), RoleARN: c.in.str("RoleArn")}
	if c.in.has("Precedence") {
		n := c.in.number("Precedence")
		wanted.Precedence = &n
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.groups[wanted.Name] != nil:
		return nil, refuse("GroupExistsException", "A group with the name already exists.")
	case len(p.groups) >= maxGroups:
		return nil, refuse("LimitExceededException", "The user pool can't have more than %d groups.", maxGroups)
	}
	return object{"Group": p.describeGroup(p.addGroup(wanted, c.now))}, nil
}

// deleteGroup deletes a group; its users stay.
func deleteGroup(c *call) (any, error) {
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	g, err := c.namedGroup()
	if err != nil {
		return nil, err
	}
	c.pool.dropGroup(g)
	return nil, nil
}
