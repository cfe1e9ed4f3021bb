package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"brobygger/cases"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

func (m *machine) caseFile(id string) string {
	return filepath.Join(m.opts.Dir, "cases", id[:2], id+"-0.age")
}

// versions are files of one case that a sync program may put in place of the
// one that is there: all of them valid, all of them sealed by the team.
type versions struct {
	older     []byte // without the last entries of this device
	current   []byte // as our save found it
	colleague []byte // with a note and another name that a colleague has written
	both      []byte // with what the colleague wrote on top of that
}

const (
	ourName       = "Karim Farah Holm"
	colleagueName = "Karim H. Farah"
	colleagueNote = "Kollegaen så ham ved hallen."
	laterNote     = "Og igen om aftenen."
)

// apart makes a machine, what may be relied on in its vault, and the versions.
func apart(t *testing.T) (*machine, *kept, versions) {
	t.Helper()
	m, k := established(t)
	var v versions
	v.older = m.disk.Read(m.caseFile(karimID))
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	u := &user{s: s, k: k}
	if err := errors.Join(u.do(noteIn("Skrevet lige før.", karimID)), s.Close()); err != nil {
		t.Fatal(err)
	}
	v.current = m.disk.Read(m.caseFile(karimID))
	other := m.with(m.disk.Clone()).device("colleague")
	s, err = other.open()
	if err != nil {
		t.Fatal(err)
	}
	c := &user{s: s, k: newKept()}
	if err := c.all(renameOf(karimID, colleagueName), noteIn(colleagueNote, karimID)); err != nil {
		t.Fatal(err)
	}
	v.colleague = other.disk.Read(m.caseFile(karimID))
	if err := errors.Join(c.do(noteIn(laterNote, karimID)), s.Close()); err != nil {
		t.Fatal(err)
	}
	v.both = other.disk.Read(m.caseFile(karimID))
	// The colleague's computer is as it is: what it signed, it has.
	for name, data := range other.under("colleague") {
		m.disk.Put(filepath.Join(m.top, "colleague", filepath.FromSlash(name)), data)
	}
	return m, k, v
}

// shown says what of notes and names a store does not show of Karim's case: all
// notes, once, and exactly these names; more than one is a conflict.
func shown(s *storage.Store, notes []string, names ...string) error {
	c, err := s.Case(context.Background(), karimID)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if count(c, n) != 1 {
			return fmt.Errorf("%d times %q in %q", count(c, n), n, texts(c))
		}
	}
	have := namesOf(c)
	slices.Sort(names)
	if !slices.Equal(have, names) {
		return fmt.Errorf("the name is %q, want %q", have, names)
	}
	return nil
}

// namesOf are the names that a person has to choose between, or the one, sorted.
func namesOf(c *cases.Case) []string {
	var have []string
	for _, x := range c.Conflicts {
		for _, v := range x.Values {
			if x.Field == "name" {
				have = append(have, strings.Trim(string(v.Raw), `"`))
			}
		}
	}
	if len(have) == 0 {
		return []string{c.Person.Name}
	}
	slices.Sort(have)
	return have
}

// client is a sync program at work while we save.
type client struct {
	name      string
	put       func(m *machine)
	colleague bool // what it brings holds what the colleague wrote
	drops     bool // it takes files away too
}

func clients(v versions) []client {
	put := func(data []byte) func(m *machine) {
		return func(m *machine) { m.disk.Put(m.caseFile(karimID), data) }
	}
	return []client{
		{"an older one", put(v.older), false, false},
		{"one without our last entry", put(v.current), false, false},
		{"a colleague's", put(v.colleague), true, false},
		{"a colleague's and her next", func(m *machine) {
			data := v.colleague
			if bytes.Equal(m.disk.Read(m.caseFile(karimID)), v.colleague) {
				data = v.both
			}
			put(data)(m)
		}, true, false},
		{"a colleague's under another name", func(m *machine) {
			m.disk.Put(strings.TrimSuffix(m.caseFile(karimID), ".age")+" (Toves kopi i konflikt).age", v.colleague)
		}, true, false},
		{"none, and then a colleague's", func(m *machine) {
			if m.disk.Read(m.caseFile(karimID)) == nil {
				put(v.colleague)(m)
			} else {
				m.disk.Drop(m.caseFile(karimID))
			}
		}, true, true},
		{"none at all", func(m *machine) { m.disk.Drop(m.caseFile(karimID)) }, false, true},
	}
}

