package cognito

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// The numbers that Windows' sockets give for what the syscall package names
// otherwise; no other system gives them.
const (
	wsaNetworkUnreachable = syscall.Errno(10051)
	wsaConnectionReset    = syscall.Errno(10054)
	wsaConnectionRefused  = syscall.Errno(10061)
	wsaHostUnreachable    = syscall.Errno(10065)
)

// transportKind is the kind of an error that came about without an answer of the
// service, or in the middle of one. It is Unknown for all others.
func transportKind(err error) Kind {
	var name *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return Cancelled
	case errors.Is(err, context.DeadlineExceeded):
		return TimedOut
	case isTLS(err):
		return TLSFailed
	case is(err, syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EADDRNOTAVAIL,
		wsaNetworkUnreachable, wsaHostUnreachable):
		return NoNetwork
	case errors.As(err, &name) && !name.IsTimeout:
		return NameNotFound
	case errors.As(err, &timeout) && timeout.Timeout():
		return TimedOut
	case is(err, syscall.ECONNREFUSED, wsaConnectionRefused):
		return ConnectionRefused
	case is(err, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, wsaConnectionReset,
		io.EOF, io.ErrUnexpectedEOF, net.ErrClosed):
		return ConnectionLost
	}
	return unsentKind(err)
}

// unsentKind sorts what is left: systems whose error numbers have other names,
// HTTP/2's own errors, and answers that don't decode.
func unsentKind(err error) Kind {
	var operation *net.OpError
	var send *smithyhttp.RequestSendError
	var decode *smithy.DeserializationError
	switch {
	case errors.As(err, &operation) && operation.Op == "dial":
		return NoNetwork
	case errors.As(err, &operation), errors.As(err, &send):
		return ConnectionLost
	case errors.As(err, &decode):
		return NotTheProtocol
	}
	return Unknown
}

func isTLS(err error) bool {
	var (
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		host        x509.HostnameError
		invalid     x509.CertificateInvalidError
		record      tls.RecordHeaderError
		alert       tls.AlertError
	)
	return errors.As(err, &certificate) || errors.As(err, &authority) || errors.As(err, &host) ||
		errors.As(err, &invalid) || errors.As(err, &record) || errors.As(err, &alert) ||
		errors.Is(err, http.ErrSchemeMismatch)
}

// innocent is the first error of a chain that is known to hold no part of a request or
// an answer; nil where none is.
func innocent(err error) error {
	switch e := err.(type) {
	case nil:
		return nil
	case *net.OpError, *net.DNSError, syscall.Errno, *LoginNeeded, *NoSuchProfile, *ProfileBroken, *MFANeeded, *RoleRefused, *ProcessFailed,
		*tls.CertificateVerificationError, x509.UnknownAuthorityError, x509.HostnameError, x509.CertificateInvalidError, tls.RecordHeaderError, tls.AlertError:
		return err
	case interface{ Unwrap() error }:
		return innocent(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			if cause := innocent(inner); cause != nil {
				return cause
			}
		}
		return nil
	}
	if is(err, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, context.Canceled, context.DeadlineExceeded, http.ErrSchemeMismatch, errNotObject) {
		return err
	}
	return nil
}

func is(err error, targets ...error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}
