package storage

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// OS is the real file system. Folders are held open through os.Root, so that a
// symbolic link that a sync program brought along leads nowhere.
func OS() FS { return osFS{} }

type osFS struct{}

// OpenRoot implements FS.
func (osFS) OpenRoot(dir string, create bool) (Root, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if create {
		if err := makeAll(abs); err != nil {
			return nil, err
		}
	}
	r, err := os.OpenRoot(abs)
	if err != nil {
		return nil, mapOS(err)
	}
	return &osRoot{root: r, dir: abs}, nil
}

// makeAll makes a folder and what is missing above it, and makes the names
// durable where the system lets a folder be synced.
func makeAll(abs string) error {
	var missing []string
	for d := abs; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || filepath.Dir(d) == d {
			break
		}
		missing = append(missing, d)
	}
	slices.Reverse(missing)
	for _, d := range missing {
		if err := os.Mkdir(d, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return mapOS(err)
		}
		if err := syncPath(filepath.Dir(d)); err != nil && !errors.Is(err, fs.ErrPermission) {
			return mapOS(err)
		}
	}
	return nil
}

func syncPath(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there; NTFS journals its names
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if noSync(err) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

type osRoot struct {
	root *os.Root
	dir  string
}

type osFile struct{ *os.File }

// Sync implements File. A file system that cannot sync says so; then there is
// nothing to wait for.
func (f osFile) Sync() error {
	if err := f.File.Sync(); err != nil && !noSync(err) {
		return mapOS(err)
	}
	return nil
}

// Write implements File.
func (f osFile) Write(b []byte) (int, error) {
	n, err := f.File.Write(b)
	return n, mapOS(err)
}

func (r *osRoot) Open(name string) (File, error) {
	f, err := r.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, mapOS(err)
	}
	return osFile{f}, nil
}

func (r *osRoot) Create(name string) (File, error) {
	f, err := r.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, mapOS(err)
	}
	return osFile{f}, nil
}

func (r *osRoot) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := r.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, mapOS(err)
	}
	list, err := f.ReadDir(-1)
	err = errors.Join(err, f.Close())
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, mapOS(err)
}

func (r *osRoot) Lstat(name string) (fs.FileInfo, error) {
	info, err := r.root.Lstat(filepath.FromSlash(name))
	return info, mapOS(err)
}

func (r *osRoot) Mkdir(name string) error {
	return mapOS(r.root.Mkdir(filepath.FromSlash(name), 0o700))
}

func (r *osRoot) Remove(name string) error {
	return mapOS(removePlain(r, name, r.root.Remove(filepath.FromSlash(name))))
}

func (r *osRoot) Rename(from, to string) error {
	return mapOS(renamePlain(r, from, to, r.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to))))
}

func (r *osRoot) RenameNew(from, to string) error {
	err := renameNew(r, from, to)
	if !errors.Is(err, errors.ErrUnsupported) {
		return mapOS(err)
	}
	// A hard link refuses a name that is taken. Where there are no hard links
	// either, look first: the own log repairs what slips in between.
	err = r.root.Link(filepath.FromSlash(from), filepath.FromSlash(to))
	switch {
	case err == nil:
		return mapOS(r.root.Remove(filepath.FromSlash(from)))
	case errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return mapOS(err)
	}
	if _, err := r.Lstat(to); err == nil {
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	}
	return r.Rename(from, to)
}

func (r *osRoot) Exchange(a, b string) error {
	return mapOS(exchange(r, a, b))
}

// inDir opens the folder of two names that lie in the same one, for the system
// calls that take a folder and a name.
func (r *osRoot) inDir(a, b string, f func(dir *os.File, a, b string) error) error {
	if path.Dir(a) != path.Dir(b) {
		return &fs.PathError{Op: "rename", Path: a, Err: errors.ErrUnsupported}
	}
	d, err := r.root.Open(filepath.FromSlash(path.Dir(a)))
	if err != nil {
		return err
	}
	return errors.Join(f(d, path.Base(a), path.Base(b)), d.Close())
}

func (r *osRoot) SyncDir(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := r.root.Open(filepath.FromSlash(name))
	if err != nil {
		return mapOS(err)
	}
	err = f.Sync()
	if noSync(err) {
		err = nil
	}
	return mapOS(errors.Join(err, f.Close()))
}

// Lock implements Root. A file system without locks has none to offer: then the
// lock is held at once.
func (r *osRoot) Lock(name string, wait time.Duration) (func(), error) {
	if info, err := r.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "lock", Path: name, Err: fs.ErrInvalid}
	}
	type held struct {
		f   *lockedfile.File
		err error
	}
	got := make(chan held, 1)
	go func() {
		f, err := lockedfile.OpenFile(filepath.Join(r.dir, filepath.FromSlash(name)), os.O_RDWR|os.O_CREATE, 0o600)
		got <- held{f, err}
	}()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case h := <-got:
		if h.err != nil {
			if errors.Is(h.err, errors.ErrUnsupported) || noLocks(h.err) {
				return func() {}, nil
			}
			return nil, mapOS(h.err)
		}
		return func() { _ = h.f.Close() }, nil
	case <-timer.C:
		// Whoever waits behind lets go again as soon as it has the lock.
		go func() {
			if h := <-got; h.err == nil {
				_ = h.f.Close()
			}
		}()
		return nil, &fs.PathError{Op: "lock", Path: name, Err: ErrBusy}
	}
}

func (r *osRoot) Close() error { return r.root.Close() }
