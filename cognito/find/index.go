package find

import "hash/maphash"

// The index is an open hash table: a row costs four bytes and the free places, where
// a map of strings would cost some sixty.

// slot is where the search for a name begins.
func (t *Table) slot(hash uint64) int { return int(hash & uint64(len(t.index)-1)) }

// find is the row of a user name.
func (t *Table) find(username string) (row uint32, ok bool) {
	if len(t.index) == 0 {
		return 0, false
	}
	for i := t.slot(maphash.String(t.seed, username)); t.index[i] != 0; i = (i + 1) & (len(t.index) - 1) {
		if row = t.index[i] - 1; t.rows[row] != nowhere && string(t.name(row)) == username {
			return row, true
		}
	}
	return 0, false
}

func (t *Table) name(row uint32) []byte { return nameOf(t.bytes(row)) }

// enter puts a row into the index, which has room.
func (t *Table) enter(row uint32) {
	i := t.slot(maphash.Bytes(t.seed, t.name(row)))
	for t.index[i] != 0 {
		i = (i + 1) & (len(t.index) - 1)
	}
	t.index[i] = row + 1
}

// reindex makes the index anew, twice as large as the rows need.
func (t *Table) reindex() {
	size := 64
	for 3*size < 5*len(t.rows) {
		size *= 2
	}
	t.index = make([]uint32, size)
	for row := range t.rows {
		if t.rows[row] != nowhere {
			t.enter(uint32(row))
		}
	}
}
