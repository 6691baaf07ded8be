package find

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"unicode/utf8"

	"cognito-tui/cognito"
)

// Column is something that a table tells of a user.
type Column int

// The columns.
const (
	Arrival Column = iota // no column: the order in which users were found
	Username
	Email
	PhoneNumber
	FullName // name, else given and family name
	Status
	EnabledState
	Created
	Modified
	columns
)

// Order sorts by a column, small letters and capitals alike; down is from the end.
// Users who have nothing in it come last either way.
func (t *Table) Order(by Column, down bool) {
	t.by, t.down = by, down
	t.sort()
}

// Ordered is the column that the table is sorted by.
func (t *Table) Ordered() (by Column, down bool) { return t.by, t.down }

// appendKey appends what a user is sorted by; nothing where the column is empty.
func (t *Table) appendKey(to, packed []byte) []byte {
	from := len(to)
	switch t.by {
	case Username:
		to = append(to, nameOf(packed)...)
	case Email:
		to = t.appendAttribute(to, packed, "email")
	case PhoneNumber:
		to = t.appendAttribute(to, packed, "phone_number")
	case FullName:
		to = t.appendName(to, packed)
	case Status:
		h := headOf(packed)
		return append(to, t.words.texts[h.status]...)
	case EnabledState:
		return append(to, '1'-packed[0]&flagEnabled)
	case Created:
		return appendMillis(to, headOf(packed).created)
	case Modified:
		return appendMillis(to, headOf(packed).modified)
	}
	return lowered(to, from)
}

func (t *Table) appendName(to, packed []byte) []byte {
	from := len(to)
	if to = t.appendAttribute(to, packed, "name"); len(to) > from {
		return to
	}
	to = t.appendAttribute(to, packed, "given_name")
	blank := len(to)
	to = append(to, ' ')
	if blank == from {
		to = to[:from]
	}
	named := len(to)
	if to = t.appendAttribute(to, packed, "family_name"); len(to) == named {
		to = to[:blank]
	}
	return to
}

func appendMillis(to []byte, packed int64) []byte {
	if packed == 0 {
		return to
	}
	return binary.BigEndian.AppendUint64(to, uint64(packed)^1<<63)
}

// lowered folds what was appended from there on.
func lowered(b []byte, from int) []byte {
	for i := from; i < len(b); i++ {
		switch c := b[i]; {
		case c >= 'A' && c <= 'Z':
			b[i] = c + 'a' - 'A'
		case c >= utf8.RuneSelf:
			return append(b[:from], bytes.ToLower(b[from:])...)
		}
	}
	return b
}

// keyed is a row with what it is sorted by: eight bytes at hand, from where the keys
// begin to differ on, since they decide most comparisons.
type keyed struct {
	first uint64
	row   uint32
	from  uint32
	to    uint32
}

// sort shows, in order, the rows that the facets let pass.
func (t *Table) sort() {
	all := make([]uint32, 0, len(t.rows))
	var keys []byte
	var list, blank []keyed
	if t.by != Arrival {
		keys = make([]byte, 0, 24*len(t.rows))
		list = make([]keyed, 0, len(t.rows))
	}
	for row := range uint32(len(t.rows)) {
		if t.rows[row] == nowhere {
			continue
		}
		packed := t.bytes(row)
		if t.facets != (Facets{}) && !t.facets.take(t.words.texts[headOf(packed).status], packed[0]&flagEnabled != 0) {
			continue
		}
		if t.by == Arrival {
			all = append(all, row)
			continue
		}
		from := len(keys)
		keys = t.appendKey(keys, packed)
		if k := (keyed{row: row, from: uint32(from), to: uint32(len(keys))}); len(keys) > from {
			list = append(list, k)
		} else {
			blank = append(blank, k)
		}
	}
	if t.by == Arrival && t.down {
		slices.Reverse(all)
	}
	same := common(list, keys)
	for i, k := range list {
		list[i].first = firstOf(keys[k.from+same : k.to])
	}
	slices.SortFunc(list, func(a, b keyed) int {
		c := cmp.Compare(a.first, b.first)
		if c == 0 {
			c = bytes.Compare(keys[a.from:a.to], keys[b.from:b.to])
		}
		if t.down {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(a.row, b.row))
	})
	for _, k := range append(list, blank...) {
		all = append(all, k.row)
	}
	t.shown = all
}

