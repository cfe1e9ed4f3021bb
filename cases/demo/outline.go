package demo

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// outline is what a case is, before anything is written.
type outline struct {
	index          int
	draw           draw
	kind           cases.Kind
	story          *story
	cast           *cast
	age            int
	worker, deputy int
	twin           int // index of the sibling's case, -1 without
	rank           int // the how-many-eth open, or closed, case this is, roughly

	closed   bool // in the end
	reopened calendar.Date
	opened   calendar.Date
	closedOn calendar.Date // zero if it was never closed
	outcome  cases.Outcome

	starts   [][2]int // days from the opening at which each chapter begins and ends
	events   []event
	upcoming []upcoming
	first    *first // nil unless made by hand
	moved    int    // rank of the event whose note came from another case, 0 for none
}

// upcoming is a follow-up that waits at the end.
type upcoming struct {
	text string
	due  calendar.Date
	time string // "14:00" or ""
	who  string // a name, "" for the worker
	slot string // who that is
}

// kindAt spreads the kinds: of five cases two are mentorforløb, two tenancies
// and one netværksmøder. nth counts the cases of the kind.
func kindAt(index int) (k cases.Kind, nth int) {
	q, r := index/5, index%5
	switch r {
	case 0:
		return cases.KindMentoring, 2 * q
	case 2:
		return cases.KindMentoring, 2*q + 1
	case 1:
		return cases.KindTenancy, 2 * q
	case 4:
		return cases.KindTenancy, 2*q + 1
	}
	return cases.KindNetwork, q
}

// twinOf is the index of the sibling's case, -1 for none. Of forty cases four
// are of siblings.
func twinOf(index int) int {
	switch index % 40 {
	case 10, 35:
		if index%40 == 10 {
			return index + 2
		}
		return index + 3
	case 12:
		return index - 2
	case 38:
		return index - 3
	}
	return -1
}

// outline decides what a case is. Everything is drawn from the seed and the
// index, so that no case needs another.
func (g *generator) outline(index int) *outline {
	if index < len(g.w.first) {
		return g.firstOutline(index)
	}
	o := &outline{index: index, draw: drawFor(g.Seed, index, 'O'), twin: twinOf(index)}
	if o.twin >= g.Cases || o.twin >= 0 && o.twin < len(g.w.first) {
		o.twin = -1
	}
	var nth int
	o.kind, nth = kindAt(index)
	// Of five cases two are closed.
	o.closed = o.twin < 0 && (nth%5 == 1 || nth%5 == 3)
	again := false
	if o.closed {
		o.rank = nth / 5 * 2
		if nth%5 == 3 {
			o.rank++
		}
	} else {
		o.rank = nth/5*3 + (nth%5+1)/2
		again = o.twin < 0 && o.rank%8 == 5
	}
	d := o.draw
	if o.closed || again {
		o.outcome = outcomeAt(d, o.kind, o.rank, again)
	}
	o.story = g.storyAt(d, o.kind, nth, o.outcome)
	o.people(g)
	total := o.layout(g)
	switch {
	case o.closed:
		o.closedOn = workdayBefore(g.Day.AddDays(-closedAgo(d, g.Day, o.rank)))
		o.opened = workdayBefore(o.closedOn.AddDays(-total))
	case again:
		ago := d.between(95, 190)
		o.closedOn = workdayBefore(g.Day.AddDays(-ago))
		o.opened = workdayBefore(o.closedOn.AddDays(-total))
		o.reopened = workdayBefore(g.Day.AddDays(-d.between(20, 70)))
	default:
		age := total*62/100 + d.IntN(total/4)
		want := -1
		if o.twin < 0 {
			want = chapterNow(o.kind, o.rank)
			now := o.starts[want]
			age = now[0] + max(min(5, now[1]-now[0]), (now[1]-now[0])*d.between(20, 95)/100)
		}
		o.opened = workdayBefore(g.Day.AddDays(-max(2, age)))
		o.settle(g, want)
	}
	if o.closed || again {
		o.date(g, 1)
	}
	switch {
	case o.closed:
		o.aftercare(g)
	default:
		if again {
			o.again(g)
		}
		o.today(g)
	}
	o.acts(g)
	o.bridge(g)
	o.sort()
	return o
}

// chapterNow is the chapter of its story that an open case is in, so that there
// are cases in all of them.
func chapterNow(k cases.Kind, rank int) int {
	all := map[cases.Kind][]int{
		cases.KindMentoring: {3, 2, 3, 3, 4, 3, 0, 2, 4, 1},
		cases.KindTenancy:   {2, 3, 1, 2, 3, 2, 0, 2},
		cases.KindNetwork:   {1, 2, 0, 1, 1},
	}[k]
	return all[rank%len(all)]
}

