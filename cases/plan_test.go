package cases

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"brobygger/cases/calendar"
	"brobygger/cases/query"
)

// planned is a mentorforløb with a goal in the school and three steps.
func planned(t *testing.T) (*ledger, *Case) {
	t.Helper()
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-08-31"))
	w, err := c.AddGoal(GoalForm{Arena: ArenaSchool, Text: "I skole alle dage frem til jul", Indicator: "Højst 2 fraværsdage", By: date("2026-12-18")})
	c = l.must("amira", w, err)
	for _, f := range []StepForm{
		{Goal: c.Goals[0].ID, Text: "Morgenopkald kl. 7.15", Who: WhoWorker, By: date("2026-12-18"), State: StepDoing},
		{Goal: c.Goals[0].ID, Text: "Lektiecafé om tirsdagen", Who: WhoPerson, By: date("2026-12-15")},
		{Arena: ArenaJob, Text: "Øve jobsamtale", Who: "bo"},
	} {
		w, err := c.AddStep(f, monday)
		c = l.must("amira", w, err)
	}
	return l, c
}

func (l *ledger) score(c *Case, arena string, value int, by Rater, on string) *Case {
	l.t.Helper()
	w, err := c.AddScore(ScoreForm{Arena: arena, Value: value, By: by, On: date(on)}, monday)
	return l.must("amira", w, err)
}

func stepTexts(steps []Step) string {
	var out []string
	for _, s := range steps {
		out = append(out, strings.Fields(s.Text)[0])
	}
	return strings.Join(out, " ")
}

func TestStandingIsOfOneRater(t *testing.T) {
	l, c := planned(t)
	c = l.score(c, ArenaSchool, 1, RaterWorker, "2026-09-01")
	c = l.score(c, ArenaSchool, 5, RaterPerson, "2026-09-01")
	c = l.score(c, ArenaSchool, 3, RaterTogether, "2026-10-01")
	c = l.score(c, ArenaSchool, 4, RaterPerson, "2026-10-01")
	c = l.score(c, ArenaSchool, 2, RaterWorker, "2026-11-01")
	c = l.score(c, ArenaSchool, 3, RaterWorker, "2026-10-15") // told later, of an earlier day
	for _, x := range []struct {
		name       string
		st         Standing
		first, now int
		trend      Trend
	}{
		{"worker", c.Standing(ArenaSchool, RaterWorker, calendar.Date{}), 1, 2, TrendUp},
		{"person", c.Standing(ArenaSchool, RaterPerson, calendar.Date{}), 5, 4, TrendDown},
		{"together, one score", c.Standing(ArenaSchool, RaterTogether, calendar.Date{}), 3, 3, TrendNone},
		{"the worker's side: alone was last", c.WorkerStanding(ArenaSchool, calendar.Date{}), 1, 2, TrendUp},
		{"the worker's side in early October", c.WorkerStanding(ArenaSchool, date("2026-10-02")), 3, 3, TrendNone},
		{"worker until mid October", c.Standing(ArenaSchool, RaterWorker, date("2026-10-15")), 1, 3, TrendUp},
	} {
		if x.st.First == nil || x.st.Now == nil || x.st.First.Value != x.first || x.st.Now.Value != x.now || x.st.Trend() != x.trend {
			t.Errorf("%s: %+v %+v, trend %q", x.name, x.st.First, x.st.Now, x.st.Trend())
		}
	}
	if st := c.WorkerStanding(ArenaJob, calendar.Date{}); st.Now != nil || st.Trend() != TrendNone {
		t.Errorf("an arena that nobody assessed: %+v", st)
	}
	w, err := c.StrikeEntry(c.Scores[0].ID, "skrevet i den forkerte sag")
	if c = l.must("amira", w, err); c.Standing(ArenaSchool, RaterWorker, calendar.Date{}).First.Value != 3 {
		t.Error("a struck score still counts")
	}
}

