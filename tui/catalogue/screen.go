package catalogue

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
	"brobygger/tui/words"
)

// The tabs.
const (
	tabServices = iota
	tabEntries
	tabCount
)

// Screen is Katalog.
type Screen struct {
	d        *desk.Desk
	tab      int
	arena    string // of the nine keys, "" for all
	lists    [tabCount]*rows.List
	services *services
	entries  *entries

	dir   *cases.Directory // nil until it is read
	err   error
	wants int
	above int // lines of the body above the list
}

// New makes the screen.
func New(d *desk.Desk) *Screen {
	w := d.W()
	s := &Screen{d: d, services: &services{d: d}, entries: newEntries(d)}
	s.lists[tabServices] = rows.New(s.services, danish.Fold, w.T("catalogue.filter"))
	s.lists[tabServices].Empty, s.lists[tabServices].NoHits = w.T("catalogue.loading"), w.T("catalogue.services.nohits")
	s.lists[tabEntries] = rows.New(s.entries, danish.Fold, w.T("catalogue.filter"))
	s.lists[tabEntries].Empty, s.lists[tabEntries].NoHits = w.T("catalogue.entries.none"), w.T("catalogue.entries.none")
	return s
}

// directory is the directory that was asked for.
type directory struct {
	want int
	dir  *cases.Directory
	err  error
}

// Start implements [tui.Starter].
func (s *Screen) Start() tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	s.wants++
	want, store := s.wants, s.d.Store
	return func() tea.Msg {
		dir, err := store.Directory(context.Background())
		return directory{want, dir, err}
	}
}

// Update implements [tui.Screen].
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case directory:
		if msg.want == s.wants {
			s.take(msg)
		}
		return nil, nil
	case desk.Changed:
		return nil, s.load()
	case desk.Saved:
		return s.d.Done(msg, ""), nil
	}
	if s.list().Update(msg) {
		return nil, nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return tui.Pass{}, nil
	}
	b, _ := keys.Find(press, s.Keys().Bindings)
	if b.Off != "" {
		return tui.Pass{}, nil
	}
	switch b.ID {
	case "open":
		return s.open(), nil
	case "next", "previous":
		s.tab = (s.tab + 1) % tabCount // of two, the one before is the one after
		return nil, nil
	case "filter":
		s.list().OpenFilter()
		return nil, nil
	case "arena":
		all := slices.Concat([]string{""}, cases.Arenas(), cases.Themes())
		s.arena = all[(slices.Index(all, s.arena)+1)%len(all)]
		s.narrow()
		return nil, nil
	case "new":
		return tui.Open{Route: desk.RouteService, Arg: desk.ThingArg{}}, nil
	case "edit":
		return tui.Open{Route: desk.RouteService, Arg: desk.ThingArg{Entry: s.service().ID}}, nil
	case "strike":
		return tui.Ask{Dialog: s.askStrike(*s.service())}, nil
	case "versions":
		return tui.Ask{Dialog: s.askVersions()}, nil
	case "import":
		return tui.Push{Screen: newImport(s.d)}, nil
	}
	return tui.Pass{}, nil
}

func (s *Screen) list() *rows.List { return s.lists[s.tab] }

// take shows the directory that came.
func (s *Screen) take(msg directory) {
	s.err = msg.err
	if msg.err != nil {
		s.lists[tabServices].Empty = s.d.Sentence(msg.err)
		return
	}
	s.dir = msg.dir
	s.narrow()
}

// narrow shows what the chosen arena lets through, in both tabs.
func (s *Screen) narrow() {
	w := s.d.W()
	if s.dir != nil {
		s.services.fill(s.dir, s.arena)
		s.lists[tabServices].Empty = w.T("catalogue.services.none")
		if s.arena != "" {
			s.lists[tabServices].Empty = w.T("catalogue.services.nohits")
		}
	}
	s.entries.narrow(s.arena)
	for _, l := range s.lists {
		l.Refresh()
	}
}

// service is the service where the cursor is, nil for none.
func (s *Screen) service() *cases.Service {
	if i, ok := s.lists[tabServices].Selected(); ok && s.tab == tabServices {
		return &s.services.shown[i]
	}
	return nil
}

// conflicts are the fields of the service where the cursor is that have two
// versions.
func (s *Screen) conflicts() []cases.Conflict {
	one := s.service()
	if one == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.dir.Conflicts), func(k cases.Conflict) bool { return k.Entity != one.ID })
}

// open shows all of what the cursor is on.
func (s *Screen) open() tui.Action {
	if one := s.service(); one != nil {
		return tui.Push{Screen: newServicePage(s.d, s.dir, *one)}
	}
	if i, ok := s.list().Selected(); ok && s.tab == tabEntries {
		return tui.Push{Screen: newEntryPage(s.d, s.entries.shown[i])}
	}
	return nil
}

// Explain implements [tui.Explainer].
func (s *Screen) Explain() []string {
	w := s.d.W()
	return []string{w.T("catalogue.help.services"), w.T("catalogue.help.entries"), w.T("catalogue.help.evidence")}
}

