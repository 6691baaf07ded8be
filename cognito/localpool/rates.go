package localpool

import (
	"sync"
	"sync/atomic"
	"time"
)

// category is a group of operations that share one request rate quota.
type category string

// The categories of the operations that the pool has or may come to have.
// Source: AWS developer guide, quotas, API operation categories.
const (
	userAuthentication   category = "UserAuthentication"
	userCreation         category = "UserCreation"
	userAccountRecovery  category = "UserAccountRecovery"
	userRead             category = "UserRead"
	userUpdate           category = "UserUpdate"
	userToken            category = "UserToken"
	userResourceRead     category = "UserResourceRead"
	userResourceUpdate   category = "UserResourceUpdate"
	userList             category = "UserList"
	userPoolRead         category = "UserPoolRead"
	userPoolResourceRead category = "UserPoolResourceRead"
	userPoolResourceEdit category = "UserPoolResourceUpdate"
	userPoolClientRead   category = "UserPoolClientRead"

	// challengeAnswers is no category of the service but the own allowance that
	// answers of challenges have: three times that of UserAuthentication.
	challengeAnswers category = "UserAuthentication, challenge answers"
)

// quotas are the default requests a second of each category, for all the pools of
// a Server together, as the service counts them for an account and Region. Source:
// AWS developer guide, quotas.
var quotas = map[category]int{
	userAuthentication: 120, challengeAnswers: 3 * 120, userCreation: 50, userAccountRecovery: 30, userRead: 120, userUpdate: 25,
	userToken: 120, userResourceRead: 50, userResourceUpdate: 25, userList: 30,
	userPoolRead: 15, userPoolResourceRead: 20, userPoolResourceEdit: 15, userPoolClientRead: 15,
}

// perPool is how often a second one operation of these categories may be called
// for one pool, beside the quota of its category. Source: AWS developer guide,
// quotas.
const perPool = 5

var perPoolCategories = []category{userPoolResourceRead, userPoolResourceEdit, userPoolClientRead}

// categories says which quota each operation counts towards; every row of
// operations.go has one. Those of passkeys and a few others (DeleteUserAttributes,
// GetUserAuthFactors, GetDevice, UpdateDeviceStatus) are put beside their likes,
// which is unconfirmed.
var categories = map[string]category{
	"InitiateAuth": userAuthentication, "AdminInitiateAuth": userAuthentication, "GetTokensFromRefreshToken": userAuthentication,
	"RespondToAuthChallenge": challengeAnswers, "AdminRespondToAuthChallenge": challengeAnswers,

	"SignUp": userCreation, "ConfirmSignUp": userCreation, "AdminCreateUser": userCreation, "AdminConfirmSignUp": userCreation,

	"ChangePassword": userAccountRecovery, "ForgotPassword": userAccountRecovery, "ConfirmForgotPassword": userAccountRecovery,
	"AdminResetUserPassword": userAccountRecovery, "AdminSetUserPassword": userAccountRecovery,

	"GetUser": userRead, "AdminGetUser": userRead, "GetUserAuthFactors": userRead,

	"UpdateUserAttributes": userUpdate, "DeleteUserAttributes": userUpdate, "VerifyUserAttribute": userUpdate,
	"DeleteUser": userUpdate, "GlobalSignOut": userUpdate, "AdminUserGlobalSignOut": userUpdate,
	"AdminUpdateUserAttributes": userUpdate, "AdminDeleteUserAttributes": userUpdate, "AdminDeleteUser": userUpdate,
	"AdminDisableUser": userUpdate, "AdminEnableUser": userUpdate,
	"AdminAddUserToGroup": userUpdate, "AdminRemoveUserFromGroup": userUpdate,

	"RevokeToken": userToken,

	"ResendConfirmationCode": userResourceRead, "GetUserAttributeVerificationCode": userResourceRead,
	"ListDevices": userResourceRead, "GetDevice": userResourceRead, "AdminListDevices": userResourceRead,
	"AdminGetDevice":         userResourceRead,
	"AdminListGroupsForUser": userResourceRead, "AdminListUserAuthEvents": userResourceRead, "ListWebAuthnCredentials": userResourceRead,

	"AssociateSoftwareToken": userResourceUpdate, "VerifySoftwareToken": userResourceUpdate,
	"SetUserMFAPreference": userResourceUpdate, "AdminSetUserMFAPreference": userResourceUpdate,
	"ConfirmDevice": userResourceUpdate, "UpdateDeviceStatus": userResourceUpdate, "ForgetDevice": userResourceUpdate,
	"AdminForgetDevice": userResourceUpdate, "AdminUpdateDeviceStatus": userResourceUpdate,
	"AdminUpdateAuthEventFeedback": userResourceUpdate,
	"StartWebAuthnRegistration":    userResourceUpdate, "CompleteWebAuthnRegistration": userResourceUpdate,
	"DeleteWebAuthnCredential": userResourceUpdate,

	"ListUsers": userList, "ListUsersInGroup": userList,

	"ListUserPools": userPoolRead, "DescribeUserPool": userPoolRead,

	"ListGroups": userPoolResourceRead, "GetGroup": userPoolResourceRead, "GetUserPoolMfaConfig": userPoolResourceRead,

	"CreateGroup": userPoolResourceEdit, "UpdateGroup": userPoolResourceEdit, "DeleteGroup": userPoolResourceEdit,

	"ListUserPoolClients": userPoolClientRead, "DescribeUserPoolClient": userPoolClientRead,
}

