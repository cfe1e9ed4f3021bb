package plan

import (
	"context"

	"brobygger/cases"
	"brobygger/cases/when"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// fact is one of the facts in the form: what is known, and since when.
type fact struct {
	key    cases.FactKey
	value  *field.Choice
	on     *sheet.When
	id, at string
}

// newFacts makes the form of all facts of a case.
func newFacts(d *desk.Desk, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	var f *sheet.CaseForm
	var all []fact
	var entries []*field.Entry
	hints := map[string]string{}
	for _, key := range []cases.FactKey{cases.FactStaying, cases.FactSchool, cases.FactJob, cases.FactLeisure} {
		x := fact{key, field.NewChoice(sheet.Options(d, "domain.factvalue.", cases.FactValues())...), sheet.NewDay(d, when.Past, w.T("plan.form.fact.today")), string(key), string(key) + "_on"}
		all = append(all, x)
		entries = append(entries,
			&field.Entry{ID: x.id, Label: sheet.Capital(d.Label("domain.fact.", x.id)), Field: x.value},
			&field.Entry{ID: x.at, Label: "  " + w.T("plan.form.fact.on"), Field: x.on, Width: 20})
		hints[x.id], hints[x.at] = w.T("plan.form.fact.hint"), w.T("forms.day.hint")
	}
	s := sheet.New(d, "", entries...)
	s.Hints = hints
	s.More = []string{w.T("plan.form.facts.help")}
	f = sheet.NewCaseForm(s, settings(d, desk.RouteFacts, a, draft, "plan.form.facts.title", func() error {
		if err := hold(f.Case); err != nil {
			return err
		}
		for _, x := range all {
			has := false
			for _, key := range f.Case.Kind.Facts() {
				has = has || key == x.key
			}
			f.Entry(x.id).Hidden, f.Entry(x.at).Hidden = !has, !has
			if now, ok := f.Case.FactNow(x.key); ok {
				x.value.SetValues(string(now.Value))
				day(x.on, now.On)
			}
		}
		if f.Form.Focused() == "" {
			f.Form.Focus(string(f.Case.Kind.Facts()[0]))
		}
		return nil
	}))
	s.Changed = func() {
		// An answer that has changed has a day of its own.
		for _, x := range all {
			if s.Touched(x.id) && !s.Touched(x.at) && !x.on.Empty() {
				x.on.SetValue("")
			}
		}
	}
	s.Saved = f.Said(func() string { return "" })
	s.Write = func() (sheet.Work, bool) {
		c, today := f.Case, d.Today()
		var builds []func() (cases.Write, error)
		for _, x := range all {
			if !s.Touched(x.id) && !s.Touched(x.at) {
				continue
			}
			key, value, on := x.key, cases.FactValue(x.value.Value()), x.on.Day()
			switch {
			case x.on.Err() != nil:
				s.Fail(x.at, x.on.Err())
			case on.After(today):
				s.Fail(x.at, cases.ErrFuture)
			case value == "":
				s.Fail(x.id, cases.ErrNeeded)
			}
			builds = append(builds, func() (cases.Write, error) { return c.AddFact(key, value, on, today) })
		}
		if !s.Ok() {
			return nil, false
		}
		return s.Writes(func(context.Context) ([]cases.Write, error) { return sheet.Together(builds...) }), true
	}
	return f
}
