package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
)

func (a *app) planShow() *builder {
	return a.command("plan show", "case", (*call).showPlan).saves()
}

// showPlan shows the plan of a case.
func (c *call) showPlan() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	if c.opt.json || c.has("to") {
		t := c.planTable(s, cs)
		t.of = cs.ID
		return c.result(struct {
			Case   string `json:"case"`
			Number string `json:"number"`
			jsonPlan
		}{cs.ID, cs.Number, c.planJSON(s, cs)}, t)
	}
	c.writeHead(cs)
	if !c.writePlan(s, cs) {
		c.print("")
		c.print(c.w.T("cliplan.none", cs.Shown()))
	}
	return nil
}

// writeHead is the first line of what is shown of a case.
func (c *call) writeHead(cs *cases.Case) {
	c.print(cs.Shown() + "  " + danish.Harmless(cs.Person.Name, false) + " · " + c.label("domain.kind.", string(cs.Kind)) + " · " +
		c.label("domain.phase.", string(cs.Phase)))
}

// writePlan writes the plan for people, and says whether there is anything of it:
// the person's own words first, then arena by arena.
func (c *call) writePlan(s *session, cs *cases.Case) bool {
	written := c.out.Len()
	if words := cs.Words[""]; words.Text != "" {
		c.print("")
		c.lines(0, c.quoted(words))
	}
	goals, steps := goalsOf(cs), stepsByGoal(cs)
	var untouched []string
	for _, key := range append(cs.PlanKeys(), "") {
		if !c.writeArena(s, cs, key, goals, steps) && key != "" {
			untouched = append(untouched, key)
		}
	}
	if len(untouched) > 0 && c.out.Len() > written {
		c.print("")
		c.lines(0, c.w.T("cliplan.untouched", c.labels("domain.arena.", untouched)))
	}
	c.writeFacts(cs)
	c.writeReviews(cs)
	c.writeMatch(s, cs)
	return c.out.Len() > written
}

// quoted are the person's own words with the day on which they were said.
func (c *call) quoted(words cases.Words) string {
	text := `"` + danish.Harmless(words.Text, true) + `"`
	if !words.On.IsZero() {
		text += " (" + c.w.Date(words.On) + ")"
	}
	return text
}

// lines writes a text, broken at the width of the help; all lines are indented.
func (c *call) lines(indent int, text string) {
	blank := strings.Repeat(" ", indent)
	c.print(blank + wrap(text, indent, helpWidth))
}

// writeArena writes what stands under an arena, "" for what stands under none,
// and says whether there is anything.
func (c *call) writeArena(s *session, cs *cases.Case, key string, goals []cases.Goal, steps map[cases.EntryID][]cases.Step) bool {
	here := slices.DeleteFunc(slices.Clone(goals), func(g cases.Goal) bool { return c.shownUnder(cs, g.Arena) != key })
	loose := slices.DeleteFunc(slices.Clone(steps[""]), func(st cases.Step) bool { return c.shownUnder(cs, st.Arena) != key })
	standings := []cases.Standing{cs.WorkerStanding(key, calendar.Date{}), cs.Standing(key, cases.RaterPerson, calendar.Date{})}
	scored := slices.ContainsFunc(standings, func(st cases.Standing) bool { return st.Now != nil })
	words := cs.Words[key]
	if key == "" {
		words = cases.Words{} // they stand first in the plan
	}
	if len(here) == 0 && len(loose) == 0 && !scored && words.Text == "" {
		return false
	}
	c.print("")
	if key == "" {
		c.print(c.w.T("cliplan.noarena"))
	} else {
		c.print(strings.ToUpper(c.label("domain.arena.", key)))
	}
	if words.Text != "" {
		c.lines(2, c.quoted(words))
	}
	for _, st := range standings {
		if st.Now != nil {
			c.lines(2, c.standing(st))
		}
	}
	for _, g := range here {
		c.writeGoal(s, cs, g, steps[g.ID])
	}
	c.writeSteps(s, cs, 2, loose)
	return true
}

