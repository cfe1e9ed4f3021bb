package caselist

import (
	"slices"

	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// Keys implements [tui.Screen].
func (s *Screen) Keys() keys.Context {
	c := contextOf(s.list.Kind())
	if s.list.Kind() == keys.List && s.list.Filter() != "" {
		c.Bindings = slices.Insert(c.Bindings, 1, keys.NewMoves().Back.With("cases.key.all"))
	}
	w := s.d.W()
	for i, b := range c.Bindings {
		switch {
		case b.ID == "open" && s.list.Len() == 0:
			c.Bindings[i] = b.Disabled(w.T("cases.off.empty"))
		case b.ID == "worker" && len(s.src.workers) < 2:
			c.Bindings[i] = b.Disabled(w.T("cases.off.worker"))
		}
	}
	return c
}

// contextOf gives the keys in the list, or while a filter is typed.
func contextOf(kind keys.Kind) keys.Context {
	m, o, l := keys.NewMoves(), keys.NewOutside(), keys.NewLetters()
	if kind == keys.Field {
		return keys.Context{Name: "cases.context.filter", Kind: kind, Bindings: []keys.Binding{
			m.Open, m.Next.With("cases.key.list"), m.Back.With("cases.key.all"), m.Up, m.Down, m.PageUp, m.PageDown,
		}}
	}
	return keys.Context{Name: "cases.context", Kind: kind, Bindings: []keys.Binding{
		m.Open, l.New, o.Contact, l.Filter,
		{ID: "sort", Keys: []string{"o"}, Label: "cases.key.sort", More: "cases.key.sort.more"},
		{ID: "status", Keys: []string{"s"}, Label: "cases.key.status", More: "cases.key.status.more"},
		{ID: "kind", Keys: []string{"t"}, Label: "cases.key.kind", More: "cases.key.kind.more"},
		{ID: "worker", Keys: []string{"m"}, Label: "cases.key.worker", More: "cases.key.worker.more"},
		o.Search,
	}}
}

// Contexts lists the keys of the screen, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	return []keys.Context{contextOf(keys.List), contextOf(keys.Field)}
}
