package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"brobygger/cases"
	"brobygger/cases/notice"
)

// said is one thing that somebody wrote in a plan.
type planSaid struct{ what, text string }

func planSays(c *written) []planSaid {
	var out []planSaid
	add := func(what, text string) {
		if text != "" {
			out = append(out, planSaid{what, text})
		}
	}
	for _, w := range c.Words {
		add("words", w.Text)
	}
	for _, s := range c.Scores {
		add("reason", s.Reason)
	}
	for _, g := range c.Goals {
		add("goal", g.Text)
		add("indicator", g.Indicator)
	}
	for _, s := range c.Steps {
		add("step", s.Text)
		if c.ActorOf(s.Who).Kind == cases.ActorNamed {
			add("who", s.Who)
		}
	}
	for _, r := range c.Reviews {
		add("review", r.Text)
	}
	for _, m := range c.Matches {
		add("match", m.Why)
	}
	return out
}

// TestPlansAreWellWritten reads what stands in plans as a proof-reader: whole
// sentences begin with a capital and end with a stop, what stands in a line of a
// list does not.
func TestPlansAreWellWritten(t *testing.T) {
	for seed := range uint64(3) {
		count, all := map[string]int{}, 0
		for _, c := range writeAll(t, options(seed, days()[seed], 150)) {
			for _, p := range planSays(c) {
				name := fmt.Sprintf("seed %d, case %d, %s: %s", seed, c.plan.Index, p.what, p.text)
				count[p.text]++
				all++
				first, _ := utf8.DecodeRuneInString(p.text)
				stop := strings.ContainsRune(".?!", rune(p.text[len(p.text)-1])) && !abbreviated(p.text)
				whole := p.what == "words" || p.what == "review" || p.what == "match"
				if stop != whole || unicode.IsUpper(first) != (whole || p.what == "goal" || p.what == "step") && p.what != "who" {
					t.Errorf("%s: begins or ends wrongly", name)
				}
				if strings.ContainsAny(p.text, "{}[]|@_<>\"") || strings.Contains(p.text, "  ") || strings.TrimSpace(p.text) != p.text || len(p.text) > 120 {
					t.Errorf("%s: a slot, a space or its length is wrong", name)
				}
				if found := notice.Find(p.text); len(found) > 0 {
					t.Errorf("%s: would be noticed: %+v", name, found)
				}
			}
		}
		top := slices.MaxFunc(slices.Collect(maps.Keys(count)), func(a, b string) int { return count[a] - count[b] })
		t.Logf("%d texts in plans, %d different; the most frequent stands %d times: %s", all, len(count), count[top], top)
		if count[top] > all*3/100 || len(count) < 250 {
			t.Errorf("of %d texts in plans %d are different, and %q stands %d times", all, len(count), top, count[top])
		}
	}
}

// TestAPlanHoldsTogether checks what a form would have seen to.
func TestAPlanHoldsTogether(t *testing.T) {
	for _, day := range days() {
		o := options(1, day, 120)
		for _, c := range writeAll(t, o) {
			name := fmt.Sprintf("%s, case %d", day, c.plan.Index)
			keys := c.Kind.PlanKeys()
			for _, s := range c.Steps {
				who := c.ActorOf(s.Who)
				if !slices.Contains(keys, s.Arena) || s.Text == "" || who.Kind == cases.ActorNobody || s.Order == "" || s.StateOn.After(o.Day) ||
					who.Kind == cases.ActorParty && c.plan.Index > 0 && who.Name == "" {
					t.Errorf("%s: step %+v", name, s)
				}
				if g := s.Goal; g != "" && !slices.ContainsFunc(c.Goals, func(x cases.Goal) bool { return x.ID == g && x.Arena == s.Arena }) {
					t.Errorf("%s: the step %q serves no goal of its arena", name, s.Text)
				}
			}
			for _, g := range c.Goals {
				if !slices.Contains(keys, g.Arena) || g.Text == "" || g.StateOn.After(o.Day) {
					t.Errorf("%s: goal %+v", name, g)
				}
				if c.Status == cases.StatusClosed && g.State == cases.GoalOpen {
					t.Errorf("%s: closed with the goal %q open", name, g.Text)
				}
			}
			for _, s := range c.Scores {
				if !slices.Contains(cases.Arenas(), s.Arena) || s.Value == 0 || !slices.Contains(cases.Raters(), s.By) || s.On.Before(c.Opened) || s.On.After(o.Day) {
					t.Errorf("%s: score %+v", name, s)
				}
			}
			for _, f := range c.Facts {
				if !slices.Contains(c.Kind.Facts(), f.Fact) || f.On.After(o.Day) {
					t.Errorf("%s: fact %+v", name, f)
				}
			}
			for _, m := range c.Matches {
				if c.Kind != cases.KindMentoring || m.Mentor == "" || m.On.Before(c.Opened) || m.Certificate.After(m.On) {
					t.Errorf("%s: match %+v", name, m)
				}
			}
			checkReviews(t, c, name)
		}
	}
}

