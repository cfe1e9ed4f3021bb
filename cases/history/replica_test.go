package history

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"
)

var start = time.Date(2026, 12, 7, 7, 41, 0, 0, time.UTC)

func keyOf(who string) Key {
	sum := sha256.Sum256([]byte(who))
	return Key("ed25519:" + base64.RawURLEncoding.EncodeToString(sum[:]))
}

// rules: readers go when anybody removes them; the boss may erase everything.
var testRules = Rules{
	MayErase:   func(erase, _ *Entry) bool { return erase.Head.Author == keyOf("boss") },
	RemoveWins: func(kind string) bool { return kind == "reader" },
}

// replica is one person's computer: what it holds, and forms that are open.
type replica struct {
	who     string
	entries []*Entry
	seq     int64
	clock   time.Time
	salt    *uint64
}

func (r *replica) fold() *State { return Fold(r.entries, testRules) }

// write makes the entry that a vault would sign.
func (r *replica) write(t failer, c Change) *Entry {
	r.seq++
	*r.salt++
	var salt [16]byte
	binary.BigEndian.PutUint64(salt[:], *r.salt)
	raw, err := EncodeBody(c, salt, nil)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	dev := sha256.Sum256([]byte(r.who))
	after := slices.Clone(c.After)
	slices.Sort(after)
	h := Head{Author: keyOf(r.who), Device: fmt.Sprintf("%x", dev[:8]), Seq: r.seq, After: after, Time: r.clock,
		Kind: c.Kind, Critical: c.Critical, Body: HashBody(raw)}
	e, err := NewEntry(h.Encode(), raw, "ed25519:"+r.who)
	if err != nil {
		t.Fatalf("own entry is refused: %v", err)
	}
	e.Trust = TrustGood
	r.entries = append(r.entries, e)
	return e
}

type failer interface{ Fatalf(string, ...any) }

// dump writes down all that a state says, so that two can be compared.
func dump(s *State) string {
	var b strings.Builder
	id := func(e *Entry) string {
		if e == nil {
			return "-"
		}
		return e.ID.Short()
	}
	for _, e := range s.Order {
		fmt.Fprintf(&b, "order %s erased %s struck %s\n", id(e), id(s.Erased[e.ID]), id(s.Struck[e.ID]))
	}
	for _, e := range s.Entities {
		fmt.Fprintf(&b, "entity %s %s by %s struck %s beaten %s erased %s writes %v\n", e.ID.Short(), e.Kind, id(e.By),
			id(e.Struck), id(e.StruckBeaten), id(e.Erased), e.Writes)
		var fields []string
		for f := range e.Fields {
			fields = append(fields, f)
		}
		slices.Sort(fields)
		for _, f := range fields {
			for _, v := range e.Fields[f].Values {
				fmt.Fprintf(&b, "  %s = %s by %v\n", f, v.Raw, v.Entries)
			}
		}
	}
	fmt.Fprintf(&b, "heads %v also %v bodyless %v critical %v forks %v apart %d missing %d\n", s.Heads, s.EraseAlso, s.Bodyless,
		s.Critical, s.Forks, len(s.Apart), len(s.Missing))
	return b.String()
}

// world is a team whose computers talk now and then.
type world struct {
	t        *rapid.T
	replicas []*replica
	acked    []*Entry // everything that was ever saved, with its body
	salt     uint64
}

func newWorld(t *rapid.T) *world {
	w := &world{t: t}
	for _, who := range []string{"amira", "bo", "boss"} {
		w.replicas = append(w.replicas, &replica{who: who, clock: start, salt: &w.salt})
	}
	root := w.replicas[0].write(t, Change{Kind: "case", Set: map[string]any{"name": "Karim", "phase": "kontakt"}})
	w.acked = append(w.acked, root)
	for _, r := range w.replicas[1:] {
		r.entries = append(r.entries, root)
	}
	return w
}

var fieldNames = []string{"name", "phase"}

