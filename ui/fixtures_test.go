package ui

import (
	"net/http"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/aws/aws-sdk-go-v2/aws"

	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/settings"
)

type roundTripper = http.RoundTripper

var (
	millisPattern = regexp.MustCompile(` *(<1|\d+) ms`)
	clockPattern  = regexp.MustCompile(`\d\d:\d\d(:\d\d)?`)
	datePattern   = regexp.MustCompile(`\b[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4}\b`)
	dayPattern    = regexp.MustCompile(`\b\d{1,2} [A-Z][a-z]{2}( \d{4})?\b`)
	codePattern   = regexp.MustCompile(`\b\d{6}\b`)
	uuidPattern   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	cutIDPattern  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]*…`)
	lengthPattern = regexp.MustCompile(`\d{3,4} characters`)
)

func localCredentials() aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider("local", "local", "")
}

// localAdapter gives the tests what main gives the program.
type localAdapter struct{ *localpool.Server }

func (l localAdapter) Messages() []Message {
	var out []Message
	for _, m := range l.Server.Messages("") {
		out = append(out, Message{m.To, m.Medium, m.Kind, m.Code, m.Username, m.PoolID, m.Time, m.Valid})
	}
	return out
}

func (l localAdapter) Users() []LocalUser {
	var out []LocalUser
	for _, u := range l.Server.Users() {
		out = append(out, LocalUser{u.PoolID, u.Username, u.Email, u.Status, u.Shows, u.Enabled})
	}
	return out
}

func (l localAdapter) Clients() []LocalClient {
	var out []LocalClient
	for _, c := range l.Server.Clients() {
		out = append(out, LocalClient{c.PoolID, c.PoolName, c.ClientID, c.Name, c.Secret, c.Shows})
	}
	return out
}

func (l localAdapter) Password() string                 { return localpool.DemoPassword }
func (l localAdapter) Fail(op, exception string)        { l.Server.Fail(op, 1, exception, "") }
func (l localAdapter) Delay(op string, d time.Duration) { l.Server.Delay(op, 1, d) }
func (l localAdapter) DropAnswer(op string)             { l.Server.DropAnswer(op, 1) }
func (l localAdapter) Armed() []string                  { return l.Server.Faults() }

// choose fills in the client that the settings name by its id, or else the one
// of this name.
func choose(pool *localpool.Server, s settings.Settings, name string) settings.Settings {
	id := s.Get(settings.ClientID)
	for _, c := range pool.Clients() {
		if s.Local && (c.ClientID == id || id == "" && c.Name == name) {
			s = s.With(settings.UserPoolID, c.PoolID).With(settings.ClientID, c.ClientID).
				With(settings.ClientSecret, c.Secret).With(settings.Region, "us-east-1")
			s.Local = true
			return s
		}
	}
	return s
}
