package localpool

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// strictness is whom the guard lets pass unseen.
type strictness int

const (
	onlyHere   strictness = iota // nobody: what stands under /_local/
	notByPages                   // programs, who are whoever sends neither Origin nor Sec-Fetch-Site: signed operations
)

// guard tells why a request is refused, or "". A page of the web can make a
// browser call this machine: through a name of its own that it points here (DNS
// rebinding), which the Host gives away, or across origins, which the Origin and
// the browser's own Sec-Fetch-Site give away. A program may call the API by any
// name, such as that of a container.
func (h *handler) guard(r *http.Request, how strictness) string {
	site := r.Header.Get("Sec-Fetch-Site")
	if how == notByPages && r.Header["Origin"] == nil && r.Header["Sec-Fetch-Site"] == nil {
		return ""
	}
	switch {
	case !h.allowed(hostname(r.Host), r):
		return "The Host is not this machine; ask for 127.0.0.1 or localhost."
	case !sameOrigin(r), site != "" && site != "none" && site != "same-origin":
		return "Pages of other origins may not ask for this."
	}
	return ""
}

// guardCall tells why an API call is refused, or nil. What needs AWS credentials at
// the service is not for pages here, where any signature passes; what needs none
// is for every page, as at the service.
func (h *handler) guardCall(r *http.Request) error {
	op := operations[operationName(r)]
	if op == nil || !op.signed {
		return nil
	}
	if reason := h.guard(r, notByPages); reason != "" {
		return refuse("AccessDeniedException", "%s", reason)
	}
	return nil
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

// sameOrigin tells whether every Origin of a request, if there is any, is the
// address it asks.
func sameOrigin(r *http.Request) bool {
	for _, origin := range r.Header["Origin"] {
		if !strings.EqualFold(origin, "http://"+r.Host) {
			return false
		}
	}
	return true
}
