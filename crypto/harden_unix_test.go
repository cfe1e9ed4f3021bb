//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package crypto

import (
	"fmt"

	"golang.org/x/sys/unix"
)

func checkHardened() error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil {
		return err
	}
	if limit.Cur != 0 || limit.Max != 0 {
		return fmt.Errorf("core files up to %d, %d bytes", limit.Cur, limit.Max)
	}
	return nil
}
