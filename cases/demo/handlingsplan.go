package demo

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// reviewEvery is how often a plan is followed up, in days.
const reviewEvery = 42

// handlingsplan is what the writer knows of the plan of a case. It draws for
// itself, so that the notes do not depend on it.
type handlingsplan struct {
	draw    draw
	none    bool // the case has no plan
	began   bool
	seen    calendar.Date // the last review, else when the plan began or the case was opened again
	reviews int
	matched bool

	arenas []*planArena
	goals  []*planGoal
	steps  []*planStep
	order  string // of the last step

	open bool // a save has begun for what is written now
}

// planArena is a key of the plan that the case works with.
type planArena struct {
	key    string
	goal   bool // one of the arenas that the story is about
	scored bool
	rater  cases.Rater
	now    int // the last score of the worker's side
	target int // where it goes
	own    int // the person's last score, 0 for none
}

// planned writes what a contact with the person brings into the plan.
func (w *writer) planned(i int, e event) {
	h := &w.plan
	if h.none || w.o.handPlanned() || e.scene.reached != "ja" {
		return
	}
	h.open = false
	late := e.phase != w.o.kind.Phases()[0] || w.o.kind == cases.KindNetwork
	next := w.nextMet(i)
	switch {
	case !h.began && late:
		w.beginPlan(e, next.IsZero() && !w.closes(e))
		return
	case !h.began:
		return
	case e.reopen:
		h.seen = e.at.Date
		w.newGoal(e, h.arenas[0])
	}
	until := next
	last := next.IsZero() && !w.closes(e)
	switch {
	case last:
		until = w.g.Day.AddDays(-1)
	case next.IsZero():
		until = w.o.closedOn
	}
	w.settleSteps(e, until)
	w.settleGoals(e, until)
	if w.reviewNow(i, e) {
		w.review(e)
		w.rescore(e)
		w.laterWords(e)
	}
	chance := newStepPercent
	if last || w.slips() && w.g.Day.Sub(e.at.Date) < 45 {
		chance = 80
	}
	if last && w.soon() || h.openSteps() < 2 && h.draw.chance(chance) {
		w.newStep(e, last)
	}
}

// soon says whether a step of the case falls on the next working day.
func (w *writer) soon() bool { return w.o.first == nil && w.o.rank%8 == 4 }

// closes says whether a closing of the case comes after an event.
func (w *writer) closes(e event) bool {
	return !w.o.closedOn.IsZero() && e.at.Date.Before(w.o.closedOn)
}

// slips says whether steps of the case are over time today: in those whose
// follow-ups are too.
func (w *writer) slips() bool {
	return !w.o.closed && w.o.first == nil && w.o.rank%16%7 == 0 && w.o.rank%16 > 0
}

// planDay is a working day for something in the plan; few things fall on today.
func (w *writer) planDay(day calendar.Date) calendar.Date {
	if day = workdayFrom(day); day == w.g.Day && w.o.rank%5 != 1 {
		return workdayFrom(day.AddDays(1))
	}
	return day
}

// newStepPercent is how often a contact brings a new step where few are open, of
// a hundred.
const newStepPercent = 12

// begin begins a save of what is written in the plan, once for an event.
func (w *writer) begin(e event) {
	if !w.plan.open {
		w.plan.open = true
		w.p.step(w.time(e.at, 80), w.o.worker, 0)
	}
}

func (w *writer) planMake(e event, kind string, set map[string]any) int {
	w.begin(e)
	return w.p.make(kind, set)
}

func (w *writer) planWrite(e event, kind string, of int, set map[string]any) {
	w.begin(e)
	w.p.write(kind, of, set)
}

// tenancyPlanPercent is how many tenancies have a plan, of a hundred.
const tenancyPlanPercent = 50

// beginPlan writes the first things of the plan: words, scores, goals, steps and
// facts.
func (w *writer) beginPlan(e event, last bool) {
	h, d := &w.plan, w.plan.draw
	var goals, others []string
	if w.o.kind == cases.KindTenancy {
		if !d.chance(tenancyPlanPercent) {
			h.none = true
			return
		}
		goals = []string{pick(d, []string{cases.ThemeMoney, cases.ThemeMoney, cases.ThemeHome})}
		if d.chance(35) {
			others = append(others, pick(d, []string{cases.ThemeHome, cases.ThemeHealth}))
		}
		if d.chance(30) {
			others = append(others, pick(d, []string{cases.ArenaJob, cases.ArenaFamily, cases.ArenaLeisure}))
		}
	} else {
		goals = w.o.story.goals
		if d.chance(40) {
			others = append(others, pick(d, cases.Arenas()))
		}
	}
	if len(goals) == 0 {
		h.none = true
		return
	}
	h.began, h.seen = true, e.at.Date
	if w.o.kind == cases.KindTenancy && d.chance(35) {
		goals, others = slices.Concat(goals, others), nil
	}
	for n, key := range slices.Concat(goals, others) {
		if !slices.ContainsFunc(h.arenas, func(a *planArena) bool { return a.key == key }) {
			h.arenas = append(h.arenas, &planArena{key: key, goal: n < len(goals), rater: pick(d, []cases.Rater{cases.RaterTogether,
				cases.RaterTogether, cases.RaterWorker})})
		}
	}
	w.firstWords(e)
	for _, a := range h.arenas {
		w.firstScore(e, a)
	}
	for _, a := range h.arenas {
		if a.goal {
			w.newGoal(e, a)
		}
	}
	w.newStep(e, last)
	if last || d.chance(40) {
		w.newStep(e, last)
	}
	w.firstFacts(e)
}

