package casefile

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// planContext gives the keys of the plan.
func planContext() keys.Context {
	m, o, l, e, own := keys.NewMoves(), keys.NewOutside(), keys.NewLetters(), keys.NewEverywhere(), newOwn(false)
	local := func(id, key string) keys.Binding {
		return keys.Binding{ID: id, Keys: []string{key}, Label: "plan.key." + id, More: "plan.key." + id + ".more"}
	}
	arenas := m.Right.With("plan.key.arena")
	arenas.Quiet = false
	tabs := m.Next.With("case.key.tab")
	l.New.Label, l.New.More = "plan.key.step", "plan.key.step.more"
	citizen := e.Citizen
	return keys.Context{Name: "case.context.plan", Kind: keys.List, Bindings: append([]keys.Binding{
		arenas, l.New, local("goal", "m"), local("score", "p"), l.Done, l.Edit, own.versions, local("words", "e"), local("review", "o"), o.Contact,
	}, quiet(m.Left.With("plan.key.arena"), m.Open, local("facts", "x"), local("begin", "b"), l.Postpone, own.strike,
		local("earlier", "+"), local("later", "-"), citizen, local("print", "d"), tabs, m.Previous, own.close, own.link)...)}
}

// offPlan says why a key of the plan does nothing where the cursor is, a word key.
func (s *Screen) offPlan(id string) string {
	r, ok := s.plan.selected()
	switch id {
	case "score":
		if isTheme(s.plan.arena()) && s.plan.arena() != "" {
			return "plan.off.theme"
		}
	case "done":
		switch {
		case !ok:
			return "case.off.nothing"
		case r.step != nil && r.step.State == cases.StepDone, r.goal != nil && r.goal.State == cases.GoalReached:
			return "plan.off.done"
		}
	case "begin":
		switch {
		case r.step == nil:
			return "plan.off.step"
		case r.step.State == cases.StepDoing:
			return "plan.off.begun"
		}
	case "postpone":
		if _, is := s.planItem(); !is {
			return "plan.off.day"
		}
	case "earlier", "later":
		by := -1
		if id == "later" {
			by = 1
		}
		if _, ok := s.plan.neighbour(by); !ok {
			return "plan.off.move"
		}
	}
	return ""
}

// actPlan does what a key means on the plan; it is false where it means what it
// means on every tab.
func (s *Screen) actPlan(id string) (tui.Action, tea.Cmd, bool) {
	arg := desk.PlanArg{Case: s.id, Arena: s.plan.arena()}
	open := func(route string, arg any) (tui.Action, tea.Cmd, bool) {
		return tui.Open{Route: route, Arg: arg}, nil, true
	}
	switch id {
	case "goal":
		return open(desk.RouteGoal, arg)
	case "score":
		return open(desk.RouteScore, arg)
	case "words":
		return open(desk.RouteWords, arg)
	case "facts":
		return open(desk.RouteFacts, s.id)
	case "review":
		return open(desk.RouteReview, desk.ThingArg{Case: s.id})
	case "citizen":
		return open(desk.RoutePerson, s.id)
	case "print":
		return open(desk.RoutePrint, s.id)
	case "versions":
		return open(desk.RouteVersions, desk.ThingArg{Case: s.id, Entry: s.plan.thing()})
	case "done":
		return nil, s.reach(), true
	case "begin":
		return nil, s.setState(begun{}, cases.StepDoing), true
	case "earlier", "later":
		by := -1
		if id == "later" {
			by = 1
		}
		before, ok := s.plan.neighbour(by)
		if !ok {
			return nil, nil, true
		}
		step := s.plan.thing()
		return nil, s.d.Act(moved{}, s.id, func(c *cases.Case) (cases.Write, error) { return c.MoveStep(step, before) }), true
	}
	return nil, nil, false
}

// reach says that the step with the cursor is done, or its goal reached.
func (s *Screen) reach() tea.Cmd {
	r, ok := s.plan.selected()
	if !ok {
		return nil
	}
	if r.step != nil {
		return s.setState(done{}, cases.StepDone)
	}
	id, today := r.goal.ID, s.d.Today()
	return s.d.Act(done{}, s.id, func(c *cases.Case) (cases.Write, error) { return c.SetGoalState(id, cases.GoalReached, today, today) })
}

// setState says how far the step with the cursor is.
func (s *Screen) setState(tag any, to cases.StepState) tea.Cmd {
	id, today := s.plan.thing(), s.d.Today()
	return s.d.Act(tag, s.id, func(c *cases.Case) (cases.Write, error) { return c.SetStepState(id, to, today, today) })
}

// newStep opens the form of a new step: of the goal with the cursor.
func (s *Screen) newStep() tui.Action {
	arg := desk.PlanArg{Case: s.id, Arena: s.plan.arena()}
	if r, ok := s.plan.selected(); ok && r.goal != nil && r.goal.State == cases.GoalOpen {
		arg.Goal = r.goal.ID
	} else if ok && r.step != nil {
		arg.Goal = r.step.Goal
	}
	return tui.Open{Route: desk.RouteStep, Arg: arg}
}

