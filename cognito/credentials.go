package cognito

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
)

const (
	// lookFor bounds the search for credentials: a metadata service that never
	// answers is the usual reason for waiting.
	lookFor = time.Second
	// lookAgain is how old a failed search must be before a call starts another,
	// so that "aws sso login" in another window helps.
	lookAgain = 5 * time.Second
)

// finder looks for AWS credentials in the background, once something needs them,
// and keeps what it found.
type finder struct {
	find func(context.Context) (aws.CredentialsProvider, error)

	mu     sync.Mutex
	done   chan struct{} // closed when the search begun last has ended; nil before
	found  aws.CredentialsProvider
	failed error
	ended  time.Time
}

func newFinder(config Config) *finder {
	if config.Credentials != nil {
		cached := aws.NewCredentialsCache(config.Credentials)
		return &finder{found: cached}
	}
	return &finder{find: func(ctx context.Context) (aws.CredentialsProvider, error) {
		return findCredentials(ctx, config)
	}}
}

// findCredentials asks the chain that the AWS tools share: environment, files,
// processes, containers, instances. It tries what it finds.
func findCredentials(ctx context.Context, config Config) (aws.CredentialsProvider, error) {
	options := []func(*awsconfig.LoadOptions) error{
		awsconfig.WithLogger(sdkLogger{config.Log}),
		awsconfig.WithRegion(config.Region),
	}
	if config.Profile != "" {
		options = append(options, awsconfig.WithSharedConfigProfile(config.Profile))
	}
	loaded, err := awsconfig.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, err
	}
	if loaded.Credentials == nil {
		return nil, errors.New("no credentials configured")
	}
	if _, err := loaded.Credentials.Retrieve(ctx); err != nil {
		return nil, err
	}
	return loaded.Credentials, nil
}

// start begins a search unless one runs, succeeded or failed just now. Its answer
// is closed when the search has ended.
func (f *finder) start() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	fresh := f.failed == nil || time.Since(f.ended) < lookAgain
	if f.done != nil && fresh {
		return f.done
	}
	done := make(chan struct{})
	f.done, f.failed = done, nil
	if f.found != nil {
		close(done)
		return done
	}
	go f.look(done)
	return done
}

func (f *finder) look(done chan<- struct{}) {
	defer close(done)
	ctx, cancel := context.WithTimeout(context.Background(), lookFor)
	defer cancel()
	found, err := f.find(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found, f.failed, f.ended = found, err, time.Now()
}

// state tells what is known now.
func (f *finder) state(op string) error {
	done := f.start()
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-done:
	default:
		return &Error{Op: op, Kind: CredentialsUnknown}
	}
	if f.found == nil {
		return &Error{Op: op, Kind: NoCredentials, Err: f.failed}
	}
	return nil
}

// wait gives a search its second, then tells what is known.
func (f *finder) wait(ctx context.Context, op string) error {
	timer := time.NewTimer(lookFor)
	defer timer.Stop()
	select {
	case <-f.start():
	case <-timer.C:
	case <-ctx.Done():
		return &Error{Op: op, Kind: transportKind(ctx.Err()), Err: ctx.Err()}
	}
	return f.state(op)
}

// Retrieve is what the SDK's signer asks. Its error is a credentialsError.
func (f *finder) Retrieve(ctx context.Context) (aws.Credentials, error) {
	f.mu.Lock()
	found := f.found
	f.mu.Unlock()
	if found == nil {
		return aws.Credentials{}, credentialsError{errors.New("none found")}
	}
	given, err := found.Retrieve(ctx)
	if err != nil {
		return aws.Credentials{}, credentialsError{err}
	}
	return given, nil
}

// credentialsError tells a failure to get credentials, whose cause may be an
// answer of another AWS service, from what Cognito answers.
type credentialsError struct{ cause error }

func (e credentialsError) Error() string { return "credentials: " + e.cause.Error() }
func (e credentialsError) Unwrap() error { return e.cause }
