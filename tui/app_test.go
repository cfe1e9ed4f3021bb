package tui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
	"brobygger/tui/tuitest"
	"brobygger/tui/words"
)

// The demonstration: a list of made-up people and a form over it, as short as a
// screen can be. It is what doc.go describes.

type clock struct{}

func (clock) Now() time.Time {
	return time.Date(2026, 12, 7, 8, 41, 0, 0, time.FixedZone("", 3600))
}

type person struct{ id, name, late string }

type people []person

func (p people) Len() int              { return len(p) }
func (p people) ID(i int) string       { return p[i].id }
func (p people) Haystack(i int) string { return danish.Fold(p[i].id + " " + p[i].name) }
func (p people) Row(i, width int) string {
	return rows.Lay([]rows.Column{{Width: 7}, {Width: 8, Grow: true, Name: true}, {Width: 6, Right: true}}, width, 2).
		Row(p[i].id, p[i].name, p[i].late)
}

// loaded is what the list's command comes to.
type loaded struct{ people people }

type listScreen struct {
	env   *tui.Env
	list  *rows.List
	shown int
	told  []string
}

func newList(env *tui.Env) *listScreen {
	l := rows.New(people{}, danish.Fold, "Søg")
	l.Empty, l.NoHits = "Der er ingen sager endnu. Tryk n for at lave en.", "Ingen sag passer."
	return &listScreen{env: env, list: l}
}

func (s *listScreen) Start() tea.Cmd {
	return func() tea.Msg {
		return loaded{people{{"26-7RQ4", "Karim F.", "6 dage"}, {"26-C3HX", "Emil D.", "4 dage"}, {"26-9MWG", "Sahra A.", ""}}}
	}
}

func (s *listScreen) CaseID() string { return s.list.SelectedID() }

func (s *listScreen) Explain() []string {
	return []string{"Over tid tælles i hele dage fra fristen."}
}

func (s *listScreen) Commands() []tui.Command {
	return []tui.Command{{Label: "Vend rækkefølgen", Run: func() (tui.Action, tea.Cmd) { return tui.Say{Text: "Vendt."}, nil }}}
}

func (s *listScreen) Keys() keys.Context {
	m, l := keys.NewMoves(), keys.NewLetters()
	return keys.Context{Name: "keys.context.list", Kind: s.list.Kind(), Bindings: []keys.Binding{
		m.Open, keys.NewOutside().Contact, l.Done, l.Postpone.Disabled("Der er ingen opfølgning at udsætte."), keys.NewOutside().Search,
	}}
}

func (s *listScreen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if s.list.Update(msg) {
		return nil, nil
	}
	switch msg := msg.(type) {
	case tui.Shown:
		s.shown++
		return nil, nil
	case loaded:
		s.list.SetSource(msg.people)
		return nil, nil
	case string:
		s.told = append(s.told, msg)
		return nil, nil
	case tea.KeyPressMsg:
		switch keys.Name(msg) {
		case "enter":
			return tui.Push{Screen: newForm(s.env, s.list.SelectedID())}, nil
		case "/":
			s.list.OpenFilter()
			return nil, nil
		case "g":
			return nil, func() tea.Msg { return tui.Say{Text: "Gjort."} }
		case "a":
			return nil, tea.Sequence(func() tea.Msg { return nil }, func() tea.Msg { panic(errors.New("Karim Farah")) })
		case "b":
			panic("Karim Farah")
		case "c":
			return tui.Ask{Dialog: tui.Notice(s.env, "Ny version", "Bo har skrevet i sagen imens.")}, nil
		}
	}
	return tui.Pass{}, nil
}

func (s *listScreen) View(window frame.Size) (frame.Parts, *field.Point) {
	p := frame.Parts{
		Title: frame.Line{Left: "SAGER"},
		State: []frame.Line{{Left: "Gemt her · intet venter", Right: s.list.Position(s.env.Words)}},
	}
	var cursor *field.Point
	p.Body, cursor = s.list.View(p.Room(window), s.env.Styles)
	return p, cursor
}

type formScreen struct {
	env    *tui.Env
	id     string
	form   *field.Form
	text   *field.Area
	parked *[]string
}

