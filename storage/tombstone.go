package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"brobygger/cases"
	"brobygger/cases/history"
)

// A tombstone says that a case is deleted. It beats every copy of the case that
// turns up later: from a sync program, from a backup, from this device's log.

const kindTombstone = "tombstone"

// deleted are the ids of the cases that a valid tombstone speaks of.
func (s *Store) deleted() (map[string]bool, error) {
	list, err := s.vault.ReadDir(deletedDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, readError(deletedDir, err)
	}
	out := map[string]bool{}
	candidates := map[string]bool{}
	for _, e := range list {
		if name := e.Name(); len(name) >= caseIDLen && isHex(name[:caseIDLen], caseIDLen) {
			candidates[name[:caseIDLen]] = true
		}
	}
	for _, r := range s.log.refs() {
		if r.Type == typeTombstone {
			candidates[r.ID] = true
		}
	}
	for id := range candidates {
		gone, err := s.isDeleted(id)
		if err != nil {
			return nil, err
		}
		if gone {
			out[id] = true
		}
	}
	return out, nil
}

// isDeleted says whether a valid tombstone of a case is there. One that cannot
// be opened says nothing; one that was seen counts for the rest of the session.
func (s *Store) isDeleted(id string) (bool, error) {
	s.mu.RLock()
	seen := s.tombs[id]
	s.mu.RUnlock()
	if seen {
		return true, nil
	}
	l, err := s.load(ref{typeTombstone, id}, true)
	if err != nil {
		return false, err
	}
	gone := slices.ContainsFunc(l.entries, func(e *history.Entry) bool {
		return e.Trust == history.TrustGood && e.Head.Kind == kindTombstone
	})
	if gone && l.logOnly == 0 {
		s.mu.Lock()
		s.tombs[id] = true
		s.mu.Unlock()
	}
	return gone, nil
}

// Delete implements cases.Store. The tombstone is durable, in the own log and in
// the vault, before the first file of the case goes; a crash in between leaves a
// case that is not shown and that the next save removes.
func (s *Store) Delete(ctx context.Context, id, reason string) (receipt string, err error) {
	if _, err := s.loadCase(id); err != nil && !errors.Is(err, cases.ErrDamaged) {
		return "", err
	}
	r := ref{typeTombstone, id}
	saved, err := s.save(ctx, []job{{r, []cases.Change{{Kind: kindTombstone, Reason: reason}}}})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s sha256:%s", id, saved.Entries[0][0]), nil
}
