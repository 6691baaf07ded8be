package localpool

import (
	"slices"
	"strings"

	"cognito-tui/cognito/lazy"
)

// schemaEntry is one attribute that users of a pool may have.
type schemaEntry struct {
	name      string
	kind      string // String, Number, Boolean, DateTime
	required  bool
	readOnly  bool // never written by a client: sub and the verified flags
	immutable bool
}

// standardAttributes are those of OpenID Connect that every pool has.
var standardAttributes = []string{
	"sub", "name", "given_name", "family_name", "middle_name", "nickname",
	"preferred_username", "profile", "picture", "website", "email",
	"email_verified", "gender", "birthdate", "zoneinfo", "locale",
	"phone_number", "phone_number_verified", "address", "updated_at", "identities",
}

func newSchema(changes []SchemaAttribute) map[string]*schemaEntry {
	schema := make(map[string]*schemaEntry, len(standardAttributes)+len(changes))
	for _, name := range standardAttributes {
		e := &schemaEntry{name: name, kind: "String"}
		switch name {
		case "sub", "identities":
			e.readOnly, e.immutable = true, true
		case "email_verified", "phone_number_verified":
			e.readOnly, e.kind = true, "Boolean"
		case "updated_at":
			e.kind = "Number"
		}
		schema[name] = e
	}
	for _, c := range changes {
		e := schema[c.Name]
		if e == nil {
			e = &schemaEntry{name: c.Name, kind: "String"}
			schema[c.Name] = e
		}
		if c.Type != "" {
			e.kind = c.Type
		}
		e.required = c.Required
		e.immutable = e.immutable || c.Immutable
	}
	return schema
}

var (
	emailForm = lazy.New(`^[^@\s]+@[^@\s]+$`)
	phoneForm = lazy.New(`^\+[0-9]{1,15}$`)
	wholeForm = lazy.New(`^-?[0-9]+$`)
)

func looksLikeEmail(s string) bool { return emailForm.MatchString(s) }
func looksLikePhone(s string) bool { return phoneForm.MatchString(s) }

// checkAttributes refuses values that don't fit the schema; those missing are
// looked for only at sign-up, an administrator may leave them out.
func (p *pool) checkAttributes(attributes []Attribute, all bool) error {
	var bad []string
	for _, a := range attributes {
		e := p.schema[a.Name]
		switch {
		case e == nil:
			bad = append(bad, "Type for attribute {"+a.Name+"} could not be determined")
		case a.Value == "":
		case a.Name == "email" && !looksLikeEmail(a.Value):
			return invalidParameter("Invalid email address format.")
		case a.Name == "phone_number" && !looksLikePhone(a.Value):
			return invalidParameter("Invalid phone number format.")
		case e.kind == "Number" && !wholeForm.MatchString(a.Value):
			bad = append(bad, a.Name+": The attribute value must be a number")
		case e.kind == "Boolean" && a.Value != "true" && a.Value != "false":
			bad = append(bad, a.Name+": The attribute value must be true or false")
		case a.Name == "birthdate" && len(a.Value) != 10:
			bad = append(bad, "birthdate: String must be exactly 10 characters long")
		}
	}
	if all {
		bad = append(bad, p.missingRequired(attributes)...)
	}
	if len(bad) > 0 {
		return invalidParameter("%s", "Attributes did not conform to the schema: "+strings.Join(bad, "\n "))
	}
	return nil
}

func (p *pool) missingRequired(attributes []Attribute) []string {
	var missing []string
	for _, name := range p.required() {
		given := slices.ContainsFunc(attributes, func(a Attribute) bool { return a.Name == name && a.Value != "" })
		if !given {
			missing = append(missing, name+": The attribute is required")
		}
	}
	return missing
}

// required lists the attributes a sign-up must give, sorted.
func (p *pool) required() []string {
	var names []string
	for name, e := range p.schema {
		if e.required {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// checkWritable refuses attributes that the client may not write.
func (c *client) checkWritable(attributes []Attribute) error {
	for _, a := range attributes {
		e := c.pool.schema[a.Name]
		if e != nil && e.readOnly || len(c.Write) > 0 && !contains(c.Write, a.Name) {
			return errUnwritable
		}
	}
	return nil
}

// readable tells whether the client may read an attribute.
func (c *client) readable(name string) bool { return len(c.Read) == 0 || contains(c.Read, name) }

// keep stores attributes under the schema's own names, so that users share
// those strings.
func (p *pool) keep(u *user, attributes []Attribute) {
	for _, a := range attributes {
		u.set(p.schema[a.Name].name, a.Value)
	}
}
