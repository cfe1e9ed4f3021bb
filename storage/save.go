package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
)

// job is what one save writes into one history.
type job struct {
	ref     ref
	changes []cases.Change
}

// work is a history that a save is about, read and not yet written.
type work struct {
	l       *loaded
	entries []*history.Entry
	fresh   []*history.Entry
	state   *history.State // of entries, once all are signed
}

// maxBody is the largest body in bytes: escaped once more in the own log it
// still fits on a line.
const maxBody = history.MaxLine/2 - 16*kib

// Times to wait for a lock. The device's lock keeps two windows from giving one
// number twice; the vault's is a courtesy, since no promise rests on it.
const (
	deviceWait = 20 * time.Second
	vaultWait  = 5 * time.Second
)

// Save implements cases.Store.
func (s *Store) Save(ctx context.Context, writes ...cases.Write) (cases.Saved, error) {
	jobs := make([]job, 0, len(writes))
	for _, w := range writes {
		if !isHex(w.Case, caseIDLen) {
			return cases.Saved{}, fmt.Errorf("case: %w", cases.ErrNotFound)
		}
		jobs = append(jobs, job{ref{typeCase, w.Case}, w.Changes})
	}
	return s.save(ctx, jobs)
}

// save is the one way in which anything enters the vault.
func (s *Store) save(ctx context.Context, jobs []job) (cases.Saved, error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := s.usable(true); err != nil {
		return cases.Saved{}, err
	}
	if err := ctx.Err(); err != nil {
		return cases.Saved{}, writeError("save", err)
	}
	unlock, err := s.lock()
	if err != nil {
		return cases.Saved{}, writeError("save", err)
	}
	defer unlock()
	saved, err := s.saveLocked(jobs)
	if err != nil {
		return cases.Saved{}, writeError("save", err)
	}
	return saved, nil
}

// saveLocked: read and merge, sign, own log, case files.
//
// A crash before the own log's file has its name leaves nothing: the save was
// not acknowledged. After that the save stands: every view and every later save
// merges the log in, so that it does not matter which of the case files have
// been written, and a save to several cases stands as a whole.
func (s *Store) saveLocked(jobs []job) (cases.Saved, error) {
	if err := s.log.refresh(); err != nil {
		return cases.Saved{}, err
	}
	works, byRef, err := s.gather(jobs)
	if err != nil {
		return cases.Saved{}, err
	}
	saved := cases.Saved{At: s.now()}
	var records []*logged
	for _, j := range jobs {
		ids, err := s.signAll(byRef[j.ref], j.changes, saved.At)
		if err != nil {
			return cases.Saved{}, err
		}
		saved.Entries = append(saved.Entries, ids)
	}
	for _, w := range works {
		if err := s.conclude(w, saved.At); err != nil {
			return cases.Saved{}, err
		}
		for _, e := range w.fresh {
			records = append(records, &logged{ref: w.l.ref, entry: e})
		}
	}
	if len(records) == 0 {
		return saved, nil
	}
	file, err := s.log.append(records)
	if err != nil {
		return cases.Saved{}, err
	}
	s.mu.Lock()
	s.wrote = true
	s.mu.Unlock()
	for i, w := range works {
		placed, err := s.publish(w.l, w.entries, w.state)
		if err == nil {
			continue
		}
		// Nothing of the save stands in a case file yet: take it back, so that
		// the form that is saved again does not make everything twice. Where that
		// fails too, or something stands already, the save stands: it is durable
		// in the own log, and the file is written with the next save or check.
		if i == 0 && !placed && s.log.undo(file) == nil {
			return cases.Saved{}, err
		}
		for _, later := range works[i:] {
			s.await(later.l.ref)
		}
		break
	}
	s.afterSave(works)
	return saved, nil
}

// gather reads each history of a save once, with every signature checked.
func (s *Store) gather(jobs []job) ([]*work, map[ref]*work, error) {
	var works []*work
	byRef := map[ref]*work{}
	clone := false
	for _, j := range jobs {
		if byRef[j.ref] != nil {
			continue
		}
		l, err := s.loadForSave(j.ref)
		if err != nil {
			return nil, nil, err
		}
		w := &work{l: l, entries: l.entries}
		byRef[j.ref] = w
		works = append(works, w)
		clone = clone || l.clone
	}
	if clone {
		// Another machine, or this one before it was set back, has used our
		// numbers: from here on we are another device.
		if err := s.renewDevice(); err != nil {
			return nil, nil, err
		}
	}
	return works, byRef, nil
}

