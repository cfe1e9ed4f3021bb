package storage_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// twoWindows opens the vault of an established machine twice on one device.
func twoWindows(t *testing.T, one, two *machine) (a, b *storage.Store) {
	t.Helper()
	a, err := one.open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	if b, err = two.open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return a, b
}

// bothThere says what of the two windows' notes a third does not show, and
// whether numbers were given twice.
func bothThere(t *testing.T, m *machine, notes ...string) {
	t.Helper()
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := mustCase(t, s, karimID)
	for _, n := range notes {
		if count(c, n) != 1 {
			t.Errorf("%d times %q in %q", count(c, n), n, texts(c))
		}
	}
	if len(c.State.Forks) > 0 {
		t.Errorf("numbers were given twice or left out: %+v", c.State.Forks)
	}
}

// What one window has saved stands in the own log of the device, whatever a
// sync program does to the case file: the other window numbers on from there.
func TestHardWindowsSeeTheLog(t *testing.T) {
	t.Parallel()
	m, _ := established(t)
	before := m.disk.Read(m.caseFile(karimID))
	a, b := twoWindows(t, m, m)
	if err := noteIn("Fra det ene vindue.", karimID).do(a); err != nil {
		t.Fatal(err)
	}
	m.disk.Put(m.caseFile(karimID), before)
	if err := noteIn("Fra det andet vindue.", karimID).do(b); err != nil {
		t.Fatal(err)
	}
	bothThere(t, m, "Fra det ene vindue.", "Fra det andet vindue.")
}

// One window is in the middle of a save when another saves, on a drive where the
// vault's own lock does nothing: the device's keeps them apart.
func TestHardWindowsTakeTurns(t *testing.T) {
	t.Parallel()
	m, _ := established(t)
	inside, onward := make(chan struct{}), make(chan struct{})
	slow := m.watched(storagetest.Watcher{Before: func(o storagetest.Op) error {
		if o.Call == storagetest.RenameNew && o.Dir != m.opts.Dir {
			select {
			case <-inside:
			default:
				close(inside)
				<-onward // its number is given, and nobody can read it yet
			}
		}
		return nil
	}})
	slow.opts.FS = noLocks(slow.opts.FS, m.opts.Dir)
	quick := m.with(m.disk)
	asked := make(chan string, 64)
	quick.opts.FS = waiting{noLocks(m.disk, m.opts.Dir), asked}
	a, b := twoWindows(t, slow, quick)
	for len(asked) > 0 {
		<-asked // what opening took
	}
	save := func(s *storage.Store, text string) chan error {
		done := make(chan error, 1)
		go func() {
			_, err := s.Save(context.Background(), cases.Write{Case: karimID, Changes: []cases.Change{contact(nil, text)}})
			done <- err
		}()
		return done
	}
	first := save(a, "Fra det ene vindue.")
	<-inside
	second := save(b, "Fra det andet vindue.")
	var errs []error
	select {
	case <-asked: // it waits for the first
		close(onward)
		errs = append(errs, <-second)
	case err := <-second: // it did not ask
		close(onward)
		errs = append(errs, err)
	}
	if errs = append(errs, <-first); slices.ContainsFunc(errs, func(err error) bool { return err != nil }) {
		t.Fatal(errs)
	}
	bothThere(t, m, "Fra det ene vindue.", "Fra det andet vindue.")
}

// waiting tells of every lock that is asked for, before it is given.
type waiting struct {
	storage.FS
	asked chan string
}

type waitingRoot struct {
	storage.Root
	asked chan string
}

func (w waiting) OpenRoot(dir string, create bool) (storage.Root, error) {
	r, err := w.FS.OpenRoot(dir, create)
	if err == nil {
		r = waitingRoot{r, w.asked}
	}
	return r, err
}

func (w waitingRoot) Lock(name string, wait time.Duration) (func(), error) {
	w.asked <- name
	return w.Root.Lock(name, wait)
}
