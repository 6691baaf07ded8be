package diagnosis_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/localpool"
)

// The walk: many pools, and in each many people, by everything that matters.
var (
	walkMFA      = []string{"OFF", "OPTIONAL", "ON"}
	walkVerified = [][]string{nil, {"email"}, {"phone_number"}, {"email", "phone_number"}}
	walkRecovery = [][]string{nil, {"verified_email"}, {"verified_phone_number", "verified_email"}, {"admin_only"}}
	walkNames    = []func(*pool){
		func(*pool) {},
		func(p *pool) { p.AliasAttributes = []string{"email", "phone_number"} },
		func(p *pool) { p.UsernameAttributes = []string{"email"} },
	}

	walkStatus    = []string{"UNCONFIRMED", "CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED", "EXTERNAL_PROVIDER", "CONFIRMED", "FORCE_CHANGE_PASSWORD", "ARCHIVED"}
	walkAddresses = [][]localpool.Attribute{
		nil, email("w@example.com", false), email("w@example.com", true), phone("+15550100000", false), phone("+15550100000", true),
		all(email("w@example.com", true), phone("+15550100000", false)), all(email("w@example.com", false), phone("+15550100000", true)),
		all(email("w@example.com", true), phone("+15550100000", true)),
	}
	walkFactors = []human{
		{}, {TOTPSecret: secret, MFA: []string{"SOFTWARE_TOKEN_MFA"}}, {MFA: []string{"SMS_MFA"}}, {MFA: []string{"EMAIL_OTP"}},
		{TOTPSecret: secret, MFA: []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}, PreferredMFA: "SMS_MFA"},
		{TOTPSecret: secret, MFA: []string{"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}},
	}
	walkAges = []time.Duration{0, week - time.Minute, week, 3 * week}
	walkSays = []says{{}, {}, {}, {LostFactor: true}, {WrongAddress: true}, {SignedInElsewhere: true}}
	walkLess = []func(*diagnosis.Facts){nil, nil, noPool, noClient, func(f *diagnosis.Facts) { noPool(f); noClient(f) }, unlisted, func(f *diagnosis.Facts) { f.Groups, f.Same = nil, facts.Fact[[]cognito.FoundUser]{} }}
)

// unlisted is a user as ListUsers tells them.
func unlisted(f *diagnosis.Facts) { f.Listed, f.User.MFA, f.User.PreferredMFA = true, nil, "" }

func one[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// Whatever the pool, the app client and the person: what is said is so, and where facts
// are missing nothing false is said.
func TestManyStatesAreTrue(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		states := 400
		if testing.Short() {
			states = 60
		}
		r := rand.New(rand.NewPCG(5, 11))
		rows := map[diagnosis.ID]int{}
		for n := range states {
			c := randomCase(r)
			w := newWorld(t, c.pool, append([]human{c.who}, c.others...)...)
			next := func() *person {
				p := w.next(c.client)
				p.says, p.less = c.says, c.less
				return p
			}
			p := next()
			d := diagnosis.Of(p.facts())
			rows[d.Row]++
			checkSignIn(t, p, d)
			checkForgot(t, p, d)
			checkAll(t, next, d)
			checkText(t, d)
			if t.Failed() {
				t.Fatalf("state %d: %s\n%s", n, c, told(d))
			}
		}
		t.Log(rows)
	})
}

// checkText looks for names that weren't filled in, and for sentences that aren't.
func checkText(t *testing.T, d diagnosis.Diagnosis) {
	t.Helper()
	for next := &d; next != nil; next = next.Next {
		text := told(*next)
		if strings.ContainsAny(text, "{}") || strings.Contains(text, "  .") || next.Sentence == "" || !strings.HasSuffix(next.Sentence, ".") {
			t.Errorf("%s", text)
		}
	}
}

func randomCase(r *rand.Rand) rowCase {
	c := rowCase{client: one(r, []string{"telling", "hiding"}), says: one(r, walkSays), less: one(r, walkLess)}
	c.pool = pool{MFA: one(r, walkMFA), SMSMFA: true, TOTPMFA: true, EmailMFA: true, AutoVerified: one(r, walkVerified), Recovery: one(r, walkRecovery)}
	one(r, walkNames)(&c.pool)
	c.who = one(r, walkFactors)
	c.who.Username, c.who.Status, c.who.PasswordAge = "wil", one(r, walkStatus), one(r, walkAges)
	c.who.Disabled, c.who.Imported = r.IntN(5) == 0, r.IntN(4) == 0
	c.who.Attributes = one(r, walkAddresses)
	if c.pool.UsernameAttributes != nil {
		c.who.Username, c.who.Attributes = "w@example.com", phone("+15550100000", true)
		if r.IntN(2) == 0 {
			c.who.Attributes = []localpool.Attribute{{Name: "email_verified", Value: "true"}}
		}
	} else if r.IntN(4) == 0 && !(slices.Contains(c.pool.AliasAttributes, "email") && slices.ContainsFunc(c.who.Attributes, isVerifiedEmail)) {
		c.others = []human{{Username: "twin", Attributes: email("w@example.com", r.IntN(2) == 0)}}
	}
	return c
}

func isVerifiedEmail(a localpool.Attribute) bool { return a.Name == "email_verified" }

func (c rowCase) String() string {
	return fmt.Sprintf("pool %+v\n%s\nwho %+v\nothers %+v\nsays %+v", c.pool, c.client, c.who, c.others, c.says)
}
