package cognito

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"cognito-tui/cognito/random"
)

// maxAttempts is how often a call is sent at most, its first time included.
const maxAttempts = 3

// pauseUnit is the longest pause before the first repeat; before the second it
// may be twice that.
const pauseUnit = time.Second

// shortestTry is what a deadline must leave of a call after a pause: a repeat that
// can't but run out of time would only hide why the one before it failed.
const shortestTry = 200 * time.Millisecond

// repetition says after which answers a call is sent again.
type repetition int

const (
	// sentOnce calls send a message, count an attempt, or spend a code, session or
	// token. They are sent again only where the service says that it didn't act.
	sentOnce repetition = iota
	// repeatable calls read, or do the same however often they are made. They are
	// sent again on server faults and lost answers as well.
	repeatable
	// readOnly calls are repeated like repeatable ones, and a lost answer leaves
	// nothing to check.
	readOnly
)

// retryer is the SDK's question "again?" for one call. Setting it keeps the
// AWS_RETRY_MODE and AWS_MAX_ATTEMPTS variables out. LimitExceededException, which
// the SDK would repeat, never is: each repeat counts against the person.
type retryer struct {
	ctx        context.Context
	random     io.Reader
	repetition repetition
	done       int           // attempts that failed
	pause      time.Duration // before the next
}

func newRetryer(ctx context.Context, op string, random io.Reader) *retryer {
	return &retryer{ctx: ctx, random: random, repetition: operationOf(op).sent}
}

// IsErrorRetryable tells whether the attempt that failed is worth another, and
// whether the call's deadline leaves time for it.
func (r *retryer) IsErrorRetryable(err error) bool {
	r.done++
	if r.ctx.Err() != nil || !r.repeats(err) {
		return false
	}
	r.pause = pauseBefore(r.random, r.done)
	deadline, ok := r.ctx.Deadline()
	return !ok || time.Until(deadline) > r.pause+shortestTry
}

// pauseBefore draws the pause before a repeat, of which the first is 1.
func pauseBefore(source io.Reader, repeat int) time.Duration {
	return time.Duration(random.Below(source, int64(pauseUnit)*int64(repeat)))
}

func (r *retryer) repeats(err error) bool {
	var refusal smithy.APIError
	var skewed interface{ RetryableError() bool } // a signature refused for the local clock
	if errors.As(err, &refusal) {
		if refusal.ErrorCode() == "TooManyRequestsException" {
			return true
		}
		if errors.As(err, &skewed) && skewed.RetryableError() {
			return true // the SDK signs again with the time of the answer
		}
	}
	if r.repetition == sentOnce {
		return false
	}
	var answer *awshttp.ResponseError
	if errors.As(err, &answer) && answer.HTTPStatusCode() >= http.StatusInternalServerError {
		return true
	}
	switch transportKind(err) {
	case ConnectionLost, ConnectionRefused, NoNetwork, TimedOut:
		return true
	}
	return false
}

// MaxAttempts is the number of attempts, the first included.
func (r *retryer) MaxAttempts() int { return maxAttempts }

// RetryDelay is a random part of 1 s, then of 2 s.
func (r *retryer) RetryDelay(int, error) (time.Duration, error) { return r.pause, nil }

// GetRetryToken lets every repeat pass: maxAttempts bounds them.
func (r *retryer) GetRetryToken(context.Context, error) (func(error) error, error) {
	return freeToken, nil
}

// GetInitialToken is GetAttemptToken for callers without a context.
func (r *retryer) GetInitialToken() func(error) error { return freeToken }

// GetAttemptToken lets every attempt pass.
func (r *retryer) GetAttemptToken(context.Context) (func(error) error, error) {
	return freeToken, nil
}

func freeToken(error) error { return nil }
