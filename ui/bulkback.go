package ui

import "cognito-tui/cognito/bulk"

// jobScreen is a screen whose job reads users back.
type jobScreen interface{ readBack() []bulk.Seen }

// takeReadBack has the lists below a job show its users as it read them back: what
// ListUsers said of them before the job isn't so any more.
func (a *App) takeReadBack() {
	for _, s := range a.stack {
		job, ok := s.(jobScreen)
		if !ok {
			continue
		}
		for _, seen := range job.readBack() {
			for _, below := range a.stack {
				if list, ok := below.(personList); ok {
					list.refreshed(seen.User, seen.Gone)
				}
			}
		}
	}
}

// readBack takes the users whom the job has read since it was last asked.
func (s *bulkRun) readBack() []bulk.Seen { return s.job.Seen() }
