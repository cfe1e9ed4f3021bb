package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/plan"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"
)

var (
	normal = frame.Size{Width: 80, Height: 24}
	sizes  = []frame.Size{{Width: 40, Height: 12}, normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}}
)

// ownLabel is the sixth arena under a name of 30 characters.
const ownLabel = "Myndigheder og alle kontorerne"

type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

// vault is Karim's plan and the program over it.
type vault struct {
	t testing.TB
	s *fakestore.Store
	p *sample.Sample
	x *sample.Planned
	d *desk.Desk
}

func newVault(t testing.TB, l words.Language) *vault {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	s := fakestore.New()
	v := &vault{t: t, s: s, p: sample.Fill(t, s)}
	v.x = sample.Plan(t, s, v.p)
	set := s.Settings()
	set.ArenaLabel = ownLabel
	if err := s.PutSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	v.d = desk.New(&tui.Env{Words: w, Clock: clock{s.Clock}, User: "Amira"}, s)
	return v
}

func (v *vault) route(route string, arg any) tui.Screen { return plan.Route(v.d, route, arg) }

// app makes the program with a form over a first screen.
func (v *vault) app(route string, arg any) *tui.App {
	return tui.New(tui.Options{Env: v.d.Env, Start: stage.Over(v.d, v.p.Karim, v.route(route, arg)), Routes: v.route, NoColor: true})
}

func (v *vault) open(size frame.Size, route string, arg any) *tuitest.Driver {
	v.t.Helper()
	return tuitest.Start(v.t, v.app(route, arg), size)
}

func (v *vault) karim() *cases.Case { return v.p.Case(v.p.Karim) }

// on runs a test at a desk with Karim's plan.
func on(t *testing.T, do func(t *testing.T, v *vault)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(t, newVault(t, words.Danish)) })
}

// press presses keys; one that begins with an apostrophe is typed.
func press(d *tuitest.Driver, keys ...string) {
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, "'"); ok {
			d.Type(text)
			continue
		}
		d.Press(k)
	}
}

func day(m time.Month, d int) calendar.Date { return calendar.Date{Year: 2026, Month: m, Day: d} }

// texts are what people wrote.
func texts(c *cases.Case) []string {
	out := []string{ownLabel, "Karim", "Amira", "Lone", "klasselærer", "Farah", "Ring til træneren", "Går i klubben selv", "Vi ses den 4/1", "arab", "gange om ugen", "En frivillig"}
	for _, w := range c.Words {
		out = append(out, w.Text)
	}
	for _, g := range c.Goals {
		out = append(out, g.Text, g.Indicator)
	}
	for _, s := range c.Steps {
		out = append(out, s.Text, s.Who)
	}
	for _, s := range c.Scores {
		out = append(out, s.Reason)
	}
	for _, r := range c.Reviews {
		out = append(out, r.Text)
	}
	for _, m := range c.Matches {
		out = append(out, m.Why)
	}
	return out
}

type look struct {
	route string
	arg   any
	keys  []string
}

func looks(v *vault, l words.Language) map[string]look {
	say := func(da, en string) string {
		if l == words.Danish {
			return da
		}
		return en
	}
	id := v.p.Karim
	return map[string]look{
		"goal-new":   {desk.RouteGoal, desk.PlanArg{Case: id, Arena: cases.ArenaLeisure}, []string{"'Går i klubben selv", "tab", "'to gange om ugen"}},
		"goal-edit":  {desk.RouteGoal, desk.PlanArg{Case: id, Entry: v.x.School}, nil},
		"step-new":   {desk.RouteStep, desk.PlanArg{Case: id, Arena: cases.ArenaLeisure}, []string{"'Ring til træneren", "tab", say("'mig", "'me")}},
		"step-edit":  {desk.RouteStep, desk.PlanArg{Case: id, Entry: v.x.Employer}, []string{"tab"}},
		"score":      {desk.RouteScore, desk.PlanArg{Case: id, Arena: cases.ArenaAuthorities}, []string{"3", "tab", say("s", "t")}},
		"words":      {desk.RouteWords, desk.PlanArg{Case: id, Arena: cases.ArenaSchool}, nil},
		"facts":      {desk.RouteFacts, id, nil},
		"match-edit": {desk.RouteMatch, desk.ThingArg{Case: id, Entry: v.x.Match}, nil},
		"review":     {desk.RouteReview, desk.ThingArg{Case: id}, []string{"'Vi ses den 4/1"}},
		"review-old": {desk.RouteReview, desk.ThingArg{Case: id, Entry: v.x.Review}, nil},
	}
}

