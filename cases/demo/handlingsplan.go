package demo

import (
	"cmp"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// reviewEvery is how often a plan is followed up, in days.
const reviewEvery = 42

// handlingsplan is what the writer knows of the plan of a case.
type handlingsplan struct {
	draw    draw
	began   calendar.Date // of the first thing in it, zero before that
	seen    calendar.Date // the last review, else when the plan began or the case was opened again
	matched bool
}

// planned writes what a contact with the person brings into the plan.
func (w *writer) planned(i int, e event) {
	h := &w.plan
	late := e.phase != w.o.kind.Phases()[0]
	if e.reopen {
		h.seen = e.at.Date
	}
	if h.began.IsZero() && (late || w.o.kind == cases.KindNetwork) && e.scene.reached == "ja" {
		w.beginPlan(e)
		return
	}
	if !h.began.IsZero() && e.scene.reached == "ja" && w.reviewNow(i, e) {
		w.review(e)
	}
}

// beginPlan writes the first things of the plan.
func (w *writer) beginPlan(e event) {
	for _, arena := range w.o.story.goals {
		w.p.make(cases.EntryGoal, map[string]any{"arena": arena, "text": w.g.w.small.Maal[arena]})
		w.plan.began, w.plan.seen = e.at.Date, e.at.Date
	}
}

// reviewNow says whether the plan is followed up at a contact: when it would be
// too late at the next one. Few let it slip.
func (w *writer) reviewNow(i int, e event) bool {
	h := &w.plan
	since := e.at.Date.Sub(h.seen)
	if since < 10 {
		return false
	}
	next := w.nextMet(i)
	if next.IsZero() {
		over := w.g.Day.Sub(h.seen) - reviewEvery
		slips := w.o.rank%9 == 4 && over < 15
		return !w.o.closed && over > -12 && !slips
	}
	return e.scene.key == "opfoelgning" || next.Sub(h.seen) > reviewEvery
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
	w.p.make(cases.EntryReview, set)
	w.plan.seen = e.at.Date
}

// planText takes a text of the plan that the case has not had and can fill, nil
// when there is none left.
func (w *writer) planText(from []*text, e event) *text {
	var fit []*text
	for _, t := range w.fitting(from, e) {
		if w.known(t) {
			fit = append(fit, t)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	t := pick(w.plan.draw, fit)
	w.used[t.id] = true
	return t
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
	if d.chance(30) {
		set["mentor"] = w.g.w.anybody(d, d.chance(50), map[string]bool{}).name
	}
	if t := w.planText(w.g.w.plan("", w.o.kind).match, e); t != nil {
		set["why"] = t.fill(w.o.cast, d.Rand)
	}
	if w.o.rank%20 != 11 {
		set["certificate"] = e.at.Date.AddDays(-d.between(4, 300)).String()
	}
	w.p.make(cases.EntryMatch, set)
}

// plan are the texts for a key of a plan, "" for the whole, in a kind of case.
func (w *world) plan(key string, k cases.Kind) *planTexts {
	key = cmp.Or(key, "plan")
	if k == cases.KindTenancy {
		if p := w.plans[key+" "+string(k)]; p != nil {
			return p
		}
	}
	return w.plans[key]
}
