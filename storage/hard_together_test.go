package storage_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/storage"
)

// noLocks is a network drive on which locks do nothing: each holds the vault's
// at once.
func noLocks(f storage.FS, vault string) storage.FS { return lockless{f, vault} }

type lockless struct {
	storage.FS
	vault string
}

type locklessRoot struct{ storage.Root }

func (l lockless) OpenRoot(dir string, create bool) (storage.Root, error) {
	r, err := l.FS.OpenRoot(dir, create)
	if err == nil && dir == l.vault {
		r = locklessRoot{r}
	}
	return r, err
}

func (locklessRoot) Lock(string, time.Duration) (func(), error) { return func() {}, nil }

// Several processes save in the same and in other cases at once: in windows on
// one computer, on several computers, and on several where locks do nothing.
// Nothing is lost, in one file, and what each wrote in the same field is there
// for a person to choose from.
func TestHardTogether(t *testing.T) {
	t.Parallel()
	for _, n := range []int{2, 5} {
		for _, where := range []string{"one computer", "several", "several without locks"} {
			t.Run(fmt.Sprintf("%d on %s", n, where), func(t *testing.T) {
				t.Parallel()
				v := newVictim(t)
				s, err := storage.Open(context.Background(), v.opts)
				if err != nil {
					t.Fatal(err)
				}
				if err := errors.Join((&user{s: s, k: v.k}).all(newCaseOf(idaID, "Ida Lund"), serviceOf(sharedService)), s.Close()); err != nil {
					t.Fatal(err)
				}
				processes := make([]*process, n)
				for i := range processes {
					h := helper{Task: "together", Dir: v.opts.Dir, DeviceRoot: v.opts.DeviceRoot, CacheRoot: v.opts.CacheRoot,
						Number: i, Count: 9, NoLock: where == "several without locks"}
					if where != "one computer" {
						h.DeviceRoot = filepath.Join(v.opts.Dir, "..", fmt.Sprintf("state %d", i))
						h.Identity = s.Info().Identity
					}
					if processes[i], err = h.start(); err != nil {
						t.Fatal(err)
					}
					if told, ok := processes[i].next(); !ok || told.Phase != "ready" {
						t.Fatalf("helper: %s", processes[i].err.b)
					}
				}
				var names, phones []string
				for i, p := range processes {
					names, phones = append(names, fmt.Sprintf("Navn %d", i)), append(phones, fmt.Sprintf("Nummer %d", i))
					if _, err := io.WriteString(p.in, "go\n"); err != nil {
						t.Fatal(err)
					}
				}
				drafts := v.k.drafts
				for _, p := range processes {
					for told, ok := p.next(); ok; told, ok = p.next() {
						told.Deed.done(v.k)
					}
					if err := p.cmd.Wait(); err != nil {
						t.Fatalf("helper: %v: %s", err, p.err.b)
					}
				}
				if where != "one computer" {
					clear(drafts) // each computer has its own
				}
				v.k.names[karimID] = names
				o := v.opts
				if where != "one computer" {
					o.DeviceRoot, o.Identity = filepath.Join(v.opts.Dir, "..", "state of nobody"), s.Info().Identity
				}
				s, err = storage.Open(context.Background(), o)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				c := mustCase(t, s, karimID)
				if got := namesOf(c); !slices.Equal(got, names) {
					t.Errorf("the names to choose from are %q, want %q", got, names)
				}
				if len(c.State.Forks) > 0 {
					t.Errorf("numbers were given twice or left out: %+v", c.State.Forks)
				}
				if got := phonesOf(t, s, sharedService); !slices.Equal(got, phones) {
					t.Errorf("the telephone numbers to choose from are %q, want %q", got, phones)
				}
				v.k.phones[sharedService] = phones
				settlePhone(t, s, v.k)
				if err := v.k.missingBut(s, karimID); err != nil {
					t.Error(err)
				}
				if err := healthy(s); err != nil {
					t.Error(err)
				}
				if err := v.oneFileEach(o); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// phonesOf are the numbers of a service that a person has to choose between, or
// the one, sorted.
func phonesOf(t *testing.T, s *storage.Store, service string) []string {
	t.Helper()
	dir := mustDirectory(t, s)
	of := servicesOf(dir, service)
	if len(of) != 1 || len(dir.State.Forks) > 0 {
		t.Fatalf("%q is there %d times; forks %+v", service, len(of), dir.State.Forks)
	}
	var have []string
	for _, x := range dir.Conflicts {
		for _, v := range x.Values {
			if x.Entity == of[0].ID && x.Field == "phone" {
				have = append(have, strings.Trim(string(v.Raw), `"`))
			}
		}
	}
	if len(have) == 0 {
		return []string{of[0].Phone}
	}
	slices.Sort(have)
	return have
}

// settlePhone is a person's choice between them.
func settlePhone(t *testing.T, s *storage.Store, k *kept) {
	t.Helper()
	dir := mustDirectory(t, s)
	ch, err := dir.Resolve(servicesOf(dir, sharedService)[0].ID, "phone", "70 00 10 00", "ringet op")
	if err == nil {
		_, err = s.SaveDirectory(context.Background(), ch)
	}
	if err != nil {
		t.Fatal(err)
	}
	k.phones[sharedService] = []string{"70 00 10 00"}
}

// oneFileEach says whether each case comes to be one file. Where locks do nothing
// and many are at it, some leave temporary files, which a save removes when they
// are old.
func (v *victim) oneFileEach(o storage.Options) error {
	o.Now = func() time.Time { return time.Now().Add(time.Hour) }
	s, err := storage.Open(context.Background(), o)
	if err != nil {
		return err
	}
	u := &user{s: s, k: newKept()}
	for id := range v.k.names {
		err = errors.Join(err, u.do(noteIn("En time senere.", id)))
	}
	err = errors.Join(err, u.do(serviceOf("En time senere")))
	lists, listErr := readTree(filepath.Join(v.opts.Dir, "lists"))
	if len(lists) != 1 {
		err = errors.Join(err, listErr, fmt.Errorf("%d files of one list", len(lists)))
	}
	files, treeErr := readTree(filepath.Join(v.opts.Dir, "cases"))
	if len(files) != len(v.k.names) {
		err = errors.Join(err, fmt.Errorf("%d files of %d cases", len(files), len(v.k.names)))
	}
	return errors.Join(err, treeErr, s.Close())
}

// missingBut is missing where one case has a conflict that is meant to be there.
func (k *kept) missingBut(s *storage.Store, conflict string) error {
	c, err := s.Case(context.Background(), conflict)
	if err != nil {
		return err
	}
	var errs []error
	for _, text := range k.notes[conflict] {
		if n := count(c, text); n != 1 {
			errs = append(errs, fmt.Errorf("%d times %q in %s", n, text, texts(c)))
		}
	}
	rest := k.clone()
	delete(rest.names, conflict)
	return errors.Join(append(errs, rest.missing(s))...)
}
