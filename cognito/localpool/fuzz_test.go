package localpool

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

// accessFor is an access token of a user of the first pool.
func (s *Server) accessFor(name string) string {
	p := s.state.Load().order[0]
	p.mu.Lock()
	t := p.claimsFor(p.begin(p.find(name), p.clients[1], s.Now()), s.Now())
	p.mu.Unlock()
	signed, err := p.sign(t)
	if err != nil {
		panic(err)
	}
	return signed.AccessToken
}

// FuzzDecoder sends any body to any operation: the answer is JSON, a success or
// a named refusal of the client, and never a fault of the pool.
func FuzzDecoder(f *testing.F) {
	s := newServer(Demo())
	names := s.Operations()
	app := s.Clients()[1]
	for i := range names {
		f.Add(uint8(i), []byte(`{}`))
		f.Add(uint8(i),
			[]byte(`{"UserPoolId":"us-east-1_LocalPool","ClientId":"`+app.ClientID+
				`","Username":"ann@example.com","Password":"Passw0rd!","ConfirmationCode":"1","MaxResults":3}`))
	}
	of := func(op string) uint8 { return uint8(slices.Index(names, op)) }
	f.Add(of("AdminCreateUser"),
		[]byte(`{"UserAttributes":[{"Name":"a","Value":"b"},{}],"ClientMetadata":{"a":"b"},"DesiredDeliveryMediums":["SMS"]}`))
	f.Add(of("InitiateAuth"),
		[]byte(
			`{"ClientId":"`+app.ClientID+
				`","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann@example.com","PASSWORD":"x"}}`))
	f.Add(of("GetUser"),
		[]byte(
			`{"AccessToken":"eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2NvZ25pdG8taWRwLnVzLWVhc3QtMS5hbWF6b25hd3MuY29tL3VzLWVhc3QtMV9Mb2NhbFBvb2wifQ.AA"}`))
	access := s.accessFor("ann@example.com")
	for _, op := range []string{"UpdateUserAttributes", "DeleteUserAttributes", "GetUserAttributeVerificationCode", "VerifyUserAttribute",
		"ChangePassword", "ListWebAuthnCredentials", "DeleteWebAuthnCredential"} {
		f.Add(of(op),
			[]byte(
				`{"AccessToken":"`+access+
					`","UserAttributes":[{"Name":"email","Value":"a@b"}],"UserAttributeNames":["name"],"AttributeName":"email","Code":"1","ProposedPassword":"Passw0rd!","CredentialId":"x","MaxResults":3}`))
	}
	f.Add(of("AdminUpdateUserAttributes"),
		[]byte(
			`{"UserPoolId":"us-east-1_LocalPool","Username":"ann@example.com","UserAttributes":[{"Name":"email_verified","Value":"true"},{"Name":"email","Value":"a@b"}]}`))
	f.Add(of("CreateGroup"),
		[]byte(`{"UserPoolId":"us-east-1_LocalPool","GroupName":"g","Precedence":1,"RoleArn":"arn:aws:iam::000000000000:role/r"}`))
	f.Add(of("GetTokensFromRefreshToken"), []byte(`{"ClientId":"`+app.ClientID+`","RefreshToken":"a.b.c.d.e"}`))
	f.Add(of("ListUsers"), []byte(`{"UserPoolId":"us-east-1_LocalPool","Filter":"email ^= \"a\"","Limit":3,"AttributesToGet":["email"]}`))
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
