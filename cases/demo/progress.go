package demo

import (
	"brobygger/cases"
	"brobygger/cases/calendar"
)

// turn moves the case to the phase of the event, and opens it again.
func (w *writer) turn(e event) {
	on := e.at.Date.String()
	switch {
	case e.reopen:
		w.phase = e.phase
		w.p.write(cases.EntryReopen, w.root, map[string]any{"status": string(cases.StatusOpen), "phase": string(e.phase), "phase_on": on,
			"reopened": on, "reopen_reason": w.g.w.small.Genaabnet})
	case e.phase != w.phase && e.phase != cases.PhaseClosed && e.phase != "":
		w.phase = e.phase
		w.p.write(cases.EntryPhase, w.root, map[string]any{"phase": string(e.phase), "phase_on": on})
	}
}

// close closes the case.
func (w *writer) close(e event) {
	w.phase = cases.PhaseClosed
	set := map[string]any{"status": string(cases.StatusClosed), "phase": string(cases.PhaseClosed), "phase_on": e.at.Date.String(),
		"outcome": string(w.o.outcome), "closed": e.at.Date.String(), "close_reason": w.g.w.small.Lukkegrunde[w.o.outcome]}
	if w.o.outcome == cases.OutcomeNoContact || w.o.outcome == cases.OutcomeDeclined {
		set["aftercare"] = false
	}
	w.p.write(cases.EntryClose, w.root, set)
	w.closePlan(e)
}

// settle ends the follow-up that waited for this contact: most are done, some
// dropped, some moved to the next time.
func (w *writer) settle(i int, e event) {
	if w.pendingFrom == i {
		return
	}
	on := e.at.Date.String()
	next, _ := w.next(i)
	switch n := w.draw.IntN(100); {
	case n < 9 && !next.IsZero() && !e.close && next.Sub(e.at.Date) <= 30:
		w.p.write(cases.EntryFollowUpSet, w.pending, map[string]any{"due": next.String()})
		w.pendingFrom = i
		return
	case n < 15:
		w.p.write(cases.EntryFollowUpSet, w.pending, map[string]any{"state": string(cases.FollowUpDropped), "done_on": on})
	default:
		w.p.write(cases.EntryFollowUpSet, w.pending, map[string]any{"state": string(cases.FollowUpDone), "done_on": on})
	}
	w.pending = -1
}

// followUpPercent is how many contacts end with something to come back to, of a
// hundred; the rest of what was agreed stands as steps of the plan.
const followUpPercent = 30

// followUp writes down what to come back to.
func (w *writer) followUp(i int, e event, t *text) {
	if w.lastContact(i) {
		w.ahead(t)
		return
	}
	next, at := w.next(i)
	if w.pending >= 0 || next.IsZero() || !w.draw.chance(followUpPercent) {
		return
	}
	text := w.nextText(t)
	if text == "" {
		return
	}
	due := next.String()
	if at != "" && w.draw.chance(30) {
		due += "T" + at
	}
	w.pending, w.pendingFrom = w.p.make(cases.EntryFollowUp, map[string]any{"text": text, "due": due,
		"state": string(cases.FollowUpOpen), "contact": entryRef(w.last)}), i
}

// lastContact says whether no contact comes after the event.
func (w *writer) lastContact(i int) bool {
	for _, e := range w.o.events[i+1:] {
		if e.act == nil {
			return false
		}
	}
	return true
}

// nextText is what to come back to, in a few words.
func (w *writer) nextText(of *text) string {
	if of == nil {
		return pick(w.draw, w.g.w.small.Opfoelgninger)
	}
	var fit []*text
	for _, t := range of.next {
		if t.fits(w.o.cast, 1) && w.known(t) {
			fit = append(fit, t)
		}
	}
	if len(fit) == 0 {
		return pick(w.draw, w.g.w.small.Opfoelgninger)
	}
	return pick(w.draw, fit).fill(w.o.cast, w.draw.Rand)
}

// ahead writes the follow-ups that wait today.
func (w *writer) ahead(of *text) {
	w.looked = true
	for _, u := range w.o.upcoming {
		set := map[string]any{"text": u.text, "due": u.due.String(), "state": string(cases.FollowUpOpen)}
		if u.text == "" {
			set["text"] = w.nextText(of)
		}
		if u.time != "" {
			set["due"] = u.due.String() + "T" + u.time
		}
		if u.slot != "" {
			w.introduce(u.slot)
		}
		if u.who != "" {
			set["who"] = u.who
		}
		if w.last >= 0 {
			set["contact"] = entryRef(w.last)
		}
		w.p.make(cases.EntryFollowUp, set)
	}
}

// extras are what a contact brings with it beside the note and the plan: that
// the person has been told that a case is kept.
func (w *writer) extras(i int, e event) {
	if w.informed || e.scene.reached != "ja" || w.o.untold() {
		return
	}
	w.met++
	d := w.bridge
	told := e.scene.key == "oplyst" || e.scene.key == "overblik" || e.scene.key == "forsamtale-mor"
	if told || d.chance(tellPercent) || w.met > 2 || w.nextMet(i).IsZero() {
		w.informed = true
		w.p.write(cases.EntryCaseSet, w.root, map[string]any{"informed": e.at.Date.String(), "informed_by": pick(d, w.g.w.small.Oplyst[w.o.kind])})
	}
}

// tellPercent is how often the person is told at the first contact that a case
// is kept, of a hundred; else it comes with one of the next.
const tellPercent = 65

// untold says whether nobody has told the person, in the middle of some open
// cases.
func (o *outline) untold() bool {
	return o.first == nil && !o.closed && o.kind != cases.KindNetwork && o.rank%24 == 12
}

// someday is a working day in the life of the case on which nothing else
// happens, from the day of an event on, else that day; zero when nothing happens
// at all.
func (o *outline) someday(g *generator, d draw) calendar.Date {
	var from []calendar.Date
	for _, e := range o.events {
		if e.phase != cases.PhaseClosed {
			from = append(from, e.at.Date)
		}
	}
	if len(from) == 0 {
		return calendar.Date{}
	}
	limit := g.Day
	if o.closed {
		limit = o.closedOn
	}
	day := from[d.IntN(len(from))]
	if free := o.freeDay(day.AddDays(1), limit); !free.IsZero() {
		return free
	}
	return day // beside what happens that day
}