func TestTheFormsLook(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range sizes {
			synctest.Test(t, func(t *testing.T) {
				var names []string
				for name := range looks(newVault(t, l), l) {
					names = append(names, name)
				}
				slices.Sort(names)
				for _, name := range names {
					v := newVault(t, l)
					look := looks(v, l)[name]
					d := v.open(size, look.route, look.arg)
					press(d, look.keys...)
					tuitest.Check(t, d.Frame(), size, l, texts(v.karim())...)
					tuitest.Golden(t, fmt.Sprintf("%s-%dx%d-%s", name, size.Width, size.Height, l), d.Frame())
					d.Stop()
				}
			})
		}
	}
}

func TestAGoalIsMadeAndReached(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteGoal, desk.PlanArg{Case: v.p.Karim, Arena: cases.ArenaJob})
		press(d, "ctrl+s")
		d.Wants("Mål: skal udfyldes.")
		press(d, "'Et fritidsjob", "tab", "'løn på kontoen", "tab", "'18/1", "ctrl+s")
		d.Wants("HJEM", "Målet er gemt.")
		goals := v.karim().GoalsOf(cases.ArenaJob)
		if len(goals) != 1 || goals[0].Text != "Et fritidsjob" || goals[0].Indicator != "løn på kontoen" || goals[0].By != (calendar.Date{Year: 2027, Month: 1, Day: 18}) {
			t.Fatalf("%+v", goals)
		}
		d.Stop()
		d = v.open(normal, desk.RouteGoal, desk.PlanArg{Case: v.p.Karim, Entry: goals[0].ID})
		press(d, "tab", "tab", "tab", "tab", "n", "ctrl+s")
		if g := v.karim().GoalsOf(cases.ArenaJob)[0]; g.State != cases.GoalReached || g.StateOn != day(12, 7) || g.Text != "Et fritidsjob" {
			t.Errorf("%+v", g)
		}
	})
}

func TestAStepSaysWhoDoesWhatByWhen(t *testing.T) {
	for typed, want := range map[string]string{"ung": cases.WhoPerson, "karim": cases.WhoPerson, "mig": cases.WhoWorker, "amira": cases.WhoWorker, "lone": "", "træneren": "træneren"} {
		// Chosen from the list, or typed out and left.
		for _, then := range [][]string{{"enter", "shift+tab"}, {"tab"}, {}} {
			on(t, func(t *testing.T, v *vault) {
				want := want
				if want == "" {
					want = string(v.p.Lone)
				}
				d := v.open(normal, desk.RouteStep, desk.PlanArg{Case: v.p.Karim, Goal: v.x.School})
				press(d, "'Pakke tasken om aftenen", "tab", "'"+typed)
				press(d, then...)
				press(d, "ctrl+s")
				d.Wants("Skridtet er gemt.")
				steps := v.karim().Steps
				got := steps[len(steps)-1]
				if got.Who != want || got.Goal != v.x.School || got.Arena != cases.ArenaSchool || got.Text != "Pakke tasken om aftenen" || got.TeamOnly {
					t.Errorf("%q, then %v: %+v", typed, then, got)
				}
			})
		}
	}
}

