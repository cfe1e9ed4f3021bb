package storage_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
)

func TestRecoveryIsProven(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	shown, err := crypto.NewRecovery(nil)
	if err != nil {
		t.Fatal(err)
	}
	another, err := crypto.NewRecovery(nil)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("lukket midt i det hele")
	o := storage.InitOptions{Options: w.opts, Name: "Amira Vind", Recovery: shown, RecoveryHolders: "Mette Holm", RecoveryPlace: "pengeskabet"}
	for name, c := range map[string]struct {
		proof func(*crypto.Recovery) (*crypto.Recovery, error)
		want  error
	}{
		"another key": {func(*crypto.Recovery) (*crypto.Recovery, error) { return another, nil }, storage.ErrNotProven},
		"nothing":     {func(*crypto.Recovery) (*crypto.Recovery, error) { return nil, nil }, storage.ErrNotProven},
		"broken off":  {func(*crypto.Recovery) (*crypto.Recovery, error) { return nil, broken }, broken},
	} {
		o.Proof = c.proof
		if _, _, err := storage.Init(ctx, o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := storage.Peek(w.opts.Dir); !errors.Is(err, cases.ErrNoVault) {
			t.Errorf("%s: something looks like a vault: %v", name, err)
		}
	}
	o.Proof = func(r *crypto.Recovery) (*crypto.Recovery, error) {
		return crypto.ParseRecovery(strings.Join(r.Groups(), "\n"))
	}
	s, _, err := storage.Init(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if holders, place := s.Recovery(); holders != "Mette Holm" || place != "pengeskabet" {
		t.Errorf("%q, %q", holders, place)
	}
	if err := s.ProveRecovery(ctx, shown); err != nil {
		t.Error(err)
	}
	if err := s.ProveRecovery(ctx, another); !errors.Is(err, storage.ErrNotProven) {
		t.Errorf("another key: %v", err)
	}
	// And the paper opens every case.
	id := newCase(t, s, "Karim Farah")
	plain, _, err := crypto.Open(readAll(t, w.caseFile(id, "0")), shown.Identity())
	if err != nil || !strings.Contains(string(plain), "Karim Farah") {
		t.Errorf("the case by the paper: %v", err)
	}
	trials, err := filepath.Glob(filepath.Join(w.opts.Dir, "*.tmp"))
	if err != nil || len(trials) > 0 {
		t.Errorf("trial cases left: %v", trials)
	}
}

// An init that was broken off before its last file is begun anew; a folder with
// cases and without brobygger.json is refused.
func TestInitAgain(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(w.opts.Dir, "brobygger.json")
	if err := os.Remove(manifest); err != nil {
		t.Fatal(err)
	}
	s = w.initialise()
	newCase(t, s, "Karim Farah")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(manifest); err != nil {
		t.Fatal(err)
	}
	if _, _, err := storage.Init(ctx, storage.InitOptions{Options: w.opts, Name: "X"}); !errors.Is(err, storage.ErrNotEmpty) {
		t.Errorf("%v", err)
	}
}

// A key file that is there belongs to somebody: no vault, and no demo either, is
// made with another vault's, and no demo with one that has a passphrase. One that
// belongs to no vault yet is taken.
func TestInitSparesKeyFiles(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	w.initialise()
	other := filepath.Join(w.opts.DeviceRoot, w.res.VaultID, "identity")
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	secret := crypto.NormalizePassphrase("seks ord der står i en række")
	content, err := crypto.SealIdentity(id, secret, 4)
	if err != nil {
		t.Fatal(err)
	}
	sealed := filepath.Join(w.dir, "sealed")
	writeAll(t, sealed, content)
	for _, c := range []struct {
		name, file string
		demo       bool
	}{
		{"a vault with another vault's key", other, false}, {"a demo with another vault's key", other, true}, {"a demo with a sealed key", sealed, true},
	} {
		o := storage.InitOptions{Options: w.opts, Name: "X", Demo: c.demo}
		o.Dir, o.Identity = filepath.Join(t.TempDir(), "new"), c.file
		o.Options.Passphrase = func() (crypto.Secret, error) { return secret, nil }
		before := readAll(t, c.file)
		s, _, err := storage.Init(ctx, o)
		if !errors.Is(err, storage.ErrExists) {
			t.Errorf("%s: %v", c.name, err)
		}
		if err == nil {
			if _, err := s.Bulk(ctx, func(func(string, []storage.BulkEntry) error) error { return nil }); err != nil {
				t.Error(err)
			}
			_ = s.Close()
		}
		if !bytes.Equal(readAll(t, c.file), before) {
			t.Errorf("%s: the key file is another", c.name)
		}
		if _, err := storage.Peek(o.Dir); !errors.Is(err, cases.ErrNoVault) {
			t.Errorf("%s: something looks like a vault: %v", c.name, err)
		}
	}
	// While the demo was made a key file came where it wanted to write its own.
	o := storage.InitOptions{Options: w.opts, Name: "X", Demo: true}
	o.Dir, o.Identity = filepath.Join(w.dir, "demo"), filepath.Join(w.dir, "late")
	s, _, err := storage.Init(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	writeAll(t, o.Identity, content)
	if err := s.WriteIdentity(); !errors.Is(err, storage.ErrExists) || !bytes.Equal(readAll(t, o.Identity), content) {
		t.Errorf("a key file that came later: %v", err)
	}
	_ = s.Close()
	// One of no vault.
	o.Dir, o.Identity = filepath.Join(w.dir, "second"), filepath.Join(w.dir, "plain")
	writeAll(t, o.Identity, id.Encode().Bytes())
	if s, _, err = storage.Init(ctx, o); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.WriteIdentity(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if s, err = storage.Open(ctx, o.Options); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
}

// A new computer needs the vault and the passphrase, no more.
func TestNewComputer(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	w.passphrase = "seks ord der står i en række"
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	if in := s.Info(); !in.SealedKey {
		t.Error("the key file has no passphrase")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w.opts.DeviceRoot = t.TempDir()
	path, sealed, err := storage.FindIdentity(w.opts)
	if err != nil || !sealed || filepath.Base(filepath.Dir(path)) != "keys" {
		t.Errorf("%q %v %v", path, sealed, err)
	}
	o := w.opts
	o.Passphrase = func() (crypto.Secret, error) { return crypto.NormalizePassphrase("noget andet end det"), nil }
	if _, err := storage.Open(ctx, o); !errors.Is(err, cases.ErrWrongKey) || !errors.Is(err, crypto.ErrWrongPassphrase) {
		t.Errorf("wrong passphrase: %v", err)
	}
	s = w.open()
	if c := mustCase(t, s, id); c.Person.Name != "Karim Farah" {
		t.Error("not the case")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path, _, err = storage.FindIdentity(w.opts)
	if err != nil || !strings.HasPrefix(path, w.opts.DeviceRoot) {
		t.Errorf("the computer has no copy of its own: %q, %v", path, err)
	}
}

func TestWrongIdentity(t *testing.T) {
	ctx := context.Background()
	w, other := newWorld(t), newWorld(t)
	_, _ = w.initialise(), other.initialise()
	text := filepath.Join(w.dir, "brev.txt")
	writeAll(t, text, []byte("kære mor"))
	cut := filepath.Join(w.dir, "cut")
	key := readAll(t, filepath.Join(w.opts.DeviceRoot, w.res.VaultID, "identity"))
	writeAll(t, cut, key[:len(key)-10])
	for file, want := range map[string]error{
		filepath.Join(other.opts.DeviceRoot, other.res.VaultID, "identity"): cases.ErrNotAMember,
		text:                            cases.ErrNotIdentity,
		cut:                             cases.ErrDamaged,
		filepath.Join(w.dir, "no-such"): cases.ErrNotFound,
	} {
		o := w.opts
		o.Identity = file
		if _, err := storage.Open(ctx, o); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", filepath.Base(file), err, want)
		}
	}
}

// A vault whose brobygger.json and member list were exchanged for another's is
// not believed: the key file knows its own.
func TestVaultExchanged(t *testing.T) {
	ctx := context.Background()
	w, other := newWorld(t), newWorld(t)
	s, o := w.initialise(), other.initialise()
	if err := errors.Join(s.Close(), o.Close()); err != nil {
		t.Fatal(err)
	}
	writeAll(t, filepath.Join(w.opts.Dir, "members.age"), readAll(t, filepath.Join(other.opts.Dir, "members.age")))
	if _, err := storage.Open(ctx, w.opts); !errors.Is(err, cases.ErrNotAMember) {
		t.Errorf("another member list: %v", err)
	}
	writeAll(t, filepath.Join(w.opts.Dir, "members.age"), []byte("støj"))
	if _, err := storage.Open(ctx, w.opts); !errors.Is(err, cases.ErrDamaged) {
		t.Errorf("a damaged member list: %v", err)
	}
}

// The stedfortræder is a member record; the key file pins it at the next unlock,
// so that a device without memory sees when the list was set back.
func TestDeputyIsPinned(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	w.passphrase = "seks ord der står i en række"
	s := w.initialise()
	old := readAll(t, filepath.Join(w.opts.Dir, "members.age"))
	for range 2 {
		if err := s.SetDeputy(ctx, "Bo fra naboteamet"); err != nil {
			t.Fatal(err)
		}
	}
	if s.Me().Deputy != "Bo fra naboteamet" {
		t.Errorf("%+v", s.Me())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	if s.Me().Deputy != "Bo fra naboteamet" {
		t.Errorf("opened again: %+v", s.Me())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if heads := w.key().Pins().MemberHeads; len(heads) != 1 || heads[0] == w.res.VaultID {
		t.Errorf("pinned %v", heads)
	}
	writeAll(t, filepath.Join(w.opts.Dir, "members.age"), old)
	w.opts.DeviceRoot = t.TempDir() // a computer without memory, with the copy in the vault
	s = w.open()
	r, err := s.Check(ctx, cases.CheckOptions{})
	if err != nil || r.OK || len(r.Incomplete) != 1 || r.Incomplete[0] != (cases.Problem{File: "members.age", What: "lost"}) {
		t.Errorf("%+v, %v", r, err)
	}
}

// harsh is a file system that lacks things or says no.
type harsh struct {
	storage.FS
	mu         sync.Mutex
	noExchange bool
	fail       func(op, name string) error
}

func (h *harsh) OpenRoot(dir string, create bool) (storage.Root, error) {
	r, err := h.FS.OpenRoot(dir, create)
	return harshRoot{r, h}, err
}

type harshRoot struct {
	storage.Root
	h *harsh
}

func (r harshRoot) asked(op, name string) error {
	r.h.mu.Lock()
	defer r.h.mu.Unlock()
	if r.h.fail == nil {
		return nil
	}
	return r.h.fail(op, name)
}

func (r harshRoot) Exchange(a, b string) error {
	if r.h.noExchange {
		return errors.ErrUnsupported
	}
	if err := r.asked("exchange", b); err != nil {
		return err
	}
	return r.Root.Exchange(a, b)
}

func (r harshRoot) Create(name string) (storage.File, error) {
	if err := r.asked("create", name); err != nil {
		return nil, err
	}
	return r.Root.Create(name)
}

// Where the system cannot exchange two files, saves still merge and nothing
// stays behind.
func TestWithoutExchange(t *testing.T) {
	w := newWorld(t)
	w.opts.FS = &harsh{FS: storage.OS(), noExchange: true}
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	o := w.otherDevice().open()
	for i := range 3 {
		save(t, s, id, contact(mustCase(t, s, id), "ene"))
		save(t, o, id, contact(mustCase(t, o, id), "anden"))
		if c := mustCase(t, s, id); len(c.Contacts) != 2*(i+1) {
			t.Errorf("%d contacts", len(c.Contacts))
		}
	}
	list, err := os.ReadDir(filepath.Dir(w.caseFile(id, "0")))
	if err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
}

// A virus scanner has the file open for a moment: tried again, not failed.
func TestBusyFile(t *testing.T) {
	w := newWorld(t)
	h := &harsh{FS: storage.OS()}
	w.opts.FS = h
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	tries := 0
	h.fail = func(op, _ string) error {
		if op != "exchange" || tries >= 4 {
			return nil
		}
		tries++
		return storage.ErrBusy
	}
	save(t, s, id, contact(mustCase(t, s, id), "note"))
	if tries != 4 {
		t.Errorf("%d tries", tries)
	}
	h.mu.Lock()
	h.fail = func(string, string) error { return nil }
	h.mu.Unlock()
}

// What the system says becomes something that can be helped, and nothing is
// half saved: saving again after it does not make everything twice.
func TestSaveErrors(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct{ cause, want error }{
		"no permission": {fs.ErrPermission, cases.ErrNoPermission},
		"anything else": {errors.New("kernel says no"), cases.ErrNotWritten},
		"busy for good": {storage.ErrBusy, cases.ErrNotWritten},
	} {
		for _, where := range []string{"cases/", "memory/log/"} {
			t.Run(name+" in "+where, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				h := &harsh{FS: storage.OS()}
				w.opts.FS = h
				s := w.initialise()
				id := newCase(t, s, "Karim Farah")
				h.mu.Lock()
				h.fail = func(op, name string) error {
					if op == "create" && strings.HasPrefix(name, where) {
						return c.cause
					}
					return nil
				}
				h.mu.Unlock()
				ch := contact(mustCase(t, s, id), "note")
				_, err := s.Save(ctx, cases.Write{Case: id, Changes: []cases.Change{ch}})
				if !errors.Is(err, c.want) || !errors.Is(err, c.cause) {
					t.Errorf("%v", err)
				}
				h.mu.Lock()
				h.fail = nil
				h.mu.Unlock()
				save(t, s, id, ch)
				if c := mustCase(t, s, id); len(c.Contacts) != 1 {
					t.Errorf("%d contacts", len(c.Contacts))
				}
			})
		}
	}
}

// Two windows of one user write at the same time: no number is given twice and
// nothing is lost.
func TestTwoWindows(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	windows := []*storage.Store{s, w.open(), w.open()}
	var wg sync.WaitGroup
	for _, win := range windows {
		wg.Go(func() {
			for range 10 {
				c, err := win.Case(context.Background(), id)
				if err == nil {
					_, err = win.Save(context.Background(), cases.Write{Case: id, Changes: []cases.Change{contact(c, "note")}})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	devices := []string{}
	for _, win := range windows {
		devices = append(devices, win.Info().Device)
	}
	if len(slices.Compact(devices)) != 1 {
		t.Errorf("devices %v", devices)
	}
	if c := mustCase(t, s, id); len(c.Contacts) != 30 {
		t.Errorf("%d contacts", len(c.Contacts))
	}
	if r, err := s.Check(context.Background(), cases.CheckOptions{}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
}

// Entries leave the own log only when they are safe elsewhere.
func TestLogIsPruned(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	save(t, s, id, contact(mustCase(t, s, id), "Den gamle note"))
	inLog := func() bool {
		return slices.ContainsFunc(w.bodiesLeft("Den gamle note"), func(f string) bool { return strings.Contains(f, "log") })
	}
	day := func(n int) { w.now = w.now.AddDate(0, 0, n) }
	session := func() {
		t.Helper()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = w.open()
		if _, err := s.Rows(ctx, today()); err != nil {
			t.Fatal(err)
		}
		save(t, s, id, contact(mustCase(t, s, id), "ny"))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = w.open()
	}
	day(200)
	session()
	if !inLog() {
		t.Fatal("gone without a backup")
	}
	if _, err := s.Backup(ctx, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	day(80)
	session()
	if !inLog() {
		t.Fatal("gone 80 days after the backup")
	}
	day(11)
	session()
	if inLog() {
		t.Error("still there 91 days after the backup")
	}
	before := s.Info().Device
	save(t, s, id, contact(mustCase(t, s, id), "og videre"))
	if s.Info().Device != before {
		t.Error("what was pruned was taken for a copy of this machine")
	}
	if r, err := s.Check(ctx, cases.CheckOptions{}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestSmallFacts(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	set := s.Settings()
	set.Lang, set.IdleMinutes = "en", 12
	if err := errors.Join(s.PutSettings(ctx, set), s.Remember(ctx, "list", "række 7\nsortering x")); err != nil {
		t.Fatal(err)
	}
	d := cases.Draft{ID: "00112233445566aa", Form: "contact", Title: "Karim F.", Cursor: "text", After: []cases.EntryID{cases.EntryID(strings.Repeat("a", 64))},
		Fields: map[string]string{"Text": "a=b\nc", "text": "", "æøå": "🙂"}}
	if err := s.PutDraft(ctx, d); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	if got := s.Settings(); got.Lang != "en" || got.IdleMinutes != 12 {
		t.Errorf("%+v", got)
	}
	if got := s.Recall("list"); got != "række 7\nsortering x" || s.Recall("andet") != "" {
		t.Errorf("%q", got)
	}
	all, err := s.Drafts(ctx)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	got := all[0]
	if got.Form != d.Form || got.Title != d.Title || got.Cursor != d.Cursor || !slices.Equal(got.After, d.After) || len(got.Fields) != 3 ||
		got.Fields["Text"] != "a=b\nc" || got.Fields["æøå"] != "🙂" || !got.Changed.Equal(w.now) {
		t.Errorf("%+v", got)
	}
	if err := errors.Join(s.DropDraft(ctx, d.ID), s.DropDraft(ctx, d.ID)); err != nil {
		t.Error(err)
	}
	if all, err = s.Drafts(ctx); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}

// After Close the store says that it is locked, whatever is asked.
func TestClosed(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"case": second(s.Case(ctx, id)), "rows": second(s.Rows(ctx, today())), "find": second(s.Find(ctx, id)),
		"each": s.Each(ctx, func(*cases.Case) bool { return true }), "save": second(s.Save(ctx, cases.Write{Case: id})),
		"drafts": second(s.Drafts(ctx)), "check": second(s.Check(ctx, cases.CheckOptions{})), "backup": second(s.Backup(ctx, t.TempDir())),
		"delete": second(s.Delete(ctx, id, "")), "remember": s.Remember(ctx, "a", "b"),
	} {
		if !errors.Is(err, cases.ErrLocked) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// The catalog opens only what has changed, and says the day it was asked for.
func TestRowsFollow(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	newCase(t, s, "Ida Lund")
	title := func() string {
		t.Helper()
		rows, err := s.Rows(ctx, today())
		if err != nil || len(rows) != 2 {
			t.Fatal(rows, err)
		}
		for _, r := range rows {
			if r.ID == id {
				return r.Title
			}
		}
		return ""
	}
	if title() != "Karim F." {
		t.Error(title())
	}
	o := w.otherDevice().open()
	c := mustCase(t, o, id)
	ch, err := c.Set(cases.EntryCaseSet, c.Root, cases.Fields{"name": "Kareem Dal"})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * time.Millisecond) // the file's time is what tells
	save(t, o, id, ch)
	if title() != "Kareem D." {
		t.Error(title())
	}
	n := 0
	if err := s.Each(ctx, func(*cases.Case) bool { n++; return true }); err != nil || n != 2 {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := s.Find(ctx, "ffffffff"); !errors.Is(err, cases.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
