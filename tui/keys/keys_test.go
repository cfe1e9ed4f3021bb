package keys

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/words"
)

func load(t testing.TB, language words.Language) *words.Words {
	t.Helper()
	w, err := words.Load(language)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTheLaw(t *testing.T) {
	for _, language := range words.Languages() {
		w := load(t, language)
		contexts := Base(w)
		if len(contexts) < 5 {
			t.Fatalf("only %d contexts", len(contexts))
		}
		for _, breach := range Check(w, contexts) {
			t.Errorf("%s: %s", language, breach)
		}
	}
}

func TestCheckFindsEachBreach(t *testing.T) {
	w := load(t, words.Danish)
	good := Binding{ID: "own", Keys: []string{"a"}, Label: "keys.save"}
	with := func(change func(*Binding)) Binding {
		b := good
		change(&b)
		return b
	}
	for name, c := range map[string]struct {
		kind Kind
		b    Binding
		want string
	}{
		"altgr":         {List, with(func(b *Binding) { b.Keys = []string{"@"} }), "AltGr"},
		"dead":          {List, with(func(b *Binding) { b.Keys = []string{"^"} }), "dead key"},
		"ctrl+c":        {Fullscreen, with(func(b *Binding) { b.Keys = []string{"ctrl+c"} }), "habit"},
		"ctrl+v":        {Field, with(func(b *Binding) { b.Keys = []string{"ctrl+v"} }), "paste"},
		"ctrl+h":        {Field, with(func(b *Binding) { b.Keys = []string{"ctrl+h"} }), "Backspace"},
		"ctrl+a":        {Field, with(func(b *Binding) { b.Keys = []string{"ctrl+a"} }), "tmux"},
		"ctrl+0":        {List, with(func(b *Binding) { b.Keys = []string{"ctrl+0"} }), "size of the text"},
		"ctrl+plus":     {List, with(func(b *Binding) { b.Keys = []string{"ctrl++"} }), "size of the text"},
		"ctrl+shift":    {List, with(func(b *Binding) { b.Keys = []string{"ctrl+shift+s"} }), "terminal"},
		"ctrl+alt":      {List, with(func(b *Binding) { b.Keys = []string{"ctrl+alt+s"} }), "AltGr"},
		"alt+enter":     {List, with(func(b *Binding) { b.Keys = []string{"alt+enter"} }), "Mac"},
		"alt+left":      {Field, with(func(b *Binding) { b.Keys = []string{"alt+left"} }), "Mac"},
		"shift+f1":      {List, with(func(b *Binding) { b.Keys = []string{"shift+f1", "a"} }), "without Shift"},
		"f11":           {List, with(func(b *Binding) { b.Keys = []string{"f11", "a"} }), "full screen"},
		"f-key alone":   {List, with(func(b *Binding) { b.Keys = []string{"f7"} }), "second way"},
		"capital":       {List, with(func(b *Binding) { b.Keys = []string{"K"} }), "capital"},
		"movement":      {List, with(func(b *Binding) { b.Keys = []string{"j"}; b.Move = true }), "never on letters"},
		"meaning":       {List, with(func(b *Binding) { b.Keys = []string{"g"} }), "means done everywhere"},
		"meaning ctrl":  {Dialog, with(func(b *Binding) { b.Keys = []string{"ctrl+s"} }), "means save everywhere"},
		"twice":         {Field, with(func(b *Binding) { b.Keys = []string{"ctrl+y"} }), "is also"},
		"no label":      {List, with(func(b *Binding) { b.Label = "keys.nothing" }), "no words for the label"},
		"no sentence":   {List, with(func(b *Binding) { b.More = "keys.nothing" }), "no words for the sentence"},
		"no key":        {List, with(func(b *Binding) { b.Keys = nil }), "no id or no key"},
		"unnamed key":   {List, with(func(b *Binding) { b.Keys = []string{"insert"} }), "no words for the key"},
		"not universal": {List, with(func(b *Binding) { b.Keys = []string{"ctrl+æ"} }), "not every terminal"},
	} {
		context := Context{Name: "keys.context.list", Kind: c.kind, Bindings: []Binding{good, c.b}}
		if len(c.b.Keys) == 1 && c.b.Keys[0] == "a" {
			context.Bindings = context.Bindings[1:]
		}
		found := strings.Join(Check(w, []Context{context}), "\n")
		if !strings.Contains(found, c.want) {
			t.Errorf("%s: %q is not found, but %q", name, c.want, found)
		}
	}
	if found := Check(w, []Context{{Name: "keys.context.list", Kind: List, Bindings: []Binding{good}}}); len(found) > 0 {
		t.Errorf("a good context is blamed: %q", found)
	}
}

func TestFullscreenOwnsItsLettersAndDigits(t *testing.T) {
	w := load(t, words.Danish)
	c := Context{Name: "keys.context.fullscreen", Kind: Fullscreen, Bindings: []Binding{
		{ID: "score1", Keys: []string{"1"}, Label: "keys.save"},
		{ID: "english", Keys: []string{"k"}, Label: "keys.save"},
	}}
	if found := Check(w, []Context{c}); len(found) > 0 {
		t.Error(found)
	}
}

func TestNameAndTyped(t *testing.T) {
	for _, c := range []struct {
		msg         tea.KeyPressMsg
		name, typed string
	}{
		{tea.KeyPressMsg{Code: 'k', Text: "k"}, "k", "k"},
		{tea.KeyPressMsg{Code: 'k', Text: "K", ShiftedCode: 'K', Mod: tea.ModShift}, "k", "K"},
		{tea.KeyPressMsg{Code: 'k', Text: "K", Mod: tea.ModCapsLock}, "k", "K"},
		{tea.KeyPressMsg{Code: 'Æ', Text: "Æ"}, "æ", "Æ"},
		{tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, "space", " "},
		{tea.KeyPressMsg{Code: '?', Text: "?"}, "?", "?"},
		// AltGr on Windows: Ctrl and Alt are set, and there is text.
		{tea.KeyPressMsg{Code: '@', Text: "@", Mod: tea.ModCtrl | tea.ModAlt}, "@", "@"},
		{tea.KeyPressMsg{Code: '2', Mod: tea.ModCtrl | tea.ModAlt}, "ctrl+alt+2", ""},
		{tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}, "ctrl+s", ""},
		{tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl | tea.ModCapsLock}, "ctrl+s", ""},
		{tea.KeyPressMsg{Code: 'S', Mod: tea.ModCtrl}, "ctrl+s", ""},
		{tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl | tea.ModShift}, "ctrl+shift+s", ""},
		// A keyboard where the key that types s lies where d lies on an American.
		{tea.KeyPressMsg{Code: 's', BaseCode: 'd', Mod: tea.ModCtrl}, "ctrl+s", ""},
		// A Greek keyboard: only the base code says which key it is.
		{tea.KeyPressMsg{Code: 'σ', BaseCode: 's', Mod: tea.ModCtrl}, "ctrl+s", ""},
		{tea.KeyPressMsg{Code: 'h', Mod: tea.ModCtrl}, "backspace", ""},
		{tea.KeyPressMsg{Code: 'i', Mod: tea.ModCtrl}, "tab", ""},
		{tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}, "enter", ""},
		{tea.KeyPressMsg{Code: 'm', Mod: tea.ModCtrl}, "enter", ""},
		{tea.KeyPressMsg{Code: '[', Mod: tea.ModCtrl}, "esc", ""},
		{tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}, "shift+tab", ""},
		{tea.KeyPressMsg{Code: tea.KeyPgDown}, "pgdown", ""},
		{tea.KeyPressMsg{Code: tea.KeyKpEnter}, "enter", ""},
		{tea.KeyPressMsg{Code: tea.KeyF9}, "f9", ""},
		{tea.KeyPressMsg{Code: 'x', Text: "\x1b"}, "x", ""},
	} {
		if got := Name(c.msg); got != c.name {
			t.Errorf("Name(%#v) = %q, want %q", c.msg, got, c.name)
		}
		if got := Typed(c.msg); got != c.typed {
			t.Errorf("Typed(%#v) = %q, want %q", c.msg, got, c.typed)
		}
	}
}

