package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// Clicker is a screen with something in its body to click on. Click takes a
// place counted from the body's first line; the lines of [frame.Parts].Under end
// at -2, above the rule. It selects what is drawn there and gives the key that
// the click stands for: "enter" on what was selected before, "" for none.
type Clicker interface {
	Click(at field.Point) (key string)
}

// wheelTime is how long what a wheel says is gathered before it is done, all at
// once: a touchpad says it hundreds of times in a second. wheelMost is how many
// rows it can move in that time.
const (
	wheelTime = 16 * time.Millisecond
	wheelMost = 50
)

// mouse is what the program knows of the mouse.
type mouse struct {
	on      bool
	rolling bool // the time of wheelTime runs
	rolled  int  // rows that wait, downwards counted positive
	drawn   frame.Parts
	window  frame.Size // in which drawn was drawn
}

// wheelOver says that what a wheel said meanwhile is to be done.
type wheelOver struct{}

// mouseMode is what the terminal is asked to tell of the mouse.
func (a *App) mouseMode() tea.MouseMode {
	if a.mouse.on {
		return tea.MouseModeCellMotion
	}
	return tea.MouseModeNone
}

// mouseUpdate does what the mouse says, as the keys would.
func (a *App) mouseUpdate(msg tea.MouseMsg) tea.Cmd {
	a.same = true
	if !a.mouse.on || a.ending != Running {
		return nil
	}
	a.idle.touched(a.env.Clock.Now())
	if a.covered {
		return nil
	}
	at := msg.Mouse()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		switch at.Button {
		case tea.MouseWheelUp:
			a.mouse.rolled--
		case tea.MouseWheelDown:
			a.mouse.rolled++
		}
		if a.mouse.rolling {
			return nil
		}
		return a.roll()
	case tea.MouseClickMsg:
		if at.Button != tea.MouseLeft || at.Mod != 0 {
			return nil
		}
		a.same = false
		a.messageKey()
		return a.click(at.X, at.Y)
	}
	return nil
}

// roll does what the wheel said since the last time, and gathers what it says
// from now on.
func (a *App) roll() tea.Cmd {
	n := max(-wheelMost, min(a.mouse.rolled, wheelMost))
	a.mouse.rolled, a.mouse.rolling = 0, n != 0
	if n == 0 || a.covered || a.ending != Running {
		a.mouse.rolling = false
		return nil
	}
	a.same = false
	a.messageKey()
	key := a.moves.Down
	if n < 0 {
		key, n = a.moves.Up, -n
	}
	cmds := []tea.Cmd{tea.Tick(wheelTime, func(time.Time) tea.Msg { return wheelOver{} })}
	for range n {
		cmds = append(cmds, a.input(keys.Press(key.Keys[0])))
	}
	return tea.Batch(cmds...)
}

// click does what a click on a place of the window means.
func (a *App) click(x, y int) tea.Cmd {
	m := a.mouse
	if !m.drawn.Fits(m.window) {
		return nil
	}
	on, context := a.overlay, keys.Context{}
	if on == nil {
		on = a.top()
	}
	context = on.Keys()
	if n := len(a.dialogs); n > 0 {
		context = a.dialogs[n-1].Context()
	}
	if y == m.window.Height-1 {
		hint, ok := frame.HintAt(m.window.Width, m.drawn.Keys, m.drawn.More, x)
		if !ok {
			return nil
		}
		for _, b := range context.All() {
			if len(b.Keys) > 0 && keys.Show(a.env.Words, b.Keys[0]) == hint.Key {
				return a.key(keys.Press(b.Keys[0]))
			}
		}
		return nil
	}
	if len(a.dialogs) > 0 {
		return nil
	}
	if y == 0 && context.Kind == keys.List && a.sole() == nil {
		return a.clickMain(x)
	}
	c, ok := on.(Clicker)
	if !ok || y >= m.drawn.Top()+m.drawn.Room(m.window).Height {
		return nil
	}
	if key := c.Click(field.Point{X: x, Y: y - m.drawn.Top()}); key != "" {
		return a.key(keys.Press(key))
	}
	return nil
}

// clickMain goes to the main screen whose digit and name were clicked on in the
// title line.
func (a *App) clickMain(x int) tea.Cmd {
	title := " " + a.mouse.drawn.Title.Left
	for route, b := range a.mainKeys() {
		name := b.Keys[0] + " " + a.env.Words.T(b.Label)
		before, _, ok := strings.Cut(title, " "+name)
		if from := frame.Width(before) + 1; ok && x >= from && x < from+frame.Width(name) {
			return a.main(route)
		}
	}
	return nil
}
