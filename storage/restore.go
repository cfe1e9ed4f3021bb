package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/history"
)

// ErrOtherVault means that a backup is of another vault.
var ErrOtherVault = errors.New("backup of another vault")

// Restore implements cases.Store. A restore is a merge: entries that are known
// stay, those that are not are added, what was erased or deleted since stays so.
// Nothing in the vault is replaced or removed. Files of the backup that cannot
// be believed are named in Skipped.
func (s *Store) Restore(ctx context.Context, from string) (cases.BackupReport, error) {
	if err := s.usable(true); err != nil {
		return cases.BackupReport{}, err
	}
	src, err := openSource(s.o, from)
	if err != nil {
		return cases.BackupReport{}, sourceError(err)
	}
	r := &restorer{s: s, ctx: ctx, src: src, opener: s.freshOpener(), from: map[ref][]*history.Entry{}, cases: map[string]bool{}}
	r.report.Path, r.report.ErasedUntil = abs(from), s.memory.time(factErased)
	err = r.run()
	if err = errors.Join(err, src.close()); err != nil {
		return r.report, writeError("restore", sourceError(err))
	}
	return r.report, nil
}

func sourceError(err error) error {
	if errors.Is(err, cases.ErrNotABackup) {
		return fmt.Errorf("backup: %w: %w", cases.ErrDamaged, err)
	}
	return readError("backup", err)
}

// restorer merges one backup.
type restorer struct {
	s      *Store
	ctx    context.Context
	src    source
	opener *opener
	from   map[ref][]*history.Entry // what the backup's own log says
	drafts []string
	cases  map[string]bool
	done   int // files read
	report cases.BackupReport
}

// run takes what forbids before what is forbidden: the members and tombstones,
// then the cases, then what only the backup's own log has.
func (r *restorer) run() error {
	r.s.saving.Lock()
	defer r.s.saving.Unlock()
	unlock, err := r.s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	r.s.mu.Lock()
	r.s.wrote = true
	r.s.mu.Unlock()
	first := func(t string) bool { return t == typeMembers || t == typeTombstone }
	isFirst := true
	if err := r.src.each(func(name string, b []byte) error {
		if isFirst {
			isFirst = false
			if err := r.sameVault(name, b); err != nil {
				return err
			}
		}
		return r.file(name, b, first)
	}); err != nil {
		return err
	}
	l, err := r.s.load(membersRef(), true)
	if err != nil {
		return err
	}
	if err := r.s.useTeam(l.entries); err != nil {
		return err
	}
	if err := r.src.each(func(name string, b []byte) error {
		return r.file(name, b, func(t string) bool { return !first(t) })
	}); err != nil {
		return err
	}
	refs := slices.SortedFunc(maps.Keys(r.from), func(a, b ref) int { return strings.Compare(b.String(), a.String()) }) // tombstones before cases
	for _, ref := range refs {
		if err := r.merge(ref, r.from[ref]); err != nil {
			return err
		}
	}
	r.report.Cases = len(r.cases)
	return r.ownThings()
}

func (r *restorer) sameVault(name string, b []byte) error {
	var m struct {
		Vault string `json:"vault"`
	}
	if name != path.Join(inVault, manifestName) || json.Unmarshal(b, &m) != nil {
		return cases.ErrNotABackup
	}
	if m.Vault != r.s.id {
		return fmt.Errorf("%w: %w", cases.ErrNotAMember, ErrOtherVault)
	}
	return nil
}

// file takes one file of the backup, if it is of the wanted types.
func (r *restorer) file(name string, b []byte, want func(string) bool) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	ref, ok := refOfCopy(name)
	if !ok || !want(ref.Type) {
		return nil
	}
	f := &found{name: name}
	r.opener.open(f, b, ref, true)
	if f.problem != "" {
		r.report.Skipped = append(r.report.Skipped, cases.Problem{File: name, What: f.problem})
	}
	r.report.Bytes += int64(len(b))
	if r.done++; r.done%100 == 0 {
		r.s.o.Progress(StageRestore, r.done, 0)
	}
	switch ref.Type {
	case typeLog:
		r.logFile(f)
		return nil
	case typeDraft:
		if f.problem == "" {
			r.drafts = append(r.drafts, name)
		}
		return nil
	case typeMemory:
		return nil
	case typeCase, typeList:
		if f.notMine {
			return r.others(ref, name, b)
		}
		if ref.Type == typeCase {
			r.cases[ref.ID] = true
		}
	}
	return r.merge(ref, f.entries)
}

