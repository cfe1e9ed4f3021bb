package person

import (
	"slices"
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
)

// How many blank lines there are in what stands below the table: between all its
// parts, only before what was agreed, none.
const (
	noBlank = iota
	oneBlank
	everyBlank
)

// lower is what stands below the table: the question and the scale, the person's
// words about the arena, and what was agreed.
func (s *Screen) lower(width int, t table, blanks int) []string {
	w, st := s.d.W(), s.d.Env.Styles
	var out []string
	text := func(style func(...string) string, texts ...string) {
		for _, one := range texts {
			if one == "" {
				continue
			}
			for _, l := range desk.Paragraphs(one, width-len(margin)-1) {
				out = append(out, margin+style(l))
			}
		}
	}
	blank := func(least int) {
		if blanks >= least && len(out) > 0 {
			out = append(out, "")
		}
	}
	a := s.arena()
	arena, goals, steps := "", []cases.PersonGoal(nil), s.plan.Steps
	if a == nil {
		for _, b := range s.plan.Arenas {
			goals = append(goals, b.Goals...)
		}
		goals = append(goals, s.plan.Goals...)
	} else {
		arena, goals, steps = a.Key, a.Goals, nil
		for _, step := range s.plan.Steps {
			if step.Arena == arena {
				steps = append(steps, step)
			}
		}
		if slices.Contains(cases.Arenas(), arena) {
			before, question := s.before(a.Own), s.question(arena)
			if n := frame.Width(question) + len(gap) + frame.Width(before); before != "" && n < width-len(margin) {
				out = append(out, margin+st.Strong.Render(question)+gap+st.Muted.Render(before))
				before = ""
			} else {
				text(st.Strong.Render, question)
			}
			blank(everyBlank)
			out = append(out, s.scale(s.own(*a), width)...)
			text(st.Text.Render, s.aside(*a, t)...)
			text(st.Muted.Render, before)
		}
		if a.Words != "" {
			blank(everyBlank)
			text(st.Text.Render, w.T("person.words.yours", quoted(a.Words)))
		}
	}
	if _, half := s.drafts[arena]; half {
		text(st.Warning.Render, w.T("person.words.half"))
	}
	blank(oneBlank)
	text(st.Heading.Render, w.T("person.agreed"))
	if len(steps) == 0 {
		text(st.Muted.Render, w.T("person.agreed.none"))
	}
	out = append(out, s.steps(steps, width)...)
	if len(goals) == 0 {
		return out
	}
	blank(oneBlank)
	text(st.Heading.Render, w.T("person.goals"))
	for _, g := range goals {
		line := desk.OneLine(g.Text)
		switch by := s.by(g.By); {
		case g.State == cases.GoalReached:
			line += " · " + s.d.Label("domain.goal.", string(g.State))
		case by != "":
			line += " · " + by
		}
		text(st.Text.Render, line)
		if g.Indicator != "" {
			text(st.Muted.Render, w.T("person.goals.sign", desk.OneLine(g.Indicator)))
		}
	}
	return out
}

// before is what the person said at first, "" where that is what they say now.
func (s *Screen) before(own cases.Standing) string {
	if own.First == own.Now || own.First == nil {
		return ""
	}
	return s.d.W().T("person.own.first", s.month(own.First.On), s.word(own.First.Value))
}

// question asks where the person stands in an arena.
func (s *Screen) question(arena string) string {
	w := s.d.W()
	if arena == cases.ArenaAuthorities && s.d.Store.Settings().ArenaLabel != "" {
		return w.T("person.ask.own", s.d.Label("domain.arena.", arena))
	}
	return w.T("person.ask." + arena)
}

// aside says of the arena with the cursor what its row had no room for.
func (s *Screen) aside(a cases.PersonArena, t table) []string {
	w := s.d.W()
	var parts []string
	if since := s.compared(a.Worker, false); since != "" && !t.since {
		parts = append(parts, w.T("person.aside.since", since))
	}
	if own := s.word(s.own(a)); own != "" && !t.own {
		parts = append(parts, w.T("person.aside.own", own))
	}
	return parts
}

