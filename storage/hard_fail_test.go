package storage_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"

	"brobygger/cases"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// way is one way in which a disk lets us down.
type way struct {
	name  string
	calls []storagetest.Call // that it is about
	err   error
	want  error // what a save that fails has to say, beside being one of the known errors; nil is anything
	lasts []bool
}

func ways() []way {
	reads := []storagetest.Call{storagetest.Open, storagetest.ReadDir, storagetest.Lstat, storagetest.Read, storagetest.Stat, storagetest.Close}
	makes := []storagetest.Call{storagetest.Create, storagetest.Write, storagetest.Sync, storagetest.Mkdir, storagetest.Rename, storagetest.RenameNew, storagetest.Exchange}
	moves := []storagetest.Call{storagetest.Rename, storagetest.RenameNew, storagetest.Exchange, storagetest.Remove}
	writes := []storagetest.Call{storagetest.Write}
	all := slices.Concat(makes, []storagetest.Call{storagetest.OpenRoot, storagetest.Remove, storagetest.SyncDir, storagetest.Lock})
	once, both := []bool{false}, []bool{false, true}
	return []way{
		{"no space", makes, syscall.ENOSPC, cases.ErrDiskFull, both},
		{"read error", reads, syscall.EIO, nil, once},
		{"write error", all, syscall.EIO, nil, both},
		{"write cut short", writes, storagetest.ErrShort, cases.ErrNotWritten, both},
		{"write cut short in silence", writes, storagetest.ErrLie, cases.ErrNotWritten, both},
		{"move refused", moves, fs.ErrPermission, cases.ErrNoPermission, both},
		{"exchange unknown", []storagetest.Call{storagetest.Exchange}, errors.ErrUnsupported, nil, both},
	}
}

func (w way) fits(o storagetest.Op) bool { return slices.Contains(w.calls, o.Call) }

// fault lets the nth operation fail that a way is about, and the later ones too
// where it lasts. It does nothing until it is armed.
type fault struct {
	way   way
	nth   int64
	lasts bool

	armed atomic.Bool
	seen  atomic.Int64
	hit   atomic.Value // string: the operation
}

func (f *fault) before(o storagetest.Op) error {
	if !f.armed.Load() || !f.way.fits(o) {
		return nil
	}
	n := f.seen.Add(1)
	if n < f.nth || n > f.nth && !f.lasts {
		return nil
	}
	f.hit.CompareAndSwap(nil, fmt.Sprintf("%s %s", o.Call, o.Name))
	return f.way.err
}

const (
	karimID = "000000000000000000000000000000a1"
	idaID   = "000000000000000000000000000000a2"
	yusufID = "000000000000000000000000000000a3"
	draftA  = "00000000000000d1"
	draftB  = "00000000000000d2"
)

// established is a machine with some weeks of work on it, and what of that may
// be relied on.
func established(t testing.TB) (*machine, *kept) {
	t.Helper()
	m, k := newMachine(t), newKept()
	s, err := m.init()
	if err != nil {
		t.Fatal(err)
	}
	k.init = true
	// One save, since everything that follows reads the log again and again.
	made := func(id, name string, notes ...string) cases.Write {
		ch, _ := newCaseOf(id, name).change(s, id)
		w := cases.Write{Case: id, Changes: []cases.Change{ch}}
		for _, n := range notes {
			w.Changes = append(w.Changes, contact(nil, n))
		}
		k.names[id], k.notes[id] = []string{name}, notes
		return w
	}
	u := &user{s: s, k: k}
	_, err = s.Save(context.Background(),
		made(karimID, "Karim Farah", "Mødte Karim i frikvarteret.", "De to kender hinanden.", "Det her må ikke stå her."),
		made(idaID, "Ida Lund", "De to kender hinanden."))
	dir, dirErr := s.Directory(context.Background())
	var listed []cases.Change
	for _, name := range []string{"Ungdomshuset Broen", "Noget privat, der røg på listen"} {
		ch, err := serviceOf(name).listed(s, dir)
		dirErr = errors.Join(dirErr, err)
		listed, k.phones[name] = append(listed, ch), []string{""}
	}
	if dirErr == nil {
		_, dirErr = s.SaveDirectory(context.Background(), listed...)
	}
	err = errors.Join(err, dirErr, u.do(draftOf(draftA, karimID, "En halv sætning")), u.do(settingOf("Kommunen")), s.Close())
	if err != nil {
		t.Fatal(err)
	}
	return m, k
}

