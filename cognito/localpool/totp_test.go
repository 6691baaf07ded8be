package localpool

import (
	"encoding/base32"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/pquerna/otp"
	foreign "github.com/pquerna/otp/totp"
)

// TestTOTPVectors holds the SHA-1 rows of RFC 6238, appendix B; its codes have
// eight digits, of which an authenticator of six shows the last.
func TestTOTPVectors(t *testing.T) {
	x := totp{secret: []byte("12345678901234567890")}
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471",
		1234567890: "89005924", 2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := x.at(stepOf(time.Unix(at, 0))); got != want[2:] {
			t.Errorf("at %d: %s, want %s", at, got, want[2:])
		}
	}
}

// TestTOTPAgainstAnother compares codes with another implementation's for many
// secrets and times.
func TestTOTPAgainstAnother(t *testing.T) {
	for range 200 {
		x, at := newTOTP(nil), time.Unix(rand.Int64N(1<<33), 0)
		want, err := foreign.GenerateCodeCustom(x.code(), at, foreign.ValidateOpts{
			Period: 30, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			t.Fatal(err)
		}
		if got := x.at(stepOf(at)); got != want {
			t.Errorf("secret %s at %v: %s, another says %s", x.code(), at, got, want)
		}
	}
}

func TestTOTPSecret(t *testing.T) {
	x := newTOTP(nil)
	if len(x.code()) != 52 {
		t.Errorf("secret of %d characters", len(x.code()))
	}
	if raw, err := base32.StdEncoding.DecodeString(x.code() + "===="); err != nil || string(raw) != string(x.secret) {
		t.Errorf("not base32: %v", err)
	}
	for _, written := range []string{x.code(), x.code() + "====", x.code()[:4] + " " + x.code()[4:]} {
		if y, err := parseTOTP(written); err != nil || string(y.secret) != string(x.secret) {
			t.Errorf("%q: %v", written, err)
		}
	}
	if _, err := parseTOTP("no base32: 0189"); err == nil {
		t.Error("nonsense was taken")
	}
}

// TestTOTPWindow is the table of when a code is taken: steps are those of the
// code and of the pool's clock, one after the other on one authenticator.
func TestTOTPWindow(t *testing.T) {
	type try struct {
		now, code int64
		want      error
	}
	tests := []struct {
		rule  string
		tries []try
	}{
		{"the same step", []try{{100, 100, nil}}},
		{"one step late", []try{{100, 99, nil}}},
		{"one step early", []try{{100, 101, nil}}},
		{"two steps late", []try{{100, 98, errBadTOTP}}},
		{"two steps early", []try{{100, 102, errBadTOTP}}},
		{"the same code twice", []try{{100, 100, nil}, {100, 100, errUsedTOTP}}},
		{"the same code in the next step", []try{{100, 100, nil}, {101, 100, errUsedTOTP}}},
		{"the same code out of the window", []try{{100, 100, nil}, {102, 100, errBadTOTP}}},
		{"an earlier step's code", []try{{100, 100, nil}, {100, 99, errUsedTOTP}}},
		{"an early code, then this step's", []try{{100, 101, nil}, {100, 100, errUsedTOTP}, {101, 101, errUsedTOTP}, {101, 102, nil}}},
		{"the next one", []try{{100, 100, nil}, {101, 101, nil}}},
		{"a wrong one spends nothing", []try{{100, 90, errBadTOTP}, {100, 100, nil}}},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			x := totp{secret: []byte("12345678901234567890")}
			for i, try := range tt.tries {
				// The last second of the step: rounding would go to the next.
				now := time.Unix(try.now*30+29, 999_999_999)
				if err := x.check(x.at(try.code), now); err != try.want {
					t.Errorf("try %d: %v, want %v", i+1, err, try.want)
				}
			}
		})
	}
}

// TestTOTPForms refuses what isn't a code of six digits, and keeps leading zeros.
func TestTOTPForms(t *testing.T) {
	x := totp{secret: []byte("12345678901234567890")}
	step := int64(0)
	for x.at(step)[0] != '0' {
		step++
	}
	now := time.Unix(step*30, 0)
	for _, code := range []string{"", x.at(step)[1:], "0" + x.at(step), x.at(step) + " ", "abcdef"} {
		if err := x.check(code, now); err != errBadTOTP {
			t.Errorf("%q: %v", code, err)
		}
	}
	x.lastStep = -1
	if err := x.check(x.at(step), now); err != nil {
		t.Errorf("leading zero: %v", err)
	}
}

// TestTOTPNext: what people are offered is always taken, and is nothing once
// both this step's code and the next one's are used.
func TestTOTPNext(t *testing.T) {
	x, now := newTOTP(nil), time.Unix(3000, 0)
	for range 2 {
		code, _ := x.next(now)
		if code == "" {
			t.Fatal("no code is offered")
		}
		if err := x.check(code, now); err != nil {
			t.Errorf("the code offered: %v", err)
		}
	}
	if code, wait := x.next(now.Add(10 * time.Second)); code != "" || wait != 20*time.Second {
		t.Errorf("a third code %q in one step, or in %v", code, wait)
	}
	if code, wait := x.next(now.Add(30 * time.Second)); code == "" || wait != 0 {
		t.Error("no code in the next step")
	}
}
