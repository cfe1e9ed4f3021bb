package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
)

// copying is a screen with something to copy.
type copying struct{ nowhere }

func (copying) Copy() string { return "Karim kommer selv." }

func copyApp(t *testing.T) *tuitest.Driver {
	t.Helper()
	return tuitest.Start(t, tui.New(tui.Options{Env: newEnv(t), Start: copying{}, NoColor: true}), frame.Size{Width: 80, Height: 24})
}

// copied copies from the list of all commands.
func copied(t *testing.T) *tuitest.Driver {
	t.Helper()
	d := copyApp(t)
	d.Press(":")
	d.Type("kopi")
	d.Press("enter")
	d.Wants("Kopieret", "Andre programmer kan læse det")
	if got := d.Clipboard(); got != "Karim kommer selv." {
		t.Fatalf("%q lies on the clipboard", got)
	}
	return d
}

func TestWhatIsCopiedGoesAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := copied(t)
		d.Wait(59 * time.Second)
		if d.Clipboard() == " " {
			t.Error("gone before its time")
		}
		d.Wait(time.Second)
		d.Send(tea.ClipboardMsg{Content: "Karim kommer selv."})
		if d.Clipboard() != " " {
			t.Error("still there")
		}
		d.Wants("Det kopierede er fjernet igen.")
	})
}

func TestWhatSomebodyElseCopiedStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := copied(t)
		d.Wait(tui.CopyTime)
		d.Send(tea.ClipboardMsg{Content: "noget andet"})
		d.Wait(time.Minute)
		if d.Clipboard() == " " {
			t.Error("what was copied elsewhere is gone")
		}
		d.Lacks("fjernet")
	})
}

func TestATerminalThatDoesNotTellHasItsClipboardEmptied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := copied(t)
		d.Wait(tui.CopyTime + 3*time.Second)
		if d.Clipboard() != " " {
			t.Error("still there")
		}
		d.Wants("Det kopierede er fjernet.", "viser ikke")
	})
}

func TestASecondCopyHasItsOwnMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := copied(t)
		d.Wait(50 * time.Second)
		d.Send(tui.Copy{Text: "Det andet."})
		d.Wait(30 * time.Second)
		if got := d.Clipboard(); got != "Det andet." {
			t.Errorf("%q after the first one's minute", got)
		}
		d.Wait(40 * time.Second)
		if got := d.Clipboard(); got != " " {
			t.Errorf("%q after the second one's minute", got)
		}
	})
}

func TestALockTakesTheCopyAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := copied(t)
		d.Press("ctrl+l")
		if !d.Ended() || d.Clipboard() != " " {
			t.Errorf("%q is left behind", d.Clipboard())
		}
	})
}

func TestAnAnswerNobodyAskedForIsNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := copied(t)
		d.Send(tea.ClipboardMsg{Content: "Karim kommer selv."})
		if d.Clipboard() == " " {
			t.Error("gone before its time")
		}
		d.Lacks("fjernet igen")
	})
}

func TestNothingIsNoCopy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := copyApp(t)
		d.Send(tui.Copy{Text: " \n"})
		d.Wants("Der er intet at kopiere her.")
		if d.Clipboard() != "" {
			t.Error("something was copied")
		}
	})
}