// logFile takes the entries out of a log of the backup.
func (r *restorer) logFile(f *found) {
	for _, line := range f.entries {
		if rec, ok := readRecord(line); ok {
			checked, forged, _ := r.opener.keys.checkAll(rec.ref, []*history.Entry{rec.entry})
			if forged == 0 {
				r.from[rec.ref] = append(r.from[rec.ref], checked...)
			}
		}
	}
}

// others brings back a case or a list that is not ours to open, where the vault
// has nothing of it.
func (r *restorer) others(ref ref, name string, b []byte) error {
	l, err := r.s.load(ref, false)
	if err != nil || len(l.files) > 0 {
		return err
	}
	if ref.Type == typeCase {
		if gone, err := r.s.isDeleted(ref.ID); err != nil || gone {
			return err
		}
	}
	if err := mkdirDurable(r.s.vault, l.place.dir); err != nil {
		return err
	}
	return r.s.writeOnce(r.s.vault, path.Join(l.place.dir, path.Base(name)), b)
}

// merge adds entries to a history of the vault, if it lacks any.
func (r *restorer) merge(ref ref, entries []*history.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	if ref.Type == typeCase {
		if gone, err := r.s.isDeleted(ref.ID); err != nil || gone {
			return err
		}
	}
	l, err := r.s.load(ref, true)
	if err != nil {
		return err
	}
	if l.sealedAway() {
		return nil
	}
	all := history.Merge(l.entries, entries)
	for _, e := range all {
		if (e.Head.Kind == history.KindErase || ref.Type == typeTombstone) && e.Head.Time.After(r.report.ErasedUntil) {
			r.report.ErasedUntil = e.Head.Time
		}
	}
	st := r.s.fold(ref, all)
	if out, _ := ordered(st); len(l.files) > 0 && sameEntries(l.entries, out) && l.logOnly == 0 {
		return nil
	}
	if _, err := r.s.publish(l, all, st); err != nil {
		return err
	}
	switch ref.Type {
	case typeCase:
		r.report.Merged++
		r.s.doom(ref, st)
	case typeList:
		r.s.doom(ref, st)
	case typeTombstone:
		r.s.afterDelete(ref.ID)
	}
	return nil
}

// ownThings brings back drafts and settings to a device that has none of its
// own: a living one knows better what it dropped.
func (r *restorer) ownThings() error {
	here, err := r.s.drafts(r.ctx)
	if err != nil {
		return err
	}
	if len(r.s.log.refs()) > 0 || len(here) > 0 {
		return nil
	}
	return r.src.each(func(name string, b []byte) error {
		switch ref, ok := refOfCopy(name); {
		case !ok:
			return nil
		case ref == memoryRef():
			return r.settings(name, b)
		case slices.Contains(r.drafts, name):
			return r.draft(ref, name, b)
		}
		return nil
	})
}

func (r *restorer) settings(name string, b []byte) error {
	f := &found{name: name}
	r.opener.open(f, b, memoryRef(), true)
	for _, e := range f.entries {
		if body := e.Body(); body != nil && textOf(body, "key") == factSettings && r.s.memory.get(factSettings) == "" {
			return r.s.memory.setLocked(factSettings, textOf(body, "value"))
		}
	}
	return nil
}

