// Package fakestore is an unlocked vault in memory, for tests of screens. It
// folds and merges as the real one does, with entries that nobody signed.
package fakestore

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/casenumber"
	"brobygger/cases/history"
)

// Store is a vault in memory with one member. Fields may be set before the
// screens get it.
type Store struct {
	Clock func() time.Time
	Vault cases.Vault
	// Report is what Check gives.
	Report cases.CheckReport

	mu       sync.Mutex
	fail     error
	draw     *mathrand.ChaCha8
	entries  map[string][]*history.Entry
	services []*history.Entry
	deleted  map[string]bool
	drafts   map[string]cases.Draft
	memory   map[string]string
	settings cases.Settings
	members  []cases.Member
	device   string
	device2  string
	saves    int
	unlocked []cases.UnlockedFile
}

var _ cases.Store = (*Store)(nil)

// New makes an empty vault of one member, Amira Noor, at a time that stands
// still: Monday 7 December 2026, 8.41.
func New() *Store {
	now := time.Date(2026, 12, 7, 8, 41, 0, 0, time.FixedZone("CET", 3600))
	s := &Store{
		Clock:   func() time.Time { return now },
		Vault:   cases.Vault{ID: strings.Repeat("ab", 32), Dir: "/home/amira/Brobygger", Team: "Åparken", Demo: true, Members: 1, OneDisk: true, LastBackup: now.AddDate(0, 0, -2)},
		draw:    mathrand.NewChaCha8([32]byte{1}),
		entries: map[string][]*history.Entry{}, deleted: map[string]bool{}, drafts: map[string]cases.Draft{},
		memory: map[string]string{}, settings: cases.DefaultSettings(), device: "00000000000000d1", device2: "00000000000000d2",
	}
	s.members = []cases.Member{
		{ID: "00000000000000a1", Name: "Amira Noor", Roles: []cases.MemberRole{cases.MemberMentor, cases.MemberVicevaert, cases.MemberKoordinator}, Keys: []history.Key{key(1)}, Deputy: "Bo Lindved"},
		{ID: "00000000000000b2", Name: "Bo Lindved", Roles: []cases.MemberRole{cases.MemberMentor}, Keys: []history.Key{key(2)}},
	}
	return s
}

func key(n byte) history.Key {
	return history.Key("ed25519:" + base64.RawURLEncoding.EncodeToString(slices.Repeat([]byte{n}, 32)))
}

// FailWith makes every Save, PutDraft and Delete fail from now on; nil lets them
// work again.
func (s *Store) FailWith(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = err
}

func (s *Store) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fail
}

// Info implements cases.Store.
func (s *Store) Info() cases.Vault { return s.Vault }

// Me implements cases.Store.
func (s *Store) Me() cases.Member { return s.members[0] }

// SetRoles gives this member other roles.
func (s *Store) SetRoles(roles ...cases.MemberRole) { s.members[0].Roles = roles }

// Members implements cases.Store.
func (s *Store) Members() []cases.Member { return slices.Clone(s.members[:max(1, s.Vault.Members)]) }

// Authors implements cases.Store: both people may have written.
func (s *Store) Authors() cases.Authors {
	out := cases.Authors{}
	for _, m := range s.members {
		for _, k := range m.Keys {
			out[k] = cases.Author{Member: m.ID, Name: m.Name, Roles: m.Roles}
		}
	}
	return out
}

// NewID implements cases.Store. The ids of a test are the same every time.
func (s *Store) NewID() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := make([]byte, 16)
	s.draw.Read(b)
	return hex.EncodeToString(b), nil
}

// NewNumber implements cases.Store.
func (s *Store) NewNumber(year int) (string, error) {
	return casenumber.New(year, s.draw, func(string) bool { return false })
}

// Rows implements cases.Store.
func (s *Store) Rows(ctx context.Context, today calendar.Date) ([]cases.Row, error) {
	var out []cases.Row
	err := s.Each(ctx, func(c *cases.Case) bool {
		out = append(out, c.Row(s.settings, today, s.Vault.Members))
		return true
	})
	return out, err
}

// Case implements cases.Store.
func (s *Store) Case(_ context.Context, id string) (*cases.Case, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.deleted[id]:
		return nil, cases.ErrDeleted
	case s.entries[id] == nil:
		return nil, cases.ErrNotFound
	}
	return s.read(id), nil
}

func (s *Store) read(id string) *cases.Case {
	c := cases.Read(id, s.entries[id], s.Authors())
	clean, dropped := history.Clean(s.entries[id], c.State)
	if dropped > 0 {
		s.entries[id] = clean
	}
	return c
}

// Find implements cases.Store.
func (s *Store) Find(ctx context.Context, arg string) (string, error) {
	rows, err := s.Rows(ctx, calendar.Of(s.Clock()))
	if err != nil {
		return "", err
	}
	r, err := cases.FindCase(arg, rows)
	return r.ID, err
}

