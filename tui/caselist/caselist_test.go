package caselist_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/caselist"
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
type opened struct{ text string }

func (o opened) Update(tea.Msg) (tui.Action, tea.Cmd) { return tui.Pass{}, nil }
func (o opened) Keys() keys.Context                   { return keys.Context{Name: "keys.context.list"} }
func (o opened) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: o.text}}, nil
}

func newDesk(t testing.TB, s *fakestore.Store, l words.Language) *desk.Desk {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	return desk.New(&tui.Env{Words: w, Clock: clock{s.Clock}, User: "Amira"}, s)
}

// app starts the list over a desk; other routes give a screen that names them.
func app(d *desk.Desk) *tui.App {
	return tui.New(tui.Options{Env: d.Env, Start: caselist.New(d), NoColor: true, Routes: func(route string, arg any) tui.Screen {
		if s := caselist.Route(d, route, arg); s != nil {
			return s
		}
		return &opened{fmt.Sprintf("route %s %v", route, arg)}
	}})
}

func names() []string {
	return []string{"Karim F.", "Emil D.", "Sahra A.", "Ida L.", "Yusuf B.", "Maryam O.", "Nadia D.", "Håkon S.", "Amira N.", "Amira"}
}

func TestGolden(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{{Width: 40, Height: 12}, {Width: 80, Height: 24}, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
			t.Run(fmt.Sprintf("%s-%dx%d", l, size.Width, size.Height), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := fakestore.New()
					p := sample.Fill(t, s)
					p.Many(30)
					d := tuitest.Start(t, app(newDesk(t, s, l)), size)
					d.Press("down")
					f := d.Frame()
					tuitest.Check(t, f, size, l, names()...)
					tuitest.Golden(t, fmt.Sprintf("list-%s-%dx%d", l, size.Width, size.Height), f)
				})
			})
		}
	}
}

func run(t *testing.T, size frame.Size, do func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		do(t, s, p, tuitest.Start(t, app(newDesk(t, s, words.Danish)), size))
	})
}

var wide = frame.Size{Width: 80, Height: 24}

func TestWhatIsShown(t *testing.T) {
	run(t, wide, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Wants("SAGER · 1 af 7", "i gang · efter navn", "26-7RQ4", "Karim F.", "AB2", "! 55 dage", "A gå ikke alene", "B beskyttet adresse", "2 to udgaver")
		d.Lacks("Farah", "Håkon", "Åparken")
		d.Press("s")
		d.Wants("Håkon S.", "1 af 1", "afsluttede")
		d.Lacks("Karim")
		d.Press("s")
		d.Wants("8", "Håkon S.", "Karim F.")
		d.Press("t", "t")
		d.Wants("Nadia D.", "social vicevært", "1 af 1")
		d.Press("m")
		d.Wants("Alle sager er hos den samme.")
	})
}

func TestFilterAsYouType(t *testing.T) {
	run(t, wide, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Press("f")
		d.Type("karim")
		d.Wants("Filter", "Karim F.", "1 af 1 · 7 i alt")
		d.Lacks("Emil")
		d.Press("enter")
		d.Wants("route case")
		d.Press("esc")
		d.Wants("Karim F.")
		d.Press("esc")
		d.Wants("Emil D.")
		d.Press("f")
		d.Type("xyz")
		d.Wants("Ingen sager passer. Slet et bogstav, eller tryk Esc.")
		d.Press("enter")
		d.Wants("Her er ingen sag at åbne.")
	})
}

func TestSort(t *testing.T) {
	run(t, wide, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		for name, want := range map[string][]string{
			"længst over tid": {"Karim F.", "Emil D.", "Sahra A."},
			"nummer":          {"26-4XRM", "26-7RQ4", "26-9MWG"},
		} {
			d.Press("o")
			d.Wants("Sortér efter")
			// The letter of the option stands before it.
			screen := d.Frame()
			at := strings.Index(screen, " "+name)
			if at < 1 {
				t.Fatalf("no %q in:\n%s", name, screen)
			}
			letter := []rune(screen[:at])
			d.Press(string(letter[len(letter)-1]), "enter")
			screen = d.Frame()
			last := 0
			for _, w := range want {
				i := strings.Index(screen, w)
				if i < last {
					t.Errorf("by %s: %q is not where it should be:\n%s", name, w, screen)
				}
				last = i
			}
		}
	})
}

