package history

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFoldIsIndependentOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawWorld(t).union()
		want := dump(Fold(all, testRules))
		mixed := shuffled(t, slices.Concat(all, all[:len(all)/2]))
		if got := dump(Fold(mixed, testRules)); got != want {
			t.Fatalf("another order of arrival gives another state:\n%s\n%s", got, want)
		}
	})
}

// A fold of what some files hold says the same whatever they are read with, and
// never panics, also where ancestors are missing.
func TestFoldOfAPartIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawWorld(t).union()
		part := slices.DeleteFunc(slices.Clone(all), func(*Entry) bool { return rapid.Bool().Draw(t, "missing") })
		if dump(Fold(part, testRules)) != dump(Fold(shuffled(t, part), testRules)) {
			t.Fatalf("the fold of a part depends on arrival")
		}
	})
}

// Every acknowledged write is in the fold, replaced by somebody who had seen it,
// in a conflict, struck or erased.
func TestNoAcknowledgedWriteIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		st := Fold(w.union(), testRules)
		for _, e := range w.acked {
			if st.Entry(e.ID) == nil {
				t.Fatalf("entry is gone")
			}
			if e.Head.Kind == KindStrike || e.Head.Kind == KindErase || st.Erased[e.ID] != nil || st.Struck[e.ID] != nil {
				continue
			}
			b := e.Body()
			of := b.Of
			if of == "" {
				of = e.ID
			}
			ent := st.ByID[of]
			if ent == nil {
				t.Fatalf("the entity is gone")
			}
			for f, raw := range b.Set {
				if !holds(ent, f, e.ID, raw) && !replacedBySeer(st, e, of, f) {
					t.Fatalf("%s = %s is neither shown nor replaced", f, raw)
				}
			}
		}
	})
}

func holds(ent *Entity, f string, id ID, raw []byte) bool {
	return slices.ContainsFunc(ent.Fields[f].Values, func(v Value) bool {
		return slices.Contains(v.Entries, id) && string(v.Raw) == string(raw)
	})
}

func replacedBySeer(st *State, e *Entry, of ID, f string) bool {
	return slices.ContainsFunc(st.Order, func(o *Entry) bool {
		b := o.Body()
		return b != nil && b.Of == of && slices.Contains(b.Replaces[f], e.ID) && st.Saw(o.ID, e.ID)
	})
}

// An erased body returns from no old copy, while ids and signatures stay whole.
func TestErasedNeverReturns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		old := w.acked // a backup of everything, with all bodies
		st := Fold(w.union(), testRules)
		back := Merge(w.union(), old)
		clean, _ := Clean(back, Fold(back, testRules))
		again, dropped := Clean(clean, Fold(clean, testRules))
		if dropped != 0 {
			t.Fatalf("a second cleaning dropped %d bodies more", dropped)
		}
		for _, e := range again {
			// What no erase names yet keeps its body until the next save names it.
			if st.Erased[e.ID] != nil && e.RawBody != nil && !slices.Contains(st.EraseAlso, e.ID) {
				t.Fatalf("an old copy brought an erased body back")
			}
			i := slices.IndexFunc(old, func(o *Entry) bool { return o.ID == e.ID })
			if i < 0 || old[i].Sig != e.Sig || string(old[i].RawHead) != string(e.RawHead) || IDOf(e.RawHead) != e.ID {
				t.Fatalf("head, id or signature did not stay whole")
			}
		}
		if len(again) != len(old) {
			t.Fatalf("%d entries of %d are left", len(again), len(old))
		}
		// The state is the same whether the bodies are still here or not, but for
		// the writes on an erased entity, of which the bodies said what they were on.
		if a, b := Fold(clean, testRules).Erased, Fold(back, testRules).Erased; len(a) < len(b)-len(Fold(back, testRules).EraseAlso) {
			t.Fatalf("cleaning forgets what was erased: %d, %d", len(a), len(b))
		}
	})
}

