package diagnosis_test

import (
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/localpool"
)

type (
	pool  = localpool.PoolConfig
	human = localpool.UserConfig
	says  = diagnosis.Says
)

const week = 7 * 24 * time.Hour

func email(address string, verified bool) []localpool.Attribute {
	list := []localpool.Attribute{{Name: "email", Value: address}}
	if verified {
		list = append(list, localpool.Attribute{Name: "email_verified", Value: "true"})
	}
	return list
}

func phone(number string, verified bool) []localpool.Attribute {
	list := []localpool.Attribute{{Name: "phone_number", Value: number}}
	if verified {
		list = append(list, localpool.Attribute{Name: "phone_number_verified", Value: "true"})
	}
	return list
}

// The pools that the rows are tried in.
var (
	plain    = pool{AutoVerified: []string{"email"}}
	noCodes  = pool{}
	aliases  = pool{AutoVerified: []string{"email"}, AliasAttributes: []string{"email"}}
	byEmail  = pool{AutoVerified: []string{"email"}, UsernameAttributes: []string{"email"}}
	adminly  = pool{AutoVerified: []string{"email"}, Recovery: []string{"admin_only"}}
	watched  = pool{AutoVerified: []string{"email"}, ThreatProtection: "ENFORCED"}
	optional = pool{AutoVerified: []string{"email"}, MFA: "OPTIONAL", SMSMFA: true, TOTPMFA: true, EmailMFA: true}
	required = pool{AutoVerified: []string{"email"}, MFA: "ON", SMSMFA: true, TOTPMFA: true, EmailMFA: true}
)

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW"

func all(lists ...[]localpool.Attribute) (list []localpool.Attribute) {
	for _, l := range lists {
		list = append(list, l...)
	}
	return list
}

// rowCase is somebody to whom a row applies.
type rowCase struct {
	row    diagnosis.ID
	pool   pool
	client string // telling unless said
	who    human
	others []human
	says   says
	less   func(*diagnosis.Facts)
	before func(*person)
}

func noPool(f *diagnosis.Facts)   { f.Pool = nil }
func noClient(f *diagnosis.Facts) { f.Client = nil }

var ann = email("ann@example.com", true)

