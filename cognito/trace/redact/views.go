package redact

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"cognito-tui/cognito/lazy"
)

const (
	// maxViews bounds the ways in which a message is read; maxNested how many
	// encodings within each other.
	maxViews  = 60
	maxNested = 3
)

// view is a message as it reads once encodings are undone, folded. Each of its
// bytes knows where in the message it comes from.
type view struct {
	text   string
	folded string
	// from and to are, for each byte of text and of folded, the bytes of the message.
	span, foldedSpan []span
}

type span struct{ from, to int }

// viewsOf gives the message as it is and as each encoding, and each within another,
// would have been read. Which one a server used can't be told.
func viewsOf(message string) []*view {
	plain := &view{text: message, span: make([]span, len(message))}
	for i := range plain.span {
		plain.span[i] = span{i, i + 1}
	}
	plain.fold()
	all, seen := []*view{plain}, map[string]bool{message: true}
	for level, at := 0, 0; level < maxNested; level++ {
		end := len(all)
		for ; at < end; at++ {
			for _, decode := range decoders {
				v := all[at].decoded(decode)
				if seen[v.text] || len(all) == maxViews {
					continue
				}
				seen[v.text] = true
				v.fold()
				all = append(all, v)
			}
		}
	}
	return all
}

// decoder reads what is encoded at a place of a text: n bytes that stand for what.
// n is 0 where nothing is.
type decoder func(text string, at int) (what string, n int)

// here is a decoder to which it doesn't matter what stands before.
func here(decode func(text string) (what string, n int)) decoder {
	return func(text string, at int) (string, int) { return decode(text[at:]) }
}

var decoders = []decoder{here(fromJSON), here(fromURL), here(fromForm), here(fromHTML), fromBase64(0), fromBase64(1), fromBase64(2),
	fromBase64(3)}

// decoded is the view with one encoding undone wherever it occurs.
func (v *view) decoded(decode decoder) *view {
	out := &view{}
	var b strings.Builder
	for i := 0; i < len(v.text); {
		what, n := decode(v.text, i)
		if n == 0 {
			what, n = v.text[i:i+1], 1
		}
		b.WriteString(what)
		from := span{v.span[i].from, v.span[i+n-1].to}
		for range len(what) {
			out.span = append(out.span, from)
		}
		i += n
	}
	out.text = b.String()
	return out
}

// fold makes the folded text.
func (v *view) fold() {
	var b strings.Builder
	for i, r := range v.text {
		_, size := utf8.DecodeRuneInString(v.text[i:])
		before := b.Len()
		if r = foldRune(r); r >= 0 {
			b.WriteRune(r)
		}
		from := span{v.span[i].from, v.span[i+size-1].to}
		for range b.Len() - before {
			v.foldedSpan = append(v.foldedSpan, from)
		}
	}
	v.folded = b.String()
}