func TestAnEditOfAStepSettlesNothingThatWasNotTouched(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteStep, desk.PlanArg{Case: v.p.Karim, Entry: v.x.Talk})
		d.Wants("Samtale om fraværets mønster", "Lone")
		d.Lacks("Arena") // the goal's
		press(d, "'!", "ctrl+s")
		c := v.karim()
		if got := c.Step(v.x.Talk); got.Text != "Samtale om fraværets mønster!" || got.Who != string(v.p.Lone) || got.State != cases.StepTodo {
			t.Errorf("%+v", got)
		}
		if !c.InConflict(v.x.Talk) {
			t.Error("an edit of the text has chosen a day")
		}
	})
}

func TestAScoreNeedsAValueAndWhoSaysSo(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteScore, desk.PlanArg{Case: v.p.Karim, Arena: cases.ArenaSchool})
		d.Wants("Skolen: 3 på vej siden 16-11-2026", "Karim selv: 4 går godt med støtte")
		press(d, "ctrl+s")
		d.Wants("1-5: skal udfyldes.")
		press(d, "4", "ctrl+s")
		d.Wants("Hvem siger det: skal udfyldes.")
		press(d, "s", "tab", "'kommer selv nu", "ctrl+s")
		d.Wants("Skolen: 4 er gemt.")
		c := v.karim()
		st := c.WorkerStanding(cases.ArenaSchool, day(12, 7))
		if st.Now.Value != 4 || st.By != cases.RaterTogether || st.Now.Reason != "kommer selv nu" || st.Now.On != day(12, 7) {
			t.Errorf("%+v", st.Now)
		}
		if own := c.Standing(cases.ArenaSchool, cases.RaterPerson, day(12, 7)); own.Now.On != day(11, 16) || own.Now.Value != 4 {
			t.Errorf("the person's own has changed: %+v", own.Now)
		}
	})
}

func TestOwnWordsOfThePlanAndOfAnArena(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteWords, desk.PlanArg{Case: v.p.Karim, Arena: cases.ArenaJob})
		press(d, "tab", "'Bare det giver penge.", "ctrl+s")
		c := v.karim()
		if c.Words[cases.ArenaJob].Text != "Bare det giver penge." || c.Words[""].Text != "Jeg vil gøre 9. færdig og tjene mine egne penge." || c.Words[""].On != day(10, 27) {
			t.Errorf("%+v", c.Words)
		}
	})
}

func TestFactsAreWrittenWhereTheyChanged(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		before := len(v.karim().Facts)
		d := v.open(normal, desk.RouteFacts, v.p.Karim)
		d.Wants("I skole eller uddannelse", "I job eller fritidsjob")
		d.Lacks("Bliver boende")
		press(d, "tab", "tab", "j", "ctrl+s")
		c := v.karim()
		if got, _ := c.FactNow(cases.FactJob); got.Value != cases.FactYes || got.On != day(12, 7) || len(c.Facts) != before+1 {
			t.Errorf("%+v of %d", got, len(c.Facts))
		}
	})
}

func TestAMentorAndTheCertificate(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteMatch, desk.ThingArg{Case: v.p.Emil})
		press(d, "'En frivillig", "ctrl+s")
		m := v.p.Case(v.p.Emil).MatchNow()
		if m == nil || m.Mentor != "En frivillig" || m.On != day(12, 7) || !m.Certificate.IsZero() {
			t.Fatalf("%+v", m)
		}
		d.Stop()
		d = v.open(normal, desk.RouteMatch, desk.ThingArg{Case: v.p.Emil, Entry: m.ID})
		press(d, "'1/12", "ctrl+s") // the cursor stands where something is missing
		if m := v.p.Case(v.p.Emil).MatchNow(); m.Certificate != day(12, 1) || m.Mentor != "En frivillig" {
			t.Errorf("%+v", m)
		}
	})
}

