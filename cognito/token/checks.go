package token

import "strings"

func (v *Verdict) issuer(e Expect) {
	const name = "Issuer"
	iss, ok := v.claim("iss").(string)
	switch {
	case !ok:
		v.add(name, Failed, missing(v.claim("iss"), "iss", "text"))
	case e.Issuer == "":
		v.add(name, Unknown, "the pool's id is not known, and the token says "+quote(iss))
	case iss == e.Issuer:
		v.add(name, Passed, "the pool that was expected")
	case iss == newerIssuer(e.Issuer):
		v.add(name, Passed, "the pool that was expected, in the newer form of its name")
	default:
		v.add(name, Failed, "another pool's, or another server's: "+quote(iss))
	}
}

// newerIssuer is what pools with IssuerConfiguration.Type UPDATED write (API
// reference, IssuerConfigurationType).
func newerIssuer(issuer string) string {
	const old, newer = "https://cognito-idp.", "https://issuer-cognito-idp."
	if rest, ok := strings.CutPrefix(issuer, old); ok {
		return newer + rest
	}
	return issuer
}

// clientCheck is the name of the check of the client: ID tokens say it as their
// audience, access tokens as client_id.
func (v *Verdict) clientCheck(e Expect) string {
	use := v.Claims.TokenUse
	if use != "id" && use != "access" {
		use = e.Use
	}
	_, audience := v.claim("aud").(string)
	if use == "id" || use != "access" && audience {
		return "Audience"
	}
	return "Client id"
}

func (v *Verdict) client(e Expect) {
	name, claim := v.clientCheck(e), "client_id"
	if name == "Audience" {
		claim = "aud"
	}
	value := v.claim(claim)
	said := texts(value)
	if s, ok := value.(string); ok {
		said = []string{s}
	}
	switch {
	case len(said) == 0:
		v.add(name, Failed, missing(value, claim, "text"))
	case e.ClientID == "":
		v.add(name, Unknown, "no client id is set to compare with "+quote(said[0]))
	case len(said) == 1 && said[0] == e.ClientID:
		v.add(name, Passed, "the app client that was expected")
	default:
		v.add(name, Failed, "another app client's: "+quote(strings.Join(said, " ")))
	}
}

func (v *Verdict) use(e Expect) {
	const name = "Token use"
	use, ok := v.claim("token_use").(string)
	switch {
	case !ok:
		v.add(name, Failed, missing(v.claim("token_use"), "token_use", "text"))
	case use != "id" && use != "access":
		v.add(name, Failed, quote(use)+" is neither id nor access")
	case e.Use != "" && use != e.Use:
		v.add(name, Failed, "an "+words(use)+", where an "+words(e.Use)+" is expected")
	default:
		v.add(name, Passed, "an "+words(use))
	}
}

func words(use string) string {
	if use == "id" {
		return "ID token"
	}
	return "access token"
}

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
		v.add(name, Failed, "it expired at "+e.Clock.Format(until, moments))
	case e.Now.Before(from):
		v.add(name, Failed, "it is not valid before "+e.Clock.Format(from, moments))
	default:
		v.add(name, Passed, "valid until "+e.Clock.Format(until, moments))
	}
}

// moments is how a check writes a moment: with its zone.
const moments = "2006-01-02 15:04:05 MST"
