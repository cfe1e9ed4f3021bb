package parent

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// bindToParent makes the child hear of it when the parent is killed.
func bindToParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGHUP}
}

// dropTyped throws away what was typed and not read yet.
func dropTyped(f *os.File) {
	_ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCIFLUSH)
}
