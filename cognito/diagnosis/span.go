package diagnosis

import (
	"fmt"
	"time"
)

// units are those in which a time is said.
var units = []struct {
	length time.Duration
	name   string
}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}}

// Span says how long a time is at the least, in whole units: "40 seconds", "6 days".
func Span(d time.Duration) string {
	for _, unit := range units {
		if d >= unit.length {
			return count(int(d/unit.length), unit.name)
		}
	}
	return "1 second"
}

// roundedUp says how long a time is at the most, in whole units.
func roundedUp(d time.Duration) string {
	for i, unit := range units {
		n := int((d + unit.length - 1) / unit.length)
		if d >= unit.length && (i == 0 || n < int(units[i-1].length/unit.length)) {
			return count(n, unit.name)
		} else if d >= unit.length {
			return "1 " + units[i-1].name
		}
	}
	return "1 second"
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
