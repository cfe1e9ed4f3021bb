package casefile

import (
	"slices"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// answerDays is how long a referral waits for an answer before it is marked.
const answerDays = 14

// referralPage puts the tab Henvist together.
func (b *builder) referralPage() {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	width := max(1, b.width-3)
	layout := rows.Lay([]rows.Column{
		{Title: w.T("bridge.col.to"), Width: 11, Grow: true}, {Title: w.T("bridge.col.keys"), Width: 11, Drop: 2},
		{Title: w.T("bridge.col.state"), Width: 15}, {Title: w.T("bridge.col.since"), Width: 10, Drop: 3}, {Title: w.T("bridge.col.waiting"), Width: 9},
		{Title: w.T("bridge.col.next"), Width: 19, Drop: 1},
	}, width, 1)
	all := slices.DeleteFunc(slices.Clone(s.c.Referrals), func(r cases.Referral) bool { return r.Erased != nil })
	slices.SortStableFunc(all, func(a, c cases.Referral) int {
		if ended(a) != ended(c) {
			if ended(a) {
				return 1
			}
			return -1
		}
		return c.Since.Compare(a.Since)
	})
	if len(all) == 0 {
		b.heading(w.T("bridge.section.referrals"))
		b.add(margin + styles.Muted.Render(w.T("bridge.referrals.none")))
	} else {
		b.columns(w.T("bridge.section.referrals"), layout)
	}
	for _, r := range all {
		to, waiting := desk.OneLine(r.To.Name), ""
		days := r.Waiting(s.day)
		if days > 0 {
			waiting = w.Days(days)
		}
		if days >= answerDays || against(r) {
			to = beware + to
		}
		if days >= answerDays {
			waiting = styles.Overdue.Render(waiting)
		}
		state := s.d.Referral(r.State)
		if r.Bridged() {
			state += " ■"
		}
		line := layout.Row(to, s.shortKeys(r.Keys), state, w.Date(r.Since), waiting, s.nextStep(r))
		switch {
		case r.Struck != nil:
			line = styles.Muted.Strikethrough(true).Render(line)
		case r.State.Ended():
			line = styles.Muted.Render(line)
		}
		b.stop(stop{id: string(r.ID), thing: r.ID, kind: cases.EntryReferral}, line)
	}
	b.underretninger()
}

func ended(r cases.Referral) bool { return r.Struck != nil || r.State.Ended() }

// nextStep is what is to be done with a referral, "" where nothing is.
func (s *Screen) nextStep(r cases.Referral) string {
	w := s.d.W()
	switch {
	case r.Struck != nil:
		return w.T("bridge.struck")
	case r.State == cases.ReferralConsidered:
		return w.T("bridge.next.agreed")
	case r.State == cases.ReferralAgreed:
		return w.T("bridge.next.sent")
	case r.State == cases.ReferralSent:
		return w.T("bridge.next.received")
	case r.State == cases.ReferralReceived:
		return w.T("bridge.next.started")
	case r.State == cases.ReferralStarted:
		return w.T("bridge.next.anchored")
	}
	return ""
}

// underretninger stand under a heading of their own.
func (b *builder) underretninger() {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	b.heading(w.T("bridge.section.under"))
	some := false
	for _, u := range s.c.Underretninger {
		if u.Erased != nil {
			continue
		}
		some = true
		text := w.Date(u.On) + "  " + desk.OneLine(u.To) + " · " + s.receipt(u)
		if u.Struck != nil {
			text = styles.Muted.Strikethrough(true).Render(w.T("bridge.struck") + ": " + text)
		}
		b.stop(stop{id: string(u.ID), thing: u.ID, kind: cases.EntryUnderretning}, frame.Cut(text, max(1, b.width-3)))
	}
	if !some {
		b.add(margin + styles.Muted.Render(w.T("bridge.under.none")))
	}
}

// receipt says whether an underretning was confirmed.
func (s *Screen) receipt(u cases.Underretning) string {
	if u.Receipt.IsZero() {
		return s.d.W().T("bridge.receipt.none")
	}
	return s.d.W().T("bridge.receipt", s.d.W().Date(u.Receipt))
}

// referralText is what a referral is for, and its moves with their notes.
func (s *Screen) referralText(id cases.EntryID, width int) []string {
	r, w, styles := s.c.Referral(id), s.d.W(), s.d.Env.Styles
	if r == nil {
		return nil
	}
	var out []string
	if against(*r) {
		for _, l := range frame.Wrap(beware+w.T("bridge.against", desk.OneLine(r.To.Name)), width) {
			out = append(out, styles.Error.Render(l))
		}
	}
	head := s.d.Labels("domain.arena.", r.Keys)
	if r.Bridged() {
		head += " · ■ " + w.T("bridge.bridged")
	}
	out = append(out, frame.Wrap(head, width)...)
	out = append(out, desk.Paragraphs(s.c.Hide(r.Purpose), width)...)
	for _, m := range slices.Backward(r.Moves) {
		if m.Erased != nil {
			continue
		}
		text := w.Date(m.On) + "  " + s.d.Referral(m.State)
		if m.Against {
			text = beware + text
		}
		if m.Note != "" {
			text += ": " + s.c.Hide(desk.OneLine(m.Note))
		}
		if m.Struck != nil {
			text += " (" + s.struck(m.Struck) + ")"
		}
		for _, l := range frame.Wrap(text, width) {
			if m.Struck != nil {
				l = styles.Muted.Strikethrough(true).Render(l)
			}
			out = append(out, l)
		}
	}
	return out
}

// underText is all there is of an underretning.
func (s *Screen) underText(id cases.EntryID, width int) []string {
	w := s.d.W()
	for _, u := range s.c.Underretninger {
		if u.ID != id {
			continue
		}
		told := ""
		if u.ToldFamily != nil {
			told = w.T("bridge.family.no")
			if *u.ToldFamily {
				told = w.T("bridge.family.yes")
			}
		}
		return facts(known([]fact{{s.label("to"), desk.OneLine(u.To)}, {s.label("on"), w.FullDate(u.On)}, {s.label("told_family"), told},
			{s.label("reason"), s.c.Hide(desk.OneLine(u.Reason))}, {s.label("receipt"), s.receipt(u)}}), width, s.d.Env.Styles)
	}
	return nil
}