// reviewNow says whether the plan is followed up at a contact: when it would be
// too late at the next one. Few let it slip.
func (w *writer) reviewNow(i int, e event) bool {
	h := &w.plan
	if f := w.o.first; f != nil && f.Gennemgaaet != 0 && e.at.Date.After(w.g.near(f.Gennemgaaet).AddDays(-20)) {
		return false
	}
	if e.at.Date.Sub(h.seen) < 10 {
		return false
	}
	next := w.nextMet(i)
	if next.IsZero() {
		over := w.g.Day.Sub(h.seen) - reviewEvery
		slips := w.o.rank%9 == 4 && over < 15
		return !w.closes(e) && over > -12 && !slips
	}
	return e.scene.key == "opfoelgning" && e.at.Date.Sub(h.seen) > 24 || next.Sub(h.seen) > reviewEvery
}

// nextMet is the day of the next contact with the person, zero if there is none
// before the case ends.
func (w *writer) nextMet(i int) calendar.Date {
	for _, e := range w.o.events[i+1:] {
		switch {
		case e.act != nil:
		case e.close || e.phase == cases.PhaseClosed:
			return calendar.Date{}
		case e.scene.reached == "ja":
			return e.at.Date
		}
	}
	return calendar.Date{}
}

func (w *writer) review(e event) {
	set := map[string]any{"on": e.at.Date.String()}
	if t := w.planText(w.g.w.plan("", w.o.kind).agreed, e); t != nil {
		set["text"] = t.fill(w.o.cast, w.plan.draw.Rand)
	}
	w.planMake(e, cases.EntryReview, set)
	w.plan.seen = e.at.Date
	w.plan.reviews++
}

// planText takes a text of the plan that the case has not had and can fill, nil
// when there is none left.
func (w *writer) planText(from []*text, e event) *text {
	fit := slices.DeleteFunc(w.fitting(from, e), func(t *text) bool { return !w.known(t) })
	if len(fit) == 0 {
		return nil
	}
	t := pick(w.plan.draw, fit)
	w.used[t.id] = true
	return t
}

// say fills such a text, "" where there is none.
func (w *writer) say(from []*text, e event) string {
	if t := w.planText(from, e); t != nil {
		return t.fill(w.o.cast, w.plan.draw.Rand)
	}
	return ""
}

// match writes who is mentor, when a mentorforløb comes to it.
func (w *writer) match(e event) {
	if w.plan.matched || w.o.kind != cases.KindMentoring || w.phase == cases.PhaseContact {
		return
	}
	w.plan.matched = true
	d := w.plan.draw
	if !w.o.closed && w.o.rank%40 == 10 {
		return // nobody has written who
	}
	set := map[string]any{"mentor": w.g.Workers[w.o.worker].Member, "on": e.at.Date.String()}
	if d.chance(30) && !w.o.handPlanned() {
		set["mentor"] = w.g.w.anybody(d, d.chance(50), map[string]bool{}).name
	}
	if why := w.say(w.g.w.plan("", w.o.kind).match, e); why != "" {
		set["why"] = why
	}
	if w.o.rank%20 != 11 {
		set["certificate"] = e.at.Date.AddDays(-d.between(4, 300)).String()
	}
	w.planMake(e, cases.EntryMatch, set)
}

// closePlan ends what is still open in the plan when the case is closed.
func (w *writer) closePlan(e event) {
	h := &w.plan
	h.open = true // in the save of the closing
	good := 0     // how many goals are reached
	switch w.o.outcome {
	case cases.OutcomeReached, cases.OutcomePaid, cases.OutcomeInstalments:
		good = len(h.goals)
	case cases.OutcomePartly, cases.OutcomeGranted, cases.OutcomeHandover, cases.OutcomeMoved:
		good = 1
	}
	for n, one := range h.goals {
		if one.open {
			state := cases.GoalDropped
			if n < good {
				state = cases.GoalReached
			}
			w.goalState(e, one, state)
		}
	}
	for _, s := range h.steps {
		if s.open && h.draw.chance(30) {
			state := cases.StepDropped
			if good > 0 && h.draw.chance(60) {
				state = cases.StepDone
			}
			w.stepState(e, s, state)
		}
	}
}
