package localpool

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"time"

	"cognito-tui/cognito/random"
)

// Of authenticator codes: HMAC-SHA-1, steps of 30 s, six digits. Source: RFC
// 6238, and AWS developer guide, TOTP software token MFA.
const (
	totpStep   = 30 // seconds
	totpSecret = 32 // bytes: the 52 base32 characters that the service gives
	totpWindow = 1  // steps by which a code may be early or late
)

// The refusals of an authenticator's code.
var (
	errBadTOTP    = refuse("CodeMismatchException", "Invalid code received for user")
	errUsedTOTP   = refuse("ExpiredCodeException", "Your software token has already been used once.")
	errSetupTOTP  = refuse("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA")
	errTOTPOff    = refuse("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool")
	errNoUserTOTP = refuse("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.")
)

var totpEncoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// newTOTP makes an authenticator with a random secret.
func newTOTP(source io.Reader) *totp { return &totp{secret: random.Bytes(source, totpSecret)} }

// parseTOTP reads a secret as people write it: base32 in either case, perhaps
// with spaces and padding.
func parseTOTP(secret string) (*totp, error) {
	clean := strings.TrimRight(strings.ToUpper(strings.ReplaceAll(secret, " ", "")), "=")
	raw, err := totpEncoding.DecodeString(clean)
	if err != nil {
		return nil, err
	}
	return &totp{secret: raw}, nil
}

// code is the secret's SecretCode.
func (t *totp) code() string { return totpEncoding.EncodeToString(t.secret) }

// at is the code of one time step.
func (t *totp) at(step int64) string {
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step))
	mac := hmac.New(sha1.New, t.secret)
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	from := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[from:])&0x7fffffff%1000000)
}

func stepOf(now time.Time) int64 { return now.Unix() / totpStep }

// check takes the code of this step or of one beside it, each step once and none
// before a step that was taken. Codes are compared in constant time.
func (t *totp) check(code string, now time.Time) error {
	used := false
	for step := stepOf(now) - totpWindow; step <= stepOf(now)+totpWindow; step++ {
		if subtle.ConstantTimeCompare([]byte(t.at(step)), []byte(code)) != 1 {
			continue
		}
		if step > t.lastStep {
			t.lastStep = step
			return nil
		}
		used = true
	}
	if used {
		return errUsedTOTP
	}
	return errBadTOTP
}

// next is a code that check would take now: this step's or, where that was
// used, the next one's. Where both were, it is how long until there is one.
func (t *totp) next(now time.Time) (code string, wait time.Duration) {
	step := max(stepOf(now), t.lastStep+1)
	if step > stepOf(now)+totpWindow {
		return "", time.Unix((step-totpWindow)*totpStep, 0).Sub(now)
	}
	return t.at(step), 0
}

// shown is the authenticator whose code the user was asked for last; nil for a
// user who has none.
func (f *factors) shown() *totp {
	switch {
	case f == nil:
		return nil
	case f.asked != nil:
		return f.asked
	}
	return f.totp
}

// TOTP is the authenticator's code that the user would type now: a code of the
// secret that is being set up or was asked for last, which the pool would take
// and that wasn't used. Where this step's code and the next one's were used it is
// empty, and wait tells how long until there is one; both are zero for a user
// who isn't there or has no authenticator.
func (s *Server) TOTP(poolID, username string) (code string, wait time.Duration) {
	p := s.state.Load().pools[poolID]
	if p == nil {
		return "", 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.find(username)
	if u == nil {
		return "", 0
	}
	if t := u.factors.shown(); t != nil {
		return t.next(s.Now())
	}
	return "", 0
}
