package redact

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// maxBody bounds the bodies that are looked at, in bytes; maxDepth how deep they
// nest. The service's largest page of users stays below both.
const (
	maxBody  = 512 << 10
	maxDepth = 20
)

var errDeep = errors.New("too deep")

// parse reads a body with everything in it: what it gives never leaves this
// package.
func parse(body []byte) (Value, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	v, err := next(d, 0)
	if err != nil {
		return Value{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Value{}, errors.New("more than one value")
	}
	return v, nil
}

// next reads one value.
func next(d *json.Decoder, depth int) (Value, error) {
	t, err := d.Token()
	if err != nil {
		return Value{}, err
	}
	switch t := t.(type) {
	case json.Delim:
		if depth == maxDepth {
			return Value{}, errDeep
		}
		return inside(d, t, depth+1)
	case string:
		return Value{Kind: Text, Text: t}, nil
	case json.Number:
		return Value{Kind: Number, Text: t.String()}, nil
	case bool:
		if t {
			return Value{Kind: Bool, Text: "true"}, nil
		}
		return Value{Kind: Bool, Text: "false"}, nil
	}
	return Value{}, nil
}

// inside reads what follows an opening bracket, to its end.
func inside(d *json.Decoder, open json.Delim, depth int) (Value, error) {
	v := Value{Kind: Array}
	if open == '{' {
		v.Kind = Object
	}
	for d.More() {
		var name string
		if v.Kind == Object {
			t, err := d.Token()
			if err != nil {
				return Value{}, err
			}
			name, _ = t.(string) // the decoder takes nothing else here
		}
		item, err := next(d, depth)
		if err != nil {
			return Value{}, err
		}
		if v.Kind == Object {
			v.Members = append(v.Members, Member{name, item})
		} else {
			v.Items = append(v.Items, item)
		}
	}
	_, err := d.Token() // the closing bracket
	return v, err
}
