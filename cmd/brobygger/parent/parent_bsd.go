//go:build darwin || freebsd || openbsd || netbsd || dragonfly

package parent

import (
	"os"
	"os/exec"

	"golang.org/x/sys/unix"
)

// bindToParent does nothing here: these systems tell a terminal's processes
// that it went away, but not a child that its parent was killed.
func bindToParent(*exec.Cmd) {}

// dropTyped throws away what was typed and not read yet.
func dropTyped(f *os.File) {
	const fread = 1 // FREAD of sys/fcntl.h: the input queue
	_ = unix.IoctlSetPointerInt(int(f.Fd()), unix.TIOCFLUSH, fread)
}
