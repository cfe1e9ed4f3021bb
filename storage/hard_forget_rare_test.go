package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// A demo vault is filled and the power goes: it is whole, or it is seen that it
// was not finished, and then it is made anew.
func TestHardForgetBulk(t *testing.T) {
	t.Parallel()
	m, k := newMachine(t), newKept()
	f := newFilm(m, k)
	demo := func(m *machine) (*storage.Store, error) {
		s, _, err := storage.Init(context.Background(), storage.InitOptions{Options: m.opts, Name: "Amira Vind", Demo: true})
		return s, err
	}
	s, err := demo(m)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Bulk(context.Background(), func(put func(string, []storage.BulkEntry) error) error {
		for n := range 6 {
			id, name := fmt.Sprintf("%02x%030x", n%3, n), fmt.Sprintf("Person %d", n)
			ch, _ := newCaseOf(id, name).change(s, id)
			if err := put(id, []storage.BulkEntry{{At: hardNow(), Change: func([]cases.EntryID) cases.Change { return ch }}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.mu.Lock()
	for n := range 6 {
		newCaseOf(fmt.Sprintf("%02x%030x", n%3, n), fmt.Sprintf("Person %d", n)).done(k)
	}
	f.mu.Unlock()
	f.must(t, s.Close())
	f.replay(t, func(m *machine, k *kept, _ storagetest.Cut) error {
		s, err := m.open()
		if len(k.names) == 0 && (errors.Is(err, cases.ErrNoVault) || errors.Is(err, cases.ErrNotFound)) {
			return nil // no vault, or its key is not there yet: it was not finished
		}
		if err != nil {
			return err
		}
		rows, err := s.Rows(context.Background(), today())
		if err == nil && len(rows) != 6 {
			err = fmt.Errorf("%d cases, and it looks finished", len(rows))
		}
		return errors.Join(err, k.missing(s), s.Close())
	})
}

// A vault with a damaged file, a conflicted copy and what a killed program left
// is repaired, and the power goes. No damaged file is lost, and what check said
// it repaired stays repaired.
func TestHardForgetRepair(t *testing.T) {
	t.Parallel()
	base, k := established(t)
	m := base.with(base.disk.Clone())
	good := m.disk.Read(m.caseFile(karimID))
	damaged := append(bytes.Clone(good[:len(good)-9]), "scribbled"...)
	torn := bytes.Clone(good[:1000])
	stem := filepath.Join(m.opts.Dir, "cases", karimID[:2], karimID)
	m.disk.Put(stem+"-7.age", damaged)
	m.disk.Put(stem+" (kopi).age", good)
	m.disk.Put(stem+"-0123456789abcdef.tmp", torn)
	f := newFilm(m, k)
	f.on = false
	m.opts.Now = func() time.Time { return hardNow().Add(time.Hour) }
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	f.on = true
	report, err := s.Check(context.Background(), cases.CheckOptions{Repair: true})
	if err != nil || len(report.Repaired) < 3 || !report.OK {
		t.Fatalf("%+v, %v", report, err)
	}
	f.mu.Lock()
	k.init = false // from here on: it was repaired
	f.mu.Unlock()
	f.must(t, s.Close())
	f.replay(t, func(m *machine, k *kept, _ storagetest.Cut) error {
		for what, data := range map[string][]byte{"damaged": damaged, "cut off": torn} {
			n := 0
			for _, have := range m.disk.Files() {
				if bytes.Equal(have, data) {
					n++
				}
			}
			if n == 0 {
				return fmt.Errorf("the %s file is gone", what)
			}
		}
		s, err := m.open()
		if err != nil {
			return err
		}
		err = k.missing(s)
		if repaired := !k.init; repaired {
			err = errors.Join(err, healthy(s))
			if report, _ := s.Check(context.Background(), cases.CheckOptions{}); len(report.TempFiles) > 0 {
				err = errors.Join(err, fmt.Errorf("there again: %v", report.TempFiles))
			}
		}
		return errors.Join(err, s.Close())
	})
}

// A folder holds what an Init that was broken off left, or what is left of a
// vault without its brobygger.json. A new Init moves it aside, and the power
// goes: it is not lost.
func TestHardForgetInitAgain(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	s, err := m.init()
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	m.disk.Drop(filepath.Join(m.opts.Dir, "brobygger.json"))
	old := m.disk.Read(filepath.Join(m.opts.Dir, "members.age"))
	f := newFilm(m, newKept())
	s, err = m.init()
	f.must(t, err, s.Close())
	f.replay(t, func(m *machine, _ *kept, _ storagetest.Cut) error {
		for _, have := range m.disk.Files() {
			if bytes.Equal(have, old) {
				return lookUnmade(m)
			}
		}
		return errors.New("the old member list is gone")
	})
}

// Packing the own log fails at every operation in turn, once and from then on.
func TestHardFailPack(t *testing.T) {
	t.Parallel()
	base, k := established(t)
	m := base.with(base.disk.Clone())
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	u := &user{s: s, k: k}
	for n := range 64 {
		if err := u.do(noteIn(fmt.Sprintf("Opkald nummer %d.", n), idaID)); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range ways() {
		for _, lasts := range w.lasts {
			for n := int64(1); ; n += apartBy() + n/8 { // most of them are the same removal again
				f := &fault{way: w, nth: n, lasts: lasts}
				now := m.with(m.disk.Clone()).watched(storagetest.Watcher{Before: f.before})
				kNow := k.clone()
				s, err := now.open()
				if err != nil {
					t.Fatal(err)
				}
				if err := (&user{s: s, k: kNow}).do(noteIn("Det sidste opkald.", karimID)); err != nil {
					t.Fatal(err)
				}
				f.armed.Store(true)
				err = s.Close()
				f.armed.Store(false)
				if f.hit.Load() == nil {
					break
				}
				if err != nil && !asKnown(err) {
					t.Fatalf("%s, operation %d, %v: an error that no screen knows: %v", w.name, n, f.hit.Load(), err)
				}
				alone := now.with(now.disk).withoutCases()
				if err := reopened(alone, kNow, task{}); err != nil {
					t.Fatalf("%s, operation %d, %v: the own log alone: %v", w.name, n, f.hit.Load(), err)
				}
			}
		}
	}
}