// scale is the answers, with the one given in brackets.
func (s *Screen) scale(own, width int) []string {
	word, all := s.word, 0
	for n := cases.MinScore; n <= cases.MaxScore; n++ {
		all += frame.Width(strconv.Itoa(n)+" "+s.word(n)) + len(gap) + 1
	}
	if all > width-2 {
		word = s.short
	}
	st := s.d.Env.Styles
	var lines []string
	line := ""
	for n := cases.MinScore; n <= cases.MaxScore; n++ {
		one := strconv.Itoa(n) + " " + word(n)
		if n == own {
			one = st.Chosen.Render("[" + one + "]")
		} else {
			one = " " + one + " "
		}
		if line != "" && frame.Width(line)+1+frame.Width(one) > width-2 {
			lines = append(lines, "  "+line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += one
	}
	return append(lines, "  "+line)
}

// leastStep is the least room for the text of a step beside the rest of its line,
// in columns, mostWho the most for who is to do it.
const (
	leastStep = 26
	mostWho   = 20
)

// steps draws what was agreed: what, who, by when, and how far it is.
func (s *Screen) steps(steps []cases.PersonStep, width int) []string {
	room := width - len(margin) - 1
	text := room
	rest, wide := make([][]string, len(steps)), make([]int, 3)
	for i, p := range steps {
		by := s.by(p.By)
		if p.State == cases.StepDone {
			by = ""
		}
		rest[i] = []string{frame.Cut(s.who(p.Who), mostWho), by, s.d.Label("domain.step.", string(p.State))}
		for j, r := range rest[i] {
			wide[j] = max(wide[j], frame.Width(r))
		}
	}
	for _, n := range wide {
		if n > 0 {
			text -= len(gap) + n
		}
	}
	var out []string
	for i, p := range steps {
		what := desk.OneLine(p.Text)
		if text < leastStep {
			out = append(out, indented(frame.Wrap(what, max(1, room)), margin)...)
			said := slices.DeleteFunc(rest[i], func(r string) bool { return r == "" })
			for _, l := range frame.Wrap(strings.Join(said, " · "), max(1, room-len(gap))) {
				out = append(out, margin+gap+s.d.Env.Styles.Muted.Render(l))
			}
			continue
		}
		for j, l := range frame.Wrap(what, text) {
			line := margin + frame.Fit(l, text)
			for k, r := range rest[i] {
				if j == 0 && wide[k] > 0 {
					line += gap + frame.Fit(r, wide[k])
				}
			}
			out = append(out, strings.TrimRight(line, " "))
		}
	}
	return out
}

// by says until when something is agreed, "" where no day is.
func (s *Screen) by(day calendar.Date) string {
	if day.IsZero() {
		return ""
	}
	w := s.d.W()
	if day.Year != s.d.Today().Year {
		return w.T("person.by", w.Date(day))
	}
	return w.T("person.by", w.ShortDate(day))
}

// who names who is to do something, as the person knows them; what may not be
// seen of them has no name already.
func (s *Screen) who(a cases.Actor) string {
	w, name := s.d.W(), danish.FirstName(desk.OneLine(a.Name))
	switch a.Kind {
	case cases.ActorNobody:
		return ""
	case cases.ActorNamed: // no name perhaps: "mor, skolen"
		if name = desk.OneLine(a.Name); name == "" {
			return w.T("person.who.other")
		}
		return name
	case cases.ActorPerson:
		return w.T("person.who.you")
	case cases.ActorWorker, cases.ActorMember:
		if name == "" {
			return w.T("person.who.worker")
		}
		return name
	}
	relation := desk.OneLine(a.Relation)
	switch {
	case name != "" && relation != "":
		return name + ", " + relation
	case name != "":
		return name
	case relation != "":
		return relation
	}
	return w.T("person.who.other")
}
