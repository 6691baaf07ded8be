package settings

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// A .env that merely lies in the working folder never stops the program: what can't
// be read of it is told, with its line, and quotes nothing.
func TestFoundEnvFile(t *testing.T) {
	for name, c := range map[string]struct{ text, client, leftOut string }{
		"fine":            {"COGNITO_CLIENT_ID=a\n", "a", ""},
		"one bad line":    {"COGNITO_CLIENT_ID=a\nhidden!\n", "a", ".env, line 2: not of the form NAME=value, and left out."},
		"a word":          {"# x\n\nhidden\nCOGNITO_CLIENT_ID=a\n", "a", ".env, line 3: "},
		"an open mark":    {"SECRET='hidden\nCOGNITO_CLIENT_ID=a\n!! hidden", "a", ".env, lines 1 and 3: "},
		"many":            {strings.Repeat("hidden!\n", 9) + "COGNITO_CLIENT_ID=a", "a", ".env, lines 1, 2, 3, 4, 5 and 4 more: "},
		"a mark":          {"\xef\xbb\xbfCOGNITO_CLIENT_ID=a\r\n", "a", ""},
		"UTF-16":          {utf16LE("COGNITO_CLIENT_ID=a\r\nhidden!\r\n"), "a", ".env, line 2: "},
		"several lines":   {"X=\"1\n2\n\"\nCOGNITO_CLIENT_ID='a'\nexport Y=${X}\n", "a", ""},
		"an earlier one":  {"X=a\nhidden!\nCOGNITO_CLIENT_ID=${X}\n", "a", ".env, line 2: "},
		"nothing of it":   {strings.Repeat("\x00\x01hidden\n", 3), "", ".env, lines 1, 2 and 3: "},
		"no value at all": {"hidden", "", ".env, line 1: "},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := place{dotenv: c.text}.load(t)
			if err != nil || s.Get(ClientID) != c.client || !strings.HasPrefix(s.LeftOut, c.leftOut) ||
				(c.leftOut == "") != (s.LeftOut == "") || strings.Contains(s.LeftOut, "hidden") {
				t.Errorf("client %q, left out %q, %v", s.Get(ClientID), s.LeftOut, err)
			}
		})
	}
}

func utf16LE(text string) string {
	raw := []byte("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(text)) {
		raw = append(raw, byte(unit), byte(unit>>8))
	}
	return string(raw)
}

// The embedded pool that was asked for has no use for a .env that lies there.
func TestLocalReadsNoFoundEnvFile(t *testing.T) {
	s := place{dotenv: "COGNITO_CLIENT_ID=a\nhidden!\n", flags: Flags{Local: true}}.mustLoad(t)
	if s.Get(ClientID) != "" || s.LeftOut != "" {
		t.Errorf("got %q, %q", s.Get(ClientID), s.LeftOut)
	}
	named := filepath.Join(t.TempDir(), "named.env")
	if err := os.WriteFile(named, []byte("COGNITO_CLIENT_ID=a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := (place{flags: Flags{Local: true, EnvFile: named}}).mustLoad(t); s.Get(ClientID) != "a" {
		t.Error("one that was named isn't read")
	}
}

// What is read of a file as a whole is what the dotenv library reads of it.
func TestParseEnv(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"A=1 # one\n#B=2\n\tC = 3": {"A": "1", "C": "3"}, "A: 1": {"A": "1"}, "A=": {"A": ""}, "": {},
		"A='it''s'\nB=\"x\\\"y\" # z":     {"B": "x\"y"},
		"A=\"1\n\n# no comment\n2\"\nB=3": {"A": "1\n\n# no comment\n2", "B": "3"},
		"A=$B\nB=1\nC=$B":                 {"A": "", "B": "1", "C": "1"},
	} {
		if got, _ := parseEnv(text); !maps.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	long := strings.Repeat("A='x\n", 1) + strings.Repeat("#\nB=\"\n!\n", 100_000)
	got, bad := parseEnv(long)
	if len(got) != 1 || len(bad) == 0 {
		t.Errorf("of many lines: %d values, %d bad", len(got), len(bad))
	}
}

// The AWS files are no matter of Load.
func TestProfileIsReadLater(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "config")
	env := map[string]string{"COGNITO_CLIENT_ID": "client", "AWS_CONFIG_FILE": config,
		"AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "none")}
	lookup := func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	t.Chdir(dir)
	s, err := Load(Flags{}, lookup)
	if err != nil || !s.ProfileUnread() || !s.RegionUnread() {
		t.Fatalf("got %v, %v, %v", s.ProfileUnread(), s.RegionUnread(), err)
	}
	if err := os.WriteFile(config, []byte("[default]\nregion = eu-west-3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	read := s.Profiled(lookup)
	if v := read.Value(Region); v != (Value{"eu-west-3", "profile default"}) || read.ProfileUnread() || read.RegionUnread() ||
		s.Get(Region) != "" {
		t.Errorf("got %q from %q", v.Text, v.Origin)
	}
	if late := s.WithoutProfile(); late.ProfileUnread() || len(late.Problems()) != 2 {
		t.Errorf("without it: %v", late.Problems())
	}
	for _, f := range []Flags{{Region: "eu-west-1"}, {Local: true}} {
		if s, err := Load(f, lookup); err != nil || s.RegionUnread() || s.ProfileUnread() == f.Local {
			t.Errorf("%+v: %v, %v, %v", f, s.ProfileUnread(), s.RegionUnread(), err)
		}
	}
}

// An AWS file that isn't fit to be read is named, and stands in the way of nothing
// that has its Region elsewhere.
func TestAWSFileThatIsNotFit(t *testing.T) {
	dir := t.TempDir()
	env := map[string]string{"COGNITO_CLIENT_ID": "client", "AWS_CONFIG_FILE": dir,
		"AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "none")}
	s := place{env: env}.mustLoad(t)
	if fault := s.ProfileFault(); !strings.Contains(fault, dir+" isn't read: it is a folder") {
		t.Errorf("got %q", fault)
	}
	if region := ProfileRegion("", func(name string) (string, bool) { v, ok := env[name]; return v, ok }); region != "" {
		t.Errorf("got %q", region)
	}
	env["AWS_REGION"] = "eu-west-1"
	if problems := (place{env: env}).mustLoad(t).Problems(); len(problems) > 0 {
		t.Error(problems)
	}
}

func FuzzParseEnv(f *testing.F) {
	f.Add("A=1\nB='2\n3'\n!\n")
	f.Add("export A\nA=\"$B\" C=${A}")
	f.Fuzz(func(t *testing.T, text string) {
		values, bad := parseEnv(text)
		if _, nameless := values[""]; nameless {
			t.Errorf("a value has no name: %q", values)
		}
		if !slices.IsSorted(bad) || len(bad) > 0 && (bad[0] < 1 || bad[len(bad)-1] > strings.Count(text, "\n")+1) {
			t.Error(fmt.Sprint("lines ", bad))
		}
	})
}
