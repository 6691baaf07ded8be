package cognito

// maxPages bounds a list: a server that names a next page for ever is told that
// it doesn't speak the protocol.
const maxPages = 1000

// pages reads the pages of a list until one names no next page or enough is
// there; a page may be empty and not be the last. 0 means all.
func pages[T any](op string, enough int, read func(next *string) ([]T, *string, error)) ([]T, error) {
	var all []T
	var next *string
	for range maxPages {
		page, following, err := read(next)
		if err != nil {
			return nil, err
		}
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
