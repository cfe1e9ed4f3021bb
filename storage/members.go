package storage

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/crypto"
)

// The members are a history like any other, docs/FORMAT.md §5. Its first entry
// founds the vault: its id is the vault id, and its author's key is pinned in
// the founder's identity file.

// Kinds of the members' history.
const (
	kindFound     = "found"
	kindMemberSet = "member-set"
)

// membersRef is the members' history.
func membersRef() ref { return ref{typeMembers, typeMembers} }

// team is what the members' history says.
type team struct {
	entries []*history.Entry
	state   *history.State
	found   *history.Entity

	name           string
	demo           bool
	members        []cases.Member
	authors        cases.Authors
	keys           map[history.Key]bool
	recipients     []crypto.Recipient // of the members, then recovery
	recovery       crypto.Recipient
	recoveryVerify crypto.VerifyKey
	readOnly       bool // holds what only a newer program understands
	missing        bool // lacks entries that are named or pinned
}

// readTeam folds the members' history. The entries' signatures are checked.
// Errors wrap cases.ErrNotAMember or cases.ErrDamaged.
func readTeam(vaultID string, root history.Key, entries []*history.Entry) (*team, error) {
	known := func(kind string) bool {
		return kind == kindFound || kind == kindMemberSet || kind == history.KindStrike || kind == history.KindErase
	}
	st := history.Fold(entries, history.Rules{
		Allowed: func(e *history.Entry) bool { return mayWriteMembers(e, vaultID, root) },
		Known:   known,
	})
	t := &team{entries: entries, state: st, readOnly: len(st.Critical) > 0, missing: len(st.Missing) > 0,
		keys: map[history.Key]bool{root: true}, authors: cases.Authors{}}
	t.found = st.ByID[history.ID(vaultID)]
	if t.found == nil || t.found.Kind != kindFound || t.found.By == nil || t.found.By.Head.Author != root {
		return nil, fmt.Errorf("member list: %w: no founding entry", cases.ErrDamaged)
	}
	f := t.found
	if b := f.By.Body(); b == nil || cases.DecodeText(b.Set["verify"]) != string(root) {
		return nil, fmt.Errorf("member list: %w: the founder has another key", cases.ErrDamaged)
	}
	t.name = f.Text("team")
	t.demo, _ = f.Bool("demo")
	own, err := crypto.ParseRecipient(f.Text("recipient"))
	if err != nil {
		return nil, fmt.Errorf("member list: %w: %w", cases.ErrDamaged, err)
	}
	if t.recovery, err = crypto.ParseRecipient(f.Text("recovery")); err != nil {
		return nil, fmt.Errorf("member list: recovery: %w: %w", cases.ErrDamaged, err)
	}
	if t.recoveryVerify, err = crypto.ParseVerifyKey(f.Text("recovery_verify")); err != nil {
		return nil, fmt.Errorf("member list: recovery: %w: %w", cases.ErrDamaged, err)
	}
	m := cases.Member{ID: memberOf(vaultID), Name: f.Text("name"), Keys: []history.Key{root}, Deputy: f.Text("deputy"), From: f.By.Head.Time}
	for _, r := range f.List("roles") {
		m.Roles = append(m.Roles, cases.MemberRole(r))
	}
	t.members = []cases.Member{m}
	t.authors[root] = cases.Author{Member: m.ID, Name: m.Name, Roles: m.Roles}
	t.recipients = []crypto.Recipient{own, t.recovery}
	return t, nil
}

// mayWriteMembers is the authority table for the members' history while there
// is one member: the founder, who is koordinator, and one founding entry.
func mayWriteMembers(e *history.Entry, vaultID string, root history.Key) bool {
	return e.Head.Author == root && (e.Head.Kind != kindFound || string(e.ID) == vaultID)
}

// memberOf is the id of the member that an entry made.
func memberOf(entry string) string { return entry[:memberIDLen] }

