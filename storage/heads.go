package storage

import (
	"maps"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/history"
)

// Heads seen: what this device last saw of every case, so that a case that is
// set back, or gone, is missed. A file of its own (memory/heads.age), written
// when a session ends; sixteen facts, by the first character of the case id, and
// one for the lists, which are named "list/services".

const (
	headsBase = "heads"
	headsFile = memoryDir + "/" + headsBase + sealedSuffix
)

func headsRef() ref { return ref{typeMemory, headsBase} }

// seenHeads reads what was seen: case id → heads.
func (s *Store) seenHeads() map[string][]history.ID {
	out := map[string][]history.ID{}
	f := s.opener.read(s.device, headsFile, headsRef(), true)
	if f == nil || f.problem != "" {
		return out
	}
	for _, e := range f.entries {
		b := e.Body()
		if b == nil || e.Head.Kind != kindMemory {
			continue
		}
		for line := range strings.Lines(textOf(b, "value")) {
			words := strings.Fields(line)
			if len(words) < 2 {
				continue
			}
			for _, w := range words[1:] {
				out[words[0]] = append(out[words[0]], history.ID(w))
			}
		}
	}
	return out
}

// keepHeads writes what the session saw. Cases that it did not list keep what
// was known; deleted ones are forgotten. The caller holds the device's lock.
func (s *Store) keepHeads() error {
	now := s.catalog.heads()
	maps.Copy(now, s.listHeads())
	if len(now) == 0 {
		return nil
	}
	old := s.seenHeads()
	gone, err := s.deleted()
	if err != nil {
		return err
	}
	changed := false
	for id, heads := range now {
		if !slices.Equal(old[id], heads) {
			old[id], changed = heads, true
		}
	}
	for id := range gone {
		if _, ok := old[id]; ok {
			delete(old, id)
			changed = true
		}
	}
	if !changed {
		return nil
	}
	return s.writeHeads(old)
}

func (s *Store) writeHeads(all map[string][]history.ID) error {
	shards := map[string]*strings.Builder{}
	ids := make([]string, 0, len(all))
	for id := range all {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		b := shards[id[:1]]
		if b == nil {
			b = &strings.Builder{}
			shards[id[:1]] = b
		}
		b.WriteString(id)
		for _, h := range all[id] {
			b.WriteString(" " + string(h))
		}
		b.WriteString("\n")
	}
	var entries []*history.Entry
	for i, c := range "0123456789abcdefl" {
		b := shards[string(c)]
		if b == nil {
			continue
		}
		salt, err := s.salt()
		if err != nil {
			return err
		}
		body, err := history.EncodeBody(cases.Change{Set: map[string]any{"key": string(c), "value": b.String()}}, salt, nil)
		if err != nil {
			return err
		}
		h := history.Head{Device: s.log.deviceID(), Seq: int64(i + 1), Time: s.now(), Kind: kindMemory}
		e, err := s.keys.sign(headsRef(), h, body)
		if err != nil {
			return err
		}
		entries = append(entries, e)
	}
	data, _, err := s.keys.encode(headsRef(), 0, entries, s.keys.own)
	if err != nil {
		return err
	}
	return replace(s.o, s.device, headsFile, data)
}
