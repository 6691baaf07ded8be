package ui

import (
	"time"

	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/pace"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// Many at once, from here on: choose the users (bulksource.go), the remedy
// (bulkremedy.go), look at the dry run (bulkdry.go), confirm (bulkconfirm.go), and
// watch the job (bulkrun.go).

// Changes are made four at a time, where their quota is AWS's: each takes three
// calls, one after the other, so that on a slow line a single one would use little of
// it. So fast the embedded pool's go, which has no quota that others share.
const (
	bulkWorkers = 4
	bulkLocal   = 1000 // changes a second
)

// bulkConfig is what dry runs and jobs work with, taken within Update; a new job wants
// its folder beside.
func bulkConfig(e *Env, p bulk.Pacer) bulk.Config {
	c := bulk.Config{Service: e.Admin, Pace: p, PoolID: e.poolID(), Pool: e.Pool, Client: e.AppClient, Random: e.Random, Clock: e.Clock}
	local, client := e.Local, e.Client
	c.Now = func() time.Time {
		if local != nil {
			return local.Now()
		}
		return client.Now()
	}
	c.Workers = 1
	if local == nil {
		c.Workers = bulkWorkers
	}
	return c
}

// listPace keeps ListUsers within its quota, which the search shares.
func listPace(e *Env) bulk.Pacer {
	if e.Local != nil {
		return pace.New(bulkLocal)
	}
	return e.listQuota()
}

// changePace keeps changes within theirs.
func changePace(e *Env) bulk.Pacer {
	if e.Local != nil {
		return pace.New(bulkLocal)
	}
	return pace.New(pace.Default)
}

// bulkTitle names a job: the remedy, and for how many.
func bulkTitle(r remedy.Remedy, group string, n int) string {
	title := r.Label
	if group != "" {
		title += " “" + kit.Cut(kit.Clean(group), 40) + "”"
	}
	return title + ": " + counted(n, "user")
}

// messages tells whether a remedy sends each user a message.
func messages(id remedy.ID) bool {
	return id == remedy.Resend || id == remedy.Invite || id == remedy.Reset
}
