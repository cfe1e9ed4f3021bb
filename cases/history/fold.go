package history

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// Value is one value that a register holds.
type Value struct {
	Entries []ID // the entries that wrote it (two people may write the same)
	By      *Entry
	Raw     json.RawMessage
}

// Register is a field of an entity: the values that nobody has replaced, in
// causal order.
type Register struct {
	Values []Value
}

// Conflict says whether a person has to choose.
func (r Register) Conflict() bool { return len(r.Values) > 1 }

// Last is the value to show while nobody has chosen: the last in causal order.
func (r Register) Last() (Value, bool) {
	if len(r.Values) == 0 {
		return Value{}, false
	}
	return r.Values[len(r.Values)-1], true
}

// Writers are all entries whose values the register holds: what a form that
// was opened on this state replaces when it is saved.
func (r Register) Writers() []ID {
	var out []ID
	for _, v := range r.Values {
		out = append(out, v.Entries...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Entity is a thing with fields: the case itself, a contact, a person in the
// network.
type Entity struct {
	ID     ID
	Kind   string
	By     *Entry // the entry that made it; nil when that entry is missing
	Fields map[string]Register
	Writes []ID   // every entry that wrote on it, in causal order
	Struck *Entry // the strike in force, nil if none
	// StruckBeaten is a strike that a write its author had not seen has beaten.
	StruckBeaten *Entry
	Erased       *Entry // the erase in force, nil if none
}

// Fork names two entries with one device and number, or a number nobody has.
type Fork struct {
	Device string
	Seq    int64
	IDs    []ID // two or more for a fork, none for a gap
}

// Apart is an entry that the fold keeps apart, and why.
type Apart struct {
	Entry *Entry
	Why   string // a word key: "forged", "unknown-author", "not-allowed"
}

// Reasons in [Apart].
const (
	WhyForged     = "forged"
	WhyUnknown    = "unknown-author"
	WhyNotAllowed = "not-allowed"
)

// State is what a set of entries says.
type State struct {
	Order    []*Entry // causal order
	Entities []*Entity
	ByID     map[ID]*Entity
	Heads    []ID
	Missing  map[ID][]ID   // entries that are named but not here → who names them
	Erased   map[ID]*Entry // entry → the erase in force
	// EraseAlso are writes on an erased entity that no erase names: the next
	// save names them.
	EraseAlso []ID
	Bodyless  []ID // a body is gone and no erase says so
	Struck    map[ID]*Entry
	Apart     []Apart
	Forks     []Fork
	Critical  []string // critical kinds that this program does not know

	g       *graph
	bodies  map[ID]*Body    // while folding
	strikes map[ID][]*Entry // target → strikes that count, while folding
}

// Rules is what the domain and the member list say about entries.
type Rules struct {
	// Allowed says whether the author may write this. Nil allows all.
	Allowed func(e *Entry) bool
	// MayErase says whether the author of an erase may erase the target. Nil:
	// only the target's own author.
	MayErase func(erase, target *Entry) bool
	// Known says whether this program understands a critical kind.
	Known func(kind string) bool
	// RemoveWins says that a strike of this kind of entity beats writes its
	// author had not seen (case team, consent).
	RemoveWins func(kind string) bool
}

// Fold reads a set of entries. It is a pure function of the set and the rules.
func Fold(entries []*Entry, rules Rules) *State {
	st := &State{ByID: map[ID]*Entity{}, Erased: map[ID]*Entry{}, Struck: map[ID]*Entry{}}
	all := Merge(entries)
	good := make([]*Entry, 0, len(all))
	for _, e := range all {
		switch {
		case e.Trust == TrustForged:
			st.Apart = append(st.Apart, Apart{e, WhyForged})
		case e.Trust == TrustUnknown:
			st.Apart = append(st.Apart, Apart{e, WhyUnknown})
		case rules.Allowed != nil && !rules.Allowed(e):
			st.Apart = append(st.Apart, Apart{e, WhyNotAllowed})
		default:
			good = append(good, e)
		}
	}
	st.g = newGraph(good)
	st.Order, st.Heads, st.Missing = st.g.order, st.g.heads, st.g.missing
	st.bodies = make(map[ID]*Body, len(good))
	for _, e := range good {
		if b := e.Body(); b != nil {
			st.bodies[e.ID] = b
		}
	}
	if slices.ContainsFunc(good, func(e *Entry) bool { return e.Head.Kind == KindStrike }) {
		st.g.remember()
	}
	st.findForks(all)
	st.findErased(rules)
	st.findStruck()
	st.writeRegisters()
	st.strikeEntities(rules)
	st.g.forget()
	st.bodies, st.strikes = nil, nil
	for _, e := range st.Order {
		if e.Head.Critical && (rules.Known == nil || !rules.Known(e.Head.Kind)) && !slices.Contains(st.Critical, e.Head.Kind) {
			st.Critical = append(st.Critical, e.Head.Kind)
		}
	}
	return st
}

// maxGap is how many numbers that nobody has are named in one gap.
const maxGap = 64

func (s *State) findForks(all []*Entry) {
	sorted := make([]*Entry, 0, len(all))
	for _, e := range all {
		if e.Trust != TrustForged {
			sorted = append(sorted, e)
		}
	}
	slices.SortFunc(sorted, func(a, b *Entry) int {
		if c := strings.Compare(a.Head.Device, b.Head.Device); c != 0 {
			return c
		}
		if c := cmp.Compare(a.Head.Seq, b.Head.Seq); c != 0 {
			return c
		}
		return cmpID(a.ID, b.ID)
	})
	device, next := "", int64(1)
	for i := 0; i < len(sorted); {
		h := sorted[i].Head
		if h.Device != device {
			device, next = h.Device, 1
		}
		for gap := next; gap < h.Seq && gap < next+maxGap; gap++ {
			s.Forks = append(s.Forks, Fork{Device: device, Seq: gap})
		}
		next = h.Seq + 1
		first := i
		for i < len(sorted) && sorted[i].Head.Device == device && sorted[i].Head.Seq == h.Seq {
			i++
		}
		if i-first > 1 {
			f := Fork{Device: device, Seq: h.Seq}
			for _, e := range sorted[first:i] {
				f.IDs = append(f.IDs, e.ID)
			}
			s.Forks = append(s.Forks, f)
		}
	}
}

// findErased collects the erases in force. An erase of the entry that makes an
// entity covers every write on that entity, also one its author had not seen.
func (s *State) findErased(rules Rules) {
	byID := make(map[ID]*Entry, len(s.Order))
	on := map[ID][]ID{} // entity → entries that write on it
	for _, e := range s.Order {
		byID[e.ID] = e
		if b := s.bodies[e.ID]; b != nil && b.Of != "" && b.Of != e.ID {
			on[b.Of] = append(on[b.Of], e.ID)
		}
	}
	righted := map[ID]bool{} // erased by somebody who may
	for _, e := range s.Order {
		b := s.bodies[e.ID]
		if e.Head.Kind != KindErase || b == nil {
			continue
		}
		var rest []ID
		for _, t := range b.Targets {
			target := byID[t]
			if target == nil || target.Head.Kind == KindErase || righted[t] {
				continue
			}
			switch {
			case target.Head.Author == e.Head.Author, rules.MayErase != nil && rules.MayErase(e, target):
				s.Erased[t], righted[t] = e, true
			case target.RawBody == nil && s.Erased[t] == nil:
				// Of a body that no copy has any more nothing is lost; but what
				// was written on the entity is not taken along.
				s.Erased[t] = e
			default:
				rest = append(rest, t)
			}
		}
		// What was written on an erased entity may go with it.
		for again := true; again; {
			again = false
			for _, t := range rest {
				if of := s.bodies[t]; of != nil && !righted[t] && righted[of.Of] {
					s.Erased[t], righted[t], again = e, true, true
				}
			}
		}
	}
	var work []ID
	for t := range righted {
		work = append(work, t)
	}
	for len(work) > 0 {
		t := work[len(work)-1]
		work = work[:len(work)-1]
		for _, w := range on[t] {
			if kind := byID[w].Head.Kind; s.Erased[w] == nil && kind != KindErase && kind != KindStrike {
				s.Erased[w] = s.Erased[t]
				s.EraseAlso = append(s.EraseAlso, w)
				work = append(work, w)
			}
		}
	}
	slices.Sort(s.EraseAlso)
	for _, e := range s.Order {
		if e.RawBody == nil && s.Erased[e.ID] == nil {
			s.Bodyless = append(s.Bodyless, e.ID)
		}
	}
}

// body is an entry's body unless it is erased.
func (s *State) body(e *Entry) *Body {
	if s.Erased[e.ID] != nil {
		return nil
	}
	return s.bodies[e.ID]
}

// findStruck decides which strikes count: one that is itself struck does not,
// nor one whose author had not seen its target.
func (s *State) findStruck() {
	s.strikes = map[ID][]*Entry{}
	for i := len(s.Order) - 1; i >= 0; i-- {
		e := s.Order[i]
		b := s.body(e)
		if e.Head.Kind != KindStrike || b == nil || s.Struck[e.ID] != nil {
			continue
		}
		for _, t := range b.Targets {
			if t != e.ID && s.g.saw(e.ID, t) {
				s.Struck[t] = e
				s.strikes[t] = append(s.strikes[t], e)
			}
		}
	}
}

func (s *State) entity(id ID, kind string) *Entity {
	ent := s.ByID[id]
	if ent == nil {
		ent = &Entity{ID: id, Kind: kind, Fields: make(map[string]Register, 8)}
		s.ByID[id] = ent
		s.Entities = append(s.Entities, ent)
	}
	return ent
}

type fieldKey struct {
	of    ID
	field string
}

func (s *State) writeRegisters() {
	replaced := map[fieldKey]map[ID]bool{}
	for _, e := range s.Order {
		if e.Head.Kind == KindStrike || e.Head.Kind == KindErase {
			continue
		}
		b := s.body(e)
		if b == nil {
			if s.Erased[e.ID] != nil {
				s.noteErased(e)
			} else {
				s.entity(e.ID, e.Head.Kind).By = e
			}
			continue
		}
		of := b.Of
		if of == "" {
			of = e.ID
			ent := s.entity(of, e.Head.Kind)
			ent.By, ent.Kind = e, e.Head.Kind
		}
		ent := s.entity(of, strings.TrimSuffix(e.Head.Kind, "-set"))
		ent.Writes = append(ent.Writes, e.ID)
		if of != e.ID && s.Struck[e.ID] != nil {
			continue
		}
		for field, ids := range b.Replaces {
			k := fieldKey{of, field}
			if replaced[k] == nil {
				replaced[k] = map[ID]bool{}
			}
			for _, id := range ids {
				if id != e.ID {
					replaced[k][id] = true
				}
			}
		}
	}
	for _, e := range s.Order {
		b := s.body(e)
		if b == nil || e.Head.Kind == KindStrike || e.Head.Kind == KindErase {
			continue
		}
		of := b.Of
		if of == "" {
			of = e.ID
		} else if s.Struck[e.ID] != nil {
			continue
		}
		ent := s.ByID[of]
		for field, raw := range b.Set {
			if len(replaced) == 0 || !replaced[fieldKey{of, field}][e.ID] {
				ent.Fields[field] = ent.Fields[field].with(e, raw)
			}
		}
	}
}

// noteErased keeps the place of an erased entity, so that the history shows
// that something stood there. An erased write on an entity leaves none: what
// it was written on is no longer known.
func (s *State) noteErased(e *Entry) {
	if strings.HasSuffix(e.Head.Kind, "-set") {
		return
	}
	ent := s.entity(e.ID, e.Head.Kind)
	ent.By, ent.Erased = e, s.Erased[e.ID]
}

func (r Register) with(e *Entry, raw json.RawMessage) Register {
	for i, v := range r.Values {
		if bytes.Equal(v.Raw, raw) {
			r.Values[i].Entries = append(r.Values[i].Entries, e.ID)
			return r
		}
	}
	r.Values = append(r.Values, Value{Entries: []ID{e.ID}, By: e, Raw: raw})
	return r
}

// strikeEntities crosses out entities. A write that no strike's author had
// seen beats the strike, except where removal wins.
func (s *State) strikeEntities(rules Rules) {
	for _, ent := range s.Entities {
		strike := s.Struck[ent.ID]
		if strike == nil {
			continue
		}
		beaten := false
		if rules.RemoveWins == nil || !rules.RemoveWins(ent.Kind) {
			for _, w := range ent.Writes {
				if s.Struck[w] != nil && w != ent.ID {
					continue
				}
				seen := slices.ContainsFunc(s.strikes[ent.ID], func(k *Entry) bool { return s.g.saw(k.ID, w) })
				beaten = beaten || !seen
			}
		}
		if beaten {
			ent.StruckBeaten = strike
		} else {
			ent.Struck = strike
		}
	}
}

// Seen are the entries that these heads name or had seen, in causal order.
// Heads that are not here are passed over.
func (s *State) Seen(heads []ID) []*Entry {
	keep := make([]bool, len(s.g.order))
	for _, h := range heads {
		if i, ok := s.g.pos[h]; ok {
			keep[i] = true
		}
	}
	var out []*Entry
	for i := len(keep) - 1; i >= 0; i-- {
		if keep[i] {
			out = append(out, s.g.order[i])
			for _, p := range s.g.parents[i] {
				keep[p] = true
			}
		}
	}
	slices.Reverse(out)
	return out
}

// Entry is the entry with this id, nil where the fold has none.
func (s *State) Entry(id ID) *Entry {
	if i, ok := s.g.pos[id]; ok {
		return s.g.order[i]
	}
	return nil
}

// Saw says whether the author of a had seen b.
func (s *State) Saw(a, b ID) bool { return s.g.saw(a, b) }

// NextSeq is the number of the next entry that a device writes in this
// history.
func NextSeq(entries []*Entry, device string) int64 {
	var n int64
	for _, e := range entries {
		if e.Head.Device == device {
			n = max(n, e.Head.Seq)
		}
	}
	return n + 1
}
