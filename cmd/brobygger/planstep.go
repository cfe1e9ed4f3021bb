package main

import (
	"errors"
	"slices"

	"brobygger/cases"
	"brobygger/cases/when"
)

func (b *builder) stepFlags() *builder {
	return b.value("goal", "goal").arenaFlag().text("text", "who").value("by", "date").yesNo("team-only")
}

func (a *app) stepAdd() *builder {
	return a.command("plan step add", "case", (*call).addStep).stepFlags().stateFlag()
}

func (b *builder) stateFlag() *builder {
	return b.key("state", "domain.step.", keysOf(cases.StepStates())...)
}

// stepForm puts what the flags say into a form.
func (c *call) stepForm(s *session, cs *cases.Case, f *cases.StepForm) error {
	if c.has("arena") {
		f.Arena = c.str("arena")
	}
	if c.has("goal") {
		f.Goal = ""
		if arg := c.str("goal"); arg != "" {
			g, err := c.goal(cs, arg)
			if err != nil {
				return err
			}
			f.Goal = g.ID
		}
	}
	text, ok, err := c.text(c.Context(), "text", "")
	if err != nil {
		return err
	}
	if ok {
		f.Text = text
	}
	who, ok, err := c.whoIs("who")
	if err != nil {
		return err
	}
	if ok {
		if f.Who, err = c.actor(s, cs, "--who", who); err != nil {
			return about(cs.Shown(), err)
		}
	}
	if b := c.yes("team-only"); b != nil {
		f.TeamOnly = *b
	}
	return c.dayOrNone("by", when.Future, &f.By)
}

// addStep adds a step at the end of the plan.
func (c *call) addStep() error {
	if c.str("goal") == "" && !c.has("arena") {
		return misuse(c.w.T("clierr.usage.needs", "--goal / --arena"), c.Command)
	}
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	f := cases.StepForm{State: cases.StepState(c.str("state"))}
	if err := c.stepForm(s, cs, &f); err != nil {
		return err
	}
	if f.Text == "" {
		if f.Text, err = c.need(c.Context(), "text", c.w.T("cliplan.ask.step")); err != nil {
			return err
		}
	}
	w, err := cs.AddStep(f, c.today())
	c.noticeOf(err, f.Text)
	return c.savedThing(s, cs, "", c.stepSaid(s, cs, f), w, err)
}

// stepSaid says who is to do a step and by when, as it was understood.
func (c *call) stepSaid(s *session, cs *cases.Case, f cases.StepForm) string {
	said := c.label("domain.entry.", cases.EntryStep)
	if f.Who != "" && c.has("who") {
		said += ", " + c.actorName(s, cs, f.Who)
	}
	if !f.By.IsZero() && c.has("by") {
		said += ", " + c.label("domain.field.", "by") + " " + c.w.FullDate(f.By)
	}
	return said
}

func (a *app) stepSet() *builder {
	return a.command("plan step set", "case step", (*call).setStep).stateFlag().value("on", "date").stepFlags()
}

func (a *app) stepEdit() *builder {
	return a.command("plan step edit", "case step", (*call).editStep).stepFlags()
}

// stepOf opens a step of a case with the form that an edit of it opens with,
// changed as the flags say.
func (c *call) stepOf() (s *session, cs *cases.Case, st cases.Step, f cases.StepForm, err error) {
	if s, cs, err = c.openPlan(); err != nil {
		return
	}
	if st, err = c.step(cs, c.arg(1)); err != nil {
		return
	}
	f = st.Form()
	err = c.stepForm(s, cs, &f)
	return
}

// saidStep brings a step to what the flags say.
func (c *call) saidStep(cs *cases.Case, id cases.EntryID, f cases.StepForm) (cases.Write, error) {
	w, err := cs.EditStep(id, f, c.today())
	return settled(cs, id, c.flagsOf(map[string]any{"goal": string(f.Goal), "arena": f.Arena, "text": f.Text, "who": f.Who, "by": f.By.String(),
		"team_only": f.TeamOnly}), w, err)
}

// editStep changes a step. Only what is said is changed.
func (c *call) editStep() error {
	s, cs, st, f, err := c.stepOf()
	if err != nil {
		return err
	}
	w, err := c.saidStep(cs, st.ID, f)
	c.noticeOf(err, f.Text)
	return c.savedThing(s, cs, st.ID, c.stepSaid(s, cs, f), w, err)
}

// setStep says how far a step is, and changes what else is said of it.
func (c *call) setStep() error {
	if !c.has("state") && c.has("on") {
		return misuse(c.w.T("clierr.usage.needs", "--state"), c.Command)
	}
	s, cs, st, f, err := c.stepOf()
	if err != nil {
		return err
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	said := c.stepSaid(s, cs, f)
	all := cases.Write{Case: cs.ID}
	if c.has("state") {
		said += ", " + c.label("domain.step.", c.str("state"))
		w, err := cs.SetStepState(st.ID, cases.StepState(c.str("state")), on, c.today())
		if err != nil && !errors.Is(err, cases.ErrNothingToDo) {
			return about(cs.Shown(), err)
		}
		all.Changes = w.Changes
	}
	if slices.ContainsFunc([]string{"goal", "arena", "text", "who", "by", "team-only"}, c.has) {
		w, err := c.saidStep(cs, st.ID, f)
		if err != nil && !errors.Is(err, cases.ErrNothingToDo) {
			return about(cs.Shown(), err)
		}
		all.Changes = append(all.Changes, w.Changes...)
	}
	if len(all.Changes) == 0 {
		err = cases.ErrNothingToDo
	}
	c.noticeOf(err, f.Text)
	return c.savedThing(s, cs, st.ID, said, all, err)
}

func (a *app) stepMove() *builder {
	return a.command("plan step move", "case step", (*call).moveStep).value("before", "step")
}

// moveStep puts a step before another, else at the end.
func (c *call) moveStep() error {
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	st, err := c.step(cs, c.arg(1))
	if err != nil {
		return err
	}
	var before cases.Step
	if c.has("before") {
		if before, err = c.step(cs, c.str("before")); err != nil {
			return err
		}
	}
	w, err := cs.MoveStep(st.ID, before.ID)
	return c.savedThing(s, cs, st.ID, c.label("domain.entry.", cases.EntryStep), w, err)
}
