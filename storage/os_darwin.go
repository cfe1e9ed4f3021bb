package storage

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// renameNew is renameatx_np with RENAME_EXCL, relative to the open folder.
func renameNew(r *osRoot, from, to string) error {
	return r.inDir(from, to, func(d *os.File, a, b string) error {
		return renameatx(d, a, b, unix.RENAME_EXCL)
	})
}

// exchange is renameatx_np with RENAME_SWAP.
func exchange(r *osRoot, a, b string) error {
	return r.inDir(a, b, func(d *os.File, a, b string) error {
		return renameatx(d, a, b, unix.RENAME_SWAP)
	})
}

func renameatx(d *os.File, a, b string, flag uint32) error {
	fd := int(d.Fd())
	err := unix.RenameatxNp(fd, a, fd, b, flag)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS):
		return &os.LinkError{Op: "renameatx_np", Old: a, New: b, Err: errors.ErrUnsupported}
	}
	return &os.LinkError{Op: "renameatx_np", Old: a, New: b, Err: err}
}
