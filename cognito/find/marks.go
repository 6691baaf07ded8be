package find

import (
	"math/bits"

	"cognito-tui/cognito"
)

// marked is a set of rows.
type marked struct {
	words []uint64
	count int
}

func (m *marked) has(row uint32) bool {
	i := int(row / 64)
	return i < len(m.words) && m.words[i]&(1<<(row%64)) != 0
}

func (m *marked) set(row uint32, on bool) {
	if m.has(row) == on {
		return
	}
	for int(row/64) >= len(m.words) {
		m.words = append(m.words, 0)
	}
	m.words[row/64] ^= 1 << (row % 64)
	m.count++
	if !on {
		m.count -= 2
	}
}

// Mark marks the i-th user shown, or takes the mark away.
func (t *Table) Mark(i int, on bool) { t.marks.set(t.shown[i], on) }

// IsMarked tells whether the i-th user shown has a mark.
func (t *Table) IsMarked(i int) bool { return t.marks.has(t.shown[i]) }

// MarkShown marks everyone shown; where all are, it takes their marks away.
func (t *Table) MarkShown() {
	on := t.MarksShown() < len(t.shown)
	for _, row := range t.shown {
		t.marks.set(row, on)
	}
}

// Marks is how many users have a mark, shown or not.
func (t *Table) Marks() int { return t.marks.count }

// MarksShown is how many of those shown have a mark.
func (t *Table) MarksShown() int {
	if t.marks.count == 0 {
		return 0
	}
	n := 0
	for _, row := range t.shown {
		if t.marks.has(row) {
			n++
		}
	}
	return n
}

// Marked are the users that have a mark: those shown in their order, then the others
// in the order in which they came.
func (t *Table) Marked() []cognito.FoundUser {
	out := make([]cognito.FoundUser, 0, t.marks.count)
	left := marked{words: append([]uint64(nil), t.marks.words...), count: t.marks.count}
	for _, row := range t.shown {
		if left.has(row) {
			out = append(out, t.unpack(t.bytes(row)))
			left.set(row, false)
		}
	}
	for i, word := range left.words {
		for ; word != 0; word &= word - 1 {
			out = append(out, t.unpack(t.bytes(uint32(64*i+bits.TrailingZeros64(word)))))
		}
	}
	return out
}