// settle dates an open case so that it is in a chapter of its story today; -1 is
// any. Working days and holidays can shift the chapters by some days.
func (o *outline) settle(g *generator, want int) {
	all := slices.Clone(o.events)
	for range 12 {
		o.events = slices.Clone(all)
		o.date(g, 1)
		now := slices.IndexFunc(o.story.phases, func(c chapter) bool { return c.phase == o.phaseNow() })
		switch {
		case want < 0 || now == want:
			return
		case now < want:
			o.opened = workdayBefore(o.opened.AddDays(-1))
		case workdayFrom(o.opened.AddDays(1)).Before(g.Day.AddDays(-1)):
			o.opened = workdayFrom(o.opened.AddDays(1))
		}
	}
}

// people chooses who is in the case.
func (o *outline) people(g *generator) {
	d := o.draw
	owner, kid := o.index, d.IntN(2)
	if o.twin >= 0 {
		owner, kid = min(o.index, o.twin), 0
		if o.twin < o.index {
			kid = 1
		}
	}
	f := g.w.family(g.Seed, owner)
	o.age = d.between(o.story.from, o.story.to)
	c := casting{kind: o.kind, age: o.age, needs: o.story.needs, family: &f, kid: kid}
	if o.kind == cases.KindTenancy {
		c.kid = -1
	}
	if o.twin >= 0 {
		c.needs = append(slices.Clone(c.needs), "mor", "soeskende")
	}
	o.cast = g.w.cast(d, c)
	o.money(0, 0)
	if o.kind == cases.KindTenancy && f.group == &g.w.names.Grupper[1] && (d.chance(45) || o.rank%4 == 1) {
		o.cast.facts["sprog"] = pick(d, f.group.Sprog)
	}
	o.team(g)
}

// money sets the amounts of a tenancy; 0 draws them.
func (o *outline) money(arrears, months int) {
	if o.kind != cases.KindTenancy {
		return
	}
	d := o.draw
	rent := 5400 + 25*d.IntN(140)
	if months == 0 {
		months = d.between(1, 3)
	}
	if arrears == 0 {
		arrears = rent*months + d.IntN(600) - 200
	}
	o.cast.facts["husleje"] = kroner(rent)
	o.cast.facts["restance"] = kroner(arrears)
	o.cast.facts["mdr"] = [...]string{"", "en måneds", "to måneders", "tre måneders"}[min(months, 3)]
	o.cast.facts["rate"] = kroner(max(300, arrears/d.between(8, 16)/50*50))
}

// team chooses the worker and the stedfortræder.
func (o *outline) team(g *generator) {
	can := g.byKind[o.kind]
	o.worker = can[o.index%len(can)]
	o.deputy = -1
	for k := 1; k < len(can); k++ {
		if other := can[(o.index+k)%len(can)]; other != o.worker {
			o.deputy = other
			break
		}
	}
}

// storyAt chooses a story: each once, then by weight. Some stories end in one
// way only.
func (g *generator) storyAt(d draw, k cases.Kind, nth int, out cases.Outcome) *story {
	var open []*story
	for _, s := range g.w.stories[k] {
		switch {
		case slices.Contains(s.outcomes, out) && out != "":
			return s
		case s.outcomes == nil:
			open = append(open, s)
		}
	}
	if nth < 4+len(open) {
		return open[nth%len(open)]
	}
	sum := 0
	for _, s := range open {
		sum += s.weight
	}
	n := d.IntN(sum)
	for _, s := range open {
		if n -= s.weight; n < 0 {
			return s
		}
	}
	return open[0]
}

// outcomeAt gives each outcome once and then draws, the good ones more often.
func outcomeAt(d draw, k cases.Kind, rank int, again bool) cases.Outcome {
	all := k.Outcomes()
	if again {
		return all[d.IntN(2)]
	}
	if rank < len(all)+2 {
		return all[rank%len(all)]
	}
	n := d.IntN(100)
	for i := range all {
		share := []int{34, 24, 12, 8, 5, 5, 6, 3, 3}[i]
		if n -= share; n < 0 {
			return all[i]
		}
	}
	return all[0]
}

// closedAgo is how many days ago a case was closed; of six closed ones one has an
// efterkontakt that is due these days.
func closedAgo(d draw, today calendar.Date, rank int) int {
	if rank%6 == 2 {
		months := [...]int{3, 6, 12}[rank/6%3]
		return today.Sub(today.AddDays(d.between(-4, 6)).AddMonths(-months))
	}
	switch n := d.IntN(100); {
	case n < 45:
		return d.between(3, 80)
	case n < 70:
		return d.between(95, 165)
	case n < 90:
		return d.between(190, 300)
	}
	return d.between(372, 400)
}

func workdayBefore(d calendar.Date) calendar.Date {
	for !calendar.IsHverdag(d) {
		d = d.AddDays(-1)
	}
	return d
}

func workdayFrom(d calendar.Date) calendar.Date {
	for !calendar.IsHverdag(d) {
		d = d.AddDays(1)
	}
	return d
}
