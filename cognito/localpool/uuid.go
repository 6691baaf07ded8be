package localpool

import (
	"encoding/hex"
	"io"

	"cognito-tui/cognito/random"
)

// uuid is a random UUID, version 4.
type uuid [16]byte

func newUUID(source io.Reader) uuid { return uuid(random.Bytes(source, len(uuid{}))).version4() }

// version4 marks random bytes as a UUID of version 4.
func (u uuid) version4() uuid {
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return u
}

func (u uuid) String() string {
	var b [36]byte
	hex.Encode(b[0:8], u[0:4])
	hex.Encode(b[9:13], u[4:6])
	hex.Encode(b[14:18], u[6:8])
	hex.Encode(b[19:23], u[8:10])
	hex.Encode(b[24:36], u[10:16])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}

// parseUUID reads what String writes; ok is false for anything else.
func parseUUID(s string) (u uuid, ok bool) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return u, false
	}
	_, err := hex.Decode(u[:], []byte(s[0:8]+s[9:13]+s[14:18]+s[19:23]+s[24:36]))
	return u, err == nil
}
