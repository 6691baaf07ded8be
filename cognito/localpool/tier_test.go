package localpool

import "testing"

// TestThePlanIsDescribed: what the pool's plan and threat protection are, as set
// and by default.
func TestThePlanIsDescribed(t *testing.T) {
	for _, tt := range []struct{ tier, protection, wantTier, wantProtection string }{
		{"", "", "ESSENTIALS", "OFF"},
		{"LITE", "", "LITE", "OFF"},
		{"", "AUDIT", "PLUS", "AUDIT"},
		{"PLUS", "ENFORCED", "PLUS", "ENFORCED"},
		{"LITE", "AUDIT", "LITE", "AUDIT"}, // an older pool's advanced security
	} {
		c := Demo()
		c.Pools[0].Tier, c.Pools[0].ThreatProtection = tt.tier, tt.protection
		x := testerWith(t, c)
		a := x.ok("DescribeUserPool", object{"UserPoolId": localPool})
		if got := a.str("UserPool", "UserPoolTier"); got != tt.wantTier {
			t.Errorf("%+v: plan %q", tt, got)
		}
		if got := a.str("UserPool", "UserPoolAddOns", "AdvancedSecurityMode"); got != tt.wantProtection {
			t.Errorf("%+v: threat protection %q", tt, got)
		}
		if n, ok := a.in("UserPool", "EstimatedNumberOfUsers").(float64); !ok || int(n) != len(c.Pools[0].Users) {
			t.Errorf("%+v: users %v", tt, a.in("UserPool", "EstimatedNumberOfUsers"))
		}
	}
}
