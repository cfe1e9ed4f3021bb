package bridge

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

// newConsent makes the form of a consent: a new one where a names no entry.
func newConsent(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	var was cases.ConsentInput
	was.To = a.To
	to, keys, purpose := field.NewSuggest(nil, danish.Fold), scope(d, a.Keys...), field.NewLine("")
	to.SetValue(desk.OneLine(a.To.Name))
	by := field.NewSuggest(nil, danish.Fold)
	how := field.NewChoice(sheet.Options(d, "domain.consent.form.", cases.ConsentForms())...)
	on, until := past(d), sheet.NewDay(d, when.Future, w.T("bridge.consent.until.empty"))
	evidence, note := field.NewLine(""), field.NewArea("").Rows(1, 4)
	s := sheet.New(d, "",
		&field.Entry{ID: "to", Label: label(d, "to"), Field: to},
		&field.Entry{ID: "scope", Label: label(d, "scope"), Field: keys},
		&field.Entry{ID: "purpose", Label: label(d, "purpose"), Field: purpose},
		&field.Entry{ID: "given_by", Label: label(d, "given_by"), Field: by, Width: 40},
		&field.Entry{ID: "form", Label: label(d, "form"), Field: how},
		&field.Entry{ID: "on", Label: w.T("bridge.consent.on"), Field: on, Width: 20},
		&field.Entry{ID: "until", Label: label(d, "until"), Field: until, Width: 20},
		&field.Entry{ID: "evidence", Label: label(d, "evidence"), Field: evidence},
		&field.Entry{ID: "note", Label: label(d, "note"), Field: note, Above: true},
	)
	s.Slight = []string{"on"}
	s.Entries = map[string]string{"to_name": "to"}
	s.Hints = map[string]string{
		"to": w.T("bridge.to.hint"), "scope": w.T("bridge.scope.hint"), "purpose": w.T("bridge.purpose.hint"), "given_by": w.T("bridge.given.hint"),
		"form": w.T("bridge.form.hint"), "on": w.T("forms.day.hint"), "until": w.T("bridge.until.hint"), "evidence": w.T("bridge.evidence.hint"),
	}
	s.More = []string{w.T("bridge.consent.help")}
	s.Notice = sheet.Notices(d, note)
	title := "bridge.consent.new"
	if a.Entry != "" {
		title = "bridge.consent.edit"
	}
	f := newForm(d, desk.RouteConsent, a, draft, title, s, func(f *form) error {
		by.SetItems(givers(d, f.Case))
		if a.Entry == "" {
			if a.To.Name != "" {
				f.Form.Focus("purpose")
			}
			return nil
		}
		x := f.Case.Consent(a.Entry)
		if x == nil || x.Struck != nil || x.Erased != nil || !x.Withdrawn.IsZero() {
			return cases.ErrGone
		}
		was = x.Input()
		to.SetValue(desk.OneLine(was.To.Name))
		keys.SetValues(was.Scope...)
		purpose.SetValue(was.Purpose)
		by.SetValue(d.Who(f.Case, was.GivenBy))
		how.SetValues(string(was.Form))
		day(on, was.On)
		day(until, was.Until)
		evidence.SetValue(was.Evidence)
		note.SetValue(was.Note)
		f.Form.Focus("until") // most come to extend it
		return nil
	})
	f.take = func() { to.SetItems(recipients(f.dir, f.Case)) }
	s.Write = func() (sheet.Work, bool) {
		if !days(s, map[string]*sheet.When{"on": on, "until": until}) {
			return nil, false
		}
		in := was
		in.To = recipient(to, recipients(f.dir, f.Case), was.To)
		for id, take := range map[string]func(){
			"scope": func() { in.Scope = chosen(keys) }, "purpose": func() { in.Purpose = purpose.Value() },
			"given_by": func() { in.GivenBy = giver(by, givers(d, f.Case)) }, "form": func() { in.Form = cases.ConsentForm(how.Value()) },
			"on": func() { in.On = on.Day() }, "until": func() { in.Until = until.Day() },
			"evidence": func() { in.Evidence = evidence.Value() }, "note": func() { in.Note = note.Value() },
		} {
			if a.Entry == "" || s.Touched(id) {
				take()
			}
		}
		c, today := f.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if a.Entry == "" {
				w, err := c.GiveConsent(in, today)
				return []cases.Write{w}, err
			}
			w, err := c.EditConsent(a.Entry, in, today)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// newWithdrawal makes the form that withdraws a consent; whom to tell comes after.
func newWithdrawal(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	on := past(d)
	s := sheet.New(d, "", &field.Entry{ID: "withdrawn", Label: w.T("bridge.withdraw.on"), Field: on, Width: 20})
	s.EnterSaves, s.Label = true, "bridge.key.withdraw"
	s.Hints = map[string]string{"withdrawn": w.T("forms.day.hint")}
	f := newForm(d, desk.RouteWithdraw, a, draft, "bridge.withdraw.title", s, func(f *form) error {
		x := f.Case.Consent(a.Entry)
		if x == nil || x.Struck != nil || x.Erased != nil {
			return cases.ErrGone
		}
		s.Lead = []string{w.T("bridge.withdraw.lead", desk.OneLine(x.To.Name), d.Labels("domain.arena.", x.Scope)), w.T("bridge.withdraw.help")}
		return nil
	})
	s.Saved = func(out desk.Saved) tui.Action {
		return tui.All{d.Done(out, w.T("bridge.withdraw.said")), tui.Replace{Screen: newTold(d, a.Case, a.Entry)}}
	}
	s.Write = func() (sheet.Work, bool) {
		if !days(s, map[string]*sheet.When{"withdrawn": on}) {
			return nil, false
		}
		c, from, today := f.Case, on.Day(), d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.WithdrawConsent(a.Entry, from, today)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// newInformed makes the form of when and how the person was told that a case is
// kept, and on which basis it is.
func newInformed(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	on, how := sheet.NewDay(d, when.Past, w.T("forms.day.example")), field.NewLine("")
	basis := field.NewChoice(sheet.Options(d, "domain.basis.", []cases.Basis{cases.BasisConsent, cases.BasisInterest})...)
	s := sheet.New(d, "",
		&field.Entry{ID: "informed", Label: w.T("bridge.informed.on"), Field: on, Width: 20},
		&field.Entry{ID: "informed_by", Label: w.T("bridge.informed.how"), Field: how},
		&field.Entry{ID: "basis", Label: label(d, "basis"), Field: basis},
	)
	s.Hints = map[string]string{"informed": w.T("forms.day.hint"), "informed_by": w.T("bridge.informed.hint")}
	f := newForm(d, desk.RouteInformed, a, draft, "bridge.informed.title", s, func(f *form) error {
		day(on, f.Case.Informed)
		how.SetValue(f.Case.InformedBy)
		basis.SetValues(string(f.Case.Basis))
		return nil
	})
	s.Write = func() (sheet.Work, bool) {
		if !days(s, map[string]*sheet.When{"informed": on}) {
			return nil, false
		}
		var e cases.CaseEdit
		if s.Touched("informed") {
			v := on.Day()
			e.Informed = &v
		}
		if s.Touched("informed_by") {
			v := how.Value()
			e.InformedBy = &v
		}
		if s.Touched("basis") {
			v := cases.Basis(basis.Value())
			e.Basis = &v
		}
		c, today := f.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.Edit(e, today)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// newPassOn makes the form of a line of the ledger. What no consent covers is
// refused as a referral would be.
func newPassOn(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	to, keys := field.NewSuggest(nil, danish.Fold), scope(d, a.Keys...)
	to.SetValue(desk.OneLine(a.To.Name))
	what := field.NewChoice(sheet.Options(d, "domain.disclosure.", cases.DisclosureWhats())...)
	on, note := past(d), field.NewArea("").Rows(1, 4)
	s := sheet.New(d, "",
		&field.Entry{ID: "to", Label: label(d, "to"), Field: to},
		&field.Entry{ID: "keys", Label: label(d, "keys"), Field: keys},
		&field.Entry{ID: "what", Label: label(d, "what"), Field: what},
		&field.Entry{ID: "on", Label: label(d, "on"), Field: on, Width: 20},
		&field.Entry{ID: "note", Label: w.T("bridge.passon.note"), Field: note, Above: true},
	)
	s.Slight, s.Entries = []string{"on"}, map[string]string{"to_name": "to"}
	s.Hints = map[string]string{"to": w.T("bridge.to.hint"), "keys": w.T("bridge.passon.keys.hint"), "on": w.T("forms.day.hint")}
	s.Notice = sheet.Notices(d, note)
	f := newForm(d, desk.RoutePassOn, a, draft, "bridge.passon.title", s, func(*form) error { return nil })
	f.take = func() { to.SetItems(recipients(f.dir, f.Case)) }
	s.Refused = f.refused
	s.Write = func() (sheet.Work, bool) {
		if !days(s, map[string]*sheet.When{"on": on}) {
			return nil, false
		}
		in := cases.DisclosureInput{To: recipient(to, recipients(f.dir, f.Case), a.To), On: on.Day(), What: what.Value(), Keys: chosen(keys), Note: note.Value()}
		today := d.Today()
		return s.Writes(f.newest(func(c *cases.Case) (cases.Write, error) { return c.Disclose(in, today) })), true
	}
	return f
}

// newest builds a write on the case as it is when it is saved: a consent may have
// been written since the form was opened.
func (f *form) newest(build func(*cases.Case) (cases.Write, error)) func(context.Context) ([]cases.Write, error) {
	store, id := f.d.Store, f.ID
	return func(ctx context.Context) ([]cases.Write, error) {
		c, err := store.Case(ctx, id)
		if err != nil {
			return nil, err
		}
		w, err := build(c)
		return []cases.Write{w}, err
	}
}

// liveReferral is a referral that something can be done to, nil where it is gone.
func liveReferral(c *cases.Case, id cases.EntryID) *cases.Referral {
	i := slices.IndexFunc(c.Referrals, func(r cases.Referral) bool { return r.ID == id })
	if i < 0 || c.Referrals[i].Struck != nil || c.Referrals[i].Erased != nil {
		return nil
	}
	return &c.Referrals[i]
}
