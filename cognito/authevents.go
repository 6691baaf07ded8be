package cognito

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// AuthEvent is something that threat protection saw of a user. Its texts are
// strangers'.
type AuthEvent struct {
	ID       string
	Type     string // "SignIn", "SignUp", "ForgotPassword", "PasswordChange" or "ResendCode"
	Response string // "Pass", "Fail" or "InProgress"
	// RiskDecision is "NoRisk", "AccountTakeover" or "Block", RiskLevel "Low",
	// "Medium" or "High"; both may be empty.
	RiskDecision, RiskLevel string
	Time                    time.Time
	Challenges              []EventChallenge
	IP, City, Country       string
	Device                  string // DeviceName
}

// EventChallenge is how one challenge of an event was answered.
type EventChallenge struct {
	Name     string // "Password" or "Mfa"
	Response string // "Success" or "Failure"
}

// eventPage is the largest MaxResults of AdminListUserAuthEvents.
const eventPage = 60

// AdminListUserAuthEvents reads a user's latest auth events, the newest first, at
// most limit; 0 means all. ThreatProtectionOff means that the pool keeps none. It is
// repeated on 5xx and lost answers. It needs the permission
// cognito-idp:AdminListUserAuthEvents.
func (a *Admin) AdminListUserAuthEvents(ctx context.Context, username string, limit int) ([]AuthEvent, error) {
	const op = "AdminListUserAuthEvents"
	size := eventPage
	if limit > 0 {
		size = min(size, limit)
	}
	return pages(op, limit, func(next *string) (*cip.AdminListUserAuthEventsOutput, error) {
		return invokeSigned(ctx, a, op, &cip.AdminListUserAuthEventsInput{
			UserPoolId: &a.config.UserPoolID, Username: &username, MaxResults: aws.Int32(int32(size)), NextToken: next,
		}, a.api.AdminListUserAuthEvents)
	}, func(out *cip.AdminListUserAuthEventsOutput) ([]AuthEvent, *string) {
		return each(out.AuthEvents, authEventOf), out.NextToken
	})
}

func authEventOf(e types.AuthEventType) AuthEvent {
	event := AuthEvent{ID: aws.ToString(e.EventId), Type: string(e.EventType), Response: string(e.EventResponse),
		Time: aws.ToTime(e.CreationDate)}
	if r := e.EventRisk; r != nil {
		event.RiskDecision, event.RiskLevel = string(r.RiskDecision), string(r.RiskLevel)
	}
	for _, c := range e.ChallengeResponses {
		event.Challenges = append(event.Challenges, EventChallenge{string(c.ChallengeName), string(c.ChallengeResponse)})
	}
	if c := e.EventContextData; c != nil {
		event.IP, event.City, event.Country = aws.ToString(c.IpAddress), aws.ToString(c.City), aws.ToString(c.Country)
		event.Device = aws.ToString(c.DeviceName)
	}
	return event
}
