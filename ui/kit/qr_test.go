package kit

import (
	"fmt"
	"image"
	"image/color"
	"net/url"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/hinshun/vt10x"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/muesli/termenv"
	"rsc.io/qr"

	"cognito-tui/ui/theme"
)

const cognitoSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW" // 52 characters

// inks are the themes in every depth of colour, as a terminal gets them.
func inks(t *testing.T) map[string]*theme.Theme {
	t.Helper()
	found := map[string]*theme.Theme{"mono": theme.At(theme.Mono, termenv.TrueColor)}
	for _, mode := range []theme.Mode{theme.Auto, theme.Dark, theme.Light} {
		for name, depth := range map[string]termenv.Profile{"16": termenv.ANSI, "256": termenv.ANSI256, "true": termenv.TrueColor} {
			found[string(mode)+" "+name] = theme.At(mode, depth)
		}
	}
	return found
}

// photograph is a picture of a terminal with the lines in its middle, as its
// emulator understands them: each cell is 6 by 12 pixels. The colours of dark
// or light are those of cells that name none.
func photograph(t *testing.T, lines []string, dark bool) image.Image {
	t.Helper()
	const margin, w, h = 3, 6, 12
	cols, rows := ansi.StringWidth(lines[0])+2*margin, len(lines)+2*margin
	vt := vt10x.New(vt10x.WithSize(cols, rows))
	for i, line := range lines {
		fmt.Fprintf(vt, "\x1b[%d;%dH%s", margin+i+1, margin+1, line)
	}
	shade := func(c vt10x.Color) color.Gray {
		switch c {
		case vt10x.Black, 16:
			return color.Gray{0}
		case vt10x.White, 231, 0xffffff:
			return color.Gray{255}
		case vt10x.DefaultFG, vt10x.DefaultBG:
			if (c == vt10x.DefaultBG) == dark {
				return color.Gray{30}
			}
			return color.Gray{220}
		}
		t.Fatalf("a code is drawn in colour %#x", c)
		return color.Gray{}
	}
	img := image.NewGray(image.Rect(0, 0, cols*w, rows*h))
	for y := range rows * h {
		for x := range cols * w {
			g := vt.Cell(x/w, y/h)
			c, upper := g.BG, y%h < h/2
			if g.Char == '█' || g.Char == '▀' && upper || g.Char == '▄' && !upper {
				c = g.FG
			}
			img.SetGray(x, y, shade(c))
		}
	}
	return img
}

// scan reads a code as ZXing does, whose port the decoder is; inverted is its
// second try, which not every scanner makes.
func scan(img image.Image, inverted bool) (string, error) {
	var source gozxing.LuminanceSource = gozxing.NewLuminanceSourceFromImage(img)
	if inverted {
		source = gozxing.NewInvertedLuminanceSource(source)
	}
	bits, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		return "", err
	}
	result, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

func encoded(t *testing.T, text string) *qr.Code {
	t.Helper()
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestQRScans(t *testing.T) {
	texts := []string{
		"1", "HELLO 123", OTPAuth("Cognito", "ann@example.com", cognitoSecret),
		OTPAuth("us-east-1_LocalPool", strings.Repeat("名前", 20), cognitoSecret),
	}
	for name, th := range inks(t) {
		for _, text := range texts {
			for _, quiet := range []int{1, 2, 4} {
				lines := drawQR(th, encoded(t, text), quiet)
				for _, dark := range []bool{true, false} {
					// Without colours the ground is the terminal's: dark on light needs a dark one.
					inverted := th.Mode == theme.Mono && !dark
					got, err := scan(photograph(t, lines, dark), inverted)
					if err != nil || got != text {
						t.Errorf("%s theme, dark terminal %v, border %d: read %q, %v; want %q", name, dark, quiet, got, err, text)
					}
				}
			}
		}
	}
}

func TestQRLines(t *testing.T) {
	for name, th := range inks(t) {
		for quiet, size := range map[int]int{0: 21, 1: 23, 4: 29} {
			lines := drawQR(th, encoded(t, "short"), quiet)
			if len(lines) != (size+1)/2 {
				t.Errorf("%s, border %d: %d lines for %d modules", name, quiet, len(lines), size)
			}
			for _, line := range lines {
				if w := ansi.StringWidth(line); w != size {
					t.Errorf("%s, border %d: a line of %d cells, want %d: %q", name, quiet, w, size, line)
				}
			}
		}
	}
}

// parse reads a link as an authenticator does: the issuer of the label ends at
// its first colon.
func parse(t *testing.T, link string) (issuer, account, param, secret string) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" {
		t.Fatalf("%q: %v", link, err)
	}
	account = strings.TrimPrefix(u.Path, "/")
	if before, after, ok := strings.Cut(account, ":"); ok {
		issuer, account = before, after
	}
	return issuer, account, u.Query().Get("issuer"), u.Query().Get("secret")
}

