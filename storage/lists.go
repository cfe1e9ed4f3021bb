package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/history"
)

// Lists are what the team shares beside the cases, such as the directory of
// services: one history each, VAULT/lists/<name>.age, sealed to all members and
// recovery. Whatever holds for a case file holds for a list: it is merged from
// all its files and the own log, saved, set aside, repaired, copied and restored
// in the same way. There is no tombstone of a list.

// listServices is the directory of services.
const listServices = "services"

// listRef is the history of a list.
func listRef(name string) ref { return ref{typeList, name} }

// listOf is the list that a file of the folder belongs to. A list's name is
// small letters from a to z, so that what a sync program put behind it begins
// with something else: "services (kopi).age", "services-LAPTOP.age".
func listOf(file string) (name string, ok bool) {
	name = file[:len(file)-len(strings.TrimLeft(file, letters))]
	ours := strings.HasSuffix(file, sealedSuffix) || strings.HasSuffix(file, tempSuffix)
	return name, name != "" && ours
}

const letters = "abcdefghijklmnopqrstuvwxyz"

func beginsWithLetter(s string) bool { return s != "" && strings.Contains(letters, s[:1]) }

// listRules say who may write what in a list. Of one that only a newer program
// knows nothing is written here; its files are merged and kept like the others.
func (s *Store) listRules(name string) history.Rules {
	if name == listServices {
		return s.Authors().DirectoryRules()
	}
	return s.Authors().ListRules()
}

// seenList is what was last read of a list.
type seenList struct {
	heads   []history.ID
	devices []string
}

// noteList remembers what was seen of a list.
func (s *Store) noteList(r ref, entries []*history.Entry, st *history.State) {
	seen := seenList{heads: st.Heads}
	for _, e := range entries {
		if !slices.Contains(seen.devices, e.Head.Device) {
			seen.devices = append(seen.devices, e.Head.Device)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists[r] = seen
}

// listRefs are the lists of which the vault has a file or the own log an entry,
// by name.
func (s *Store) listRefs() ([]ref, error) {
	list, err := s.vault.ReadDir(listsDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, readError(listsDir, err)
	}
	var out []ref
	for _, e := range list {
		if name, ok := listOf(e.Name()); ok {
			out = append(out, listRef(name))
		}
	}
	for _, r := range s.log.refs() {
		if r.Type == typeList {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b ref) int { return strings.Compare(a.ID, b.ID) })
	return slices.Compact(out), nil
}

// loadList loads a list with every signature checked; one that is not there is
// empty. Errors: cases.ErrNotSealedToMe, cases.ErrNewerVersion,
// cases.ErrDamaged.
func (s *Store) loadList(r ref) (*loaded, error) {
	l, err := s.load(r, true)
	if err != nil {
		return nil, err
	}
	aside := l.aside()
	switch {
	case l.sealedAway():
		return nil, fmt.Errorf("list %s: %w", r.ID, cases.ErrNotSealedToMe)
	case len(l.entries) > 0 || len(aside) == 0:
		return l, nil
	case aside[0].problem == problemNewer:
		return nil, fmt.Errorf("%s: %w", aside[0].name, cases.ErrNewerVersion)
	}
	return nil, fmt.Errorf("%s: %w", aside[0].name, cases.ErrDamaged)
}

// loadShown loads a case or a list as it is shown.
func (s *Store) loadShown(r ref) (*loaded, error) {
	if r.Type == typeList {
		return s.loadList(r)
	}
	return s.loadCase(r.ID)
}

// Directory implements cases.Store. Every entry's signature is checked.
func (s *Store) Directory(ctx context.Context) (*cases.Directory, error) {
	if err := s.usable(false); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l, err := s.loadList(listRef(listServices))
	if err != nil {
		return nil, err
	}
	d := cases.ReadDirectory(l.entries, s.Authors())
	s.noteList(l.ref, l.entries, d.State)
	s.doom(l.ref, d.State)
	if l.logOnly > 0 {
		s.await(l.ref)
	}
	return d, nil
}

// SaveDirectory implements cases.Store.
func (s *Store) SaveDirectory(ctx context.Context, changes ...cases.Change) (cases.Saved, error) {
	return s.save(ctx, []job{{listRef(listServices), changes}})
}

// listHeads are what was last seen of the lists, by "list/" and their name.
func (s *Store) listHeads() map[string][]history.ID {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := map[string][]history.ID{}
	for r, seen := range s.lists {
		if len(seen.heads) > 0 {
			out[r.String()] = seen.heads
		}
	}
	return out
}

// listsOnlyBy says whether the lists were written on one device.
func (s *Store) listsOnlyBy(device string) (bool, error) {
	refs, err := s.listRefs()
	if err != nil {
		return false, err
	}
	for _, r := range refs {
		l, err := s.load(r, false)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(l.entries, func(e *history.Entry) bool { return e.Head.Device != device }) {
			return false, nil
		}
	}
	return true, nil
}

// lists reports on the lists, and on what this device has seen of one that is
// there no more.
func (c *checker) lists(known map[string][]history.ID) error {
	refs, err := c.s.listRefs()
	if err != nil {
		return err
	}
	for _, r := range refs {
		l, err := c.s.loadBy(c.opener, r, true)
		if err != nil {
			return err
		}
		if l.sealedAway() {
			c.report.NotForMe++
			continue
		}
		c.files(l)
		st := c.fold(l)
		c.heads(l, st, known[r.String()])
		if err := c.repair(l, st); err != nil {
			return err
		}
	}
	for id := range known {
		name, ok := strings.CutPrefix(id, typeList+"/")
		if r := listRef(name); ok && !slices.Contains(refs, r) {
			c.report.Incomplete = append(c.report.Incomplete, cases.Problem{File: placeOf(r).file(r, 0), What: problemLost})
		}
	}
	return c.strayLists()
}

// strayLists reports files in the folder of the lists that are no list's.
func (c *checker) strayLists() error {
	list, err := c.s.vault.ReadDir(listsDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return readError(listsDir, err)
	}
	for _, e := range list {
		if _, ok := listOf(e.Name()); !ok {
			if err := c.stray(listsDir, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// isListFile says whether a file is one that a list reads.
func isListFile(dir, name string) bool {
	_, ok := listOf(path.Base(name))
	return ok && dir == listsDir
}
