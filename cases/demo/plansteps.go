package demo

import (
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// planGoal is a goal that has been written.
type planGoal struct {
	entry int
	arena *planArena
	by    calendar.Date
	open  bool
}

// planStep is a step that has been written.
type planStep struct {
	entry int
	by    calendar.Date // zero for none
	made  calendar.Date
	doing bool
	open  bool
}

func (h *handlingsplan) openSteps() int {
	n := 0
	for _, s := range h.steps {
		if s.open {
			n++
		}
	}
	return n
}

// newGoal writes a goal of an arena, if there is another.
func (w *writer) newGoal(e event, a *planArena) {
	d := w.plan.draw
	var fit []goalText
	for _, g := range w.g.w.plan(a.key, w.o.kind).goals {
		if !w.used[g.text.id] && g.text.fits(w.o.cast, e.at.Date.Month) {
			fit = append(fit, g)
		}
	}
	if len(fit) == 0 {
		return
	}
	g := pick(d, fit)
	w.used[g.text.id] = true
	set := map[string]any{"arena": a.key, "text": g.text.fill(w.o.cast, d.Rand)}
	if d.chance(80) {
		set["indicator"] = g.indicator.fill(w.o.cast, d.Rand)
	}
	one := &planGoal{arena: a, open: true}
	if d.chance(45) {
		one.by = w.planDay(e.at.Date.AddDays(d.between(60, 200)))
		set["by"] = one.by.String()
	}
	one.entry = w.planMake(e, cases.EntryGoal, set)
	w.plan.goals = append(w.plan.goals, one)
}

// settleGoals ends or moves the goals whose day comes before the next contact.
func (w *writer) settleGoals(e event, until calendar.Date) {
	d := w.plan.draw
	for _, g := range slices.Clone(w.plan.goals) {
		if !g.open || g.by.IsZero() || g.by.After(until) {
			continue
		}
		switch n := d.IntN(100); {
		case n < 50:
			w.goalState(e, g, cases.GoalReached)
			if w.planOpenGoals() == 0 {
				w.newGoal(e, g.arena)
			}
		case n < 62:
			w.goalState(e, g, cases.GoalDropped)
			if w.planOpenGoals() == 0 {
				w.newGoal(e, g.arena)
			}
		default:
			g.by = w.planDay(until.AddDays(d.between(30, 90)))
			w.planWrite(e, cases.EntryGoalSet, g.entry, map[string]any{"by": g.by.String()})
		}
	}
}

func (w *writer) planOpenGoals() int {
	n := 0
	for _, g := range w.plan.goals {
		if g.open {
			n++
		}
	}
	return n
}

func (w *writer) goalState(e event, g *planGoal, state cases.GoalState) {
	g.open = state == cases.GoalOpen
	w.planWrite(e, cases.EntryGoalSet, g.entry, map[string]any{"state": string(state), "state_on": e.at.Date.String()})
}

// newStep writes a step, if there is another: mostly in an arena with a goal.
// Last says that no contact comes after it by today.
func (w *writer) newStep(e event, last bool) {
	h, d := &w.plan, w.plan.draw
	from := slices.DeleteFunc(slices.Clone(h.arenas), func(a *planArena) bool { return !a.goal })
	if d.chance(30) {
		from = h.arenas
	}
	a := pick(d, from)
	only := d.chance(10)
	var fit []stepText
	for _, s := range w.g.w.plan(a.key, w.o.kind).steps {
		if s.only == only && !w.used[s.text.id] && s.text.fits(w.o.cast, e.at.Date.Month) && w.known(s.text) && w.who(s.who) != nil {
			fit = append(fit, s)
		}
	}
	if len(fit) == 0 {
		return
	}
	s := pick(d, fit)
	w.used[s.text.id] = true
	one := &planStep{made: e.at.Date, open: true, doing: d.chance(45)}
	set := map[string]any{"arena": a.key, "text": s.text.fill(w.o.cast, d.Rand), "who": w.who(s.who), "state": string(cases.StepTodo),
		"state_on": e.at.Date.String()}
	if one.doing {
		set["state"] = string(cases.StepDoing)
	}
	if s.only {
		set["team_only"] = true
	} else if s.who == "medarbejder" && w.o.deputy >= 0 && d.chance(30) {
		set["who"] = w.g.Workers[w.o.deputy].Member
	}
	for _, g := range h.goals {
		if g.arena == a && g.open {
			set["goal"] = entryRef(g.entry)
		}
	}
	switch {
	case last && w.soon():
		one.by = workdayFrom(w.g.Day.AddDays(1))
	case d.chance(75):
		one.by = w.planDay(e.at.Date.AddDays(d.between(9, 40)))
		if ahead := w.g.Day.AddDays(d.between(2, 40)); last && one.by.Before(ahead) {
			one.by = w.planDay(ahead)
		}
		if late := workdayBefore(w.g.Day.AddDays(-d.between(1, 9))); w.slips() && late.After(e.at.Date.AddDays(2)) && late.Sub(e.at.Date) < 40 {
			one.by = late
		}
	}
	if !one.by.IsZero() {
		set["by"] = one.by.String()
	}
	h.order = history.OrderBetween(h.order, "")
	set["order"] = h.order
	one.entry = w.planMake(e, cases.EntryStep, set)
	h.steps = append(h.steps, one)
}

// who is the value for who is to do a step, nil where the case has nobody.
func (w *writer) who(who string) any {
	switch who {
	case "ung", "beboer":
		return cases.WhoPerson
	case "medarbejder":
		return cases.WhoWorker
	}
	if name, ok := strings.CutPrefix(who, "="); ok {
		return name
	}
	if p := w.o.cast.parties[who]; p != nil && p.entry >= 0 {
		return entryRef(p.entry)
	}
	return nil
}

// settleSteps ends or moves the steps whose day comes before the next contact,
// and begins some others; few slip.
func (w *writer) settleSteps(e event, until calendar.Date) {
	d := w.plan.draw
	for _, s := range w.plan.steps {
		slips := w.slips() && s.by.After(w.g.Day.AddDays(-25))
		switch {
		case !s.open:
		case s.by.IsZero() || s.by.After(until):
			if !s.doing && e.at.Date.Sub(s.made) > 14 && d.chance(15) {
				s.doing = true
				w.stepState(e, s, cases.StepDoing)
			}
		case slips:
		case d.chance(72):
			w.stepState(e, s, cases.StepDone)
		case d.chance(50):
			w.stepState(e, s, cases.StepDropped)
		default:
			s.by = w.planDay(until.AddDays(d.between(5, 30)))
			w.planWrite(e, cases.EntryStepSet, s.entry, map[string]any{"by": s.by.String()})
		}
	}
}

func (w *writer) stepState(e event, s *planStep, state cases.StepState) {
	s.open = state == cases.StepTodo || state == cases.StepDoing
	w.planWrite(e, cases.EntryStepSet, s.entry, map[string]any{"state": string(state), "state_on": e.at.Date.String()})
}