// loadForSave reads what a save is about. What cannot be opened at all keeps its
// file, and the save goes to another part.
func (s *Store) loadForSave(r ref) (*loaded, error) {
	load := func() (*loaded, error) { return s.load(r, true) }
	if r.Type == typeCase || r.Type == typeList {
		load = func() (*loaded, error) {
			l, err := s.loadShown(r)
			if errors.Is(err, cases.ErrNotFound) || errors.Is(err, cases.ErrDamaged) {
				return s.load(r, true) // a new one, or one whose only file is set aside
			}
			return l, err
		}
	}
	l, err := load()
	if err != nil {
		return nil, err
	}
	if err := l.newer(); err != nil {
		return nil, err
	}
	return l, nil
}

// signAll signs the changes of one job, in order, and adds them to the work.
func (s *Store) signAll(w *work, changes []cases.Change, at time.Time) ([]cases.EntryID, error) {
	made := make([]cases.EntryID, 0, len(changes))
	seq := history.NextSeq(w.entries, s.log.deviceID())
	var last *history.Entry
	for _, c := range changes {
		salt, err := s.salt()
		if err != nil {
			return nil, err
		}
		body, err := history.EncodeBody(c, salt, made)
		if len(body) > maxBody || err != nil && tooLong(c) {
			return nil, fmt.Errorf("entry: %w", cases.ErrTooLarge)
		}
		if err != nil {
			return nil, fmt.Errorf("entry: %w: %w", cases.ErrNotWritten, err)
		}
		after := afterOf(c.After, last)
		for len(after) > history.MaxAfter {
			// More heads than an entry can name: entries without content name
			// them in bundles.
			bundle, err := s.signSeen(w, after[:history.MaxAfter], seq, at)
			if err != nil {
				return nil, err
			}
			seq++
			after = append(after[history.MaxAfter:], bundle.ID)
			slices.Sort(after)
		}
		h := history.Head{Device: s.log.deviceID(), Seq: seq, After: after, Time: at, Kind: c.Kind, Critical: c.Critical}
		e, err := s.keys.sign(w.l.ref, h, body)
		if err != nil {
			return nil, fmt.Errorf("entry: %w: %w", cases.ErrNotWritten, err)
		}
		seq++
		w.add(e)
		made, last = append(made, e.ID), e
	}
	return made, nil
}

func (w *work) add(e *history.Entry) {
	w.fresh = append(w.fresh, e)
	w.entries = append(w.entries, e)
}

// afterOf is what the author had seen: what was on the screen, and what the
// same save has just written, which stands for what that had seen.
func afterOf(screen []history.ID, last *history.Entry) []history.ID {
	after := slices.Clone(screen)
	if last != nil {
		after = slices.DeleteFunc(after, func(id history.ID) bool { return slices.Contains(last.Head.After, id) })
		after = append(after, last.ID)
	}
	slices.Sort(after)
	return slices.Compact(after)
}

// kindSeen names entries and says nothing more.
const kindSeen = "seen"

func (s *Store) signSeen(w *work, after []history.ID, seq int64, at time.Time) (*history.Entry, error) {
	salt, err := s.salt()
	if err != nil {
		return nil, err
	}
	body, err := history.EncodeBody(history.Change{}, salt, nil)
	if err != nil {
		return nil, err
	}
	e, err := s.keys.sign(w.l.ref, history.Head{Device: s.log.deviceID(), Seq: seq, After: slices.Clone(after), Time: at, Kind: kindSeen}, body)
	if err == nil {
		w.add(e)
	}
	return e, err
}

func tooLong(c cases.Change) bool {
	n := len(c.Reason)
	for _, v := range c.Set {
		if t, ok := v.(string); ok {
			n += len(t)
		}
	}
	return n > maxBody/2
}

// conclude folds what is about to be written. It names writes on an erased thing
// that its erase did not know, and refuses a history that only a newer program
// understands.
func (s *Store) conclude(w *work, at time.Time) error {
	w.state = s.fold(w.l.ref, w.entries)
	if len(w.state.Critical) > 0 {
		return fmt.Errorf("%s: %w", w.l.ref, cases.ErrNewerVersion)
	}
	if len(w.state.EraseAlso) == 0 {
		return nil
	}
	ch := cases.Change{Kind: history.KindErase, Targets: w.state.EraseAlso, Reason: string(cases.EraseNotNeeded), After: w.state.Heads}
	if _, err := s.signAll(w, []cases.Change{ch}, at); err != nil {
		return err
	}
	w.state = s.fold(w.l.ref, w.entries)
	return nil
}

// fold reads a history by the rules of its type.
func (s *Store) fold(r ref, entries []*history.Entry) *history.State {
	switch r.Type {
	case typeCase:
		return history.Fold(entries, s.Authors().Rules())
	case typeList:
		return history.Fold(entries, s.listRules(r.ID))
	}
	return history.Fold(entries, history.Rules{})
}

// ordered gives the entries of a state as they are written: erased bodies
// dropped, in causal order, then those that the fold keeps apart.
func ordered(st *history.State) (out []*history.Entry, dropped int) {
	out = slices.Clone(st.Order)
	for _, a := range st.Apart {
		if a.Why != history.WhyForged {
			out = append(out, a.Entry)
		}
	}
	return history.Clean(out, st)
}

