package cognito

import (
	"encoding/json"
	"strings"
)

// attributePrefix stands before attribute names in NEW_PASSWORD_REQUIRED.
const attributePrefix = "userAttributes."

// NewPasswordRequired is NEW_PASSWORD_REQUIRED: the password was a temporary one.
type NewPasswordRequired struct {
	*pending
	Required []string          // attributes that the pool requires and the user lacks
	Current  map[string]string // the user's attributes
}

func decodeNewPassword(p *pending, a authAnswer) (Step, error) {
	names, err := a.list(p, "requiredAttributes", false)
	if err != nil {
		return nil, err
	}
	c := NewPasswordRequired{pending: p}
	if text := a.parameters["userAttributes"]; text == "" {
		p.missing = append(p.missing, "userAttributes")
	} else if err := json.Unmarshal([]byte(text), &c.Current); err != nil {
		return nil, a.bad("userAttributes", "is not an object of texts")
	}
	for _, name := range names {
		// Resending one that has a value is refused: "Cannot modify an already
		// provided email".
		if name = strings.TrimPrefix(name, attributePrefix); c.Current[name] == "" {
			c.Required = append(c.Required, name)
		}
	}
	return c, nil
}

// Set answers with the new password and the attributes that were missing, by
// their plain names. A refused password keeps the session.
func (c NewPasswordRequired) Set(password string, attributes map[string]string) Answer {
	responses := map[string]string{"NEW_PASSWORD": password}
	for name, value := range attributes {
		responses[attributePrefix+name] = value
	}
	return c.answer(responses)
}
