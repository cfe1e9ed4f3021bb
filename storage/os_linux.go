package storage

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// renameNew is renameat2 with RENAME_NOREPLACE, relative to the open folder.
func renameNew(r *osRoot, from, to string) error {
	return r.inDir(from, to, func(d *os.File, a, b string) error {
		return renameat2(d, a, b, unix.RENAME_NOREPLACE)
	})
}

// exchange is renameat2 with RENAME_EXCHANGE.
func exchange(r *osRoot, a, b string) error {
	return r.inDir(a, b, func(d *os.File, a, b string) error {
		return renameat2(d, a, b, unix.RENAME_EXCHANGE)
	})
}

func renameat2(d *os.File, a, b string, flags uint) error {
	fd := int(d.Fd())
	err := unix.Renameat2(fd, a, fd, b, flags)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EINVAL), errors.Is(err, unix.EOPNOTSUPP):
		return &os.LinkError{Op: "renameat2", Old: a, New: b, Err: errors.ErrUnsupported}
	}
	return &os.LinkError{Op: "renameat2", Old: a, New: b, Err: err}
}