// editPlan opens the form of the goal or step with the cursor.
func (s *Screen) editPlan() tui.Action {
	r, ok := s.plan.selected()
	if !ok {
		return nil
	}
	arg := desk.PlanArg{Case: s.id, Entry: r.id()}
	if r.goal != nil {
		return tui.Open{Route: desk.RouteGoal, Arg: arg}
	}
	return tui.Open{Route: desk.RouteStep, Arg: arg}
}

// planItem is the item of the day that the goal or step with the cursor makes.
func (s *Screen) planItem() (cases.Item, bool) {
	id := s.plan.thing()
	i := slices.IndexFunc(s.items, func(it cases.Item) bool { return id != "" && it.Entry == id })
	if i < 0 {
		return cases.Item{}, false
	}
	return s.items[i], true
}

// lastReview is the newest opfølgning on the plan, "" where there is none.
func (s *Screen) lastReview() cases.EntryID {
	for _, r := range slices.Backward(s.c.Reviews) {
		if r.Struck == nil && r.Erased == nil {
			return r.ID
		}
	}
	return ""
}

// planCommands are what can be done to the plan from every tab.
func (s *Screen) planCommands(open func(label, route string, arg any)) {
	arg := desk.PlanArg{Case: s.id}
	if s.tab == tabPlan {
		arg.Arena = s.plan.arena()
	}
	if !s.c.ReadOnly {
		open("plan.cmd.step", desk.RouteStep, arg)
		open("plan.cmd.goal", desk.RouteGoal, arg)
		open("plan.cmd.score", desk.RouteScore, arg)
		open("plan.cmd.words", desk.RouteWords, arg)
		open("plan.cmd.facts", desk.RouteFacts, s.id)
		open("plan.cmd.review", desk.RouteReview, desk.ThingArg{Case: s.id})
		if id := s.lastReview(); id != "" {
			open("plan.cmd.review.edit", desk.RouteReview, desk.ThingArg{Case: s.id, Entry: id})
		}
		if s.c.Kind == cases.KindMentoring {
			match := desk.ThingArg{Case: s.id}
			if m := s.c.MatchNow(); m != nil {
				match.Entry = m.ID
				open("plan.cmd.match.edit", desk.RouteMatch, match)
			}
			open("plan.cmd.match", desk.RouteMatch, desk.ThingArg{Case: s.id})
		}
		if s.tab == tabPlan {
			open("case.key.phase.more", desk.RoutePhase, s.id)
			if thing := s.plan.thing(); thing != "" {
				open("case.key.erase.more", desk.RouteErase, desk.ThingArg{Case: s.id, Entry: thing})
			}
		}
	}
	open("plan.cmd.person", desk.RoutePerson, s.id)
	open("plan.cmd.print", desk.RoutePrint, s.id)
}

// state is the line below the plan: what has two versions, what the signs mean.
func (b *board) state(line frame.Line) frame.Line {
	s, w := b.s, b.s.d.W()
	two, team := 0, false
	for _, t := range s.c.Steps {
		if t.Struck != nil || t.Erased != nil {
			continue
		}
		if s.twice(t.ID) != "" {
			two++
		}
		team = team || t.TeamOnly
	}
	var left []string
	if s.err != nil {
		left = append(left, line.Left)
	}
	if two > 0 {
		left = append(left, w.N("plan.state.two", two))
	}
	if team {
		left = append(left, w.T("plan.state.team"))
	}
	if len(left) > 0 {
		line.Left = strings.Join(left, " · ")
	}
	if len(b.rows) > 0 {
		line.Right = s.d.PlaceAndLock(w.T("plan.place", b.row+1, len(b.rows)))
	}
	return line
}

// boardClicks is where in the body the plan stands.
type boardClicks struct {
	strip    int // line of the strip, -1 where there is none
	from, to int // the arenas shown in it
	cell     int // columns of each; 0 where there is no strip
	column   int // line of the columns with steps, 0 where there are none
	places   []int
	body     int // line of the first row, scrolled lines counted
	end      int // the line after the last
}

// click chooses an arena, or a goal or step of the chosen one; on one that is
// chosen it is Enter.
func (b *board) click(at field.Point) string {
	c := b.clicks
	if c.cell > 0 && (at.Y >= c.strip && at.Y < c.strip+cellLines || c.column > 0 && at.Y >= c.column) && at.X > 0 {
		if to := c.from + (at.X-1)/c.cell; to < c.to && to != b.at {
			b.open(to)
			return ""
		}
	}
	for i, p := range slices.Backward(c.places) {
		if at.Y < c.body+p || at.Y >= c.end || at.Y < c.strip+cellLines && c.cell > 0 {
			continue
		}
		if i == b.row {
			return "enter"
		}
		b.row, b.follow = i, true
		b.want = b.thing()
		return ""
	}
	return ""
}

// Explain implements [tui.Explainer]: what the numbers and signs of the plan mean.
func (s *Screen) Explain() []string {
	if s.c == nil || s.tab != tabPlan {
		return nil
	}
	w := s.d.W()
	return []string{w.T("plan.form.score.help"), w.T("plan.help.signs", "!", signDone, signDropped, signTeam), w.T("plan.help.arenas"), w.T("plan.form.review.help")}
}
