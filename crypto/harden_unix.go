//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package crypto

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// HardenProcess forbids core files for this process and those it starts.
func HardenProcess() error {
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("forbidding core files: %w", err)
	}
	return nil
}
