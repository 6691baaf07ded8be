package diagnosis_test

import (
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bubble"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/localpool"
)

// demoCases are people of the demo, one at least for each row of the table.
var demoCases = []struct {
	client, name string
	says         says
	less         func(*diagnosis.Facts)
	row          diagnosis.ID
}{
	{"desk-app", "zoe", says{}, nil, "no-user-masked"},
	{"desk-portal", "zoe", says{}, nil, "no-user"},
	{"desk-portal", "zoe", says{}, noClient, "no-user-unknown-client"},
	{"desk-app", "facebook_20471100", says{}, nil, "federated-disabled"},
	{"desk-app", "lola", says{}, nil, "locked-seen"},
	{"desk-app", "carl", says{LockedOut: true}, nil, "locked"},
	{"desk-app", "dean", says{}, nil, "disabled"},
	{"desk-app", "dina", says{}, nil, "disabled"},
	{"desk-app", "gwen", says{}, nil, "blocked-as-risky"},
	{"desk-app", "seth", says{SignedInElsewhere: true}, nil, "signed-in-elsewhere"},
	{"desk-app", "wim", says{WrongAddress: true}, nil, "wrong-address"},
	{"mfa-app", "tara@example.com", says{LostFactor: true}, nil, "lost-factor-required"},
	{"desk-app", "theo", says{LostFactor: true}, nil, "lost-factor"},
	{"desk-app", "theo", says{LostFactor: true}, noPool, "lost-factor-unknown"},
	{"desk-app", "carl", says{LostFactor: true}, nil, "lost-factor-none"},
	{"desk-app", "emil", says{}, nil, "shared-theirs"},
	{"desk-app", "emma", says{}, nil, "shared-ours"},
	{"desk-app", "elke", says{}, nil, "shared-unverified"},
	{"desk-app", "finn", says{}, nil, "shared"},
	{"desk-app", "uma", says{}, nil, "unconfirmed"},
	{"desk-app", "ugo", says{}, nil, "unconfirmed-no-address"},
	{"desk-app", "ulla", says{}, nil, "unconfirmed-no-codes"},
	{"desk-app", "uma", says{}, noPool, "unconfirmed-unknown-pool"},
	{"desk-app", "ivan", says{}, nil, "invitation-expired"},
	{"desk-app", "ines", says{LostInvitation: true}, nil, "invitation-lost"},
	{"desk-app", "ines", says{}, nil, "invitation-waiting"},
	{"desk-app", "inga", says{}, nil, "invitation-old"},
	{"desk-app", "ines", says{}, noPool, "invitation-unknown-pool"},
	{"desk-app", "rosa", says{}, nil, "reset-required"},
	{"desk-app", "rolf", says{}, nil, "reset-required-no-code"},
	{"desk-app", "tess", says{}, nil, "factor-useless"},
	{"desk-app", "nils", says{}, nil, "no-reset"},
	{"desk-app", "nell", says{}, nil, "no-reset"},
	{"desk-app", "theo", says{}, nil, "second-factor"},
	{"mfa-app", "ida@example.com", says{}, nil, "factor-to-set-up"},
	{"desk-app", "carl", says{}, noPool, "perhaps-second-factor"},
	{"desk-app", "carl", says{}, nil, "well"},
	{"desk-app", "cleo", says{}, nil, "well"},
	{"desk-app", "phil", says{}, nil, "well"},
	{"desk-app", "google_108234500017", says{}, nil, "federated"},
	{"desk-app", "cora", says{}, nil, "compromised"},
	{"desk-app", "abel", says{}, nil, "archived"},
	{"desk-app", "otis", says{}, nil, "unknown-status"},
}

// The demo has somebody for every row, of whom the row is true.
func TestDemoHasSomebodyForEveryRow(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		server := newServer(localpool.Demo())
		seen := map[diagnosis.ID]bool{}
		for _, c := range demoCases {
			p := demoPerson(t, server, c.client, c.name)
			p.says, p.less = c.says, c.less
			d := diagnosis.Of(p.facts())
			seen[d.Row] = true
			if d.Row != c.row {
				t.Errorf("%s: the row is %s, not %s", c.name, d.Row, c.row)
			}
			checkText(t, d)
			t.Log(c.name, told(d))
			if c.says == (says{}) {
				checkSignIn(t, p, d)
				checkName(t, p, d)
			}
		}
		for _, r := range diagnosis.Rows() {
			if !seen[r.ID] {
				t.Errorf("the demo has nobody for %s", r.ID)
			}
		}
	})
}

// checkName tries to sign in by the email, which works unless the advice says that it
// doesn't.
func checkName(t *testing.T, p *person, d diagnosis.Diagnosis) {
	t.Helper()
	f := p.facts()
	i := slices.IndexFunc(f.User.Attributes, func(a cognito.Attribute) bool { return a.Name == "email" })
	if i < 0 || !f.Found || f.Pool == nil || len(f.Same.Val) > 0 || d.CanSignIn != diagnosis.Yes && d.CanSignIn != diagnosis.WithStep {
		return
	}
	told := slices.ContainsFunc(d.Advice, func(a string) bool { return strings.Contains(a, "the email isn't verified") })
	q := *p
	q.name = f.User.Attributes[i].Value
	if got := q.signIn(); (got.outcome == diagnosis.No) != told {
		t.Errorf("%s: signing in as %s gives %v, and the advice is %q", p.name, q.name, got.err, d.Advice)
	}
}

func demoPerson(t *testing.T, server *localpool.Server, client, name string) *person {
	t.Helper()
	clients := server.Clients()
	i := slices.IndexFunc(clients, func(c localpool.ClientInfo) bool { return c.Name == client })
	info := clients[i]
	w := &world{t: t, server: server}
	a := w.app(localpool.PoolConfig{ID: info.PoolID}, localpool.ClientConfig{ID: info.ClientID, Secret: info.Secret})
	pool, err := a.admin.DescribeUserPool(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.pool = pool
	return &person{world: w, app: a, name: name, password: localpool.DemoPassword}
}

// What the card of the picture says.
func TestWordsOfAnExpiredInvitation(t *testing.T) {
	bubble.Run(t, func(t *testing.T) {
		d := diagnosis.Of(demoPerson(t, newServer(localpool.Demo()), "desk-app", "ivan").facts())
		want := diagnosis.Diagnosis{
			Row: "invitation-expired", CanSignIn: diagnosis.No, Refused: cognito.TemporaryPasswordExpired, Inferred: true,
			Sentence: "Can't sign in: the invitation's temporary password expired 6 days ago at the latest.",
			Detail:   "Signing in answers “Temporary password has expired”; “forgot password” is refused in this state.",
		}
		if d.Row != want.Row || d.CanSignIn != want.CanSignIn || d.Refused != want.Refused || !d.Inferred || d.Sentence != want.Sentence || d.Detail != want.Detail {
			t.Errorf("%+v", d)
		}
		for _, text := range []string{
			"+ invite: new temporary password by email, 7 days",
			"- reset: refused: “User password cannot be reset in the current state.”",
			"- confirm: nothing to confirm: created by an administrator",
		} {
			if !strings.Contains(told(d), text) {
				t.Errorf("%s is not in %s", text, told(d))
			}
		}
	})
}
