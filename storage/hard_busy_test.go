package storage_test

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// What Windows does and no other system: a file that somebody has open is
// neither replaced nor moved nor removed. These tests run on a disk in memory
// that is as strict, and in time that does not pass.

// strict is an established machine with such a disk.
func strict(t *testing.T) (*machine, *kept) {
	t.Helper()
	base, k := established(t)
	m := base.with(base.disk.Clone())
	m.disk.Sharing = true
	return m, k
}

// holdOpen is another program that opens a file and lets go of it later.
func holdOpen(t *testing.T, m *machine, file string, d time.Duration) {
	t.Helper()
	r, err := m.disk.OpenRoot(filepath.Dir(file), false)
	if err != nil {
		t.Error(err)
		return
	}
	f, err := r.Open(filepath.Base(file))
	if err != nil {
		t.Error(err)
		return
	}
	time.AfterFunc(d, func() { _ = f.Close() })
}

// The program is not in its own way: it has nothing open that it moves.
func TestHardBusyNotBySelf(t *testing.T) {
	t.Parallel()
	m, k := strict(t)
	var busy atomic.Int64
	m = m.watched(storagetest.Watcher{After: func(o storagetest.Op, err error) {
		if errors.Is(err, storage.ErrBusy) {
			busy.Add(1)
			t.Errorf("%s %s: %v", o.Call, o.Name, err)
		}
	}})
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	u := &user{s: s, k: k}
	err = u.all(newCaseOf(yusufID, "Yusuf Brink"), noteIn("Talte med dem begge.", karimID, idaID), renameOf(idaID, "Ida Lundø"),
		eraseIn(karimID, "Det her må ikke stå her."), draftOf(draftB, idaID, "Noget om Ida"), draftOf(draftB, "", ""), settingOf("Jobcentret"),
		serviceOf("Nattens Fodbold"), phoneOf("Ungdomshuset Broen", "70 00 10 99"), eraseService("Nattens Fodbold"), deletion(yusufID))
	if err := errors.Join(err, k.missing(s), s.Close()); err != nil {
		t.Error(err)
	}
}

// A virus scanner, an indexer or a sync program has the file open that a save
// replaces, for a moment: the save waits and goes through.
func TestHardBusyForAMoment(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]func(m *machine) string{
		"the case":      func(m *machine) string { return m.caseFile(karimID) },
		"the settings":  func(m *machine) string { return filepath.Join(m.stateDir(), "memory", "state.age") },
		"a draft":       func(m *machine) string { return filepath.Join(m.stateDir(), "memory", "drafts", draftA+".age") },
		"the key":       func(m *machine) string { return m.identity() },
		"the team list": func(m *machine) string { return filepath.Join(m.opts.Dir, "members.age") },
		"the directory": func(m *machine) string { return filepath.Join(m.opts.Dir, "lists", "services.age") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				m, k := strict(t)
				s, err := m.open()
				if err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				holdOpen(t, m, file(m), 700*time.Millisecond)
				u := &user{s: s, k: k}
				err = u.all(noteIn("Talte med ham igen.", karimID), settingOf("Jobcentret"), draftOf(draftA, karimID, "Mere"), deputyOf("Tove Bæk"), serviceOf("Nattens Fodbold"))
				if err := errors.Join(err, k.missing(s), s.Close()); err != nil {
					t.Fatal(err)
				}
				if s, err = m.open(); err != nil { // the key file is brought up to date
					t.Fatal(err)
				}
				if err := errors.Join(k.missing(s), healthy(s), s.Close()); err != nil {
					t.Error(err)
				}
				if name != "the key" && time.Since(began) < 700*time.Millisecond {
					t.Error("nobody waited")
				}
			})
		})
	}
}

// A virus scanner opens every file as soon as it is written, for a moment.
func TestHardBusyScanner(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, k := strict(t)
		var mu sync.Mutex
		scanned := map[string]bool{}
		w := m.watched(storagetest.Watcher{After: func(o storagetest.Op, err error) {
			mu.Lock()
			defer mu.Unlock()
			if o.Call == storagetest.Close && strings.HasSuffix(o.Name, ".tmp") && !scanned[o.Name] {
				scanned[o.Name] = true
				holdOpen(t, m, o.Path(), 120*time.Millisecond)
			}
		}})
		s, err := w.open()
		if err != nil {
			t.Fatal(err)
		}
		u := &user{s: s, k: k}
		err = u.all(newCaseOf(yusufID, "Yusuf Brink"), noteIn("Talte med dem begge.", karimID, idaID), eraseIn(karimID, "Det her må ikke stå her."), settingOf("Jobcentret"), deletion(yusufID))
		if err := errors.Join(err, k.missing(s), healthy(s), s.Close()); err != nil {
			t.Error(err)
		}
		if len(scanned) < 8 {
			t.Errorf("only %d files were looked at", len(scanned))
		}
		time.Sleep(time.Second)
		if err := k.left(m, m.key(t)); err != nil {
			t.Error(err)
		}
	})
}

// Somebody has the case open and does not let go: the save says so within a few
// seconds, nothing is lost, and when the file is free it goes through.
func TestHardBusyForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, k := strict(t)
		s, err := m.open()
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		holdOpen(t, m, m.caseFile(karimID), time.Hour)
		u := &user{s: s, k: k}
		err = u.do(noteIn("Talte med ham igen.", karimID))
		if !errors.Is(err, cases.ErrNotWritten) || !errors.Is(err, storage.ErrBusy) {
			t.Errorf("the save says: %v", err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("the worker waited %v", took)
		}
		if err := k.missing(s); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour)
		if err := errors.Join(u.do(noteIn("Talte med ham igen.", karimID)), k.missing(s), healthy(s), s.Close()); err != nil {
			t.Error(err)
		}
	})
}

// Reading waits too: another program may have a file open for itself alone.
func TestHardBusyReading(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		base, k := established(t)
		var mu sync.Mutex
		tries := map[string]int{}
		m := base.with(base.disk.Clone()).watched(storagetest.Watcher{Before: func(o storagetest.Op) error {
			mu.Lock()
			defer mu.Unlock()
			if o.Call == storagetest.Open || o.Call == storagetest.Create {
				tries[o.Name]++
				if tries[o.Name]%4 != 0 {
					return storage.ErrBusy
				}
			}
			return nil
		}})
		s, err := m.open()
		if err != nil {
			t.Fatal(err)
		}
		u := &user{s: s, k: k}
		if err := errors.Join(k.missing(s), u.do(noteIn("Talte med ham igen.", karimID)), k.missing(s), healthy(s), s.Close()); err != nil {
			t.Error(err)
		}
	})
}
