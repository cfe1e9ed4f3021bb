package tuitest

import (
	"strings"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
)

// Click clicks on the first place of the screen where a text stands, whether or
// not the program has asked for the mouse.
func (d *Driver) Click(text string) {
	d.t.Helper()
	for y, line := range strings.Split(d.Frame(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			at := tea.Mouse{X: frame.Width(before), Y: y, Button: tea.MouseLeft}
			d.Send(tea.MouseClickMsg(at))
			d.Send(tea.MouseReleaseMsg(at))
			return
		}
	}
	d.t.Fatalf("nothing to click on: %q:\n%s", text, d.Frame())
}

// Wheel turns the wheel by notches, downwards where n is positive, faster than
// the program can draw.
func (d *Driver) Wheel(n int) {
	button := tea.MouseWheelDown
	if n < 0 {
		button, n = tea.MouseWheelUp, -n
	}
	for range n {
		d.program.Send(tea.MouseWheelMsg{X: 5, Y: 5, Button: button})
	}
	synctest.Wait()
}
