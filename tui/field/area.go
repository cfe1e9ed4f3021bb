package field

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// AreaLimit is the most bytes a text takes unless told otherwise: one megabyte,
// well below what an entry can hold.
const AreaLimit = 1 << 20

// Area is a text of many lines, in a box, broken softly at its width. The cost
// of a key is that of the line it falls in and of what is on the screen, not of
// the text.
type Area struct {
	editor editor
	// top is the first row shown: a line, and which of its rows.
	topLine, topRow int
	// want is the column that moving up and down keeps to, -1 for the cursor's own.
	want int
	// width and height are those of the last View, for moving by rows and pages.
	width, height int
	fewest, most  int
}

// NewArea gives a field for a text of many lines.
func NewArea(value string) *Area {
	a := &Area{editor: newEditor(AreaLimit), want: -1, width: 76, height: 8, fewest: 3, most: 1 << 16}
	a.SetValue(value)
	return a
}

// Limit sets the most bytes the field takes and gives the field back.
func (a *Area) Limit(bytes int) *Area {
	a.editor.limit = bytes
	return a
}

// Rows sets the fewest and the most rows of text the field is drawn with, and
// gives the field back. The box is not counted.
func (a *Area) Rows(fewest, most int) *Area {
	a.fewest, a.most = max(1, fewest), max(1, fewest, most)
	return a
}

// Value is the text, with "\n" between its lines.
func (a *Area) Value() string { return a.editor.text() }

// SetValue puts another text in, with the cursor at its end and nothing to undo.
func (a *Area) SetValue(value string) {
	a.editor.set(intake(value, true))
	a.topLine, a.topRow, a.want = 0, 0, -1
}

// Position is the cursor's place in bytes, for a draft to remember.
func (a *Area) Position() int { return a.editor.offset() }

// Seek puts the cursor back to a place that Position gave.
func (a *Area) Seek(position int) {
	a.editor.seek(position)
	a.want = -1
}

// Full says that the last thing typed or pasted had no room.
func (a *Area) Full() bool { return a.editor.full }

// Revision implements [Field].
func (a *Area) Revision() int { return a.editor.revision }

// Kind implements [Field].
func (a *Area) Kind() keys.Kind { return keys.Text }

// Lines implements [Field]: the rows asked for and the two lines of the box.
func (a *Area) Lines(int) (fewest, most int) { return a.fewest + 2, a.most + 2 }

// Update implements [Field].
func (a *Area) Update(msg tea.Msg) bool {
	e, b := &a.editor, a.editor.buffer
	switch msg := msg.(type) {
	case tea.PasteMsg:
		a.want = -1
		e.insert(other, intake(msg.Content, true))
		return true
	case tea.KeyPressMsg:
		if keys.Typed(msg) != "" {
			a.want = -1
			return e.common(msg)
		}
		name, k := keys.Name(msg), e.editing
		switch {
		case k.Up.Has(name):
			a.vertical(-1)
			return true
		case k.Down.Has(name):
			a.vertical(1)
			return true
		case k.PageUp.Has(name):
			a.vertical(-max(1, a.height-1))
			return true
		case k.PageDown.Has(name):
			a.vertical(max(1, a.height-1))
			return true
		}
		a.want = -1
		switch {
		case k.LineStart.Has(name):
			starts := b.rows(b.cur.row, a.width)
			b.cur.col = starts[rowOf(starts, b.cur.col)]
			b.seal()
		case k.LineEnd.Has(name):
			b.cur.col = a.rowEnd(b.cur.row, rowOf(b.rows(b.cur.row, a.width), b.cur.col))
			b.seal()
		case k.Newline.Has(name):
			b.insert(other, "\n")
		default:
			return e.common(msg)
		}
		return true
	}
	return false
}

// rowEnd gives the last place of a row of a line where a cursor may stand.
func (a *Area) rowEnd(line, row int) int {
	starts := a.editor.rows(line, a.width)
	if row == len(starts)-1 {
		return len(a.editor.lines[line])
	}
	return prev(a.editor.lines[line], starts[row+1])
}

