package storage

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/history"
)

// Check implements cases.Store. Reading repairs nothing; with Repair every
// history is written anew where its file lacks something or there is more than
// one, and then what is damaged is moved into the folder "aside".
func (s *Store) Check(ctx context.Context, o cases.CheckOptions) (cases.CheckReport, error) {
	if err := s.usable(o.Repair); err != nil {
		return cases.CheckReport{}, err
	}
	c := &checker{s: s, o: o, opener: s.opener}
	if o.Deep {
		c.opener = s.freshOpener()
	}
	if o.Repair {
		s.saving.Lock()
		defer s.saving.Unlock()
		unlock, err := s.lock()
		if err != nil {
			return cases.CheckReport{}, writeError("repair", err)
		}
		defer unlock()
	}
	if err := s.log.refresh(); err != nil {
		return cases.CheckReport{}, err
	}
	if err := c.run(ctx); err != nil {
		return cases.CheckReport{}, err
	}
	r := &c.report
	r.MemoryLost = s.memory.lost()
	if o.Repair {
		r.TempFiles = slices.DeleteFunc(r.TempFiles, func(name string) bool {
			_, err := s.vault.Lstat(name)
			return errors.Is(err, fs.ErrNotExist)
		})
	}
	slices.Sort(r.TempFiles)
	r.OK = len(r.Damaged)+len(r.Forged)+len(r.UnknownAuthor)+len(r.Forks)+len(r.Incomplete) == 0
	return *r, nil
}

// freshOpener knows nothing of what was seen before: every file is opened with
// the identity, and every signature is checked.
func (s *Store) freshOpener() *opener {
	s.keys.mu.RLock()
	defer s.keys.mu.RUnlock()
	k := &keyring{vaultID: s.keys.vaultID, id: s.keys.id, mine: s.keys.mine, own: s.keys.own,
		shared: s.keys.shared, members: s.keys.members, verified: map[history.ID]mark{}}
	return newOpener(k)
}

type checker struct {
	s      *Store
	o      cases.CheckOptions
	opener *opener
	report cases.CheckReport
}

