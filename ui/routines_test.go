package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// Only package routine starts goroutines, for it reports their panics: elsewhere
// one would end the process with the terminal as it was drawn.
func TestOnlyRoutineStartsGoroutines(t *testing.T) {
	starts := make(map[string]int) // by file
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if what := startOf(n); what != "" {
				starts[filepath.ToSlash(name)]++
				if !strings.HasPrefix(filepath.ToSlash(name), "../cognito/routine/") {
					t.Errorf("%s: %s; package routine starts goroutines", set.Position(n.Pos()), what)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := starts["../cognito/routine/routine.go"]; got != 4 { // one each: statement, group, timer, context
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
