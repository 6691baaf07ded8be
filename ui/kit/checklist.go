package kit

import "cognito-tui/ui/theme"

// Check is one rule and whether it is kept.
type Check struct {
	Name string
	OK   bool
}

// Checklist draws rules as marks and names, in as many lines as width asks for.
func Checklist(t *theme.Theme, checks []Check, width int) []string {
	var lines []string
	line := ""
	for _, c := range checks {
		item := t.Warn.Render("○") + " " + t.Text.Render(c.Name)
		if c.OK {
			item = t.Good.Render("✓") + " " + t.Muted.Render(c.Name)
		}
		if line != "" && Width(line)+2+Width(item) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += "  "
		}
		line += item
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
