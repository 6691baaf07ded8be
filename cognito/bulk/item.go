package bulk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Item is one user of a job, as the journal keeps it before anything is done.
type Item struct {
	Line   int    `json:"line,omitempty"` // of the list's file
	Asked  string `json:"asked,omitempty"`
	User   string `json:"user,omitempty"` // user name; empty where nobody was found
	Sub    string `json:"sub,omitempty"`
	Status string `json:"status,omitempty"` // as it was listed
	// Modified is when the user was last changed, as it was listed: zero where that
	// isn't known.
	Modified time.Time `json:"modified,omitzero"`
	LeaveOut string    `json:"leaveOut,omitempty"` // why nothing is done
	// Change is what the remedy tells its change of this user, as the mediums of an
	// invitation; empty where that is nothing. No secret.
	Change json.RawMessage `json:"change,omitempty"`
}

// Name is how the user is told: what was asked for, else the user name.
func (i Item) Name() string {
	if i.Asked != "" {
		return i.Asked
	}
	return i.User
}

// End is how it ended for one user.
type End struct {
	Result    Result    `json:"result"`
	Reason    string    `json:"reason,omitempty"` // a sentence; empty where all went well
	RequestID string    `json:"request,omitempty"`
	Time      time.Time `json:"time"`
}

// Spec is what a job does: one remedy, in one pool, with what it needs to be told.
type Spec struct {
	Pool   string `json:"pool"`
	Remedy string `json:"remedy"`
	Group  string `json:"group,omitempty"`
	From   string `json:"from"`  // List.From
	Users  string `json:"users"` // Fingerprint of the list
}

// Fingerprint is a hash of a list: who was asked for, and how.
func Fingerprint(l List) string {
	h := sha256.New()
	e := json.NewEncoder(h)
	for _, entry := range l.Entries {
		_ = e.Encode([2]string{string(entry.By), entry.Text}) // a hash takes everything
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
