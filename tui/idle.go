package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// IdleTick is how often the program looks whether anybody is there. What the
// screen says about the time is never older than this.
const IdleTick = 10 * time.Second

// idleTick comes every [IdleTick].
type idleTick struct{}

// idle counts how long no key was pressed. Ticks stand still while a computer
// sleeps, and the clock may stand still in a demonstration, so the longer of the
// two counts.
type idle struct {
	limit time.Duration // 0 never locks
	ticks int
	since time.Time
}

func nextTick() tea.Cmd {
	return tea.Tick(IdleTick, func(time.Time) tea.Msg { return idleTick{} })
}

// touched takes note of a key.
func (i *idle) touched(now time.Time) {
	i.ticks = 0
	i.since = now.Round(0) // without the monotonic reading, which sleeps with the computer
}

// left is how long until the program locks.
func (i *idle) left(now time.Time) time.Duration {
	gone := time.Duration(i.ticks) * IdleTick
	if wall := now.Round(0).Sub(i.since); wall > gone {
		gone = wall
	}
	return max(0, i.limit-gone)
}
