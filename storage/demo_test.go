package storage_test

import (
	"context"
	"testing"

	"brobygger/cases"
	"brobygger/cases/demo"
	"brobygger/cases/history"
	"brobygger/storage"
)

// fillDemo makes a demo vault with n cases.
func (w *world) fillDemo(n int) *storage.Store {
	w.t.Helper()
	ctx := context.Background()
	s, res, err := storage.Init(ctx, storage.InitOptions{Options: w.opts, Name: "Amira Vind", Team: "Demo", Demo: true,
		Roles: []cases.MemberRole{cases.MemberMentor, cases.MemberVicevaert, cases.MemberMoedeleder}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Close() })
	w.res = res
	me := s.Me()
	plans := demo.Generate(demo.Options{Seed: 1, Day: today(), Now: w.now, Cases: n, Services: w.fillDirectory(s), Workers: []demo.Worker{{Member: me.ID, Name: me.Name, Roles: me.Roles}}})
	keyOf := func(int) history.Key { return me.Keys[0] }
	_, err = s.Bulk(ctx, func(put func(string, []storage.BulkEntry) error) error {
		for p, err := range plans {
			if err != nil {
				return err
			}
			var out []storage.BulkEntry
			for _, step := range p.Steps {
				for _, ch := range step.Changes {
					out = append(out, storage.BulkEntry{At: step.At, Device: step.Device, Change: func(made []cases.EntryID) cases.Change { return ch.Resolve(made, keyOf) }})
				}
			}
			if err := put(p.ID, out); err != nil {
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

// fillDirectory writes the services of the demo.
func (w *world) fillDirectory(s *storage.Store) []cases.EntryID {
	w.t.Helper()
	ctx := context.Background()
	forms, err := demo.Services()
	if err != nil {
		w.t.Fatal(err)
	}
	d, err := s.Directory(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	var all []cases.Change
	for _, f := range forms {
		ch, err := d.Add(f)
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, ch)
	}
	saved, err := s.SaveDirectory(ctx, all...)
	if err != nil {
		w.t.Fatal(err)
	}
	return saved.Entries[0]
}

func TestDemo(t *testing.T) {
	w := newWorld(t)
	s := w.fillDemo(60)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = w.open()
	if !s.Info().Demo {
		t.Error("the vault does not say that its cases are invented")
	}
	rows, err := s.Rows(context.Background(), today())
	if err != nil {
		t.Fatal(err)
	}
	conflicts := 0
	for _, r := range rows {
		conflicts += r.Conflicts
		if r.SetAside || r.Incomplete {
			t.Errorf("case %s: %+v", r.Number, r)
		}
	}
	if len(rows) != 60 || conflicts == 0 {
		t.Errorf("%d cases with %d conflicts", len(rows), conflicts)
	}
	d, err := s.Directory(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	referred := 0
	for _, r := range rows {
		for _, x := range mustCase(t, s, r.ID).Referrals {
			if to := d.Service(x.To.ID); to == nil || to.Name != x.To.Name {
				t.Errorf("case %s is referred to %q, which is not in the directory", r.Number, x.To.Name)
			}
			referred++
		}
	}
	if len(d.Live()) < 14 || referred < 15 {
		t.Errorf("%d services, %d referrals", len(d.Live()), referred)
	}
	if _, err := s.Save(context.Background(), cases.Write{Case: rows[0].ID, Changes: []cases.Change{contact(mustCase(t, s, rows[0].ID), "ny note")}}); err != nil {
		t.Error(err)
	}
}
