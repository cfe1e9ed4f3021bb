package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// backups are the files of finished backups on the stick, by the path of the
// backup.
func (m *machine) backups() map[string]bool {
	out := map[string]bool{}
	for name := range m.under("stick") {
		if top, _, _ := strings.Cut(name, "/"); !strings.HasSuffix(top, ".tmp") {
			out[filepath.Join(m.top, "stick", top)] = true
		}
	}
	return out
}

// restored is a new computer: nothing but the stick and a copy of the key file.
// It says what a backup does not bring back.
func restored(m *machine, from string, key []byte, k *kept) error {
	n := m.with(storagetest.NewDisk(hardNow))
	for name, data := range m.under("stick") {
		n.disk.Put(filepath.Join(m.top, "stick", filepath.FromSlash(name)), data)
	}
	n.opts.Identity = filepath.Join(m.top, "key")
	n.disk.Put(n.opts.Identity, key)
	s, report, err := storage.RestoreVault(context.Background(), n.opts, from)
	if err != nil {
		return fmt.Errorf("restore %s: %w", from, err)
	}
	if len(report.Skipped) > 0 {
		err = fmt.Errorf("restore %s: %+v", from, report)
	}
	return errors.Join(err, k.missing(s), s.Close())
}

// A backup fails at every operation in every way. The vault is as it was, an
// older backup is as it was, what looks like a backup is one, and the next one
// succeeds.
func TestHardFailBackup(t *testing.T) {
	t.Parallel()
	base, k := established(t)
	key := base.disk.Read(base.identity())
	for _, to := range []string{"a", "a.tar"} {
		base := base.with(base.disk.Clone())
		base.disk.Put(filepath.Join(base.top, "stick", "a note of the worker's.txt"), []byte("shopping"))
		s, err := base.open()
		if err == nil {
			_, err = s.Backup(context.Background(), filepath.Join(base.top, "stick", to))
		}
		if err := errors.Join(err, s.Close()); err != nil {
			t.Fatal(err)
		}
		for _, w := range ways() {
			t.Run(to+"/"+w.name, func(t *testing.T) {
				t.Parallel()
				for _, lasts := range w.lasts {
					for n := int64(1); ; n += apartBy() {
						f := &fault{way: w, nth: n, lasts: lasts}
						hit, err := tryBackup(base, k, filepath.Join(base.top, "stick", to), key, f)
						if err != nil {
							t.Fatalf("operation %d, %v, lasting %v:\n%v", n, f.hit.Load(), lasts, err)
						}
						if !hit {
							break
						}
					}
				}
			})
		}
	}
}

func tryBackup(base *machine, k *kept, to string, key []byte, f *fault) (hit bool, err error) {
	m := base.with(base.disk.Clone()).watched(storagetest.Watcher{Before: f.before})
	s, err := m.open()
	if err != nil {
		return false, err
	}
	f.armed.Store(true)
	report, failed := s.Backup(context.Background(), to)
	f.armed.Store(false)
	if f.hit.Load() == nil {
		return false, errors.Join(failed, s.Close())
	}
	if failed != nil && !asKnown(failed) {
		return true, fmt.Errorf("an error that no screen knows: %w", failed)
	}
	if failed == nil && (!report.Proven || report.Cases != 2 || len(report.Skipped) > 0) {
		return true, fmt.Errorf("report %+v", report)
	}
	if !maps.EqualFunc(base.under("vault"), m.under("vault"), bytes.Equal) {
		return true, fmt.Errorf("the vault has changed (the error was %v)", failed)
	}
	if got := string(m.disk.Read(filepath.Join(m.top, "stick", "a note of the worker's.txt"))); got != "shopping" {
		return true, fmt.Errorf("another file on the stick is %q", got)
	}
	old, now := base.under("stick"), m.under("stick")
	for from := range m.backups() {
		rel, _ := filepath.Rel(filepath.Join(m.top, "stick"), from)
		same := true
		for name, data := range now {
			if top, _, _ := strings.Cut(name, "/"); top == filepath.ToSlash(rel) {
				same = same && bytes.Equal(old[name], data)
			}
		}
		if same || strings.HasSuffix(from, ".txt") {
			continue // the older one
		}
		if err := restored(m, from, key, k); err != nil {
			return true, fmt.Errorf("(the error was %v) %w", failed, err)
		}
	}
	if failed != nil {
		if _, err := s.Backup(context.Background(), to); err != nil {
			return true, fmt.Errorf("tried again: %w", err)
		}
	}
	return true, s.Close()
}
