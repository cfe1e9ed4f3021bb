package cases

import (
	"testing"

	"brobygger/cases/query"
)

func TestSearchFindsWhatStandsBetweenTheCaseAndOthers(t *testing.T) {
	l, c := bridged(t)
	c = l.consent(c, consentTo(jobcenter, ArenaJob))
	w, err := c.Disclose(DisclosureInput{To: jobcenter, What: "phone", Keys: []string{ArenaJob}, Note: "tømrerlærling"}, monday)
	c = l.must("amira", w, err)
	c = l.referral(c, kui, ArenaSchool)
	w, err = c.MoveReferral(c.Referrals[0].ID, MoveInput{State: ReferralAgreed, Note: "uddannelsesplan"}, monday)
	c = l.must("amira", w, err)
	w, err = c.AddUnderretning(UnderretningInput{To: "Familieafdelingen", Reason: "ville gøre det værre"}, monday)
	c = l.must("amira", w, err)
	for text, kinds := range map[string][]string{
		"fritidsjob":        {EntryConsent},
		"tømrerlærling":     {EntryDisclosure},
		"uddannelsesplan":   {EntryReferral},
		"familieafdelingen": {EntryUnderretning},
		"værre":             {EntryUnderretning},
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range c.Search(q, SearchIn{Today: monday}) {
			got = append(got, h.Kind)
		}
		if len(got) != len(kinds) || got[0] != kinds[0] {
			t.Errorf("%q finds %v, want %v", text, got, kinds)
		}
	}
	w, err = c.StrikeEntry(c.Consents[0].ID, "forkert")
	c = l.must("amira", w, err)
	q, _ := query.Parse("fritidsjob")
	if got := c.Search(q, SearchIn{Today: monday}); len(got) != 0 {
		t.Errorf("a struck consent is found: %v", got)
	}
}