// At every step of our save a sync program renames another version of the case
// file in, or takes it away, once or from then on. What we saved is there, what
// the colleague wrote is there, and our form, which was opened before hers came,
// hides nothing of it.
func TestHardSyncClient(t *testing.T) {
	t.Parallel()
	base, k, v := apart(t)
	for _, c := range clients(v) {
		for _, often := range []bool{false, true} {
			for _, poor := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/often=%v/exchange=%v", c.name, often, !poor), func(t *testing.T) {
					t.Parallel()
					for step := int64(1); ; step += 1 + apartBy()/3 {
						m := base.with(base.disk.Clone())
						m.disk.NoExchange = poor
						where, err := saveBeside(m, c, step, often, k.notes[karimID])
						if err != nil {
							t.Fatalf("step %d, before %s:\n%v", step, where, err)
						}
						if where == "" {
							break
						}
					}
				})
			}
		}
	}
}

// seesNames says whether an operation looks at names in the vault or changes
// them. What a sync program does between two others comes to the same as what it
// does before the next of these.
func seesNames(m *machine, o storagetest.Op) bool {
	switch o.Call {
	case storagetest.Open, storagetest.ReadDir, storagetest.Rename, storagetest.RenameNew, storagetest.Exchange, storagetest.Remove, storagetest.SyncDir:
		return o.Dir == m.opts.Dir
	}
	return false
}

// saveBeside saves another name from a form that was opened before, with the
// sync program at work at one step, or at that and all later ones. It gives that
// step, "" where the save has fewer.
func saveBeside(base *machine, c client, step int64, often bool, old []string) (where string, err error) {
	var armed atomic.Bool
	var n atomic.Int64
	var at atomic.Value
	m := base.watched(storagetest.Watcher{Before: func(o storagetest.Op) error {
		if armed.Load() && seesNames(base, o) {
			if i := n.Add(1); i == step || often && i > step {
				at.CompareAndSwap(nil, fmt.Sprintf("%s %s", o.Call, o.Name))
				c.put(base)
			}
		}
		return nil
	}})
	s, err := m.open()
	if err != nil {
		return "", err
	}
	form, err := s.Case(context.Background(), karimID)
	if err != nil {
		return "", err
	}
	ch, err := form.Set(cases.EntryCaseSet, form.Root, cases.Fields{"name": ourName})
	if err != nil {
		return "", err
	}
	save := func() error {
		_, err := s.Save(context.Background(), cases.Write{Case: karimID, Changes: []cases.Change{ch}})
		return err
	}
	armed.Store(true)
	err = save()
	armed.Store(false)
	if at.Load() == nil {
		return "", errors.Join(err, s.Close())
	}
	where = at.Load().(string)
	if err != nil && (!often || !asKnown(err)) {
		return where, fmt.Errorf("save: %w", err)
	}
	if err != nil {
		// Somebody who never stops may keep us from it: then it was not
		// acknowledged, and it can be done again.
		if err := save(); err != nil {
			return where, fmt.Errorf("save again: %w", err)
		}
	}
	switch {
	case c.colleague && (base.disk.NoExchange && (often || strings.HasPrefix(where, "rename ")) || c.drops):
		// What slips in between looking and replacing where there is no exchange, or
		// is taken away again, is gone from the file until the colleague's own log
		// brings it back; ours is there whatever happens.
		var now *cases.Case
		if now, err = s.Case(context.Background(), karimID); err == nil && !slices.Contains(namesOf(now), ourName) {
			err = fmt.Errorf("the name is %q", namesOf(now))
		}
	case c.colleague:
		err = shown(s, slices.Concat(old, []string{colleagueNote}), ourName, colleagueName)
	default:
		err = shown(s, old, ourName)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return where, fmt.Errorf("in the same session: %w", err)
	}
	return where, nextDay(base, slices.Concat(old, []string{colleagueNote, laterNote}))
}

