package localpool

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The types and responses of auth events. Source: API reference, AuthEventType.
var (
	eventTypes     = []string{"SignIn", "SignUp", "ForgotPassword", "PasswordChange", "ResendCode"}
	eventResponses = []string{"Pass", "Fail", "InProgress"}
)

// maxEvents bounds the events that are kept of a user: the newest ones. The
// service keeps them for two years.
const maxEvents = 200

// authEvent is one entry of a user's history.
type authEvent struct {
	id         uuid
	number     uint32 // the place in the order in which the pool's events came
	kind       string // one of eventTypes
	response   string // one of eventResponses
	at         time.Time
	challenges []challengeResponse
	risk       eventRisk
	from       eventContext
}

// challengeResponse says how one challenge of an event went: ChallengeName is
// Password or Mfa, ChallengeResponse Success or Failure.
type challengeResponse struct{ ChallengeName, ChallengeResponse string }

// watched tells whether the pool keeps auth events: threat protection must be on,
// in either mode. Source: AWS developer guide, threat protection.
func (p *pool) watched() bool {
	return p.ThreatProtection == "AUDIT" || p.ThreatProtection == "ENFORCED"
}

// happened adds an event to the user's history.
func (p *pool) happened(u *user, e *authEvent) {
	p.events++
	e.number = p.events
	list := append(u.rest().events, e)
	u.extras.events = slices.Delete(list, 0, max(0, len(list)-maxEvents))
}

// event makes an event of this call. The pool itself sees a risk in nothing;
// seeded events may tell one.
func (c *call) event(kind, response string) *authEvent {
	return &authEvent{id: c.s.newID("event"), kind: kind, response: response, at: c.now,
		risk: eventRisk{RiskDecision: "NoRisk"}, from: eventContext{IpAddress: c.requester(), DeviceName: c.agent}}
}

// requester is the address that an event tells: the one that an administrator's
// call says it acts for, else that of the call. Source: API reference,
// ContextDataType.
func (c *call) requester() string {
	if ip := c.in.pairs("ContextData")["IpAddress"]; c.admin && ip != "" {
		return ip
	}
	return c.ip
}

// agentOf is the program that a request came from, as its User-Agent begins. How
// the service names programs that are no browsers is unconfirmed.
func agentOf(r *http.Request) string {
	name, _, _ := strings.Cut(oneLine(r.UserAgent()), " ")
	return name[:min(len(name), 64)]
}

// answered keeps how a challenge of the sign-in went.
func (d *dialogue) answered(name string, ok bool) {
	response := "Failure"
	if ok {
		response = "Success"
	}
	d.responses = append(d.responses, challengeResponse{name, response})
}

// signsIn records what a step of a sign-in came to. A sign-in is one event, which
// its steps change; one that was refused may still pass, where its session goes
// on. That is unconfirmed. Steps that the model or a session refuses say nothing
// of the user. The caller holds the lock.
func (c *call) signsIn(next outcome, err error) {
	d := c.dialogue
	if d == nil || d.user == nil || !c.pool.watched() {
		return
	}
	response := "InProgress"
	switch {
	case err == errSession || err == errSessionUsed || err == errSessionExpired || isInvalid(err):
		return
	case err != nil:
		response = "Fail"
	case next.tokens != nil:
		response = "Pass"
	}
	if d.event == nil {
		d.event = c.event("SignIn", response)
		c.pool.happened(d.user, d.event)
	}
	d.event.response, d.event.challenges = response, d.responses
}

// isInvalid tells a request that is none, not a user who is refused.
func isInvalid(err error) bool {
	r, ok := err.(*refusal)
	return ok && r.code == "InvalidParameterException"
}

// watched are the operations other than a sign-in's that make events, with what
// they record for their user.
var watched = map[string]func(c *call, u *user, response string, err error){
	"SignUp":                 (*call).signsUp,
	"ResendConfirmationCode": (*call).resends,
	"ForgotPassword":         (*call).forgets,
	"ConfirmForgotPassword":  (*call).resets,
	"ChangePassword": func(c *call, u *user, response string, _ error) {
		c.pool.happened(u, c.event("PasswordChange", response))
	},
}

// watch records what a call did for its user, where it is one of those.
func (c *call) watch(op string, err error) {
	record := watched[op]
	if record == nil || c.pool == nil || !c.pool.watched() {
		return
	}
	c.pool.mu.Lock()
	defer c.pool.mu.Unlock()
	u, response := c.pool.lookFor(c.in.str("Username")), "Pass"
	if c.session != nil {
		u = c.session.user
	}
	if err != nil {
		response = "Fail"
	}
	if u != nil {
		record(c, u, response, err)
	}
}

// signsUp records a new user; a sign-up that another has the name of records
// nothing for the other.
func (c *call) signsUp(u *user, response string, err error) {
	if err == nil || err == c.unsent {
		c.pool.happened(u, c.event("SignUp", response))
	}
}

// resends records a new sign-up code. A disabled user gets none, of which the
// caller may not be told.
func (c *call) resends(u *user, response string, _ error) {
	if u.disabled {
		response = "Fail"
	}
	c.pool.happened(u, c.event("ResendCode", response))
}

// forgets records a reset that is in progress once its code was sent. That none
// was is a failure, of which the caller may not be told.
func (c *call) forgets(u *user, _ string, err error) {
	response := "Fail"
	if _, refused := c.pool.recovery(u); err == nil && refused == nil {
		response = "InProgress"
	}
	c.pool.happened(u, c.event("ForgotPassword", response))
}

// resets records what the confirmation of a reset came to. Whether the service
// tells it and the code's sending as one event is unconfirmed.
func (c *call) resets(u *user, response string, _ error) {
	for _, e := range slices.Backward(u.rest().events) {
		if e.kind == "ForgotPassword" && e.response != "Pass" {
			e.response = response
			return
		}
	}
	c.pool.happened(u, c.event("ForgotPassword", response))
}

// seedEvents gives a user the events of the Config, the oldest first. Their ids
// are the same at every start.
func (p *pool) seedEvents(u *user, c UserConfig, now time.Time) {
	list := slices.Clone(c.Events)
	slices.SortStableFunc(list, func(a, b EventConfig) int { return cmp.Compare(b.Age, a.Age) })
	for i, x := range list {
		if !contains(eventTypes, x.Type) || !contains(eventResponses, x.Response) {
			panic("localpool: user " + c.Username + ": an event is of no type or response of the service")
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "%s/%s/event/%d", p.ID, u.name, i))
		e := &authEvent{id: uuid(sum[:16]), kind: x.Type, response: x.Response, at: now.Add(-x.Age),
			risk: eventRisk{RiskDecision: cmp.Or(x.RiskDecision, "NoRisk"), RiskLevel: x.RiskLevel},
			from: eventContext{IpAddress: x.IP, DeviceName: x.Device, City: x.City, Country: x.Country}}
		for _, name := range x.Passed {
			e.challenges = append(e.challenges, challengeResponse{name, "Success"})
		}
		if x.Failed != "" {
			e.challenges = append(e.challenges, challengeResponse{x.Failed, "Failure"})
		}
		p.happened(u, e)
	}
}
