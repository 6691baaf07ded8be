package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/private"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// bulkSource chooses whom a job is for: users who were marked, or a CSV file. A job
// of this pool that isn't over is told first.
type bulkSource struct {
	formScreen
	users      []cognito.FoundUser
	folder     string // of the journals
	from, path *kit.Field
	unfinished []bulk.Summary
	results    string // of a job that was cancelled here
}

const fromMarked, fromFile = "marked", "file"

func newBulkSource(env *Env, users []cognito.FoundUser, folder string) *bulkSource {
	s := &bulkSource{users: users, folder: folder,
		path: kit.NewField("path", "CSV file"),
		from: kit.NewChoice("from", "Users",
			kit.Option{Key: fromMarked, Label: counted(len(users), "marked user")},
			kit.Option{Key: fromFile, Label: "a CSV file"})}
	s.path.Hint = "with a header"
	s.formScreen = newFormScreen(env, "Many at once", "One remedy for many users. A dry run says first for whom it will work; until you confirm, nothing is done.",
		kit.NewForm("Next"), onDesk, aStep)
	s.submit = s.next
	s.above = s.unfinishedLines
	s.shape()
	return s
}

// shape shows the fields that matter now.
func (s *bulkSource) shape() {
	var fields []*kit.Field
	if len(s.users) > 0 {
		fields = append(fields, s.from)
	}
	if len(s.users) == 0 || s.from.Value() == fromFile {
		fields = append(fields, s.path)
	}
	if len(fields) != len(s.form.Fields) {
		s.form.Fields = fields
		s.form.Focus(0)
	}
}

// Enter looks for jobs that aren't over.
func (s *bulkSource) Enter() tea.Cmd {
	if s.busy != "" {
		return nil
	}
	folder, pool := s.folder, s.env.poolID()
	return Call(&s.Base, "Looking for unfinished jobs", func(context.Context) ([]bulk.Summary, error) {
		return bulk.Unfinished(folder, pool)
	})
}

// dropped is a job that was ended before it was over.
type dropped bulk.Report

// Update takes the jobs that aren't over, a list that was read, and keys.
func (s *bulkSource) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Reply[[]bulk.Summary]:
		if msg.Err != nil {
			s.warning = bulkSaid(msg.Err)
			return nil
		}
		s.offerJobs(msg.Val)
		return nil
	case Reply[bulk.List]:
		if msg.Err != nil {
			if !errors.Is(msg.Err, context.Canceled) {
				s.path.Err = bulkSaid(msg.Err)
			}
			s.form.FocusField("path")
			return nil
		}
		return s.end(listChosen{msg.Val})
	case Reply[*bulk.Job]:
		if msg.Err != nil {
			s.warn(msg.Err)
			return nil
		}
		return s.end(jobBegun{msg.Val})
	case Reply[dropped]:
		if msg.Err != nil {
			s.warn(msg.Err)
			return nil
		}
		s.done, s.results = "The job is cancelled. Its results:", msg.Val.Results
		return s.Enter()
	}
	cmd := s.formScreen.Update(msg)
	s.shape()
	return cmd
}

// warn says what went wrong; that esc was pressed is nothing wrong.
func (s *bulkSource) warn(err error) {
	if !errors.Is(err, context.Canceled) {
		s.warning = bulkSaid(err)
	}
}

// offerJobs puts buttons for the newest job that can be gone on with.
func (s *bulkSource) offerJobs(list []bulk.Summary) {
	s.unfinished = list
	s.form.Buttons = s.form.Buttons[:1]
	usable := slices.DeleteFunc(slices.Clone(list), func(j bulk.Summary) bool { return j.Problem != "" })
	which := "the job"
	if len(usable) > 1 {
		which = "the newest"
	}
	if len(usable) > 0 {
		s.form.Buttons = append(s.form.Buttons,
			kit.Button{Label: "Go on with " + which, Do: func() tea.Cmd { return s.resume(usable[0]) }},
			kit.Button{Label: "Cancel " + which, Do: func() tea.Cmd { return s.askToCancel(usable[0]) }})
	}
	s.form.Refocus()
}

