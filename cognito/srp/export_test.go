package srp

import (
	"math/big"
	"sync/atomic"
)

// Powers is how many modular powers this process has computed.
var Powers atomic.Uint64

func init() {
	plain := exp
	exp = func(base, e *big.Int) *big.Int {
		Powers.Add(1)
		return plain(base, e)
	}
}
