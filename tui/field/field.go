// Package field holds what people fill in: lines of text, whole texts, secrets,
// choices, lookups, and the form that puts them together.
//
// Every field takes messages with Update, which says whether the message was
// taken, and draws itself with View into a width and a height it is given. A
// field never does anything but hold its value: no command, no clock, no words
// but those it is handed. The cursor is the terminal's own.
//
// What all text fields share:
//
//   - A key press with text types that text, whatever its modifiers say: AltGr
//     comes as Ctrl+Alt.
//   - A paste is one insertion and one step of undo, whatever its size. CR and
//     CRLF become newlines (blanks in a field of one line), tabs and no-break
//     spaces become blanks, soft hyphens go, Word's quotes stay. Other control
//     characters, and marks that turn the direction of text, become "·".
//   - Ctrl+Z takes back typing word by word, Ctrl+Y does it again.
//   - The keys are those of [keys.Editing] and no others.
//   - A value has a limit in bytes. What would pass it is not put in at all, and
//     Full says so until the next key, so that half a paste is never taken for
//     the whole.
package field

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Point is a place in what a View gave: columns from the left, lines from the
// top, both from zero.
type Point struct {
	X, Y int
}

// Field is one thing a form holds.
type Field interface {
	// Update takes a key press or a paste and says whether it was the field's.
	Update(msg tea.Msg) bool
	// View draws the field in a width, in at most height lines, and says where the
	// cursor is, nil if it has none.
	View(width, height int, focused bool, styles theme.Styles) ([]string, *Point)
	// Lines are the fewest lines the field can do with in a width, and the most it
	// has use for.
	Lines(width int) (fewest, most int)
	// Kind says which keys hold while the field has the cursor.
	Kind() keys.Kind
	// Revision changes whenever the value does: a draft is due.
	Revision() int
}

// Fields with a text say when something had no room in it.
type limited interface {
	Full() bool
}