// Each implements cases.Store.
func (s *Store) Each(_ context.Context, f func(*cases.Case) bool) error {
	s.mu.Lock()
	var ids []string
	for id := range s.entries {
		if !s.deleted[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var all []*cases.Case
	for _, id := range ids {
		all = append(all, s.read(id))
	}
	s.mu.Unlock()
	for _, c := range all {
		if !f(c) {
			break
		}
	}
	return nil
}

// Save implements cases.Store.
func (s *Store) Save(_ context.Context, writes ...cases.Write) (cases.Saved, error) {
	return s.write(s.members[0].Keys[0], s.device, s.Clock(), writes)
}

// SaveAs writes as the colleague Bo, on another device, at another time: what a
// sync program brings while a form is open.
func (s *Store) SaveAs(at time.Time, writes ...cases.Write) (cases.Saved, error) {
	return s.write(s.members[1].Keys[0], s.device2, at, writes)
}

// SaveAt writes as this member at another time.
func (s *Store) SaveAt(at time.Time, writes ...cases.Write) (cases.Saved, error) {
	return s.write(s.members[0].Keys[0], s.device, at, writes)
}

// Saves is how many saves there were.
func (s *Store) Saves() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.saves
}

func (s *Store) write(by history.Key, device string, at time.Time, writes []cases.Write) (cases.Saved, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return cases.Saved{}, fmt.Errorf("save: %w", s.fail)
	}
	out := cases.Saved{At: at}
	for _, w := range writes {
		if s.deleted[w.Case] {
			return cases.Saved{}, cases.ErrDeleted
		}
		entries, made, err := s.sign(by, device, at, s.entries[w.Case], w.Changes)
		if err != nil {
			return cases.Saved{}, err
		}
		s.entries[w.Case] = entries
		out.Entries = append(out.Entries, made)
	}
	s.saves++
	return out, nil
}

// sign gives a history with the changes made entries; the caller holds mu.
func (s *Store) sign(by history.Key, device string, at time.Time, to []*history.Entry, changes []cases.Change) ([]*history.Entry, []cases.EntryID, error) {
	entries := slices.Clone(to)
	var made []cases.EntryID
	for _, ch := range changes {
		var salt [16]byte
		s.draw.Read(salt[:])
		body, err := history.EncodeBody(ch, salt, made)
		if err != nil {
			return nil, nil, err
		}
		after := slices.Clone(ch.After)
		if len(made) > 0 {
			after = append(after, made[len(made)-1])
		}
		slices.Sort(after)
		head := history.Head{
			Author: by, Device: device, Seq: history.NextSeq(entries, device), After: slices.Compact(after),
			Time: at.UTC().Truncate(time.Second), Kind: ch.Kind, Critical: ch.Critical, Body: history.HashBody(body),
		}
		raw := head.Encode()
		e := &history.Entry{ID: history.IDOf(raw), Head: head, RawHead: raw, RawBody: body, Trust: history.TrustGood}
		entries = append(entries, e)
		made = append(made, e.ID)
	}
	return entries, made, nil
}

// Directory implements cases.Store.
func (s *Store) Directory(context.Context) (*cases.Directory, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := cases.ReadDirectory(s.services, s.Authors())
	if clean, dropped := history.Clean(s.services, d.State); dropped > 0 {
		s.services = clean
	}
	return d, nil
}

// SaveDirectory implements cases.Store.
func (s *Store) SaveDirectory(_ context.Context, changes ...cases.Change) (cases.Saved, error) {
	return s.writeDirectory(s.members[0].Keys[0], s.device, s.Clock(), changes)
}

// SaveDirectoryAs writes in the directory as the colleague Bo, as SaveAs does in
// cases.
func (s *Store) SaveDirectoryAs(at time.Time, changes ...cases.Change) (cases.Saved, error) {
	return s.writeDirectory(s.members[1].Keys[0], s.device2, at, changes)
}

func (s *Store) writeDirectory(by history.Key, device string, at time.Time, changes []cases.Change) (cases.Saved, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return cases.Saved{}, fmt.Errorf("save: %w", s.fail)
	}
	entries, made, err := s.sign(by, device, at, s.services, changes)
	if err != nil {
		return cases.Saved{}, err
	}
	s.services = entries
	s.saves++
	return cases.Saved{Entries: [][]cases.EntryID{made}, At: at}, nil
}

// Delete implements cases.Store.
func (s *Store) Delete(_ context.Context, id, _ string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return "", s.fail
	}
	s.deleted[id] = true
	return id + " " + rand.Text(), nil
}

// SetDeputy implements cases.Store.
func (s *Store) SetDeputy(_ context.Context, deputy string) error {
	s.members[0].Deputy = deputy
	return nil
}

// Drafts implements cases.Store.
func (s *Store) Drafts(context.Context) ([]cases.Draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []cases.Draft
	for _, d := range s.drafts {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b cases.Draft) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// PutDraft implements cases.Store.
func (s *Store) PutDraft(_ context.Context, d cases.Draft) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.drafts[d.ID] = d
	return nil
}

// DropDraft implements cases.Store.
func (s *Store) DropDraft(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.drafts, id)
	return nil
}

// Settings implements cases.Store.
func (s *Store) Settings() cases.Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings
}

// PutSettings implements cases.Store.
func (s *Store) PutSettings(_ context.Context, set cases.Settings) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings = set
	return nil
}

// Remember implements cases.Store.
func (s *Store) Remember(_ context.Context, key, value string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.memory[key] = value
	return nil
}

// Recall implements cases.Store.
func (s *Store) Recall(key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.memory[key]
}

// Check implements cases.Store.
func (s *Store) Check(_ context.Context, o cases.CheckOptions) (cases.CheckReport, error) {
	if o.Progress != nil {
		o.Progress(len(s.entries), len(s.entries))
	}
	return s.Report, s.failure()
}

// Backup implements cases.Store.
func (s *Store) Backup(_ context.Context, to string) (cases.BackupReport, error) {
	return cases.BackupReport{Path: to, Cases: len(s.entries), Bytes: 12345, Proven: true}, s.failure()
}

// Restore implements cases.Store.
func (s *Store) Restore(_ context.Context, from string) (cases.BackupReport, error) {
	return cases.BackupReport{Path: from, Cases: len(s.entries)}, s.failure()
}

// Close implements cases.Store.
func (s *Store) Close() error { return nil }