// step lets one person do something, on a form that may have been opened a
// while ago: before it was saved, her computer heard from the others.
func (w *world) step(i int) {
	t := w.t
	r := rapid.SampledFrom(w.replicas).Draw(t, fmt.Sprintf("who%d", i))
	// Clocks are wrong in both directions.
	r.clock = r.clock.Add(time.Duration(rapid.IntRange(-50, 100).Draw(t, "clock")) * time.Second)
	seen := r.fold() // the form is opened
	if rapid.Bool().Draw(t, "hears") {
		w.hear(r)
	}
	before := r.fold()
	var c Change
	switch what := rapid.SampledFrom([]string{"add", "reader", "set", "set", "set", "resolve", "strike", "erase", "unknown"}).Draw(t, "what"); what {
	case "add":
		c = Change{Kind: "contact", Set: map[string]any{"name": w.value()}}
	case "reader":
		c = Change{Kind: "reader", Set: map[string]any{"name": w.value()}}
	case "unknown":
		c = Change{Kind: "plan-of-a-later-year", Set: map[string]any{"name": w.value()}}
	case "set", "resolve":
		ent := rapid.SampledFrom(seen.Entities).Draw(t, "entity")
		f := rapid.SampledFrom(fieldNames).Draw(t, "field")
		if ent.Erased != nil || what == "resolve" && !ent.Fields[f].Conflict() {
			return
		}
		c = Change{Kind: ent.Kind + "-set", Of: ent.ID, Set: map[string]any{f: w.value()},
			Replaces: map[string][]ID{f: ent.Writers(f)}}
		if what == "resolve" {
			c.Kind = "resolve"
		}
	case "strike":
		target := rapid.SampledFrom(seen.Order).Draw(t, "target")
		c = Change{Kind: KindStrike, Targets: []ID{target.ID}, Reason: "forkert"}
	case "erase":
		ent := rapid.SampledFrom(seen.Entities).Draw(t, "entity")
		if ent.Kind == "case" || ent.By == nil {
			return
		}
		targets := append(slices.Clone(ent.Writes), ent.ID)
		slices.Sort(targets)
		c = Change{Kind: KindErase, Targets: slices.Compact(targets), Reason: "wrong-case"}
	}
	c.After = seen.Heads
	e := r.write(t, c)
	w.acked = append(w.acked, e)
	after := r.fold()

	// A form opened before and saved after a merge never hides a colleague's value.
	if c.Of != "" {
		for f := range c.Set {
			for _, v := range before.ByID[c.Of].Fields[f].Values {
				if ent := seen.ByID[c.Of]; ent != nil && slices.ContainsFunc(v.Entries, func(id ID) bool { return slices.Contains(ent.Writers(f), id) }) {
					continue // it was on the screen
				}
				if after.Erased[c.Of] != nil {
					continue
				}
				if !slices.ContainsFunc(after.ByID[c.Of].Fields[f].Values, func(n Value) bool { return string(n.Raw) == string(v.Raw) }) {
					t.Fatalf("value %s of %s, which the writer had not seen, is hidden", v.Raw, f)
				}
			}
		}
	}
	w.complete(r)
}

// complete does what a save does about erasing: what was written on an erased
// entity apart from the erase is named too, and then the bodies go.
func (w *world) complete(r *replica) {
	st := r.fold()
	if len(st.EraseAlso) > 0 {
		w.acked = append(w.acked, r.write(w.t, Change{Kind: KindErase, Targets: st.EraseAlso, After: st.Heads}))
		st = r.fold()
		if len(st.EraseAlso) > 0 {
			w.t.Fatalf("an erase that names all leaves %v", st.EraseAlso)
		}
	}
	r.entries, _ = Clean(r.entries, st)
}

func (w *world) value() string {
	return rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(w.t, "value")
}

// hear brings all, or only some files, of a colleague's.
func (w *world) hear(r *replica) {
	from := rapid.SampledFrom(w.replicas).Draw(w.t, "from")
	r.entries = Merge(r.entries, from.entries)
	r.entries, _ = Clean(r.entries, r.fold())
}

func drawWorld(t *rapid.T) *world {
	w := newWorld(t)
	for i := range rapid.IntRange(1, 25).Draw(t, "steps") {
		w.step(i)
	}
	return w
}

func (w *world) union() []*Entry {
	var sets [][]*Entry
	for _, r := range w.replicas {
		sets = append(sets, r.entries)
	}
	return Merge(sets...)
}

func shuffled(t *rapid.T, in []*Entry) []*Entry {
	return rapid.Permutation(in).Draw(t, "order")
}

func sameEntries(t failer, what string, a, b []*Entry) {
	if len(a) != len(b) {
		t.Fatalf("%s: %d and %d entries", what, len(a), len(b))
	}
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Sig != b[i].Sig || a[i].Trust != b[i].Trust || string(a[i].RawBody) != string(b[i].RawBody) ||
			(a[i].RawBody == nil) != (b[i].RawBody == nil) {
			t.Fatalf("%s: entry %d differs", what, i)
		}
	}
}
