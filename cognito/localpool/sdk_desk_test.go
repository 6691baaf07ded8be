package localpool

import (
	"errors"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// TestDeskThroughSDK reads auth events, their refusal and the MFA settings with
// AWS's decoder.
func TestDeskThroughSDK(t *testing.T) {
	config := Demo()
	config.Pools[0].ThreatProtection = "AUDIT"
	config.Pools[0].Users[0].Events = []EventConfig{
		{Type: "SignIn", Response: "Fail", Age: time.Hour, Passed: []string{"Password"}, Failed: "Mfa", RiskLevel: "High",
			RiskDecision: "AccountTakeover",
			IP:           "192.0.2.1", Device: "Firefox 128, Windows 10", City: "Basel", Country: "Switzerland"},
		{Type: "ResendCode", Response: "Pass", Age: 2 * time.Hour},
	}
	s, ctx := newServer(config), t.Context()
	c, pool, ann := sdkClient(s), localPool, "ann@example.com"
	pages := cip.NewAdminListUserAuthEventsPaginator(c, &cip.AdminListUserAuthEventsInput{UserPoolId: &pool, Username: &ann},
		func(o *cip.AdminListUserAuthEventsPaginatorOptions) { o.Limit = 1 })
	var events []types.AuthEventType
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, page.AuthEvents...)
	}
	if len(events) != 2 || events[1].EventType != types.EventTypeResendCode || events[1].EventResponse != types.EventResponseTypePass {
		t.Fatalf("%d events", len(events))
	}
	e := events[0]
	if e.EventType != types.EventTypeSignIn || e.EventResponse != types.EventResponseTypeFail || e.EventId == nil ||
		e.CreationDate.IsZero() ||
		e.EventRisk.RiskDecision != types.RiskDecisionTypeAccountTakeover || e.EventRisk.RiskLevel != types.RiskLevelTypeHigh ||
		*e.EventContextData.IpAddress != "192.0.2.1" || *e.EventContextData.City != "Basel" ||
		*e.EventContextData.Country != "Switzerland" ||
		*e.EventContextData.DeviceName != "Firefox 128, Windows 10" || len(e.ChallengeResponses) != 2 ||
		e.ChallengeResponses[1] !=
			(types.ChallengeResponseType{ChallengeName: types.ChallengeNameMfa, ChallengeResponse: types.ChallengeResponseFailure}) {
		t.Errorf("event %+v", e)
	}
	other := aliasPool
	olga := "olga"
	_, err := c.AdminListUserAuthEvents(ctx, &cip.AdminListUserAuthEventsInput{UserPoolId: &other, Username: &olga})
	if x := (*types.UserPoolAddOnNotEnabledException)(nil); !errors.As(err, &x) {
		t.Errorf("without threat protection: %v", err)
	}
	mfa, err := c.GetUserPoolMfaConfig(ctx, &cip.GetUserPoolMfaConfigInput{UserPoolId: &pool})
	if err != nil || mfa.MfaConfiguration != types.UserPoolMfaTypeOptional || !mfa.SoftwareTokenMfaConfiguration.Enabled ||
		mfa.SmsMfaConfiguration.SmsConfiguration.SnsCallerArn == nil || mfa.EmailMfaConfiguration.Subject == nil ||
		mfa.WebAuthnConfiguration.UserVerification != types.UserVerificationTypePreferred {
		t.Errorf("MFA %+v, %v", mfa, err)
	}
	start := s.Now()
	s.clock = func() time.Time { return start }
	s.LimitRates(true)
	for range 121 {
		_, err = c.AdminGetUser(ctx, &cip.AdminGetUserInput{UserPoolId: &pool, Username: &ann})
	}
	if x := (*types.TooManyRequestsException)(nil); !errors.As(err, &x) {
		t.Errorf("above the quota: %v", err)
	}
}