func TestACapitalIsTheSmallLetter(t *testing.T) {
	contact := NewOutside().Contact
	if !contact.Matches(tea.KeyPressMsg{Code: 'k', Text: "K", Mod: tea.ModCapsLock}) {
		t.Error("k does not work with Caps Lock on")
	}
	if contact.Matches(tea.KeyPressMsg{Code: 'k', Mod: tea.ModCtrl}) {
		t.Error("Ctrl+K is taken as k")
	}
	b, ok := Find(tea.KeyPressMsg{Code: tea.KeyF9}, NewEverywhere().Bindings())
	if !ok || b.ID != "cover" {
		t.Errorf("F9 finds %v %q", ok, b.ID)
	}
}

func TestWhatIsShown(t *testing.T) {
	w := load(t, words.Danish)
	for key, want := range map[string]string{
		"ctrl+s": "Ctrl+S", "f9": "F9", "esc": "Esc", "pgdown": "PgDn", "up": "↑",
		"k": "k", "æ": "æ", "shift+tab": "Shift+Tab", "space": "mellemrum", "ctrl+left": "Ctrl+←", "/": "/",
	} {
		if got := Show(w, key); got != want {
			t.Errorf("Show(%q) = %q, want %q", key, got, want)
		}
	}
	everywhere, moves := NewEverywhere(), NewMoves()
	if got := ShowAll(w, everywhere.Cover); got != "F9, Ctrl+D" {
		t.Errorf("cover is shown as %q", got)
	}
	if got := Pair(w, "keys.open", moves.Up, moves.Down); got != (Hint{"↑↓", "åbn"}) {
		t.Errorf("a pair is shown as %v", got)
	}
}

