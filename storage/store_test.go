package storage_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/crypto"
	"brobygger/storage"
)

// world is a machine with a vault on it.
type world struct {
	t    testing.TB
	dir  string
	now  time.Time
	opts storage.Options
	res  storage.InitResult

	passphrase string
}

// options are those of a machine whose user knows the passphrase.
func (w *world) options() storage.Options {
	o := w.opts
	o.Passphrase = func() (crypto.Secret, error) { return crypto.NormalizePassphrase(w.passphrase), nil }
	return o
}

// key opens with the identity of the world.
func (w *world) key() *crypto.Identity {
	w.t.Helper()
	b, err := os.ReadFile(filepath.Join(w.opts.DeviceRoot, w.res.VaultID, "identity"))
	if err != nil {
		w.t.Fatal(err)
	}
	id, err := crypto.OpenIdentity(context.Background(), b, w.options().Passphrase)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// bodiesLeft names the files of the machine in which a text stands, once opened.
func (w *world) bodiesLeft(text string) []string {
	w.t.Helper()
	id := w.key()
	var hits []string
	for _, top := range []string{w.opts.Dir, w.opts.DeviceRoot} {
		err := filepath.WalkDir(top, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if plain, _, err := crypto.Open(b, id); err == nil && strings.Contains(string(plain), text) {
				hits = append(hits, path)
			}
			return nil
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return hits
}

func newWorld(t testing.TB) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{t: t, dir: dir, now: time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC)}
	w.opts = storage.Options{
		Dir: filepath.Join(dir, "vault"), DeviceRoot: filepath.Join(dir, "state"), CacheRoot: filepath.Join(dir, "cache"),
		Now: func() time.Time { return w.now }, KDF: 4,
	}
	return w
}

// initialise makes the vault and gives the open store.
func (w *world) initialise() *storage.Store {
	w.t.Helper()
	o := storage.InitOptions{Options: w.opts, Name: "Amira Vind", Team: "Åparken", Roles: []cases.MemberRole{cases.MemberMentor}, KeyInVault: true}
	if w.passphrase != "" {
		o.Passphrase = crypto.NormalizePassphrase(w.passphrase)
	}
	s, res, err := storage.Init(context.Background(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	w.res = res
	w.t.Cleanup(func() { _ = s.Close() })
	return s
}

func (w *world) open() *storage.Store {
	w.t.Helper()
	s, err := storage.Open(context.Background(), w.options())
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Close() })
	return s
}

// newCase makes a case with a name and gives its id.
func newCase(t testing.TB, s *storage.Store, name string) string {
	t.Helper()
	id, err := s.NewID()
	if err != nil {
		t.Fatal(err)
	}
	number, err := s.NewNumber(2026)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, id, cases.Change{Kind: cases.EntryCase, Set: map[string]any{
		"kind": "mentoring", "number": number, "name": name, "status": "open", "phase": "kontakt", "opened": "2026-12-01", "worker": s.Me().ID,
	}})
	return id
}

func save(t testing.TB, s *storage.Store, id string, changes ...cases.Change) cases.Saved {
	t.Helper()
	saved, err := s.Save(context.Background(), cases.Write{Case: id, Changes: changes})
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func contact(c *cases.Case, text string) cases.Change {
	return c.Add(cases.EntryContact, cases.Fields{"channel": "phone", "text": text, "at": "2026-12-07T08:41"})
}

func mustCase(t testing.TB, s *storage.Store, id string) *cases.Case {
	t.Helper()
	c, err := s.Case(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func texts(c *cases.Case) string {
	var out []string
	for _, k := range c.Contacts {
		out = append(out, k.Text)
	}
	return strings.Join(out, "|")
}

func today() calendar.Date { return calendar.Date{Year: 2026, Month: time.December, Day: 7} }

func TestFirstDay(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	save(t, s, id, contact(mustCase(t, s, id), "Mødte Karim i frikvarteret."))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = w.open()
	rows, err := s.Rows(context.Background(), today())
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Title != "Karim F." || rows[0].ID != id {
		t.Fatalf("rows = %+v", rows)
	}
	c := mustCase(t, s, id)
	if got := texts(c); got != "Mødte Karim i frikvarteret." {
		t.Errorf("contacts %q", got)
	}
	found, err := s.Find(context.Background(), rows[0].Number)
	if err != nil || found != id {
		t.Errorf("find by number: %q, %v", found, err)
	}
	if in := s.Info(); in.Team != "Åparken" || in.Demo || in.Members != 1 || in.ID != w.res.VaultID || in.MemoryLost {
		t.Errorf("info %+v", in)
	}
	if me := s.Me(); me.Name != "Amira Vind" || len(me.Roles) != 2 {
		t.Errorf("me %+v", me)
	}
}

// Every file with content is an age file; nothing on disk holds a word of it.
func TestNothingInPlain(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Mærkelignavn Farah")
	save(t, s, id, contact(mustCase(t, s, id), "Mærkeligtekst i noten"))
	if err := s.PutDraft(context.Background(), cases.Draft{ID: "00112233445566aa", Form: "contact", Case: id, Fields: map[string]string{"text": "Mærkeligkladde"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files := 0
	err := filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != w.dir && info.Mode().Perm() != 0o700 {
				t.Errorf("%s has mode %v", path, info.Mode())
			}
			return nil
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if strings.Contains(string(b), "Mærkelig") {
			t.Errorf("%s holds case content", path)
		}
		name := d.Name()
		if len(b) > 0 && name != "brobygger.json" && name != "identity" && !strings.HasPrefix(string(b), "age-encryption.org/v1\n") {
			t.Errorf("%s is no age file", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 8 {
		t.Errorf("only %d files seen", files)
	}
}

func TestOpenErrors(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	if _, err := storage.Open(ctx, w.opts); !errors.Is(err, cases.ErrNoVault) {
		t.Errorf("no folder: %v", err)
	}
	s := w.initialise()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := storage.Init(ctx, storage.InitOptions{Options: w.opts, Name: "X"}); !errors.Is(err, storage.ErrExists) {
		t.Errorf("second init: %v", err)
	}
	manifest := filepath.Join(w.opts.Dir, "brobygger.json")
	good, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]error{
		strings.Replace(string(good), `"version":1`, `"version":2`, 1): cases.ErrNewerVersion,
		"{}":       cases.ErrDamaged,
		"not json": cases.ErrDamaged,
		strings.Replace(string(good), w.res.VaultID, strings.Repeat("0", 64), 1): cases.ErrNotFound,
	} {
		if err := os.WriteFile(manifest, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := storage.Open(ctx, w.opts); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}
