package storage_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
)

// fillGrown makes a demo vault of n grown cases: 25 entries with about 8 KB of
// text each.
func (w *world) fillGrown(n int) *storage.Store {
	w.t.Helper()
	ctx := context.Background()
	s, res, err := storage.Init(ctx, storage.InitOptions{Options: w.opts, Name: "Amira Vind", Demo: true})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Close() })
	w.res = res
	note := strings.Repeat("Vi gik en tur om søen og talte om skolen. ", 9)
	_, err = s.Bulk(ctx, func(put func(string, []storage.BulkEntry) error) error {
		for i := range n {
			id, err := s.NewID()
			if err != nil {
				return err
			}
			var out []storage.BulkEntry
			add := func(day int, kind string, set map[string]any) {
				out = append(out, storage.BulkEntry{At: w.now.AddDate(0, 0, day-300), Change: func(made []cases.EntryID) cases.Change {
					c := cases.Change{Kind: kind, Set: set}
					if len(made) > 0 {
						c.After = made[len(made)-1:]
					}
					return c
				}})
			}
			add(0, cases.EntryCase, map[string]any{"kind": "mentoring", "number": fmt.Sprintf("26-%04d", i), "name": fmt.Sprintf("Karim Nummer%d", i), "status": "open", "phase": "kontakt", "opened": "2026-02-10"})
			for k := range 4 {
				add(k, cases.EntryParty, map[string]any{"name": fmt.Sprintf("Lone Person%d", k), "relation": "klasselærer", "phone": "00 11 22 33"})
			}
			for k := range 20 {
				add(10*k, cases.EntryContact, map[string]any{"channel": "visit", "met": true, "minutes": 30, "at": "2026-03-01T10:00", "text": note, "arenas": []string{"skole"}})
			}
			if err := put(id, out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func BenchmarkBulk1000(b *testing.B) {
	for b.Loop() {
		w := newWorld(b)
		start := time.Now()
		_ = w.fillGrown(1000).Close()
		b.ReportMetric(time.Since(start).Seconds(), "s/1000")
	}
}

// BenchmarkOpen1000 is from the unlocked key to the list of 1,000 cases.
func BenchmarkOpen1000(b *testing.B) {
	w := newWorld(b)
	if err := w.fillGrown(1000).Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := storage.Open(context.Background(), w.opts)
		if err != nil {
			b.Fatal(err)
		}
		rows, err := s.Rows(context.Background(), today())
		if err != nil || len(rows) != 1000 {
			b.Fatal(len(rows), err)
		}
		b.StopTimer()
		_ = s.Close()
		b.StartTimer()
	}
}

// BenchmarkSave is one contact into a grown case, and, beside it, no more than
// sealing the same file and making it durable.
func BenchmarkSave(b *testing.B) {
	b.Run("save", func(b *testing.B) {
		w := newWorld(b)
		s := w.fillGrown(100)
		rows, err := s.Rows(context.Background(), today())
		if err != nil {
			b.Fatal(err)
		}
		// Many cases in turn, so that none grows much.
		i := 0
		for b.Loop() {
			b.StopTimer()
			c := mustCase(b, s, rows[i%len(rows)].ID) // it is on the screen
			ch := contact(c, "Ringede, tog ikke telefonen.")
			i++
			b.StartTimer()
			save(b, s, c.ID, ch)
		}
	})
	b.Run("bare", func(b *testing.B) {
		dir := b.TempDir()
		var to []crypto.Recipient
		for range 2 {
			id, err := crypto.NewIdentity(nil)
			if err != nil {
				b.Fatal(err)
			}
			to = append(to, id.Recipient())
		}
		sealer, err := crypto.NewSealer(to)
		if err != nil {
			b.Fatal(err)
		}
		text := []byte(strings.Repeat("x", 24<<10))
		for b.Loop() {
			sealed, _, err := sealer.Seal(text)
			if err != nil {
				b.Fatal(err)
			}
			bareWrite(b, dir, sealed)
		}
	})
}

func bareWrite(b *testing.B, dir string, data []byte) {
	f, err := os.Create(filepath.Join(dir, "tmp"))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := f.Write(data); err != nil {
		b.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
	_ = f.Close()
	if err := os.Rename(f.Name(), filepath.Join(dir, "file")); err != nil {
		b.Fatal(err)
	}
	d, err := os.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	if err := d.Sync(); err != nil {
		b.Fatal(err)
	}
	_ = d.Close()
}
