package diagnosis_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/remedy"
)

// someone is a user with an unverified email, in a pool that verifies it.
func someone(status string) diagnosis.Facts {
	return diagnosis.Facts{
		Asked: "ann", Found: true, Same: facts.Known[[]cognito.FoundUser](nil), Now: time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC),
		User: cognito.FoundUser{Username: "ann", Status: status, Enabled: true, Attributes: []cognito.Attribute{{Name: "email", Value: "ann@example.com"}}},
		Pool: &cognito.Pool{MFA: "OFF", AutoVerified: []string{"email"}, AliasAttributes: []string{"email"}, TemporaryDays: 7}, Client: &cognito.AppClient{},
	}
}

func offered(d diagnosis.Diagnosis) (ids []remedy.ID) {
	for _, o := range d.Works {
		ids = append(ids, o.Remedy)
	}
	return ids
}

func asked(d diagnosis.Diagnosis) (keys []string) {
	for _, q := range d.Questions {
		keys = append(keys, q.Key)
	}
	return keys
}

// What stands in nobody's way is offered together with what else there is to do; what
// stands in the way is offered alone.
func TestRemediesOfWhatIsLeft(t *testing.T) {
	f := someone("UNCONFIRMED")
	f.Says.WrongAddress = true
	d := diagnosis.Of(f)
	want := []remedy.ID{remedy.CorrectEmail, remedy.CorrectPhone, remedy.Resend, remedy.Confirm, remedy.TemporaryPassword, remedy.PermanentPassword}
	if !slices.Equal(offered(d), want) || d.Next == nil || d.Next.Row != "unconfirmed" {
		t.Errorf("%+v", d)
	}
	f.User.Enabled = false
	if d := diagnosis.Of(f); !slices.Equal(offered(d), []remedy.ID{remedy.Enable}) || d.Next.Row != "wrong-address" {
		t.Errorf("%+v", d)
	}
}

// Questions are asked once, and only where they make sense.
func TestQuestions(t *testing.T) {
	f := someone("CONFIRMED")
	if got := asked(diagnosis.Of(f)); !slices.Equal(got, []string{"LockedOut", "WrongAddress", "SignedInElsewhere"}) {
		t.Error(got)
	}
	f.Says = f.Says.Answer("WrongAddress", true)
	if got := asked(diagnosis.Of(f)); !slices.Equal(got, []string{"LockedOut", "SignedInElsewhere"}) {
		t.Error(got)
	}
	f.Says = f.Says.Answer("WrongAddress", false)
	f.Pool.MFA = "OPTIONAL"
	if got := asked(diagnosis.Of(f)); slices.Contains(got, "LostFactor") {
		t.Error("nobody lost a factor that isn't on")
	}
	f.Listed = true
	if got := asked(diagnosis.Of(f)); !slices.Contains(got, "LostFactor") {
		t.Error(got)
	}
	f = someone("FORCE_CHANGE_PASSWORD")
	f.User.Created, f.User.Modified = f.Now.Add(-time.Hour), f.Now.Add(-time.Hour)
	if got := asked(diagnosis.Of(f)); !slices.Equal(got, []string{"LockedOut", "LostInvitation", "WrongAddress"}) {
		t.Error(got)
	}
}

// Two spellings are one address where the pool doesn't count case.
func TestSharedByCase(t *testing.T) {
	f := someone("CONFIRMED")
	f.Same.Val = []cognito.FoundUser{{Username: "Ann", Attributes: []cognito.Attribute{{Name: "email", Value: "ANN@example.com"}, {Name: "email_verified", Value: "true"}}}}
	for sensitive, want := range map[bool]diagnosis.ID{true: "no-reset", false: "shared-theirs"} {
		f.Pool.CaseSensitive = sensitive
		if d := diagnosis.Of(f); d.Row != want {
			t.Errorf("case counts %v: %s", sensitive, d.Row)
		}
	}
	f.Pool = nil
	if d := diagnosis.Of(f); d.Row == "shared" {
		t.Error("two spellings are one address, in a pool that isn't known")
	}
}

// Rows are one table: every row has a name of its own, words, and something to do or
// a reason why there is nothing.
func TestTable(t *testing.T) {
	names := map[diagnosis.ID]bool{}
	for _, r := range diagnosis.Rows() {
		if names[r.ID] || r.ID == "" || r.When == nil || r.Sentence == "" || r.Detail == "" {
			t.Errorf("%+v", r)
		}
		if r.SignIn == nil && r.Without == nil || len(r.Works)+len(r.Advice) == 0 {
			t.Errorf("%s says nothing", r.ID)
		}
		names[r.ID] = true
		for _, o := range append(slices.Clone(r.Works), r.Fails...) {
			if remedy.Get(o.Remedy).ID == "" || o.Text == "" {
				t.Errorf("%s: %+v", r.ID, o)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "1 second", 41 * time.Second: "41 seconds", 90 * time.Second: "1 minute", 119 * time.Minute: "1 hour", 47 * time.Hour: "1 day", 6*24*time.Hour + 5: "6 days",
	} {
		if got := diagnosis.Span(d); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}

// An address that isn't verified signs in to nobody's account where addresses are aliases.
func TestUnverifiedAliasIsNoName(t *testing.T) {
	advice := func(change func(*diagnosis.Facts)) string {
		f := someone("CONFIRMED")
		change(&f)
		for _, a := range diagnosis.Of(f).Advice {
			if strings.HasPrefix(a, "Ask what they type: ") {
				return strings.TrimPrefix(a, "Ask what they type: ")
			}
		}
		return ""
	}
	with := func(name, value string) func(*diagnosis.Facts) {
		return func(f *diagnosis.Facts) {
			f.Pool.AliasAttributes = []string{"email", "phone_number"}
			f.User.Attributes = append(f.User.Attributes, cognito.Attribute{Name: name, Value: value})
		}
	}
	for name, c := range map[string]struct {
		change func(*diagnosis.Facts)
		want   string
	}{
		"unverified":    {func(*diagnosis.Facts) {}, "the email isn't verified, and so doesn't sign in to this account; ann does."},
		"both":          {with("phone_number", "+15550100000"), "the email and the phone number aren't verified, and so don't sign in to this account; ann does."},
		"verified":      {with("email_verified", "true"), ""},
		"no aliases":    {func(f *diagnosis.Facts) { f.Pool.AliasAttributes = nil }, ""},
		"unknown pool":  {func(f *diagnosis.Facts) { f.Pool = nil }, ""},
		"at a provider": {func(f *diagnosis.Facts) { f.User.Status = "EXTERNAL_PROVIDER" }, ""},
		"nobody":        {func(f *diagnosis.Facts) { f.Found = false }, ""},
		"somebody else's": {func(f *diagnosis.Facts) {
			f.Same.Val = []cognito.FoundUser{{Username: "bob", Attributes: []cognito.Attribute{{Name: "email", Value: "ann@example.com"}}}}
		}, ""},
	} {
		if got := advice(c.change); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
