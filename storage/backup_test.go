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
	"brobygger/storage"
)

// The laptop is gone. A stick with a backup, the key file's copy in it and the
// passphrase are enough, as a folder and as one file.
func TestRestoreOnNewMachine(t *testing.T) {
	for _, target := range []string{"stick", "stick.tar"} {
		t.Run(target, func(t *testing.T) {
			ctx := context.Background()
			w := newWorld(t)
			w.passphrase = "seks ord på en lang række her"
			s := w.initialise()
			id := newCase(t, s, "Karim Farah")
			save(t, s, id, contact(mustCase(t, s, id), "Første note"))
			if err := s.PutDraft(ctx, cases.Draft{ID: "00112233445566aa", Form: "contact", Case: id, Fields: map[string]string{"text": "halv"}}); err != nil {
				t.Fatal(err)
			}
			set := s.Settings()
			set.IdleMinutes = 7
			if err := s.PutSettings(ctx, set); err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(w.dir, target)
			report, err := s.Backup(ctx, to)
			if err != nil || !report.Proven || report.Cases != 1 || report.Bytes == 0 {
				t.Fatalf("backup: %+v, %v", report, err)
			}
			if got := s.Info().LastBackup; !got.Equal(w.now) {
				t.Errorf("last backup %v", got)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}

			if err := errors.Join(os.RemoveAll(w.opts.Dir), os.RemoveAll(w.opts.DeviceRoot)); err != nil {
				t.Fatal(err)
			}
			s, report, err = storage.RestoreVault(ctx, w.options(), to)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if texts(mustCase(t, s, id)) != "Første note" || report.Cases != 1 {
				t.Errorf("restored %+v", report)
			}
			if d, err := s.Drafts(ctx); err != nil || len(d) != 1 || d[0].Fields["text"] != "halv" {
				t.Errorf("drafts %+v, %v", d, err)
			}
			if s.Settings().IdleMinutes != 7 {
				t.Error("the settings are lost")
			}
			save(t, s, id, contact(mustCase(t, s, id), "Anden note"))
			if r, err := s.Check(ctx, cases.CheckOptions{Deep: true}); err != nil || !r.OK || r.Cases != 1 {
				t.Errorf("check: %+v, %v", r, err)
			}
		})
	}
}

// A restore merges: what was written since stays, what was erased or deleted
// since does not come back, and the report says until when the stick is old.
func TestRestoreIsAMerge(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	kept, deleted := newCase(t, s, "Karim Farah"), newCase(t, s, "Ida Lund")
	save(t, s, kept, contact(mustCase(t, s, kept), "En note, der skal slettes"))
	save(t, s, deleted, contact(mustCase(t, s, deleted), "En sag, der skal slettes"))
	stick := filepath.Join(w.dir, "stick")
	if _, err := s.Backup(ctx, stick); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	c := mustCase(t, s, kept)
	erase, err := c.Erase(c.Contacts[0].ID, cases.EraseNotNeeded, cases.Author{Roles: s.Me().Roles}, nil)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, kept, erase)
	save(t, s, kept, contact(mustCase(t, s, kept), "Skrevet siden"))
	if _, err := s.Delete(ctx, deleted, "slut"); err != nil {
		t.Fatal(err)
	}

	report, err := s.Restore(ctx, stick)
	if err != nil {
		t.Fatal(err)
	}
	if report.Merged != 0 {
		t.Errorf("%d cases changed by what was known already", report.Merged)
	}
	if !report.ErasedUntil.Equal(w.now) {
		t.Errorf("what was erased until %v did not come back", report.ErasedUntil)
	}
	if got := texts(mustCase(t, s, kept)); !strings.Contains(got, "Skrevet siden") || strings.Contains(got, "slettes") {
		t.Errorf("contacts %q", got)
	}
	if _, err := s.Case(ctx, deleted); !errors.Is(err, cases.ErrDeleted) {
		t.Errorf("the deleted case: %v", err)
	}
	again, err := s.Backup(ctx, filepath.Join(w.dir, "ny.tar"))
	if err != nil || !again.ErasedUntil.Equal(w.now) {
		t.Errorf("erased until %v, %v", again.ErasedUntil, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	// Back to the day of the backup, and forward again from the newer stick.
	if err := os.RemoveAll(w.opts.Dir); err != nil {
		t.Fatal(err)
	}
	s, _, err = storage.RestoreVault(ctx, w.options(), stick)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := texts(mustCase(t, s, kept)); !strings.Contains(got, "Skrevet siden") || strings.Contains(got, "slettes") {
		t.Errorf("the own log was not heard: %q", got)
	}
	if _, err := s.Case(ctx, deleted); !errors.Is(err, cases.ErrDeleted) {
		t.Errorf("the deleted case is back: %v", err)
	}
	if r, err := s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
	if hits := w.bodiesLeft("slettes"); len(hits) > 0 {
		t.Errorf("the erased text stands in %v", hits)
	}
}

func TestRestoreRefuses(t *testing.T) {
	ctx := context.Background()
	w, other := newWorld(t), newWorld(t)
	s, o := w.initialise(), other.initialise()
	stick := filepath.Join(w.dir, "stick.tar")
	if _, err := o.Backup(ctx, stick); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(ctx, stick); !errors.Is(err, storage.ErrOtherVault) {
		t.Errorf("another vault's: %v", err)
	}
	text := filepath.Join(w.dir, "brev.txt")
	if err := os.WriteFile(text, []byte("kære mor"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(ctx, text); !errors.Is(err, cases.ErrDamaged) {
		t.Errorf("a letter: %v", err)
	}
	// The screens know only the errors of package cases.
	if _, err := s.Backup(ctx, text); !errors.Is(err, cases.ErrExists) || !errors.Is(err, cases.ErrNotABackup) || !errors.Is(err, cases.ErrNotWritten) {
		t.Errorf("over a letter: %v", err)
	}
	way := filepath.Join(w.dir, "genvej")
	if err := os.Symlink(w.opts.Dir, way); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{w.opts.Dir, filepath.Join(w.opts.Dir, "her"), filepath.Join(way, "her", "og", "der")} {
		if _, err := s.Backup(ctx, to); !errors.Is(err, cases.ErrInsideVault) || !errors.Is(err, cases.ErrNotWritten) {
			t.Errorf("into the vault: %v", err)
		}
	}
	if b, err := os.ReadFile(text); err != nil || string(b) != "kære mor" {
		t.Error("the letter was overwritten")
	}
	if _, err := s.Restore(ctx, filepath.Join(w.dir, "findes-ikke")); !errors.Is(err, cases.ErrNotFound) {
		t.Errorf("nothing there: %v", err)
	}
}

// Without a passphrase the copy is compared byte for byte and says that it was
// not opened; a second one to the same file takes the first one's place.
func TestBackupWithoutKey(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	newCase(t, s, "Karim Farah")
	stick := filepath.Join(w.dir, "stick.tar")
	for range 2 {
		r, err := storage.Backup(ctx, w.opts, stick)
		if err != nil || r.Proven || r.Cases != 1 {
			t.Errorf("%+v, %v", r, err)
		}
	}
	list, err := os.ReadDir(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if strings.HasSuffix(e.Name(), ".tmp") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}
