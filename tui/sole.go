package tui

import tea "charm.land/bubbletea/v2"

// Sole is a screen that is turned towards somebody who may see nothing else. While
// it lies on top no key leads away from it but those that lock and cover; it goes
// only when it asks to itself. What other screens want to say, ask or open
// meanwhile waits until it has gone, and the place that is remembered at a lock is
// the one below it.
type Sole interface {
	Screen
	// Sole does nothing; it marks the screen.
	Sole()
}

// held is what a screen wanted while another was shown alone.
type held struct {
	from   Screen
	action Action
}

// sole is the screen on top where it is shown alone, nil where it is not.
func (a *App) sole() Screen {
	if _, ok := a.top().(Sole); ok {
		return a.top()
	}
	return nil
}

// alone makes room for a screen that is shown alone: what stands over the one
// below waits.
func (a *App) alone() {
	a.message = message{}
	for _, d := range a.dialogs {
		a.held = append(a.held, held{d.from, Ask{d}})
	}
	a.dialogs = nil
}

// hold says whether what somebody wants has to wait, and keeps it.
func (a *App) hold(from Screen, action Action) bool {
	s := a.sole()
	if s == nil || from == s || from != nil && from == a.overlay {
		return false
	}
	switch action.(type) {
	case nil, Pass, All, Tell, Lock, IdleLock, Mouse:
		return false
	}
	a.held = append(a.held, held{from, action})
	return true
}

// release does what waited, in its order, for the screens that are still there.
func (a *App) release() tea.Cmd {
	if a.sole() != nil || len(a.held) == 0 {
		return nil
	}
	waited := a.held
	a.held = nil
	var cmds []tea.Cmd
	for _, h := range waited {
		if h.from == nil || a.has(h.from) {
			cmds = append(cmds, a.do(h.from, h.action))
		}
	}
	return tea.Batch(cmds...)
}
