package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases/calendar"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// side is what stands at the right of a title line: who, and when.
func (a *App) side() string {
	w, today := a.env.Words, calendar.Of(a.env.Clock.Now())
	parts := []string{w.FullDate(today), w.Week(today)}
	if a.env.User != "" {
		parts = append([]string{a.env.User}, parts...)
	}
	return strings.Join(parts, " · ")
}

// blank is the view without anything on it.
func (a *App) blank() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = Title
	return v
}

// draw draws what is shown.
func (a *App) draw() tea.View {
	v := a.blank()
	if a.window.Width <= 0 || a.window.Height <= 0 || a.end != Running || a.ending != Running {
		return v
	}
	v.MouseMode = a.mouseMode()
	if a.covered {
		v.SetContent(a.cover())
		return v
	}
	on := a.overlay
	if on == nil {
		on = a.top()
	}
	content, cursor := a.compose(on)
	v.SetContent(content)
	if cursor != nil {
		c := tea.NewCursor(cursor.X, cursor.Y)
		c.Blink = false
		v.Cursor = c
	}
	return v
}

// compose draws a screen with the message and the dialog over it, and says where
// the cursor is in the window.
func (a *App) compose(on Screen) (string, *field.Point) {
	window, message := a.window, a.messageLines(a.window.Width)
	parts, cursor := on.View(window)
	if extra := len(message) - max(1, len(parts.State)); extra > 0 {
		// The screen draws itself for the room that is left.
		window.Height -= extra
		parts, cursor = on.View(window)
		window.Height += extra
	}
	context := on.Keys()
	a.fill(&parts, context)
	if len(message) > 0 {
		for len(message) < len(parts.State) {
			message = append(message, frame.Line{})
		}
		parts.State = message
	}
	if len(a.dialogs) > 0 {
		d := a.dialogs[len(a.dialogs)-1]
		dialog := d.Context()
		parts.Keys, parts.More = keys.Hints(a.env.Words, dialog), keys.More(a.env.Words, dialog)
		// Covering works over a dialog, help does not.
		parts.Keys = parts.Keys[:len(parts.Keys)-1]
		parts.Body, cursor = d.draw(parts.Body, parts.Room(window), parts.Styles)
	}
	a.mouse.drawn, a.mouse.window = parts, window
	if cursor == nil || !parts.Fits(window) {
		return frame.Render(window, parts), nil
	}
	at := field.Point{X: cursor.X, Y: cursor.Y + parts.Top()}
	if at.X >= window.Width || cursor.Y >= parts.Room(window).Height {
		return frame.Render(window, parts), nil
	}
	return frame.Render(window, parts), &at
}

// fill puts in what a screen left empty.
func (a *App) fill(parts *frame.Parts, context keys.Context) {
	w := a.env.Words
	parts.Styles = a.env.Styles
	if parts.Title.Right == "" {
		parts.Title.Right = a.side()
	}
	if parts.Banner == "" {
		parts.Banner = a.env.Banner
	}
	if parts.Keys == nil {
		parts.Keys, parts.More = keys.Hints(w, context), keys.More(w, context)
	}
	if parts.TooSmall == "" {
		least := parts.Min
		if least == (frame.Size{}) {
			least = frame.Size{Width: frame.MinWidth, Height: frame.MinHeight}
		}
		parts.TooSmall = w.T("common.too.small", least.Width, least.Height)
	}
}

// cover draws a clock and a name, and nothing else.
func (a *App) cover() string {
	now := a.env.Clock.Now()
	lines := make([]string, a.window.Height)
	for i, text := range []string{a.env.Words.Clock(now.Hour(), now.Minute()), Title} {
		y := a.window.Height/2 - 1 + i
		if y < 0 || y >= len(lines) {
			continue
		}
		text = frame.Cut(text, a.window.Width)
		lines[y] = strings.Repeat(" ", (a.window.Width-frame.Width(text))/2) + text
	}
	return strings.Join(lines, "\n")
}
