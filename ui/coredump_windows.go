package ui

// ForbidCoreDumps does nothing: Windows has no core dumps.
func ForbidCoreDumps() {}
