package demo

import (
	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/cases/when"
)

// firstPlan is a plan made by hand. Om and all other days are days from today.
type firstPlan struct {
	Ord        []firstWords
	Tal        []firstScore
	Maal       []firstGoal
	Skridt     []firstStep
	Viden      []firstFact
	Opfoelgnet []firstWords // reviews
}

type firstWords struct {
	Om           int
	Arena, Tekst string
}

type firstScore struct {
	Om, Tal int
	Arena   string
	Af      cases.Rater
	Grund   string
}

type firstGoal struct {
	Om                      int
	Arena, Tekst, Kendetegn string
	Senest                  int // 0 for no day
}

type firstStep struct {
	Om                 int
	Arena, Tekst, Hvem string
	Senest             int // 0 for no day
	Tilstand           cases.StepState
	Kun                bool
	Gjort              int       // when it was done, 0 for not
	ToUdgaver          *firstTwo `json:"to_udgaver"`
}

// firstTwo is a step that two people, who had not seen each other's, moved to
// different days.
type firstTwo struct{ Skrevet, En, To int }

type firstFact struct {
	Om   int
	Hvad cases.FactKey
	Svar cases.FactValue
}

// handPlanned says whether the plan of the case is made by hand.
func (o *outline) handPlanned() bool { return o.first != nil && o.first.Plan != nil }

// planFirst puts a plan made by hand on its days.
func (o *outline) planFirst(g *generator, p *firstPlan) {
	on := func(om int, hour int, write func(w *writer, day string)) {
		day := g.near(om)
		o.act(day, func(w *writer, e event) {
			w.p.step(w.time(e.at, 0), o.worker, 0)
			write(w, day.String())
		})
		o.events[len(o.events)-1].at = when.Moment{Date: day, Hour: hour, HasTime: true}
	}
	for _, f := range p.Ord {
		on(f.Om, 16, func(w *writer, day string) {
			field := wordsField(f.Arena)
			w.p.write(cases.EntryWordsSet, w.root, map[string]any{field: f.Tekst, field + "_on": day})
		})
	}
	for _, f := range p.Tal {
		on(f.Om, 16, func(w *writer, day string) {
			w.p.make(cases.EntryScore, map[string]any{"arena": f.Arena, "score": f.Tal, "by": string(f.Af), "reason": f.Grund, "on": day})
		})
	}
	goals := map[string]int{}
	for _, f := range p.Maal {
		on(f.Om, 16, func(w *writer, _ string) {
			set := map[string]any{"arena": f.Arena, "text": f.Tekst, "indicator": f.Kendetegn}
			if f.Senest != 0 {
				set["by"] = g.near(f.Senest).String()
			}
			goals[f.Arena] = w.p.make(cases.EntryGoal, set)
		})
	}
	order := ""
	for _, f := range p.Skridt {
		order = history.OrderBetween(order, "")
		o.stepFirst(g, f, order, goals, on)
	}
	for _, f := range p.Viden {
		on(f.Om, 16, func(w *writer, day string) {
			w.p.make(cases.EntryFact, map[string]any{"fact": string(f.Hvad), "value": string(f.Svar), "on": day})
		})
	}
	for _, f := range p.Opfoelgnet {
		on(f.Om, 17, func(w *writer, day string) {
			w.p.make(cases.EntryReview, map[string]any{"on": day, "text": f.Tekst})
		})
	}
}

func (o *outline) stepFirst(g *generator, f firstStep, order string, goals map[string]int, on func(int, int, func(*writer, string))) {
	n := -1
	on(f.Om, 17, func(w *writer, day string) {
		set := map[string]any{"arena": f.Arena, "text": f.Tekst, "state": string(f.Tilstand), "state_on": day, "order": order}
		if goal, ok := goals[f.Arena]; ok {
			set["goal"] = entryRef(goal)
		}
		if f.Senest != 0 {
			set["by"] = g.near(f.Senest).String()
		}
		if f.Kun {
			set["team_only"] = true
		}
		w.introduce(f.Hvem)
		set["who"] = w.who(f.Hvem)
		n = w.p.make(cases.EntryStep, set)
	})
	if f.Gjort != 0 {
		on(f.Gjort, 17, func(w *writer, day string) {
			w.p.write(cases.EntryStepSet, n, map[string]any{"state": string(cases.StepDone), "state_on": day})
		})
	}
	if two := f.ToUdgaver; two != nil {
		to := func(w *writer, days int) func() {
			return func() { w.p.write(cases.EntryStepSet, n, map[string]any{"by": g.near(days).String()}) }
		}
		o.act(g.near(two.Skrevet), func(w *writer, e event) { w.both(e, to(w, two.En), to(w, two.To)) })
		o.events[len(o.events)-1].at = when.Moment{Date: g.near(two.Skrevet), Hour: 15, HasTime: true}
	}
}

// reviewFirst puts the last review of a plan on a day.
func (o *outline) reviewFirst(g *generator, om int) {
	o.act(g.near(om), func(w *writer, e event) {
		if w.plan.open = false; w.plan.began {
			w.review(e)
		}
	})
}