// What this program does not know survives byte for byte.
func TestUnknownSurvives(t *testing.T) {
	var salt uint64
	r := &replica{who: "amira", clock: start, salt: &salt}
	root := r.write(t, Change{Kind: "case", Set: map[string]any{"name": "Karim"}})
	body := []byte(`{"salt":"000102030405060708090a0b0c0d0e0f","set":{"steps":[{"x":1},{"y":[null,true]}]},"later":{"a":"\u00e6 æ"}}`)
	h := Head{Author: keyOf("bo"), Device: "0123456789abcdef", Seq: 1, After: []ID{root.ID}, Time: start, Kind: "plan-of-a-later-year", Body: HashBody(body)}
	head := []byte(strings.TrimSuffix(string(h.Encode()), "}") + `,"later":[1,2]}`)
	e, err := NewEntry(head, body, "ed25519:x")
	if err != nil {
		t.Fatalf("an entry of a later version is refused: %v", err)
	}
	e.Trust = TrustGood
	all := Merge(r.entries, []*Entry{e})
	st := Fold(all, testRules)
	clean, _ := Clean(all, st)
	for _, set := range [][]*Entry{all, clean, st.Order} {
		i := slices.IndexFunc(set, func(o *Entry) bool { return o.ID == e.ID })
		if i < 0 || string(set[i].RawHead) != string(head) || string(set[i].RawBody) != string(body) {
			t.Errorf("an unknown kind did not survive byte for byte")
		}
	}
	if got := string(st.ByID[e.ID].Fields["steps"].Values[0].Raw); got != `[{"x":1},{"y":[null,true]}]` {
		t.Errorf("field of a later version is %s", got)
	}
	if len(st.Critical) != 0 {
		t.Errorf("critical: %v", st.Critical)
	}
	h.Critical, h.Seq = true, 2
	c, err := NewEntry(h.Encode(), body, "ed25519:x")
	if err != nil {
		t.Fatal(err)
	}
	if st := Fold(append(all, c), testRules); !slices.Equal(st.Critical, []string{"plan-of-a-later-year"}) {
		t.Errorf("critical: %v", st.Critical)
	}
}

// team is a case with a contact that both have seen.
func team(t *testing.T, kind string) (amira, bo *replica, root, thing *Entry) {
	var salt uint64
	amira = &replica{who: "amira", clock: start, salt: &salt}
	root = amira.write(t, Change{Kind: "case", Set: map[string]any{"name": "Karim"}})
	thing = amira.write(t, Change{Kind: kind, Set: map[string]any{"member": "cee"}, After: []ID{root.ID}})
	bo = &replica{who: "bo", clock: start, salt: &salt, entries: slices.Clone(amira.entries)}
	return amira, bo, root, thing
}

// A write apart from a strike beats it, so that nobody's new text is crossed out
// by somebody who had not read it; in the case team removal wins.
func TestAddBeatsStrikeButNotInTheTeam(t *testing.T) {
	for kind, stands := range map[string]bool{"contact": true, "party": true, "reader": false} {
		for _, seen := range []bool{false, true} {
			amira, bo, _, thing := team(t, kind)
			set := Change{Kind: kind + "-set", Of: thing.ID, Set: map[string]any{"text": "nyt"}, After: []ID{thing.ID}}
			strike := Change{Kind: KindStrike, Targets: []ID{thing.ID}, After: []ID{thing.ID}}
			w := bo.write(t, set)
			if seen {
				strike.After = []ID{w.ID}
			}
			amira.write(t, strike)
			ent := Fold(Merge(amira.entries, bo.entries), testRules).ByID[thing.ID]
			if want := stands && !seen; (ent.Struck == nil) != want || (ent.StruckBeaten != nil) != want {
				t.Errorf("%s, write seen %v: struck %v, beaten %v", kind, seen, ent.Struck != nil, ent.StruckBeaten != nil)
			}
		}
	}
}

func TestStrikeOfAWrite(t *testing.T) {
	amira, _, _, thing := team(t, "contact")
	first := amira.fold().ByID[thing.ID]
	set := amira.write(t, Change{Kind: "contact-set", Of: thing.ID, Set: map[string]any{"member": "dee"},
		Replaces: map[string][]ID{"member": first.Writers("member")}, After: []ID{thing.ID}})
	strike := amira.write(t, Change{Kind: KindStrike, Targets: []ID{set.ID}, After: []ID{set.ID}})
	if got := amira.fold().ByID[thing.ID].Text("member"); got != "cee" {
		t.Errorf("after undoing the edit the field is %q, want the former value", got)
	}
	amira.write(t, Change{Kind: KindStrike, Targets: []ID{strike.ID}, After: []ID{strike.ID}})
	if got := amira.fold().ByID[thing.ID].Text("member"); got != "dee" {
		t.Errorf("after undoing the undo the field is %q", got)
	}
}

