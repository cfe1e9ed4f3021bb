package storage_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// machine is a computer whose disk is in memory, with a vault on it.
type machine struct {
	disk *storagetest.Disk
	top  string
	opts storage.Options
}

func hardNow() time.Time { return time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC) }

func newMachine(t testing.TB) *machine {
	t.Helper()
	top, err := filepath.Abs("/machine")
	if err != nil {
		t.Fatal(err)
	}
	return (&machine{top: top}).with(storagetest.NewDisk(hardNow))
}

// with is the same machine with another disk.
func (m *machine) with(d *storagetest.Disk) *machine {
	return &machine{disk: d, top: m.top, opts: storage.Options{
		Dir: filepath.Join(m.top, "vault"), DeviceRoot: filepath.Join(m.top, "state"), CacheRoot: filepath.Join(m.top, "cache"),
		Now: hardNow, KDF: 4, FS: d,
	}}
}

// watched is the same machine with somebody at every operation.
func (m *machine) watched(w storagetest.Watcher) *machine {
	c := m.with(m.disk)
	c.opts.FS = storagetest.Watch(m.disk, w)
	return c
}

// device is another computer with the same key, working on the same vault.
func (m *machine) device(name string) *machine {
	c := m.with(m.disk)
	c.opts.DeviceRoot = filepath.Join(m.top, name)
	c.opts.Identity = m.identity()
	return c
}

func (m *machine) init() (*storage.Store, error) {
	s, _, err := storage.Init(context.Background(), storage.InitOptions{Options: m.opts, Name: "Amira Vind", Team: "Åparken", Roles: []cases.MemberRole{cases.MemberMentor}})
	return s, err
}

func (m *machine) open() (*storage.Store, error) { return storage.Open(context.Background(), m.opts) }

// under gives the files below a folder of the machine, by their path from there.
func (m *machine) under(dir string) map[string][]byte {
	out := map[string][]byte{}
	prefix := filepath.ToSlash(filepath.Join(m.top, dir)) + "/"
	for name, data := range m.disk.Files() {
		if rest, ok := strings.CutPrefix(strings.TrimPrefix(name, "/"), strings.TrimPrefix(prefix, "/")); ok {
			out[rest] = data
		}
	}
	return out
}

// stateDir is the device's folder for the one vault.
func (m *machine) stateDir() string {
	for name := range m.under("state") {
		return filepath.Join(m.top, "state", strings.SplitN(name, "/", 2)[0])
	}
	return ""
}

func (m *machine) identity() string { return filepath.Join(m.stateDir(), "identity") }

// withoutLog has lost the device's own log, withoutCases the vault's cases and
// lists:
// either alone has to hold whatever was acknowledged.
func (m *machine) withoutLog() *machine {
	c := m.with(m.disk.Clone())
	c.disk.Drop(filepath.Join(c.stateDir(), "memory", "log"))
	return c
}

func (m *machine) withoutCases() *machine {
	c := m.with(m.disk.Clone())
	c.disk.Drop(filepath.Join(c.top, "vault", "cases"))
	c.disk.Drop(filepath.Join(c.top, "vault", "deleted"))
	c.disk.Drop(filepath.Join(c.top, "vault", "lists"))
	return c
}

