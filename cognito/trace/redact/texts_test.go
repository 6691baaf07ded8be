package redact_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"cognito-tui/cognito/localpool"
	"cognito-tui/cognito/trace/redact"
)

// fillings are what stands in the slots of the pool's texts.
var fillings = []string{"email", "Phone Number", "CONFIRMED", "SMS_MFA", "PASSWORD_VERIFIER", "USER_SRP_AUTH", "USERNAME",
	"us-east-1_LocalPool", "Password not long enough"}

// Every text that the embedded pool refuses with is known as the service's, but for
// what a Lambda function says.
func TestKnowsThePoolsTexts(t *testing.T) {
	texts := refusalsOf(t, "../../localpool")
	if len(texts) < 100 {
		t.Fatalf("only %d texts", len(texts))
	}
	for _, text := range texts {
		if strings.Trim(text, "%s") == "" || text == "CreateAuthChallenge failed with error %s." ||
			strings.HasPrefix(text, "%d validation") {
			continue // made of the others, or a function's own words
		}
		known := false
		for _, filling := range fillings {
			known = known || redact.Known(strings.ReplaceAll(strings.ReplaceAll(text, "%s", filling), "%d", "25"))
		}
		if !known {
			t.Errorf("%q isn't known: it belongs into texts.go", text)
		}
	}
	for op, exceptions := range exceptionsOf() {
		for _, name := range exceptions {
			if !redact.IsException(strings.TrimSuffix(name, "Exception")) {
				t.Errorf("%s: %s isn't known: it belongs into exceptions.go", op, name)
			}
			for _, text := range localpool.New(localpool.Demo()).Texts(op, name) {
				if !redact.Known(text) {
					t.Errorf("%s: %q isn't known", op, text)
				}
			}
		}
	}
}

func exceptionsOf() map[string][]string {
	pool, all := localpool.New(localpool.Demo()), map[string][]string{}
	for _, op := range pool.Operations() {
		all[op] = pool.Exceptions(op)
	}
	return all
}

// refusalsOf gives the texts that a package's calls of refuse and the like hold, and
// the values of its table of usual texts.
func refusalsOf(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	var texts []string
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				texts = append(texts, text)
			}
		}
	}
	at := map[string]int{"refuse": 1, "notAuthorized": 0, "invalidParameter": 0}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok {
					if i, is := at[f.Name]; is && len(n.Args) > i {
						add(n.Args[i])
					}
				}
			case *ast.ValueSpec:
				if n.Names[0].Name != "usualTexts" {
					break
				}
				for _, e := range n.Values[0].(*ast.CompositeLit).Elts {
					add(e.(*ast.KeyValueExpr).Value)
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "off" {
					add(n.Value)
				}
			}
			return true
		})
	}
	return texts
}

var tableRow = regexp.MustCompile(`(?m)^\t\{"(\w+)", .*?"([^"]*)", \w+\},`)

// What the table of errors tells refusals apart by stands in a known text, and its
// exceptions are known.
func TestKnowsTheTableOfErrors(t *testing.T) {
	source, err := os.ReadFile("../../error_table.go")
	if err != nil {
		t.Fatal(err)
	}
	rows := tableRow.FindAllStringSubmatch(string(source), -1)
	if len(rows) < 120 {
		t.Fatalf("only %d rows", len(rows))
	}
	all := strings.ToLower(redact.ServiceTexts)
	for _, row := range rows {
		if !redact.IsException(row[1]) {
			t.Errorf("the exception %s isn't known", row[1])
		}
		known := strings.Contains(all, strings.ToLower(row[2]))
		for _, form := range []string{"%s", "name: %s", "1 validation error detected: Value %s to satisfy constraint"} {
			known = known || redact.Known(strings.Replace(form, "%s", row[2], 1))
		}
		if !known {
			t.Errorf("no known text holds %q of %s", row[2], row[1])
		}
	}
}
