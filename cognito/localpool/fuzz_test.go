package localpool

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

// FuzzDecoder sends any body to any operation: the answer is JSON, a success or
// a named refusal of the client, and never a fault of the pool.
func FuzzDecoder(f *testing.F) {
	s := New(Demo())
	names := s.Operations()
	app := s.Clients()[1]
	for i := range names {
		f.Add(uint8(i), []byte(`{}`))
		f.Add(uint8(i), []byte(`{"UserPoolId":"us-east-1_LocalPool","ClientId":"`+app.ClientID+`","Username":"ann@example.com","Password":"Passw0rd!","ConfirmationCode":"1","MaxResults":3}`))
	}
	f.Add(uint8(0), []byte(`{"UserAttributes":[{"Name":"a","Value":"b"},{}],"ClientMetadata":{"a":"b"},"DesiredDeliveryMediums":["SMS"]}`))
	f.Add(uint8(8), []byte(`{"ClientId":"`+app.ClientID+`","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann@example.com","PASSWORD":"x"}}`))
	f.Add(uint8(7), []byte(`{"AccessToken":"eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2NvZ25pdG8taWRwLnVzLWVhc3QtMS5hbWF6b25hd3MuY29tL3VzLWVhc3QtMV9Mb2NhbFBvb2wifQ.AA"}`))
	f.Fuzz(func(t *testing.T, op uint8, body []byte) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set("X-Amz-Target", target+names[int(op)%len(names)])
		r.Header.Set("Authorization", signature)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		var answer struct {
			Type string `json:"__type"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
			t.Fatalf("not JSON: %q", w.Body)
		}
		if w.Code != http.StatusOK && (w.Code != http.StatusBadRequest || answer.Type == "") {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
	})
}
