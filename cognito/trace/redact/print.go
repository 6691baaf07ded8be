package redact

import (
	"encoding/json"
	"strings"
)

// Indent is a value as lines of JSON, each level w blanks further in. Hidden
// values stand in angle brackets and without quotes.
func (v Value) Indent(w int) []string {
	p := printer{step: strings.Repeat(" ", w)}
	p.value("", v, "", "")
	return p.lines
}

type printer struct {
	step  string
	lines []string
}

func (p *printer) line(text string) { p.lines = append(p.lines, text) }

// value prints one value: start is what stands before it on its line, end after.
func (p *printer) value(in string, v Value, start, end string) {
	open, shut, size := "{", "}", len(v.Members)
	if v.Kind == Array {
		open, shut, size = "[", "]", len(v.Items)
	}
	switch {
	case v.Kind != Object && v.Kind != Array:
		p.line(in + start + v.scalar() + end)
		return
	case size == 0:
		p.line(in + start + open + shut + end)
		return
	}
	p.line(in + start + open)
	comma := func(i int) string {
		if i == size-1 {
			return ""
		}
		return ","
	}
	for i, m := range v.Members {
		p.value(in+p.step, m.Value, quoted(m.Name)+": ", comma(i))
	}
	for i, item := range v.Items {
		p.value(in+p.step, item, "", comma(i))
	}
	p.line(in + shut + end)
}

func (v Value) scalar() string {
	switch v.Kind {
	case Null:
		return "null"
	case Text:
		return quoted(v.Text)
	case Hidden:
		return "<" + v.Text + ">"
	}
	return v.Text
}

// quoted writes a JSON string, with < and > as they are.
func quoted(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string can't fail, nor can a Builder
	return strings.TrimSuffix(b.String(), "\n")
}

// MarshalJSON writes the value as JSON on one line; a hidden one is
// {"hidden":"password"}.
func (v Value) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	v.compact(&b)
	return []byte(b.String()), nil
}

func (v Value) compact(b *strings.Builder) {
	switch v.Kind {
	case Hidden:
		b.WriteString(`{"hidden":` + quoted(v.Text) + `}`)
	case Object:
		b.WriteByte('{')
		for i, m := range v.Members {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quoted(m.Name) + ":")
			m.Value.compact(b)
		}
		b.WriteByte('}')
	case Array:
		b.WriteByte('[')
		for i, item := range v.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			item.compact(b)
		}
		b.WriteByte(']')
	default:
		b.WriteString(v.scalar())
	}
}
