//go:build unix

package parent

import (
	"os"
	"syscall"
)

// endings are the signals that end the program in order. Left to themselves they
// would leave the terminal raw.
func endings() []os.Signal {
	return []os.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT}
}

func passOn(p *os.Process, s os.Signal) { _ = p.Signal(s) }

// prepareOutput has nothing to do: these terminals take escape sequences.
func prepareOutput(*os.File) func() { return func() {} }
