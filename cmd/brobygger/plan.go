package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

func (a *app) planCommand() *builder {
	return a.group("plan", a.planShow(),
		a.group("plan goal", a.goalAdd(), a.goalEdit(), a.goalState()),
		a.group("plan step", a.stepAdd(), a.stepSet(), a.stepEdit(), a.stepMove()),
		a.planScore(), a.planWords(), a.planReview(), a.planPaper())
}

// openPlan opens the case of the first argument to change its plan. A closed
// case is opened again first.
func (c *call) openPlan() (*session, *cases.Case, error) {
	s, cs, err := c.open()
	if err == nil && cs.Status == cases.StatusClosed {
		err = about(cs.Shown(), cases.ErrIsClosed)
	}
	return s, cs, err
}

// arenaFlag adds --arena with all that a plan is sorted under; which of them a
// case has depends on its kind.
func (b *builder) arenaFlag() *builder {
	return b.key("arena", "domain.arena.", cases.KindTenancy.PlanKeys()...)
}

// dayOrNone puts the day of a flag, if it was given, where it belongs. An empty
// value takes the day away.
func (c *call) dayOrNone(name string, dir when.Direction, to *calendar.Date) error {
	if !c.has(name) {
		return nil
	}
	*to = calendar.Date{}
	if c.str(name) == "" {
		return nil
	}
	d, err := when.ParseDate(c.str(name), c.now(), dir)
	if err != nil {
		return &flagError{"--" + name, err}
	}
	*to = d
	return nil
}

// thing finds a thing of the plan by its id, or the beginning of it.
func (c *call) thing(cs *cases.Case, what, arg string, ids []cases.EntryID) (cases.EntryID, error) {
	var fits []string
	for _, id := range ids {
		if isPrefix(arg, string(id)) {
			fits = append(fits, string(id))
		}
	}
	switch len(fits) {
	case 0:
		return "", about(cs.Shown(), &missingError{what})
	case 1:
		return cases.EntryID(fits[0]), nil
	}
	return "", about(cs.Shown(), &manyError{what, fits})
}

// goal finds a goal, struck ones included.
func (c *call) goal(cs *cases.Case, arg string) (cases.Goal, error) {
	ids := make([]cases.EntryID, len(cs.Goals))
	for i, g := range cs.Goals {
		ids[i] = g.ID
	}
	id, err := c.thing(cs, "goal", arg, ids)
	for _, g := range cs.Goals {
		if g.ID == id {
			return g, err
		}
	}
	return cases.Goal{}, err
}

// step finds a step, struck ones included.
func (c *call) step(cs *cases.Case, arg string) (cases.Step, error) {
	ids := make([]cases.EntryID, len(cs.Steps))
	for i, st := range cs.Steps {
		ids[i] = st.ID
	}
	id, err := c.thing(cs, "step", arg, ids)
	if st := cs.Step(id); st != nil {
		return *st, err
	}
	return cases.Step{}, err
}

// savedThing saves what a form made of a thing of the plan, and shows the first
// entry and the thing, which is the entry itself where id is empty. A form that
// changes nothing is no error.
func (c *call) savedThing(s *session, cs *cases.Case, id cases.EntryID, said string, w cases.Write, err error) error {
	var saved cases.Saved
	if err == nil {
		saved, err = s.Save(c.Context(), w)
	}
	out := struct {
		Entry *string `json:"entry"`
		ID    *string `json:"id"`
	}{nil, opt(string(id))}
	if errors.Is(err, cases.ErrNothingToDo) {
		return c.done(out, c.w.T("cli.case.same", cs.Shown()))
	}
	if err != nil {
		return about(cs.Shown(), err)
	}
	entry := saved.Entries[0][0]
	out.Entry = opt(string(entry))
	if id == "" {
		id, out.ID = entry, out.Entry
	}
	return c.done(out, c.w.T("cliplan.saved", said, id.Short(), cs.Shown()))
}

