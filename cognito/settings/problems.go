package settings

import (
	"net"
	"net/url"
	"strings"
	"unicode"

	"cognito-tui/cognito/lazy"
)

// Problem is what stands in the way of a connection.
type Problem struct {
	Key      Key
	Sentence string // what is missing or wrong
	NextStep string
}

// ProfileFault says why the AWS profile can't be used; empty where it can, or
// none was asked for. It stands in the way of signed calls only.
func (s Settings) ProfileFault() string { return s.profileFault }

// The forms are the API's own: UserPoolIdType, ClientIdType.
var (
	regionForm = lazy.New(`^[a-z]{2,}(-[a-z]+)+-\d+$`)
	poolForm   = lazy.New(`^[\w-]+_[0-9a-zA-Z]+$`)
	clientForm = lazy.New(`^[\w+]{1,128}$`)
)

// Problems are what is missing or wrong before a connection can be made, in
// the order of Keys. The embedded pool needs nothing. No secret stands in them.
func (s Settings) Problems() []Problem {
	if s.Local {
		return nil
	}
	var list []Problem
	for _, k := range Keys() {
		if sentence, step := s.wrong(k); sentence != "" {
			list = append(list, Problem{k, sentence, step})
		}
	}
	return list
}

func (s Settings) wrong(k Key) (sentence, step string) {
	text := s.Get(k)
	if strings.ContainsFunc(text, unicode.IsControl) {
		return k.Label() + " holds control characters.", "Type it again."
	}
	switch k {
	case Region:
		return s.wrongRegion(text)
	case UserPoolID:
		if text != "" && (!poolForm.MatchString(text) || len(text) > 55) {
			return "The user pool id isn't of its form.", "It looks like eu-west-1_AbC123dEf."
		}
	case ClientID:
		if text == "" {
			return "The app client id is missing.", "Type it, or set COGNITO_CLIENT_ID."
		}
		if !clientForm.MatchString(text) {
			return "The app client id isn't of its form.", "It holds letters and digits only, usually 26 of them."
		}
	case Endpoint:
		return wrongEndpoint(text)
	case Profile:
		if s.profileFault != "" && s.Get(Region) == "" {
			return s.profileFault, "Check the name in the AWS config file."
		}
	}
	return "", ""
}

func (s Settings) wrongRegion(region string) (sentence, step string) {
	switch {
	case region == "":
		return "The Region is missing.", "Type it, or set AWS_REGION; it looks like eu-west-1."
	case !regionForm.MatchString(region):
		return "The Region isn't of its form.", "It looks like eu-west-1."
	}
	if of, _, ok := strings.Cut(s.Get(UserPoolID), "_"); ok && regionForm.MatchString(of) && of != region {
		return "The Region is " + region + ", but the user pool is in " + of + ".", "Make them agree."
	}
	return "", ""
}

// wrongEndpoint: https, but for loopback; a host and no more.
func wrongEndpoint(text string) (sentence, step string) {
	if text == "" {
		return "", ""
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "The endpoint isn't a URL.", "It looks like https://cognito-idp.eu-west-1.amazonaws.com."
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return "The endpoint holds more than a host.", "Leave out user, path and query."
	}
	if u.Scheme == "http" && !loopback(u.Hostname()) {
		return "The endpoint isn't encrypted.", "Use https; http is for this machine (127.0.0.1, localhost) only."
	}
	return "", ""
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
