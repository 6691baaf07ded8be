package find

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"unicode/utf8"
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

// merge puts rows into a list, which is in order and hasn't got them, where they belong.
func (t *Table) merge(into, added []uint32) []uint32 {
	if len(added) == 0 {
		return into
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
		p.at = sort.Search(len(into), func(i int) bool { return t.before(p.key, row, into[i], &scratch) })
		list[i] = p
	}
	slices.SortFunc(list, func(a, b placed) int {
		if t.before(a.key, a.row, b.row, &scratch) {
			return -1
		}
		return 1
	})
	end := len(into)
	into = append(into, added...) // the room
	for i := len(list) - 1; i >= 0; i-- {
		copy(into[list[i].at+i+1:], into[list[i].at:end])
		into[list[i].at+i] = list[i].row
		end = list[i].at
	}
	return into
}

// in is where a row stands in a list that is in order; -1 where it doesn't.
func (t *Table) in(list []uint32, row uint32) int {
	var key, scratch []byte
	if t.by != Arrival {
		key = t.appendKey(nil, t.bytes(row))
	}
	i := sort.Search(len(list), func(i int) bool {
		return list[i] == row || t.before(key, row, list[i], &scratch)
	})
	if i < len(list) && list[i] == row {
		return i
	}
	return -1
}
