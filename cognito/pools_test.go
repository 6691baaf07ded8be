package cognito

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"testing"
)

// paged answers two pages, the first of which may be empty.
func paged(first, second string) *fake {
	return &fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
		raw, _ := io.ReadAll(r.Body)
		var in struct {
			MaxResults int
			NextToken  string
		}
		if json.Unmarshal(raw, &in) != nil || in.MaxResults != listedPage {
			return answerOf(400, nil, "{}"), nil
		}
		if in.NextToken == "" {
			return answerOf(200, nil, first), nil
		}
		return answerOf(200, nil, second), nil
	}}
}

func TestListUserPools(t *testing.T) {
	config := testConfig(paged(`{"UserPools":[],"NextToken":"n"}`, `{"UserPools":[{"Id":"us-east-1_A","Name":"a"},{"Id":"us-east-1_B","CreationDate":1700000000}]}`))
	config.UserPoolID = "" // none is needed
	pools, err := NewAdmin(config).ListUserPools(t.Context())
	if err != nil || len(pools) != 2 || pools[0].Name != "a" || pools[1].ID != "us-east-1_B" || pools[1].Created.Unix() != 1700000000 {
		t.Errorf("got %+v, %v", pools, err)
	}
	config.Region = ""
	_, err = NewAdmin(config).ListUserPools(t.Context())
	wantKind(t, err, BadSettings)
}

func TestListUserPoolClients(t *testing.T) {
	config := testConfig(paged(`{"UserPoolClients":[{"ClientId":"1","ClientName":"web"}],"NextToken":"n"}`, `{"UserPoolClients":[{"ClientId":"2","ClientName":"app"}]}`))
	config.UserPoolID = ""
	clients, err := NewAdmin(config).ListUserPoolClients(t.Context(), testPoolID)
	if want := []ClientSummary{{"1", "web"}, {"2", "app"}}; err != nil || !slices.Equal(clients, want) {
		t.Errorf("got %+v, %v", clients, err)
	}
}

func TestClientSecret(t *testing.T) {
	config := testConfig(always(200, nil, `{"UserPoolClient":{"ClientId":"other","ClientName":"web","ClientSecret":"hidden-1234"}}`))
	config.UserPoolID = ""
	client, secret, err := NewAdmin(config).ClientSecret(t.Context(), testPoolID, "other")
	if err != nil || client.Name != "web" || !client.HasSecret || secret != "hidden-1234" {
		t.Errorf("got %+v, %v", client, err)
	}
	_, secret, err = NewAdmin(config).ClientSecret(t.Context(), testPoolID, "this")
	if wantKind(t, err, NotTheProtocol, BadChallenge); secret != "" {
		t.Error("another client's secret is given")
	}
	for _, body := range []string{"{}", `{"UserPoolClient":{"ClientId":"1"}}`} {
		_, secret, err := NewAdmin(testConfig(always(200, nil, body))).ClientSecret(t.Context(), testPoolID, "1")
		if secret != "" || (err == nil) != (body != "{}") {
			t.Errorf("%s: got %v", body, err)
		}
	}
}
