package casefile_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

// ownLabel is the sixth arena under a name of 30 characters.
const ownLabel = "Myndigheder og alle kontorerne"

func relabelled(t testing.TB, s *fakestore.Store) {
	t.Helper()
	set := s.Settings()
	set.ArenaLabel = ownLabel
	if err := s.PutSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
}

// planTexts are what people wrote in the plan.
func planTexts(c *cases.Case) []string {
	out := []string{ownLabel, "Karim", "Amira", "Lone", "klasselærer", "mor", "skolen", "Bo", "Amal"}
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
	return out
}

func onPlan(t *testing.T, size frame.Size, do func(t *testing.T, s *fakestore.Store, p *sample.Sample, x *sample.Planned, d *tuitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		x := sample.Plan(t, s, p)
		do(t, s, p, x, tuitest.Start(t, app(newDesk(t, s, words.Danish), desk.CaseArg{ID: p.Karim, Tab: "plan", Entry: x.School}), size))
	})
}

func TestPlanGolden(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{{Width: 40, Height: 12}, {Width: 80, Height: 24}, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
			for _, look := range []struct {
				name string
				keys []string
			}{{"school", []string{"down", "down"}}, {"authorities", []string{"right", "right"}}} {
				name := fmt.Sprintf("plan-%s-%s-%dx%d", look.name, l, size.Width, size.Height)
				t.Run(name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						s := fakestore.New()
						p := sample.Fill(t, s)
						x := sample.Plan(t, s, p)
						relabelled(t, s)
						d := tuitest.Start(t, app(newDesk(t, s, l), desk.CaseArg{ID: p.Karim, Tab: "plan", Entry: x.School}), size)
						d.Press(look.keys...)
						f := d.Frame()
						tuitest.Check(t, f, size, l, planTexts(p.Case(p.Karim))...)
						tuitest.Golden(t, name, f)
					})
				})
			}
		}
	}
}

func TestPlanShowsWhereTheArenasStand(t *testing.T) {
	onPlan(t, wide, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, _ *sample.Planned, d *tuitest.Driver) {
		d.Wants(`Karim: "Jeg vil gøre 9. færdig og tjene mine egne penge."`, "27-10, e ret", ">SKOLEN", "■■■□□ ↑", "■■□□□ ↓", "■■□□□ →", "start 1", "ikke sat", "3 skridt !1",
			`SKOLEN · 3 på vej siden 16-11: "kommer selv, når nogen ringer"`, "Karim + Amira", "Karim selv: 4 går godt med støtte siden 16-11 (start 2, bedre)",
			"Kendetegn: højst 2 fraværsdage, nu 1", "Morgenopkald kl. 7.15", "2 udgaver", "√ Møde med PPR om læsning", "1 skridt har to udgaver (t)", "mentorforløb · relation, uge 15", "Amira · Bo (vikar)")
		d.Press("left")
		d.Wants(">FRITIDEN", "Ingen mål eller skridt her endnu.")
		d.Press("right", "right")
		d.Wants(">JOBBET", "JOBBET · ikke sat. Tryk p, og sæt 1-5.", "T Høre i Brugsen", "T kun for teamet")
		d.Press("right", "right")
		d.Wants(">GADELIVET", "GADELIVET · 2 svært")
	})
}

func TestPlanKeysLeadToForms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		x := sample.Plan(t, s, p)
		for _, c := range []struct {
			presses []string
			want    string
		}{
			{[]string{"enter"}, fmt.Sprintf("route goal {%s %s  }", p.Karim, x.School)},
			{[]string{"down", "r"}, fmt.Sprintf("route step {%s %s  }", p.Karim, x.Calls)},
			{[]string{"n"}, fmt.Sprintf("route step {%s  skole %s}", p.Karim, x.School)},
			{[]string{"m"}, fmt.Sprintf("route goal {%s  skole }", p.Karim)},
			{[]string{"p"}, fmt.Sprintf("route score {%s  skole }", p.Karim)},
			{[]string{"e"}, fmt.Sprintf("route words {%s  skole }", p.Karim)},
			{[]string{"x"}, "route facts " + p.Karim},
			{[]string{"o"}, fmt.Sprintf("route review {%s }", p.Karim)},
			{[]string{"down", "down", "t"}, fmt.Sprintf("route versions {%s %s}", p.Karim, x.Talk)},
			{[]string{"down", "s"}, fmt.Sprintf("route strike {%s %s}", p.Karim, x.Calls)},
			{[]string{"f8"}, "route person " + p.Karim},
			{[]string{"d"}, "route print " + p.Karim},
			{[]string{"k"}, "route contact " + p.Karim},
		} {
			d := tuitest.Start(t, app(newDesk(t, s, words.Danish), desk.CaseArg{ID: p.Karim, Tab: "plan", Entry: x.School}), frame.Size{Width: 120, Height: 30})
			d.Press(c.presses...)
			// The frame of the fake screen wraps its words.
			if got := strings.Join(strings.Fields(d.Frame()), " "); !strings.Contains(got, strings.Join(strings.Fields(c.want), " ")) {
				t.Errorf("%q: no %q in\n%s", c.presses, c.want, d.Frame())
			}
			d.Stop()
		}
	})
}

