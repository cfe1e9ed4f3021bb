package field

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Secret is a field of one line for a passphrase. It shows dots until F4 or
// Ctrl+R shows what they stand for, and hides it again the same way or when the
// cursor leaves. Hidden, it gives no word borders away: movement by words goes
// to the ends. It never prints its value.
type Secret struct {
	line   *Line
	shown  bool
	reveal keys.Binding
}

// NewSecret gives an empty field for a secret.
func NewSecret() *Secret {
	return &Secret{line: NewLine(""), reveal: keys.NewEverywhere().Reveal}
}

// Bytes gives a copy of the secret. It is the caller's to wipe.
func (s *Secret) Bytes() []byte { return []byte(s.line.Value()) }

// Empty says whether nothing was typed.
func (s *Secret) Empty() bool { return s.line.editor.size == 0 }

// Clear empties the field and forgets what was typed, and hides it. Go keeps
// copies where nobody can wipe them; the end of the process does.
func (s *Secret) Clear() {
	s.line.SetValue("")
	s.shown = false
}

// Shown says whether the secret can be read on the screen.
func (s *Secret) Shown() bool { return s.shown }

// Format implements [fmt.Formatter]: a secret prints as dots whatever the verb.
func (s *Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, "•••") }

// MarshalText keeps the secret out of JSON and logs.
func (s *Secret) MarshalText() ([]byte, error) { return []byte("•••"), nil }

// Full says that the last thing typed or pasted had no room.
func (s *Secret) Full() bool { return s.line.Full() }

// Revision implements [Field]. A secret is never part of a draft.
func (s *Secret) Revision() int { return 0 }

// Kind implements [Field].
func (s *Secret) Kind() keys.Kind { return keys.Field }

// Lines implements [Field].
func (s *Secret) Lines(int) (fewest, most int) { return 1, 1 }

// Update implements [Field].
func (s *Secret) Update(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		if p, pasted := msg.(tea.PasteMsg); pasted {
			// What is copied from a manager or a mail often ends in a newline.
			return s.line.Update(tea.PasteMsg{Content: strings.TrimRight(p.Content, "\r\n")})
		}
		return false
	}
	name, e, k := keys.Name(press), &s.line.editor, s.line.editor.editing
	switch {
	case keys.Typed(press) != "":
	case s.reveal.Has(name):
		s.shown = !s.shown
		return true
	case s.shown:
	case k.WordLeft.Has(name):
		e.cur = pos{}
		return true
	case k.WordRight.Has(name):
		e.cur = e.end()
		return true
	case k.WordBack.Has(name):
		e.erase(other, pos{})
		return true
	case k.WordForward.Has(name):
		e.erase(other, e.end())
		return true
	}
	return s.line.Update(press)
}

// View implements [Field].
func (s *Secret) View(width, height int, focused bool, styles theme.Styles) ([]string, *Point) {
	if !focused {
		s.shown = false
	}
	if s.shown {
		return s.line.View(width, height, focused, styles)
	}
	text, cursor := s.line.editor.lines[0], s.line.editor.cur.col
	return s.line.draw(dots(text), len(dots(text[:cursor])), width, focused, styles)
}

// dots gives a dot for every grapheme.
func dots(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		i, _ = next(text, i)
		b.WriteString("•")
	}
	return b.String()
}
