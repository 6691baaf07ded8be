package bulk

import (
	"errors"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// Seen is a user as the job read the user just after a change, or that the user is
// gone: User has the name then, and since when that is known.
type Seen struct {
	User cognito.FoundUser
	Gone bool
}

// Seen takes the users whom the job has read since it was last asked, the first
// first. It may be called while the job runs.
func (j *Job) Seen() []Seen {
	j.mu.Lock()
	defer j.mu.Unlock()
	seen := j.seen
	j.seen = nil
	return seen
}

// saw keeps what a call, or a look after one, told of an item's user.
func (j *Job) saw(n int, after *cognito.FoundUser, err error) {
	s := Seen{}
	switch {
	case after != nil:
		s.User = *after
	case errors.Is(err, cognito.NoSuchUser), err == nil && j.remedy.ID == remedy.Delete:
		now := j.config.now()
		s = Seen{User: cognito.FoundUser{Username: j.journal.items[n].User, Created: now, Modified: now}, Gone: true}
	default:
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.seen = append(j.seen, s)
}
