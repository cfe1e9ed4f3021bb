package demo

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// crossing is what goes to and fro between the person and one recipient. What is
// written is known by its number only when it has been written.
type crossing struct {
	key     string   // of the service, or the slot of somebody in the network
	service int      // index of the service, -1 for somebody in the network
	scope   []string // what the consent covers
	keys    []string // what is told
	purpose string

	refers bool   // a referral goes with it
	to     any    // the id of the recipient once there is one: a string or an entryRef
	name   string // of the recipient, once it is written

	consent, referral int // changes, -1 while there is none
}

// stretch is the time in which a case has to do with others.
type stretch struct{ from, to calendar.Date }

// day is a working day of the stretch near the one given.
func (s stretch) day(d calendar.Date) calendar.Date {
	switch d = workdayBefore(d); {
	case d.Before(s.from):
		return s.from
	case d.After(s.to):
		return s.to
	}
	return d
}

// some is a day of the stretch, in so much of it, of a hundred.
func (s stretch) some(d draw, percent int) calendar.Date {
	return s.day(s.from.AddDays(d.between(0, s.to.Sub(s.from)*percent/100)))
}

// bridgeStretch begins with the first contact in which the person is met beyond
// the first phase; it is zero where there is none.
func (o *outline) bridgeStretch(g *generator) stretch {
	var s stretch
	for _, e := range o.events {
		if e.scene == nil || e.close || e.phase == cases.PhaseClosed || e.scene.reached != "ja" ||
			e.phase == o.kind.Phases()[0] && o.kind != cases.KindNetwork {
			continue
		}
		if s.from.IsZero() || e.at.Date.Before(s.from) {
			s.from = e.at.Date
		}
	}
	if s.from.IsZero() {
		return s
	}
	if s.from.Before(o.reopened) {
		s.from = o.reopened
	}
	if s.to = workdayBefore(g.Day.AddDays(-1)); o.closed {
		s.to = workdayBefore(o.closedOn.AddDays(-1))
	}
	if s.to.Before(s.from) {
		return stretch{}
	}
	return s
}

// Of 32 open cases of a kind one stands like this; the late ones are those whose
// follow-ups are late too.
const (
	modeSoon        = 2  // a consent ends within 14 days
	modeEnded       = 7  // a consent has ended
	modeTwoVersions = 8  // two wrote the consent apart, in a tenancy
	modeSoonToo     = 9  // as modeSoon
	modeWithdrawn   = 11 // a consent is withdrawn, and somebody is to be told
	modeAgainst     = 13 // something was sent while the withdrawal was on its way
	modeUnanswered  = 14 // a referral has no answer
)

// bridge puts what goes on between the person and others on its days: consents,
// what was told, referrals and underretninger. It draws for itself, so that the
// notes do not depend on it.
func (o *outline) bridge(g *generator) {
	s := o.bridgeStretch(g)
	if s.from.IsZero() || o.untold() {
		return
	}
	d := drawFor(g.Seed, o.index, 'C')
	mode := -1
	if !o.closed {
		mode = o.rank % 32
	}
	if o.kind != cases.KindMentoring && (mode == modeEnded || mode == modeUnanswered) {
		mode = 0
	}
	refers := d.chance(60) && o.outcome != cases.OutcomeNoContact && o.outcome != cases.OutcomeDeclined
	tells := d.chance(45)
	switch mode {
	case -1:
	case modeSoon, modeEnded, modeSoonToo:
		refers, tells = o.rank%3 != 2, true
	case modeWithdrawn, modeAgainst:
		refers = true
	case modeUnanswered:
		refers = true
	default:
		refers = o.rank%3 != 2
	}
	if refers {
		if x := o.serviceFor(g, d); x != nil {
			x.refers = true
			o.refer(g, d, s, x, mode)
		}
	}
	if o.kind == cases.KindTenancy && mode == modeTwoVersions {
		tells = true
	}
	if tells {
		x := o.partyFor(g, d)
		if x == nil {
			x = o.serviceFor(g, d)
		}
		if x != nil {
			o.tell(g, d, s, x, mode)
		}
	}
	o.concern(g, d, s)
}

