package localpool

import (
	"math/big"
	"time"
)

// mfa is a set of second factors.
type mfa uint8

const (
	smsMFA mfa = 1 << iota
	totpMFA
	emailMFA
)

// mfaNames are the service's own, in the order in which it lists them.
var mfaNames = []struct {
	factor mfa
	name   string
}{{smsMFA, "SMS_MFA"}, {totpMFA, "SOFTWARE_TOKEN_MFA"}, {emailMFA, "EMAIL_OTP"}}

// names lists the factors of the set; it is never nil.
func (m mfa) names() []string {
	list := []string{}
	for _, x := range mfaNames {
		if m&x.factor != 0 {
			list = append(list, x.name)
		}
	}
	return list
}

// mfaNamed is the factor of a name, 0 for an unknown one.
func mfaNamed(name string) mfa {
	for _, x := range mfaNames {
		if x.name == name {
			return x.factor
		}
	}
	return 0
}

// factors is what a user has set up beside a password.
type factors struct {
	enabled     mfa
	preferred   mfa       // one of them, or 0
	totp        *totp     // the verified authenticator
	associating *totp     // given by AssociateSoftwareToken to a signed-in user and not verified yet
	asked       *totp     // whose code the user was asked for last, a sign-in's own included
	devices     []*device // confirmed ones
	passkeys    []*passkey
}

// totp is an authenticator app's secret.
type totp struct {
	secret   []byte
	name     string // FriendlyDeviceName
	lastStep int64  // the time step of the last code that was taken
}

// device is one that ConfirmDevice registered.
type device struct {
	key, groupKey string
	name          string
	salt          []byte
	verifier      *big.Int
	remembered    bool
	created, last time.Time // made, and last signed in with
	modified      time.Time
	lastIP        string
}

// passkey is a credential that the user has registered in a browser.
type passkey struct {
	id, name, attachment string
	transports           []string
	created              time.Time
}

// more gives the user's factors, made if there are none yet.
func (u *user) more() *factors {
	if u.factors == nil {
		u.factors = &factors{}
	}
	return u.factors
}

// enabled is the set of second factors that the user has turned on.
func (u *user) enabled() mfa {
	if u.factors == nil {
		return 0
	}
	return u.factors.enabled
}

// device finds a confirmed device of the user; nil if there is none.
func (u *user) device(key string) *device {
	if u.factors == nil {
		return nil
	}
	for _, d := range u.factors.devices {
		if d.key == key {
			return d
		}
	}
	return nil
}
