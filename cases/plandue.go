package cases

import (
	"slices"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/danish"
)

// match asks who is mentor once the match is behind, and for the børneattest of
// whoever is.
func (d *dues) match() {
	if d.c.Kind != KindMentoring || !d.c.PastMatch() && d.c.MatchNow() == nil {
		return
	}
	switch m := d.c.MatchNow(); {
	case m == nil:
		d.rule(Item{Rule: RuleNoMatch, Cause: d.c.Worker}, true)
	case m.Certificate.IsZero():
		d.rule(Item{Rule: RuleNoCertificate, Entry: m.ID, Cause: string(m.ID)}, true)
	}
}

// PastMatch says whether a mentorforløb is past its match, from phase relation on:
// somebody is mentor by then, and who it is belongs on record.
func (c *Case) PastMatch() bool {
	phases := c.Kind.Phases()
	return c.Kind == KindMentoring && slices.Index(phases, c.Phase) >= slices.Index(phases, PhaseRelation)
}

// plan asks for the opfølgning on a plan that stands, and for each step and goal
// when its day comes.
func (d *dues) plan(s Settings) {
	if since := d.c.planSince(d.today); !since.IsZero() {
		if limit := s.ReviewLimit(d.c.Kind, d.c.Phase); limit > 0 {
			d.rule(Item{Rule: RuleReview, Cause: since.String(), Since: since, Limit: limit, Due: since.AddDays(limit)}, false)
		}
	}
	for _, st := range d.c.Steps {
		if st.Open() && !st.By.IsZero() {
			it := Item{Rule: RuleStep, Entry: st.ID, Cause: string(st.ID) + "/" + st.By.String(), Due: st.By, Text: oneLine(st.Text)}
			if who := d.c.ActorOf(st.Who); who.Kind != ActorWorker {
				it.Who = d.c.whoText(who)
			}
			d.rule(it, false)
		}
	}
	for _, g := range d.c.Goals {
		if g.live() && g.State == GoalOpen && !g.By.IsZero() {
			d.rule(Item{Rule: RuleGoal, Entry: g.ID, Cause: string(g.ID) + "/" + g.By.String(), Due: g.By, Text: oneLine(g.Text)}, false)
		}
	}
}

// whoText is who is to do a step, as Item.Who takes it.
func (c *Case) whoText(a Actor) string {
	switch a.Kind {
	case ActorPerson:
		return c.Title()
	case ActorMember:
		return a.Member
	}
	return danish.Harmless(a.Name, false)
}

// planSince is the day from which the next review counts: the last review, else
// the day on which the plan began or the case was opened again; zero where there
// is no plan.
func (c *Case) planSince(today calendar.Date) calendar.Date {
	if !c.HasPlan() {
		return calendar.Date{}
	}
	since := c.LastReview(today)
	if since.IsZero() {
		since = c.planBegan()
	}
	if c.Reopened.After(since) {
		since = c.Reopened
	}
	return since
}

// planBegan is the day of the first thing in the plan.
func (c *Case) planBegan() calendar.Date {
	var first calendar.Date
	earliest := func(d calendar.Date) {
		if !d.IsZero() && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	for _, s := range c.Scores {
		if s.live() {
			earliest(s.On)
		}
	}
	made := func(id EntryID) {
		if e := c.State.Entry(id); e != nil {
			earliest(calendar.Of(e.Head.Time))
		}
	}
	for _, g := range c.Goals {
		if g.live() {
			made(g.ID)
		}
	}
	for _, s := range c.Steps {
		if s.live() {
			made(s.ID)
		}
	}
	for _, w := range c.Words {
		earliest(w.On)
	}
	if first.Before(c.Opened) {
		first = c.Opened
	}
	return first
}

func oneLine(text string) string {
	return danish.Harmless(strings.Join(strings.Fields(text), " "), false)
}

// answerPlan is the answer to a step or a goal of the plan: it changes the thing
// itself.
func (c *Case) answerPlan(it Item, state FollowUpState, today calendar.Date) (w Write, err error, is bool) {
	done := state == FollowUpDone
	switch it.Rule {
	case RuleStep:
		to := StepDropped
		if done {
			to = StepDone
		}
		w, err = c.SetStepState(it.Entry, to, today, today)
	case RuleGoal:
		to := GoalDropped
		if done {
			to = GoalReached
		}
		w, err = c.SetGoalState(it.Entry, to, today, today)
	default:
		return Write{}, nil, false
	}
	return w, err, true
}