// Who may erase: the author and whom the rules let; nobody else's erase drops a
// byte, also where a copy lacks the body that it names.
func TestWhoMayErase(t *testing.T) {
	for who, may := range map[string]bool{"amira": true, "boss": true, "bo": false} {
		amira, bo, _, thing := team(t, "contact")
		edit := bo.write(t, Change{Kind: "contact-set", Of: thing.ID, Set: map[string]any{"text": "fra bo"}, After: []ID{thing.ID}})
		eraser := &replica{who: who, clock: start.Add(time.Hour), salt: amira.salt, seq: 10}
		eraser.write(t, Change{Kind: KindErase, Targets: []ID{thing.ID}, After: []ID{thing.ID}})
		all := Merge(amira.entries, bo.entries, eraser.entries)
		st := Fold(all, testRules)
		if (st.Erased[thing.ID] != nil) != may || (st.Erased[edit.ID] != nil) != may {
			t.Errorf("%s: erased %v, what was written on it %v, want %v", who, st.Erased[thing.ID] != nil, st.Erased[edit.ID] != nil, may)
		}
		if may && !slices.Equal(st.EraseAlso, []ID{edit.ID}) {
			t.Errorf("%s: the next save is to name %v", who, st.EraseAlso)
		}
		// The same where a copy lacks the body of the contact.
		part := slices.Clone(all)
		i := slices.IndexFunc(part, func(e *Entry) bool { return e.ID == thing.ID })
		part[i] = part[i].WithoutBody()
		if st := Fold(part, testRules); (st.Erased[edit.ID] != nil) != may {
			t.Errorf("%s: what was written on a contact whose body is gone is erased %v, want %v", who, st.Erased[edit.ID] != nil, may)
		}
		if st := Fold(Merge(part, all), testRules); (st.Erased[thing.ID] != nil) != may {
			t.Errorf("%s: after the body turned up again: erased %v", who, !may)
		}
	}
}

// One erase that names an entity and a colleague's write on it needs no second.
func TestEraseNamesAColleaguesWrite(t *testing.T) {
	amira, bo, _, thing := team(t, "contact")
	edit := bo.write(t, Change{Kind: "contact-set", Of: thing.ID, Set: map[string]any{"text": "fra bo"}, After: []ID{thing.ID}})
	amira.entries = Merge(amira.entries, bo.entries)
	targets := []ID{thing.ID, edit.ID}
	slices.Sort(targets)
	amira.write(t, Change{Kind: KindErase, Targets: targets, After: []ID{edit.ID}})
	if st := amira.fold(); len(st.EraseAlso) != 0 || st.Erased[edit.ID] == nil {
		t.Errorf("the next save is to name %v again", st.EraseAlso)
	}
}

func TestForksAndGaps(t *testing.T) {
	var salt uint64
	r := &replica{who: "amira", clock: start, salt: &salt}
	a := r.write(t, Change{Kind: "case"})
	r.seq = 0
	b := r.write(t, Change{Kind: "case"}) // the same number again: a restored machine
	r.seq = 3
	r.write(t, Change{Kind: "contact"})
	r.seq = 1 << 40
	r.write(t, Change{Kind: "contact"})
	forks := r.fold().Forks
	twins := []ID{a.ID, b.ID}
	slices.Sort(twins)
	if !slices.Equal(forks[0].IDs, twins) || forks[1].Seq != 2 || forks[2].Seq != 3 || forks[3].Seq != 5 || len(forks) != 3+maxGap {
		t.Errorf("%d forks, first %+v", len(forks), forks[:4])
	}
}

func TestMissingAncestorsAreNamed(t *testing.T) {
	amira, _, root, thing := team(t, "contact")
	last := amira.write(t, Change{Kind: "contact-set", Of: thing.ID, Set: map[string]any{"text": "a"}, After: []ID{thing.ID}})
	st := Fold([]*Entry{root, last}, testRules)
	if by := st.Missing[thing.ID]; len(st.Missing) != 1 || !slices.Equal(by, []ID{last.ID}) {
		t.Errorf("missing: %v", st.Missing)
	}
	if st := Fold(amira.entries, testRules); len(st.Missing) != 0 {
		t.Errorf("nothing is missing, but %v", st.Missing)
	}
}

