// Package unlocked writes the files that leave a vault unlocked: papers,
// exports. It keeps three promises. Each file is remembered, sealed and durable,
// before the first byte of it is on disk, and forgotten when it is durably
// deleted: a crash between leaves a name that is remembered and no file, never a
// file that nobody remembers. No file is written inside the vault, and none over
// another. Papers without a place of their own lie in one folder of this device
// that only its user can read.
package unlocked

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/storage"
)

// folderName is the folder for papers, below the device's own.
const folderName = "papirer"

// lockName is the file by which two windows write one after the other.
const lockName = "papirer.lock"

// patience is how long one window waits for the other.
const patience = 10 * time.Second

// The refusals of this package, apart from those of a vault or a backup: the
// sentences that go with them are others.
var (
	ErrExists      = fmt.Errorf("file: %w", cases.ErrExists)
	ErrInsideVault = fmt.Errorf("file: %w", cases.ErrInsideVault)
)

// Outside is a cases.Outside over the files of this computer.
type Outside struct {
	store cases.Store
	fs    storage.FS
	now   func() time.Time
	start func(name string, args ...string) error
	os    string // GOOS
	env   func(string) string
}

var _ cases.Outside = (*Outside)(nil)

// Options are the seams to the computer; the zero value of each is the real one.
type Options struct {
	FS    storage.FS
	Now   func() time.Time
	Start func(name string, args ...string) error // starts a program and does not wait for its end
	OS    string                                  // GOOS
	Env   func(string) string
}

// New is where the files of an unlocked vault go.
func New(store cases.Store, o Options) *Outside {
	out := &Outside{store: store, fs: o.FS, now: o.Now, start: o.Start, os: o.OS, env: o.Env}
	out.defaults()
	return out
}

// Folder implements cases.Outside.
func (o *Outside) Folder() string { return filepath.Join(o.store.Info().DeviceDir, folderName) }

// Write implements cases.Outside. Made is filled in where it is zero.
func (o *Outside) Write(ctx context.Context, f cases.UnlockedFile, data []byte) (cases.UnlockedFile, error) {
	if err := ctx.Err(); err != nil {
		return f, storage.WriteError("file", err)
	}
	if f.Made.IsZero() {
		f.Made = o.now()
	}
	unlock, err := o.lock()
	if err != nil {
		return f, storage.WriteError("file", err)
	}
	defer unlock()
	var dir storage.Root
	if bare(f.Path) {
		dir, f.Path, err = o.place(f.Path)
	} else {
		dir, f.Path, err = o.target(f.Path)
	}
	if err != nil {
		return f, storage.WriteError("file", err)
	}
	defer dir.Close()
	if err := o.store.KeepUnlocked(ctx, f); err != nil {
		return f, err
	}
	name := filepath.Base(f.Path)
	if err := write(dir, name, data); err != nil {
		err = storage.WriteError("file", refused(err))
		if !errors.Is(err, cases.ErrExists) && gone(dir.Remove(name)) != nil {
			return f, err // what lies there, cut off, stays remembered
		}
		return f, errors.Join(err, o.store.ForgetUnlocked(context.WithoutCancel(ctx), f.Path))
	}
	return f, nil
}

// lock keeps the other windows of this device waiting.
func (o *Outside) lock() (func(), error) {
	device, err := o.fs.OpenRoot(o.store.Info().DeviceDir, true)
	if err != nil {
		return nil, err
	}
	unlock, err := device.Lock(lockName, patience)
	if err != nil {
		return nil, errors.Join(err, device.Close())
	}
	return func() {
		unlock()
		_ = device.Close()
	}, nil
}

// bare says that a path is a name without a folder.
func bare(path string) bool {
	return filepath.Base(path) == path && filepath.IsLocal(path) && path != "."
}

