package sheet

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Covered is a line that is not shown while it is protected: F4 or Ctrl+R shows
// it, as does typing in it, and it is hidden again when the cursor leaves.
type Covered struct {
	*field.Line
	desk    *desk.Desk
	protect func() bool
	shown   bool
	reveal  keys.Binding
}

// NewCovered gives an empty line; protect says whether what it holds is
// protected just now.
func NewCovered(d *desk.Desk, protect func() bool) *Covered {
	return &Covered{Line: field.NewLine(""), desk: d, protect: protect, reveal: keys.NewEverywhere().Reveal}
}

// Hidden says whether the line is not shown.
func (c *Covered) Hidden() bool { return !c.shown && c.Value() != "" && c.protect() }

// Leave hides it again.
func (c *Covered) Leave() { c.shown = false }

// Update implements [field.Field].
func (c *Covered) Update(msg tea.Msg) bool {
	press, isKey := msg.(tea.KeyPressMsg)
	if isKey && c.reveal.Matches(press) && c.protect() {
		c.shown = !c.shown
		return true
	}
	before := c.Revision()
	taken := c.Line.Update(msg)
	if c.Revision() != before {
		c.shown = true
	}
	return taken
}

// View implements [field.Field].
func (c *Covered) View(width, height int, focused bool, styles theme.Styles) ([]string, *field.Point) {
	if !c.Hidden() {
		return c.Line.View(width, height, focused, styles)
	}
	box := styles.Box
	var cursor *field.Point
	if focused {
		box, cursor = styles.LabelFocused, &field.Point{X: min(1, max(0, width-1))}
	}
	text := styles.Hint.Render(frame.Fit(c.desk.W().T("sheet.covered"), max(1, width-2)))
	return []string{frame.Cut(box.Render("[")+text+box.Render("]"), width)}, cursor
}
