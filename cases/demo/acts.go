package demo

import (
	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// acts adds what happens to few cases: mistakes struck or erased, notes from
// another case, corrections, two versions, siblings.
func (o *outline) acts(g *generator) {
	d := drawFor(g.Seed, o.index, 'A')
	some := func(chosen bool, act func(w *writer, e event)) {
		if chosen {
			o.act(o.someday(g, d), act)
		}
	}
	some(o.index%7 == 3, struck)
	some(o.index%11 == 5, erased(cases.EraseReasons()[o.index/11%4]))
	some(o.index%6 == 2, corrected)
	some(o.index%8 == 4, newPhone)
	some(o.index%9 == 5, reweighed)
	if o.index%11 == 6 {
		o.moved = 1 + d.IntN(max(1, len(o.events)-1))
	}
	if o.twin >= 0 {
		o.siblings(g)
	}
	if !o.closed && o.twin < 0 {
		kind := o.rank/13 + map[cases.Kind]int{cases.KindMentoring: 0, cases.KindTenancy: 1, cases.KindNetwork: 2}[o.kind]
		recent := o.freeDay(workdayBefore(g.Day.AddDays(-d.between(2, 12))), g.Day)
		if recent.After(o.lastDay()) || recent.Before(o.opened.AddDays(1)) {
			recent = o.freeDay(o.opened.AddDays(1), g.Day)
		}
		switch o.rank % 13 {
		case 4:
			o.act(recent, twoVersions(kind, false))
		case 9:
			o.act(recent, twoVersions(kind, true))
		}
		if o.rank%16 == 3 && o.kind == cases.KindNetwork {
			o.act(workdayBefore(g.Day.AddDays(-1)), postponed)
		}
	}
}

// act puts an act on a day; nothing happens on no day.
func (o *outline) act(day calendar.Date, act func(w *writer, e event)) {
	if day.IsZero() {
		return
	}
	o.events = append(o.events, event{at: when.Moment{Date: day, Hour: 8, Minute: 20, HasTime: true}, act: act})
}

// mistake writes a note that should not stand here, -1 if there is no text left.
func mistake(w *writer, e event) int {
	s := w.g.w.scenes[w.o.kind]["fejl"]
	w.o.cast.facts["naeste"], w.o.cast.facts["naestedato"] = dayWords(e.at.Date, workdayFrom(e.at.Date.AddDays(2)))
	one := event{at: e.at, phase: w.phase, scene: s}
	t := w.choose(one)
	if t == nil {
		return -1
	}
	w.p.step(w.time(e.at, 0), w.o.worker, 0)
	return w.p.make(cases.EntryContact, w.contact(one, t, t.fill(w.o.cast, w.draw.Rand)))
}

// struck is a note that was written in the wrong case and crossed out.
func struck(w *writer, e event) {
	if n := mistake(w, e); n >= 0 {
		w.p.step(w.time(e.at, w.draw.between(4, 40)), w.o.worker, 0)
		w.p.strike(n, pick(w.draw, w.g.w.small.Stregegrunde))
	}
}

// erased is a note whose text is gone.
func erased(why cases.EraseReason) func(w *writer, e event) {
	return func(w *writer, e event) {
		if n := mistake(w, e); n >= 0 {
			w.p.step(w.time(e.at, w.draw.between(4, 40)), w.o.worker, 0)
			w.p.erase(n, string(why))
		}
	}
}

// corrected adds to the last note how long the contact was.
func corrected(w *writer, e event) {
	if w.last < 0 || w.p.erased[w.last] {
		return
	}
	w.p.step(w.time(e.at, 0), w.o.worker, 0)
	w.p.write(cases.EntryContactSet, w.last, map[string]any{"minutes": 5 * w.draw.between(2, 12)})
}

// newPhone is a new number for somebody in the network.
func newPhone(w *writer, e event) {
	if p := w.someone(); p != nil {
		w.p.step(w.time(e.at, 0), w.o.worker, 0)
		w.p.write(cases.EntryPartySet, p.entry, map[string]any{"phone": w.draw.phone()})
	}
}

// someone in the network, the mother or the landlord's if they are there.
func (w *writer) someone() *party {
	for _, slot := range w.o.cast.order {
		if p := w.o.cast.parties[slot]; p.entry >= 0 {
			return p
		}
	}
	return nil
}

func reweighed(w *writer, e event) {
	w.p.step(w.time(e.at, 0), w.o.worker, 0)
	w.p.write(cases.EntryCaseSet, w.root, map[string]any{"weight": string(cases.Weights()[w.o.index/9%3])})
}

// postponed moves what the rule about the last contact asks for.
func postponed(w *writer, e event) {
	w.p.step(w.time(e.at, 0), w.o.worker, 0)
	w.p.make(cases.EntryFollowUp, map[string]any{"rule": string(cases.RuleNoContact), "cause": w.o.lastMet().String(),
		"due": workdayFrom(w.g.Day.AddDays(4)).String(), "state": string(cases.FollowUpOpen)})
}

// twoVersions lets two write the same field apart: on two devices, or two people
// where the team has two.
func twoVersions(kind int, settled bool) func(w *writer, e event) {
	return func(w *writer, e event) {
		of, entry, field := w.root, cases.EntryCaseSet, "phone"
		var a, b any = w.draw.phone(), w.draw.phone()
		p := w.someone()
		switch {
		case kind%4 == 1 && p != nil:
			of, entry = p.entry, cases.EntryPartySet
		case kind%4 == 2:
			field = "address"
			a, _ = w.g.w.address(w.draw)
			b, _ = w.g.w.address(w.draw)
		case kind%4 == 3 && w.last >= 0 && !w.p.erased[w.last]:
			of, entry, field = w.last, cases.EntryContactSet, "minutes"
			a, b = 20, 35
		}
		w.both(e, func() { w.p.write(entry, of, map[string]any{field: a}) }, func() { w.p.write(entry, of, map[string]any{field: b}) })
		if settled {
			w.p.step(w.time(e.at, 60*5), w.o.worker, 0)
			w.p.resolve(cases.EntryResolve, of, field, b, w.g.w.small.Rettet)
		}
	}
}

// both writes two steps whose authors had not seen each other's.
func (w *writer) both(e event, a, b func()) {
	author, device := w.o.worker, 1
	if w.o.deputy >= 0 {
		author, device = w.o.deputy, 0
	}
	w.p.apart(
		func() { w.p.step(w.time(e.at, 15), w.o.worker, 0); a() },
		func() { w.p.step(w.time(e.at, 120), author, device); b() },
	)
}

// siblings links the two cases and puts one contact in both. What is shared is
// drawn for the pair.
func (o *outline) siblings(g *generator) {
	d := drawFor(g.Seed, min(o.index, o.twin), 'T')
	day := workdayBefore(g.Day.AddDays(-d.between(16, 40)))
	linked := workdayBefore(day.AddDays(-10))
	hour, which, length := d.between(12, 16), d.IntN(len(g.w.small.visits)), 15*d.between(2, 5)
	same := g.caseID(-1 - min(o.index, o.twin))
	other := g.caseID(o.twin)
	o.act(linked, func(w *writer, e event) {
		w.p.step(w.time(e.at, 0), o.worker, 0)
		w.p.make(cases.EntryLink, map[string]any{"case": other, "why": g.w.small.SoeskendeGrund})
	})
	o.act(day, func(w *writer, e event) {
		at := when.Moment{Date: day, Hour: hour, HasTime: true}
		w.p.step(w.time(e.at, 0), o.worker, 0)
		mor := w.o.cast.parties["mor"]
		w.p.make(cases.EntryContact, map[string]any{"channel": string(cases.ChannelVisit), "met": true, "minutes": length,
			"place": "hjemme", "role": string(cases.RoleFacilitating), "arenas": []string{cases.ArenaFamily},
			"present": people{{entry: mor.entry}}, "text": g.w.small.visits[which].fill(w.o.cast, w.draw.Rand),
			"at": at.String(), "same": same})
	})
	o.events[len(o.events)-1].at.Hour = min(hour+1, 20)
}
