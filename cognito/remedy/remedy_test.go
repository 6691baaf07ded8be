package remedy

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
)

// carla is somebody in a pool whose emails Cognito sends.
func carla() Case {
	return Case{
		User: cognito.FoundUser{Username: "carla", Status: "CONFIRMED", Enabled: true, MFA: []string{AppFactor, SMSFactor},
			Attributes: []cognito.Attribute{
				{Name: "email", Value: "carla@example.com"},
				{Name: "email_verified", Value: "true"},
				{Name: "phone_number", Value: "+15550101234"},
			}},
		Pool: &cognito.Pool{
			ID:            "eu-west-1_Xy12AbCdE",
			Name:          "prod-users",
			TemporaryDays: 7,
			AutoVerified:  []string{"email"},
			EmailSender:   "COGNITO_DEFAULT",
			MFA:           "OPTIONAL",
		},
		Groups:  []cognito.Group{{Name: "customers"}},
		Devices: []cognito.RememberedDevice{{Key: "eu-west-1_0000", Name: "laptop"}},
	}
}

var inputs = Inputs{
	Group:    "beta",
	Device:   "eu-west-1_0000",
	Address:  "c.mendes@example.com",
	Password: "Read-Out-7",
	Username: "nina",
	Email:    "nina@example.com",
}

// Each remedy confirms and changes what the list says.
func TestEveryRemedy(t *testing.T) {
	typed := []ID{PermanentPassword, CorrectEmail, CorrectPhone, FactorOff, PreferFactor, ForgetDevice, RemoveGroup, Disable, Delete}
	if len(table) != len(shows) {
		t.Errorf("%d remedies, %d previews", len(table), len(shows))
	}
	for _, r := range All() {
		if got := Get(r.ID); got.Label == "" || got.Does == "" || !reflect.DeepEqual(got, r) {
			t.Errorf("%s: %+v", r.ID, got)
		}
		if (r.Confirm == TypeName) != slices.Contains(typed, r.ID) {
			t.Errorf("%s is confirmed by %v", r.ID, r.Confirm)
		}
		changes, err := Changes(r.ID, carla(), inputs)
		if err != nil || len(changes) != 1 || changes[0].Operation() != r.Operation {
			t.Errorf("%s: %v, %v", r.ID, changes, err)
		}
		anew := carla()
		anew.User.Status, anew.User.Attributes[1].Value = "UNCONFIRMED", "false"
		p, err := Show(r.ID, anew, inputs)
		if err != nil || len(p.Lines) == 0 && r.ID != RemoveGroup || p.Pool != "prod-users (eu-west-1_Xy12AbCdE)" || len(p.Then) == 0 {
			t.Errorf("%s: %+v, %v", r.ID, p, err)
		}
		if text := fmt.Sprintf("%+v", p); strings.Contains(text, inputs.Password) {
			t.Errorf("%s shows the password: %s", r.ID, text)
		}
		if want := map[bool]string{true: "nina", false: "carla@example.com"}[r.ID == Create]; p.Person != want {
			t.Errorf("%s heads %q", r.ID, p.Person)
		}
		for _, need := range r.Needs {
			in := inputs
			*in.field(need) = ""
			if _, err := Changes(r.ID, carla(), in); errors.Is(err, ErrMissing) == optional(need) {
				t.Errorf("%s without %s: %v", r.ID, need, err)
			}
			if _, err := Show(r.ID, carla(), in); errors.Is(err, ErrMissing) == optional(need) {
				t.Errorf("%s without %s is shown", r.ID, need)
			}
		}
	}
	if _, err := Changes("x", carla(), inputs); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
}

