package ui

import (
	"fmt"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/trace"
	"cognito-tui/cognito/trace/redact"
	"cognito-tui/ui/kit"
	"cognito-tui/ui/theme"
)

// isNote tells a note of the program's own from an attempt.
func isNote(e *trace.Entry) bool { return e.Op == "" && e.Note != "" }

// describeCall says all that is known of one attempt, in lines of at most w cells.
func describeCall(t *theme.Theme, local clock.Clock, e *trace.Entry, w int) []string {
	var lines []string
	label := func(name, text string) {
		if text == "" {
			return
		}
		for i, l := range kit.Wrap(kit.Clean(text), max(20, w-16)) {
			if i > 0 {
				name = ""
			}
			lines = append(lines, t.Muted.Render(kit.Fit(name, 16))+t.Text.Render(l))
		}
	}
	if isNote(e) {
		label("Note", e.Note)
		label("Time", localTime(local, e.Start))
		return lines
	}
	label("Operation", e.Op)
	label("About", e.About)
	label("Endpoint", e.Endpoint)
	label("Signed", signedWords(e))
	if e.Status > 0 {
		label("HTTP status", fmt.Sprint(e.Status))
	}
	label("Exception", e.Code)
	label("Message", messageOf(e))
	label("Trigger", e.Trigger)
	label("Fault", e.Fault)
	label("Request id", e.RequestID)
	label("Attempt", attemptWords(e))
	label("Start", localTime(local, e.Start))
	label("Duration", durationWords(e))
	label("Sizes", sizeWords(e))
	label("Clock", clockWords(e))
	if p, ok := meaning(e); ok {
		lines = append(lines, "", t.Accent.Render("What it means"))
		for i, text := range []string{p.sentence, p.hint} {
			style := t.Text
			if i > 0 {
				style = t.Muted
			}
			for _, l := range kit.Wrap(text, max(20, w-2)) {
				lines = append(lines, "  "+style.Render(l))
			}
		}
	}
	lines = append(lines, bodyLines(t, "Request", e.Request, w)...)
	if !e.Done {
		return append(lines, "", t.Accent.Render("Response"), "  "+t.Muted.Render("on its way…"))
	}
	return append(lines, bodyLines(t, "Response", e.Response, w)...)
}

// bodyLines draw a body as indented JSON.
func bodyLines(t *theme.Theme, title string, body redact.Value, w int) []string {
	lines := []string{"", t.Accent.Render(title)}
	for _, l := range body.Indent(2) {
		for _, part := range kit.Wrap(kit.Clean(l), max(20, w-2)) {
			lines = append(lines, "  "+t.Text.Render(part))
		}
	}
	return lines
}

func signedWords(e *trace.Entry) string {
	if e.Signed {
		return "with AWS credentials"
	}
	return "no"
}

func attemptWords(e *trace.Entry) string {
	if e.Attempt > 1 {
		return fmt.Sprintf("%d: a repeat", e.Attempt)
	}
	return "1"
}

// durationWords splits the duration into its parts.
func durationWords(e *trace.Entry) string {
	if !e.Done {
		return "under way"
	}
	parts := []string{}
	switch e.Conn {
	case trace.NewConnection:
		parts = append(parts, "connect "+millis(e.Connect))
	case trace.NoConnection:
		return millis(e.Duration) + " (no connection)"
	default:
		parts = append(parts, e.Conn.String())
	}
	return millis(e.Duration) + " (" + strings.Join(append(parts, "wait "+millis(e.Wait), "read "+millis(e.Read)), ", ") + ")"
}

func sizeWords(e *trace.Entry) string {
	text := fmt.Sprintf("request %d bytes", e.RequestSize)
	if e.ResponseSize >= 0 {
		text += fmt.Sprintf(", response %d bytes", e.ResponseSize)
	}
	return text
}

// clockWords tell a difference between the clocks, which breaks signatures and
// codes of apps.
func clockWords(e *trace.Entry) string {
	switch {
	case !e.Dated:
		return ""
	case e.Skew > 0:
		return "the service's is " + e.Skew.String() + " ahead of this machine's"
	case e.Skew < 0:
		return "the service's is " + (-e.Skew).String() + " behind this machine's"
	}
	return "the service's and this machine's agree"
}

// faultKinds are the transport's faults as the client knows them.
var faultKinds = map[string]cognito.Kind{
	trace.FaultCancelled: cognito.Cancelled, trace.FaultTimeout: cognito.TimedOut, trace.FaultTLS: cognito.TLSFailed,
	trace.FaultNetwork: cognito.NoNetwork, trace.FaultName: cognito.NameNotFound,
	trace.FaultRefused: cognito.ConnectionRefused, trace.FaultNoConnection: cognito.NoNetwork,
	trace.FaultLost: cognito.ConnectionLost, trace.FaultOther: cognito.ConnectionLost,
}

// meaning is what the table of problems says of an attempt that failed.
func meaning(e *trace.Entry) (problem, bool) {
	challenge := ""
	if v, ok := e.Request.At("ChallengeName"); ok && v.Kind == redact.Text {
		challenge = v.Text
	}
	switch kind, fault := faultKinds[e.Fault]; {
	case e.Op == "" || !e.Done:
		return problem{}, false
	case fault:
		sent := e.Conn != trace.NoConnection && kind != cognito.ConnectionRefused && kind != cognito.NameNotFound
		return explain(cognito.Lost(e.Op, challenge, kind, sent)), true
	case e.Code == "" && e.Status < 300:
		return problem{}, false
	}
	if told, ok := e.Refusal.(*cognito.Error); ok {
		return explain(told.Answering(challenge)), true
	}
	return explain(cognito.Told(e.Op, challenge, e.Code, messageOf(e), e.Status)), true
}

// messageOf is the exception's message, without what was hidden of it.
func messageOf(e *trace.Entry) string {
	for _, name := range []string{"message", "Message"} {
		if v, ok := e.Response.At(name); ok && (v.Kind == redact.Text || v.Text == redact.Repeats || v.Text == redact.MayRepeat) {
			return v.Text
		}
	}
	return ""
}

// millis writes a duration in whole milliseconds, or in seconds from ten on.
func millis(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "<1 ms"
	case d < 10*time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
