package ui

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cognito-tui/cognito/localpool"
)

// The typical chains of challenges, each through an app client with a secret and
// without, and by every kind of name that a pool may let a person type.

// heard is what went over the wire of a sign-in.
type heard struct {
	next http.RoundTripper
	mu   sync.Mutex
	said []string          // the operation, or the challenge that was answered
	own  map[string]string // the USERNAME that the answer to a challenge named
}

func (h *heard) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	_, op, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	var body struct {
		ChallengeName      string
		ChallengeResponses map[string]string
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return nil, err
	}
	h.mu.Lock()
	switch {
	case strings.HasPrefix(op, "Describe"):
	case op == "RespondToAuthChallenge":
		h.said = append(h.said, body.ChallengeName)
		h.own[body.ChallengeName] = body.ChallengeResponses["USERNAME"]
	default:
		h.said = append(h.said, op)
	}
	h.mu.Unlock()
	return h.next.RoundTrip(r)
}

func (h *heard) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.said, h.own = nil, map[string]string{}
}

// chain is one of the typical chains: the pool and the user that it takes, how
// it is walked, and what went over the wire in the end.
type chain struct {
	name   string
	pool   func(*localpool.PoolConfig)
	user   func(*localpool.UserConfig)
	method string
	more   []string // keys on the field that the method adds
	walk   func(*driver)
	again  bool // what is looked at is a second sign-in
	wire   []string
	untold []string // challenges answered before the pool told its own name
}

const chainTOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

