package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
	"cognito-tui/ui/kit"
)

// TestWideNamesAreWhole: a column is as wide as its widest name, in cells, where
// there is room.
func TestWideNamesAreWhole(t *testing.T) {
	for _, name := range []string{"山田 太郎", "山田太郎左衛門佐久間", "हिन्दीहिन्दी", "می\u200cخواهم", "👩\u200d👩\u200d👧👩\u200d👩\u200d👧"} {
		u := cognito.FoundUser{Username: name, Status: "CONFIRMED", Enabled: true, Attributes: []cognito.Attribute{{Name: "name", Value: name}}}
		s := &findScreen{table: find.NewTable()}
		s.env = &Env{Host: Host{Theme: themes[0]}, Conn: &Conn{}}
		s.table.Add([]cognito.FoundUser{u})
		for _, w := range []int{76, 116} {
			row := ansi.Strip(s.row(&u, s.columns(w), false))
			if strings.Count(row, name) != 2 || strings.Contains(row, "…") || kit.Width(row) > w {
				t.Errorf("%q isn't whole in %d cells: %q", name, w, row)
			}
		}
	}
}

// TestOneMeasure: screens measure and cut by kit alone, which counts cells.
func TestOneMeasure(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			of, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, _ := of.X.(*ast.Ident)
			if pkg == nil {
				return true
			}
			switch name := pkg.Name + "." + of.Sel.Name; {
			case pkg.Name == "ansi" && name != "ansi.Strip", name == "lipgloss.Width", name == "lipgloss.Size":
				t.Errorf("%s: %s", fset.Position(n.Pos()), name)
			}
			return true
		})
	}
}
