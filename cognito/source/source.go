// Package source reads the module's own source, for tests that keep its rules.
package source

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Program calls f with each file of the program, by its path from the module's root,
// such as "cognito/client.go". Tests are left out, and what only they import.
func Program(t testing.TB, f func(name string, fset *token.FileSet, file *ast.File)) {
	t.Helper()
	each(t, 300, func(name string) bool { return !isTest(name) }, f)
}

// isTest tells a file that only tests use: the driver of the screens' tests is one.
func isTest(path string) bool {
	return strings.HasSuffix(path, "_test.go") || strings.Contains(filepath.ToSlash(path), "ui/uitest/")
}

// Tests is Program for the files of tests.
func Tests(t testing.TB, f func(name string, fset *token.FileSet, file *ast.File)) {
	t.Helper()
	each(t, 100, isTest, f)
}

// each calls f with the files that are wanted; fewer than least are a fault.
func each(t testing.TB, least int, wanted func(name string) bool, f func(string, *token.FileSet, *ast.File)) {
	t.Helper()
	root, files := rootOf(t), 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && path != root && (name[0] == '.' || name == "testdata" || name == "node_modules") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || !wanted(path) {
			return nil
		}
		files++
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err == nil {
			f(filepath.ToSlash(name), fset, file)
		}
		return err
	})
	if err != nil || files < least {
		t.Fatalf("looked at %d files of the module's source only: %v", files, err)
	}
}

// rootOf is the folder of go.mod, above that of the package under test.
func rootOf(t testing.TB) string {
	t.Helper()
	for folder := "."; len(folder) < 60; folder = filepath.Join("..", folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
	}
	t.Fatal("there is no go.mod above")
	return ""
}
