package ui

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"

	"cognito-tui/cognito"
	"cognito-tui/cognito/trace/redact"
	"cognito-tui/ui/kit"
)

// maxSaid bounds what is shown of a text of the service, in characters.
const maxSaid = 300

// openings are what the service puts before the part that tells something.
var openings = []string{
	"Password did not conform with policy: ",
	"Password does not conform to policy: ",
	"Attributes did not conform to the schema: ",
	"Invalid parameter: ",
}

// cleanText makes a text of the service fit to draw: one line, at most maxSaid
// characters, nothing in it that a terminal would obey.
func cleanText(s string) string {
	s = strings.NewReplacer("\r\n", " ", "\n", " ").Replace(s)
	runes := []rune(kit.Clean(strings.TrimSpace(s)))
	if len(runes) > maxSaid {
		return string(runes[:maxSaid-1]) + "…"
	}
	return string(runes)
}

// quoteService puts the service's own text into the sentence, where it is meant for
// people, and the names of the attributes it speaks of.
func quoteService(p *problem, said string, err *cognito.Error) {
	switch err.Kind {
	case cognito.AttributeRequired:
		if list := attributeNames(err.Attributes); list != "" {
			p.sentence = "This pool also needs: " + list + "."
		}
		p.field = attributeField(err.Attributes)
		return
	case cognito.AttributeInvalid:
		p.field = attributeField(err.Attributes)
	}
	if err.Kind == cognito.BadChallenge && len(err.Attributes) > 0 {
		p.sentence = "The pool's answer came without a usable " + attributeNames(err.Attributes) + "."
		if name := cleanText(err.Challenge); name != "" {
			p.sentence = name + " came without a usable " + attributeNames(err.Attributes) + "."
		}
	}
	if said == "" {
		return
	}
	if c := err.Constraint; c != nil {
		p.sentence, p.field = fromConstraint(c)
		p.clear = p.field == "password" || p.field == "code"
		return
	}
	text := cleanText(withoutOpening(err.Said()))
	switch rest, ok := strings.CutPrefix(text, "Password "); {
	case text == "":
	case err.Kind == cognito.PasswordRules && strings.HasPrefix(rest, "must "):
		p.sentence = fullStop("The password " + rest)
	case err.Kind == cognito.PasswordRules && ok && strings.HasPrefix(rest, "not "):
		p.sentence = fullStop("The password is " + rest)
	default:
		p.sentence = fullStop(strings.Replace(said, "%", text, 1))
	}
}

// withoutOpening is the part of a text that tells something.
func withoutOpening(s string) string {
	for _, opening := range openings {
		s = strings.TrimPrefix(s, opening)
	}
	_, said := redact.Opening(s)
	return said
}

// fullStop ends a sentence.
func fullStop(s string) string {
	if strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") {
		return s
	}
	return strings.TrimRight(s, ". ") + "."
}

// fromConstraint puts the validator's rule in plain words.
func fromConstraint(c *cognito.Constraint) (sentence, field string) {
	what, field := "One of the values", ""
	switch m := strings.ToLower(c.Member); {
	case strings.HasSuffix(m, "username"):
		what, field = "The user name", "username"
	case strings.HasSuffix(m, "password"):
		what, field = "The password", "password"
	case strings.HasSuffix(m, "code"):
		what, field = "The code", "code"
	case strings.HasPrefix(m, "userattributes"):
		what, field = "An attribute", "attribute"
	case strings.HasSuffix(m, "clientid"):
		what = "The client id in the settings"
	case strings.HasSuffix(m, "userpoolid"):
		what = "The pool id in the settings"
	}
	switch {
	case c.Most > 0:
		return what + " can have at most " + strconv.Itoa(c.Most) + " characters.", field
	case c.Least > 0:
		return what + " must have at least " + strconv.Itoa(c.Least) + " characters.", field
	case c.Pattern:
		return what + " has a form or a character that isn't accepted.", field
	case c.Rule == "":
		return what + " isn't accepted.", field
	}
	return fullStop(what + " isn't accepted: " + cleanText(c.Rule)), field
}

// attributeNames lists attribute names.
func attributeNames(attributes []string) string {
	return cleanText(strings.Join(attributes, ", "))
}

// attributeField is the field that an attribute is typed in.
func attributeField(attributes []string) string {
	if len(attributes) > 0 && (attributes[0] == "email" || attributes[0] == "phone_number") {
		return attributes[0]
	}
	return "attribute"
}

// details are the rows behind F2: label and value, all of them fit to draw.
func details(err *cognito.Error) [][2]string {
	if err == nil {
		return nil
	}
	status := ""
	if err.Status > 0 {
		status = strconv.Itoa(err.Status)
	}
	rows := [][2]string{
		{"Operation", err.Op},
		{"Exception", err.Code},
		{"Message", err.Message},
		{"Request id", err.RequestID},
		{"HTTP status", status},
		{"Attempts", strconv.Itoa(err.Attempts)},
	}
	if err.Trigger != "" {
		rows = append(rows, [2]string{"Trigger", err.Trigger})
	}
	if cause := cmp.Or(networkCause(err), credentialsCause(err)); cause != "" {
		rows = append(rows, [2]string{"Cause", cause})
	}
	for i := range rows {
		if rows[i][1] = cleanText(rows[i][1]); rows[i][1] == "" {
			rows[i][1] = "none"
		}
	}
	return append(rows, [2]string{"Meaning", explain(err).sentence})
}

// networkCause is what the network said, where no answer came. Only errors known to
// hold no part of a request are shown.
func networkCause(err *cognito.Error) string {
	var dial *net.OpError
	if errors.As(err.Err, &dial) {
		return dial.Error()
	}
	var cert *tls.CertificateVerificationError
	if errors.As(err.Err, &cert) {
		return cert.Error()
	}
	for _, plain := range []error{io.ErrUnexpectedEOF, io.EOF, context.DeadlineExceeded, context.Canceled} {
		if errors.Is(err.Err, plain) {
			return plain.Error()
		}
	}
	return ""
}
