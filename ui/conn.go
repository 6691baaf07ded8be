package ui

import (
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/facts"
	"cognito-tui/cognito/pace"
	"cognito-tui/cognito/settings"
)

// Conn is a connection to a pool and an app client, and what this run knows of them.
// Connecting makes another one: nothing of it is reset.
type Conn struct {
	Client *cognito.Client
	Admin  *cognito.Admin
	Local  Local // nil where the pool is not the embedded one
	// Devices keeps the remembered devices of its users; nil where none are kept.
	Devices Devices
	// Settings are what it was made from, with pool and client.
	Settings settings.Settings

	Pool      *cognito.Pool      // nil until read, or where it can't be
	AppClient *cognito.AppClient // likewise
	// AdminFault is why the app client can't be described; Unknown where it can, and
	// until that is known.
	AdminFault cognito.Kind

	caller      string           // who the AWS credentials are, as the desk told it; empty until then
	callerAsked bool             // for this connection
	quota       *pace.Pace       // of ListUsers; nil until the first search
	denied      map[string]bool  // operations that change users and that IAM refused
	tries       map[string]tries // wrong passwords and codes, by user
}

// described is what the app client's own description tells of rotation.
func (c *Conn) described() cognito.Rotation {
	if c.AppClient == nil {
		return cognito.RotationUnknown
	}
	return c.AppClient.Rotation
}

// Connector makes connections.
type Connector struct {
	// Settings are those that the program was started with.
	Settings settings.Settings
	// Connect makes a connection from complete settings; it does no I/O.
	Connect func(settings.Settings) (*Conn, error)
	// Clients are the embedded pool's app clients, to switch between.
	Clients func() []LocalClient
	// Secrets keeps app clients' secrets; nil where there is no keyring.
	Secrets Secrets
}

// now is the service's time: the embedded pool's clock, or AWS's as its last
// answer told it.
func (c *Conn) now() time.Time {
	switch {
	case c.Local != nil:
		return c.Local.Now()
	case c.Client != nil:
		return c.Client.Now()
	}
	return time.Now()
}

// listQuota keeps ListUsers within its quota.
func (c *Conn) listQuota() *pace.Pace {
	if c.quota == nil {
		c.quota = pace.New(pace.Default)
	}
	return c.quota
}

func (c *Conn) poolID() string { return c.Settings.Get(settings.UserPoolID) }

// unreadable is why nothing can be read at all; empty where that isn't so.
func (c *Conn) unreadable() string {
	switch {
	case c.Admin == nil:
		return facts.NoCredentials
	case c.Settings.Get(settings.UserPoolID) == "":
		return facts.NoPoolID
	}
	return ""
}
