package storage

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"brobygger/cases/history"
)

// Keeping the own log small and clean: many small files become one, and bodies
// that were erased leave it. A file never changes under its name: what is
// written anew gets another, is durable, and only then the old one goes. Where
// that is broken off, both are read: the same entry counts once, and without its
// body if one of them has none.

const (
	packFrom = 64 // so many small files are packed
	smallLog = 64 // a file with fewer entries is small

	packAtOnce = 512 // so many files are packed with a save, else at the end
)

// doomedBy says which entries' bodies must leave the log.
type doomedBy func(rec *logged) bool

// dropBodies writes those files anew that hold a body that must go. The caller
// holds the device's lock.
func (l *ownLog) dropBodies(doomed doomedBy) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var names []string
	for name, f := range l.files {
		if slices.ContainsFunc(f.records, func(rec *logged) bool { return l.mustStrip(rec, doomed) }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		old := l.files[name]
		fresh := &logFile{device: old.device, first: old.first, last: old.last}
		for _, rec := range old.records {
			if l.mustStrip(rec, doomed) {
				stripped, err := l.strip(old.device, rec)
				if err != nil {
					return err
				}
				rec = stripped
			}
			fresh.records = append(fresh.records, rec)
		}
		if err := l.swap([]*logFile{old}, fresh); err != nil {
			return err
		}
	}
	return nil
}

// mustStrip: the body is to go, or has already gone from another copy.
func (l *ownLog) mustStrip(rec *logged, doomed doomedBy) bool {
	if rec.entry.RawBody == nil {
		return false
	}
	known := l.ids[rec.entry.ID]
	return known != nil && known.entry.RawBody == nil || doomed(rec)
}

// strip makes the record without the body: a new line of the log under the old
// number.
func (l *ownLog) strip(device string, rec *logged) (*logged, error) {
	e := rec.entry.WithoutBody()
	line, err := l.lineAs(device, rec.ref, e, rec.line.Head.Seq, rec.line.Head.Time)
	return &logged{ref: rec.ref, entry: e, line: line}, err
}

// swap writes a file, durable, and then removes those it stands for.
func (l *ownLog) swap(old []*logFile, fresh *logFile) error {
	for gen := 0; ; gen++ {
		fresh.name = logNameGen(fresh.device, fresh.first, fresh.last, gen)
		if l.files[fresh.name] != nil {
			continue
		}
		// The records are shared with the old file until it is gone.
		records := make([]*logged, len(fresh.records))
		for i, rec := range fresh.records {
			c := *rec
			records[i] = &c
		}
		fresh.records = records
		err := l.write(fresh)
		if errors.Is(err, fs.ErrExist) {
			continue // another window's, not read yet
		}
		if err != nil {
			return err
		}
		break
	}
	l.files[fresh.name] = fresh
	for _, f := range old {
		if err := l.s.device.Remove(path.Join(logDir, f.name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			l.rebuild()
			return err
		}
		delete(l.files, f.name)
	}
	l.rebuild()
	return l.s.device.SyncDir(logDir)
}

// pack makes one file of many small ones. The caller holds the device's lock.
func (l *ownLog) pack() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	small := map[string][]*logFile{}
	for _, f := range l.files {
		if f.problem == "" && len(f.records) < smallLog {
			small[f.device] = append(small[f.device], f)
		}
	}
	for device, files := range small {
		if len(files) <= packFrom {
			continue
		}
		slices.SortFunc(files, func(a, b *logFile) int { return int(a.first - b.first) })
		fresh := &logFile{device: device, first: files[0].first}
		for _, f := range files {
			fresh.last = max(fresh.last, f.last)
			for _, rec := range f.records {
				if l.ids[rec.entry.ID] == rec {
					fresh.records = append(fresh.records, rec)
				}
			}
		}
		if err := l.swap(files, fresh); err != nil {
			return err
		}
	}
	return nil
}

// many says whether packing is due.
func (l *ownLog) many() bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	small := map[string]int{}
	for _, f := range l.files {
		if f.problem == "" && len(f.records) < smallLog {
			small[f.device]++
			if small[f.device] > packFrom {
				return true
			}
		}
	}
	return false
}

func (l *ownLog) count() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.files)
}

// logNameGen is the name of a file that was written anew.
func logNameGen(device string, first, last int64, gen int) string {
	name := logName(device, first, last)
	if gen == 0 {
		return name
	}
	return strings.TrimSuffix(name, sealedSuffix) + "-" + strconv.Itoa(gen) + sealedSuffix
}

// tidy is what Close does before the keys go: files that lack what the own log
// has, bodies that must leave the log, packing.
func (s *Store) tidy() error {
	s.mu.RLock()
	waiting := make([]ref, 0, len(s.waiting))
	for r := range s.waiting {
		waiting = append(waiting, r)
	}
	doomed, wrote := len(s.doomed) > 0, s.wrote
	s.mu.RUnlock()
	s.memory.keepForeign()
	// A session that only read repairs nothing, and leaves nothing behind on a
	// device that has not written yet.
	if !wrote && !s.memory.known() {
		return nil
	}
	unlock, err := s.lock()
	if err != nil {
		if !wrote {
			return nil
		}
		return writeError("tidy", err)
	}
	defer unlock()
	err = s.keepHeads()
	switch {
	case !wrote:
		return nil // what was seen is seen again next time
	case len(waiting) == 0 && !doomed && !s.log.many():
		return writeError("tidy", errors.Join(err, s.prune(), s.sweep(tempAge)))
	}
	err = errors.Join(err, s.log.refresh())
	for _, r := range waiting {
		err = errors.Join(err, s.repair(r))
	}
	err = errors.Join(err, s.cleanLog(), s.log.pack(), s.prune(), s.sweep(tempAge))
	return writeError("tidy", err)
}

// repair writes a history's file from all that is known of it.
func (s *Store) repair(r ref) error {
	l, err := s.loadForSave(r)
	if err != nil {
		return err
	}
	_, err = s.publish(l, l.entries, s.fold(r, l.entries))
	return err
}

// cleanLog drops from the log the bodies that were found to be erased.
func (s *Store) cleanLog() error {
	s.mu.RLock()
	n := len(s.doomed)
	s.mu.RUnlock()
	if n == 0 {
		return nil
	}
	err := s.log.dropBodies(func(rec *logged) bool {
		s.mu.RLock()
		defer s.mu.RUnlock()
		return s.doomed[rec.entry.ID]
	})
	if err == nil {
		s.mu.Lock()
		clear(s.doomed)
		s.mu.Unlock()
	}
	return err
}

// doom notes which erased entries still have a body in the log.
func (s *Store) doom(r ref, st *history.State) {
	if len(st.Erased) == 0 {
		return
	}
	for _, e := range s.log.of(r) {
		// A write that no erase names yet keeps its body until one does: only the
		// body says what it was written on.
		if e.RawBody != nil && st.Erased[e.ID] != nil && !slices.Contains(st.EraseAlso, e.ID) {
			s.mu.Lock()
			s.doomed[e.ID] = true
			s.mu.Unlock()
		}
	}
}
