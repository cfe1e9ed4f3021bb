package keys

import (
	"strings"
	"unicode/utf8"

	"brobygger/tui/words"
)

// Hint is a key and what it does, ready to be drawn in the bottom line.
type Hint struct {
	Key, Label string
}

// Hints gives the bottom line's hints of a context: its own bindings in their
// order, then how to cover the screen, and help last.
func Hints(w *words.Words, c Context) []Hint {
	everywhere := NewEverywhere()
	help := everywhere.Help
	if c.Kind == List {
		help = NewOutside().Help
	}
	for _, b := range c.Bindings {
		if b.ID == help.ID { // a full-screen moment that has "?" for it
			help = b
		}
	}
	var hints []Hint
	seen := map[string]bool{help.ID: true}
	for _, b := range append(c.Bindings[:len(c.Bindings):len(c.Bindings)], everywhere.Cover) {
		if b.Quiet || b.Off != "" || seen[b.ID] {
			continue
		}
		seen[b.ID] = true
		hints = append(hints, b.Hint(w))
	}
	return append(hints, help.Hint(w))
}

// More is the hint that stands in help's place where not all hints had room:
// "? mere".
func More(w *words.Words, c Context) Hint {
	hints := Hints(w, c)
	return Hint{Key: hints[len(hints)-1].Key, Label: w.T("keys.more")}
}

// Hint gives one binding's hint, with its first key.
func (b Binding) Hint(w *words.Words) Hint {
	if len(b.Keys) == 0 {
		return Hint{Label: w.T(b.Label)}
	}
	return Hint{Key: Show(w, b.Keys[0]), Label: w.T(b.Label)}
}

// Pair gives one hint for keys that go together, such as "↑↓ vælg". The label
// is a word key.
func Pair(w *words.Words, label string, bindings ...Binding) Hint {
	var keys strings.Builder
	for _, b := range bindings {
		if len(b.Keys) > 0 {
			keys.WriteString(Show(w, b.Keys[0]))
		}
	}
	return Hint{Key: keys.String(), Label: w.T(label)}
}

// Show writes a key as people say it: "Ctrl+S", "F9", "Esc", "PgDn", "↑".
func Show(w *words.Words, key string) string {
	mods, last := split(key)
	var b strings.Builder
	if mods["ctrl"] {
		b.WriteString(w.T("keys.name.ctrl") + "+")
	}
	if mods["shift"] {
		b.WriteString(w.T("keys.name.shift") + "+")
	}
	switch {
	case w.Has(nameKey(last)):
		b.WriteString(w.T(nameKey(last)))
	case isF(last), utf8.RuneCountInString(last) == 1 && len(mods) > 0:
		b.WriteString(strings.ToUpper(last))
	default:
		b.WriteString(last)
	}
	return b.String()
}

// ShowAll writes all keys of a binding, as the help has them: "F9, Ctrl+D".
func ShowAll(w *words.Words, b Binding) string {
	shown := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		shown[i] = Show(w, k)
	}
	return strings.Join(shown, ", ")
}

// nameKey is the word key of a key's name, without modifiers.
func nameKey(key string) string {
	_, last := split(key)
	return "keys.name." + last
}