// No score of one rater changes another's trend, first or newest score.
func TestRatersAreNeverMixed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newLedger(t)
		c := l.karim(caseID(1), date("2026-08-31"))
		w, err := c.AddScore(ScoreForm{Arena: ArenaSchool, Value: rapid.IntRange(1, 5).Draw(rt, "first"), By: RaterPerson, On: date("2026-10-01")}, monday)
		c = l.must("amira", w, err)
		for range rapid.IntRange(1, 8).Draw(rt, "scores") {
			by := rapid.SampledFrom(Raters()).Draw(rt, "by")
			before := map[Rater]string{}
			for _, r := range Raters() {
				before[r] = dumpStanding(c.Standing(ArenaSchool, r, calendar.Date{}))
			}
			w, err := c.AddScore(ScoreForm{Arena: ArenaSchool, Value: rapid.IntRange(1, 5).Draw(rt, "score"), By: by,
				On: date("2026-09-01").AddDays(rapid.IntRange(0, 60).Draw(rt, "day"))}, monday)
			c = l.must("amira", w, err)
			for _, r := range Raters() {
				if now := dumpStanding(c.Standing(ArenaSchool, r, calendar.Date{})); r != by && now != before[r] {
					rt.Fatalf("a score of %s changed that of %s from %s to %s", by, r, before[r], now)
				}
			}
			if st := c.WorkerStanding(ArenaSchool, calendar.Date{}); st.Now != nil && st.First.By != st.Now.By {
				rt.Fatalf("the worker's side compares %s with %s", st.First.By, st.Now.By)
			}
		}
	})
}

func dumpStanding(s Standing) string {
	if s.Now == nil {
		return "-"
	}
	return fmt.Sprint(s.First.ID, s.Now.ID, s.Trend())
}

func TestStepsFollowTheirGoal(t *testing.T) {
	l, c := planned(t)
	if c.Steps[0].Arena != ArenaSchool || stepTexts(c.StepsOf(ArenaSchool)) != "Morgenopkald Lektiecafé" || stepTexts(c.StepsOf(ArenaJob)) != "Øve" {
		t.Fatalf("%+v", c.Steps)
	}
	f := c.Goals[0].Form()
	f.Arena = ArenaFamily
	w, err := c.EditGoal(c.Goals[0].ID, f)
	if c = l.must("amira", w, err); stepTexts(c.StepsOf(ArenaFamily)) != "Morgenopkald Lektiecafé" {
		t.Errorf("after the goal moved: %+v", c.Steps)
	}
	ch, err := c.Erase(c.Goals[0].ID, EraseNotNeeded, Author{Member: "amira"}, mine("amira"))
	c = l.must("amira", c.write(ch), err)
	if stepTexts(c.StepsOf(ArenaSchool)) != "Morgenopkald Lektiecafé" {
		t.Errorf("after the goal went, the steps stand where they were made: %+v", c.Steps)
	}
}

func TestAStepWhoseGoalIsStruckIsStillEdited(t *testing.T) {
	l, c := planned(t)
	w, err := c.StrikeEntry(c.Goals[0].ID, "for stort")
	c = l.must("amira", w, err)
	f := c.Steps[0].Form()
	f.Text = "Morgenopkald kl. 7.30"
	w, err = c.EditStep(c.Steps[0].ID, f, monday)
	if c = l.must("amira", w, err); c.Steps[0].Text != f.Text || c.Steps[0].Arena != ArenaSchool {
		t.Errorf("%+v", c.Steps[0])
	}
	w, err = c.Close(CloseForm{Outcome: OutcomeReached, Reason: "flyttet", On: monday}, monday)
	c = l.must("amira", w, err)
	if _, err := c.AddStep(StepForm{Arena: ArenaJob, Text: "mere"}, monday); !errors.Is(err, ErrIsClosed) {
		t.Errorf("a step in a closed case: %v", err)
	}
	if _, err := c.AddGoal(GoalForm{Text: "mere"}); !errors.Is(err, ErrIsClosed) {
		t.Errorf("a goal in a closed case: %v", err)
	}
}

func TestStepStates(t *testing.T) {
	l, c := planned(t)
	id := c.StepsOf(ArenaSchool)[1].ID
	w, err := c.SetStepState(id, StepDone, date("2026-12-04"), monday)
	c = l.must("amira", w, err)
	if s := c.Step(id); s.State != StepDone || s.StateOn != date("2026-12-04") || s.Open() || stepTexts(c.StepsOf(ArenaSchool)) != "Morgenopkald Lektiecafé" {
		t.Errorf("%+v", s)
	}
	for _, x := range []struct {
		name  string
		state StepState
		on    string
		want  error
	}{
		{"the same again", StepDone, "2026-12-07", ErrNothingToDo},
		{"no such state", "halvt", "2026-12-07", ErrNotAChoice},
		{"none", "", "2026-12-07", ErrNeeded},
		{"ahead", StepDoing, "2026-12-08", ErrFuture},
	} {
		if _, err := c.SetStepState(id, x.state, date(x.on), monday); !errors.Is(err, x.want) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
	if _, err := c.SetStepState(c.Goals[0].ID, StepDone, monday, monday); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("a goal is no step: %v", err)
	}
	w, err = c.SetGoalState(c.Goals[0].ID, GoalReached, calendar.Date{}, monday)
	if c = l.must("amira", w, err); c.Goals[0].State != GoalReached || c.Goals[0].StateOn != monday {
		t.Errorf("%+v", c.Goals[0])
	}
}

