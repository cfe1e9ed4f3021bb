package demo

import (
	"brobygger/cases"
	"brobygger/cases/calendar"
)

// firstCrossing is what goes to and fro between the person of a case made by
// hand and one recipient. All days are days from today.
type firstCrossing struct {
	Til              string // a service or a slot
	Omraader         []string
	Formaal          string
	Givet            int
	Af               string // "ung" or a slot
	Form             cases.ConsentForm
	Hvor, Kun        string
	Slut, Forlaenget *int // the last day; the day on which it became that, and half a year before it ended
	Trukket          int  // 0 for not
	Skridt           []firstHop
	Sagt             []firstTold
}

type firstHop struct {
	Tilstand cases.ReferralState
	Om       int
	Tekst    string
}

type firstTold struct {
	Om          int
	Hvad, Tekst string
}

// bridgeFirst puts what was made by hand on its days.
func (o *outline) bridgeFirst(g *generator, f firstCrossing) {
	x := &crossing{key: f.Til, service: g.w.service(f.Til), scope: inOrder(f.Omraader), keys: inOrder(f.Omraader), purpose: f.Formaal,
		consent: -1, referral: -1}
	ends := func(days *int) string { return g.near(*days).String() }
	on := func(om int, write func(w *writer, day calendar.Date)) { o.later(g.near(om), write) }
	on(f.Givet, func(w *writer, day calendar.Date) {
		w.introduce(f.Til)
		set := w.to(x)
		set["scope"], set["purpose"], set["form"], set["on"], set["given_by"] = x.scope, x.purpose, string(f.Form), day.String(), any(cases.WhoPerson)
		if p := w.o.cast.parties[f.Af]; p != nil {
			set["given_by"] = entryRef(p.entry)
		}
		switch {
		case f.Forlaenget != nil:
			set["until"] = g.near(*f.Forlaenget + 5).String()
		case f.Slut != nil:
			set["until"] = ends(f.Slut)
		}
		for field, text := range map[string]string{"evidence": f.Hvor, "note": f.Kun} {
			if text != "" {
				set[field] = text
			}
		}
		x.consent = w.p.make(cases.EntryConsent, set)
	})
	for _, h := range f.Skridt {
		on(h.Om, func(w *writer, day calendar.Date) {
			if x.referral < 0 {
				set := w.to(x)
				set["keys"], set["purpose"] = x.keys, x.purpose
				x.referral = w.p.make(cases.EntryReferral, set)
			}
			w.move(x, h.Tilstand, day, h.Tekst, "letter")
		})
	}
	for _, t := range f.Sagt {
		on(t.Om, func(w *writer, day calendar.Date) { w.disclose(x, day, t.Hvad, t.Tekst) })
	}
	if f.Forlaenget != nil {
		on(*f.Forlaenget, func(w *writer, _ calendar.Date) {
			w.p.write(cases.EntryConsentSet, x.consent, map[string]any{"until": ends(f.Slut)})
		})
	}
	if f.Trukket != 0 {
		on(f.Trukket, func(w *writer, day calendar.Date) {
			w.p.write(cases.EntryConsentSet, x.consent, map[string]any{"withdrawn": day.String()})
		})
	}
}
