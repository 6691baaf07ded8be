package redact

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cognito-tui/cognito/lazy"
)

const (
	// minCut is the length from which a secret is cut out of a message, in
	// characters. A shorter one may be part of the message's own words, and the gap
	// would tell it: then the message is hidden as a whole.
	minCut = 4
	// part is the length from which a part of a secret is cut out.
	part = 8
)

// What stands in the place of a message that is hidden as a whole.
const (
	Repeats    = "hidden: it repeats what was sent"
	MayRepeat  = "hidden: it may repeat what was sent"
	cut        = "(hidden)" // in the place of what was cut out
	maxMessage = 32 << 10   // in bytes; a longer one isn't looked through
)

// Message is what may be shown of the message of a refusal, by the members of the
// request that it answers; whole tells that nothing is. A text that is known to be
// the service's is shown as it is: everyday passwords share letters with those. Of
// any other, the request's hidden members are cut out in every spelling, and so is
// what looks like a token. An empty request has nothing to hide.
func Message(request []byte, text string) (shown string, whole bool) {
	return messagesOf(request).clean(text)
}

// messages cleans the messages that answer one request.
type messages struct {
	hidden []string // values of the request, as sent
	shown  map[string]bool
	blind  bool // the request can't be read: nothing can be compared
	found  *needles
	folded []string // those that may be cut out, folded; nil until they are needed
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

// needles are what is looked for, made once it is needed.
func (m *messages) needles() *needles {
	if m.found == nil {
		m.found = needlesOf(m.hidden)
	}
	return m.found
}

func (m *messages) clean(text string) (shown string, whole bool) {
	if shown, ok := m.known(text); ok {
		return shown, false
	}
	if m.blind || len(text) > maxMessage || !utf8.ValidString(text) {
		return MayRepeat, true
	}
	_, rest := Opening(text)
	opening, text := text[:len(text)-len(rest)], rest
	marks := make([]bool, len(text))
	if m.needles().mark(text, marks) {
		return Repeats, true
	}
	for _, at := range run.FindAllStringIndex(text, -1) {
		found := text[at[0]:at[1]]
		bare := strings.TrimRight(found, ".")
		if !m.shown[found] && !m.shown[bare] && looksMade(bare) {
			fill(marks, at[0], at[1])
		}
	}
	return opening + without(text, marks), false
}

// repeats tells whether a text holds anything of a secret.
func (m *messages) repeats(text string) bool {
	marks := make([]bool, len(text))
	if m.blind || m.needles().mark(text, marks) {
		return true
	}
	return strings.Contains(without(text, marks), cut)
}

// echoes tells whether a text of an answer holds a secret of the request as it was
// sent, in either case. What the request shows elsewhere, such as a name that is also
// the password, is none.
func (m *messages) echoes(text string) bool {
	if m.folded == nil {
		m.folded = []string{}
		for _, secret := range m.hidden {
			if utf8.RuneCountInString(secret) >= minCut {
				m.folded = append(m.folded, foldText(secret))
			}
		}
	}
	if len(m.folded) == 0 || m.shown[text] {
		return false
	}
	folded := foldText(text)
	return slices.ContainsFunc(m.folded, func(secret string) bool { return strings.Contains(folded, secret) })
}

// without cuts what is marked out of a text.
func without(text string, marks []bool) string {
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !marks[i]:
			b.WriteByte(text[i])
		case i == 0 || !marks[i-1]:
			b.WriteString(cut)
		}
	}
	return b.String()
}

func fill(marks []bool, from, to int) {
	for i := from; i < to; i++ {
		marks[i] = true
	}
}

// run finds texts that could be a token, a key or a hash.
var run = lazy.New(`[A-Za-z0-9+/=_.-]{20,}`)

// looksMade tells a made-up run of characters from a word: it has digits and
// letters.
func looksMade(text string) bool {
	return strings.ContainsAny(text, "0123456789") &&
		strings.ContainsFunc(text, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' })
}

// isMessage tells the members that hold an exception's message.
func isMessage(name string) bool { return name == "message" || name == "Message" }