func TestPlanFormsRefuse(t *testing.T) {
	_, c := planned(t)
	for _, x := range []struct {
		name string
		err  error
		want []string
	}{
		{"a goal without text", second(c.AddGoal(GoalForm{Arena: ArenaJob})), []string{"text"}},
		{"a goal under a theme of a mentorforløb", second(c.AddGoal(GoalForm{Arena: ThemeMoney, Text: "x"})), []string{"arena"}},
		{"a goal on a day that does not exist", second(c.AddGoal(GoalForm{Text: "x", By: calendar.Date{Year: 2026, Month: 2, Day: 30}})), []string{"by"}},
		{"a step without anything", second(c.AddStep(StepForm{}, monday)), []string{"arena", "text"}},
		{"a step of no such goal", second(c.AddStep(StepForm{Goal: c.Steps[0].ID, Arena: ArenaJob, Text: "x"}, monday)), []string{"goal"}},
		{"a score of 0", second(c.AddScore(ScoreForm{Arena: ArenaJob, By: RaterPerson}, monday)), []string{"score"}},
		{"a score of 6", second(c.AddScore(ScoreForm{Arena: ArenaJob, Value: 6, By: RaterPerson}, monday)), []string{"score"}},
		{"a score of a theme", second(c.AddScore(ScoreForm{Arena: ThemeHome, Value: 3, By: RaterPerson}, monday)), []string{"arena"}},
		{"a score of nobody, tomorrow", second(c.AddScore(ScoreForm{Arena: ArenaJob, Value: 3, On: date("2026-12-08")}, monday)), []string{"by", "on"}},
		{"a fact of another kind", second(c.AddFact(FactStaying, FactYes, monday, monday)), []string{"fact"}},
		{"a fact without a value", second(c.AddFact(FactJob, "", monday, monday)), []string{"value"}},
		{"words of no arena", second(c.SetWords("månen", "x", monday, monday)), []string{"arena"}},
		{"a review tomorrow", second(c.AddReview(ReviewForm{On: date("2026-12-08")}, monday)), []string{"on"}},
		{"a match with nobody", second(c.AddMatch(MatchForm{}, monday)), []string{"mentor"}},
	} {
		if got := wrong(x.err); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestTenancyPlansUnderThemes(t *testing.T) {
	l := newLedger(t)
	w, err := NewCase(CaseForm{Kind: KindTenancy, Name: "Nadia Dam", Opened: date("2026-11-26")}, caseID(3), "26-M2PX", monday, amira())
	c := l.must("amira", w, err)
	if got := c.PlanKeys(); !slices.Equal(got, Themes()) {
		t.Errorf("nothing in use: %v", got)
	}
	w, err = c.AddGoal(GoalForm{Arena: ThemeMoney, Text: "Afdragsordning"})
	c = l.must("amira", w, err)
	c = l.score(c, ArenaFamily, 2, RaterWorker, "2026-12-01")
	if got := c.PlanKeys(); !slices.Equal(got, append([]string{ArenaFamily}, Themes()...)) {
		t.Errorf("%v", got)
	}
	w, err = c.AddFact(FactStaying, FactYes, calendar.Date{}, monday)
	c = l.must("amira", w, err)
	w, err = c.AddFact(FactStaying, FactUnknown, date("2026-11-30"), monday)
	c = l.must("amira", w, err)
	if f, known := c.FactNow(FactStaying); !known || f.Value != FactYes || f.On != monday {
		t.Errorf("%+v", f)
	}
	if _, known := c.FactNow(FactJob); known {
		t.Error("nobody said anything of a job")
	}
}

func TestMoveStep(t *testing.T) {
	l, c := planned(t)
	w, err := c.AddStep(StepForm{Arena: ArenaSchool, Text: "PPR"}, monday)
	c = l.must("amira", w, err)
	byText := func(word string) EntryID {
		for _, s := range c.Steps {
			if strings.HasPrefix(s.Text, word) {
				return s.ID
			}
		}
		t.Fatal(word)
		return ""
	}
	for _, x := range []struct{ move, before, want string }{
		{"PPR", "Lektiecafé", "Morgenopkald PPR Lektiecafé Øve"},
		{"Øve", "Morgenopkald", "Øve Morgenopkald PPR Lektiecafé"},
		{"Morgenopkald", "", "Øve PPR Lektiecafé Morgenopkald"},
	} {
		before := EntryID("")
		if x.before != "" {
			before = byText(x.before)
		}
		w, err := c.MoveStep(byText(x.move), before)
		if c = l.must("amira", w, err); stepTexts(c.Steps) != x.want {
			t.Errorf("%s before %s: %s", x.move, x.before, stepTexts(c.Steps))
		}
		if _, err := c.MoveStep(byText(x.move), before); !errors.Is(err, ErrNothingToDo) {
			t.Errorf("%s again: %v", x.move, err)
		}
	}
}

// Whatever two people do with the steps apart from each other: their order asks
// nobody, both end with the same, and a step that one edits while the other
// strikes it stays.
func TestStepsApart(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l, c := planned(t)
		start := slices.Clone(l.entries[c.ID])
		views := [2]*Case{c, c}
		edited, struck := map[EntryID]bool{}, map[EntryID]bool{}
		all := slices.Clone(start)
		for i, who := range []string{"amira", "bo"} {
			l.entries[c.ID] = slices.Clone(start)
			for range rapid.IntRange(1, 5).Draw(rt, "deeds") {
				v := views[i]
				s := v.Steps[rapid.IntRange(0, len(v.Steps)-1).Draw(rt, "step")]
				if s.Struck != nil {
					continue
				}
				var w Write
				var err error
				switch rapid.IntRange(0, 3).Draw(rt, "deed") {
				case 0:
					before := v.Steps[rapid.IntRange(0, len(v.Steps)-1).Draw(rt, "before")]
					if before.Struck != nil {
						continue
					}
					w, err = v.MoveStep(s.ID, before.ID)
					edited[s.ID] = edited[s.ID] || err == nil && i == 0
				case 1:
					w, err = v.AddStep(StepForm{Arena: ArenaJob, Text: "Nyt af " + who}, monday)
				case 2:
					f := s.Form()
					f.Text += " igen"
					w, err = v.EditStep(s.ID, f, monday)
					edited[s.ID] = edited[s.ID] || i == 0
				case 3:
					if i == 0 {
						continue // one strikes, the other edits
					}
					w, err = v.StrikeEntry(s.ID, "ikke mere")
					struck[s.ID] = true
				}
				if errors.Is(err, ErrNothingToDo) {
					continue
				}
				views[i] = l.must(who, w, err)
			}
			all = append(all, l.entries[c.ID][len(start):]...)
		}
		one := Read(c.ID, all, l.authors)
		slices.Reverse(all)
		other := Read(c.ID, all, l.authors)
		ids := func(c *Case) (out []EntryID) {
			for _, s := range c.Steps {
				out = append(out, s.ID)
			}
			return out
		}
		if !slices.Equal(ids(one), ids(other)) {
			rt.Fatalf("the order depends on what came first: %v, %v", stepTexts(one.Steps), stepTexts(other.Steps))
		}
		for _, k := range one.Conflicts {
			if k.Field != "text" {
				rt.Fatalf("somebody is asked about %s", k.Field)
			}
		}
		for _, s := range one.Steps {
			if s.Struck != nil && edited[s.ID] {
				rt.Fatalf("%s was edited by one and is gone", s.Text)
			}
			if s.Struck == nil && struck[s.ID] && !edited[s.ID] {
				rt.Fatalf("%s was struck by one, touched by nobody, and is there", s.Text)
			}
		}
	})
}

