// Package facts is what is read of a user pool before judging something by it: a
// Fact is something that is known or not, with why not, and read.go finds the users
// that a judgement needs. Packages why and diagnosis judge by it.
package facts

import "cognito-tui/cognito"

// Fact is something that was to be read. The zero value is still being read.
type Fact[T any] struct {
	Val   T
	Known bool
	Err   error // why it isn't known; nil while it is being read
}

// Of is what a read gave.
func Of[T any](val T, err error) Fact[T] { return Fact[T]{Val: val, Known: err == nil, Err: err} }

// Known is a fact that needs no read.
func Known[T any](val T) Fact[T] { return Fact[T]{Val: val, Known: true} }

// Missing is a fact that can't be read, and says why as the end of a sentence.
func Missing[T any](why string) Fact[T] { return Fact[T]{Err: reason(why)} }

// reason is why something can't be read, where no call was made.
type reason string

func (r reason) Error() string { return string(r) }

// Done tells that there is nothing more to read.
func (f Fact[T]) Done() bool { return f.Known || f.Err != nil }

// OrMissing is the fact itself, or one that won't be read, where it isn't Done.
func (f Fact[T]) OrMissing(why string) Fact[T] {
	if f.Done() {
		return f
	}
	return Missing[T](why)
}

// Newer is a fact read again: what was known stays where it can't be read.
func (f Fact[T]) Newer(read Fact[T]) Fact[T] {
	if read.Known || read.Gone() || !f.Known {
		return read
	}
	return f
}

// Gone tells of a fact about a pool or an app client that doesn't exist.
func (f Fact[T]) Gone() bool {
	switch cognito.KindOf(f.Err) {
	case cognito.NoSuchPool, cognito.NoSuchClient, cognito.NotFound:
		return true
	}
	return false
}

// Denied tells that the credentials aren't allowed to read it: the same read by hand
// would be refused too.
func (f Fact[T]) Denied() bool { return cognito.ErrorOf(f.Err).Denied() }

// WhyUnread is why the fact isn't known, as the end of a sentence; empty where it is
// known or still being read.
func (f Fact[T]) WhyUnread() string {
	if f.Err == nil {
		return ""
	}
	return WhyUnread(f.Err)
}

// Placeholder is what stands in the place of a fact that isn't known, empty where it is.
func (f Fact[T]) Placeholder() string {
	switch {
	case f.Known:
		return ""
	case f.Err == nil:
		return "…"
	}
	return Placeholder(f.Err)
}

// The reasons for reading nothing at all.
const (
	NoCredentials = "there are no AWS credentials"
	NoPoolID      = "no user pool id is set"
)

// WhyUnread says why a read failed, as the end of a sentence.
func WhyUnread(err error) string {
	if why, ok := err.(reason); ok {
		return string(why)
	}
	e := cognito.ErrorOf(err)
	switch {
	case e.Kind == cognito.NoCredentials:
		return NoCredentials
	case e.Kind == cognito.CredentialsUnknown:
		return "AWS credentials are still being looked for"
	case e.Denied():
		return "access denied, cognito-idp:" + e.Op + " isn't allowed"
	case e.Kind == cognito.CredentialsRefused:
		return "AWS didn't accept the credentials"
	case e.Kind == cognito.Throttled:
		return "the service is too busy to answer"
	case e.Kind == cognito.BadSettings:
		return NoPoolID
	}
	return "it can't be read, " + e.Kind.String()
}

// Placeholder says of a read that failed, in the place of what it would have given, what
// it would take.
func Placeholder(err error) string {
	e := cognito.ErrorOf(err)
	switch {
	case e.Kind == cognito.ThreatProtectionOff:
		return "off: they are kept with threat protection, in the plan PLUS"
	case e.Kind == cognito.PoolMisconfigured && e.Op == "AdminListDevices": // as a pool without device tracking answers (unconfirmed)
		return "off: this pool remembers no devices"
	case e.Denied():
		return "off: needs cognito-idp:" + e.Op
	}
	return "not read: " + e.Kind.String()
}
