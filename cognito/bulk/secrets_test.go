package bulk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/trace/redact/redacttest"
)

// repeater has each change refused with a text that repeats a password in another
// spelling.
type repeater struct {
	Service
	next     http.RoundTripper
	password string
	names    []string // of the spellings
	n        int
	refusals []error
}

func (r *repeater) RoundTrip(q *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(q.Header.Get("X-Amz-Target"), ".AdminSetUserPassword") {
		return r.next.RoundTrip(q)
	}
	spell := redacttest.Spellings[r.names[r.n%len(r.names)]]
	r.n++
	return (&redacttest.Server{Exception: "InvalidParameterException", Message: func([]byte) string {
		return "UserMigration failed with error it is ann/" + spell(r.password)
	}}).RoundTrip(q)
}

func (r *repeater) Apply(ctx context.Context, name string, _ cognito.Change) (cognito.Applied, error) {
	a, err := r.Service.Apply(ctx, name, cognito.SetPassword{Password: r.password, Permanent: true})
	r.refusals = append(r.refusals, err)
	return a, err
}

// Whatever the service repeats of what was sent, neither the journal nor the result
// file nor the record of changes tells it.
func TestJobTellsNoSecret(t *testing.T) {
	names := slices.Sorted(maps.Keys(redacttest.Spellings))
	statuses := make([]string, len(names))
	for i := range statuses {
		statuses[i] = "DISABLED CONFIRMED"
	}
	random := rapid.StringOfN(rapid.RuneFrom([]rune(`zqZQ079 "\'<>&%+/é日`)), 2, 24, -1)
	for seed := range 10 {
		password := "Zq" + random.Example(seed) + "7"
		r := &repeater{password: password, names: names}
		d := newDesk(t, poolOf(statuses...), func(c *cognito.Config) { r.next, c.Transport = c.Transport, r }).described()
		r.Service = d.admin
		d.config.Service = r
		report, err := d.begun(remedy.Enable, "").Run(t.Context())
		if err != nil || report.Counts[Refused] != len(names) || len(r.refusals) != len(names) {
			t.Fatalf("%+v, %v, %d refusals", report, err, len(r.refusals))
		}
		texts := map[string]string{}
		files, _ := filepath.Glob(filepath.Join(d.config.Folder, "*"))
		for _, name := range append(files, report.Journal) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(text)
		}
		records, _ := json.Marshal(d.audit.list)
		texts["the record"] = string(records)
		for i, err := range r.refusals {
			texts[fmt.Sprint("refusal ", i)] = fmt.Sprintf("%v %+v %#v %s", err, err, err, Sentence(err))
		}
		if !strings.Contains(texts[report.Journal], "(hidden)") {
			t.Fatalf("the journal doesn't tell the refusals:\n%s", texts[report.Journal])
		}
		for where, text := range texts {
			for name, spell := range redacttest.Spellings {
				if told := spell(password); strings.Contains(text, told) {
					t.Fatalf("%s tells %q (%s)", where, told, name)
				}
			}
		}
	}
}
