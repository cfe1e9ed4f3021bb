package versions

import (
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// letters are those that choose a version, and the one after them another value.
// "s" is not among them: it leaves the choice for later.
const letters = "abcdefghijklm"

// contextOf gives the keys where the cursor stands. choosing means that it
// stands on the choice.
func contextOf(kind keys.Kind, choosing, hidden bool) keys.Context {
	m, e := keys.NewMoves(), keys.NewEverywhere()
	c := keys.Context{Name: "conflict.context", Kind: kind}
	save := e.Save.With("conflict.key.save")
	if choosing {
		// Enter is shown, since it is nearer; both save.
		save.Quiet = true
		c.Bindings = append(c.Bindings, keys.Binding{ID: "later", Keys: []string{"s"}, Label: "conflict.key.later", More: "conflict.key.later.more"},
			m.Open.With("conflict.key.save"))
	}
	c.Bindings = append(c.Bindings, save)
	if hidden {
		reveal := e.Reveal
		reveal.Quiet = false
		c.Bindings = append(c.Bindings, reveal)
	}
	c.Bindings = append(c.Bindings, m.Next.With("conflict.key.reason"), m.Back)
	if kind == keys.Field {
		open := m.Open.With("conflict.key.onward")
		open.Quiet = true
		c.Bindings = append(c.Bindings, open, m.Up, m.Down)
	}
	if kind != keys.Text {
		c.Bindings = append(c.Bindings, m.PageUp, m.PageDown)
	}
	return c
}

// waiting are the keys before the case has been read.
func waiting() keys.Context {
	return keys.Context{Name: "conflict.context", Kind: keys.List, Bindings: []keys.Binding{keys.NewMoves().Back}}
}

// Contexts lists the keys of the screen, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	return []keys.Context{
		waiting(),
		contextOf(keys.Choice, true, true), contextOf(keys.Choice, false, true),
		contextOf(keys.Field, false, true), contextOf(keys.Text, false, true),
	}
}

// Keys implements [tui.Screen].
func (s *Screen) Keys() keys.Context {
	if s.page == nil {
		return waiting()
	}
	focused := s.page.Form.Focused()
	c := contextOf(s.page.Form.Kind(), focused == "choice", s.page.secret)
	if focused == "choice" {
		c.Extra = s.page.choice.Hints()
	} else {
		c.Extra = s.page.extra()
	}
	return c
}

// hints is the bottom line: where a version is chosen, its letters come first.
func (s *Screen) hints(parts *frame.Parts) {
	w, c := s.d.W(), s.Keys()
	parts.Keys, parts.More = keys.Hints(w, c), keys.More(w, c)
	if s.page.Form.Focused() == "choice" {
		parts.Keys = append(s.page.choice.Hints(), parts.Keys...)
	}
}