func TestAnOwnBindingTakesThePlaceOfTheOneBrought(t *testing.T) {
	w := load(t, words.Danish)
	letters := NewLetters()
	c := Context{Kind: List, Bindings: []Binding{
		NewMoves().Open.With("keys.edit"),
		letters.Done.Disabled("Der er ingen opfølgning."),
	}}
	opens, dones := 0, 0
	for _, b := range c.All() {
		switch b.ID {
		case "open":
			opens++
		case "done":
			dones++
			if b.Off == "" {
				t.Error("the reason is gone")
			}
		}
	}
	if opens != 1 || dones != 1 {
		t.Errorf("open stands %d times, done %d times", opens, dones)
	}
	hints := Hints(w, c)
	if hints[0] != (Hint{"Enter", "ret"}) {
		t.Errorf("the first hint is %v", hints[0])
	}
	for _, h := range hints {
		if h.Key == "g" {
			t.Error("a key that does nothing is in the bottom line")
		}
	}
	if last := hints[len(hints)-1]; last != (Hint{"?", "hjælp"}) {
		t.Errorf("the last hint is %v", last)
	}
	if got := More(w, Context{Kind: Field}); got != (Hint{"F1", "mere"}) {
		t.Errorf("more is %v", got)
	}
}

func TestPressIsTheOppositeOfName(t *testing.T) {
	w := load(t, words.Danish)
	seen := 0
	for _, c := range Base(w) {
		for _, b := range c.All() {
			for _, k := range b.Keys {
				seen++
				if got := Name(Press(k)); got != k {
					t.Errorf("pressing %q is %q", k, got)
				}
				if typed := Typed(Press(k)) != ""; typed != (len([]rune(k)) == 1 || k == "space") {
					t.Errorf("%q types: %v", k, typed)
				}
			}
		}
	}
	if seen < 50 {
		t.Errorf("saw only %d keys", seen)
	}
}
