package ui

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// The ways to a new password.
const (
	generatedPassword = "generated"
	typedPassword     = "typed"
)

// fields makes the fields of what the remedy needs, and of the heading where that is
// to be typed.
func (s *remedyScreen) fields() {
	s.form.Fields = nil
	for _, need := range s.remedy.Needs {
		s.form.Fields = append(s.form.Fields, s.fieldsFor(need)...)
	}
	if s.remedy.Confirm == remedy.TypeName {
		f := kit.NewField("confirm", "Type to confirm")
		f.Hint = "what heads the card"
		s.form.Fields = append(s.form.Fields, f)
	}
	s.retyped()
	s.form.Focus(0)
}

func (s *remedyScreen) fieldsFor(need remedy.Input) []*kit.Field {
	u := s.of.user()
	switch need {
	case remedy.Group:
		return []*kit.Field{s.groupField()}
	case remedy.Device:
		var options []kit.Option
		for _, d := range s.of.facts.devices.Val {
			options = append(options, kit.Option{Key: d.Key, Label: kit.Cut(deviceNameOf(d), 40), Note: deviceNote(s.env, d)})
		}
		return []*kit.Field{s.chosen("device", "Device", "none is known of this person", options)}
	case remedy.Factor:
		if s.remedy.ID != remedy.FactorOff { // the others have but one choice
			return nil
		}
		options := []kit.Option{{Key: "", Label: "All of them"}}
		for _, f := range u.MFA {
			options = append(options, kit.Option{Key: f, Label: factorName(f)})
		}
		if len(u.MFA) < 2 {
			options = options[len(options)-1:]
		}
		return []*kit.Field{s.chosen("factor", "Factor", "", options)}
	case remedy.Address:
		f := kit.NewField("address", "New email")
		if s.remedy.ID == remedy.CorrectPhone {
			f.Label, f.Hint = "New phone", "such as +15550101234"
		}
		return []*kit.Field{f}
	case remedy.Password:
		s.generate()
		return []*kit.Field{passwordWay()}
	}
	return nil
}

// passwordWay chooses between a generated password and one that is typed.
func passwordWay() *kit.Field {
	return kit.NewChoice("way", "Password",
		kit.Option{Key: generatedPassword, Label: "Generated", Note: "by the pool's rules; shown once, when it is set"},
		kit.Option{Key: typedPassword, Label: "Typed"})
}

// groupField is a list of groups, or a field for a name where they can't be read.
func (s *remedyScreen) groupField() *kit.Field {
	list, own := s.of.facts.groups, s.of.facts.groups.Val
	if s.remedy.ID == remedy.AddGroup {
		list = s.groups
	}
	if list.Done() && list.Err != nil {
		f := kit.NewField("group", "Group")
		f.Hint = "its name"
		f.Set(s.picked)
		return f
	}
	var options []kit.Option
	for _, g := range list.Val {
		isIn := slices.ContainsFunc(own, func(o cognito.Group) bool { return o.Name == g.Name })
		if s.remedy.ID == remedy.AddGroup && isIn {
			continue
		}
		options = append(options, kit.Option{Key: g.Name, Label: g.Name, Note: g.Description})
	}
	none := "there is none that this person isn't in"
	switch {
	case !list.Done():
		none = "the groups are being read"
	case s.remedy.ID == remedy.RemoveGroup:
		none = "this person is in no group"
	}
	return s.chosen("group", "Group", none, options)
}

// chosen is a field that picks one of several, or says why there is nothing to pick.
func (s *remedyScreen) chosen(name, label, none string, options []kit.Option) *kit.Field {
	if len(options) == 0 {
		options = []kit.Option{{Key: "", Label: "none", Off: none}}
	}
	f := kit.NewChoice(name, label, options...)
	f.Set(s.picked)
	return f
}

// policy is the pool's for passwords; a strict one where it can't be read.
func (s *remedyScreen) policy() cognito.PasswordPolicy {
	return policyOf(s.of.facts.pool)
}

