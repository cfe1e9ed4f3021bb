package main

import (
	"brobygger/cases"
)

// bridgeJSON fills in what stands between the person and others.
func (c *call) bridgeJSON(s *session, cs *cases.Case, j *jsonCase) {
	for _, x := range cs.Consents {
		if x.Struck == nil && x.Erased == nil {
			j.Consents = append(j.Consents, c.consentJSON(s, cs, x))
		}
	}
	for _, d := range cs.Disclosures {
		if d.Struck == nil && d.Erased == nil {
			j.Disclosures = append(j.Disclosures, disclosureJSON(d))
		}
	}
	for _, r := range cs.Referrals {
		if r.Struck == nil && r.Erased == nil {
			j.Referrals = append(j.Referrals, c.referralJSON(cs, r))
		}
	}
	for _, u := range cs.Underretninger {
		if u.Struck == nil && u.Erased == nil {
			j.Underretninger = append(j.Underretninger, underretningJSON(u))
		}
	}
}

// writeBridge writes consents, referrals and underretninger of a case for people.
func (c *call) writeBridge(s *session, cs *cases.Case) {
	part := func(word string, t *table) {
		if len(t.rows) > 0 {
			c.heading(word, len(t.rows))
			c.writeTable(t)
		}
	}
	t := &table{}
	for _, x := range cs.Consents {
		if x.Struck == nil && x.Erased == nil {
			t.add("  "+x.ID.Short(), x.To.Name, dash(c.labels("domain.arena.", x.Scope)), c.consentState(cs, x), dash(c.w.Date(x.Until)))
		}
	}
	part("clibridge.show.consents", t)
	t = &table{}
	for _, r := range cs.Referrals {
		if r.Struck == nil && r.Erased == nil {
			t.add("  "+r.ID.Short(), r.To.Name, c.label("domain.referral.", string(r.State)), c.w.Date(r.Since),
				dash(c.labels("domain.arena.", r.Keys)), c.referralNote(cs, r))
		}
	}
	part("clibridge.show.referrals", t)
	t = &table{}
	for _, u := range cs.Underretninger {
		if u.Struck == nil && u.Erased == nil {
			receipt := ""
			if !u.Receipt.IsZero() {
				receipt = c.label("domain.field.", "receipt") + " " + c.w.Date(u.Receipt)
			}
			t.add("  "+u.ID.Short(), c.w.Date(u.On), u.To, receipt)
		}
	}
	part("clibridge.show.underretninger", t)
}
