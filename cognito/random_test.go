package cognito

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// drawn are the things that a Client and an Admin draw, in one order.
func drawn(t *testing.T, source io.Reader) (all []string) {
	t.Helper()
	transport := &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
		var body struct{ AuthParameters map[string]string }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			return nil, err
		}
		if a := body.AuthParameters["SRP_A"]; a != "" {
			all = append(all, a)
		}
		return answerOf(200, nil, `{"Username":"ann"}`), nil
	}}
	config := testConfig(transport)
	config.Random, config.Embedded = source, true
	told := &ledger{full: -1}
	config.Recorder = told
	client := New(config)
	client.SignIn(t.Context(), SignInRequest{Flow: SRPFlow, Username: "ann", Password: "pass-1a2b3c"})
	device := client.DeviceSecret(NewDevice{"us-east-1_5f4d", "-group"})
	all = append(all, device.Password, device.salt)
	if _, err := NewAdmin(config).Apply(t.Context(), "ann", EnableUser{}); err != nil {
		t.Fatal(err)
	}
	all = append(all, told.lines[0].ID, PasswordPolicy{}.Generate(source), pauseBefore(source, 1).String())
	if len(all) != 6 {
		t.Fatalf("drew %q", all)
	}
	return all
}

// All that is drawn comes from Config.Random: the same bytes draw the same.
func TestRandomIsTheOneSource(t *testing.T) {
	seeded := func(b byte) io.Reader { return rand.NewChaCha8([32]byte{b}) }
	one, same, other := drawn(t, seeded(1)), drawn(t, seeded(1)), drawn(t, seeded(2))
	if diff := cmp.Diff(one, same); diff != "" {
		t.Errorf("one source drew two things:\n%s", diff)
	}
	for i := range one {
		if one[i] == other[i] {
			t.Errorf("two sources drew the same %q", one[i])
		}
	}
}
