package field

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// LineLimit is the most bytes a field of one line takes unless told otherwise.
const LineLimit = 4 << 10

// editor is what text fields share: a buffer and the keys that work on it.
type editor struct {
	*buffer
	editing    keys.Editing
	undo, redo keys.Binding
}

func newEditor(limit int) editor {
	editing := keys.NewEditing()
	return editor{newBuffer(limit), editing, keys.NewEverywhere().Undo, editing.Redo}
}

// common does what a key press means in any text field, and says whether it
// meant anything.
func (e *editor) common(msg tea.KeyPressMsg) bool {
	b, k := e.buffer, e.editing
	b.full = false
	if text := keys.Typed(msg); text != "" {
		b.insert(typing, intake(text, false))
		return true
	}
	name := keys.Name(msg)
	move := func(to pos) {
		b.cur = to
		b.seal()
	}
	switch {
	case k.Left.Has(name):
		move(b.left())
	case k.Right.Has(name):
		move(b.right())
	case k.WordLeft.Has(name):
		move(b.wordLeft())
	case k.WordRight.Has(name):
		move(b.wordRight())
	case k.Top.Has(name):
		move(pos{})
	case k.Bottom.Has(name):
		move(b.end())
	case k.Backspace.Has(name):
		b.erase(erasing, b.left())
	case k.Delete.Has(name):
		b.erase(erasing, b.right())
	case k.WordBack.Has(name):
		b.erase(other, b.wordLeft())
	case k.WordForward.Has(name):
		b.erase(other, b.wordRight())
	case k.LineBack.Has(name):
		b.erase(other, pos{b.cur.row, 0})
	case e.undo.Has(name):
		b.undo()
	case e.redo.Has(name):
		b.redo()
	default:
		return false
	}
	return true
}

// Line is a text of one line, drawn between brackets. It moves sideways where
// its text is wider than it.
type Line struct {
	editor editor
	// off is the first byte shown.
	off int
	// over says that what is typed takes the place of a text that was put in and
	// not touched since, whole that there is such a text.
	over, whole bool
}

// NewLine gives a field of one line that holds a text.
func NewLine(value string) *Line {
	l := &Line{editor: newEditor(LineLimit)}
	l.SetValue(value)
	return l
}

// Limit sets the most bytes the field takes and gives the field back.
func (l *Line) Limit(bytes int) *Line {
	l.editor.limit = bytes
	return l
}

// Over makes what is typed or pasted take the place of a text that was put in with
// [Line.SetValue], until the first key in the line; a key that moves or erases
// keeps the text. It gives the field back.
func (l *Line) Over() *Line {
	l.over = true
	return l
}

// Value is the text.
func (l *Line) Value() string { return l.editor.text() }

// SetValue puts another text in, with the cursor at its end and nothing to undo.
func (l *Line) SetValue(value string) {
	l.editor.set(intake(value, false))
	l.off = 0
	l.whole = l.over && value != ""
}

// Keep makes what is typed go on from the text that is there.
func (l *Line) Keep() { l.whole = false }

// Position is the cursor's place in bytes, for a draft to remember.
func (l *Line) Position() int { return l.editor.offset() }

// Seek puts the cursor back to a place that Position gave.
func (l *Line) Seek(position int) {
	l.editor.seek(position)
	l.whole = false
}

// Full says that the last thing typed or pasted had no room.
func (l *Line) Full() bool { return l.editor.full }

// Revision implements [Field].
func (l *Line) Revision() int { return l.editor.revision }

// Kind implements [Field].
func (l *Line) Kind() keys.Kind { return keys.Field }

// Lines implements [Field].
func (l *Line) Lines(int) (fewest, most int) { return 1, 1 }

// Update implements [Field]. Enter, Up and Down are the form's.
func (l *Line) Update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if l.whole {
			l.takePlace(msg.Content)
			return true
		}
		l.editor.insert(other, intake(msg.Content, false))
		return true
	case tea.KeyPressMsg:
		name, k := keys.Name(msg), l.editor.editing
		text := keys.Typed(msg)
		if text != "" && l.whole {
			l.takePlace(text)
			return true
		}
		switch {
		case text != "":
		case k.LineStart.Has(name):
			l.editor.cur = pos{}
			l.editor.seal()
			l.whole = false
			return true
		case k.LineEnd.Has(name):
			l.editor.cur = l.editor.end()
			l.editor.seal()
			l.whole = false
			return true
		}
		taken := l.editor.common(msg)
		l.whole = l.whole && !taken
		return taken
	}
	return false
}

// takePlace puts a text where the whole of another stands; undo brings it back.
func (l *Line) takePlace(text string) {
	l.editor.replace(other, pos{}, l.editor.end(), intake(text, false))
	l.whole = false
}

// View implements [Field].
func (l *Line) View(width, _ int, focused bool, styles theme.Styles) ([]string, *Point) {
	return l.draw(l.editor.lines[0], l.editor.cur.col, width, focused, styles)
}

// draw shows a line that stands for the text: the text itself, or a secret's
// dots. cursor is a byte of that line.
func (l *Line) draw(line string, cursor, width int, focused bool, styles theme.Styles) ([]string, *Point) {
	inner := max(1, width-2)
	// The cursor may stand within a character that what was typed grew into.
	l.off = min(scroll(line, l.off, cursor, inner), cursor)
	shown := line[l.off:]
	x := columns(line[l.off:cursor])
	if l.off > 0 && l.off < len(line) {
		end, w := next(line, l.off)
		shown = "…" + strings.Repeat(" ", max(0, w-1)) + line[end:]
	}
	box := styles.Box
	if focused {
		box = styles.LabelFocused
	}
	out := box.Render("[") + styles.Input.Render(frame.Fit(shown, inner)) + box.Render("]")
	if width < 3 {
		out = frame.Cut(shown, width)
		x--
	}
	if !focused {
		return []string{out}, nil
	}
	return []string{out}, &Point{max(0, min(x+1, width-1)), 0}
}

// scroll gives the first byte to show so that the cursor has a column of its
// own, moving as little as can be from where the line stood before.
func scroll(line string, off, cursor, width int) int {
	off = min(off, len(line))
	if columns(line) < width {
		return 0
	}
	// The first column shows "…" when something is before it, so the cursor keeps
	// to the columns after it.
	for off > 0 && cursor <= off {
		step := max(1, width/3)
		for ; off > 0 && step > 0; step-- {
			off = prev(line, off)
		}
	}
	for off < cursor && columns(line[off:cursor]) > width-1 {
		off, _ = next(line, off)
	}
	// Nothing stays hidden before the text while there is room behind it.
	for off > 0 && columns(line[prev(line, off):]) < width {
		off = prev(line, off)
	}
	return off
}
