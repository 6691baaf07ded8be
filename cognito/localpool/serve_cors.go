package localpool

import (
	"net/http"
	"strings"
)

// What a browser is told. Any page may call, as any may call the service, but not
// sign what it sends: see guardCall. The exposed headers are those that the
// service was observed to expose.
const (
	corsHeaders = "cache-control, content-type, x-amz-target, x-amz-user-agent, x-amz-date, " +
		"x-amz-security-token, x-amz-content-sha256, x-amz-api-version, amz-sdk-invocation-id, amz-sdk-request"
	corsExposed = "x-amzn-RequestId, x-amzn-ErrorType, x-amzn-ErrorMessage, Date"
	corsMaxAge  = "172800" // seconds
)

// shared gives the methods with which pages of other origins may ask for a
// path: that of the API and the documents of each pool. Empty means none.
func (s *Server) shared(path string) string {
	if path == "/" {
		return http.MethodPost
	}
	id, name, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/.well-known/")
	if s.state.Load().pools[id] != nil && (name == "jwks.json" || name == "openid-configuration") {
		return "GET, HEAD"
	}
	return ""
}

func allowOrigins(header http.Header) {
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Expose-Headers", corsExposed)
}

// preflight answers what a browser asks before a call.
func (s *Server) preflight(w http.ResponseWriter, methods string) {
	header := w.Header()
	header.Set("Access-Control-Allow-Methods", methods)
	header.Set("Access-Control-Allow-Headers", corsHeaders)
	header.Set("Access-Control-Max-Age", corsMaxAge)
	header.Set("x-amzn-RequestId", s.newID("request").String())
	header.Set("Date", s.Now().UTC().Format(http.TimeFormat))
	w.WriteHeader(http.StatusOK)
}
