package cognito

import (
	"encoding/hex"
	"io"
	"strconv"
	"time"

	"cognito-tui/cognito/random"
)

// The stages of a Record.
const (
	StageBegun   = "begun"   // written before the call: it may or may not have been made
	StageDone    = "done"    // the service did it
	StageRefused = "refused" // the service, or something before it, did not
	StageUnknown = "unknown" // no good answer: it may have happened
)

// Recorder keeps the record of what an administrator changes. A Record that it
// fails to keep with StageBegun keeps the change from being made.
type Recorder interface{ Record(Record) error }

// writableRecorder is a Recorder that knows beforehand whether it can keep a Record.
type writableRecorder interface {
	// Writable says why nothing could be recorded now; nil where it could.
	Writable() error
}

// Recordable says why no change could be recorded now, so that none would be made;
// nil where one could, and where Config.ReadOnly lets none be made anyway. It may
// look at the disk.
func (a *Admin) Recordable() error {
	if a.ReadOnly() {
		return nil
	}
	switch r := a.config.Recorder.(type) {
	case nil:
		return errNoRecorder
	case writableRecorder:
		return r.Writable()
	}
	return nil
}

// Record is one line of the record: a change begun, or how it ended. It holds no
// secret: no password, and no code.
type Record struct {
	Time      time.Time         `json:"time"` // the service's
	ID        string            `json:"id"`   // the same for a change's lines
	Stage     string            `json:"stage"`
	Who       string            `json:"who"`    // the caller, as Admin.Who says it
	Pool      string            `json:"pool"`   // user pool id
	User      string            `json:"user"`   // user name
	Operation string            `json:"action"` // such as "AdminEnableUser"
	Change    map[string]string `json:"change,omitempty"`
	Before    map[string]string `json:"before,omitempty"`
	After     map[string]string `json:"after,omitempty"` // as read back
	ReadBack  string            `json:"readBack,omitempty"`
	RequestID string            `json:"requestId,omitempty"`
	Outcome   string            `json:"outcome,omitempty"` // why it was refused, or isn't known
}

// newRecordID names the lines of one change.
func newRecordID(source io.Reader) string { return hex.EncodeToString(random.Bytes(source, 8)) }

// recorded are the attributes that a Record tells of every user; those that a
// change sets are told too.
var recorded = []string{"email", "email_verified", "phone_number", "phone_number_verified"}

// stateOf is what a Record tells of a user.
func stateOf(u *FoundUser, groups []string, more []string) map[string]string {
	if u == nil {
		return nil
	}
	state := map[string]string{"status": u.Status, "enabled": strconv.FormatBool(u.Enabled)}
	for _, names := range [][]string{recorded, more} {
		for _, name := range names {
			if v := u.Value(name); v != "" {
				state[name] = v
			}
		}
	}
	for key, list := range map[string][]string{"mfa": u.MFA, "groups": groups} {
		if list != nil {
			state[key] = joined(list)
		}
	}
	return state
}
