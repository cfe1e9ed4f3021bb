package demo

import (
	"slices"

	"brobygger/cases"
)

// firstWords writes the person's own words.
func (w *writer) firstWords(e event) {
	if d := w.plan.draw; d.chance(70) {
		w.setWords(e, "", w.g.w.plan("", w.o.kind).words)
	}
	if a := pick(w.plan.draw, w.plan.arenas); w.plan.draw.chance(22) && slices.Contains(cases.Arenas(), a.key) {
		w.setWords(e, a.key, w.g.w.plan(a.key, w.o.kind).words)
	}
}

// laterWords writes what the person says now, in some cases.
func (w *writer) laterWords(e event) {
	if w.plan.reviews != 2 || !w.plan.draw.chance(35) {
		return
	}
	key := ""
	if a := pick(w.plan.draw, w.plan.arenas); w.plan.draw.chance(30) && slices.Contains(cases.Arenas(), a.key) {
		key = a.key
	}
	w.setWords(e, key, w.g.w.plan(key, w.o.kind).later)
}

func (w *writer) setWords(e event, arena string, from []*text) {
	field := wordsField(arena)
	if text := w.say(from, e); text != "" {
		w.planWrite(e, cases.EntryWordsSet, w.root, map[string]any{field: text, field + "_on": e.at.Date.String()})
	}
}

// firstScore says where an arena stands when the plan begins, and draws where it
// goes. Themes have no scores.
func (w *writer) firstScore(e event, a *planArena) {
	d := w.plan.draw
	if !slices.Contains(cases.Arenas(), a.key) {
		return
	}
	a.scored = true
	a.now = d.between(1, 3)
	if !a.goal {
		a.now = d.between(2, 4)
	}
	n := d.IntN(100)
	if w.o.outcome == cases.OutcomeReached || w.o.outcome == cases.OutcomePartly {
		n /= 2
	}
	switch {
	case n < 60:
		a.target = a.now + d.between(1, 2)
	case n < 82:
		a.target = a.now
	default:
		a.target = a.now - 1
	}
	a.target = min(max(a.target, cases.MinScore), cases.MaxScore)
	w.score(e, a, a.rater, a.now)
	if (a.goal || w.o.kind == cases.KindTenancy) && d.chance(38) {
		a.own = min(a.now+d.between(0, 1), cases.MaxScore)
		w.score(e, a, cases.RaterPerson, a.own)
	}
}

func (w *writer) score(e event, a *planArena, by cases.Rater, value int) {
	texts := w.g.w.plan(a.key, w.o.kind)
	from := texts.reasons[value]
	if by == cases.RaterPerson {
		from = texts.own[value]
	}
	set := map[string]any{"arena": a.key, "score": value, "by": string(by), "on": e.at.Date.String()}
	if w.plan.draw.chance(85) {
		if reason := w.say(from, e); reason != "" {
			set["reason"] = reason
		}
	}
	w.planMake(e, cases.EntryScore, set)
}

// rescore says at a review where some of the arenas stand now.
func (w *writer) rescore(e event) {
	h, d := &w.plan, w.plan.draw
	for _, a := range h.arenas {
		if !a.scored || a.goal && h.reviews%3 != 2 || !a.goal && h.reviews != 3 {
			continue
		}
		before := a.now
		switch {
		case a.now < a.target:
			a.now++
		case a.now > a.target:
			a.now--
		}
		if a.now == before && d.chance(50) {
			continue
		}
		by := a.rater
		if d.chance(12) {
			by = pick(d, []cases.Rater{cases.RaterTogether, cases.RaterWorker})
		}
		w.score(e, a, by, a.now)
		if a.own > 0 && d.chance(50) {
			a.own = min(max(a.own+d.between(-1, 2), cases.MinScore), cases.MaxScore)
			w.score(e, a, cases.RaterPerson, a.own)
		}
	}
	if h.reviews == 2 && d.chance(45) {
		value := pick(d, []cases.FactValue{cases.FactYes, cases.FactYes, cases.FactYes, cases.FactNo})
		w.fact(e, w.factOf(h.arenas[0].key), value)
	}
}

// firstFacts writes what is known when the plan begins.
func (w *writer) firstFacts(e event) {
	d := w.plan.draw
	key := w.factOf(w.plan.arenas[0].key)
	first := []cases.FactValue{cases.FactNo, cases.FactNo, cases.FactUnknown, cases.FactYes}
	switch key {
	case cases.FactStaying:
		first = []cases.FactValue{cases.FactUnknown, cases.FactUnknown, cases.FactYes}
	case cases.FactSchool:
		first = []cases.FactValue{cases.FactYes, cases.FactYes, cases.FactUnknown, cases.FactNo}
	}
	if d.chance(65) {
		w.fact(e, key, pick(d, first))
	}
	if all := w.o.kind.Facts(); d.chance(18) {
		if other := pick(d, all); other != key {
			w.fact(e, other, pick(d, cases.FactValues()))
		}
	}
}

// factOf is the fact that belongs to an arena.
func (w *writer) factOf(arena string) cases.FactKey {
	switch arena {
	case cases.ArenaSchool:
		return cases.FactSchool
	case cases.ArenaJob, cases.ArenaAuthorities:
		return cases.FactJob
	case cases.ArenaLeisure, cases.ArenaStreet:
		return cases.FactLeisure
	}
	return w.o.kind.Facts()[0]
}

func (w *writer) fact(e event, key cases.FactKey, value cases.FactValue) {
	w.planMake(e, cases.EntryFact, map[string]any{"fact": string(key), "value": string(value), "on": e.at.Date.String()})
}

// wordsField is the field of the case that holds the person's words about an
// arena, "" for the plan as a whole.
func wordsField(arena string) string {
	if arena == "" {
		return "words"
	}
	return "words_" + arena
}
