package storagetest

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"brobygger/storage"
)

// Disk is a file system in memory. The zero Disk is of no use: see [NewDisk].
// Its methods may be called from several goroutines, and several roots may be
// open on it, as if by several programs.
type Disk struct {
	// Sharing makes the disk as strict as Windows: what somebody has open is
	// neither moved, replaced nor removed, and the error is storage.ErrBusy.
	// NoExchange makes it as poor as a file system that cannot swap two files.
	// Both are set before the disk is used.
	Sharing, NoExchange bool

	mu    sync.Mutex
	now   func() time.Time
	ticks time.Duration
	top   *node
	locks map[string]chan struct{}
}

// NewDisk makes an empty disk. Every change of a file gets a time of its own,
// a little later than now.
func NewDisk(now func() time.Time) *Disk {
	return &Disk{now: now, top: newFolder(), locks: map[string]chan struct{}{}}
}

// node is a file or a folder. Contents are never changed in place, so that
// copies of a disk share them.
type node struct {
	mod    time.Time
	folder bool
	open   int // handles that somebody holds

	data, safe []byte // of a file: as it reads, and as it is durable
	synced     bool   // ever

	names, safeNames map[string]*node // of a folder
}

func newFolder() *node {
	return &node{folder: true, synced: true, names: map[string]*node{}, safeNames: map[string]*node{}}
}

// parts splits an absolute path.
func parts(p string) []string {
	return strings.FieldsFunc(filepath.ToSlash(p), func(r rune) bool { return r == '/' })
}

// find gives a node, nil where there is none.
func (d *Disk) find(p string) *node {
	n := d.top
	for _, name := range parts(p) {
		if n = n.names[name]; n == nil {
			return nil
		}
	}
	return n
}

// tick is the time of a change.
func (d *Disk) tick() time.Time {
	d.ticks += time.Microsecond
	return d.now().Add(d.ticks)
}

// OpenRoot implements storage.FS. With create the folders are made and durable,
// as the contract says.
func (d *Disk) OpenRoot(dir string, create bool) (storage.Root, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	n := d.top
	for _, name := range parts(abs) {
		if n.names[name] == nil {
			if !create {
				return nil, &fs.PathError{Op: "open", Path: dir, Err: fs.ErrNotExist}
			}
			n.names[name] = newFolder()
			n.names[name].mod = d.tick()
		}
		if create {
			n.safeNames[name] = n.names[name]
		}
		n = n.names[name]
	}
	if !n.folder {
		return nil, &fs.PathError{Op: "open", Path: dir, Err: fs.ErrInvalid}
	}
	return &root{d, abs}, nil
}

// Read gives a file's content, nil where there is none.
func (d *Disk) Read(file string) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := d.find(file); n != nil && !n.folder {
		return n.data
	}
	return nil
}

// Put makes or replaces a file from outside, as a sync program does: in one
// step, and durable. The folder is made where it is missing.
func (d *Disk) Put(file string, data []byte) {
	r, err := d.OpenRoot(filepath.Dir(file), true)
	if err != nil {
		panic(err) // a file where a folder should be: a mistake in the test
	}
	_ = r.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	dir, name := d.find(filepath.Dir(file)), filepath.Base(file)
	n := &node{mod: d.tick(), data: data, safe: data, synced: true}
	dir.names[name], dir.safeNames[name] = n, n
}

// Drop removes a file or a folder with all that is in it from outside, durably.
func (d *Disk) Drop(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if dir := d.find(filepath.Dir(name)); dir != nil {
		delete(dir.names, filepath.Base(name))
		delete(dir.safeNames, filepath.Base(name))
	}
}

// Files gives every file by its absolute path, with forward slashes.
func (d *Disk) Files() map[string][]byte {
	files, _ := d.all()
	return files
}

// Folders gives the absolute paths of all folders, in no order.
func (d *Disk) Folders() []string {
	_, folders := d.all()
	return folders
}

func (d *Disk) all() (out map[string][]byte, folders []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	out = map[string][]byte{}
	var walk func(p string, n *node)
	walk = func(p string, n *node) {
		if !n.folder {
			out[p] = n.data
			return
		}
		folders = append(folders, p)
		for name, inner := range n.names {
			walk(path.Join(p, name), inner)
		}
	}
	walk("/", d.top)
	return out, folders
}

