package ui

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/source"
)

// deskRows has somebody of the demo for every row of the diagnosis: through which
// client, what the caller says, and what may not be read.
var deskRows = map[diagnosis.ID]struct {
	client, user string
	says, denied string
	then         remedy.ID // applied after the answer; empty for none
}{
	"no-user-masked":           {client: "desk-app", user: "nobody@example.com"},
	"no-user":                  {client: "desk-portal", user: "nobody@example.com"},
	"no-user-unknown-client":   {client: "desk-app", user: "nobody@example.com", denied: "DescribeUserPoolClient"},
	"federated-disabled":       {client: "desk-app", user: "facebook_20471100"},
	"locked-seen":              {client: "desk-app", user: "lola"},
	"locked":                   {client: "desk-app", user: "carl", says: "LockedOut"},
	"disabled":                 {client: "desk-app", user: "dean"},
	"blocked-as-risky":         {client: "desk-app", user: "gwen"},
	"signed-in-elsewhere":      {client: "desk-app", user: "seth", says: "SignedInElsewhere"},
	"wrong-address":            {client: "desk-app", user: "wim", says: "WrongAddress"},
	"lost-factor-required":     {client: "mfa-app", user: "tara@example.com", says: "LostFactor"},
	"lost-factor":              {client: "desk-app", user: "theo", says: "LostFactor"},
	"lost-factor-unknown":      {client: "desk-app", user: "theo", says: "LostFactor", denied: "DescribeUserPool"},
	"lost-factor-none":         {client: "desk-app", user: "theo", says: "LostFactor", then: remedy.FactorOff},
	"shared-theirs":            {client: "desk-app", user: "emil"},
	"shared-ours":              {client: "desk-app", user: "emma"},
	"shared-unverified":        {client: "desk-app", user: "elke"},
	"shared":                   {client: "desk-app", user: "finn"},
	"unconfirmed":              {client: "desk-app", user: "uma"},
	"unconfirmed-no-address":   {client: "desk-app", user: "ugo"},
	"unconfirmed-no-codes":     {client: "desk-app", user: "ulla"},
	"unconfirmed-unknown-pool": {client: "desk-app", user: "uma", denied: "DescribeUserPool"},
	"invitation-expired":       {client: "desk-app", user: "ivan"},
	"invitation-lost":          {client: "desk-app", user: "ines", says: "LostInvitation"},
	"invitation-waiting":       {client: "desk-app", user: "ines"},
	"invitation-old":           {client: "desk-app", user: "inga"},
	"invitation-unknown-pool":  {client: "desk-app", user: "ines", denied: "DescribeUserPool"},
	"reset-required":           {client: "desk-app", user: "rosa"},
	"reset-required-no-code":   {client: "desk-app", user: "rolf"},
	"factor-useless":           {client: "desk-app", user: "tess"},
	"no-reset":                 {client: "desk-app", user: "nils"},
	"second-factor":            {client: "desk-app", user: "theo"},
	"factor-to-set-up":         {client: "mfa-app", user: "ida@example.com"},
	"perhaps-second-factor":    {client: "desk-app", user: "theo", denied: "DescribeUserPool"},
	"well":                     {client: "desk-app", user: "carl"},
	"federated":                {client: "desk-app", user: "google_108234500017"},
	"compromised":              {client: "desk-app", user: "cora"},
	"archived":                 {client: "desk-app", user: "abel"},
	"unknown-status":           {client: "desk-app", user: "otis"},
}

// diagnoses are the rows of the diagnosis, as its source names them.
func diagnoses(t *testing.T) (ids []diagnosis.ID) {
	t.Helper()
	source.Program(t, func(name string, _ *token.FileSet, file *ast.File) {
		if !strings.HasPrefix(name, "cognito/diagnosis/table") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			pair, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			key, _ := pair.Key.(*ast.Ident)
			if id, ok := pair.Value.(*ast.BasicLit); ok && key != nil && key.Name == "ID" {
				ids = append(ids, diagnosis.ID(strings.Trim(id.Value, `"`)))
			}
			return true
		})
	})
	return ids
}

// TestGoldenDeskRows opens somebody for every row of the diagnosis.
func TestGoldenDeskRows(t *testing.T) {
	t.Parallel()
	ids := diagnoses(t)
	for _, id := range ids {
		c, ok := deskRows[id]
		if !ok {
			t.Errorf("nobody is there for the row %s", id)
			continue
		}
		t.Run(string(id), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				pool := demoPool()
				if c.denied != "" {
					pool.Fail(c.denied, 100, "AccessDeniedException", "not authorized to perform this")
				}
				d := deskDriverOn(t, pool, c.client, nil)
				card := d.person(c.user)
				if c.says != "" {
					d.says(card, c.says, "y")
				}
				if c.then != "" {
					d.follow(wantRemedy{id: c.then, of: card.person})
					d.fillsIn([]string{"confirm", d.app.top().(*remedyScreen).typedName()})
					pressIn(d, "submit")
					d.waits()
					d.press("enter")
					d.waits()
				}
				if card.verdict.Row != id {
					t.Errorf("the diagnosis of %s is %s:\n%s", c.user, card.verdict.Row, d.screen())
				}
				d.golden("desk-row-" + string(id))
				if n := d.calls("AdminGetUser"); n != 1 && c.then == "" {
					t.Errorf("AdminGetUser was called %d times", n)
				}
			})
		})
	}
	if len(deskRows) != len(ids) {
		t.Errorf("%d rows have somebody, the diagnosis has %d", len(deskRows), len(ids))
	}
}

// says goes to a question to the caller and answers it.
func (d *driver) says(card *deskUser, question, answer string) {
	d.t.Helper()
	rows := card.rows()
	if !slices.ContainsFunc(rows, func(r deskRow) bool { return r.key == "ask:"+question }) {
		d.t.Fatalf("%s isn't asked:\n%s", question, d.screen())
	}
	d.press("a")
	for card.at != "ask:"+question {
		at := card.at
		if d.press("down"); card.at == at {
			d.t.Fatalf("the bar doesn't come to %s:\n%s", question, d.screen())
		}
	}
	d.press(answer)
}

// TestGoldenDeskPages opens the pages of the card.
func TestGoldenDeskPages(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d := deskDriver(t, "desk-app", nil)
		d.person("seth")
		for _, page := range []struct{ key, name string }{
			{"d", "desk-devices"}, {"g", "desk-groups-none"}, {"e", "desk-attributes"}, {"m", "desk-more"}, {"f2", "desk-details"}, {"f1", "help-desk"},
		} {
			d.press(page.key)
			d.waits()
			d.golden(page.name)
			d.press("esc")
		}
		d.press("esc")
		d.person("cleo")
		d.press("g", "down")
		d.golden("desk-groups")
		d.press("enter")
		d.waits()
		d.golden("desk-groups-remove")
	})
}
