// Package awscli writes a recorded call as a command of the AWS CLI that can be
// run in a POSIX shell. What was secret in the call comes from variables of the
// shell, so that the text holds no secret. Begin with Make; body.go writes the
// request, variables.go names the variables, newer.go knows what Debian's AWS CLI
// lacks.
//
// The text has no comments: zsh takes none in what is pasted. It needs jq and,
// where the app client has a secret, openssl. While it runs, the AWS CLI holds the
// request among its arguments, where the system's other users can see it: it
// reads --cli-input-json twice, so a pipe won't do. The client secret, which
// lives longest, is never an argument, but for RevokeToken, which sends it.
package awscli

import (
	"errors"
	"slices"
	"strings"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/trace/redact"
)

// Call is what a command is made from.
type Call struct {
	Op       string // as in X-Amz-Target
	Region   string // may be empty: nothing is signed then, and there is an Endpoint
	Endpoint string // empty where it is AWS's own
	Profile  string // of AWS credentials; empty for the usual ones
	Signed   bool
	Request  redact.Value
}

// Command is a call as a command.
type Command struct {
	Text      string     // one command over several lines, without a newline at its end
	Variables []Variable // to be set before it is run, in the order of their use
	Newer     string     // why the AWS CLI must be newer than Tried; empty where it needn't
	// Stale says why it can't be run again as it was; empty where it can.
	Stale string

	request redact.Value
}

// Variable is a variable of the shell that stands for something secret.
type Variable struct {
	Name string
	What string // in words, such as "password"
	path []string
}

// Ask is a line for a shell (bash, zsh) that asks for the variables unseen; empty
// where there are none. It is one line, for a second would be read by the first.
func (c Command) Ask() string {
	var parts []string
	for _, v := range c.Variables {
		parts = append(parts, "printf '"+v.Name+": '; read -rs "+v.Name+"; echo")
	}
	return strings.Join(parts, "; ")
}

var (
	opName   = lazy.New(`^[A-Z][A-Za-z0-9]{0,63}$`)
	errNoOp  = errors.New("it is no operation of the service")
	errNoReg = errors.New("no Region is known of this call, and AWS's own address needs one: set it on the connection screen")
)

// Make writes a call as a command. Its error is a sentence: a member whose name is
// hidden can't be written, nor can a body that wasn't kept.
func Make(c Call) (Command, error) {
	if !opName.MatchString(c.Op) {
		return Command{}, errNoOp
	}
	if c.Region == "" && c.Endpoint == "" {
		return Command{}, errNoReg
	}
	b := newBody(c)
	if err := b.write(c.Request); err != nil {
		return Command{}, err
	}
	var t strings.Builder
	t.WriteString(b.guard() + "aws cognito-idp " + kebab(c.Op))
	flag := func(name, value string) {
		t.WriteString(" \\\n  --" + name)
		if value != "" {
			t.WriteString(" " + shell(value))
		}
	}
	region := c.Region
	if region == "" {
		region = "us-east-1" // the CLI wants one; it goes nowhere
	}
	flag("region", region)
	if c.Endpoint != "" {
		flag("endpoint-url", c.Endpoint)
	}
	switch {
	case !c.Signed:
		flag("no-sign-request", "")
	case c.Profile != "":
		flag("profile", c.Profile)
	}
	flag("no-cli-pager", "")
	flag("output", "json")
	if slices.Contains(paged, c.Op) {
		flag("no-paginate", "") // one call, as it was made
	}
	t.WriteString(" \\\n  --cli-input-json " + b.argument())
	return Command{Text: t.String(), Variables: b.needed(), Newer: newer(c.Op, c.Request), Stale: stale(c), request: c.Request}, nil
}

// paged are the operations that the CLI calls again and again for one command.
var paged = []string{"AdminListGroupsForUser", "AdminListUserAuthEvents", "ListGroups", "ListIdentityProviders",
	"ListResourceServers", "ListUserPoolClients", "ListUserPools", "ListUsersInGroup", "ListUsers"}

// stale says why a call can't be made again with what can be typed.
func stale(c Call) string {
	for _, group := range []string{"AuthParameters", "ChallengeResponses"} {
		members, _ := c.Request.At(group)
		if _, ok := members.At("PASSWORD_CLAIM_SIGNATURE"); ok {
			return "The proof of the password (SRP) is good for one session and was not kept: this command shows the call's form."
		}
		if _, ok := members.At("SRP_A"); ok {
			return "SRP_A is made anew for each sign-in, and only who made it can go on: this command shows the call's form."
		}
	}
	if _, ok := c.Request.At("Session"); ok {
		return "A session can be used once and was not kept: a fresh one comes with the answer of the call before."
	}
	return ""
}

var (
	beforeWord = lazy.New(`([^-])([A-Z][a-z]+)`)
	afterLower = lazy.New(`([a-z0-9])([A-Z])`)
)

// kebab is an operation's name as the AWS CLI has it.
func kebab(op string) string {
	op = beforeWord.ReplaceAllString(op, "$1-$2")
	return strings.ToLower(afterLower.ReplaceAllString(op, "$1-$2"))
}
