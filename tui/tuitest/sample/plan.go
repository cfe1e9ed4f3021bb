package sample

import (
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui/tuitest/fakestore"
)

// Planned is what there is to find in Karim's plan.
type Planned struct {
	// Goals: School is open and has an indicator and a day, Home is reached.
	School, Home cases.EntryID
	// Steps of the school: in progress, with two versions of its day, in progress
	// and the person's own, done.
	Calls, Talk, Cafe, Reading cases.EntryID
	// Other steps: of the street; of the family, in the order Dinner, Letter; for
	// the team alone, in the job and over time with the authorities.
	Club, Dinner, Letter, Employer, Father cases.EntryID
	// The newest review, and who is mentor.
	Review, Match cases.EntryID
}

// Plan writes Karim's plan as it stands on the sketches of the plan and of what
// the person sees, for those who show it: own words that have changed, scores of
// all three raters (better, the same, worse, none in the job), goals, steps in
// every state, facts, two reviews and a match. Fill has made the case.
func Plan(t testing.TB, s *fakestore.Store, p *Sample) *Planned {
	t.Helper()
	if p.s != s {
		t.Fatal("the sample is of another store")
	}
	w := &planner{Sample: p, id: p.Karim}
	out := &Planned{}
	w.past()
	out.School = p.Case(p.Karim).Goals[0].ID
	w.do(At(9, 1, 9, 5), func(c *cases.Case) (cases.Write, error) {
		return c.EditGoal(out.School, cases.GoalForm{Arena: cases.ArenaSchool, Text: "I skole alle dage frem til jul",
			Indicator: "højst 2 fraværsdage, nu 1", By: On(18).Date})
	})
	out.Home = w.do(At(9, 1, 9, 10), func(c *cases.Case) (cases.Write, error) {
		return c.AddGoal(cases.GoalForm{Arena: cases.ArenaFamily, Text: "Spise sammen en aften om ugen", Indicator: "tre uger i træk"})
	})
	w.do(At(11, 16, 15, 0), func(c *cases.Case) (cases.Write, error) {
		return c.SetGoalState(out.Home, cases.GoalReached, day(11, 16), day(11, 16))
	})
	out.Calls = w.step(At(10, 5, 14, 0), cases.StepForm{Goal: out.School, Text: "Morgenopkald kl. 7.15", Who: cases.WhoWorker, By: On(18).Date, State: cases.StepDoing})
	out.Talk = w.step(At(11, 10, 9, 0), cases.StepForm{Goal: out.School, Text: "Samtale om fraværets mønster", Who: string(p.Lone), By: day(11, 27)})
	out.Cafe = w.step(At(11, 10, 9, 5), cases.StepForm{Goal: out.School, Text: "Lektiecafé om tirsdagen", Who: cases.WhoPerson, By: On(15).Date, State: cases.StepDoing})
	out.Reading = w.step(At(10, 5, 14, 5), cases.StepForm{Arena: cases.ArenaSchool, Text: "Møde med PPR om læsning", Who: "mor, skolen", By: day(11, 20)})
	w.do(At(11, 20, 14, 0), func(c *cases.Case) (cases.Write, error) {
		return c.SetStepState(out.Reading, cases.StepDone, day(11, 20), day(11, 20))
	})
	out.Club = w.step(At(11, 16, 15, 5), cases.StepForm{Arena: cases.ArenaStreet, Text: "Følges med ham i klubben den første gang", Who: cases.WhoWorker, By: On(10).Date})
	out.Dinner = w.step(At(11, 16, 15, 10), cases.StepForm{Arena: cases.ArenaFamily, Text: "Spørge far, om han kommer om søndagen", Who: string(p.Mother), By: On(20).Date})
	out.Letter = w.step(At(11, 16, 15, 15), cases.StepForm{Arena: cases.ArenaFamily, Text: "Læse brevet fra skolen sammen", Who: "Bo Lindved"})
	out.Employer = w.step(At(11, 17, 11, 0), cases.StepForm{Arena: cases.ArenaJob, Text: "Høre i Brugsen, om de tager unge på 15", Who: cases.WhoWorker, By: On(14).Date, TeamOnly: true})
	out.Father = w.step(At(11, 17, 11, 5), cases.StepForm{Arena: cases.ArenaAuthorities, Text: "Fars tilsagn til mødet med kommunen", Who: cases.WhoWorker, By: On(4).Date, TeamOnly: true})
	w.talk(out.Talk)
	w.do(At(10, 5, 14, 30), func(c *cases.Case) (cases.Write, error) {
		return c.AddReview(cases.ReviewForm{On: day(10, 5), Text: "Karim satte selv tallene. Vi tager skolen først."}, day(10, 5))
	})
	out.Review = w.do(At(11, 16, 15, 30), func(c *cases.Case) (cases.Write, error) {
		return c.AddReview(cases.ReviewForm{On: day(11, 16), Text: "Morgenopkaldene fortsætter til jul. Karim spørger selv i klubben, og vi ses igen før ferien."}, day(11, 16))
	})
	out.Match = w.do(At(8, 31, 9, 30), func(c *cases.Case) (cases.Write, error) {
		return c.AddMatch(cases.MatchForm{Mentor: s.Me().ID, Why: "Karim kender hende fra gaden og spurgte selv.", On: day(8, 31), Certificate: day(5, 11)}, day(8, 31))
	})
	return out
}

