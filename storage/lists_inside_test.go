package storage

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/crypto"
)

func listed(t *testing.T, s *Store, name string) cases.Change {
	t.Helper()
	d, err := s.Directory(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ch, err := d.Add(cases.ServiceForm{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

func listEntries(t *testing.T, s *Store, r ref) []*history.Entry {
	t.Helper()
	l, err := s.load(r, true)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := ordered(s.fold(r, l.entries))
	return out
}

// put writes a file into the folder of the lists.
func put(t *testing.T, s *Store, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(s.dir, listsDir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, listsDir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// What only a newer program understands is kept byte for byte; a critical kind
// makes the list read-only, and of a higher version nothing is written at all.
func TestListNewerProgram(t *testing.T) {
	ctx := context.Background()
	s, _ := insider(t)
	r := listRef(listServices)
	if _, err := s.SaveDirectory(ctx, listed(t, s, "Klubben")); err != nil {
		t.Fatal(err)
	}
	all := listEntries(t, s, r)
	later := func(critical bool) *history.Entry {
		body, err := history.EncodeBody(history.Change{Set: map[string]any{"x": "y"}}, [16]byte{1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		e, err := s.keys.sign(r, history.Head{Device: "0011223344556677", Seq: 1, After: headsOf(all), Time: s.now(), Kind: "later-kind", Critical: critical}, body)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	newer := later(false)
	plant(t, s, s.keys, r, 1, append(slices.Clone(all), newer))
	if _, err := s.SaveDirectory(ctx, listed(t, s, "Svømmehallen")); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(listEntries(t, s, r), func(e *history.Entry) bool { return e.ID == newer.ID && bytes.Equal(e.RawBody, newer.RawBody) }) {
		t.Error("an unknown kind was not kept")
	}
	change := listed(t, s, "Halbolden")
	plant(t, s, s.keys, r, 1, append(slices.Clone(all), later(true)))
	d, err := s.Directory(ctx)
	if err != nil || !d.ReadOnly || len(d.Services) != 2 {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := d.Add(cases.ServiceForm{Name: "Halbolden"}); !errors.Is(err, cases.ErrReadOnly) {
		t.Errorf("a critical kind, in the form: %v", err)
	}
	if _, err := s.SaveDirectory(ctx, change); !isNewer(err) {
		t.Errorf("a critical kind: %v", err)
	}
	text := encodeHistory(r, 0, all, s.keys.mine, nil, func([]byte) string { return "" })
	text = bytes.Replace(text, []byte(`"version":1`), []byte(`"version":2`), 1)
	sealed, _, err := s.keys.everyone().sealer.Seal(text)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, "services-1.age", sealed)
	if _, err := s.SaveDirectory(ctx, change); !isNewer(err) {
		t.Errorf("a higher version: %v", err)
	}
}

// A list of a higher version that stands alone is said to be newer, is not
// written, and is not moved aside.
func TestListOfHigherVersionAlone(t *testing.T) {
	ctx := context.Background()
	s, _ := insider(t)
	r := listRef(listServices)
	text := encodeHistory(r, 0, nil, s.keys.mine, nil, func([]byte) string { return "" })
	sealed, _, err := s.keys.everyone().sealer.Seal(bytes.Replace(text, []byte(`"version":1`), []byte(`"version":2`), 1))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, "services.age", sealed)
	if _, err := s.Directory(ctx); !isNewer(err) {
		t.Errorf("shown: %v", err)
	}
	if _, err := s.SaveDirectory(ctx, cases.Change{Kind: cases.EntryService, Set: map[string]any{"name": "Klubben"}}); !isNewer(err) {
		t.Errorf("written: %v", err)
	}
	if _, err := s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(filepath.Join(s.dir, listsDir, "services.age")); err != nil || !bytes.Equal(now, sealed) {
		t.Errorf("it was touched: %v", err)
	}
}

// A list that is sealed to others is none of ours: nobody takes it for empty, and
// nothing is written over it.
func TestListOfOthers(t *testing.T) {
	ctx := context.Background()
	s, _ := insider(t)
	other, err := crypto.NewIdentity(s.o.Rand)
	if err != nil {
		t.Fatal(err)
	}
	to, err := newAudience(other.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	data, _, err := s.keys.encode(listRef(listServices), 0, nil, to)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, "services.age", data)
	if _, err := s.Directory(ctx); !errors.Is(err, cases.ErrNotSealedToMe) {
		t.Errorf("shown: %v", err)
	}
	if _, err := s.SaveDirectory(ctx, cases.Change{Kind: cases.EntryService, Set: map[string]any{"name": "Klubben"}}); !errors.Is(err, cases.ErrNotSealedToMe) {
		t.Errorf("written: %v", err)
	}
	if r, err := s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil || !r.OK || r.NotForMe != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A list that this program does not know is merged and kept like the others, and
// an entry that nobody signed does not count in one that it does.
func TestListUnknownAndForged(t *testing.T) {
	ctx := context.Background()
	s, _ := insider(t)
	r := listRef("arkiv")
	body, err := history.EncodeBody(history.Change{Set: map[string]any{"x": "y"}}, [16]byte{1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for part, device := range []string{"0011223344556677", "7766554433221100"} {
		e, err := s.keys.sign(r, history.Head{Device: device, Seq: 1, Time: s.now(), Kind: "later-kind"}, body)
		if err != nil {
			t.Fatal(err)
		}
		put(t, s, "x", nil) // makes the folder
		plant(t, s, s.keys, r, part, []*history.Entry{e})
	}
	if err := os.Remove(filepath.Join(s.dir, listsDir, "x")); err != nil {
		t.Fatal(err)
	}
	if rep, err := s.Check(ctx, cases.CheckOptions{Repair: true}); err != nil || !rep.OK || len(rep.Repaired) != 1 || len(listEntries(t, s, r)) != 2 {
		t.Errorf("%+v, %v", rep, err)
	}
	if _, err := s.SaveDirectory(ctx, listed(t, s, "Klubben")); err != nil {
		t.Fatal(err)
	}
	good := listEntries(t, s, listRef(listServices))
	forged := *good[0]
	forged.Sig = "ed25519:" + string(bytes.Repeat([]byte("A"), 86))
	plant(t, s, s.keys, listRef(listServices), 0, []*history.Entry{&forged})
	rep, err := s.Check(ctx, cases.CheckOptions{Deep: true})
	if err != nil || rep.OK || len(rep.Forged) != 1 || rep.Forged[0].File != "lists/services.age" {
		t.Errorf("%+v, %v", rep, err)
	}
	if d, err := s.Directory(ctx); err != nil || len(d.Services) != 1 {
		t.Errorf("%+v, %v", d, err)
	}
}
