package find

import "time"

// window is how many users came in the last seconds.
type window struct {
	samples []sample // oldest first
	total   int
}

type sample struct {
	at    time.Time
	total int
}

const (
	windowLength = 10 * time.Second
	sampleEvery  = 100 * time.Millisecond
)

// add notes users that came.
func (w *window) add(now time.Time, n int) {
	w.total += n
	if n := len(w.samples); n > 1 && now.Sub(w.samples[n-1].at) < sampleEvery {
		w.samples[n-1].total = w.total
		return
	}
	w.samples = append(w.samples, sample{now, w.total})
	for len(w.samples) > 2 && now.Sub(w.samples[1].at) >= windowLength {
		w.samples = w.samples[1:]
	}
}

// perSecond is 0 until there is something to tell.
func (w *window) perSecond() int {
	if len(w.samples) < 2 {
		return 0
	}
	first, last := w.samples[0], w.samples[len(w.samples)-1]
	if d := last.at.Sub(first.at); d > 0 {
		return int(float64(last.total-first.total)/d.Seconds() + 0.5)
	}
	return 0
}
