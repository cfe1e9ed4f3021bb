package casefile

import (
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// beware stands before what nobody may overlook, so that it shows without colour.
const beware = "! "

// How many there are of what the overview shows the newest or first of.
const (
	shownContacts = 3
	shownVersions = 3
)

// From twoColumns the facts of the case stand at the right of the page.
const twoColumns = 110

// builder puts a page together.
type builder struct {
	s     *Screen
	width int
	lines []string
	stops []stop
}

func (b *builder) add(lines ...string) { b.lines = append(b.lines, lines...) }

func (b *builder) stop(st stop, line string) {
	st.line = len(b.lines)
	b.stops = append(b.stops, st)
	b.add(margin + line)
}

// heading begins a section, after an empty line unless it is the first.
func (b *builder) heading(text string) {
	if len(b.lines) > 0 {
		b.add("")
	}
	b.add(" " + b.s.d.Env.Styles.Heading.Render(frame.Cut(text, b.width-1)))
}

// fillOverview makes the page for a width.
func (s *Screen) fillOverview(width int) {
	split := 0
	if width >= twoColumns {
		split = width * 3 / 5
	}
	b := &builder{s: s, width: width}
	if split > 0 {
		b.width = split - 1
	}
	b.alerts()
	b.person()
	b.next()
	b.latest()
	b.linked()
	if split == 0 {
		b.goals()
		b.facts()
		b.known()
		s.page.set(b.lines, nil, b.stops, 0)
		return
	}
	side := &builder{s: s, width: width - split - 2}
	side.facts()
	side.known()
	side.goals()
	s.page.set(b.lines, side.lines, b.stops, split)
}

// alerts are what nobody may overlook.
func (b *builder) alerts() {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	var signs []string
	if s.c.Person.NotAlone {
		signs = append(signs, w.T("case.alert.alone"))
	}
	if s.c.Person.Interpreter != "" {
		signs = append(signs, w.T("case.alert.interpreter", desk.OneLine(s.c.Person.Interpreter)))
	}
	if s.protected() {
		signs = append(signs, w.T("case.alert.protected"))
	}
	for i := range signs {
		signs[i] = beware + signs[i]
	}
	for _, line := range joined(signs, "   ", b.width-2) {
		b.add(" " + styles.Error.Render(line))
	}
	for i, k := range s.c.Conflicts {
		if i == shownVersions && len(s.c.Conflicts) > shownVersions+1 {
			b.stop(stop{id: "versions", versions: true}, styles.Warning.Render(beware+w.N("case.alert.versions", len(s.c.Conflicts)-i)))
			break
		}
		text := beware + w.T("case.alert.two", s.conflict(k))
		if frame.Width(text) > b.width-3 {
			text = beware + w.T("case.alert.two.short", s.conflict(k))
		}
		b.stop(stop{id: "versions" + string(k.Entity) + k.Field, versions: true}, styles.Warning.Render(desk.CutWords(text, b.width-3)))
	}
	for _, notice := range s.notices() {
		for _, l := range frame.Wrap(beware+notice, max(1, b.width-3)) {
			b.add(" " + styles.Warning.Render(l))
		}
	}
	if len(b.lines) > 0 {
		b.add("")
	}
}

// conflict names what has two versions.
func (s *Screen) conflict(k cases.Conflict) string {
	field := s.d.Label("domain.field.", k.Field)
	switch what := s.thingName(k.Entity); {
	case k.Entity == s.c.Root:
		return field
	case what != "":
		return what + ": " + field
	}
	return s.d.Label("domain.entry.", k.EntityKind) + ": " + field
}

// notices are what is not as it should be with the case's file.
func (s *Screen) notices() []string {
	w := s.d.W()
	var out []string
	if s.c.ReadOnly {
		out = append(out, s.d.Sentence(cases.ErrReadOnly))
	}
	if s.c.Incomplete {
		out = append(out, w.T("case.alert.missing"))
	}
	if n := len(s.c.State.Apart); n > 0 {
		out = append(out, w.N("case.alert.apart", n))
	}
	return out
}

// person is who the case is about and how to reach them.
func (b *builder) person() {
	s, w, p := b.s, b.s.d.W(), b.s.c.Person
	name := desk.OneLine(p.Name)
	born := s.born()
	line := s.d.Env.Styles.Strong.Render(rows.Name(name, b.width-2))
	if born != "" && frame.Width(name)+3+frame.Width(born)+1 <= b.width {
		line += " · " + born
		born = ""
	}
	b.add(" " + line)
	var all []fact
	if born != "" {
		all = append(all, fact{s.label("born"), born})
	}
	var hidden []string
	for _, f := range []fact{{"phone", p.Phone}, {"address", p.Address}, {"tenancy", s.c.Tenancy}} {
		switch {
		case f.value == "":
		case s.protected() && !s.shown(s.id):
			hidden = append(hidden, s.d.Label("domain.field.", f.label))
		default:
			all = append(all, fact{s.label(f.label), desk.OneLine(f.value)})
		}
	}
	for _, l := range facts(all, max(1, b.width-2), s.d.Env.Styles) {
		b.add(" " + l)
	}
	if len(hidden) > 0 {
		for _, l := range frame.Wrap(upper(strings.Join(hidden, ", "))+": "+w.T("case.hidden"), max(1, b.width-2)) {
			b.add(" " + l)
		}
	}
	if s.c.Status == cases.StatusClosed {
		b.closed()
	}
}

// closed says how the case ended.
func (b *builder) closed() {
	s, w := b.s, b.s.d.W()
	b.heading(w.T("case.section.closed"))
	text := w.T("case.closed.on", w.Date(s.c.Closed)) + ": " + s.d.Label("domain.outcome.", string(s.c.Outcome))
	if s.c.NoAftercare {
		text += " · " + w.T("case.closed.noaftercare")
	}
	lines := frame.Wrap(text, max(1, b.width-3))
	if s.c.CloseReason != "" {
		lines = append(lines, desk.Paragraphs(s.c.CloseReason, b.width-3)...)
	}
	for _, l := range lines {
		b.add(margin + l)
	}
}

// next is what is due in the case.
func (b *builder) next() {
	s := b.s
	b.heading(s.d.W().T("case.section.next"))
	items := slices.DeleteFunc(slices.Clone(s.items), func(it cases.Item) bool {
		return it.Rule == cases.RuleTwoValues || it.Rule == cases.RuleIncomplete // said above
	})
	if len(items) == 0 {
		b.add(margin + s.d.Env.Styles.Muted.Render(s.d.W().T("case.next.none")))
	}
	due := 0
	for _, it := range items {
		due = max(due, frame.Width(s.due(it)))
	}
	layout := rows.Lay([]rows.Column{{Width: due}, {Width: 10, Grow: true}}, max(1, b.width-3), 2)
	for _, it := range items {
		style := s.d.Env.Styles.Text
		switch {
		case it.Days > 0:
			style = s.d.Env.Styles.Overdue
		case it.Days == 0:
			style = s.d.Env.Styles.Today
		}
		text := s.d.Item(it)
		if it.Who != "" {
			text = s.d.Member(it.Who) + ": " + text
		}
		text = desk.CutWords(text, max(1, b.width-5-due))
		b.stop(stop{id: string(it.Rule) + it.Cause + string(it.FollowUp), item: &it}, layout.Row(style.Render(s.due(it)), text))
	}
}

// due is when an item is due, with a sign where it is over time.
func (s *Screen) due(it cases.Item) string {
	text := s.d.Due(it)
	switch {
	case it.Days > 0:
		return beware + text
	case it.Days == 0 && it.Time != "":
		return s.d.W().T("formats.today") + " " + text
	case it.Time != "":
		return text + " " + s.d.Due(cases.Item{Time: it.Time})
	}
	return text
}

// latest are the last contacts.
func (b *builder) latest() {
	s := b.s
	b.heading(s.d.W().T("case.section.contacts"))
	n := 0
	for i, r := range s.notes.rows {
		if n == shownContacts {
			break
		}
		if c := r.c; c.Struck == nil && c.Erased == nil {
			b.stop(stop{id: string(c.ID), contact: c.ID}, s.notes.Row(i, max(1, b.width-3)))
			n++
		}
	}
	if n == 0 {
		b.add(margin + s.d.Env.Styles.Muted.Render(s.d.W().T("case.contacts.none")))
	}
}

// linked are the cases that this one is linked to.
func (b *builder) linked() {
	s, w := b.s, b.s.d.W()
	if len(s.links) == 0 {
		return
	}
	b.heading(w.T("case.section.links"))
	for _, l := range s.links {
		text := l.number + "  " + l.title
		if l.number == "" {
			text = w.T("case.link.unknown")
		}
		if l.link.Why != "" {
			text += " · " + desk.OneLine(l.link.Why)
		}
		if l.closed {
			text += " · " + s.d.Label("domain.status.", string(cases.StatusClosed))
		}
		b.stop(stop{id: string(l.link.ID), link: l.link.Case}, frame.Cut(text, max(1, b.width-3)))
	}
}

// goals are those of the handlingsplan.
func (b *builder) goals() {
	s := b.s
	first := true
	for _, g := range s.c.Goals {
		if g.Struck != nil || g.Text == "" {
			continue
		}
		if first {
			b.heading(s.d.W().T("case.section.goals"))
			first = false
		}
		text := desk.OneLine(g.Text)
		if g.Arena != "" {
			text = s.d.Label("domain.arena.", g.Arena) + ": " + text
		}
		for _, l := range frame.Wrap(text, max(1, b.width-3)) {
			b.add(margin + l)
		}
	}
}

// facts are those of the case itself.
func (b *builder) facts() {
	s, w, c := b.s, b.s.d.W(), b.s.c
	b.heading(w.T("case.section.facts"))
	phase := s.d.Label("domain.phase.", string(c.Phase))
	if !c.PhaseOn.IsZero() {
		phase += ", " + w.T("case.since", w.Date(c.PhaseOn))
		if c.Status == cases.StatusOpen && !c.PhaseOn.After(s.d.Today()) {
			phase += " (" + w.T("case.week", weeks(c.PhaseOn, s.d.Today())) + ")"
		}
	}
	deputy := w.T("case.deputy.unset")
	if c.Deputy != "" {
		deputy = s.d.Member(c.Deputy)
	}
	basis, informed := w.T("case.basis.unset"), ""
	if c.Basis != "" {
		basis = s.d.Label("domain.basis.", string(c.Basis))
	}
	if !c.Informed.IsZero() {
		informed = w.Date(c.Informed)
		if c.InformedBy != "" {
			informed += ", " + desk.OneLine(c.InformedBy)
		}
	}
	all := []fact{
		{s.label("kind"), s.d.Label("domain.kind.", string(c.Kind))},
		{s.label("phase"), phase},
		{s.label("opened"), w.Date(c.Opened)},
		{s.label("reopened"), w.Date(c.Reopened)},
		{s.label("worker"), s.worker()},
		{s.label("deputy"), deputy},
		{w.T("case.readers"), s.readers()},
		{s.label("source"), s.d.Label("domain.source.", string(c.Source))},
		{s.label("area"), s.d.Label("domain.area.", string(c.Area))},
		{s.label("weight"), s.d.Label("domain.weight.", string(c.Weight))},
		{s.label("basis"), basis},
		{s.label("informed"), informed},
	}
	b.table(append(all, s.mentoring()...))
}

// table draws facts, but for those of which nothing is known.
func (b *builder) table(all []fact) {
	all = slices.DeleteFunc(all, func(f fact) bool { return f.value == "" })
	for _, l := range facts(all, max(1, b.width-4), b.s.d.Env.Styles) {
		b.add(margin + l)
	}
}

// readers are the members who can open the case beside worker and stedfortræder.
func (s *Screen) readers() string {
	var out []string
	for _, m := range s.c.Readers {
		out = append(out, s.d.Member(m))
	}
	return strings.Join(out, ", ")
}

// at writes a day with its weekday and year, and its time if it has one.
func (s *Screen) at(m when.Moment) string {
	if !m.HasTime {
		return s.d.W().FullDate(m.Date)
	}
	return s.d.W().FullDate(m.Date) + " " + s.d.W().At(m.Hour, m.Minute)
}
