package private

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cognito-tui/cognito/source"
)

// elsewhere are the files outside of this package that touch files themselves, and
// why each may.
var elsewhere = map[string]string{}

// doors are the functions that open, make, replace or remove files. To look at one
// (os.Stat, os.Lstat, os.ReadDir) changes and follows nothing.
var doors = map[string][]string{
	"os": {"Open", "OpenFile", "OpenRoot", "OpenInRoot", "Create", "CreateTemp", "ReadFile", "WriteFile", "Rename", "Link", "Symlink",
		"Remove", "RemoveAll",
		"Mkdir", "MkdirAll", "MkdirTemp", "Chmod", "Chown", "Lchown", "Truncate", "CopyFS", "DirFS", "NewFile"},
	"syscall":  {"Open", "Creat", "Flock", "Rename", "Unlink", "Mkdir", "Mkfifo", "Chmod", "Link", "Symlink"},
	"ioutil":   {"ReadFile", "WriteFile", "TempFile", "TempDir"},
	"godotenv": {"Load", "Overload", "Read", "Write", "Exec"},
	"toml":     {"DecodeFile"},
}

// TestOneDoor refuses files that are opened, made, replaced or locked by others than
// this package.
func TestOneDoor(t *testing.T) {
	used := map[string]bool{}
	source.Program(t, func(name string, fset *token.FileSet, file *ast.File) {
		if strings.HasPrefix(name, "cognito/private/") {
			return
		}
		for pos, what := range opened(file) {
			used[name] = true
			if elsewhere[name] == "" {
				t.Errorf("%s: %s isn't called here: package private is the door to files", fset.Position(pos), what)
			}
		}
	})
	for _, name := range slices.Sorted(maps.Keys(elsewhere)) {
		if !used[name] {
			t.Errorf("%s is listed, and touches no file", name)
		}
	}
}

// opened finds the doors that a file uses, and the lock's library.
func opened(file *ast.File) map[token.Pos]string {
	found := map[token.Pos]string{}
	for _, i := range file.Imports {
		if path, _ := strconv.Unquote(i.Path.Value); path == "github.com/gofrs/flock" || path == "io/ioutil" {
			found[i.Pos()] = path
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && slices.Contains(doors[x.Name], s.Sel.Name) {
				found[s.Pos()] = x.Name + "." + s.Sel.Name
			}
		}
		return true
	})
	return found
}

func TestOpened(t *testing.T) {
	const text = `package p
import "github.com/gofrs/flock"
func f() { os.Open("x"); open := os.WriteFile; os.Stat("x"); other.Open(); syscall.Flock(1, 2); godotenv.Unmarshal("") }`
	file, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Sorted(maps.Values(opened(file)))
	if want := []string{"github.com/gofrs/flock", "os.Open", "os.WriteFile", "syscall.Flock"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
