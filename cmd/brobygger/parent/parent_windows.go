package parent

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// endings are Ctrl+Break and, as SIGTERM, the window being closed, logging off
// and shutting down.
func endings() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

// passOn does nothing: a console tells all its processes by itself.
func passOn(*os.Process, os.Signal) {}

func bindToParent(*exec.Cmd) {}

// dropTyped throws away what was typed and not read yet.
func dropTyped(f *os.File) {
	_ = windows.FlushConsoleInputBuffer(windows.Handle(f.Fd()))
}

// prepareOutput makes a console take escape sequences, and gives what takes that
// back.
func prepareOutput(f *os.File) func() {
	console := windows.Handle(f.Fd())
	var mode uint32
	if windows.GetConsoleMode(console, &mode) != nil {
		return func() {}
	}
	_ = windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
	return func() { _ = windows.SetConsoleMode(console, mode) }
}
