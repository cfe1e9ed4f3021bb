package parent

import (
	"os"
	"os/exec"

	"golang.org/x/sys/windows"
)

func endings() []os.Signal { return []os.Signal{os.Interrupt} }

// passOn does nothing: a console tells all its processes by itself.
func passOn(*os.Process, os.Signal) {}

func bindToParent(*exec.Cmd) {}

// dropTyped throws away what was typed and not read yet.
func dropTyped(f *os.File) {
	_ = windows.FlushConsoleInputBuffer(windows.Handle(f.Fd()))
}
