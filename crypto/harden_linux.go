package crypto

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// HardenProcess forbids core files for this process and those it starts, and on
// Linux makes it undumpable, so that no debugger of the same user attaches to it
// (the latter does not outlive an exec). Where a system has no such thing it does
// nothing.
func HardenProcess() error {
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("forbidding core files: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("making the process undumpable: %w", err)
	}
	return nil
}
