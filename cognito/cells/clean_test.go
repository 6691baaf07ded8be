package cells

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain é 名前":       "plain é 名前",
		"\x1b[31mred":      "␛[31mred",
		"a\nb\tc\x00":      "a␊b␉c␀",
		"\u009b1m\x7f":     "�1m␡",
		"\u202eback\u2066": "�back�",
		"\u200bzero\ufeff": "�zero�",
		"bad\xff":          "bad�",
		"\u2028\u2029":     "��",
		"👍🏽":               "👍�",
		"❤\ufe0f":          "❤",
		"1\ufe0f\u20e3":    "1\u20e3",

		// Joiners, where they are needed.
		"می\u200cخواهم":                "می\u200cخواهم",
		"نامه\u200cای":                 "نامه\u200cای",
		"نمی\u200cشناسم\u200cش":        "نمی\u200cشناسم\u200cش",
		"بَ\u200cن":                    "بَ\u200cن",
		"क्\u200dष":                    "क्\u200dष",
		"क्\u200cष":                    "क्\u200cष",
		"ශ්\u200dරී":                   "ශ්\u200dරී",
		"র\u200d্যাব":                  "র\u200d্যাব",
		"👩\u200d👩\u200d👧":              "👩\u200d👩\u200d👧",
		"👨\u200d👩\u200d👧\u200d👦":       "👨\u200d👩\u200d👧\u200d👦",
		"👩\u200d❤\ufe0f\u200d💋\u200d👨": "👩\u200d❤\u200d💋\u200d👨",
		"🏳\ufe0f\u200d🌈":               "🏳\u200d🌈",
		"🇩🇪":                           "🇩🇪",
		"हिन्दी தமிழ் বাংলা ไทย กำ བོད་ཡིག": "हिन्दी தமிழ் বাংলা ไทย กำ བོད་ཡིག",
		"လျှော့ tiếng Viê\u0323\u0301t":     "လျှော့ tiếng Viê\u0323\u0301t",
		"\u1112\u1161\u11ab": "\u1112\u1161\u11ab", // Hangul in its parts

		// And where they make look-alikes.
		"a\u200db": "a�b", "ann\u200c": "ann�", "\u200dann": "�ann", "ا\u200cب": "ا�ب", "क\u200dष": "क�ष",
		"क्\u200d": "क्�", "क्\u200da": "क्�a", "👩\u200d": "👩�", "👩\u200dx": "👩�x", "x\u200d👩": "x�👩", "می\u200c": "می�",
		"👩\u200c👩": "👩�👩", "👩🏽\u200d🚀": "👩��🚀", "می\u200c\u200cخ": "می��خ", "1\u200d2": "1�2", " \u200d ": " � ",

		// What is ignored where it is drawn.
		"ann\u3164": "ann�", "\u115fann": "�ann", "\u1160": "�", "\uffa0": "�", "a\u034fnn": "a�nn", "ann\ufe0f": "ann�",
		"ann\ufe0e": "ann�",
		"a\ufe00":   "a�", "名\U000e0100": "名�", "❤\ufe0f\ufe0f": "❤�", "1\ufe0f": "1�", "\ufe0f": "�", "ᠮ\u180b": "ᠮ�", "\u17b4": "�",
		"so\u00adft":                      "so�ft",
		"🏴\U000e0067\U000e0062\U000e007f": "🏴���", "\U000e0001": "�", "\u2060": "�", "\u061c": "�", "\u2065": "�",

		// Marks need a letter, and stay few.
		"\u0301ann": "�ann", "a\n\u0301": "a␊�", "\u1161": "�", "a\u1161": "a�",
		"e" + strings.Repeat("\u0301", 5):       "e" + strings.Repeat("\u0301", 5),
		"e" + strings.Repeat("\u0301", 7) + "x": "e" + strings.Repeat("\u0301", 5) + "��x",
		"하" + strings.Repeat("\u11ab", 6):       "하" + strings.Repeat("\u11ab", 5) + "�",
		"x\u20dd\u0489":                         "x\u20dd\u0489",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// anything is text of all that is hard to draw.
