//go:build unix

package unlocked

import (
	"os/exec"
	"syscall"
)

// apart gives a program a session of its own: it outlives a lock of the screen
// and cannot reach our terminal.
func apart(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
