package storage

import (
	"archive/tar"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"brobygger/cases"
)

// A backup is a copy of the vault's files under "vault/" and of this device's
// memory under "device/", sealed as they are: a folder, or one tar file. It has
// no content that is not ciphertext but brobygger.json.

const (
	inVault  = "vault"
	inDevice = "device"
)

// sink is a backup that is being written. Nothing that looks like a backup is
// there before finish.
type sink interface {
	add(name string, data []byte) error
	// finish makes all durable and gives the backup its name.
	finish() error
	// abort removes what was written, as far as it can be.
	abort()
	// source reads it back, before finish.
	source() source
	path() string
}

// source reads a backup: brobygger.json first, then in an order of its own.
type source interface {
	each(func(name string, data []byte) error) error
	close() error
}

// newSink decides between folder and file: a folder that is there, or a name
// without an ending that no file has, gets a new folder inside it named after
// the time.
func newSink(o Options, to string, at time.Time) (sink, error) {
	r, err := o.openRoot(to, false)
	if err == nil {
		return newDirSink(o, r, to, at)
	}
	if !o.isFile(to) && (filepath.Ext(to) == "" || strings.HasSuffix(to, string(filepath.Separator))) {
		r, err := o.openRoot(to, true)
		if err != nil {
			return nil, err
		}
		return newDirSink(o, r, to, at)
	}
	return newFileSink(o, to)
}

// isFile says that a plain file lies at a path.
func (o Options) isFile(file string) bool {
	r, name, err := o.rootOf(file, false)
	if err != nil {
		return false
	}
	defer r.Close()
	info, err := r.Lstat(name)
	return err == nil && info.Mode().IsRegular()
}

// openSource opens a backup: a tar file, a backup folder, or the folder that
// holds them (then the newest).
func openSource(o Options, from string) (source, error) {
	r, err := o.openRoot(from, false)
	if err != nil {
		return openFileSource(o, from)
	}
	if _, err := r.Lstat(path.Join(inVault, manifestName)); err == nil {
		return &dirSource{root: r, dir: "."}, nil
	}
	list, err := r.ReadDir(".")
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	slices.Reverse(list)
	for _, e := range list {
		if _, err := r.Lstat(path.Join(e.Name(), inVault, manifestName)); err == nil && strings.HasPrefix(e.Name(), backupPrefix) && !strings.HasSuffix(e.Name(), tempSuffix) {
			return &dirSource{root: r, dir: e.Name()}, nil
		}
	}
	return nil, errors.Join(cases.ErrNotABackup, r.Close())
}

const backupPrefix = "brobygger-"

// dirSink writes files into a folder ".tmp" that is renamed at the end.
type dirSink struct {
	o         Options
	root      Root
	base      string
	tmp, name string
	dirs      []string
}

func newDirSink(o Options, r Root, to string, at time.Time) (sink, error) {
	name := backupPrefix + at.Format("2006-01-02-150405")
	random, err := randomHex(o.Rand, 8)
	if err == nil {
		err = r.Mkdir(name + "-" + random + tempSuffix)
	}
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return &dirSink{o: o, root: r, base: to, tmp: name + "-" + random + tempSuffix, name: name}, nil
}

func (d *dirSink) add(name string, data []byte) error {
	full := path.Join(d.tmp, name)
	if dir := path.Dir(full); !slices.Contains(d.dirs, dir) {
		if err := mkdirDurable(d.root, dir); err != nil {
			return err
		}
		d.dirs = append(d.dirs, dir)
	}
	f, err := d.root.Create(full)
	if err != nil {
		return err
	}
	return errors.Join(fill(f, data), f.Close())
}

func (d *dirSink) finish() error {
	for _, dir := range d.dirs {
		if err := d.root.SyncDir(dir); err != nil {
			return err
		}
	}
	name := d.name
	for n := 2; ; n++ {
		err := d.root.RenameNew(d.tmp, name)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) || n > 99 {
			return err
		}
		name = fmt.Sprintf("%s-%d", d.name, n)
	}
	d.name = name
	return errors.Join(d.root.SyncDir("."), d.root.Close())
}

func (d *dirSink) abort() {
	removeTree(d.root, d.tmp)
	_ = d.root.Close()
}

func removeTree(r Root, dir string) {
	list, err := r.ReadDir(dir)
	if err == nil {
		for _, e := range list {
			if name := path.Join(dir, e.Name()); e.IsDir() {
				removeTree(r, name)
			} else {
				_ = r.Remove(name)
			}
		}
	}
	_ = r.Remove(dir)
}

func (d *dirSink) source() source { return &dirSource{root: keepOpen{d.root}, dir: d.tmp} }

func (d *dirSink) path() string { return filepath.Join(abs(d.base), d.name) }

// keepOpen is a root that somebody else closes.
type keepOpen struct{ Root }

func (keepOpen) Close() error { return nil }

