package redact

import (
	"regexp"
	"strings"
	"sync"

	"cognito-tui/cognito/lazy"
)

// known gives a message that is one of the service's own: those in texts.go, with
// names and policy words in their slots. A name is anybody's, so it must hold nothing
// of a secret.
func (m *messages) known(text string) (shown string, ok bool) {
	bare := strings.TrimRight(text, ". \n")
	if v := validation.FindStringSubmatch(bare); v != nil {
		return m.validated(v[1], v[2])
	}
	for _, t := range texts() {
		if strings.HasPrefix(bare, t.start) && t.fits(m, bare) {
			return text, true
		}
	}
	return "", false
}

// validated gives what the service's validator says, without the values that it
// repeats where they are secrets or their members are hidden.
func (m *messages) validated(opening, text string) (shown string, ok bool) {
	complaints := strings.Split(text, "; Value")
	for i, c := range complaints {
		if i > 0 {
			c = "Value" + c
		}
		found := complaint.FindStringSubmatch(c)
		if found == nil || !IsPath(found[2]) || found[3] != "" && !m.areWords(found[3]) || found[4] != "" && m.repeats(found[4]) {
			return "", false
		}
		if echo := found[1]; echo != "" && (!isShown(found[2]) || m.repeats(echo)) {
			c = "Value '" + cut + c[len("Value '")+len(echo):]
		}
		complaints[i] = c
	}
	return opening + strings.Join(complaints, "; "), true
}

var (
	validation = lazy.New(`(?s)^([0-9]{1,2} validation errors? detected: )(.*)$`)
	complaint  = lazy.New(`(?s)^Value(?: '(.*)'| null)? at '([^']*)' failed to satisfy constraint` +
		`(?:: Member must (?:not be null|have (?:length|value) (?:greater|less) than or equal to [0-9]{1,6}|` +
		`satisfy enum value set: \[([^\]]*)\]|satisfy regular expression pattern: (.*)))?$`)
)

// areWords tells of a list of the service's words whether each is one, or holds
// nothing of a secret.
func (m *messages) areWords(list string) bool {
	for word := range strings.SplitSeq(list, ", ") {
		if !isWord(words, word) && m.repeats(word) {
			return false
		}
	}
	return true
}

// template is a text with slots.
type template struct {
	start string // before the first slot
	form  *regexp.Regexp
	slots []slot
}

// slot is a place of a text that differs: form is what may stand there, and check,
// where not nil, what must be true of it.
type slot struct {
	form  string
	check func(m *messages, text string) bool
}

func (t template) fits(m *messages, text string) bool {
	found := t.form.FindStringSubmatch(text)
	if found == nil {
		return false
	}
	for i, s := range t.slots {
		if s.check != nil && !s.check(m, found[i+1]) {
			return false
		}
	}
	return true
}

var slotName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[a-z]+\}`) })

// templateOf reads a line of texts.go.
func templateOf(line string) template {
	line = strings.TrimRight(line, ". ")
	t := template{start: slotName().Split(line, 2)[0]}
	form := "^"
	for at := slotName().FindStringIndex(line); at != nil; at = slotName().FindStringIndex(line) {
		s := slots[line[at[0]:at[1]]]
		t.slots = append(t.slots, s)
		form += regexp.QuoteMeta(line[:at[0]]) + "(" + s.form + ")"
		line = line[at[1]:]
	}
	t.form = regexp.MustCompile(form + regexp.QuoteMeta(line) + "$")
	return t
}

// texts are the templates of texts.go.
var texts = sync.OnceValue(func() []template {
	var all []template
	for line := range strings.Lines(serviceTexts) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, templateOf(line))
		}
	}
	return all
})

// oneOf is a slot for words of the service's.
func oneOf(words string) slot { return slot{form: strings.Join(strings.Fields(words), "|")} }

// open is a slot for what others choose: it is compared with what was sent.
func open(form string) slot {
	return slot{form: form, check: func(m *messages, text string) bool { return !m.repeats(text) }}
}

// IsPath tells whether a text is a path of members, as the service's validator names
// what it refuses: userAttributes.1.member.value.
func IsPath(text string) bool {
	for step := range strings.SplitSeq(text, ".") {
		if ruleOfStep(step).way == unnamed {
			return false
		}
	}
	return true
}

// isShown tells whether the value at a path may be shown by its name.
func isShown(path string) bool {
	for step := range strings.SplitSeq(path, ".") {
		if ruleOfStep(step).way != show {
			return false
		}
	}
	return true
}

// ruleOfStep is the rule of a path's step: a member in the validator's spelling, a
// key, or a place in a list.
func ruleOfStep(step string) rule {
	r, isKey := keys[step]
	switch {
	case step == "":
		return rule{}
	case isKey:
		return r
	case isWord(" member name value ", step), len(step) < 3 && strings.Trim(step, "0123456789") == "":
		return rule{way: show}
	}
	return ruleOf("", strings.ToUpper(step[:1])+step[1:])
}

// isNamed tells whether an attribute is one of every pool; others are compared.
func isNamed(m *messages, text string) bool {
	bare := strings.TrimSuffix(strings.TrimPrefix(text, "user."), ".formatted")
	return isWord(known, bare) || !m.repeats(text)
}

// Opening takes the service's opening off a message that a Lambda function made: it
// names the trigger. Any other message is whole, and of none.
func Opening(text string) (trigger, rest string) {
	found := openingForm.FindStringSubmatch(text)
	if found == nil {
		return "", text
	}
	return found[1], text[len(found[0]):]
}

var openingForm = lazy.New(`^(` + triggers + `) (?:failed with error|invocation failed due to error) `)

// IsAttribute tells whether the name of an attribute may be shown after this request:
// it is one of every pool, or holds nothing of what was sent.
func IsAttribute(request []byte, name string) bool { return isNamed(messagesOf(request), name) }
