package fakestore

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"brobygger/cases"
)

// Unlocked implements cases.Store.
func (s *Store) Unlocked() []cases.UnlockedFile {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.unlocked)
}

// KeepUnlocked implements cases.Store.
func (s *Store) KeepUnlocked(_ context.Context, f cases.UnlockedFile) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.unlocked = append(slices.DeleteFunc(s.unlocked, ofPath(f.Path)), f)
	return nil
}

// ForgetUnlocked implements cases.Store.
func (s *Store) ForgetUnlocked(_ context.Context, path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.fail != nil:
		return s.fail
	case !slices.ContainsFunc(s.unlocked, ofPath(path)):
		return cases.ErrNotFound
	}
	s.unlocked = slices.DeleteFunc(s.unlocked, ofPath(path))
	return nil
}

func ofPath(path string) func(cases.UnlockedFile) bool {
	return func(f cases.UnlockedFile) bool { return f.Path == path }
}

// Outside keeps the files that leave a vault in memory: a cases.Outside that
// writes nowhere.
type Outside struct {
	// ShowErr is what Show gives.
	ShowErr error

	store *Store
	mu    sync.Mutex
	files map[string][]byte
	shown []string
}

var _ cases.Outside = (*Outside)(nil)

// NewOutside is where the files of a store go.
func NewOutside(s *Store) *Outside { return &Outside{store: s, files: map[string][]byte{}} }

// Folder implements cases.Outside.
func (o *Outside) Folder() string { return "/home/amira/.local/state/brobygger/papirer" }

// Write implements cases.Outside.
func (o *Outside) Write(ctx context.Context, f cases.UnlockedFile, data []byte) (cases.UnlockedFile, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if filepath.Base(f.Path) == f.Path {
		name, ext := strings.TrimSuffix(f.Path, filepath.Ext(f.Path)), filepath.Ext(f.Path)
		f.Path = filepath.Join(o.Folder(), name+ext)
		for n := 2; o.files[f.Path] != nil; n++ {
			f.Path = filepath.Join(o.Folder(), fmt.Sprintf("%s %d%s", name, n, ext))
		}
	}
	switch {
	case strings.HasPrefix(f.Path, o.store.Vault.Dir+"/"):
		return f, cases.ErrInsideVault
	case o.files[f.Path] != nil:
		return f, cases.ErrExists
	}
	if f.Made.IsZero() {
		f.Made = o.store.Clock()
	}
	if err := o.store.KeepUnlocked(ctx, f); err != nil {
		return f, err
	}
	o.files[f.Path] = append([]byte{}, data...)
	return f, nil
}

// List implements cases.Outside.
func (o *Outside) List(context.Context) ([]cases.UnlockedFile, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	list := o.store.Unlocked()
	for i := range list {
		list[i].Gone = o.files[list[i].Path] == nil
	}
	return list, nil
}

// Delete implements cases.Outside.
func (o *Outside) Delete(ctx context.Context, path string) error {
	if err := o.store.ForgetUnlocked(ctx, path); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.files, path)
	return nil
}

// Show implements cases.Outside.
func (o *Outside) Show(path string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case o.files[path] == nil:
		return cases.ErrNotFound
	case o.ShowErr != nil:
		return o.ShowErr
	}
	o.shown = append(o.shown, path)
	return nil
}

// Shown are the files that were shown.
func (o *Outside) Shown() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.shown)
}

// Data is what was written to a file, nil where there is none.
func (o *Outside) Data(path string) []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.files[path]
}

// Lose takes a file away behind the program's back.
func (o *Outside) Lose(path string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.files, path)
}
