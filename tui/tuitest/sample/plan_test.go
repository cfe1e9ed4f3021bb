package sample_test

import (
	"testing"

	"brobygger/cases"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
)

// TestThePlanHasAllThatScreensShow says that the plan of the sample is the one
// of the sketches.
func TestThePlanHasAllThatScreensShow(t *testing.T) {
	s := fakestore.New()
	p := sample.Fill(t, s)
	bare := p.Case(p.Karim)
	if bare.HasPlan() && len(bare.Steps)+len(bare.Scores) > 0 {
		t.Error("the sample without its plan has one")
	}
	in := sample.Plan(t, s, p)
	c := p.Case(p.Karim)
	today := sample.On(7).Date
	for _, want := range []struct {
		arena        string
		now, first   int
		trend        cases.Trend
		open, asking int
	}{
		{cases.ArenaStreet, 2, 2, cases.TrendSame, 1, 0},
		{cases.ArenaFamily, 3, 2, cases.TrendUp, 2, 0},
		{cases.ArenaLeisure, 4, 3, cases.TrendUp, 0, 0},
		{cases.ArenaSchool, 3, 1, cases.TrendUp, 3, 1},
		{cases.ArenaJob, 0, 0, cases.TrendNone, 1, 0},
		{cases.ArenaAuthorities, 2, 3, cases.TrendDown, 1, 1},
	} {
		st := c.WorkerStanding(want.arena, today)
		now, first := 0, 0
		if st.Now != nil {
			now, first = st.Now.Value, st.First.Value
		}
		open, asking := c.OpenSteps(want.arena, today)
		if now != want.now || first != want.first || st.Trend() != want.trend || open != want.open || asking != want.asking {
			t.Errorf("%s: %d from %d (%q), %d open steps, %d asking", want.arena, now, first, st.Trend(), open, asking)
		}
	}
	if !c.InConflict(in.Talk) || c.InConflict(in.Cafe) || len(c.Conflicts) != 2 {
		t.Errorf("two versions: %+v", c.Conflicts)
	}
	if got := c.Words[""].Text; got != "Jeg vil gøre 9. færdig og tjene mine egne penge." {
		t.Errorf("own words %q", got)
	}
	if c.MatchNow() == nil || c.LastReview(today).String() != "2026-11-16" || c.Standing(cases.ArenaSchool, cases.RaterPerson, today).Now.Value != 4 {
		t.Errorf("match %v, review %s", c.MatchNow(), c.LastReview(today))
	}
	for _, k := range c.Kind.Facts() {
		if _, ok := c.FactNow(k); !ok {
			t.Errorf("nothing is known of %s", k)
		}
	}
	for _, st := range c.ForPerson(today, 30).Steps {
		if st.ID == in.Father || st.ID == in.Employer {
			t.Errorf("the person sees the step %q", st.Text)
		}
	}
}
