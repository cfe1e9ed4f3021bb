package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"brobygger/cases"
)

// WriteError wraps what the system said of a failed write with the error of
// package cases that it comes to: ErrDiskFull, ErrNoPermission, else
// ErrNotWritten. An error that wraps one of them already is left as it is.
func WriteError(what string, err error) error { return writeError(what, err) }

// Each file that left the vault unlocked is a fact of the memory of its own, so
// that two windows that remember one each lose none. A fact that is forgotten
// stays, empty, and is used again: another window would bring it back if it went.

const factUnlocked = "unlocked/"

// unlockedFact is the value of such a fact.
type unlockedFact struct {
	Path string    `json:"path"`
	Raw  []byte    `json:"raw,omitempty"` // the path, where it is not UTF-8
	Made time.Time `json:"made"`
	What string    `json:"what"`
	Case string    `json:"case,omitempty"`
}

func encodeUnlocked(f cases.UnlockedFile) (string, error) {
	fact := unlockedFact{Path: f.Path, Made: f.Made.UTC().Truncate(time.Second), What: f.What, Case: f.Case}
	if !utf8.ValidString(f.Path) {
		fact.Path, fact.Raw = "", []byte(f.Path)
	}
	text, err := json.Marshal(fact)
	return string(text), err
}

// decodeUnlocked reads a fact; one that is empty or not understood is no file.
func decodeUnlocked(text string) (cases.UnlockedFile, bool) {
	var fact unlockedFact
	if text == "" || json.Unmarshal([]byte(text), &fact) != nil {
		return cases.UnlockedFile{}, false
	}
	f := cases.UnlockedFile{Path: fact.Path, Made: fact.Made.In(time.Local), What: fact.What, Case: fact.Case}
	if len(fact.Raw) > 0 {
		f.Path = string(fact.Raw)
	}
	return f, f.Path != ""
}

// Unlocked implements cases.Store: also what another window has remembered.
func (s *Store) Unlocked() []cases.UnlockedFile {
	if s.usable(false) != nil {
		return nil
	}
	return s.memory.unlocked()
}

func (m *memory) unlocked() []cases.UnlockedFile {
	m.mu.Lock()
	defer m.mu.Unlock()
	_ = m.read() // where it cannot be read now, what this window knows is told
	var out []cases.UnlockedFile
	for key, value := range m.values {
		if strings.HasPrefix(key, factUnlocked) {
			if f, ok := decodeUnlocked(value); ok {
				out = append(out, f)
			}
		}
	}
	slices.SortFunc(out, func(a, b cases.UnlockedFile) int {
		if c := a.Made.Compare(b.Made); c != 0 {
			return c
		}
		return strings.Compare(a.Path, b.Path)
	})
	return out
}

// KeepUnlocked implements cases.Store.
func (s *Store) KeepUnlocked(ctx context.Context, f cases.UnlockedFile) error {
	value, err := encodeUnlocked(f)
	if err != nil {
		return fmt.Errorf("unlocked file: %w: %w", cases.ErrNotWritten, err)
	}
	return s.changeUnlocked(ctx, func(m *memory) (string, string, error) {
		key, ok := m.unlockedKey(f.Path)
		if !ok {
			key = m.freeUnlocked()
		}
		return key, value, nil
	})
}

// ForgetUnlocked implements cases.Store.
func (s *Store) ForgetUnlocked(ctx context.Context, path string) error {
	return s.changeUnlocked(ctx, func(m *memory) (string, string, error) {
		key, ok := m.unlockedKey(path)
		if !ok {
			return "", "", fmt.Errorf("unlocked file: %w", cases.ErrNotFound)
		}
		return key, "", nil
	})
}

// changeUnlocked changes one fact as it stands on disk and writes it. What was
// refused is not tried again later.
func (s *Store) changeUnlocked(ctx context.Context, change func(*memory) (key, value string, err error)) error {
	if err := s.usable(false); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return writeError(memoryFile, err)
	}
	m := s.memory
	if err := m.ensure(); err != nil {
		return writeError(memoryFile, err)
	}
	unlock, err := s.device.Lock(deviceLock, deviceWait)
	if err != nil {
		return writeError(memoryFile, err)
	}
	defer unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.read(); err != nil {
		return readError(memoryFile, err)
	}
	key, value, err := change(m)
	if err != nil {
		return err
	}
	before, had := m.values[key]
	m.put(key, value)
	if err := m.write(); err != nil {
		delete(m.changed, key)
		if m.values[key] = before; !had {
			delete(m.values, key)
		}
		return writeError(memoryFile, err)
	}
	return nil
}

// unlockedKey is the fact of a path. The caller holds mu.
func (m *memory) unlockedKey(path string) (string, bool) {
	for key, value := range m.values {
		if strings.HasPrefix(key, factUnlocked) {
			if f, ok := decodeUnlocked(value); ok && f.Path == path {
				return key, true
			}
		}
	}
	return "", false
}

// freeUnlocked is a fact that holds no file. One that is not understood is not
// free: a newer program wrote it. The caller holds mu.
func (m *memory) freeUnlocked() string {
	for n := 0; ; n++ {
		key := factUnlocked + strconv.Itoa(n)
		if m.values[key] == "" {
			return key
		}
	}
}