var chains = []chain{
	{
		name:   "password and authenticator app",
		pool:   func(p *localpool.PoolConfig) { p.MFA, p.TOTPMFA = "OPTIONAL", true },
		user:   func(u *localpool.UserConfig) { u.TOTPSecret, u.MFA = chainTOTP, []string{"SOFTWARE_TOKEN_MFA"} },
		method: "Password", walk: (*driver).fills,
		wire: []string{"InitiateAuth", "SOFTWARE_TOKEN_MFA", "GetUser"},
	},
	{
		name:   "invited, then a second factor",
		pool:   func(p *localpool.PoolConfig) { p.MFA, p.TOTPMFA = "ON", true },
		user:   func(u *localpool.UserConfig) { u.Status = "FORCE_CHANGE_PASSWORD" },
		method: "Password",
		walk: func(d *driver) {
			d.newPassword()
			d.on("totpSetup")
			d.fills()
			d.press("enter") // past the device name
		},
		wire: []string{"InitiateAuth", "NEW_PASSWORD_REQUIRED", "AssociateSoftwareToken", "VerifySoftwareToken", "MFA_SETUP", "GetUser"},
	},
	{
		name: "SRP with a remembered device",
		pool: func(p *localpool.PoolConfig) {
			p.MFA, p.TOTPMFA, p.Devices, p.DeviceSkipsMFA = "OPTIONAL", true, "always", true
		},
		user:   func(u *localpool.UserConfig) { u.TOTPSecret, u.MFA = chainTOTP, []string{"SOFTWARE_TOKEN_MFA"} },
		method: "Secure password", walk: (*driver).fills, again: true,
		wire: []string{"InitiateAuth", "PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "GetUser"},
	},
	{
		name: "several factors and none preferred",
		pool: func(p *localpool.PoolConfig) { p.MFA, p.TOTPMFA, p.EmailMFA = "OPTIONAL", true, true },
		user: func(u *localpool.UserConfig) {
			u.TOTPSecret, u.MFA = chainTOTP, []string{"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}
		},
		method: "Secure password",
		walk: func(d *driver) {
			d.on("chooseWay")
			d.choose("Code by email")
			d.fills()
		},
		wire: []string{"InitiateAuth", "PASSWORD_VERIFIER", "SELECT_MFA_TYPE", "EMAIL_OTP", "GetUser"},
	},
	{
		name:   "without a password",
		pool:   func(p *localpool.PoolConfig) { p.FirstFactors = []string{"PASSWORD", "EMAIL_OTP"} },
		user:   func(u *localpool.UserConfig) { u.NoPassword = true },
		method: "Choose",
		walk: func(d *driver) {
			d.choose("Code by email")
			d.fills()
		},
		wire: []string{"InitiateAuth", "SELECT_CHALLENGE", "EMAIL_OTP", "GetUser"}, untold: []string{"SELECT_CHALLENGE", "EMAIL_OTP"},
	},
	{
		name:   "invited, and a code preferred",
		pool:   func(p *localpool.PoolConfig) { p.FirstFactors = []string{"PASSWORD", "EMAIL_OTP"} },
		user:   func(u *localpool.UserConfig) { u.Status = "FORCE_CHANGE_PASSWORD" },
		method: "Choose", more: []string{"right", "right", "right"},
		walk: func(d *driver) {
			d.on("chooseWay")
			d.lacks("Code by email")
			d.choose("Secure password")
			d.write(localpool.DemoPassword)
			d.press("enter")
			d.newPassword()
		},
		wire: []string{"InitiateAuth", "SELECT_CHALLENGE", "PASSWORD_VERIFIER", "NEW_PASSWORD_REQUIRED", "GetUser"}, untold: []string{"SELECT_CHALLENGE"},
	},
	{
		name: "the pool's own questions after the password",
		pool: func(p *localpool.PoolConfig) {
			p.Custom = localpool.Demo().Pools[0].Custom
		},
		user: func(u *localpool.UserConfig) {
			u.Attributes = append(u.Attributes, localpool.Attribute{Name: "family_name", Value: "Carter"},
				localpool.Attribute{Name: "phone_number", Value: "+15550104567"})
		},
		method: "Custom", more: []string{"right"}, walk: (*driver).answersCustom,
		wire: []string{"InitiateAuth", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "CUSTOM_CHALLENGE", "GetUser"},
	},
}

// naming is how a pool names its users, and what a person types.
type naming struct {
	name, typed string
	own         string // the pool's own name; empty where it is made up
	pool        func(*localpool.PoolConfig)
}

var namings = []naming{
	{"user name", "chloe", "chloe", func(*localpool.PoolConfig) {}},
	{"alias", "chloe@example.com", "chloe", func(p *localpool.PoolConfig) { p.AliasAttributes = []string{"email"} }},
	{"email as user name", "chloe@example.com", "", func(p *localpool.PoolConfig) { p.UsernameAttributes = []string{"email"} }},
}

// TestChains walks each chain by the keys to the session screen. Answers name
// the user by the pool's own name once it was told, whatever was typed.
func TestChains(t *testing.T) {
	t.Parallel()
	for _, c := range chains {
		for _, n := range namings {
			for _, secret := range []string{"", strings.Repeat("s", 40)} {
				t.Run(c.name+"/"+n.name+"/"+map[bool]string{true: "public", false: "secret"}[secret == ""], func(t *testing.T) {
					inParallel(t, func(t *testing.T) { c.run(t, n, secret) })
				})
			}
		}
	}
}

func (c chain) run(t testing.TB, n naming, secret string) {
	pool := newPool(c.config(n, secret))
	wire := &heard{next: pool.Transport(), own: map[string]string{}}
	d := driverOn(t, pool, optionsFor(t, pool, "chain-app", wire))
	for round := range 2 {
		if round == 1 && !c.again {
			break
		}
		wire.forget()
		d.startsWith(n.typed, c.method, c.more...)
		if round == 0 {
			c.walk(d)
		}
		d.waits()
		d.on("session")
		d.sees("as " + n.typed)
		if c.again && round == 0 {
			d.press("esc")
			pool.Advance(time.Minute)
		}
	}
	if !slices.Equal(wire.said, c.wire) {
		t.Errorf("over the wire went %v, want %v", wire.said, c.wire)
	}
	for challenge, name := range wire.own {
		want := n.own
		switch {
		case slices.Contains(c.untold, challenge):
			want = n.typed
		case want == "" && len(name) == 36: // a UUID
			want = name
		}
		if name != want {
			t.Errorf("the answer to %s names %q, want %q", challenge, name, want)
		}
	}
}

func (c chain) config(n naming, secret string) localpool.Config {
	email := "chloe@example.com"
	u := localpool.UserConfig{Username: "chloe", Password: localpool.DemoPassword,
		Attributes: []localpool.Attribute{{Name: "email", Value: email}, {Name: "email_verified", Value: "true"}}}
	p := localpool.PoolConfig{
		ID: "us-east-1_ChainPool", Name: "ChainPool", CaseInsensitive: true, AutoVerified: []string{"email"}, Recovery: []string{"verified_email"},
		Clients: []localpool.ClientConfig{{ID: "1chainapp1chainapp1chainapp", Name: "chain-app", Secret: secret, Flows: []string{
			"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}}},
	}
	c.pool(&p)
	n.pool(&p)
	if n.own == "" {
		u.Username, u.Attributes = email, u.Attributes[1:]
	}
	c.user(&u)
	p.Users = []localpool.UserConfig{u}
	return localpool.Config{Region: "us-east-1", Pools: []localpool.PoolConfig{p}}
}
