package cognito

import (
	"context"
	"errors"
	"strings"
)

// Change is one thing that an administrator does to one user: one call of one
// operation. The types are in changes_*.go.
type Change interface {
	// Operation is the API's name of the call.
	Operation() string
	// told is what a Record tells of it: no secret.
	told() map[string]string
	// send makes the call. username is the pool's own name of the user.
	send(ctx context.Context, a *Admin, username string) (Delivery, string, error)
}

// Applied is what a change found, did and left.
type Applied struct {
	// Before is the user just before; nil of CreateUser.
	Before *FoundUser
	// After is the user read back; nil of DeleteUser, and where ReadBack says why it
	// couldn't be read.
	After    *FoundUser
	ReadBack error
	// GroupsBefore and GroupsAfter are the names of the user's groups; nil where they
	// weren't read: they are where groups are protected or the change is about one.
	GroupsBefore, GroupsAfter []string
	// Delivery is where a code went, of ResendCode; zero where the service doesn't say.
	Delivery  Delivery
	RequestID string
}

// Apply makes a change of a user, named by user name or alias. It is the one way to
// change anything: it asks Config.ReadOnly and Config.Protected, reads the user,
// records that the change begins, makes the call once, reads the user back, and
// records how it ended. It needs the permissions cognito-idp:AdminGetUser, that of
// the change's operation, and AdminListGroupsForUser where groups are protected or
// changed.
//
// ReadOnly, Protected and NotRecorded mean that nothing was changed, but for
// NotRecorded with MayHaveHappened: the change was made and its end not recorded;
// Applied is whole then. Of other errors Applied holds what was read.
func (a *Admin) Apply(ctx context.Context, username string, c Change) (Applied, error) {
	op := c.Operation()
	if err := a.mayChange(op); err != nil {
		return Applied{}, err
	}
	done, user, err := a.before(ctx, username, c)
	if err != nil {
		return done, err
	}
	if err := a.Permits(c, user, done.GroupsBefore); err != nil {
		return done, err
	}
	begun := Record{Time: a.Now().UTC(), ID: newRecordID(a.config.Random), Stage: StageBegun, Who: a.Who(ctx), Pool: a.config.UserPoolID,
		User: user.Username, Operation: op, Change: c.told(), Before: stateOf(done.Before, done.GroupsBefore, setBy(c))}
	if err := a.config.Recorder.Record(begun); err != nil {
		return done, &Error{Op: op, Kind: NotRecorded, Err: err}
	}
	return a.carryOut(ctx, c, begun, done)
}

// before reads the user whom a change is about.
func (a *Admin) before(ctx context.Context, username string, c Change) (done Applied, user FoundUser, err error) {
	if _, creates := c.(CreateUser); creates {
		return Applied{}, FoundUser{Username: username}, nil
	}
	if user, err = a.AdminGetUser(ctx, username); err != nil {
		return Applied{}, user, err
	}
	done.Before = &user
	if a.needsGroups(c) {
		done.GroupsBefore, err = a.groupNames(ctx, user.Username)
	}
	return done, user, err
}

// needsGroups tells whether a user's groups matter to a change.
func (a *Admin) needsGroups(c Change) bool {
	switch c.(type) {
	case AddToGroup, RemoveFromGroup:
		return true
	}
	return len(a.config.Protected.Groups) > 0
}

// groupNames are the names of a user's groups; not nil where they were read.
func (a *Admin) groupNames(ctx context.Context, username string) ([]string, error) {
	groups, err := a.AdminListGroupsForUser(ctx, username)
	if err != nil {
		return nil, err
	}
	names := []string{}
	for _, g := range groups {
		names = append(names, g.Name)
	}
	return names, nil
}

// carryOut makes the call of a change that was recorded as begun.
func (a *Admin) carryOut(ctx context.Context, c Change, r Record, done Applied) (Applied, error) {
	op := c.Operation()
	var failed error
	done.Delivery, done.RequestID, failed = c.send(ctx, a, r.User)
	r.Stage, r.RequestID = StageDone, done.RequestID
	var e *Error
	if failed != nil {
		r.Stage, r.Outcome = StageUnknown, failed.Error()
		if errors.As(failed, &e) {
			r.RequestID = e.RequestID
			done.RequestID = e.RequestID
			if !e.MayHaveHappened {
				r.Stage = StageRefused
			}
		}
	}
	if r.Stage != StageRefused {
		a.readBack(ctx, c, r.User, &done)
	}
	r.Time = a.Now().UTC()
	r.After = stateOf(done.After, done.GroupsAfter, setBy(c))
	if done.ReadBack != nil {
		r.ReadBack = done.ReadBack.Error()
	}
	if err := a.config.Recorder.Record(r); err != nil && r.Stage != StageRefused {
		return done, &Error{Op: op, Kind: NotRecorded, MayHaveHappened: true, RequestID: r.RequestID, Err: errors.Join(err, failed)}
	}
	return done, failed
}

// readBack reads what a change left.
func (a *Admin) readBack(ctx context.Context, c Change, username string, done *Applied) {
	if ctx.Err() != nil { // cancelled while the call was made
		done.ReadBack = &Error{Op: "AdminGetUser", Kind: transportKind(ctx.Err()), Err: ctx.Err()}
		return
	}
	after, err := a.AdminGetUser(ctx, username)
	if _, deletes := c.(DeleteUser); deletes && errors.Is(err, NoSuchUser) {
		return
	}
	if done.ReadBack = err; err != nil {
		return
	}
	done.After = &after
	if a.needsGroups(c) {
		done.GroupsAfter, done.ReadBack = a.groupNames(ctx, username)
	}
}

// attributesSetBy are the attributes that a change sets.
func attributesSetBy(c Change) []Attribute {
	switch c := c.(type) {
	case UpdateAttributes:
		return c.Attributes
	case CreateUser:
		return c.Attributes
	}
	return nil
}

// setBy are the names of the attributes that a change sets.
func setBy(c Change) []string {
	var names []string
	for _, a := range attributesSetBy(c) {
		names = append(names, a.Name)
	}
	return names
}

func joined(list []string) string { return strings.Join(list, ", ") }
