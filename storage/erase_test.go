package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brobygger/cases"
)

func isErr(err, want error) bool { return errors.Is(err, want) }

// What should never have been written is gone from the case, the own log, the
// drafts and every copy, and does not come back with an old copy.
func TestEraseEverywhere(t *testing.T) {
	ctx := context.Background()
	const secret = "Ordet der aldrig skulle skrives"
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	save(t, s, id, contact(mustCase(t, s, id), secret))
	old := readAll(t, w.caseFile(id, "0"))
	copyName := strings.TrimSuffix(w.caseFile(id, "0"), ".age") + " (kopi).age"
	writeAll(t, copyName, old)
	for n, d := range []cases.Draft{
		{Case: id, Fields: map[string]string{"text": "Rettet: " + secret}},
		{Case: id, Fields: map[string]string{"text": "En helt anden ny note"}},
	} {
		d.ID = fmt.Sprintf("%016d", n)
		if err := s.PutDraft(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	c := mustCase(t, s, id)
	ch, err := c.Erase(c.Contacts[0].ID, cases.EraseNotNeeded, cases.Author{Roles: s.Me().Roles}, nil)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, id, ch)
	if left := w.bodiesLeft(secret); len(left) > 0 {
		t.Errorf("it still stands in %v", left)
	}
	if d, err := s.Drafts(ctx); err != nil || len(d) != 1 || d[0].ID != fmt.Sprintf("%016d", 1) {
		t.Errorf("drafts %+v, %v", d, err)
	}

	// A stick with the old file is copied in.
	writeAll(t, copyName, old)
	c = mustCase(t, s, id)
	if got := texts(c); strings.Contains(got, secret) || len(c.Contacts) != 1 || c.Contacts[0].Erased == nil {
		t.Errorf("the old copy brought it back: %q", got)
	}
	save(t, s, id, contact(c, "En ny note"))
	if left := w.bodiesLeft(secret); len(left) > 0 {
		t.Errorf("after the old copy it stands in %v", left)
	}
	r, err := s.Check(ctx, cases.CheckOptions{Deep: true})
	if err != nil || !r.OK || r.Erased != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A deleted case stays deleted, whatever turns up of it.
func TestDelete(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	id, other := newCase(t, s, "Karim Farah"), newCase(t, s, "Ida Lund")
	save(t, s, id, contact(mustCase(t, s, id), "Noget om Karim"))
	if err := s.PutDraft(ctx, cases.Draft{ID: "00112233445566aa", Case: id, Fields: map[string]string{"text": "x"}}); err != nil {
		t.Fatal(err)
	}
	old := readAll(t, w.caseFile(id, "0"))
	receipt, err := s.Delete(ctx, id, "fem år er gået")
	if err != nil || !strings.HasPrefix(receipt, id+" sha256:") {
		t.Fatalf("receipt %q, %v", receipt, err)
	}
	if left := w.bodiesLeft("Karim"); len(left) > 0 {
		t.Errorf("the case still stands in %v", left)
	}
	if d, err := s.Drafts(ctx); err != nil || len(d) != 0 {
		t.Errorf("drafts %+v, %v", d, err)
	}
	gone := func(what string) {
		t.Helper()
		rows, err := s.Rows(ctx, today())
		if err != nil || len(rows) != 1 || rows[0].ID != other {
			t.Errorf("%s: rows %+v, %v", what, rows, err)
		}
		for _, err := range []error{second(s.Case(ctx, id)), second(s.Find(ctx, id)), second(s.Delete(ctx, id, "igen")), second(s.Save(ctx, cases.Write{Case: id, Changes: []cases.Change{{Kind: cases.EntryContact}}}))} {
			if !errors.Is(err, cases.ErrDeleted) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	gone("at once")
	writeAll(t, w.caseFile(id, "0"), old)
	gone("with an old copy")
	save(t, s, other, contact(mustCase(t, s, other), "note"))
	if _, err := os.Stat(w.caseFile(id, "0")); err == nil {
		t.Error("the next save left the old copy")
	}
	// The tombstone itself is lost: the own log has it.
	if err := os.Remove(filepath.Join(w.opts.Dir, "deleted", id+".age")); err != nil {
		t.Fatal(err)
	}
	gone("without the tombstone")
	if r, err := s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := os.Stat(filepath.Join(w.opts.Dir, "deleted", id+".age")); err != nil {
		t.Error("the repair did not write the tombstone")
	}
}

func second[T any](_ T, err error) error { return err }

// One contact in three cases stands in all of them or in none.
func TestSeveralCasesAtOnce(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	s := w.initialise()
	var writes []cases.Write
	for range 3 {
		id := newCase(t, s, "Karim Farah")
		c := mustCase(t, s, id)
		writes = append(writes, cases.Write{Case: id, Changes: []cases.Change{contact(c, "fælles tur"), c.Add(cases.EntryFollowUp, cases.Fields{"text": "ring", "due": "2026-12-10"})}})
	}
	saved, err := s.Save(ctx, writes...)
	if err != nil {
		t.Fatal(err)
	}
	for i, wr := range writes {
		c := mustCase(t, s, wr.Case)
		if len(c.Contacts) != 1 || len(c.FollowUps) != 1 || saved.Entries[i][0] != c.Contacts[0].ID || saved.Entries[i][1] != c.FollowUps[0].ID {
			t.Errorf("case %d: %+v", i, c)
		}
		if len(c.Heads) != 1 {
			t.Errorf("case %d: what one person wrote in one go counts as written apart: %v", i, c.Heads)
		}
	}
	if _, err := s.Save(ctx, cases.Write{Case: writes[0].Case, Changes: []cases.Change{contact(mustCase(t, s, writes[0].Case), "x")}},
		cases.Write{Case: "not-an-id"}); !errors.Is(err, cases.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if c := mustCase(t, s, writes[0].Case); len(c.Contacts) != 1 {
		t.Error("half of a refused save was written")
	}
}

func TestTextTooLarge(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	big := contact(mustCase(t, s, id), strings.Repeat("æ", 512<<10))
	save(t, s, id, big) // 1 MiB is fine
	_, err := s.Save(context.Background(), cases.Write{Case: id, Changes: []cases.Change{contact(mustCase(t, s, id), strings.Repeat("\"", 2<<20))}})
	if !errors.Is(err, cases.ErrTooLarge) {
		t.Errorf("%v", err)
	}
	if err := s.PutDraft(context.Background(), cases.Draft{ID: "00112233445566aa", Fields: map[string]string{"text": strings.Repeat("x", 5<<20)}}); !errors.Is(err, cases.ErrTooLarge) {
		t.Errorf("draft: %v", err)
	}
	if got := len(texts(mustCase(t, s, id))); got != 1<<20 {
		t.Errorf("%d bytes came back", got)
	}
}

// More than 64 people have written apart from each other: the next save has
// seen them all, though an entry can name only 64.
func TestManyHeads(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	c := mustCase(t, s, id)
	for i := range 150 {
		save(t, s, id, contact(c, fmt.Sprint("note ", i)))
	}
	c = mustCase(t, s, id)
	if len(c.Heads) != 150 {
		t.Fatalf("%d heads", len(c.Heads))
	}
	save(t, s, id, contact(c, "har set dem alle"))
	if c = mustCase(t, s, id); len(c.Heads) != 1 || len(c.Contacts) != 151 {
		t.Errorf("%d heads, %d contacts", len(c.Heads), len(c.Contacts))
	}
	if r, err := s.Check(context.Background(), cases.CheckOptions{}); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
}

// The own log is packed into few files and loses nothing by it.
func TestLogIsPacked(t *testing.T) {
	w := newWorld(t)
	s := w.initialise()
	id := newCase(t, s, "Karim Farah")
	for i := range 80 {
		save(t, s, id, contact(mustCase(t, s, id), fmt.Sprint("note ", i)))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(w.opts.DeviceRoot, w.res.VaultID, "memory", "log", "*"))
	if err != nil || len(files) != 1 {
		t.Errorf("%d files, %v", len(files), err)
	}
	if err := os.RemoveAll(filepath.Join(w.opts.Dir, "cases")); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	if c := mustCase(t, s, id); len(c.Contacts) != 80 {
		t.Errorf("%d contacts", len(c.Contacts))
	}
	save(t, s, id, contact(mustCase(t, s, id), "og en til"))
	if r, err := s.Check(context.Background(), cases.CheckOptions{Repair: true}); err != nil || !r.OK || r.Cases != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
