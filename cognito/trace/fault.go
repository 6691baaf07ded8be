package trace

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"syscall"
)

// The faults of a transport, as Entry.Fault has them.
const (
	FaultCancelled    = "cancelled"
	FaultTimeout      = "no answer in time"
	FaultTLS          = "no safe connection"
	FaultNetwork      = "no network"
	FaultName         = "host name not found"
	FaultRefused      = "connection refused"
	FaultNoConnection = "no connection"
	FaultLost         = "connection lost"
	FaultOther        = "transport fault"
)

// faultWords says a transport's error in fixed words: its own text could hold
// what was sent.
func faultWords(err error) string {
	var name *net.DNSError
	var timeout net.Error
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var record tls.RecordHeaderError
	var operation *net.OpError
	switch {
	case errors.Is(err, context.Canceled):
		return FaultCancelled
	case errors.Is(err, context.DeadlineExceeded):
		return FaultTimeout
	case errors.As(err, &certificate), errors.As(err, &authority), errors.As(err, &record):
		return FaultTLS
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return FaultNetwork
	case errors.As(err, &name) && !name.IsTimeout:
		return FaultName
	case errors.As(err, &timeout) && timeout.Timeout():
		return FaultTimeout
	case errors.Is(err, syscall.ECONNREFUSED):
		return FaultRefused
	case errors.As(err, &operation) && operation.Op == "dial":
		return FaultNoConnection
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, syscall.EPIPE), errors.As(err, &operation):
		return FaultLost
	}
	return FaultOther
}