// shownUnder is the arena that something is shown under: its own where the case
// shows that, else none.
func (c *call) shownUnder(cs *cases.Case, arena string) string {
	if slices.Contains(cs.PlanKeys(), arena) {
		return arena
	}
	return ""
}

// standing says where an arena stands as one rater sees it: "sammen: 3 på vej
// (16-11-2026), bedre, start 1 (24-08-2026): kommer selv".
func (c *call) standing(st cases.Standing) string {
	text := c.label("domain.rater.", string(st.By)) + ": " + c.score(st.Now.Value) + " (" + c.w.Date(st.Now.On) + ")"
	if trend := st.Trend(); trend != cases.TrendNone {
		text += ", " + c.label("domain.trend.", string(trend)) + ", " +
			c.w.T("cliplan.start", strconv.Itoa(st.First.Value), c.w.Date(st.First.On))
	}
	if st.Now.Reason != "" {
		text += ": " + danish.Harmless(st.Now.Reason, false)
	}
	return text
}

func (c *call) writeGoal(s *session, cs *cases.Case, g cases.Goal, steps []cases.Step) {
	parts := []string{danish.Harmless(g.Text, false), c.label("domain.goal.", string(g.State))}
	if !g.By.IsZero() {
		parts = append(parts, c.label("domain.field.", "by")+" "+c.w.Date(g.By))
	}
	if cs.InConflict(g.ID) {
		parts = append(parts, c.w.T("cli.case.versions"))
	}
	c.lines(2, c.label("domain.entry.", cases.EntryGoal)+" "+g.ID.Short()+": "+strings.Join(parts, " · "))
	if g.Indicator != "" {
		c.lines(4, c.label("domain.field.", "indicator")+": "+danish.Harmless(g.Indicator, false))
	}
	c.writeSteps(s, cs, 4, steps)
}

// writeSteps writes steps in columns; the text comes last, and is broken.
func (c *call) writeSteps(s *session, cs *cases.Case, indent int, steps []cases.Step) {
	var rows [][]string
	var width [3]int
	for _, st := range steps {
		row := []string{st.ID.Short(), c.label("domain.step.", string(st.State)), dash(c.w.Date(st.By))}
		for i, cell := range row {
			width[i] = max(width[i], ansi.StringWidth(cell))
		}
		rows = append(rows, row)
	}
	for i, row := range rows {
		left := strings.Repeat(" ", indent)
		for j, cell := range row {
			left += cell + strings.Repeat(" ", width[j]-ansi.StringWidth(cell)+2)
		}
		text := danish.Harmless(steps[i].Text, false)
		if who := c.firstName(s, cs, steps[i].Who); who != "" {
			text += " · " + danish.Harmless(who, false)
		}
		if notes := c.stepNotes(cs, steps[i]); len(notes) > 0 {
			text += " · " + strings.Join(notes, ", ")
		}
		c.print(left + wrap(text, ansi.StringWidth(left), helpWidth))
	}
}

// stepNotes are what somebody must know of a step.
func (c *call) stepNotes(cs *cases.Case, st cases.Step) []string {
	var notes []string
	if st.Open() && !st.By.IsZero() && st.By.Before(c.today()) {
		notes = append(notes, c.w.T("cliplan.late"))
	}
	if cs.InConflict(st.ID) {
		notes = append(notes, c.w.T("cli.case.versions"))
	}
	if st.TeamOnly {
		notes = append(notes, c.label("domain.field.", "team_only"))
	}
	return notes
}

func (c *call) writeFacts(cs *cases.Case) {
	t := &table{}
	for _, key := range cs.Kind.Facts() {
		if f, known := cs.FactNow(key); known {
			t.add("  "+c.label("domain.fact.", string(key)), c.label("domain.factvalue.", string(f.Value)), c.w.Date(f.On))
		}
	}
	if len(t.rows) > 0 {
		c.print("")
		c.print(c.w.T("cliplan.facts.title"))
		c.writeTable(t)
	}
}

