package localpool

import (
	"context"

	"cognito-tui/cognito/routine"
)

// ServeBeside serves the pools on a free port of this machine's loopback until ctx
// ends, and returns at once with the address to call. It writes nothing.
func ServeBeside(ctx context.Context, s *Server) (endpoint string, err error) {
	const addr = "127.0.0.1:0"
	listener, err := listen(ctx, addr, false)
	if err != nil {
		return "", err
	}
	routine.Start(func() { _ = s.serveOn(ctx, listener, s.handler()) }) // the next call tells of a fault
	return endpointOf(listener.Addr()), nil
}
