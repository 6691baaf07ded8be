package ui

import (
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// namedKeys are the keys that a terminal can send, by the names that bindings call
// them: every type and every character of a keyboard, alone and with alt.
var namedKeys = sync.OnceValue(func() map[string]tea.KeyMsg {
	keys := make(map[string]tea.KeyMsg)
	add := func(k tea.KeyMsg) {
		for _, k.Alt = range []bool{false, true} {
			keys[k.String()] = k
		}
	}
	for t := tea.KeyType(-200); t <= 200; t++ {
		if t != tea.KeyRunes && t != tea.KeySpace && t.String() != "" {
			add(tea.KeyMsg{Type: t})
		}
	}
	for r := rune(' '); r < 0x7f; r++ {
		add(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return keys
})

// everyKey is the alphabet of a random walk: the whole key map and all other keys.
var everyKey = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(namedKeys())) })

// The alphabet holds every key that has a meaning anywhere.
func TestAlphabetIsTheWholeKeyMap(t *testing.T) {
	missing := func(where string, b key.Binding) {
		for _, name := range b.Keys() {
			if _, ok := namedKeys()[name]; !ok {
				t.Errorf("%s: no key is named %q", where, name)
			}
		}
	}
	for _, keymap := range []any{newGlobalKeys(), newShortcutKeys(), newMoveKeys(), textinput.DefaultKeyMap} {
		m := reflect.ValueOf(keymap)
		for i := range m.NumField() {
			missing(m.Type().String(), m.Field(i).Interface().(key.Binding))
		}
	}
}
