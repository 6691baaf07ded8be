package why

import (
	"encoding/json"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cognito-tui/cognito"
)

var oddNames = []string{"ann@example.com", "o'brien", `say "hi"`, "-dash", "--help", "file:///etc/passwd", "https://x", "$(reboot)", "`id`", "a b", "a\\b",
	"名前@例え.jp", "line\nbreak", "\x1b[2J", "😀", "a --b", "!x", "~", "*", ""}

// words is what sh makes of a command.
func words(t interface{ Fatal(...any) }, command string) []string {
	out, err := exec.Command("sh", "-c", "aws() { printf '%s\\0' \"$@\"; }; "+command).Output()
	if err != nil {
		t.Fatal(command, err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// named is the user that a command is about.
func named(t interface{ Fatal(...any) }, list []string) string {
	if i := slices.Index(list, "--username"); i >= 0 {
		return list[i+1]
	}
	i := slices.Index(list, "--cli-input-json")
	if i < 0 {
		t.Fatal("no user in", list)
	}
	var in struct{ Username string }
	if err := json.Unmarshal([]byte(list[i+1]), &in); err != nil {
		t.Fatal(err)
	}
	return in.Username
}

var printable = regexp.MustCompile(`^[ -~]*$`)

func checkName(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, name string) {
	c := &checker{Facts: given(func(f *Facts) { f.User = name }), err: refused(cognito.Disabled, "InitiateAuth", "")}
	for _, command := range []string{c.userCommand("admin-enable-user"), c.findCommand()} {
		if !printable.MatchString(command) {
			t.Fatalf("a command that can't be shown as it is: %q", command)
		}
		list := words(t, command)
		for _, w := range list {
			if strings.Contains(w, "://") && !strings.HasPrefix(w, "{") && !strings.Contains(w, `= "`) {
				t.Fatalf("the AWS CLI would read a file for %q", w)
			}
		}
		if !slices.Contains(list, "eu-west-1_Pool") || list[0] != "cognito-idp" {
			t.Fatalf("not on the pool: %q", list)
		}
	}
	if list := words(t, c.userCommand("admin-enable-user")); name != "" && named(t, list) != name {
		t.Fatalf("%q became %q", name, named(t, list))
	}
}

// TestCommandsKeepNames runs each command in sh, with a function in place of aws.
func TestCommandsKeepNames(t *testing.T) {
	for _, name := range oddNames {
		checkName(t, name)
	}
	rapid.Check(t, func(rt *rapid.T) { checkName(rt, rapid.StringN(1, 20, -1).Draw(rt, "name")) })
}

// TestCommandsHoldNoSecret: what has to be secret comes from a variable.
func TestCommandsHoldNoSecret(t *testing.T) {
	for kind := range cognito.NotTheProtocol + 1 {
		for _, f := range []Facts{given(), given(nobody, tells), given(user("CONFIRMED"), tells)} {
			for _, c := range Causes(refused(kind, "ConfirmSignUp", "the password hunter2"), f) {
				for _, fix := range c.Fixes {
					if strings.Contains(fix.Command, "hunter2") || strings.Contains(fix.Command, "--password ") && !strings.Contains(fix.Command, `"$NEW_PASSWORD"`) {
						t.Errorf("%v: %s", kind, fix.Command)
					}
					if fix.Command != "" && !strings.HasPrefix(fix.Command, "aws ") {
						t.Errorf("%v: no command of the AWS CLI: %s", kind, fix.Command)
					}
				}
			}
		}
	}
}
