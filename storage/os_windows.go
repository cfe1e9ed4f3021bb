package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// mapOS marks what another program's open handle causes as ErrBusy. Access
// denied is what Windows says of a file that is waiting to be deleted.
func mapOS(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_LOCK_VIOLATION),
		errors.Is(err, windows.ERROR_UNABLE_TO_REMOVE_REPLACED), errors.Is(err, windows.ERROR_UNABLE_TO_MOVE_REPLACEMENT), errors.Is(err, windows.ERROR_DELETE_PENDING):
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}

func noSync(err error) bool { return errors.Is(err, windows.ERROR_INVALID_FUNCTION) }

func noLocks(err error) bool {
	return errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_NOT_SUPPORTED)
}

func diskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func readOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// long is a name of the root as a full path that may be over 260 characters.
func (r *osRoot) long(name string) (*uint16, error) {
	p := filepath.Join(r.dir, filepath.FromSlash(name))
	if !strings.HasPrefix(p, `\\`) {
		p = `\\?\` + p
	}
	return windows.UTF16PtrFromString(p)
}

// renameNew is MoveFileEx without leave to replace.
func renameNew(r *osRoot, from, to string) error {
	a, err := r.long(from)
	if err != nil {
		return err
	}
	b, err := r.long(to)
	if err != nil {
		return err
	}
	if err := windows.MoveFileEx(a, b, windows.MOVEFILE_WRITE_THROUGH); err != nil {
		return &os.LinkError{Op: "MoveFileEx", Old: from, New: to, Err: err}
	}
	return nil
}

// oldSystem says that the system lacks the call that os.Root needs: Windows
// before 10, some network drives, Wine.
func oldSystem(err error) bool {
	return errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_NOT_SUPPORTED) ||
		errors.Is(err, windows.ERROR_INVALID_PARAMETER)
}

// removePlain removes by full path where the call of os.Root failed for want of
// support.
func removePlain(r *osRoot, name string, err error) error {
	if !oldSystem(err) {
		return err
	}
	p, err := r.long(name)
	if err != nil {
		return err
	}
	if info, e := r.root.Lstat(filepath.FromSlash(name)); e == nil && info.IsDir() {
		err = windows.RemoveDirectory(p)
	} else {
		err = windows.DeleteFile(p)
	}
	if err != nil {
		return &os.PathError{Op: "DeleteFile", Path: name, Err: err}
	}
	return nil
}

// renamePlain renames by full path, replacing what is there, where the call of
// os.Root failed for want of support.
func renamePlain(r *osRoot, from, to string, err error) error {
	if !oldSystem(err) {
		return err
	}
	a, err := r.long(from)
	if err != nil {
		return err
	}
	b, err := r.long(to)
	if err != nil {
		return err
	}
	if err := windows.MoveFileEx(a, b, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH); err != nil {
		return &os.LinkError{Op: "MoveFileEx", Old: from, New: to, Err: err}
	}
	return nil
}

// exchange puts a in b's place with ReplaceFileW and gives what was b the name
// a. Between the two steps it has a name of its own that ends in ".tmp", which
// the reader of the folder knows.
func exchange(r *osRoot, a, b string) error {
	aside := strings.TrimSuffix(a, tempSuffix) + ".old" + tempSuffix
	pa, err := r.long(a)
	if err != nil {
		return err
	}
	pb, err := r.long(b)
	if err != nil {
		return err
	}
	po, err := r.long(aside)
	if err != nil {
		return err
	}
	replace := windows.NewLazySystemDLL("kernel32.dll").NewProc("ReplaceFileW")
	if err := replace.Find(); err != nil {
		return errors.ErrUnsupported
	}
	const ignoreMergeErrors = 2 // attributes and access rights of the old file need not be kept
	ok, _, err := replace.Call(uintptr(unsafe.Pointer(pb)), uintptr(unsafe.Pointer(pa)), uintptr(unsafe.Pointer(po)), ignoreMergeErrors, 0, 0)
	if ok == 0 {
		if errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
			return errors.ErrUnsupported
		}
		return &os.LinkError{Op: "ReplaceFileW", Old: a, New: b, Err: err}
	}
	// From here on the exchange stands. Where the second name cannot be given,
	// what came out stays readable under the first.
	_ = windows.MoveFileEx(po, pa, windows.MOVEFILE_WRITE_THROUGH)
	return nil
}
