package bulk

import (
	"encoding/json"
	"fmt"
	"slices"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
)

// Offered is a remedy with whether it is offered for many users at once.
type Offered struct {
	remedy.Remedy
	WhyNot string // a sentence; empty where it is offered
}

// whyNot are the remedies that aren't for many. A password that is made for each
// would have to be kept until somebody reads it out, and what is secret is shown
// once and kept nowhere.
var whyNot = map[remedy.ID]string{
	remedy.TemporaryPassword: "Each user needs a password of their own, which is shown once: invite again sends one to each.",
	remedy.PermanentPassword: "One password for all is no password: reset has each user choose one.",
	remedy.CorrectEmail:      "Each user has another address.",
	remedy.CorrectPhone:      "Each user has another phone number.",
	remedy.ForgetDevice:      "Each user has devices of their own.",
	remedy.FactorOff:         "Who has which factor shows on the user's card only: a list doesn't tell.",
	remedy.PreferFactor:      "Each user has factors of their own.",
	remedy.Create:            "It is for one who isn't there yet.",
}

// Remedies lists every remedy, those that are offered for many first.
func Remedies() []Offered {
	var list []Offered
	for _, r := range remedy.All() {
		list = append(list, Offered{r, whyNot[r.ID]})
	}
	slices.SortStableFunc(list, func(a, b Offered) int {
		switch {
		case (a.WhyNot == "") == (b.WhyNot == ""):
			return 0
		case a.WhyNot == "":
			return -1
		}
		return 1
	})
	return list
}

// class says what may be done about a change of which it isn't known whether it was
// made.
type class int

const (
	repeatable class = iota // making it twice leaves what making it once leaves
	seen                    // the user's state may show whether it was made
	once                    // it sends a message: nobody can see whether it did
)

// classes has every remedy that is offered. That adding to a group twice succeeds is
// (unconfirmed) at the service; a refusal would be told as one.
var classes = map[remedy.ID]class{
	remedy.Resend:      once,
	remedy.Invite:      once,
	remedy.Reset:       seen,
	remedy.Confirm:     seen,
	remedy.Delete:      seen,
	remedy.VerifyEmail: repeatable,
	remedy.VerifyPhone: repeatable,
	remedy.Enable:      repeatable,
	remedy.Disable:     repeatable,
	remedy.SignOut:     repeatable,
	remedy.AddGroup:    repeatable,
	remedy.RemoveGroup: repeatable,
}

// changeOf is the one change that a remedy makes of a user.
func changeOf(id remedy.ID, group string, c remedy.Case) (cognito.Change, error) {
	if _, ok := classes[id]; !ok {
		return nil, fmt.Errorf("the remedy %q isn't offered for many users", id)
	}
	changes, err := remedy.Changes(id, c, remedy.Inputs{Group: group})
	if err != nil {
		return nil, err
	}
	if len(changes) != 1 {
		return nil, fmt.Errorf("it takes %d steps for this user: apply it on the user's card", len(changes))
	}
	return changes[0], nil
}

// keptChange is what the journal keeps of a change: nothing that its remedy tells.
func keptChange(c cognito.Change) (json.RawMessage, error) {
	if _, ok := c.(cognito.SetPassword); ok {
		return nil, fmt.Errorf("a password is never kept")
	}
	raw, err := json.Marshal(c)
	if string(raw) == "{}" {
		raw = nil
	}
	return raw, err
}

// kinds makes the change of each remedy from what the journal keeps.
var kinds = map[remedy.ID]func(json.RawMessage) (cognito.Change, error){
	remedy.Resend:      from[cognito.ResendCode],
	remedy.Confirm:     from[cognito.ConfirmSignUp],
	remedy.Invite:      from[cognito.InviteAgain],
	remedy.Reset:       from[cognito.ResetPassword],
	remedy.VerifyEmail: from[cognito.UpdateAttributes],
	remedy.VerifyPhone: from[cognito.UpdateAttributes],
	remedy.Enable:      from[cognito.EnableUser],
	remedy.Disable:     from[cognito.DisableUser],
	remedy.SignOut:     from[cognito.SignOutEverywhere],
	remedy.AddGroup:    from[cognito.AddToGroup],
	remedy.RemoveGroup: from[cognito.RemoveFromGroup],
	remedy.Delete:      from[cognito.DeleteUser],
}

func from[C cognito.Change](raw json.RawMessage) (cognito.Change, error) {
	var c C
	if len(raw) == 0 {
		return c, nil
	}
	err := json.Unmarshal(raw, &c)
	return c, err
}
