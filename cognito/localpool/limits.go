package localpool

import (
	"slices"
	"time"
)

// limited names what is counted per user and hour.
type limited uint8

const (
	limitReset   limited = iota // ForgotPassword and ConfirmForgotPassword together
	limitResend                 // ResendConfirmationCode
	limitConfirm                // ConfirmSignUp
	limitChange                 // ChangePassword
	limitAsk                    // GetUserAttributeVerificationCode
	limitVerify                 // VerifyUserAttribute
)

// limits are the attempts allowed per user in any hour. AWS documents 5 to 20
// for resets, by risk; the strictest is taken. Source: AWS developer guide,
// quotas. The 5 to 20 email MFA messages an hour per address and requester's IP
// are left out: no exception that says so is modelled for the calls that send
// them, and what the service does beyond them isn't documented.
var limits = map[limited]int{limitReset: 5, limitResend: 5, limitConfirm: 15, limitChange: 5, limitAsk: 5, limitVerify: 15}

type windowKey struct {
	what limited
	user string
}

// window holds the times of the attempts of the last hour. AWS doesn't say
// whether its hour is fixed or moving; the moving one is stricter.
type window []time.Time

func (w window) stale(now time.Time) bool {
	return len(w) == 0 || !now.Before(w[len(w)-1].Add(time.Hour))
}

// count records an attempt, or refuses it once the limit is reached. Refused
// attempts aren't counted.
func (p *pool) count(what limited, key string, now time.Time) error {
	k := windowKey{what, key}
	w, _ := p.windows.get(k)
	w = slices.DeleteFunc(w, func(t time.Time) bool { return !now.Before(t.Add(time.Hour)) })
	if len(w) >= limits[what] {
		return errLimit
	}
	p.windows.put(k, append(w, now), func(x window) bool { return x.stale(now) })
	return nil
}

func (p *pool) forget(what limited, key string) { p.windows.delete(windowKey{what, key}) }
