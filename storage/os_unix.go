//go:build unix

package storage

import (
	"errors"

	"golang.org/x/sys/unix"
)

// mapOS leaves an error as it is: the errno says what there is to say.
func mapOS(err error) error { return err }

// noSync says that a file system has nothing to sync to (restic's list).
func noSync(err error) bool {
	return errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOTTY) || errors.Is(err, unix.EINVAL)
}

func noLocks(err error) bool {
	return errors.Is(err, unix.ENOLCK) || errors.Is(err, unix.ENOSYS)
}

func diskFull(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
}

func readOnly(err error) bool { return errors.Is(err, unix.EROFS) }

// removePlain is for systems on which os.Root cannot remove.
func removePlain(_ *osRoot, _ string, err error) error { return err }

// renamePlain is for systems on which os.Root cannot rename.
func renamePlain(_ *osRoot, _, _ string, err error) error { return err }
