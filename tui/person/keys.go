package person

import (
	"slices"
	"strconv"

	"brobygger/cases"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// own are the keys that only this screen has.
type own struct {
	answers     []keys.Binding // their IDs are the scores
	words, take keys.Binding
}

func newOwn() own {
	o := own{
		words: keys.Binding{ID: "words", Keys: []string{"e"}, Label: "person.key.words", More: "person.key.words.more"},
		take:  keys.Binding{ID: "takeback", Keys: []string{"t"}, Label: "person.key.takeback", More: "person.key.takeback.more"},
	}
	for n := cases.MinScore; n <= cases.MaxScore; n++ {
		digit := strconv.Itoa(n)
		o.answers = append(o.answers, keys.Binding{ID: digit, Keys: []string{digit}, Label: "person.key.answer", More: "domain.score." + digit, Quiet: true})
	}
	return o
}

func planContext() keys.Context {
	m, o := keys.NewMoves(), newOwn()
	leave := m.Back.With("person.key.leave")
	leave.More = "person.key.leave.more"
	bindings := append(o.answers, o.words, leave, o.take, keys.NewEverywhere().Cover, m.Up, m.Down, m.PageUp, m.PageDown, m.Home, m.End)
	return keys.Context{Name: "person.context", Kind: keys.Fullscreen, Sole: true, Bindings: bindings}
}

// emptyContext holds while there is no plan to be seen.
func emptyContext() keys.Context {
	return keys.Context{Name: "person.context", Kind: keys.Fullscreen, Sole: true, Bindings: []keys.Binding{keys.NewMoves().Back.With("person.key.leave")}}
}

// wordsContext holds while words are typed. Enter saves them.
func wordsContext() keys.Context {
	m, save := keys.NewMoves(), keys.NewEverywhere().Save
	save.Quiet = true
	return keys.Context{Name: "person.context.words", Kind: keys.Field, Sole: true, Bindings: []keys.Binding{
		m.Open.With("keys.save"), save, m.Back.With("person.key.later"), m.Up, m.Down, m.PageUp, m.PageDown,
	}}
}

func gateContext(sealed, busy bool) keys.Context {
	m := keys.NewMoves()
	c := keys.Context{Name: "person.context.gate", Kind: keys.Fullscreen, Sole: true, Bindings: []keys.Binding{m.Open.With("person.key.on"), m.Back.With("person.key.stay")}}
	switch {
	case busy:
		c.Bindings = nil
	case sealed:
		c.Kind = keys.Field
	}
	return c
}

// Contexts lists the keys of the screen, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	return []keys.Context{planContext(), emptyContext(), wordsContext(), gateContext(true, false), gateContext(false, false), gateContext(true, true)}
}

// Keys implements [tui.Screen].
func (s *Screen) Keys() keys.Context {
	switch {
	case s.gate != nil:
		return gateContext(s.gate.sealed, s.gate.busy || s.gate.open)
	case s.words != nil:
		return wordsContext()
	case s.c == nil:
		return emptyContext()
	}
	c := planContext()
	for i, b := range c.Bindings {
		if why := s.off(b.ID); why != "" {
			c.Bindings[i] = b.Disabled(s.d.W().T(why))
		}
	}
	return c
}

// off says why a key does nothing where the cursor is, a word key, "" where it
// does something.
func (s *Screen) off(id string) string {
	_, err := strconv.Atoi(id)
	isAnswer, about := err == nil, s.about()
	isTheme := about != "" && !slices.Contains(cases.Arenas(), about)
	switch {
	case !isAnswer && id != "words" && id != "takeback":
		return ""
	case s.c.ReadOnly:
		return "say.read-only"
	case isAnswer && about == "":
		return "person.off.row"
	case isAnswer && isTheme:
		return "person.off.theme"
	case id == "words" && isTheme:
		return "person.off.words"
	case id == "takeback" && s.wordsHere() == "":
		return "person.off.takeback"
	}
	return ""
}
