package redact

import (
	"regexp"
	"slices"
	"strings"
)

// minReplaced is the length from which a hidden value is cut out of a message. A
// shorter one may be part of the message's own words, and the gap would tell it:
// then the message is hidden as a whole.
const minReplaced = 8

// cut stands in a message for what was cut out.
const cut = "(hidden)"

// messages cleans the messages that answer one request.
type messages struct {
	hidden []string // values of the request, as sent
	shown  map[string]bool
	blind  bool // the request can't be read: nothing can be compared
}

func messagesOf(request []byte) *messages {
	m := &messages{shown: map[string]bool{}}
	if len(request) == 0 {
		return m
	}
	v, err := parse(request)
	if err != nil || v.Kind != Object || len(request) > maxBody {
		m.blind = true
		return m
	}
	r := newRedaction(v)
	r.hid = m.collect
	r.showed = func(s string) { m.shown[s] = true }
	r.object("", v)
	// The longest first: a shorter one may be part of it.
	slices.SortFunc(m.hidden, func(a, b string) int { return len(b) - len(a) })
	return m
}

// collect takes up every text within a hidden value.
func (m *messages) collect(v Value) {
	if (v.Kind == Text || v.Kind == Number) && v.Text != "" {
		m.hidden = append(m.hidden, v.Text)
	}
	for _, member := range v.Members {
		m.collect(Value{Kind: Text, Text: member.Name})
		m.collect(member.Value)
	}
	for _, item := range v.Items {
		m.collect(item)
	}
}

// run finds texts that could be a token, a key or a hash.
var run = regexp.MustCompile(`[A-Za-z0-9+/=_.-]{20,}`)

func (m *messages) clean(text string) Value {
	if m.blind {
		return hidden("message")
	}
	lower := strings.ToLower(text)
	for _, secret := range m.hidden {
		small := strings.ToLower(secret)
		if !strings.Contains(lower, small) {
			continue
		}
		if len(secret) < minReplaced || len(lower) != len(text) || len(small) != len(secret) {
			return hidden("message, which repeats what was sent")
		}
		text = replace(text, lower, small)
		lower = strings.ToLower(text)
	}
	return Value{Kind: Text, Text: run.ReplaceAllStringFunc(text, func(found string) string {
		bare := strings.TrimRight(found, ".")
		if m.shown[found] || m.shown[bare] || !looksMade(bare) {
			return found
		}
		return cut
	})}
}

// replace cuts every small out of text, of which lower is the lower case.
func replace(text, lower, small string) string {
	var b strings.Builder
	for {
		i := strings.Index(lower, small)
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i] + cut)
		text, lower = text[i+len(small):], lower[i+len(small):]
	}
}

// looksMade tells a made-up run of characters from a word: it has digits and
// letters.
func looksMade(text string) bool {
	return strings.ContainsAny(text, "0123456789") &&
		strings.ContainsFunc(text, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' })
}

// isMessage tells the members that hold an exception's message.
func isMessage(name string) bool { return name == "message" || name == "Message" }
