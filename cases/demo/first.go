package demo

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// near is a working day so many days from today: what has been lies before it,
// what comes after. Today is today, working day or not.
func (g *generator) near(days int) calendar.Date {
	switch day := g.Day.AddDays(days); {
	case days < 0:
		return workdayBefore(day)
	case days > 0:
		return workdayFrom(day)
	default:
		return day
	}
}

// closedFirst is when a case made by hand was closed, zero if it is open.
func (g *generator) closedFirst(index int) calendar.Date {
	f := &g.w.first[index]
	if f.Udfald == "" {
		return calendar.Date{}
	}
	return workdayBefore(g.Day.AddDays(f.LukketOm).AddMonths(-f.LukketMaaneder))
}

func (g *generator) openedFirst(index int) calendar.Date { return g.near(g.w.first[index].Aabnet) }

// firstOutline is one of the cases made by hand, those on the first screen.
func (g *generator) firstOutline(index int) *outline {
	f := &g.w.first[index]
	o := &outline{index: index, draw: drawFor(g.Seed, index, 'O'), twin: -1, kind: f.Sagstype, age: f.Alder, first: f, outcome: f.Udfald,
		closed: f.Udfald != "", closedOn: g.closedFirst(index), opened: g.openedFirst(index)}
	for _, s := range g.w.stories[o.kind] {
		if s.name == f.Historie {
			one := *s
			if one.goals = f.Maal; len(f.Maal) == 0 {
				one.goals = s.goals
			}
			o.story = &one
		}
	}
	o.castFirst(g)
	total := o.layout(g)
	if o.closed {
		o.date(g, float64(o.closedOn.Sub(o.opened))/float64(total))
		o.aftercare(g)
	} else {
		o.untilToday(g)
	}
	for _, u := range f.Opfoelgninger {
		o.upcoming = append(o.upcoming, upcoming{text: g.dated(u.Tekst), due: g.near(u.Om), time: u.Kl, who: u.Hvem})
	}
	if f.Plan != nil {
		o.planFirst(g, f.Plan)
	}
	if f.Gennemgaaet != 0 {
		o.reviewFirst(g, f.Gennemgaaet)
	}
	for _, one := range f.Bro {
		o.bridgeFirst(g, one)
	}
	o.sort()
	return o
}

func (o *outline) castFirst(g *generator) {
	f, d := o.first, o.draw
	family := g.w.family(g.Seed, o.index)
	for i := range g.w.names.Grupper {
		if g.w.names.Grupper[i].Navn == f.Gruppe {
			family.group = &g.w.names.Grupper[i]
		}
	}
	firstName, surname, _ := strings.Cut(f.Navn, " ")
	me := human{name: f.Navn, first: firstName, female: f.Koen == "k", phone: d.phone()}
	taken := map[string]bool{firstName: true}
	family.surname = surname
	family.mor = d.human(family.group, true, surname, taken)
	family.far = d.human(family.group, false, surname, taken)
	family.kids = [2]human{d.human(family.group, d.chance(50), surname, taken), me}
	family.address = f.Adresse
	family.street = strings.TrimRight(f.Adresse[:strings.IndexByte(f.Adresse, ',')], "0123456789 ")
	kid := 1
	if o.kind == cases.KindTenancy {
		kid = -1
	}
	o.cast = g.w.cast(d, casting{kind: o.kind, age: o.age, needs: o.story.needs, family: &family, kid: kid, names: f.Navne})
	o.cast.person = me
	for slot, place := range f.Steder {
		o.cast.facts[slot] = place
	}
	o.money(f.Restance, f.Maaneder)
	o.team(g)
}

// untilToday lays the story out so that the case is in the phase it should be in
// today, and was met last when it should have been.
func (o *outline) untilToday(g *generator) {
	f := o.first
	before, inside := 0, 0 // days of the phases before it, and of it
	for _, e := range o.events {
		if e.phase == f.Fase {
			inside = e.offset - before
		} else if inside == 0 {
			before = e.offset
		}
	}
	o.events = slices.DeleteFunc(o.events, func(e event) bool { return e.offset > before+inside })
	stretch := float64(g.Day.Sub(o.opened)) / float64(before+max(1, inside*3/4))
	o.date(g, stretch)
	met := g.near(f.Truffet)
	o.events = slices.DeleteFunc(o.events, func(e event) bool {
		if f.Truffet == 0 {
			return e.scene.reached == "ja" || e.scene.reached == "nej"
		}
		return !e.at.Date.Before(met)
	})
	if f.Truffet != 0 {
		o.add(g, met, f.Fase, fillers(o.kind, f.Fase)...)
	}
	key := "relation-ikke"
	if o.kind == cases.KindTenancy {
		key = "forsoeg-doer"
	}
	for _, days := range f.Forsoeg {
		o.add(g, g.near(days), f.Fase, key)
	}
}

// dated writes days into a text: {dag-17} is the day 17 days ago.
func (g *generator) dated(s string) string {
	before, rest, ok := strings.Cut(s, "{dag")
	if !ok {
		return s
	}
	n, after, _ := strings.Cut(rest, "}")
	days, err := strconv.Atoi(n)
	if err != nil {
		return s
	}
	day := g.near(days)
	return fmt.Sprintf("%s%02d-%02d%s", before, day.Day, day.Month, after)
}
