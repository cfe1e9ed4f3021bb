package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

func mustDirectory(t testing.TB, s *storage.Store) *cases.Directory {
	t.Helper()
	d, err := s.Directory(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// addService puts a service on the list as somebody does who has just looked at
// it.
func addService(t testing.TB, s *storage.Store, name string) cases.EntryID {
	t.Helper()
	ch, err := mustDirectory(t, s).Add(cases.ServiceForm{Name: name, Keys: []string{cases.ArenaJob}})
	if err != nil {
		t.Fatal(err)
	}
	saved, err := s.SaveDirectory(context.Background(), ch)
	if err != nil {
		t.Fatal(err)
	}
	return saved.Entries[0][0]
}

func serviceNames(t testing.TB, s *storage.Store) string {
	t.Helper()
	var out []string
	for _, v := range mustDirectory(t, s).Live() {
		out = append(out, v.Name)
	}
	return strings.Join(out, "|")
}

func (w *world) listFile(name string) string { return filepath.Join(w.opts.Dir, "lists", name) }

// A vault where nobody has begun a directory has an empty one, and looking at it
// leaves nothing behind.
func TestDirectoryOfNobody(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	if d := mustDirectory(t, s); len(d.Services) != 0 || d.ReadOnly {
		t.Errorf("%+v", d)
	}
	if _, err := os.Stat(w.listFile("services.age")); !errors.Is(err, os.ErrNotExist) {
		t.Error("looking made a file")
	}
}

// What is put on the list is there when the vault is opened again, with the key
// in the list's own file, in Danish order.
func TestDirectoryStays(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	addService(t, s, "Åbent Hus")
	addService(t, s, "Jobcenter Brohøj")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if hits := w.bodiesLeft("Jobcenter Brohøj"); !slices.Contains(hits, w.listFile("services.age")) {
		t.Errorf("stands in %v", hits)
	}
	w.forgetDevice()
	s = w.open()
	if got := serviceNames(t, s); got != "Jobcenter Brohøj|Åbent Hus" {
		t.Errorf("%q", got)
	}
	if rows, err := s.Rows(context.Background(), today()); err != nil || len(rows) != 0 {
		t.Errorf("a list counts as a case: %+v, %v", rows, err)
	}
	if r, err := s.Check(context.Background(), cases.CheckOptions{Deep: true}); err != nil || !r.OK || r.Entries != 3 || r.Cases != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Two devices change one service apart; a sync program leaves the other's file
// as a copy. Both numbers are kept and shown, the next save makes one file, and
// a person settles it.
func TestDirectoryConflictedCopy(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{"services (kopi).age", "services-LAPTOP.age", "services.sync-conflict-20261207-084100-ABC.age", "services 2.age", "services-1.age"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.initialise()
			id := addService(t, s, "Jobcenter Brohøj")
			phone := func(s *storage.Store, number string) {
				d := mustDirectory(t, s)
				f := d.Service(id).Form()
				f.Phone = number
				ch, err := d.Edit(id, f)
				if err == nil {
					_, err = s.SaveDirectory(ctx, ch)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			base := readAll(t, w.listFile("services.age"))
			o := w.otherDevice().open()
			phone(o, "70 00 10 01")
			theirs := readAll(t, w.listFile("services.age"))
			writeAll(t, w.listFile("services.age"), base)
			phone(s, "70 00 10 02")
			writeAll(t, w.listFile(name), theirs)

			d := mustDirectory(t, s)
			if len(d.Conflicts) != 1 || d.Conflicts[0].Field != "phone" || len(d.Conflicts[0].Values) != 2 || len(d.Services) != 1 {
				t.Fatalf("%+v", d.Conflicts)
			}
			ch, err := d.Resolve(id, "phone", "70 00 10 02", "")
			if err == nil {
				_, err = s.SaveDirectory(ctx, ch)
			}
			if err != nil {
				t.Fatal(err)
			}
			if list, _ := filepath.Glob(w.listFile("*")); len(list) != 1 {
				t.Errorf("files: %v", list)
			}
			w.forgetDevice()
			if d := mustDirectory(t, w.open()); len(d.Conflicts) != 0 || d.Service(id).Phone != "70 00 10 02" {
				t.Errorf("%+v", d)
			}
		})
	}
}

// A damaged list is left as it is, shown from what this device knows, written
// beside, named by check, and set aside by a repair; where nobody knows anything
// of it, it is said to be damaged and not shown as empty.
func TestDirectoryDamaged(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	addService(t, s, "Jobcenter Brohøj")
	bad := readAll(t, w.listFile("services.age"))
	bad = bad[:len(bad)/2]
	writeAll(t, w.listFile("services.age"), bad)
	stranger := w.otherDevice().open()
	if _, err := stranger.Directory(ctx); !errors.Is(err, cases.ErrDamaged) {
		t.Errorf("a device that knows nothing of it is told %v", err)
	}
	addService(t, s, "Klubben")
	if got := serviceNames(t, s); got != "Jobcenter Brohøj|Klubben" {
		t.Errorf("%q", got)
	}
	if !bytes.Equal(readAll(t, w.listFile("services.age")), bad) {
		t.Error("the damaged file was changed")
	}
	if got := serviceNames(t, stranger); got != "Jobcenter Brohøj|Klubben" {
		t.Errorf("beside it: %q", got)
	}
	if r, err := s.Check(ctx, cases.CheckOptions{}); err != nil || r.OK || len(r.Damaged) != 1 || r.Damaged[0].File != "lists/services.age" {
		t.Errorf("check: %+v, %v", r, err)
	}
	if r, err := s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil || !r.OK || len(r.SetAside) != 1 {
		t.Errorf("repair: %+v, %v", r, err)
	}
	if aside, err := filepath.Glob(filepath.Join(w.opts.Dir, "aside", "*")); err != nil || len(aside) != 1 || !bytes.Equal(readAll(t, aside[0]), bad) {
		t.Errorf("set aside: %v, %v", aside, err)
	}
	if got := serviceNames(t, s); got != "Jobcenter Brohøj|Klubben" {
		t.Errorf("after the repair: %q", got)
	}
}

// A list that is set back or gone is missed by a device that has seen more.
func TestDirectoryRollbackIsSeen(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	addService(t, s, "Jobcenter Brohøj")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	old := readAll(t, w.listFile("services.age"))
	o := w.otherDevice().open()
	addService(t, o, "Klubben")
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	mustDirectory(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"set back", "gone"} {
		writeAll(t, w.listFile("services.age"), old)
		if what == "gone" {
			if err := os.RemoveAll(filepath.Dir(w.listFile("x"))); err != nil {
				t.Fatal(err)
			}
		}
		r, err := w.open().Check(ctx, cases.CheckOptions{})
		if err != nil || r.OK || len(r.Incomplete) == 0 || r.Incomplete[0].What != "lost" || r.Incomplete[0].File != "lists/services.age" {
			t.Errorf("%s: %+v, %v", what, r, err)
		}
	}
}

// A list that was seen, of which neither a file nor an entry of ours is left, is
// missed too.
func TestDirectoryOfOthersGone(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	newCase(t, s, "Karim Farah") // so that this device has a memory
	o := w.otherDevice().open()
	addService(t, o, "Klubben")
	mustDirectory(t, s)
	if err := errors.Join(o.Close(), s.Close(), os.RemoveAll(filepath.Dir(w.listFile("x")))); err != nil {
		t.Fatal(err)
	}
	r, err := w.open().Check(context.Background(), cases.CheckOptions{})
	if err != nil || r.OK || len(r.Incomplete) != 1 || r.Incomplete[0] != (cases.Problem{File: "lists/services.age", What: "lost"}) {
		t.Errorf("%+v, %v", r, err)
	}
}

// What is erased from the list is gone from the vault, the log and half-typed
// forms, and an old backup does not bring it back; what was added since the
// backup stays, and on a new computer the backup brings the rest.
func TestDirectoryErasedAndRestored(t *testing.T) {
	ctx := context.Background()
	const private = "Hos Yrsa Brohøj derhjemme"
	w := newWorld(t)
	s := w.initialise()
	addService(t, w.otherDevice().open(), "Jobcenter Brohøj")
	id := addService(t, s, private)
	if err := s.PutDraft(ctx, cases.Draft{ID: draftA, Form: "service", Fields: map[string]string{"name": private}}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutDraft(ctx, cases.Draft{ID: draftB, Form: "service", Fields: map[string]string{"name": "Noget andet"}}); err != nil {
		t.Fatal(err)
	}
	stick := filepath.Join(w.dir, "stick.tar")
	if r, err := s.Backup(ctx, stick); err != nil || !r.Proven || len(r.Skipped) > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	addService(t, s, "Klubben")
	ch, err := mustDirectory(t, s).Erase(id, cases.EraseNotNeeded, s.Authors()[s.Me().Keys[0]], func(history.Key) bool { return true })
	if err == nil {
		_, err = s.SaveDirectory(ctx, ch)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"after the erase", "after an old backup was restored"} {
		if hits := w.bodiesLeft(private); len(hits) > 0 {
			t.Errorf("%s: stands in %v", when, hits)
		}
		if got := serviceNames(t, s); got != "Jobcenter Brohøj|Klubben" {
			t.Errorf("%s: %q", when, got)
		}
		if _, err := s.Restore(ctx, stick); err != nil {
			t.Fatal(err)
		}
	}
	if drafts, err := s.Drafts(ctx); err != nil || len(drafts) != 1 || drafts[0].ID != draftB {
		t.Errorf("drafts: %+v, %v", drafts, err)
	}
	if err := os.RemoveAll(filepath.Dir(w.listFile("x"))); err != nil {
		t.Fatal(err)
	}
	other := w.otherDevice()
	o := other.open()
	if r, err := o.Restore(ctx, stick); err != nil || len(r.Skipped) > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if got := serviceNames(t, o); got != "Hos Yrsa Brohøj derhjemme|Jobcenter Brohøj" {
		t.Errorf("from the backup alone: %q", got)
	}
	// And this device's log knows of the erase: it is gone again everywhere.
	if got := serviceNames(t, s); got != "Jobcenter Brohøj|Klubben" {
		t.Errorf("merged: %q", got)
	}
	addService(t, s, "Svømmehallen")
	if hits := w.bodiesLeft(private); len(hits) > 0 {
		t.Errorf("after the next save: stands in %v", hits)
	}
}

// A backup that knows of an erase takes the text from the log of a device that
// did not.
func TestDirectoryEraseRestored(t *testing.T) {
	ctx := context.Background()
	const private = "Hos Yrsa Brohøj derhjemme"
	w := newWorld(t)
	s := w.initialise()
	other := w.otherDevice()
	o := other.open()
	id := addService(t, o, private)
	old := readAll(t, w.listFile("services.age"))
	ch, err := mustDirectory(t, s).Erase(id, cases.EraseNotNeeded, s.Authors()[s.Me().Keys[0]], func(history.Key) bool { return true })
	if err == nil {
		_, err = s.SaveDirectory(ctx, ch)
	}
	if err != nil {
		t.Fatal(err)
	}
	stick := filepath.Join(w.dir, "stick.tar")
	if _, err := s.Backup(ctx, stick); err != nil {
		t.Fatal(err)
	}
	writeAll(t, w.listFile("services.age"), old)
	if _, err := o.Restore(ctx, stick); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if hits := other.bodiesLeft(private); len(hits) > 0 {
		t.Errorf("stands in %v", hits)
	}
}

// Files that are no list's are named and set aside; another list that only a
// newer program knows is left in peace, and the directory does not read it.
func TestListsFolder(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	addService(t, s, "Jobcenter Brohøj")
	data := readAll(t, w.listFile("services.age"))
	addService(t, w.otherDevice().open(), "Klubben")
	writeAll(t, w.listFile("servicesandmore.age"), readAll(t, w.listFile("services.age"))) // lies under another list's name
	writeAll(t, w.listFile("services.age"), data)
	writeAll(t, w.listFile("2026.age"), data)
	writeAll(t, w.listFile("2026.tmp"), data[:100])
	w.now = w.now.Add(time.Hour)
	r, err := s.Check(ctx, cases.CheckOptions{})
	if err != nil || len(r.Damaged) != 2 || !slices.Contains(r.TempFiles, "lists/2026.tmp") {
		t.Fatalf("%+v, %v", r, err)
	}
	if got := serviceNames(t, s); got != "Jobcenter Brohøj" {
		t.Errorf("%q", got)
	}
	if r, err = s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil || !r.OK || len(r.SetAside) < 2 {
		t.Errorf("%+v, %v", r, err)
	}
	if got := serviceNames(t, s); got != "Jobcenter Brohøj" {
		t.Errorf("%q", got)
	}
}

// A sync program brings a colleague's list, an older one, none, or a copy under
// another name at every step of a save. What we saved is there, and what she
// wrote is there, now or when her computer has been at it again.
func TestHardSyncClientList(t *testing.T) {
	t.Parallel()
	base, _ := established(t)
	file := filepath.Join(base.opts.Dir, "lists", "services.age")
	older := base.disk.Read(file)
	her := base.with(base.disk.Clone()).device("colleague")
	s, err := her.open()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join((&user{s: s, k: newKept()}).all(serviceOf("Kollegaens fund"), phoneOf(sharedService, "70 00 10 01")), s.Close()); err != nil {
		t.Fatal(err)
	}
	hers := her.disk.Read(file)
	for name, data := range her.under("colleague") {
		base.disk.Put(filepath.Join(base.top, "colleague", filepath.FromSlash(name)), data)
	}
	for what, put := range map[string]func(m *machine){
		"hers":            func(m *machine) { m.disk.Put(file, hers) },
		"an older one":    func(m *machine) { m.disk.Put(file, older) },
		"none":            func(m *machine) { m.disk.Drop(file) },
		"hers, as a copy": func(m *machine) { m.disk.Put(strings.TrimSuffix(file, ".age")+" (kopi).age", hers) },
	} {
		for _, poor := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/exchange=%v", what, !poor), func(t *testing.T) {
				t.Parallel()
				for step := int64(1); ; step += 1 + apartBy()/3 {
					m := base.with(base.disk.Clone())
					m.disk.NoExchange = poor
					met, err := listBeside(m, put, step)
					if err != nil {
						t.Fatalf("step %d: %v", step, err)
					}
					if !met {
						break
					}
				}
			})
		}
	}
}

// listBeside saves from a list that was opened before the sync program came.
func listBeside(base *machine, put func(m *machine), step int64) (met bool, err error) {
	var armed, hit atomic.Bool
	var n atomic.Int64
	m := base.watched(storagetest.Watcher{Before: func(o storagetest.Op) error {
		if armed.Load() && seesNames(base, o) && n.Add(1) == step {
			hit.Store(true)
			put(base)
		}
		return nil
	}})
	s, err := m.open()
	if err != nil {
		return false, err
	}
	dir, err := s.Directory(context.Background())
	if err != nil {
		return false, err
	}
	ch, err := phoneOf(sharedService, "70 00 10 02").listed(s, dir)
	if err != nil {
		return false, err
	}
	armed.Store(true)
	_, err = s.SaveDirectory(context.Background(), ch)
	armed.Store(false)
	if err := errors.Join(err, s.Close()); err != nil || !hit.Load() {
		return false, err
	}
	// The next day each saves once more; after that the vault alone has all.
	for _, at := range []*machine{base.device("colleague"), base} {
		s, err := at.open()
		if err != nil {
			return true, err
		}
		err = (&user{s: s, k: newKept()}).do(serviceOf("Dagen efter: " + at.opts.DeviceRoot))
		if err := errors.Join(err, s.Close()); err != nil {
			return true, err
		}
	}
	s, err = base.device("nobody").open()
	if err != nil {
		return true, err
	}
	dir, err = s.Directory(context.Background())
	if err != nil {
		return true, err
	}
	var phones []string
	for _, x := range dir.Conflicts {
		for _, v := range x.Values {
			phones = append(phones, string(v.Raw))
		}
	}
	slices.Sort(phones)
	if len(servicesOf(dir, "Kollegaens fund")) != 1 || len(dir.Live()) != 5 || !slices.Equal(phones, []string{`"70 00 10 01"`, `"70 00 10 02"`}) {
		err = fmt.Errorf("%d services, numbers %q", len(dir.Live()), phones)
	}
	if files := base.under("vault/lists"); len(files) != 1 {
		err = errors.Join(err, fmt.Errorf("%d files of one list", len(files)))
	}
	return true, errors.Join(err, healthy(s), s.Close())
}

// Another device that has only ever written in the list is another device all
// the same: then a backup alone lets nothing leave the own log.
func TestLogIsKeptWhereOthersWriteLists(t *testing.T) {
	ctx := context.Background()
	for _, others := range []bool{false, true} {
		w := newWorld(t)
		s := w.initialise()
		id := newCase(t, s, "Karim Farah")
		save(t, s, id, contact(mustCase(t, s, id), "Den gamle note"))
		if others {
			o := w.otherDevice().open()
			addService(t, o, "Klubben")
			if err := o.Close(); err != nil {
				t.Fatal(err)
			}
		}
		w.now = w.now.AddDate(0, 0, 1)
		if _, err := s.Backup(ctx, filepath.Join(w.dir, "stick.tar")); err != nil {
			t.Fatal(err)
		}
		w.now = w.now.AddDate(0, 0, 100)
		if _, err := s.Rows(ctx, today()); err != nil {
			t.Fatal(err)
		}
		save(t, s, id, contact(mustCase(t, s, id), "ny"))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		inLog := slices.ContainsFunc(w.bodiesLeft("Den gamle note"), func(f string) bool { return strings.Contains(f, "log") })
		if inLog != others {
			t.Errorf("with another device %v: in the log %v", others, inLog)
		}
	}
}
