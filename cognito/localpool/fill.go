package localpool

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// MaxMore bounds the users that Fill adds. A user takes some 550 bytes.
const MaxMore = 5_000_000

// Fill describes the same pools with n more users in one of them: the one named
// DeskPool where there is one, else the first, whose id it returns. They are made
// of a fixed random seed, so that they are the same at every start, and the first
// of many are the same as of few; only their dates are counted back from the
// start. Their password is DemoPassword. It fails for a number below 0 or above
// MaxMore, and where there is no pool.
func (c Config) Fill(n int) (filled Config, poolID string, err error) {
	if n < 0 || n > MaxMore {
		return c, "", fmt.Errorf("%d users can't be made: give a number from 0 to %d", n, MaxMore)
	}
	if len(c.Pools) == 0 {
		return c, "", fmt.Errorf("there is no pool to fill")
	}
	at := max(0, slices.IndexFunc(c.Pools, func(p PoolConfig) bool { return p.Name == "DeskPool" }))
	c.Pools = slices.Clone(c.Pools)
	c.Pools[at].More = n
	return c, c.Pools[at].ID, nil
}

// The shares of what the users are like, in thousandths.
const (
	shareUnconfirmed = 60
	shareMustChange  = 40 // about half of them with a temporary password that has expired
	shareReset       = 10
	shareDisabled    = 20
	shareUnverified  = 40 // of the email
	sharePhone       = 450
	sharePhoneUnsure = 150 // of those: not verified
)

// filler makes users of a fixed seed.
type filler struct {
	p      *pool
	now    time.Time
	random *rand.Rand
	custom string   // the name of the first custom attribute, "" without one
	kind   string   // its type
	emails bool     // the email is the user name
	phones bool     // the phone_number is, where the email isn't
	plain  bool     // a user name may not look like an address
	names  []string // given and family name, for each pair
}

// fill adds the users that the Config asks for.
func (p *pool) fill(now time.Time) {
	if p.More <= 0 {
		return
	}
	f := &filler{
		p: p, now: now, random: rand.New(rand.NewPCG(0x636f676e69746f, 1)),
		emails: contains(p.UsernameAttributes, "email"), phones: contains(p.UsernameAttributes, "phone_number"),
		plain: contains(p.AliasAttributes, "email"),
	}
	for _, a := range p.Schema {
		if strings.HasPrefix(a.Name, "custom:") {
			f.custom, f.kind = p.schema[a.Name].name, p.schema[a.Name].kind
			break
		}
	}
	for _, given := range fillGiven {
		for _, family := range fillFamily {
			f.names = append(f.names, given[0]+" "+family[0])
		}
	}
	p.users = slices.Grow(p.users, p.More)
	names := make(map[string]*user, len(p.names)+p.More)
	maps.Copy(names, p.names)
	p.names = names
	for i := range p.More {
		f.add(i)
	}
}

// share tells whether one of so many thousandths is meant.
func (f *filler) share(of int) bool { return f.random.IntN(1000) < of }

// add makes one user. All that is random about it is drawn whatever comes of it,
// so that the pool's settings change no other user.
func (f *filler) add(i int) {
	p, r := f.p, f.random
	given, family := r.IntN(len(fillGiven)), r.IntN(len(fillFamily))
	who := fillGiven[given][1] + "." + fillFamily[family][1] + strconv.Itoa(i+1)
	email := who + "@" + fillDomains[r.IntN(len(fillDomains))]
	phone := "+1555" + strconv.Itoa(10_000_000 + i)[1:]
	u := &user{sub: randomUUID(r.Uint64(), r.Uint64())}
	passwordAge := f.states(u)
	hasPhone, unsure, unverified, custom := f.share(sharePhone), f.share(sharePhoneUnsure), f.share(shareUnverified), r.IntN(1<<20)
	hasPhone = hasPhone || f.phones && !f.emails

	verified := "true"
	if unverified || u.status == unconfirmed {
		verified = "false"
	}
	u.attributes = append(make([]Attribute, 0, 8),
		Attribute{"name", f.names[given*len(fillFamily)+family]}, Attribute{"given_name", fillGiven[given][0]},
		Attribute{"family_name", fillFamily[family][0]},
		Attribute{"email", email}, Attribute{"email_verified", verified})
	if hasPhone {
		verified = strconv.FormatBool(!unsure && u.status != unconfirmed)
		u.attributes = append(u.attributes, Attribute{"phone_number", phone}, Attribute{"phone_number_verified", verified})
	}
	if f.custom != "" {
		u.attributes = append(u.attributes, Attribute{f.custom, customValue(f.kind, custom)})
	}
	switch u.name = email; {
	case f.emails || f.phones:
		u.name = u.sub.String()
	case f.plain:
		u.name = who
	}
	if p.lookFor(u.name) != nil || p.lookFor(email) != nil || hasPhone && p.lookFor(phone) != nil {
		return // a user of the Config is of that name
	}
	p.setPassword(u, DemoPassword, f.now.Add(-passwordAge))
	p.add(u, f.now.Add(-passwordAge))
	u.modified = f.now.Add(-passwordAge / 2).UnixMilli()
}

// states draws the status, and how long ago the user came with this password.
func (f *filler) states(u *user) (age time.Duration) {
	age = time.Duration(f.random.Int64N(int64(3 * 365 * 24 * time.Hour)))
	switch n := f.random.IntN(1000); {
	case n < shareUnconfirmed:
		u.status = unconfirmed
	case n < shareUnconfirmed+shareMustChange:
		u.status = mustChange
		age %= 2 * time.Duration(f.p.Policy.TemporaryDays) * 24 * time.Hour
	case n < shareUnconfirmed+shareMustChange+shareReset:
		u.status = resetRequired
	default:
		u.status = confirmed
	}
	u.disabled = f.share(shareDisabled)
	return age
}

// customValue is a value that the type of the attribute takes.
func customValue(kind string, n int) string {
	switch kind {
	case "Number":
		return strconv.Itoa(n)
	case "Boolean":
		return strconv.FormatBool(n%2 == 0)
	case "DateTime":
		return time.Unix(int64(n)*1000, 0).UTC().Format(time.RFC3339)
	}
	return fillWords[n%len(fillWords)]
}

// randomUUID makes a UUID of two random numbers.
func randomUUID(a, b uint64) uuid {
	var u uuid
	for i := range 8 {
		u[i], u[8+i] = byte(a>>(8*i)), byte(b>>(8*i))
	}
	return u.version4()
}

var (
	fillDomains = []string{"example.com", "example.com", "example.org", "example.net"}
	fillWords   = []string{"blue", "green", "red", "north", "south", "east", "west", "sales", "support", "research"}
)
