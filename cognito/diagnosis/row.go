package diagnosis

// ID names a row of the table.
type ID string

// Row is one row of the table: a state, how it shows at sign-in, what works and what
// doesn't. Texts hold {names} that text.go fills in.
type Row struct {
	ID   ID
	When func(Facts) bool // rows are tried in the table's order
}
