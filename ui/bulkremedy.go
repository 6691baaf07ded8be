package ui

import (
	"context"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/remedy"
	"cognito-tui/ui/kit"
)

// bulkRemedy chooses the remedy; those that aren't for many say why.
type bulkRemedy struct {
	listScreen
	list bulk.List
}

func newBulkRemedy(env *Env, list bulk.List) *bulkRemedy {
	s := &bulkRemedy{list: list}
	s.listScreen = listScreen{Base: newBase(env, onDesk, aStep), title: "Which remedy?", lead: "For " + bulkWho(list) + "."}
	s.rows = s.remedies
	return s
}

// bulkWho says whom a list is of.
func bulkWho(list bulk.List) string {
	n := counted(len(list.Entries), "user")
	if list.Column == "" {
		return n + ", marked"
	}
	return n + " of " + kit.Clean(filepath.Base(list.From)) + ", by its column “" + kit.Clean(list.Column) + "”"
}

func (s *bulkRemedy) remedies() []listRow {
	var rows []listRow
	off := false
	for _, r := range bulk.Remedies() {
		row := listRow{label: r.Label, detail: r.Does, do: func() tea.Cmd { return s.end(wantDryRun{list: s.list, remedy: r.ID}) }}
		if r.WhyNot != "" {
			row.detail, row.do = r.WhyNot, func() tea.Cmd { return nil }
			if !off {
				row.section, off = "Not for many at once", true
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// bulkGroup chooses the group of a remedy: of those of the pool, or typed where they
// can't be listed.
type bulkGroup struct {
	formScreen
	list   bulk.List
	remedy remedy.Remedy
	read   bool
}

func newBulkGroup(env *Env, list bulk.List, id remedy.ID) *bulkGroup {
	s := &bulkGroup{list: list, remedy: remedy.Get(id)}
	s.formScreen = newFormScreen(env, s.remedy.Label, "For "+bulkWho(list)+".", kit.NewForm("Dry run", kit.NewField("group", "Group")), onDesk, aStep)
	s.submit = s.next
	return s
}

// Enter lists the pool's groups.
func (s *bulkGroup) Enter() tea.Cmd {
	if s.read || s.busy != "" {
		return nil
	}
	admin := s.env.Admin
	return Call(&s.Base, "Reading the groups", func(ctx context.Context) ([]cognito.Group, error) { return admin.ListGroups(ctx) })
}

// Update takes the groups.
func (s *bulkGroup) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(Reply[[]cognito.Group]); ok {
		s.read = true
		switch {
		case r.Err != nil:
			s.warning = "The groups can't be listed, so type the name. " + bulkSaid(r.Err)
		case len(r.Val) == 0:
			s.warning = "The pool has no groups."
		default:
			var options []kit.Option
			for _, g := range r.Val {
				options = append(options, kit.Option{Key: g.Name, Label: g.Name, Note: g.Description})
			}
			s.form.Fields = []*kit.Field{kit.NewChoice("group", "Group", options...)}
			s.form.Focus(0)
		}
		return nil
	}
	return s.formScreen.Update(msg)
}

func (s *bulkGroup) next() tea.Cmd {
	group, wrong := s.form.Value("group"), ""
	switch {
	case group == "":
		wrong = "Type the name of a group."
	case kit.HasControls(group):
		wrong = "This holds control characters; take them out."
	}
	if !s.require(check{"group", wrong}) {
		return nil
	}
	return s.end(wantDryRun{list: s.list, remedy: s.remedy.ID, group: group})
}
