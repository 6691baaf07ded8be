package clock_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// Nothing but this package asks for the machine's zone: what people read of a moment
// is written by the clock that they were given.
func TestNobodyElseKnowsTheLocalZone(t *testing.T) {
	const root = "../.."
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		slashed := filepath.ToSlash(path)
		if files++; slashed == root+"/cognito/clock/clock.go" {
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Local" && (called(file, s) || isTime(s.X)) {
				t.Errorf("%s asks for the local zone", fset.Position(n.Pos()))
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 200 {
		t.Errorf("found only %d files", files)
	}
}

// called tells whether a selector is called without arguments, as a moment's Local is.
func called(file *ast.File, s *ast.SelectorExpr) (yes bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && c.Fun == s && len(c.Args) == 0 {
			yes = true
		}
		return !yes
	})
	return yes
}

func isTime(e ast.Expr) bool {
	x, ok := e.(*ast.Ident)
	return ok && x.Name == "time"
}
