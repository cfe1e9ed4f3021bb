package demo

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// event is something that happens in a case: a contact, or an act that writes
// without one.
type event struct {
	offset int // days from the opening, before the date is known
	at     when.Moment
	phase  cases.Phase
	scene  *scene
	act    func(w *writer, e event) // nil for a contact
	close  bool                     // the case is closed here
	reopen bool
	rank   int // keeps what happens at one time in order
}

// maybePercent is how often what may happen does, of a hundred.
const maybePercent = 30

// layout lays the whole story out in days from the opening and gives its length.
func (o *outline) layout(g *generator) int {
	d := o.draw
	scenes := g.w.scenes[o.kind]
	start := 0
	for _, c := range o.story.phases {
		var keys []string
		for _, b := range c.scenes {
			times := b.most
			if b.maybe {
				times = 0
				for range b.most {
					if d.chance(maybePercent) {
						times++
					}
				}
			}
			for range times {
				keys = append(keys, pick(d, b.choice)...)
			}
		}
		length := d.between(c.from, c.to)
		for i, key := range keys {
			at := start + (length*i+d.IntN(max(1, length*3/4)))/len(keys)
			switch {
			case i == 0:
				at = start
			case strings.HasSuffix(keys[i-1], "krise") && keys[i-1] != "efter-krise":
				at = o.events[len(o.events)-1].offset + d.between(1, 3)
			}
			o.events = append(o.events, event{offset: at, phase: c.phase, scene: scenes[key]})
		}
		o.starts = append(o.starts, [2]int{start, start + length})
		start += length
	}
	if o.outcome != "" {
		if last := o.story.phases[len(o.story.phases)-1].phase; o.story.farewell &&
			(o.outcome == cases.OutcomeReached || o.outcome == cases.OutcomePartly) {
			o.events = append(o.events, event{offset: start - 6, phase: last, scene: scenes["farvel"]})
		}
		o.events = append(o.events, event{offset: start, phase: cases.PhaseClosed, scene: scenes["slut-"+string(o.outcome)], close: true})
	}
	return start
}

// date puts the events on working days, one a day, in order, and drops what
// would lie ahead. Stretch makes the story slower.
func (o *outline) date(g *generator, stretch float64) {
	last := g.Day.AddDays(-1)
	if o.closed || !o.reopened.IsZero() {
		last = o.closedOn
	}
	next := o.opened
	kept := o.events[:0]
	for _, e := range o.events {
		day := o.opened.AddDays(int(float64(e.offset) * stretch))
		if day.Before(next) {
			day = next
		}
		day = workdayFrom(day)
		if e.close {
			day = o.closedOn
		}
		if day.After(last) || !e.close && !day.Before(cmp.Or(o.closedOn, g.Day)) {
			continue
		}
		if o.kind == cases.KindMentoring && noSchool(day) && e.scene.atSchool() {
			e.scene = g.w.scenes[o.kind][pick(o.draw, []string{"relation-tur", "relation-mad", "relation-spil"})]
		}
		e.at = o.clock(day, e.scene)
		kept = append(kept, e)
		next = day.AddDays(1)
	}
	o.events = kept
}

// clock chooses a time of day for a scene.
func (o *outline) clock(day calendar.Date, s *scene) when.Moment {
	d := o.draw
	from, to := 9, 15
	if s != nil {
		switch s.channels[0] {
		case cases.ChannelStreet:
			from, to = 15, 19
		case cases.ChannelVisit:
			from, to = 10, 17
		case cases.ChannelMeeting, cases.ChannelOffice:
			from, to = 12, 16
		}
	}
	return when.Moment{Date: day, Hour: d.between(from, to), Minute: 15 * d.IntN(4), HasTime: true}
}

// noSchool says whether the schools are closed for the summer.
func noSchool(d calendar.Date) bool {
	return d.Month == time.July || d.Month == time.August && d.Day < 10
}

