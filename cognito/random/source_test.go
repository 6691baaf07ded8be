package random_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
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
	const root = "../.."
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		slashed := filepath.ToSlash(path)
		if drawOtherwise[strings.TrimPrefix(slashed, root+"/")] {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imported := range file.Imports {
			switch imported.Path.Value {
			case `"crypto/rand"`, `"math/rand"`, `"math/rand/v2"`:
				t.Errorf("%s imports %s", slashed, imported.Path.Value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 200 {
		t.Errorf("found only %d files", files)
	}
}
