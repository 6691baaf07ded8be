package redact

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"cognito-tui/cognito/lazy"
)

// maxText bounds a text that is shown, in bytes; the service's longest, the
// message of an email, has 20,000 characters.
const maxText = 32 << 10

// Request is what may be shown of the body of operation op's request.
func Request(op string, body []byte) Value { return redacted(op, body, judges{}) }

// ResponseTo is what may be shown of the body of an answer to op. An exception's
// message, which may repeat what was sent, is what Message shows of it; and no text is
// shown under any name that repeats what the request hides.
func ResponseTo(op string, request, body []byte) Value {
	m := messagesOf(request)
	return redacted(op, body, judges{echoes: m.echoes, refusal: func(name, text string) Value {
		if !isMessage(name) {
			return m.exception(text)
		}
		shown, whole := m.clean(text)
		if whole {
			return hidden(shown)
		}
		return Value{Kind: Text, Text: shown}
	}})
}

// judges are what tells more of an answer than the names of its members do. A request
// has none.
type judges struct {
	refusal func(name, text string) Value // the texts of an exception, by their names
	echoes  func(text string) bool        // whether a text repeats what was sent, where that is known
}

// redacted gives what may be shown.
func redacted(op string, body []byte, by judges) Value {
	switch {
	case len(body) == 0:
		return hidden("no body")
	case op == "": // names mean something in the service's operations alone
		return hidden("body, " + Grouped(len(body)) + " bytes: not shown")
	case len(body) > maxBody:
		return hidden("body, " + Grouped(len(body)) + " bytes: too large to show")
	}
	v, err := parse(body)
	switch {
	case errors.Is(err, errDeep):
		return hidden("body, " + Grouped(len(body)) + " bytes: nested too deep to show")
	case err != nil:
		return hidden("body, " + Grouped(len(body)) + " bytes: not JSON")
	case v.Kind != Object:
		return hidden("body, " + Grouped(len(body)) + " bytes: not a JSON object")
	}
	r := newRedaction(v)
	r.judges = by
	return r.object("", v)
}

// redaction redacts one body.
type redaction struct {
	selecting bool // the challenge answered is to select a factor
	judges
	hid    func(v Value)  // hears of what was hidden, where not nil
	showed func(s string) // hears of texts shown, where not nil
}

func newRedaction(v Value) *redaction {
	name, _ := v.At("ChallengeName")
	return &redaction{selecting: name.Text == "SELECT_CHALLENGE" || name.Text == "SELECT_MFA_TYPE"}
}

func (r *redaction) hide(v Value, what string) Value {
	if r.hid != nil {
		r.hid(v)
	}
	if v.Kind == Null {
		return v
	}
	return hidden(what)
}

func (r *redaction) object(parent string, v Value) Value {
	out := Value{Kind: Object, Members: make([]Member, len(v.Members))}
	for i, m := range v.Members {
		name, value := r.member(parent, m)
		if name == "" {
			name = "(member " + strconv.Itoa(i+1) + ")"
		}
		out.Members[i] = Member{name, value}
	}
	return out
}

// member gives a member's name, empty where it is hidden too, and its value.
func (r *redaction) member(parent string, m Member) (string, Value) {
	rule := ruleOf(parent, m.Name)
	switch {
	case parent == "" && isCode(m.Name) && r.refusal != nil && m.Value.Kind == Text:
		return m.Name, r.refusal(m.Name, m.Value.Text)
	case parent == "" && isMessage(m.Name):
		if r.refusal == nil {
			break
		}
		if m.Value.Kind != Text {
			return m.Name, r.hide(m.Value, "message")
		}
		return m.Name, r.refusal(m.Name, m.Value.Text)
	case rule.way != unnamed:
		return m.Name, r.value(m.Name, m.Value, rule)
	case parent == "ChallengeResponses":
		// userAttributes.email and the like, which go with a new password.
		if name, ok := strings.CutPrefix(m.Name, "userAttributes."); ok && isAttribute(name) {
			return m.Name, r.attribute(name, m.Value)
		}
	}
	if r.hid != nil {
		r.hid(Value{Kind: Text, Text: m.Name})
	}
	return "", r.hide(m.Value, "not a known member")
}

func (r *redaction) value(name string, v Value, rule rule) Value {
	switch rule.way {
	case show:
		return r.shown(name, v)
	case measure:
		return r.hide(v, rule.what+measured(v))
	case leaves:
		return r.shape(v, rule.what)
	case attributes:
		return r.list(v)
	case factor:
		if r.selecting && v.Kind == Text && isWord(factors, v.Text) {
			return v
		}
	}
	return r.hide(v, rule.what)
}

