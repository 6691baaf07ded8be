package bubble_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// outside are the tests that use the machine's own time, and why they have to.
var outside = map[string]string{
	"cognito/localpool/serve_beside_test.go": "listens on a socket",
	"cognito/localpool/serve_guard_test.go":  "listens on a socket",
	"cognito/localpool/serve_local_test.go":  "listens on a socket",
	"cognito/localpool/serve_test.go":        "listens on a socket",
	"cognito/credentials_process_test.go":    "starts processes",
	"ui/e2e/credentials_test.go":             "starts the program on a pty",
	"ui/e2e/panic_test.go":                   "starts the program on a pty",
	"ui/e2e/serve_test.go":                   "starts the program",
	"ui/e2e/start_test.go":                   "starts the program on a pty",
	"ui/e2e/terminal_test.go":                "starts the program on a pty",
}

// within are functions that are called in bubbles only, though no bubble is seen
// around them.
var within = map[string]string{}

// left are files that are still to be put into bubbles.
var left = map[string]bool{
	"cognito/admin_test.go":             true,
	"cognito/bulk/faults_test.go":       true,
	"cognito/caller_test.go":            true,
	"cognito/conformance_cases_test.go": true,
	"cognito/credentials_test.go":       true,
	"cognito/localpool_test.go":         true,
	"cognito/srp/srp_test.go":           true,
	"cognito/trace/attempt_test.go":     true,
	"cognito/trace/transport_test.go":   true,
	"ui/calltext_test.go":               true,
	"ui/driver_test.go":                 true,
	"ui/faults_test.go":                 true,
	"ui/golden_bulk_test.go":            true,
	"ui/hostile_bulk_test.go":           true,
	"ui/hostile_test.go":                true,
	"ui/property_test.go":               true,
	"ui/repeat_test.go":                 true,
}

// knowsTime are the names of package time that wait for the clock or read it.
var knowsTime = map[string]bool{"Sleep": true, "After": true, "AfterFunc": true, "Now": true, "NewTimer": true,
	"NewTicker": true, "Tick": true, "Since": true, "Until": true}

// TestTestsKnowNoWallClock refuses the machine's own time in tests: it belongs in a
// bubble. Benchmarks measure it.
func TestTestsKnowNoWallClock(t *testing.T) {
	const root = "../.."
	used := map[string]bool{}
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name, fset := filepath.ToSlash(rel), token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			for _, use := range realTime(d) {
				place := name
				if _, ok := outside[name]; !ok {
					place = name + " " + nameOf(d)
				}
				if _, ok := within[place]; !ok && outside[place] == "" && !left[name] {
					t.Errorf("%s: time.%s in %s is outside of a bubble", fset.Position(use.Pos()), use.Sel.Name, nameOf(d))
				}
				used[place] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 {
		t.Errorf("found only %d test files", files)
	}
	for _, list := range []map[string]string{outside, within} {
		for _, place := range slices.Sorted(maps.Keys(list)) {
			if !used[place] {
				t.Errorf("%s is listed, and uses no time", place)
			}
		}
	}
}

// realTime finds the uses of time in a declaration that no bubble is around.
func realTime(d ast.Decl) (uses []*ast.SelectorExpr) {
	if strings.HasPrefix(nameOf(d), "Benchmark") {
		return nil
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return !selects(n.Fun, "bubble", "Run") && !selects(n.Fun, "synctest", "Test")
		case *ast.SelectorExpr:
			if knowsTime[n.Sel.Name] && selects(n, "time", n.Sel.Name) {
				uses = append(uses, n)
			}
		}
		return true
	})
	return uses
}

func selects(e ast.Expr, pkg, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == pkg
}

func nameOf(d ast.Decl) string {
	if f, ok := d.(*ast.FuncDecl); ok {
		return f.Name.Name
	}
	return "a declaration"
}