func newForm(env *tui.Env, id string) *formScreen {
	s := &formScreen{env: env, id: id, text: field.NewArea("").Rows(3, 8), parked: new([]string)}
	s.form = field.NewForm("Der er ikke plads til mere her.",
		&field.Entry{ID: "text", Label: "Hvad skete der, og hvad aftalte I?", Above: true, Field: s.text},
		&field.Entry{ID: "met", Label: "Truffet", Field: field.NewYesNo("Ja", "j", "Nej", "n")},
	)
	return s
}

func (s *formScreen) CaseID() string { return s.id }

func (s *formScreen) Park() tea.Cmd {
	text, parked := s.text.Value(), s.parked
	return tea.Batch(func() tea.Msg { *parked = append(*parked, text); return nil })
}

func (s *formScreen) Keys() keys.Context {
	e, m := keys.NewEverywhere(), keys.NewMoves()
	return keys.Context{Name: "keys.context.text", Kind: s.form.Kind(), Bindings: []keys.Binding{e.Save, m.Next.With("keys.next"), m.Back}}
}

func (s *formScreen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if s.form.Update(msg) {
		return nil, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && keys.NewEverywhere().Save.Matches(press) {
		if s.text.Value() == "" {
			s.form.Entry("text").Error = "Skriv, hvad der skete."
			return nil, nil
		}
		return tui.All{tui.Tell{Msg: "saved " + s.id}, tui.Back{Say: "Gemt."}}, nil
	}
	return tui.Pass{}, nil
}

func (s *formScreen) View(window frame.Size) (frame.Parts, *field.Point) {
	p := frame.Parts{Title: frame.Line{Left: "KONTAKT · " + s.id}}
	var cursor *field.Point
	p.Body, cursor = s.form.View(p.Room(window), s.env.Styles)
	return p, cursor
}

// play starts the demonstration and lets a test play with it.
func play(t *testing.T, o tui.Options, test func(t *testing.T, d *tuitest.Driver, app *tui.App, list *listScreen)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w, err := words.Load(words.Danish)
		if err != nil {
			t.Fatal(err)
		}
		env := &tui.Env{Words: w, Clock: clock{}, User: "Amira"}
		list := newList(env)
		o.Env, o.NoColor = env, true
		if o.Start == nil {
			o.Start = list
		}
		if o.Routes == nil {
			o.Routes = func(route string, arg any) tui.Screen {
				switch route {
				case tui.RouteCases:
					return newList(env)
				case tui.RouteContact:
					return newForm(env, arg.(string))
				}
				return nil
			}
		}
		app := tui.New(o)
		test(t, tuitest.Start(t, app, frame.Size{Width: 80, Height: 24}), app, list)
	})
}

func TestFrames(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, _ *listScreen) {
		check := func(name string) {
			t.Helper()
			tuitest.Golden(t, name, d.Frame())
			tuitest.Check(t, d.Frame(), d.Size(), words.Danish)
		}
		check("list")
		d.Press("?")
		check("help")
		d.Press("esc", ":")
		d.Type("vend")
		check("palette")
		d.Press("esc", "k")
		d.Type("Mødte Karim i frikvarteret.")
		check("form")
		d.Resize(40, 12)
		check("form-40x12")
		d.Press("f1")
		check("help-40x12")
		d.Press("esc")
		d.Resize(20, 5)
		check("form-20x5")
		d.Resize(80, 24)
		d.Press("esc", "q")
		check("quit")
		d.Press("n", "f9")
		tuitest.Golden(t, "cover", d.Frame())
		if v := d.View(); v.WindowTitle != "Brobygger" || !v.AltScreen || v.Cursor != nil {
			t.Errorf("covered: title %q, alt screen %v, cursor %v", v.WindowTitle, v.AltScreen, v.Cursor)
		}
	})
}

func TestAContactFromAnywhere(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, list *listScreen) {
		d.Press("down", "K")
		d.Wants("KONTAKT · 26-C3HX")
		if x, y, ok := d.Cursor(); !ok || x != 1 || y != 4 {
			t.Errorf("the cursor is at %d, %d, %v", x, y, ok)
		}
		d.Press("ctrl+s")
		d.Wants("! Skriv, hvad der skete.")
		// Letters that are commands elsewhere are text here.
		d.Type("q1k?:/ er ikke kommandoer")
		d.Wants("q1k?:/ er ikke kommandoer")
		d.Press("ctrl+s")
		d.Wants("SAGER", "Gemt.", "> 26-C3HX")
		if len(list.told) != 1 || list.told[0] != "saved 26-C3HX" {
			t.Errorf("the list was told %q", list.told)
		}
		if list.shown != 2 {
			t.Errorf("the list was shown %d times", list.shown)
		}
	})
}