// nextDay lets the colleague and us save once more, each seeing at least what
// she wrote herself. After that the vault alone has everything, in one file.
func nextDay(m *machine, notes []string) error {
	for _, at := range []struct {
		m    *machine
		name string
	}{{m.device("colleague"), colleagueName}, {m, ourName}} {
		s, err := at.m.open()
		if err != nil {
			return err
		}
		c, err := s.Case(context.Background(), karimID)
		if err == nil && !slices.Contains(namesOf(c), at.name) {
			err = fmt.Errorf("the name is %q, want %q too", namesOf(c), at.name)
		}
		u := &user{s: s, k: newKept()}
		if err := errors.Join(err, u.do(noteIn("Dagen efter: "+at.name, karimID)), s.Close()); err != nil {
			return fmt.Errorf("the next day, %s: %w", at.name, err)
		}
		notes = append(notes, "Dagen efter: "+at.name)
	}
	s, err := m.device("nobody").open()
	if err != nil {
		return err
	}
	err = errors.Join(shown(s, notes, ourName, colleagueName), healthy(s), s.Close())
	for name := range m.under("vault/cases") {
		if strings.Contains(name, "konflikt") {
			err = errors.Join(err, fmt.Errorf("%s is merged and still there", name))
		}
	}
	if err != nil {
		return fmt.Errorf("in the vault alone: %w", err)
	}
	return nil
}

// The sync program brings a colleague's version at the very last moment, and we
// are killed, or the power goes, at any moment after that: what came out of the
// exchange and was not merged yet is shown all the same.
func TestHardSyncClientAndKill(t *testing.T) {
	t.Parallel()
	base, k, v := apart(t)
	m := base.with(base.disk.Clone())
	f := newFilm(m, k)
	f.on = false
	var once sync.Once
	m.opts.FS = storagetest.Watch(m.opts.FS, storagetest.Watcher{Before: func(o storagetest.Op) error {
		if o.Call == storagetest.Exchange {
			once.Do(func() {
				m.disk.Put(m.caseFile(karimID), v.colleague)
				f.mu.Lock()
				f.on = true
				f.mu.Unlock()
			})
		}
		return nil
	}})
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	u := f.user(s)
	f.must(t, u.do(noteIn("Skrevet imens.", karimID)), s.Close())
	f.replay(t, func(m *machine, k *kept, _ storagetest.Cut) error {
		s, err := m.open()
		if err != nil {
			return err
		}
		return errors.Join(shown(s, append(slices.Clone(k.notes[karimID]), colleagueNote), colleagueName), s.Close())
	})
}

// This device has a case in its own log alone, and the sync program brings the
// file of it at the moment at which we write a first one.
func TestHardSyncClientBringsFirst(t *testing.T) {
	t.Parallel()
	base, k, v := apart(t)
	m := base.with(base.disk.Clone())
	m.disk.Drop(m.caseFile(karimID))
	came := false
	m = m.watched(storagetest.Watcher{Before: func(o storagetest.Op) error {
		if o.Call == storagetest.RenameNew && !came && filepath.Join(o.Dir, filepath.FromSlash(o.To)) == m.caseFile(karimID) {
			came = true
			m.disk.Put(m.caseFile(karimID), v.colleague)
		}
		return nil
	}})
	s, err := m.open()
	if err != nil {
		t.Fatal(err)
	}
	u := &user{s: s, k: k}
	err = u.do(noteIn("Skrevet imens.", karimID))
	notes := append(slices.Clone(k.notes[karimID]), colleagueNote)
	if err := errors.Join(err, shown(s, notes, colleagueName), s.Close()); err != nil || !came {
		t.Fatal(came, err)
	}
	s, err = m.device("nobody").open()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(shown(s, notes, colleagueName), healthy(s), s.Close()); err != nil {
		t.Errorf("in the vault alone: %v", err)
	}
}
