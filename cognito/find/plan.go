package find

import (
	"slices"
	"strings"

	"cognito-tui/cognito"
)

// Plan is how a query is answered: what the service is asked, one filter after the
// other, and what a look through every user would compare.
type Plan struct {
	Kind Kind
	// Attribute is what is compared where an attribute was named; else empty.
	Attribute string
	Asks      []Ask
	// Enough is how many of Asks are about the exact text. Where they find somebody,
	// the others aren't asked; 0 where all are.
	Enough int
	// Everywhere tells which users are meant when all are read, since the service
	// compares beginnings at most, and custom attributes not at all (API reference,
	// ListUsers). Nil where that would find no more.
	Everywhere Match
	// Whole is true where nothing but a look through every user can answer.
	Whole bool
}

// Ask is one filter of ListUsers, read to its last page.
type Ask struct {
	Filter cognito.Filter
	Keep   Match // which of those it finds are meant; nil for all
}

// PlanOf says how to look for a query. The error is an Unusable: a sentence about
// the text.
func PlanOf(q Query) (Plan, error) {
	r, err := read(q.Text)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Kind: r.kind, Attribute: r.attribute}
	switch r.kind {
	case AllUsers:
		p.Asks = []Ask{{Filter: q.Facets.filter(), Keep: q.Facets.Take}}
	case AnEmail:
		p.email(r.text)
	case APhone:
		p.phone(r.text)
	case AnID:
		p.exact("sub", r.text)
		p.username(r.text, false)
		p.Enough = len(p.Asks)
	case AName:
		p.name(r.text)
	case AnAttribute:
		p.field(r)
	}
	for _, a := range p.Asks {
		if a.Filter.Check() != nil {
			return Plan{}, Unusable(
				"This is too long: with the attribute's name and quotes the service takes 256 characters at most. Shorten it; the " +
					"beginning is enough.")
		}
	}
	return p, nil
}

func (p *Plan) ask(attribute, text string, prefix bool, keep Match) {
	f := cognito.Filter{Attribute: attribute, Value: text, Prefix: prefix}
	if !slices.ContainsFunc(p.Asks, func(a Ask) bool { return a.Filter == f && a.Keep == nil && keep == nil }) {
		p.Asks = append(p.Asks, Ask{f, keep})
	}
}

func (p *Plan) exact(attribute, text string)  { p.ask(attribute, text, false, nil) }
func (p *Plan) begins(attribute, text string) { p.ask(attribute, text, true, nil) }

// username asks for a user name as it was typed, and in small letters: case counts
// in this filter, and a pool in which it doesn't count elsewhere keeps small letters
// (API reference, ListUsers; the latter is inferred).
func (p *Plan) username(text string, prefix bool) {
	p.ask("username", text, prefix, nil)
	p.ask("username", strings.ToLower(text), prefix, nil)
}

func (p *Plan) email(text string) {
	p.exact("email", text)
	p.username(text, false)
	p.exact("preferred_username", text)
	p.Enough = len(p.Asks)
	p.begins("email", text)
	p.username(text, true)
	p.Everywhere = holding([]string{text}, searched)
}

func (p *Plan) phone(typed string) {
	digits := strings.TrimPrefix(typed, "+")
	p.exact("phone_number", "+"+digits)
	p.exact("username", typed)
	if typed != "+"+digits {
		p.exact("username", "+"+digits)
	}
	p.exact("preferred_username", typed)
	p.Enough = len(p.Asks)
	p.begins("phone_number", "+"+digits)
	p.begins("username", typed)
	p.Everywhere = number(typed)
}

// name asks for the whole text in every attribute that holds a name, then for
// beginnings. Of several words the first and the last may be given and family name,
// either way round.
func (p *Plan) name(text string) {
	words := strings.Fields(text)
	p.username(text, false)
	for _, attribute := range []string{"preferred_username", "name", "family_name", "given_name"} {
		p.exact(attribute, text)
	}
	p.username(text, true)
	for _, attribute := range []string{"email", "name", "family_name", "given_name", "preferred_username"} {
		p.begins(attribute, text)
	}
	if first, last := words[0], words[len(words)-1]; len(words) > 1 {
		all := holding(words, nameParts)
		for _, a := range []struct{ attribute, word string }{
			{"family_name", last},
			{"given_name", first},
			{"family_name", first},
			{"given_name", last},
		} {
			p.ask(a.attribute, a.word, true, all)
		}
	}
	p.Everywhere = holding(words, searched)
}

func (p *Plan) field(r reading) {
	meant := field(r.attribute, r.operator, r.text)
	if r.operator == contains || !slices.Contains(cognito.Filterable, r.attribute) {
		p.Everywhere, p.Whole = meant, true
		return
	}
	text := r.text
	if r.attribute == "phone_number" {
		if number, ok := readPhone(text); ok {
			text = "+" + strings.TrimPrefix(number, "+")
		}
	}
	if r.attribute == "username" {
		p.username(text, r.operator == begins)
		return
	}
	p.ask(r.attribute, text, r.operator == begins, nil)
}
