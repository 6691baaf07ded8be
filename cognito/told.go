package cognito

import "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

// Told is the Error that a recorded refusal means: what op was answered, with the
// exception, its message as far as it may be shown, and the HTTP status. challenge is
// the challenge that was answered, empty for none.
func Told(op, challenge, code, message string, status int) *Error {
	e := &Error{Op: op, Code: code, Status: status, Attempts: 1}
	e.read(message, nil)
	e.Message = message // it was cleaned before, by what was sent
	return e.Answering(challenge)
}

// Answering is a recorded refusal as that of an answer to a challenge; challenge is
// empty for none.
func (e *Error) Answering(challenge string) *Error {
	answered := *e
	if answered.Challenge = challenge; challenge != "" {
		answered.Kind = kindInChallenge(types.ChallengeNameType(challenge), answered.Kind)
	}
	return &answered
}

// Lost is the Error of a recorded attempt that got no good answer; sent tells that
// the request may have reached the service.
func Lost(op, challenge string, kind Kind, sent bool) *Error {
	return &Error{Op: op, Kind: kind, Attempts: 1, Challenge: challenge,
		MayHaveHappened: sent && repetitions[op] != readOnly}
}