// firstOf is how a key begins, as a number that compares alike.
func firstOf(key []byte) uint64 {
	var first [8]byte
	copy(first[:], key)
	return binary.BigEndian.Uint64(first[:])
}

// common is how many bytes all keys begin with.
func common(list []keyed, keys []byte) uint32 {
	if len(list) == 0 {
		return 0
	}
	same := keys[list[0].from:list[0].to]
	for _, k := range list[1:] {
		key := keys[k.from:k.to]
		n := 0
		for n < min(len(same), len(key)) && same[n] == key[n] {
			n++
		}
		same = same[:n]
	}
	return uint32(len(same))
}

// before tells whether a row whose key is given comes before another one.
func (t *Table) before(key []byte, row uint32, other uint32, scratch *[]byte) bool {
	if t.by == Arrival {
		return (row < other) != t.down
	}
	*scratch = t.appendKey((*scratch)[:0], t.bytes(other))
	if blank := len(key) == 0; blank != (len(*scratch) == 0) {
		return !blank
	}
	c := bytes.Compare(key, *scratch)
	if t.down {
		c = -c
	}
	return cmp.Or(c, cmp.Compare(row, other)) < 0
}

// merge puts rows that aren't shown where they belong.
func (t *Table) merge(added []uint32) {
	if len(added) == 0 {
		return
	}
	var scratch []byte
	type placed struct {
		key []byte
		row uint32
		at  int // how many of those shown come before it
	}
	list := make([]placed, len(added))
	for i, row := range added {
		p := placed{row: row}
		if t.by != Arrival {
			p.key = t.appendKey(nil, t.bytes(row))
		}
		p.at = sort.Search(len(t.shown), func(i int) bool { return t.before(p.key, row, t.shown[i], &scratch) })
		list[i] = p
	}
	slices.SortFunc(list, func(a, b placed) int {
		if t.before(a.key, a.row, b.row, &scratch) {
			return -1
		}
		return 1
	})
	end := len(t.shown)
	t.shown = append(t.shown, added...) // the room
	for i := len(list) - 1; i >= 0; i-- {
		copy(t.shown[list[i].at+i+1:], t.shown[list[i].at:end])
		t.shown[list[i].at+i] = list[i].row
		end = list[i].at
	}
}

// place is where a row stands among those shown; -1 where it isn't shown.
func (t *Table) place(row uint32) int {
	packed := t.bytes(row)
	if !t.facets.take(t.words.texts[headOf(packed).status], packed[0]&flagEnabled != 0) {
		return -1
	}
	var key, scratch []byte
	if t.by != Arrival {
		key = t.appendKey(nil, packed)
	}
	i := sort.Search(len(t.shown), func(i int) bool {
		return t.shown[i] == row || t.before(key, row, t.shown[i], &scratch)
	})
	if i < len(t.shown) && t.shown[i] == row {
		return i
	}
	return -1
}

// count adds or takes away what a user has to tell in each column.
func (t *Table) count(u *cognito.FoundUser, by int) {
	for c := Username; c < columns; c++ {
		text := TextOf(u, c)
		if text == "" || c == Email && text == u.Username || c == EnabledState && u.Enabled {
			continue
		}
		t.has[c] += by
		t.widest[c] = max(t.widest[c], utf8.RuneCountInString(text))
	}
}

// Tells tells whether a column has anything that the others don't: an email that isn't
// the user name, somebody who is disabled. Widest is its longest text, in characters.
func (t *Table) Tells(c Column) (tells bool, widest int) { return t.has[c] > 0, t.widest[c] }

// TextOf is what a user has in a column; of Created and Modified the day and minute
// in local time.
func TextOf(u *cognito.FoundUser, c Column) string {
	switch c {
	case Username:
		return u.Username
	case Email:
		return value(u, "email")
	case PhoneNumber:
		return value(u, "phone_number")
	case FullName:
		return nameIn(u)
	case Status:
		return u.Status
	case EnabledState:
		if u.Enabled {
			return "enabled"
		}
		return "disabled"
	case Created, Modified:
		t := u.Created
		if c == Modified {
			t = u.Modified
		}
		if t.IsZero() {
			return ""
		}
		return t.Local().Format("2006-01-02 15:04")
	}
	return ""
}

func nameIn(u *cognito.FoundUser) string {
	if name := value(u, "name"); name != "" {
		return name
	}
	given, family := value(u, "given_name"), value(u, "family_name")
	switch "" {
	case given:
		return family
	case family:
		return given
	}
	return given + " " + family
}
