package ui

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/trace/awscli"
	"cognito-tui/ui/kit"
)

// commandScreen shows a call as a command of the AWS CLI, and copies it. A call of
// the embedded pool needs the pool served first: no other program reaches it.
type commandScreen struct {
	textScreen
	of           *trace.Entry
	keys         commandKeys
	said, failed string // what a key did; failed where it didn't
}

type commandKeys struct{ Copy, Ask, Serve key.Binding }

func newCommand(env *Env, of *trace.Entry) Screen {
	s := &commandScreen{textScreen: textScreen{Base: newBase(env, wholeWidth), title: "As an AWS CLI command"}, of: of}
	s.keys = commandKeys{Copy: bound("c", "copy the command", "c"), Ask: bound("v", "copy the line that asks for the secrets", "v"),
		Serve: bound("s", "serve the pool", "s")}
	s.lines = s.draw
	return s
}

// inProcess tells whether an attempt was made on the embedded pool. One that is on
// its way was made on the connection there is.
func inProcess(env *Env, e *trace.Entry) bool {
	return e.Conn == trace.InProcess || e.Conn == trace.ConnUnknown && env.Local != nil
}

// callOf is an attempt as a command needs it.
func callOf(env *Env, e *trace.Entry) awscli.Call {
	c := awscli.Call{Op: e.Op, Signed: e.Signed, Request: e.Request,
		Region: env.Settings.Get(settings.Region), Profile: env.Settings.Get(settings.Profile)}
	host, _, _ := strings.Cut(e.Endpoint, "/")
	switch found := awsHost.FindStringSubmatch(host); {
	case inProcess(env, e) && env.Local != nil:
		c.Endpoint, c.Profile = env.served, ""
	case found != nil:
		c.Region = found[1]
	default:
		c.Endpoint = endpointOf(env, e.Endpoint)
	}
	return c
}

// awsHost is the service's own address, with its Region. Source: AWS general
// reference, Amazon Cognito endpoints.
var awsHost = lazy.New(`^cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$`)

// endpointOf is the address of an attempt, host and path, of which the log keeps no
// scheme: that of the settings where it is theirs, else https but for loopback.
func endpointOf(env *Env, address string) string {
	if address == "" {
		return ""
	}
	address = strings.TrimSuffix(address, "/")
	host, _, _ := strings.Cut(address, "/")
	if u, err := url.Parse(env.Settings.Get(settings.Endpoint)); err == nil && u.Host == host {
		return u.Scheme + "://" + address
	}
	name := (&url.URL{Host: host}).Hostname()
	if name == "localhost" || name == "::1" || strings.HasPrefix(name, "127.") {
		return "http://" + address
	}
	return "https://" + address
}

// made is the attempt as a command. The pool's keys are a page, which curl reads.
func (s *commandScreen) made() (awscli.Command, error) {
	if !strings.HasPrefix(s.of.Op, "GET ") {
		return awscli.Make(callOf(s.env, s.of))
	}
	page := endpointOf(s.env, s.of.Endpoint)
	if inProcess(s.env, s.of) {
		_, path, _ := strings.Cut(s.of.Endpoint, "/")
		page = s.env.served + "/" + path
	}
	if !pageAddress.MatchString(page) {
		return awscli.Command{}, errors.New("its address holds what a command can't")
	}
	return awscli.Command{Text: "curl -fsS " + page}, nil
}

// pageAddress needs no quotes in a shell.
var pageAddress = lazy.New(`^https?://[A-Za-z0-9._:\[\]/-]+$`)

// unserved tells that the embedded pool must be served first.
func (s *commandScreen) unserved() bool {
	return inProcess(s.env, s.of) && s.env.Local != nil && s.env.served == ""
}

// gone says that an attempt was made on an embedded pool that one has left.
func (s *commandScreen) gone() bool { return inProcess(s.env, s.of) && s.env.Local == nil }

// Update takes the keys of the command, and scrolls.
func (s *commandScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[Copied]:
		s.told(string(msg.Val), "Not copied: ", msg.Err)
		return nil
	case Reply[servedAt]:
		s.env.served = string(msg.Val)
		s.told(servedWords(msg.Val), notServed, msg.Err)
		return nil
	case tea.KeyMsg:
		if cmd, done := s.do(msg); done {
			return cmd
		}
	}
	return s.textScreen.Update(msg)
}

func (s *commandScreen) told(done, failed string, err error) {
	s.said, s.failed, s.top = done, "", 0
	if err != nil {
		s.said, s.failed = "", failed+err.Error()+"."
	}
}

