package find

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cognito-tui/cognito"
)

// asked are the filters of a plan as text.
func asked(p Plan) []string {
	var out []string
	for _, a := range p.Asks {
		op := " = "
		if a.Filter.Prefix {
			op = " ^= "
		}
		out = append(out, a.Filter.Attribute+op+a.Filter.Value)
	}
	return out
}

func TestPlan(t *testing.T) {
	for _, c := range []struct {
		text   string
		kind   Kind
		enough int
		asks   []string
	}{
		{"", AllUsers, 0, []string{" = "}},
		{"  \t ", AllUsers, 0, []string{" = "}},
		{"ann@example.com", AnEmail, 3, []string{"email = ann@example.com", "username = ann@example.com",
			"preferred_username = ann@example.com", "email ^= ann@example.com", "username ^= ann@example.com"}},
		{"Ann Archer <Ann@Example.com>", AnEmail, 4, []string{"email = Ann@Example.com", "username = Ann@Example.com",
			"username = ann@example.com", "preferred_username = Ann@Example.com",
			"email ^= Ann@Example.com", "username ^= Ann@Example.com", "username ^= ann@example.com"}},
		{"mailto:a@b", AnEmail, 3, []string{"email = a@b", "username = a@b", "preferred_username = a@b", "email ^= a@b",
			"username ^= a@b"}},
		{"+1 (555) 010-1234", APhone, 3, []string{"phone_number = +15550101234", "username = +15550101234",
			"preferred_username = +15550101234", "phone_number ^= +15550101234", "username ^= +15550101234"}},
		{"001 555 0101234", APhone, 3, []string{"phone_number = +15550101234", "username = +15550101234",
			"preferred_username = +15550101234", "phone_number ^= +15550101234", "username ^= +15550101234"}},
		{"\u202a+15550101234\u202c", APhone, 3, []string{"phone_number = +15550101234", "username = +15550101234",
			"preferred_username = +15550101234", "phone_number ^= +15550101234", "username ^= +15550101234"}},
		{"+1 555", APhone, 3, []string{"phone_number = +1555", "username = +1555", "preferred_username = +1555", "phone_number ^= +1555",
			"username ^= +1555"}},
		{"0151 234567", APhone, 4, []string{"phone_number = +0151234567", "username = 0151234567", "username = +0151234567",
			"preferred_username = 0151234567", "phone_number ^= +0151234567", "username ^= 0151234567"}},
		{"0123ABCD-89ab-4cde-8f01-23456789abcd", AnID, 3,
			[]string{"sub = 0123ABCD-89ab-4cde-8f01-23456789abcd", "username = 0123ABCD-89ab-4cde-8f01-23456789abcd",
				"username = 0123abcd-89ab-4cde-8f01-23456789abcd"}},
		{"42", AName, 0, []string{"username = 42", "preferred_username = 42", "name = 42", "family_name = 42", "given_name = 42",
			"username ^= 42", "email ^= 42", "name ^= 42", "family_name ^= 42", "given_name ^= 42", "preferred_username ^= 42"}},
		{"Ann  Archer", AName, 0, []string{"username = Ann  Archer", "username = ann  archer", "preferred_username = Ann  Archer",
			"name = Ann  Archer", "family_name = Ann  Archer", "given_name = Ann  Archer",
			"username ^= Ann  Archer", "username ^= ann  archer", "email ^= Ann  Archer", "name ^= Ann  Archer",
			"family_name ^= Ann  Archer", "given_name ^= Ann  Archer", "preferred_username ^= Ann  Archer",
			"family_name ^= Archer", "given_name ^= Ann", "family_name ^= Ann", "given_name ^= Archer"}},
		{"given_name=Ann", AnAttribute, 0, []string{"given_name = Ann"}},
		{"Given_Name ^= \"A n\"", AnAttribute, 0, []string{"given_name ^= A n"}},
		{"username=Ann", AnAttribute, 0, []string{"username = Ann", "username = ann"}},
		{"phone_number=+1 555 0101234", AnAttribute, 0, []string{"phone_number = +15550101234"}},
		{"status=disabled", AnAttribute, 0, []string{"status = Disabled"}},
		{"status=reset_required", AnAttribute, 0, []string{"cognito:user_status = RESET_REQUIRED"}},
		{"custom:team=red", AnAttribute, 0, nil},
		{"email_verified=false", AnAttribute, 0, nil},
		{"name~=arch", AnAttribute, 0, nil},
		{"a=b", AName, 0, []string{"username = a=b", "preferred_username = a=b", "name = a=b", "family_name = a=b", "given_name = a=b",
			"username ^= a=b", "email ^= a=b", "name ^= a=b", "family_name ^= a=b", "given_name ^= a=b", "preferred_username ^= a=b"}},
	} {
		p, err := PlanOf(Query{Text: c.text})
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got := asked(p); p.Kind != c.kind || p.Enough != c.enough || !slices.Equal(got, c.asks) {
			t.Errorf("%q is %v, enough %d, asks\n%q\nwant %v, %d,\n%q", c.text, p.Kind, p.Enough, got, c.kind, c.enough, c.asks)
		}
		if p.Whole != (c.kind == AnAttribute && c.asks == nil) {
			t.Errorf("%q: Whole is %v", c.text, p.Whole)
		}
	}
}

