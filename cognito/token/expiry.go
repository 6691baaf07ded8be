package token

import "time"

// expiry judges exp and nbf by the clock of e.
func (v *Verdict) expiry(e Expect) {
	const name = "Expiry"
	until, from := moment(v.claim("exp")), moment(v.claim("nbf"))
	switch {
	case until.IsZero():
		v.add(name, Failed, missing(v.claim("exp"), "exp", "a time in seconds"))
	case v.claim("nbf") != nil && from.IsZero():
		v.add(name, Failed, missing(v.claim("nbf"), "nbf", "a time in seconds"))
	case !e.Now.Before(until):
		v.add(name, Failed, "it expired at "+clock(until))
	case e.Now.Before(from):
		v.add(name, Failed, "it is not valid before "+clock(from))
	default:
		v.add(name, Passed, "valid until "+clock(until))
	}
}

// clock is a moment as the reader's own clock shows it, with its zone.
func clock(t time.Time) string { return t.Local().Format("2006-01-02 15:04:05 MST") }
