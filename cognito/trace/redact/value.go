// Package redact holds what of a request or an answer may be shown. The table in
// table.go names every member that may; all else is hidden, and a hidden value
// leaves nothing behind but what it was. Begin with Request and ResponseTo.
package redact

// Kind is the kind of a Value.
type Kind int

// The kinds of JSON, and Hidden.
const (
	Null Kind = iota
	Bool
	Number
	Text
	Hidden
	Object
	Array
)

// Value is a JSON value of which all that is secret was left out.
type Value struct {
	Kind Kind
	// Text is true or false of a Bool, the digits of a Number, the characters of a
	// Text (neither quoted nor escaped), and of a Hidden value what it is, such as
	// "password" or "access token, 1,024 characters".
	Text    string
	Members []Member // of an Object, in the order they were sent
	Items   []Value  // of an Array
}

// Member is a member of an Object. A name that isn't known is hidden as well:
// "(member 3)" stands for the third.
type Member struct {
	Name  string
	Value Value
}

func hidden(what string) Value { return Value{Kind: Hidden, Text: what} }

// At is the value of the member of this name, the first where there are several.
func (v Value) At(name string) (Value, bool) {
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value, true
		}
	}
	return Value{}, false
}

// Size is about how much memory a value takes, in bytes.
func (v Value) Size() int {
	const header = 80
	size := header + len(v.Text)
	for _, m := range v.Members {
		size += 16 + len(m.Name) + m.Value.Size()
	}
	for _, item := range v.Items {
		size += item.Size()
	}
	return size
}
