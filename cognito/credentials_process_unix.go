//go:build unix

package cognito

import (
	"os/exec"
	"syscall"
)

// apart gives a process a session of its own: it has no controlling terminal to
// write to, and what it started ends with it.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