func (c *call) writeReviews(cs *cases.Case) {
	first := true
	for _, r := range slices.Backward(cs.Reviews) {
		if r.Struck != nil || r.Erased != nil {
			continue
		}
		if first {
			c.print("")
			c.print(c.w.T("cliplan.reviews.title"))
			first = false
		}
		c.lines(2, strings.TrimSpace(r.ID.Short()+"  "+c.w.Date(r.On)+"  "+danish.Harmless(r.Text, true)))
	}
}

func (c *call) writeMatch(s *session, cs *cases.Case) {
	m := cs.MatchNow()
	if m == nil {
		return
	}
	certificate := c.w.T("cliplan.certificate.none")
	if !m.Certificate.IsZero() {
		certificate = c.label("domain.field.", "certificate") + " " + c.w.Date(m.Certificate)
	}
	c.print("")
	c.print(c.w.T("cliplan.match.title"))
	c.lines(2, m.ID.Short()+"  "+c.w.T("cliplan.match", danish.Harmless(c.actorName(s, cs, m.Mentor), false), c.w.Date(m.On))+" · "+certificate)
	if m.Why != "" {
		c.lines(2, danish.Harmless(m.Why, true))
	}
	if age := c.ageAtStart(cs); age != "" {
		c.lines(2, age)
	}
}

// ageAtStart says how old the person was when the case began, "" where nobody
// knows.
func (c *call) ageAtStart(cs *cases.Case) string {
	from, to, known := cs.AgeAtStart()
	switch {
	case !known:
		return ""
	case from == to:
		return c.w.T("cliplan.age", strconv.Itoa(to))
	}
	return c.w.T("cliplan.age", strconv.Itoa(from)+"–"+strconv.Itoa(to))
}

// planTable lists a plan as a spreadsheet takes it, a row for each thing.
func (c *call) planTable(s *session, cs *cases.Case) *table {
	field := func(f string) string { return c.label("domain.field.", f) }
	t := &table{head: []string{c.w.T("cli.col.id"), c.w.T("cli.col.what"), field("arena"), c.w.T("cli.col.text"), field("indicator"),
		field("score"), field("who"), field("by"), c.w.T("cli.col.state"), field("on"), field("team_only")}}
	what := func(kind string) string { return c.label("domain.entry.", kind) }
	for _, key := range append([]string{""}, cases.Arenas()...) {
		if words := cs.Words[key]; words.Text != "" {
			t.add("", what(cases.EntryWordsSet), c.label("domain.arena.", key), words.Text, "", "", "", "", "", c.w.Date(words.On), "")
		}
	}
	for _, sc := range cs.Scores {
		if sc.Struck == nil && sc.Erased == nil && sc.Value != 0 {
			t.add(sc.ID.Short(), what(cases.EntryScore), c.label("domain.arena.", sc.Arena), sc.Reason, "", strconv.Itoa(sc.Value),
				c.label("domain.rater.", string(sc.By)), "", "", c.w.Date(sc.On), "")
		}
	}
	for _, g := range goalsOf(cs) {
		t.add(g.ID.Short(), what(cases.EntryGoal), c.label("domain.arena.", g.Arena), g.Text, g.Indicator, "", "", c.w.Date(g.By),
			c.label("domain.goal.", string(g.State)), c.w.Date(g.StateOn), "")
	}
	for _, st := range cs.Steps {
		if st.Struck == nil && st.Erased == nil {
			t.add(st.ID.Short(), what(cases.EntryStep), c.label("domain.arena.", st.Arena), st.Text, "", "", c.actorName(s, cs, st.Who),
				c.w.Date(st.By), c.label("domain.step.", string(st.State)), c.w.Date(st.StateOn), c.yesOrNo(&st.TeamOnly))
		}
	}
	for _, key := range cs.Kind.Facts() {
		for _, f := range factsOf(cs, key) {
			t.add(f.ID.Short(), what(cases.EntryFact), "", c.label("domain.fact.", string(key)), "", "", "", "",
				c.label("domain.factvalue.", string(f.Value)), c.w.Date(f.On), "")
		}
	}
	for _, r := range cs.Reviews {
		if r.Struck == nil && r.Erased == nil {
			t.add(r.ID.Short(), what(cases.EntryReview), "", r.Text, "", "", "", "", "", c.w.Date(r.On), "")
		}
	}
	return t
}