// foldRune makes the cases of a letter alike, and is negative for what isn't seen:
// between the letters of a secret it would hide it from this program alone.
func foldRune(r rune) rune {
	if r > unicode.MaxASCII && unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
		return -1
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

func foldText(text string) string { return strings.Map(foldRune, text) }

// each calls f with where in the message a text stands.
func (v *view) each(text string, f func(from, to int)) {
	for at := 0; ; {
		i := strings.Index(v.folded[at:], text)
		if i < 0 || text == "" {
			return
		}
		at += i
		f(v.foldedSpan[at].from, v.foldedSpan[at+len(text)-1].to)
		_, size := utf8.DecodeRuneInString(v.folded[at:])
		at += size
	}
}

// stretches calls f with where each stretch of size characters stands that is one
// of some.
func (v *view) stretches(size int, some map[string]bool, f func(from, to int)) {
	if len(some) == 0 {
		return
	}
	at := 0
	starts := make([]int, 0, len(v.folded)+1)
	for i := range v.folded {
		starts = append(starts, i)
	}
	starts = append(starts, len(v.folded))
	for ; at+size < len(starts); at++ {
		from, to := starts[at], starts[at+size]
		if some[v.folded[from:to]] {
			f(v.foldedSpan[from].from, v.foldedSpan[to-1].to)
		}
	}
}

// has tells whether any stretch of size characters is one of some.
func (v *view) has(size int, some map[string]bool) (found bool) {
	v.stretches(size, some, func(int, int) { found = true })
	return found
}

// braced is an escape of JavaScript, Rust and Swift.
var braced = lazy.New(`^\\u\{([0-9a-fA-F]{1,6})\}`)

// fromJSON reads an escape of JSON, of Go and of JavaScript.
func fromJSON(text string) (string, int) {
	if len(text) < 2 || text[0] != '\\' {
		return "", 0
	}
	if i := strings.IndexByte(`nrtbf"\/'`, text[1]); i >= 0 {
		return "\n\r\t\b\f\"\\/'"[i : i+1], 2
	}
	switch text[1] {
	case 'x':
		if n, ok := hex(text[2:], 2); ok {
			return string(rune(n)), 4
		}
	case 'U':
		if n, ok := hex(text[2:], 8); ok {
			return string(n), 10
		}
	case 'u':
		if found := braced.FindStringSubmatch(text); found != nil {
			n, _ := hex(found[1], len(found[1]))
			return string(n), len(found[0])
		}
		high, ok := hex(text[2:], 4)
		if !ok {
			return "", 0
		}
		if utf16.IsSurrogate(high) && strings.HasPrefix(text[6:], `\u`) {
			if low, ok := hex(text[8:], 4); ok && utf16.DecodeRune(high, low) != utf8.RuneError {
				return string(utf16.DecodeRune(high, low)), 12
			}
		}
		return string(high), 6
	}
	return "", 0
}

// hex reads a number of so many digits.
func hex(text string, digits int) (rune, bool) {
	if len(text) < digits {
		return 0, false
	}
	n, err := strconv.ParseUint(text[:digits], 16, 32)
	return rune(n), err == nil
}

// fromURL reads the bytes of a character in a URL.
func fromURL(text string) (string, int) {
	if len(text) < 3 || text[0] != '%' {
		return "", 0
	}
	n, ok := hex(text[1:], 2)
	if !ok {
		return "", 0
	}
	return string([]byte{byte(n)}), 3
}

// fromForm is fromURL where blanks are written as +.
func fromForm(text string) (string, int) {
	if text != "" && text[0] == '+' {
		return " ", 1
	}
	return fromURL(text)
}

var entity = lazy.New(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?`)

// fromHTML reads a character of HTML.
func fromHTML(text string) (string, int) {
	if text == "" || text[0] != '&' {
		return "", 0
	}
	found := entity.FindString(text)
	if found == "" {
		return "", 0
	}
	what := html.UnescapeString(found)
	if what == found {
		return "", 0
	}
	return what, len(found)
}

// minBase64 is the length from which a run is read as base64, in characters.
const minBase64 = 12

// fromBase64 reads a run of base64 whose text begins skip characters on: what
// stands before it, as in ann/cGFzc3dvcmQ, may be of the same characters.
func fromBase64(skip int) decoder {
	return func(text string, at int) (string, int) {
		if at > 0 && isBase64(text[at-1]) || !isBase64(text[at]) {
			return "", 0
		}
		end := at + 1
		for end < len(text) && isBase64(text[end]) {
			end++
		}
		if end-at < minBase64 {
			return "", 0
		}
		bytes := decodeBase64(text[at+skip : end])
		if !utf8.Valid(bytes) || strings.ContainsFunc(string(bytes),
			func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) {
			return "", 0
		}
		return string(bytes), end - at
	}
}

// decodeBase64 reads either alphabet, without padding.
func decodeBase64(text string) []byte {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var out []byte
	bits, size := 0, 0
	for _, b := range []byte(strings.NewReplacer("-", "+", "_", "/").Replace(text)) {
		bits, size = bits<<6|strings.IndexByte(alphabet, b), size+6
		if size >= 8 {
			size -= 8
			out = append(out, byte(bits>>size))
			bits &= 1<<size - 1
		}
	}
	return out
}