func TestPlanOfFacets(t *testing.T) {
	for _, c := range []struct {
		facets Facets
		want   cognito.Filter
	}{
		{Facets{}, cognito.Filter{}},
		{Facets{Status: "UNCONFIRMED"}, cognito.Filter{Attribute: "cognito:user_status", Value: "UNCONFIRMED"}},
		{Facets{Enabled: OnlyDisabled}, cognito.Filter{Attribute: "status", Value: "Disabled"}},
		{Facets{Enabled: OnlyEnabled}, cognito.Filter{Attribute: "status", Value: "Enabled"}},
		{Facets{"CONFIRMED", OnlyDisabled}, cognito.Filter{Attribute: "cognito:user_status", Value: "CONFIRMED"}},
	} {
		p, err := PlanOf(Query{Facets: c.facets})
		if err != nil || len(p.Asks) != 1 || p.Asks[0].Filter != c.want {
			t.Errorf("%v: %v %v", c.facets, asked(p), err)
			continue
		}
		if p.Asks[0].Keep(&cognito.FoundUser{Status: "CONFIRMED", Enabled: true}) !=
			(c.facets.Enabled != OnlyDisabled && c.facets.Status != "UNCONFIRMED") {
			t.Errorf("%v: a confirmed enabled user is taken wrongly", c.facets)
		}
	}
}

func TestFacetsWithin(t *testing.T) {
	narrow, wide := Facets{"CONFIRMED", OnlyDisabled}, Facets{Status: "CONFIRMED"}
	if !narrow.Within(wide) || !narrow.Within(Facets{}) || wide.Within(narrow) || (Facets{}).Within(wide) || !wide.Within(wide) {
		t.Error("what is within what is told wrongly")
	}
}

