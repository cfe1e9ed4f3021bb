package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/demo"
	"brobygger/cases/history"
	"brobygger/cmd/brobygger/parent"
	"brobygger/crypto"
	"brobygger/storage"
)

// unfinished marks the folder of a demo that is being made. It holds nothing,
// and goes when the key file is written: a demo that was broken off is made
// anew, and no folder without the mark is ever cleared.
const unfinished = "demo-unfinished"

func (a *app) demoCommand() *builder {
	return a.command("demo", "", (*call).demo).number("cases").number("seed").flag("no-tui").alone()
}

// wish is which demo is asked for.
type wish struct {
	cases int
	seed  uint64
	anew  bool // make it anew, also where there is one
}

// demo opens the demo vault, which it makes first where there is none, or where
// another one is asked for.
func (c *call) demo() error {
	dir, err := c.demoDir()
	if err != nil {
		return err
	}
	w := plainWish()
	if n, ok := c.num("cases"); ok {
		w.cases, w.anew = n, true
	}
	if n, ok := c.num("seed"); ok {
		w.seed, w.anew = uint64(n), true
	}
	screens := c.hasScreen() && !c.on("no-tui") && !c.opt.json
	if c.opt.vault = dir; screens && parent.IsChild() {
		return c.screens(true)
	}
	s, err := c.demoSession(c.Context(), dir, w, c.progress())
	if err != nil {
		return err
	}
	if screens {
		// The screens open the vault in a process of their own.
		if err := s.Close(); err != nil {
			return err
		}
		return runTUI(c)
	}
	c.adopt(s)
	if c.opt.json {
		return c.demoResult(s)
	}
	c.warn(c.w.T("cli.demo.ready", s.dir))
	return c.dayAndCases(s)
}

// plainWish is the demo that is made unless another is asked for: so many cases
// that every state occurs.
func plainWish() wish { return wish{cases: demo.AllStates, seed: 1} }

func (c *call) demoResult(s *session) error {
	n, entries := 0, 0
	err := s.Each(c.Context(), func(cs *cases.Case) bool {
		n++
		entries += len(cs.State.Order)
		return true
	})
	if err != nil {
		return err
	}
	info := s.Info()
	return c.result(struct {
		Vault    string `json:"vault"`
		Identity string `json:"identity"`
		Cases    int    `json:"cases"`
		Entries  int    `json:"entries"`
		Members  int    `json:"members"`
	}{info.Dir, info.Identity, n, entries, info.Members}, nil)
}

// demoDir is where the demo vault lies: the folder that was named, else one of
// its own.
func (c *call) demoDir() (string, error) {
	if c.opt.vault == "" && c.place.env("BROBYGGER_VAULT") == "" {
		return c.place.demo()
	}
	return c.vaultDir()
}

// openOrMakeDemo opens the demo vault of a folder, which it makes first where
// there is none.
func (a *app) openOrMakeDemo(ctx context.Context, dir string, p func(stage string, done, total int)) (*storage.Store, error) {
	s, err := a.demoSession(ctx, dir, plainWish(), p)
	if err != nil {
		return nil, err
	}
	return s.Store, nil
}

// demoSession opens or makes a demo vault. Its clock obeys BROBYGGER_NOW from
// the beginning. A vault that is no demo is refused.
func (a *app) demoSession(ctx context.Context, dir string, w wish, p func(stage string, done, total int)) (*session, error) {
	o, err := a.storageOptions(ctx, dir)
	if err != nil {
		return nil, err
	}
	s := &session{dir: dir}
	s.demo.Store(true)
	o.Now, o.Progress = a.clockOf(&s.demo), p
	free, err := a.presentDemo(ctx, s, o, w.anew)
	if err == nil && free {
		err = a.makeDemo(ctx, s, o, w)
	}
	if err != nil {
		return nil, about(dir, noKey(err))
	}
	return s, nil
}

// presentDemo opens the demo vault that is there. Where there is none to open,
// since nothing is there, one was broken off, or another one is asked for, it
// clears the way and says so.
func (a *app) presentDemo(ctx context.Context, s *session, o storage.Options, anew bool) (free bool, err error) {
	m, err := storage.Peek(s.dir)
	if errors.Is(err, cases.ErrNoVault) {
		return true, a.clearDemo(s.dir, "", markedUnfinished(s.dir))
	}
	if err != nil {
		return false, err
	}
	if markedUnfinished(s.dir) {
		return true, a.clearDemo(s.dir, m.VaultID, true)
	}
	if s.Store, err = storage.Open(ctx, o); err != nil {
		return false, err
	}
	isDemo := s.Info().Demo
	if isDemo && !anew {
		return false, nil
	}
	if err := s.Close(); err != nil {
		return false, err
	}
	if !isDemo {
		return false, &sentence{codeFailed, "not-a-demo", a.w.T("clierr.not-a-demo")}
	}
	return true, a.clearDemo(s.dir, m.VaultID, true)
}