func TestConcurrentEditsOfAStepAreTwoVersions(t *testing.T) {
	l, c := planned(t)
	id := c.Steps[0].ID
	one, two := c.Steps[0].Form(), c.Steps[0].Form()
	one.By, two.By = date("2026-12-04"), date("2026-12-11")
	w, err := c.EditStep(id, one, monday)
	l.must("amira", w, err)
	w, err = c.EditStep(id, two, monday)
	c = l.must("bo", w, err)
	if len(c.Conflicts) != 1 || c.Conflicts[0].EntityKind != EntryStep || c.Conflicts[0].Field != "by" || !c.InConflict(id) {
		t.Fatalf("%+v", c.Conflicts)
	}
	if open, asking := c.OpenSteps(ArenaSchool, date("2026-12-05")); open != 2 || asking != 1 {
		t.Errorf("%d open, %d asking", open, asking)
	}
	ch, err := c.Resolve(id, "by", "2026-12-11", "")
	if c = l.must("amira", c.write(ch), err); len(c.Conflicts) != 0 || c.Step(id).By != date("2026-12-11") {
		t.Errorf("%+v", c.Step(id))
	}
}

func TestOwnWords(t *testing.T) {
	l, c := planned(t)
	me := Author{Member: "amira", Roles: []MemberRole{MemberMentor}}
	set := func(who, arena, text string) {
		t.Helper()
		w, err := c.SetWords(arena, text, calendar.Date{}, monday)
		c = l.must(who, w, err)
	}
	set("amira", "", "Jeg vil gøre 9. færdig.")
	set("amira", "", "Jeg vil gøre 9. færdig og tjene mine egne penge.")
	set("amira", ArenaSchool, "Kun når nogen ringer.")
	if c.Words[""].Text != "Jeg vil gøre 9. færdig og tjene mine egne penge." || c.Words[""].On != monday || len(c.Conflicts) != 0 {
		t.Fatalf("%+v", c.Words)
	}
	if _, err := c.SetWords("", c.Words[""].Text, calendar.Date{}, monday); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("the same words: %v", err)
	}
	w, left, err := c.TakeBackWords("", me, mine("amira"))
	c = l.must("amira", w, err)
	if c.Words[""].Text != "" || left != 0 || c.Words[ArenaSchool].Text == "" {
		t.Errorf("%d left, %+v", left, c.Words)
	}
	for _, e := range l.entries[c.ID] {
		if b := e.Body(); b != nil && c.State.Erased[e.ID] == nil && strings.Contains(string(e.RawBody), "9. færdig") {
			t.Error("what was taken back is still there")
		}
	}
	if _, _, err := c.TakeBackWords("", me, mine("amira")); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("nothing is there: %v", err)
	}

	// Bo wrote down the first words, Amira the next: she cannot erase his, but
	// they do not come forward again.
	set("bo", "", "Skolen er kedelig.")
	set("amira", "", "Skolen er bedre nu.")
	w, left, err = c.TakeBackWords("", me, mine("amira"))
	c = l.must("amira", w, err)
	if c.Words[""].Text != "" || left != 1 {
		t.Errorf("%d left, %+v", left, c.Words)
	}
	set("bo", ArenaJob, "Jeg vil arbejde.")
	if _, _, err := c.TakeBackWords(ArenaJob, me, mine("amira")); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("a colleague's alone: %v", err)
	}
}

