package storage

import (
	"maps"
	"slices"
	"sync"

	"brobygger/crypto"
)

// seenFiles remembers by content what files turned out to be, so that no file
// is unwrapped or checked twice. It is where an index that outlives the process
// would be filled from.
type seenFiles struct {
	mu      sync.RWMutex
	byHash  map[digest]seenFile
	changed bool // something was learned that the memory should keep
}

// seenFile is what is known of a content.
type seenFile struct {
	key     crypto.FileKey
	full    bool // every signature was checked, and all are members'
	notMine bool
}

func newSeenFiles() *seenFiles { return &seenFiles{byHash: map[digest]seenFile{}} }

func (s *seenFiles) get(h digest) seenFile {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.byHash[h]
}

func (s *seenFiles) put(h digest, f seenFile) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.byHash[h]
	if f.notMine && !old.notMine {
		s.changed = true
	}
	if f.key.IsZero() {
		f.key = old.key
	}
	f.full = f.full || old.full
	s.byHash[h] = f
}

// forget drops all keys.
func (s *seenFiles) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.byHash)
}

// foreign lists the contents that are sealed to others, sorted.
func (s *seenFiles) foreign() []digest {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []digest
	for h := range maps.Keys(s.byHash) {
		if s.byHash[h].notMine {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b digest) int { return slices.Compare(a[:], b[:]) })
	return out
}

// news says whether something was learned that the memory does not know yet.
func (s *seenFiles) news() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.changed
}

// settled says that the memory knows all.
func (s *seenFiles) settled() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changed = false
}