// planner writes in one case.
type planner struct {
	*Sample
	id string
}

// day is a day of 2026.
func day(m time.Month, d int) calendar.Date { return calendar.Date{Year: 2026, Month: m, Day: d} }

func (w *planner) do(at time.Time, make func(*cases.Case) (cases.Write, error)) cases.EntryID {
	w.t.Helper()
	return w.Do(w.id, at, make)
}

func (w *planner) step(at time.Time, f cases.StepForm) cases.EntryID {
	w.t.Helper()
	return w.do(at, func(c *cases.Case) (cases.Write, error) { return c.AddStep(f, calendar.Of(at)) })
}

// past writes words, scores and facts as they were said.
func (w *planner) past() {
	w.t.Helper()
	for _, one := range []struct {
		on          calendar.Date
		arena, text string
	}{
		{day(8, 17), "", "Jeg vil bare have fred for skolen."},
		{day(10, 27), "", "Jeg vil gøre 9. færdig og tjene mine egne penge."},
		{day(10, 27), cases.ArenaSchool, "Det er morgenen, der er svær. Når jeg først er der, går det."},
	} {
		w.do(at(one.on), func(c *cases.Case) (cases.Write, error) { return c.SetWords(one.arena, one.text, one.on, one.on) })
	}
	together, own, worker := cases.RaterTogether, cases.RaterPerson, cases.RaterWorker
	for _, f := range []cases.ScoreForm{
		{Arena: cases.ArenaStreet, Value: 2, By: worker, Reason: "på gaden til sent hver aften", On: day(8, 17)},
		{Arena: cases.ArenaFamily, Value: 2, By: together, Reason: "skænderier om skolen", On: day(8, 17)},
		{Arena: cases.ArenaLeisure, Value: 3, By: together, Reason: "spiller bold, men går ikke til noget", On: day(8, 17)},
		{Arena: cases.ArenaSchool, Value: 1, By: together, Reason: "væk tre dage om ugen", On: day(8, 17)},
		{Arena: cases.ArenaSchool, Value: 2, By: own, Reason: "jeg kommer da nogle gange", On: day(8, 17)},
		{Arena: cases.ArenaAuthorities, Value: 3, By: worker, Reason: "én rådgiver, som familien kender", On: day(8, 17)},
		{Arena: cases.ArenaSchool, Value: 2, By: together, Reason: "kommer for sent, men kommer", On: day(10, 5)},
		{Arena: cases.ArenaStreet, Value: 2, By: worker, Reason: "færre sene aftener, samme gruppe", On: day(11, 16)},
		{Arena: cases.ArenaFamily, Value: 3, By: together, Reason: "spiser sammen om søndagen", On: day(11, 16)},
		{Arena: cases.ArenaLeisure, Value: 4, By: together, Reason: "i klubben to gange om ugen", On: day(11, 16)},
		{Arena: cases.ArenaSchool, Value: 3, By: together, Reason: "kommer selv, når nogen ringer", On: day(11, 16)},
		{Arena: cases.ArenaSchool, Value: 4, By: own, Reason: "jeg er der næsten altid nu", On: day(11, 16)},
		{Arena: cases.ArenaAuthorities, Value: 2, By: worker, Reason: "ny rådgiver, og ingen svarer", On: day(11, 16)},
	} {
		w.do(at(f.On), func(c *cases.Case) (cases.Write, error) { return c.AddScore(f, f.On) })
	}
	for _, f := range []struct {
		key   cases.FactKey
		value cases.FactValue
		on    calendar.Date
	}{
		{cases.FactSchool, cases.FactUnknown, day(8, 17)}, {cases.FactJob, cases.FactNo, day(8, 17)},
		{cases.FactLeisure, cases.FactNo, day(8, 17)}, {cases.FactSchool, cases.FactYes, day(10, 5)},
		{cases.FactLeisure, cases.FactYes, day(11, 16)},
	} {
		w.do(at(f.on), func(c *cases.Case) (cases.Write, error) { return c.AddFact(f.key, f.value, f.on, f.on) })
	}
}

// at is when what was said on a day was written.
func at(on calendar.Date) time.Time { return At(on.Month, on.Day, 14, 45) }

// talk moves the day of a step on two computers that have not talked.
func (w *planner) talk(id cases.EntryID) {
	w.t.Helper()
	before := w.Case(w.id)
	form := before.Step(id).Form()
	form.By = On(4).Date
	mine, err := before.EditStep(id, form, On(2).Date)
	form.By = On(11).Date
	theirs, err2 := before.EditStep(id, form, On(2).Date)
	if err != nil || err2 != nil {
		w.t.Fatal(err, err2)
	}
	if _, err := w.s.SaveAt(At(12, 2, 15, 25), mine); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.s.SaveAs(At(12, 2, 17, 10), theirs); err != nil {
		w.t.Fatal(err)
	}
}
