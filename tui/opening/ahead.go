package opening

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// What is typed while a lock is under way was meant for the screen that went: it
// is no passphrase. So after a lock nothing is taken before Lås op has been drawn
// and nobody has typed for firstQuiet, which is less than anybody needs to see it
// and begin. Whoever was typing on across the lock pauses between keys too, and
// the rest of a sentence must not become a part of the passphrase: after a key
// that came too early it takes longQuiet, as for a dialog that opens by itself.
const (
	firstQuiet = 150 * time.Millisecond
	longQuiet  = 425 * time.Millisecond
	// drawnLook is how often it is looked whether the first frame is drawn.
	drawnLook = 25 * time.Millisecond
)

// ahead is what was typed ahead of a screen: whether it still comes.
type ahead struct {
	deaf  bool
	drawn bool // the screen has been drawn
	ready bool // and was when the time that runs began
	early bool // something was dropped
	runs  int
}

// quiet says that a time without keys is over.
type quiet struct{ run int }

// listen begins to drop what is typed.
func (a *ahead) listen() tea.Cmd {
	a.deaf = true
	return a.wait(drawnLook)
}

func (a *ahead) wait(after time.Duration) tea.Cmd {
	a.runs++
	run := a.runs
	a.ready = a.drawn
	return tea.Tick(after, func(time.Time) tea.Msg { return quiet{run} })
}

// take takes a message while what is typed is dropped, and says whether that was
// all there was to do with it.
func (a *ahead) take(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case quiet:
		switch {
		case msg.run != a.runs || !a.deaf:
		case !a.drawn:
			return a.wait(drawnLook), true
		case !a.ready:
			return a.wait(firstQuiet), true
		default:
			a.deaf = false
		}
		return nil, true
	case tea.KeyPressMsg, tea.PasteMsg:
		if !a.deaf {
			a.early = false
			return nil, false
		}
		a.early = true
		return a.wait(longQuiet), true
	}
	return nil, false
}