func TestChanges(t *testing.T) {
	on, off := &cognito.FactorPreference{Enabled: true, Preferred: true}, &cognito.FactorPreference{}
	verified := func(name string) cognito.Attribute { return cognito.Attribute{Name: name + "_verified", Value: "true"} }
	email := cognito.Attribute{Name: "email", Value: "nina@example.com"}
	phoneOnly, byEmail := carla(), carla()
	phoneOnly.User.Attributes = phoneOnly.User.Attributes[2:]
	byEmail.Pool.UsernameAttributes = []string{"email"}
	for _, x := range []struct {
		id   ID
		c    Case
		in   Inputs
		want cognito.Change
	}{
		{Invite, carla(), Inputs{}, cognito.InviteAgain{Mediums: []string{"EMAIL"}}},
		{Invite, phoneOnly, Inputs{}, cognito.InviteAgain{Mediums: []string{"SMS"}}},
		{TemporaryPassword, carla(), inputs, cognito.SetPassword{Password: "Read-Out-7"}},
		{PermanentPassword, carla(), inputs, cognito.SetPassword{Password: "Read-Out-7", Permanent: true}},
		{VerifyPhone, carla(), Inputs{}, cognito.UpdateAttributes{Attributes: []cognito.Attribute{verified("phone_number")}}},
		{CorrectEmail, carla(), Inputs{Address: "nina@example.com"},
			cognito.UpdateAttributes{Attributes: []cognito.Attribute{email, verified("email")}}},
		{FactorOff, carla(), Inputs{}, cognito.SetMFA{MFAPreference: cognito.MFAPreference{SMS: off, SoftwareToken: off}}},
		{FactorOff, carla(), Inputs{Factor: AppFactor}, cognito.SetMFA{MFAPreference: cognito.MFAPreference{SoftwareToken: off}}},
		{PreferFactor, carla(), Inputs{}, cognito.SetMFA{MFAPreference: cognito.MFAPreference{Email: on}}},
		{PreferFactor, carla(), Inputs{Factor: SMSFactor}, cognito.SetMFA{MFAPreference: cognito.MFAPreference{SMS: on}}},
		{Create, carla(), inputs, cognito.CreateUser{Attributes: []cognito.Attribute{email}, Mediums: []string{"EMAIL"}}},
		{Create, carla(), Inputs{Username: "nina", Phone: "+15550100000"},
			cognito.CreateUser{Attributes: []cognito.Attribute{{Name: "phone_number", Value: "+15550100000"}}, Mediums: []string{"SMS"}}},
		{Create, byEmail, Inputs{Username: "nina@example.com"}, cognito.CreateUser{Mediums: []string{"EMAIL"}}},
		{Create, byEmail, Inputs{Username: "nina@example.com", Email: "nina@example.com"}, cognito.CreateUser{Mediums: []string{"EMAIL"}}},
		{Create, carla(), Inputs{Username: "nina@example.com", Email: "nina@example.com"},
			cognito.CreateUser{Attributes: []cognito.Attribute{email}, Mediums: []string{"EMAIL"}}},
	} {
		got, err := Changes(x.id, x.c, x.in)
		if err != nil || !reflect.DeepEqual(got, []cognito.Change{x.want}) {
			t.Errorf("%s %+v: %+v, %v", x.id, x.in, got, err)
		}
	}
	nobody := Case{}
	for id, want := range map[ID]error{VerifyEmail: ErrNoAddress, VerifyPhone: ErrNoAddress, FactorOff: ErrNoFactor,
		PreferFactor: ErrNoFactor} {
		if _, err := Changes(id, nobody, Inputs{}); !errors.Is(err, want) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// What is shown: from what to what, where the message goes, and what it costs.
func TestPreviews(t *testing.T) {
	invited, own, unknown, external, grouped := carla(), carla(), carla(), carla(), carla()
	invited.User.Status = "FORCE_CHANGE_PASSWORD"
	own.Pool.EmailSender = "DEVELOPER"
	unknown.Pool, unknown.Groups = nil, nil
	external.User.Status = "EXTERNAL_PROVIDER"
	grouped.Groups = append(grouped.Groups, cognito.Group{Name: "beta"})
	for _, x := range []struct {
		id      ID
		c       Case
		in      Inputs
		lines   string
		message string
		warning string // one of them; "-text" is in none
	}{
		{Invite, invited, Inputs{}, "temporary password: the one sent before → a new one",
			"an email to c***@e***: a new temporary password, good for 7 days", "daily limit of 50 emails"},
		{Invite, own, Inputs{}, "temporary password: the one sent before → a new one",
			"an email to c***@e***: a new temporary password, good for 7 days", "-daily limit"},
		{Reset, carla(), Inputs{}, "status: CONFIRMED → RESET_REQUIRED; password: works → works no more",
			"an email to c***@e***: a reset code, good for an hour", "can't be used any more"},
		{Reset, unknown, Inputs{}, "status: CONFIRMED → RESET_REQUIRED; password: works → works no more",
			"a message to the address that the service chooses: a reset code, good for an hour", "-daily"},
		{CorrectEmail, carla(), Inputs{Address: "c.mendes@example.com"}, "email: carla@example.com → c.mendes@example.com", "",
			"nothing is sent"},
		{CorrectPhone, carla(), Inputs{Address: "+15550109999"},
			"phone: +15550101234 → +15550109999; phone verified: unverified → verified", "", "-sign in with"},
		{TemporaryPassword, carla(), inputs,
			"status: CONFIRMED → FORCE_CHANGE_PASSWORD; password: the one they have, if any → the one you read out", "",
			"works for 7 days"},
		{TemporaryPassword, external, inputs,
			"status: EXTERNAL_PROVIDER → CONFIRMED; password: the one they have, if any → the one you read out", "", ""},
		{FactorOff, carla(), Inputs{Factor: SMSFactor}, "text message: on → off", "", "password alone"},
		{PreferFactor, carla(), Inputs{}, "email: off → on, and asked for first", "", "doesn't offer"},
		{AddGroup, carla(), Inputs{Group: "beta"}, "groups: customers → customers, beta", "", "afterwards"},
		{AddGroup, grouped, Inputs{Group: "customers"}, "", "", ""},
		{RemoveGroup, carla(), Inputs{Group: "customers"}, "groups: customers → ", "", "until they expire"},
		{AddGroup, unknown, Inputs{Group: "beta"}, "group beta: not known → in it", "", ""},
		{ForgetDevice, carla(), inputs, "device laptop: known → ", "", ""},
		{Create, carla(), Inputs{Username: "nina", Phone: "+15550101234"},
			"user:  → nina; phone:  → +15550101234; status:  → FORCE_CHANGE_PASSWORD",
			"a text message to +*******1234: the user name and a temporary password, good for 7 days", "costs money"},
	} {
		p, err := Show(x.id, x.c, x.in)
		var lines []string
		for _, l := range p.Lines {
			lines = append(lines, l.What+": "+l.From+" → "+l.To)
		}
		if got := strings.Join(lines, "; "); err != nil || got != x.lines || p.Message != x.message {
			t.Errorf("%s: %q, %q, %v", x.id, got, p.Message, err)
		}
		absent, is := strings.CutPrefix(x.warning, "-")
		if all := strings.Join(p.Warnings, "\n"); strings.Contains(all, absent) == is && x.warning != "" {
			t.Errorf("%s warns of %q", x.id, all)
		}
	}
}

func TestContacts(t *testing.T) {
	for address, want := range map[Contact]string{
		{"email", "carla@example.com"}: "c***@e***", {"email", "é@x"}: "é***@x***", {"email", "odd"}: "o***@***", {"email", ""}: "***@***",
		{"phone_number", "+15550101234"}: "+*******1234", {"phone_number", "12"}: "+*******12",
	} {
		if got := address.Masked(); got != want {
			t.Errorf("%v is masked as %s", address, got)
		}
	}
	all := carla()
	all.User.Attributes = append(all.User.Attributes, cognito.Attribute{Name: "phone_number_verified", Value: "true"})
	for _, x := range []struct {
		recovery []string
		mfa      []string
		want     string
	}{
		{nil, nil, "phone_number"}, {[]string{"verified_email", "verified_phone_number"}, nil, "email"}, {[]string{"admin_only"}, nil, ""},
		{nil, []string{SMSFactor}, "email"}, {[]string{"verified_email"}, []string{EmailFactor}, ""},
		{nil, []string{EmailFactor, SMSFactor}, ""},
	} {
		all.Pool.Recovery, all.User.MFA = x.recovery, x.mfa
		if got := all.ResetContact().Attribute; got != x.want {
			t.Errorf("%+v: %q", x, got)
		}
	}
	all.Pool.Recovery, all.Listed = nil, true
	if all.ResetContact().Attribute != "" {
		t.Error("where a code goes depends on second factors that aren't told")
	}
	all.Pool.AutoVerified = []string{"email", "phone_number"}
	if all.SignUpContact().Attribute != "phone_number" || all.InvitationContact().Attribute != "email" {
		t.Error("other contacts")
	}
}
