package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/pace"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// bulkConfirm says what a job will do before it does: one key, or the number of users
// typed where one person's name would have to be.
type bulkConfirm struct {
	formScreen
	plan   bulk.Plan
	folder string // of the journal
	will   int
	unread unread // what the job will do, at first
}

func newBulkConfirm(env *Env, p bulk.Plan, folder string) *bulkConfirm {
	s := &bulkConfirm{folder: folder, plan: p, will: p.Will()}
	var fields []*kit.Field
	if p.Remedy.Confirm == remedy.TypeName {
		number := kit.NewField("number", "Number of users")
		number.Hint = "type " + strconv.Itoa(s.will)
		fields = append(fields, number)
	}
	s.formScreen = newFormScreen(env, bulkTitle(p.Remedy, p.Spec.Group, s.will), "Nothing is done yet.", kit.NewForm("Begin", fields...), onDesk, aStep)
	s.submit, s.above = s.begin, s.lines
	s.unread.appears()
	return s
}

// lines say what, where, for whom, and which messages go out.
func (s *bulkConfirm) lines() []string {
	t := s.env.Theme
	var lines []string
	say := func(label, text string) {
		for i, l := range kit.Wrap(kit.Clean(text), s.form.Width-18) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, t.Muted.Render(kit.Fit(label, 14))+t.Text.Render(l))
		}
	}
	pool := s.plan.Spec.Pool
	if p := s.env.Pool; p != nil && p.Name != "" {
		pool = p.Name + " (" + p.ID + ")"
	}
	say("Pool", pool)
	who := thousands(s.will) + " of " + counted(len(s.plan.Verdicts), "user") + " · " + filepath.Base(s.plan.Spec.From)
	say("Users", who)
	say("What", s.plan.Remedy.Label+": "+s.plan.Remedy.Does)
	if messages(s.plan.Remedy.ID) {
		say("Messages", counted(s.will, "message")+" will go out, one to each user")
	}
	if s.env.Local == nil {
		say("Time", "about "+roughly(time.Duration(float64(s.will)/pace.Default*float64(time.Second)))+" at "+strconv.Itoa(pace.Default)+" users a second, or longer on a slow line")
	}
	if n := s.mayNot(); n != "" {
		lines = append(lines, "")
		for i, l := range kit.Wrap(n, s.form.Width-6) {
			mark := t.Warn.Render("!")
			if i > 0 {
				mark = " "
			}
			lines = append(lines, mark+" "+t.Text.Render(l))
		}
	}
	return append(lines, "")
}

// mayNot says what may stop the job on the way.
func (s *bulkConfirm) mayNot() string {
	// The limit is of the sender that the service brings along. Source: AWS developer
	// guide, email settings for user pools.
	if p := s.env.Pool; messages(s.plan.Remedy.ID) && p != nil && p.EmailSender == "COGNITO_DEFAULT" && s.env.Local == nil && s.will > 50 {
		return "The pool sends at most 50 emails a day, by the service's own sender. The job pauses there, and can be gone on with the day after."
	}
	return ""
}

// roughly is a time as people say it.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Second:
		return "a second"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d seconds", int(d.Seconds()+0.5))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("%d hours", int(d.Hours()+0.5))
}

func (s *bulkConfirm) begin() tea.Cmd {
	if field := s.form.Field("number"); field != nil {
		typed := strings.NewReplacer(",", "", " ", "").Replace(field.Value())
		wrong := ""
		if typed != strconv.Itoa(s.will) {
			wrong = "Type " + strconv.Itoa(s.will) + ", the number of users, to begin."
		}
		if !s.require(check{"number", wrong}) {
			return nil
		}
	}
	config, plan := bulkConfig(s.env, changePace(s.env)), s.plan
	config.Folder = s.folder
	return Call(&s.Base, "Beginning", func(ctx context.Context) (*bulk.Job, error) {
		job, err := bulk.Begin(config, plan)
		if err == nil && ctx.Err() != nil { // esc was pressed, or the screen left
			return nil, cmp.Or(job.Discard(), ctx.Err())
		}
		return job, err
	})
}

// Update takes the job, and no key that comes before the screen can have been read.
func (s *bulkConfirm) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok && s.unread.drops(s.env, k) {
		return nil
	}
	r, ok := msg.(Reply[*bulk.Job])
	if !ok {
		return s.formScreen.Update(msg)
	}
	var e *cognito.Error
	switch {
	case errors.As(r.Err, &e):
		s.fail(r.Err)
	case errors.Is(r.Err, context.Canceled):
	case r.Err != nil:
		s.warning = bulkSaid(r.Err)
	default:
		return s.end(jobBegun{r.Val})
	}
	return nil
}
