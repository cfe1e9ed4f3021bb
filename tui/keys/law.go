package keys

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"brobygger/tui/words"
)

// Kind is what has the cursor, and so which keys hold beside a context's own.
type Kind int

// The kinds of context.
const (
	// List is any place outside text: lists, tabs, pages.
	List Kind = iota
	// Field is a text field of one line: Enter, Up and Down are not its own.
	Field
	// Text is a text field of many lines.
	Text
	// Choice is a choice field: its letters choose, so it counts as text.
	Choice
	// Dialog stands over a screen and has only its own keys.
	Dialog
	// Fullscreen is a moment that owns the keyboard: the welcome, a meeting, what
	// a citizen is shown. Letters and digits are its own.
	Fullscreen
)

// String names the kind for a test's message.
func (k Kind) String() string {
	names := [...]string{"list", "field", "text", "choice", "dialog", "fullscreen"}
	if k < 0 || int(k) >= len(names) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return names[k]
}

// Context is the keys that hold at one moment on one screen.
type Context struct {
	// Name says where, for the help's heading and a test's message: a word key.
	Name string
	// Kind brings the keys that hold beside the context's own.
	Kind Kind
	// Sole says that nothing else can be reached from there: of the keys that work
	// everywhere only those that cover, lock and help hold, and in a text those that
	// save and undo.
	Sole bool
	// Bindings are the context's own keys, those for the bottom line first.
	Bindings []Binding
	// Off says why keys that the kind brings do nothing just now, by their IDs, in the
	// user's language.
	Off map[string]string
	// Extra are keys whose words are no word keys, such as the letters of a choice
	// field: for the help only.
	Extra []Hint
}

// All gives every key that holds in the context: its own, then those its kind
// brings. A binding of the context's own with the same ID as one of those takes
// its place, so a screen can name it better or say that it is off.
func (c Context) All() []Binding {
	all := append([]Binding(nil), c.Bindings...)
	own := make(map[string]bool)
	for _, b := range c.Bindings {
		for _, k := range b.Keys {
			own[b.ID+" "+k] = true
		}
	}
	for _, b := range brought(c.Kind) {
		if c.Sole && away(c.Kind, b) {
			continue
		}
		taken := true
		for _, k := range b.Keys {
			taken = taken && own[b.ID+" "+k]
		}
		if !taken {
			if why := c.Off[b.ID]; why != "" {
				b = b.Disabled(why)
			}
			all = append(all, b)
		}
	}
	return all
}

// away says whether a binding leads away from a context that nothing else can be
// reached from, or means nothing in it.
func away(kind Kind, b Binding) bool {
	e := NewEverywhere()
	switch b.ID {
	case e.Citizen.ID, e.Commands.ID, e.Reveal.ID:
		return true
	case e.Save.ID, e.Undo.ID:
		return kind != Field && kind != Text
	}
	return false
}

// brought lists the bindings that a kind brings.
func brought(kind Kind) []Binding {
	everywhere := NewEverywhere().Bindings()
	moves := NewMoves()
	switch kind {
	case List:
		return append(append(moves.Bindings(), NewOutside().Bindings()...), everywhere...)
	case Field:
		return append(append(NewEditing().LineBindings(), moves.Back, moves.Next, moves.Previous), everywhere...)
	case Text:
		return append(append(NewEditing().Bindings(), moves.Back, moves.Next, moves.Previous), everywhere...)
	case Choice:
		return append(append(NewChoosing().Bindings(), moves.Up, moves.Down, moves.Back, moves.Next, moves.Previous), everywhere...)
	case Dialog, Fullscreen:
		return append([]Binding{moves.Back}, everywhere...)
	}
	return everywhere
}

