package forms

import (
	"context"
	"slices"

	"brobygger/cases"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// How drafts of closing and reopening are named.
const (
	draftClose  = "close"
	draftReopen = "reopen"
)

// today writes today in a field that is seen.
func today(d *desk.Desk) string { return d.W().T("formats.today") }

// newClose makes the form that closes a case. Which outcomes there are depends on
// its kind.
func newClose(d *desk.Desk, id string, draft *cases.Draft) *form {
	w := d.W()
	outcome := field.NewChoice()
	reason := field.NewArea("").Rows(2, 8)
	on := sheet.NewDay(d, when.Past, w.T("forms.day.example"))
	on.SetValue(today(d))
	aftercare := yesNo(d)
	s := sheet.New(d, "",
		&field.Entry{ID: "outcome", Label: label(d, "outcome"), Field: outcome},
		&field.Entry{ID: "close_reason", Label: w.T("forms.close.reason"), Field: reason, Above: true},
		&field.Entry{ID: "closed", Label: w.T("forms.close.on"), Field: on, Width: 20},
		&field.Entry{ID: "aftercare", Label: label(d, "aftercare"), Field: aftercare, Width: 16, After: w.T("forms.close.aftercare.empty")},
	)
	s.Label = "forms.key.close"
	s.Hints = map[string]string{
		"outcome": w.T("forms.close.hint.outcome"), "close_reason": w.T("forms.close.hint.reason"), "closed": w.T("forms.day.hint"),
		"aftercare": w.T("forms.close.hint.aftercare"),
	}
	s.More = []string{w.T("forms.close.help")}
	s.Notice = sheet.Notices(d, reason)
	var f *form
	f = newForm(d, s, settings{
		kind: draftClose, id: id, draft: draft, name: "forms.close.name", title: "forms.close.title",
		show: func() error {
			if f.Case.Status == cases.StatusClosed {
				return cases.ErrIsClosed
			}
			if len(f.Case.Kind.Outcomes()) == 0 {
				return sheet.ErrIncomplete
			}
			outcome = field.NewChoice(sheet.Options(d, "domain.outcome.", f.Case.Kind.Outcomes())...)
			f.Entry("outcome").Field = outcome
			s.Lead = nil
			if early(d, f.Case) {
				s.Lead = append(s.Lead, w.T("forms.close.early"))
			}
			if n := openFollowUps(f.Case); n > 0 {
				s.Lead = append(s.Lead, w.N("forms.close.open", n))
			}
			return nil
		},
	})
	s.Saved = f.Said(func() string { return w.T("forms.said.close") })
	s.Write = func() (sheet.Work, bool) {
		form := cases.CloseForm{Outcome: cases.Outcome(outcome.Value()), Reason: reason.Value(), On: on.Day()}
		if err := on.Err(); err != nil {
			s.Fail("closed", err)
		}
		switch aftercare.Value() {
		case "ja":
			form.Aftercare = pointer(true)
		case "nej":
			form.Aftercare = pointer(false)
		}
		if !s.Ok() {
			return nil, false
		}
		c, day := f.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.Close(form, day)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

func pointer(v bool) *bool { return &v }

// early says whether a case is closed so soon that it needs a reason.
func early(d *desk.Desk, c *cases.Case) bool {
	_, err := c.Close(cases.CloseForm{Outcome: c.Kind.Outcomes()[0]}, d.Today())
	return slices.ContainsFunc(cases.FieldErrors(err), func(e *cases.FieldError) bool { return e.Field == "close_reason" })
}

// openFollowUps is how many things made by hand still wait to be done.
func openFollowUps(c *cases.Case) int {
	n := 0
	for _, f := range c.FollowUps {
		if f.State == cases.FollowUpOpen && f.Rule == "" && f.Struck == nil && f.Erased == nil {
			n++
		}
	}
	return n
}

// openPhases are the phases that an open case of a kind can be in.
func openPhases(k cases.Kind) []cases.Phase {
	return slices.DeleteFunc(k.Phases(), func(p cases.Phase) bool { return p == cases.PhaseClosed })
}

// newReopen makes the form that opens a closed case again, in the phase it was
// closed in unless another is chosen.
func newReopen(d *desk.Desk, id string, draft *cases.Draft) *form {
	w := d.W()
	phase := field.NewChoice()
	reason := field.NewArea("").Rows(2, 8)
	s := sheet.New(d, "",
		&field.Entry{ID: "phase", Label: label(d, "phase"), Field: phase},
		&field.Entry{ID: "reopen_reason", Label: w.T("forms.reopen.reason"), Field: reason, Above: true},
	)
	s.Label = "forms.key.reopen"
	s.Hints = map[string]string{"phase": w.T("forms.reopen.hint.phase"), "reopen_reason": w.T("forms.reopen.hint.reason")}
	s.Notice = sheet.Notices(d, reason)
	var f *form
	f = newForm(d, s, settings{
		kind: draftReopen, id: id, draft: draft, name: "forms.reopen.name", title: "forms.reopen.title",
		show: func() error {
			// What would be written if nothing were chosen stands there to be seen.
			write, err := f.Case.Reopen("", "", d.Today())
			if err != nil {
				return err
			}
			phase = field.NewChoice(sheet.Options(d, "domain.phase.", openPhases(f.Case.Kind))...)
			f.Entry("phase").Field = phase
			if p, ok := write.Changes[0].Set["phase"].(string); ok {
				phase.SetValues(p)
			}
			s.Lead = []string{w.T("forms.reopen.lead", w.Date(f.Case.Closed), d.Label("domain.outcome.", string(f.Case.Outcome)))}
			return nil
		},
	})
	s.Saved = f.Said(func() string { return w.T("forms.said.reopen") })
	s.Write = func() (sheet.Work, bool) {
		c, day, p, why := f.Case, d.Today(), cases.Phase(phase.Value()), reason.Value()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.Reopen(p, why, day)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// newPhase makes the form that moves a case to another phase.
func newPhase(d *desk.Desk, id string) *form {
	w := d.W()
	phase := field.NewChoice()
	on := sheet.NewDay(d, when.Past, w.T("forms.day.example"))
	on.SetValue(today(d))
	s := sheet.New(d, "",
		&field.Entry{ID: "phase", Label: label(d, "phase"), Field: phase},
		&field.Entry{ID: "phase_on", Label: w.T("forms.phase.on"), Field: on, Width: 20},
	)
	s.EnterSaves, s.Slight = true, []string{"phase", "phase_on"}
	s.Hints = map[string]string{"phase": w.T("forms.phase.hint"), "phase_on": w.T("forms.day.hint")}
	var f *form
	f = newForm(d, s, settings{
		id: id, name: "forms.phase.name", title: "forms.phase.title",
		show: func() error {
			switch {
			case f.Case.Status == cases.StatusClosed:
				return cases.ErrIsClosed
			case len(openPhases(f.Case.Kind)) == 0:
				return sheet.ErrIncomplete
			}
			phase = field.NewChoice(sheet.Options(d, "domain.phase.", openPhases(f.Case.Kind))...)
			f.Entry("phase").Field = phase
			phase.SetValues(string(f.Case.Phase))
			if now := d.Label("domain.phase.", string(f.Case.Phase)); f.Case.PhaseOn.IsZero() {
				s.Lead = []string{w.T("forms.phase.now", now)}
			} else {
				s.Lead = []string{w.T("forms.phase.since", now, w.Date(f.Case.PhaseOn))}
			}
			return nil
		},
	})
	s.Saved = f.Said(func() string { return w.T("forms.said.phase", d.Label("domain.phase.", phase.Value())) })
	s.Write = func() (sheet.Work, bool) {
		if err := on.Err(); err != nil {
			s.Fail("phase_on", err)
			return nil, false
		}
		c, p, from, day := f.Case, cases.Phase(phase.Value()), on.Day(), d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.SetPhase(p, from, day)
			return []cases.Write{w}, err
		}), true
	}
	return f
}
