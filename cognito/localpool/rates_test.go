package localpool

import (
	"testing"
	"time"
)

// TestEveryOperationHasAQuota: an operation that no category holds would be
// refused always once rates are limited.
func TestEveryOperationHasAQuota(t *testing.T) {
	for op := range operations {
		switch kind, ok := categories[op]; {
		case !ok:
			t.Errorf("%s has no category: add it to categories in rates.go, by the developer guide's list of API operation categories", op)
		case quotas[kind] == 0:
			t.Errorf("%s is of %s, which has no quota: add it to quotas in rates.go", op, kind)
		}
	}
}

// spend makes n calls and demands that none is refused for its rate, then one
// more that is.
func (x tester) spend(n int, op string, body object) {
	x.Helper()
	for i := range n {
		if a := x.call(op, body); a.code == "TooManyRequestsException" {
			x.Fatalf("%s: call %d of %d was refused", op, i+1, n)
		}
	}
	a := x.call(op, body)
	x.want(a, "TooManyRequests", "Rate exceeded")
	if a.status != 400 {
		x.Errorf("%s: status %d", op, a.status)
	}
}

// TestQuotas is the table of the quotas: so many calls within a moment, and no more.
func TestQuotas(t *testing.T) {
	none := object{"UserPoolId": localPool, "Username": "nobody"}
	pool := object{"UserPoolId": localPool}
	token := object{"AccessToken": "x"}
	app := object{"ClientId": newTester(t).client("demo-public").ClientID, "Username": "nobody"}
	answer := func(name string) object {
		return object{"ClientId": app["ClientId"], "ChallengeName": name, "ChallengeResponses": map[string]string{"USERNAME": "x"}}
	}
	for _, tt := range []struct {
		op   string
		body object
		n    int
	}{
		{"InitiateAuth", object{"ClientId": app["ClientId"], "AuthFlow": "USER_PASSWORD_AUTH"}, 120},
		{"GetTokensFromRefreshToken", object{"ClientId": app["ClientId"], "RefreshToken": "x"}, 120},
		{"RespondToAuthChallenge", answer("SMS_MFA"), 360},
		{"RespondToAuthChallenge", answer("NEW_PASSWORD_REQUIRED"), 30},
		{"SignUp", app, 50},
		{"AdminConfirmSignUp", none, 50},
		{"ForgotPassword", app, 30},
		{"AdminSetUserPassword", object{"UserPoolId": localPool, "Username": "nobody", "Password": DemoPassword}, 30},
		{"AdminGetUser", none, 120},
		{"GetUser", token, 120},
		{"GlobalSignOut", token, 25},
		{"RevokeToken", object{"ClientId": app["ClientId"], "Token": "x"}, 120},
		{"ResendConfirmationCode", app, 50},
		{"ListDevices", token, 50},
		{"AssociateSoftwareToken", token, 25},
		{"AdminSetUserMFAPreference", none, 25},
		{"ListUsers", pool, 30},
		{"ListUserPools", object{"MaxResults": 1}, 15},
		{"DescribeUserPool", pool, 15},
		{"ListGroups", pool, 5},
		{"DeleteGroup", object{"UserPoolId": localPool, "GroupName": "nobody"}, 5},
		{"ListUserPoolClients", pool, 5},
		{"DescribeUserPoolClient", object{"UserPoolId": localPool, "ClientId": app["ClientId"]}, 5},
	} {
		x := newTester(t)
		x.s.LimitRates(true)
		x.spend(tt.n, tt.op, tt.body)
	}
}

// TestQuotasAreShared: the operations of a category, of all pools, count together;
// those of others don't, and challenge answers have their own allowance.
func TestQuotasAreShared(t *testing.T) {
	x := newTester(t)
	x.s.LimitRates(true)
	x.spend(30, "ListUsers", object{"UserPoolId": localPool})
	x.refused("ListUsers", object{"UserPoolId": aliasPool}, "TooManyRequests", "Rate")
	x.ok("AdminGetUser", object{"UserPoolId": localPool, "Username": "ann@example.com"})
	app := x.client("demo-public").ClientID
	x.spend(120, "InitiateAuth", object{"ClientId": app, "AuthFlow": "USER_PASSWORD_AUTH"})
	x.refused("GetTokensFromRefreshToken", object{"ClientId": app, "RefreshToken": "x"}, "TooManyRequests", "Rate")
	answer := object{"ClientId": app, "ChallengeName": "NEW_PASSWORD_REQUIRED", "ChallengeResponses": map[string]string{"USERNAME": "x"}}
	x.spend(30, "RespondToAuthChallenge", answer)
	x.refused("ForgotPassword", object{"ClientId": app, "Username": "nobody"}, "TooManyRequests", "Rate")
}

// TestQuotasOfOnePool: five calls a second of one operation for one pool, within
// the category's own quota for all pools.
func TestQuotasOfOnePool(t *testing.T) {
	x := newTester(t)
	x.s.LimitRates(true)
	x.spend(5, "ListUserPoolClients", object{"UserPoolId": localPool})
	x.ok("DescribeUserPoolClient", object{"UserPoolId": localPool, "ClientId": x.client("demo-app").ClientID})
	x.spend(5, "ListUserPoolClients", object{"UserPoolId": aliasPool})
	x.spend(4, "ListUserPoolClients", object{"UserPoolId": accountPool}) // 5+1+5+4 are the category's 15
	x.spend(0, "ListUserPoolClients", object{"UserPoolId": "us-east-1_EmailPool"})
}

// TestQuotasFillAgain: on the pool's clock, evenly, up to one second's worth; a
// refused call takes nothing.
func TestQuotasFillAgain(t *testing.T) {
	x := newTester(t)
	body := object{"UserPoolId": localPool}
	for range 200 {
		x.ok("ListUsers", body) // off: as many as one likes
	}
	x.s.LimitRates(true)
	x.spend(30, "ListUsers", body)
	x.s.Advance(time.Second / 10)
	x.spend(3, "ListUsers", body)
	x.s.Advance(time.Hour)
	x.spend(30, "ListUsers", body)
	if x.s.Reset(); x.s.RatesLimited() {
		t.Error("Reset leaves the rates limited")
	}
	for range 40 {
		x.ok("ListUsers", body)
	}
}

// TestRefusedRatesDoNothing: the call isn't made, and what isn't a well-formed
// call of an operation isn't counted.
func TestRefusedRatesDoNothing(t *testing.T) {
	x := newTester(t)
	x.s.LimitRates(true)
	for range 40 {
		x.refused("ListUsers", object{"UserPoolId": localPool, "Limit": 99}, "InvalidParameter", "1 validation error")
	}
	x.spend(50, "SignUp", object{"ClientId": x.client("demo-public").ClientID, "Username": "nobody"})
	x.refused("AdminCreateUser", object{"UserPoolId": localPool, "Username": "new"}, "TooManyRequests", "Rate")
	x.refused("AdminGetUser", object{"UserPoolId": localPool, "Username": "new"}, "UserNotFound", "")
}
