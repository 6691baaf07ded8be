// Package random draws from a source of randomness that may be left out. It is
// the one place that says what no source means: crypto/rand.
package random

import (
	"crypto/rand"
	"fmt"
	"io"
	"math/big"
)

// Reader is source, or crypto/rand where it is nil. A source must be safe for
// concurrent use.
func Reader(source io.Reader) io.Reader {
	if source == nil {
		return rand.Reader
	}
	return source
}

// Bytes draws n bytes. Like crypto/rand it goes on with nothing less: a source
// that fails is a panic.
func Bytes(source io.Reader, n int) []byte {
	drawn := make([]byte, n)
	if _, err := io.ReadFull(Reader(source), drawn); err != nil {
		panic(fmt.Sprintf("random: the source fails: %v", err))
	}
	return drawn
}

// Below draws a number from 0 to n-1, each as likely as the others; n must be
// above 0. A source that fails is a panic.
func Below(source io.Reader, n int64) int64 { return BigBelow(source, big.NewInt(n)).Int64() }

// BigBelow is Below for numbers of any size.
func BigBelow(source io.Reader, n *big.Int) *big.Int {
	drawn, err := rand.Int(Reader(source), n)
	if err != nil {
		panic(fmt.Sprintf("random: the source fails: %v", err))
	}
	return drawn
}
