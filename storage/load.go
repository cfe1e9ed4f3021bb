package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"brobygger/cases"
	"brobygger/cases/history"
)

// loaded is a history as all its files and the own log say.
type loaded struct {
	ref     ref
	place   place
	files   []*found         // by name
	entries []*history.Entry // union of the good, of what is valid in the others, and of the own log
	logOnly int              // entries that no good file has
	clone   bool             // another machine writes under this device's id
}

// load reads all files of a history in the vault. With full every signature is
// checked. It never fails for what stands in the files.
func (s *Store) load(r ref, full bool) (*loaded, error) { return s.loadBy(s.opener, r, full) }

// loadBy is load with an opener that may know nothing of what was seen before.
func (s *Store) loadBy(o *opener, r ref, full bool) (*loaded, error) {
	l := &loaded{ref: r, place: placeOf(r)}
	list, err := s.vault.ReadDir(l.place.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, readError(l.place.dir, err)
	}
	var names []string
	for _, e := range list {
		if ok, _ := l.place.owns(e.Name()); ok {
			names = append(names, path.Join(l.place.dir, e.Name()))
		}
	}
	s.fillFrom(o, l, names, full)
	return l, nil
}

// fillFrom reads the named files into l and adds the own log.
func (s *Store) fillFrom(o *opener, l *loaded, names []string, full bool) {
	for _, name := range names {
		if f := o.read(s.vault, name, l.ref, full); f != nil {
			l.files = append(l.files, f)
		}
	}
	s.union(o, l, full)
}

// union merges what the files say with the own log.
func (s *Store) union(o *opener, l *loaded, full bool) {
	var sets [][]*history.Entry
	here := map[history.ID]bool{}
	for _, f := range l.files {
		sets = append(sets, f.entries)
		for _, e := range f.entries {
			here[e.ID] = here[e.ID] || f.good()
		}
	}
	logged := s.log.of(l.ref)
	for _, e := range logged {
		if !here[e.ID] {
			l.logOnly++
		}
	}
	if full {
		logged, _, _ = o.keys.checkAll(l.ref, logged)
	}
	l.clone = s.log.isCloned(sets, s.keys.mine)
	sets = append(sets, logged)
	l.entries = history.Merge(sets...)
}

// sealedAway says that files of the history are there, and none is for us.
func (l *loaded) sealedAway() bool {
	away := false
	for _, f := range l.files {
		if f.good() {
			return false
		}
		away = away || f.notMine
	}
	return away
}

// aside are the files that must be left as they are.
func (l *loaded) aside() []*found {
	var out []*found
	for _, f := range l.files {
		if f.aside() {
			out = append(out, f)
		}
	}
	return out
}

// newer is cases.ErrNewerVersion where a file of the history is from a newer
// program: then nothing is written in it.
func (l *loaded) newer() error {
	for _, f := range l.files {
		if f.problem == problemNewer {
			return fmt.Errorf("%s: %w", f.name, cases.ErrNewerVersion)
		}
	}
	return nil
}

// target is the file that a save replaces, and its content as it was read; nil
// where the save makes a new one. What is damaged or not ours keeps its name.
func (l *loaded) target() (name string, part int, want *digest) {
	taken := map[int]bool{}
	best := -1
	for _, f := range l.files {
		n, ok := l.place.isPart(l.ref, f.name)
		if !ok || f.temp {
			continue
		}
		taken[n] = true
		if f.good() && (best < 0 || n < best) {
			best, want = n, &f.hash
		}
	}
	if best < 0 {
		for best = 0; taken[best]; best++ {
		}
	}
	return l.place.file(l.ref, best), best, want
}