// settled adds what settles the fields of two versions for which a flag says what
// holds, where it is the version that was shown, so that a form alone would leave
// it. said has the flags that were given, with the field and the value of each.
func settled(cs *cases.Case, id cases.EntryID, said map[string]any, w cases.Write, err error) (cases.Write, error) {
	if err != nil && !errors.Is(err, cases.ErrNothingToDo) {
		return w, err
	}
	w.Case = cs.ID
	for _, k := range cs.Conflicts {
		value, is := said[k.Field]
		if k.Entity != id || !is || slices.ContainsFunc(w.Changes, func(ch cases.Change) bool { _, set := ch.Set[k.Field]; return set }) {
			continue
		}
		if value == "" || value == false {
			value = nil
		}
		ch, err := cs.Resolve(id, k.Field, value, "")
		if err != nil {
			return w, err
		}
		w.Changes = append(w.Changes, ch)
	}
	if len(w.Changes) > 0 {
		err = nil
	}
	return w, err
}

// flagsOf keeps of fields those whose flag was given.
func (c *call) flagsOf(fields map[string]any) map[string]any {
	maps.DeleteFunc(fields, func(field string, _ any) bool { return !c.has(strings.ReplaceAll(field, "_", "-")) })
	return fields
}

// Goals.

func (a *app) goalAdd() *builder {
	return a.command("plan goal add", "case", (*call).addGoal).arenaFlag().text("text", "indicator").value("by", "date")
}

// goalForm puts what the flags say into a form.
func (c *call) goalForm(f *cases.GoalForm) error {
	if c.has("arena") {
		f.Arena = c.str("arena")
	}
	for _, x := range []struct {
		flag string
		to   *string
	}{{"text", &f.Text}, {"indicator", &f.Indicator}} {
		text, ok, err := c.text(c.Context(), x.flag, "")
		if err != nil {
			return err
		}
		if ok {
			*x.to = text
		}
	}
	return c.dayOrNone("by", when.Future, &f.By)
}

// addGoal adds a goal to the plan.
func (c *call) addGoal() error {
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	var f cases.GoalForm
	if err := c.goalForm(&f); err != nil {
		return err
	}
	if f.Text == "" {
		if f.Text, err = c.need(c.Context(), "text", c.w.T("cliplan.ask.goal")); err != nil {
			return err
		}
	}
	w, err := cs.AddGoal(f)
	c.noticeOf(err, f.Text, f.Indicator)
	return c.savedThing(s, cs, "", c.label("domain.entry.", cases.EntryGoal), w, err)
}

// noticeOf says once what texts that can be saved should not name.
func (c *call) noticeOf(err error, texts ...string) {
	if err != nil {
		return
	}
	for _, text := range texts {
		if c.notice(text) {
			return
		}
	}
}

func (a *app) goalEdit() *builder {
	return a.command("plan goal edit", "case goal", (*call).editGoal).arenaFlag().text("text", "indicator").value("by", "date")
}

// editGoal changes a goal. Only what is said is changed.
func (c *call) editGoal() error {
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	g, err := c.goal(cs, c.arg(1))
	if err != nil {
		return err
	}
	f := g.Form()
	if err := c.goalForm(&f); err != nil {
		return err
	}
	w, err := cs.EditGoal(g.ID, f)
	w, err = settled(cs, g.ID, c.flagsOf(map[string]any{"arena": f.Arena, "text": f.Text, "indicator": f.Indicator, "by": f.By.String()}), w, err)
	c.noticeOf(err, f.Text, f.Indicator)
	return c.savedThing(s, cs, g.ID, c.label("domain.entry.", cases.EntryGoal), w, err)
}

func (a *app) goalState() *builder {
	return a.command("plan goal state", "case goal", (*call).setGoal).
		key("state", "domain.goal.", keysOf(cases.GoalStates())...).value("on", "date")
}

// setGoal says that a goal is reached, given up or open again.
func (c *call) setGoal() error {
	if !c.has("state") {
		return misuse(c.w.T("clierr.usage.needs", "--state"), c.Command)
	}
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	g, err := c.goal(cs, c.arg(1))
	if err != nil {
		return err
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	w, err := cs.SetGoalState(g.ID, cases.GoalState(c.str("state")), on, c.today())
	return c.savedThing(s, cs, g.ID, c.label("domain.entry.", cases.EntryGoal), w, err)
}