// Forbidden says why a key may not be bound, or "" if it may.
func Forbidden(key string) string {
	if key == "" {
		return "it is no key"
	}
	mods, last := split(key)
	switch {
	case key != strings.ToLower(key):
		return "a capital is taken as the small letter"
	case mods["alt"] && mods["ctrl"]:
		return "Ctrl+Alt is AltGr"
	case mods["alt"]:
		return "Alt types characters on a Mac and belongs to the terminal elsewhere"
	case mods["ctrl"] && mods["shift"]:
		return "Ctrl+Shift belongs to the terminal"
	case mods["meta"], mods["super"], mods["hyper"]:
		return "the window system has it"
	case mods["shift"] && last != "tab":
		return "terminals do not tell it from the key without Shift"
	case mods["ctrl"]:
		return forbiddenControl(last)
	case last == "f11":
		return "Windows Terminal uses it for the full screen"
	}
	if utf8.RuneCountInString(last) != 1 {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(last)
	switch {
	case strings.ContainsRune("@£$€{[]}|\\~µ", r):
		return "it needs AltGr on a Danish keyboard"
	case strings.ContainsRune("´`¨^", r):
		return "it is a dead key on a Danish keyboard"
	case !unicode.IsPrint(r):
		return "it is no key"
	}
	return ""
}

func forbiddenControl(last string) string {
	switch last {
	case "c":
		return "people press it out of habit to copy"
	case "v":
		return "it is the terminal's paste"
	case "h", "i", "j", "m", "[":
		return "it is Backspace, Tab, Enter or Esc"
	case "a", "b":
		return "screen and tmux use it"
	case "tab", ",", "comma", "+", "plus", "-", "minus", "0":
		return "terminals use it for tabs, settings and the size of the text"
	}
	if utf8.RuneCountInString(last) == 1 && (last < "a" || last > "z") {
		return "not every terminal can send it"
	}
	return ""
}

// split takes a key apart into its modifiers and the key itself.
func split(key string) (mods map[string]bool, last string) {
	mods = make(map[string]bool)
	for {
		mod, rest, ok := strings.Cut(key, "+")
		if !ok || rest == "" || mod == "" {
			return mods, key
		}
		mods[mod] = true
		key = rest
	}
}

// Base gives the contexts that the program has without any screen. Every
// package with a screen has a function of the same kind, and the test of all of
// them stands where the screens are put together.
func Base(w *words.Words) []Context {
	asking := NewAsking(w.T("common.yes.key"), w.T("common.no.key"))
	moves := NewMoves()
	return []Context{
		{Name: "keys.context.list", Kind: List, Bindings: NewLetters().Bindings()},
		{Name: "keys.context.field", Kind: Field, Bindings: []Binding{moves.Open, moves.Up, moves.Down}},
		{Name: "keys.context.text", Kind: Text},
		{Name: "keys.context.choice", Kind: Choice},
		{Name: "keys.context.dialog", Kind: Dialog, Bindings: asking.Bindings()},
		{Name: "keys.context.fullscreen", Kind: Fullscreen},
	}
}

// Check walks contexts against the law and gives one line for each breach.
func Check(w *words.Words, contexts []Context) []string {
	var found []string
	for _, c := range contexts {
		say := func(b Binding, format string, args ...any) {
			found = append(found, fmt.Sprintf("%s (%s): %s: ", c.Name, c.Kind, b.ID)+fmt.Sprintf(format, args...))
		}
		if !w.Has(c.Name) {
			found = append(found, fmt.Sprintf("%s (%s): no words for the name", c.Name, c.Kind))
		}
		holders := make(map[string]string)
		for _, b := range c.All() {
			checkBinding(w, b, say)
			for _, k := range b.Keys {
				if other, twice := holders[k]; twice {
					say(b, "%q is also %s", k, other)
				}
				holders[k] = b.ID
				if c.Kind != Fullscreen && c.Kind != Choice {
					if id := reserved(k); id != "" && id != b.ID && !(c.Kind == Dialog && (b.ID == "yes" || b.ID == "no")) {
						say(b, "%q means %s everywhere", k, id)
					}
				}
			}
		}
	}
	return found
}

func checkBinding(w *words.Words, b Binding, say func(Binding, string, ...any)) {
	if b.ID == "" || len(b.Keys) == 0 {
		say(b, "no id or no key")
	}
	if !w.Has(b.Label) {
		say(b, "no words for the label %q", b.Label)
	}
	if b.More != "" && !w.Has(b.More) {
		say(b, "no words for the sentence %q", b.More)
	}
	fkeys := 0
	for _, k := range b.Keys {
		if why := Forbidden(k); why != "" {
			say(b, "%q: %s", k, why)
		}
		if isF(k) {
			fkeys++
		}
		if b.Move && utf8.RuneCountInString(k) == 1 {
			say(b, "%q: movement is never on letters", k)
		}
		if !w.Has(nameKey(k)) && utf8.RuneCountInString(strings.TrimPrefix(k, "ctrl+")) != 1 && !isF(k) {
			say(b, "%q: no words for the key", k)
		}
	}
	if fkeys > 0 && fkeys == len(b.Keys) {
		say(b, "an F-key without a second way")
	}
}

// isF says whether a key is an F-key.
func isF(key string) bool {
	return len(key) > 1 && key[0] == 'f' && key[1] >= '0' && key[1] <= '9'
}

// reserved gives the ID that a key has wherever it is not typed.
func reserved(key string) string {
	for _, set := range [][]Binding{NewOutside().Bindings(), NewLetters().Bindings(), NewEverywhere().Bindings()} {
		for _, b := range set {
			if b.Has(key) {
				return b.ID
			}
		}
	}
	return ""
}