// atSchool says whether a scene needs the school to be open.
func (s *scene) atSchool() bool {
	return strings.HasPrefix(s.key, "skole-") || slices.Contains(s.with, "laerer")
}

// add puts a contact on a day on which nothing else happens, near the one given.
func (o *outline) add(g *generator, day calendar.Date, phase cases.Phase, keys ...string) {
	for _, key := range keys {
		s := g.w.scenes[o.kind][key]
		if s == nil {
			continue
		}
		o.events = append(o.events, event{at: o.clock(day, s), phase: phase, scene: s})
		return
	}
}

func (o *outline) sort() {
	for i := range o.events {
		o.events[i].rank = i
	}
	slices.SortStableFunc(o.events, func(a, b event) int { return a.at.Compare(b.at) })
}

// lastMet is the day of the last contact that was met, else of the opening.
func (o *outline) lastMet() calendar.Date {
	last := o.opened
	for _, e := range o.events {
		if e.scene != nil && e.scene.reached == "ja" && e.at.Date.After(last) {
			last = e.at.Date
		}
	}
	return last
}

func (o *outline) phaseNow() cases.Phase {
	p := o.kind.Phases()[0]
	for _, e := range o.events {
		if e.scene != nil && e.phase != "" {
			p = e.phase
		}
	}
	return p
}

// aftercare puts efterkontakt 3, 6 and 12 months after the closing, as far as
// the time has come.
func (o *outline) aftercare(g *generator) {
	if o.outcome == cases.OutcomeNoContact || o.outcome == cases.OutcomeDeclined {
		return
	}
	key := "efter"
	switch o.outcome {
	case cases.OutcomeEvicted, cases.OutcomeTerminated, cases.OutcomeMoved:
		key = "efter-flyttet"
	}
	for _, months := range []int{3, 6, 12} {
		day := workdayFrom(o.closedOn.AddMonths(months).AddDays(o.draw.between(0, 9)))
		if day.Before(g.Day) {
			o.add(g, day, cases.PhaseClosed, key)
		}
	}
}

// again lets a closed case go on.
func (o *outline) again(g *generator) {
	phase := o.kind.Phases()[len(o.kind.Phases())-3]
	keys := map[cases.Kind][]string{
		cases.KindMentoring: {"relation-tur", "tjekind", "opfoelgning", "fremgang", "relation-mad"},
		cases.KindTenancy:   {"overblik", "samtale", "udlejning", "afdrag"},
		cases.KindNetwork:   {"forsamtale-ung", "ringerunde", "aftale-holdt", "opf"},
	}[o.kind]
	o.add(g, o.reopened, phase, "genaabnet")
	o.events[len(o.events)-1].reopen = true
	day := o.reopened
	for _, key := range keys {
		if day = workdayFrom(day.AddDays(o.draw.between(5, 12))); !day.Before(g.Day) {
			return
		}
		o.add(g, day, phase, key)
	}
}

// fillers are what a contact that nobody planned is about.
func fillers(k cases.Kind, p cases.Phase) []string {
	switch p {
	case cases.PhaseContact:
		if k == cases.KindTenancy {
			return nil
		}
		return []string{"foerste"}
	case cases.PhaseMatch:
		return []string{"relation-spil"}
	case cases.PhaseLeaving:
		return []string{"udslus"}
	case cases.PhaseClarify:
		return []string{"overblik"}
	case cases.PhaseHelp:
		return []string{"samtale"}
	case cases.PhaseFollowUp:
		if k == cases.KindNetwork {
			return []string{"opf"}
		}
		return []string{"opf-rolig"}
	case cases.PhasePrepare:
		return []string{"forsamtale-ung"}
	case cases.PhaseMeetings:
		return []string{"aftale-holdt"}
	}
	return []string{"tjekind"}
}