func TestAMessageStaysUntilTheNextKeyAndAtLeastFourSeconds(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		d.Press("g")
		d.Wants("Gjort.")
		d.Press("down")
		d.Wants("Gjort.")
		d.Wait(3 * time.Second)
		d.Wants("Gjort.")
		d.Wait(2 * time.Second)
		d.Lacks("Gjort.")
		d.Wants("Gemt her")

		d.Press("g")
		d.Wait(time.Minute)
		d.Wants("Gjort.")
		d.Press("down")
		d.Lacks("Gjort.")
	})
}

func TestCovering(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		for _, key := range []string{"f9", "ctrl+d"} {
			for _, back := range []string{"enter", "esc", "f9"} {
				d.Press("k")
				d.Type("hemmeligt")
				d.Press(key)
				d.Lacks("hemmeligt", "KONTAKT", "Karim", "Amira")
				d.Wants("8.41", "Brobygger")
				d.Press("x", "space", "tab", "f1")
				d.Paste("indsat")
				d.Lacks("hemmeligt", "KONTAKT", "HJÆLP")
				d.Press(back)
				d.Wants("hemmeligt")
				d.Lacks("hemmeligtx", "indsat")
				d.Press("esc")
			}
		}
	})
}

func TestClosing(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, _ *listScreen) {
		d.Press("ctrl+c")
		d.Wants("Tryk q for at lukke.")
		d.Press("esc", "esc", "esc")
		if d.Ended() {
			t.Fatal("Esc closes the program")
		}
		d.Press("Q")
		d.Wants("Vil du lukke?")
		d.Press("esc")
		d.Lacks("Vil du lukke?")
		d.Press("q", "n")
		if d.Ended() {
			t.Fatal("no closes the program")
		}
		d.Press("q", "j")
		if !d.Ended() || app.End() != tui.Closed {
			t.Errorf("ended %v, %v", d.Ended(), app.End())
		}
		if strings.Contains(d.Frame(), "26-") {
			t.Error("the last frame shows cases")
		}
	})
}

func TestLockingPutsAwayWhatIsHalfTyped(t *testing.T) {
	for name, lock := range map[string]func(d *tuitest.Driver){
		"key":           func(d *tuitest.Driver) { d.Press("ctrl+l") },
		"while covered": func(d *tuitest.Driver) { d.Press("f9", "ctrl+l") },
		"idle":          func(d *tuitest.Driver) { d.Wait(11 * time.Minute) },
		"dialog":        func(d *tuitest.Driver) { d.Send(tui.Ask{Dialog: &tui.Dialog{}}); d.Press("ctrl+l") },
	} {
		var form *formScreen
		play(t, tui.Options{Idle: 10 * time.Minute}, func(t *testing.T, d *tuitest.Driver, app *tui.App, list *listScreen) {
			form = newForm(list.env, "26-7RQ4")
			d.Send(tui.Push{Screen: form})
			d.Type("halvt skrevet")
			d.Wait(9 * time.Minute)
			if d.Ended() {
				t.Fatalf("%s: locked too early", name)
			}
			d.Press("space")
			d.Wait(9 * time.Minute)
			if d.Ended() {
				t.Fatalf("%s: a key does not count", name)
			}
			lock(d)
			if !d.Ended() || app.End() != tui.Locked {
				t.Fatalf("%s: ended %v, %v", name, d.Ended(), app.End())
			}
			if len(*form.parked) != 1 || (*form.parked)[0] != "halvt skrevet " {
				t.Errorf("%s: put away %q", name, *form.parked)
			}
			if got := d.View().Content; got != "" {
				t.Errorf("%s: the last frame is %q", name, got)
			}
		})
	}
}

// slow never gets its draft away.
type slow struct {
	*formScreen
	ctx context.Context
}

func (s slow) Park() tea.Cmd {
	return func() tea.Msg { <-s.ctx.Done(); return nil }
}

func TestADiskThatDoesNotAnswerKeepsNobodyFromLocking(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, list *listScreen) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		d.Send(tui.Push{Screen: &slow{newForm(list.env, "26-7RQ4"), ctx}})
		d.Type("x")
		d.Press("ctrl+l")
		d.Lacks("26-7RQ4")
		d.Wait(6 * time.Second)
		if !d.Ended() || app.End() != tui.Locked {
			t.Errorf("ended %v, %v", d.Ended(), app.End())
		}
	})
}

