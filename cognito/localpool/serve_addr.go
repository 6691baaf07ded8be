package localpool

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
)

// AddrError says why an address to listen on isn't taken: it isn't one, or other
// machines would reach it.
type AddrError struct{ text string }

// Error is one sentence with the next step.
func (e *AddrError) Error() string { return e.text }

// checkAddr takes an address of the form host:port whose host is this machine's
// loopback, or any host where unsafeListen allows it, and returns the host.
func checkAddr(addr string, unsafeListen bool) (host string, err error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", malformed(addr)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", malformed(addr)
	}
	if !unsafeListen && !loopbackName(host) {
		return "", notLoopback(addr)
	}
	return host, nil
}

func malformed(addr string) error {
	return &AddrError{fmt.Sprintf("--addr takes host:port, such as 127.0.0.1:9229, not %q", addr)}
}

func notLoopback(addr string) error {
	return &AddrError{fmt.Sprintf("%s can be reached from other machines, and whoever reaches the pool reads its messages and "+
		"becomes any of its users; choose a loopback address with --addr, such as 127.0.0.1:9229, or allow it with --unsafe-listen", addr)}
}

// loopbackName tells whether a host is this machine by name or number.
func loopbackName(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}
