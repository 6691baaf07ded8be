package awscli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/trace/redact"
)

// body writes a request as a program of jq, and collects what it takes.
type body struct {
	secrets
	op       string
	program  strings.Builder
	user     *redact.Value // whose name the secret hash is over; nil where there is none
	clientID redact.Value
	userVar  string // the variable of a user name that is hidden, or not sent
	hashed   bool
}

func newBody(c Call) *body {
	b := &body{op: c.Op}
	b.clientID, _ = c.Request.At("ClientId")
	find := func(v redact.Value, name string) {
		if m, ok := v.At(name); ok && b.user == nil {
			b.user = &m
		}
	}
	find(c.Request, "Username")
	for _, group := range []string{"AuthParameters", "ChallengeResponses"} {
		members, _ := c.Request.At(group)
		find(members, "USERNAME")
	}
	return b
}

// maxDepth bounds how deep a request nests; the service's go five deep.
const maxDepth = 20

var errNested = errors.New("the request is nested too deep for a command")

func (b *body) write(v redact.Value) error {
	if v.Kind == redact.Null {
		return errors.New("no request of this call is known")
	}
	if v.Kind != redact.Object {
		return fmt.Errorf("the request was not kept (%s), so there is no command for it", v.Text)
	}
	if err := b.value(nil, v, "", "  "); err != nil {
		return err
	}
	if b.hashed && b.clientID.Kind != redact.Text {
		return errors.New("the app client's id isn't shown, so the secret hash can't be computed")
	}
	return nil
}

// value writes one value. name is of the member or list it stands in, path where
// it stands in the request, attribute what the list's item is called.
func (b *body) value(path []string, v redact.Value, attribute, in string) error {
	if len(path) > maxDepth {
		return errNested
	}
	switch v.Kind {
	case redact.Object:
		return b.object(path, v, in)
	case redact.Array:
		return b.array(path, v, in)
	case redact.Text:
		b.program.WriteString(literal(v.Text))
	case redact.Hidden:
		return b.hidden(path, v, attribute)
	case redact.Null:
		b.program.WriteString("null")
	default:
		if !scalar.MatchString(v.Text) {
			return errors.New("the request holds a value that is neither a number nor a truth, so there is no command for it")
		}
		b.program.WriteString(v.Text)
	}
	return nil
}

var scalar = lazy.New(`^(true|false|-?[0-9][0-9.eE+-]*)$`)

func (b *body) object(path []string, v redact.Value, in string) error {
	if len(v.Members) == 0 {
		b.program.WriteString("{}")
		return nil
	}
	attribute := ""
	if name, ok := v.At("Name"); ok && name.Kind == redact.Text {
		attribute = name.Text
	}
	b.program.WriteString("{")
	for i, m := range v.Members {
		if strings.HasPrefix(m.Name, "(") {
			return fmt.Errorf("the request has a member that isn't shown by name %s, so the command can't be written",
				within(path))
		}
		b.separate(i, in)
		b.program.WriteString(literal(m.Name) + ": ")
		if err := b.value(append(path[:len(path):len(path)], m.Name), m.Value, attribute, in+"  "); err != nil {
			return err
		}
	}
	b.program.WriteString("\n" + in[:len(in)-2] + "}")
	return nil
}

func within(path []string) string {
	if len(path) == 0 {
		return "at its top"
	}
	return "in " + strings.Join(path, ".")
}

func (b *body) array(path []string, v redact.Value, in string) error {
	if len(v.Items) == 0 {
		b.program.WriteString("[]")
		return nil
	}
	b.program.WriteString("[")
	for i, item := range v.Items {
		b.separate(i, in)
		if err := b.value(append(path[:len(path):len(path)], position(i)), item, "", in+"  "); err != nil {
			return err
		}
	}
	b.program.WriteString("\n" + in[:len(in)-2] + "]")
	return nil
}

func (b *body) separate(i int, in string) {
	if i > 0 {
		b.program.WriteString(",")
	}
	b.program.WriteString("\n" + in)
}

