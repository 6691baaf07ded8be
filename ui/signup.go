package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/random"
	"cognito-tui/ui/kit"
)

// signUp creates an account. Its form grows with what the pool asks for: an
// email field for a plain user name, a field for each attribute the pool
// requires, and a generated user name where the pool takes addresses as
// aliases only. They stand below the password and its repetition, which are typed
// right after the name.
type signUp struct {
	formScreen
	rules    passwordRules
	pairs    int    // further attributes, added as name and value
	moved    bool   // the address became an attribute; the user name is generated
	username string // of the try in flight
}

const attributePrefix = "attr:"

func newSignUp(env *Env, user string) Screen {
	s := &signUp{}
	name := kit.NewField("username", "Email or username")
	name.Set(user)
	password := kit.NewPassword("password", "Password")
	password.Hint = "ctrl+r show"
	s.rules.env = env
	password.Under = s.rules.lines
	s.formScreen = newFormScreen(env, "Create an account", "A code will be sent to the address you give.",
		kit.NewForm("Sign up", name, password, kit.NewPassword("repeat", "Repeat password")))
	s.form.Buttons = append(s.form.Buttons, kit.Button{Label: "Add an attribute", Do: s.addPair})
	s.submit = s.send
	if user != "" {
		s.form.FocusField("password")
	}
	return s
}

// Update also opens the email field once a plain user name was typed.
func (s *signUp) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[cognito.SignUpResult]); ok {
		return s.answered(r)
	}
	before := s.form.Focused()
	cmd := s.formScreen.Update(msg)
	if before != nil && before.Key == "username" && s.form.Focused() != before {
		s.openEmail()
	}
	return cmd
}

// openEmail adds an email field for a plain user name, and takes an empty one away
// for an address.
func (s *signUp) openEmail() {
	field := s.form.Field(attributePrefix + "email")
	plain := s.name() != "" && cognito.AddressKind(s.name()) == ""
	switch {
	case plain && field == nil:
		s.form.Insert("repeat", kit.NewField(attributePrefix+"email", "Email"))
	case !plain && !s.moved && field != nil && field.Value() == "":
		s.form.Remove(field)
	}
}

// addPair adds a further attribute as name and value.
func (s *signUp) addPair() tea.Cmd {
	s.pairs++
	name := kit.NewField(fmt.Sprintf("name:%d", s.pairs), fmt.Sprintf("Attribute %d name", s.pairs))
	name.Hint = "such as given_name"
	s.form.Fields = append(s.form.Fields, name,
		kit.NewField(fmt.Sprintf("value:%d", s.pairs), fmt.Sprintf("Attribute %d value", s.pairs)))
	s.form.FocusField(name.Key)
	return nil
}

// attributes gathers what the form holds, an address given as user name first.
func (s *signUp) attributes() []cognito.Attribute {
	var list []cognito.Attribute
	add := func(name, value string) {
		if value = strings.TrimSpace(value); name != "" && value != "" {
			list = append(list, cognito.Attribute{Name: name, Value: value})
		}
	}
	if name := cognito.AddressKind(s.name()); name != "" {
		add(name, s.name())
	}
	for _, f := range s.form.Fields {
		if name, ok := strings.CutPrefix(f.Key, attributePrefix); ok {
			add(name, f.Value())
		}
	}
	for i := 1; i <= s.pairs; i++ {
		add(strings.TrimSpace(s.form.Value(fmt.Sprintf("name:%d", i))), s.form.Value(fmt.Sprintf("value:%d", i)))
	}
	return list
}

func (s *signUp) checks() []check {
	password, repeat := s.form.Value("password"), s.form.Value("repeat")
	checks := []check{
		{"username", wrongName(s.name())},
		{"password", wrongPassword(password)},
		{"repeat", unequal(password, repeat)},
	}
	for _, f := range s.form.Fields {
		name, isAttribute := strings.CutPrefix(f.Key, attributePrefix)
		if isAttribute {
			checks = append(checks, check{f.Key, wrongAttribute(name, f.Value())})
		}
	}
	for i := 1; i <= s.pairs; i++ {
		if s.form.Value(fmt.Sprintf("name:%d", i)) == "" && s.form.Value(fmt.Sprintf("value:%d", i)) != "" {
			checks = append(checks, check{fmt.Sprintf("name:%d", i), "Give the attribute's name."})
		}
	}
	return checks
}