func TestPlanIsDue(t *testing.T) {
	l, c := planned(t)
	set := DefaultSettings()
	due := func(r Rule, on string) []Item { return only(Due(c, set, date(on), 1), r) }
	if got := due(RuleStep, "2026-12-16"); len(got) != 2 || got[0].Days != 1 || got[0].Who != "Karim F." || got[1].Who != "" || got[1].Days != -2 {
		t.Errorf("steps: %+v", got)
	}
	if got := due(RuleGoal, "2026-12-19"); len(got) != 1 || got[0].Days != 1 || got[0].Entry != c.Goals[0].ID {
		t.Errorf("goal: %+v", got)
	}
	w, err := c.Done(due(RuleStep, "2026-12-16")[0], date("2026-12-16"))
	c = l.must("amira", w, err)
	if got := due(RuleStep, "2026-12-16"); len(got) != 1 {
		t.Errorf("after one was done: %+v", got)
	}
	w, err = c.Drop(due(RuleGoal, "2026-12-19")[0], "", date("2026-12-19"))
	if c = l.must("amira", w, err); c.Goals[0].State != GoalDropped || len(due(RuleGoal, "2026-12-19")) != 0 {
		t.Errorf("%+v", c.Goals[0])
	}

	// Nobody followed up: 42 days after the plan began, on 7 December.
	for _, x := range []struct {
		on   string
		days int
	}{{"2027-01-17", -1}, {"2027-01-18", 0}, {"2027-01-19", 1}} {
		if got := due(RuleReview, x.on); len(got) != 1 || got[0].Days != x.days || got[0].Limit != 42 || got[0].Since != monday {
			t.Errorf("review on %s: %+v", x.on, got)
		}
	}
	w, err = c.AddReview(ReviewForm{On: date("2026-12-14"), Text: "Vi ringer sjældnere."}, date("2026-12-14"))
	c = l.must("amira", w, err)
	if got := due(RuleReview, "2027-01-25"); len(got) != 1 || got[0].Days != 0 {
		t.Errorf("42 days after the review: %+v", got)
	}
	set.Limits = map[string]int{"review/mentoring": 28, "review/mentoring/kontakt": -1}
	if got := due(RuleReview, "2027-01-25"); len(got) != 0 {
		t.Errorf("no limit in this phase: %+v", got)
	}
	w, err = c.SetPhase(PhaseMatch, monday, date("2026-12-14"))
	c = l.must("amira", w, err)
	if got := due(RuleReview, "2027-01-25"); len(got) != 1 || got[0].Days != 14 {
		t.Errorf("28 days in the next: %+v", got)
	}
}