func (c *checker) run(ctx context.Context) error {
	if err := c.members(); err != nil {
		return err
	}
	files, err := c.s.catalog.scan()
	if err != nil {
		return err
	}
	known := c.s.seenHeads()
	if err := c.lists(known); err != nil {
		return err
	}
	ids := make([]string, 0, len(files))
	for id := range files {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for start := 0; start < len(ids); start += checkChunk {
		part := ids[start:min(start+checkChunk, len(ids))]
		read := make([]*loaded, len(part))
		errs := make([]error, len(part))
		inParallel(len(part), func(i int) {
			if ctx.Err() == nil {
				read[i], errs[i] = c.s.loadBy(c.opener, ref{typeCase, part[i]}, true)
			}
		})
		if err := errors.Join(append(errs, ctx.Err())...); err != nil {
			return readError("check", err)
		}
		for i, l := range read {
			if err := c.oneCase(l, known[part[i]]); err != nil {
				return err
			}
		}
		if c.o.Progress != nil {
			c.o.Progress(start+len(part), len(ids))
		}
	}
	if err := c.vanished(files, known); err != nil {
		return err
	}
	if err := c.deleted(); err != nil {
		return err
	}
	if err := c.strays(); err != nil {
		return err
	}
	if err := c.leftovers(); err != nil {
		return err
	}
	if err := c.asides(); err != nil {
		return err
	}
	return c.device()
}

// checkChunk is how many cases are read at a time.
const checkChunk = 256

// oneCase reports on a case and, where it is asked, repairs it.
func (c *checker) oneCase(l *loaded, known []history.ID) error {
	if l.sealedAway() {
		c.report.NotForMe++
		return nil
	}
	c.files(l)
	if len(l.entries) > 0 {
		c.report.Cases++
	}
	st := c.fold(l)
	c.heads(l, st, known)
	return c.repair(l, st)
}

// name is how the report names a history: its file.
func (l *loaded) name() string {
	name, _, _ := l.target()
	return name
}

// files reports what is wrong with files as such.
func (c *checker) files(l *loaded) {
	for _, f := range l.files {
		switch {
		case f.temp:
			c.report.TempFiles = append(c.report.TempFiles, f.name)
		case f.problem == problemForged:
			c.report.Forged = append(c.report.Forged, cases.Problem{File: f.name, What: f.problem})
		case f.problem != "":
			c.report.Damaged = append(c.report.Damaged, cases.Problem{File: f.name, What: f.problem})
		}
		if f.unknown > 0 {
			c.report.UnknownAuthor = append(c.report.UnknownAuthor, cases.Problem{File: f.name, What: problemUnknown})
		}
	}
}

// fold reports what the entries say of themselves.
func (c *checker) fold(l *loaded) *history.State {
	st := c.s.fold(l.ref, l.entries)
	c.report.Entries += len(l.entries)
	c.report.Erased += len(st.Erased)
	for _, f := range st.Forks {
		what := problemFork
		if len(f.IDs) == 0 {
			what = problemGap
		}
		c.report.Forks = append(c.report.Forks, cases.Problem{File: l.name(), What: what})
	}
	if len(st.Missing) > 0 || len(st.Bodyless) > 0 {
		c.report.Incomplete = append(c.report.Incomplete, cases.Problem{File: l.name(), What: problemIncomplete})
	}
	return st
}

// heads reports what this device has seen and is not there any more.
func (c *checker) heads(l *loaded, st *history.State, known []history.ID) {
	for _, id := range known {
		if st.Entry(id) == nil && !slices.ContainsFunc(l.entries, func(e *history.Entry) bool { return e.ID == id }) {
			c.report.Incomplete = append(c.report.Incomplete, cases.Problem{File: l.name(), What: problemLost})
			return
		}
	}
}

// members reports on the member list.
func (c *checker) members() error {
	l, err := c.s.loadBy(c.opener, membersRef(), true)
	if err != nil {
		return err
	}
	c.files(l)
	st := c.fold(l)
	c.s.mu.RLock()
	missing := c.s.team.missing
	c.s.mu.RUnlock()
	if missing && len(st.Missing) == 0 {
		c.report.Incomplete = append(c.report.Incomplete, cases.Problem{File: l.name(), What: problemLost})
	}
	return c.repair(l, st)
}

// vanished reports cases that this device has seen and no file is of.
func (c *checker) vanished(files map[string]map[string]stamp, known map[string][]history.ID) error {
	gone, err := c.s.deleted()
	if err != nil {
		return err
	}
	for id := range known {
		if isHex(id, caseIDLen) && files[id] == nil && !gone[id] {
			r := ref{typeCase, id}
			c.report.Incomplete = append(c.report.Incomplete, cases.Problem{File: placeOf(r).file(r, 0), What: problemLost})
		}
	}
	slices.SortFunc(c.report.Incomplete, func(a, b cases.Problem) int { return strings.Compare(a.File, b.File) })
	return nil
}

// deleted reports on tombstones; a repair removes what has turned up again of
// the cases that they speak of.
func (c *checker) deleted() error {
	gone, err := c.s.deleted()
	if err != nil {
		return err
	}
	list, err := c.s.vault.ReadDir(deletedDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return readError(deletedDir, err)
	}
	seen := map[string]bool{}
	for _, e := range list {
		name := e.Name()
		if len(name) < caseIDLen || !isHex(name[:caseIDLen], caseIDLen) {
			continue
		}
		seen[name[:caseIDLen]] = true
	}
	for id := range gone {
		seen[id] = true
	}
	for id := range seen {
		l, err := c.s.loadBy(c.opener, ref{typeTombstone, id}, true)
		if err != nil {
			return err
		}
		c.files(l)
		c.report.Entries += len(l.entries)
		if err := c.repair(l, c.s.fold(l.ref, l.entries)); err != nil {
			return err
		}
		if err := c.remains(id, gone[id]); err != nil {
			return err
		}
	}
	return nil
}

// remains looks at files of a deleted case.
func (c *checker) remains(id string, gone bool) error {
	if !gone {
		return nil
	}
	l, err := c.s.loadBy(c.opener, ref{typeCase, id}, true)
	if err != nil {
		return err
	}
	c.files(l)
	if !c.o.Repair || len(l.files) == 0 {
		return nil
	}
	c.s.afterDelete(id)
	c.report.Repaired = append(c.report.Repaired, l.name())
	return c.moveAside(l)
}

// strays reports sealed files that lie where no reader looks.
func (c *checker) strays() error {
	tops, err := c.s.vault.ReadDir(casesDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return readError(casesDir, err)
	}
	for _, top := range tops {
		if !top.IsDir() {
			if err := c.stray(casesDir, top); err != nil {
				return err
			}
			continue
		}
		dir := path.Join(casesDir, top.Name())
		list, err := c.s.vault.ReadDir(dir)
		if err != nil {
			return readError(dir, err)
		}
		for _, e := range list {
			name := e.Name()
			if !isHex(top.Name(), 2) || len(name) < caseIDLen || !isHex(name[:caseIDLen], caseIDLen) || name[:2] != top.Name() {
				if err := c.stray(dir, e); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// device reports on this device's own folder.
func (c *checker) device() error {
	for _, dir := range tempDirs() {
		names, err := c.s.leftBehind(dir, 0)
		if err != nil {
			return readError(dir, err)
		}
		c.report.TempFiles = append(c.report.TempFiles, names...)
	}
	for _, dir := range []string{memoryDir, logDir, draftsDir} {
		list, err := c.s.device.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return readError(dir, err)
		}
		for _, e := range list {
			name := path.Join(dir, e.Name())
			r, ok := deviceRef(dir, e.Name())
			if !ok {
				continue
			}
			f := c.opener.read(c.s.device, name, r, true)
			if f != nil && f.notMine {
				f.problem = problemDamaged
			}
			if f != nil && f.problem != "" {
				c.report.Damaged = append(c.report.Damaged, cases.Problem{File: name, What: f.problem})
			}
		}
	}
	if !c.o.Repair {
		return nil
	}
	return writeError("own log", errors.Join(c.s.cleanLog(), c.s.log.pack(), c.s.sweep(tempAge)))
}

// deviceRef is the history that a file of the device's folder holds.
func deviceRef(dir, name string) (ref, bool) {
	switch {
	case dir == memoryDir && name == path.Base(memoryFile):
		return memoryRef(), true
	case dir == memoryDir && name == path.Base(headsFile):
		return headsRef(), true
	case dir == logDir:
		device, _, _, ok := parseLogName(name)
		return ref{typeLog, device}, ok
	case dir == draftsDir:
		id, ok := strings.CutSuffix(name, sealedSuffix)
		return draftRef(id), ok && isHex(id, draftIDLen)
	}
	return ref{}, false
}
