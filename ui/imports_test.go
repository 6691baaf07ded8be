package ui_test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "cognito-tui"

// driver is the App without a terminal that tests of several packages share; it counts as a test.
const driver = module + "/ui/uitest"

// imports maps each package of the module to what its files import directly,
// test files left out.
func imports(t testing.TB) map[string][]string {
	t.Helper()
	found := make(map[string][]string)
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if base := entry.Name(); base != ".." && (base[0] == '.' || base == "testdata" || base == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", filepath.Dir(name))
		if err != nil {
			return err
		}
		pkg := path.Join(module, filepath.ToSlash(rel))
		if pkg == driver {
			return nil
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[pkg] = append(found[pkg], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// inside reports whether pkg is root or a package below it.
func inside(pkg, root string) bool {
	return pkg == root || strings.HasPrefix(pkg, root+"/")
}

// The packages see each other only as far as this table lets them: a new import
// that crosses it needs a better reason than convenience.
func TestImportRules(t *testing.T) {
	const bubbles = "github.com/charmbracelet/bubbles"
	rules := []struct {
		why   string
		where func(pkg string) bool
		never func(imported string) bool
	}{
		{
			why:   "ui meets the service only through package cognito",
			where: func(pkg string) bool { return inside(pkg, module+"/ui") },
			never: func(imported string) bool { return strings.HasPrefix(imported, "github.com/aws/") },
		},
		{
			why:   "what the local pool offers a person reaches ui as interfaces, passed by main",
			where: func(pkg string) bool { return inside(pkg, module+"/ui") },
			never: func(imported string) bool { return inside(imported, module+"/cognito/localpool") },
		},
		{
			why:   "the pool and its client check each other over the wire",
			where: func(pkg string) bool { return inside(pkg, module+"/cognito/localpool") },
			never: func(imported string) bool {
				return inside(imported, module) && imported != module+"/cognito/srp" && imported != module+"/cognito/routine" &&
					imported != module+"/cognito/random" && imported != module+"/cognito/lazy" &&
					!inside(imported, module+"/cognito/localpool")
			},
		},
		{
			why:   "the client is no part of the screen",
			where: func(pkg string) bool { return inside(pkg, module+"/cognito") },
			never: func(imported string) bool {
				return inside(imported, module+"/ui") || strings.HasPrefix(imported, "github.com/charmbracelet/")
			},
		},
		{
			why:   "bubbles, keys that everybody knows and the driver are for tests",
			where: func(string) bool { return true },
			never: func(imported string) bool {
				return imported == module+"/cognito/bubble" || imported == module+"/cognito/localpool/pooltest" || imported == driver
			},
		},
		{
			why:   "the clipboard's ways are ui's; screens ask for them by their environment",
			where: func(pkg string) bool { return pkg != module+"/ui" },
			never: func(imported string) bool { return imported == module+"/ui/clip" },
		},
		{
			why:   "every package may start goroutines",
			where: func(pkg string) bool { return pkg == module+"/cognito/routine" },
			never: func(imported string) bool { return inside(imported, module) },
		},
		{
			why:   "one place decides how wide a text is, and which characters are drawn",
			where: func(pkg string) bool { return pkg != module+"/cognito/cells" },
			never: func(imported string) bool {
				return inside(imported, "github.com/mattn/go-runewidth") || inside(imported, "github.com/rivo/uniseg") ||
					inside(imported, "github.com/clipperhouse") || inside(imported, "golang.org/x/text")
			},
		},
		{
			why:   "a move to another version of the widgets stays inside ui/kit",
			where: func(pkg string) bool { return inside(pkg, module+"/ui") && pkg != module+"/ui/kit" },
			never: func(imported string) bool {
				return inside(imported, bubbles) && imported != bubbles+"/key" && imported != bubbles+"/help"
			},
		},
	}
	for pkg, list := range imports(t) {
		for _, imported := range list {
			for _, rule := range rules {
				if rule.where(pkg) && rule.never(imported) {
					t.Errorf("%s imports %s: %s", pkg, imported, rule.why)
				}
			}
		}
	}
}

// floors are the layers of ui, lowest first. Each may import those below it. What
// isn't named is a feature: one above page, and below ui.
var floors = []string{"ui/theme", "ui/kit", "ui/words", "ui/problem", "ui/screen", "ui/page", "a feature", "ui"}

// floor is the layer of a package of ui; -1 for others, and for clip, which has a rule
// of its own.
func floor(pkg string) int {
	name, ok := strings.CutPrefix(pkg, module+"/")
	if !ok || !inside(pkg, module+"/ui") || name == "ui/clip" || inside(pkg, module+"/ui/e2e") {
		return -1
	}
	if i := slices.Index(floors, name); i >= 0 {
		return i
	}
	return slices.Index(floors, "a feature")
}

// A layer imports lower ones only, and no feature another.
func TestLayers(t *testing.T) {
	for pkg, list := range imports(t) {
		for _, imported := range list {
			if from, to := floor(pkg), floor(imported); from >= 0 && to >= from {
				t.Errorf("%s (%s) imports %s (%s)", pkg, floors[from], imported, floors[to])
			}
		}
	}
}

// Go initialises packages in the order of their import paths, each after what it
// imports. ui/theme answers lipgloss's question about the background before
// Bubble Tea puts it to the terminal only as long as this holds.
func TestThemeIsInitialisedBeforeBubbleTea(t *testing.T) {
	const bubbletea = "github.com/charmbracelet/bubbletea"
	theme := module + "/ui/theme"
	if theme >= bubbletea {
		t.Errorf("%s sorts after %s", theme, bubbletea)
	}
	for _, dep := range deps(t, theme) {
		if inside(dep, bubbletea) || inside(dep, "github.com/charmbracelet/bubbles") {
			t.Errorf("%s depends on %s, which is initialised before it", theme, dep)
		}
		if inside(dep, module) && dep >= bubbletea {
			t.Errorf("%s depends on %s, which sorts after Bubble Tea", theme, dep)
		}
	}
}

// deps lists what a package imports, directly or not, as the go command sees it.
func deps(t testing.TB, pkg string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath", pkg)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var paths []string
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var one struct{ ImportPath string }
		if err := dec.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list printed no JSON: %v", err)
		}
		if one.ImportPath != pkg {
			paths = append(paths, one.ImportPath)
		}
	}
	if len(paths) == 0 {
		t.Fatalf("go list names no dependency of %s", pkg)
	}
	return paths
}

// The top level is what a newcomer sees first; it holds these and nothing else.
func TestTopLevelLayout(t *testing.T) {
	allowed := map[string]bool{
		"main.go": true, "ui": true, "cognito": true, "go.mod": true, "go.sum": true,
		"README.md": true, "LICENSE": true, ".gitignore": true, ".ci": true,
	}
	if _, err := os.Stat("../.git"); err != nil {
		t.Skip("not a git checkout: which files belong to the project can't be told")
	}
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("git ls-files: %v", err)
	}
	seen := make(map[string]bool)
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		top, _, _ := strings.Cut(name, "/")
		if !allowed[top] && !seen[top] {
			t.Errorf("%s does not belong at the top level", top)
		}
		seen[top] = true
	}
	for name := range allowed {
		if !seen[name] {
			t.Errorf("%s is missing at the top level", name)
		}
	}
}
