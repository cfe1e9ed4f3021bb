package storage_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/crypto"
)

// caseFile is the path of a case's part.
func (w *world) caseFile(id string, part string) string {
	return filepath.Join(w.opts.Dir, "cases", id[:2], id+"-"+part+".age")
}

func readAll(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeAll(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A damaged file is left as it is, the case is shown from what this device
// knows, the next note goes beside it, and check names it until it is moved
// aside.
func TestDamagedFile(t *testing.T) {
	ctx := context.Background()
	for name, harm := range map[string]func(b []byte) []byte{
		"cut off":      func(b []byte) []byte { return b[:len(b)/2] },
		"one bit":      func(b []byte) []byte { b[len(b)-100] ^= 1; return b },
		"header bit":   func(b []byte) []byte { b[bytes.LastIndex(b[:4500], []byte("\n---"))+6] ^= 4; return b },
		"random bytes": func(b []byte) []byte { return bytes.Repeat([]byte("støj!"), 1000) },
		"emptied":      func(b []byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.initialise()
			id := newCase(t, s, "Karim Farah")
			save(t, s, id, contact(mustCase(t, s, id), "Før skaden"))
			file := w.caseFile(id, "0")
			bad := harm(readAll(t, file))
			writeAll(t, file, bad)

			if got := texts(mustCase(t, s, id)); got != "Før skaden" {
				t.Errorf("the view lost %q", got)
			}
			save(t, s, id, contact(mustCase(t, s, id), "Efter skaden"))
			if !bytes.Equal(readAll(t, file), bad) {
				t.Error("the damaged file was changed")
			}
			if _, err := os.Stat(w.caseFile(id, "1")); err != nil {
				t.Error("the note did not go beside it")
			}
			rows, err := s.Rows(ctx, today())
			if err != nil || len(rows) != 1 || !rows[0].SetAside || rows[0].Title != "Karim F." {
				t.Errorf("%+v, %v", rows, err)
			}
			r, err := s.Check(ctx, cases.CheckOptions{})
			if err != nil || r.OK || len(r.Damaged) != 1 || r.Damaged[0].File != "cases/"+id[:2]+"/"+id+"-0.age" {
				t.Errorf("check: %+v, %v", r, err)
			}
			if r, err = s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil || !r.OK {
				t.Errorf("repair: %+v, %v", r, err)
			}
			aside, err := filepath.Glob(filepath.Join(w.opts.Dir, "aside", "*"))
			if err != nil || len(aside) != 1 || !bytes.Equal(readAll(t, aside[0]), bad) {
				t.Errorf("set aside: %v, %v", aside, err)
			}
			if got := texts(mustCase(t, s, id)); !strings.Contains(got, "Før skaden") || !strings.Contains(got, "Efter skaden") {
				t.Errorf("contacts %q", got)
			}
		})
	}
}

// Two valid case files that have changed places are seen for what they are.
func TestSwappedFiles(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	a, b := newCase(t, s, "Karim Farah"), newCase(t, s, "Ida Lund")
	one, two := readAll(t, w.caseFile(a, "0")), readAll(t, w.caseFile(b, "0"))
	writeAll(t, w.caseFile(a, "0"), two)
	writeAll(t, w.caseFile(b, "0"), one)
	if c := mustCase(t, s, a); c.Person.Name != "Karim Farah" {
		t.Errorf("case a is now about %q", c.Person.Name)
	}
	r, err := s.Check(context.Background(), cases.CheckOptions{})
	if err != nil || len(r.Damaged) != 2 || r.Damaged[0].What != "wrong-place" {
		t.Errorf("%+v, %v", r, err)
	}
}

// A sealed file that lies where no reader looks is named; a repair sets it aside,
// says where it lies now, and the vault is in order again.
func TestStrayFiles(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	sealed := readAll(t, w.caseFile(id, "0"))
	strays := []string{"cases/" + id[:2] + "/kopi.age", "cases/" + id + "-0.age", "cases/Gammelt/noget.age"}
	if err := os.MkdirAll(filepath.Join(w.opts.Dir, "cases", "Gammelt"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range strays {
		writeAll(t, filepath.Join(w.opts.Dir, name), sealed)
	}
	folder := "cases/mappe.age"
	if err := os.Mkdir(filepath.Join(w.opts.Dir, folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Check(ctx, cases.CheckOptions{}); err != nil || r.OK || len(r.Damaged) != 3 || len(r.SetAside)+len(r.Aside) > 0 {
		t.Errorf("check: %+v, %v", r, err)
	}
	r, err := s.Check(ctx, cases.CheckOptions{Repair: true})
	if err != nil || !r.OK || len(r.SetAside) != 3 || len(r.Aside) != 3 {
		t.Fatalf("repair: %+v, %v", r, err)
	}
	for _, m := range r.SetAside {
		if !slices.Contains(strays, m.From) || !slices.Contains(r.Aside, m.To) {
			t.Errorf("%+v", m)
		}
		if _, err := os.Stat(filepath.Join(w.opts.Dir, m.From)); !os.IsNotExist(err) {
			t.Errorf("%s still lies there: %v", m.From, err)
		}
		if !bytes.Equal(readAll(t, filepath.Join(w.opts.Dir, m.To)), sealed) {
			t.Errorf("%s is not what %s was", m.To, m.From)
		}
	}
	if r, err := s.Check(ctx, cases.CheckOptions{}); err != nil || !r.OK || len(r.Aside) != 3 || len(r.SetAside) > 0 {
		t.Errorf("afterwards: %+v, %v", r, err)
	}
}

// A file that an older version has been put back over: the note that it lacks
// is still shown, and the next save writes it again.
func TestRolledBackFile(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	old := readAll(t, w.caseFile(id, "0"))
	save(t, s, id, contact(mustCase(t, s, id), "Første"))
	writeAll(t, w.caseFile(id, "0"), old)
	if got := texts(mustCase(t, s, id)); got != "Første" {
		t.Errorf("shown: %q", got)
	}
	save(t, s, id, contact(mustCase(t, s, id), "Anden"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w.forgetDevice()
	s = w.open()
	if got := texts(mustCase(t, s, id)); !strings.Contains(got, "Første") || !strings.Contains(got, "Anden") {
		t.Errorf("the file alone says %q", got)
	}
}

// forgetDevice makes the machine a new computer with the same key.
func (w *world) forgetDevice() {
	w.t.Helper()
	dir := filepath.Join(w.opts.DeviceRoot, w.res.VaultID)
	for _, name := range []string{"memory", "in-use"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			w.t.Fatal(err)
		}
	}
}

// What this device has seen and no file has any more is missed, also when its
// writer was somebody else.
func TestRollbackOfOthersIsSeen(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	old := readAll(t, w.caseFile(id, "0"))

	other := w.otherDevice()
	o := other.open()
	save(t, o, id, contact(mustCase(t, o, id), "Skrevet på den anden"))
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	if _, err := s.Rows(ctx, today()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	for what, harm := range map[string]func(){
		"set back": func() { writeAll(t, w.caseFile(id, "0"), old) },
		"gone": func() {
			if err := os.Remove(w.caseFile(id, "0")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		harm()
		s = w.open()
		r, err := s.Check(ctx, cases.CheckOptions{})
		if err != nil || r.OK || len(r.Incomplete) == 0 || r.Incomplete[0].What != "lost" {
			t.Errorf("%s: %+v, %v", what, r, err)
		}
	}
}

// otherDevice is a second computer of the same person with the same vault.
func (w *world) otherDevice() *world {
	w.t.Helper()
	o := *w
	o.opts.DeviceRoot = w.t.TempDir()
	dir := filepath.Join(o.opts.DeviceRoot, w.res.VaultID)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		w.t.Fatal(err)
	}
	writeAll(w.t, filepath.Join(dir, "identity"), readAll(w.t, filepath.Join(w.opts.DeviceRoot, w.res.VaultID, "identity")))
	return &o
}

// A sync program has left copies beside the file: all are read, the next save
// merges them, and what is wholly contained goes.
func TestConflictedCopies(t *testing.T) {
	for _, name := range []string{"-0 (conflicted copy 2026-12-07).age", "-0.sync-conflict-20261207-084100-ABCDEFG.age", "-0-LAPTOP.age", "-0 2.age"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.initialise()
			id := newCase(t, s, "Karim Farah")
			base := readAll(t, w.caseFile(id, "0"))
			other := w.otherDevice()
			o := other.open()
			save(t, o, id, contact(mustCase(t, o, id), "På den anden"))
			theirs := readAll(t, w.caseFile(id, "0"))
			writeAll(t, w.caseFile(id, "0"), base)
			save(t, s, id, contact(mustCase(t, s, id), "På den ene"))
			copyName := filepath.Join(filepath.Dir(w.caseFile(id, "0")), id+name)
			writeAll(t, copyName, theirs)

			if got := texts(mustCase(t, s, id)); !strings.Contains(got, "den ene") || !strings.Contains(got, "den anden") {
				t.Errorf("shown: %q", got)
			}
			save(t, s, id, contact(mustCase(t, s, id), "Og begge"))
			if _, err := os.Stat(copyName); err == nil {
				t.Error("the copy is still there")
			}
			if r, err := s.Check(context.Background(), cases.CheckOptions{Deep: true}); err != nil || !r.OK {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
}

// Two devices change one field apart from each other: both versions stand until
// somebody chooses.
func TestTwoVersions(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	o := w.otherDevice().open()
	seen, theirs := mustCase(t, s, id), mustCase(t, o, id)
	set := func(c *cases.Case, name string) cases.Change {
		ch, err := c.Set(cases.EntryCaseSet, c.Root, cases.Fields{"name": name})
		if err != nil {
			t.Fatal(err)
		}
		return ch
	}
	save(t, s, id, set(seen, "Karim F. Farah"))
	save(t, o, id, set(theirs, "Kareem Farah"))
	c := mustCase(t, s, id)
	if len(c.Conflicts) != 1 || len(c.Conflicts[0].Values) != 2 || c.Conflicts[0].Values[0].Device == c.Conflicts[0].Values[1].Device {
		t.Fatalf("conflicts %+v", c.Conflicts)
	}
	ch, err := c.Resolve(c.Root, "name", "Kareem Farah", "han staver det selv sådan")
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, id, ch)
	if c := mustCase(t, o, id); len(c.Conflicts) != 0 || c.Person.Name != "Kareem Farah" {
		t.Errorf("%q, %d conflicts", c.Person.Name, len(c.Conflicts))
	}
}

// A machine that was set back from an image, or copied, would give numbers
// again that it has given: it takes a new device id before it writes.
func TestMachineSetBack(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	image := t.TempDir()
	state := filepath.Join(w.opts.DeviceRoot, w.res.VaultID)
	if err := os.CopyFS(image, os.DirFS(state)); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	save(t, s, id, contact(mustCase(t, s, id), "Efter billedet"))
	before := s.Info().Device
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(state); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(state, os.DirFS(image)); err != nil {
		t.Fatal(err)
	}

	s = w.open()
	if got := s.Info().Device; got != before {
		t.Errorf("reading took a new id")
	}
	save(t, s, id, contact(mustCase(t, s, id), "Efter tilbagesætningen"))
	if got := s.Info().Device; got == before {
		t.Error("the old id was used again")
	}
	if r, err := s.Check(context.Background(), cases.CheckOptions{}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
	if s.Info().MemoryLost {
		t.Error("nothing was lost")
	}
}

// The device's own folder is gone: said once and for all by check.
func TestMemoryLost(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(w.opts.DeviceRoot, w.res.VaultID, "memory")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s = w.open()
		if !s.Info().MemoryLost {
			t.Error("not noticed")
		}
		save(t, s, id, contact(mustCase(t, s, id), "note"))
		if r, err := s.Check(context.Background(), cases.CheckOptions{}); err != nil || !r.OK || !r.MemoryLost {
			t.Errorf("%+v, %v", r, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Looking leaves no trace: a session without a save writes nothing.
func TestReadingWritesNothing(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	writeAll(t, w.caseFile(id, "7"), readAll(t, w.caseFile(id, "0")))
	snapshot := func() []string {
		var all []string
		err := filepath.WalkDir(w.opts.Dir, func(p string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				info, err := d.Info()
				if err != nil {
					return err
				}
				all = append(all, p+info.ModTime().Format(time.RFC3339Nano))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := snapshot()
	s = w.open()
	if _, err := s.Rows(context.Background(), today()); err != nil {
		t.Fatal(err)
	}
	mustCase(t, s, id)
	if _, err := s.Check(context.Background(), cases.CheckOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(before, snapshot()) {
		t.Error("the vault was written to")
	}
}

// A case that is sealed to others is no damage, and is not opened twice.
func TestNotForMe(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	mine := newCase(t, s, "Karim Farah")
	stranger, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	sealed, _, err := crypto.Seal([]byte("noget helt andet"), []crypto.Recipient{stranger.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	theirs := strings.Repeat("a7", 16)
	if err := os.MkdirAll(filepath.Join(w.opts.Dir, "cases", "a7"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeAll(t, w.caseFile(theirs, "0"), sealed)
	rows, err := s.Rows(ctx, today())
	if err != nil || len(rows) != 1 || rows[0].ID != mine {
		t.Errorf("%+v, %v", rows, err)
	}
	if _, err := s.Case(ctx, theirs); !isErr(err, cases.ErrNotSealedToMe) {
		t.Errorf("opening: %v", err)
	}
	if _, err := s.Save(ctx, cases.Write{Case: theirs, Changes: []cases.Change{{Kind: cases.EntryContact}}}); !isErr(err, cases.ErrNotSealedToMe) {
		t.Errorf("saving: %v", err)
	}
	r, err := s.Check(ctx, cases.CheckOptions{Repair: true})
	if err != nil || !r.OK || r.NotForMe != 1 || r.Cases != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if !bytes.Equal(readAll(t, w.caseFile(theirs, "0")), sealed) {
		t.Error("it was changed")
	}
}
