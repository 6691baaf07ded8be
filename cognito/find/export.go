package find

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/sheet"
)

// Snapshot is who was shown at a moment. It may be read by another goroutine while
// the table goes on.
type Snapshot struct {
	packer
	chunks [][]byte
	places []place
}

// Snapshot is who is shown now, in that order.
func (t *Table) Snapshot() *Snapshot {
	s := &Snapshot{chunks: slices.Clone(t.chunks), places: make([]place, len(t.shown))}
	s.words.texts, s.values.texts = slices.Clip(t.words.texts), slices.Clip(t.values.texts)
	for i, row := range t.shown {
		s.places[i] = t.rows[row]
	}
	return s
}

// Len is how many users it holds.
func (s *Snapshot) Len() int { return len(s.places) }

// All goes through the users until yield is false.
func (s *Snapshot) All(yield func(cognito.FoundUser) bool) {
	for _, p := range s.places {
		if !yield(s.unpack(s.chunks[p.chunk][p.offset:])) {
			return
		}
	}
}

// Format is how users are written to a file.
type Format int

// The formats.
const (
	CSV       Format = iota // as package sheet writes it, with a header
	JSONLines               // an object a line
)

// Write writes the users. It ends with ctx's error where that is over.
func (s *Snapshot) Write(ctx context.Context, to io.Writer, format Format) error {
	out := bufio.NewWriter(to)
	write := s.writeCSV
	if format == JSONLines {
		write = s.writeJSON
	}
	if err := write(ctx, out); err != nil {
		return err
	}
	return out.Flush()
}

// first are the attributes whose columns come first, in this order, where anybody
// has them.
var first = []string{"sub", "email", "email_verified", "phone_number", "phone_number_verified", "name", "given_name", "family_name"}

// attributes are the names of all attributes that somebody has.
func (s *Snapshot) attributes() []string {
	seen := map[string]bool{}
	for u := range s.All {
		for i := range u.Attributes {
			seen[u.Attributes[i].Name] = true
		}
	}
	var names, rest []string
	for _, n := range first {
		if seen[n] {
			names = append(names, n)
			delete(seen, n)
		}
	}
	for n := range seen {
		rest = append(rest, n)
	}
	slices.Sort(rest)
	return append(names, rest...)
}

func (s *Snapshot) writeCSV(ctx context.Context, to io.Writer) error {
	names := s.attributes()
	w := sheet.NewWriter(to)
	line := append([]string{"username", "status", "enabled", "created", "modified"}, names...)
	column := map[string]int{}
	for i, n := range names {
		column[n] = 5 + i
	}
	if err := w.Write(line); err != nil {
		return err
	}
	for u := range s.All {
		if err := ctx.Err(); err != nil {
			return err
		}
		clear(line)
		line[0], line[1], line[2], line[3], line[4] = u.Username, u.Status, fmt.Sprint(u.Enabled), stamp(u.Created), stamp(u.Modified)
		for _, a := range u.Attributes {
			line[column[a.Name]] = a.Value
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	return w.Flush()
}

func (s *Snapshot) writeJSON(ctx context.Context, to io.Writer) error {
	enc := json.NewEncoder(to)
	enc.SetEscapeHTML(false)
	for u := range s.All {
		if err := ctx.Err(); err != nil {
			return err
		}
		attributes := make(map[string]string, len(u.Attributes))
		for _, a := range u.Attributes {
			attributes[a.Name] = a.Value
		}
		err := enc.Encode(struct {
			Username   string            `json:"username"`
			Status     string            `json:"status"`
			Enabled    bool              `json:"enabled"`
			Created    string            `json:"created,omitempty"`
			Modified   string            `json:"modified,omitempty"`
			Attributes map[string]string `json:"attributes"`
		}{u.Username, u.Status, u.Enabled, stamp(u.Created), stamp(u.Modified), attributes})
		if err != nil {
			return err
		}
	}
	return nil
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
