package awscli

import (
	"encoding/json"
	"errors"

	"cognito-tui/cognito/trace/redact"
)

// Fill is the request with the values of its variables, as JSON. The secret hash
// stays empty: who sends the request computes it. A variable without a value is
// an error.
func (c Command) Fill(values map[string]string) (json.RawMessage, error) {
	f := filler{values: values, names: map[string]string{}}
	for _, v := range c.Variables {
		f.names[key(v.path)] = v.Name
	}
	filled, err := f.value(nil, c.request)
	if err != nil {
		return nil, err
	}
	return json.Marshal(filled)
}

type filler struct{ values, names map[string]string }

func key(path []string) string {
	b, _ := json.Marshal(path) // texts can't fail
	return string(b)
}

func (f filler) value(path []string, v redact.Value) (any, error) {
	switch v.Kind {
	case redact.Object:
		members := map[string]any{}
		for _, m := range v.Members {
			filled, err := f.value(append(path[:len(path):len(path)], m.Name), m.Value)
			if err != nil {
				return nil, err
			}
			members[m.Name] = filled
		}
		return members, nil
	case redact.Array:
		items := make([]any, len(v.Items))
		for i, item := range v.Items {
			filled, err := f.value(append(path[:len(path):len(path)], position(i)), item)
			if err != nil {
				return nil, err
			}
			items[i] = filled
		}
		return items, nil
	case redact.Hidden:
		return f.hidden(path)
	case redact.Text:
		return v.Text, nil
	case redact.Null:
		return nil, nil
	}
	return json.RawMessage(v.Text), nil
}

func (f filler) hidden(path []string) (any, error) {
	if isHash(path[len(path)-1]) {
		return "", nil
	}
	value, ok := f.values[f.names[key(path)]]
	if !ok {
		return nil, errors.New(f.names[key(path)] + " has no value")
	}
	return value, nil
}

func isHash(member string) bool { return member == "SecretHash" || member == "SECRET_HASH" }
