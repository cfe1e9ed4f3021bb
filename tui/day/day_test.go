package day_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/day"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

// opened is a screen that another package would make: it says what it was opened
// with.
type opened struct{ text, with string }

func (o opened) Update(tea.Msg) (tui.Action, tea.Cmd) { return tui.Pass{}, nil }
func (o opened) Keys() keys.Context                   { return keys.Context{Name: "keys.context.list"} }
func (o opened) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: o.text}, Body: frame.Wrap(o.with, 70)}, nil
}

func app(t testing.TB, s *fakestore.Store, l words.Language) *tui.App {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(&tui.Env{Words: w, Clock: clock{s.Clock}, User: "Amira"}, s)
	return tui.New(tui.Options{Env: d.Env, Start: day.New(d), NoColor: true, Routes: func(route string, arg any) tui.Screen {
		if s := day.Route(d, route, arg); s != nil {
			return s
		}
		return &opened{"route " + route, fmt.Sprintf("with %v", arg)}
	}})
}

func people() []string {
	return []string{"Karim F.", "Emil D.", "Sahra A.", "Ida L.", "Yusuf B.", "Maryam O.", "Nadia D.", "Håkon S.", "Amira", "Karim"}
}

var (
	wide  = frame.Size{Width: 80, Height: 24}
	small = frame.Size{Width: 40, Height: 12}
	all   = []frame.Size{small, wide, {Width: 120, Height: 30}, {Width: 140, Height: 40}}
)

func TestGolden(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range all {
			t.Run(fmt.Sprintf("%s-%dx%d", l, size.Width, size.Height), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := fakestore.New()
					p := sample.Fill(t, s)
					if err := s.PutDraft(context.Background(), cases.Draft{ID: "00000000000000f1", Form: "contact", Case: p.Ida, Title: "Ida L.", Changed: sample.At(time.December, 4, 16, 12)}); err != nil {
						t.Fatal(err)
					}
					s.Vault.Demo, s.Vault.LastBackup = false, sample.At(time.November, 20, 9, 0)
					d := tuitest.Start(t, app(t, s, l), size)
					f := d.Frame()
					tuitest.Check(t, f, size, l, people()...)
					tuitest.Golden(t, fmt.Sprintf("day-%s-%dx%d", l, size.Width, size.Height), f)
				})
			})
		}
	}
}

func run(t *testing.T, do func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		do(t, s, p, tuitest.Start(t, app(t, s, words.Danish), wide))
	})
}

func TestAnEmptyArchiveSaysWhatToPress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := tuitest.Start(t, app(t, fakestore.New(), words.Danish), wide)
		d.Wants("Her er ingen sager endnu. Tryk n for at lave den første.")
		d.Press("g")
		d.Wants("Der er intet på listen.")
		d.Press("n")
		d.Wants("route new-case")
	})
}

func TestDoneTakesAnItemAwayAndUndoBringsItBack(t *testing.T) {
	run(t, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Wants("Over tid", "ingen kontakt siden 17-11", "6 dage")
		before := s.Saves()
		d.Press("down", "g")
		d.Wants("Gjort. Ctrl+Z fortryder.")
		d.Lacks("6 dage")
		d.Wants("> 26-C3HX") // the next one is selected
		if s.Saves() != before+1 {
			t.Fatalf("%d saves for one key", s.Saves()-before)
		}
		d.Press("ctrl+z")
		d.Wants("6 dage")
	})
}

func TestPostponingNeedsADayWithinThirty(t *testing.T) {
	run(t, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		before := s.Saves()
		d.Press("u", "enter")
		d.Wants("Skal udfyldes")
		d.Type("vrøvl")
		d.Press("enter")
		d.Wants("Skriv en dag: man, +7, 3/12, to kl. 14.")
		d.Lacks("i går") // no day to postpone to
		d.Press("ctrl+u")
		d.Type("+31")
		d.Press("enter")
		d.Wants("Højst 30 dage frem")
		if s.Saves() != before {
			t.Fatal("saved what was refused")
		}
		d.Press("ctrl+u")
		d.Type("to")
		d.Wants("to 10-12-2026")
		d.Press("enter")
		d.Wants("Udsat.")
		if s.Saves() != before+1 {
			t.Fatalf("%d saves", s.Saves()-before)
		}
	})
}

func TestTwoVersionsCannotBeWavedAway(t *testing.T) {
	run(t, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Press("f")
		d.Type("to udgaver")
		d.Press("esc")
		d.Press("f")
		d.Type("to udgaver")
		d.Press("tab")
		before := s.Saves()
		d.Press("g")
		if s.Saves() != before {
			t.Fatal("two versions were answered by one key")
		}
	})
}

func TestKeysLeadOn(t *testing.T) {
	for key, want := range map[string]string{"enter": "route case", "k": "route contact", "n": "route new-case", "/": "route search"} {
		run(t, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
			d.Press("down", key)
			d.Wants(want)
		})
	}
}

// The line says "d fortsæt" of one draft: d opens its form, whichever it is, and
// the line is cut in no word.
func TestTheOnlyDraftIsGoneOnWith(t *testing.T) {
	for form, route := range map[string]string{"contact": desk.RouteNote, "case": desk.RouteEditCase, "party": desk.RouteDraft, desk.RouteStep: desk.RouteStep} {
		synctest.Test(t, func(t *testing.T) {
			s := fakestore.New()
			p := sample.Fill(t, s)
			if err := s.PutDraft(t.Context(), cases.Draft{ID: "00000000000000f1", Form: form, Case: p.Ida, Title: "Nadia D.", Changed: sample.At(time.December, 4, 16, 12)}); err != nil {
				t.Fatal(err)
			}
			d := tuitest.Start(t, app(t, s, words.Danish), wide)
			d.Wants("(d fortsæt)")
			d.Lacks("…  (d")
			d.Press("d")
			d.Wants("route " + route)
		})
	}
}

func TestAnItemOfThePlanOpensWhereItIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		opens := func(text, route, want string) {
			t.Helper()
			d := tuitest.Start(t, app(t, s, words.Danish), wide)
			d.Press("f")
			d.Type(text)
			d.Press("enter")
			d.Wants("route "+route, "with "+want)
			d.Stop()
		}
		opens("karim efter", "review", "{"+p.Karim+" }") // no review has been held
		opens("emil mentor", "match", "{"+p.Emil+" }")
		x := sample.Plan(t, s, p)
		opens("fars tilsagn", "case", "{"+p.Karim+" plan\n"+string(x.Father)+"}") // wrapped
		opens("jul", "case", "{"+p.Karim+" plan\n"+string(x.School)+"}")
	})
}

func TestAStoreThatFailsIsSaidInPlainWords(t *testing.T) {
	run(t, func(t *testing.T, s *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		s.FailWith(cases.ErrDiskFull)
		d.Press("g")
		d.Wants("Disken er fuld. Intet er gået tabt.")
		s.FailWith(nil)
		d.Press("g")
		d.Wants("Gjort.")
	})
}

func TestAClickSelectsOpensAndGoesToMainScreens(t *testing.T) {
	run(t, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Send(tui.Mouse{On: true})
		d.Click("Sahra A.")
		for line := range strings.Lines(d.Frame()) {
			if strings.HasPrefix(line, " > ") && !strings.Contains(line, "Sahra A.") {
				t.Errorf("selected is %q", line)
			}
		}
		d.Click("Sahra A.")
		d.Wants("route case")
		d.Press("esc")
		d.Click("2 Sager")
		d.Wants("route cases")
	})
}
