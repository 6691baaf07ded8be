package find

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
)

func exported(t *testing.T, table *Table, f Format) string {
	t.Helper()
	var b bytes.Buffer
	if err := table.Snapshot().Write(t.Context(), &b, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestExportCSV(t *testing.T) {
	u := user("=cmd|' /C calc'!A0", "email", "@a", "sub", "-1", "custom:z", "\tx", "custom:a", "say \"hi\",\nthere", "phone_number",
		"+15550101234", "name", "\rr")
	u.Created = day
	plain := user("bob", "email", "bob@example.com", "custom:q", "a=b")
	plain.Enabled = false
	table := NewTable()
	table.Add([]cognito.FoundUser{u, plain})
	lines, err := csv.NewReader(strings.NewReader(exported(t, table, CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"username", "status", "enabled", "created", "modified", "sub", "email", "phone_number", "name", "custom:a", "custom:q",
			"custom:z"},
		{"'=cmd|' /C calc'!A0", "CONFIRMED", "true", "2024-05-06T07:08:09.123Z", "", "'-1", "'@a", "'+15550101234", "'\rr",
			"say \"hi\",\nthere", "", "'\tx"},
		{"bob", "CONFIRMED", "false", "", "", "", "bob@example.com", "", "", "", "a=b", ""},
	}
	for i := range want {
		if got, want := strings.Join(lines[i], "|"), strings.Join(want[i], "|"); got != want {
			t.Errorf("line %d is\n%q, want\n%q", i, got, want)
		}
	}
	if len(lines) != len(want) {
		t.Errorf("%d lines", len(lines))
	}
}

// TestExportIsAList gives an export to a job over many users: each is asked for
// by the name that was exported, and no two are taken for one.
func TestExportIsAList(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.OneOf(rapid.StringMatching(`['=+\-@＝",;a]{1,6}`), rapid.StringMatching(`[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}`))
		names := rapid.SliceOfNDistinct(name, 1, 20, rapid.ID).Draw(rt, "names")
		table := NewTable()
		for _, n := range names {
			table.Add([]cognito.FoundUser{user(n, "email", "=ann@example.com")})
		}
		list, err := bulk.ReadList("users.csv", strings.NewReader(exported(t, table, CSV)))
		if err != nil || len(list.Left) > 0 {
			rt.Fatalf("%v, left out: %v", err, list.Left)
		}
		var got []string
		for _, e := range list.Entries {
			got = append(got, e.Text)
		}
		if !slices.Equal(got, names) {
			rt.Fatalf("%q came back as %q", names, got)
		}
	})
}

func TestExportJSONLines(t *testing.T) {
	table := NewTable()
	u := user("=ann", "custom:team", "<red> & \u2028")
	u.Created = day
	table.Add([]cognito.FoundUser{u, user("bob")})
	lines := strings.Split(strings.TrimSuffix(exported(t, table, JSONLines), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var got struct {
		Username, Status, Created string
		Enabled                   bool
		Attributes                map[string]string
	}
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	if got.Username != "=ann" || got.Status != "CONFIRMED" || !got.Enabled || got.Created != "2024-05-06T07:08:09.123Z" ||
		got.Attributes["custom:team"] != "<red> & \u2028" {
		t.Errorf("%+v", got)
	}
	if lines[1] != `{"username":"bob","status":"CONFIRMED","enabled":true,"attributes":{}}` {
		t.Errorf("%s", lines[1])
	}
}

// What is exported is what is shown, at the moment of the snapshot.
func TestSnapshot(t *testing.T) {
	table := NewTable()
	table.Add(population(300))
	table.Narrow(Facets{Status: "CONFIRMED"})
	table.Order(Email, true)
	want := strings.Join(names(table), " ")
	s := table.Snapshot()
	table.Refresh(table.At(0), true)
	table.Narrow(Facets{})
	table.Add([]cognito.FoundUser{user("new", "custom:brand-new", "x")})
	var got []string
	for u := range s.All {
		got = append(got, u.Username)
	}
	if strings.Join(got, " ") != want || s.Len() != len(got) {
		t.Error("the snapshot changed")
	}
}

func TestExportIsCancelled(t *testing.T) {
	table := NewTable()
	table.Add(population(300))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, f := range []Format{CSV, JSONLines} {
		if err := table.Snapshot().Write(ctx, &bytes.Buffer{}, f); !errors.Is(err, context.Canceled) {
			t.Errorf("it says %v", err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestExportToAFullDisk(t *testing.T) {
	table := NewTable()
	table.Add(population(300))
	for _, f := range []Format{CSV, JSONLines} {
		if err := table.Snapshot().Write(t.Context(), full{}, f); err == nil {
			t.Error("nothing is said")
		}
	}
}
