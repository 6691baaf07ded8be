package remedy

import (
	"errors"
	"fmt"

	"cognito-tui/cognito"
)

// Errors of Changes and Show, which a screen says beside the input.
var (
	ErrMissing   = errors.New("something has to be chosen or typed first")
	ErrUnknown   = errors.New("there is no such remedy")
	ErrNoAddress = errors.New("there is no such address to verify")
	ErrNoFactor  = errors.New("no second factor to change")
)

// Changes are what a remedy is made of, each to be given to Admin.Apply in this
// order, with the user's name, or Inputs.Username for Create. It makes no call.
func Changes(id ID, c Case, in Inputs) ([]cognito.Change, error) {
	r := Get(id)
	if r.ID == "" {
		return nil, ErrUnknown
	}
	for _, need := range r.Needs {
		if *in.field(need) == "" && !optional(need) {
			return nil, fmt.Errorf("%w: %s", ErrMissing, need)
		}
	}
	change, err := c.change(id, in)
	if err != nil {
		return nil, err
	}
	return []cognito.Change{change}, nil
}

func (c Case) change(id ID, in Inputs) (cognito.Change, error) {
	switch id {
	case Resend:
		return cognito.ResendCode{}, nil
	case Confirm:
		return cognito.ConfirmSignUp{}, nil
	case Invite:
		return cognito.InviteAgain{Mediums: []string{c.InvitationContact().Medium()}}, nil
	case Reset:
		return cognito.ResetPassword{}, nil
	case TemporaryPassword, PermanentPassword:
		return cognito.SetPassword{Password: in.Password, Permanent: id == PermanentPassword}, nil
	case VerifyEmail:
		return c.verify("email")
	case VerifyPhone:
		return c.verify("phone_number")
	case CorrectEmail:
		return replace("email", in.Address), nil
	case CorrectPhone:
		return replace("phone_number", in.Address), nil
	case Enable:
		return cognito.EnableUser{}, nil
	case Disable:
		return cognito.DisableUser{}, nil
	case SignOut:
		return cognito.SignOutEverywhere{}, nil
	case FactorOff, PreferFactor:
		return c.factors(id, in.Factor)
	case ForgetDevice:
		return cognito.ForgetUserDevice{Key: in.Device}, nil
	case AddGroup:
		return cognito.AddToGroup{Group: in.Group}, nil
	case RemoveGroup:
		return cognito.RemoveFromGroup{Group: in.Group}, nil
	case Create:
		return c.create(in), nil
	}
	return cognito.DeleteUser{}, nil
}

func (c Case) verify(attribute string) (cognito.Change, error) {
	if c.User.Value(attribute) == "" {
		return nil, ErrNoAddress
	}
	return cognito.UpdateAttributes{Attributes: []cognito.Attribute{{Name: attribute + "_verified", Value: "true"}}}, nil
}

// replace sets an address together with its mark, so that no code is sent. Source:
// API reference, AdminUpdateUserAttributes.
func replace(attribute, address string) cognito.Change {
	return cognito.UpdateAttributes{Attributes: []cognito.Attribute{
		{Name: attribute, Value: address}, {Name: attribute + "_verified", Value: "true"}}}
}

// create invites the new user by email, else by text message; in a pool whose user
// names are addresses, the name is one.
func (c Case) create(in Inputs) cognito.Change {
	change := cognito.CreateUser{Mediums: []string{c.newContact(in).Medium()}}
	for _, a := range []cognito.Attribute{{Name: "email", Value: in.Email}, {Name: "phone_number", Value: in.Phone}} {
		if a.Value != "" && a.Value != in.Username {
			change.Attributes = append(change.Attributes, a)
		}
		if a.Value != "" && a.Value == in.Username && (c.Pool == nil || len(c.Pool.UsernameAttributes) == 0) {
			change.Attributes = append(change.Attributes, a)
		}
	}
	return change
}

// factors turns one or all factors off, or asks for another one in their place.
func (c Case) factors(id ID, name string) (cognito.Change, error) {
	wish := &cognito.FactorPreference{Enabled: id == PreferFactor, Preferred: id == PreferFactor}
	names := []string{name}
	if name == "" && id == FactorOff {
		names = c.User.MFA
	}
	if name == "" && id == PreferFactor {
		names = []string{c.OtherFactor()}
	}
	var p cognito.MFAPreference
	for _, name := range names {
		switch name {
		case SMSFactor:
			p.SMS = wish
		case AppFactor:
			p.SoftwareToken = wish
		case EmailFactor:
			p.Email = wish
		}
	}
	if p == (cognito.MFAPreference{}) {
		return nil, ErrNoFactor
	}
	return cognito.SetMFA{MFAPreference: p}, nil
}

func optional(i Input) bool { return i == Factor || i == Email || i == Phone }

// field is the input's place.
func (in *Inputs) field(i Input) *string {
	switch i {
	case Group:
		return &in.Group
	case Device:
		return &in.Device
	case Address:
		return &in.Address
	case Password:
		return &in.Password
	case Factor:
		return &in.Factor
	case Username:
		return &in.Username
	case Email:
		return &in.Email
	}
	return &in.Phone
}
