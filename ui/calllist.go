package ui

import (
	"fmt"
	"sort"
	"strings"

	"cognito-tui/cognito/trace"
	"cognito-tui/ui/kit"
)

// callList is what of the calls is listed, and where the bar is. There is one, so that
// its filter and its pause stay while one goes about elsewhere.
type callList struct {
	log    *trace.Log
	filter *kit.Filter
	at     int            // ID of the entry at the bar
	top    int            // ID of the first line in sight
	follow bool           // the bar stays at the end
	frozen []*trace.Entry // what is listed while paused; nil otherwise

	// What the filter left of a list, kept for as long as both stay the same.
	found    []*trace.Entry
	foundIn  []*trace.Entry
	foundFor string
}

func newCallList(log *trace.Log) *callList {
	return &callList{log: log, filter: kit.NewFilter(), follow: true}
}

// all are the entries of the moment, or of the moment of the pause.
func (l *callList) all() []*trace.Entry {
	if l.frozen != nil {
		return l.frozen
	}
	return l.log.Snapshot()
}

// listed are those that the filter leaves, oldest first.
func (l *callList) listed() []*trace.Entry {
	all, text := l.all(), strings.ToLower(strings.TrimSpace(l.filter.Text()))
	if text == "" {
		return all
	}
	if len(all) == 0 || l.found == nil || l.foundFor != text || len(l.foundIn) != len(all) || &l.foundIn[0] != &all[0] {
		l.found, l.foundIn, l.foundFor = filterCalls(all, strings.Fields(text)), all, text
	}
	return l.found
}

// filterCalls keeps the entries that hold every word.
func filterCalls(all []*trace.Entry, words []string) []*trace.Entry {
	found := []*trace.Entry{}
	for _, e := range all {
		text := strings.ToLower(strings.Join([]string{e.Op, e.About, e.Code, e.Fault, e.RequestID, e.Note, e.Endpoint}, "\n"))
		if e.Status > 0 {
			text += "\n" + fmt.Sprint(e.Status)
		}
		fits := true
		for _, w := range words {
			fits = fits && strings.Contains(text, w)
		}
		if fits {
			found = append(found, e)
		}
	}
	return found
}

// indexOf is where an ID stands in a list, or would.
func indexOf(list []*trace.Entry, id int) int {
	return sort.Search(len(list), func(i int) bool { return list[i].ID >= id })
}

// bar is the index of the entry at the bar; -1 where nothing is listed.
func (l *callList) bar(list []*trace.Entry) int {
	if l.follow {
		return len(list) - 1
	}
	return min(indexOf(list, l.at), len(list)-1)
}

// beside is the call before or after the one of this ID among those listed; 0
// where there is none. The bar goes along.
func (l *callList) beside(id, step int) int {
	list := l.listed()
	i := indexOf(list, id)
	if step > 0 && (i >= len(list) || list[i].ID != id) {
		i-- // it isn't listed any more: the next one stands at its place
	}
	if i += step; i < 0 || i >= len(list) {
		return 0
	}
	l.at, l.follow = list[i].ID, i == len(list)-1
	return l.at
}
