package storage

import (
	"slices"
	"time"

	"brobygger/cases/history"
)

// An entry leaves the own log when it is safe elsewhere: it stands in a file of
// the vault, is 90 days old, and another device's entry has named it since, so
// that another device has it too. On a vault with one device the witness is a
// proven backup that is itself 90 days old and younger than the entry.

const (
	keepInLog   = 90 * 24 * time.Hour
	pruneAtOnce = 200 // histories looked at in one go
)

// prune takes old entries out of the log. The caller holds the device's lock.
func (s *Store) prune() error {
	now := s.o.Now()
	limit := now.Add(-keepInLog)
	old := s.log.olderThan(limit)
	if len(old) == 0 {
		return nil
	}
	backup := s.provenBefore(limit)
	alone, err := s.listsOnlyBy(s.log.deviceID())
	if err != nil {
		return err
	}
	alone = alone && s.catalog.onlyDevice(s.log.deviceID())
	drop := map[history.ID]bool{}
	var newest time.Time
	for n, r := range old {
		if n >= pruneAtOnce {
			break
		}
		l, err := s.load(r, true)
		if err != nil {
			return err
		}
		for _, e := range s.safeElsewhere(l) {
			if e.Head.Time.After(limit) {
				continue
			}
			if s.namedByOthers(l, e) || alone && e.Head.Time.Before(backup) {
				drop[e.ID] = true
				if e.Head.Time.After(newest) {
					newest = e.Head.Time
				}
			}
		}
	}
	if len(drop) == 0 {
		return nil
	}
	// First it is known that entries up to here may be missing from the log, so
	// that they are not taken for those of a copy of this machine.
	if cleared := newest.Add(time.Second); cleared.After(s.log.cleared) {
		if err := s.memory.setLocked(factCleared, cleared.UTC().Format(time.RFC3339)); err != nil {
			return err
		}
		s.log.setCleared(cleared)
	}
	return s.log.remove(drop)
}

// provenBefore is the time of the newest proven backup that was made before.
func (s *Store) provenBefore(limit time.Time) time.Time {
	var out time.Time
	for _, t := range s.memory.times(factBackups) {
		if t.Before(limit) && t.After(out) {
			out = t
		}
	}
	return out
}

// safeElsewhere are the entries of this device's log that stand, as they are, in
// a good file of the vault.
func (s *Store) safeElsewhere(l *loaded) []*history.Entry {
	here := map[history.ID]*history.Entry{}
	for _, f := range l.files {
		if !f.good() || f.temp {
			continue
		}
		for _, e := range f.entries {
			here[e.ID] = e
		}
	}
	var out []*history.Entry
	for _, e := range s.log.of(l.ref) {
		if o := here[e.ID]; o != nil && (o.RawBody == nil) == (e.RawBody == nil) {
			out = append(out, e)
		}
	}
	return out
}

// namedByOthers says whether another device wrote an entry after having seen e.
func (s *Store) namedByOthers(l *loaded, e *history.Entry) bool {
	st := s.fold(l.ref, l.entries)
	return slices.ContainsFunc(st.Order, func(o *history.Entry) bool {
		return o.Head.Device != e.Head.Device && o.Trust == history.TrustGood && st.Saw(o.ID, e.ID)
	})
}

// olderThan are the histories of which the log has entries from before a time.
func (l *ownLog) olderThan(limit time.Time) []ref {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []ref
	for r, recs := range l.byRef {
		if slices.ContainsFunc(recs, func(rec *logged) bool { return rec.entry.Head.Time.Before(limit) }) {
			out = append(out, r)
		}
	}
	return out
}

func (l *ownLog) setCleared(t time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cleared = t
}

// remove writes the files that hold the named entries anew without them.
func (l *ownLog) remove(drop map[history.ID]bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var names []string
	for name, f := range l.files {
		if slices.ContainsFunc(f.records, func(rec *logged) bool { return drop[rec.entry.ID] }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		old := l.files[name]
		fresh := &logFile{device: old.device, first: old.first, last: old.last}
		for _, rec := range old.records {
			if !drop[rec.entry.ID] {
				fresh.records = append(fresh.records, rec)
			}
		}
		// A file of which nothing is left is kept, empty, so that its numbers are
		// known to be taken.
		if err := l.swap([]*logFile{old}, fresh); err != nil {
			return err
		}
	}
	return nil
}

// onlyDevice says whether everything was listed, and written on one device.
func (c *catalog) onlyDevice(device string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for d := range c.devices {
		if d != device {
			return false
		}
	}
	return c.complete
}
