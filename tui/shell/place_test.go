package shell_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/door"
	"brobygger/tui/frame"
	"brobygger/tui/shell"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakedoor"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

// start starts the program on a vault that is locked.
func start(t *testing.T, s *fakestore.Store, as cases.Store) (*shell.Shell, *tuitest.Driver) {
	t.Helper()
	w, err := words.Load(words.Danish)
	if err != nil {
		t.Fatal(err)
	}
	d := fakedoor.Situated(door.Sealed)
	d.Store = as
	sh := shell.New(shell.Options{Words: w, Clock: clock{s.Clock}, Door: d, NoColor: true})
	return sh, tuitest.Start(t, sh.App, frame.Size{Width: 80, Height: 24})
}

// opens starts the program on a vault and unlocks it.
func opens(t *testing.T, s *fakestore.Store) *tuitest.Driver {
	t.Helper()
	_, p := start(t, s, s)
	p.Type(fakedoor.Passphrase)
	p.Press("enter")
	p.Wants("OPDIGTEDE SAGER") // what stands on every screen of this vault
	return p
}

func TestAfterALockOneIsWhereOneWas(t *testing.T) {
	for _, at := range []struct {
		name string
		keys []string
		want []string
	}{
		{"the day", nil, []string{"I DAG", "> 26-7RQ4"}},
		{"the cases", []string{"2", "down"}, []string{"SAGER ·", "2 af "}},
		{"a case", []string{"down", "enter", "tab", "down"}, []string{"[Kontakter", "2 af "}},
		{"history", []string{"down", "enter", "shift+tab", "down", "down"}, []string{"[Historik", "3 af "}},
		{"settings", []string{"f2", "I", "n", "d", "s", "enter"}, []string{"INDSTILLINGER"}},
	} {
		t.Run(at.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := fakestore.New()
				sample.Fill(t, s)
				d := opens(t, s)
				d.Press(at.keys...)
				d.Wants(at.want...)
				before := d.Frame()
				d.Press("ctrl+l")
				d.Stop()
				again := opens(t, s)
				if got := again.Frame(); got != before {
					t.Errorf("after the lock:\n%s\nbefore it:\n%s", got, before)
				}
				again.Press("esc", "esc", "esc")
				again.Wants("1 I dag")
			})
		})
	}
}

func TestADraftThatWasOpenAtALockOpensAgain(t *testing.T) {
	for name, keys := range map[string][]string{
		"of the case selected": {"k"},
		"of no case":           {"down", "down", "k", "shift+tab", "ctrl+u", "tab"},
		"of a new case":        {"n"},
		"of a contact":         {"down", "enter", "tab", "r"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := fakestore.New()
				sample.Fill(t, s)
				d := opens(t, s)
				d.Press(keys...)
				d.Type("Vi talte om fodbold.")
				d.Press("left", "left", "left", "ctrl+l")
				d.Stop()
				again := opens(t, s)
				again.Wants("Vi talte om fodbold.")
				again.Type("X")
				again.Wants("fodboXld.") // where the cursor was
			})
		})
	}
}

func TestThePlaceComesBackOnceAndNotAfterClosing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		sample.Fill(t, s)
		d := opens(t, s)
		d.Press("2", "ctrl+l")
		d.Stop()
		d = opens(t, s)
		if place := s.Recall(desk.MemoryPlace); place != "" {
			t.Errorf("it would come back again: %s", place)
		}
		d.Press("q", "j")
		d.Stop()
		d = opens(t, s)
		d.Wants("I DAG")
	})
}

func TestTheNextLockIsInTheLanguageThatWasChosen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		sh, _ := start(t, s, s)
		if got := sh.Lang(); got != "" {
			t.Errorf("a vault that is not open asks for %q", got)
		}
		sh, d := start(t, s, s)
		d.Type(fakedoor.Passphrase)
		d.Press("enter")
		set := s.Settings()
		set.Lang = "en"
		if err := s.PutSettings(t.Context(), set); err != nil {
			t.Fatal(err)
		}
		d.Press("ctrl+l")
		if got := sh.Lang(); got != "en" {
			t.Errorf("the language after the lock is %q", got)
		}
	})
}

// slow is a vault on a disk that takes its time.
type slow struct{ *fakestore.Store }

func (s slow) PutDraft(ctx context.Context, d cases.Draft) error {
	time.Sleep(time.Second)
	return s.Store.PutDraft(ctx, d)
}

func TestTheDayShowsADraftAsSoonAsItIsPutAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		sample.Fill(t, s)
		_, d := start(t, s, slow{s})
		d.Type(fakedoor.Passphrase)
		d.Press("enter", "k")
		d.Type("Vi talte om fodbold.")
		d.Press("esc")
		d.Wait(10 * time.Second)
		d.Wants("I DAG", "Kladde: kontakt")
	})
}