// maxRounds is how often a save merges again when others keep replacing the
// file under its hands. After that the entries wait in the own log.
const maxRounds = 25

var errContended = errors.New("others keep replacing the file")

// publish writes entries, which hold all that was read, to the history's file,
// and merges again as long as what comes out is not what was merged.
// placed says that the entries have come to stand in the folder.
func (s *Store) publish(l *loaded, entries []*history.Entry, st *history.State) (placed bool, err error) {
	if err := mkdirDurable(s.vault, l.place.dir); err != nil {
		return false, err
	}
	var displaced []string // under names that only we know
	for range maxRounds {
		name, part, want := l.target()
		out, dropped := ordered(st)
		to := s.keys.everyone()
		data, key, err := s.keys.encode(l.ref, part, out, to)
		if err != nil {
			return placed, err
		}
		tmp, err := s.writeTemp(s.vault, l.place.dir, l.place.base, data)
		if err != nil {
			return placed, err
		}
		was, other, err := s.displace(s.vault, tmp, name, want)
		if err != nil {
			// Our own temporary file: nothing of it stands yet, or readers take it.
			if !errors.Is(err, errTaken) {
				_ = s.vault.Remove(tmp)
				return placed, err
			}
			if err := s.vault.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return placed, err
			}
			again, err := s.load(l.ref, true)
			if err != nil {
				return placed, err
			}
			l, entries = again, history.Merge(entries, again.entries)
			st = s.fold(l.ref, entries)
			continue
		}
		placed = true
		s.opener.keep(l.ref, data, key, to, out)
		switch {
		case was == "":
		case other == nil:
			displaced = append(displaced, was)
		default:
			f := &found{name: was, temp: true}
			s.opener.open(f, other, l.ref, true)
			if f.good() {
				displaced = append(displaced, was)
				entries = history.Merge(entries, f.entries)
				st = s.fold(l.ref, entries)
				l = s.replaced(l, name, data)
				continue
			}
			// What came out cannot be used: it keeps a name of its own, and the
			// view sets it aside with what is valid in it.
			if err := s.keepAside(l, was); err != nil {
				return placed, err
			}
		}
		// The names are durable before anything that is contained goes: a power
		// cut may undo the exchange, but not half of it.
		if err := s.vault.SyncDir(l.place.dir); err != nil {
			return placed, err
		}
		s.written(l.ref)
		if err := s.removeContained(l, name, displaced, dropped > 0); err != nil && dropped > 0 {
			s.await(l.ref) // a copy with an erased text is still there
		}
		return placed, nil
	}
	return placed, errContended
}

// replaced is l as it stands now that a file holds what we wrote.
func (s *Store) replaced(l *loaded, name string, data []byte) *loaded {
	c := *l
	c.files = slices.Clone(l.files)
	f := &found{name: name}
	s.opener.open(f, data, l.ref, true)
	if i := slices.IndexFunc(c.files, func(o *found) bool { return o.name == name }); i >= 0 {
		c.files[i] = f
	} else {
		c.files = append(c.files, f)
	}
	return &c
}

// keepAside gives what was displaced and cannot be used the name of a part.
func (s *Store) keepAside(l *loaded, tmp string) error {
	list, err := s.vault.ReadDir(l.place.dir)
	if err != nil {
		return err
	}
	for part := 0; ; part++ {
		name := l.place.file(l.ref, part)
		if slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == path.Base(name) }) {
			continue
		}
		err := s.vault.RenameNew(tmp, name)
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}

// removeContained removes the files of a history whose whole content stands in
// the file that was written: conflicted copies, other parts, what was displaced,
// temporary files of saves that were broken off. What cannot be removed now is
// removed by a later save. With erased, one of them may hold a text that was
// erased: then none is spared, and it is gone for good on return.
func (s *Store) removeContained(l *loaded, name string, displaced []string, erased bool) error {
	var errs []error
	for _, d := range displaced {
		if err := s.vault.Remove(d); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	for _, f := range l.files {
		if f.name == name || slices.Contains(displaced, f.name) {
			continue
		}
		// Another process may be about to put a young temporary file in place. It
		// reads and writes again when that is gone.
		young := f.temp && s.o.Now().Sub(f.stamp.mod) < tempAge
		if f.good() && !young || erased && (f.good() || f.torn()) {
			errs = append(errs, s.discard(s.vault, l.place, f))
		}
	}
	if erased {
		errs = append(errs, s.vault.SyncDir(l.place.dir))
	}
	return errors.Join(errs...)
}

// await notes that a history is to be written again before the session ends.
func (s *Store) await(r ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[r] = true
}

// tempAge is how old a temporary file is before it counts as left behind.
const tempAge = 10 * time.Minute