// Clone copies the disk as it is, with what is not durable yet. Nobody has
// anything open or locked on the copy.
func (d *Disk) Clone() *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := &Disk{Sharing: d.Sharing, NoExchange: d.NoExchange, now: d.now, ticks: d.ticks, locks: map[string]chan struct{}{}}
	made := map[*node]*node{}
	var copyOf func(n *node) *node
	copyOf = func(n *node) *node {
		if made[n] != nil {
			return made[n]
		}
		m := *n
		made[n], m.open = &m, 0
		if n.folder {
			m.names, m.safeNames = maps.Clone(n.names), maps.Clone(n.safeNames)
			for _, names := range []map[string]*node{m.names, m.safeNames} {
				for name, inner := range names {
					names[name] = copyOf(inner)
				}
			}
		}
		return &m
	}
	c.top = copyOf(d.top)
	return c
}

// root is an open folder of a Disk.
type root struct {
	d   *Disk
	abs string
}

var _ storage.Root = (*root)(nil)

func failed(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: err}
}

// at gives the folder that holds a name, the last part of the name, and what is
// there, nil if nothing. The caller holds mu.
func (r *root) at(op, name string) (dir *node, base string, n *node, err error) {
	if !fs.ValidPath(name) {
		return nil, "", nil, failed(op, name, fs.ErrInvalid)
	}
	full := path.Join(filepath.ToSlash(r.abs), name)
	if name == "." {
		n := r.d.find(full)
		if n == nil {
			return nil, "", nil, failed(op, name, fs.ErrNotExist)
		}
		return nil, "", n, nil
	}
	dir = r.d.find(path.Dir(full))
	if dir == nil || !dir.folder {
		return nil, "", nil, failed(op, name, fs.ErrNotExist)
	}
	return dir, path.Base(full), dir.names[path.Base(full)], nil
}

// there is at for something that has to be there and not in use.
func (r *root) there(op, name string, free bool) (dir *node, base string, n *node, err error) {
	dir, base, n, err = r.at(op, name)
	switch {
	case err != nil:
		return nil, "", nil, err
	case n == nil:
		return nil, "", nil, failed(op, name, fs.ErrNotExist)
	case free && r.busy(n):
		return nil, "", nil, failed(op, name, storage.ErrBusy)
	}
	return dir, base, n, nil
}

func (r *root) busy(n *node) bool { return n != nil && r.d.Sharing && n.open > 0 }

func (r *root) Open(name string) (storage.File, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	_, _, n, err := r.there("open", name, false)
	if err != nil {
		return nil, err
	}
	n.open++
	return &file{d: r.d, n: n, name: name}, nil
}

func (r *root) Create(name string) (storage.File, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	dir, base, n, err := r.at("create", name)
	if err != nil {
		return nil, err
	}
	if n != nil || dir == nil {
		return nil, failed("create", name, fs.ErrExist)
	}
	n = &node{mod: r.d.tick(), open: 1}
	dir.names[base] = n
	return &file{d: r.d, n: n, name: name, writable: true}, nil
}

func (r *root) ReadDir(name string) ([]fs.DirEntry, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	_, _, n, err := r.there("readdir", name, false)
	if err != nil {
		return nil, err
	}
	if !n.folder {
		return nil, failed("readdir", name, fs.ErrInvalid)
	}
	var out []fs.DirEntry
	for _, inner := range slices.Sorted(maps.Keys(n.names)) {
		out = append(out, fs.FileInfoToDirEntry(infoOf(inner, n.names[inner])))
	}
	return out, nil
}

func (r *root) Lstat(name string) (fs.FileInfo, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	_, _, n, err := r.there("lstat", name, false)
	if err != nil {
		return nil, err
	}
	return infoOf(path.Base(name), n), nil
}

func (r *root) Mkdir(name string) error {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	dir, base, n, err := r.at("mkdir", name)
	if err != nil {
		return err
	}
	if n != nil || dir == nil {
		return failed("mkdir", name, fs.ErrExist)
	}
	dir.names[base] = newFolder()
	dir.names[base].mod = r.d.tick()
	return nil
}

func (r *root) Remove(name string) error {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	dir, base, n, err := r.there("remove", name, true)
	if err != nil {
		return err
	}
	if dir == nil {
		return failed("remove", name, fs.ErrInvalid)
	}
	if n.folder && len(n.names) > 0 {
		return failed("remove", name, fs.ErrExist) // as the system's "not empty" is read
	}
	delete(dir.names, base)
	return nil
}

