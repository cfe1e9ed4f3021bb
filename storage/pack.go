package storage

import (
	"brobygger/cases/history"
	"brobygger/crypto"
)

// written takes note of what a save put into a file.
func (s *Store) written(l *loaded, _ string, _ []byte, _ crypto.FileKey, _ []*history.Entry, _ *history.State) {
	s.mu.Lock()
	delete(s.waiting, l.ref)
	s.mu.Unlock()
	if l.ref.Type == typeCase {
		s.catalog.touch(l.ref.ID)
	}
}

func (s *Store) afterSave([]*work) {}

func (s *Store) tidy() error { return nil }
