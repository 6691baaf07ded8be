package bulk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
)

// Config is what dry runs and jobs work with.
type Config struct {
	Service Service
	Pace    Pacer // of ListUsers and of the changes; so many users a second at most
	PoolID  string
	// Pool and Client make verdicts exact; nil where they can't be read.
	Pool   *cognito.Pool
	Client *cognito.AppClient
	// Folder is where journals and result files are kept.
	Folder string
	// Workers is how many users are changed at the same time; 0 means 1. A change takes
	// three calls, one after the other, so that one worker uses little of the quota on a
	// slow line.
	Workers int
	// Now is the service's time; nil means the local clock.
	Now func() time.Time
	// Clock writes local times.
	Clock clock.Clock
	// Random is what the ids of jobs are drawn from; nil is crypto/rand.
	Random io.Reader

	// hook is called before and after each write and call: tests end the job there.
	hook func(point string, n int)
}

func (c Config) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

// Plan is a job that was looked at and not begun.
type Plan struct {
	Remedy   remedy.Remedy
	Spec     Spec
	Verdicts []Verdict // in the order of the list
	Left     []Left    // the lines of the list that name nobody
}

// Verdict is what the dry run says of one user.
type Verdict struct {
	Entry
	User *cognito.FoundUser // nil where nobody was found, or not surely
	Will bool
	// Why says why not, or what isn't known; a sentence, empty where all is well.
	Why string

	change cognito.Change
}

// Will counts those for whom it will work, as far as that is known.
func (p Plan) Will() int {
	n := 0
	for _, v := range p.Verdicts {
		if v.Will {
			n++
		}
	}
	return n
}

// DryRun says of each user of a list whether a remedy will work and why not. It
// changes nothing and reads with ListUsers only, which bills nobody. group is the
// remedy's group, where it needs one. tell, which may be nil, is told how far it is.
func DryRun(ctx context.Context, c Config, list List, id remedy.ID, group string, tell func(read, of int)) (Plan, error) {
	p := Plan{Remedy: remedy.Get(id), Left: list.Left,
		Spec: Spec{Pool: c.PoolID, Remedy: string(id), Group: group, From: list.From, Users: Fingerprint(list)}}
	if why := whyNot[id]; why != "" || p.Remedy.ID == "" {
		return p, fmt.Errorf("the remedy %q isn't offered for many users: %s", id, why)
	}
	if len(list.Entries) > maxItems {
		return p, fmt.Errorf("the list has more than %d users: divide it", maxItems)
	}
	f := finder{service: c.Service, pace: c.Pace, tell: tell}
	if c.Pool != nil {
		f.estimate = c.Pool.EstimatedUsers
	}
	found, err := f.find(ctx, list.Entries)
	if err != nil {
		return p, err
	}
	p.Verdicts = make([]Verdict, len(list.Entries))
	first := map[string]int{} // by user name: which entry had it
	for i, e := range list.Entries {
		v := Verdict{Entry: e}
		switch users := found[i]; {
		case len(users) == 0:
			v.Why = nobody(e)
		case len(users) > 1:
			v.Why = fmt.Sprintf("Two users have it: %s and %s. Name one by its user name.", cut(users[0].Username), cut(users[1].Username))
		default:
			v.User = &users[0]
			if n, ok := first[users[0].Username]; ok {
				v.Why = sameAs(list.Entries[n])
				break
			}
			first[users[0].Username] = i
			c.judge(&v, id, group)
		}
		p.Verdicts[i] = v
	}
	return p, nil
}

func nobody(e Entry) string {
	if e.By == ByUsername {
		return "No such user. Of user names, capitals count."
	}
	return "No such user."
}

func sameAs(e Entry) string {
	if e.Line > 0 {
		return fmt.Sprintf("It is the same user as in line %d.", e.Line)
	}
	return "The user is in the list already."
}

// judge asks the table of diagnoses, and then the settings.
func (c Config) judge(v *Verdict, id remedy.ID, group string) {
	facts := diagnosis.Facts{Asked: v.Text, Found: true, User: *v.User, Listed: true, Pool: c.Pool, Client: c.Client, Now: c.now()}
	works, fails := judged(diagnosis.Of(facts), id)
	if fails != nil {
		v.Why = sentence(fails.Why)
		return
	}
	if v.Why = nothingToDo(id, *v.User); v.Why != "" {
		return
	}
	change, err := changeOf(id, group, facts.Case())
	if err == nil {
		// Whose groups are protected shows only when it is done: they aren't listed.
		err = c.Service.Permits(change, *v.User, nil)
	}
	if err != nil {
		v.Why = reasonOf(err)
		return
	}
	v.Will, v.change = true, change
	switch {
	case works != nil && works.Unsure:
		v.Why = sentence(works.Detail)
	case id == remedy.RemoveGroup:
		v.Why = "Who is in a group isn't listed; one who isn't stays as they are."
	}
}

// judged finds what a diagnosis says of a remedy: in the row that applies, else in
// the rows behind it, whose troubles are there too. Both are nil where none says.
func judged(d diagnosis.Diagnosis, id remedy.ID) (works *diagnosis.Offer, fails *diagnosis.Refusal) {
	for at := &d; at != nil; at = at.Next {
		for _, r := range at.Fails {
			if r.Remedy == id {
				return nil, &r
			}
		}
		for _, o := range at.Works {
			if o.Remedy == id {
				return &o, nil
			}
		}
	}
	return nil, nil
}

// nothingToDo says what the user's state is already, where the remedy would leave it
// as it is.
func nothingToDo(id remedy.ID, u cognito.FoundUser) string {
	switch {
	case id == remedy.Enable && u.Enabled:
		return "The user is enabled already."
	case id == remedy.Disable && !u.Enabled:
		return "The user is disabled already."
	case id == remedy.VerifyEmail && u.Value("email_verified") == "true":
		return "The email is verified already."
	case id == remedy.VerifyPhone && u.Value("phone_number_verified") == "true":
		return "The phone number is verified already."
	}
	return ""
}

// items are what the journal keeps of a plan.
func (p Plan) items() ([]Item, error) {
	items := make([]Item, 0, len(p.Verdicts))
	for _, v := range p.Verdicts {
		item := Item{Line: v.Line, Asked: v.Text}
		if v.User != nil {
			item.User, item.Sub, item.Status, item.Modified = v.User.Username, v.User.Sub, v.User.Status, v.User.Modified
		}
		if v.Will {
			var err error
			if item.Change, err = keptChange(v.change); err != nil {
				return nil, err
			}
		} else if item.LeaveOut = v.Why; item.LeaveOut == "" {
			return nil, errors.New("a user is left out without a reason")
		}
		items = append(items, item)
	}
	return items, nil
}
