package paper

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
)

// Allowed is something that the person has said yes to.
type Allowed struct {
	To      string
	Keys    []string
	Purpose string
	GivenBy cases.Actor
	Form    cases.ConsentForm
	On      calendar.Date
	Until   calendar.Date // zero for no end
	// Withdrawn is the day from which it was taken back, zero while it stands.
	Withdrawn calendar.Date
	Valid     bool
}

// Passed is a line of the ledger: what was passed on.
type Passed struct {
	On       calendar.Date
	To       string
	What     string // of cases.DisclosureWhats
	Keys     []string
	Consents []calendar.Date // the days on which those were given that it rests on
	// Against says that one of them had been withdrawn, or that its withdrawal was
	// on its way.
	Against bool
}

func (Allowed) block() {}
func (Passed) block()  {}

func newPaper(c *cases.Case, what string, today calendar.Date) (Paper, *writer) {
	return Paper{
		What: what, Case: c.ID, Number: c.Number + c.Suffix, On: today,
		Name:   danish.FirstName(danish.Harmless(c.Person.Name, false)),
		Worker: danish.FirstName(danish.Harmless(c.ActorOf(cases.WhoWorker).Name, false)),
	}, &writer{c: c}
}

// Consents is the page to open in the conversation: "what have I said yes to?".
// What holds comes first, then what has ended or was taken back, the newest
// first.
func Consents(c *cases.Case, today calendar.Date) Paper {
	p, w := newPaper(c, WhatConsents, today)
	var now, before []Block
	all := slices.Clone(c.Consents)
	slices.SortStableFunc(all, func(a, b cases.Consent) int { return b.On.Compare(a.On) })
	for _, x := range all {
		if x.Struck != nil || x.Erased != nil {
			continue
		}
		a := Allowed{To: w.text(x.To.Name), Keys: x.Scope, Purpose: w.text(x.Purpose), GivenBy: w.who(c.ActorOf(x.GivenBy)), Form: x.Form,
			On: x.On, Until: x.Until, Withdrawn: x.Withdrawn, Valid: x.Valid(today)}
		if a.Valid {
			now = append(now, a)
		} else {
			before = append(before, a)
		}
	}
	w.add(Title{"paper.consents.title"})
	if len(now) == 0 {
		w.add(Note{Key: "paper.consents.none"})
	}
	w.part("paper.consents.now", now...)
	w.part("paper.consents.before", before...)
	w.add(Small{"paper.consents.small"})
	p.Blocks = w.blocks
	return p
}

// Ledger is what was passed on, to whom, when and on which consent, the newest
// first. Notes beside it are the worker's own and stand on no paper.
func Ledger(c *cases.Case, today calendar.Date) Paper {
	p, w := newPaper(c, WhatLedger, today)
	all := slices.Clone(c.Disclosures)
	slices.SortStableFunc(all, func(a, b cases.Disclosure) int { return b.On.Compare(a.On) })
	w.add(Title{"paper.ledger.title"})
	n := 0
	for _, d := range all {
		if d.Struck != nil || d.Erased != nil {
			continue
		}
		one := Passed{On: d.On, To: w.text(d.To.Name), What: d.What, Keys: d.Keys}
		for _, id := range d.Consents {
			x := c.Consent(id)
			if x == nil {
				continue
			}
			one.Consents = append(one.Consents, x.On)
			one.Against = one.Against || !x.Withdrawn.IsZero() && !d.On.Before(x.Withdrawn)
		}
		if r := c.Referral(d.Referral); r != nil {
			one.Against = one.Against || slices.ContainsFunc(r.Moves, func(m cases.Move) bool { return m.Against && m.On == d.On })
		}
		slices.SortFunc(one.Consents, calendar.Date.Compare)
		w.add(one)
		n++
	}
	if n == 0 {
		w.add(Note{Key: "paper.ledger.none"})
	}
	w.add(Small{"paper.ledger.small"})
	p.Blocks = w.blocks
	return p
}