func policyOf(pool facts.Fact[cognito.Pool]) cognito.PasswordPolicy {
	if pool.Known {
		return pool.Val.Policy
	}
	return cognito.PasswordPolicy{MinimumLength: 16, Upper: true, Lower: true, Digit: true, Symbol: true}
}

// generate makes a password, once.
func (s *remedyScreen) generate() {
	if s.generated == "" {
		s.generated = s.policy().Generate(s.env.Random)
	}
}

// retyped follows what was changed in a field: a typed password has its field.
func (s *remedyScreen) retyped() {
	way := s.form.Field("way")
	if way == nil {
		return
	}
	typed := s.form.Field("password")
	switch {
	case way.Value() == typedPassword && typed == nil:
		s.form.Insert("way", typedPasswordField(s.env, s.policy()))
	case way.Value() == generatedPassword && typed != nil:
		s.form.Remove(typed)
	}
}

// typedPasswordField is a masked field with the pool's rules under it.
func typedPasswordField(env *Env, policy cognito.PasswordPolicy) *kit.Field {
	f := kit.NewPassword("password", "New password")
	f.Hint = "ctrl+r show"
	f.Under = func(value string) []string { return policyLines(env, policy, value) }
	return f
}

func policyLines(env *Env, policy cognito.PasswordPolicy, value string) []string {
	var checks []kit.Check
	for _, r := range policy.Check(value) {
		checks = append(checks, kit.Check{Name: r.Name, OK: r.OK})
	}
	return kit.Checklist(env.Theme, checks, 50)
}

// inputs are the answers that the fields hold.
func (s *remedyScreen) inputs() remedy.Inputs {
	in := remedy.Inputs{Group: s.form.Value("group"), Device: s.form.Value("device"),
		Address: strings.TrimSpace(s.form.Value("address")), Factor: s.form.Value("factor"), Password: s.form.Value("password")}
	if s.form.Value("way") == generatedPassword {
		in.Password = s.generated
	}
	return in
}

// complete says beside the fields what is missing; true where nothing is.
func (s *remedyScreen) complete() bool {
	in, name := s.inputs(), s.typedName()
	checks := []check{}
	for _, need := range s.remedy.Needs {
		switch {
		case need == remedy.Group && in.Group == "":
			checks = append(checks, check{"group", "There is no group to choose."})
		case need == remedy.Device && in.Device == "":
			checks = append(checks, check{"device", "There is no device to choose."})
		case need == remedy.Address:
			checks = append(checks, check{"address", wrongAddress(s.remedy.ID, in.Address)})
		case need == remedy.Password && in.Password == "" && s.form.Value("way") == generatedPassword:
			checks = append(checks, check{"way", "The system gives no randomness: type one."})
		case need == remedy.Password && in.Password == "":
			checks = append(checks, check{"password", "Type a password, or have it generated."})
		}
	}
	if s.remedy.Confirm == remedy.TypeName && strings.TrimSpace(s.form.Value("confirm")) != strings.TrimSpace(name) {
		checks = append(checks, check{"confirm", "Type what heads the card: " + kit.Clean(name)})
	}
	return s.require(checks...)
}

// typedName is what is typed before a remedy that can't be taken back: what heads the
// card, or, where that can't be typed, the user name or the sub.
func (s *remedyScreen) typedName() string {
	u := s.of.user()
	for _, name := range []string{remedy.Heading(u), u.Username} {
		if kit.Clean(name) == name && kit.Width(name) <= 64 {
			return name
		}
	}
	return u.Sub
}

func wrongAddress(id remedy.ID, value string) string {
	switch {
	case value == "" && id == remedy.CorrectPhone:
		return "Type the new phone number."
	case value == "":
		return "Type the new email address."
	case id == remedy.CorrectPhone:
		return wrongAttribute("phone_number", value)
	}
	return wrongAttribute("email", value)
}
