package find

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// keyed is a row with where what it is sorted by stands among the keys, and eight
// bytes of that at hand.
type keyed struct {
	eight    uint64
	row      uint32
	from, to uint32
}

// sorter sorts rows by their keys, eight bytes at a time: a number is compared in a
// fraction of the time that a text takes.
type sorter struct {
	keys []byte
	down bool
	room []keyed // for radix
}

// sort puts all rows of the table in order, and shows those that pass.
func (t *Table) sort() {
	t.all = t.all[:0]
	s := sorter{down: t.down}
	var list []keyed
	var blank []uint32
	if t.by != Arrival {
		s.keys, list = make([]byte, 0, 24*len(t.rows)), make([]keyed, 0, len(t.rows))
	}
	for row := range uint32(len(t.rows)) {
		if t.rows[row] == nowhere {
			continue
		}
		if t.by == Arrival {
			t.all = append(t.all, row)
			continue
		}
		from := len(s.keys)
		if s.keys = t.appendKey(s.keys, t.bytes(row)); len(s.keys) == from {
			blank = append(blank, row)
			continue
		}
		list = append(list, keyed{row: row, from: uint32(from), to: uint32(len(s.keys))})
	}
	if t.by == Arrival && t.down {
		slices.Reverse(t.all)
	}
	s.sort(list, s.common(list))
	for _, k := range list {
		t.all = append(t.all, k.row)
	}
	t.all = append(t.all, blank...)
	t.show()
}

// show shows, of all rows in order, those that pass.
func (t *Table) show() {
	if t.facets == (Facets{}) {
		t.shown = append(t.shown[:0], t.all...)
		return
	}
	t.shown = t.shown[:0]
	status, known := t.words.numbers[t.facets.Status]
	if t.facets.Status != "" && !known {
		return
	}
	for _, row := range t.all {
		state := t.states[row]
		if (t.facets.Status == "" || state>>1 == uint32(status)) &&
			(t.facets.Enabled == Either || (t.facets.Enabled == OnlyEnabled) == (state&1 != 0)) {
			t.shown = append(t.shown, row)
		}
	}
}

// common is how many bytes all keys begin with.
func (s *sorter) common(list []keyed) uint32 {
	if len(list) == 0 {
		return 0
	}
	same := s.keys[list[0].from:list[0].to]
	for _, k := range list[1:] {
		key := s.keys[k.from:k.to]
		n := 0
		for n < min(len(same), len(key)) && same[n] == key[n] {
			n++
		}
		same = same[:n]
	}
	return uint32(len(same))
}

// sort sorts rows whose keys begin with the same bytes, so many.
func (s *sorter) sort(list []keyed, same uint32) {
	if len(list) < 2 {
		return
	}
	longer := false
	for i, k := range list {
		var eight [8]byte
		copy(eight[:], s.keys[min(k.from+same, k.to):k.to])
		list[i].eight = binary.BigEndian.Uint64(eight[:])
		if s.down {
			list[i].eight = ^list[i].eight
		}
		longer = longer || k.to-k.from > same+8
	}
	if len(list) > 1000 {
		s.radix(list)
	} else {
		slices.SortFunc(list, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.eight, b.eight), cmp.Compare(a.row, b.row)) })
	}
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].eight == list[from].eight {
			to++
		}
		switch run := list[from:to]; {
		case len(run) < 2:
		case longer:
			s.sort(run, same+8)
		default:
			s.byLength(run)
		}
		from = to
	}
}

// byLength sorts rows whose keys are the same but for bytes of zero at the end.
func (s *sorter) byLength(run []keyed) {
	slices.SortFunc(run, func(a, b keyed) int {
		c := cmp.Compare(a.to-a.from, b.to-b.from)
		if s.down {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(a.row, b.row))
	})
}

// radix sorts by the eight bytes, from the last to the first, and keeps the order of
// those that are the same. A byte that all share costs nothing.
func (s *sorter) radix(list []keyed) {
	if len(s.room) < len(list) {
		s.room = make([]keyed, len(list))
	}
	var counts [8][256]int
	for _, k := range list {
		for b := range 8 {
			counts[b][byte(k.eight>>(8*b))]++
		}
	}
	from, to := list, s.room[:len(list)]
	for b := range 8 {
		count := &counts[b]
		if count[byte(list[0].eight>>(8*b))] == len(list) {
			continue
		}
		at := 0
		for i, n := range count {
			count[i] = at
			at += n
		}
		for _, k := range from {
			digit := byte(k.eight >> (8 * b))
			to[count[digit]] = k
			count[digit]++
		}
		from, to = to, from
	}
	if &from[0] != &list[0] {
		copy(list, from)
	}
}