// today sees to it that an open case is as its worker would have it by now: met
// within the limit, with something agreed; but some are late.
func (o *outline) today(g *generator) {
	d, phase := o.draw, o.phaseNow()
	gap, late := 10, 19 // days since the last met contact; what is over the limit of 14
	switch {
	case o.kind == cases.KindTenancy:
		late = 13
	case o.kind == cases.KindNetwork:
		gap, late = 30, 48
	case phase == cases.PhaseLeaving:
		gap, late = 22, 38
	}
	mode := o.rank % 16
	fill := fillers(o.kind, phase)
	if mode == 3 && g.Day.Sub(o.opened) > late+20 && fill != nil {
		until := workdayBefore(g.Day.AddDays(-late - d.IntN(5)))
		o.events = slices.DeleteFunc(o.events, func(e event) bool { return e.at.Date.After(until) && !e.reopen && !e.close })
		if o.lastMet().Before(until.AddDays(-6)) {
			o.add(g, until, phase, fill...)
		}
		o.attempts(g, until, phase)
		return // nothing agreed
	}
	if until := workdayBefore(g.Day.AddDays(-d.between(1, gap))); o.lastMet().Before(until.AddDays(-3)) && fill != nil {
		if free := o.freeDay(until, g.Day); !free.IsZero() {
			o.add(g, free, phase, fill...)
		}
	}
	if o.kind == cases.KindMentoring && o.rank == 7 {
		// One at least is late in any demo: what was agreed came after the last contact.
		until := workdayBefore(g.Day.AddDays(-8))
		o.events = slices.DeleteFunc(o.events, func(e event) bool { return e.at.Date.After(until) && !e.reopen && !e.close })
		if o.lastMet().Before(until.AddDays(-2)) && o.freeDay(until, until.AddDays(1)) == until {
			o.add(g, until, phase, fill...)
		}
	}
	next := upcoming{due: workdayFrom(g.Day.AddDays(d.between(1, 15)))}
	switch mode {
	case 7, 14:
		next.due = workdayBefore(g.Day.AddDays(-d.between(1, 8)))
		if last := o.lastDay(); !last.Before(next.due) {
			next.due = workdayFrom(last.AddDays(1))
		}
	case 8:
		next.due = workdayFrom(g.Day.AddDays(1))
	case 11:
		next.due = g.Day
	}
	if d.chance(40) {
		next.time = clockText(d)
	}
	o.upcoming = append(o.upcoming, next)
	if o.rank%6 == 2 {
		for _, slot := range o.cast.order {
			if text := g.w.small.Venter[slot]; text != "" {
				o.upcoming = append(o.upcoming, upcoming{text: text, due: workdayFrom(g.Day.AddDays(d.between(2, 9))),
					who: o.cast.parties[slot].first, slot: slot})
				break
			}
		}
	}
}

func clockText(d draw) string {
	return when.Moment{Date: calendar.Date{Year: 2000, Month: 1, Day: 1}, Hour: d.between(9, 16), Minute: 30 * d.IntN(2), HasTime: true}.String()[11:]
}

// attempts are tries to reach somebody after the last met contact.
func (o *outline) attempts(g *generator, after calendar.Date, phase cases.Phase) {
	keys := map[cases.Kind]string{cases.KindMentoring: "relation-ikke", cases.KindTenancy: "forsoeg-tlf", cases.KindNetwork: "forsoeg"}
	for _, days := range []int{6, 11} {
		if day := workdayFrom(after.AddDays(days)); day.Before(g.Day) {
			o.add(g, day, phase, keys[o.kind])
		}
	}
}

// freeDay is a working day near one given on which nothing happens, before the
// limit; zero when there is none.
func (o *outline) freeDay(near, before calendar.Date) calendar.Date {
	for day := near; day.Before(before); day = day.AddDays(1) {
		if calendar.IsHverdag(day) && !slices.ContainsFunc(o.events, func(e event) bool { return e.at.Date == day }) {
			return day
		}
	}
	return calendar.Date{}
}

func (o *outline) lastDay() calendar.Date {
	last := o.opened
	for _, e := range o.events {
		if e.at.Date.After(last) {
			last = e.at.Date
		}
	}
	return last
}
