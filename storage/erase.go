package storage

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
)

// What follows a save that is durable: the catalog's row is stale, and what was
// erased or deleted leaves the log and the drafts. Where this is broken off or
// fails, the erase stands, no view shows the text, and the next save or the end
// of the session does the rest.

func (s *Store) afterSave(works []*work) {
	for _, w := range works {
		switch w.l.ref.Type {
		case typeCase:
			s.afterCase(w)
		case typeTombstone:
			s.afterDelete(w.l.ref.ID)
		case typeList:
			s.noteList(w.l.ref, w.entries, w.state)
			s.dropErased(w, "") // a draft of the list belongs to no case
		}
	}
	s.mu.RLock()
	revived := make([]string, 0, len(s.revived))
	for id := range s.revived {
		revived = append(revived, id)
	}
	s.mu.RUnlock()
	for _, id := range revived {
		s.afterDelete(id)
	}
	if s.log.count() > packAtOnce {
		_ = s.log.pack() // tried again with the next save
	}
}

func (s *Store) afterCase(w *work) {
	s.catalog.touch(w.l.ref.ID)
	s.dropErased(w, w.l.ref.ID)
}

// dropErased drops erased texts from the log and from drafts of the case.
func (s *Store) dropErased(w *work, draftsOf string) {
	st := w.state
	var gone []*history.Entry
	for _, e := range w.entries {
		if e.RawBody != nil && st.Erased[e.ID] != nil {
			gone = append(gone, e)
		}
	}
	if len(gone) == 0 {
		return
	}
	s.memory.later(factErased, s.now().Format(time.RFC3339))
	_ = s.sweep(0)
	s.dropDrafts(draftsOf, gone)
	s.doom(w.l.ref, st)
	_ = s.cleanLog() // what stays is doomed still, and goes at the end
}

// afterDelete removes the files of a deleted case, its texts in the log and its
// drafts. A file that cannot be opened stays: check names it.
func (s *Store) afterDelete(id string) {
	r := ref{typeCase, id}
	s.catalog.touch(id)
	s.memory.later(factErased, s.now().Format(time.RFC3339))
	l, err := s.load(r, true)
	if err != nil {
		return
	}
	left := false
	for _, f := range l.files {
		if f.good() || f.torn() {
			left = s.discard(s.vault, l.place, f) != nil || left
		}
	}
	if len(l.files) > 0 {
		left = s.vault.SyncDir(l.place.dir) != nil || left
	}
	left = s.sweep(0) != nil || left
	s.dropDrafts(id, nil)
	err = s.log.dropBodies(func(rec *logged) bool { return rec.ref == r })
	s.mu.Lock()
	defer s.mu.Unlock()
	if left || err != nil {
		s.revived[id] = true
	} else {
		delete(s.revived, id)
	}
}

// dropDrafts drops the drafts of a case: all of them, or those that write on an
// erased entry or repeat its text.
func (s *Store) dropDrafts(id string, gone []*history.Entry) {
	drafts, err := s.drafts(context.Background())
	if err != nil {
		return
	}
	for _, d := range drafts {
		if d.Case == id && (gone == nil || slices.ContainsFunc(gone, func(e *history.Entry) bool { return repeats(d, e) })) {
			_ = s.removeDraft(d.ID) // listed and dropped again with the next erase; check names what stays
		}
	}
}

// repeatLen is the shortest text, in bytes, by which a draft is known to repeat
// an erased one: shorter ones are words that anybody may write.
const repeatLen = 12

// repeats says whether a draft names an entry or holds a text of its body.
func repeats(d cases.Draft, e *history.Entry) bool {
	var said []string
	for _, raw := range e.Body().Set {
		var t string
		if json.Unmarshal(raw, &t) == nil && len(strings.TrimSpace(t)) >= repeatLen {
			said = append(said, strings.TrimSpace(t))
		}
	}
	for _, v := range d.Fields {
		v = strings.TrimSpace(v)
		if strings.Contains(v, string(e.ID)) {
			return true
		}
		for _, t := range said {
			if strings.Contains(v, t) || len(v) >= repeatLen && strings.Contains(t, v) {
				return true
			}
		}
	}
	return false
}

// written takes note that a history's file holds all that is known.
func (s *Store) written(r ref) {
	s.mu.Lock()
	delete(s.waiting, r)
	s.mu.Unlock()
	if r.Type == typeCase {
		s.catalog.touch(r.ID)
	}
}