// draft brings a draft back, unless its case is deleted or something was erased
// in it after the draft was left.
func (r *restorer) draft(ref ref, name string, b []byte) error {
	f := &found{name: name}
	r.opener.open(f, b, ref, true)
	d, ok := draftOf(ref.ID, f)
	if !ok {
		return nil
	}
	if isHex(d.Case, caseIDLen) {
		if gone, err := r.s.isDeleted(d.Case); err != nil || gone {
			return err
		}
		l, err := r.s.loadQuick(d.Case)
		if err != nil {
			return err
		}
		for _, e := range l.entries {
			if e.Head.Kind == history.KindErase && e.Head.Time.After(d.Changed) {
				return nil
			}
		}
	}
	err := r.s.writeOnce(r.s.device, draftName(ref.ID), b)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// RestoreVault makes a vault from a backup in a folder that has none, opens it
// with the key file that Options.Identity names, that of this device, or the
// copy in the backup, and restores the backup's own log into it. brobygger.json
// is written last, so that a restore that is broken off is begun anew.
//
// Errors: ErrExists (there is a vault), cases.ErrDamaged (not a backup), and
// those of Open.
func RestoreVault(ctx context.Context, o Options, from string) (*Store, cases.BackupReport, error) {
	o = o.normal()
	if _, err := peek(o); !errors.Is(err, cases.ErrNoVault) {
		if err == nil {
			err = fmt.Errorf("vault: %w: %w", cases.ErrNotWritten, ErrExists)
		}
		return nil, cases.BackupReport{}, err
	}
	if err := copyVault(ctx, o, from); err != nil {
		return nil, cases.BackupReport{}, writeError("restore", err)
	}
	s, err := Open(ctx, o)
	if err != nil {
		return nil, cases.BackupReport{}, err
	}
	report, err := s.Restore(ctx, from)
	if err != nil {
		return nil, report, errors.Join(err, s.Close())
	}
	return s, report, nil
}

// RestoreMembers puts the member list of a backup beside one that cannot be read
// any more: without it a vault does not open, and what is damaged stays as it is.
// Errors: ErrOtherVault, cases.ErrDamaged (not a backup), those of Peek and of
// writing.
func RestoreMembers(ctx context.Context, o Options, from string) error {
	o = o.normal()
	m, err := peek(o)
	if err != nil {
		return err
	}
	src, err := openSource(o, from)
	if err != nil {
		return sourceError(err)
	}
	defer func() { _ = src.close() }()
	root, err := o.openRoot(o.Dir, false)
	if err != nil {
		return readError("open vault", err)
	}
	defer root.Close()
	known := false
	err = src.each(func(name string, b []byte) error {
		rest, ok := strings.CutPrefix(name, inVault+"/")
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case rest == manifestName:
			of, err := parseManifest(b)
			if err == nil && of.VaultID != m.VaultID {
				err = fmt.Errorf("%w: %w", cases.ErrNotAMember, ErrOtherVault)
			}
			known = err == nil
			return err
		case !ok || !known || path.Dir(rest) != "." || !strings.HasPrefix(rest, membersName) || !strings.HasSuffix(rest, sealedSuffix):
			return nil
		}
		return writeError(rest, copyIn(o, root, rest, b))
	})
	if err != nil {
		return sourceError(err)
	}
	return nil
}

// copyVault copies the vault's part of a backup into an empty folder.
func copyVault(ctx context.Context, o Options, from string) error {
	src, err := openSource(o, from)
	if err != nil {
		return sourceError(err)
	}
	defer func() { _ = src.close() }()
	root, err := o.openRoot(o.Dir, true)
	if err != nil {
		return err
	}
	defer root.Close()
	var manifest []byte
	err = src.each(func(name string, b []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		rest, ok := strings.CutPrefix(name, inVault+"/")
		if !ok || !filepath.IsLocal(rest) {
			return nil
		}
		if rest == manifestName {
			manifest = slices.Clone(b)
			return nil
		}
		if !strings.HasSuffix(rest, sealedSuffix) {
			return nil
		}
		return copyIn(o, root, rest, b)
	})
	if err != nil {
		return sourceError(err)
	}
	if manifest == nil {
		return sourceError(cases.ErrNotABackup)
	}
	return putNew(o, root, manifestName, manifest)
}

// copyIn writes one file; one that is there from a restore that was broken off
// stays, if it is the same, and else gets another name, under which readers find
// it too.
func copyIn(o Options, root Root, name string, b []byte) error {
	if err := mkdirDurable(root, path.Dir(name)); err != nil {
		return err
	}
	err := putNew(o, root, name, b)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	have, _, err := readFile(root, name)
	if err != nil {
		return err
	}
	if slices.Equal(have, b) {
		return nil
	}
	random, err := randomHex(o.Rand, 8)
	if err != nil {
		return err
	}
	return putNew(o, root, strings.TrimSuffix(name, sealedSuffix)+"-"+random+sealedSuffix, b)
}