func TestForgedAndUnknownAreKeptApart(t *testing.T) {
	amira, _, root, thing := team(t, "contact")
	for trust, why := range map[Trust]string{TrustForged: WhyForged, TrustUnknown: WhyUnknown} {
		c := *thing
		c.Trust = trust
		st := Fold([]*Entry{root, &c}, testRules)
		if len(st.Apart) != 1 || st.Apart[0].Why != why || st.ByID[thing.ID] != nil {
			t.Errorf("%s: %+v", why, st.Apart)
		}
	}
	st := Fold(amira.entries, Rules{Allowed: func(e *Entry) bool { return e.Head.Kind != "contact" }})
	if len(st.Apart) != 1 || st.Apart[0].Why != WhyNotAllowed {
		t.Errorf("%+v", st.Apart)
	}
}

func TestSeenIsTheFormsState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := Fold(drawWorld(t).union(), testRules)
		head := rapid.SampledFrom(st.Order).Draw(t, "head")
		seen := st.Seen([]ID{head.ID})
		for _, e := range st.Order {
			if slices.Contains(seen, e) != st.Saw(head.ID, e.ID) {
				t.Fatalf("seen and saw differ")
			}
		}
		if all := st.Seen(st.Heads); len(all) != len(st.Order) {
			t.Fatalf("the heads saw %d of %d", len(all), len(st.Order))
		}
	})
}

// Who saw whom is the same whether it is held as bits or walked.
func TestBitsAndWalkAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newGraph(drawWorld(t).union())
		bits := newGraph(g.order)
		bits.remember()
		for _, a := range g.order {
			for _, b := range g.order {
				if g.saw(a.ID, b.ID) != bits.saw(a.ID, b.ID) {
					t.Fatalf("they differ")
				}
			}
		}
	})
}

func TestClockMarks(t *testing.T) {
	var salt uint64
	r := &replica{who: "amira", clock: start, salt: &salt}
	root := r.write(t, Change{Kind: "case"})
	r.clock = start.Add(-59 * time.Second)
	r.write(t, Change{Kind: "contact", After: []ID{root.ID}})
	r.clock = start.Add(-2 * time.Minute)
	early := r.write(t, Change{Kind: "contact", After: []ID{root.ID}})
	r.clock = start.Add(time.Hour)
	future := r.write(t, Change{Kind: "contact", After: []ID{root.ID}})
	got := r.fold().ClockMarks(start.Add(30 * time.Minute))
	want := []ID{early.ID, future.ID}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("marked %v, want %v", got, want)
	}
}

// long is a history of n entries of one shape.
func long(t testing.TB, n int, shape string) []*Entry {
	var salt uint64
	r := &replica{who: "amira", clock: start, salt: &salt}
	root := r.write(t, Change{Kind: "case", Set: map[string]any{"name": "Karim"}})
	last, edited := root, root
	for i := 1; i < n; i++ {
		r.clock = r.clock.Add(time.Second)
		switch shape {
		case "notes":
			last = r.write(t, Change{Kind: "contact", Set: map[string]any{"text": "a"}, After: []ID{last.ID}})
		case "edits":
			last = r.write(t, Change{Kind: "case-set", Of: root.ID, Set: map[string]any{"name": fmt.Sprint(i)},
				Replaces: map[string][]ID{"name": {edited.ID}}, After: []ID{last.ID}})
			edited = last
		case "strikes":
			note := r.write(t, Change{Kind: "contact", Set: map[string]any{"text": "a"}, After: []ID{last.ID}})
			last = r.write(t, Change{Kind: KindStrike, Targets: []ID{note.ID, root.ID}, After: []ID{note.ID}})
			i++
		case "apart":
			r.write(t, Change{Kind: "contact", Set: map[string]any{"text": "a"}, After: []ID{root.ID}})
		case "versions":
			r.write(t, Change{Kind: "case-set", Of: root.ID, Set: map[string]any{"name": fmt.Sprint(i % 50)}, After: []ID{root.ID}})
		}
	}
	return r.entries
}

// Ten thousand entries of any shape fold; what they say is counted.
func TestLongHistories(t *testing.T) {
	const n = 10_000
	for shape, entities := range map[string]int{"notes": n, "edits": 1, "strikes": n/2 + 1, "apart": n, "versions": 1} {
		st := Fold(long(t, n, shape), testRules)
		if len(st.Order) < n || len(st.Entities) != entities {
			t.Errorf("%s: %d entries, %d entities, want %d", shape, len(st.Order), len(st.Entities), entities)
		}
	}
}

func BenchmarkFold10000(b *testing.B) {
	for _, shape := range []string{"notes", "edits", "strikes", "apart", "versions"} {
		entries := long(b, 10_000, shape)
		b.Run(shape, func(b *testing.B) {
			for b.Loop() {
				Fold(entries, testRules)
			}
		})
	}
}
