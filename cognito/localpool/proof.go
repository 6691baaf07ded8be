package localpool

import (
	"crypto/subtle"
	"encoding/base64"
	"time"

	"cognito-tui/cognito/random"
	"cognito-tui/cognito/srp"
)

// proof is an SRP exchange that waits for the client's signature.
type proof struct {
	server   *srp.Server
	id       srp.Identity
	block    []byte
	verifier *verifier // of a user's password
}

// proofWindow is how far a proof's TIMESTAMP may be from the pool's clock. AWS
// says that a proof must come within a few seconds; how much skew the service
// grants is unconfirmed.
const proofWindow = 5 * time.Minute

// proofNeeds are the responses of both verifier challenges.
var proofNeeds = []string{"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"}

// askProof answers SRP_A with PASSWORD_VERIFIER. A user without a password, and
// one who isn't there, get a challenge that nothing passes.
func (c *call) askProof(d *dialogue, a string) (outcome, error) {
	p := c.pool
	if p.locked(d.key(p), c.now) {
		return outcome{}, errPasswordAttempts
	}
	if err := d.user.blocked(c.client); err != nil {
		return outcome{}, err
	}
	x := p.verifierOf(d)
	var inner srp.Inner
	if d.user != nil {
		inner = d.user.password
	}
	id, v, first := p.srpIdentity(d.name), x.v, x.v == nil || x.phantom != "" && !p.met.has(x)
	var server *srp.Server
	var refused error
	err := c.outside(d, func() {
		if first {
			if made := srp.VerifierOf(inner, x.salt); v == nil {
				v = made
			}
		}
		server, refused = srp.NewServer(p.server.draw("SRP exponent"), x.salt, v, a)
	})
	if err != nil {
		return outcome{}, err
	}
	if refused != nil {
		return outcome{}, invalidParameter("%s", refused.Error())
	}
	x.v = v
	if x.phantom != "" {
		p.met.add(x)
	}
	return c.challengeWith(d, "PASSWORD_VERIFIER", &proof{server: server, id: id, verifier: x}), nil
}

// challengeWith sets a verifier challenge. The secret block begins with the
// Session, since many clients answer without it.
func (c *call) challengeWith(d *dialogue, name string, x *proof) outcome {
	next := c.ask(d, name, map[string]string{
		"SALT": x.server.Salt(), "SRP_B": x.server.B(), "USERNAME": d.name, "USER_ID_FOR_SRP": d.name,
	})
	x.block = append([]byte(next.answer.Session), random.Bytes(c.s.draw("secret block"), 64)...)
	next.answer.ChallengeParameters["SECRET_BLOCK"] = base64.StdEncoding.EncodeToString(x.block)
	d.proof = x
	return next
}

// sessionInBlock reads the Session out of a secret block; "" if there is none.
func sessionInBlock(block string) string {
	raw, err := base64.StdEncoding.DecodeString(block)
	if err != nil || len(raw) < sessionSize {
		return ""
	}
	return string(raw[:sessionSize])
}

// checkProof verifies the client's signature, without the lock.
func (c *call) checkProof(d *dialogue, given map[string]string) (ok bool, err error) {
	at, err := srp.ParseTimestamp(given["TIMESTAMP"])
	if err != nil {
		return false, invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
	}
	if off := c.now.Sub(at).Abs(); off > proofWindow {
		return false, errWrongPassword
	}
	x := d.proof
	block, err := base64.StdEncoding.DecodeString(given["PASSWORD_CLAIM_SECRET_BLOCK"])
	if err != nil {
		return false, invalidParameter("PASSWORD_CLAIM_SECRET_BLOCK is not base64")
	}
	err = c.outside(d, func() {
		ok = x.server.Verify(x.id, x.block, given["TIMESTAMP"], given["PASSWORD_CLAIM_SIGNATURE"])
	})
	return ok && subtle.ConstantTimeCompare(block, x.block) == 1, err
}

// verifierOf is the user's verifier, made of the password at the first SRP
// sign-in. For one without password it is a number that belongs to no password,
// the same for the same user each time, by whatever name.
func (p *pool) verifierOf(d *dialogue) *verifier {
	switch {
	case d.user == nil:
		return p.phantomVerifier(d.typed)
	case !d.user.hasPassword():
		return p.phantomVerifier(d.name)
	}
	if d.user.verifier == nil {
		d.user.verifier = &verifier{salt: p.newSalt()}
	}
	return d.user.verifier
}

func (p *pool) newSalt() []byte {
	if p.Salt != nil {
		return p.Salt()
	}
	return random.Bytes(p.server.draw("SRP salt"), 16)
}
