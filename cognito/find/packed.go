package find

import (
	"encoding/binary"
	"encoding/hex"
	"time"

	"cognito-tui/cognito"
)

// A user is kept as one run of bytes, since a pool may have hundreds of thousands:
//
//	flags · length and bytes of the user name · status · created · modified ·
//	number of attributes · for each its name and its value
//
// Names and statuses are numbers in a list that all users share; of values, those
// that repeat something or are a UUID are told in a few bytes.

// The flags of a packed user.
const (
	flagEnabled = 1 << iota
	flagFactors // second factors follow: of a user read by AdminGetUser
)

// The forms of a value.
const (
	valueText = iota // length and bytes
	valueName        // the user name
	valueTrue
	valueFalse
	valueUUID   // 16 bytes
	valueShared // a number in the shared list: a short text that several users have
)

// shared is a list of texts, each once.
type shared struct {
	texts   []string
	numbers map[string]uint64
}

// number is where a text stands in the list.
func (s *shared) number(text string) uint64 {
	if n, ok := s.numbers[text]; ok {
		return n
	}
	if s.numbers == nil {
		s.numbers = map[string]uint64{}
	}
	n := uint64(len(s.texts))
	s.texts = append(s.texts, text)
	s.numbers[text] = n
	return n
}

// Bounds of the values that are shared: longer ones, and any once so many are there,
// are kept with their users.
const (
	longestShared = 24
	mostShared    = 1000
)

// packer turns users into bytes and back.
type packer struct {
	words  shared // attribute names, statuses, factors
	values shared
}

// pack appends a user to b.
func (p *packer) pack(b []byte, u *cognito.FoundUser) []byte {
	flags := byte(0)
	if u.Enabled {
		flags |= flagEnabled
	}
	if len(u.MFA) > 0 || u.PreferredMFA != "" {
		flags |= flagFactors
	}
	b = append(b, flags)
	b = appendText(b, u.Username)
	b = binary.AppendUvarint(b, p.words.number(u.Status))
	b = appendTime(b, u.Created)
	b = appendTime(b, u.Modified)
	if flags&flagFactors != 0 {
		b = binary.AppendUvarint(b, uint64(len(u.MFA)))
		for _, m := range u.MFA {
			b = binary.AppendUvarint(b, p.words.number(m))
		}
		b = binary.AppendUvarint(b, p.words.number(u.PreferredMFA))
	}
	b = binary.AppendUvarint(b, uint64(len(u.Attributes)))
	for i := range u.Attributes {
		b = binary.AppendUvarint(b, p.words.number(u.Attributes[i].Name))
		b = p.appendValue(b, u.Attributes[i].Name, u.Attributes[i].Value, u.Username)
	}
	return b
}

func (p *packer) appendValue(b []byte, name, value, username string) []byte {
	switch {
	case value == username:
		return append(b, valueName)
	case value == "true":
		return append(b, valueTrue)
	case value == "false":
		return append(b, valueFalse)
	case len(value) == 36 && isUUID(value):
		b = append(b, valueUUID)
		return appendUUID(b, value)
	}
	if !unshared(name) && len(value) <= longestShared {
		if _, ok := p.values.numbers[value]; ok || len(p.values.texts) < mostShared {
			return binary.AppendUvarint(append(b, valueShared), p.values.number(value))
		}
	}
	return appendText(append(b, valueText), value)
}

// unshared are attributes of which nearly every user has a value of their own.
func unshared(name string) bool {
	switch name {
	case "email", "phone_number", "name", "preferred_username", "sub":
		return true
	}
	return false
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendTime keeps a time to the millisecond, which is what the service tells.
func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return binary.AppendVarint(b, 0)
	}
	ms := t.UnixMilli()
	if ms >= 0 {
		ms++ // 0 is no time
	}
	return binary.AppendVarint(b, ms)
}

// isUUID is true of a UUID in small letters.
func isUUID(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f':
		default:
			return false
		}
	}
	return true
}

func appendUUID(b []byte, s string) []byte {
	digits := make([]byte, 0, 32)
	for i := range len(s) {
		if s[i] != '-' {
			digits = append(digits, s[i])
		}
	}
	var raw [16]byte
	_, _ = hex.Decode(raw[:], digits) // isUUID said so
	return append(b, raw[:]...)
}

func textUUID(raw []byte) string {
	var s [36]byte
	hex.Encode(s[0:8], raw[0:4])
	hex.Encode(s[9:13], raw[4:6])
	hex.Encode(s[14:18], raw[6:8])
	hex.Encode(s[19:23], raw[8:10])
	hex.Encode(s[24:36], raw[10:16])
	s[8], s[13], s[18], s[23] = '-', '-', '-', '-'
	return string(s[:])
}