var rowCases = []rowCase{
	{row: "no-user-masked", pool: plain, client: "hiding", before: gone},
	{row: "no-user", pool: plain, before: gone},
	{row: "no-user-unknown-client", pool: plain, less: noClient, before: gone},
	{row: "federated-disabled", pool: plain, who: human{Status: "EXTERNAL_PROVIDER", Disabled: true, Attributes: ann}},
	{row: "locked", pool: plain, who: human{Attributes: ann}, says: says{LockedOut: true}, before: (*person).lock},
	{row: "locked", pool: plain, who: human{Status: "UNCONFIRMED", Attributes: ann}, says: says{LockedOut: true}, before: (*person).lock},
	{row: "locked-seen", pool: watched, who: human{Attributes: ann}, before: (*person).lock},
	{row: "locked-seen", pool: watched, who: human{Attributes: ann}, before: func(p *person) { p.lock(); p.signIn() }},
	{row: "blocked-as-risky", pool: watched, who: human{Attributes: ann, Events: []localpool.EventConfig{
		{Type: "SignIn", Response: "Fail", Age: time.Hour, Passed: []string{"Password"}, RiskDecision: "Block", RiskLevel: "High"}}}},
	{row: "disabled", pool: plain, who: human{Disabled: true, Attributes: ann}},
	{row: "disabled", pool: plain, who: human{Disabled: true, Status: "UNCONFIRMED", Attributes: ann}},
	{row: "disabled", pool: plain, who: human{Disabled: true, Status: "FORCE_CHANGE_PASSWORD", PasswordAge: week, Attributes: ann}},
	{row: "signed-in-elsewhere", pool: plain, who: human{Attributes: ann}, says: says{SignedInElsewhere: true}},
	{row: "wrong-address", pool: plain, who: human{Attributes: ann}, says: says{WrongAddress: true}},
	{row: "wrong-address", pool: plain, who: human{Status: "UNCONFIRMED", Attributes: email("ann@example.com", false)}, says: says{WrongAddress: true}},
	{row: "wrong-address", pool: plain, who: human{Status: "RESET_REQUIRED", Attributes: ann}, says: says{WrongAddress: true}},
	{row: "lost-factor-required", pool: required, who: human{Attributes: all(ann, phone("+15550100000", true)), MFA: []string{"SMS_MFA"}}, says: says{LostFactor: true}},
	{row: "lost-factor-required", pool: required, who: human{Attributes: ann, TOTPSecret: secret, MFA: []string{"SOFTWARE_TOKEN_MFA"}}, says: says{LostFactor: true}},
	{row: "lost-factor", pool: optional, who: human{Attributes: ann, TOTPSecret: secret, MFA: []string{"SOFTWARE_TOKEN_MFA"}}, says: says{LostFactor: true}},
	{row: "lost-factor", pool: optional, who: human{Attributes: all(ann, phone("+15550100000", true)), MFA: []string{"SMS_MFA"}}, says: says{LostFactor: true}},
	{row: "lost-factor-unknown", pool: optional, who: human{Attributes: ann, TOTPSecret: secret, MFA: []string{"SOFTWARE_TOKEN_MFA"}}, says: says{LostFactor: true}, less: noPool},
	{row: "lost-factor-none", pool: optional, who: human{Attributes: ann}, says: says{LostFactor: true}},
	{row: "lost-factor-none", pool: required, who: human{Attributes: all(ann, phone("+15550100000", true))}, says: says{LostFactor: true}},
	{row: "shared-theirs", pool: aliases, who: human{Attributes: email("twin@example.com", false)}, others: []human{{Username: "emil", Attributes: email("twin@example.com", true)}}},
	{row: "shared-theirs", pool: aliases, who: human{Status: "UNCONFIRMED", Attributes: email("twin@example.com", false)}, others: []human{{Username: "emil", Attributes: email("twin@example.com", true)}}},
	{row: "shared-ours", pool: aliases, who: human{Attributes: email("twin@example.com", true)}, others: []human{{Username: "emil", Attributes: email("twin@example.com", false)}}},
	{row: "shared-unverified", pool: aliases, who: human{Attributes: email("twin@example.com", false)}, others: []human{{Username: "emil", Attributes: email("twin@example.com", false)}}},
	{row: "shared", pool: plain, who: human{Attributes: email("twin@example.com", true)}, others: []human{{Username: "emil", Attributes: email("twin@example.com", true)}}},
	{row: "unconfirmed", pool: plain, who: human{Status: "UNCONFIRMED", Attributes: email("ann@example.com", false)}},
	{row: "unconfirmed", pool: pool{AutoVerified: []string{"email", "phone_number"}}, who: human{Status: "UNCONFIRMED", Attributes: all(email("ann@example.com", false), phone("+15550100000", false))}},
	{row: "unconfirmed-no-address", pool: plain, who: human{Status: "UNCONFIRMED"}},
	{row: "unconfirmed-no-codes", pool: noCodes, who: human{Status: "UNCONFIRMED", Attributes: email("ann@example.com", false)}},
	{row: "unconfirmed-unknown-pool", pool: plain, who: human{Status: "UNCONFIRMED", Attributes: email("ann@example.com", false)}, less: noPool},
	{row: "invitation-expired", pool: plain, who: human{Status: "FORCE_CHANGE_PASSWORD", PasswordAge: week, Attributes: ann}},
	{row: "invitation-expired", pool: plain, who: human{Status: "FORCE_CHANGE_PASSWORD", PasswordAge: week}},
	{row: "invitation-lost", pool: plain, who: human{Status: "FORCE_CHANGE_PASSWORD", Attributes: ann}, says: says{LostInvitation: true}, before: forgets},
	{row: "invitation-waiting", pool: plain, who: human{Status: "FORCE_CHANGE_PASSWORD", PasswordAge: week - time.Hour, Attributes: ann}},
	{row: "invitation-waiting", pool: required, who: human{Status: "FORCE_CHANGE_PASSWORD", Attributes: ann}},
	{row: "invitation-unknown-pool", pool: plain, who: human{Status: "FORCE_CHANGE_PASSWORD", Attributes: ann}, less: noPool},
	{row: "reset-required", pool: plain, who: human{Status: "RESET_REQUIRED", Attributes: ann}},
	{row: "reset-required", pool: plain, client: "hiding", who: human{Status: "RESET_REQUIRED", Imported: true, Attributes: ann}},
	{row: "reset-required-no-code", pool: plain, who: human{Status: "RESET_REQUIRED", Attributes: email("ann@example.com", false)}},
	{row: "factor-useless", pool: optional, who: human{Attributes: ann, MFA: []string{"SMS_MFA"}}},
	{row: "no-reset", pool: plain, who: human{Attributes: email("ann@example.com", false)}},
	{row: "no-reset", pool: plain, who: human{}},
	{row: "no-reset", pool: adminly, who: human{Attributes: ann}},
	{row: "no-reset", pool: optional, who: human{Attributes: all(ann, phone("+15550100000", false)), MFA: []string{"EMAIL_OTP"}}},
	{row: "second-factor", pool: optional, who: human{Attributes: ann, TOTPSecret: secret, MFA: []string{"SOFTWARE_TOKEN_MFA"}}},
	{row: "factor-to-set-up", pool: required, who: human{Attributes: ann}},
	{row: "perhaps-second-factor", pool: optional, who: human{Attributes: ann, TOTPSecret: secret, MFA: []string{"SOFTWARE_TOKEN_MFA"}}, less: noPool},
	{row: "well", pool: plain, who: human{Attributes: ann}},
	{row: "well", pool: byEmail, client: "hiding", who: human{Username: "ann@example.com", Attributes: ann[1:]}},
	{row: "invitation-old", pool: plain, who: human{Status: "FORCE_CHANGE_PASSWORD", Age: 4 * week, PasswordAge: week - time.Hour, Attributes: ann}},
	{row: "archived", pool: plain, who: human{Status: "ARCHIVED", Attributes: ann}},
	{row: "compromised", pool: plain, who: human{Status: "COMPROMISED", Attributes: ann}},
	{row: "unknown-status", pool: plain, who: human{Status: "UNKNOWN", Attributes: ann}},
	{row: "federated", pool: plain, who: human{Username: "google_10823450001", Status: "EXTERNAL_PROVIDER", Attributes: ann}},
}