func TestTheTerminalGoesAway(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, list *listScreen) {
		form := newForm(list.env, "26-7RQ4")
		d.Send(tui.Push{Screen: form})
		d.Type("midt i en sæt")
		d.Send(tui.Hangup{})
		if !d.Ended() || app.End() != tui.Closed || len(*form.parked) != 1 {
			t.Errorf("ended %v, %v, put away %q", d.Ended(), app.End(), *form.parked)
		}
	})
}

func TestAFailingCommandIsToldWithoutItsValue(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, _ *listScreen) {
		d.Press("a")
		d.Wants("Noget gik galt", "*errors.errorString", "tui_test.(*listScreen).Update")
		d.Lacks("Karim Farah")
		// It opened by itself: what was typed ahead is not an answer.
		d.Rapidly("enter", "esc", "enter")
		d.Wants("Noget gik galt")
		d.Wait(time.Second)
		d.Press("enter")
		d.Lacks("Noget gik galt")
		d.Press("down")
		d.Wants("> 26-C3HX")
	})
}

func TestAFailingScreenEndsTheProgramWithoutItsValue(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, _ *listScreen) {
		d.Press("b")
		if !d.Ended() || app.End() != tui.Crashed {
			t.Fatalf("ended %v, %v", d.Ended(), app.End())
		}
		crash := app.Crash()
		if crash.Type != "string" || !strings.Contains(crash.Stack, "listScreen") || crash.Place() != "tui_test.(*listScreen).Update" {
			t.Errorf("crash of %q at %q", crash.Type, crash.Place())
		}
		if strings.Contains(fmt.Sprintf("%v %+v %s", crash, crash, crash), "Karim Farah") {
			t.Error("the value is told")
		}
	})
}

func TestADialogThatOpensByItselfEatsKeysTypedAhead(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		d.Rapidly("c", "enter", "enter", "esc")
		d.Wants("Bo har skrevet i sagen imens.")
		// Somebody types on and on: it listens after a second and a half.
		for range 5 {
			d.Wait(400 * time.Millisecond)
			if strings.Contains(d.Frame(), "imens") {
				d.Press("enter")
			}
		}
		d.Lacks("imens")
	})
}

func TestAKeyThatIsOffSaysWhy(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		d.Press("u")
		d.Wants("Der er ingen opfølgning at udsætte.")
		d.Press("ctrl+s")
		d.Wants("Der er intet at gemme her.")
		d.Press("3")
		d.Wants("Restance er ikke med i denne udgave endnu.")
		d.Press("f8")
		d.Wants("Det er ikke med i denne udgave endnu.")
	})
}

func TestMainScreensAreKeptAsTheyWereLeft(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		d.Press("2", "down", "down")
		d.Wants("> 26-9MWG")
		d.Press("enter", "esc", "2")
		d.Wants("> 26-9MWG")
		d.Press("/")
		d.Type("sahra 1")
		d.Wants("Ingen sag passer.")
		d.Press("backspace", "backspace", "enter")
		d.Wants("KONTAKT · 26-9MWG")
	})
}

func TestAllThatCanBeDone(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		for _, open := range []string{"f2", "ctrl+k", ":"} {
			d.Press(open)
			d.Type("vend")
			d.Press("enter")
			d.Wants("Vendt.", "SAGER")
		}
		// From within a text, where a digit would be typed.
		d.Press("k")
		d.Type("tekst")
		d.Press("f2")
		d.Type("sager")
		d.Press("enter")
		d.Wants("SAGER", "> 26-7RQ4")
		d.Press("f2")
		d.Type("skriv en kontakt")
		d.Press("enter")
		d.Wants("KONTAKT")
		d.Press("f2")
		d.Type("dæk")
		d.Press("enter")
		d.Wants("8.41")
		d.Lacks("KONTAKT")
	})
}

func TestHelpIsThatOfTheScreen(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		for _, key := range []string{"f1", "ctrl+g", "?"} {
			d.Press(key)
			d.Wants("HJÆLP", "Over tid tælles", "gjort", "(Der er ingen opfølgning at udsætte.)")
			d.Press(key)
			d.Lacks("HJÆLP")
		}
		d.Press("k", "?")
		d.Wants("KONTAKT", "│?")
		d.Press("f1")
		d.Wants("HJÆLP", "gem det, du er i gang med")
		d.Press("end")
		d.Wants("Flyt dig")
	})
}