func TestSelectionSurvives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		p.Many(40)
		d := tuitest.Start(t, app(newDesk(t, s, words.Danish)), wide)
		d.Press("s", "s", "f")
		d.Type("ø")
		d.Press("tab", "down", "down")
		d.Press("o", "u", "enter")
		before := selected(d)
		d.Press("ctrl+l") // locks: what is looked at is put away
		if !d.Ended() {
			t.Fatal("not locked")
		}
		again := tuitest.Start(t, app(newDesk(t, s, words.Danish)), wide)
		again.Wants("efter nummer", "alle", "Filter [ø", "af 37 · 48 i alt")
		if got := selected(again); got != before || got == "" {
			t.Errorf("after a lock %q, before %q", got, before)
		}
	})
}

func TestChangesComeIn(t *testing.T) {
	run(t, wide, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Press("down", "down") // Karim? the row, whichever it is, stays selected
		row := selected(d)
		name := "Adam Aabye"
		w, err := p.Case(p.Emil).Edit(cases.CaseEdit{Name: &name}, sample.On(7).Date)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Save(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		d.Send(desk.Changed{Cases: []string{p.Emil}})
		d.Wants("Adam A.")
		if got := selected(d); got != row {
			t.Errorf("selected %q, before %q", got, row)
		}
	})
}

func selected(d *tuitest.Driver) string {
	for _, l := range strings.Split(d.Frame(), "\n") {
		if strings.HasPrefix(l, " > ") {
			return l
		}
	}
	return ""
}

func TestEmpty(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := tuitest.Start(t, app(newDesk(t, fakestore.New(), words.Danish)), wide)
		d.Wants("Tryk n for at oprette den første.", "0 af 0")
		d.Press("n")
		d.Wants("route new-case")
	})
}

func TestKeysLead(t *testing.T) {
	run(t, wide, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Press("k")
		d.Wants("route contact " + p.Emil)
	})
}

func TestNothingBreaksIt(t *testing.T) {
	pressed := []string{"down", "up", "pgdown", "pgup", "home", "end", "f", "o", "s", "t", "m", "a", "ø", "esc", "enter", "tab", "ctrl+z", "?", "x", "backspace"}
	tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
		s := fakestore.New()
		sample.Fill(t, s).Many(20)
		a := app(newDesk(t, s, words.Danish))
		return tuitest.Start(t, a, wide), func() string {
			if a.End() == tui.Crashed {
				return a.Crash().Place()
			}
			return ""
		}
	})
}

func TestSmallWindows(t *testing.T) {
	run(t, frame.Size{Width: 20, Height: 5}, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Wants("Gør vinduet større")
		d.Resize(40, 12)
		d.Wants("SAGER · 1 af 7", "Emil D.", "AB2", "! 55 dage")
	})
}

func TestTheNextRowIsSelectedWhenACaseUnderAFilterIsClosed(t *testing.T) {
	run(t, wide, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Press("f")
		d.Type("a")
		d.Press("tab", "home", "down")
		if got := selected(d); !strings.Contains(got, "Ida L.") {
			t.Fatalf("selected %q", got)
		}
		w, err := p.Case(p.Ida).Close(cases.CloseForm{Outcome: cases.OutcomeReached}, sample.On(7).Date)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Save(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		d.Send(desk.Changed{Cases: []string{p.Ida}})
		d.Lacks("Ida L.")
		if got := selected(d); !strings.Contains(got, "Karim F.") {
			t.Errorf("the case after the closed one is not selected, but %q", got)
		}
	})
}

func TestAClickSelectsARowBelowTheTitles(t *testing.T) {
	run(t, wide, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Send(tui.Mouse{On: true})
		d.Click("Yusuf B.")
		for line := range strings.Lines(d.Frame()) {
			if strings.HasPrefix(line, " > ") && !strings.Contains(line, "Yusuf B.") {
				t.Errorf("selected is %q", line)
			}
		}
		d.Click("Yusuf B.")
		d.Wants("route case")
	})
}
