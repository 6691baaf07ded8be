package localpool

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
)

// phantomVerifier is what a user who isn't there is challenged with. Source:
// AWS developer guide, managing error responses: the same salt and user id for
// the same name and pool.
func (p *pool) phantomVerifier(name string) *verifier {
	salt := p.phantom("salt", name)
	var number []byte
	for _, part := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"} {
		sum := p.phantom(part, name)
		number = append(number, sum[:]...)
	}
	return &verifier{salt: salt[:16], v: new(big.Int).SetBytes(number), phantom: name}
}

// strangers remembers the phantoms that were met, so that the first SRP sign-in of
// one takes as long as that of a user, whose verifier is made at it, and the later
// ones no longer. It holds a bit for each; where two have the same one, the second is
// taken for a user who has signed in before, as some users have.
type strangers []uint64

const strangerBits = 1 << 19 // 64 KiB

func (s strangers) has(x *verifier) bool {
	n := strangerBit(x)
	return s != nil && s[n/64]&(1<<(n%64)) != 0
}

func (s *strangers) add(x *verifier) {
	if *s == nil {
		*s = make(strangers, strangerBits/64)
	}
	n := strangerBit(x)
	(*s)[n/64] |= 1 << (n % 64)
}

// strangerBit is one of the phantom's salt, which is the same each time and random to
// whoever doesn't know the pool's secret.
func strangerBit(x *verifier) uint32 { return binary.BigEndian.Uint32(x.salt) % strangerBits }

// phantomName is the user id of a user who isn't there. AWS says that it is a
// UUID, also in pools whose real names are none.
func (p *pool) phantomName(name string) string {
	sum := p.phantom("name", name)
	u := uuid(sum[:16])
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return u.String()
}

// phantom derives something lasting from a name that nobody has. Names that are
// the same to the pool give the same.
func (p *pool) phantom(what, name string) [sha256.Size]byte {
	return sha256.Sum256([]byte(what + "/" + p.ID + "/" + p.server.phantomSecret + "/" + p.fold(name)))
}

// addressOf is where a sign-in code goes: the user's address, or for one who
// isn't there what was typed where it looks like one.
func (p *pool) addressOf(d *dialogue, attribute string) string {
	switch {
	case d.user != nil:
		return d.user.get(attribute)
	case looksLikePhone(d.typed) == (attribute == "phone_number"):
		return d.typed
	}
	return ""
}

// phantomDelivery is the delivery of a code that is sent to nobody. That it goes
// to what was typed was observed on the service; where that is no address of
// the code's medium, a made-up one is told.
func (p *pool) phantomDelivery(name, attribute string) *delivery {
	sum := p.phantom("delivery", name)
	switch {
	case attribute == "phone_number" && looksLikePhone(name), attribute == "email" && looksLikeEmail(name):
		return deliveryTo(attribute, name)
	case attribute == "phone_number":
		return deliveryTo(attribute, fmt.Sprintf("+1555%04d", (int(sum[0])<<8|int(sum[1]))%10000))
	}
	return deliveryTo(attribute, string('a'+rune(sum[0])%26)+"@"+string('a'+rune(sum[1])%26))
}
