package ui

import (
	"context"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito/settings"
	"cognito-tui/ui/kit"
)

// connection shows every setting with where it came from, says what is
// missing, takes it typed, and switches between the embedded pool's clients.
type connection struct {
	formScreen
	connector *Connector
}

func newConnection(env *Env, connector *Connector) *connection {
	s := &connection{connector: connector}
	var fields []*kit.Field
	for _, k := range settings.Keys() {
		fields = append(fields, s.field(env, k))
	}
	s.formScreen = newFormScreen(env, "Connection", "", kit.NewForm("Connect", fields...))
	s.lead = "What the program talks to. Settings come from flags, the environment, a .env file and the AWS profile."
	if env.Local != nil {
		s.lead = "Connected to the embedded pool. Fill in an app client to talk to AWS, or choose another client of the embedded pool."
	}
	s.form.Buttons = append(s.form.Buttons, s.ways(env)...)
	s.form.Column = true
	s.warning = s.warningOf(env)
	s.submit = s.connect
	s.point(env.Settings.Problems())
	return s
}

// warningOf says what of the files of settings isn't as it should be.
func (s *connection) warningOf(env *Env) string {
	var list []string
	if s.connector.Settings.LeftOut != "" {
		list = append(list, kit.Clean(s.connector.Settings.LeftOut))
	}
	if fault := env.Settings.PoolsFault; fault != "" {
		list = append(list, upperFirst(kit.Clean(fault))+". Until then the desk is read-only.")
	}
	if env.Settings.PoolsLoose {
		list = append(list, "Others can read or write "+kit.Clean(env.Settings.PoolsFile)+": take their rights away; keeping a pool does so too.")
	}
	return strings.Join(list, " ")
}

func (s *connection) field(env *Env, k settings.Key) *kit.Field {
	f := kit.NewField(string(k), k.Label())
	f.Masked = k.Secret()
	if k.Secret() {
		f.Hint = "ctrl+r show"
	}
	value := s.now(env).Value(k)
	f.Set(value.Text)
	f.Warning = func(now string) string {
		if k != settings.Profile || now == "" || now != value.Text {
			return ""
		}
		return kit.Clean(s.connector.Settings.ProfileFault())
	}
	f.Under = func(now string) []string {
		switch {
		case now == "", f.Warning(now) != "":
			return nil
		case now != value.Text, value.Origin == settings.Typed:
			return []string{env.Theme.Muted.Render("typed")}
		}
		return []string{env.Theme.Muted.Render("from " + kit.Clean(value.Origin))}
	}
	return f
}

// filled puts settings into the fields that are other than those there.
func (s *connection) filled(from *settings.Settings) *connection {
	if from == nil {
		return s
	}
	for _, k := range settings.Keys() {
		if f := s.form.Field(string(k)); f.Value() != from.Get(k) {
			f.Set(from.Get(k))
		}
	}
	return s
}

// ways are the other ways to a connection, and to keep the one that there is.
func (s *connection) ways(env *Env) []kit.Button {
	list := []kit.Button{{Label: "Pools of the Region", Note: "to choose from; listed with AWS credentials", Do: func() tea.Cmd {
		s.form.ClearErrors()
		return s.choosePool(true)
	}}}
	if s.connector.Clients != nil {
		list = append(list, kit.Button{Label: "Embedded pools", Note: "to choose from; listed through the same calls",
			Do: func() tea.Cmd { return s.list(s.connector.Settings.OnEmbedded("")) }})
	}
	if env.Client != nil && env.Local == nil {
		list = append(list, kit.Button{Label: "Keep under a name", Note: "to be opened with --pool; no secret stands in the file",
			Do: func() tea.Cmd { return s.end(wantKeeping{}) }})
	}
	if s.connector.Clients != nil {
		for _, c := range s.connector.Clients() {
			list = append(list, kit.Button{Label: "Local: " + c.Name, Note: c.Shows,
				Do: func() tea.Cmd { return s.open(s.connector.Settings.OnEmbedded(c.ClientID)) }})
		}
	}
	return list
}

// regionFound is the Region of an AWS profile; empty where it names none.
type regionFound struct{ region string }

// Update takes the Region that was looked up.
func (s *connection) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[regionFound]); ok {
		s.form.Field(string(settings.Region)).Set(r.Val.region)
		return s.choosePool(false)
	}
	return s.formScreen.Update(msg)
}

// choosePool lists the pools that the settings typed lead to. Without a Region the
// profile's is looked up first.
func (s *connection) choosePool(lookUp bool) tea.Cmd {
	want := s.typed()
	if want.Get(settings.Region) == "" && lookUp {
		profile := want.Get(settings.Profile)
		return Call(&s.Base, "Looking up the Region", func(context.Context) (regionFound, error) {
			return regionFound{settings.ProfileRegion(profile, os.LookupEnv)}, nil
		})
	}
	if want.Get(settings.Region) == "" {
		s.require(check{string(settings.Region), "Type the Region whose pools are to be listed, such as eu-west-1."})
		return nil
	}
	var problems []settings.Problem
	for _, p := range want.Problems() {
		if p.Key != settings.ClientID && p.Key != settings.UserPoolID {
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		s.point(problems)
		return nil
	}
	return s.list(want)
}

func (s *connection) list(want settings.Settings) tea.Cmd {
	conn, err := s.connector.Connect(want)
	if err != nil {
		s.fail(err)
		return nil
	}
	return s.end(wantPools{conn})
}

// point puts what is missing or wrong beside its field.
func (s *connection) point(problems []settings.Problem) {
	for i := len(problems) - 1; i >= 0; i-- {
		p := problems[i]
		if f := s.form.Field(string(p.Key)); f != nil {
			f.Err = strings.TrimSpace(p.Sentence + " " + p.NextStep)
			s.form.FocusField(f.Key)
		} else {
			s.lead = strings.TrimSpace(p.Sentence + " " + p.NextStep)
		}
	}
}

// now are the settings shown: on the embedded pool those that the program was
// started with, since its own are nothing to carry to AWS.
func (s *connection) now(env *Env) settings.Settings {
	if env.Local != nil {
		return s.connector.Settings
	}
	return env.Settings
}

// typed are the settings as the form has them.
func (s *connection) typed() settings.Settings {
	now := s.now(s.env)
	for _, k := range settings.Keys() {
		if text := strings.TrimSpace(s.form.Value(string(k))); text != now.Get(k) {
			now = now.With(k, text)
		}
	}
	now.Local = false
	return now
}

func (s *connection) connect() tea.Cmd {
	want := s.typed()
	if want.Get(settings.ClientID) == "" {
		s.require(check{string(settings.ClientID), "Give the app client's id, or choose one of the embedded pool's clients below."})
		return nil
	}
	if problems := want.Problems(); len(problems) > 0 {
		s.point(problems)
		return nil
	}
	return s.open(want)
}

func (s *connection) open(want settings.Settings) tea.Cmd {
	conn, err := s.connector.Connect(want)
	if err != nil {
		s.fail(err)
		return nil
	}
	return s.end(connected{conn: conn})
}
