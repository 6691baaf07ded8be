package localpool

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
)

// hashed is a salted password. One SHA-256 is enough here and cheap on purpose:
// the pool lives in memory, holds test users and must not slow sign-ins down.
// The zero value matches nothing.
type hashed struct {
	salt [16]byte
	sum  [sha256.Size]byte
}

func hashPassword(password string) hashed {
	var h hashed
	rand.Read(h.salt[:])
	h.sum = h.digest(password)
	return h
}

func (h *hashed) digest(password string) [sha256.Size]byte {
	buf := make([]byte, 0, len(h.salt)+256)
	buf = append(append(buf, h.salt[:]...), password...)
	return sha256.Sum256(buf)
}

// match compares in constant time.
func (h *hashed) match(password string) bool {
	sum := h.digest(password)
	return subtle.ConstantTimeCompare(sum[:], h.sum[:]) == 1
}
