package plan

import (
	"context"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// goalWidth is how much of a goal's text tells it from the others, in columns.
const goalWidth = 40

// newStep makes the form of a step: a new one where a names no entry.
func newStep(d *desk.Desk, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	var f *sheet.CaseForm
	var was cases.Step
	text, who, by := field.NewLine(""), field.NewSuggest(nil, danish.Fold), ahead(d)
	goal, arena := field.NewChoice(), field.NewChoice()
	state := field.NewChoice(sheet.Options(d, "domain.step.", cases.StepStates())...).Needed()
	team := yesNo(d)
	s := sheet.New(d, "",
		&field.Entry{ID: "text", Label: w.T("plan.col.step"), Field: text},
		&field.Entry{ID: "who", Label: label(d, "who"), Field: who, Width: 40},
		&field.Entry{ID: "by", Label: label(d, "by"), Field: by, Width: 20},
		&field.Entry{ID: "goal", Label: label(d, "goal"), Field: goal},
		&field.Entry{ID: "arena", Label: label(d, "arena"), Field: arena},
		&field.Entry{ID: "state", Label: label(d, "state"), Field: state, Hidden: a.Entry == ""},
		&field.Entry{ID: "team_only", Label: label(d, "team_only"), Field: team, Width: 16, After: w.T("plan.form.team.after")},
	)
	s.EnterSaves, s.Slight = true, []string{"arena", "goal"}
	s.Hints = map[string]string{
		"text": w.T("plan.form.step.hint"), "who": w.T("plan.form.who.hint"), "by": w.T("plan.form.day.hint"),
		"goal": w.T("plan.form.goal.choose"), "arena": w.T("plan.form.arena.hint"), "team_only": w.T("plan.form.team.hint"),
	}
	s.More = []string{w.T("plan.form.step.help"), w.T("plan.form.team.hint")}
	s.Notice = sheet.Notices(d, text)
	title := "plan.form.step.new"
	if a.Entry != "" {
		title = "plan.form.step.edit"
	}
	f = sheet.NewCaseForm(s, settings(d, desk.RouteStep, a, draft, title, func() error {
		if err := hold(f.Case); err != nil {
			return err
		}
		arena = arenas(d, f.Case.Kind.PlanKeys(), a.Arena)
		f.Entry("arena").Field = arena
		who.SetItems(people(d, f.Case))
		if a.Entry != "" {
			st := f.Case.Step(a.Entry)
			if st == nil || st.Struck != nil || st.Erased != nil {
				return cases.ErrGone
			}
			was = *st
			text.SetValue(was.Text)
			setWho(d, f.Case, who, was.Who)
			day(by, was.By)
			arena.SetValues(was.Arena)
			state.SetValues(string(was.State))
			if was.TeamOnly {
				team.SetValues("ja")
			}
		}
		goal = goals(f.Case, was.Goal)
		goal.SetValues(string(was.Goal))
		if a.Entry == "" {
			goal.SetValues(string(a.Goal))
		}
		f.Entry("goal").Field = goal
		f.Entry("goal").Hidden = len(goal.Options()) == 0
		return nil
	}))
	s.Changed = func() {
		// A step stands where its goal does.
		f.Entry("arena").Hidden = f.Case != nil && arenaOf(f.Case, goal.Value()) != ""
		offer(f, goal.Value(), arena.Value())
	}
	s.Saved = f.Said(func() string { return w.T("plan.form.step.said") })
	s.Write = func() (sheet.Work, bool) {
		if err := by.Err(); err != nil {
			s.Fail("by", err)
			return nil, false
		}
		form := was.Form()
		form.Arena, form.Goal = arena.Value(), cases.EntryID(goal.Value())
		for id, take := range map[string]func(){
			"text": func() { form.Text = text.Value() }, "who": func() { form.Who = whoOf(d, f.Case, who) }, "by": func() { form.By = by.Day() },
			"state": func() { form.State = cases.StepState(state.Value()) }, "team_only": func() { form.TeamOnly = team.Value() == "ja" },
		} {
			if s.Touched(id) {
				take()
			}
		}
		if a.Entry != "" && !s.Touched("goal") {
			form.Goal = was.Goal
		}
		c, today := f.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if a.Entry == "" {
				w, err := c.AddStep(form, today)
				return []cases.Write{w}, err
			}
			w, err := c.EditStep(a.Entry, form, today)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// goals is the choice of the goal that a step serves: the open ones, and the one
// it serves now.
func goals(c *cases.Case, now cases.EntryID) *field.Choice {
	var all []field.Option
	for _, g := range c.Goals {
		if g.Struck == nil && g.Erased == nil && (g.State == cases.GoalOpen || g.ID == now) {
			all = append(all, field.Option{ID: string(g.ID), Label: desk.CutWords(desk.OneLine(g.Text), goalWidth)})
		}
	}
	return field.NewChoice(all...)
}

// arenaOf is the arena of a goal, "" where it has none.
func arenaOf(c *cases.Case, goal string) string {
	for _, g := range c.Goals {
		if string(g.ID) == goal && goal != "" {
			return g.Arena
		}
	}
	return ""
}

// offer says what the catalogue has for the arena of a step: two names in the
// hint, and what is known of them in the help.
func offer(f *sheet.CaseForm, goal, arena string) {
	if f == nil || f.Case == nil {
		return
	}
	if of := arenaOf(f.Case, goal); of != "" {
		arena = of
	}
	d := f.Desk
	f.More = []string{d.W().T("plan.form.step.help"), d.W().T("plan.form.team.hint")}
	f.Hints["text"], f.Hints["arena"] = d.W().T("plan.form.step.hint"), d.W().T("plan.form.arena.hint")
	if text := d.Offer([]string{arena}, f.Case.Kind); arena != "" && text != "" {
		f.Hints["text"], f.Hints["arena"] = text, text
		f.More = append(f.More, d.OfferLines([]string{arena}, f.Case.Kind)...)
	}
}