func (s *commandScreen) do(k tea.KeyMsg) (tea.Cmd, bool) {
	if s.unserved() {
		if key.Matches(k, s.keys.Serve) && s.of.Op != "" {
			return s.serve(), true
		}
		return nil, false
	}
	made, err := s.made()
	switch {
	case err != nil || s.gone():
	case key.Matches(k, s.keys.Copy):
		return Copy(&s.Base, made.Text), true
	case key.Matches(k, s.keys.Ask) && made.Ask() != "":
		return Copy(&s.Base, made.Ask()), true
	}
	return nil, false
}

type servedAt string

const notServed = "Not served: "

func servedWords(at servedAt) string {
	return "The pool is served at " + string(at) + " until the program ends."
}

func (s *commandScreen) serve() tea.Cmd { return serveLocal(&s.Base) }

// serveLocal serves the embedded pool until the program ends.
func serveLocal(b *Base) tea.Cmd {
	local, program := b.env.Local, b.env.ctx
	return Call(b, "Serving the pool", func(context.Context) (servedAt, error) {
		at, err := local.Serve(program)
		return servedAt(at), err
	})
}

func (s *commandScreen) draw(w int) []string {
	t := s.env.Theme
	width := max(20, w-2)
	var lines []string
	say := func(mark, text string) {
		for i, l := range kit.Wrap(kit.Clean(text), width-2) {
			if i > 0 {
				mark = " "
			}
			lines = append(lines, mark+" "+t.Text.Render(l))
		}
	}
	if s.said != "" {
		say(t.Good.Render("✓"), s.said)
		lines = append(lines, "")
	}
	if s.failed != "" {
		say(t.Bad.Render("✗"), s.failed)
		lines = append(lines, "")
	}
	if s.unserved() {
		say(t.Warn.Render("!"), "The embedded pool lives inside this program, where no other program reaches it.")
		say(" ", "s serves it on this machine's loopback, at a free port, until the program ends; the command then leads there. "+
			"Whoever runs programs on this machine can read its messages and become its users.")
		return lines
	}
	made, err := s.made()
	if s.gone() {
		say(t.Bad.Render("✗"), "The call was made on the embedded pool: connect to that first (6 on the home screen).")
		return lines
	}
	if err != nil {
		say(t.Bad.Render("✗"), "There is no command for this call: "+err.Error()+".")
		return lines
	}
	for _, note := range []string{made.Newer, made.Stale} {
		if note != "" {
			say(t.Warn.Render("!"), upperFirst(strings.TrimSuffix(note, "."))+".")
		}
	}
	if s.of.Signed && inProcess(s.env, s.of) {
		say(t.Muted.Render("·"), "The embedded pool takes any AWS credentials, and the AWS CLI must have some.")
	}
	if len(lines) > 0 && lines[len(lines)-1] != "" {
		lines = append(lines, "")
	}
	if len(made.Variables) > 0 {
		lines = append(lines, t.Accent.Render("Set first")+t.Muted.Render("  v copies a line that asks for them unseen"))
		for _, v := range made.Variables {
			lines = append(lines, "  "+t.Text.Render(kit.Fit(v.Name, 24))+" "+t.Muted.Render(kit.Cut(kit.Clean(v.What), width-26)))
		}
		lines = append(lines, "")
	}
	lines = append(lines, t.Accent.Render("Command")+t.Muted.Render("  c copies it; it needs "+programs(made)))
	for _, l := range strings.Split(made.Text, "\n") {
		for _, part := range kit.Break(kit.Clean(l), width) {
			lines = append(lines, "  "+t.Text.Render(part))
		}
	}
	if len(made.Variables) > 0 {
		lines = append(lines, "")
		say(t.Muted.Render("·"), "While it runs, this machine's other users can see what it sends in the list of processes.")
	}
	return lines
}

// programs are those that a command runs.
func programs(c awscli.Command) string {
	switch {
	case strings.HasPrefix(c.Text, "curl "):
		return "curl"
	case strings.Contains(c.Text, "openssl"):
		return "the AWS CLI 2, jq and openssl"
	}
	return "the AWS CLI 2 and jq"
}

// upperFirst begins a text with a capital.
func upperFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// ShortHelp are the keys of the footer.
func (s *commandScreen) ShortHelp() []key.Binding {
	if s.unserved() {
		return []key.Binding{s.keys.Serve}
	}
	if made, err := s.made(); err != nil || len(made.Variables) == 0 {
		return []key.Binding{renamed(s.keys.Copy, "c", "copy")}
	}
	return []key.Binding{renamed(s.keys.Copy, "c", "copy"), renamed(s.keys.Ask, "v", "copy what asks for the secrets")}
}

// FullHelp are all keys of the screen.
func (s *commandScreen) FullHelp() [][]key.Binding {
	keys := []key.Binding{s.keys.Copy, s.keys.Ask}
	if s.unserved() {
		keys = []key.Binding{s.keys.Serve}
	}
	return append([][]key.Binding{keys}, s.textScreen.FullHelp()...)
}
