package plan

import (
	"context"
	"slices"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/cases/when"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// newMatch makes the form of who is mentor: a new one where a names no entry.
func newMatch(d *desk.Desk, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	var f *sheet.CaseForm
	var was cases.Match
	mentor, why, on := field.NewSuggest(nil, danish.Fold), field.NewArea("").Rows(2, 6), past(d)
	certificate := sheet.NewDay(d, when.Past, w.T("plan.form.certificate.empty"))
	s := sheet.New(d, "",
		&field.Entry{ID: "mentor", Label: label(d, "mentor"), Field: mentor, Width: 40},
		&field.Entry{ID: "on", Label: w.T("plan.form.match.on"), Field: on, Width: 20},
		&field.Entry{ID: "certificate", Label: label(d, "certificate"), Field: certificate, Width: 20},
		&field.Entry{ID: "why", Label: w.T("plan.form.match.why"), Field: why, Above: true},
	)
	s.Slight = []string{"on"}
	s.Hints = map[string]string{
		"mentor": w.T("plan.form.mentor.hint"), "on": w.T("forms.day.hint"), "certificate": w.T("plan.form.certificate.hint"),
		"why": w.T("plan.form.match.hint"),
	}
	s.More = []string{w.T("plan.form.match.help")}
	s.Notice = sheet.Notices(d, why)
	title := "plan.form.match.new"
	if a.Entry != "" {
		title = "plan.form.match.edit"
	}
	f = sheet.NewCaseForm(s, settings(d, desk.RouteMatch, a, draft, title, func() error {
		if err := hold(f.Case); err != nil {
			return err
		}
		var team []field.Item
		for _, m := range d.Store.Members() {
			if m.Ended.IsZero() {
				team = append(team, field.Item{ID: m.ID, Label: d.Member(m.ID), Folded: danish.Fold(m.Name)})
			}
		}
		mentor.SetItems(team)
		if a.Entry == "" {
			return nil
		}
		i := slices.IndexFunc(f.Case.Matches, func(m cases.Match) bool { return m.ID == a.Entry })
		if i < 0 || f.Case.Matches[i].Struck != nil || f.Case.Matches[i].Erased != nil {
			return cases.ErrGone
		}
		was = f.Case.Matches[i]
		if label := mentor.Label(was.Mentor); label != "" {
			mentor.SetValue(label)
		} else {
			mentor.SetValue(d.Who(f.Case, was.Mentor))
		}
		why.SetValue(was.Why)
		day(on, was.On)
		day(certificate, was.Certificate)
		if was.Certificate.IsZero() {
			f.Form.Focus("certificate") // what is missing is what one came for
		}
		return nil
	}))
	s.Saved = f.Said(func() string { return "" })
	s.Write = func() (sheet.Work, bool) {
		for id, line := range map[string]*sheet.When{"on": on, "certificate": certificate} {
			if err := line.Err(); err != nil {
				s.Fail(id, err)
			}
		}
		if !s.Ok() {
			return nil, false
		}
		form := was.Form()
		if a.Entry == "" {
			form.On = on.Day()
		}
		for id, take := range map[string]func(){
			"mentor": func() { form.Mentor = whoOf(d, f.Case, mentor) }, "why": func() { form.Why = why.Value() },
			"on": func() { form.On = on.Day() }, "certificate": func() { form.Certificate = certificate.Day() },
		} {
			if s.Touched(id) {
				take()
			}
		}
		c, today := f.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if a.Entry == "" {
				w, err := c.AddMatch(form, today)
				return []cases.Write{w}, err
			}
			w, err := c.EditMatch(a.Entry, form, today)
			return []cases.Write{w}, err
		}), true
	}
	return f
}
