// Package redacttest is a server that repeats what it was sent, for tests that show
// that nothing of it is told.
package redacttest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Server refuses every call with what Message makes of the request's body. It is a
// transport.
type Server struct {
	Exception string // its name
	Message   func(body []byte) string
	RequestID func(body []byte) string // nil for one of the service's form
	Body      []byte                   // of the last request
}

// RoundTrip refuses one request.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	s.Body = body
	answer, err := json.Marshal(map[string]string{"__type": s.Exception, "message": s.Message(body)})
	if err != nil {
		return nil, err
	}
	id := "11111111-2222-3333-4444-555555555555"
	if s.RequestID != nil {
		id = s.RequestID(body)
	}
	return &http.Response{StatusCode: http.StatusBadRequest, Request: r, Body: io.NopCloser(strings.NewReader(string(answer))),
		Header: http.Header{"X-Amzn-Requestid": {id}, "Content-Type": {"application/x-amz-json-1.1"}}}, nil
}

// Spellings are the ways in which servers repeat a text.
var Spellings = map[string]func(string) string{
	"as it is":    func(s string) string { return s },
	"upper case":  strings.ToUpper,
	"lower case":  strings.ToLower,
	"JSON":        inJSON,
	"JSON twice":  func(s string) string { return inJSON(inJSON(s)) },
	"Go":          func(s string) string { q := fmt.Sprintf("%+q", s); return q[1 : len(q)-1] },
	"\\u":         func(s string) string { return escapedBy(s, `\u%04x`) },
	"\\U, upper":  func(s string) string { return escapedBy(s, `\u%04X`) },
	"\\u{}":       func(s string) string { return escapedBy(s, `\u{%x}`) },
	"joiners":     func(s string) string { return strings.Join(strings.Split(s, ""), "\u200d") },
	"form":        url.QueryEscape,
	"path":        url.PathEscape,
	"URL, all":    percent,
	"URL, twice":  func(s string) string { return percent(percent(s)) },
	"HTML":        html.EscapeString,
	"HTML, all":   func(s string) string { return escapedBy(s, "&#%d;") },
	"HTML, hex":   func(s string) string { return escapedBy(s, "&#x%x;") },
	"base64":      func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64, raw": func(s string) string { return base64.RawStdEncoding.EncodeToString([]byte(s)) },
	"base64, url": func(s string) string { return base64.URLEncoding.EncodeToString([]byte(s)) },
	"base64, low": func(s string) string { return strings.ToLower(base64.StdEncoding.EncodeToString([]byte(s))) },
	"in base64":   func(s string) string { return base64.StdEncoding.EncodeToString([]byte("ann:" + s + ":x")) },
	"JSON, URL":   func(s string) string { return percent(inJSON(s)) },
	"JSON, HTML":  func(s string) string { return html.EscapeString(inJSON(s)) },
	"JSON, coded": func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte(`{"Password":"` + inJSON(s) + `"}`))
	},
}

func inJSON(s string) string {
	text, _ := json.Marshal(s)
	return string(text[1 : len(text)-1])
}

func escapedBy(s, form string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.HasPrefix(form, `\u%`) && r > 0xffff {
			fmt.Fprintf(&b, form+form, 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff)
			continue
		}
		fmt.Fprintf(&b, form, r)
	}
	return b.String()
}

func percent(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "%%%02x", c)
	}
	return b.String()
}
