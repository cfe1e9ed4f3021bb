package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Entry is a field with its place in a form.
type Entry struct {
	// ID names the entry, for the screen and for a draft.
	ID string
	// Label is what the user reads before the field, or above it.
	Label string
	// Field is what is filled in.
	Field Field
	// Above puts the label on a line of its own, as for a long text.
	Above bool
	// Width is the widest the field is drawn, zero for all there is.
	Width int
	// After stands behind the field: a unit ("min."), or how what was typed is
	// understood ("= to 10-12-2026").
	After string
	// Error says what is wrong and what to do; it stands beside the field where
	// there is room, else below it, after an "!".
	Error string
	// Heading stands on a line of its own before the entry, where a new group of
	// entries begins.
	Heading string
	// Hidden leaves the entry out, on the screen and for Tab.
	Hidden bool
}

// Form is fields in an order. Tab and Shift+Tab go round them, Enter in a field
// of one line goes on, Up and Down move between such fields. Where the window
// is too low for all of them, the form scrolls so that the field with the
// cursor is seen; where it is high, the field that has use for more lines gets
// what is left.
type Form struct {
	entries []*Entry
	at      int
	top     int
	full    string
	moves   keys.Moves
}

// NewForm gives a form with the cursor in its first field. full is the sentence
// for a text that had no room.
func NewForm(full string, entries ...*Entry) *Form {
	f := &Form{entries: entries, full: full, moves: keys.NewMoves()}
	if f.hidden(0) {
		f.move(1)
	}
	return f
}

func (f *Form) hidden(i int) bool { return i >= len(f.entries) || f.entries[i].Hidden }

