package crypto

import (
	"errors"
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
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	if err != nil {
		return err
	}
	if dumpable != 0 {
		return errors.New("dumpable")
	}
	return nil
}
