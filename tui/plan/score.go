package plan

import (
	"context"
	"slices"
	"strconv"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// newScore makes the form in which somebody says where the person stands in an
// arena.
func newScore(d *desk.Desk, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	var f *sheet.CaseForm
	keys := cases.Arenas()
	arena := arenas(d, keys, a.Arena)
	var scale []field.Option
	for n := cases.MinScore; n <= cases.MaxScore; n++ {
		text := strconv.Itoa(n)
		scale = append(scale, field.Option{ID: text, Key: text, Label: sheet.Capital(d.Label("domain.score.", text))})
	}
	score, by := field.NewChoice(scale...), field.NewChoice(sheet.Options(d, "domain.rater.", cases.Raters())...)
	reason, on := field.NewLine(""), past(d)
	first := &field.Entry{ID: "arena", Label: label(d, "arena"), Field: arena}
	entries := []*field.Entry{
		{ID: "score", Label: w.T("plan.form.score.label"), Field: score},
		{ID: "by", Label: label(d, "rater"), Field: by},
		{ID: "reason", Label: label(d, "reason"), Field: reason},
		{ID: "on", Label: label(d, "on"), Field: on, Width: 20},
		first,
	}
	if !slices.Contains(keys, a.Arena) {
		entries = append([]*field.Entry{first}, entries[:len(entries)-1]...)
	}
	s := sheet.New(d, "", entries...)
	s.EnterSaves, s.Slight = true, []string{"arena", "on"}
	s.Hints = map[string]string{
		"arena": w.T("plan.form.arena.hint"), "score": w.T("plan.form.score.hint"), "by": w.T("plan.form.rater.hint"),
		"reason": w.T("plan.form.reason.hint"), "on": w.T("forms.day.hint"),
	}
	s.More = []string{w.T("plan.form.score.help")}
	s.Notice = sheet.Notices(d, reason)
	f = sheet.NewCaseForm(s, settings(d, desk.RouteScore, a, draft, "plan.form.score.title", func() error {
		if err := hold(f.Case); err != nil {
			return err
		}
		s.Changed()
		return nil
	}))
	s.Changed = func() {
		// What stands there now is seen while it is set anew.
		s.Lead = nil
		if f.Case == nil || arena.Value() == "" {
			return
		}
		s.Lead = []string{d.Label("domain.arena.", arena.Value()) + ": " + standing(d, f.Case, arena.Value())}
	}
	s.Saved = f.Said(func() string {
		return w.T("plan.form.score.said", d.Label("domain.arena.", arena.Value()), score.Value())
	})
	s.Write = func() (sheet.Work, bool) {
		if err := on.Err(); err != nil {
			s.Fail("on", err)
			return nil, false
		}
		value, _ := strconv.Atoi(score.Value())
		if value == 0 {
			s.Fail("score", cases.ErrNeeded)
		}
		form := cases.ScoreForm{Arena: arena.Value(), Value: value, By: cases.Rater(by.Value()), Reason: reason.Value(), On: on.Day()}
		if !s.Ok() {
			return nil, false
		}
		c, today := f.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.AddScore(form, today)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// standing says what the worker and the person themselves said last.
func standing(d *desk.Desk, c *cases.Case, arena string) string {
	w := d.W()
	said := func(st cases.Standing) string {
		return w.T("plan.scored", d.Score(st.Now.Value), w.Date(st.Now.On))
	}
	text := w.T("domain.score.none")
	if st := c.WorkerStanding(arena, d.Today()); st.Now != nil {
		text = said(st)
	}
	if own := c.Standing(arena, cases.RaterPerson, d.Today()); own.Now != nil {
		text += " · " + w.T("plan.own", first(c.Person.Name)) + ": " + said(own)
	}
	return text
}
