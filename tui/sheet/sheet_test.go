package sheet_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"
)

var size = frame.Size{Width: 80, Height: 24}

// small is a sheet about a case with one line and a day.
func small(s *stage.Stage, drafts bool) (*sheet.On, *field.Line, *sheet.When) {
	line, day := field.NewLine(""), sheet.NewDay(s.Desk, when.Past, "i dag")
	f := sheet.New(s.Desk, "",
		&field.Entry{ID: "name", Label: "Navn", Field: line, Width: 30},
		&field.Entry{ID: "on", Label: "Dag", Field: day, Width: 20},
	)
	f.Name, f.Title = "sheet.name", func() string { return "PRØVE" }
	o := sheet.OnCase(f, stage.Karim, nil, func() error { line.SetValue("Fra sagen"); return nil })
	if drafts {
		f.Draft = o.About("party")
	}
	f.Write = func() (sheet.Work, bool) {
		form := cases.PartyForm{Name: line.Value()}
		return f.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := o.Case.AddParty(form)
			return []cases.Write{w}, err
		}), true
	}
	return o, line, day
}

func TestKeysTypedBeforeTheCaseIsThereAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		o, line, _ := small(s, true)
		for _, k := range tuitest.Keys(", og mere") {
			o.Update(k)
		}
		o.Update(tea.PasteMsg{Content: " indsat"})
		if line.Value() != "" {
			t.Error("typed into a form that is not filled")
		}
		o.Update(desk.Loaded{ID: stage.Karim, Case: s.Case(stage.Karim)})
		if line.Value() != "Fra sagen, og mere indsat" {
			t.Errorf("%q", line.Value())
		}
		o.Update(desk.Loaded{ID: stage.Karim, Case: s.Case(stage.Karim)})
		if line.Value() != "Fra sagen, og mere indsat" {
			t.Error("filled twice: what was typed is gone")
		}
	})
}

func TestEscWithoutADraftAsksFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		o, _, _ := small(s, false)
		d := s.Run(size, stage.Karim, o, nil)
		d.Type("x")
		d.Press("esc")
		d.Wants("er ikke gemt")
		d.Press("n")
		d.Wants("PRØVE", "Fra sagenx")
		d.Press("esc", "j")
		d.Wants("HJEM")
	})
}

func TestADayMeansWhatItMeantWhenItWasTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		_, _, day := small(s, true)
		day.SetValue("i dag")
		s.Clock.At = s.Clock.At.Add(24 * time.Hour)
		if got := day.Day().String(); got != "2026-12-07" {
			t.Errorf("at midnight it became %s", got)
		}
	})
}

func TestDroppingADraftAsksAndThenItIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		o, _, _ := small(s, true)
		d := s.Run(size, stage.Karim, o, nil)
		d.Type("x")
		d.Wait(3 * time.Second)
		if s.Drafts() != 1 {
			t.Fatal("no draft")
		}
		d.Press("f2")
		d.Type("smid kladden")
		d.Press("enter")
		d.Wants("kan ikke hentes igen")
		d.Press("j")
		d.Wants("HJEM", "Kladden er smidt væk.")
		d.Wait(time.Minute)
		if s.Drafts() != 0 {
			t.Error("the draft is still there")
		}
	})
}

func TestTheKeysKeepTheLaw(t *testing.T) {
	w, err := words.Load(words.Danish)
	if err != nil {
		t.Fatal(err)
	}
	for _, breach := range keys.Check(w, sheet.Contexts()) {
		t.Error(breach)
	}
}