// forgets takes the person's password away.
func forgets(p *person) { p.password = "Not-known-1" }

// gone deletes the person.
func gone(p *person) {
	if err := p.apply("delete", diagnosis.Facts{}); err != nil {
		p.t.Fatal(err)
	}
}

// Each row of the table is what really happens: at sign-in, after each remedy that it
// offers, and with each that it shows as impossible.
func TestEveryRowIsTrue(t *testing.T) {
	seen := map[diagnosis.ID]bool{}
	for _, c := range rowCases {
		seen[c.row] = true
		t.Run(string(c.row), func(t *testing.T) { bubble.Run(t, c.try) })
	}
	for _, r := range diagnosis.Rows() {
		if !seen[r.ID] {
			t.Errorf("%s was tried on nobody", r.ID)
		}
	}
}

func (c rowCase) try(t *testing.T) {
	if c.who.Username == "" {
		c.who.Username = "ann"
	}
	w := newWorld(t, c.pool, append([]human{c.who}, c.others...)...)
	next := func() *person {
		client := c.client
		if client == "" {
			client = "telling"
		}
		p := w.next(client)
		p.says, p.less = c.says, c.less
		if c.before != nil {
			c.before(p)
		}
		return p
	}
	p := next()
	d := diagnosis.Of(p.facts())
	if d.Row != c.row {
		t.Fatalf("the row is %s: %+v", d.Row, d)
	}
	t.Log(told(d))
	checkText(t, d)
	checkSignIn(t, p, d)
	checkForgot(t, p, d)
	checkAll(t, next, d)
	if d.Next != nil {
		checkNext(t, next, d)
	}
}

// checkNext takes a trouble away and looks whether what is left is what was said. A
// lock goes away by waiting.
func checkNext(t *testing.T, next func() *person, d diagnosis.Diagnosis) {
	t.Helper()
	p := next()
	switch d.Row {
	case "locked", "locked-seen":
		if err := p.apply("permanent-password", p.facts()); err != nil || p.signIn().kind != cognito.LockedOut {
			t.Errorf("a new password lifts the lock (%v)", err)
		}
		p = next()
		p.says.LockedOut = false
		p.server.Advance(15 * time.Minute)
	case "disabled", "federated-disabled":
		if err := p.apply("enable", p.facts()); err != nil {
			t.Fatal(err)
		}
	default:
		return
	}
	checkSignIn(t, p, *d.Next)
	// Enabling is a change, after which less is known of when a password was set.
	if left := diagnosis.Of(p.facts()); left.Row != d.Next.Row && left.Row != "invitation-old" {
		t.Errorf("after %s it is %s, and not %s", d.Row, left.Row, d.Next.Row)
	}
}

// checkAll tries every offer and refusal, each on somebody new.
func checkAll(t *testing.T, next func() *person, d diagnosis.Diagnosis) {
	t.Helper()
	for _, o := range d.Works {
		checkOffer(t, next(), d.Row, o)
	}
	for _, x := range d.Fails {
		checkRefusal(t, next(), d.Row, x)
	}
}

// told is what the card says, for -v.
func told(d diagnosis.Diagnosis) string {
	text := d.Sentence + "\n  " + d.Detail
	for _, a := range d.Advice {
		text += "\n  > " + a
	}
	for _, o := range d.Works {
		text += "\n  + " + string(o.Remedy) + ": " + o.Detail
		for _, s := range o.Then {
			text += "; " + s
		}
	}
	for _, x := range d.Fails {
		text += "\n  - " + string(x.Remedy) + ": " + x.Why
	}
	return text
}
