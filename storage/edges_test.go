package storage_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
)

// A key file that is there is used, keeps its keys, and learns its vault; one
// that belongs to another vault is refused.
func TestInitWithKeyFile(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	w.passphrase = "seks ord der står i en række"
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := crypto.SealIdentity(id, crypto.NormalizePassphrase(w.passphrase), 4)
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(w.dir, "min nøgle")
	writeAll(t, key, sealed)
	o := storage.InitOptions{Options: w.options(), Name: "Amira Vind", Passphrase: crypto.NormalizePassphrase(w.passphrase), KeyInVault: true}
	o.Identity = key
	s, res, err := storage.Init(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if res.IdentityPath != key || res.Fingerprint != crypto.Fingerprint(id.Recipient(), id.VerifyKey()) {
		t.Errorf("%+v", res)
	}
	if recipient, verify := s.Keys(); recipient != id.Recipient() || verify != id.VerifyKey() {
		t.Error("other keys")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := w.options()
	again.Identity = key
	if s, err = storage.Open(ctx, again); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	o.Dir = filepath.Join(w.dir, "second")
	if _, _, err := storage.Init(ctx, o); !errors.Is(err, storage.ErrExists) {
		t.Errorf("a second vault for one key: %v", err)
	}
	if _, err := storage.Peek(o.Dir); !errors.Is(err, cases.ErrNoVault) {
		t.Errorf("and it left %v", err)
	}
}

// A backup that fails leaves no half of one, and an older one stays.
func TestBackupThatFails(t *testing.T) {
	ctx := context.Background()
	for _, target := range []string{"stick", "stick.tar"} {
		w := newWorld(t)
		h := &harsh{FS: storage.OS()}
		w.opts.FS = h
		s := w.initialise()
		newCase(t, s, "Karim Farah")
		to := filepath.Join(w.dir, target)
		if _, err := s.Backup(ctx, to); err != nil {
			t.Fatal(err)
		}
		full := errors.New("stick is full")
		n := 0
		h.mu.Lock()
		h.fail = func(op, name string) error {
			if n++; op == "create" && (target == "stick" && n > 3 || target != "stick") {
				return full
			}
			return nil
		}
		h.mu.Unlock()
		if _, err := s.Backup(ctx, to); !errors.Is(err, full) || !errors.Is(err, cases.ErrNotWritten) {
			t.Errorf("%s: %v", target, err)
		}
		h.mu.Lock()
		h.fail = nil
		h.mu.Unlock()
		left, err := filepath.Glob(filepath.Join(w.dir, "stick*", "*"))
		if err != nil || target == "stick" && len(left) != 1 {
			t.Errorf("%s: left %v, %v", target, left, err)
		}
		if _, err := s.Restore(ctx, to); err != nil {
			t.Errorf("%s: the older one: %v", target, err)
		}
	}
}

// A restore into an empty folder is broken off after some files, and begun
// again; it also brings back a case that is not ours to open.
func TestRestoreBegunAgain(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	stranger, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	sealed, _, err := crypto.Seal([]byte("andres sag"), []crypto.Recipient{stranger.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	theirs := strings.Repeat("a7", 16)
	if err := os.MkdirAll(filepath.Dir(w.caseFile(theirs, "0")), 0o700); err != nil {
		t.Fatal(err)
	}
	writeAll(t, w.caseFile(theirs, "0"), sealed)
	stick := filepath.Join(w.dir, "stick.tar")
	if _, err := s.Backup(ctx, stick); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// What the broken-off restore left: one file whole, one that differs.
	if err := os.Remove(filepath.Join(w.opts.Dir, "brobygger.json")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(w.caseFile(theirs, "0")); err != nil {
		t.Fatal(err)
	}
	writeAll(t, w.caseFile(id, "0"), []byte("noget andet"))
	s, _, err = storage.RestoreVault(ctx, w.options(), stick)
	if err != nil {
		t.Fatal(err)
	}
	if mustCase(t, s, id).Person.Name != "Karim Farah" || !bytes.Equal(readAll(t, w.caseFile(theirs, "0")), sealed) {
		t.Error("not all is back")
	}
	if string(readAll(t, w.caseFile(id, "0"))) != "noget andet" {
		t.Error("what was there was overwritten")
	}
	// The same, merged into the living vault.
	if err := os.Remove(w.caseFile(theirs, "0")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(ctx, stick); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(readAll(t, w.caseFile(theirs, "0")), sealed) {
		t.Error("the case of others is not back")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := storage.RestoreVault(ctx, w.options(), stick); !errors.Is(err, storage.ErrExists) {
		t.Errorf("over a living vault: %v", err)
	}
}

// The device's own file of facts is damaged: it keeps its bytes under another
// name, and the device goes on with a new id.
func TestDamagedMemory(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	before := s.Info().Device
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(w.opts.DeviceRoot, w.res.VaultID, "memory")
	writeAll(t, filepath.Join(dir, "state.age"), []byte("støj"))
	s = w.open()
	save(t, s, id, contact(mustCase(t, s, id), "note"))
	in := s.Info()
	if in.Device == before || !in.MemoryLost {
		t.Errorf("%+v", in)
	}
	aside, err := filepath.Glob(filepath.Join(dir, "aside-*"))
	if err != nil || len(aside) != 1 || string(readAll(t, aside[0])) != "støj" {
		t.Errorf("%v, %v", aside, err)
	}
	if c := mustCase(t, s, id); len(c.Contacts) != 1 {
		t.Error("the note is gone")
	}
	if r, err := s.Check(context.Background(), cases.CheckOptions{}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
}

// What was learned to be sealed to others is not tried again by the next
// session, and a file that lies where no reader looks is named.
func TestForeignAndStray(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	stranger, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	sealed, _, err := crypto.Seal([]byte("andres sag"), []crypto.Recipient{stranger.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	theirs := strings.Repeat("a7", 16)
	if err := os.MkdirAll(filepath.Dir(w.caseFile(theirs, "0")), 0o700); err != nil {
		t.Fatal(err)
	}
	writeAll(t, w.caseFile(theirs, "0"), sealed)
	newCase(t, s, "Karim Farah")
	if _, err := s.Rows(ctx, today()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	writeAll(t, filepath.Join(w.opts.Dir, "cases", "a7", "b"+theirs[1:]+"-0.age"), sealed)
	writeAll(t, filepath.Join(w.opts.Dir, "keys-0011223344556677.tmp"), []byte("halv"))
	r, err := s.Check(ctx, cases.CheckOptions{})
	if err != nil || r.NotForMe != 1 || len(r.Damaged) != 1 || r.Damaged[0].What != "wrong-place" || len(r.TempFiles) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A write that an erase had not seen is erased too, by the next save.
func TestEraseOfWhatWasNotSeen(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	save(t, s, id, contact(mustCase(t, s, id), "Den første ordlyd"))
	o := w.otherDevice().open()
	theirs := mustCase(t, o, id)
	c := mustCase(t, s, id)
	ch, err := c.Erase(c.Contacts[0].ID, cases.EraseOrdered, cases.Author{Roles: s.Me().Roles}, nil)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, id, ch)
	edit, err := theirs.Set(cases.EntryContactSet, theirs.Contacts[0].ID, cases.Fields{"text": "Den anden ordlyd"})
	if err != nil {
		t.Fatal(err)
	}
	save(t, o, id, edit) // the form was open while the other erased
	if got := texts(mustCase(t, s, id)); strings.Contains(got, "ordlyd") {
		t.Errorf("shown: %q", got)
	}
	save(t, o, id, contact(mustCase(t, o, id), "noget nyt"))
	if left := w.bodiesLeft("ordlyd"); len(left) > 0 {
		t.Errorf("it still stands in %v", left)
	}
	if r, err := s.Check(context.Background(), cases.CheckOptions{}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
}
