package storagetest

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"brobygger/storage"
)

// Call names an operation of the seam.
type Call string

// The operations of storage.FS, storage.Root and storage.File.
const (
	OpenRoot  Call = "open-root"
	Open      Call = "open"
	Create    Call = "create"
	ReadDir   Call = "readdir"
	Lstat     Call = "lstat"
	Mkdir     Call = "mkdir"
	Remove    Call = "remove"
	Rename    Call = "rename"
	RenameNew Call = "rename-new"
	Exchange  Call = "exchange"
	SyncDir   Call = "sync-dir"
	Lock      Call = "lock"
	Read      Call = "read"
	Write     Call = "write"
	Sync      Call = "sync"
	Stat      Call = "stat"
	Close     Call = "close" // of a file
)

// Op is one operation as it is about to happen.
type Op struct {
	Call Call
	Dir  string // of the root, absolute
	Name string // within the root
	To   string // the other name of a rename or an exchange
	Data []byte // of a write; not to be kept or changed
}

// Path is the absolute path of Name.
func (o Op) Path() string { return filepath.Join(o.Dir, filepath.FromSlash(o.Name)) }

// Changes says whether the operation changes what is on the disk, or how much
// of it is durable.
func (o Op) Changes() bool {
	switch o.Call {
	case Open, ReadDir, Lstat, Read, Stat, Close:
		return false
	}
	return true
}

// Moves says whether the operation gives a file another name.
func (o Op) Moves() bool { return o.Call == Rename || o.Call == RenameNew || o.Call == Exchange }

// What a Before may answer to a write beside an error of the system: the first
// half is written, and the answer says so, or the answer says that all was.
var (
	ErrShort = errors.New("storagetest: write half and say so")
	ErrLie   = errors.New("storagetest: write half and say nothing")
)

// Watcher stands before and behind every operation. Its functions may be called
// from several goroutines at once, and either may be nil.
type Watcher struct {
	// Before is asked before the operation; an error is the operation's answer,
	// and nothing happens.
	Before func(Op) error
	// After is told how it went.
	After func(Op, error)
}

// Watch gives a file system whose operations all pass by w.
func Watch(f storage.FS, w Watcher) storage.FS {
	if w.Before == nil {
		w.Before = func(Op) error { return nil }
	}
	if w.After == nil {
		w.After = func(Op, error) {}
	}
	return watchedFS{f, w}
}

func (w Watcher) do(o Op, f func() error) error {
	err := w.Before(o)
	if err == nil {
		err = f()
	} else if o.Call != Lock {
		err = &fs.PathError{Op: string(o.Call), Path: o.Name, Err: err}
	}
	w.After(o, err)
	return err
}

type watchedFS struct {
	inner storage.FS
	w     Watcher
}

func (f watchedFS) OpenRoot(dir string, create bool) (storage.Root, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	r := &watchedRoot{w: f.w, dir: abs}
	err = f.w.do(Op{Call: OpenRoot, Dir: abs, Name: "."}, func() (err error) {
		r.Root, err = f.inner.OpenRoot(dir, create)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

type watchedRoot struct {
	storage.Root
	w   Watcher
	dir string
}

func (r *watchedRoot) op(c Call, name string) Op { return Op{Call: c, Dir: r.dir, Name: name} }

func (r *watchedRoot) file(c Call, name string, open func(string) (storage.File, error)) (storage.File, error) {
	f := &watchedFile{r: r, name: name}
	err := r.w.do(r.op(c, name), func() (err error) {
		f.File, err = open(name)
		return err
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (r *watchedRoot) Open(name string) (storage.File, error) {
	return r.file(Open, name, r.Root.Open)
}

func (r *watchedRoot) Create(name string) (storage.File, error) {
	return r.file(Create, name, r.Root.Create)
}

func (r *watchedRoot) ReadDir(name string) (list []fs.DirEntry, err error) {
	err = r.w.do(r.op(ReadDir, name), func() (err error) {
		list, err = r.Root.ReadDir(name)
		return err
	})
	return list, err
}

func (r *watchedRoot) Lstat(name string) (info fs.FileInfo, err error) {
	err = r.w.do(r.op(Lstat, name), func() (err error) {
		info, err = r.Root.Lstat(name)
		return err
	})
	return info, err
}

func (r *watchedRoot) Mkdir(name string) error {
	return r.w.do(r.op(Mkdir, name), func() error { return r.Root.Mkdir(name) })
}

func (r *watchedRoot) Remove(name string) error {
	return r.w.do(r.op(Remove, name), func() error { return r.Root.Remove(name) })
}

func (r *watchedRoot) move(c Call, from, to string, f func(from, to string) error) error {
	o := r.op(c, from)
	o.To = to
	return r.w.do(o, func() error { return f(from, to) })
}

func (r *watchedRoot) Rename(from, to string) error {
	return r.move(Rename, from, to, r.Root.Rename)
}

func (r *watchedRoot) RenameNew(from, to string) error {
	return r.move(RenameNew, from, to, r.Root.RenameNew)
}

func (r *watchedRoot) Exchange(a, b string) error {
	return r.move(Exchange, a, b, r.Root.Exchange)
}

func (r *watchedRoot) SyncDir(name string) error {
	return r.w.do(r.op(SyncDir, name), func() error { return r.Root.SyncDir(name) })
}

func (r *watchedRoot) Lock(name string, wait time.Duration) (unlock func(), err error) {
	err = r.w.do(r.op(Lock, name), func() (err error) {
		unlock, err = r.Root.Lock(name, wait)
		return err
	})
	return unlock, err
}

type watchedFile struct {
	storage.File
	r    *watchedRoot
	name string
}

func (f *watchedFile) Read(b []byte) (n int, err error) {
	err = f.r.w.do(f.r.op(Read, f.name), func() (err error) {
		n, err = f.File.Read(b)
		return err
	})
	if errors.Is(err, io.EOF) {
		err = io.EOF // as readers compare it
	}
	return n, err
}

func (f *watchedFile) Write(b []byte) (n int, err error) {
	o := f.r.op(Write, f.name)
	o.Data = b
	err = f.r.w.do(o, func() (err error) {
		n, err = f.File.Write(b)
		return err
	})
	short, lie := errors.Is(err, ErrShort), errors.Is(err, ErrLie)
	if !short && !lie {
		return n, err
	}
	if n, err = f.File.Write(b[:len(b)/2]); err == nil && lie {
		n = len(b)
	}
	return n, err
}

func (f *watchedFile) Stat() (info fs.FileInfo, err error) {
	err = f.r.w.do(f.r.op(Stat, f.name), func() (err error) {
		info, err = f.File.Stat()
		return err
	})
	return info, err
}

func (f *watchedFile) Sync() error {
	return f.r.w.do(f.r.op(Sync, f.name), f.File.Sync)
}

// Close closes the file also where the answer is an error, as systems do.
func (f *watchedFile) Close() error {
	err := f.r.w.Before(f.r.op(Close, f.name))
	err = errors.Join(err, f.File.Close())
	f.r.w.After(f.r.op(Close, f.name), err)
	return err
}
