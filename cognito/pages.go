package cognito

// maxPages bounds a list: a server that names a next page for ever is told that
// it doesn't speak the protocol.
const maxPages = 1000

// pages reads the pages of a list until one names no next page or enough is
// there; a page may be empty and not be the last. 0 means all. of is what a page
// holds, and what names the next.
func pages[Out, T any](op string, enough int, read func(next *string) (*Out, error), of func(*Out) ([]T, *string)) ([]T, error) {
	var all []T
	var next *string
	for range maxPages {
		out, err := read(next)
		if err != nil {
			return nil, err
		}
		page, following := of(out)
		all = append(all, page...)
		if enough > 0 && len(all) >= enough {
			return all[:enough], nil
		}
		if following == nil || *following == "" {
			return all, nil
		}
		if next != nil && *next == *following {
			return nil, incomplete(op, "its next page is itself")
		}
		next = following
	}
	return nil, incomplete(op, "its pages have no end")
}

// each is a list of the SDK's values as those of this package; nil for an empty one.
func each[From, To any](list []From, to func(From) To) []To {
	var all []To
	for _, from := range list {
		all = append(all, to(from))
	}
	return all
}
