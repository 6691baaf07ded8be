package kit

import (
	"fmt"
	"slices"
	"testing"
)

// A field that is added or taken away leaves the focus and, while a field is typed
// in, what follows it, as they were seen.
func TestInsertKeepsWhatFollows(t *testing.T) {
	fresh := func() *Form {
		return NewForm("Go", NewField("a", "A"), NewField("b", "B"), NewChoice("c", "C", Option{Key: "x"}), NewField("d", "D"))
	}
	under := func(f *Form, i int) string {
		if i < len(f.Fields) {
			return f.Fields[i].Key
		}
		return "button"
	}
	tests := []struct {
		below string
		focus int
		want  string
	}{
		{"a", 0, "[a b new c d]"}, // not between the two
		{"a", 1, "[a b c new d]"},
		{"a", 2, "[a b c new d]"}, // after a choice it comes next
		{"a", 3, "[a b c d new]"},
		{"a", 4, "[a new b c d]"}, // a button has the focus
		{"b", 0, "[a b new c d]"},
		{"d", 0, "[a b c d new]"},
		{"none", 0, "[a b c d new]"},
	}
	for _, test := range tests {
		f := fresh()
		f.Focus(test.focus)
		focused, next := under(f, f.At()), under(f, f.At()+1)
		f.Insert(test.below, NewField("new", "New"))
		var keys []string
		for _, field := range f.Fields {
			keys = append(keys, field.Key)
		}
		if got := fmt.Sprint(keys); got != test.want || under(f, f.At()) != focused {
			t.Errorf("below %s, focus %d: got %s with the focus on %s, want %s on %s", test.below, test.focus, got, under(f, f.At()), test.want, focused)
		}
		if typed := f.Focused() != nil && !f.Focused().Choice(); typed && next != "button" && under(f, f.At()+1) != next {
			t.Errorf("below %s, focus %d: %s follows instead of %s", test.below, test.focus, under(f, f.At()+1), next)
		}
	}
	for focus, want := range []string{"a", "c", "c", "d", "button"} {
		f := fresh()
		f.Focus(focus)
		f.Remove(f.Field("b"))
		if got := under(f, f.At()); got != want || slices.Contains(f.Fields, f.Field("b")) && f.Field("b") != nil {
			t.Errorf("without b, focus %d: the focus is on %s, want %s", focus, got, want)
		}
	}
}
