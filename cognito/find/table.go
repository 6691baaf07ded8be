package find

import (
	"hash/maphash"
	"slices"

	"cognito-tui/cognito"
)

// Table holds the users that were found, each user name once, in the order of a
// column, narrowed by facets, with marks. It is for one goroutine; a Snapshot of it
// is for another.
type Table struct {
	packer
	chunks [][]byte
	rows   []place        // by number, in the order in which they came
	states []uint32       // of each row: the number of its status, doubled, and 1 where it is enabled
	index  []uint32       // hash table of user names: a row's number plus one
	seed   maphash.Seed   // of the index
	gone   int            // rows whose user was deleted
	fresh  map[string]now // what was read of users outside the list
	packed []byte         // the user being packed

	facets Facets
	by     Column
	down   bool
	all    []uint32 // the rows, in order
	shown  []uint32 // those of them that the facets let pass
	marks  marked
	has    [columns]int // how many rows have something of their own to tell in a column
	widest [columns]int // the longest of them, in cells
}

// place is where a row's bytes begin: chunk and offset.
type place struct{ chunk, offset uint32 }

// nowhere is the place of a row whose user is deleted.
var nowhere = place{^uint32(0), 0}

// now is a user as read by AdminGetUser; gone where there is none.
type now struct {
	user cognito.FoundUser
	gone bool
}

// chunkSize is how many bytes are set aside at a time.
const chunkSize = 256 << 10

// NewTable makes an empty table.
func NewTable() *Table { return &Table{seed: maphash.MakeSeed()} }

// Clear empties the table. Order, facets, and what was read of users since
// (see Refresh) stay.
func (t *Table) Clear() {
	*t = Table{seed: t.seed, fresh: t.fresh, facets: t.facets, by: t.by, down: t.down}
}

// Len is how many users are shown: those whom the facets let pass.
func (t *Table) Len() int { return len(t.shown) }

// Total is how many users there are.
func (t *Table) Total() int { return len(t.rows) - t.gone }

// At is the i-th user shown.
func (t *Table) At(i int) cognito.FoundUser { return t.unpack(t.bytes(t.shown[i])) }

// Where is the place of a user among those shown, -1 where the user isn't.
func (t *Table) Where(username string) int {
	row, ok := t.find(username)
	if !ok {
		return -1
	}
	return t.in(t.shown, row)
}

func (t *Table) bytes(row uint32) []byte {
	p := t.rows[row]
	return t.chunks[p.chunk][p.offset:]
}

// store packs a user.
func (t *Table) store(u *cognito.FoundUser) place {
	if len(t.chunks) == 0 {
		t.chunks = append(t.chunks, make([]byte, 0, 4<<10))
	}
	last := len(t.chunks) - 1
	t.packed = t.pack(t.packed[:0], u)
	if cap(t.chunks[last])-len(t.chunks[last]) < len(t.packed) {
		t.chunks = append(t.chunks, make([]byte, 0, max(chunkSize, len(t.packed))))
		last++
	}
	at := place{uint32(last), uint32(len(t.chunks[last]))}
	t.chunks[last] = append(t.chunks[last], t.packed...)
	return at
}

// Add takes users as a list told them, and returns how many are new. A user whom
// Refresh told of is taken as read then, unless the list knows of a later change.
func (t *Table) Add(users []cognito.FoundUser) int {
	var added, passing []uint32
	for i := range users {
		u := &users[i]
		if f, ok := t.fresh[u.Username]; ok {
			switch {
			case f.later(u):
				delete(t.fresh, u.Username)
			case f.gone:
				continue
			default:
				u = &f.user
			}
		}
		if _, known := t.find(u.Username); known {
			continue
		}
		row := t.insert(u)
		t.count(u, 1)
		added = append(added, row)
		if t.facets.Take(u) {
			passing = append(passing, row)
		}
	}
	t.all, t.shown = t.merge(t.all, added), t.merge(t.shown, passing)
	return len(added)
}

// later tells whether a list's user is one that was changed, or made, after n was
// read.
func (n now) later(u *cognito.FoundUser) bool {
	return u.Modified.After(n.user.Modified) || u.Created.After(n.user.Created)
}

func (t *Table) state(u *cognito.FoundUser) uint32 {
	n := uint32(t.words.number(u.Status)) << 1
	if u.Enabled {
		n |= 1
	}
	return n
}

// insert gives a new user a row.
func (t *Table) insert(u *cognito.FoundUser) uint32 {
	row := uint32(len(t.rows))
	t.rows, t.states = append(t.rows, t.store(u)), append(t.states, t.state(u))
	if 4*len(t.rows) > 3*len(t.index) {
		t.reindex()
	} else {
		t.enter(row)
	}
	return row
}

// Refresh takes a user as AdminGetUser read it, or that there is none any more
// (user has the name then, and what was known last). The list, which the service
// brings up to date later, doesn't take that back.
func (t *Table) Refresh(user cognito.FoundUser, gone bool) {
	if t.fresh == nil {
		t.fresh = map[string]now{}
	}
	t.fresh[user.Username] = now{user, gone}
	row, ok := t.find(user.Username)
	if !ok {
		return
	}
	before := t.unpack(t.bytes(row))
	at := t.in(t.all, row)
	t.all = slices.Delete(t.all, at, at+1)
	if at := t.in(t.shown, row); at >= 0 {
		t.shown = slices.Delete(t.shown, at, at+1)
	}
	t.count(&before, -1)
	if gone {
		t.marks.set(row, false)
		t.rows[row] = nowhere
		t.gone++
		return
	}
	t.rows[row], t.states[row] = t.store(&user), t.state(&user)
	t.count(&user, 1)
	t.all = t.merge(t.all, []uint32{row})
	if t.facets.Take(&user) {
		t.shown = t.merge(t.shown, []uint32{row})
	}
}

// Narrow shows only those whom the facets let pass.
func (t *Table) Narrow(f Facets) {
	t.facets = f
	t.show()
}

// Facets are what the table is narrowed by.
func (t *Table) Facets() Facets { return t.facets }
