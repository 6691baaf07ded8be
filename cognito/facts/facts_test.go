package facts_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
)

func TestFact(t *testing.T) {
	type fact = facts.Fact[int]
	refused := func(kind cognito.Kind, code string) fact {
		return facts.Of(0, &cognito.Error{Op: "ListUsers", Kind: kind, Code: code})
	}
	for _, x := range []struct {
		name                      string
		fact                      fact
		known, done, gone, denied bool
		why, placeholder          string
	}{
		{"being read", fact{}, false, false, false, false, "", "…"},
		{"known", facts.Known(0), true, true, false, false, "", ""},
		{"read", facts.Of(1, nil), true, true, false, false, "", ""},
		{"not asked for", facts.Missing[int]("nobody asked"), false, true, false, false, "nobody asked", "not read: " + cognito.Unknown.String()},
		{"gone", refused(cognito.NoSuchPool, "ResourceNotFoundException"), false, true, true, false,
			"it can't be read, " + cognito.NoSuchPool.String(), "not read: " + cognito.NoSuchPool.String()},
		{"denied", refused(cognito.CredentialsRefused, "AccessDeniedException"), false, true, false, true,
			"access denied, cognito-idp:ListUsers isn't allowed", "off: needs cognito-idp:ListUsers"},
		{"not accepted", refused(cognito.CredentialsRefused, "ExpiredTokenException"), false, true, false, false,
			"AWS didn't accept the credentials", "not read: " + cognito.CredentialsRefused.String()},
		{"no pool id", refused(cognito.BadSettings, ""), false, true, false, false, facts.NoPoolID, "not read: " + cognito.BadSettings.String()},
		{"no credentials", refused(cognito.NoCredentials, ""), false, true, false, false, facts.NoCredentials, "not read: " + cognito.NoCredentials.String()},
		{"another plan", refused(cognito.ThreatProtectionOff, ""), false, true, false, false,
			"it can't be read, " + cognito.ThreatProtectionOff.String(), "off: they are kept with threat protection, in the plan PLUS"},
	} {
		f := x.fact
		if f.Known != x.known || f.Done() != x.done || f.Gone() != x.gone || f.Denied() != x.denied {
			t.Errorf("%s: known %v, done %v, gone %v, denied %v", x.name, f.Known, f.Done(), f.Gone(), f.Denied())
		}
		if f.WhyUnread() != x.why || f.Placeholder() != x.placeholder {
			t.Errorf("%s: %q, %q", x.name, f.WhyUnread(), f.Placeholder())
		}
		if f.OrMissing("left out").Done() != true || x.done && f.OrMissing("left out") != f {
			t.Errorf("%s: left out it is %+v", x.name, f.OrMissing("left out"))
		}
	}
}

func TestNewer(t *testing.T) {
	known, other, failed, gone := facts.Known(1), facts.Known(2), facts.Missing[int]("lost"), facts.Of(0, cognito.NotFound)
	for _, x := range []struct{ old, read, want facts.Fact[int] }{
		{facts.Fact[int]{}, known, known}, {facts.Fact[int]{}, failed, failed}, {failed, gone, gone},
		{known, other, other}, {known, failed, known}, {known, gone, gone},
	} {
		if got := x.old.Newer(x.read); got != x.want {
			t.Errorf("%+v, then %+v: %+v", x.old, x.read, got)
		}
	}
}

// pool finds users by exact value, as ListUsers does, and counts the calls.
type pool struct {
	users []cognito.FoundUser
	calls []string
	fails string // the attribute that isn't found by
}

var errLost = errors.New("lost")

func (p *pool) FindUsers(_ context.Context, f cognito.Filter, _ int) (found []cognito.FoundUser, err error) {
	if p.calls = append(p.calls, f.Attribute); f.Attribute == p.fails {
		return nil, errLost
	}
	for _, u := range p.users {
		if u.Value(f.Attribute) == f.Value {
			found = append(found, u)
		}
	}
	return found, nil
}

func user(name string, attributes ...string) cognito.FoundUser {
	u := cognito.FoundUser{Username: name}
	for i := 0; i < len(attributes); i += 2 {
		u.Attributes = append(u.Attributes, cognito.Attribute{Name: attributes[i], Value: attributes[i+1]})
	}
	return u
}

func names(users []cognito.FoundUser) (list []string) {
	for _, u := range users {
		list = append(list, u.Username)
	}
	return list
}

func TestReads(t *testing.T) {
	const mail, phone = "a@example.com", "+15550100"
	ann := user("ann", "phone_number", phone, "email", mail)
	users := []cognito.FoundUser{ann, user("bob", "email", mail, "phone_number", phone, "phone_number_verified", "true"),
		user("eve", "email", mail, "email_verified", "false"), user("x", "email", "x@example.com"), user("y", "preferred_username", "ann2")}
	named := func(name string) func(*pool) ([]cognito.FoundUser, error) {
		return func(p *pool) ([]cognito.FoundUser, error) { return facts.Named(t.Context(), p, name) }
	}
	same := func(p *pool) ([]cognito.FoundUser, error) { return facts.SameAddress(t.Context(), p, ann) }
	holders := func(p *pool) ([]cognito.FoundUser, error) { return facts.Holders(t.Context(), p, ann) }
	for _, x := range []struct {
		name, fails string
		read        func(*pool) ([]cognito.FoundUser, error)
		want, calls []string
	}{
		{"a user name", "", named("ann"), []string{"ann"}, []string{"username"}},
		{"an email", "", named(mail), []string{"ann", "bob", "eve"}, []string{"username", "email"}},
		{"a phone number", "", named(phone), []string{"ann", "bob"}, []string{"username", "phone_number"}},
		{"a preferred name", "", named("ann2"), []string{"y"}, []string{"username", "preferred_username"}},
		{"nobody", "", named("z"), nil, []string{"username", "preferred_username"}},
		{"same", "", same, []string{"bob", "eve"}, []string{"email", "phone_number"}},
		{"same, in part", "phone_number", same, []string{"bob", "eve"}, []string{"email", "phone_number"}},
		{"holders", "", holders, []string{"bob"}, []string{"email", "phone_number"}},
		{"not found by", "email", named(mail), nil, []string{"username", "email"}},
	} {
		p := &pool{users: users, fails: x.fails}
		got, err := x.read(p)
		if !reflect.DeepEqual(names(got), x.want) || !reflect.DeepEqual(p.calls, x.calls) || (err != nil) != (x.fails != "") {
			t.Errorf("%s: %v by %v, %v", x.name, names(got), p.calls, err)
		}
	}
}
