package redact

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"
)

// needles are the secrets of a request as they are looked for in a message:
// folded, since servers change the case.
type needles struct {
	whole []string // from minCut characters: cut out
	short []string // shorter ones: where one is left, the message is hidden
	// parts are all stretches of part characters of the secrets that are longer.
	parts map[string]bool
	// rests are those of the secrets that are shorter than two parts, by their
	// length: half a secret, but minCut at least. Where one is left, the message is
	// hidden.
	rests map[int]map[string]bool
	// coded are the secrets in base64, in each of the three ways that a text may lie
	// in a longer one.
	coded []string
}

// codedPart is how many characters of base64 a part of a secret decides at least.
const codedPart = part*8/6 - 1

func needlesOf(secrets []string) *needles {
	n := &needles{parts: map[string]bool{}, rests: map[int]map[string]bool{}}
	for _, secret := range secrets {
		folded := foldText(secret)
		size := utf8.RuneCountInString(folded)
		if size < minCut {
			n.short = append(n.short, folded, foldText(base64.RawStdEncoding.EncodeToString([]byte(secret))),
				foldText(base64.RawURLEncoding.EncodeToString([]byte(secret))))
			continue
		}
		n.whole = append(n.whole, folded)
		stretches(folded, part, func(s string) { n.parts[s] = true })
		if rest := max(minCut, (size+1)/2); rest < part && rest < size {
			if n.rests[rest] == nil {
				n.rests[rest] = map[string]bool{}
			}
			stretches(folded, rest, func(s string) { n.rests[rest][s] = true })
		}
		for _, coded := range inBase64(secret) {
			folded := foldText(coded)
			n.coded = append(n.coded, folded)
			stretches(folded, codedPart, func(s string) { n.parts[s] = true })
		}
	}
	return n
}

// piecesOf are the stretches of size characters of a text.
func piecesOf(text string, size int) map[string]bool {
	pieces := map[string]bool{}
	stretches(text, size, func(s string) { pieces[s] = true })
	return pieces
}

// stretches calls f with each stretch of size characters of a text.
func stretches(text string, size int, f func(string)) {
	starts := make([]int, 0, len(text)+1)
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	for i := 0; i+size < len(starts); i++ {
		f(text[starts[i]:starts[i+size]])
	}
}

// inBase64 gives the characters that a secret alone decides, for each place that it
// may begin at within three bytes, in both alphabets.
func inBase64(secret string) []string {
	var all []string
	for before := range 3 {
		coded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))
		from, to := []int{0, 2, 3}[before], (before+len(secret))*8/6
		if to-from < minCut {
			continue
		}
		coded = coded[from:to]
		all = append(all, coded)
		if other := strings.NewReplacer("+", "-", "/", "_").Replace(coded); other != coded {
			all = append(all, other)
		}
	}
	return all
}

// mark marks what has to be cut out of a text. It is true where that isn't enough:
// where less of a secret is left than can be cut out, or more of one that the text
// repeats piece by piece.
func (n *needles) mark(text string, marks []bool) (repeats bool) {
	if len(n.whole)+len(n.short) == 0 {
		return false
	}
	all := viewsOf(text)
	whole := map[string]bool{} // the secrets that the text repeats whole
	for _, v := range all {
		for _, secret := range n.whole {
			v.each(secret, func(from, to int) { fill(marks, from, to); whole[secret] = true })
		}
		for _, coded := range n.coded {
			v.each(coded, func(from, to int) { fill(marks, backIn(text, from), onIn(text, to)) })
		}
		v.stretches(part, n.parts, func(from, to int) { fill(marks, from, to) })
		v.stretches(codedPart, n.parts, func(from, to int) { fill(marks, backIn(text, from), onIn(text, to)) })
	}
	left := func(from, to int) {
		for i := from; i < to; i++ {
			repeats = repeats || !marks[i]
		}
	}
	for _, secret := range n.whole {
		if whole[secret] || !slices.Contains(marks, true) {
			continue
		}
		if pieces := piecesOf(secret, part); slices.ContainsFunc(all, func(v *view) bool { return v.has(part, pieces) }) {
			least := piecesOf(secret, minCut)
			for _, v := range all {
				v.stretches(minCut, least, left)
			}
		}
	}
	for _, v := range all {
		for _, secret := range n.short {
			v.each(secret, left)
		}
		for size, rests := range n.rests {
			v.stretches(size, rests, left)
		}
	}
	return repeats
}

// backIn and onIn find where a run of base64 around a place begins and ends: the
// characters at its ends hold bits of the secret too.
func backIn(text string, at int) int {
	for at > 0 && isBase64(text[at-1]) {
		at--
	}
	return at
}

func onIn(text string, at int) int {
	for at < len(text) && (isBase64(text[at]) || text[at] == '=') {
		at++
	}
	return at
}

func isBase64(b byte) bool {
	return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || strings.IndexByte("+/-_", b) >= 0
}
