package ui

import (
	"context"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/ui/kit"
)

// createUser makes a user (AdminCreateUser): what is typed, then what will be done,
// then what was done as read back.
type createUser struct {
	formScreen
	pool    facts.Fact[cognito.Pool]
	typing  *kit.Form // what is typed; form itself at first
	preview *kit.Form

	generated   string
	newPassword string // the one that was set, where it was made here
	made        *remedied
	copied      string
	unread      unread // the preview or the result, at first
}

func newCreateUser(env *Env, o wantCreateUser) *createUser {
	s := &createUser{}
	if env.Pool != nil {
		s.pool = facts.Known(*env.Pool)
	}
	s.typing = kit.NewForm("Preview", s.fields(o.username)...)
	s.preview = kit.NewForm("Create the user")
	s.preview.Buttons = append(s.preview.Buttons, kit.Button{Label: "Change something", Do: s.typeAgain})
	s.formScreen = newFormScreen(env, "Create a user", "", s.typing, onDesk)
	s.above, s.submit, s.offer = s.lines, s.forth, s.offered
	return s
}

// Enter reads the pool, whose rules hold for the password.
func (s *createUser) Enter() tea.Cmd {
	if s.pool.Done() || s.env.unreadable() != "" {
		return nil
	}
	admin := s.env.Admin
	return Call(&s.Base, "", func(ctx context.Context) (createPool, error) {
		return createPool{facts.Of(admin.DescribeUserPool(ctx))}, nil
	})
}

type createPool struct{ facts.Fact[cognito.Pool] }

// Update takes keys, and what came of creating the user.
func (s *createUser) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[createPool]:
		s.pool = msg.Val.Fact
		return nil
	case Reply[remedied]:
		return s.created(msg.Val, msg.Err)
	case Reply[Copied]:
		s.copied = string(msg.Val)
		if msg.Err != nil {
			s.copied = "Not copied: " + msg.Err.Error()
		}
		return nil
	case tea.KeyMsg:
		return s.key(msg)
	}
	return s.formScreen.Update(msg)
}

// key takes y on the button, or to copy the password that was set.
func (s *createUser) key(k tea.KeyMsg) tea.Cmd {
	if s.form != s.typing && s.busy == "" && s.tooEarly(k) {
		return nil
	}
	if s.form != s.typing && key.Matches(k, answerYes) {
		switch {
		case s.made != nil && s.newPassword != "":
			return CopySecret(&s.Base, s.newPassword)
		case s.made == nil && s.form.At() == 0:
			return s.press(s.form.Buttons[0])
		}
		return nil
	}
	cmd := s.formScreen.Update(k)
	if s.form == s.typing {
		s.retyped()
	}
	return cmd
}

// tooEarly tells whether a key answers what nobody can have read yet.
func (s *createUser) tooEarly(k tea.KeyMsg) bool {
	if s.made == nil {
		return s.unread.drops(s.env, k, answerYes)
	}
	return s.unread.drops(s.env, k)
}

// leaving says that esc leads from the preview back to what was typed.
func (s *createUser) leaving() string {
	switch {
	case s.form == s.preview && s.made == nil:
		return "change"
	case s.newPassword != "" && s.unread.unseen(s.env): // it is shown once
		return "back"
	}
	return ""
}

func (s *createUser) escape() {
	if s.made != nil {
		s.unread.appears()
		return
	}
	s.typeAgain()
}

func (s *createUser) typeAgain() tea.Cmd {
	s.forget()
	s.form = s.typing
	s.form.Focus(0)
	return nil
}

// offered leads to the card of whoever has the name, where the answer was lost.
func (s *createUser) offered(o offer) tea.Cmd {
	if o != offerReload {
		return nil
	}
	return s.end(userCreated{username: s.value("username")})
}

// forth goes on: to the preview, to the call, to the card.
func (s *createUser) forth() tea.Cmd {
	switch {
	case s.made != nil:
		return s.end(userCreated{username: s.madeName()})
	case s.form == s.typing:
		if !s.complete() {
			return nil
		}
		if s.form.Value("way") == generatedPassword && s.generated == "" {
			s.generated = policyOf(s.pool).Generate(s.env.Random)
		}
		s.form = s.preview
		s.form.Focus(0)
		s.unread.appears()
		s.preview.Buttons[0].Off = s.off()
		return nil
	}
	admin, change, name := s.env.Admin, s.change(), s.value("username")
	return Call(&s.Base, "Creating", func(ctx context.Context) (remedied, error) {
		applied, err := admin.Apply(ctx, name, change)
		made := remedied{applied: []cognito.Applied{applied}}
		if e := doneNotRecorded(err); e != nil && applied.After != nil {
			made.late, err = e, nil
		}
		return made, err
	})
}

// off is why no user may be created; empty where one may.
func (s *createUser) off() string {
	if off := deniedChange(s.env, "AdminCreateUser"); off != "" {
		return off
	}
	return offChange(s.env, s.change(), cognito.FoundUser{Username: s.value("username")}, nil)
}

// created shows the new user as read back, or why there is none.
func (s *createUser) created(made remedied, err error) tea.Cmd {
	s.unread.appears()
	if err != nil {
		s.refuse(err)
		noteDenied(s.env, err)
		return nil
	}
	s.made = &made
	if s.typing.Value("way") == generatedPassword {
		s.newPassword = s.generated
	}
	s.generated = ""
	s.title = "Done: the user is created"
	s.form.Buttons = []kit.Button{{Label: "Open the card"}}
	if s.newPassword != "" {
		s.form.Buttons = append(s.form.Buttons, copyPassword(&s.Base, s.newPassword))
	}
	s.form.Focus(0)
	if after := made.applied[0].After; after != nil {
		s.tell(readBack{*after, false})
	}
	return nil
}

// madeName is the pool's own name of the new user.
func (s *createUser) madeName() string {
	if after := s.made.applied[0].After; after != nil {
		return after.Username
	}
	return s.value("username")
}

// Typing is true while the call runs, too: q doesn't quit then.
func (s *createUser) Typing() bool { return s.busy != "" || s.formScreen.Typing() }
