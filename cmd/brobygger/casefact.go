package main

import (
	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/cases/when"
)

func (a *app) caseFact() *builder {
	b := a.command("case fact", "case fact answer", (*call).addFact).value("on", "date")
	facts := append(cases.KindMentoring.Facts(), cases.FactStaying)
	b.cmd.Long = a.w.T("cliplan.facts", keysWithLabels(keysOf(facts), a.each("domain.fact.", keysOf(facts))),
		keysWithLabels(keysOf(cases.FactValues()), a.each("domain.factvalue.", keysOf(cases.FactValues()))))
	return b.choices(1, "domain.fact.", keysOf(facts)...).choices(2, "domain.factvalue.", keysOf(cases.FactValues())...)
}

// addFact records what is known of a fact on a day. It may be said of a closed
// case: whether somebody stayed in the home is asked about for a year.
func (c *call) addFact() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	fact, value := cases.FactKey(c.arg(1)), cases.FactValue(c.arg(2))
	w, err := cs.AddFact(fact, value, on, c.today())
	return c.savedThing(s, cs, "", c.label("domain.fact.", string(fact))+": "+c.label("domain.factvalue.", string(value)), w, err)
}

func (a *app) caseMatch() *builder {
	return a.command("case match", "case", (*call).setMatch).text("mentor", "why").value("on", "date").value("certificate", "date")
}

// setMatch records who is mentor, or changes what is on record of the one there
// is: that is who is meant where --mentor names nobody else.
func (c *call) setMatch() error {
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	if cs.Kind != cases.KindMentoring {
		return about(cs.Shown(), &sentence{codeUsage, "field", c.w.T("cliplan.match.kind")})
	}
	who, said, err := c.whoIs("mentor")
	if err != nil {
		return err
	}
	if said && who != "" {
		if who, err = c.mentor(s, cs, who); err != nil {
			return about(cs.Shown(), err)
		}
	}
	var f cases.MatchForm
	var id cases.EntryID
	if now := cs.MatchNow(); now != nil && (!said || danish.Fold(who) == danish.Fold(now.Mentor)) {
		f, id = now.Form(), now.ID
	} else if who == "" {
		if who, err = c.need(c.Context(), "mentor", c.w.T("cliplan.ask.mentor")); err != nil {
			return err
		}
		if who, err = c.mentor(s, cs, who); err != nil {
			return about(cs.Shown(), err)
		}
	}
	if who != "" {
		f.Mentor = who
	}
	if text, ok, err := c.note(c.Context(), "why", ""); err != nil {
		return err
	} else if ok {
		f.Why = text
	}
	if c.has("on") {
		if f.On, err = c.day("on"); err != nil {
			return err
		}
	}
	if err := c.dayOrNone("certificate", when.Past, &f.Certificate); err != nil {
		return err
	}
	var w cases.Write
	if id == "" {
		w, err = cs.AddMatch(f, c.today())
	} else {
		w, err = cs.EditMatch(id, f, c.today())
	}
	if err == nil && f.Certificate.IsZero() {
		c.warn(c.w.T("cliplan.match.certificate"))
	}
	c.noticeOf(err, f.Why)
	return c.savedThing(s, cs, id, c.label("domain.entry.", cases.EntryMatch)+", "+c.actorName(s, cs, f.Mentor), w, err)
}
