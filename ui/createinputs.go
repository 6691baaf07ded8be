package ui

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/ui/kit"
)

// The ways of an invitation: keys are the API's mediums, joined by "+".
var invitations = []kit.Option{
	{Key: "EMAIL", Label: "By email", Note: "with a temporary password"},
	{Key: "SMS", Label: "By text message", Note: "with a temporary password"},
	{Key: "EMAIL+SMS", Label: "By both", Note: "with a temporary password"},
	{Key: "", Label: "None", Note: "you read the temporary password out"},
}

// servicePassword is the way to a temporary password that the service makes.
const servicePassword = "service"

// fields are those of a new user; what was looked for stands where it belongs.
func (s *createUser) fields(asked string) []*kit.Field {
	name, email, phone := kit.NewField("username", "User name"), kit.NewField("email", "Email"), kit.NewField("phone_number", "Phone")
	phone.Hint = "such as +15550101234"
	if s.byAddress() {
		name.Label = "Email or phone"
	} else if strings.Contains(asked, "@") {
		email.Set(asked)
	}
	name.Set(asked)
	if !s.byAddress() && s.pool.Known && slices.Contains(s.pool.Val.AliasAttributes, cognito.AddressKind(asked)) {
		name.Set("") // an address is no user name there
		name.Hint = "no email or phone"
	}
	verified := kit.NewChoice("verified", "Addresses",
		kit.Option{Key: "", Label: "Not verified", Note: "no reset code can be sent there before they are"},
		kit.Option{Key: "true", Label: "Verified", Note: "you know that they are the person's"})
	way := kit.NewChoice("way", "Temporary password",
		kit.Option{Key: servicePassword, Label: "Made by the service", Note: "it stands in the invitation alone"},
		kit.Option{Key: generatedPassword, Label: "Generated", Note: "by the pool's rules; shown once, when it is set"},
		kit.Option{Key: typedPassword, Label: "Typed"})
	return []*kit.Field{name, email, phone, verified, kit.NewChoice("invitation", "Invitation", invitations...), way}
}

// byAddress tells of a pool whose user names are addresses.
func (s *createUser) byAddress() bool {
	return s.pool.Known && len(s.pool.Val.UsernameAttributes) > 0
}

func (s *createUser) value(name string) string { return strings.TrimSpace(s.typing.Value(name)) }

// retyped follows the way to the password: a typed one has its field.
func (s *createUser) retyped() {
	way, typed := s.typing.Field("way"), s.typing.Field("password")
	switch {
	case way.Value() == typedPassword && typed == nil:
		s.typing.Insert("way", typedPasswordField(s.env, policyOf(s.pool)))
	case way.Value() != typedPassword && typed != nil:
		s.typing.Remove(typed)
	}
}

// change is the call, as the fields stand.
func (s *createUser) change() cognito.CreateUser {
	c := cognito.CreateUser{Suppress: s.value("invitation") == ""}
	if !c.Suppress {
		c.Mediums = strings.Split(s.value("invitation"), "+")
	}
	for _, name := range []string{"email", "phone_number"} {
		value := s.value(name)
		if s.byAddress() && cognito.AddressKind(s.value("username")) == name {
			value = s.value("username")
		}
		if value == "" {
			continue
		}
		c.Attributes = append(c.Attributes, cognito.Attribute{Name: name, Value: value})
		if s.value("verified") != "" {
			c.Attributes = append(c.Attributes, cognito.Attribute{Name: name + "_verified", Value: "true"})
		}
	}
	switch s.typing.Value("way") {
	case generatedPassword:
		c.TemporaryPassword = s.generated
	case typedPassword:
		c.TemporaryPassword = s.typing.Value("password")
	}
	return c
}

// complete says beside the fields what is missing; true where nothing is.
func (s *createUser) complete() bool {
	email, phone, invitation, way := s.value("email"), s.value("phone_number"), s.value("invitation"), s.typing.Value("way")
	for _, a := range s.change().Attributes {
		switch a.Name {
		case "email":
			email = a.Value
		case "phone_number":
			phone = a.Value
		}
	}
	wrongMedium := ""
	switch {
	case strings.Contains(invitation, "EMAIL") && email == "":
		wrongMedium = "That needs an email."
	case strings.Contains(invitation, "SMS") && phone == "":
		wrongMedium = "That needs a phone number."
	}
	wrongWay, wrongPassword := "", ""
	switch {
	case way == servicePassword && invitation == "":
		wrongWay = "Without an invitation nobody would know it: generate or type one."
	case way == typedPassword && s.typing.Value("password") == "":
		wrongPassword = "Type a password, or have it generated."
	}
	name := s.value("username")
	wrong := wrongName(name)
	if s.byAddress() && wrong == "" && cognito.AddressKind(name) == "" {
		wrong = "In this pool the user name is an email or a phone number."
	}
	return s.require(check{"username", wrong}, check{"email", wrongAttribute("email", s.value("email"))},
		check{"phone_number", wrongAttribute("phone_number", s.value("phone_number"))},
		check{"invitation", wrongMedium}, check{"way", wrongWay}, check{"password", wrongPassword})
}
