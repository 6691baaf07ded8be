// Package settings gathers what the program connects with: flags over the
// environment over .env over the AWS shared config, each value with its
// origin. Begin with Load.
package settings

import "fmt"

// Key names a setting.
type Key string

// The settings.
const (
	Region          Key = "Region"
	Profile         Key = "Profile"
	UserPoolID      Key = "UserPoolID"
	ClientID        Key = "ClientID"
	ClientSecret    Key = "ClientSecret"
	Endpoint        Key = "Endpoint"
	AccessKeyID     Key = "AccessKeyID"
	SecretAccessKey Key = "SecretAccessKey"
	SessionToken    Key = "SessionToken"
)

// Keys are the settings that a person fills in, in the order of the
// connection screen. AWS credentials come from the environment, .env or the
// profile only.
func Keys() []Key {
	return []Key{Region, UserPoolID, ClientID, ClientSecret, Endpoint, Profile}
}

// Label is the setting's name for people.
func (k Key) Label() string {
	switch k {
	case UserPoolID:
		return "User pool id"
	case ClientID:
		return "App client id"
	case ClientSecret:
		return "Client secret"
	case Profile:
		return "AWS profile"
	case AccessKeyID:
		return "AWS access key id"
	case SecretAccessKey:
		return "AWS secret access key"
	case SessionToken:
		return "AWS session token"
	}
	return string(k)
}

// Secret tells whether a value must never be shown or written.
func (k Key) Secret() bool {
	return k == ClientSecret || k == SecretAccessKey || k == SessionToken
}

// Value is one setting and where it came from: "--region", "environment
// AWS_REGION", ".env AWS_REGION", "profile dev", "pool id", "pool NAME", "typed", or ""
// where it is unset; the file named by --env-file stands in place of .env. It prints as its origin only, for it may be a secret.
type Value struct{ Text, Origin string }

// Format prints the origin, never the text.
func (v Value) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "(from %s)", v.Origin) }

// Settings are all values, and whether the embedded pool is meant. Copies are
// independent.
type Settings struct {
	values map[Key]Value
	// Local means the embedded pool.
	Local bool
	// Theme is auto, dark, light or mono: auto where nothing is known of the background.
	Theme string
	// Pool is the name in pools.toml that they were opened by; empty where they
	// weren't. PoolsFile is that file; empty means the usual one. PoolsLoose tells
	// that others may read it.
	Pool, PoolsFile string
	PoolsLoose      bool
	// PoolsFault is why the pools file can't be read; empty where it can, or says
	// nothing of this connection. It quotes no value of the file.
	PoolsFault string
	// ReadOnly is why nothing may be changed, "--read-only" or "read_only in
	// pools.toml"; empty where it may.
	ReadOnly string
	// ProtectedUsers and ProtectedGroups are those that the pools file protects.
	ProtectedUsers, ProtectedGroups []string
	// AuditFile is where changes are recorded; empty is the usual place.
	AuditFile    string
	readOnlyPool bool // the pools file makes the pool read-only, whatever ReadOnly says
	// profileFault is why the shared config could not be read; public calls
	// don't need it.
	profileFault string
	// profileUnread tells that the shared config is still to be read.
	profileUnread bool
	// LeftOut says what of a .env in the working folder isn't used, and why; empty
	// where all of it is. It quotes nothing of the file.
	LeftOut string
}

// Typed is the origin of what With was given: typed, or chosen from a list.
const Typed = "typed"

// The reasons of ReadOnly.
const (
	readOnlyFlag   = "--read-only"
	readOnlyInPool = "read_only in pools.toml"
)

// leavePool is what another pool begins with: what the pools file said was said of
// that one pool.
func (s *Settings) leavePool() {
	s.Pool, s.PoolsLoose, s.ProtectedUsers, s.ProtectedGroups = "", false, nil, nil
	if s.readOnlyPool && s.ReadOnly == readOnlyInPool {
		s.ReadOnly = ""
	}
	s.readOnlyPool = false
}

// Get is a setting's text; empty where unset.
func (s Settings) Get(k Key) string { return s.values[k].Text }

// Value is a setting with its origin.
func (s Settings) Value(k Key) Value { return s.values[k] }

// With returns a copy in which one setting was typed; an empty text unsets it.
// The copy no longer means the embedded pool, nor, where the Region, pool or
// endpoint is another one, the named pool.
func (s Settings) With(k Key, text string) Settings {
	values := make(map[Key]Value, len(s.values)+1)
	for key, v := range s.values {
		if v.Origin != fromPoolID { // derived anew below
			values[key] = v
		}
	}
	delete(values, k)
	if text != "" {
		values[k] = Value{text, Typed}
	}
	if (k == Region || k == UserPoolID || k == Endpoint) && text != s.Get(k) {
		s.leavePool()
	}
	if k == Profile { // the one typed brings its own
		for _, credential := range []Key{AccessKeyID, SecretAccessKey, SessionToken} {
			delete(values, credential)
		}
		s.profileFault = ""
	}
	s.values, s.Local = values, false
	s.deriveRegion()
	return s
}

// Format prints which settings there are, never their texts.
func (s Settings) Format(f fmt.State, _ rune) {
	for _, k := range append(Keys(), AccessKeyID, SecretAccessKey, SessionToken) {
		if v, ok := s.values[k]; ok {
			fmt.Fprintf(f, "%s %v ", k, v)
		}
	}
}

// Found returns a copy with a value that was found for it elsewhere, such as
// "keyring"; an empty text unsets it.
func (s Settings) Found(k Key, text, origin string) Settings {
	s = s.copied()
	delete(s.values, k)
	if text != "" {
		s.values[k] = Value{text, origin}
	}
	return s
}

// ReadOnlyPool tells whether the pools file makes the pool read-only.
func (s Settings) ReadOnlyPool() bool { return s.readOnlyPool }

// OnEmbedded returns a copy that means an app client of the embedded pool, the
// first where the id is empty.
func (s Settings) OnEmbedded(clientID string) Settings {
	s = s.With(UserPoolID, "").With(ClientID, clientID)
	s.leavePool()
	s.Local = true
	return s
}

func (s Settings) copied() Settings {
	values := make(map[Key]Value, len(s.values)+1)
	for k, v := range s.values {
		values[k] = v
	}
	s.values = values
	return s
}
