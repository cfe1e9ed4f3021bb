package plan

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// since is the day of the last opfølgning, zero where this is the first.
func (r *review) since() calendar.Date {
	for i := len(r.now.Reviews) - 1; i >= 0; i-- {
		v := r.now.Reviews[i]
		if v.Struck == nil && v.Erased == nil && v.ID != r.Thing && !v.On.After(r.d.Today()) {
			return v.On
		}
	}
	return calendar.Date{}
}

// thenNow is how an arena stood and stands, as one rater says.
type thenNow struct {
	by        cases.Rater
	then, now *cases.Score
}

// of compares a rater's score now with the one at the last opfølgning, else with
// the first.
func (r *review) of(arena string, by cases.Rater) thenNow {
	since := r.since()
	st := r.now.Standing(arena, by, r.d.Today())
	out := thenNow{by: by, then: st.First, now: st.Now}
	if !since.IsZero() {
		if was := r.now.Standing(arena, by, since); was.Now != nil {
			out.then = was.Now
		}
	}
	return out
}

// worker is the worker's side: trend and scores are of one rater.
func (r *review) worker(arena string) thenNow {
	return r.of(arena, r.now.WorkerStanding(arena, r.d.Today()).By)
}

func (t thenNow) arrow() string {
	switch {
	case t.now == nil || t.then == t.now:
		return ""
	case t.now.Value > t.then.Value:
		return " ↑"
	case t.now.Value < t.then.Value:
		return " ↓"
	}
	return " →"
}

// short is a score with a word of at most ten columns.
func (r *review) short(v *cases.Score) string {
	if v == nil {
		return "–"
	}
	n := r.d.W().Count(v.Value)
	return n + " " + r.d.W().T("plan.short."+n)
}

// rater names who says so.
func (r *review) rater(t thenNow) string {
	if t.now == nil {
		return ""
	}
	worker := ""
	if e := r.now.State.Entry(t.now.ID); e != nil {
		worker = danish.FirstName(r.d.Author(e.Head.Author))
	}
	if t.by == cases.RaterTogether {
		return first(r.now.Person.Name) + " + " + worker
	}
	return worker
}

// scored are the arenas in which somebody has set something.
func (r *review) scored() (out []string) {
	for _, arena := range cases.Arenas() {
		if r.worker(arena).now != nil || r.of(arena, cases.RaterPerson).now != nil {
			out = append(out, arena)
		}
	}
	return out
}

// table draws then and now, and what has happened since.
func (r *review) table(width int) []string {
	w, styles := r.d.W(), r.d.Env.Styles
	lay := rows.Lay([]rows.Column{
		{Width: 13}, {Width: 12, Drop: 2}, {Width: 15}, {Width: 15, Drop: 1}, {Width: 15, Grow: true},
	}, width-2, 1)
	var out []string
	add := func(line string) { out = append(out, " "+line) }
	add(styles.Heading.Render(frame.Cut(r.period(), width-2)))
	if all := r.scored(); len(all) == 0 {
		add(styles.Muted.Render(w.T("plan.form.review.unset")))
	} else {
		add(styles.Muted.Render(lay.Row(label(r.d, "arena"), w.T("plan.form.review.then"), w.T("plan.form.review.now"),
			w.T("plan.form.review.by"), w.T("plan.own", first(r.now.Person.Name)))))
		for _, arena := range all {
			t, own := r.worker(arena), r.of(arena, cases.RaterPerson)
			said := ""
			if own.now != nil {
				said = r.ownLine(own)
			}
			add(lay.Row(styles.Strong.Render(desk.CutWords(r.d.Label("domain.arena.", arena), 13)), r.short(t.then), r.short(t.now)+t.arrow(), r.rater(t), said))
		}
	}
	for _, p := range r.happened() {
		add(desk.CutWords(p, width-2))
	}
	return append(out, "")
}

// ownLine is the person's own then and now.
func (r *review) ownLine(own thenNow) string {
	if own.then == own.now {
		return r.short(own.now)
	}
	return r.d.W().Count(own.then.Value) + " · " + r.short(own.now) + own.arrow()
}

// period says what then means.
func (r *review) period() string {
	w := r.d.W()
	if since := r.since(); !since.IsZero() {
		return w.T("plan.form.review.since", w.Date(since), w.Days(r.d.Today().Sub(since)))
	}
	return w.T("plan.form.review.first")
}

// happened is what was agreed last, what has been reached and done since, and what
// is over time.
func (r *review) happened() (out []string) {
	w, since, today := r.d.W(), r.since(), r.d.Today()
	add := func(word string, texts []string) {
		if len(texts) > 0 {
			out = append(out, w.T(word, len(texts), strings.Join(texts, " · ")))
		}
	}
	for i := len(r.now.Reviews) - 1; i >= 0; i-- {
		if v := r.now.Reviews[i]; v.Struck == nil && v.Erased == nil && v.ID != r.Thing && v.On == since && v.Text != "" {
			out = append(out, w.T("plan.form.review.agreed", desk.OneLine(v.Text)))
			break
		}
	}
	var reached, done, late []string
	for _, g := range r.now.Goals {
		if g.Struck == nil && g.Erased == nil && g.State == cases.GoalReached && (since.IsZero() || g.StateOn.After(since)) {
			reached = append(reached, desk.OneLine(g.Text))
		}
	}
	for _, t := range r.now.Steps {
		switch {
		case t.Struck != nil || t.Erased != nil:
		case t.State == cases.StepDone && (since.IsZero() || t.StateOn.After(since)):
			done = append(done, desk.OneLine(t.Text))
		case t.Open() && !t.By.IsZero() && t.By.Before(today):
			late = append(late, desk.OneLine(t.Text))
		}
	}
	add("plan.form.review.reached", reached)
	add("plan.form.review.done", done)
	if len(late) > 0 {
		out = append(out, "! "+w.T("plan.form.review.late", len(late), strings.Join(late, " · ")))
	}
	if len(reached)+len(done) == 0 {
		out = append(out, w.T("plan.form.review.nothing"))
	}
	return out
}

// plain is then and now in sentences, for the help.
func (r *review) plain() []string {
	out := []string{r.period()}
	for _, arena := range r.scored() {
		line := r.d.Label("domain.arena.", arena) + ": "
		if t := r.worker(arena); t.now != nil {
			line += r.short(t.then) + " · " + r.short(t.now) + t.arrow() + " (" + r.rater(t) + ")"
		}
		if own := r.of(arena, cases.RaterPerson); own.now != nil {
			line += " " + r.d.W().T("plan.own", first(r.now.Person.Name)) + ": " + r.ownLine(own)
		}
		out = append(out, line)
	}
	return append(out, r.happened()...)
}
