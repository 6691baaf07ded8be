package localpool

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// kind is the JSON form of a member.
type kind int

const (
	text kind = iota
	flag
	number
	textMap
	flagMap
	textList
	attributeList
)

// field is one member that an operation reads. Members that no field names are
// accepted and ignored, as the service does.
type field struct {
	name     string // as on the wire
	kind     kind
	required bool
	rule     *rule
	min, max int      // of a number
	members  []string // of a map that is an object of the model: those that are read
}

// path is how the service names a member in its messages.
func (f field) path() string { return strings.ToLower(f.name[:1]) + f.name[1:] }

// input holds the decoded members of one request by their wire name.
type input map[string]any

func (in input) str(name string) string              { v, _ := in[name].(string); return v }
func (in input) has(name string) bool                { _, ok := in[name]; return ok }
func (in input) flag(name string) bool               { v, _ := in[name].(bool); return v }
func (in input) number(name string) int              { v, _ := in[name].(int); return v }
func (in input) pairs(name string) map[string]string { v, _ := in[name].(map[string]string); return v }
func (in input) flags(name string) map[string]bool   { v, _ := in[name].(map[string]bool); return v }
func (in input) list(name string) []string           { v, _ := in[name].([]string); return v }
func (in input) attributes(name string) []Attribute  { v, _ := in[name].([]Attribute); return v }

// decode reads a request body and checks it against the fields of its
// operation. Member names are case-sensitive, which encoding/json isn't for
// structs; null is the same as absent.
func decode(fields []field, body []byte) (input, error) {
	var members map[string]json.RawMessage
	if len(bytes.TrimSpace(body)) > 0 {
		if err := json.Unmarshal(body, &members); err != nil {
			return nil, refuse("SerializationException", "The request body is not a JSON object.")
		}
	}
	in := make(input, len(fields))
	var bad complaints
	for _, f := range fields {
		raw, ok := members[f.name]
		if !ok || bytes.Equal(raw, []byte("null")) {
			if f.required {
				bad.missing(f.path(), f.rule != nil && f.rule.secret)
			}
			continue
		}
		value, err := f.read(raw, &bad)
		if err != nil {
			return nil, refuse("SerializationException", "%s has the wrong type.", f.name)
		}
		in[f.name] = value
	}
	return in, bad.err()
}

// read decodes one member and checks its constraints.
func (f field) read(raw json.RawMessage, bad *complaints) (any, error) {
	switch f.kind {
	case text:
		s, err := decodeAs[string](raw)
		if err == nil && f.rule != nil {
			f.rule.check(bad, f.path(), s)
		}
		return s, err
	case flag:
		return decodeAs[bool](raw)
	case number:
		n, err := decodeAs[int](raw)
		if err == nil {
			f.checkNumber(bad, n)
		}
		return n, err
	case textMap:
		return decodeMap[string](f.members, raw)
	case flagMap:
		return decodeMap[bool](f.members, raw)
	case textList:
		list, err := decodeAs[[]string](raw)
		for i, s := range list {
			if f.rule != nil {
				f.rule.check(bad, fmt.Sprintf("%s.%d.member", f.path(), i+1), s)
			}
		}
		return list, err
	default:
		return f.readAttributes(raw, bad)
	}
}

func (f field) checkNumber(bad *complaints, n int) {
	shown := fmt.Sprint(n)
	if n < f.min {
		bad.add(f.path(), shown, false, fmt.Sprintf("have value greater than or equal to %d", f.min))
	}
	if f.max > 0 && n > f.max {
		bad.add(f.path(), shown, false, fmt.Sprintf("have value less than or equal to %d", f.max))
	}
}

// readAttributes decodes [{"Name": ..., "Value": ...}].
func (f field) readAttributes(raw json.RawMessage, bad *complaints) (any, error) {
	items, err := decodeAs[[]map[string]json.RawMessage](raw)
	if err != nil {
		return nil, err
	}
	attributes := make([]Attribute, 0, len(items))
	for i, item := range items {
		var a Attribute
		if a.Name, err = decodeMember(item, "Name"); err != nil {
			return nil, err
		}
		if a.Value, err = decodeMember(item, "Value"); err != nil {
			return nil, err
		}
		at := fmt.Sprintf("%s.%d.member", f.path(), i+1)
		if len(item["Name"]) == 0 {
			bad.missing(at+".name", false)
		} else {
			ruleAttrName.check(bad, at+".name", a.Name)
		}
		ruleAttrValue.check(bad, at+".value", a.Value)
		attributes = append(attributes, a)
	}
	return attributes, nil
}

func decodeMember(item map[string]json.RawMessage, name string) (string, error) {
	if len(item[name]) == 0 {
		return "", nil
	}
	return decodeAs[string](item[name])
}

// decodeMap reads a map, or of an object the members named: others may have any
// form.
func decodeMap[T any](members []string, raw json.RawMessage) (map[string]T, error) {
	if members == nil {
		return decodeAs[map[string]T](raw)
	}
	all, err := decodeAs[map[string]json.RawMessage](raw)
	if err != nil {
		return nil, err
	}
	named := make(map[string]T, len(members))
	for _, name := range members {
		if len(all[name]) == 0 {
			continue
		}
		if named[name], err = decodeAs[T](all[name]); err != nil {
			return nil, err
		}
	}
	return named, nil
}

func decodeAs[T any](raw json.RawMessage) (T, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	return v, err
}
