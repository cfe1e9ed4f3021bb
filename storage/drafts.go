package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
)

// A draft is one file of this device, sealed to its owner, with one entry: the
// form as it stood. Putting it again replaces it.

const kindDraft = "draft"

func draftRef(id string) ref { return ref{typeDraft, id} }

func draftName(id string) string { return path.Join(draftsDir, id+sealedSuffix) }

// PutDraft implements cases.Store. It is durable when it returns.
func (s *Store) PutDraft(_ context.Context, d cases.Draft) error {
	if err := s.usable(false); err != nil {
		return err
	}
	if !isHex(d.ID, draftIDLen) {
		return fmt.Errorf("draft: %w", cases.ErrNotFound)
	}
	if err := s.memory.ensure(); err != nil {
		return writeError("draft", err)
	}
	unlock, err := s.device.Lock(deviceLock, deviceWait)
	if err != nil {
		return writeError("draft", err)
	}
	defer unlock()
	return writeError("draft", s.writeDraft(d))
}

func (s *Store) writeDraft(d cases.Draft) error {
	salt, err := s.salt()
	if err != nil {
		return err
	}
	set := map[string]any{
		"form": d.Form, "case": d.Case, "title": d.Title, "cursor": d.Cursor, "after": d.After, "fields": pairs(d.Fields),
	}
	body, err := history.EncodeBody(history.Change{Set: set}, salt, nil)
	if err != nil {
		return fmt.Errorf("%w: %w", cases.ErrTooLarge, err)
	}
	h := history.Head{Device: s.log.deviceID(), Seq: 1, Time: s.now(), Kind: kindDraft}
	e, err := s.keys.sign(draftRef(d.ID), h, body)
	if err != nil {
		return err
	}
	data, _, err := s.keys.encode(draftRef(d.ID), 0, []*history.Entry{e}, s.keys.own)
	if err != nil {
		return err
	}
	return replace(s.o, s.device, draftName(d.ID), data)
}

// pairs writes fields as a list, since two keys of an object may not differ in
// case only.
func pairs(fields map[string]string) []string {
	out := make([]string, 0, 2*len(fields))
	for k, v := range fields {
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return out
}

// Drafts implements cases.Store: newest first. One that cannot be read is left
// where it is and not listed; check names it.
func (s *Store) Drafts(ctx context.Context) ([]cases.Draft, error) {
	if err := s.usable(false); err != nil {
		return nil, err
	}
	return s.drafts(ctx)
}

func (s *Store) drafts(ctx context.Context) ([]cases.Draft, error) {
	list, err := s.device.ReadDir(draftsDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, readError(draftsDir, err)
	}
	var out []cases.Draft
	for _, e := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		id, ok := strings.CutSuffix(e.Name(), sealedSuffix)
		if !ok || !isHex(id, draftIDLen) {
			continue
		}
		if d, ok := s.readDraft(id); ok {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b cases.Draft) int { return b.Changed.Compare(a.Changed) })
	return out, nil
}

func (s *Store) readDraft(id string) (cases.Draft, bool) {
	f := s.opener.read(s.device, draftName(id), draftRef(id), true)
	return draftOf(id, f)
}

func draftOf(id string, f *found) (cases.Draft, bool) {
	if f == nil || f.problem != "" || len(f.entries) != 1 {
		return cases.Draft{}, false
	}
	e := f.entries[0]
	b := e.Body()
	if b == nil || e.Head.Kind != kindDraft {
		return cases.Draft{}, false
	}
	d := cases.Draft{
		ID: id, Form: textOf(b, "form"), Case: textOf(b, "case"), Title: textOf(b, "title"), Cursor: textOf(b, "cursor"),
		Changed: e.Head.Time.In(time.Local), Fields: map[string]string{},
	}
	var fields []string
	if json.Unmarshal(b.Set["after"], &d.After) != nil || json.Unmarshal(b.Set["fields"], &fields) != nil {
		return cases.Draft{}, false
	}
	for _, f := range fields {
		k, v, _ := strings.Cut(f, "=")
		d.Fields[k] = v
	}
	return d, true
}

// DropDraft implements cases.Store. A draft that is not there is dropped.
func (s *Store) DropDraft(_ context.Context, id string) error {
	if err := s.usable(false); err != nil {
		return err
	}
	if !isHex(id, draftIDLen) {
		return fmt.Errorf("draft: %w", cases.ErrNotFound)
	}
	return writeError("draft", s.removeDraft(id))
}

func (s *Store) removeDraft(id string) error {
	err := s.device.Remove(draftName(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = s.device.SyncDir(draftsDir)
	}
	return err
}
