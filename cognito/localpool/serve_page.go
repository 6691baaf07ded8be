package localpool

import (
	"net/http"
	"strconv"
)

// maxLocalPage is how many things a list under /_local/ tells at once.
const maxLocalPage = 1000

var (
	errLocalLimit = sentence(`"limit" takes a number from 1 to %d.`, maxLocalPage)
	errLocalAfter = sentence(`"after" takes what the Link header of the page before says.`)
)

// localPage is a part of a list under /_local/. It is told as a JSON array; where
// there is more, the header Link leads to it with rel="next", as RFC 8288 has it.
type localPage[T any] struct {
	size  int
	after string // the key of the last one of the page before; "" is the first page
	list  []T
	last  string // the key of the last one in list
	more  bool
}

// localList is a localPage of anything.
type localList interface {
	items() any
	next() (after string, more bool)
}

// newLocalPage reads what a request asks for by "limit" and "after".
func newLocalPage[T any](r *http.Request) (*localPage[T], error) {
	query := r.URL.Query()
	p := &localPage[T]{size: maxLocalPage, after: query.Get("after"), list: []T{}}
	if query.Has("limit") {
		var err error
		if p.size, err = strconv.Atoi(query.Get("limit")); err != nil || p.size < 1 || p.size > maxLocalPage {
			return nil, errLocalLimit
		}
	}
	return p, nil
}

// number is after as a number, for lists whose keys are numbers; 0 for the first page.
func (p *localPage[T]) number() (int, error) {
	if p.after == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(p.after)
	if err != nil || n < 1 {
		return 0, errLocalAfter
	}
	return n, nil
}

// add adds the next one and its key; false means that the page is full, and that
// there is more.
func (p *localPage[T]) add(item T, key string) bool {
	if len(p.list) == p.size {
		p.more = true
		return false
	}
	p.list, p.last = append(p.list, item), key
	return true
}

func (p *localPage[T]) items() any                      { return p.list }
func (p *localPage[T]) next() (after string, more bool) { return p.last, p.more }

// linkNext is the Link header that leads to the page after, with all else that was
// asked for.
func linkNext(r *http.Request, after string) string {
	query := r.URL.Query()
	query.Set("after", after)
	return "<" + r.URL.Path + "?" + query.Encode() + `>; rel="next"`
}