func markedUnfinished(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, unfinished))
	return err == nil
}

// clearDemo removes a demo vault: its files, and what this device keeps of it.
// The key file that was named goes only if it is this vault's.
func (a *app) clearDemo(dir, vaultID string, ours bool) error {
	key, err := a.demoKey(vaultID)
	if err != nil || !ours {
		return err
	}
	// From here on it is a demo that was broken off, whatever happens next.
	if err := markUnfinished(dir); err != nil {
		return err
	}
	gone := []string{filepath.Join(dir, "brobygger.json")}
	if key != "" {
		// While it is still known whose it is.
		gone = []string{key, gone[0]}
	}
	for _, name := range []string{"members.age", "cases", "deleted", "keys", "heads", "log", "lists", "aside", "lock"} {
		gone = append(gone, filepath.Join(dir, name))
	}
	if vaultID != "" {
		for _, root := range []func() (string, error){a.place.stateRoot, a.place.cacheRoot} {
			device, err := root()
			if err != nil {
				return err
			}
			gone = append(gone, filepath.Join(device, vaultID))
		}
	}
	for _, path := range gone {
		if err := os.RemoveAll(path); err != nil {
			return about(path, err)
		}
	}
	return nil
}

// demoKey looks at the key file that was named: a demo is made with a key of its
// own, and never with one that belongs to another vault. file is its path where
// it belongs to the vault of that id.
func (a *app) demoKey(vaultID string) (file string, err error) {
	named, err := a.identityFile()
	if err != nil || named == "" {
		return "", err
	}
	b, err := readFile(named, maxLine)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer clear(b)
	id, err := crypto.ParseIdentity(b)
	switch {
	case err != nil || id.Pins().VaultID != "" && id.Pins().VaultID != vaultID:
		return "", about(named, &sentence{codeFailed, "not-a-demo", a.w.T("clierr.demo.key")})
	case id.Pins().VaultID == "":
		return "", nil
	}
	return named, nil
}

func markUnfinished(dir string) error {
	return os.WriteFile(filepath.Join(dir, unfinished), nil, 0o600)
}

// makeDemo makes a demo vault.
func (a *app) makeDemo(ctx context.Context, s *session, o storage.Options, w wish) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	if err := markUnfinished(s.dir); err != nil {
		return err
	}
	store, _, err := storage.Init(ctx, storage.InitOptions{Options: o, Name: a.w.T("cli.demo.name"), Team: a.w.T("cli.demo.team"),
		Roles: cases.MemberRoles(), Demo: true})
	if err != nil {
		return err
	}
	s.Store = store
	if err := fillDemo(ctx, s, o, w); err != nil {
		return errors.Join(err, s.Close())
	}
	return removeFile(filepath.Join(s.dir, unfinished))
}

// fillDemo writes the invented cases.
func fillDemo(ctx context.Context, s *session, o storage.Options, w wish) error {
	me, now := s.Me(), o.Now()
	keyOf := func(int) history.Key { return me.Keys[len(me.Keys)-1] }
	services, err := demoServices(ctx, s.Store)
	if err != nil {
		return err
	}
	plans := demo.Generate(demo.Options{Seed: w.seed, Day: calendar.Of(now), Now: now, Cases: w.cases, Services: services,
		Workers: []demo.Worker{{Member: me.ID, Name: me.Name, Roles: me.Roles}}})
	_, err = s.Bulk(ctx, func(put func(string, []storage.BulkEntry) error) error {
		done := 0
		for p, err := range plans {
			if err != nil {
				return err
			}
			if err := put(p.ID, demoEntries(p, keyOf)); err != nil {
				return err
			}
			done++
			o.Progress(storage.StageBulk, done, w.cases)
		}
		return nil
	})
	return err
}

// demoServices writes the invented directory and gives the ids of its services.
func demoServices(ctx context.Context, s cases.Store) ([]cases.EntryID, error) {
	forms, err := demo.Services()
	if err != nil {
		return nil, err
	}
	d, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	var all []cases.Change
	for _, f := range forms {
		ch, err := d.Add(f)
		if err != nil {
			return nil, err
		}
		all = append(all, ch)
	}
	saved, err := s.SaveDirectory(ctx, all...)
	if err != nil {
		return nil, err
	}
	return saved.Entries[0], nil
}

// demoEntries are the entries of a planned case.
func demoEntries(p *demo.Plan, keyOf func(int) history.Key) []storage.BulkEntry {
	out := make([]storage.BulkEntry, 0, p.Changes())
	for _, step := range p.Steps {
		for _, ch := range step.Changes {
			out = append(out, storage.BulkEntry{At: step.At, Device: step.Device,
				Change: func(made []cases.EntryID) cases.Change { return ch.Resolve(made, keyOf) }})
		}
	}
	return out
}