// errRate refuses a request above a quota.
var errRate = refuse("TooManyRequestsException", "Rate exceeded")

// bucketKey names what a bucket is of: a category, or one operation on one pool.
type bucketKey struct {
	category   category
	op, poolID string
}

// bucket holds the requests that may still be made now.
type bucket struct {
	left float64
	at   time.Time // when left was true
}

// rates are the token buckets of a Server. How many requests the service lets
// through at once isn't documented: one second's worth is the strictest that lets
// its quota be reached.
type rates struct {
	on      atomic.Bool
	mu      sync.Mutex
	buckets map[bucketKey]bucket
}

// LimitRates makes the pools keep the service's default request rate quotas, or
// none again, which they begin with. They are counted on the pool's clock, per
// category of operations and for all pools together; what is above is refused
// with TooManyRequestsException without acting. Calls that are no well-formed
// request of a known operation aren't counted. Source: AWS developer guide, quotas.
func (s *Server) LimitRates(on bool) {
	s.rates.mu.Lock()
	s.rates.buckets = map[bucketKey]bucket{}
	s.rates.on.Store(on)
	s.rates.mu.Unlock()
	s.change()
}

// RatesLimited tells whether LimitRates is on.
func (s *Server) RatesLimited() bool { return s.rates.on.Load() }

// admit counts one request of op, or refuses it. A request that is refused takes
// nothing from any bucket.
func (c *call) admit(op string) error {
	r := &c.s.rates
	if !r.on.Load() {
		return nil
	}
	needed := c.bucketsOf(op)
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, quota := range needed {
		b, ok := r.buckets[key]
		switch passed := c.now.Sub(b.at).Seconds(); {
		case !ok:
			b = bucket{float64(quota), c.now}
		case passed > 0:
			b = bucket{min(float64(quota), b.left+passed*float64(quota)), c.now}
		}
		r.buckets[key] = b
	}
	for key := range needed {
		if r.buckets[key].left < 1 {
			return errRate
		}
	}
	for key := range needed {
		b := r.buckets[key]
		b.left--
		r.buckets[key] = b
	}
	return nil
}

// bucketsOf are the quotas that a request counts towards. A new password that
// answers NEW_PASSWORD_REQUIRED counts as an answer and as account recovery, the
// strictest reading.
func (c *call) bucketsOf(op string) map[bucketKey]int {
	kind := categories[op]
	needed := map[bucketKey]int{{category: kind}: quotas[kind]}
	if kind == challengeAnswers && c.in.str("ChallengeName") == "NEW_PASSWORD_REQUIRED" {
		needed[bucketKey{category: userAccountRecovery}] = quotas[userAccountRecovery]
	}
	if id := c.in.str("UserPoolId"); contains(perPoolCategories, kind) && c.state.pools[id] != nil {
		needed[bucketKey{op: op, poolID: id}] = perPool
	}
	return needed
}
