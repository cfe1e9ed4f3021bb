package casefile

import (
	"slices"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// informed is what stands on top of the consents, and on the overview: when and
// how the person was told that a case is kept, and on which basis.
func (s *Screen) informed() string {
	w, c := s.d.W(), s.c
	text := w.T("bridge.informed.not")
	if !c.Informed.IsZero() {
		text = w.T("bridge.informed", w.Date(c.Informed))
		if c.InformedBy != "" {
			text += " (" + desk.OneLine(c.InformedBy) + ")"
		}
	}
	basis := w.T("case.basis.unset")
	if c.Basis != "" {
		basis = s.d.Label("domain.basis.", string(c.Basis))
	}
	return text + " · " + w.T("bridge.basis", basis)
}

// table is a heading with the titles of columns below it.
func (b *builder) columns(heading string, layout rows.Layout) {
	b.heading(heading)
	b.add(margin + b.s.d.Env.Styles.Muted.Render(layout.Header()))
}

// consentPage puts the tab Samtykke together.
func (b *builder) consentPage() {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	line := s.informed()
	if s.c.Informed.IsZero() {
		line = styles.Warning.Render(beware + line)
	}
	b.stop(stop{id: "informed"}, frame.Cut(line, max(1, b.width-3)))
	for _, r := range s.c.Referrals {
		if r.Struck == nil && r.Erased == nil && against(r) {
			for _, l := range frame.Wrap(beware+w.T("bridge.against", desk.OneLine(r.To.Name)), max(1, b.width-3)) {
				b.add(" " + styles.Error.Render(l))
			}
		}
	}
	width := max(1, b.width-3)
	layout := rows.Lay([]rows.Column{
		{Title: w.T("bridge.col.to"), Width: 18, Grow: true}, {Title: w.T("bridge.col.keys"), Width: 12, Drop: 3},
		{Title: w.T("bridge.col.until"), Width: 18}, {Title: w.T("bridge.col.by"), Width: 9, Drop: 2},
		{Title: w.T("bridge.col.how"), Width: 10, Drop: 1},
	}, width, 1)
	var now, before []cases.Consent
	for _, x := range slices.Backward(s.c.Consents) {
		if x.Erased != nil {
			continue
		}
		if x.Valid(s.day) || x.Struck == nil && x.Withdrawn.IsZero() && (x.Until.IsZero() || !x.Until.Before(s.day)) {
			now = append(now, x)
		} else {
			before = append(before, x)
		}
	}
	b.columns(w.T("bridge.section.now"), layout)
	if len(now) == 0 {
		b.add(margin + styles.Muted.Render(w.T("bridge.consents.none")))
	}
	for _, x := range now {
		b.consent(x, layout)
	}
	if len(before) > 0 {
		b.heading(w.T("bridge.section.before"))
		for _, x := range before {
			b.consent(x, layout)
		}
	}
	b.ledger(width)
}

// consent is a line of the list of consents.
func (b *builder) consent(x cases.Consent, layout rows.Layout) {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	until := w.T("bridge.noend")
	switch {
	case x.Struck != nil:
		until = w.T("bridge.struck")
	case !x.Withdrawn.IsZero():
		until = w.T("bridge.withdrawn", w.Date(x.Withdrawn))
	case !x.Until.IsZero() && x.Until.Before(s.day):
		until = w.T("bridge.ended", w.Date(x.Until))
	case !x.Until.IsZero():
		until = w.Date(x.Until)
		if x.Until.Sub(s.day) <= warnDays {
			until = styles.Warning.Render(beware + until)
		}
	}
	to := desk.OneLine(x.To.Name)
	if s.twoVersions(x.ID) {
		to = beware + to
	}
	line := layout.Row(to, s.shortKeys(x.Scope), until, s.d.Who(s.c, x.GivenBy), s.d.ConsentForm(x.Form))
	if !x.Valid(s.day) {
		line = styles.Muted.Render(line)
	}
	b.stop(stop{id: string(x.ID), thing: x.ID, kind: cases.EntryConsent}, line)
}

// warnDays is how many days before its end a consent is marked.
const warnDays = 14

// twoVersions says whether a thing has a field with two versions.
func (s *Screen) twoVersions(id cases.EntryID) bool {
	return slices.ContainsFunc(s.c.Conflicts, func(k cases.Conflict) bool { return k.Entity == id })
}

// ledger is what was passed on.
func (b *builder) ledger(width int) {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	layout := rows.Lay([]rows.Column{
		{Title: w.T("bridge.col.on"), Width: 10}, {Title: w.T("bridge.col.to"), Width: 18, Grow: true}, {Title: w.T("bridge.col.how"), Width: 11, Drop: 3},
		{Title: w.T("bridge.col.keys"), Width: 17, Drop: 2}, {Title: w.T("bridge.col.consent"), Width: 10, Drop: 1},
	}, width, 1)
	some := slices.ContainsFunc(s.c.Disclosures, func(x cases.Disclosure) bool { return x.Erased == nil })
	if !some {
		b.heading(w.T("bridge.section.ledger"))
		b.add(margin + styles.Muted.Render(w.T("bridge.ledger.none")))
		return
	}
	b.columns(w.T("bridge.section.ledger"), layout)
	for _, x := range slices.Backward(s.c.Disclosures) {
		if x.Erased != nil {
			continue
		}
		on := ""
		for _, id := range x.Consents {
			if k := s.c.Consent(id); k != nil {
				on = w.Date(k.On)
			}
		}
		to := desk.OneLine(x.To.Name)
		if r := s.c.Referral(x.Referral); r != nil && against(*r) && x.Struck == nil {
			to = beware + to
		}
		line := layout.Row(w.Date(x.On), to, s.d.Disclosure(x.What), s.shortKeys(x.Keys), on)
		if x.Struck != nil {
			line = styles.Muted.Strikethrough(true).Render(line)
		}
		b.stop(stop{id: string(x.ID), thing: x.ID, kind: cases.EntryDisclosure}, line)
	}
}

// against says whether something of a referral was sent against a withdrawal.
func against(r cases.Referral) bool {
	return slices.ContainsFunc(r.Moves, func(m cases.Move) bool { return m.Against && m.Struck == nil && m.Erased == nil })
}

// consentText is all there is of a consent.
func (s *Screen) consentText(id cases.EntryID, width int) []string {
	x, w, styles := s.c.Consent(id), s.d.W(), s.d.Env.Styles
	if x == nil {
		return nil
	}
	var out []string
	if s.twoVersions(id) {
		for _, l := range frame.Wrap(beware+w.T("bridge.settle"), width) {
			out = append(out, styles.Warning.Render(l))
		}
	}
	withdrawn := ""
	if !x.Withdrawn.IsZero() {
		withdrawn = w.FullDate(x.Withdrawn)
	}
	given := w.Date(x.On) + ", " + s.d.Who(s.c, x.GivenBy) + ", " + s.d.ConsentForm(x.Form)
	all := []fact{{s.label("to"), desk.OneLine(x.To.Name)}, {s.label("scope"), s.d.Labels("domain.arena.", x.Scope)}, {s.label("purpose"), s.c.Hide(desk.OneLine(x.Purpose))},
		{s.label("given_by"), given}, {s.label("withdrawn"), withdrawn}, {s.label("evidence"), s.c.Hide(desk.OneLine(x.Evidence))}, {s.label("note"), s.c.Hide(desk.OneLine(x.Note))}}
	return append(out, facts(known(all), width, styles)...)
}

// known are the facts of which something is known.
func known(all []fact) []fact {
	return slices.DeleteFunc(all, func(f fact) bool { return f.value == "" })
}

// disclosureText is all there is of a line of the ledger.
func (s *Screen) disclosureText(id cases.EntryID, width int) []string {
	for _, x := range s.c.Disclosures {
		if x.ID != id {
			continue
		}
		consents := ""
		for _, c := range x.Consents {
			if k := s.c.Consent(c); k != nil {
				consents = desk.OneLine(k.To.Name) + ", " + s.d.W().Date(k.On)
			}
		}
		return facts(known([]fact{{s.label("to"), desk.OneLine(x.To.Name)}, {s.label("keys"), s.d.Labels("domain.arena.", x.Keys)},
			{s.label("note"), s.c.Hide(desk.OneLine(x.Note))}, {s.label("consents"), consents}}), width, s.d.Env.Styles)
	}
	return nil
}
