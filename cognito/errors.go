package cognito

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/trace/redact"
)

// Error is what every call of this package fails with. Code, Message, Attributes and
// Constraint are the service's and therefore strangers' text: clean them of controls
// before showing them. None holds what was sent: the text of a refusal is read once,
// in refusal.go, and kept nowhere.
type Error struct {
	Op        string // operation, for example "InitiateAuth"
	Kind      Kind
	Code      string // exception, as sent; empty where no answer was understood
	Message   string // what may be shown of what the service said
	RequestID string
	Status    int // HTTP status; 0 where no answer came
	Attempts  int // how often the call was sent; 0 where it never was
	// MayHaveHappened is true where the service may have acted although no good
	// answer came: look before doing it again.
	MayHaveHappened bool
	// Attributes names those that Message complains of, for AttributeRequired and
	// AttributeInvalid; for BadChallenge the parameter.
	Attributes []string
	// Reason, Trigger (the Lambda trigger), Flow (the AuthFlow) and Constraint are what
	// the service's text names; zero where it names none.
	Reason     Reason
	Trigger    string
	Flow       string
	Constraint *Constraint
	// Challenge is the service's name of the challenge that was answered, or that
	// BadChallenge is about; of an InitiateAuth that refreshes, the flow; else empty.
	Challenge string
	Err       error // the cause, where no answer of the service is it
}

var plainName = lazy.New(`^[A-Za-z0-9]{1,64}$`)

// Error says operation, kind and exception, and nothing that was typed or sent.
func (e *Error) Error() string {
	text := "cognito: " + e.Op + ": " + e.Kind.String()
	if plainName.MatchString(e.Code) {
		text += " (" + e.Code + ")"
	}
	return text
}

// Said is what may be quoted of the service's text; empty where it said nothing, or
// nothing but what was sent.
func (e *Error) Said() string {
	if e.Message == redact.Repeats || e.Message == redact.MayRepeat {
		return ""
	}
	return e.Message
}

// Meaning says the kind in plain words, without the operation.
func (e *Error) Meaning() string { return e.Kind.String() }

// GoString keeps %#v from printing Message and Err.
func (e *Error) GoString() string { return fmt.Sprintf("&cognito.Error{%q}", e.Error()) }

// Is makes errors.Is(err, cognito.WrongPassword) true for errors of that kind.
func (e *Error) Is(target error) bool {
	kind, ok := target.(Kind)
	return ok && kind == e.Kind
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the Kind of an error of this package. It is Unknown for any other
// error, but Cancelled or TimedOut for a context's.
func KindOf(err error) Kind {
	var e *Error
	var kind Kind
	switch {
	case errors.As(err, &e):
		return e.Kind
	case errors.As(err, &kind):
		return kind
	case errors.Is(err, context.Canceled):
		return Cancelled
	case errors.Is(err, context.DeadlineExceeded):
		return TimedOut
	}
	return Unknown
}

// ErrorOf is the Error in err, or one of KindOf without an operation.
func ErrorOf(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: KindOf(err), Err: err}
}

// MayHaveHappened tells whether the service may have acted although no good answer came.
func MayHaveHappened(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.MayHaveHappened
}

// Denied tells of credentials that AWS knows and that don't permit the call.
func (e *Error) Denied() bool {
	return e.Kind == CredentialsRefused && (strings.HasPrefix(e.Code, "AccessDenied") || strings.HasPrefix(e.Code, "NotAuthorized"))
}

// AppOp is Op as an app user would call it: without AWS credentials.
func (e *Error) AppOp() string {
	switch e.Op {
	case "AdminInitiateAuth", "AdminRespondToAuthChallenge":
		return strings.TrimPrefix(e.Op, "Admin")
	}
	return e.Op
}

// wrap turns what the SDK returned for operation op and its input into an *Error.
func wrap(ctx context.Context, op string, in any, err error, p *progress) *Error {
	e := &Error{Op: op, Err: innocent(err), Attempts: int(p.attempts.Load())}
	var answer *awshttp.ResponseError
	if errors.As(err, &answer) {
		e.Status, e.RequestID = answer.HTTPStatusCode(), redact.RequestID(sent(in), answer.ServiceRequestID())
	}
	var refusal smithy.APIError
	switch {
	case e.Attempts > 0 && errors.As(err, &refusal) && refusal.ErrorCode() != unknownCode:
		request := sent(in)
		e.Code = redact.Exception(request, refusal.ErrorCode())
		e.read(refusal.ErrorMessage(), request)
	case ctx.Err() != nil:
		e.Kind = transportKind(ctx.Err())
	case errors.As(err, new(credentialsError)):
		e.Kind = NoCredentials
	default:
		e.Kind = transportKind(err)
	}
	if e.Kind == Unknown && e.Status != 0 && e.Code == "" {
		e.Kind = NotTheProtocol
	}
	e.MayHaveHappened = operationOf(op).sent != readOnly && p.mayHaveHappened()
	return e
}

// unknownCode is what the SDK makes of an error that names no exception.
const unknownCode = "UnknownError"

// mayHaveActed tells whether an attempt with this HTTP status (0: no answer) may
// have been acted upon, although it failed.
func mayHaveActed(status int) bool {
	return status < http.StatusMultipleChoices || status >= http.StatusInternalServerError
}

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
		MayHaveHappened: sent && operationOf(op).sent != readOnly}
}
