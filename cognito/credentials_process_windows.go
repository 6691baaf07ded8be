package cognito

import (
	"os/exec"
	"syscall"
)

// apart gives a process no console of this program to write to.
func apart(cmd *exec.Cmd) {
	const createNoWindow = 0x08000000
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: createNoWindow}
}
