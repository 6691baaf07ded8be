package cognito

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"

	"cognito-tui/cognito/routine"
)

// codeTries is how often a person is asked for a role's MFA code in one go.
const codeTries = 3

// mfaAsker asks a person for the MFA codes of roles. A code is handed on once and
// kept nowhere.
type mfaAsker struct {
	ask    func(ctx context.Context, serial string) (string, error) // nil: nobody can be asked
	typing *atomic.Int32

	mu      sync.Mutex
	given   bool // a code was handed on since the last look
	refused bool // AWS refused the one before
}

// options gives a role's provider its code, where the profile names an MFA device.
func (m *mfaAsker) options(o *stscreds.AssumeRoleOptions) {
	if o.SerialNumber == nil || m.ask == nil {
		return
	}
	serial := aws.ToString(o.SerialNumber)
	if o.Duration == 0 {
		o.Duration = roleFor
	}
	o.TokenProvider = func() (string, error) {
		defer routine.Guard() // the SDK's cache calls it on a goroutine of its own
		return m.code(serial)
	}
}

func (m *mfaAsker) code(serial string) (string, error) {
	m.typing.Add(1)
	defer m.typing.Add(-1)
	ctx, cancel := context.WithTimeout(context.Background(), personFor)
	defer cancel()
	m.mu.Lock()
	refused := m.refused
	m.given, m.refused = true, false
	m.mu.Unlock()
	code, err := m.ask(context.WithValue(ctx, refusedKey{}, refused), serial)
	if err != nil {
		return "", asked{err}
	}
	return code, nil
}

// took tells whether a code was handed on.
func (m *mfaAsker) took() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.given
}

func (m *mfaAsker) refuse() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refused = true
}

// mark notes of a failure that a person was asked on the way.
func (m *mfaAsker) mark(err error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	was := m.given
	m.given, m.refused = false, false
	if was && !errors.As(err, new(asked)) {
		return asked{err}
	}
	return err
}

// asked is a failure after a person was asked for a code.
type asked struct{ cause error }

func (e asked) Error() string { return e.cause.Error() }
func (e asked) Unwrap() error { return e.cause }

type refusedKey struct{}

// CodeRefused tells within Config.MFACode that AWS refused the code given before.
func CodeRefused(ctx context.Context) bool {
	refused, _ := ctx.Value(refusedKey{}).(bool)
	return refused
}
