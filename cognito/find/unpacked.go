package find

import (
	"encoding/binary"
	"time"

	"cognito-tui/cognito"
)

// reader goes through the bytes of one packed user.
type reader struct{ b []byte }

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b)
	r.b = r.b[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) text() []byte { return r.bytes(r.uint()) }

// millis is a time as it was packed: 0 for none.
func (r *reader) millis() int64 {
	v, n := binary.Varint(r.b)
	r.b = r.b[n:]
	return v
}

func timeOf(packed int64) time.Time {
	switch {
	case packed == 0:
		return time.Time{}
	case packed > 0:
		packed--
	}
	return time.UnixMilli(packed).UTC()
}

// head is the beginning of a packed user, without what needs memory.
type head struct {
	flags             byte
	name              []byte
	status            uint64
	created, modified int64
	rest              reader // from the factors on
}

func headOf(b []byte) head {
	r := reader{b[1:]}
	h := head{flags: b[0], name: r.text()}
	h.status, h.created, h.modified = r.uint(), r.millis(), r.millis()
	h.rest = r
	return h
}

// nameOf is the user name of a packed user.
func nameOf(b []byte) []byte {
	r := reader{b[1:]}
	return r.text()
}

// skipFactors leaves the reader at the attributes.
func (h *head) skipFactors() {
	if h.flags&flagFactors == 0 {
		return
	}
	for range h.rest.uint() + 1 {
		h.rest.uint()
	}
}

// unpack makes the user of its bytes.
func (p *packer) unpack(b []byte) cognito.FoundUser {
	h := headOf(b)
	u := cognito.FoundUser{
		Username: string(h.name), Status: p.words.texts[h.status], Enabled: h.flags&flagEnabled != 0,
		Created: timeOf(h.created), Modified: timeOf(h.modified),
	}
	if h.flags&flagFactors != 0 {
		for range h.rest.uint() {
			u.MFA = append(u.MFA, p.words.texts[h.rest.uint()])
		}
		u.PreferredMFA = p.words.texts[h.rest.uint()]
	}
	n := h.rest.uint()
	if n > 0 {
		u.Attributes = make([]cognito.Attribute, 0, n)
	}
	for range n {
		name := p.words.texts[h.rest.uint()]
		value := p.value(&h.rest, u.Username)
		u.Attributes = append(u.Attributes, cognito.Attribute{Name: name, Value: value})
		if name == "sub" && u.Sub == "" {
			u.Sub = value
		}
	}
	return u
}

func (p *packer) value(r *reader, username string) string {
	switch r.bytes(1)[0] {
	case valueName:
		return username
	case valueTrue:
		return "true"
	case valueFalse:
		return "false"
	case valueUUID:
		return textUUID(r.bytes(16))
	case valueShared:
		return p.values.texts[r.uint()]
	}
	return string(r.text())
}

// appendAttribute appends the value of the attribute that names lists first, of
// those that the user has; nothing where there is none.
func (p *packer) appendAttribute(to, packed []byte, name string) []byte {
	h := headOf(packed)
	h.skipFactors()
	wanted, ok := p.words.numbers[name]
	if !ok {
		return to
	}
	for range h.rest.uint() {
		found := h.rest.uint() == wanted
		switch form := h.rest.bytes(1)[0]; form {
		case valueName:
			if found {
				return append(to, h.name...)
			}
		case valueTrue, valueFalse:
			if found && form == valueTrue {
				return append(to, "true"...)
			} else if found {
				return append(to, "false"...)
			}
		case valueUUID:
			raw := h.rest.bytes(16)
			if found {
				return append(to, textUUID(raw)...)
			}
		case valueShared:
			n := h.rest.uint()
			if found {
				return append(to, p.values.texts[n]...)
			}
		default:
			text := h.rest.text()
			if found {
				return append(to, text...)
			}
		}
	}
	return to
}