type dirSource struct {
	root Root
	dir  string
}

func (d *dirSource) close() error { return d.root.Close() }

func (d *dirSource) each(f func(string, []byte) error) error {
	first := path.Join(d.dir, inVault, manifestName)
	one := func(name string) error {
		b, _, err := readFile(d.root, name)
		if err != nil {
			return err
		}
		rel := name
		if d.dir != "." {
			rel = strings.TrimPrefix(name, d.dir+"/")
		}
		return f(rel, b)
	}
	if err := one(first); err != nil {
		return err
	}
	return walk(d.root, d.dir, func(name string) error {
		if name == first {
			return nil
		}
		return one(name)
	})
}

// walk names every regular file below a folder, in order.
func walk(r Root, dir string, f func(name string) error) error {
	list, err := r.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		name := path.Join(dir, e.Name())
		switch {
		case e.IsDir():
			err = walk(r, name, f)
		case e.Type().IsRegular():
			err = f(name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fileSink writes a tar file beside its place and renames it at the end. A file
// that is there is replaced only if it is a backup too.
type fileSink struct {
	o    Options
	root Root
	to   string
	name string
	tmp  string
	f    File
	w    *tar.Writer
}

func newFileSink(o Options, to string) (sink, error) {
	r, name, err := o.rootOf(to, true)
	if err != nil {
		return nil, err
	}
	fail := func(err error) (sink, error) { return nil, errors.Join(err, r.Close()) }
	if _, err := r.Lstat(name); err == nil {
		src, err := openFileSource(o, to)
		if err != nil {
			if errors.Is(err, cases.ErrNotABackup) {
				err = fmt.Errorf("%w: %w", ErrExists, err)
			}
			return fail(err)
		}
		if err := src.close(); err != nil {
			return fail(err)
		}
	}
	random, err := randomHex(o.Rand, 16)
	if err != nil {
		return fail(err)
	}
	s := &fileSink{o: o, root: r, to: abs(to), name: name, tmp: name + "-" + random + tempSuffix}
	if s.f, err = r.Create(s.tmp); err != nil {
		return fail(err)
	}
	s.w = tar.NewWriter(s.f)
	return s, nil
}

func (s *fileSink) add(name string, data []byte) error {
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: int64(len(data)), Format: tar.FormatPAX}
	if err := s.w.WriteHeader(h); err != nil {
		return err
	}
	_, err := s.w.Write(data)
	return err
}

// flush ends the archive, so that it can be read back.
func (s *fileSink) flush() error {
	if s.f == nil {
		return nil
	}
	err := errors.Join(s.w.Close(), s.f.Sync(), s.f.Close())
	s.f = nil
	return err
}

func (s *fileSink) finish() error {
	if err := s.flush(); err != nil {
		return err
	}
	return errors.Join(s.root.Rename(s.tmp, s.name), s.root.SyncDir("."), s.root.Close())
}

func (s *fileSink) abort() {
	_ = s.flush()
	_ = s.root.Remove(s.tmp)
	_ = s.root.Close()
}

func (s *fileSink) path() string { return s.to }

func (s *fileSink) source() source {
	if err := s.flush(); err != nil {
		return badSource{err}
	}
	return &fileSource{root: keepOpen{s.root}, name: s.tmp}
}

type badSource struct{ err error }

func (b badSource) each(func(string, []byte) error) error { return b.err }
func (b badSource) close() error                          { return nil }

type fileSource struct {
	root Root
	name string
}

// openFileSource opens a tar file and makes sure that it is a backup.
func openFileSource(o Options, from string) (source, error) {
	r, name, err := o.rootOf(from, false)
	if err != nil {
		return nil, err
	}
	src := &fileSource{root: r, name: name}
	isOurs := false
	err = src.each(func(n string, _ []byte) error {
		isOurs = n == path.Join(inVault, manifestName)
		return errStop
	})
	if err != nil && !errors.Is(err, errStop) {
		return nil, errors.Join(err, r.Close())
	}
	if !isOurs {
		return nil, errors.Join(cases.ErrNotABackup, r.Close())
	}
	return src, nil
}

// errStop ends a walk.
var errStop = errors.New("enough")

func (s *fileSource) close() error { return s.root.Close() }

func (s *fileSource) each(f func(string, []byte) error) (err error) {
	in, err := s.root.Open(s.name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	t := tar.NewReader(in)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", cases.ErrNotABackup, err)
		}
		if h.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(h.Name)) || h.Size > maxFile {
			continue
		}
		b, err := io.ReadAll(io.LimitReader(t, maxFile))
		if err != nil {
			return fmt.Errorf("%w: %w", cases.ErrNotABackup, err)
		}
		if err := f(h.Name, b); err != nil {
			return err
		}
	}
}

// sums are the hashes of what was copied, by name in the backup.
type sums map[string]digest

func (s sums) of(name string, data []byte) { s[name] = sha256.Sum256(data) }