func TestMatchOnRecord(t *testing.T) {
	l, c := planned(t)
	due := func(r Rule) int { return len(only(Due(c, DefaultSettings(), monday, 1), r)) }
	if due(RuleNoMatch) != 0 || due(RuleNoCertificate) != 0 {
		t.Error("before the match nobody is asked for")
	}
	w, err := c.SetPhase(PhaseRelation, monday, monday)
	if c = l.must("amira", w, err); due(RuleNoMatch) != 1 {
		t.Error("past the match without a mentor")
	}
	w, err = c.AddMatch(MatchForm{Mentor: "bo", Why: "begge spiller fodbold", On: date("2026-12-01")}, monday)
	if c = l.must("amira", w, err); due(RuleNoMatch) != 0 || due(RuleNoCertificate) != 1 {
		t.Error("a mentor without børneattest")
	}
	f := c.MatchNow().Form()
	f.Certificate = date("2026-11-20")
	w, err = c.EditMatch(c.MatchNow().ID, f, monday)
	if c = l.must("amira", w, err); due(RuleNoCertificate) != 0 {
		t.Error("the børneattest is on record")
	}
	l2 := newLedger(t)
	w, err = NewCase(CaseForm{Kind: KindTenancy, Name: "Nadia Dam"}, caseID(3), "26-M2PX", monday, amira())
	tenancy := l2.must("amira", w, err)
	if _, err := tenancy.AddMatch(MatchForm{Mentor: "bo"}, monday); !slices.Equal(wrong(err), []string{"kind"}) {
		t.Errorf("a mentor of a tenant: %v", err)
	}
}

func TestAge(t *testing.T) {
	for _, x := range []struct {
		born, on string
		from, to int
		known    bool
	}{
		{"2011", "2026-12-07", 14, 15, true},
		{"2011-12-07", "2026-12-07", 15, 15, true},
		{"2011-12-08", "2026-12-07", 14, 14, true},
		{"2012-02-29", "2026-02-28", 13, 13, true},
		{"2012-02-29", "2026-03-01", 14, 14, true},
		{"2026", "2026-12-07", 0, 0, true},
		{"", "2026-12-07", 0, 0, false},
		{"2027", "2026-12-07", 0, 0, false},
		{"2026-12-08", "2026-12-07", 0, 0, false},
	} {
		from, to, known := Person{Born: x.born}.Age(date(x.on))
		if from != x.from || to != x.to || known != x.known {
			t.Errorf("%s on %s: %d–%d %v", x.born, x.on, from, to, known)
		}
	}
}

