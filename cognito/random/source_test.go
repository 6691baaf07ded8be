package random_test

import (
	"go/ast"
	"go/token"
	"testing"

	"cognito-tui/cognito/source"
)

// Whoever draws is given a source: nothing but this package knows the system's.
// Three draw otherwise, as their comments say.
var drawOtherwise = map[string]bool{
	"cognito/random/random.go":               true,
	"cognito/localpool/keys.go":              true, // RSA keys
	"cognito/localpool/fill.go":              true, // of a fixed seed
	"cognito/localpool/pooltest/pooltest.go": true, // by counter, for tests
}

func TestNobodyElseReadsTheSystemsRandomness(t *testing.T) {
	source.Program(t, func(name string, fset *token.FileSet, file *ast.File) {
		for _, imported := range file.Imports {
			switch imported.Path.Value {
			case `"crypto/rand"`, `"math/rand"`, `"math/rand/v2"`:
				if !drawOtherwise[name] {
					t.Errorf("%s imports %s", name, imported.Path.Value)
				}
			}
		}
	})
}