// print tells two disks apart by what is on them, locks aside.
func (m *machine) print() [sha256.Size]byte {
	h := sha256.New()
	files, folders := m.disk.Files(), m.disk.Folders()
	slices.Sort(folders)
	fmt.Fprintln(h, folders)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if filepath.Base(name) != "lock" {
			fmt.Fprintf(h, "%s %d\n", name, len(files[name]))
			h.Write(files[name])
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// holding names the files that hold a text: as they lie there, or, where the key
// opens them, inside.
func holding(files map[string][]byte, key *crypto.Identity, text string) []string {
	var out []string
	for name, data := range files {
		plain := []byte{}
		if key != nil && bytes.HasPrefix(data, []byte("age-encryption.org/")) {
			plain, _, _ = crypto.Open(data, key)
		}
		if strings.Contains(name, text) || bytes.Contains(data, []byte(text)) || bytes.Contains(plain, []byte(text)) {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// key is the identity that the machine keeps, without a passphrase.
func (m *machine) key(t testing.TB) *crypto.Identity {
	t.Helper()
	id, err := crypto.ParseIdentity(m.disk.Read(m.identity()))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// kept is what a vault has acknowledged, and what its user may rely on from then
// on. While something is being changed both answers are right.
type kept struct {
	init    bool
	notes   map[string][]string // case → texts of contacts
	names   map[string][]string // case → the person's name: any of these
	erased  []string            // texts that are gone for good, wherever one looks
	deleted []string            // cases
	going   map[string][]string // case that is being deleted → its texts
	drafts  map[string][]string // draft → its text: any of these; "" is none
	phones  map[string][]string // service of the directory → its telephone number: any of these
	setting []string            // own label of the sixth arena
	deputy  []string
	backups map[string][]*kept // place → what a restore from there brings back: any of these
	twice   bool               // a save that failed may have been kept after all, and was tried again
}

func newKept() *kept {
	return &kept{notes: map[string][]string{}, names: map[string][]string{}, drafts: map[string][]string{}, going: map[string][]string{}, phones: map[string][]string{}, setting: []string{""}, deputy: []string{""}}
}

func (k *kept) clone() *kept {
	c := *k
	for _, m := range []*map[string][]string{&c.notes, &c.names, &c.drafts, &c.going, &c.phones} {
		from := *m
		*m = make(map[string][]string, len(from))
		for id, texts := range from {
			(*m)[id] = slices.Clone(texts)
		}
	}
	c.backups = maps.Clone(k.backups)
	c.erased, c.deleted = slices.Clone(k.erased), slices.Clone(k.deleted)
	return &c
}

// deed is something that a user does. It can be told to another process.
type deed struct {
	What  string
	Cases []string
	Text  string
	Old   string `json:",omitempty"` // the case of a draft, the service of a telephone number
}

// begin takes note that a deed is under way: from now on either answer is right
// about what it changes.
func (d deed) begin(k *kept) {
	switch d.What {
	case "rename":
		k.names[d.Cases[0]] = append(k.names[d.Cases[0]], d.Text)
	case "erase":
		for id := range k.notes {
			k.notes[id] = slices.DeleteFunc(k.notes[id], func(t string) bool { return t == d.Text })
		}
	case "delete":
		id := d.Cases[0]
		said := append(slices.Clone(k.notes[id]), k.names[id]...)
		delete(k.notes, id)
		delete(k.names, id)
		for _, others := range k.notes {
			said = slices.DeleteFunc(said, func(text string) bool { return slices.Contains(others, text) })
		}
		k.going[id] = append(k.going[id], said...)
	case "draft":
		if k.drafts[d.Cases[0]] == nil {
			k.drafts[d.Cases[0]] = []string{""}
		}
		k.drafts[d.Cases[0]] = append(k.drafts[d.Cases[0]], d.Text)
	case "phone":
		k.phones[d.Old] = append(k.phones[d.Old], d.Text)
	case "erase service":
		delete(k.phones, d.Text)
	case "setting":
		k.setting = append(k.setting, d.Text)
	case "deputy":
		k.deputy = append(k.deputy, d.Text)
	}
}

// done takes note that a deed was acknowledged.
func (d deed) done(k *kept) {
	switch d.What {
	case "case", "rename":
		k.names[d.Cases[0]] = []string{d.Text}
	case "note":
		for _, id := range d.Cases {
			k.notes[id] = append(k.notes[id], d.Text)
		}
	case "erase", "erase service":
		k.erased = append(k.erased, d.Text)
	case "service":
		k.phones[d.Text] = []string{""}
	case "phone":
		k.phones[d.Old] = []string{d.Text}
	case "delete":
		k.deleted = append(k.deleted, d.Cases[0])
		k.erased = append(k.erased, k.going[d.Cases[0]]...)
	case "draft":
		k.drafts[d.Cases[0]] = []string{d.Text}
	case "setting":
		k.setting = []string{d.Text}
	case "deputy":
		k.deputy = []string{d.Text}
	}
}

var errNoNote = errors.New("no note")

// do does it.
func (d deed) do(s *storage.Store) error {
	ctx := context.Background()
	switch d.What {
	case "draft":
		if d.Text == "" {
			return s.DropDraft(ctx, d.Cases[0])
		}
		return s.PutDraft(ctx, cases.Draft{ID: d.Cases[0], Form: "contact", Case: d.Old, Fields: map[string]string{"text": d.Text}})
	case "setting":
		c := s.Settings()
		c.ArenaLabel = d.Text
		return s.PutSettings(ctx, c)
	case "deputy":
		return s.SetDeputy(ctx, d.Text)
	case "delete":
		_, err := s.Delete(ctx, d.Cases[0], "forkert-sag")
		return err
	case "service", "phone", "erase service":
		dir, err := s.Directory(ctx)
		if err != nil {
			return err
		}
		ch, err := d.listed(s, dir)
		if err == nil {
			_, err = s.SaveDirectory(ctx, ch)
		}
		return err
	}
	var writes []cases.Write
	for _, id := range d.Cases {
		ch, err := d.change(s, id)
		if err != nil {
			return err
		}
		writes = append(writes, cases.Write{Case: id, Changes: []cases.Change{ch}})
	}
	_, err := s.Save(ctx, writes...)
	return err
}

// change is what a deed writes into one case.
func (d deed) change(s *storage.Store, id string) (cases.Change, error) {
	if d.What == "case" {
		return cases.Change{Kind: cases.EntryCase, Set: map[string]any{
			"kind": "mentoring", "number": "26-7RQ4", "name": d.Text, "status": "open", "phase": "kontakt", "opened": "2026-12-01", "worker": s.Me().ID,
		}}, nil
	}
	c, err := s.Case(context.Background(), id)
	if err != nil {
		return cases.Change{}, err
	}
	switch d.What {
	case "note":
		return contact(c, d.Text), nil
	case "rename":
		return c.Set(cases.EntryCaseSet, c.Root, cases.Fields{"name": d.Text})
	}
	i := slices.IndexFunc(c.Contacts, func(n cases.Contact) bool { return n.Text == d.Text })
	if i < 0 {
		return cases.Change{}, fmt.Errorf("%w %q in %v", errNoNote, d.Text, texts(c))
	}
	return c.Erase(c.Contacts[i].ID, cases.EraseNotNeeded, s.Authors()[s.Me().Keys[0]], func(history.Key) bool { return true })
}

// listed is what a deed writes into the directory.
func (d deed) listed(s *storage.Store, dir *cases.Directory) (cases.Change, error) {
	if d.What == "service" {
		return dir.Add(cases.ServiceForm{Name: d.Text, Unit: "Ungdomsafdelingen"})
	}
	name := d.Text
	if d.What == "phone" {
		name = d.Old
	}
	of, err := dir.Find(name)
	if err != nil {
		return cases.Change{}, fmt.Errorf("%w: service %q", errNoNote, name)
	}
	if d.What == "phone" {
		f := of.Form()
		f.Phone = d.Text
		return dir.Edit(of.ID, f)
	}
	return dir.Erase(of.ID, cases.EraseNotNeeded, s.Authors()[s.Me().Keys[0]], func(history.Key) bool { return true })
}

func serviceOf(name string) deed          { return deed{What: "service", Text: name} }
func phoneOf(service, number string) deed { return deed{What: "phone", Old: service, Text: number} }
func eraseService(name string) deed       { return deed{What: "erase service", Text: name} }

func newCaseOf(id, name string) deed         { return deed{What: "case", Cases: []string{id}, Text: name} }
func noteIn(text string, ids ...string) deed { return deed{What: "note", Cases: ids, Text: text} }
func renameOf(id, name string) deed          { return deed{What: "rename", Cases: []string{id}, Text: name} }
func eraseIn(id, text string) deed           { return deed{What: "erase", Cases: []string{id}, Text: text} }
func deletion(id string) deed                { return deed{What: "delete", Cases: []string{id}} }
func draftOf(id, caseID, text string) deed {
	return deed{What: "draft", Cases: []string{id}, Old: caseID, Text: text}
}
func settingOf(label string) deed { return deed{What: "setting", Text: label} }
func deputyOf(who string) deed    { return deed{What: "deputy", Text: who} }

// user does things, and remembers what was acknowledged.
type user struct {
	s    *storage.Store
	k    *kept
	lock func() func() // held while k changes; nil for none
}

func (u *user) change(f func(k *kept)) {
	if u.lock != nil {
		defer u.lock()()
	}
	f(u.k)
}

func (u *user) do(d deed) error {
	u.change(d.begin)
	err := d.do(u.s)
	if err == nil {
		u.change(d.done)
	}
	return err
}

// all does one thing after another.
func (u *user) all(deeds ...deed) error {
	for i, d := range deeds {
		if err := u.do(d); err != nil {
			return fmt.Errorf("%d, %s: %w", i, d.What, err)
		}
	}
	return nil
}

// missing says what of all that was acknowledged a store does not show, nil when
// it shows everything.
func (k *kept) missing(s *storage.Store) error {
	ctx := context.Background()
	var errs []error
	say := func(format string, a ...any) { errs = append(errs, fmt.Errorf(format, a...)) }
	for id := range k.names {
		c, err := s.Case(ctx, id)
		if err != nil {
			say("case %s: %w", id[:8], err)
			continue
		}
		if !slices.Contains(k.names[id], c.Person.Name) || len(c.Conflicts) > 0 {
			say("case %s is of %q, want one of %q; %d conflicts", id[:8], c.Person.Name, k.names[id], len(c.Conflicts))
		}
		if c.Incomplete {
			say("case %s is incomplete", id[:8])
		}
		for _, text := range k.notes[id] {
			if n := count(c, text); n != 1 && (n != 2 || !k.twice) {
				say("case %s has %d times %q", id[:8], n, text)
			}
		}
	}
	for _, id := range k.deleted {
		if _, err := s.Case(ctx, id); !errors.Is(err, cases.ErrDeleted) {
			say("deleted case %s: %w", id[:8], err)
		}
	}
	err := s.Each(ctx, func(c *cases.Case) bool {
		if slices.Contains(k.deleted, c.ID) {
			say("deleted case %s is listed", c.ID[:8])
		}
		for _, n := range c.Contacts {
			if slices.Contains(k.erased, n.Text) {
				say("case %s shows the erased %q", c.ID[:8], n.Text)
			}
		}
		return true
	})
	if err != nil {
		say("each: %w", err)
	}
	k.unlisted(s, say)
	drafts, err := s.Drafts(ctx)
	if err != nil {
		say("drafts: %w", err)
	}
	for id, want := range k.drafts {
		got := ""
		for _, d := range drafts {
			if d.ID == id {
				got = d.Fields["text"]
			}
		}
		if !slices.Contains(want, got) {
			say("draft %s is %q, want one of %q", id[:8], got, want)
		}
	}
	if got := s.Settings().ArenaLabel; !slices.Contains(k.setting, got) {
		say("label is %q, want one of %q", got, k.setting)
	}
	if got := s.Me().Deputy; !slices.Contains(k.deputy, got) {
		say("deputy is %q, want one of %q", got, k.deputy)
	}
	return errors.Join(errs...)
}

// unlisted says what of the directory a store does not show.
func (k *kept) unlisted(s *storage.Store, say func(string, ...any)) {
	dir, err := s.Directory(context.Background())
	if err != nil {
		say("directory: %w", err)
		return
	}
	if len(dir.Conflicts) > 0 || len(dir.State.Missing) > 0 {
		say("directory: %d conflicts, %d missing", len(dir.Conflicts), len(dir.State.Missing))
	}
	for name, phones := range k.phones {
		of := servicesOf(dir, name)
		if n := len(of); n != 1 && (n != 2 || !k.twice) {
			say("service %q is there %d times", name, n)
		} else if !slices.Contains(phones, of[0].Phone) && (n == 1 || !slices.Contains(phones, of[1].Phone)) {
			say("service %q has the telephone %q, want one of %q", name, of[0].Phone, phones)
		}
	}
	for _, text := range k.erased {
		if len(servicesOf(dir, text)) > 0 {
			say("the directory shows the erased %q", text)
		}
	}
}

// servicesOf are the services of a name.
func servicesOf(dir *cases.Directory, name string) []cases.Service {
	return slices.DeleteFunc(dir.Live(), func(s cases.Service) bool { return s.Name != name })
}

func count(c *cases.Case, text string) int {
	n := 0
	for _, k := range c.Contacts {
		if k.Text == text {
			n++
		}
	}
	return n
}

// left names what of the erased texts can still be read by somebody who has the
// key: files, on the disk as it is.
func (k *kept) left(m *machine, key *crypto.Identity) error {
	files := m.disk.Files()
	for _, text := range k.erased {
		if where := holding(files, key, text); len(where) > 0 {
			return fmt.Errorf("%q was erased and stands in %v", text, where)
		}
	}
	return nil
}

// healthy says whether a store finds nothing to complain of.
func healthy(s *storage.Store) error {
	rows, err := s.Rows(context.Background(), today())
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.SetAside || r.Incomplete {
			return fmt.Errorf("case %s: set aside %v, incomplete %v", r.ID[:8], r.SetAside, r.Incomplete)
		}
	}
	report, err := s.Check(context.Background(), cases.CheckOptions{Deep: true})
	if err == nil && !report.OK {
		err = fmt.Errorf("check: %+v", report)
	}
	return err
}

// apartBy is thinned, and more with -short.
func apartBy() int64 {
	if testing.Short() {
		return 10
	}
	return thinned
}

// hardID is the nth id of a case or, cut to 16 characters, of a draft.
func hardID(n int) string { return fmt.Sprintf("%032x", n+0xa0) }

// asKnown says whether an error is one that the screens know.
func asKnown(err error) bool {
	for _, known := range []error{
		cases.ErrNotFound, cases.ErrAmbiguous, cases.ErrLocked, cases.ErrWrongKey, cases.ErrNotIdentity, cases.ErrNotSealedToMe,
		cases.ErrDamaged, cases.ErrNewerVersion, cases.ErrNoVault, cases.ErrNotAMember, cases.ErrNoPermission, cases.ErrDiskFull,
		cases.ErrNotWritten, cases.ErrDeleted, cases.ErrTooLarge,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