func TestWhatThePersonMaySee(t *testing.T) {
	l, c := planned(t)
	party := func(f PartyForm) EntryID {
		t.Helper()
		w, err := c.AddParty(f)
		c = l.must("amira", w, err)
		return c.Network[len(c.Network)-1].ID
	}
	lone := party(PartyForm{Name: "Lone Prøve", Relation: "klasselærer"})
	rune_ := party(PartyForm{Name: "Rune Opfundet", Relation: "sagsbehandler", Org: "Kommunen"})
	party(PartyForm{Name: "Yasmin Farah", Relation: "mor", Protected: true, Address: "Hemmeligvej 1"})
	party(PartyForm{Name: "Viggo Tænkt", Relation: "samarbejdspartner"})
	party(PartyForm{Name: "Ukendt Navnesen"})
	for _, f := range []StepForm{
		{Arena: ArenaSchool, Text: "Lone taler med Karim og Yasmin om fraværet", Who: string(lone)},
		{Arena: ArenaAuthorities, Text: "Rune Opfundet ringer til Viggo. Runes svar venter, og Navnesen med.", Who: string(rune_)},
		{Arena: ArenaAuthorities, Text: "Tal med politiet om Viggo", TeamOnly: true},
		{Arena: ArenaLeisure, Text: "Spørg i klubben", Who: "Palle fra klubben"},
		{Arena: ArenaLeisure, Text: "Droppet", State: StepDropped},
	} {
		w, err := c.AddStep(f, monday)
		c = l.must("amira", w, err)
	}
	w, err := c.AddGoal(GoalForm{Text: "Et mål fra et regneark"})
	c = l.must("amira", w, err)
	p := c.ForPerson(monday, 60)
	if len(p.Goals) != 1 || p.Goals[0].Text != "Et mål fra et regneark" {
		t.Errorf("a goal of no arena: %+v", p.Goals)
	}
	var got []string
	for _, s := range p.Steps {
		got = append(got, fmt.Sprintf("%s [%s %s %s]", s.Text, s.Who.Kind, s.Who.Name, s.Who.Relation))
	}
	want := []string{
		"Morgenopkald kl. 7.15 [worker Amira ]",
		"Lektiecafé om tirsdagen [person  ]",
		"Øve jobsamtale [member Bo ]",
		"Lone taler med Karim og Yasmin om fraværet [party Lone Prøve klasselærer]",
		"sagsbehandler ringer til samarbejdspartner. sagsbehandler svar venter, og … med. [party  sagsbehandler]",
		"Spørg i klubben [named  ]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if p.FirstName != "Karim" || len(p.Arenas) != 6 {
		t.Errorf("%+v", p)
	}
}

func TestCloseRelations(t *testing.T) {
	for rel, want := range map[string]bool{
		"mor": true, "Far": true, "plejemor": true, "stedfar": true, "storebror": true, "halvsøster": true, "klasselærer": true,
		"dansklærer": true, "mormor": true, "onkel (mors bror)": true, "class teacher": true, "foster mother": true,
		"sagsbehandler": false, "samarbejdspartner": false, "formand": false, "mentor": false, "SSP": false, "": false, "mester": false,
		"træner": false, "nabo": false, "skoleleder": false,
	} {
		if got := (Party{Relation: rel}).Close(); got != want {
			t.Errorf("%q: %v", rel, got)
		}
	}
}

func TestPlanIsFound(t *testing.T) {
	l, c := planned(t)
	w, err := c.SetWords("", "Jeg vil gøre 9. færdig", calendar.Date{}, monday)
	c = l.must("amira", w, err)
	w, err = c.AddScore(ScoreForm{Arena: ArenaJob, Value: 2, By: RaterWorker, Reason: "tør ikke søge"}, monday)
	c = l.must("amira", w, err)
	w, err = c.AddReview(ReviewForm{Text: "Vi ringer sjældnere"}, monday)
	c = l.must("amira", w, err)
	for text, kind := range map[string]string{"lektiecafé": EntryStep, "fraværsdage": EntryGoal, "9. færdig": EntryWordsSet, "tør ikke": EntryScore,
		"sjældnere": EntryReview, "arena:job jobsamtale": EntryStep} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		hits := c.Search(q, SearchIn{Today: monday})
		if len(hits) != 1 || hits[0].Kind != kind {
			t.Errorf("%s: %+v", text, hits)
		}
	}
}

func TestARelationIsNoBeginningOfAName(t *testing.T) {
	network := []Party{{ID: "a1", Name: "Farida Prøve", Relation: "moster"}, {ID: "b2", Name: "Omar Prøve", Relation: "far"}, {ID: "c3", Name: "Mor Opdigtet", Relation: "nabo"},
		{ID: "d4", Name: "Yasmin Prøve", Relation: "mor"}}
	for who, want := range map[string]EntryID{"far": "b2", "Farida": "a1", "fari": "a1", "moster": "a1", "yas": "d4"} {
		if p, err := FindParty(who, network); err != nil || p.ID != want {
			t.Errorf("%s: %s %v", who, p.ID, err)
		}
	}
	if p, err := FindParty("mor", network); err != nil || p.ID != "c3" {
		t.Errorf("a whole name comes before a relation: %s %v", p.ID, err)
	}
}
