package storage_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// moment is the machine as it was before an operation, and what had been
// acknowledged by then.
type moment struct {
	before string
	m      *machine
	k      *kept
}

// film records every moment at which a power cut could make a difference.
type film struct {
	mu      sync.Mutex
	m       *machine
	k       *kept
	on      bool
	moments []moment
	cuts    []storagetest.Cut // beside those of storagetest.Cuts
}

func newFilm(m *machine, k *kept) *film {
	f := &film{m: m, k: k, on: true}
	m.opts.FS = storagetest.Watch(m.disk, storagetest.Watcher{Before: func(o storagetest.Op) error {
		if o.Changes() {
			f.take(fmt.Sprintf("%s %s %s", o.Call, o.Path(), o.To))
		}
		return nil
	}})
	return f
}

func (f *film) take(before string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.on {
		f.moments = append(f.moments, moment{before, f.m.with(f.m.disk.Clone()), f.k.clone()})
	}
}

func (f *film) user(s *storage.Store) *user {
	return &user{s: s, k: f.k, lock: func() func() { f.mu.Lock(); return f.mu.Unlock }}
}

// must runs the steps of a scenario in turn and takes a last picture.
func (f *film) must(t *testing.T, steps ...error) {
	t.Helper()
	for i, err := range steps {
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	f.take("the end")
}

// replay cuts the power at every moment in every way and looks at what is left.
func (f *film) replay(t *testing.T, look func(m *machine, k *kept, cut storagetest.Cut) error) {
	t.Helper()
	seen := map[string]bool{}
	cuts := storagetest.Cuts(filepath.ToSlash(filepath.Join(f.m.top, "vault")), filepath.ToSlash(filepath.Join(f.m.top, "state")), filepath.ToSlash(filepath.Join(f.m.top, "stick")))
	cuts = append(cuts, f.cuts...)
	for n, at := range f.moments {
		if by := int(apartBy()); len(f.moments) > 30 && n%by != by-1 && n < len(f.moments)-1 {
			continue
		}
		for _, cut := range cuts {
			m := at.m.with(at.m.disk.Cut(cut))
			state := fmt.Sprintf("%x %v %+v", m.print(), cut.Killed, at.k)
			if seen[state] {
				continue
			}
			seen[state] = true
			if err := look(m, at.k, cut); err != nil {
				t.Fatalf("power cut %d, %q, before: %s\n%v", n, cut.Name, at.before, err)
			}
		}
	}
	t.Logf("%d moments, %d different disks", len(f.moments), len(seen))
	if len(f.moments) < 8 {
		t.Error("hardly anything was recorded")
	}
}

// lookAt opens a vault after a power cut: everything acknowledged is there, in
// the vault and the own log together and in either alone, what was erased is
// nowhere, and the next save goes through and leaves nothing to complain of. On
// every nth disk it is made.
func lookAt(key *crypto.Identity, nth int) func(m *machine, k *kept, cut storagetest.Cut) error {
	seen, n := map[string]bool{}, 0
	return func(m *machine, k *kept, cut storagetest.Cut) error {
		if !k.init {
			return lookUnmade(m)
		}
		if err := errors.Join(k.left(m, key), missed(m, k)); err != nil {
			return err
		}
		for _, part := range []struct {
			what string
			m    *machine
		}{{"the vault alone", m.withoutLog()}, {"the own log alone", m.withoutCases()}, {"all", m}} {
			if state := fmt.Sprintf("%x %+v", part.m.print(), k); seen[state] {
				continue
			} else {
				seen[state] = true
			}
			s, err := part.m.open()
			if err != nil {
				return fmt.Errorf("%s: open: %w", part.what, err)
			}
			err = k.missing(s)
			now, next := k.clone(), false
			if n++; err == nil && part.what == "all" && n%nth == 0 {
				next, err = true, nextSave(s, now)
			}
			if err := errors.Join(err, s.Close()); err != nil {
				return fmt.Errorf("%s: %w", part.what, err)
			}
			if next && cut.Killed {
				if err := cutAgain(part.m, now); err != nil {
					return fmt.Errorf("the power goes after the next save too: %w", err)
				}
			}
		}
		return nil
	}
}

// missed says whether a device that has lost its memory notices.
func missed(m *machine, k *kept) error {
	if len(k.names) == 0 {
		return nil // it had none
	}
	m = m.with(m.disk.Clone())
	m.disk.Drop(filepath.Join(m.stateDir(), "memory"))
	s, err := m.open()
	if err == nil && !s.Info().MemoryLost {
		err = errors.New("the memory is gone, and nobody notices")
	}
	if err != nil {
		return err
	}
	return s.Close()
}

// cutAgain cuts the power once more: what was saved on top of what a broken-off
// program left may not lean on anything that was never made durable.
func cutAgain(m *machine, k *kept) error {
	lost := m.with(m.disk.Cut(storagetest.Cut{Name: "all unsynced lost"}))
	for what, part := range map[string]*machine{"the vault alone": lost.withoutLog(), "the own log alone": lost.withoutCases()} {
		s, err := part.open()
		if err == nil {
			err = errors.Join(k.missing(s), s.Close())
		}
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}

// nextSave writes one more note in every case, a draft, another case and another
// service.
func nextSave(s *storage.Store, k *kept) error {
	u := &user{s: s, k: k}
	if err := u.do(draftOf("00000000000000dd", "", "Dagen efter, halvt skrevet")); err != nil {
		return fmt.Errorf("next draft: %w", err)
	}
	ids := slices.Collect(maps.Keys(k.names))
	if err := u.do(newCaseOf(hardID(0x77), "Tove Bæk")); err != nil {
		return fmt.Errorf("next case: %w", err)
	}
	if err := u.do(serviceOf("Fundet dagen efter")); err != nil {
		return fmt.Errorf("next service: %w", err)
	}
	for _, id := range ids {
		if err := u.do(noteIn("Dagen efter.", id)); err != nil {
			return fmt.Errorf("next save: %w", err)
		}
	}
	if err := u.k.missing(s); err != nil {
		return fmt.Errorf("after the next save: %w", err)
	}
	return healthy(s)
}

// lookUnmade is for a vault whose making was broken off: it opens, or nothing
// looks like a vault and it can be made.
func lookUnmade(m *machine) error {
	s, err := m.open()
	if errors.Is(err, cases.ErrNoVault) {
		s, err = m.init()
	}
	if err != nil {
		return err
	}
	u := &user{s: s, k: newKept()}
	return errors.Join(u.do(newCaseOf(hardID(0), "Karim Farah")), u.k.missing(s), s.Close())
}

// A day with everything in it. The power goes at every operation, and whatever
// was acknowledged before is there.
func TestHardForget(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	f := newFilm(m, newKept())
	s, err := m.init()
	f.must(t, err)
	f.mu.Lock()
	f.k.init = true
	f.mu.Unlock()
	key := m.key(t)

	u := f.user(s)
	karim, ida, yusuf := hardID(1), hardID(2), hardID(3)
	f.must(t, u.all(
		newCaseOf(karim, "Karim Farah"),
		noteIn("Mødte Karim i frikvarteret.", karim),
		noteIn("Talte med hans mor om morgenerne.", karim),
		newCaseOf(ida, "Ida Lund"),
		noteIn("De to kender hinanden fra klubben.", karim, ida),
		settingOf("Kommunen"),
		deputyOf("Tove Bæk"),
		draftOf(draftA, karim, "Et halvt ord om i morgen"),
		renameOf(ida, "Ida Lundø"),
		draftOf(draftA, "", ""),
		eraseIn(karim, "Talte med hans mor om morgenerne."),
		serviceOf("Ungdomshuset Broen"),
		serviceOf("Noget privat, der røg på listen"),
		phoneOf("Ungdomshuset Broen", "70 00 10 99"),
		newCaseOf(yusuf, "Yusuf Brink"),
		eraseService("Noget privat, der røg på listen"),
		noteIn("Her skulle der ikke have stået noget.", yusuf),
		draftOf(draftB, ida, "Husk nøglen til klubben"),
		deletion(yusuf),
	), s.Close())
	f.replay(t, lookAt(key, 1))
}

// The own log is packed when it has many files; the power goes meanwhile.
func TestHardForgetPack(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	f := newFilm(m, newKept())
	f.on = false
	s, err := m.init()
	f.must(t, err)
	f.k.init = true
	u := f.user(s)
	karim := hardID(1)
	f.must(t, u.all(newCaseOf(karim, "Karim Farah"), noteIn("Dette går igen ud.", karim), eraseIn(karim, "Dette går igen ud.")))
	for n := range 61 {
		f.must(t, u.do(noteIn(fmt.Sprintf("Opkald nummer %d.", n), karim)))
	}
	f.must(t, u.do(noteIn("Det sidste opkald.", karim)))
	key := m.key(t)
	f.on = true
	f.must(t, s.Close())
	if n := len(m.under("state")); n > 10 {
		t.Errorf("%d files: nothing was packed", n)
	}
	f.replay(t, lookAt(key, 5))
}

// A vault with a passphrase, opened on a new computer after the cut: the copy of
// the key in the vault is enough.
func TestHardForgetNewComputer(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	k := newKept()
	f := newFilm(m, k)
	secret := crypto.NewSecret([]byte("seks ord som ingen andre kender"))
	m.opts.Passphrase = func() (crypto.Secret, error) { return secret, nil }
	s, _, err := storage.Init(context.Background(), storage.InitOptions{Options: m.opts, Name: "Amira Vind", Passphrase: secret, KeyInVault: true})
	f.must(t, err)
	k.init = true
	u := f.user(s)
	f.must(t, u.all(newCaseOf(hardID(1), "Karim Farah"), noteIn("Mødte Karim.", hardID(1))), s.Close())
	f.replay(t, func(m *machine, k *kept, _ storagetest.Cut) error {
		if !k.init {
			return nil // as in TestHardForget
		}
		m.disk.Drop(filepath.Join(m.top, "state"))
		m.opts.Passphrase = f.m.opts.Passphrase
		s, err := m.open()
		if err != nil {
			return err
		}
		return errors.Join(k.missing(s), s.Close())
	})
}

// Backups to a stick, one of them in place of an older one. The power goes, and
// on a new computer everything is there up to the last that was acknowledged.
func TestHardForgetBackup(t *testing.T) {
	t.Parallel()
	base, k := established(t)
	m := base.with(base.disk.Clone())
	m.disk.Put(filepath.Join(m.top, "stick", "x.txt"), nil)
	f := newFilm(m, k)
	f.on = false
	key := m.disk.Read(m.identity())
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	u := f.user(s)
	k.backups = map[string][]*kept{}
	back := func(to string) error {
		to = filepath.Join(m.top, "stick", to)
		u.change(func(k *kept) { k.backups[to] = append(slices.Clone(k.backups[to]), k.clone()) })
		// Before the first one is done, none is right too.
		if len(k.backups[to]) == 1 {
			u.change(func(k *kept) { k.backups[to] = append(k.backups[to], nil) })
		}
		_, err := s.Backup(context.Background(), to)
		u.change(func(k *kept) { k.backups[to] = []*kept{k.clone()} })
		return err
	}
	f.on = true
	f.must(t, back("a.tar"))
	f.on = false
	f.must(t, u.do(noteIn("Efter den første kopi.", karimID)))
	f.on = true
	f.must(t, back("a.tar"), back("b"))
	f.replay(t, func(m *machine, k *kept, _ storagetest.Cut) error {
		for to, right := range k.backups {
			var errs []error
			for _, want := range right {
				var err error
				if want == nil {
					err = noBackup(m, to)
				} else {
					err = restored(m, to, key, want)
				}
				if err == nil {
					errs = nil
					break
				}
				errs = append(errs, err)
			}
			if len(errs) > 0 {
				return errors.Join(errs...)
			}
		}
		return nil
	})
}

// noBackup says what looks like a backup at a place where none was finished.
func noBackup(m *machine, to string) error {
	if m.disk.Read(to) != nil {
		return fmt.Errorf("%s is there", to)
	}
	for name := range m.under(filepath.Join("stick", filepath.Base(to))) {
		if top, _, _ := strings.Cut(name, "/"); !strings.HasSuffix(top, ".tmp") {
			return fmt.Errorf("%s is in %s", name, to)
		}
	}
	return nil
}
