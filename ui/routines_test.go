package ui_test

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"

	"cognito-tui/cognito/source"
)

// Only package routine starts goroutines, for it reports their panics: elsewhere
// one would end the process with the terminal as it was drawn.
func TestOnlyRoutineStartsGoroutines(t *testing.T) {
	starts := make(map[string]int) // by file
	source.Program(t, func(name string, set *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if what := startOf(n); what != "" {
				starts[name]++
				if !strings.HasPrefix(name, "cognito/routine/") {
					t.Errorf("%s: %s; package routine starts goroutines", set.Position(n.Pos()), what)
				}
			}
			return true
		})
	})
	if got := starts["cognito/routine/routine.go"]; got != 4 { // one each: statement, group, timer, context
		t.Errorf("%d starts were seen in package routine, want 4: the search is blind", got)
	}
}

// startOf names what starts a goroutine; it is empty for all else.
func startOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "go statement"
	case *ast.CallExpr:
		if called, ok := n.Fun.(*ast.SelectorExpr); ok && (called.Sel.Name == "Go" || called.Sel.Name == "TryGo") {
			return called.Sel.Name
		}
	case *ast.SelectorExpr:
		if n.Sel.Name == "AfterFunc" {
			return n.Sel.Name
		}
	}
	return ""
}