func TestOTPAuth(t *testing.T) {
	if got, want := OTPAuth("Cognito", "ann@example.com", "ABC"), "otpauth://totp/Cognito:ann@example.com?secret=ABC&issuer=Cognito"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, c := range []struct{ issuer, account, wantIssuer, wantAccount string }{
		{"Big Co", "ann+1@example.com", "Big Co", "ann+1@example.com"},
		{"a:b", "c:d", "a-b", "c-d"},
		{"", "ann", "", "ann"},
		{"A&B=C/D?#%", "x&secret=y/..?#%41", "A&B=C/D?#%", "x&secret=y/..?#%41"},
		{"日本", "é\u202e\x1b", "日本", "é\u202e\x1b"},
	} {
		link := OTPAuth(c.issuer, c.account, "ABC=")
		issuer, account, param, secret := parse(t, link)
		if issuer != c.wantIssuer || account != c.wantAccount || param != c.wantIssuer || secret != "ABC" {
			t.Errorf("%s: issuer %q, account %q, parameter %q, secret %q", link, issuer, account, param, secret)
		}
		if strings.ContainsAny(link, "+ ") {
			t.Errorf("%s holds a blank or a plus", link)
		}
	}
}

func TestOTPLinksGetShorterAndFit(t *testing.T) {
	th := theme.New(theme.Mono)
	for _, account := range []string{"", "a", "ann@example.com", strings.Repeat("long", 32), strings.Repeat("名", 128), strings.Repeat("😀", 128), "\xff\xfe"} {
		for _, issuer := range []string{"", "Cognito", "us-east-1_LocalPool", strings.Repeat("プール", 40)} {
			links := OTPLinks(issuer, account, cognitoSecret)
			if links[0] != OTPAuth(issuer, account, cognitoSecret) {
				t.Errorf("the first link is %s", links[0])
			}
			for i, link := range links {
				if i > 0 && len(link) >= len(links[i-1]) {
					t.Errorf("%s is no shorter than %s", link, links[i-1])
				}
				if _, _, _, secret := parse(t, link); secret != cognitoSecret {
					t.Errorf("%s has lost its secret", link)
				}
			}
			if lines := FitQR(th, links[len(links)-1:], 40, 20); lines == nil {
				t.Errorf("%s doesn't fit", links[len(links)-1])
			}
		}
	}
	want := []string{
		"otpauth://totp/Pool:ann@example.com?secret=" + cognitoSecret + "&issuer=Pool",
		"otpauth://totp/Pool:ann@example.com?secret=" + cognitoSecret,
		"otpauth://totp/ann@example.com?secret=" + cognitoSecret,
		"otpauth://totp/ann?secret=" + cognitoSecret,
	}
	if got := OTPLinks("Pool", "ann@example.com", cognitoSecret); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %s", strings.Join(got, "\n"))
	}
}

// What is drawn is the first link that fits, and it scans with whatever border
// is left for it.
func TestFitQR(t *testing.T) {
	links := OTPLinks("us-east-1_LocalPool", "somebody@example.com", cognitoSecret)
	for _, th := range inks(t) {
		for _, c := range []struct{ width, height, link, size int }{
			{120, 60, 0, 53}, {53, 27, 0, 53}, {52, 26, 0, 51}, {47, 24, 0, 47}, {80, 23, 1, 45}, {80, 22, 1, 43}, {80, 21, 2, 41}, {40, 20, 2, 39},
			{80, 18, 3, 35}, {35, 18, 3, 35}, {34, 30, -1, 0}, {80, 17, -1, 0}, {0, 0, -1, 0}, {-5, 10, -1, 0},
		} {
			lines := FitQR(th, links, c.width, c.height)
			if c.link < 0 || lines == nil {
				if (c.link < 0) != (lines == nil) {
					t.Errorf("in %d×%d: %d lines", c.width, c.height, len(lines))
				}
				continue
			}
			if w := ansi.StringWidth(lines[0]); w != c.size || w > c.width || len(lines) > c.height {
				t.Errorf("in %d×%d: %d×%d cells", c.width, c.height, w, len(lines))
			}
			if got, err := scan(photograph(t, lines, true), false); err != nil || got != links[c.link] {
				t.Errorf("in %d×%d: read %q, %v; want %q", c.width, c.height, got, err, links[c.link])
			}
		}
	}
	if FitQR(theme.New(theme.Mono), []string{strings.Repeat("x", 4000)}, 500, 500) != nil || FitQR(theme.New(theme.Mono), nil, 80, 24) != nil {
		t.Error("a code was drawn of nothing")
	}
}
