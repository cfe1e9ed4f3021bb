package paper

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/when"
)

// Recent is for how many days what was reached stands on the paper: a quarter.
const Recent = 91

// goodScore is from where an arena goes well, whatever it was before.
const goodScore = 4

// Plan is the handlingsplan as one page for the family: first what the person
// says, then what goes well, what is being worked on, what was agreed, and when
// the plan is looked at again. It is built on what the person may see.
func Plan(c *cases.Case, today calendar.Date, set cases.Settings) Paper {
	view := c.ForPerson(today, Recent)
	w := writer{view: view, c: c}
	p := Paper{
		What: WhatPlan, Case: c.ID, Number: c.Number + c.Suffix, On: today,
		Name:   view.FirstName,
		Worker: danish.FirstName(danish.Harmless(c.ActorOf(cases.WhoWorker).Name, false)),
	}
	w.add(Title{"paper.plan.title"})
	if view.Words != "" {
		w.add(Quote{Text: c.Hide(view.Words)})
	}
	w.standing()
	w.agreed()
	w.next(today, set)
	w.add(Small{"paper.plan.small"})
	p.Blocks = w.blocks
	return p
}

type writer struct {
	c      *cases.Case
	view   cases.PersonPlan
	blocks []Block
}

func (w *writer) add(b ...Block) { w.blocks = append(w.blocks, b...) }

// part adds a heading and what stands under it, where there is something.
func (w *writer) part(key string, b ...Block) {
	if len(b) > 0 {
		w.add(Heading{key})
		w.add(b...)
	}
}

// standing is what goes well, with what was reached, and what is being worked on.
func (w *writer) standing() {
	var good, work []Block
	for _, a := range w.view.Arenas {
		s := Scale{Arena: a.Key, Sides: sides(a)}
		switch {
		case len(s.Sides) == 0:
			continue
		case slices.ContainsFunc(s.Sides, well):
			good = append(good, s)
			good = append(good, w.quote(a)...)
		default:
			work = append(work, s)
			work = append(work, w.quote(a)...)
		}
	}
	for _, a := range w.view.Arenas {
		for _, g := range a.Goals {
			if g.State == cases.GoalReached {
				good = append(good, w.goal(a.Key, g))
			}
		}
	}
	for _, g := range w.view.Goals {
		if g.State == cases.GoalReached {
			good = append(good, w.goal("", g))
		}
	}
	good = append(good, w.done()...)
	w.part("paper.plan.good", good...)
	w.part("paper.plan.work", work...)
}

// well says whether a side is one to be glad of.
func well(s Side) bool { return s.Value >= goodScore || s.Change > 0 }

func sides(a cases.PersonArena) []Side {
	var out []Side
	for _, st := range []cases.Standing{a.Worker, a.Own} {
		if st.Now == nil {
			continue
		}
		s := Side{By: st.By, Value: st.Now.Value, Change: st.Difference()}
		if st.First != st.Now {
			s.Before = st.First.On
		}
		out = append(out, s)
	}
	return out
}

func (w *writer) quote(a cases.PersonArena) []Block {
	if a.Words == "" {
		return nil
	}
	return []Block{Quote{Arena: a.Key, Text: w.c.Hide(a.Words)}}
}

func (w *writer) goal(arena string, g cases.PersonGoal) Goal {
	out := Goal{Arena: arena, Text: g.Text, Indicator: g.Indicator, By: g.By, State: g.State}
	if w.unsettled(g.ID, "by") {
		out.By = calendar.Date{}
	}
	return out
}

// unsettled says whether a field of a thing has two versions: a paper takes no
// side, and says neither who nor by when until somebody has chosen.
func (w *writer) unsettled(id cases.EntryID, field string) bool {
	return slices.ContainsFunc(w.c.Conflicts, func(k cases.Conflict) bool { return k.Entity == id && k.Field == field })
}

// done are the steps that were done, the newest first.
func (w *writer) done() []Block {
	var done []cases.PersonStep
	for _, s := range w.view.Steps {
		if s.State == cases.StepDone {
			done = append(done, s)
		}
	}
	slices.SortStableFunc(done, func(a, b cases.PersonStep) int { return w.since(b).Compare(w.since(a)) })
	var out []Block
	for _, s := range done {
		out = append(out, w.step(s))
	}
	return out
}

func (w *writer) since(s cases.PersonStep) calendar.Date {
	if step := w.c.Step(s.ID); step != nil {
		return step.StateOn
	}
	return calendar.Date{}
}

func (w *writer) step(s cases.PersonStep) Step {
	out := Step{Arena: s.Arena, Text: s.Text, Who: w.who(s.Who), By: s.By, State: s.State}
	if w.unsettled(s.ID, "by") {
		out.By = calendar.Date{}
	}
	if w.unsettled(s.ID, "who") {
		out.Who = cases.Actor{}
	}
	return out
}

// who is an actor by first name and without a workplace: somebody whose relation is not known is
// not named by it either.
func (w *writer) who(a cases.Actor) cases.Actor {
	for _, p := range w.c.Network {
		if p.ID == a.Party && a.Kind == cases.ActorParty {
			a.Relation = p.Relation
		}
	}
	if a.Kind != cases.ActorNamed {
		a.Name = danish.FirstName(a.Name)
	}
	a.Name, a.Relation = w.c.Hide(danish.Harmless(a.Name, false)), w.c.Hide(danish.Harmless(a.Relation, false))
	return a
}

// agreed are open goals and steps by arena, those that belong to none last; and
// what the person says about an arena without a score.
func (w *writer) agreed() {
	var out []Block
	keys := []string{}
	for _, a := range w.view.Arenas {
		keys = append(keys, a.Key)
		if len(sides(a)) == 0 {
			out = append(out, w.quote(a)...)
		}
		for _, g := range a.Goals {
			if g.State == cases.GoalOpen {
				out = append(out, w.goal(a.Key, g))
			}
		}
		out = append(out, w.open(func(arena string) bool { return arena == a.Key })...)
	}
	for _, g := range w.view.Goals {
		if g.State == cases.GoalOpen {
			out = append(out, w.goal("", g))
		}
	}
	out = append(out, w.open(func(arena string) bool { return !slices.Contains(keys, arena) })...)
	w.part("paper.plan.agreed", out...)
}

func (w *writer) open(of func(arena string) bool) []Block {
	var out []Block
	for _, s := range w.view.Steps {
		if s.State != cases.StepDone && of(s.Arena) {
			out = append(out, w.step(s))
		}
	}
	return out
}

// next is when the two meet and when the plan is looked at again. What a
// follow-up is about is the worker's own note and stands on no paper; one counts
// as an appointment where it was made with a contact and has a time of day.
func (w *writer) next(today calendar.Date, set cases.Settings) {
	var out []Block
	var meet when.Moment
	for _, f := range w.c.FollowUps {
		if f.State != cases.FollowUpOpen || f.Struck != nil || f.Erased != nil || f.Rule != "" || f.Contact == "" ||
			!f.Due.HasTime || f.Due.Date.Before(today) || w.c.ActorOf(f.Who).Kind != cases.ActorWorker && f.Who != "" {
			continue
		}
		if meet.IsZero() || f.Due.Date.Before(meet.Date) {
			meet = f.Due
		}
	}
	if !meet.IsZero() {
		out = append(out, Note{"paper.plan.meet", meet})
	}
	for _, it := range cases.Due(w.c, set, today, 1) {
		if it.Rule == cases.RuleReview && !it.Due.Before(today) {
			out = append(out, Note{"paper.plan.review", when.Moment{Date: it.Due}})
		}
	}
	w.part("paper.plan.next", out...)
}
