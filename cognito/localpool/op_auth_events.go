package localpool

import "slices"

// errNoEvents refuses the events of a pool that keeps none; the text is
// unconfirmed.
var errNoEvents = refuse("UserPoolAddOnNotEnabledException", "Threat protection is not enabled for the user pool.")

// eventsPage is how many events a page holds at most, and where MaxResults is 0 or
// absent. Source: API reference, AdminListUserAuthEvents.
const eventsPage = 60

// shownEvent is an AuthEventType.
type shownEvent struct {
	EventId            string
	EventType          string
	CreationDate       float64
	EventResponse      string
	EventRisk          eventRisk
	ChallengeResponses []challengeResponse
	EventContextData   eventContext
}

type eventRisk struct {
	RiskDecision                   string
	RiskLevel                      string `json:",omitempty"`
	CompromisedCredentialsDetected bool
}

type eventContext struct {
	IpAddress  string `json:",omitempty"`
	DeviceName string `json:",omitempty"`
	City       string `json:",omitempty"`
	Country    string `json:",omitempty"`
}

// adminListUserAuthEvents lists a user's events, the newest first. Events that
// come between two pages move none. That a missing user is told before threat
// protection that is off is unconfirmed.
func adminListUserAuthEvents(c *call) (any, error) {
	asked := c.in.str("Username") + "\x00" + toJSON(c.in.number("MaxResults"))
	before, err := c.numberAfter("NextToken", asked)
	if err != nil {
		return nil, err
	}
	p := c.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	u, err := c.named()
	if err != nil {
		return nil, err
	}
	if !p.watched() {
		return nil, errNoEvents
	}
	size := c.in.number("MaxResults")
	if size == 0 {
		size = eventsPage
	}
	answer := struct {
		AuthEvents []shownEvent
		NextToken  string `json:",omitempty"`
	}{AuthEvents: []shownEvent{}}
	if u.extras == nil {
		return answer, nil
	}
	var last uint32
	for _, e := range slices.Backward(u.extras.events) {
		if before > 0 && e.number >= before {
			continue
		}
		if len(answer.AuthEvents) == size {
			answer.NextToken = c.sealNumber(last, asked)
			break
		}
		last = e.number
		answer.AuthEvents = append(answer.AuthEvents, e.shown())
	}
	return answer, nil
}

// shown is an event as the API tells it.
func (e *authEvent) shown() shownEvent {
	return shownEvent{
		EventId: e.id.String(), EventType: e.kind, CreationDate: seconds(e.at), EventResponse: e.response,
		EventRisk: e.risk, ChallengeResponses: append([]challengeResponse{}, e.challenges...), EventContextData: e.from,
	}
}
