package localpool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"cognito-tui/cognito/routine"
)

// How long the server waits for other programs. There is no limit on a whole
// request but writeTimeout, for a call may be held or delayed on purpose.
const (
	headerTimeout = 10 * time.Second // for a request's header to arrive
	bodyTimeout   = 30 * time.Second // for its body
	idleTimeout   = 2 * time.Minute  // for the next request on a connection
	writeTimeout  = 15 * time.Minute // from the header's end to the answer's; above maxDelay
	graceTime     = 2 * time.Second  // for calls in flight when the server ends
)

// maxHeader bounds a request's header in bytes; tokens travel in the body, and the
// cookies of a whole machine's other programs may come with a page's call.
const maxHeader = 16 << 10

// maxConnections bounds those that are open at once; more are closed at once.
const maxConnections = 2000

// ServeOptions is how Serve serves.
type ServeOptions struct {
	Addr           string // host:port; port 0 takes a free one
	UnsafeListen   bool   // an address that isn't this machine's loopback is allowed
	Stdout, Stderr io.Writer

	Quiet bool                   // nothing is logged of calls
	Stamp func(time.Time) string // how the log writes a moment; nil writes the time of day in UTC
}

// Serve serves the pools over HTTP until ctx ends, then gives calls in flight two
// seconds and returns nil. Once it listens it writes to Stdout the settings that
// lead other programs here, as lines of an .env file; people are told on Stderr,
// one line a call: when it came, the operation, the user's name where the pool has
// that user, "ok" or the exception, and how long it took.
//
// It listens on this machine's loopback only, unless UnsafeListen is set. An
// address that isn't one or that isn't allowed is an *AddrError; any other
// fault is an error whose text names --addr.
func Serve(ctx context.Context, s *Server, o ServeOptions) error {
	host, err := checkAddr(o.Addr, o.UnsafeListen)
	if err != nil {
		return err
	}
	listener, err := listen(ctx, o.Addr, o.UnsafeListen)
	if err != nil {
		return err
	}
	s.WarmKeys()
	endpoint := endpointOf(listener.Addr())
	if _, err := io.WriteString(o.Stdout, s.envFile(endpoint)); err != nil {
		listener.Close()
		return fmt.Errorf("the settings could not be written to standard output: %w", err)
	}
	fmt.Fprintf(o.Stderr, "The local pool is served at %s; its messages are at %s%s. Ctrl+C ends it.\n", endpoint, endpoint, messagesPath)
	h := s.handler()
	h.name = host
	h.told = newTeller(o.Stderr)
	defer h.told.end()
	if !o.Quiet {
		h.calls = o.log(h.told)
	}
	t := newTrimmer()
	h.used = t.use
	routine.Start(func() { t.run(ctx) })
	t.use(0) // what starting took is given back too
	return s.serveOn(ctx, listener, h)
}

// log tells each call.
func (o ServeOptions) log(to *teller) func(*reply, time.Time, time.Duration) {
	stamp := o.Stamp
	if stamp == nil {
		stamp = func(at time.Time) string { return at.UTC().Format(time.TimeOnly) }
	}
	return func(a *reply, began time.Time, took time.Duration) { to.tell(logged(stamp(began), a, took)) }
}

// serveOn serves until ctx ends.
func (s *Server) serveOn(ctx context.Context, listener net.Listener, h *handler) error {
	calls, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader,
		BaseContext:    func(net.Listener) context.Context { return calls },
		ConnState:      h.connState,
		ErrorLog:       log.New(io.Discard, "", 0), // it may quote what a caller sent
	}
	ended := make(chan error, 1)
	routine.Start(func() { ended <- server.Serve(listener) })
	select {
	case err := <-ended:
		return fmt.Errorf("serving ended by itself; start again, with another --addr if it happens again: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	if server.Shutdown(grace) != nil {
		cut()
		_ = server.Close() // only the listener could fail, and it is closed
	}
	<-ended
	return nil
}

// listen opens the socket. A name such as localhost may mean another machine in
// some hosts file, so where it led is looked at again.
func listen(ctx context.Context, addr string, unsafeListen bool) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use by another program; choose another address with --addr (port 0 takes a free one)", addr)
	case err != nil:
		return nil, fmt.Errorf("%s can't be listened on; choose another address with --addr: %w", addr, err)
	}
	if ip := ipOf(listener.Addr()); !unsafeListen && !ip.IsLoopback() {
		listener.Close()
		return nil, notLoopback(addr)
	}
	return listener, nil
}

func ipOf(addr net.Addr) netip.Addr {
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

// endpointOf is the address to call. One who listens everywhere is reached on
// loopback too.
func endpointOf(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return "http://" + addr.String()
	}
	ip := ipOf(addr)
	if !ip.IsValid() || ip.IsUnspecified() {
		ip = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	return "http://" + netip.AddrPortFrom(ip, uint16(tcp.Port)).String()
}

// envFile is the .env that leads an AWS SDK to the pool that was filled, else to the
// first: to its first client with a secret and its first without. The pool takes any AWS
// credentials; an SDK must have some to sign administrators' calls.
func (s *Server) envFile(endpoint string) string {
	led := s.config.Pools[0]
	for _, p := range s.config.Pools {
		if p.More > 0 {
			led = p
		}
	}
	var confidential, public ClientInfo
	for _, c := range s.Clients() {
		switch {
		case c.PoolID != led.ID:
		case c.Secret != "" && confidential.ClientID == "":
			confidential = c
		case c.Secret == "" && public.ClientID == "":
			public = c
		}
	}
	var b strings.Builder
	for _, line := range [][2]string{
		{"AWS_REGION", s.config.Region},
		{"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", endpoint},
		{"COGNITO_USER_POOL_ID", confidential.PoolID},
		{"COGNITO_CLIENT_ID", confidential.ClientID},
		{"COGNITO_CLIENT_SECRET", confidential.Secret},
		{"COGNITO_PUBLIC_CLIENT_ID", public.ClientID},
		{"AWS_ACCESS_KEY_ID", "localpool"},
		{"AWS_SECRET_ACCESS_KEY", "localpool-takes-any-secret"},
	} {
		fmt.Fprintf(&b, "%s=%s\n", line[0], line[1])
	}
	return b.String()
}
