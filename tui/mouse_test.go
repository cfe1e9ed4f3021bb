package tui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/field"
	"brobygger/tui/tuitest"
)

// Click implements tui.Clicker.
func (s *listScreen) Click(at field.Point) string { return s.list.Click(at.Y) }

func TestAClickSelectsAndAnotherOneOpens(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		d.Send(tui.Mouse{On: true})
		d.Click("Sahra A.")
		d.Wants("> 26-9MWG")
		d.Click("Emil D.")
		d.Wants("> 26-C3HX")
		d.Click("Emil D.")
		d.Wants("KONTAKT · 26-C3HX")
		d.Click("Esc")
		d.Wants("SAGER")
		d.Click("Gemt her") // nothing to click on
		d.Wants("> 26-C3HX")
	})
}

func TestAClickOnAHintIsItsKey(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		d.Send(tui.Mouse{On: true})
		d.Click("kontakt")
		d.Wants("KONTAKT · 26-7RQ4")
		d.Press("esc")
		d.Click("g gjort")
		d.Wants("Gjort.")
		d.Click("? hjælp")
		d.Wants("HJÆLP")
		d.Click("Esc tilbage")
		d.Press("q")
		d.Wants("Vil du lukke?")
		d.Click("n nej")
		d.Lacks("Vil du lukke?")
		d.Press("q")
		d.Click("Karim F.") // the dialog lies over it
		d.Wants("Vil du lukke?")
		d.Press("n", "f9")
		d.Send(tea.MouseClickMsg{X: 5, Y: 3, Button: tea.MouseLeft})
		d.Wheel(1)
		d.Lacks("Karim")
		d.Press("f9")
		d.Wants("> 26-7RQ4")
	})
}

func TestTheWheelMovesAsTheArrowsDo(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		d.Send(tui.Mouse{On: true})
		d.Wheel(1)
		d.Wants("> 26-C3HX")
		d.Wait(time.Second)
		d.Wheel(-1)
		d.Wants("> 26-7RQ4")
		// What comes while the first notch is drawn is done at once, later.
		d.Wait(time.Second)
		d.Wheel(300)
		d.Wants("> 26-C3HX")
		d.Wait(time.Second)
		d.Wants("> 26-9MWG")
		d.Press("home")
		d.Wheel(3)
		d.Wheel(-2)
		d.Wait(time.Second)
		d.Wants("> 26-C3HX")
	})
}

func TestWithoutTheMouseTheTerminalKeepsIt(t *testing.T) {
	play(t, tui.Options{}, func(t *testing.T, d *tuitest.Driver, _ *tui.App, _ *listScreen) {
		if d.View().MouseMode != tea.MouseModeNone {
			t.Error("the mouse is taken unasked")
		}
		d.Click("Sahra A.")
		d.Wheel(1)
		d.Wants("> 26-7RQ4")
		d.Press("?", "end")
		d.Lacks("markere tekst")
		d.Press("esc")

		d.Send(tui.Mouse{On: true})
		if d.View().MouseMode != tea.MouseModeCellMotion {
			t.Error("the mouse is not taken")
		}
		d.Press("?", "end")
		d.Wants("for at markere tekst")
		d.Press("esc")
		d.Send(tui.Mouse{})
		if d.View().MouseMode != tea.MouseModeNone {
			t.Error("the mouse is not given back")
		}
	})
}
