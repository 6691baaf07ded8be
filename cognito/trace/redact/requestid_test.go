package redact_test

import (
	"encoding/json"
	"testing"

	"cognito-tui/cognito/trace/redact"
)

// A request id is whatever the answer's header says: it is shown where it is none of
// what was sent.
func TestRequestID(t *testing.T) {
	const id = "7f4b1c2e-0d5a-4e61-9b7a-5c1f2e3d4a5b"
	for _, test := range []struct{ password, id, want string }{
		{"hunter22", id, id},
		{"5c1", id, id},
		{id, id, ""},
		{"hunter22", "rid-1", "rid-1"},
		{"hunter22", "rid-hunter22", ""},
		{"hunter22", "HUNTER22", ""},
		{"hunter22", "aHVudGVyMjI", ""},
		{"Pässw&rd<1>", "rid-Pässw&rd<1>", ""},
		{"hunter22", "an id of another form", ""},
		{"hunter22", "", ""},
	} {
		request, _ := json.Marshal(map[string]string{"Password": test.password})
		if got := redact.RequestID(request, test.id); got != test.want {
			t.Errorf("%q after %q: got %q, want %q", test.id, test.password, got, test.want)
		}
	}
}