// loadTeam reads the members' history and takes it into use. With nothing to
// read, or without the entry that the identity file pins, the vault is not
// opened: nothing that the vault says of itself is believed.
func (s *Store) loadTeam() error {
	root := history.Key(s.me.Pins().Root)
	s.keys.admit(map[history.Key]bool{root: true}, audience{})
	l, err := s.load(membersRef(), true)
	if err != nil {
		return err
	}
	if len(l.entries) == 0 {
		if l.sealedAway() {
			return fmt.Errorf("%s: %w", membersName+sealedSuffix, cases.ErrNotAMember)
		}
		if err := l.newer(); err != nil {
			return err
		}
		return fmt.Errorf("%s: %w", membersName+sealedSuffix, cases.ErrDamaged)
	}
	return s.useTeam(l.entries)
}

func (s *Store) useTeam(entries []*history.Entry) error {
	root := history.Key(s.me.Pins().Root)
	t, err := readTeam(s.id, root, entries)
	if err != nil {
		return err
	}
	if !t.keys[s.keys.mine] {
		return fmt.Errorf("member list: %w", cases.ErrNotAMember)
	}
	for _, head := range s.me.Pins().MemberHeads {
		if t.state.ByID[history.ID(head)] == nil && !slices.ContainsFunc(t.entries, func(e *history.Entry) bool { return string(e.ID) == head }) {
			t.missing = true
		}
	}
	shared, err := newAudience(t.recipients...)
	if err != nil {
		return fmt.Errorf("member list: %w: %w", cases.ErrDamaged, err)
	}
	s.keys.admit(t.keys, shared)
	s.opener.recent.forget() // what it says of unknown authors may be wrong now
	s.mu.Lock()
	s.team = t
	s.mu.Unlock()
	return nil
}

// founding is what the founding entry says.
type founding struct {
	name, team     string
	roles          []cases.MemberRole
	recipient      crypto.Recipient
	verify         crypto.VerifyKey
	recovery       crypto.Recipient
	recoveryVerify crypto.VerifyKey
	holders, place string
	demo           bool
}

func (f founding) body(salt [16]byte) ([]byte, error) {
	roles := make([]string, 0, len(f.roles)+1)
	for _, r := range append(slices.Clone(f.roles), cases.MemberKoordinator) {
		if !slices.Contains(roles, string(r)) {
			roles = append(roles, string(r))
		}
	}
	set := map[string]any{
		"name": f.name, "roles": roles, "recipient": string(f.recipient), "verify": string(f.verify),
		"recovery": string(f.recovery), "recovery_verify": string(f.recoveryVerify),
	}
	for k, v := range map[string]string{"team": f.team, "recovery_holders": f.holders, "recovery_place": f.place} {
		if v != "" {
			set[k] = v
		}
	}
	if f.demo {
		set["demo"] = true
	}
	return history.EncodeBody(history.Change{Set: set}, salt, nil)
}

// foundVault signs the founding entry of a vault. Its id is the vault's id.
func foundVault(id *crypto.Identity, device string, at time.Time, f founding, salt [16]byte) (*history.Entry, error) {
	body, err := f.body(salt)
	if err != nil {
		return nil, err
	}
	k, err := newKeyring("", id)
	if err != nil {
		return nil, err
	}
	return k.signFor("", membersRef(), history.Head{Device: device, Seq: 1, Time: at, Kind: kindFound}, body)
}

// setMember makes a change of a field of this member.
func (t *team) setMember(field string, value any) (cases.Change, error) {
	ch := cases.Change{Kind: kindMemberSet, Of: t.found.ID, Set: map[string]any{field: value}, After: t.state.Heads}
	if raw, err := json.Marshal(value); err == nil && string(raw) == string(lastRaw(t.found, field)) && !t.found.Fields[field].Conflict() {
		return ch, cases.ErrNothingToDo
	}
	if w := t.found.Writers(field); len(w) > 0 {
		ch.Replaces = map[string][]history.ID{field: w}
	}
	return ch, nil
}

func lastRaw(e *history.Entity, field string) []byte {
	v, _ := e.Fields[field].Last()
	return v.Raw
}
