package localpool

import (
	"fmt"
	"testing"
)

// TestMFAConfigurations is the table of what the settings of a pool are told as.
func TestMFAConfigurations(t *testing.T) {
	for _, tt := range []struct {
		set  PoolConfig
		mode string
		has  []bool // SMS, authenticator enabled, email, passkeys
	}{
		{PoolConfig{}, "OFF", []bool{false, false, false, false}},
		{PoolConfig{MFA: "OPTIONAL", SMSMFA: true}, "OPTIONAL", []bool{true, false, false, false}},
		{PoolConfig{MFA: "ON", TOTPMFA: true, EmailMFA: true}, "ON", []bool{false, true, true, false}},
		{PoolConfig{MFA: "OFF", FirstFactors: []string{"PASSWORD", "WEB_AUTHN"}}, "OFF", []bool{false, false, false, true}},
	} {
		tt.set.ID, tt.set.Name = "us-east-1_Pool", "Pool"
		x := testerWith(t, Config{Region: "us-east-1", Pools: []PoolConfig{tt.set}})
		a := x.ok("GetUserPoolMfaConfig", object{"UserPoolId": "us-east-1_Pool"})
		got := []bool{a.in("SmsMfaConfiguration", "SmsConfiguration", "SnsCallerArn") != nil,
			a.in("SoftwareTokenMfaConfiguration", "Enabled") == true,
			a.in("EmailMfaConfiguration", "Subject") != nil, a.in("WebAuthnConfiguration", "UserVerification") != nil}
		if a.str("MfaConfiguration") != tt.mode || fmt.Sprint(got) != fmt.Sprint(tt.has) {
			t.Errorf("%+v: %v", tt.set, a.body)
		}
		x.refused("GetUserPoolMfaConfig", object{"UserPoolId": "us-east-1_Other"}, "ResourceNotFound", "")
	}
}