// serviceFor chooses where to refer to, nil where no service fits.
func (o *outline) serviceFor(g *generator, d draw) *crossing {
	var fit []int
	for i, v := range g.w.services {
		if o.age < v.Fra || v.Under > 0 && o.age >= v.Under {
			continue
		}
		for _, k := range v.Sager {
			if k != o.kind {
				continue
			}
			fit = append(fit, i)
			if slices.ContainsFunc(v.Omraader, func(key string) bool { return slices.Contains(o.story.goals, key) }) {
				fit = append(fit, i, i)
			}
		}
	}
	if len(fit) == 0 {
		return nil
	}
	i := pick(d, fit)
	x := &crossing{key: g.w.services[i].Noegle, service: i, scope: inOrder(g.w.services[i].Omraader), consent: -1, referral: -1}
	x.keys = x.scope
	if d.chance(50) {
		x.keys = x.scope[:1]
	}
	return x
}

// partyFor chooses somebody in the network to whom things are told, nil where
// nobody works with what the person does.
func (o *outline) partyFor(g *generator, d draw) *crossing {
	var fit []string
	for _, slot := range o.cast.order {
		if b := g.w.bridges[slot]; b != nil && len(g.w.roles[slot].Omraader) > 0 {
			fit = append(fit, slot)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	x := &crossing{key: pick(d, fit), service: -1, consent: -1, referral: -1}
	x.scope = inOrder(g.w.roles[x.key].Omraader)
	x.keys = x.scope[:1]
	return x
}

func inOrder(keys []string) []string {
	all := slices.Concat(cases.Arenas(), cases.Themes())
	return slices.DeleteFunc(all, func(k string) bool { return !slices.Contains(keys, k) })
}

// later puts an act on a day, after its contacts.
func (o *outline) later(day calendar.Date, act func(w *writer, day calendar.Date)) {
	o.evening(day, func(w *writer, e event) {
		w.p.step(w.time(e.at, 0), o.worker, 0)
		act(w, e.at.Date)
	})
}

// evening is later for an act that makes its own steps.
func (o *outline) evening(day calendar.Date, act func(w *writer, e event)) {
	o.act(day, act)
	o.events[len(o.events)-1].at = when.Moment{Date: day, Hour: 19, Minute: 30, HasTime: true}
}

// hop is a referral that comes to a state on a day.
type hop struct {
	state cases.ReferralState
	on    calendar.Date
}

// waits are how many days a state comes after the one before it.
func waits(s cases.ReferralState) (from, to int) {
	switch s {
	case cases.ReferralAgreed:
		return 0, 10
	case cases.ReferralSent:
		return 0, 8
	case cases.ReferralReceived:
		return 2, 12
	case cases.ReferralStarted:
		return 5, 28
	case cases.ReferralAnchored:
		return 35, 90
	}
	return 5, 25
}

// hops leads to a state: it may skip some and share a day where time is short.
func hops(d draw, final cases.ReferralState, last calendar.Date, s stretch) []hop {
	all := cases.ReferralStates()
	var states []cases.ReferralState
	if final == cases.ReferralDeclined || final == cases.ReferralWithdrawn {
		states = append(states, all[:2+d.IntN(3)]...)
	} else {
		states = append(states, all[:slices.Index(all, final)]...)
	}
	states = slices.DeleteFunc(states, func(s cases.ReferralState) bool {
		return s == cases.ReferralAgreed && d.chance(35) || s == cases.ReferralReceived && d.chance(30)
	})
	states = append(states, final)
	out := make([]hop, len(states))
	day := s.day(last)
	for i := len(states) - 1; i >= 0; i-- {
		out[i] = hop{states[i], day}
		day = s.day(day.AddDays(-d.between(waits(states[i]))))
	}
	return out
}

// refer makes a referral, the consent it needs, and what becomes of it.
func (o *outline) refer(g *generator, d draw, s stretch, x *crossing, mode int) {
	final, last := cases.ReferralAnchored, s.day(s.to.AddDays(-d.between(0, s.to.Sub(s.from)*30/100)))
	switch {
	case o.closed:
		switch n := d.IntN(100); {
		case n < 22:
			final = cases.ReferralStarted
		case n < 34:
			final = cases.ReferralDeclined
		case n < 46:
			final = cases.ReferralWithdrawn
		}
	case mode == modeUnanswered:
		final, last = cases.ReferralSent, g.Day.AddDays(-d.between(16, 26))
	case mode == modeWithdrawn:
		final, last = cases.ReferralWithdrawn, g.Day.AddDays(-d.between(3, 25))
	case mode == modeAgainst:
		final, last = cases.ReferralAgreed, g.Day.AddDays(-d.between(2, 9))
	default:
		final, last = o.referralNow(g, d)
	}
	way := hops(d, final, last, s)
	if mode == modeWithdrawn {
		first, end := s.day(way[0].on.AddDays(-20)), way[len(way)-1]
		sent := hop{cases.ReferralSent, s.day(first.AddDays(d.between(2, 9)))}
		if sent.on.After(end.on) {
			sent.on = end.on
		}
		way = []hop{{cases.ReferralConsidered, first}, sent, end}
	}
	sent := slices.IndexFunc(way, func(h hop) bool { return h.state == cases.ReferralSent })
	agreed := slices.IndexFunc(way, func(h hop) bool { return h.state == cases.ReferralAgreed })
	at := sent // of the consent
	if agreed >= 0 && (sent >= 0 || mode == modeAgainst || d.chance(50)) {
		at = agreed
	}
	var given calendar.Date
	for i, h := range way {
		if i == at {
			given = h.on
			o.consent(g, d, s, x, given, mode)
		}
		o.move(x, h, d)
	}
	switch {
	case mode == modeWithdrawn && at >= 0:
		o.withdraw(x, way[len(way)-1].on)
	case mode == modeAgainst && at >= 0:
		o.evening(s.day(given.AddDays(2)), against(x))
	}
}

// referralNow is where the referral of an open case stands today, and since when.
func (o *outline) referralNow(g *generator, d draw) (cases.ReferralState, calendar.Date) {
	all := []cases.ReferralState{cases.ReferralStarted, cases.ReferralConsidered, cases.ReferralSent, cases.ReferralAnchored,
		cases.ReferralReceived, cases.ReferralDeclined, cases.ReferralAgreed, cases.ReferralStarted, cases.ReferralWithdrawn}
	first := map[cases.Kind]int{cases.KindMentoring: 0, cases.KindTenancy: 4, cases.KindNetwork: 2}[o.kind]
	state := all[(first+o.rank/3*2+o.rank%3)%len(all)]
	from, to := 3, 45
	switch state {
	case cases.ReferralConsidered, cases.ReferralAgreed, cases.ReferralSent:
		from, to = 1, 12
	case cases.ReferralReceived:
		to = 18
	}
	return state, g.Day.AddDays(-d.between(from, to))
}

// consent gives a consent and extends it before it ends, as far as a case that is
// looked after would.
func (o *outline) consent(g *generator, d draw, s stretch, x *crossing, on calendar.Date, mode int) {
	var until calendar.Date
	if months := pick(d, []int{0, 3, 6, 6, 12}); months > 0 {
		until = on.AddMonths(months)
	}
	ends := !x.refers // whether the modes are about this one
	switch {
	case ends && mode == modeEnded:
		until = g.Day.AddDays(-d.between(2, max(2, min(20, s.to.Sub(on)-5))))
	case ends && (mode == modeSoon || mode == modeSoonToo):
		until = g.Day.AddDays(d.between(1, 13))
	}
	o.later(on, func(w *writer, day calendar.Date) { x.consent = w.consent(x, day, until) })
	if until.IsZero() || o.closed || ends && (mode == modeEnded || mode == modeSoon || mode == modeSoonToo) {
		return
	}
	for until.Before(g.Day.AddDays(14)) {
		day := s.day(until.AddDays(-d.between(3, 9)))
		if day.Before(on) || day == s.to {
			return // it is spoken of these days
		}
		until = until.AddMonths(pick(d, []int{6, 6, 12}))
		to := until
		o.later(day, func(w *writer, _ calendar.Date) {
			w.p.write(cases.EntryConsentSet, x.consent, map[string]any{"until": to.String()})
		})
	}
}

// move brings the referral to a state; the first one makes it.
func (o *outline) move(x *crossing, h hop, d draw) {
	what := pick(d, []string{"letter", "letter", "mail"})
	says := d.chance(45)
	o.later(h.on, func(w *writer, day calendar.Date) {
		if x.referral < 0 {
			set := w.to(x)
			set["keys"], set["purpose"] = x.keys, w.purpose(x)
			x.referral = w.p.make(cases.EntryReferral, set)
		}
		note := ""
		if says {
			note = w.bridgeText(w.g.w.bridges["alle"].moves[h.state], day)
		}
		w.move(x, h.state, day, note, what)
	})
}

// withdraw ends the consent on a day.
func (o *outline) withdraw(x *crossing, on calendar.Date) {
	o.later(on, func(w *writer, day calendar.Date) {
		w.p.write(cases.EntryConsentSet, x.consent, map[string]any{"withdrawn": day.String()})
	})
}

// against sends a referral while the consent it needs is withdrawn by somebody
// else, or on another computer.
func against(x *crossing) func(w *writer, e event) {
	return func(w *writer, e event) {
		w.both(e, func() {
			w.p.write(cases.EntryConsentSet, x.consent, map[string]any{"withdrawn": e.at.Date.String()})
		}, func() { w.move(x, cases.ReferralSent, e.at.Date, "", "letter") })
	}
}

// tell gives a consent to somebody in the network and tells them things on it.
func (o *outline) tell(g *generator, d draw, s stretch, x *crossing, mode int) {
	on := s.some(d, 60)
	if mode == modeEnded {
		on = s.from
	}
	o.consent(g, d, s, x, on, mode)
	last := s.to
	if mode == modeEnded {
		last = s.day(g.Day.AddDays(-25))
	}
	whats := []string{"phone", "paper", "phone", "meeting", "mail"}
	for n := range d.between(0, 2) {
		if last.Before(on) {
			break
		}
		day := s.day(on.AddDays(d.between(0, min(last.Sub(on), 60))))
		what := whats[(o.rank+n)%len(whats)]
		o.later(day, func(w *writer, day calendar.Date) {
			note := w.bridgeText(w.g.w.bridges["alle"].told[what], day)
			w.disclose(x, day, what, note)
		})
	}
	switch {
	case o.closed && d.chance(10):
		o.withdraw(x, last)
	case o.kind == cases.KindTenancy && mode == modeTwoVersions:
		o.evening(s.day(g.Day.AddDays(-d.between(1, 6))), o.twoConsents(g, d, x))
	}
}

// twoConsents lets two write a consent apart: what it covers, or how long.
func (o *outline) twoConsents(g *generator, d draw, x *crossing) func(w *writer, e event) {
	field := "scope"
	var a, b any = inOrder(append(slices.Clone(x.scope), cases.ThemeHealth)), inOrder(append(slices.Clone(x.scope), cases.ArenaJob))
	if o.rank%64 != 8 {
		field = "until"
		a, b = g.Day.AddDays(d.between(40, 70)).String(), g.Day.AddDays(d.between(90, 200)).String()
	}
	return func(w *writer, e event) {
		w.both(e, func() { w.p.write(cases.EntryConsentSet, x.consent, map[string]any{field: a}) },
			func() { w.p.write(cases.EntryConsentSet, x.consent, map[string]any{field: b}) })
	}
}

// concern makes an underretning in few cases of children, or of somebody grown
// with smaller ones at home; most are confirmed in time.
func (o *outline) concern(g *generator, d draw, s stretch) {
	if o.kind == cases.KindTenancy || o.age >= 18 && (o.closed || o.rank%48 != 7) {
		return
	}
	told, receipt, on := d.chance(75), true, s.some(d, 80)
	switch {
	case o.closed && o.rank%12 == 3:
	case o.closed:
		return
	case o.rank%48 == 7: // nobody has confirmed it
		on, receipt, told = s.to, false, true
		for range d.between(8, 11) {
			on = s.day(on.AddDays(-1))
		}
	case o.rank%48 == 31: // they have some days yet
		on, receipt = s.to, false
	case o.rank%24 == 2:
		told = true
	case o.rank%24 == 6 || o.rank%24 == 11:
		told = false
	default:
		return
	}
	confirmed := calendar.AddHverdage(on, d.between(1, 5))
	if confirmed.After(s.to) {
		receipt = receipt && on != s.to
		confirmed = s.to
	}
	n := -1
	o.later(on, func(w *writer, day calendar.Date) {
		set := map[string]any{"to": w.g.w.services[w.g.w.service("familie")].Navn, "on": day.String(), "told_family": told}
		if why := w.bridgeText(w.g.w.bridges["alle"].untold, day); !told && why != "" {
			set["reason"] = why
		}
		n = w.p.make(cases.EntryUnderretning, set)
	})
	if receipt {
		o.later(confirmed, func(w *writer, day calendar.Date) {
			w.p.write(cases.EntryUnderretningSet, n, map[string]any{"receipt": day.String()})
		})
	}
}
