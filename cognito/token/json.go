package token

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"strings"
)

// maxDepth bounds how deep the objects of a token are nested; the service's go
// three deep.
const maxDepth = 64

// segment decodes a part of a JWT, in the one spelling that its bytes have: base64url
// without padding, line breaks, or bits left over (RFC 7515, section 2; RFC 4648,
// section 3.5).
func segment(part string) ([]byte, bool) {
	decoded, err := base64.RawURLEncoding.Strict().DecodeString(part)
	return decoded, err == nil && !strings.ContainsAny(part, "\r\n") // the decoder skips those
}

// object reads a part of a JWT as one JSON object. twice names a member that an
// object in it has more than once: which one counts differs from reader to reader.
func object(part string) (all map[string]any, twice string, ok bool) {
	text, ok := segment(part)
	if !ok {
		return nil, "", false
	}
	if twice, ok = repeated(string(text)); !ok {
		return nil, "", false
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	if err := decoder.Decode(&all); err != nil || all == nil {
		return nil, "", false
	}
	return all, twice, true
}

// repeated finds a member that stands twice in an object of text. ok is false for
// what isn't a single JSON value.
func repeated(text string) (twice string, ok bool) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var open []map[string]bool // the members seen; nil for a list
	name := false              // a member's name comes next, if an object is open
	for first := true; first || len(open) > 0; first = false {
		t, err := decoder.Token()
		if err != nil || len(open) > maxDepth {
			return "", false
		}
		switch t {
		case json.Delim('{'):
			open, name = append(open, map[string]bool{}), true
			continue
		case json.Delim('['):
			open, name = append(open, nil), false
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		default:
			if member, isText := t.(string); isText && name {
				seen := open[len(open)-1]
				if seen[member] && twice == "" {
					twice = member
				}
				seen[member] = true
				name = false
				continue
			}
		}
		name = len(open) > 0 && open[len(open)-1] != nil
	}
	_, err := decoder.Token()
	return twice, err == io.EOF
}
