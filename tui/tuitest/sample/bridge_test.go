package sample_test

import (
	"testing"

	"brobygger/cases"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
)

// TestTheBridgeHasAllThatScreensShow says which conditions there are to show.
func TestTheBridgeHasAllThatScreensShow(t *testing.T) {
	for _, planned := range []bool{false, true} {
		s := fakestore.New()
		p := sample.Fill(t, s)
		if planned {
			sample.Plan(t, s, p)
		}
		in := sample.Bridge(t, s, p)
		c, today := p.Case(p.Karim), sample.On(7).Date
		d, err := s.Directory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		authorities := 0
		for _, x := range d.Live() {
			if x.Authority {
				authorities++
			}
		}
		if len(d.Live()) != 5 || authorities != 2 {
			t.Errorf("%d services, %d authorities", len(d.Live()), authorities)
		}
		for id, valid := range map[cases.EntryID]bool{in.Valid: true, in.Ends: true, in.Ended: false, in.Withdrawn: false, in.Extended: true, in.TwoVersions: true} {
			if x := c.Consent(id); x == nil || x.Valid(today) != valid {
				t.Errorf("consent %+v: want valid %t", x, valid)
			}
		}
		if got := c.Consent(in.TwoVersions).Scope; !c.InConflict(in.TwoVersions) || len(got) != 1 || got[0] != cases.ArenaLeisure {
			t.Errorf("two versions cover %v", got)
		}
		if told := c.ToldOn(in.Withdrawn); len(told) != 1 || told[0].On != sample.On(2).Date {
			t.Errorf("to tell: %+v", told)
		}
		for id, state := range map[cases.EntryID]cases.ReferralState{in.Considered: cases.ReferralConsidered, in.Sent: cases.ReferralSent,
			in.Started: cases.ReferralStarted, in.Declined: cases.ReferralDeclined, in.Against: cases.ReferralSent} {
			r := c.Referral(id)
			if r == nil || r.State != state {
				t.Fatalf("referral %+v: want %s", r, state)
			}
			if against := r.Moves[len(r.Moves)-1].Against; against != (id == in.Against) {
				t.Errorf("referral to %s: against %t", r.To.Name, against)
			}
		}
		if n := c.Referral(in.Sent).Waiting(today); n != 20 {
			t.Errorf("waited %d days", n)
		}
		rules := map[cases.Rule]int{}
		for _, it := range cases.Due(c, cases.DefaultSettings(), today, 2) {
			rules[it.Rule]++
		}
		if rules[cases.RuleConsentEnds] != 2 || rules[cases.RuleReferral] != 2 || rules[cases.RuleReceipt] != 1 {
			t.Errorf("I dag says %v", rules)
		}
		if len(c.Disclosures) != 5 {
			t.Errorf("%d lines in the ledger", len(c.Disclosures))
		}
	}
}
