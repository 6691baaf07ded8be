package kit

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// OTPAuth is the link that authenticator apps take for a TOTP secret in base32:
// the label "issuer:account", the secret, and the issuer once more, both without
// issuer where that is empty. Neither name may hold a colon; a hyphen stands in
// for it. Period, digits and algorithm are the apps' own defaults, which are
// Cognito's too: 30 seconds, six, SHA-1.
// Source: the Key URI format of Google Authenticator.
func OTPAuth(issuer, account, secret string) string {
	link := otpLink(otpLabel(issuer, account), secret)
	if issuer != "" {
		link += "&issuer=" + otpName(issuer)
	}
	return link
}

// OTPLinks are links for one secret, each shorter than the one before: the full
// one; without the parameter issuer; without the issuer in the label; then with
// ever less of the account. With a secret of 52 characters, as Cognito's are,
// the code of the last one fits into 40 by 20 cells whatever the names are.
func OTPLinks(issuer, account, secret string) []string {
	links := []string{OTPAuth(issuer, account, secret)}
	add := func(label string) {
		if link := otpLink(label, secret); len(link) < len(links[len(links)-1]) {
			links = append(links, link)
		}
	}
	add(otpLabel(issuer, account))
	add(otpName(account))
	for _, most := range accountBytes {
		add(otpShort(account, most))
	}
	return links
}

// accountBytes are what an account is shortened to, in bytes of the link. Beside
// a secret of 52 characters they fill codes of version 5 (106 bytes, 37 modules)
// and 4 (78 bytes, 33 modules).
var accountBytes = []int{31, 3}

func otpLink(label, secret string) string {
	return "otpauth://totp/" + label + "?secret=" + url.QueryEscape(strings.TrimRight(secret, "="))
}

func otpLabel(issuer, account string) string {
	if issuer == "" {
		return otpName(account)
	}
	return otpName(issuer) + ":" + otpName(account)
}

// otpName escapes a name for a link's label and parameters alike. An at sign is
// allowed in both, and stays readable; a plus, which some apps read as a blank,
// and a blank itself are escaped.
func otpName(name string) string {
	name = url.QueryEscape(strings.ReplaceAll(name, ":", "-"))
	return strings.NewReplacer("+", "%20", "%40", "@").Replace(name)
}

// otpShort is as much of the beginning of an account as most bytes hold, but
// one character at least.
func otpShort(account string, most int) string {
	short := ""
	for len(account) > 0 {
		_, size := utf8.DecodeRuneInString(account)
		next := otpName(account[:size])
		if short != "" && len(short)+len(next) > most {
			break
		}
		short += next
		account = account[size:]
	}
	return short
}
