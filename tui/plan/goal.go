package plan

import (
	"context"
	"slices"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// newGoal makes the form of a goal: a new one where a names no entry.
func newGoal(d *desk.Desk, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	var f *sheet.CaseForm
	var was cases.Goal
	text, indicator := field.NewLine(""), field.NewLine("")
	arena, by := field.NewChoice(), ahead(d)
	state := field.NewChoice(sheet.Options(d, "domain.goal.", cases.GoalStates())...).Needed()
	s := sheet.New(d, "",
		&field.Entry{ID: "text", Label: label(d, "goal"), Field: text},
		&field.Entry{ID: "indicator", Label: label(d, "indicator"), Field: indicator},
		&field.Entry{ID: "by", Label: label(d, "by"), Field: by, Width: 20},
		&field.Entry{ID: "arena", Label: label(d, "arena"), Field: arena},
		&field.Entry{ID: "state", Label: label(d, "state"), Field: state, Hidden: a.Entry == ""},
	)
	s.EnterSaves, s.Slight = true, []string{"arena"}
	s.Hints = map[string]string{
		"text": w.T("plan.form.goal.hint"), "indicator": w.T("plan.form.indicator.hint"), "by": w.T("plan.form.day.hint"),
		"arena": w.T("plan.form.arena.hint"),
	}
	s.More = []string{w.T("plan.form.goal.help")}
	s.Notice = sheet.Notices(d, text)
	title := "plan.form.goal.new"
	if a.Entry != "" {
		title = "plan.form.goal.edit"
	}
	f = sheet.NewCaseForm(s, settings(d, desk.RouteGoal, a, draft, title, func() error {
		if err := hold(f.Case); err != nil {
			return err
		}
		arena = arenas(d, f.Case.Kind.PlanKeys(), a.Arena)
		f.Entry("arena").Field = arena
		if a.Entry == "" {
			return nil
		}
		i := slices.IndexFunc(f.Case.Goals, func(g cases.Goal) bool { return g.ID == a.Entry })
		if i < 0 || f.Case.Goals[i].Struck != nil || f.Case.Goals[i].Erased != nil {
			return cases.ErrGone
		}
		was = f.Case.Goals[i]
		text.SetValue(was.Text)
		indicator.SetValue(was.Indicator)
		day(by, was.By)
		arena.SetValues(was.Arena)
		state.SetValues(string(was.State))
		return nil
	}))
	s.Saved = f.Said(func() string { return w.T("plan.form.goal.said") })
	s.Write = func() (sheet.Work, bool) {
		if err := by.Err(); err != nil {
			s.Fail("by", err)
			return nil, false
		}
		form := was.Form()
		for id, take := range map[string]func(){
			"text": func() { form.Text = text.Value() }, "indicator": func() { form.Indicator = indicator.Value() },
			"by": func() { form.By = by.Day() },
		} {
			if s.Touched(id) {
				take()
			}
		}
		if form.Arena = arena.Value(); a.Entry != "" && !s.Touched("arena") {
			form.Arena = was.Arena
		}
		c, today, to, moved := f.Case, d.Today(), cases.GoalState(state.Value()), s.Touched("state")
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if a.Entry == "" {
				w, err := c.AddGoal(form)
				return []cases.Write{w}, err
			}
			builds := []func() (cases.Write, error){func() (cases.Write, error) { return c.EditGoal(a.Entry, form) }}
			if moved {
				builds = append(builds, func() (cases.Write, error) { return c.SetGoalState(a.Entry, to, today, today) })
			}
			return sheet.Together(builds...)
		}), true
	}
	return f
}
