package ui

import (
	"context"
	"errors"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// remedyScreen shows what a remedy will do before it does it, asks for what it needs,
// applies it once, and shows what changed as read back.
type remedyScreen struct {
	formScreen
	of     *person
	remedy remedy.Remedy
	then   []string // what the caller does afterwards, as the diagnosis says it
	groups facts.Fact[[]cognito.Group]
	picked string // the group or the device that was chosen before

	generated   string         // a password made here, to be set where none is typed
	newPassword string         // the one that was set, where it was made here
	made        *remedied      // what was done; nil before
	tried       *remedied      // what the last try came to that failed
	shows       remedy.Preview // what was shown when it was done
	copied      string         // what became of copying
	unread      unread         // the preview or the result, at first
}

// remedied is what the changes of a remedy came to, in their order.
type remedied struct {
	applied []cognito.Applied
	late    *cognito.Error                         // the change was made, and its end not recorded
	devices facts.Fact[[]cognito.RememberedDevice] // read back, where one was to be forgotten
}

func newRemedy(env *Env, o wantRemedy) *remedyScreen {
	r := remedy.Get(o.id)
	s := &remedyScreen{of: o.of, remedy: r, picked: o.pick}
	for _, w := range o.of.verdict.Works {
		if w.Remedy == o.id {
			s.then = w.Then
		}
	}
	s.formScreen = newFormScreen(env, r.Label, "", kit.NewForm(r.Label), onDesk)
	s.form.Labels = previewLabel - 2 // in one column with the preview
	s.above, s.submit, s.offer = s.lines, s.apply, s.offered
	s.fields()
	s.unread.appears()
	return s
}

// Enter reads the pool's groups, where one is to be chosen.
func (s *remedyScreen) Enter() tea.Cmd {
	if s.remedy.ID != remedy.AddGroup || s.groups.Done() || s.busy != "" {
		return nil
	}
	admin := s.env.Admin
	return Call(&s.Base, "Reading the groups", func(ctx context.Context) (poolGroups, error) {
		return poolGroups{facts.Of(admin.ListGroups(ctx))}, nil
	})
}

type poolGroups struct{ facts.Fact[[]cognito.Group] }

// Update takes keys, and what the changes came to.
func (s *remedyScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[poolGroups]:
		s.groups = msg.Val.Fact
		s.fields()
		return nil
	case Reply[remedied]:
		return s.applied(msg.Val, msg.Err)
	case Reply[Copied]:
		s.copied = string(msg.Val)
		if msg.Err != nil {
			s.copied = "Not copied: " + msg.Err.Error()
		}
		return nil
	case kit.Pasted:
		s.typesOn()
	case tea.KeyMsg:
		return s.key(msg)
	}
	return s.formScreen.Update(msg)
}

func copyPassword(b *Base, password string) kit.Button {
	return kit.Button{Label: "Copy the password", Do: func() tea.Cmd { return CopySecret(b, password) }}
}

// offered leads back to the card, which is read anew.
func (s *remedyScreen) offered(o offer) tea.Cmd {
	if o != offerReload {
		return nil
	}
	s.tell(remedyApplied{of: s.of})
	return s.end(back{})
}

// changes are what the remedy is made of, as the inputs stand.
func (s *remedyScreen) changes() ([]cognito.Change, error) {
	return remedy.Changes(s.remedy.ID, s.of.inputs().Case(), s.inputs())
}

// off is why the remedy can't be applied at all; empty where it can.
func (s *remedyScreen) off() string { return s.of.offFor(s.remedy.ID, s.inputs()) }

// doneNotRecorded is the error of a change that the service made and whose end isn't
// recorded; nil of any other, also of one whose answer was lost.
func doneNotRecorded(err error) *cognito.Error {
	var e *cognito.Error
	if !errors.As(err, &e) || e.Kind != cognito.NotRecorded || !e.MayHaveHappened || errors.As(e.Err, new(*cognito.Error)) {
		return nil
	}
	return e
}

// apply makes the changes, once each.
func (s *remedyScreen) apply() tea.Cmd {
	if s.made != nil {
		return s.end(back{})
	}
	if off := s.off(); off != "" || !s.complete() {
		return nil
	}
	changes, err := s.changes()
	if err != nil {
		s.warning = fullStop(upperFirst(err.Error()))
		return nil
	}
	s.shows = s.preview() // what was true before
	admin, name, forgets := s.env.Admin, s.of.user().Username, s.remedy.ID == remedy.ForgetDevice
	return Call(&s.Base, "Working", func(ctx context.Context) (remedied, error) {
		var made remedied
		for _, c := range changes {
			applied, err := admin.Apply(ctx, name, c)
			if e := doneNotRecorded(err); e != nil {
				made.late, err = e, nil
			}
			if err == nil || cognito.MayHaveHappened(err) {
				made.applied = append(made.applied, applied)
			}
			if err != nil || made.late != nil {
				return made, err
			}
		}
		if forgets {
			made.devices = facts.Of(admin.AdminListDevices(ctx, name))
		}
		return made, nil
	})
}

// applied shows what was done, or why it wasn't.
func (s *remedyScreen) applied(made remedied, err error) tea.Cmd {
	var after *cognito.FoundUser
	gone := false
	if n := len(made.applied); n > 0 {
		last := made.applied[n-1]
		after = last.After
		gone = s.remedy.ID == remedy.Delete && after == nil && last.ReadBack == nil
	}
	did := remedyApplied{of: s.of, after: after, gone: gone}
	if err == nil {
		did.done = s.remedy.ID
	}
	s.tell(did)
	s.unread.appears()
	if err != nil {
		s.tried = &made
		s.refuse(err)
		noteDenied(s.env, err)
		return nil
	}
	if slices.Contains(s.remedy.Needs, remedy.Password) {
		s.newPassword = s.secret()
	}
	s.made, s.generated = &made, ""
	s.title = "Done: " + s.remedy.Label
	s.form.Fields = nil
	s.form.Offers = nil
	s.form.Buttons = []kit.Button{{Label: "Back to the card"}}
	if s.newPassword != "" {
		s.form.Buttons = append(s.form.Buttons, copyPassword(&s.Base, s.newPassword))
	}
	s.form.Focus(0)
	return nil
}

// refuse is fail in the words of the support desk. Where the card is to be looked at
// first, that is what enter does.
func (s *formScreen) refuse(err error) {
	e := cognito.ErrorOf(err)
	s.fail(e)
	p := explainDesk(e)
	field := s.fieldFor(s.problem.field)
	if p.field != "" {
		field = s.fieldFor(p.field)
	}
	p.field, p.noWhy = "", true
	if field != nil {
		p.field, field.Err = field.Key, p.sentence
		if p.clear {
			field.Set("")
		}
		s.form.FocusField(field.Key)
	}
	s.problem = p
	s.showOffers()
	if field == nil && len(p.offers) > 0 && p.offers[0] == offerReload {
		s.form.Focus(len(s.form.Fields) + len(s.form.Buttons))
	}
}

// shown is the person as read back, or as they were.
func (s *remedyScreen) shown() cognito.FoundUser {
	if n := len(s.made.applied); n > 0 {
		switch a := s.made.applied[n-1]; {
		case a.After != nil:
			return *a.After
		case a.Before != nil:
			return *a.Before
		}
	}
	return s.of.user()
}

// Title names the screen.
func (s *remedyScreen) Title() string { return s.title }
