package demo

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// service is the index of a service by its key; the data has it.
func (w *world) service(key string) int {
	return slices.IndexFunc(w.services, func(s service) bool { return s.Noegle == key })
}

// to are the fields that name the recipient: an id where there is one. Somebody
// who comes into the network later stays a name here.
func (w *writer) to(x *crossing) map[string]any {
	p := w.o.cast.parties[x.key]
	switch {
	case x.name != "":
	case x.service >= 0:
		if x.name = w.g.w.services[x.service].Navn; x.service < len(w.g.Services) {
			x.to = string(w.g.Services[x.service])
		}
	case p == nil: // a case made by hand names a place
		x.name = x.key
	case p.entry >= 0:
		x.name, x.to = p.name, entryRef(p.entry)
	default:
		x.name = p.name + ", " + p.org
	}
	set := map[string]any{"to_name": x.name}
	if x.to != nil {
		set["to"] = x.to
	}
	return set
}

// bridgeText is one of the texts, "" where none fits.
func (w *writer) bridgeText(from []*text, on calendar.Date) string {
	fit := slices.DeleteFunc(slices.Clone(from), func(t *text) bool { return !t.fits(w.o.cast, on.Month) })
	if len(fit) == 0 {
		return ""
	}
	t := pick(w.bridge, fit)
	w.used[t.id] = true
	return t.fill(w.o.cast, w.bridge.Rand)
}

// purpose is what the consent and the referral are for, the same for both.
func (w *writer) purpose(x *crossing) string {
	if x.purpose == "" {
		x.purpose = w.bridgeText(w.g.w.bridges[x.key].purposes, w.o.opened)
	}
	return x.purpose
}

// consent writes a consent and gives its number.
func (w *writer) consent(x *crossing, on, until calendar.Date) int {
	d, all := w.bridge, w.g.w.bridges["alle"]
	form := pick(d, []cases.ConsentForm{cases.ConsentWritten, cases.ConsentWritten, cases.ConsentOral, cases.ConsentOral, cases.ConsentDigital})
	set := w.to(x)
	set["scope"], set["purpose"], set["form"], set["on"] = x.scope, w.purpose(x), string(form), on.String()
	set["given_by"] = w.givenBy()
	if d.chance(80) {
		set["evidence"] = w.bridgeText(all.evidence[form], on)
	}
	if d.chance(20) {
		set["note"] = w.bridgeText(all.only, on)
	}
	if !until.IsZero() {
		set["until"] = until.String()
	}
	return w.p.make(cases.EntryConsent, set)
}

// givenBy is who says yes: below 15 the mother does.
func (w *writer) givenBy() any {
	mor := w.o.cast.parties["mor"]
	if w.o.kind == cases.KindTenancy || w.o.age >= 18 || mor == nil || w.o.age >= 15 && w.bridge.chance(75) {
		return cases.WhoPerson
	}
	if mor.entry >= 0 {
		return entryRef(mor.entry)
	}
	return mor.name
}

// move writes that a referral came to a state. What is sent goes into the ledger.
func (w *writer) move(x *crossing, state cases.ReferralState, on calendar.Date, note, what string) {
	set := map[string]any{"referral": entryRef(x.referral), "state": string(state), "on": on.String()}
	if note != "" {
		set["note"] = note
	}
	if state != cases.ReferralSent {
		w.p.make(cases.EntryMove, set)
		return
	}
	set["consents"] = entryRefs{x.consent}
	w.p.make(cases.EntryMove, set)
	w.disclose(x, on, what, "")
}

// disclose writes a line of the ledger.
func (w *writer) disclose(x *crossing, on calendar.Date, what, note string) {
	set := w.to(x)
	set["on"], set["what"], set["keys"], set["consents"] = on.String(), what, x.keys, entryRefs{x.consent}
	if note != "" {
		set["note"] = note
	}
	if x.referral >= 0 {
		set["referral"] = entryRef(x.referral)
	}
	w.p.make(cases.EntryDisclosure, set)
}
