package demo

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"brobygger/cases"
)

func TestTheDataFitsTogether(t *testing.T) {
	w, err := loadWorld()
	if err != nil {
		t.Fatal(err)
	}
	if w.texts < 300 {
		t.Errorf("%d texts", w.texts)
	}
	for _, k := range cases.Kinds() {
		used := map[string]bool{"fejl": true, "efter": true, "efter-flyttet": true, "genaabnet": true, "farvel": true}
		for _, p := range openPhases(k) {
			for _, key := range slices.Concat(fillers(k, p), spare(k, p)) {
				if w.scenes[k][key] == nil {
					t.Errorf("%s: no scene %q", k, key)
				}
			}
		}
		for _, o := range k.Outcomes() {
			used["slut-"+string(o)] = true
			if w.scenes[k]["slut-"+string(o)] == nil || w.small.Lukkegrunde[o] == "" {
				t.Errorf("%s: nothing is written for the outcome %s", k, o)
			}
		}
		for _, s := range w.stories[k] {
			if s.from == 0 || s.to < s.from || !slices.Contains(cases.Sources(), s.source) || s.area != "" && !slices.Contains(cases.FundingAreas(), s.area) {
				t.Errorf("%s %s: age %d to %d, source %q, area %q", k, s.name, s.from, s.to, s.source, s.area)
			}
			for _, o := range s.outcomes {
				if !slices.Contains(k.Outcomes(), o) {
					t.Errorf("%s %s: outcome %s", k, s.name, o)
				}
			}
			for _, slot := range s.needs {
				if w.roles[slot].Relation == "" {
					t.Errorf("%s %s: needs %q", k, s.name, slot)
				}
			}
			for _, slot := range slices.Sorted(maps.Keys(w.bridges)) {
				if b := w.bridges[slot]; slot != "alle" && (len(b.purposes) == 0 || w.service(slot) < 0 && len(w.roles[slot].Omraader) == 0) {
					t.Errorf("%q is no service and nobody to tell", slot)
				}
			}
			for _, arena := range s.goals {
				if p := w.plan(arena, k); p == nil || len(p.goals) == 0 || !slices.Contains(cases.Arenas(), arena) {
					t.Errorf("%s %s: goal for %q", k, s.name, arena)
				}
			}
			for i, c := range s.phases {
				if c.phase != k.Phases()[i] || c.to < c.from {
					t.Errorf("%s %s: phase %d is %s, %d to %d days", k, s.name, i, c.phase, c.from, c.to)
				}
				for _, b := range c.scenes {
					for _, key := range slices.Concat(b.choice...) {
						used[key] = true
						if w.scenes[k][key] == nil {
							t.Errorf("%s %s: no scene %q", k, s.name, key)
						}
					}
				}
			}
		}
		for key, s := range w.scenes[k] {
			if !used[key] {
				t.Errorf("%s: the scene %q is in no story", k, key)
			}
			if len(s.texts) < 2 || len(s.channels) == 0 || s.role == "" || s.reached != "" && s.reached != "ja" && s.reached != "nej" {
				t.Errorf("%s: scene %q has %d texts, channels %v, role %q, met %q", k, key, len(s.texts), s.channels, s.role, s.reached)
			}
			for _, slot := range s.with {
				if slot != "ung" && slot != "beboer" && w.roles[slot].Relation == "" {
					t.Errorf("%s: scene %q has %q present", k, key, slot)
				}
			}
			if s.place != "" && !slices.Contains(factSlots(), s.place) {
				t.Errorf("%s: scene %q is at %q", k, key, s.place)
			}
		}
	}
}

func openPhases(k cases.Kind) []cases.Phase {
	all := k.Phases()
	return all[:len(all)-1]
}

// TestEveryTextIsTold makes a large demo and sees that no text is written for
// nothing.
func TestEveryTextIsTold(t *testing.T) {
	w, err := loadWorld()
	if err != nil {
		t.Fatal(err)
	}
	g, err := newGenerator(options(1, monday, 2000))
	if err != nil {
		t.Fatal(err)
	}
	told := map[int]bool{}
	for i := range g.Cases {
		o := g.outline(i)
		wr := newWriter(g, o, &Plan{Index: i, Kind: o.kind})
		wr.write()
		for id := range wr.used {
			told[id] = true
		}
	}
	for k, scenes := range w.scenes {
		for key, s := range scenes {
			for n, text := range s.texts {
				if !told[text.id] {
					t.Errorf("%s: text %d of %q is never told", k, n+1, key)
				}
			}
		}
	}
	for key, p := range w.plans {
		for n, text := range p.all() {
			if !told[text.id] {
				t.Errorf("plan, %s: text %d (%s) is never told", key, n+1, text.fill(said{}, rand.New(rand.NewPCG(1, 1))))
			}
		}
	}
	for key, b := range w.bridges {
		for n, text := range b.all() {
			if !told[text.id] {
				t.Errorf("bridge, %s: text %d (%s) is never told", key, n+1, text.fill(said{}, rand.New(rand.NewPCG(1, 1))))
			}
		}
	}
	for k, groups := range w.tails {
		for _, group := range groups {
			for n, text := range group.texts {
				if !told[text.id] {
					t.Errorf("%s: last sentence %d is never told", k, n+1)
				}
			}
		}
	}
}

// TestFirstNamesAreNoWords keeps names out that a note could begin a sentence
// with for another reason.
func TestFirstNamesAreNoWords(t *testing.T) {
	w, err := loadWorld()
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]bool{}
	for _, g := range w.names.Grupper {
		for _, n := range slices.Concat(g.Maend, g.Kvinder) {
			if given[n] {
				t.Errorf("%s stands twice", n)
			}
			given[n] = true
		}
		if len(g.Maend) < 30 || len(g.Kvinder) < 30 || len(g.Efternavne) < 30 || len(g.Sprog) == 0 {
			t.Errorf("%s: too few names", g.Navn)
		}
	}
	check := func(key string, texts []*text) {
		for _, text := range texts {
			for _, p := range text.parts {
				for _, word := range strings.FieldsFunc(p.words, func(r rune) bool { return strings.ContainsRune(" .,:?!\"", r) }) {
					if given[word] {
						t.Errorf("%q: the word %s is also a name", key, word)
					}
				}
			}
		}
	}
	for _, scenes := range w.scenes {
		for key, s := range scenes {
			check(key, s.texts)
		}
	}
	for key, p := range w.plans {
		check(key, p.all())
	}
	for key, b := range w.bridges {
		check(key, b.all())
	}
}