func TestStepsAreDoneBegunMovedAndTakenBack(t *testing.T) {
	onPlan(t, wide, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, x *sample.Planned, d *tuitest.Driver) {
		order := func() (out []string) {
			for _, s := range p.Case(p.Karim).StepsOf(cases.ArenaSchool) {
				out = append(out, s.Text)
			}
			return out
		}
		d.Press("down", "down", "b")
		d.Wants("I gang. Ctrl+Z fortryder.")
		if got := p.Case(p.Karim).Step(x.Talk).State; got != cases.StepDoing {
			t.Errorf("%s", got)
		}
		d.Press("ctrl+z")
		d.Wants("Fortrudt.")
		if got := p.Case(p.Karim).Step(x.Talk).State; got != cases.StepTodo {
			t.Errorf("%s after the undo", got)
		}
		d.Press("up", "-")
		d.Wants("Flyttet.")
		if got := order(); got[0] != "Samtale om fraværets mønster" || got[1] != "Morgenopkald kl. 7.15" {
			t.Errorf("%q", got)
		}
		d.Press("-")
		if got := order(); got[2] != "Morgenopkald kl. 7.15" {
			t.Errorf("%q", got)
		}
		d.Press("-")
		d.Wants("Kun et åbent skridt")
		d.Press("+", "+")
		if got := order(); got[0] != "Morgenopkald kl. 7.15" {
			t.Errorf("%q", got)
		}
		d.Press("g")
		d.Wants("Gjort. Ctrl+Z fortryder.")
		if got := p.Case(p.Karim).Step(x.Calls).State; got != cases.StepDone {
			t.Errorf("%s", got)
		}
		d.Wants("> √ Morgenopkald kl. 7.15") // the cursor goes along
		d.Press("g")
		d.Wants("Det er gjort.")
		d.Press("home", "g")
		if got := p.Case(p.Karim).Goals[0].State; got != cases.GoalReached {
			t.Errorf("%s", got)
		}
		if n := len(p.Case(p.Karim).Conflicts); n > 2 {
			t.Errorf("%d conflicts", n)
		}
	})
}

func TestThePlanIsReachedFromTheHistoryAndExplained(t *testing.T) {
	onPlan(t, wide, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, _ *sample.Planned, d *tuitest.Driver) {
		d.Press("?")
		d.Wants("2 svært, 3 på vej", "× opgivet, T kun for")
		d.Press("esc", "tab", "tab", "tab", "tab", "f")
		d.Type("jobbet vurdering") // no score of the job
		d.Wants("Intet passer.")
		d.Press("esc", "f")
		d.Type("vurdering gade")
		d.Press("enter", "v")
		d.Wants("[Plan 8]", ">GADELIVET")
		d.Press("tab", "tab", "tab", "tab", "esc", "f") // the filter is still there
		d.Type("fars")
		d.Press("enter", "v")
		d.Wants(">MYNDIGHEDER", "> ! T Fars tilsagn")
	})
}

func TestTenancyShowsThemesAndArenasInUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		p.Do(p.Nadia, sample.At(12, 1, 9, 0), func(c *cases.Case) (cases.Write, error) {
			return c.AddStep(cases.StepForm{Arena: cases.ThemeMoney, Text: "Budget sammen"}, sample.On(1).Date)
		})
		d := tuitest.Start(t, app(newDesk(t, s, words.Danish), desk.CaseArg{ID: p.Nadia, Tab: "plan"}), wide)
		d.Wants(">ØKONOMI", "Bolig", "Helbred", "Budget sammen", "tema")
		d.Lacks("Gadelivet", "Skolen")
		d.Press("p")
		d.Wants("Et tema sættes der ikke 1-5 på.")
	})
}

func TestAClickChoosesAnArenaAndAStep(t *testing.T) {
	for _, size := range []frame.Size{wide, {Width: 140, Height: 40}} {
		onPlan(t, size, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, x *sample.Planned, d *tuitest.Driver) {
			d.Send(tui.Mouse{On: true})
			d.Click("Familien")
			d.Wants(">FAMILIEN")
			d.Click("Skolen")
			d.Wants(">SKOLEN")
			d.Click("Lektiecafé")
			d.Wants("Lektiecafé om tirsdagen")
			d.Click("Lektiecafé")
			d.Wants(fmt.Sprintf("route step {%s", p.Karim))
		})
	}
}

func TestNothingBreaksThePlan(t *testing.T) {
	pressed := []string{"down", "down", "up", "pgdown", "pgup", "home", "end", "tab", "shift+tab", "left", "right", "left", "right", "enter", "esc", "g", "b", "+", "-", "u", "f4", "ctrl+z", ":", "?", "t", "ø", "backspace"}
	tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		sample.Plan(t, s, p)
		relabelled(t, s)
		a := app(newDesk(t, s, words.Danish), desk.CaseArg{ID: p.Karim, Tab: "plan"})
		return tuitest.Start(t, a, wide), func() string {
			if a.End() == tui.Crashed {
				return a.Crash().Place() + a.Crash().Stack
			}
			return ""
		}
	})
}
