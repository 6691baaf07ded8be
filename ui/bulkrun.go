package ui

import (
	"context"
	"errors"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
)

// bulkRun shows a job while it runs, and what came of it. The job goes on under the
// panels; leaving the screen lets the change in flight end, and the job can be gone
// on with.
type bulkRun struct {
	Base
	keys   bulkRunKeys
	job    *bulk.Job
	cancel context.CancelFunc
	state  runState
	asking bool // whether to cancel the rest
	held   bool // it was paused when that was asked
	report bulk.Report
	fault  error    // what stopped it
	top    int      // first line of the report in sight
	bad    []string // its lines, of a width; nil where they are to be made
	badW   int
}

type runState int

const (
	runReady runState = iota
	runGoing
	runOver    // finished or cancelled
	runStopped // it can be gone on with
)

type bulkRunKeys struct {
	moveKeys
	Pause, Cancel, Yes, No, GoOn, Close key.Binding
}

func newBulkRunKeys() bulkRunKeys {
	return bulkRunKeys{moveKeys: newMoveKeys(), Pause: bound("p", "pause, go on", "p"), Cancel: bound("c", "cancel the rest", "c"),
		Yes: answerYes, No: answerNo, GoOn: bound("r", "go on", "r"), Close: bound("enter", "close", "enter")}
}

func newBulkRun(env *Env, job *bulk.Job) *bulkRun {
	return &bulkRun{Base: newBase(env, onDesk), keys: newBulkRunKeys(), job: job}
}

// Title names the screen.
func (s *bulkRun) Title() string { return s.job.Remedy().Label + " for many" }

// counting has the frame drawn anew each second while the job runs.
func (s *bulkRun) counting() bool { return s.state == runGoing }

// working tells that quitting would stop the job.
func (s *bulkRun) working() bool { return s.state == runGoing }

// Enter begins to run the job.
func (s *bulkRun) Enter() tea.Cmd {
	if s.state != runReady {
		return nil
	}
	return s.run()
}

// jobOver is what a run came to.
type jobOver struct {
	screen int
	report bulk.Report
	err    error
}

func (m jobOver) of() int { return m.screen }

func (s *bulkRun) run() tea.Cmd {
	s.state, s.fault, s.top = runGoing, nil, 0
	ctx, cancel := context.WithCancel(s.env.ctx)
	s.cancel = cancel
	job, screen := s.job, s.id
	return func() tea.Msg {
		defer cancel()
		report, err := job.Run(ctx)
		return jobOver{screen, report, err}
	}
}

// tick tells of the users whom the job has read back since it was last asked.
func (s *bulkRun) tick() {
	for _, seen := range s.job.Seen() {
		s.tell(readBack{seen.User, seen.Gone})
	}
}

// close lets the job go, after the change in flight.
func (s *bulkRun) close() {
	if s.cancel != nil {
		s.cancel()
	}
}

// jobReopened is the journal of a job that stopped, opened again.
type jobReopened struct{ job *bulk.Job }

// Update takes what a run came to, and keys.
func (s *bulkRun) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case jobOver:
		s.tick()
		s.report, s.fault, s.asking, s.bad = msg.report, msg.err, false, nil
		s.state = runOver
		if msg.err != nil {
			s.state = runStopped
		}
	case Reply[jobReopened]:
		if msg.Err != nil {
			if !errors.Is(msg.Err, context.Canceled) {
				s.fault = msg.Err
			}
			return nil
		}
		s.job = msg.Val.job
		return s.run()
	case shortcut:
		if e := s.cause(); msg == pressDetails && e != nil {
			return s.end(showDetails{e})
		}
	case tea.KeyMsg:
		if s.state == runGoing {
			s.goingKey(msg)
			return nil
		}
		return s.overKey(msg)
	}
	return nil
}

// cause is why the job is paused or stopped, where the service said it; else nil.
func (s *bulkRun) cause() *cognito.Error {
	err := s.fault
	if s.state == runGoing {
		err = s.job.Progress().Cause
	}
	var e *cognito.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

func (s *bulkRun) goingKey(k tea.KeyMsg) {
	p := s.job.Progress()
	switch {
	case p.Cancelling:
	case s.asking && key.Matches(k, s.keys.Yes):
		s.asking = false
		s.job.Cancel()
	case s.asking && key.Matches(k, s.keys.No):
		s.dontCancel()
	case s.asking:
	case key.Matches(k, s.keys.Cancel):
		s.askToCancel(p.Paused)
	case key.Matches(k, s.keys.Pause) && p.Paused:
		s.job.Resume()
	case key.Matches(k, s.keys.Pause):
		s.job.Pause()
	}
}

// askToCancel has the job wait for the answer.
func (s *bulkRun) askToCancel(paused bool) {
	s.asking, s.held = true, paused
	if !paused {
		s.job.Pause()
	}
}

func (s *bulkRun) dontCancel() {
	s.asking = false
	if !s.held {
		s.job.Resume()
	}
}

func (s *bulkRun) overKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, s.keys.GoOn) && s.state == runStopped:
		config, path, spec := bulkConfig(s.env, changePace(s.env)), s.report.Journal, s.job.Spec()
		return Call(&s.Base, "Opening the journal", func(ctx context.Context) (jobReopened, error) {
			job, err := bulk.Resume(config, path, spec)
			if err == nil && ctx.Err() != nil {
				job.Close()
				err = ctx.Err()
			}
			return jobReopened{job}, err
		})
	case key.Matches(k, s.keys.Close):
		return s.end(back{})
	}
	lines, room := len(s.reportLines()), s.reportRoom()
	s.top, _ = s.keys.move(k, s.top, max(0, lines-room)+1, room, false)
	return nil
}

// leaving says what esc does while the job runs: it asks, or takes the question away.
func (s *bulkRun) leaving() string {
	switch {
	case s.state != runGoing:
		return ""
	case s.asking:
		return "no"
	case s.job.Progress().Cancelling:
		return "wait"
	}
	return "cancel"
}

// escape asks before the rest is cancelled.
func (s *bulkRun) escape() {
	switch p := s.job.Progress(); {
	case s.asking:
		s.dontCancel()
	case !p.Cancelling:
		s.askToCancel(p.Paused)
	}
}

// ShortHelp are the keys of the footer.
func (s *bulkRun) ShortHelp() []key.Binding {
	k := s.keys
	switch {
	case s.state == runGoing && s.asking:
		return []key.Binding{renamed(k.Yes, "y", "cancel the rest"), k.No}
	case s.state == runGoing && s.job.Progress().Cancelling:
		return nil
	case s.state == runGoing && s.job.Progress().Paused:
		return []key.Binding{renamed(k.Pause, "p", "go on"), k.Cancel}
	case s.state == runGoing:
		return []key.Binding{renamed(k.Pause, "p", "pause"), k.Cancel}
	case s.state == runStopped:
		return []key.Binding{k.GoOn, k.Close}
	}
	return []key.Binding{k.Close, renamed(k.Down, "↑↓", "scroll")}
}

// FullHelp are all keys of the screen.
func (s *bulkRun) FullHelp() [][]key.Binding {
	k := s.keys
	if s.state == runGoing {
		return [][]key.Binding{{k.Pause, k.Cancel, k.Yes, k.No, newShortcutKeys().Details}}
	}
	return [][]key.Binding{{k.Close, k.GoOn, k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Last}}
}
