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

// newReferral makes the form of a referral: a new one where a names no entry.
func newReferral(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	was := cases.ReferralInput{To: a.To, Keys: a.Keys}
	to, keys, purpose, on := field.NewSuggest(nil, danish.Fold), scope(d, a.Keys...), field.NewArea("").Rows(1, 4), past(d)
	to.SetValue(desk.OneLine(a.To.Name))
	s := sheet.New(d, "",
		&field.Entry{ID: "to", Label: label(d, "to"), Field: to},
		&field.Entry{ID: "keys", Label: label(d, "keys"), Field: keys},
		&field.Entry{ID: "on", Label: label(d, "on"), Field: on, Width: 20, Hidden: a.Entry != ""},
		&field.Entry{ID: "purpose", Label: w.T("bridge.referral.purpose"), Field: purpose, Above: true},
	)
	s.Slight, s.Entries = []string{"on"}, map[string]string{"to_name": "to"}
	s.Hints = map[string]string{"to": w.T("bridge.to.hint"), "keys": w.T("bridge.referral.keys.hint"), "on": w.T("forms.day.hint")}
	s.More = []string{w.T("bridge.referral.help")}
	s.Notice = sheet.Notices(d, purpose)
	title := "bridge.referral.new"
	if a.Entry != "" {
		title = "bridge.referral.edit"
	}
	f := newForm(d, desk.RouteReferral, a, draft, title, s, func(f *form) error {
		if a.Entry == "" {
			return nil
		}
		r := liveReferral(f.Case, a.Entry)
		if r == nil {
			return cases.ErrGone
		}
		was = cases.ReferralInput{To: r.To, Keys: r.Keys, Purpose: r.Purpose}
		to.SetValue(desk.OneLine(r.To.Name))
		keys.SetValues(r.Keys...)
		purpose.SetValue(r.Purpose)
		return nil
	})
	f.take = func() { to.SetItems(recipients(f.dir, f.Case)) }
	s.Write = func() (sheet.Work, bool) {
		if !days(s, map[string]*sheet.When{"on": on}) {
			return nil, false
		}
		in := was
		in.To = recipient(to, recipients(f.dir, f.Case), was.To)
		if s.Touched("keys") {
			in.Keys = chosen(keys)
		}
		if s.Touched("purpose") {
			in.Purpose = purpose.Value()
		}
		c, from, today := f.Case, on.Day(), d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if a.Entry == "" {
				w, err := c.AddReferral(in, from, today)
				return []cases.Write{w}, err
			}
			w, err := c.EditReferral(a.Entry, in)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// newForward makes the form that moves a referral on.
func newForward(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	state := field.NewChoice(sheet.Options(d, "domain.referral.", cases.ReferralStates())...)
	what := field.NewChoice(sheet.Options(d, "domain.disclosure.", cases.DisclosureWhats())...)
	on, note := past(d), field.NewArea("").Rows(1, 5)
	s := sheet.New(d, "",
		&field.Entry{ID: "state", Label: w.T("bridge.forward.state"), Field: state},
		&field.Entry{ID: "on", Label: label(d, "on"), Field: on, Width: 20},
		&field.Entry{ID: "what", Label: w.T("bridge.forward.what"), Field: what, Hidden: true},
		&field.Entry{ID: "note", Label: w.T("bridge.forward.note"), Field: note, Above: true},
	)
	s.Slight = []string{"on"}
	s.Hints = map[string]string{"state": w.T("bridge.forward.hint"), "on": w.T("forms.day.hint"), "what": w.T("bridge.forward.what.hint")}
	s.More = []string{w.T("bridge.forward.help")}
	s.Notice = sheet.Notices(d, note)
	var r *cases.Referral
	f := newForm(d, desk.RouteForward, a, draft, "bridge.forward.title", s, func(f *form) error {
		if r = liveReferral(f.Case, a.Entry); r == nil {
			return cases.ErrGone
		}
		next := slices.DeleteFunc(cases.ReferralStates(), func(to cases.ReferralState) bool { return !r.State.MayFollow(to) })
		if len(next) == 0 {
			return cases.ErrNotAllowed
		}
		state = field.NewChoice(sheet.Options(d, "domain.referral.", next)...)
		f.Entry("state").Field = state
		s.Lead = []string{w.T("bridge.forward.lead", desk.OneLine(r.To.Name), d.Referral(r.State), d.ShortDay(r.Since))}
		return nil
	})
	s.Changed = func() {
		f.Entry("what").Hidden = r == nil || !cases.ReferralState(state.Value()).NeedsConsent() || !r.On(cases.ReferralSent).IsZero()
	}
	s.Refused = f.refused
	s.Write = func() (sheet.Work, bool) {
		if !days(s, map[string]*sheet.When{"on": on}) {
			return nil, false
		}
		in := cases.MoveInput{State: cases.ReferralState(state.Value()), On: on.Day(), Note: note.Value(), What: what.Value()}
		today := d.Today()
		return s.Writes(f.newest(func(c *cases.Case) (cases.Write, error) { return c.MoveReferral(a.Entry, in, today) })), true
	}
	return f
}

// newStepBack makes the form that strikes the last move of a referral.
func newStepBack(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	reason := field.NewLine("")
	s := sheet.New(d, "", &field.Entry{ID: "reason", Label: label(d, "reason"), Field: reason})
	s.EnterSaves, s.Label = true, "bridge.key.back"
	f := newForm(d, desk.RouteStepBack, a, draft, "bridge.back.title", s, func(f *form) error {
		r := liveReferral(f.Case, a.Entry)
		if r == nil {
			return cases.ErrGone
		}
		s.Lead = []string{w.T("bridge.back.lead", desk.OneLine(r.To.Name), d.Referral(r.State), d.ShortDay(r.Since))}
		return nil
	})
	s.Write = func() (sheet.Work, bool) {
		c, why := f.Case, reason.Value()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.StepBack(a.Entry, why, d.Mine)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// newUnderretning makes the form of an underretning: a new one where a names no
// entry. It asks for no consent.
func newUnderretning(d *desk.Desk, a desk.BridgeArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	was := cases.UnderretningInput{To: a.To.Name}
	to, on, told := field.NewSuggest(nil, danish.Fold), past(d), yesNo(d)
	to.SetValue(desk.OneLine(a.To.Name))
	why, receipt := field.NewArea("").Rows(1, 4), sheet.NewDay(d, when.Past, w.T("bridge.under.receipt.empty"))
	s := sheet.New(d, "",
		&field.Entry{ID: "to", Label: label(d, "to"), Field: to},
		&field.Entry{ID: "on", Label: w.T("bridge.under.on"), Field: on, Width: 20},
		&field.Entry{ID: "told_family", Label: w.T("bridge.under.told"), Field: told, Width: 16},
		&field.Entry{ID: "reason", Label: w.T("bridge.under.reason"), Field: why, Above: true, Hidden: true},
		&field.Entry{ID: "receipt", Label: label(d, "receipt"), Field: receipt, Width: 20},
	)
	s.Slight = []string{"on"}
	s.Lead = []string{w.T("bridge.under.lead")}
	s.Hints = map[string]string{"to": w.T("bridge.under.to.hint"), "on": w.T("forms.day.hint"), "told_family": w.T("bridge.under.told.hint"),
		"receipt": w.T("bridge.under.receipt.hint")}
	s.More = []string{w.T("bridge.under.help")}
	title := "bridge.under.new"
	if a.Entry != "" {
		title = "bridge.under.edit"
	}
	s.Changed = func() { s.Entry("reason").Hidden = told.Value() != "nej" && why.Value() == "" }
	f := newForm(d, desk.RouteUnderretning, a, draft, title, s, func(f *form) error {
		if a.Entry == "" {
			return nil
		}
		i := slices.IndexFunc(f.Case.Underretninger, func(u cases.Underretning) bool { return u.ID == a.Entry })
		if i < 0 || f.Case.Underretninger[i].Struck != nil || f.Case.Underretninger[i].Erased != nil {
			return cases.ErrGone
		}
		was = f.Case.Underretninger[i].Input()
		to.SetValue(desk.OneLine(was.To))
		day(on, was.On)
		if was.ToldFamily != nil {
			told.SetValues(map[bool]string{true: "ja", false: "nej"}[*was.ToldFamily])
		}
		why.SetValue(was.Reason)
		day(receipt, was.Receipt)
		f.Form.Focus("receipt") // what is missing is what one came for
		return nil
	})
	f.take = func() { to.SetItems(authorities(f.dir)) }
	s.Write = func() (sheet.Work, bool) {
		if !days(s, map[string]*sheet.When{"on": on, "receipt": receipt}) {
			return nil, false
		}
		in := was
		if a.Entry == "" || s.Touched("to") {
			in.To = recipient(to, authorities(f.dir), cases.Recipient{}).Name
		}
		if a.Entry == "" || s.Touched("on") {
			in.On = on.Day()
		}
		if s.Touched("told_family") {
			in.ToldFamily = nil
			if v := told.Value(); v != "" {
				yes := v == "ja"
				in.ToldFamily = &yes
			}
		}
		if s.Touched("reason") {
			in.Reason = why.Value()
		}
		if s.Touched("receipt") {
			in.Receipt = receipt.Day()
		}
		c, today := f.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if a.Entry == "" {
				w, err := c.AddUnderretning(in, today)
				return []cases.Write{w}, err
			}
			w, err := c.EditUnderretning(a.Entry, in, today)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// authorities are the public authorities of the directory.
func authorities(dir *cases.Directory) []field.Item {
	return slices.DeleteFunc(recipients(dir, nil), func(it field.Item) bool {
		return !desk.Authority(dir, cases.Recipient{ID: cases.EntryID(it.ID)})
	})
}
