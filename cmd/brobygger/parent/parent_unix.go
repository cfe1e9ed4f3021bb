//go:build unix

package parent

import (
	"os"
	"syscall"
)

func endings() []os.Signal { return []os.Signal{syscall.SIGHUP, syscall.SIGTERM} }

func passOn(p *os.Process, s os.Signal) { _ = p.Signal(s) }