// later is a screen whose command comes to something when the screen is gone.
type later struct{ *formScreen }

func (s later) Start() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return "too late" })
}

func TestAnAnswerForAScreenThatIsGoneIsDropped(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, list *listScreen) {
		d.Send(tui.Push{Screen: &later{newForm(list.env, "26-7RQ4")}})
		d.Press("esc")
		d.Wait(2 * time.Second)
		if len(list.told) > 0 {
			t.Errorf("another screen was told %q", list.told)
		}
	})
}

func TestBannerAndIdleLockComeWithUnlocking(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, list *listScreen) {
		d.Wait(time.Hour)
		if d.Ended() {
			t.Fatal("locks though it was not asked to")
		}
		list.env.Banner = "OPDIGTEDE SAGER"
		d.Send(tui.All{tui.Home{Screen: newForm(list.env, "26-C3HX")}, tui.IdleLock{After: time.Minute}})
		d.Wants("─ OPDIGTEDE SAGER ─", "KONTAKT")
		if left, on := list.env.LocksIn(); !on || left > time.Minute {
			t.Errorf("locks in %v, %v", left, on)
		}
		d.Press("f1")
		d.Wants("─ OPDIGTEDE SAGER ─", "HJÆLP")
		d.Wait(2 * time.Minute)
		if app.End() != tui.Locked {
			t.Errorf("end %v", app.End())
		}
	})
}

// TestAnythingGoes lets somebody press anything in windows of any size: no
// frame may be too large, nothing may fail, and no letter of a text be lost.
func TestAnythingGoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		steps := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{
				"up", "down", "left", "right", "enter", "esc", "tab", "shift+tab", "home", "end", "pgup", "pgdown",
				"f1", "f2", "f9", "?", ":", "/", "k", "g", "u", "c", "1", "2", "n", "j", "x", "space", "backspace", "ctrl+z", "ctrl+s",
				"ctrl+c", "f4", "f8", "altgr+@", "æ",
			}),
			rapid.Just("resize"), rapid.Just("paste"),
		), 1, 40).Draw(rt, "steps")
		sizes := rapid.SliceOfN(rapid.IntRange(0, 150), 80, 80).Draw(rt, "sizes")
		play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, app *tui.App, _ *listScreen) {
			for i, step := range steps {
				switch step {
				case "resize":
					d.Resize(sizes[i], sizes[40+i]/3)
				case "paste":
					d.Paste("Mødte Karim\r\ni frikvarteret.")
				default:
					d.Press(step)
				}
				if d.Ended() {
					if app.End() != tui.Closed {
						t.Fatalf("%q after %q: %v %s", step, steps[:i], app.End(), app.Crash().Stack)
					}
					return
				}
				v, size := d.View(), d.Size()
				lines := strings.Split(v.Content, "\n")
				if size.Height > 0 && len(lines) > size.Height {
					t.Fatalf("%d lines in %v", len(lines), size)
				}
				for _, l := range lines {
					if size.Width > 0 && frame.Width(l) > size.Width {
						t.Fatalf("%q is too wide for %v", l, size)
					}
				}
				if c := v.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= size.Width || c.Y >= size.Height) {
					t.Fatalf("cursor at %d, %d in %v", c.X, c.Y, size)
				}
			}
		})
	})
}

// many is a list of many rows, to measure from the key to the frame.
func many(n int) people {
	p := make(people, n)
	for i := range p {
		p[i] = person{fmt.Sprintf("26-%05d", i), []string{"Karim F.", "Ida L.", "Emil D.", "Sahra A."}[i%4], "6 dage"}
	}
	return p
}

func benchmarkKey(b *testing.B, n int, key string) {
	w, err := words.Load(words.Danish)
	if err != nil {
		b.Fatal(err)
	}
	env := &tui.Env{Words: w, Clock: clock{}, User: "Amira"}
	list := newList(env)
	app := tui.New(tui.Options{Env: env, Start: list})
	app.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	list.Update(loaded{many(n)})
	msg := tuitest.Key(key)
	for b.Loop() {
		app.Update(msg)
		app.View()
	}
}

func BenchmarkKeyToFrame10000(b *testing.B)  { benchmarkKey(b, 10_000, "down") }
func BenchmarkKeyToFrame100000(b *testing.B) { benchmarkKey(b, 100_000, "down") }
