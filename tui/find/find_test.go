package find_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/find"
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

func app(t testing.TB, s *fakestore.Store, l words.Language) *tui.App {
	t.Helper()
	return over(t, s, s.Clock, l)
}

func over(t testing.TB, s cases.Store, now func() time.Time, l words.Language) *tui.App {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(&tui.Env{Words: w, Clock: clock{now}, User: "Amira"}, s)
	return tui.New(tui.Options{Env: d.Env, Start: find.New(d), NoColor: true, Routes: func(route string, arg any) tui.Screen {
		if s := find.Route(d, route, arg); s != nil {
			return s
		}
		return &opened{fmt.Sprintf("route %s %v", route, arg)}
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
					sample.Fill(t, s)
					d := tuitest.Start(t, app(t, s, l), size)
					d.Type("sam")
					f := d.Frame()
					tuitest.Check(t, f, size, l, people()...)
					tuitest.Golden(t, fmt.Sprintf("find-%s-%dx%d", l, size.Width, size.Height), f)
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

func TestFindsAsOneTypes(t *testing.T) {
	run(t, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Wants("Skriv et ord fra en sag")
		d.Type("jobsamt")
		d.Wants("26-7RQ4", "Karim F.", "jobsamtale")
		d.Press("enter")
		d.Wants("route case", p.Karim)
		d.Press("esc")
		d.Type(" findesikke")
		d.Wants("Ingen tekst har alle ordene.")
	})
}

// Who types a name wants the person: Enter opens the case, not the newest note
// in which somebody wrote the name.
func TestThePersonComesBeforeTheNotes(t *testing.T) {
	run(t, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Type("karim")
		d.Press("enter")
		d.Wants("route case", p.Karim, "overview")
	})
}

// slow is a store that takes its time to read the cases.
type slow struct{ *fakestore.Store }

func (s slow) Each(ctx context.Context, f func(*cases.Case) bool) error {
	time.Sleep(time.Second)
	return s.Store.Each(ctx, f)
}

// Enter opens what was asked for, not what stood there from the letters before,
// however fast the fingers are or slow the search; another key takes it back.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		d := tuitest.Start(t, over(t, slow{s}, s.Clock, words.Danish), wide)
		d.Press("k")
		d.Wait(2 * time.Second)
		d.Wants("> 26-7RQ4")
		d.Press("ctrl+u", "e", "m", "i", "l", "enter")
		d.Wants("SØG")
		d.Wait(2 * time.Second)
		d.Wants("route case", p.Emil)
		d.Press("esc", "ctrl+u", "i", "d", "a", "enter", " ")
		d.Wait(2 * time.Second)
		d.Wants("Søg efter [ida ")
	})
}

// What is selected while one types is the best hit for what stands there.
func TestTypingOnSelectsTheFirst(t *testing.T) {
	run(t, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Press("k", "a", "r", "i", "m", "enter")
		d.Wants("route case", p.Karim, "overview")
	})
}

func TestAWrongFilterIsSaidWithoutWhatWasTyped(t *testing.T) {
	run(t, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Type("hemmeligt:noget")
		d.Wants("Det filter findes ikke.")
		d.Press("ctrl+u")
		d.Type("siden:31/2")
		d.Wants("kan ikke have den værdi")
	})
}

func TestStruckAndErasedTextIsNotFound(t *testing.T) {
	run(t, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		for _, c := range p.Case(p.Karim).Contacts {
			if c.Struck == nil || c.Text == "" {
				continue
			}
			d.Type("\"" + c.Text + "\"")
			d.Wants("Ingen tekst har alle ordene.")
			return
		}
		t.Fatal("the sample has no struck note")
	})
}
