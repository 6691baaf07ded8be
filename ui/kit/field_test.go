package kit

import (
	"fmt"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/theme"
)

// keysVariable sets how many random keys TestFieldAtRandom presses.
const keysVariable = "FIELD_KEYS"

// every is each key that a terminal can send: every type, every character that a
// keyboard has and some that others have, all of them with alt too.
func every() []tea.KeyMsg {
	var keys []tea.KeyMsg
	for t := tea.KeyType(-200); t <= 200; t++ {
		switch {
		case t == tea.KeyRunes:
		case t == tea.KeySpace:
			keys = append(keys, tea.KeyMsg{Type: t, Runes: []rune(" ")})
		case t.String() != "":
			keys = append(keys, tea.KeyMsg{Type: t})
		}
	}
	typed := []rune("é名\u200b\u0301 \ufffd\u0085\U0001F469")
	for r := rune(' '); r < 0x7f; r++ {
		typed = append(typed, r)
	}
	for _, r := range typed {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	for _, k := range keys[:len(keys):len(keys)] {
		k.Alt = true
		keys = append(keys, k)
	}
	for _, text := range []string{"end", "delete", "alt+d", "ab  名"} { // in one go
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
	}
	return keys
}

// Every chord of the widget's key map is among the keys pressed, so that a chord of
// a later version is too, or the test says so.
func TestEveryChordIsPressed(t *testing.T) {
	pressed := make(map[string]bool)
	for _, k := range every() {
		pressed[k.String()] = true
	}
	chords := 0
	for m, i := reflect.ValueOf(textinput.DefaultKeyMap), 0; i < m.NumField(); i++ {
		for _, chord := range m.Field(i).Interface().(key.Binding).Keys() {
			chords++
			if !pressed[chord] {
				t.Errorf("no key is %s", chord)
			}
			if model := new(line); !model.knows(chord) {
				t.Errorf("the model doesn't know %s", chord)
			}
		}
	}
	if chords < 30 || len(pressed) < 300 {
		t.Errorf("only %d chords and %d keys", chords, len(pressed))
	}
}

// bench is a field and the model that it must agree with.
type bench struct {
	f *Field
	m line
}

func newBench(value string, masked, roomy bool) *bench {
	b := &bench{f: NewField("x", "X"), m: line{limit: maxField}}
	b.f.Masked = masked
	if roomy {
		b.f.Roomy()
		b.m.limit = maxRoomy
	}
	b.f.focus(true)
	b.f.Set(value)
	b.m.insert([]rune(value))
	return b
}

// press presses a key on both and says what differs then.
func (b *bench) press(k tea.KeyMsg) (wrong string) {
	before := b.m
	before.value = slices.Clone(before.value)
	defer func() {
		if r := recover(); r != nil {
			wrong = fmt.Sprintf("%q at %d of %q: panic: %v", k, before.pos, string(before.value), r)
		}
	}()
	b.m.press(tea.KeyMsg{Type: k.Type, Alt: k.Alt, Runes: slices.Clone(k.Runes)})
	b.f.Update(tea.KeyMsg{Type: k.Type, Alt: k.Alt, Runes: slices.Clone(k.Runes)})
	if got, want := b.f.Value(), string(b.m.value); got != want || b.f.input.Position() != b.m.pos {
		return fmt.Sprintf("%q at %d of %q: %q with the cursor at %d, want %q at %d",
			k, before.pos, string(before.value), got, b.f.input.Position(), want, b.m.pos)
	}
	return ""
}

// A key does at every position of every kind of value what it does to a slice of
// characters.
func TestEveryKeyAtEveryPosition(t *testing.T) {
	values := []string{"", "a", " ", "名", "ab", "a ", " b", "  ", "名 前", "e\u0301x", "one two  three"}
	keys, mono := every(), theme.New(theme.Mono)
	pressed := 0
	for _, masked := range []bool{false, true} {
		for _, value := range values {
			for pos := range len([]rune(value)) + 1 {
				for _, k := range keys {
					b := newBench(value, masked, false)
					b.f.input.SetCursor(pos)
					b.m.pos = pos
					if wrong := b.press(k); wrong != "" {
						t.Error(wrong)
					}
					for _, width := range []int{1, 2, 40} {
						b.f.view(mono, width, true)
					}
					pressed++
				}
			}
		}
	}
	if pressed < 20_000 {
		t.Errorf("only %d keys were pressed", pressed)
	}
}

// The same over long rows of keys, on fields that are nearly full too. FIELD_KEYS
// sets how many are pressed, such as 1000000.
func TestFieldAtRandom(t *testing.T) {
	count := 20_000
	if text := os.Getenv(keysVariable); text != "" {
		var err error
		if count, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	keys := every()
	random := rand.New(rand.NewPCG(12, uint64(count)))
	full := make([]rune, maxField-2)
	for i := range full {
		full[i] = []rune("ab 名")[random.IntN(4)]
	}
	var b *bench
	for n := range count {
		if n%200 == 0 {
			value := ""
			if n%4_000 == 0 {
				value = string(full)
			}
			b = newBench(value, n%400 == 0, n%600 == 0)
		}
		if wrong := b.press(keys[random.IntN(len(keys))]); wrong != "" {
			t.Fatalf("key %d: %s", n, wrong)
		}
	}
	t.Logf("%d keys", count)
}

// The widget is met in field.go alone; that no other package does is kept by the
// rules on imports.
func TestFieldIsTheOnlyDoor(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var doors []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			if spec.Path.Value == `"github.com/charmbracelet/bubbles/textinput"` && !strings.HasSuffix(name, "_test.go") {
				doors = append(doors, name)
			}
		}
	}
	if !slices.Equal(doors, []string{"field.go"}) {
		t.Errorf("the widget is used by %q, want field.go alone", doors)
	}
}