// task is something that a user does, and may do again when it failed. whole
// says whether all of it or nothing of it is there.
type task struct {
	name  string
	do    func(u *user) error
	whole func(s *storage.Store) error
	// refused says what of it is there that was refused; nil where doing it twice
	// comes to the same.
	refused func(s *storage.Store) error
}

func tasks() []task {
	ctx := context.Background()
	return []task{
		{"a note in two cases", func(u *user) error { return u.do(noteIn("Talte med dem begge.", karimID, idaID)) }, func(s *storage.Store) error {
			a, errA := s.Case(ctx, karimID)
			b, errB := s.Case(ctx, idaID)
			if err := errors.Join(errA, errB); err != nil {
				return err
			}
			if x, y := count(a, "Talte med dem begge."), count(b, "Talte med dem begge."); x != y {
				return fmt.Errorf("%d times in one case and %d in the other", x, y)
			}
			return nil
		}, func(s *storage.Store) error {
			c, err := s.Case(ctx, karimID)
			if err == nil && count(c, "Talte med dem begge.") > 0 {
				err = errors.New("it is there")
			}
			return err
		}},
		{"a new case", func(u *user) error { return u.do(newCaseOf(yusufID, "Yusuf Brink")) }, func(s *storage.Store) error {
			if c, err := s.Case(ctx, yusufID); !errors.Is(err, cases.ErrNotFound) && (err != nil || c.Person.Name != "Yusuf Brink") {
				return fmt.Errorf("half a case: %w", err)
			}
			return nil
		}, nil},
		{"another name", func(u *user) error {
			err := u.do(renameOf(idaID, "Ida Lundø"))
			if errors.Is(err, cases.ErrNothingToDo) {
				return nil
			}
			return err
		}, nil, nil},
		{"an erase", func(u *user) error {
			err := u.do(eraseIn(karimID, "Det her må ikke stå her."))
			if errors.Is(err, errNoNote) {
				return nil // it was erased the first time
			}
			return err
		}, nil, nil},
		{"a deletion", func(u *user) error {
			err := u.do(deletion(idaID))
			if errors.Is(err, cases.ErrDeleted) {
				return nil
			}
			return err
		}, nil, nil},
		{"a new service", func(u *user) error { return u.do(serviceOf("Nattens Fodbold")) }, nil, func(s *storage.Store) error {
			dir, err := s.Directory(ctx)
			if err == nil && len(servicesOf(dir, "Nattens Fodbold")) > 0 {
				err = errors.New("it is there")
			}
			return err
		}},
		{"a service's telephone", func(u *user) error {
			err := u.do(phoneOf("Ungdomshuset Broen", "70 00 10 99"))
			if errors.Is(err, cases.ErrNothingToDo) {
				return nil
			}
			return err
		}, nil, nil},
		{"an erased service", func(u *user) error {
			err := u.do(eraseService("Noget privat, der røg på listen"))
			if errors.Is(err, errNoNote) {
				return nil
			}
			return err
		}, nil, nil},
		{"a draft", func(u *user) error { return u.do(draftOf(draftA, karimID, "En halv sætning mere")) }, nil, nil},
		{"a new draft", func(u *user) error { return u.do(draftOf(draftB, idaID, "Noget om Ida")) }, nil, nil},
		{"dropping a draft", func(u *user) error { return u.do(draftOf(draftA, "", "")) }, nil, nil},
		{"a setting", func(u *user) error { return u.do(settingOf("Jobcentret")) }, nil, nil},
		{"a stedfortræder", func(u *user) error { return u.do(deputyOf("Tove Bæk")) }, nil, nil},
		{"the end of a session", func(u *user) error { return u.s.Close() }, nil, nil},
	}
}

