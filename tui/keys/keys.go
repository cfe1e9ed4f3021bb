// Package keys is the law of the keyboard: which keys there are, what they mean
// everywhere, which may never be used, and how a key press is matched.
//
// A screen describes its keys as a [Context]: bindings of its own beside those
// that its [Kind] brings. Bindings with the same ID mean the same thing
// wherever they stand; that is how "g" is "gjort" on every screen. The bottom
// line and the help are made from bindings, so a key that is not a binding is a
// key nobody is told about.
//
// [Check] walks contexts against the law:
//
//   - Nothing is bound that a Dane cannot press: characters behind AltGr or on
//     dead keys, and Alt, which types characters on a Mac.
//   - Nothing is bound that the terminal, the window or the multiplexer keeps for
//     itself: Ctrl+C, Ctrl+V, Ctrl+A, Ctrl+B, F11 and the rest of [Forbidden].
//   - Ctrl+H, Ctrl+I, Ctrl+J, Ctrl+M and Ctrl+[ are Backspace, Tab, Enter, Enter
//     and Esc; [Name] calls them so, and nobody binds them.
//   - Every F-key has a second way.
//   - Capitals are small letters: a binding is written small, and [Matches] folds.
//   - Movement is never on letters.
//   - A letter that means something everywhere means nothing else anywhere, but
//     for full-screen moments, which may use letters and digits for themselves.
//   - No key stands twice in what holds at one moment.
package keys

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Binding is one thing a user can do with a key.
type Binding struct {
	// ID names what is done, such as "save". Equal IDs mean the same.
	ID string
	// Keys are the keys that do it, as [Name] writes them. The first is the one
	// shown in the bottom line; the help shows all.
	Keys []string
	// Label is the word key of one or two words for the bottom line.
	Label string
	// More is the word key of a sentence for the help. Empty means Label.
	More string
	// Move marks movement of a cursor or a selection.
	Move bool
	// Quiet keeps the binding out of the bottom line; the help has it all the
	// same.
	Quiet bool
	// Off says, in the user's language, why the key does nothing just now. Empty
	// means that it works.
	Off string
}

// Matches says whether a key press is one of the binding's keys. A capital is
// taken as the small letter.
func (b Binding) Matches(msg tea.KeyPressMsg) bool {
	return b.Has(Name(msg))
}

// Has says whether a key, named as [Name] names it, is one of the binding's.
func (b Binding) Has(name string) bool {
	for _, k := range b.Keys {
		if k == name {
			return true
		}
	}
	return false
}

// With gives the binding with a label for the bottom line, for a screen where
// "Enter" is better called "videre" than "åbn". The ID, and so the meaning,
// stays.
func (b Binding) With(label string) Binding {
	b.Label, b.Quiet = label, false
	return b
}

// Disabled gives the binding as one that does nothing now and says why. The
// reason is a text, not a word key.
func (b Binding) Disabled(reason string) Binding {
	b.Off = reason
	return b
}

// Name is the one name of a key press: "k" for k and for K, "space", "esc",
// "shift+tab", "ctrl+s", "f9". A key that types something is named by what it
// types, also when it was typed with AltGr, which terminals report as Ctrl+Alt.
// The control characters that are other keys get those keys' names.
func Name(msg tea.KeyPressMsg) string {
	if text := Typed(msg); text != "" {
		if text == " " {
			return "space"
		}
		return strings.ToLower(text)
	}
	k := msg.Key()
	// The base code is where the key would lie on an American keyboard. It only
	// helps where the key itself is not Latin.
	if k.Code < utf8.RuneSelf || unicode.Is(unicode.Latin, k.Code) {
		k.BaseCode = 0
	}
	k.Code = unicode.ToLower(k.Code)
	name := k.Keystroke()
	switch name {
	case "ctrl+h":
		return "backspace"
	case "ctrl+i":
		return "tab"
	case "ctrl+j", "ctrl+m":
		return "enter"
	case "ctrl+[":
		return "esc"
	}
	return name
}

// Typed is the text a key press types into a field, or "" if it types none. A
// key with text counts as typed whatever its modifiers: AltGr comes as
// Ctrl+Alt, Caps Lock and Num Lock as modifiers of their own.
func Typed(msg tea.KeyPressMsg) string {
	for _, r := range msg.Text {
		if unicode.IsControl(r) {
			return ""
		}
	}
	return msg.Text
}

// Find gives the first binding that has the key.
func Find(msg tea.KeyPressMsg, bindings []Binding) (Binding, bool) {
	name := Name(msg)
	for _, b := range bindings {
		if b.Has(name) {
			return b, true
		}
	}
	return Binding{}, false
}

// Press is the key press of a name, the opposite of [Name], for what is done as
// if a key had been pressed. It knows the names that bindings use.
func Press(name string) tea.KeyPressMsg {
	mods, last := split(name)
	var msg tea.KeyPressMsg
	if mods["ctrl"] {
		msg.Mod |= tea.ModCtrl
	}
	if mods["shift"] {
		msg.Mod |= tea.ModShift
	}
	if mods["alt"] {
		msg.Mod |= tea.ModAlt
	}
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
		"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
	}
	code, special := codes[last]
	if !special {
		code, _ = utf8.DecodeRuneInString(last)
	}
	msg.Code = code
	switch {
	case msg.Mod != 0:
	case last == "space":
		msg.Text = " "
	case !special:
		msg.Text = last
	}
	return msg
}
