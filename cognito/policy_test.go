package cognito

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// policies are the two of README.md, the full desk's first, as their actions.
func policies(t *testing.T) (full, readOnlyDesk []string) {
	t.Helper()
	raw, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var found [][]string
	for _, block := range regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(raw, -1) {
		var p struct {
			Version   string
			Statement []struct {
				Effect   string
				Action   json.RawMessage
				Resource string
			}
		}
		if json.Unmarshal(block[1], &p) != nil || p.Version != "2012-10-17" {
			continue
		}
		var actions []string
		for _, s := range p.Statement {
			one, many := "", []string(nil)
			if json.Unmarshal(s.Action, &one) == nil {
				many = []string{one}
			} else if err := json.Unmarshal(s.Action, &many); err != nil {
				t.Fatal(err)
			}
			for _, action := range many {
				// A list of pools belongs to no pool; all else is of one.
				if list := action == "cognito-idp:ListUserPools"; list != (s.Resource == "*") || s.Effect != "Allow" {
					t.Errorf("%s: %s on %s", action, s.Effect, s.Resource)
				}
				actions = append(actions, strings.TrimPrefix(action, "cognito-idp:"))
			}
		}
		slices.Sort(actions)
		found = append(found, actions)
	}
	if len(found) != 2 {
		t.Fatalf("README.md has %d policies, want 2", len(found))
	}
	return found[0], found[1]
}

// README's policies allow the signed calls of the desk, each once, and no others.
func TestPoliciesAllowWhatIsCalled(t *testing.T) {
	full, readOnlyDesk := policies(t)
	var called, reads []string
	for _, op := range Operations() {
		switch {
		case strings.HasSuffix(op, "Auth") || strings.HasSuffix(op, "AuthChallenge"): // of sign-in
		case ChangesUsers(op):
			called = append(called, op)
		case SignedOperation(op):
			called, reads = append(called, op), append(reads, op)
		}
	}
	slices.Sort(called)
	slices.Sort(reads)
	if !slices.Equal(full, called) {
		t.Errorf("the full desk's policy allows\n%v\nand these are called\n%v", full, called)
	}
	if !slices.Equal(readOnlyDesk, reads) {
		t.Errorf("the read-only desk's policy allows\n%v\nand these are called\n%v", readOnlyDesk, reads)
	}
}