// Every operation of everything that writes fails in every way, once and from
// then on. What was acknowledged is whole, what failed is there as a whole or
// not at all, the error is one that the screens know, and the same thing done
// again on a healthy disk succeeds.
func TestHardFail(t *testing.T) {
	t.Parallel()
	base, k := established(t)
	for _, tk := range tasks() {
		for _, w := range ways() {
			t.Run(tk.name+"/"+w.name, func(t *testing.T) {
				t.Parallel()
				for _, lasts := range w.lasts {
					for n := int64(1); ; n += apartBy() {
						f := &fault{way: w, nth: n, lasts: lasts}
						hit, err := tryTask(base, k.clone(), tk, f)
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

func tryTask(base *machine, k *kept, tk task, f *fault) (hit bool, err error) {
	m := base.with(base.disk.Clone()).watched(storagetest.Watcher{Before: f.before})
	s, err := m.open()
	if err != nil {
		return false, err
	}
	u := &user{s: s, k: k}
	f.armed.Store(true)
	failed := tk.do(u)
	f.armed.Store(false)
	if f.hit.Load() == nil {
		return false, errors.Join(failed, s.Close())
	}
	switch {
	case failed != nil && !asKnown(failed):
		return true, fmt.Errorf("an error that no screen knows: %w", failed)
	case failed != nil && f.way.want != nil && !errors.Is(failed, f.way.want):
		return true, fmt.Errorf("not %v: %w", f.way.want, failed)
	}
	wrap := func(when string, err error) error {
		if err != nil {
			return fmt.Errorf("%s (the error was %v):\n%w", when, failed, err)
		}
		return nil
	}
	// What is there if the machine goes down now: nothing is worse than what it
	// said before.
	killed, lost := base.with(m.disk.Clone()), base.with(m.disk.Cut(storagetest.Cut{Name: "all unsynced lost"}))
	if err := wrap("after a power cut", reopened(lost, k, tk)); err != nil {
		return true, err
	}
	if lost.print() != killed.print() {
		if err := wrap("after the program was killed", reopened(killed, k, tk)); err != nil {
			return true, err
		}
	}
	if tk.name == "the end of a session" {
		return true, nil
	}
	if err := wrap("in the same session", wholly(s, k, tk)); err != nil {
		return true, err
	}
	if failed != nil && !f.lasts && tk.refused != nil {
		// One fault alone does not keep the save from being taken back, so that
		// doing it again does not do it twice.
		if err := wrap("after it was refused", tk.refused(s)); err != nil {
			return true, err
		}
	}
	if failed != nil {
		k.twice = f.lasts || tk.refused == nil
		if err := tk.do(u); err != nil {
			return true, wrap("tried again", err)
		}
	}
	if err := errors.Join(wholly(s, k, tk), s.Close()); err != nil {
		return true, wrap("after it was tried again", err)
	}
	s, err = m.open()
	if err != nil {
		return true, wrap("opened after it was tried again", err)
	}
	return true, wrap("opened after it was tried again", errors.Join(wholly(s, k, tk), nextSave(s, k), s.Close()))
}

func wholly(s *storage.Store, k *kept, tk task) error {
	err := k.missing(s)
	if tk.whole != nil {
		err = errors.Join(err, tk.whole(s))
	}
	return err
}

func reopened(m *machine, k *kept, tk task) error {
	s, err := m.open()
	if err != nil {
		return err
	}
	return errors.Join(wholly(s, k, tk), s.Close())
}

// Opening fails at every operation: it says why in words that the screens know,
// and the vault is as it was.
func TestHardFailOpen(t *testing.T) {
	t.Parallel()
	base, k := established(t)
	s, err := base.with(base.disk.Clone()).open()
	if err != nil {
		t.Fatal(err)
	}
	device := s.Info().Device
	for _, w := range ways() {
		for _, lasts := range w.lasts {
			for n := int64(1); ; n += apartBy() {
				f := &fault{way: w, nth: n, lasts: lasts}
				f.armed.Store(true)
				m := base.with(base.disk.Clone()).watched(storagetest.Watcher{Before: f.before})
				s, err := m.open()
				if err == nil {
					_, err = s.Rows(context.Background(), today())
				}
				if err == nil {
					_, err = s.Case(context.Background(), karimID)
				}
				if err == nil {
					_, err = s.Directory(context.Background())
				}
				if err != nil && !asKnown(err) {
					t.Fatalf("%s, operation %d, %v: an error that no screen knows: %v", w.name, n, f.hit.Load(), err)
				}
				if s != nil {
					_ = s.Close()
				}
				if f.hit.Load() == nil {
					break
				}
				f.armed.Store(false)
				same := task{whole: func(s *storage.Store) error {
					if in := s.Info(); in.Device != device || in.MemoryLost {
						return fmt.Errorf("the memory counts as lost: %+v", in)
					}
					return nil
				}}
				if err := reopened(m.with(m.disk), k, same); err != nil {
					t.Fatalf("%s, operation %d, %v: %v", w.name, n, f.hit.Load(), err)
				}
			}
		}
	}
}
