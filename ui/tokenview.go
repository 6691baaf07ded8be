package ui

import (
	"slices"
	"strings"
	"time"

	"cognito-tui/cognito"
	"cognito-tui/cognito/clock"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/token"
	"cognito-tui/ui/kit"
	"cognito-tui/ui/theme"
)

// What a token says, as lines: the checks, the header, the claims, and two
// tokens side by side. Every text of a token is a stranger's.

const claimName = 24 // cells of a claim's name

// expected is what the tokens of this connection are held against.
func (e *Env) expected(use string) token.Expect {
	return token.Expect{Issuer: cognito.Issuer(e.poolID()), ClientID: e.Settings.Get(settings.ClientID), Use: use, Now: e.now(), Clock: e.Clock}
}

// checkLines draws a verdict: its sum in a line, then each check with its mark.
func checkLines(e *Env, v token.Verdict, w int) []string {
	t := e.Theme
	sum := t.Good.Render("✓") + " " + t.Strong.Render("Verified: the pool signed it, and it is good here and now.")
	if !v.Good() {
		sum = t.Warn.Render("!") + " " + t.Strong.Render("Not verified.")
		if slices.ContainsFunc(v.Checks, func(c token.Check) bool { return c.State == token.Failed }) {
			sum = t.Bad.Render("✗") + " " + t.Strong.Render("Not accepted.")
		}
	}
	lines := []string{sum}
	for _, c := range v.Checks {
		mark := t.Muted.Render("?")
		switch c.State {
		case token.Passed:
			mark = t.Good.Render("✓")
		case token.Failed:
			mark = t.Bad.Render("✗")
		}
		for i, l := range kit.Wrap(kit.Clean(c.Reason), max(20, w-16)) {
			head := strings.Repeat(" ", 16)
			if i == 0 {
				head = "  " + mark + " " + t.Muted.Render(kit.Fit(c.Name, 12))
			}
			lines = append(lines, head+t.Text.Render(l))
		}
	}
	return lines
}

// headerLines draws a token's header.
func headerLines(e *Env, header map[string]any, w int) []string {
	return claimLines(e, token.Claims{Raw: header}.List(), w)
}

// claimLines draws claims as a table; a list takes a line an item.
func claimLines(e *Env, list []token.Claim, w int) []string {
	t := e.Theme
	var lines []string
	for _, c := range list {
		for i, l := range claimValue(e, c, max(20, w-claimName-1)) {
			name := ""
			if i == 0 {
				name = kit.Cut(kit.Clean(c.Name), claimName-1)
			}
			lines = append(lines, t.Muted.Render(kit.Fit(name, claimName))+t.Text.Render(l))
		}
	}
	return lines
}

// claimValue writes a claim's value in lines of at most w cells.
func claimValue(e *Env, c token.Claim, w int) []string {
	switch {
	case c.Kind == token.ClaimTime:
		return kit.Wrap(localTime(e.Clock, c.Time)+", "+fromNow(c.Time.Sub(e.now())), w)
	case c.Kind == token.ClaimList && len(c.Items) > 0:
		var lines []string
		for _, item := range c.Items {
			for i, l := range kit.Wrap(kit.Clean(item), w-2) {
				lines = append(lines, []string{"- ", "  "}[min(i, 1)]+l)
			}
		}
		return lines
	}
	if lines := kit.Wrap(kit.Clean(c.Text), w); len(lines) > 0 {
		return lines
	}
	return []string{"(empty)"}
}

func localTime(local clock.Clock, at time.Time) string {
	return local.Format(at, "Mon 2 Jan 2006 15:04:05 MST")
}

// fromNow says how far a moment is: "in 59 min", "12 s ago".
func fromNow(d time.Duration) string {
	if d < 0 {
		return shortDuration(-d) + " ago"
	}
	return "in " + shortDuration(d)
}

// compareLines puts the claims of the ID and the access token side by side: =
// where both say the same, ≠ where they differ.
func compareLines(e *Env, id, access token.Claims, w int) []string {
	t := e.Theme
	col := max(12, (w-claimName-3)/2)
	lines := []string{t.Muted.Render(kit.Fit("", claimName+2)) + t.Accent.Render(kit.Fit("ID token", col)) + " " + t.Accent.Render("Access token")}
	left, right := byName(id), byName(access)
	all := id.List()
	for _, c := range access.List() {
		if _, both := left[c.Name]; !both {
			all = append(all, c)
		}
	}
	for _, c := range all {
		l, inID := left[c.Name]
		r, inAccess := right[c.Name]
		lines = append(lines, compareRow(t, c.Name, cellOf(e, l, inID, col), cellOf(e, r, inAccess, col),
			mark(inID && inAccess, l.Text == r.Text), col)...)
	}
	return append(lines, "", t.Muted.Render("= the same in both   ≠ different   – in one of them only"))
}

func mark(both, same bool) string {
	switch {
	case !both:
		return "–"
	case same:
		return "="
	}
	return "≠"
}

func byName(c token.Claims) map[string]token.Claim {
	all := map[string]token.Claim{}
	for _, claim := range c.List() {
		all[claim.Name] = claim
	}
	return all
}

// cellOf is a claim's value in a column; a time is short there.
func cellOf(e *Env, c token.Claim, there bool, w int) []string {
	switch {
	case !there:
		return []string{""}
	case c.Kind == token.ClaimTime:
		return []string{kit.Cut(e.Clock.Format(c.Time, "15:04:05")+", "+fromNow(c.Time.Sub(e.now())), w)}
	}
	return claimValue(e, c, w)
}

func compareRow(t *theme.Theme, name string, left, right []string, sign string, col int) []string {
	var lines []string
	at := func(list []string, i int) string {
		if i < len(list) {
			return kit.Cut(list[i], col)
		}
		return ""
	}
	for i := range max(len(left), len(right)) {
		head := strings.Repeat(" ", claimName+2)
		if i == 0 {
			head = t.Muted.Render(kit.Fit(kit.Clean(name), claimName)) + t.Strong.Render(sign) + " "
		}
		lines = append(lines, head+t.Text.Render(kit.Fit(at(left, i), col))+" "+t.Text.Render(at(right, i)))
	}
	return lines
}