func (r *root) Rename(from, to string) error { return r.rename(from, to, true) }

func (r *root) RenameNew(from, to string) error { return r.rename(from, to, false) }

func (r *root) rename(from, to string, replace bool) error {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	fromDir, fromBase, n, err := r.there("rename", from, true)
	if err != nil {
		return err
	}
	toDir, toBase, old, err := r.at("rename", to)
	switch {
	case err != nil:
		return err
	case fromDir == nil || toDir == nil:
		return failed("rename", from, fs.ErrInvalid)
	case old != nil && (!replace || old.folder || n.folder):
		return failed("rename", to, fs.ErrExist)
	case r.busy(old):
		return failed("rename", to, storage.ErrBusy)
	}
	delete(fromDir.names, fromBase)
	toDir.names[toBase] = n
	return nil
}

func (r *root) Exchange(a, b string) error {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	if r.d.NoExchange || path.Dir(a) != path.Dir(b) {
		return failed("exchange", a, errors.ErrUnsupported)
	}
	dir, baseA, nodeA, err := r.there("exchange", a, true)
	if err != nil {
		return err
	}
	_, baseB, nodeB, err := r.there("exchange", b, true)
	if err != nil {
		return err
	}
	dir.names[baseA], dir.names[baseB] = nodeB, nodeA
	return nil
}

func (r *root) SyncDir(name string) error {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	_, _, n, err := r.there("sync", name, false)
	if err != nil {
		return err
	}
	if !n.folder {
		return failed("sync", name, fs.ErrInvalid)
	}
	n.safeNames = maps.Clone(n.names)
	return nil
}

// Lock implements storage.Root.
func (r *root) Lock(name string, wait time.Duration) (func(), error) {
	lock, err := r.lockOf(name)
	if err != nil {
		return nil, err
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case lock <- struct{}{}:
		return sync.OnceFunc(func() { <-lock }), nil
	case <-timer.C:
		return nil, failed("lock", name, storage.ErrBusy)
	}
}

// lockOf makes the file, and gives what is full while somebody has the lock.
func (r *root) lockOf(name string) (chan struct{}, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	dir, base, n, err := r.at("lock", name)
	switch {
	case err != nil:
		return nil, err
	case dir == nil || n != nil && n.folder:
		return nil, failed("lock", name, fs.ErrInvalid)
	case n == nil:
		dir.names[base] = &node{mod: r.d.tick()}
	}
	full := path.Join(filepath.ToSlash(r.abs), name)
	if r.d.locks[full] == nil {
		r.d.locks[full] = make(chan struct{}, 1)
	}
	return r.d.locks[full], nil
}

func (r *root) Close() error { return nil }

// file is an open file of a Disk.
type file struct {
	d        *Disk
	n        *node
	name     string
	at       int
	writable bool
	closed   bool
}

func (f *file) Read(b []byte) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed || f.n.folder {
		return 0, failed("read", f.name, fs.ErrInvalid)
	}
	r := bytes.NewReader(f.n.data)
	n, err := r.ReadAt(b, int64(f.at))
	f.at += n
	if n > 0 {
		err = nil
	}
	return n, err
}

func (f *file) Write(b []byte) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed || !f.writable {
		return 0, failed("write", f.name, fs.ErrInvalid)
	}
	f.n.data = append(f.n.data[:len(f.n.data):len(f.n.data)], b...)
	f.n.mod = f.d.tick()
	return len(b), nil
}

func (f *file) Stat() (fs.FileInfo, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	return infoOf(path.Base(f.name), f.n), nil
}

func (f *file) Sync() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed {
		return failed("sync", f.name, fs.ErrClosed)
	}
	f.n.safe, f.n.synced = f.n.data, true
	return nil
}

func (f *file) Close() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed {
		return failed("close", f.name, fs.ErrClosed)
	}
	f.closed = true
	f.n.open--
	return nil
}

// info implements fs.FileInfo.
type info struct {
	name string
	size int64
	mod  time.Time
	mode fs.FileMode
}

func infoOf(name string, n *node) info {
	if n.folder {
		return info{name, 0, n.mod, fs.ModeDir | 0o700}
	}
	return info{name, int64(len(n.data)), n.mod, 0o600}
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return i.mod }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
