package storage

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/crypto"
)

// insider opens a vault whose keys the test holds, so that it can write what
// the program never would.
func insider(t *testing.T) (*Store, string) {
	t.Helper()
	dir := t.TempDir()
	o := Options{Dir: filepath.Join(dir, "vault"), DeviceRoot: filepath.Join(dir, "state"), KDF: 4,
		Now: func() time.Time { return time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC) }}
	s, _, err := Init(context.Background(), InitOptions{Options: o, Name: "Amira Vind"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	id, err := s.NewID()
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Save(context.Background(), cases.Write{Case: id, Changes: []cases.Change{
		{Kind: cases.EntryCase, Set: map[string]any{"kind": "mentoring", "name": "Karim Farah", "status": "open", "phase": "kontakt"}},
		{Kind: cases.EntryContact, Set: map[string]any{"text": "den første note"}},
		{Kind: cases.EntryContact, Set: map[string]any{"text": "den anden note"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s, id
}

// plant seals entries as somebody would who can open the case, into a part.
func plant(t *testing.T, s *Store, k *keyring, r ref, part int, entries []*history.Entry) string {
	t.Helper()
	data, _, err := k.encode(r, part, entries, s.keys.everyone())
	if err != nil {
		t.Fatal(err)
	}
	name := placeOf(r).file(r, part)
	if err := os.WriteFile(filepath.Join(s.dir, filepath.FromSlash(name)), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func entriesOf(t *testing.T, s *Store, id string) []*history.Entry {
	t.Helper()
	l, err := s.load(ref{typeCase, id}, true)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := ordered(s.fold(l.ref, l.entries))
	return out
}

// Whoever can open a case can seal anything into it. What its authors did not
// sign does not count, the file is set aside, and check says so.
func TestForgedInside(t *testing.T) {
	for name, forge := range map[string]func(s *Store, r ref, e []*history.Entry) []*history.Entry{
		"another's words": func(s *Store, r ref, e []*history.Entry) []*history.Entry {
			body, err := history.EncodeBody(history.Change{Set: map[string]any{"text": "det sagde hun aldrig"}}, [16]byte{9}, nil)
			if err != nil {
				t.Fatal(err)
			}
			h := e[1].Head
			h.Body, h.Seq = history.HashBody(body), 99
			raw := h.Encode()
			return append(e, &history.Entry{ID: history.IDOf(raw), Head: h, RawHead: raw, RawBody: body, Sig: e[1].Sig})
		},
		"an entry of another case": func(s *Store, r ref, e []*history.Entry) []*history.Entry {
			body, err := history.EncodeBody(history.Change{Set: map[string]any{"text": "fra en anden sag"}}, [16]byte{9}, nil)
			if err != nil {
				t.Fatal(err)
			}
			x, err := s.keys.sign(ref{typeCase, strings.Repeat("0", 32)}, history.Head{Device: "0011223344556677", Seq: 1, Kind: "contact"}, body)
			if err != nil {
				t.Fatal(err)
			}
			return append(e, x)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, id := insider(t)
			r := ref{typeCase, id}
			file := plant(t, s, s.keys, r, 3, forge(s, r, entriesOf(t, s, id)))
			c, err := s.Case(context.Background(), id)
			if err != nil || len(c.Contacts) != 2 {
				t.Fatalf("%d contacts, %v", len(c.Contacts), err)
			}
			rep, err := s.Check(context.Background(), cases.CheckOptions{Deep: true})
			if err != nil || rep.OK || len(rep.Forged) != 1 || rep.Forged[0] != (cases.Problem{File: file, What: "forged"}) {
				t.Errorf("%+v, %v", rep, err)
			}
			before, err := os.ReadFile(filepath.Join(s.dir, file))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Save(context.Background(), cases.Write{Case: id, Changes: []cases.Change{c.Add(cases.EntryContact, cases.Fields{"text": "ny"})}}); err != nil {
				t.Fatal(err)
			}
			after, err := os.ReadFile(filepath.Join(s.dir, file))
			if err != nil || !bytes.Equal(before, after) {
				t.Errorf("the evidence was touched: %v", err)
			}
			for _, e := range entriesOf(t, s, id) {
				if e.Head.Seq == 99 || e.Head.Device == "0011223344556677" {
					t.Error("the forged entry was written on")
				}
			}
		})
	}
}

// A file that a stranger sealed: her seal is not believed, what members signed
// in it counts, and her own entries are kept apart.
func TestStrangersSeal(t *testing.T) {
	ctx := context.Background()
	s, id := insider(t)
	r := ref{typeCase, id}
	stranger, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	k, err := newKeyring(s.id, stranger)
	if err != nil {
		t.Fatal(err)
	}
	body, err := history.EncodeBody(history.Change{Set: map[string]any{"text": "fra en fremmed"}}, [16]byte{1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := k.sign(r, history.Head{Device: "0011223344556677", Seq: 1, Time: s.now(), Kind: "contact"}, body)
	if err != nil {
		t.Fatal(err)
	}
	file := plant(t, s, k, r, 2, append(entriesOf(t, s, id), x))
	// Also without this device's own knowledge.
	if err := os.Remove(filepath.Join(s.dir, filepath.FromSlash(placeOf(r).file(r, 0)))); err != nil {
		t.Fatal(err)
	}
	c, err := s.Case(ctx, id)
	if err != nil || len(c.Contacts) != 2 || len(c.State.Apart) != 1 || c.State.Apart[0].Why != history.WhyUnknown {
		t.Fatalf("%+v, %v", c, err)
	}
	rep, err := s.Check(ctx, cases.CheckOptions{})
	if err != nil || rep.OK || len(rep.Damaged) != 1 || rep.Damaged[0] != (cases.Problem{File: file, What: "seal"}) || len(rep.UnknownAuthor) != 1 {
		t.Errorf("%+v, %v", rep, err)
	}
	rows, err := s.catalog.anyDay(ctx)
	if err != nil || len(rows) != 1 || !rows[0].SetAside {
		t.Errorf("%+v, %v", rows, err)
	}
}

// Two entries with one number of one device are named.
func TestForkIsNamed(t *testing.T) {
	s, id := insider(t)
	r := ref{typeCase, id}
	all := entriesOf(t, s, id)
	body, err := history.EncodeBody(history.Change{Set: map[string]any{"text": "skrevet to gange"}}, [16]byte{1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.keys.sign(r, history.Head{Device: all[0].Head.Device, Seq: 2, After: []history.ID{all[0].ID}, Time: s.now(), Kind: "contact"}, body)
	if err != nil {
		t.Fatal(err)
	}
	plant(t, s, s.keys, r, 1, append(slices.Clone(all), x))
	rep, err := s.Check(context.Background(), cases.CheckOptions{})
	if err != nil || rep.OK || len(rep.Forks) != 1 || rep.Forks[0].What != "fork" {
		t.Errorf("%+v, %v", rep, err)
	}
}

// A critical kind that only a newer program knows makes the case read-only, and
// its entries are kept byte for byte; a higher version is not touched at all.
func TestNewerProgram(t *testing.T) {
	ctx := context.Background()
	s, id := insider(t)
	r := ref{typeCase, id}
	all := entriesOf(t, s, id)
	body, err := history.EncodeBody(history.Change{Set: map[string]any{"x": "y"}}, [16]byte{1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	newer, err := s.keys.sign(r, history.Head{Device: "0011223344556677", Seq: 1, After: headsOf(all), Time: s.now(), Kind: "later-kind"}, body)
	if err != nil {
		t.Fatal(err)
	}
	plant(t, s, s.keys, r, 1, append(slices.Clone(all), newer))
	c, err := s.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	write := cases.Write{Case: id, Changes: []cases.Change{c.Add(cases.EntryContact, cases.Fields{"text": "ny"})}}
	if _, err := s.Save(ctx, write); err != nil {
		t.Fatal(err)
	}
	kept := slices.ContainsFunc(entriesOf(t, s, id), func(e *history.Entry) bool {
		return e.ID == newer.ID && bytes.Equal(e.RawHead, newer.RawHead) && bytes.Equal(e.RawBody, newer.RawBody)
	})
	if !kept {
		t.Error("an unknown kind was not kept")
	}
	critical, err := s.keys.sign(r, history.Head{Device: "0011223344556677", Seq: 2, After: []history.ID{newer.ID}, Time: s.now(), Kind: "later-kind", Critical: true}, body)
	if err != nil {
		t.Fatal(err)
	}
	plant(t, s, s.keys, r, 1, append(slices.Clone(all), newer, critical))
	if _, err := s.Save(ctx, write); !isNewer(err) {
		t.Errorf("a critical kind: %v", err)
	}
	if err := os.Remove(filepath.Join(s.dir, filepath.FromSlash(placeOf(r).file(r, 1)))); err != nil {
		t.Fatal(err)
	}
	text := encodeHistory(r, 0, all, s.keys.mine, nil, func([]byte) string { return "" })
	text = bytes.Replace(text, []byte(`"version":1`), []byte(`"version":2`), 1)
	sealed, _, err := s.keys.everyone().sealer.Seal(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, filepath.FromSlash(placeOf(r).file(r, 1))), sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(ctx, write); !isNewer(err) {
		t.Errorf("a higher version: %v", err)
	}
	rep, err := s.Check(ctx, cases.CheckOptions{Repair: true})
	if err != nil || rep.OK || len(rep.Damaged) != 1 || rep.Damaged[0].What != "newer-version" {
		t.Errorf("%+v, %v", rep, err)
	}
}

// A history whose only file is from a newer program is not called damaged: it
// is said what it is, by reading, writing and deleting, and the file stays.
func TestOnlyFileIsOfANewerProgram(t *testing.T) {
	ctx := context.Background()
	s, _ := insider(t)
	id := strings.Repeat("4f", 16)
	newer := func(r ref) []byte {
		t.Helper()
		text := encodeHistory(r, 0, nil, s.keys.mine, nil, func([]byte) string { return "" })
		b, _, err := s.keys.everyone().sealer.Seal(bytes.Replace(text, []byte(`"version":1`), []byte(`"version":2`), 1))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(s.dir, filepath.FromSlash(placeOf(r).file(r, 0)))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := newer(ref{typeCase, id})
	rows, err := s.Rows(ctx, calendar.Of(s.now()))
	if err != nil || len(rows) != 2 {
		t.Fatalf("%+v, %v", rows, err)
	}
	if _, err := s.Case(ctx, id); !isNewer(err) || errors.Is(err, cases.ErrDamaged) {
		t.Errorf("shown: %v", err)
	}
	if _, err := s.Save(ctx, cases.Write{Case: id, Changes: []cases.Change{{Kind: cases.EntryContact, Set: map[string]any{"text": "ny"}}}}); !isNewer(err) {
		t.Errorf("written in: %v", err)
	}
	if _, err := s.Delete(ctx, id, "prøve"); !isNewer(err) {
		t.Errorf("deleted: %v", err)
	}
	if got, err := os.ReadFile(filepath.Join(s.dir, "cases", "4f", id+"-0.age")); err != nil || !bytes.Equal(got, b) {
		t.Errorf("the file: %v", err)
	}
	newer(membersRef())
	if err := s.SetDeputy(ctx, "none"); !isNewer(err) {
		t.Errorf("the member list: %v", err)
	}
	o := s.o
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, o); !isNewer(err) {
		t.Errorf("opened: %v", err)
	}
}

// The founding record names the key that founded: one that names another is not
// believed, though its signature and its id are right.
func TestFounderNamesAnotherKey(t *testing.T) {
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	other, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		verify crypto.VerifyKey
		ok     bool
	}{{id.VerifyKey(), true}, {other.VerifyKey(), false}, {"", false}} {
		e, err := foundVault(id, "0011223344556677", time.Date(2026, 12, 7, 8, 0, 0, 0, time.UTC), founding{name: "Amira Vind", recipient: id.Recipient(),
			verify: c.verify, recovery: other.Recipient(), recoveryVerify: other.VerifyKey()}, [16]byte{1})
		if err != nil {
			t.Fatal(err)
		}
		_, err = readTeam(string(e.ID), history.Key(id.VerifyKey()), []*history.Entry{e})
		if c.ok != (err == nil) || !c.ok && !errors.Is(err, cases.ErrDamaged) {
			t.Errorf("%q: %v", c.verify, err)
		}
	}
}

func isNewer(err error) bool {
	return errors.Is(err, cases.ErrNewerVersion)
}
