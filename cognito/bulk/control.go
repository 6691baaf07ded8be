package bulk

// Pause lets the changes in flight end and makes no more until Resume.
func (j *Job) Pause() { j.pause(nil) }

func (j *Job) pause(cause error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.paused || j.cause == nil {
		j.paused, j.cause = true, cause
	}
	j.changed.Broadcast()
}

// Resume goes on after a pause, whatever it was for.
func (j *Job) Resume() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.paused, j.cause = false, nil
	j.meter = meter{}
	j.changed.Broadcast()
}

// Cancel ends the job after the changes in flight; those who are left are told as
// not done. It may be called before Run, of a job that isn't wanted any more.
func (j *Job) Cancel() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.cancelled = true
	j.changed.Broadcast()
}

// stop ends the job so that it can be gone on with.
func (j *Job) stop(fault error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.fault == nil {
		j.fault = fault
	}
	j.changed.Broadcast()
}

// stopping tells that nothing new is to be begun now.
func (j *Job) stopping() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.cancelled || j.paused || j.fault != nil
}
