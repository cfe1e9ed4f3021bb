package main

import (
	"cmp"

	"brobygger/cases"
)

// The shapes of consents, the ledger, referrals, underretninger and services in
// JSON.

type jsonConsent struct {
	ID          string   `json:"id"`
	To          string   `json:"to"`
	ToID        *string  `json:"to_id"` // of a service or a person in the network
	Scope       []string `json:"scope"`
	Purpose     string   `json:"purpose"`
	Note        *string  `json:"note"`
	GivenBy     string   `json:"given_by"`
	GivenByName string   `json:"given_by_name"`
	Form        string   `json:"form"`
	Evidence    *string  `json:"evidence"`
	On          *string  `json:"on"`
	Until       *string  `json:"until"`
	Withdrawn   *string  `json:"withdrawn"`
	Valid       bool     `json:"valid"` // today
	Conflict    bool     `json:"conflict"`
}

func (c *call) consentJSON(s *session, cs *cases.Case, x cases.Consent) jsonConsent {
	return jsonConsent{ID: string(x.ID), To: x.To.Name, ToID: opt(string(x.To.ID)), Scope: some(x.Scope), Purpose: x.Purpose, Note: opt(x.Note),
		GivenBy: x.GivenBy, GivenByName: c.actorName(s, cs, x.GivenBy), Form: string(x.Form), Evidence: opt(x.Evidence), On: optDay(x.On),
		Until: optDay(x.Until), Withdrawn: optDay(x.Withdrawn), Valid: x.Valid(c.today()), Conflict: cs.InConflict(x.ID)}
}

// jsonTold is somebody to tell of a withdrawal, with the day something last went
// to them.
type jsonTold struct {
	To   string  `json:"to"`
	ToID *string `json:"to_id"`
	On   *string `json:"on"`
}

// toldJSON are those to tell that a consent was withdrawn, none while it stands.
func (c *call) toldJSON(cs *cases.Case, x cases.Consent) []jsonTold {
	out := []jsonTold{}
	if x.Withdrawn.IsZero() {
		return out
	}
	for _, t := range cs.ToldOn(x.ID) {
		out = append(out, jsonTold{t.To.Name, opt(string(t.To.ID)), optDay(t.On)})
	}
	return out
}

type jsonDisclosure struct {
	ID       string   `json:"id"`
	To       string   `json:"to"`
	ToID     *string  `json:"to_id"`
	On       *string  `json:"on"`
	How      string   `json:"how"`
	Scope    []string `json:"scope"`
	Consents []string `json:"consents"`
	Referral *string  `json:"referral"`
	Note     *string  `json:"note"`
}

func disclosureJSON(d cases.Disclosure) jsonDisclosure {
	return jsonDisclosure{ID: string(d.ID), To: d.To.Name, ToID: opt(string(d.To.ID)), On: optDay(d.On), How: d.What, Scope: some(d.Keys),
		Consents: keysOf(d.Consents), Referral: opt(string(d.Referral)), Note: opt(d.Note)}
}

type jsonReferral struct {
	ID          string     `json:"id"`
	Case        string     `json:"case"`
	Number      string     `json:"number"`
	To          string     `json:"to"`
	ToID        *string    `json:"to_id"`
	Scope       []string   `json:"scope"`
	Purpose     string     `json:"purpose"`
	State       string     `json:"state"`
	Since       *string    `json:"since"`
	DaysWaiting int        `json:"days_waiting"`
	Consent     *string    `json:"consent"` // that it was sent on
	Against     bool       `json:"against"` // it was sent on a consent that was withdrawn
	Bridged     bool       `json:"bridged"` // it counts as brobygning
	Conflict    bool       `json:"conflict"`
	Moves       []jsonMove `json:"moves"`
}

type jsonMove struct {
	ID      string  `json:"id"`
	State   string  `json:"state"`
	On      *string `json:"on"`
	Note    *string `json:"note"`
	Consent *string `json:"consent"`
	Against bool    `json:"against"`
}

func (c *call) referralJSON(cs *cases.Case, r cases.Referral) jsonReferral {
	out := jsonReferral{ID: string(r.ID), Case: cs.ID, Number: cs.Number, To: r.To.Name, ToID: opt(string(r.To.ID)), Scope: some(r.Keys),
		Purpose: r.Purpose, State: string(r.State), Since: optDay(r.Since), DaysWaiting: r.Waiting(c.today()), Against: against(r),
		Bridged: r.Bridged(), Conflict: cs.InConflict(r.ID), Moves: []jsonMove{}}
	for _, m := range r.Moves {
		if m.Struck == nil && m.Erased == nil {
			out.Moves = append(out.Moves, jsonMove{string(m.ID), string(m.State), optDay(m.On), opt(m.Note), opt(string(m.Consent)), m.Against})
			out.Consent = cmp.Or(opt(string(m.Consent)), out.Consent)
		}
	}
	return out
}

// against says whether something was sent on a consent that was withdrawn.
func against(r cases.Referral) bool {
	for _, m := range r.Moves {
		if m.Against && m.Struck == nil && m.Erased == nil {
			return true
		}
	}
	return false
}

type jsonUnderretning struct {
	ID         string  `json:"id"`
	To         string  `json:"to"`
	On         *string `json:"on"`
	ToldFamily *bool   `json:"told_family"`
	Reason     *string `json:"reason"`
	Receipt    *string `json:"receipt"`
	ReceiptBy  *string `json:"receipt_by"` // the last day on which the kommune confirms it in time
}

type jsonService struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Unit      *string  `json:"unit"`
	Scope     []string `json:"scope"`
	Phone     *string  `json:"phone"`
	Mail      *string  `json:"mail"`
	Hours     *string  `json:"hours"`
	For       *string  `json:"for"`
	Authority bool     `json:"authority"`
	KLE       *string  `json:"kle"`
	Conflict  bool     `json:"conflict"`
}

func serviceJSON(d *cases.Directory, s cases.Service) jsonService {
	return jsonService{ID: string(s.ID), Name: s.Name, Unit: opt(s.Unit), Scope: some(s.Keys), Phone: opt(s.Phone), Mail: opt(s.Mail),
		Hours: opt(s.Hours), For: opt(s.For), Authority: s.Authority, KLE: opt(s.KLE), Conflict: inDirectoryConflict(d, s.ID)}
}

func inDirectoryConflict(d *cases.Directory, id cases.EntryID) bool {
	for _, k := range d.Conflicts {
		if k.Entity == id {
			return true
		}
	}
	return false
}