var anything = rapid.Custom(func(t *rapid.T) string {
	part := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"می", "क्", "क", "ष", "ශ්", "র", "ी", "กำ", "👩", "👧", "❤", "🇩", "🇪", "한", "\u1112", "\u1161", "\u11ab",
			"a", " ", "名", "ｗ",
			"\u200c", "\u200d", "\ufe0f", "\u20e3", "\u0301", "\u0323", "\u034f", "\u3164", "\u202e", "\U000e0067", "👍🏽", "\x1b", "\n",
			"\xff", "\u06dd", "\u0d4e"}),
		rapid.Custom(func(t *rapid.T) string {
			return string(rapid.RuneFrom(nil, unicode.M, unicode.Other_Default_Ignorable_Code_Point, unicode.Cf, unicode.Arabic,
				unicode.Devanagari, unicode.Hangul, unicode.Thai, unicode.So).Draw(t, "rune"))
		}),
	)
	return strings.Join(rapid.SliceOfN(part, 0, 12).Draw(t, "parts"), "")
})

// TestCleanHolds looks at what Clean makes of any text.
func TestCleanHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anything.Draw(t, "text")
		got := Clean(in)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is no UTF-8", got)
		}
		marks := 0
		for i, r := range got {
			switch {
			case unicode.Is(unicode.Join_Control, r):
				marks++
				if i == 0 || i+utf8.RuneLen(r) == len(got) {
					t.Fatalf("%q has a joiner at an end", got)
				}
			case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
				t.Fatalf("%q holds %U", got, r)
			case unicode.In(r, unicode.Mn, unicode.Me):
				marks++
			default:
				marks = 0
			}
			if marks > mostMarks {
				t.Fatalf("%q has a cell with more than %d marks", got, mostMarks)
			}
		}
		if again := Clean(got); again != got {
			t.Fatalf("%q is cleaned to %q, and again to %q", in, got, again)
		}
		if joined := strings.Join(Runes(in), ""); joined != got || len(Runes(in)) != utf8.RuneCountInString(in) {
			t.Fatalf("%q rune by rune is %q, in whole %q", in, joined, got)
		}
	})
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "ann": 3, "山田 太郎": 9, "ｗ": 2, "é": 1, "e\u0301": 1, "می\u200cخواهم": 7, "क्\u200dष": 1, "क्ष": 2, "की": 2, "हिन्दी": 5,
		"กำ":              2,
		"👩\u200d👩\u200d👧": 2, "🇩🇪": 2, "❤": 1, "⏰": 2, "한": 2, "\u1112\u1161\u11ab": 2, "தமிழ்": 4, "বাংলা": 5, "�": 1, "␛": 1, "ﾊﾞ": 2,
	} {
		if got := Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
}

// TestWidthHolds: pieces make up the text, none ends in a joiner, and the width is
// never less than what Bubble Tea cuts lines by; the same where nothing is odd.
func TestWidthHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := Clean(anything.Draw(t, "text"))
		width, pieces, sum := Width(text), "", 0
		for rest := text; rest != ""; {
			piece, w := Next(rest)
			if piece == "" {
				t.Fatalf("nothing of %q", rest)
			}
			if strings.HasSuffix(piece, "\u200d") || w > 2 ||
				Clean(strings.TrimSuffix(piece, "\u200c")) != strings.TrimSuffix(piece, "\u200c") {
				t.Fatalf("%q is cut into %q", text, piece)
			}
			pieces, sum, rest = pieces+piece, sum+w, rest[len(piece):]
		}
		if pieces != text || sum != width {
			t.Fatalf("%q of %d cells has the pieces %q of %d", text, width, pieces, sum)
		}
		usual := displaywidth.String(text)
		if width < usual || !Odd(text) && width != usual {
			t.Fatalf("%q takes %d cells, by clusters %d", text, width, usual)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	for name, text := range map[string]string{"ascii": "ann.example@example.com", "wide": "山田 太郎", "persian": "می\u200cخواهم"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Width(Clean(text))
			}
		})
	}
}