// unfinishedLines tell of the jobs that aren't over.
func (s *bulkSource) unfinishedLines() []string {
	t := s.env.Theme
	var lines []string
	if s.results != "" && s.done != "" {
		lines = append(wrapped(kit.Clean(s.results), s.form.Width-4, t.Text.Render), "")
	}
	for i, j := range s.unfinished {
		if i == 3 {
			lines = append(lines, "  "+t.Muted.Render("and "+counted(len(s.unfinished)-i, "older job")))
			break
		}
		text := fmt.Sprintf("Unfinished: %s · %s of %s left · begun %s · %s", remedy.Get(remedy.ID(j.Spec.Remedy)).Label,
			thousands(j.Left), thousands(j.Total), moment(s.env.Clock, j.Begun), filepath.Base(j.Spec.From))
		if j.Problem != "" {
			text = bulk.Sentence(errors.New(j.Problem))
			if j.Spec.Remedy != "" {
				text = remedy.Get(remedy.ID(j.Spec.Remedy)).Label + " · " + filepath.Base(j.Spec.From) + ": " + text
			}
		}
		for k, l := range kit.Wrap(kit.Clean(text), s.form.Width-6) {
			mark := t.Warn.Render("!")
			if k > 0 {
				mark = " "
			}
			lines = append(lines, mark+" "+t.Text.Render(l))
		}
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

func (s *bulkSource) resume(job bulk.Summary) tea.Cmd {
	config := bulkConfig(s.env, changePace(s.env))
	return Call(&s.Base, "Opening the journal", func(ctx context.Context) (*bulk.Job, error) {
		j, err := bulk.Resume(config, job.Path, job.Spec)
		if err == nil && ctx.Err() != nil {
			j.Close()
			return nil, ctx.Err()
		}
		return j, err
	})
}

func (s *bulkSource) askToCancel(job bulk.Summary) tea.Cmd {
	config := bulkConfig(s.env, changePace(s.env))
	return s.question(question{sentence: "Cancel the job? " + counted(job.Left, "user") + " will be left as they are.",
		hint: "What was done stays done; a result file says for whom.", yes: "Cancel it", do: func() tea.Cmd {
			return Call(&s.Base, "Ending the job", func(ctx context.Context) (dropped, error) {
				j, err := bulk.Resume(config, job.Path, job.Spec)
				if err != nil {
					return dropped{}, err
				}
				j.Cancel()
				report, err := j.Run(ctx)
				return dropped(report), err
			})
		}})
}

// next reads the list.
func (s *bulkSource) next() tea.Cmd {
	if len(s.users) > 0 && s.from.Value() == fromMarked {
		return s.end(listChosen{bulk.Marked(s.users)})
	}
	path := unquoted(strings.TrimSpace(s.path.Value()))
	wrong := ""
	switch {
	case path == "":
		wrong = "Type the path of a CSV file, such as users.csv."
	case kit.HasControls(path):
		wrong = "This holds control characters; take them out."
	}
	if !s.require(check{"path", wrong}) {
		return nil
	}
	return Call(&s.Base, "Reading the file", func(ctx context.Context) (bulk.List, error) {
		list, err := readList(wholePath(path))
		if ctx.Err() != nil { // esc was pressed meanwhile
			err = ctx.Err()
		}
		return list, err
	})
}

// unquoted is a path without the quotation marks around it that a terminal puts there
// when a file is dropped on it. A file that is called so itself can't be meant.
func unquoted(path string) string {
	if n := len(path); n > 2 && path[0] == path[n-1] && (path[0] == '\'' || path[0] == '"') {
		return path[1 : n-1]
	}
	return path
}

func readList(path string) (bulk.List, error) {
	f, err := private.Open(path)
	switch {
	case errors.As(err, new(*private.Refused)):
		return bulk.List{}, errors.New("this is no file: type the path of a CSV file")
	case errors.Is(err, fs.ErrNotExist):
		return bulk.List{}, errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return bulk.List{}, errors.New("you may not read this file")
	case err != nil:
		return bulk.List{}, fmt.Errorf("the file can't be read: %w", err)
	}
	defer f.Close()
	return bulk.ReadList(path, f)
}

// bulkSaid is an error as a sentence that is fit to be drawn.
func bulkSaid(err error) string { return kit.Clean(bulk.Sentence(err)) }
