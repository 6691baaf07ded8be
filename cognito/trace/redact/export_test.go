package redact

// Named tells whether the table names a member, as shown or as hidden.
func Named(parent, name string) bool { return ruleOf(parent, name).way != unnamed }

// Attributes tells whether the members below a member are those of attributes,
// or hidden whatever they are.
func Closed(name string) bool {
	w := table()[name].way
	return w == attributes || w == leaves || w == hide || w == measure
}

// HiddenNames are the names that the table hides wherever they stand.
func HiddenNames() []string {
	var names []string
	for name, r := range table() {
		if r.way == hide || r.way == measure {
			names = append(names, name)
		}
	}
	return names
}

// Known tells whether a message is one of the service's own, after a request that
// has nothing to hide.
func Known(text string) bool {
	_, ok := messagesOf([]byte("{}")).known(text)
	return ok
}

// ServiceTexts are the texts of texts.go, one a line.
const ServiceTexts = serviceTexts

// IsException tells whether a name is in exceptions.go.
func IsException(name string) bool { return isWord(exceptions, name) }