// checkReviews says that a plan is followed up about as often as it should be.
func checkReviews(t *testing.T, c *written, name string) {
	t.Helper()
	for i, r := range c.Reviews {
		if i == 0 {
			continue
		}
		if gap := r.On.Sub(c.Reviews[i-1].On); gap < 5 || gap > 2*reviewEvery && c.Reopened.IsZero() {
			t.Errorf("%s: %d days between two reviews, on %s", name, gap, r.On)
		}
	}
}

// TestTheFirstPlanIsThatOfTheSketch checks the plan made by hand against the
// sketches of the plan and of what the person sees.
func TestTheFirstPlanIsThatOfTheSketch(t *testing.T) {
	o := options(1, monday, 1)
	c := writeAll(t, o)[0]
	for _, want := range []struct {
		arena        string
		now          int
		trend        cases.Trend
		first        int
		open, asking int
	}{
		{cases.ArenaStreet, 2, cases.TrendSame, 2, 1, 0},
		{cases.ArenaFamily, 3, cases.TrendUp, 2, 2, 0},
		{cases.ArenaLeisure, 4, cases.TrendUp, 3, 0, 0},
		{cases.ArenaSchool, 3, cases.TrendUp, 1, 3, 1},
		{cases.ArenaJob, 0, cases.TrendNone, 0, 1, 0},
		{cases.ArenaAuthorities, 2, cases.TrendDown, 3, 1, 1},
	} {
		got := want
		got.now, got.first = 0, 0
		st := c.WorkerStanding(want.arena, o.Day)
		if st.Now != nil {
			got.now, got.first = st.Now.Value, st.First.Value
		}
		got.trend = st.Trend()
		got.open, got.asking = c.OpenSteps(want.arena, o.Day)
		if got != want {
			t.Errorf("%s: %+v, want %+v", want.arena, got, want)
		}
	}
	st := c.WorkerStanding(cases.ArenaSchool, o.Day)
	if st.Now.On.String() != "2026-11-16" || st.Now.Reason != "kommer selv, når nogen ringer" || st.Now.By != cases.RaterTogether {
		t.Errorf("the school stands as %+v", st.Now)
	}
	if w := c.Words[""]; w.Text != "Jeg vil gøre 9. færdig og tjene mine egne penge." || w.On.String() != "2026-10-27" {
		t.Errorf("own words %+v", w)
	}
	var got []string
	for _, s := range c.StepsOf(cases.ArenaSchool) {
		who := c.ActorOf(s.Who)
		day := s.By.String()
		if c.InConflict(s.ID) {
			day = "2 udgaver"
		}
		first, _, _ := strings.Cut(who.Name, " ")
		got = append(got, strings.Join([]string{s.Text, string(who.Kind), first, day, string(s.State)}, "/"))
	}
	want := []string{
		"Morgenopkald kl. 7.15/worker/Amira/2026-12-18/doing",
		"Samtale om fraværets mønster/party/Lone/2 udgaver/todo",
		"Lektiecafé om tirsdagen/person//2026-12-15/doing",
		"Møde med PPR om læsning/named/mor,/2026-11-20/done",
	}
	if !slices.Equal(got, want) {
		t.Errorf("steps of the school:\n%s", strings.Join(got, "\n"))
	}
	if p := c.ForPerson(o.Day, 30); p.Words == "" || slices.ContainsFunc(p.Steps, func(s cases.PersonStep) bool { return strings.HasPrefix(s.Text, "Høre i") }) {
		t.Errorf("the person sees %+v", p)
	}
}