// vertical moves the cursor by rows, keeping to the column it began in.
func (a *Area) vertical(by int) {
	b := a.editor.buffer
	b.seal()
	line := b.cur.row
	starts := b.rows(line, a.width)
	row := rowOf(starts, b.cur.col)
	if a.want < 0 {
		a.want = columns(b.lines[line][starts[row]:b.cur.col])
	}
	line, row, moved := a.step(line, row, by)
	if moved == 0 {
		// At the first or the last row: to the text's start or end, as people know it.
		if by < 0 {
			b.cur = pos{}
		} else {
			b.cur = b.end()
		}
		return
	}
	starts = b.rows(line, a.width)
	col, end := starts[row], a.rowEnd(line, row)
	for x := 0; col < end; {
		to, w := next(b.lines[line], col)
		if x+w > a.want {
			break
		}
		x += w
		col = to
	}
	b.cur = pos{line, min(col, end)}
}

// step goes from one row of a line by a number of rows, as far as there are
// any, and says how many it went.
func (a *Area) step(line, row, by int) (toLine, toRow, moved int) {
	b := a.editor.buffer
	for ; moved > by; moved-- {
		if row > 0 {
			row--
		} else if line > 0 {
			line--
			row = len(b.rows(line, a.width)) - 1
		} else {
			break
		}
	}
	for ; moved < by; moved++ {
		if row < len(b.rows(line, a.width))-1 {
			row++
		} else if line < len(b.lines)-1 {
			line++
			row = 0
		} else {
			break
		}
	}
	return line, row, moved
}

// View implements [Field]: a box of the given width, and of the given height or
// the field's most.
func (a *Area) View(width, height int, focused bool, styles theme.Styles) ([]string, *Point) {
	height = max(3, min(height, a.most+2))
	width = max(4, width)
	// One column stays free, so that the cursor has a place behind a full row.
	a.width, a.height = width-3, height-2
	b := a.editor.buffer
	row := rowOf(b.rows(b.cur.row, a.width), b.cur.col)
	a.follow(row)

	box := styles.Box
	if focused {
		box = styles.LabelFocused
	}
	edge := box.Render("│")
	lines := make([]string, 0, height)
	lines = append(lines, box.Render("┌"+strings.Repeat("─", width-2)+"┐"))
	var cursor *Point
	line, sub, more := a.topLine, a.topRow, true
	for y := range a.height {
		right := edge
		text := ""
		if more {
			text = a.row(line, sub)
			if line == b.cur.row && sub == row {
				starts := b.rows(line, a.width)
				x := columns(b.lines[line][starts[row]:b.cur.col])
				cursor = &Point{1 + min(x, width-3), 1 + y}
			}
			if y == 0 && (a.topLine > 0 || a.topRow > 0) {
				right = box.Render("↑")
			}
			nextLine, nextSub, moved := a.step(line, sub, 1)
			more = moved == 1
			if y == a.height-1 && more {
				right = box.Render("↓")
			}
			line, sub = nextLine, nextSub
		}
		lines = append(lines, edge+styles.Input.Render(frame.Fit(text, width-2))+right)
	}
	lines = append(lines, box.Render("└"+strings.Repeat("─", width-2)+"┘"))
	if !focused {
		cursor = nil
	}
	return lines, cursor
}

// row gives the text of one row of a line, without blanks that hang over.
func (a *Area) row(line, row int) string {
	starts := a.editor.rows(line, a.width)
	text := a.editor.lines[line]
	if row == len(starts)-1 {
		text = text[starts[row]:]
	} else {
		text = text[starts[row]:starts[row+1]]
	}
	return strings.TrimRight(text, " ")
}

// follow moves what is shown as little as needed for the cursor to be in it.
func (a *Area) follow(cursorRow int) {
	b := a.editor.buffer
	a.topLine = min(a.topLine, len(b.lines)-1)
	a.topRow = min(a.topRow, len(b.rows(a.topLine, a.width))-1)
	line := b.cur.row
	if line < a.topLine || line == a.topLine && cursorRow < a.topRow {
		a.topLine, a.topRow = line, cursorRow
		return
	}
	// The highest top from which the cursor's row is still shown.
	topLine, topRow, _ := a.step(line, cursorRow, -(a.height - 1))
	if a.topLine < topLine || a.topLine == topLine && a.topRow < topRow {
		a.topLine, a.topRow = topLine, topRow
	}
	// A text that shrank or a window that grew leaves no empty rows below while
	// there are rows above.
	last := len(b.lines) - 1
	endLine, endRow, _ := a.step(last, len(b.rows(last, a.width))-1, -(a.height - 1))
	if a.topLine > endLine || a.topLine == endLine && a.topRow > endRow {
		a.topLine, a.topRow = endLine, endRow
	}
}
