package casefile

import (
	"brobygger/cases"
	"brobygger/tui/desk"
)

// mentoring is what a mentorforløb says beside what every case does: who is
// mentor, the børneattest, how old the person was at the start, when the plan is
// to be followed up.
func (s *Screen) mentoring() []fact {
	w, c := s.d.W(), s.c
	out := []fact{{w.T("plan.next"), s.nextReview()}}
	if c.Kind != cases.KindMentoring {
		return out
	}
	from, to, known := c.AgeAtStart()
	age := ""
	switch {
	case known && from == to:
		age = w.N("case.years", from)
	case known:
		age = w.T("plan.age.between", from, to)
	}
	out = append(out, fact{w.T("plan.age"), age})
	m := c.MatchNow()
	if m == nil {
		if !c.PastMatch() {
			return append(out, fact{s.label("mentor"), w.T("plan.match.notyet")})
		}
		return append(out, fact{s.label("mentor"), s.d.Env.Styles.Warning.Render(beware + w.T("plan.match.none"))})
	}
	who := s.d.Who(c, m.Mentor)
	if a := c.ActorOf(m.Mentor); a.Member != "" {
		who = s.d.Member(a.Member)
	}
	out = append(out, fact{s.label("mentor"), who + ", " + w.T("case.since", w.Date(m.On))}, fact{s.label("why"), desk.OneLine(m.Why)})
	certificate := s.d.Env.Styles.Warning.Render(beware + w.T("plan.certificate.none"))
	if !m.Certificate.IsZero() {
		certificate = w.Date(m.Certificate)
	}
	return append(out, fact{s.label("certificate"), certificate})
}

// nextReview is the day of the next opfølgning on the plan, "" where none is due.
func (s *Screen) nextReview() string {
	for _, it := range s.items {
		if it.Rule == cases.RuleReview {
			return s.d.W().FullDate(it.Due)
		}
	}
	return ""
}

// known are the facts that stand beside the scores.
func (b *builder) known() {
	s, w := b.s, b.s.d.W()
	var all []fact
	for _, key := range s.c.Kind.Facts() {
		if f, ok := s.c.FactNow(key); ok {
			all = append(all, fact{upper(s.d.Label("domain.fact.", string(key))),
				s.d.Label("domain.factvalue.", string(f.Value)) + ", " + w.Date(f.On)})
		}
	}
	if len(all) == 0 {
		return
	}
	b.heading(upper(w.T("plan.facts")))
	b.table(all)
}
