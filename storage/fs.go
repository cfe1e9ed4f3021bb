package storage

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"time"

	"brobygger/cases"
)

// FS hands out the folders that a vault lives in. It is the seam for tests; the
// real one is [OS].
type FS interface {
	// OpenRoot opens a folder of the system for use. With create it and what is
	// missing above it are made, mode 0700, and the names made durable. Without
	// it a missing folder is an error that is fs.ErrNotExist.
	OpenRoot(dir string, create bool) (Root, error)
}

// Root is one folder and all below it. Names are relative, with forward
// slashes, and never lead out of the folder, also not through a symbolic link.
// Errors are those of package io/fs where these fit.
type Root interface {
	// Open opens a file for reading.
	Open(name string) (File, error)
	// Create makes a file that is not there, mode 0600, for writing.
	Create(name string) (File, error)
	// ReadDir lists a folder, sorted by name. "." is the root itself.
	ReadDir(name string) ([]fs.DirEntry, error)
	// Lstat describes a file without following a symbolic link.
	Lstat(name string) (fs.FileInfo, error)
	// Mkdir makes a folder, mode 0700.
	Mkdir(name string) error
	// Remove deletes a file or an empty folder.
	Remove(name string) error
	// Rename moves a file and replaces what is there.
	Rename(from, to string) error
	// RenameNew moves a file to a name that nobody has, else fs.ErrExist.
	RenameNew(from, to string) error
	// Exchange swaps two files in one step: errors.ErrUnsupported where the
	// system or the file system cannot, fs.ErrNotExist when one is missing.
	Exchange(a, b string) error
	// SyncDir makes names made, changed and removed in a folder durable.
	SyncDir(name string) error
	// Lock locks a file, which is made if missing, against other processes. It
	// waits at most wait, then the error is [ErrBusy].
	Lock(name string, wait time.Duration) (unlock func(), err error)
	// Close lets the folder go.
	Close() error
}

// File is an open file of a [Root].
type File interface {
	io.Reader
	io.Writer
	io.Closer
	Stat() (fs.FileInfo, error)
	// Sync makes the content durable, not the name.
	Sync() error
}

// ErrBusy is cases.ErrBusy.
var ErrBusy = cases.ErrBusy

// maxFile is the largest file that is read, in bytes: more is damage.
const maxFile = 512 << 20

var errTooLarge = errors.New("file is too large")

// readFile reads a file to its end.
func readFile(r Root, name string) (b []byte, info fs.FileInfo, err error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err = f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, info, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	if info.Size() > maxFile {
		return nil, info, &fs.PathError{Op: "read", Path: name, Err: errTooLarge}
	}
	// One byte more than the file has shows that it has grown meanwhile.
	b = make([]byte, info.Size()+1)
	n, err := io.ReadFull(f, b)
	switch {
	case err == nil:
		rest, err := io.ReadAll(io.LimitReader(f, maxFile))
		return append(b, rest...), info, err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return b[:n], info, nil
	}
	return nil, info, err
}

// mkdirDurable makes a folder and its parents below the root and makes their
// names durable. One that has something in it is: an empty one may be from a try
// that was broken off before that.
func mkdirDurable(r Root, dir string) error {
	if dir == "." {
		return nil
	}
	switch list, err := r.ReadDir(dir); {
	case errors.Is(err, fs.ErrNotExist):
		if err := mkdirDurable(r, path.Dir(dir)); err != nil {
			return err
		}
		if err := r.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	case err != nil:
		return err
	case len(list) > 0:
		return nil
	}
	return r.SyncDir(path.Dir(dir))
}

// patient is a Root that tries again, for a second or so, where another program
// (on Windows: a virus scanner, an indexer, a sync client) has the file open.
type patient struct {
	Root
	sleep func(time.Duration)
}

// patience is how long to wait before each further try: 1.3 s together.
func patience() []time.Duration {
	const ms = time.Millisecond
	return []time.Duration{1 * ms, 2 * ms, 5 * ms, 10 * ms, 20 * ms, 50 * ms, 100 * ms, 200 * ms, 400 * ms, 500 * ms}
}

func (p patient) retry(f func() error) error {
	err := f()
	for _, d := range patience() {
		if !errors.Is(err, ErrBusy) {
			return err
		}
		p.sleep(d)
		err = f()
	}
	return err
}

func (p patient) Open(name string) (f File, err error) {
	err = p.retry(func() error { f, err = p.Root.Open(name); return err })
	return f, err
}

func (p patient) Create(name string) (f File, err error) {
	err = p.retry(func() error { f, err = p.Root.Create(name); return err })
	return f, err
}

func (p patient) Remove(name string) error {
	return p.retry(func() error { return p.Root.Remove(name) })
}

func (p patient) Rename(from, to string) error {
	return p.retry(func() error { return p.Root.Rename(from, to) })
}

func (p patient) RenameNew(from, to string) error {
	return p.retry(func() error { return p.Root.RenameNew(from, to) })
}

func (p patient) Exchange(a, b string) error {
	return p.retry(func() error { return p.Root.Exchange(a, b) })
}
