package theme

import "github.com/charmbracelet/lipgloss"

// ink is a colour in each depth: of 24 bits, of 256 colours and of 16. Nothing,
// "", is the terminal's own foreground.
func ink(rgb, of256, of16 string) lipgloss.CompleteColor {
	return lipgloss.CompleteColor{TrueColor: rgb, ANSI256: of256, ANSI: of16}
}

// own is the terminal's own foreground, which its user can read.
var own = ink("", "", "")

// pair is a text and the ground under it, which hold on any terminal together.
type pair struct{ text, ground lipgloss.CompleteColor }

// palette is what a mode draws with. The contrast of each, in each depth, is in
// theme_test.go.
type palette struct {
	text, muted, accent, rule, good, bad, warn lipgloss.CompleteColor
	button, focus, local, aws                  pair
}

var palettes = map[Mode]palette{
	// Nothing is known of the background: mid-tones, which hold on light and dark
	// ones. Of 16 colours, few do whatever the terminal makes of them.
	Auto: {
		text: own, muted: ink("#7d8399", "102", ""), accent: ink("#4a7fe0", "68", "12"), rule: ink("#7d8399", "102", ""),
		good: ink("#5a9a2f", "100", ""), bad: ink("#e0506a", "168", "9"), warn: ink("#b07d2b", "166", "5"),
		button: pair{ink("#ffffff", "231", "15"), ink("#535b73", "59", "8")},
		focus:  pair{ink("#ffffff", "231", "15"), ink("#3a66c4", "26", "4")},
		local:  pair{ink("#14161d", "234", "0"), ink("#e0af68", "179", "3")},
		aws:    pair{ink("#14161d", "234", "15"), ink("#bb9af7", "141", "5")},
	},
	Dark: {
		text: ink("#d8dee9", "254", "15"), muted: ink("#828aa2", "103", "7"), accent: ink("#7aa2f7", "111", "6"),
		rule: ink("#828aa2", "103", "7"), good: ink("#9ece6a", "149", "2"), bad: ink("#f7768e", "210", "9"),
		warn:   ink("#e0af68", "179", "11"),
		button: pair{ink("#d8dee9", "254", "15"), ink("#2f354d", "237", "8")},
		focus:  pair{ink("#14161d", "234", "0"), ink("#7aa2f7", "111", "6")},
		local:  pair{ink("#14161d", "234", "0"), ink("#e0af68", "179", "3")},
		aws:    pair{ink("#14161d", "234", "15"), ink("#bb9af7", "141", "5")},
	},
	Light: {
		text: ink("#1f2430", "235", "0"), muted: ink("#646b7d", "242", "0"), accent: ink("#2453b8", "26", "4"),
		rule: ink("#646b7d", "242", "0"), good: ink("#2f6f1f", "22", "0"), bad: ink("#b3203c", "125", "1"), warn: ink("#8a5a00", "94", "5"),
		button: pair{ink("#1f2430", "235", "0"), ink("#dfe3ec", "254", "7")},
		focus:  pair{ink("#ffffff", "231", "15"), ink("#2453b8", "26", "4")},
		local:  pair{ink("#1f2430", "235", "0"), ink("#f0c060", "221", "3")},
		aws:    pair{ink("#1f2430", "235", "15"), ink("#d9c4ff", "183", "5")},
	},
}
