//go:build unix

package parent

import (
	"os"
	"syscall"
)

func endings() []os.Signal { return []os.Signal{syscall.SIGHUP, syscall.SIGTERM} }

func passOn(p *os.Process, s os.Signal) { _ = p.Signal(s) }

// prepareOutput has nothing to do: these terminals take escape sequences.
func prepareOutput(*os.File) func() { return func() {} }
