package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// within presses keys while the program's folder is another one.
func (d *driver) within(dir string, keys ...string) {
	d.t.Helper()
	here, err := os.Getwd()
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Chdir(dir)
	d.press(keys...)
	d.t.Chdir(here)
}

// name replaces what is typed for a file's name.
func (d *driver) name(text string) {
	d.press("ctrl+u")
	d.write(text)
}

func TestGoldenFindExport(t *testing.T) {
	alone(t, func(t *testing.T) {
		d, dir := desk(t, 0), t.TempDir()
		d.seek("archer")
		d.press("e")
		d.golden("find-export")
		d.within(dir, "enter")
		d.sees("✓ 2 users written to ")
		d.find().done = strings.ReplaceAll(d.find().done, dir, "/exports")
		d.golden("find-exported")

		path := filepath.Join(dir, "users.csv")
		text, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(text), `"username","status","enabled","created","modified","sub","email","phone_number","name","custom:team"`+"\n") ||
			strings.Count(string(text), "\n") != 3 || !strings.Contains(string(text), "'+15550101234") {
			t.Errorf("%v\n%s", err, text)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info, err)
		}
		d.press("e")
		d.within(dir, "enter")
		d.golden("find-export-exists")
		if again, _ := os.ReadFile(path); string(again) != string(text) {
			t.Error("the file was overwritten")
		}
	})
}

func TestFindExportNames(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d, dir := desk(t, 0), t.TempDir()
		d.seek("archer")
		d.press("e")
		for name, says := range map[string]string{
			"users.txt": "End the name in .csv", "users": "End the name in .csv", "": "Type a file's name", "  ": "Type a file's name",
			filepath.Join(dir, "nowhere", "users.csv"): "There is no folder",
		} {
			d.name(name)
			d.press("enter")
			d.sees(says)
		}
		path := filepath.Join(dir, "users.JSONL")
		d.name(path)
		d.press("enter")
		if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), `{"username":"ann","status":"CONFIRMED","enabled":true,`) || strings.Count(string(text), "\n") != 2 {
			t.Errorf("%v\n%s", err, text)
		}
		d.press("e", "tab", "up")
		d.sees("File")
		d.press("esc")
		d.lacks("File")
		d.on("findScreen")
		d.press("esc")
		d.on("home")
	})
}

// What is shown is exported, in that order, and nothing else.
func TestFindExportsWhatIsShown(t *testing.T) {
	inParallel(t, func(t *testing.T) {
		d, dir := desk(t, 100), t.TempDir()
		d.seek("")
		d.press("d", "d", "s", "S", "e") // disabled only, by user name from the end
		d.name(filepath.Join(dir, "x.csv"))
		d.press("enter")
		text, err := os.ReadFile(filepath.Join(dir, "x.csv"))
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		if err != nil || len(lines) != 12 || !strings.HasPrefix(lines[1], `"user000099",`) || !strings.HasPrefix(lines[11], `"dan",`) {
			t.Errorf("%v: %d lines\n%s", err, len(lines), text)
		}
	})
}
