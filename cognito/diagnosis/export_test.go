package diagnosis

import "slices"

// Rows is the table itself, in its order.
func Rows() []Row { return slices.Clone(table) }