// place finds a free name in the folder for papers.
func (o *Outside) place(name string) (storage.Root, string, error) {
	dir := o.Folder()
	if o.insideVault(dir) {
		return nil, name, ErrInsideVault
	}
	root, err := o.openFolder(dir)
	if err != nil {
		return nil, name, err
	}
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for n := 2; ; n++ {
		switch _, err := root.Lstat(name); {
		case errors.Is(err, fs.ErrNotExist):
			return root, filepath.Join(dir, name), nil
		case err != nil:
			return nil, name, errors.Join(err, root.Close())
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
}

// openFolder opens the folder for papers and makes it where it is missing. It is
// opened by way of the device's own folder, out of which no symbolic link leads,
// so that nobody gets papers by putting a link in its place.
func (o *Outside) openFolder(dir string) (storage.Root, error) {
	device, err := o.fs.OpenRoot(filepath.Dir(dir), true)
	if err != nil {
		return nil, err
	}
	defer device.Close()
	if err := device.Mkdir(folderName); err == nil {
		err = device.SyncDir(".")
		if err != nil {
			return nil, err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	info, err := device.Lstat(folderName)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: folderName, Err: errNoFolder}
	case o.os != "windows" && info.Mode().Perm()&0o077 != 0:
		if err := os.Chmod(dir, 0o700); err != nil {
			return nil, err
		}
	}
	return o.fs.OpenRoot(dir, false)
}

var errNoFolder = errors.New("is no folder")

// target opens the folder of a path that the user gave.
func (o *Outside) target(path string) (storage.Root, string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, path, err
	}
	path = abs
	if o.insideVault(filepath.Dir(path)) {
		return nil, path, ErrInsideVault
	}
	root, err := o.fs.OpenRoot(filepath.Dir(path), false)
	if err != nil {
		return nil, path, err
	}
	switch _, err := root.Lstat(filepath.Base(path)); {
	case err == nil:
		return nil, path, errors.Join(ErrExists, root.Close())
	case !errors.Is(err, fs.ErrNotExist):
		return nil, path, errors.Join(err, root.Close())
	}
	return root, path, nil
}

// insideVault says whether a folder is the vault or lies in it, by whatever name:
// another case of letters, a link, a mount.
func (o *Outside) insideVault(dir string) bool {
	vault, err := os.Stat(o.store.Info().Dir)
	if err != nil {
		return false
	}
	for dir = whereItLies(dir); ; {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, vault) {
			return true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return false
		}
		dir = up
	}
}

// whereItLies is a path without symbolic links, as far as it exists.
func whereItLies(path string) string {
	up := filepath.Dir(path)
	if real, err := filepath.EvalSymlinks(path); err == nil || up == path {
		return real
	}
	return filepath.Join(whereItLies(up), filepath.Base(path))
}

// write makes a file that is not there, mode 0600, with all of data, and its name
// durable.
func write(dir storage.Root, name string, data []byte) error {
	f, err := dir.Create(name)
	if err != nil {
		return err
	}
	n, err := f.Write(data)
	if err == nil && n != len(data) {
		err = io.ErrShortWrite
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return dir.SyncDir(".")
}

// refused says that a name was taken in the words of this package.
func refused(err error) error {
	if errors.Is(err, fs.ErrExist) {
		return errors.Join(ErrExists, err)
	}
	return err
}

func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// List implements cases.Outside.
func (o *Outside) List(ctx context.Context) ([]cases.UnlockedFile, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("unlocked files: %w: %w", cases.ErrNotFound, err)
	}
	list := o.store.Unlocked()
	for i, f := range list {
		_, err := os.Lstat(f.Path)
		list[i].Gone = errors.Is(err, fs.ErrNotExist)
	}
	return list, nil
}

// Delete implements cases.Outside. The name is durably gone before it is
// forgotten.
func (o *Outside) Delete(ctx context.Context, path string) error {
	if err := ctx.Err(); err != nil {
		return storage.WriteError("file", err)
	}
	unlock, err := o.lock()
	if err != nil {
		return storage.WriteError("file", err)
	}
	defer unlock()
	if !o.remembered(path) {
		return fmt.Errorf("file: %w", cases.ErrNotFound)
	}
	if err := o.remove(path); err != nil {
		return storage.WriteError("file", err)
	}
	return o.store.ForgetUnlocked(ctx, path)
}

func (o *Outside) remembered(path string) bool {
	for _, f := range o.store.Unlocked() {
		if f.Path == path {
			return true
		}
	}
	return false
}

// remove deletes a file. A folder that has come in its place stays.
func (o *Outside) remove(path string) error {
	dir, err := o.fs.OpenRoot(filepath.Dir(path), false)
	if err != nil {
		return gone(err)
	}
	defer dir.Close()
	name := filepath.Base(path)
	info, err := dir.Lstat(name)
	if err != nil {
		return gone(err)
	}
	if info.IsDir() {
		return nil
	}
	if err := gone(dir.Remove(name)); err != nil {
		return err
	}
	return dir.SyncDir(".")
}
