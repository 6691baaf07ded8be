package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestOutcomesAreFollowed holds what screens end with against what flow.go follows:
// none is missing, and none is there that nobody ends with.
func TestOutcomesAreFollowed(t *testing.T) {
	t.Parallel()
	follows := followed(t)
	ended, made := map[string]bool{}, map[string]bool{}
	for name, file := range sources(t) {
		in := typeNames(file)
		if path.Base(name) == "outcomes.go" {
			for _, d := range file.Decls {
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
					for _, s := range g.Specs {
						ended[in(s.(*ast.TypeSpec).Name)] = true
					}
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				made[in(n.Type)] = made[in(n.Type)] || name != "flow.go"
			case *ast.CallExpr:
				if len(n.Args) != 1 {
					break
				}
				made[in(n.Fun)] = true // where it is a conversion
				switch calledName(n.Fun) {
				case "end", "End", "panel":
					switch arg := n.Args[0].(type) {
					case *ast.CompositeLit:
						ended[in(arg.Type)] = true
					case *ast.CallExpr:
						if len(arg.Args) == 1 && slices.Contains(follows, in(arg.Fun)) {
							ended[in(arg.Fun)] = true
						}
					}
				}
			}
			return true
		})
	}
	for name := range ended {
		if !slices.Contains(follows, name) {
			t.Errorf("flow.go doesn't follow %s", name)
		}
	}
	for _, name := range follows {
		if !made[name] {
			t.Errorf("flow.go follows %s, which nobody ends with", name)
		}
	}
	if len(follows) < 60 || len(ended) < 60 {
		t.Errorf("%d outcomes are followed, and %d found: too few to be all", len(follows), len(ended))
	}
}

// followed are the types that next has a case for, in order and with their packages.
func followed(t *testing.T) []string {
	t.Helper()
	file := sources(t)["flow.go"]
	in := typeNames(file)
	var out []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "next" {
			ast.Inspect(f, func(n ast.Node) bool {
				if c, ok := n.(*ast.CaseClause); ok {
					for _, of := range c.List {
						out = append(out, in(of))
					}
				}
				return true
			})
		}
	}
	slices.Sort(out)
	if all := slices.Compact(slices.Clone(out)); len(all) != len(out) {
		t.Errorf("next has a case twice: %v", out)
	}
	return out
}

// sources are the files of ui and of all below it, without tests, by their paths.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files, set := map[string]*ast.File{}, token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		files[filepath.ToSlash(name)] = file
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// typeNames writes the types that a file names as package.Name; anything else is empty.
func typeNames(file *ast.File) func(ast.Expr) string {
	renamed := map[string]string{}
	for _, i := range file.Imports {
		if from, err := strconv.Unquote(i.Path.Value); err == nil && i.Name != nil {
			renamed[i.Name.Name] = path.Base(from)
		}
	}
	return func(e ast.Expr) string {
		switch e := e.(type) {
		case *ast.Ident:
			return file.Name.Name + "." + e.Name
		case *ast.SelectorExpr:
			if p, ok := e.X.(*ast.Ident); ok {
				if name, ok := renamed[p.Name]; ok {
					return name + "." + e.Sel.Name
				}
				return p.Name + "." + e.Sel.Name
			}
		}
		return ""
	}
}

// calledName is the last name of what is called.
func calledName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
