package routine

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// maxFrames bounds the positions of a report; the innermost say most.
const maxFrames = 32

// Crash is what may be told of a panic: nothing that the program held, only
// names of its code.
type Crash struct {
	Type   string   // of the panic's value, such as "runtime.boundsError"
	Frames []string // "package.Function file.go:12", the innermost first
}

// String is the report, one position a line.
func (c Crash) String() string {
	return c.Type + "\n  " + strings.Join(c.Frames, "\n  ")
}

// Error is the report.
func (c Crash) Error() string { return c.String() }

// crashOf reads the stack of the panic that is being recovered.
func crashOf(value any) Crash {
	var counters [maxFrames + 16]uintptr
	n := runtime.Callers(1, counters[:])
	frames := runtime.CallersFrames(counters[:n])
	c := Crash{Type: fmt.Sprintf("%T", value)}
	panicked := false
	for {
		f, more := frames.Next()
		switch {
		case !panicked: // what recovers stands above what failed
			panicked = f.Function == "runtime.gopanic"
		case inRuntime(f.Function): // the runtime's own way to a panic
		case len(c.Frames) < maxFrames:
			c.Frames = append(c.Frames, fmt.Sprintf("%s %s:%d", path.Base(f.Function), path.Base(f.File), f.Line))
		}
		if !more {
			return c
		}
	}
}

func inRuntime(function string) bool { return strings.HasPrefix(function, "runtime.") }
