package localpool

import "time"

// maxGrace is the longest RetryGracePeriodSeconds of the service's model.
const maxGrace = time.Minute

// turns tells which of a session's refresh tokens still work where they are
// rotated. The newest does; each before it for the client's grace after the
// refresh that took its place.
type turns struct {
	newest uint32
	graces []grace // the oldest first
}

type grace struct {
	turn  uint32
	until time.Time
}

// reused tells that this token was rotated out and its grace is over. What the
// service does to the session then is unconfirmed: that it ends, with the newest
// token too, is the strictest.
func (s *session) reused(turn uint32, now time.Time) bool {
	if s.turns == nil || turn == s.turns.newest {
		return false
	}
	for _, g := range s.turns.graces {
		if g.turn == turn && now.Before(g.until) {
			return false
		}
	}
	return true
}

// rotate takes the newest token's place and returns the next one's number. A
// repeat within the grace gives another one, for the answer of the first may
// have been lost; the grace of the older ones doesn't grow by it.
func (s *session) rotate(now time.Time) uint32 {
	if s.turns == nil {
		s.turns = &turns{}
	}
	t := s.turns
	for len(t.graces) > 0 && !now.Before(t.graces[0].until) {
		t.graces = t.graces[1:]
	}
	if period := s.client.RotationGrace; period > 0 {
		t.graces = append(t.graces, grace{t.newest, now.Add(period)})
	}
	t.newest++
	return t.newest
}
