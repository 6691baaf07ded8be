package cognito

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// sends is the members that a call sends, with what it answers.
func sends(t *testing.T, answer string, call func(*Client, *Admin) error) map[string]any {
	t.Helper()
	var sent map[string]any
	config := testConfig(&fake{answer: func(_ int, r *http.Request) (*http.Response, error) {
		sent = sentBody(t, r)
		return answerOf(200, nil, answer), nil
	}})
	if err := call(New(config), NewAdmin(config)); err != nil {
		t.Errorf("got %#v", err)
	}
	return sent
}

func wantSent(t *testing.T, got map[string]any, want string) {
	t.Helper()
	members := map[string]any{}
	if err := json.Unmarshal([]byte(want), &members); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, members) {
		t.Errorf("sent %v, want %v", got, members)
	}
}

func TestWhatSelfServiceSends(t *testing.T) {
	ctx := context.Background()
	yes := true
	for want, call := range map[string]func(*Client) error{
		`{"AccessToken":"a","UserAttributes":[{"Name":"name","Value":""}]}`: func(c *Client) error {
			_, err := c.UpdateUserAttributes(ctx, "a", []Attribute{{"name", ""}})
			return err
		},
		`{"AccessToken":"a","UserAttributeNames":["custom:tier"]}`: func(c *Client) error {
			return c.DeleteUserAttributes(ctx, "a", []string{"custom:tier"})
		},
		`{"AccessToken":"a","AttributeName":"email","Code":"1"}`: func(c *Client) error {
			return c.VerifyUserAttribute(ctx, "a", "email", "1")
		},
		`{"AccessToken":"a","PreviousPassword":"p","ProposedPassword":"q"}`: func(c *Client) error {
			return c.ChangePassword(ctx, "a", "p", "q")
		},
		`{"AccessToken":"a","ProposedPassword":"q"}`: func(c *Client) error { return c.ChangePassword(ctx, "a", "", "q") },
		`{"AccessToken":"a","SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true},"EmailMfaSettings":{}}`: func(c *Client) error {
			return c.SetUserMFAPreference(ctx, "a", MFAPreference{SoftwareToken: &FactorPreference{true, true}, Email: &FactorPreference{}})
		},
		`{"AccessToken":"a","SMSMfaSettings":{"Enabled":true},"WebAuthnMfaSettings":{"Enabled":true}}`: func(c *Client) error {
			return c.SetUserMFAPreference(ctx, "a", MFAPreference{SMS: &FactorPreference{Enabled: true}, WebAuthn: &yes})
		},
		`{"AccessToken":"a"}`: func(c *Client) error { return c.StartWebAuthnRegistration(ctx, "a") },
		`{"AccessToken":"a","CredentialId":"k"}`: func(c *Client) error {
			return c.DeleteWebAuthnCredential(ctx, "a", "k")
		},
		`{"AccessToken":"a","DeviceKey":"d"}`: func(c *Client) error { return c.ForgetDevice(ctx, "a", "d") },
	} {
		wantSent(t, sends(t, "{}", func(c *Client, _ *Admin) error { return call(c) }), want)
	}
	// Members that are required are sent though they are empty: the service refuses
	// them, not the SDK.
	wantSent(t, sends(t, "{}", func(c *Client, _ *Admin) error {
		_, err := c.UpdateUserAttributes(ctx, "a", nil)
		return err
	}), `{"AccessToken":"a","UserAttributes":[]}`)
	wantSent(t, sends(t, "{}", func(c *Client, _ *Admin) error { return c.DeleteUserAttributes(ctx, "a", nil) }),
		`{"AccessToken":"a","UserAttributeNames":[]}`)
}

