package diagnosis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/diagnosis"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/localpool/pooltest"

	"github.com/aws/aws-sdk-go-v2/credentials"
)

// world is a pool with copies of the same people, so that each remedy can be tried on
// somebody whom no other was tried on.
type world struct {
	t      *testing.T
	server *localpool.Server
	pool   cognito.Pool
	apps   map[string]*app // by the client's name
	people []localpool.UserConfig
	copies int
	used   int
}

// newServer is an embedded pool that answers the same in each run.
func newServer(c localpool.Config) *localpool.Server {
	c.Keys, c.Random = pooltest.Keys, pooltest.Random()
	return localpool.New(c)
}

// app is what somebody uses to sign in.
type app struct {
	client   *cognito.Client
	admin    *cognito.Admin
	settings cognito.AppClient
}

// copies is how many copies of the people a world has.
const copies = 18

func newWorld(t *testing.T, p localpool.PoolConfig, people ...localpool.UserConfig) *world {
	t.Helper()
	p.ID, p.Name = "us-east-1_Truth", "Truth"
	if p.Clients == nil {
		p.Clients = []localpool.ClientConfig{telling, hiding}
	}
	for i := range copies {
		for _, u := range people {
			p.Users = append(p.Users, numbered(u, i))
		}
	}
	w := &world{t: t, people: people, copies: copies, apps: map[string]*app{},
		server: newServer(localpool.Config{Region: "us-east-1", Pools: []localpool.PoolConfig{p}})}
	for _, c := range p.Clients {
		w.apps[c.Name] = w.app(p, c)
	}
	pool, err := w.apps[p.Clients[0].Name].admin.DescribeUserPool(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.pool = pool
	return w
}

// The clients: one tells who is missing, one hides it.
var (
	telling = localpool.ClientConfig{ID: "1tellingtellingtelling0000", Name: "telling", Flows: allFlows}
	hiding  = localpool.ClientConfig{ID: "2hidinghidinghidinghid0000", Name: "hiding", Flows: allFlows, HideMissingUsers: true}

	allFlows = []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
)

func (w *world) app(p localpool.PoolConfig, c localpool.ClientConfig) *app {
	config := cognito.Config{
		Region: "us-east-1", UserPoolID: p.ID, ClientID: c.ID, ClientSecret: c.Secret, Transport: w.server.Transport(),
		Credentials: credentials.NewStaticCredentialsProvider("AKIDLOCAL", "local", ""), Embedded: true, Recorder: noRecord{},
	}
	a := &app{client: cognito.New(config), admin: cognito.NewAdmin(config)}
	settings, err := a.admin.DescribeUserPoolClient(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	a.settings = settings
	return a
}

type noRecord struct{}

func (noRecord) Record(cognito.Record) error { return nil }

// numbered is a copy of a user with names and addresses of its own. Users who share
// an address share that of their copies.
func numbered(u localpool.UserConfig, i int) localpool.UserConfig {
	u.Username = renumbered(u.Username, i)
	u.Attributes = slices.Clone(u.Attributes)
	for j, a := range u.Attributes {
		if a.Name == "email" || a.Name == "phone_number" {
			u.Attributes[j].Value = renumbered(a.Value, i)
		}
	}
	return u
}

func renumbered(s string, i int) string {
	local, domain, is := strings.Cut(s, "@")
	switch {
	case is:
		return fmt.Sprintf("%s%d@%s", local, i, domain)
	case strings.HasPrefix(s, "+"):
		return fmt.Sprintf("%s%02d", s[:len(s)-2], i)
	}
	return fmt.Sprintf("%s%d", s, i)
}

// person is one copy of the world's first user, seen through one app.
type person struct {
	*world
	*app
	name     string
	password string
	says     diagnosis.Says
	less     func(*diagnosis.Facts) // takes facts away
}

// next is a copy that nothing was tried on yet.
func (w *world) next(client string) *person {
	w.t.Helper()
	if w.used++; w.used > w.copies {
		w.t.Fatal("too few copies of the people")
	}
	return &person{world: w, app: w.apps[client], name: renumbered(w.people[0].Username, w.used-1), password: localpool.DemoPassword}
}

// facts are read as the desk reads them.
func (p *person) facts() (f diagnosis.Facts) {
	ctx, t := p.t.Context(), p.t
	t.Helper()
	f = diagnosis.Facts{Asked: p.name, Pool: &p.pool, Client: &p.settings, Now: p.server.Now(), Says: p.says}
	defer func() {
		if p.less != nil {
			p.less(&f)
		}
	}()
	user, err := p.admin.AdminGetUser(ctx, p.name)
	switch {
	case cognito.KindOf(err) == cognito.NoSuchUser:
		return f
	case err != nil:
		t.Fatal(err)
	}
	f.Found, f.User, f.Same = true, user, facts.Known[[]cognito.FoundUser](nil)
	for _, a := range user.Attributes {
		if a.Name != "email" && a.Name != "phone_number" {
			continue
		}
		same, err := p.admin.FindUsers(ctx, cognito.Filter{Attribute: a.Name, Value: a.Value}, 0)
		if err != nil {
			t.Fatal(err)
		}
		f.Same.Val = append(f.Same.Val, slices.DeleteFunc(same, func(u cognito.FoundUser) bool { return u.Username == user.Username })...)
	}
	f.Events = facts.Of(p.admin.AdminListUserAuthEvents(ctx, user.Username, 0))
	if !f.Events.Known && cognito.KindOf(f.Events.Err) != cognito.ThreatProtectionOff {
		t.Fatal(f.Events.Err)
	}
	if f.Groups, err = p.admin.AdminListGroupsForUser(ctx, user.Username); err != nil {
		t.Fatal(err)
	}
	return f
}

// message is the newest one to this person.
func (p *person) message(kinds ...string) string {
	p.t.Helper()
	for _, m := range slices.Backward(p.server.Messages("")) {
		if slices.Contains(kinds, m.Kind) && p.mine(m) {
			return m.Code
		}
	}
	p.t.Fatalf("%s: no %v was sent", p.name, kinds)
	return ""
}

func (p *person) mine(m localpool.Message) bool {
	user, err := p.admin.AdminGetUser(p.t.Context(), p.name)
	if err != nil {
		p.t.Fatal(err)
	}
	return slices.ContainsFunc(user.Attributes, func(a cognito.Attribute) bool {
		return (a.Name == "email" || a.Name == "phone_number") && a.Value == m.To
	}) && (m.Username == p.name || m.Username == user.Username || m.To == p.name || len(p.pool.UsernameAttributes) > 0)
}

// lock has wrong passwords tried until the lock lasts for a minute or more.
func (p *person) lock() {
	for n := range 12 {
		p.client.SignIn(p.t.Context(), cognito.SignInRequest{Flow: cognito.PasswordFlow, Username: p.name, Password: "Wrong-1!"})
		if over := n - 4; over >= 0 && n < 11 {
			p.server.Advance(time.Second<<over + 10*time.Millisecond)
		}
	}
}