// Commands implements [tui.Commander].
func (s *Screen) Commands() []tui.Command { return s.d.Commands() }

// Keys implements [tui.Screen].
func (s *Screen) Keys() keys.Context {
	c := contextOf(s.tab, s.list().Kind())
	if s.list().Kind() == keys.Field {
		return c
	}
	w := s.d.W()
	c.Bindings = slices.DeleteFunc(c.Bindings, func(b keys.Binding) bool { return b.ID == "versions" && len(s.conflicts()) == 0 })
	for i, b := range c.Bindings {
		why := ""
		switch b.ID {
		case "open", "edit", "strike":
			if s.list().Len() == 0 {
				why = w.T("catalogue.off.empty")
			}
		}
		switch b.ID {
		case "edit", "strike", "new", "import", "versions":
			switch {
			case s.dir == nil:
				why = w.T("catalogue.loading")
			case s.dir.ReadOnly:
				why = s.d.Sentence(cases.ErrReadOnly)
			case b.ID == "import" && s.d.Sheet == nil:
				why = w.T("catalogue.off.import")
			}
		}
		if why != "" {
			c.Bindings[i] = b.Disabled(why)
		}
	}
	return c
}

func contextOf(tab int, kind keys.Kind) keys.Context {
	m, l, o := keys.NewMoves(), keys.NewLetters(), keys.NewOutside()
	if kind == keys.Field {
		return keys.Context{Name: "catalogue.context.filter", Kind: kind, Bindings: []keys.Binding{
			m.Open, m.Next.With("cases.key.list"), m.Back.With("cases.key.all"), m.Up, m.Down, m.PageUp, m.PageDown,
		}}
	}
	arena := keys.Binding{ID: "arena", Keys: []string{"a"}, Label: "catalogue.key.arena", More: "catalogue.key.arena.more"}
	other := m.Next.With("catalogue.key.tab")
	if tab == tabEntries {
		return keys.Context{Name: "catalogue.context.entries", Kind: kind, Bindings: []keys.Binding{m.Open, other, m.Previous, l.Filter, arena, o.Search}}
	}
	return keys.Context{Name: "catalogue.context", Kind: kind, Bindings: []keys.Binding{
		m.Open, l.New, l.Edit,
		{ID: "versions", Keys: []string{"t"}, Label: "catalogue.key.versions", More: "catalogue.key.versions.more"},
		other, m.Previous, l.Filter, arena,
		{ID: "strike", Keys: []string{"s"}, Label: "catalogue.key.strike", More: "catalogue.key.strike.more"},
		{ID: "import", Keys: []string{"i"}, Label: "catalogue.key.import", More: "catalogue.key.import.more"},
		o.Search,
	}}
}

// Contexts lists the keys of the screens, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	return []keys.Context{
		contextOf(tabServices, keys.List), contextOf(tabEntries, keys.List), contextOf(tabServices, keys.Field),
		pageContext(false), pageContext(true), previewContext(),
	}
}

// Click implements [tui.Clicker].
func (s *Screen) Click(at field.Point) string { return s.list().Click(at.Y - s.above) }

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: s.d.Mains()}, Under: []string{s.tabs()}}
	p.State = []frame.Line{{Left: s.legend(window.Width), Right: s.d.LocksIn()}}
	room := p.Room(window)
	left := s.list().Position(w)
	right := w.T("catalogue.arena.all")
	if s.arena != "" {
		right = s.d.Label("domain.arena.", s.arena)
	}
	p.Body = append(p.Body, " "+frame.Ends(st.Heading.Render(left), st.Muted.Render(right), max(1, room.Width-2)))
	if room.Height > 6 && s.list().Len() > 0 {
		lay := s.services.layout(room.Width - frame.Width(s.list().Blank))
		if s.tab == tabEntries {
			lay = s.entries.layout(room.Width - frame.Width(s.list().Blank))
		}
		p.Body = append(p.Body, st.Muted.Render(s.list().Blank+lay.Header()))
	}
	s.above = len(p.Body)
	lines, cursor := s.list().View(frame.Size{Width: room.Width, Height: room.Height - len(p.Body)}, st)
	if cursor != nil {
		cursor.Y += len(p.Body)
	}
	p.Body = append(p.Body, lines...)
	return p, cursor
}

// tabs is the line of the tabs.
func (s *Screen) tabs() string {
	w, st := s.d.W(), s.d.Env.Styles
	var out []string
	for i, name := range []string{w.T("catalogue.tab.services"), w.T("catalogue.tab.entries")} {
		if i == s.tab {
			out = append(out, st.TabOpen.Render("["+name+"]"))
		} else {
			out = append(out, st.Tab.Render(" "+name+" "))
		}
	}
	return strings.Join(out, "  ")
}

// legend says what the signs mean, or what is not as it should be.
func (s *Screen) legend(width int) string {
	w := s.d.W()
	switch {
	case s.tab == tabEntries:
		return w.T("catalogue.legend.entries")
	case s.dir != nil && s.err != nil:
		return s.d.Sentence(s.err)
	case s.services.twice():
		return w.T("catalogue.legend.two", "!")
	}
	return s.d.SavedLine().Left
}
