package bubble_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"cognito-tui/cognito/source"
)

// outside are the tests that are about sockets, processes or terminals, and why: a
// folder, a file, or one function of a file.
var outside = map[string]string{
	"ui/e2e/": "starts the program, mostly on a pty",

	"cognito/localpool/serve_beside_test.go":                      "a program serves while its screens are used",
	"cognito/localpool/serve_guard_test.go":                       "who may call is told by a connection's headers",
	"cognito/localpool/serve_local_test.go":                       "connections that are cut, held and told apart",
	"cognito/localpool/serve_test.go":                             "a server begins, listens and ends",
	"cognito/localpool/wire_test.go TestDroppedAnswerOverASocket": "a connection breaks off",
	"cognito/localpool/bench_test.go served":                      "benchmarks measure calls over a socket",
	"cognito/bench_flows_test.go benchServer":                     "benchmarks measure calls over a socket",
	"cognito/find/bench_test.go servedPool":                       "benchmarks measure calls over a socket",
	"cognito/faults_test.go TestRealNetwork":                      "connections that break off, are closed or untrusted",

	"cognito/trace/attempt_test.go TestConnections": "connections are made, used again and missing",
	"cognito/conformance_cases_test.go":             "the cases are played on another server too",

	"cognito/credentials_process_test.go":                       "credential processes are started and ended",
	"cognito/conformance_test.go otherServer":                   "another server's codes come from a program",
	"cognito/bulk/kill_test.go TestKillMinusNine":               "a process is killed in the middle of a job",
	"cognito/bulk/programs_test.go newBeginner":                 "two programs begin the same job",
	"cognito/audit/programs_test.go fill":                       "several programs write to one record",
	"cognito/settings/programs_test.go":                         "several programs write to one file of pools",
	"cognito/devicestore/store_test.go TestNoBusIsNoKeyring":    "a process without a session bus",
	"cognito/trace/awscli/awscli_test.go":                       "a shell reads what was written for it",
	"cognito/trace/awscli/cli_test.go":                          "the AWS CLI calls a server",
	"cognito/why/cli_test.go TestFixesUnderTheCLI":              "the AWS CLI calls a server",
	"cognito/why/command_test.go words":                         "a shell reads what was written for it",
	"ui/imports_test.go":                                        "the go command and git tell what the module has",
	"ui/clip/draw_test.go TestBubbleTeaDrawsThroughTheTerminal": "Bubble Tea draws on a pty",
}

// within are functions that are called in bubbles only, though no bubble is seen
// around them.
var within = map[string]string{
	"cognito/bulk/faults_test.go untilPaused": "waits for a job",
	"cognito/credentials_test.go answer":      "STS tells when credentials end",
	"cognito/pace/pace_test.go calls":         "tells how long calls took",
	"ui/driver_test.go settle":                "waits for calls; it calls synctest.Wait",
	"ui/driver_test.go drain":                 "waits for commands to end",
	"ui/faults_test.go waits":                 "waits by settle",
	"ui/hostile_test.go token":                "answers a driver's calls",
	"ui/hostile_test.go Messages":             "answers a driver's screens",
	"ui/hostile_test.go Now":                  "answers a driver's screens",
}

// reaches are the functions that lead out of a bubble: to the machine's clock, which
// is another one inside, and to sockets, processes and terminals, which a bubble's
// clock doesn't wait for.
var reaches = map[string][]string{
	"time":      {"Sleep", "After", "AfterFunc", "Now", "NewTimer", "NewTicker", "Tick", "Since", "Until"},
	"synctest":  {"Test"}, // in the place of bubble.Run
	"httptest":  {"NewServer", "NewTLSServer", "NewUnstartedServer"},
	"net":       {"Listen", "ListenPacket", "ListenTCP", "ListenUDP", "ListenUnix"},
	"localpool": {"Serve", "ServeBeside"},
	"exec":      {"Command", "CommandContext"},
	"os":        {"StartProcess"},
	"pty":       {"Open", "Start", "StartWithSize"},
}

// TestTestsStayInBubbles refuses the machine's own time, sockets and processes in
// tests but for those that are about them. Benchmarks measure them.
func TestTestsStayInBubbles(t *testing.T) {
	used := map[string]bool{}
	source.Tests(t, func(name string, fset *token.FileSet, file *ast.File) {
		for _, d := range file.Decls {
			for _, use := range outsideUses(d) {
				place := listed(name, nameOf(d))
				used[place] = true
				if place == "" {
					t.Errorf("%s: %s.%s in %s leads out of a bubble and is on no list", fset.Position(use.Pos()), use.X, use.Sel.Name,
						nameOf(d))
				}
			}
		}
	})
	for _, list := range []map[string]string{outside, within} {
		for _, place := range slices.Sorted(maps.Keys(list)) {
			if !used[place] {
				t.Errorf("%s is listed, and nothing in it leads out of a bubble", place)
			}
		}
	}
}

// listed is the entry of a list that a declaration falls under: its folder's, its
// file's or its own; "" where there is none.
func listed(file, declaration string) string {
	for _, place := range []string{path.Dir(file) + "/", file, file + " " + declaration} {
		if outside[place] != "" || within[place] != "" {
			return place
		}
	}
	return ""
}

// outsideUses finds what leads out of a bubble in a declaration; inside one time is its own.
func outsideUses(d ast.Decl) (uses []*ast.SelectorExpr) {
	if strings.HasPrefix(nameOf(d), "Benchmark") {
		return nil
	}
	bubbles := map[ast.Node]bool{}
	var inside []ast.Node // the nodes around the present one
	ast.Inspect(d, func(n ast.Node) bool {
		if n == nil {
			inside = inside[:len(inside)-1]
			return true
		}
		inside = append(inside, n)
		switch n := n.(type) {
		case *ast.CallExpr:
			bubbles[n] = selects(n.Fun, "bubble", "Run")
		case *ast.SelectorExpr:
			for pkg, names := range reaches {
				known := selects(n, pkg, n.Sel.Name) && slices.Contains(names, n.Sel.Name)
				if known && (pkg != "time" || !slices.ContainsFunc(inside, func(n ast.Node) bool { return bubbles[n] })) {
					uses = append(uses, n)
				}
			}
		}
		return true
	})
	return uses
}

func TestOutsideUses(t *testing.T) {
	const source = `package p
func Test(t *testing.T) {
	wait := time.Sleep
	bubble.Run(t, func(t *testing.T) { time.Sleep(1); wait(time.After); httptest.NewServer(nil) })
	synctest.Test(t, func(t *testing.T) {})
	time.Now(); time.Unix(0, 0); other.Now(); exec.Command("sh")
}
func Benchmark(b *testing.B) { time.Now() }`
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range file.Decls {
		for _, use := range outsideUses(d) {
			got = append(got, fmt.Sprint(use.X, ".", use.Sel))
		}
	}
	if want := []string{"time.Sleep", "httptest.NewServer", "synctest.Test", "time.Now", "exec.Command"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
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
