package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// help lies over a screen and shows every key that works there.
type help struct {
	env     *Env
	context keys.Context
	explain []string
	top     int
	height  int
	most    int
	moves   keys.Moves
}

func newHelp(env *Env, on Screen) *help {
	h := &help{env: env, context: on.Keys(), moves: keys.NewMoves(), height: 10}
	if c, ok := on.(OnCase); !h.context.Sole && (!ok || c.CaseID() == "") {
		h.context.Off = map[string]string{keys.NewEverywhere().Citizen.ID: env.Words.T("common.no.case")}
	}
	if e, ok := on.(Explainer); ok {
		h.explain = e.Explain()
	}
	return h
}

// Keys implements [Screen].
func (h *help) Keys() keys.Context { return helpContext() }

func helpContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "help.title", Kind: keys.Dialog, Bindings: []keys.Binding{
		m.Back, m.Up, m.Down, m.PageUp, m.PageDown, m.Home, m.End,
	}}
}

// Update implements [Screen].
func (h *help) Update(msg tea.Msg) (Action, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, nil
	}
	m, name := h.moves, keys.Name(press)
	page := max(1, h.height-1)
	switch {
	case m.Up.Has(name):
		h.top--
	case m.Down.Has(name):
		h.top++
	case m.PageUp.Has(name):
		h.top -= page
	case m.PageDown.Has(name):
		h.top += page
	case m.Home.Has(name):
		h.top = 0
	case m.End.Has(name):
		h.top = h.most
	case keys.NewEverywhere().Help.Has(name), keys.NewOutside().Help.Has(name), m.Open.Has(name):
		return Back{}, nil
	default:
		return Pass{}, nil
	}
	h.top = max(0, min(h.top, h.most))
	return nil, nil
}

// View implements [Screen].
func (h *help) View(window frame.Size) (frame.Parts, *field.Point) {
	w, s := h.env.Words, h.env.Styles
	parts := frame.Parts{Title: frame.Line{Left: w.T("help.title") + " · " + w.T(h.context.Name)}, Styles: s}
	room := parts.Room(window)
	var lines []string
	for _, p := range h.explain {
		for _, l := range frame.Wrap(p, max(1, room.Width-2)) {
			lines = append(lines, " "+l)
		}
		lines = append(lines, "")
	}
	all := sections(w, h.context)
	column := keyColumn(all, room.Width)
	for _, section := range all {
		lines = append(lines, s.Heading.Render(" "+section.name))
		for _, hint := range section.hints {
			text, names := frame.Wrap(hint.Label, max(1, room.Width-column-5)), frame.Wrap(hint.Key, column)
			for i := range max(len(text), len(names)) {
				key, t := "", ""
				if i < len(names) {
					key = names[i]
				}
				if i < len(text) {
					t = text[i]
				}
				lines = append(lines, strings.TrimRight("   "+s.Key.Render(frame.Fit(key, column))+"  "+t, " "))
			}
		}
		lines = append(lines, "")
	}
	if h.env.mouse {
		for _, l := range frame.Wrap(w.T("help.mouse"), max(1, room.Width-2)) {
			lines = append(lines, " "+l)
		}
	}
	if n := len(lines); n > 0 && lines[n-1] == "" {
		lines = lines[:n-1]
	}
	h.height = room.Height
	h.most = max(0, len(lines)-room.Height)
	h.top = max(0, min(h.top, h.most))
	parts.Body = lines[h.top:]
	if h.most > 0 {
		last := min(len(lines), h.top+room.Height)
		parts.State = []frame.Line{{Right: w.T("common.position", last, len(lines))}}
	}
	parts.Keys = []keys.Hint{keys.Pair(w, "help.scroll", h.moves.Up, h.moves.Down), h.moves.Back.Hint(w)}
	return parts, nil
}

// keyColumn is how wide the keys' names stand: as wide as the widest needs, but
// not over a third of the window. Further names of a key then stand below.
func keyColumn(all []section, width int) int {
	widest := 20
	for _, section := range all {
		for _, hint := range section.hints {
			widest = max(widest, frame.Width(hint.Key))
		}
	}
	return max(8, min(widest, 26, width/3))
}

// section is a part of the help.
type section struct {
	name  string
	hints []keys.Hint
}

// sections sorts a context's keys for the help: its own, those that move, those
// that work everywhere. Keys with one meaning stand together.
func sections(w *words.Words, c keys.Context) []section {
	own := section{name: w.T(c.Name)}
	moving := section{name: w.T("help.moves")}
	rest := section{name: w.T("help.everywhere")}
	type place struct {
		in *section
		at int
	}
	seen := make(map[string]place)
	isOwn := make(map[string]bool)
	for _, b := range c.Bindings {
		isOwn[b.ID] = true
	}
	for _, b := range c.All() {
		label := b.More
		if label == "" {
			label = b.Label
		}
		hint := keys.Hint{Key: keys.ShowAll(w, b), Label: w.T(label)}
		if b.Off != "" {
			hint.Label += " (" + b.Off + ")"
		}
		if p, twice := seen[b.ID]; twice {
			p.in.hints[p.at].Key += ", " + hint.Key
			continue
		}
		in := &rest
		switch {
		case isOwn[b.ID]:
			in = &own
		case b.Move:
			in = &moving
		}
		seen[b.ID] = place{in, len(in.hints)}
		in.hints = append(in.hints, hint)
	}
	for _, h := range c.Extra {
		h.Label = strings.TrimSpace(h.Label)
		own.hints = append(own.hints, h)
	}
	var found []section
	for _, s := range []section{own, rest, moving} {
		if len(s.hints) > 0 {
			found = append(found, s)
		}
	}
	return found
}