func TestAReviewKeepsItsTextWhileAScoreIsSet(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteReview, desk.ThingArg{Case: v.p.Karim})
		d.Wants("Siden sidste opfølgning 16-11-2026, 21 dage", "Sidst aftalt: Morgenopkaldene", "Skridt gjort (1): Møde med PPR", "! Over tid (1): Fars tilsagn", "Karim + Amira", "Karim selv")
		press(d, "'Vi tager jobbet først.", "ctrl+p", "j", "tab", "2", "tab", "m", "ctrl+s")
		d.Wants("Jobbet: 2 er gemt.", "Vi tager jobbet først.", "Jobbet        2 svært      2 svært")
		press(d, "ctrl+n")
		d.Wants("NYT SKRIDT")
		press(d, "esc")
		press(d, "' Ferien bliver i Brohøj.", "ctrl+s")
		d.Wants("Opfølgningen er gemt.")
		c := v.karim()
		if r := c.Reviews[len(c.Reviews)-1]; r.Text != "Vi tager jobbet først. Ferien bliver i Brohøj." || r.On != day(12, 7) {
			t.Errorf("%+v", r)
		}
		if st := c.WorkerStanding(cases.ArenaJob, day(12, 7)); st.Now == nil || st.By != cases.RaterWorker {
			t.Errorf("%+v", st)
		}
	})
}

func TestAReviewComparesOneRaterOnly(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		v.p.Do(v.p.Karim, sample.At(12, 1, 9, 0), func(c *cases.Case) (cases.Write, error) {
			return c.AddScore(cases.ScoreForm{Arena: cases.ArenaSchool, Value: 5, By: cases.RaterWorker, On: day(12, 1)}, day(12, 1))
		})
		d := v.open(normal, desk.RouteReview, desk.ThingArg{Case: v.p.Karim})
		// The worker alone has one score: there is no then to compare it with.
		d.Wants("Skolen        5 kan selv   5 kan selv      Amira")
	})
}

func TestWhatIsTypedIsADraftAndComesBack(t *testing.T) {
	for route, entry := range map[string]string{desk.RouteGoal: "text", desk.RouteStep: "text", desk.RouteReview: "text", desk.RouteWords: "text", desk.RouteMatch: "mentor"} {
		on(t, func(t *testing.T, v *vault) {
			arg := desk.PlanArg{Case: v.p.Emil}
			d := v.open(normal, route, arg)
			d.Type("halvt")
			d.Wait(2 * time.Second)
			all, err := v.s.Drafts(t.Context())
			if err != nil || len(all) != 1 || all[0].Form != route || all[0].Fields[entry] != "halvt" {
				t.Fatalf("%s: %+v %v", route, all, err)
			}
			d.Stop()
			d = v.open(normal, route, arg)
			d.Wants("halvt", "er her igen.")
			d.Stop()
			d = v.open(normal, route, &all[0])
			d.Wants("halvt")
		})
	}
}

func TestNothingBreaksTheForms(t *testing.T) {
	pressed := []string{"a", "j", "s", "3", "1", "space", "enter", "tab", "tab", "shift+tab", "up", "down", "left", "right",
		"backspace", "delete", "ctrl+z", "ctrl+u", "home", "end", "pgdown", "f1", "f4", "esc", "x", "?", "ctrl+n", "ctrl+p"}
	// One of each make: lines and choices that come and go, texts, then and now.
	for _, route := range []string{desk.RouteStep, desk.RouteFacts, desk.RouteWords, desk.RouteReview} {
		t.Run(route, func(t *testing.T) {
			tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
				v := newVault(t, words.English)
				screen := v.route(route, desk.PlanArg{Case: v.p.Karim, Arena: cases.ArenaSchool})
				a := tui.New(tui.Options{Env: v.d.Env, Start: stage.Over(v.d, v.p.Karim, screen), Routes: v.route, NoColor: true})
				saves := v.s.Saves()
				d := tuitest.Start(t, a, normal)
				return d, func() string {
					if a.End() == tui.Crashed {
						return "crashed in " + a.Crash().Place() + a.Crash().Stack
					}
					d.Wait(2 * time.Second)
					typed, ok := screen.(interface{ Dirty() bool })
					if !ok || !typed.Dirty() || v.s.Saves() != saves {
						return ""
					}
					if all, _ := v.s.Drafts(t.Context()); len(all) == 0 {
						return "what was typed is in no draft"
					}
					return ""
				}
			})
		})
	}
}
