package storage

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/history"
)

// repair writes a history anew where one of its files lacks something, and then
// moves what is damaged aside: nothing is removed that was not read.
func (c *checker) repair(l *loaded, st *history.State) error {
	if !c.o.Repair {
		return nil
	}
	for _, f := range l.files {
		if f.problem == problemNewer {
			return nil // only a newer program may write this history
		}
	}
	if len(st.Critical) == 0 && len(l.entries) > 0 && c.s.needsWriting(l, st) {
		_, err := c.s.publish(l, l.entries, st)
		if err != nil {
			return writeError(l.name(), err)
		}
		c.report.Repaired = append(c.report.Repaired, l.name())
	}
	for _, f := range l.files {
		// All that is in it stands in the history's file by now.
		if f.temp && f.good() && len(st.Critical) == 0 && c.s.o.Now().Sub(f.stamp.mod) >= tempAge {
			if err := c.s.discard(c.s.vault, l.place, f); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return writeError(f.name, err)
			}
		}
	}
	return c.moveAside(l)
}

// needsWriting says whether the history is not already one file that holds all
// that is known, sealed to those who are to read it.
func (s *Store) needsWriting(l *loaded, st *history.State) bool {
	out, dropped := ordered(st)
	good := 0
	for _, f := range l.files {
		if f.temp || !f.good() {
			continue
		}
		good++
		if !slices.Equal(f.readers, s.keys.everyone().readers) || !sameEntries(f.entries, out) {
			return true
		}
	}
	return good != 1 || dropped > 0 || l.logOnly > 0
}

func sameEntries(a, b []*history.Entry) bool {
	if len(a) != len(b) {
		return false
	}
	have := make(map[history.ID]bool, len(a))
	for _, e := range a {
		have[e.ID] = e.RawBody != nil
	}
	for _, e := range b {
		if body, ok := have[e.ID]; !ok || body != (e.RawBody != nil) {
			return false
		}
	}
	return true
}

// moveAside moves the damaged files of a history, and old temporary ones that
// are cut off, into the folder "aside", where no reader looks.
func (c *checker) moveAside(l *loaded) error {
	for _, f := range l.files {
		torn := f.temp && f.problem != "" && c.s.o.Now().Sub(f.stamp.mod) >= tempAge
		if !torn && (!f.aside() || f.problem == problemNewer || f.problem == problemUnreadable) {
			continue
		}
		if err := c.putAside(f.name); err != nil {
			return writeError(f.name, err)
		}
		isThis := func(p cases.Problem) bool { return p.File == f.name }
		c.report.Damaged = slices.DeleteFunc(c.report.Damaged, isThis)
		c.report.Forged = slices.DeleteFunc(c.report.Forged, isThis)
	}
	return nil
}

// leftovers names temporary files in folders where no history has its place, and
// moves old ones aside.
func (c *checker) leftovers() error {
	for _, dir := range []string{".", keysDir, listsDir} {
		list, err := c.s.vault.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return readError(dir, err)
		}
		for _, e := range list {
			if !strings.HasSuffix(e.Name(), tempSuffix) || dir == "." && strings.HasPrefix(e.Name(), membersName) || isListFile(dir, e.Name()) {
				continue
			}
			name := path.Join(dir, e.Name())
			info, err := e.Info()
			if err != nil {
				continue // gone since
			}
			if c.o.Repair && c.s.o.Now().Sub(info.ModTime()) >= tempAge {
				if err := c.putAside(name); err != nil {
					return writeError(name, err)
				}
				continue
			}
			c.report.TempFiles = append(c.report.TempFiles, name)
		}
	}
	return nil
}

// putAside moves a file into the folder "aside" and reports where to.
func (c *checker) putAside(name string) error {
	random, err := randomHex(c.s.o.Rand, 8)
	if err != nil {
		return err
	}
	to := path.Join(asideDir, random+"-"+path.Base(name))
	if err := moveAside(c.s.o, c.s.vault, name, to); err != nil {
		return err
	}
	c.report.Repaired = append(c.report.Repaired, name)
	c.report.SetAside = append(c.report.SetAside, cases.Moved{From: name, To: to})
	return nil
}

// stray reports a sealed file that lies where no reader looks. A repair moves it
// aside, unless it cannot be read: then it stays, and stays reported.
func (c *checker) stray(dir string, e fs.DirEntry) error {
	name := path.Join(dir, e.Name())
	if !strings.HasSuffix(name, sealedSuffix) {
		return nil
	}
	if c.o.Repair && e.Type().IsRegular() {
		err := c.putAside(name)
		if err == nil || !errors.Is(err, fs.ErrPermission) {
			return writeError(name, err)
		}
	}
	c.report.Damaged = append(c.report.Damaged, cases.Problem{File: name, What: problemPlace})
	return nil
}

// asides names what lies in the folder "aside".
func (c *checker) asides() error {
	list, err := c.s.vault.ReadDir(asideDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return readError(asideDir, err)
	}
	for _, e := range list {
		c.report.Aside = append(c.report.Aside, path.Join(asideDir, e.Name()))
	}
	return nil
}