func TestEveryCodeSentIsTold(t *testing.T) {
	body := `{"CodeDeliveryDetailsList":[{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"a***@e***"},
		{"AttributeName":"phone_number","DeliveryMedium":"SMS","Destination":"+*******00"}]}`
	got, err := New(testConfig(always(200, nil, body))).UpdateUserAttributes(t.Context(), "a", []Attribute{{"email", "x"}})
	want := []Delivery{{"EMAIL", "a***@e***", "email"}, {"SMS", "+*******00", "phone_number"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestSoftwareTokenOfASession(t *testing.T) {
	var secret string
	sent := sends(t, `{"SecretCode":"JBSWY3DPEHPK3PXP"}`, func(c *Client, _ *Admin) (err error) {
		secret, err = c.AssociateSoftwareTokenWith(t.Context(), "a")
		return err
	})
	wantSent(t, sent, `{"AccessToken":"a"}`)
	if secret != "JBSWY3DPEHPK3PXP" {
		t.Errorf("got %q", secret)
	}
	for _, body := range []string{"{}", `{"SecretCode":"not base32!"}`} {
		_, err := New(testConfig(always(200, nil, body))).AssociateSoftwareTokenWith(t.Context(), "a")
		wantKind(t, err, NotTheProtocol)
	}
	wantSent(t, sends(t, `{"Status":"SUCCESS"}`, func(c *Client, _ *Admin) error {
		return c.VerifySoftwareTokenWith(t.Context(), "a", "123456", "phone")
	}), `{"AccessToken":"a","UserCode":"123456","FriendlyDeviceName":"phone"}`)
	for _, body := range []string{"{}", `{"Status":"ERROR"}`} {
		err := New(testConfig(always(200, nil, body))).VerifySoftwareTokenWith(t.Context(), "a", "123456", "")
		wantKind(t, err, WrongSetupCode)
	}
}

// paging answers page after page of a list, the second of them empty.
func paging(t *testing.T, token string, bodies ...string) *fake {
	return &fake{answer: func(n int, r *http.Request) (*http.Response, error) {
		sent := sentBody(t, r)
		if n > 1 && sent[token] != fmt.Sprint("page-", n) || n == 1 && sent[token] != nil {
			t.Errorf("page %d is asked for by %v", n, sent[token])
		}
		return answerOf(200, nil, bodies[n-1]), nil
	}}
}

func TestListsReadAllPages(t *testing.T) {
	devices, err := New(testConfig(paging(t, "PaginationToken",
		`{"Devices":[{"DeviceKey":"k1","DeviceCreateDate":1700000000.5,"DeviceLastAuthenticatedDate":1700000001,"DeviceAttributes":[
			{"Name":"device_name","Value":"laptop"},{"Name":"device_status","Value":"valid"},{"Name":"last_ip_used","Value":"10.0.0.1"},
			{"Name":"dev:device_remembered_status","Value":"remembered"}]}],"PaginationToken":"page-2"}`,
		`{"Devices":[],"PaginationToken":"page-3"}`, `{"Devices":[{"DeviceKey":"k2"}]}`))).ListDevices(t.Context(), "a")
	if err != nil || len(devices) != 2 || devices[1] != (RememberedDevice{Key: "k2"}) {
		t.Fatalf("got %+v, %v", devices, err)
	}
	d := devices[0]
	if d.Name != "laptop" || d.Status != "valid" || d.LastIP != "10.0.0.1" || d.Remembered != "remembered" ||
		!d.Created.Equal(time.UnixMilli(1700000000500)) || d.LastUsed.Unix() != 1700000001 || !d.Modified.IsZero() {
		t.Errorf("got %+v", d)
	}
	keys, err := New(testConfig(paging(t, "NextToken",
		`{"Credentials":[{"CredentialId":"c1","FriendlyCredentialName":"Key","RelyingPartyId":"localhost","AuthenticatorAttachment":"platform",
			"AuthenticatorTransports":["internal"],"CreatedAt":1700000000}],"NextToken":"page-2"}`,
		`{"Credentials":[],"NextToken":"page-3"}`, `{"Credentials":[{"CredentialId":"c2"}]}`))).ListWebAuthnCredentials(t.Context(), "a")
	want := Passkey{"c1", "Key", "localhost", "platform", []string{"internal"}, time.Unix(1700000000, 0).UTC()}
	if err != nil || len(keys) != 2 || !reflect.DeepEqual(keys[0], want) || keys[1].ID != "c2" {
		t.Errorf("got %+v, %v", keys, err)
	}
}

func TestListsWithoutEnd(t *testing.T) {
	same := always(200, nil, `{"Devices":[],"PaginationToken":"again"}`)
	_, err := New(testConfig(same)).ListDevices(t.Context(), "a")
	wantKind(t, err, NotTheProtocol)
	if same.count.Load() != 2 {
		t.Errorf("asked %d times", same.count.Load())
	}
	fresh := &fake{answer: func(n int, _ *http.Request) (*http.Response, error) {
		return answerOf(200, nil, fmt.Sprintf(`{"Users":[],"PaginationToken":"page-%d"}`, n)), nil
	}}
	_, err = NewAdmin(testConfig(fresh)).FindUsers(t.Context(), Filter{}, 0)
	if e := wantKind(t, err, NotTheProtocol); fresh.count.Load() != maxPages || e.MayHaveHappened {
		t.Errorf("asked %d times; %+v", fresh.count.Load(), *e)
	}
	// A page that is refused ends the list: half of one would look whole.
	broken := &fake{answer: func(n int, _ *http.Request) (*http.Response, error) {
		if n == 1 {
			return answerOf(200, nil, `{"Devices":[{"DeviceKey":"k"}],"PaginationToken":"more"}`), nil
		}
		return answerOf(400, nil, `{"__type":"NotAuthorizedException","message":"Access Token has expired"}`), nil
	}}
	devices, err := New(testConfig(broken)).ListDevices(t.Context(), "a")
	if wantKind(t, err, TokenExpired); devices != nil {
		t.Errorf("got %v", devices)
	}
}

func TestFactors(t *testing.T) {
	body := `{"Username":"own","ConfiguredUserAuthFactors":["PASSWORD","EMAIL_OTP"],"UserMFASettingList":["SOFTWARE_TOKEN_MFA"],"PreferredMfaSetting":"SOFTWARE_TOKEN_MFA"}`
	got, err := New(testConfig(always(200, nil, body))).GetUserAuthFactors(t.Context(), "a")
	want := AuthFactors{"own", []string{"PASSWORD", "EMAIL_OTP"}, []string{"SOFTWARE_TOKEN_MFA"}, "SOFTWARE_TOKEN_MFA"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestFilters(t *testing.T) {
	for _, test := range []struct {
		filter Filter
		want   string
	}{
		{Filter{}, ""},
		{Filter{Attribute: "email", Value: "ann@example.com"}, `email = "ann@example.com"`},
		{Filter{Attribute: "username", Value: "an", Prefix: true}, `username ^= "an"`},
		{Filter{Attribute: "name", Value: `a" or "`}, `name = "a\" or \""`},
		{Filter{Attribute: "name", Value: `end\`}, `name = "end\\"`},
		{Filter{Attribute: "cognito:user_status", Value: "CONFIRMED"}, `cognito:user_status = "CONFIRMED"`},
		{Filter{Attribute: "sub", Value: ""}, `sub = ""`},
	} {
		sent := sends(t, `{"Users":[]}`, func(_ *Client, a *Admin) error {
			_, err := a.FindUsers(t.Context(), test.filter, 7)
			return err
		})
		got, _ := sent["Filter"].(string)
		if got != test.want || sent["Limit"] != 7.0 || sent["UserPoolId"] != testPoolID {
			t.Errorf("%+v sends %v, want %s", test.filter, sent, test.want)
		}
	}
	for _, bad := range []Filter{
		{Attribute: "custom:tier", Value: "x"}, {Value: "x"}, {Attribute: `email = "a" or username`, Value: "x"},
		{Attribute: "email", Value: strings.Repeat("é", 250)}, {Attribute: "email", Value: strings.Repeat(`"`, 124)},
		{Attribute: "email", Value: "\xff"},
	} {
		transport := always(200, nil, `{"Users":[]}`)
		_, err := NewAdmin(testConfig(transport)).FindUsers(t.Context(), bad, 1)
		if e := wantKind(t, err, InvalidInput); transport.count.Load() != 0 || e.Attempts != 0 {
			t.Errorf("%+v was sent", bad)
		}
	}
}

func TestFindUsersStopsAtItsLimit(t *testing.T) {
	transport := paging(t, "PaginationToken", `{"Users":[{"Username":"a"}],"PaginationToken":"page-2"}`,
		`{"Users":[],"PaginationToken":"page-3"}`, `{"Users":[{"Username":"b"},{"Username":"c"}],"PaginationToken":"page-4"}`)
	users, err := NewAdmin(testConfig(transport)).FindUsers(t.Context(), Filter{}, 2)
	if err != nil || len(users) != 2 || users[1].Username != "b" || transport.count.Load() != 3 {
		t.Errorf("got %+v, %v", users, err)
	}
}

func TestUsersAsAdministratorsReadThem(t *testing.T) {
	const attributes = `[{"Name":"sub","Value":"s-1"},{"Name":"email","Value":"ann@example.com"}]`
	const rest = `"Username":"ann","UserStatus":"CONFIRMED","Enabled":true,"UserCreateDate":1700000000,"UserLastModifiedDate":1700000001`
	want := FoundUser{Username: "ann", Sub: "s-1", Status: "CONFIRMED", Enabled: true,
		Attributes: []Attribute{{"sub", "s-1"}, {"email", "ann@example.com"}},
		Created:    time.Unix(1700000000, 0).UTC(), Modified: time.Unix(1700000001, 0).UTC()}
	users, err := NewAdmin(testConfig(always(200, nil, `{"Users":[{"Attributes":`+attributes+`,`+rest+`}]}`))).FindUsers(t.Context(), Filter{}, 1)
	if err != nil || len(users) != 1 || !reflect.DeepEqual(users[0], want) {
		t.Errorf("got %+v, %v", users, err)
	}
	want.MFA, want.PreferredMFA = []string{"SMS_MFA"}, "SMS_MFA"
	user, err := NewAdmin(testConfig(always(200, nil, `{"UserAttributes":`+attributes+`,`+rest+`,"UserMFASettingList":["SMS_MFA"],"PreferredMfaSetting":"SMS_MFA"}`))).
		AdminGetUser(t.Context(), "ann")
	if err != nil || !reflect.DeepEqual(user, want) {
		t.Errorf("got %+v, %v", user, err)
	}
}

func TestPoolTellsSchemaAndUpdates(t *testing.T) {
	body := `{"UserPool":{"Id":"us-east-1_Test","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]},
		"SchemaAttributes":[{"Name":"custom:n","AttributeDataType":"Number","Mutable":true,"NumberAttributeConstraints":{"MinValue":"-3","MaxValue":"9"}},
		{"Name":"name","AttributeDataType":"String","Required":true,"StringAttributeConstraints":{"MaxLength":"2048"}},
		{"Name":"dev:x","DeveloperOnlyAttribute":true,"StringAttributeConstraints":{"MinLength":"odd"}}]}}`
	pool, err := NewAdmin(testConfig(always(200, nil, body))).DescribeUserPool(t.Context())
	low, high, most := int64(-3), int64(9), int64(2048)
	want := []SchemaAttribute{{Name: "custom:n", Type: "Number", Mutable: true, Min: &low, Max: &high},
		{Name: "name", Type: "String", Required: true, Max: &most}, {Name: "dev:x", Admin: true}}
	if err != nil || !reflect.DeepEqual(pool.Schema, want) || !slices.Equal(pool.VerifiedBeforeUpdate, []string{"email"}) {
		t.Errorf("got %+v, %v", pool, err)
	}
}

func TestAppClientTellsRotation(t *testing.T) {
	describe := func(members string) AppClient {
		c, err := NewAdmin(testConfig(always(200, nil, `{"UserPoolClient":{"ClientId":"c"`+members+`}}`))).DescribeUserPoolClient(t.Context())
		if err != nil {
			t.Error(err)
		}
		return c
	}
	on := describe(`,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":30},"EnableTokenRevocation":true,
		"ReadAttributes":["email","name"],"WriteAttributes":["name"]`)
	if on.Rotation != RotationOn || on.GracePeriod != 30*time.Second || !on.Revocation ||
		!slices.Equal(on.ReadAttributes, []string{"email", "name"}) || !slices.Equal(on.WriteAttributes, []string{"name"}) {
		t.Errorf("got %+v", on)
	}
	for _, members := range []string{"", `,"RefreshTokenRotation":{"Feature":"DISABLED","RetryGracePeriodSeconds":30}`} {
		if off := describe(members); off.Rotation != RotationOff || off.GracePeriod != 0 || off.Revocation || off.ReadAttributes != nil {
			t.Errorf("got %+v", off)
		}
	}
}
