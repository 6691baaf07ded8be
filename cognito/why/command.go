package why

import (
	"encoding/json"
	"fmt"
	"strings"

	"cognito-tui/cognito/lazy"
)

// plainWord needs no quotes in sh, and the AWS CLI takes it as it is.
var plainWord = lazy.New(`^[A-Za-z0-9_+@%.,:/][A-Za-z0-9_+@%.,:/=-]*$`)

// quote makes text one word of sh.
func quote(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// odd tells of text that the AWS CLI wouldn't take as it is (it reads files and
// pages that a value names, and takes a leading dash for an option), or that a
// terminal wouldn't show as it is.
func odd(s string) bool {
	return s == "" || strings.HasPrefix(s, "-") || strings.Contains(s, "://") ||
		strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// command is an `aws cognito-idp` command on the connection's pool; the user, where
// one is named, comes as the option or, if it is odd, in JSON of ASCII alone.
func (c *checker) command(op string, user string, options ...string) string {
	words := append([]string{"aws cognito-idp", op}, c.place()...)
	words = append(words, "--user-pool-id "+c.poolWord())
	switch {
	case user == "":
	case odd(user):
		words = append(words, "--cli-input-json "+quote(`{"Username":`+ascii(user)+`}`))
	default:
		words = append(words, "--username "+quote(user))
	}
	return strings.Join(append(words, options...), " ")
}

// place are the options that say where.
func (c *checker) place() []string {
	var words []string
	if c.Conn.Region != "" {
		words = append(words, "--region "+word(c.Conn.Region, "AWS_REGION"))
	}
	if c.Conn.Endpoint != "" {
		words = append(words, "--endpoint-url "+word(c.Conn.Endpoint, "ENDPOINT"))
	}
	return words
}

// word is a setting or a name of the service's, or a variable where it is missing
// or has no form that such a name has.
func word(s, variable string) string {
	if !plainWord.MatchString(s) {
		return `"$` + variable + `"`
	}
	return s
}

func (c *checker) poolWord() string { return word(c.Conn.PoolID, "USER_POOL_ID") }

func (c *checker) clientOption() string { return "--client-id " + word(c.Conn.ClientID, "CLIENT_ID") }

// userCommand is a command on the user that was found, or else on the name typed.
func (c *checker) userCommand(op string, options ...string) string {
	name := c.User
	if u, ok := c.user(); ok {
		name = u.Username
	}
	if name == "" {
		return c.command(op, "", append([]string{`--username "$USER_NAME"`}, options...)...)
	}
	return c.command(op, name, options...)
}

// findCommand lists who goes by the name typed.
func (c *checker) findCommand() string {
	attribute := "username"
	switch {
	case strings.Contains(c.User, "@"):
		attribute = "email"
	case strings.HasPrefix(c.User, "+"):
		attribute = "phone_number"
	}
	value := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(c.User)
	filter := attribute + ` = "` + value + `"`
	if odd(c.User) {
		return c.command("list-users", "", "--cli-input-json "+quote(`{"Filter":`+ascii(filter)+`}`))
	}
	return c.command("list-users", "", "--filter "+quote(filter))
}

// findFixes is the command that finds the user; none where its read was denied just
// now.
func (c *checker) findFixes() []Fix {
	if c.Users.Denied() {
		return nil
	}
	return []Fix{{Command: c.findCommand()}}
}

// poolsCommand lists the pools of the Region and account.
func (c *checker) poolsCommand() string {
	return strings.Join(append([]string{"aws cognito-idp list-user-pools"}, append(c.place(), "--max-results 60")...), " ")
}

// ascii is a JSON string in which all but plain ASCII is escaped.
func ascii(s string) string {
	raw, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	var b strings.Builder
	for _, r := range string(raw) {
		switch {
		case r < 0x7f:
			b.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