// hidden writes the variable that stands for a hidden value.
func (b *body) hidden(path []string, v redact.Value, attribute string) error {
	member := path[len(path)-1]
	switch {
	case isHash(member):
		b.hashed = true
		b.program.WriteString("$" + secretHash)
		return nil
	case member == "Name", isIndex(member):
		return fmt.Errorf("the request holds a list whose items aren't shown (%s), so the command can't be written", v.Text)
	}
	name := variable(b.op, member, attributeOf(member, attribute))
	name = b.add(name, v.Text, path)
	if b.user != nil && b.user.Kind == redact.Hidden && b.userVar == "" && variable(b.op, member, "") == username {
		b.userVar = name
	}
	b.program.WriteString("$" + name)
	if member == "Credential" { // the one hidden member that isn't a text
		b.program.WriteString(" | fromjson")
	}
	return nil
}

func attributeOf(member, attribute string) string {
	if member == "Value" {
		return attribute
	}
	return ""
}

var index = lazy.New(`^[0-9]+$`)

func position(i int) string { return strconv.Itoa(i) }

func isIndex(name string) bool { return index.MatchString(name) }

// needed are the variables to set, the client's secret among them where a hash is
// computed.
func (b *body) needed() []Variable {
	list := b.list
	if !b.hashed {
		return list
	}
	if b.nameless() {
		list = append(list, Variable{Name: username, What: "user name, which the secret hash is over"})
	}
	return append(list, Variable{Name: clientSecret, What: "client secret"})
}

// nameless tells that the request doesn't name the user whose name is hashed.
func (b *body) nameless() bool { return b.user == nil }

// guard ends the command before anything is run where a variable isn't set.
func (b *body) guard() string {
	var t strings.Builder
	if list := b.needed(); len(list) > 0 {
		t.WriteString(": ")
		for _, v := range list {
			t.WriteString(`"${` + v.Name + `:?}" `)
		}
		t.WriteString("&&\n")
	}
	return t.String()
}

// argument is the request as the argument of --cli-input-json.
func (b *body) argument() string {
	var t strings.Builder
	t.WriteString(`"$(jq -n`)
	for _, v := range b.list {
		fmt.Fprintf(&t, " \\\n    --arg %s \"$%s\"", v.Name, v.Name)
	}
	if b.hashed {
		t.WriteString(" \\\n    --arg " + secretHash + " \"$(\n" + b.hash() + ")\"")
	}
	t.WriteString(" '" + b.program.String() + `')"`)
	return t.String()
}

// hash computes Base64(HMAC-SHA256(client secret, user name + client id)) (AWS
// developer guide, computing secret hash values). openssl takes a key as an
// argument only, where the system's other users see it, so the two hashes of an
// HMAC (RFC 2104) are made by hand: pad prints the secret's 64 bytes, each
// combined with a number by exclusive or. Secrets are ASCII and at most 64
// characters (API reference, UserPoolClientType).
func (b *body) hash() string {
	name := b.clientID
	message := `jq -nj ` + shellWithin(literalOf(b.user)+" +\n            "+literalOf(&name))
	if b.nameless() || b.userVar != "" {
		variable := b.userVar
		if variable == "" {
			variable = username
		}
		message = `printf %s "$` + variable + `"
          jq -nj ` + shellWithin(literalOf(&name))
	}
	return `      pad() {
        printf %s "$` + clientSecret + `" | jq -Rsj --argjson n "$1" '
          explode as $k | [range(64) | ($k[.] // 0) as $c |
            reduce (1, 2, 4, 8, 16, 32, 64) as $b
              (0; . + $b * ((($c / $b | floor) + ($n / $b | floor)) % 2))
          ] | implode'; }
      sha256() { openssl dgst -sha256 -binary; }
      { pad 92
        { pad 54
          ` + message + `
        } | sha256
      } | sha256 | openssl base64 -A`
}

func literalOf(v *redact.Value) string {
	if v == nil {
		return `""`
	}
	return literal(v.Text)
}

// shellWithin quotes a program of jq whose texts are literals: it holds no quote.
func shellWithin(program string) string { return "'" + program + "'" }