func (s *signUp) send() tea.Cmd {
	if !s.require(s.checks()...) {
		return nil
	}
	s.username = s.name()
	client := s.env.Client
	request := cognito.SignUpRequest{Username: s.username, Password: s.form.Value("password"), Attributes: s.attributes()}
	return Call(&s.Base, "Signing up", func(ctx context.Context) (cognito.SignUpResult, error) {
		return client.SignUp(ctx, request)
	})
}

func (s *signUp) answered(r Reply[cognito.SignUpResult]) tea.Cmd {
	if r.Err == nil {
		s.tell(keepPassword{s.username, s.form.Value("password")})
		if r.Val.Confirmed {
			return s.end(confirmed{user: s.username, notice: "The account is made and needs no code."})
		}
		return s.end(signedUp{s.username, r.Val.Delivery, r.Val.Session})
	}
	var e *cognito.Error
	errors.As(r.Err, &e)
	s.rules.refused(e)
	s.fail(r.Err)
	if e != nil && e.MayHaveHappened {
		s.tell(keepPassword{s.username, s.form.Value("password")}) // signing in is the way to check
	}
	switch cognito.KindOf(r.Err) {
	case cognito.AttributeRequired:
		s.askFor(e.Attributes)
	case cognito.UsernameLooksLikeAlias:
		s.moveAddress()
	case cognito.UsernameMustBeAddress:
		s.useAddress()
	case cognito.MailQuota:
		s.tell(keepPassword{s.username, s.form.Value("password")}) // the account exists all the same
	}
	return nil
}

// askFor opens a field for each attribute that the pool requires.
func (s *signUp) askFor(names []string) {
	first := ""
	for _, name := range names {
		key := attributePrefix + name
		if s.form.Field(key) == nil {
			s.form.Fields = append(s.form.Fields, kit.NewField(key, attributeLabel(name)))
		}
		s.form.Field(key).Err = "The pool requires this."
		if first == "" {
			first = key
		}
	}
	if first != "" {
		s.form.FocusField(first)
	}
}

// moveAddress makes the address an attribute and generates a user name, which
// may be changed; the next try needs one key.
func (s *signUp) moveAddress() {
	name := s.form.Field("username")
	attribute := cognito.AddressKind(s.name())
	if attribute == "" {
		return
	}
	key := attributePrefix + attribute
	if s.form.Field(key) == nil {
		s.form.Insert("repeat", kit.NewField(key, attributeLabel(attribute)))
	}
	s.form.Field(key).Set(s.name())
	name.Label, name.Err, s.moved = "Username", "", true
	s.problem.field = "" // the sentence stands under the form: the field is mended
	name.Set(newUUID(s.env.Random))
	s.form.FocusButton()
}

// useAddress makes the address given beside a plain user name the user name;
// the next try needs one key.
func (s *signUp) useAddress() {
	address := s.form.Field(attributePrefix + "email")
	if address == nil || address.Value() == "" {
		return
	}
	name := s.form.Field("username")
	name.Set(address.Value())
	name.Err = ""
	s.form.Remove(address)
	s.problem.field = "" // the sentence stands under the form: the field is mended
	s.problem.hint = "The email address was put in its place: sign up with it."
	s.form.FocusButton()
}

// newUUID is a UUID, version 4, drawn from source.
func newUUID(source io.Reader) string {
	b := random.Bytes(source, 16)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func attributeLabel(name string) string {
	switch name {
	case "email":
		return "Email"
	case "phone_number":
		return "Phone"
	}
	return kit.Clean(name)
}
