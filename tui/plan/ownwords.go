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

// newWords makes the form of the person's own words: about the plan as a whole,
// and about the arena that it was opened for.
func newWords(d *desk.Desk, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	if !slices.Contains(cases.Arenas(), a.Arena) {
		a.Arena = ""
	}
	var f *sheet.CaseForm
	whole, about, on := field.NewArea("").Rows(2, 6), field.NewArea("").Rows(2, 6), past(d)
	s := sheet.New(d, "",
		&field.Entry{ID: "text", Label: w.T("plan.form.words.whole"), Field: whole, Above: true},
		&field.Entry{ID: "about", Label: w.T("plan.form.words.about", d.Label("domain.arena.", a.Arena)), Field: about, Above: true, Hidden: a.Arena == ""},
		&field.Entry{ID: "on", Label: label(d, "words_on"), Field: on, Width: 20},
	)
	s.Slight = []string{"on"}
	s.Entries = map[string]string{"words": "text", "words_on": "on", "words_" + a.Arena: "about", "words_" + a.Arena + "_on": "on"}
	hint := w.T("plan.form.words.hint")
	s.Hints = map[string]string{"text": hint, "about": hint, "on": w.T("forms.day.hint")}
	s.More = []string{w.T("plan.form.words.help")}
	s.Notice = sheet.Notices(d, whole)
	o := settings(d, desk.RouteWords, a, draft, "plan.form.words.title", func() error {
		if err := hold(f.Case); err != nil {
			return err
		}
		whole.SetValue(f.Case.Words[""].Text)
		about.SetValue(f.Case.Words[a.Arena].Text)
		if a.Arena == "" {
			about.SetValue("")
		}
		return nil
	})
	o.Thing = cases.EntryID(a.Arena) // what is half typed about one arena is not another's
	f = sheet.NewCaseForm(s, o)
	s.Saved = f.Said(func() string { return "" })
	s.Write = func() (sheet.Work, bool) {
		if err := on.Err(); err != nil {
			s.Fail("on", err)
			return nil, false
		}
		c, when, today := f.Case, on.Day(), d.Today()
		var builds []func() (cases.Write, error)
		set := func(id, arena, text string) {
			if s.Touched(id) {
				builds = append(builds, func() (cases.Write, error) { return c.SetWords(arena, text, when, today) })
			}
		}
		set("text", "", whole.Value())
		set("about", a.Arena, about.Value())
		return s.Writes(func(context.Context) ([]cases.Write, error) { return sheet.Together(builds...) }), true
	}
	return f
}
