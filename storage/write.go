package storage

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Writing one file so that at every moment, also after a crash or a power cut,
// the folder holds the old content or the new one, whole.

// errLength means that a file has not the length that was written.
var errLength = errors.New("file has another length than was written")

// writeTemp writes data under a name of its own beside the place it is meant
// for and makes it durable. A crash leaves a file ending in ".tmp": whole or cut
// off, readers take what is valid in it and the next save removes it.
func (s *Store) writeTemp(root Root, dir, base string, data []byte) (string, error) {
	return writeTemp(s.o, root, dir, base, data)
}

func writeTemp(o Options, root Root, dir, base string, data []byte) (name string, err error) {
	random, err := randomHex(o.Rand, 16)
	if err != nil {
		return "", err
	}
	name = path.Join(dir, base+"-"+random+tempSuffix)
	f, err := root.Create(name)
	if err != nil {
		return "", err
	}
	err = fill(f, data)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = root.Remove(name) // best effort: what stays is a cut-off temporary file
		return "", fmt.Errorf("write %s: %w", name, err)
	}
	return name, nil
}

func fill(f File, data []byte) error {
	n, err := f.Write(data)
	if err != nil {
		return err
	}
	if n != len(data) {
		return io.ErrShortWrite
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() != int64(len(data)) {
		return errLength
	}
	return f.Sync()
}

// writeOnce puts data under a name that nobody has and never changes it again.
// Its name is durable when it returns. Where that cannot be had the name is
// taken back, so that what was refused does not turn up.
func (s *Store) writeOnce(root Root, name string, data []byte) error {
	tmp, err := s.writeTemp(root, path.Dir(name), strings.TrimSuffix(path.Base(name), sealedSuffix), data)
	if err != nil {
		return err
	}
	if err := root.RenameNew(tmp, name); err != nil {
		_ = root.Remove(tmp)
		return err
	}
	if err := root.SyncDir(path.Dir(name)); err != nil {
		_ = root.Remove(name)
		return err
	}
	return nil
}

// replace puts data in place of a file of this device's own folder, which
// nobody else writes while we hold the device's lock.
func replace(o Options, root Root, name string, data []byte) error {
	tmp, err := writeTemp(o, root, path.Dir(name), strings.TrimSuffix(path.Base(name), sealedSuffix), data)
	if err != nil {
		return err
	}
	if err := root.Rename(tmp, name); err != nil {
		_ = root.Remove(tmp)
		return err
	}
	return root.SyncDir(path.Dir(name))
}

// moveAside gives a file a name in another folder. It is copied, durably, before
// it goes: a rename between two folders may lose both names in a power cut.
func moveAside(o Options, root Root, from, to string) error {
	b, _, err := readFile(root, from)
	if err != nil {
		return err
	}
	if err := mkdirDurable(root, path.Dir(to)); err != nil {
		return err
	}
	if err := putNew(o, root, to, b); err != nil {
		return err
	}
	if err := root.Remove(from); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return root.SyncDir(path.Dir(from))
}

// errTaken means that a name that was free, or held something else, changed
// under our hands: read again and merge.
var errTaken = errors.New("file changed meanwhile")

// displace puts the temporary file in a file's place. want is the content that
// the caller merged, nil where there was nothing. The answer is the name under
// which what was displaced now lies, "" if nothing was. other is its content
// where that is not what was merged: it has to be merged too before it is
// removed.
//
// A crash in here leaves the displaced content under the temporary name, where
// readers find it.
func (s *Store) displace(root Root, tmp, name string, want *digest) (out string, other []byte, err error) {
	if want == nil {
		err := root.RenameNew(tmp, name)
		if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
			err = errTaken // also where another program took our temporary file away
		}
		return "", nil, err
	}
	err = root.Exchange(tmp, name)
	switch {
	case err == nil:
		b, _, err := readFile(root, tmp)
		if err != nil {
			// What came out cannot be read now: it stays where it is, and readers
			// will try again.
			return "", nil, nil
		}
		if sha256.Sum256(b) == *want {
			return tmp, nil, nil
		}
		return tmp, b, nil
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, errTaken
	case !errors.Is(err, errors.ErrUnsupported):
		return "", nil, err
	}
	// No exchange here: look, replace. Between the two a sync program may slip
	// in; then its writer's own log brings the entries back.
	b, _, err := readFile(root, name)
	if err != nil || sha256.Sum256(b) != *want {
		return "", nil, errTaken
	}
	return "", nil, root.Rename(tmp, name)
}

// discard removes a file whose content stands elsewhere, unless it has become
// something else meanwhile: it is first taken to a name that only we know, then
// looked at.
func (s *Store) discard(root Root, p place, f *found) error {
	name := f.name
	if !f.temp {
		random, err := randomHex(s.o.Rand, 16)
		if err != nil {
			return err
		}
		name = path.Join(p.dir, p.base+"-"+random+tempSuffix)
		if err := root.RenameNew(f.name, name); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // gone already
			}
			return err
		}
	}
	b, _, err := readFile(root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if sha256.Sum256(b) != f.hash {
		return nil // something new: readers find it under its temporary name
	}
	return root.Remove(name)
}
