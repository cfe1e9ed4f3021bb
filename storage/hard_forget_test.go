package storage_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
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
func (f *film) replay(t *testing.T, look func(m *machine, k *kept) error) {
	t.Helper()
	seen := map[string]bool{}
	cuts := storagetest.Cuts(filepath.ToSlash(filepath.Join(f.m.top, "vault")), filepath.ToSlash(filepath.Join(f.m.top, "state")))
	for n, at := range f.moments {
		for _, cut := range cuts {
			m := at.m.with(at.m.disk.Cut(cut))
			state := fmt.Sprintf("%x %+v", m.print(), at.k)
			if seen[state] {
				continue
			}
			seen[state] = true
			if err := look(m, at.k); err != nil {
				t.Fatalf("power cut %d, %q, before: %s\n%v", n, cut.Name, at.before, err)
			}
		}
	}
	t.Logf("%d moments, %d different disks", len(f.moments), len(seen))
	if len(f.moments) < 20 {
		t.Error("hardly anything was recorded")
	}
}

// lookAt opens a vault after a power cut: everything acknowledged is there, in
// the vault and the own log together and in either alone, what was erased is
// nowhere, and the next save goes through and leaves nothing to complain of.
func lookAt(key *crypto.Identity) func(m *machine, k *kept) error {
	return func(m *machine, k *kept) error {
		if !k.init {
			return lookUnmade(m)
		}
		if err := k.left(m, key); err != nil {
			return err
		}
		for what, part := range map[string]*machine{"all": m.with(m.disk.Clone()), "the vault alone": m.withoutLog(), "the own log alone": m.withoutCases()} {
			s, err := part.open()
			if err != nil {
				return fmt.Errorf("%s: open: %w", what, err)
			}
			err = k.missing(s)
			if err == nil && what == "all" {
				err = nextSave(s, k)
			}
			if err := errors.Join(err, s.Close()); err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
		}
		return nil
	}
}

// nextSave writes one more note in every case.
func nextSave(s *storage.Store, k *kept) error {
	u := &user{s: s, k: k.clone()}
	for id := range k.names {
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
		newCaseOf(yusuf, "Yusuf Brink"),
		noteIn("Her skulle der ikke have stået noget.", yusuf),
		draftOf(draftB, ida, "Husk nøglen til klubben"),
		deletion(yusuf),
	), s.Close())
	f.replay(t, lookAt(key))
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
	key := m.key(t)
	f.on = true
	f.must(t, u.do(noteIn("Det sidste opkald.", karim)), s.Close())
	if n := len(m.under("state")); n > 10 {
		t.Errorf("%d files: nothing was packed", n)
	}
	f.replay(t, lookAt(key))
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
	f.replay(t, func(m *machine, k *kept) error {
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