func TestUnusableTexts(t *testing.T) {
	for text, says := range map[string]string{
		strings.Repeat("x", 10000):        "too long",
		strings.Repeat("x", 240):          "too long", // with preferred_username ^= "" around it
		strings.Repeat(`"`, 130):          "too long", // each is escaped
		"ann\x1b[31m":                     "control characters",
		"ann\x00":                         "control characters",
		"a\xff":                           "isn't text",
		"custom:team":                     "custom:team=red",
		"custom:":                         "custom:team=red",
		"custom:team=":                    "custom:team should be",
		"email= ":                         "email should be",
		`email=""`:                        "email should be",
		strings.Repeat("x", 250) + "@b.c": "too long",
	} {
		_, err := PlanOf(Query{Text: text})
		if _, ok := err.(Unusable); !ok || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}

func TestQuotesAndBackslashes(t *testing.T) {
	for _, text := range []string{`a"b`, `a\b`, `"`, `\`, `a\"b`, `" or "1"="1`} {
		p, err := PlanOf(Query{Text: text})
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		for _, a := range p.Asks {
			if a.Filter.Value != text && a.Filter.Value != strings.ToLower(text) && a.Keep == nil {
				t.Errorf("%q is asked for as %q", text, a.Filter.Value)
			}
		}
	}
}

func user(name string, more ...string) cognito.FoundUser {
	u := cognito.FoundUser{Username: name, Status: "CONFIRMED", Enabled: true}
	for i := 0; i < len(more); i += 2 {
		u.Attributes = append(u.Attributes, cognito.Attribute{Name: more[i], Value: more[i+1]})
	}
	return u
}

func TestEverywhere(t *testing.T) {
	for _, c := range []struct {
		text     string
		yes, not cognito.FoundUser
	}{
		{"CHE", user("x", "name", "Ann Archer"), user("x", "name", "Ann", "address", "cher")},
		{"archer ann", user("x", "given_name", "Ann", "family_name", "Archer"), user("x", "name", "Archer")},
		{"MÜLLER", user("x", "name", "Jo Müller"), user("x", "name", "Muller")},
		{"nn", user("Ann"), user("An")},
		{"0151 234567", user("x", "phone_number", "+49151234567"), user("x", "phone_number", "+4951234567")},
		{"custom:team=Red", user("x", "custom:team", "red"), user("x", "custom:team", "reddish")},
		{"custom:team^=red", user("x", "custom:team", "reddish"), user("x", "custom:team", "ired")},
		{"custom:team~=ED", user("x", "custom:team", "red"), user("x", "custom:teams", "red")},
		{"email_verified=false", user("x", "email_verified", "false"), user("x")},
		{"ann@example.com", user("x", "email", "joann@example.com"), user("x", "email", "ann@example.org")},
	} {
		p, err := PlanOf(Query{Text: c.text})
		if err != nil || p.Everywhere == nil {
			t.Errorf("%q: %v, or nothing to compare", c.text, err)
			continue
		}
		if !p.Everywhere(&c.yes) || p.Everywhere(&c.not) {
			t.Errorf("%q: %v is taken %v, %v is taken %v", c.text, c.yes, p.Everywhere(&c.yes), c.not, p.Everywhere(&c.not))
		}
	}
}

// Of two words one filter narrows, and the other word is compared here.
func TestGivenAndFamilyName(t *testing.T) {
	p, err := PlanOf(Query{Text: "Ann Archer"})
	if err != nil {
		t.Fatal(err)
	}
	keep := p.Asks[len(p.Asks)-1].Keep
	if keep == nil {
		t.Fatal("everybody of that name is taken")
	}
	ann, bob := user("x", "given_name", "Ann", "family_name", "Archer"), user("x", "given_name", "Bob", "family_name", "Archer")
	if !keep(&ann) || keep(&bob) {
		t.Error("Bob Archer is taken for Ann Archer")
	}
}

// Whatever is typed is refused in a sentence, or becomes filters that can be sent.
func TestAnyTextIsPlanned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-Z:_"\\\\@+^~=0-9 ]{0,300}`)).Draw(t, "text")
		facets := Facets{rapid.SampledFrom(append([]string{""}, Statuses...)).Draw(t, "status"),
			Enabled(rapid.IntRange(0, 2).Draw(t, "enabled"))}
		p, err := PlanOf(Query{text, facets})
		if err != nil {
			if _, ok := err.(Unusable); !ok || !strings.HasSuffix(err.Error(), ".") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if len(p.Asks) == 0 && p.Everywhere == nil {
			t.Fatalf("%q: nothing is asked", text)
		}
		for _, a := range p.Asks {
			if a.Filter.Check() != nil {
				t.Fatalf("%q: %+v can't be sent", text, a.Filter)
			}
		}
	})
}
