package localpool

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"cognito-tui/cognito/srp"
)

// status is a UserStatus of the API.
type status uint8

const (
	unconfirmed status = iota
	confirmed
	resetRequired
	mustChange
	external
	archived
	compromised
	unknown
)

var statusNames = [...]string{
	unconfirmed: "UNCONFIRMED", confirmed: "CONFIRMED", resetRequired: "RESET_REQUIRED",
	mustChange: "FORCE_CHANGE_PASSWORD", external: "EXTERNAL_PROVIDER",
	archived: "ARCHIVED", compromised: "COMPROMISED", unknown: "UNKNOWN",
}

func (s status) String() string { return statusNames[s] }

func parseStatus(name string) status {
	for i, n := range statusNames {
		if n == name {
			return status(i)
		}
	}
	return confirmed
}

// noPassword tells whether no password signs the user in: they do it elsewhere, or
// are in a status that AWS keeps for compatibility, of which it says no more.
func (s status) noPassword() bool { return s >= external }

// user is kept small: a pool may hold a million.
type user struct {
	name        string
	sub         uuid
	status      status
	disabled    bool
	imported    bool
	gone        bool      // deleted: sessions and dialogues may still hold the user
	era         uint32    // how often every session was ended
	passwords   uint32    // how often the password was set
	invitation  int32     // number of the first message of the newest invitation; 0 for none
	number      uint32    // the place in the order in which the pool's users came
	password    srp.Inner // zero for a user without password
	verifier    *verifier // made at the first SRP sign-in with this password
	factors     *factors  // nil for most users
	extras      *extras   // nil for most users
	passwordSet int64     // Unix seconds
	created     int64     // Unix milliseconds
	modified    int64     // Unix milliseconds
	attributes  []Attribute
	groups      []string
	codes       [purposes]*code
}

// extras is what few users have.
type extras struct {
	proving map[string]*proving // the addresses that wait for a code, by attribute
	earlier []srp.Inner         // the passwords before this one, the newest last
	events  []*authEvent        // the newest last
}

// rest gives the user's extras, made if there are none yet.
func (u *user) rest() *extras {
	if u.extras == nil {
		u.extras = &extras{}
	}
	return u.extras
}

// verifier is what SRP checks a password with.
type verifier struct {
	salt    []byte
	v       *big.Int // nil until the first proof needs it
	phantom string   // the name that it is made up for, where it is a password's of nobody
}

// get returns the value of an attribute, "" if the user has none.
func (u *user) get(name string) string {
	for _, a := range u.attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// attributeMap holds the attributes by their names.
func (u *user) attributeMap() map[string]string {
	values := make(map[string]string, len(u.attributes))
	for _, a := range u.attributes {
		values[a.Name] = a.Value
	}
	return values
}

// set gives an attribute a value; "" deletes it.
func (u *user) set(name, value string) {
	for i, a := range u.attributes {
		if a.Name != name {
			continue
		}
		if value == "" {
			u.attributes = append(u.attributes[:i:i], u.attributes[i+1:]...)
		} else {
			u.attributes[i].Value = value
		}
		return
	}
	if value != "" {
		u.attributes = append(u.attributes, Attribute{name, value})
	}
}

func (u *user) verified(attribute string) bool {
	return u.get(attribute) != "" && u.get(attribute+"_verified") == "true"
}

// touch records a change.
func (u *user) touch(now time.Time) { u.modified = now.UnixMilli() }

// add gives a new user its place and its number; the caller has checked that
// the name is free.
func (p *pool) add(u *user, now time.Time) {
	u.created = now.UnixMilli()
	u.modified = u.created
	p.last++
	u.number = p.last
	p.users = append(p.users, u)
	p.names[p.fold(u.name)] = u
	p.activate(u)
	p.index.add(u)
	p.appeared(u)
}

// remove deletes a user; the name and the addresses are free again. Sessions
// and dialogues that still hold the user find them gone.
func (p *pool) remove(u *user) {
	p.vanished(u)
	i, _ := slices.BinarySearchFunc(p.users, u.number, func(x *user, n uint32) int { return cmp.Compare(x.number, n) })
	p.users = slices.Delete(p.users, i, i+1)
	delete(p.names, p.fold(u.name))
	for _, name := range aliasNames {
		if key := p.aliasKey(name, u.get(name)); p.aliases[name][key] == u {
			delete(p.aliases[name], key)
		}
	}
	p.index.remove(u)
	u.gone = true
}

// signInName is what the user types: where addresses are the user names, the
// address.
func (p *pool) signInName(u *user) string {
	for _, attribute := range p.UsernameAttributes {
		if v := u.get(attribute); v != "" {
			return v
		}
	}
	return u.name
}

func (p *pool) show(u *user, shows, flow string) User {
	return User{
		PoolID: p.ID, Username: p.signInName(u), Email: u.get("email"),
		Status: u.status.String(), Enabled: !u.disabled, Shows: shows, Flow: flow,
	}
}

// temporaryExpired tells whether the user's temporary password is too old.
func (p *pool) temporaryExpired(u *user, now time.Time) bool {
	life := time.Duration(p.Policy.TemporaryDays) * 24 * time.Hour
	return u.status == mustChange && !now.Before(time.Unix(u.passwordSet, 0).Add(life))
}

// setPassword replaces the password and forgets the reset code. The one it
// replaces is kept where the policy has a history.
func (p *pool) setPassword(u *user, password string, now time.Time) {
	p.remember(u)
	u.password = srp.InnerHash(p.srpIdentity(u.name), password)
	u.verifier = nil
	u.passwords++
	u.passwordSet = now.Unix()
	u.codes[forReset] = nil
	u.touch(now)
}
