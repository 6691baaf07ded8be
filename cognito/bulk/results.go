package bulk

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"cognito-tui/cognito/private"
	"cognito-tui/cognito/sheet"
)

// table is the result file's text: a header, then a line for each user, as asked for
// and with the user name in the pool, which is empty where there is no such user.
func (j *Journal) table() ([]byte, error) {
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	_ = w.Write([]string{"user", "result", "reason", "request id", "user name"}) // told by Flush
	for i := range j.items {
		e := j.endOfItem(i)
		_ = w.Write([]string{j.items[i].Name(), string(e.Result), e.Reason, e.RequestID, j.items[i].User})
	}
	err := w.Flush()
	return b.Bytes(), err
}

// endOfItem is how it ended for an item, or how it stands where the job is over.
func (j *Journal) endOfItem(n int) End {
	switch j.states[n] {
	case ended:
		return j.ends[n]
	case begun:
		return End{Result: Unknown, Reason: "It was begun, and how it ended isn't known: look at the user."}
	}
	return End{Result: NotDone, Reason: "The job was cancelled before."}
}

// writeResults writes the result file beside the journal, for its owner's eyes
// only. It overwrites nothing.
func (j *Journal) writeResults() (path string, err error) {
	j.mu.Lock()
	text, err := j.table()
	base := strings.TrimSuffix(j.path, running)
	j.mu.Unlock()
	if err != nil {
		return "", err
	}
	for n := 1; n < 1000; n++ {
		path = base + "-results.csv"
		if n > 1 {
			path = fmt.Sprintf("%s-results-%d.csv", base, n)
		}
		err = private.Create(path, text)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", fmt.Errorf("the result file can't be written; the job's journal holds what was done: %w", err)
	}
	return path, nil
}
