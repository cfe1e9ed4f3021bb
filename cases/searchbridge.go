package cases

import "brobygger/cases/when"

// bridge tries what stands between the case and others: consents, what was passed
// on, referrals with the notes of their moves, and underretninger.
func (s *search) bridge() {
	for _, x := range s.c.Consents {
		if x.live() {
			texts := append(s.versions(x.ID, "to_name"), s.versions(x.ID, "purpose")...)
			texts = append(append(texts, s.versions(x.ID, "note")...), s.versions(x.ID, "evidence")...)
			s.try(Hit{Entry: x.ID, Kind: EntryConsent, At: when.Moment{Date: x.On}}, x.Scope, texts...)
		}
	}
	for _, x := range s.c.Disclosures {
		if x.Struck == nil && x.Erased == nil {
			s.try(Hit{Entry: x.ID, Kind: EntryDisclosure, At: when.Moment{Date: x.On}}, x.Keys, x.To.Name, x.Note)
		}
	}
	for _, r := range s.c.Referrals {
		if !r.live() {
			continue
		}
		texts := append(s.versions(r.ID, "to_name"), s.versions(r.ID, "purpose")...)
		for _, m := range r.Moves {
			if m.live() {
				texts = append(texts, s.versions(m.ID, "note")...)
			}
		}
		s.try(Hit{Entry: r.ID, Kind: EntryReferral, At: when.Moment{Date: r.Since}}, r.Keys, texts...)
	}
	for _, u := range s.c.Underretninger {
		if u.Struck == nil && u.Erased == nil {
			s.try(Hit{Entry: u.ID, Kind: EntryUnderretning, At: when.Moment{Date: u.On}}, nil,
				append(s.versions(u.ID, "to"), s.versions(u.ID, "reason")...)...)
		}
	}
}
