package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases/danish"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
)

// press presses a key, as if the user had.
type press struct{ key string }

// run does a command of the list of all commands.
type run struct{ command Command }

func (press) action() {}
func (run) action()   {}

// palette lies over a screen and lists everything that can be done there: a word
// of it and Enter do it.
type palette struct {
	env      *Env
	commands commands
	list     *rows.List
}

// commands is the source of the list.
type commands struct {
	env *Env
	all []Command
}

func (c commands) Len() int              { return len(c.all) }
func (c commands) ID(i int) string       { return c.all[i].Label }
func (c commands) Haystack(i int) string { return danish.Fold(c.all[i].Label) }
func (c commands) Row(i, width int) string {
	key := ""
	if c.all[i].Key != "" {
		key = keys.Show(c.env.Words, c.all[i].Key)
	}
	return frame.Ends(c.all[i].Label, key, min(width, 72))
}

func newPalette(env *Env, on Screen) *palette {
	p := &palette{env: env, commands: commands{env, all(env, on)}}
	p.list = rows.New(p.commands, danish.Fold, env.Words.T("help.palette.label"))
	p.list.NoHits = env.Words.T("help.palette.none")
	p.list.OpenFilter()
	return p
}

// all lists what can be done on a screen: with its own keys, with its commands,
// then with those that work everywhere.
func all(env *Env, on Screen) []Command {
	w := env.Words
	var found []Command
	seen := make(map[string]bool)
	byKey := func(bindings ...keys.Binding) {
		for _, b := range bindings {
			if b.Move || seen[b.ID] || b.ID == "back" || b.ID == "commands" {
				continue
			}
			seen[b.ID] = true
			label := b.More
			if label == "" {
				label = b.Label
			}
			c := Command{Label: w.T(label), Key: b.Keys[0]}
			// A second key for the same is one line, not two.
			if !slices.ContainsFunc(found, func(f Command) bool { return f.Label == c.Label }) {
				found = append(found, c)
			}
		}
	}
	byKey(on.Keys().Bindings...)
	if c, ok := on.(Commander); ok {
		found = append(found, c.Commands()...)
	}
	if c, ok := on.(Copier); ok {
		found = append(found, Command{Label: w.T("common.copy"), Run: func() (Action, tea.Cmd) { return Copy{c.Copy()}, nil }})
	}
	outside := keys.NewOutside()
	id := ""
	if c, ok := on.(OnCase); ok {
		id = c.CaseID()
	}
	// A digit would be typed into a text field, so these are opened, not pressed.
	for _, o := range []struct {
		b      keys.Binding
		action Action
	}{
		{outside.Contact, Open{RouteContact, id}}, {outside.Search, Open{RouteSearch, nil}},
		{outside.Today, Open{RouteToday, nil}}, {outside.Cases, Open{RouteCases, nil}},
		{outside.Arrears, Open{RouteArrears, nil}}, {outside.Meetings, Open{RouteMeetings, nil}},
		{outside.Leading, Open{RouteLeading, nil}}, {outside.Directory, Open{RouteDirectory, nil}},
	} {
		if seen[o.b.ID] || env.User == "" { // nothing of a vault is there before it is open
			continue
		}
		label := o.b.More
		if label == "" {
			label = o.b.Label
		}
		found = append(found, Command{Label: w.T(label), Key: o.b.Keys[0], Run: func() (Action, tea.Cmd) { return o.action, nil }})
	}
	byKey(keys.NewEverywhere().Bindings()...)
	quit := outside.Quit
	if seen[quit.ID] {
		return found
	}
	return append(found, Command{Label: w.T(quit.More), Key: quit.Keys[0], Run: func() (Action, tea.Cmd) { return AskQuit(env), nil }})
}

// Keys implements [Screen].
func (p *palette) Keys() keys.Context { return paletteContext() }

func paletteContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "help.palette.title", Kind: keys.Field, Bindings: []keys.Binding{
		m.Open.With("help.palette.do"), m.Back,
	}}
}

// Update implements [Screen].
func (p *palette) Update(msg tea.Msg) (Action, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		name := keys.Name(key)
		switch {
		case keys.NewMoves().Back.Has(name), keys.NewEverywhere().Commands.Has(name):
			return Back{}, nil
		case keys.NewMoves().Open.Has(name):
			i, ok := p.list.Selected()
			if !ok {
				return nil, nil
			}
			c := p.commands.all[i]
			if c.Run != nil {
				return run{c}, nil
			}
			return press{c.Key}, nil
		}
	}
	if p.list.Update(msg) {
		return nil, nil
	}
	return Pass{}, nil
}

// Click implements [Clicker].
func (p *palette) Click(at field.Point) string { return p.list.Click(at.Y) }

// View implements [Screen].
func (p *palette) View(window frame.Size) (frame.Parts, *field.Point) {
	w := p.env.Words
	parts := frame.Parts{Title: frame.Line{Left: w.T("help.palette.title")}, Styles: p.env.Styles}
	parts.State = []frame.Line{{Right: p.list.Position(w)}}
	m := keys.NewMoves()
	parts.Keys = []keys.Hint{keys.Pair(w, "help.palette.choose", m.Up, m.Down), m.Open.With("help.palette.do").Hint(w), m.Back.Hint(w)}
	var cursor *field.Point
	parts.Body, cursor = p.list.View(parts.Room(window), p.env.Styles)
	return parts, cursor
}
