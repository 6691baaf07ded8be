package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cognito-tui/ui/kit"
)

// appSecret is a secret for an authenticator app as it is shown: as QR code, text
// or link.
type appSecret struct {
	env   *Env
	user  string // whom the app names it after
	text  string // base32
	link  bool   // the text shown is the link
	small bool   // the window has no room for the QR code
}

// fields are what proves the secret: a code, and a name for the device.
func (a *appSecret) fields() []*kit.Field {
	code := kit.NewField("code", "Code")
	code.Code = true
	return []*kit.Field{code, kit.NewField("device", "Device name")}
}

// buttons prove the secret, copy it, or show it otherwise.
func (a *appSecret) buttons(b *Base, form *kit.Form) []kit.Button {
	show := func() tea.Cmd {
		a.link = !a.link
		form.Buttons[3].Label = "Show link"
		if a.link {
			form.Buttons[3].Label = "Show secret"
		}
		return nil
	}
	return []kit.Button{{Label: "Verify"}, {Label: "Copy secret", Do: func() tea.Cmd { return CopySecret(b, a.text) }},
		{Label: "Copy link", Do: func() tea.Cmd { return CopySecret(b, a.links()[0]) }}, {Label: "Show link", Do: show}}
}

// links are otpauth links to the same secret, each shorter than the one before,
// so that one's QR code fits the window.
func (a *appSecret) links() []string {
	issuer := a.env.poolID()
	if a.env.Pool != nil && a.env.Pool.Name != "" {
		issuer = a.env.Pool.Name
	}
	if issuer == "" {
		issuer = "Cognito"
	}
	return kit.OTPLinks(issuer, a.user, a.text)
}

// The cells that the form beside a QR code needs: to look well, and at all.
const wideForm, narrowForm = 40, 31

// tooSmall is the lead where there is no room for the QR code.
const tooSmall = "The window is too small for the QR code: type the secret, or enlarge the window."

// qr is the QR code that fits beside the form, and the cells that it takes.
func (a *appSecret) qr(w, h int) (code []string, wide int) {
	code, gap := kit.FitQR(a.env.Theme, a.links(), max(0, w-wideForm), h), 1
	if code == nil {
		code, gap = kit.FitQR(a.env.Theme, a.links(), max(0, w-narrowForm), h), 0
	}
	a.small = code == nil
	if len(code) > 0 {
		wide = kit.Width(code[0]) + gap
	}
	return code, wide
}

// lines are the secret in groups of four, or the link.
func (a *appSecret) lines(width int) []string {
	t := a.env.Theme
	text, label := grouped(a.text), "type this secret:"
	if a.link {
		text, label = a.links()[0], "open this link:"
	}
	if a.small {
		label = upperFirst(label)
	} else {
		label = "Scan it, or " + label
	}
	lines := []string{t.Muted.Render(label)}
	for _, l := range kit.Wrap(kit.Clean(text), width, "&?/ ") {
		lines = append(lines, t.Code.Render(strings.TrimSpace(l)))
	}
	return append(lines, "")
}

// grouped writes a secret in groups of four letters.
func grouped(secret string) string {
	var b strings.Builder
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// wrongAppCode says what can be told of an app's code without asking.
func wrongAppCode(code string) string {
	switch {
	case code == "":
		return "Type the app's code."
	case len(code) != 6 || strings.Trim(code, "0123456789") != "":
		return "An app's code has 6 digits."
	}
	return ""
}

// fillCodeField puts a code that is known into its field.
func fillCodeField(form *kit.Form, code string) {
	field := form.Field("code")
	if field == nil || code == "" {
		return
	}
	field.Set(code)
	field.Err = ""
	form.FocusField("code")
}
