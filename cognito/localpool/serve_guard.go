package localpool

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// guard tells why a request under /_local/ is refused, or "". A page of the web
// can make a browser call this machine: through a name of its own that it points
// here (DNS rebinding), which the Host gives away, or across origins, which the
// Origin and the browser's own Sec-Fetch-Site give away.
func (h *handler) guard(r *http.Request) string {
	if !h.allowed(hostname(r.Host), r) {
		return "The Host is not this machine; ask for 127.0.0.1 or localhost."
	}
	if r.Header.Get("Origin") != "" && !sameOrigin(r) {
		return "Pages of other origins may not ask for this."
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return ""
	}
	return "Pages of other origins may not ask for this."
}

// allowed tells whether a Host means this machine: loopback by name or number,
// the host that was listened on, or the address the request arrived at.
func (h *handler) allowed(host string, r *http.Request) bool {
	if host == "" {
		return false
	}
	if loopbackName(host) || strings.EqualFold(host, "localhost") || strings.EqualFold(host, h.name) {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	ip, err := netip.ParseAddr(host)
	return ok && err == nil && ip.Unmap() == ipOf(local).WithZone("")
}

// hostname is a Host without its port and brackets. The port is no matter:
// tunnels and containers change it.
func hostname(host string) string {
	return (&url.URL{Host: host}).Hostname()
}

// sameOrigin tells whether every Origin of a request is the address it asks.
func sameOrigin(r *http.Request) bool {
	for _, origin := range r.Header.Values("Origin") {
		if !strings.EqualFold(origin, "http://"+r.Host) {
			return false
		}
	}
	return true
}
