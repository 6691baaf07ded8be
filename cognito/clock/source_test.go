package clock_test

import (
	"go/ast"
	"go/token"
	"testing"

	"cognito-tui/cognito/source"
)

// Nothing but this package asks for the machine's zone: what people read of a moment
// is written by the clock that they were given.
func TestNobodyElseKnowsTheLocalZone(t *testing.T) {
	source.Program(t, func(name string, fset *token.FileSet, file *ast.File) {
		if name == "cognito/clock/clock.go" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Local" && (called(file, s) || isTime(s.X)) {
				t.Errorf("%s asks for the local zone", fset.Position(n.Pos()))
			}
			return true
		})
	})
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
