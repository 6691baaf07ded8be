package source_test

import (
	"go/ast"
	"go/token"
	"testing"

	"cognito-tui/cognito/source"
)

func TestEachFileOnce(t *testing.T) {
	seen := map[string]int{}
	count := func(name string, _ *token.FileSet, file *ast.File) {
		if seen[name]++; file.Name == nil {
			t.Errorf("%s isn't read", name)
		}
	}
	source.Program(t, count)
	source.Tests(t, count)
	for _, name := range []string{"main.go", "cognito/source/source.go", "cognito/source/source_test.go", "ui/app.go"} {
		if seen[name] != 1 {
			t.Errorf("%s was read %d times", name, seen[name])
		}
	}
}