// Entry gives the entry of an ID, nil if there is none.
func (f *Form) Entry(id string) *Entry {
	for _, e := range f.entries {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// Focused is the ID of the entry with the cursor, "" in a form without fields.
func (f *Form) Focused() string {
	if f.hidden(f.at) {
		return ""
	}
	return f.entries[f.at].ID
}

// Focus puts the cursor in an entry and says whether it could.
func (f *Form) Focus(id string) bool {
	for i, e := range f.entries {
		if e.ID == id && !e.Hidden {
			f.leave()
			f.at = i
			return true
		}
	}
	return false
}

// FocusError puts the cursor in the first entry that has an error and says
// whether there is one.
func (f *Form) FocusError() bool {
	for _, e := range f.entries {
		if e.Error != "" && f.Focus(e.ID) {
			return true
		}
	}
	return false
}

// Kind says which keys hold where the cursor is.
func (f *Form) Kind() keys.Kind {
	if f.hidden(f.at) {
		return keys.List
	}
	return f.entries[f.at].Field.Kind()
}

// Revision changes whenever a value of the form does.
func (f *Form) Revision() int {
	n := 0
	for _, e := range f.entries {
		n += e.Field.Revision()
	}
	return n
}

// leave tells the field with the cursor that it is about to lose it.
func (f *Form) leave() {
	if f.hidden(f.at) {
		return
	}
	if l, ok := f.entries[f.at].Field.(interface{ Leave() }); ok {
		l.Leave()
	}
}

// move goes to the next entry that is not hidden, or the one before, round the
// ends.
func (f *Form) move(by int) {
	f.leave()
	for i := 1; i <= len(f.entries); i++ {
		at := ((f.at+by*i)%len(f.entries) + len(f.entries)) % len(f.entries)
		if !f.hidden(at) {
			f.at = at
			return
		}
	}
}

// last says whether no entry with a field comes after the one with the cursor.
func (f *Form) last() bool {
	for i := f.at + 1; i < len(f.entries); i++ {
		if !f.hidden(i) {
			return false
		}
	}
	return true
}

// Update gives a key press or a paste to the field with the cursor, then does
// what it means in a form, and says whether it meant anything. Enter in the
// last field is the screen's.
func (f *Form) Update(msg tea.Msg) bool {
	if f.hidden(f.at) {
		return false
	}
	if f.entries[f.at].Field.Update(msg) {
		return true
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	switch name := keys.Name(press); {
	case f.moves.Next.Has(name), f.moves.Down.Has(name) && !f.last():
		f.move(1)
	case f.moves.Previous.Has(name), f.moves.Up.Has(name) && f.at > 0:
		f.move(-1)
	case f.moves.Open.Has(name) && !f.last():
		f.move(1)
	default:
		return false
	}
	return true
}

// labelWidth is the width of the column of labels, with the blanks after it.
func (f *Form) labelWidth(width int) int {
	w := 0
	for _, e := range f.entries {
		if !e.Hidden && !e.Above {
			w = max(w, frame.Width(e.Label))
		}
	}
	return min(w+2, max(0, width/2))
}

// View draws the form in a size and says where the cursor is.
func (f *Form) View(size frame.Size, styles theme.Styles) ([]string, *Point) {
	const margin = 1
	label := f.labelWidth(size.Width - margin)
	heights := f.heights(size, margin+label)
	var lines []string
	var cursor *Point
	from, to := 0, 0 // the lines of the entry with the cursor
	for i, e := range f.entries {
		if e.Hidden {
			continue
		}
		start := len(lines)
		drawn, at := f.draw(e, i == f.at, heights[i], size.Width, margin, label, styles)
		lines = append(lines, drawn...)
		if i == f.at {
			from, to = start, len(lines)
			if at != nil {
				cursor = &Point{at.X, start + at.Y}
			}
		}
	}
	if len(lines) <= size.Height {
		f.top = 0
		return lines, cursor
	}
	if cursor != nil {
		// An entry higher than the window shows its cursor.
		if to-from > size.Height {
			from, to = cursor.Y, cursor.Y+1
		}
	}
	f.top = min(f.top, from, len(lines)-size.Height)
	f.top = max(0, f.top, to-size.Height)
	lines = lines[f.top : f.top+max(0, size.Height)]
	if cursor != nil {
		cursor.Y -= f.top
		if cursor.Y < 0 || cursor.Y >= len(lines) {
			cursor = nil
		}
	}
	return lines, cursor
}

// heights gives each field its lines: its fewest, and what is left over to the
// first that has use for it.
func (f *Form) heights(size frame.Size, indent int) []int {
	heights := make([]int, len(f.entries))
	used := 0
	for i, e := range f.entries {
		if e.Hidden {
			continue
		}
		heights[i], _ = e.Field.Lines(f.width(e, size.Width, indent))
		used += heights[i] + f.around(e, size.Width, indent)
	}
	for i, e := range f.entries {
		if e.Hidden || used >= size.Height {
			continue
		}
		_, most := e.Field.Lines(f.width(e, size.Width, indent))
		more := min(size.Height-used, most-heights[i])
		if more > 0 {
			heights[i] += more
			used += more
		}
	}
	return heights
}

// width is what a field is drawn in.
func (f *Form) width(e *Entry, window, indent int) int {
	w := window - indent
	if e.Above {
		w = window
	}
	if e.Width > 0 {
		w = min(w, e.Width)
	}
	return max(1, w)
}

// around is the number of an entry's lines beside its field's own.
func (f *Form) around(e *Entry, window, indent int) int {
	n := 0
	if e.Heading != "" {
		n++
	}
	if e.Above && e.Label != "" {
		n++
	}
	if e.After != "" && f.room(e, window, indent) < frame.Width(e.After) {
		n++
	}
	if err := f.err(e); err != "" {
		n += len(f.errorLines(e, err, window, indent))
	}
	return n
}

// room is how many columns are free behind a field, two blanks not counted.
func (f *Form) room(e *Entry, window, indent int) int {
	if e.Above {
		return 0
	}
	return window - indent - f.width(e, window, indent) - 2
}

// err is the error to show: the field's own comes first.
func (f *Form) err(e *Entry) string {
	if l, ok := e.Field.(limited); ok && l.Full() {
		return f.full
	}
	return capital(e.Error)
}

// capital begins a text with a capital: what is wrong stands by itself at its
// field, and after the field's name in the line below the form.
func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

// errorLines gives the lines of an error below a field, none where it stands
// beside it.
func (f *Form) errorLines(e *Entry, text string, window, indent int) []string {
	if e.After == "" && frame.Width(text)+2 <= f.room(e, window, indent) {
		return nil
	}
	if e.Above {
		indent = 1
	}
	return frame.Wrap("! "+text, max(1, window-indent))
}

// draw gives the lines of one entry.
func (f *Form) draw(e *Entry, focused bool, height, window, margin, label int, styles theme.Styles) ([]string, *Point) {
	indent := margin + label
	width := f.width(e, window, indent)
	name := styles.Label
	if focused {
		name = styles.LabelFocused
	}
	fieldLines, cursor := e.Field.View(width, height, focused, styles)
	var lines []string
	x, y := indent, 0
	pad := strings.Repeat(" ", margin)
	if e.Above {
		x = 0
		if e.Label != "" {
			lines = append(lines, pad+name.Render(frame.Cut(e.Label, window-margin)))
			y = 1
		}
		lines = append(lines, fieldLines...)
	} else {
		for i, l := range fieldLines {
			before := strings.Repeat(" ", indent)
			if i == 0 {
				before = pad + name.Render(frame.Fit(e.Label, max(0, label-1))) + " "
				if label == 0 {
					before = pad
				}
			}
			lines = append(lines, before+l)
		}
	}
	if e.After != "" {
		if f.room(e, window, indent) >= frame.Width(e.After) {
			lines[0] = frame.Fit(lines[0], indent+width) + "  " + styles.Hint.Render(e.After)
		} else {
			lines = append(lines, strings.Repeat(" ", indent)+styles.Hint.Render(frame.Cut(e.After, window-indent)))
		}
	}
	if err := f.err(e); err != "" {
		below := f.errorLines(e, err, window, indent)
		if len(below) == 0 && len(lines) > 0 {
			lines[0] = frame.Fit(lines[0], indent+width) + "  " + styles.Error.Render("! "+err)
		}
		if e.Above {
			indent = margin
		}
		for _, l := range below {
			lines = append(lines, strings.Repeat(" ", indent)+styles.Error.Render(l))
		}
	}
	if e.Heading != "" {
		head := pad + styles.Heading.Render(frame.Cut(e.Heading, max(0, window-margin)))
		lines, y = append([]string{head}, lines...), y+1
	}
	if cursor == nil {
		return lines, nil
	}
	return lines, &Point{x + cursor.X, y + cursor.Y}
}