// jwt is the form of a token, which is shown under no name.
var jwt = lazy.New(`eyJ[\w-]{5,}\.[\w-]+\.[\w-]*`)

// shown is a value that may be shown, but for what is within.
func (r *redaction) shown(name string, v Value) Value {
	switch v.Kind {
	case Object:
		return r.object(name, v)
	case Array:
		out := Value{Kind: Array, Items: make([]Value, len(v.Items))}
		for i, item := range v.Items {
			out.Items[i] = r.shown(name, item)
		}
		return out
	case Text:
		if len(v.Text) > maxText {
			return r.hide(v, "text"+measured(v))
		}
		if strings.Contains(v.Text, "eyJ") && jwt.MatchString(v.Text) {
			return r.hide(v, "token"+measured(v))
		}
		if r.echoes != nil && r.echoes(v.Text) {
			return r.hide(v, Repeats)
		}
		if r.showed != nil {
			r.showed(v.Text)
		}
	}
	return v
}

// shape keeps lists, objects and their sizes alone.
func (r *redaction) shape(v Value, what string) Value {
	switch v.Kind {
	case Object:
		out := Value{Kind: Object, Members: make([]Member, len(v.Members))}
		for i, m := range v.Members {
			if r.hid != nil {
				r.hid(Value{Kind: Text, Text: m.Name})
			}
			out.Members[i] = Member{"(member " + strconv.Itoa(i+1) + ")", r.shape(m.Value, what)}
		}
		return out
	case Array:
		out := Value{Kind: Array, Items: make([]Value, len(v.Items))}
		for i, item := range v.Items {
			out.Items[i] = r.shape(item, what)
		}
		return out
	}
	return r.hide(v, what)
}

// list is a list of attributes, each an object of Name and Value.
func (r *redaction) list(v Value) Value {
	if v.Kind != Array {
		return r.hide(v, "not a list of attributes")
	}
	out := Value{Kind: Array, Items: make([]Value, len(v.Items))}
	for i, item := range v.Items {
		if item.Kind != Object {
			out.Items[i] = r.hide(item, "not an attribute")
			continue
		}
		out.Items[i] = r.pair(item)
	}
	return out
}

// pair is one attribute of a list.
func (r *redaction) pair(v Value) Value {
	name, _ := v.At("Name")
	named := false // of two names only the first is judged
	out := Value{Kind: Object, Members: make([]Member, len(v.Members))}
	for i, m := range v.Members {
		switch {
		case m.Name == "Name" && !named:
			named = true
			if m.Value.Kind == Text && isAttribute(m.Value.Text) {
				out.Members[i] = Member{"Name", r.shown("Name", m.Value)}
			} else {
				out.Members[i] = Member{"Name", r.hide(m.Value, "attribute name")}
			}
		case m.Name == "Value":
			out.Members[i] = Member{"Value", r.attribute(name.Text, m.Value)}
		default:
			if r.hid != nil {
				r.hid(Value{Kind: Text, Text: m.Name})
			}
			out.Members[i] = Member{"(member " + strconv.Itoa(i+1) + ")", r.hide(m.Value, "not a known member")}
		}
	}
	return out
}

// custom is the form of the names of a pool's own attributes. Source: API
// reference, SchemaAttributeType: at most 20 characters after the prefix.
var custom = lazy.New(`^(dev:)?custom:[A-Za-z0-9_.-]{1,20}$`)

// isAttribute tells whether a text is the name of an attribute, and nothing else.
func isAttribute(name string) bool { return isWord(known, name) || custom.MatchString(name) }

// attribute is the value of the attribute of this name.
func (r *redaction) attribute(name string, v Value) Value {
	switch {
	case v.Kind != Text && v.Kind != Null:
		return r.hide(v, "not a text")
	case isWord(known, name):
		return r.shown(name, v)
	}
	return r.hide(v, "value of a custom attribute")
}

// measured tells a text's length, as ", 1,024 characters".
func measured(v Value) string {
	if v.Kind != Text {
		return ""
	}
	n := utf8.RuneCountInString(v.Text)
	if n == 1 {
		return ", 1 character"
	}
	return ", " + Grouped(n) + " characters"
}

// Grouped writes a number as 1,234,567.
func Grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return Grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
