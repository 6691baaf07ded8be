// Package clock is the one place that knows the local zone: what people read of
// a moment is written by a Clock that the program is given.
package clock

import "time"

// Clock writes moments as the reader's own clock shows them. Its zero value
// writes in the machine's zone. It is a value: copy it freely.
type Clock struct {
	// Zone is what moments are written in; nil means time.Local.
	Zone *time.Location
	// Wrote, where there is one, is told of each moment that was written and how.
	// It may be called by several goroutines at once.
	Wrote func(at time.Time, layout, text string)
}

// Format is at in the clock's zone, in a layout of package time.
func (c Clock) Format(at time.Time, layout string) string {
	zone := c.Zone
	if zone == nil {
		zone = time.Local
	}
	text := at.In(zone).Format(layout)
	if c.Wrote != nil {
		c.Wrote(at, layout, text)
	}
	return text
}
