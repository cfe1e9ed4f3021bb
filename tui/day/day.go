package day

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
	"brobygger/tui/words"
)

// aheadDays is how far ahead of this week the list looks.
const aheadDays = 14

// Screen is I dag.
type Screen struct {
	d      *desk.Desk
	list   *rows.List
	src    *source
	drafts []cases.Draft
	kept   string // the selection as it is remembered

	wants int // counts what was asked for, so that a late answer is dropped
	here  bool
	open  int // open cases
	aside int // cases of which a file is set aside
	err   error

	undone bool // what comes next has an item again that an undo brought back
}

// Route makes the screen of a route, nil for a route that is not here.
func Route(d *desk.Desk, route string, _ any) tui.Screen {
	if route == tui.RouteToday {
		return New(d)
	}
	return nil
}

// New makes the day, with the row selected that was selected last.
func New(d *desk.Desk) *Screen {
	s := &Screen{d: d, src: &source{d: d}, kept: d.Store.Recall(desk.MemoryDay)}
	s.list = rows.New(s.src, danish.Fold, d.W().T("today.filter"))
	s.list.Empty, s.list.NoHits = d.W().T("today.loading"), d.W().T("today.nohits")
	s.list.Select(s.kept)
	return s
}

// answer is what was asked for.
type answer struct {
	want   int
	rows   desk.Rows
	drafts []cases.Draft
}

// Tags of this screen's saves.
type (
	done   struct{}
	moved  struct{}
	undone struct{}
)

// Start implements [tui.Starter].
func (s *Screen) Start() tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	s.wants++
	want, load, store, d := s.wants, s.d.LoadRows(), s.d.Store, s.d
	return func() tea.Msg {
		got, _ := load().(desk.Rows)
		drafts, err := store.Drafts(context.Background())
		if got.Err == nil {
			got.Err = err
		}
		_, _ = d.LookOutside(context.Background()) // the list of unlocked files says why not
		slices.SortFunc(drafts, func(a, b cases.Draft) int { return b.Changed.Compare(a.Changed) })
		return answer{want, got, drafts}
	}
}

// Park implements [tui.Parker]: the selection is remembered.
func (s *Screen) Park() tea.Cmd {
	id := s.list.SelectedID()
	if !s.here || id == s.kept {
		return nil
	}
	s.kept = id
	store := s.d.Store
	return func() tea.Msg {
		// Where it fails the list begins at its first row: nothing is lost.
		_ = store.Remember(context.Background(), desk.MemoryDay, id)
		return nil
	}
}

// CaseID implements [tui.OnCase].
func (s *Screen) CaseID() string {
	if it, ok := s.selected(); ok {
		return it.Case
	}
	return ""
}

func (s *Screen) selected() (cases.Item, bool) {
	i, ok := s.list.Selected()
	if !ok {
		return cases.Item{}, false
	}
	return s.src.items[i].Item, true
}

// Explain implements [tui.Explainer].
func (s *Screen) Explain() []string {
	w := s.d.W()
	return []string{w.T("today.help.late"), w.T("today.help.rules"), s.d.Secrecy(s.d.Store.Settings().EmployedBy)}
}

// Commands implements [tui.Commander].
func (s *Screen) Commands() []tui.Command { return s.d.Commands() }

func contextOf(kind keys.Kind) keys.Context {
	m, o, l := keys.NewMoves(), keys.NewOutside(), keys.NewLetters()
	if kind == keys.Field {
		return keys.Context{Name: "today.context", Kind: kind, Bindings: []keys.Binding{m.Open, m.Next.With("cases.key.list"), m.Back.With("cases.key.all"), m.Up, m.Down, m.PageUp, m.PageDown}}
	}
	return keys.Context{Name: "today.context", Kind: kind, Bindings: []keys.Binding{
		m.Open, o.Contact, l.Done, l.Postpone, l.New, o.Search,
		{ID: "draft", Keys: []string{"d"}, Label: "today.key.draft", More: "today.key.draft.more", Quiet: true},
		{ID: "versions", Keys: []string{"t"}, Label: "today.key.versions", Quiet: true},
		l.Filter.With("keys.filter"), keys.NewEverywhere().Cover,
	}}
}

// Contexts lists the keys of the screen, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	return []keys.Context{contextOf(keys.List), contextOf(keys.Field)}
}

// Keys implements [tui.Screen].
func (s *Screen) Keys() keys.Context {
	c := contextOf(s.list.Kind())
	if s.list.Kind() == keys.List && s.list.Filter() != "" {
		c.Bindings = slices.Insert(c.Bindings, 1, keys.NewMoves().Back.With("cases.key.all"))
	}
	w := s.d.W()
	it, ok := s.selected()
	for i, b := range c.Bindings {
		switch {
		case b.ID == "draft" && len(s.drafts) == 0:
			c.Bindings[i] = b.Disabled(w.T("today.off.draft"))
		case b.ID == "versions" && it.Rule != cases.RuleTwoValues:
			c.Bindings[i] = b.Disabled(w.T("today.off.versions"))
		case b.ID == "done" && ok && !answerable(it.Rule), b.ID == "postpone" && ok && !answerable(it.Rule):
			c.Bindings[i] = b.Disabled(w.T("today.off.answer"))
		case !ok && (b.ID == "open" || b.ID == "done" || b.ID == "postpone"):
			c.Bindings[i] = b.Disabled(w.T("today.off.empty"))
		}
	}
	return c
}

// answerable says whether an item goes by being done or postponed. What is to
// be chosen or is missing stays until somebody has seen to it.
func answerable(r cases.Rule) bool { return r != cases.RuleTwoValues && r != cases.RuleIncomplete }

// Update implements [tui.Screen].
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case answer:
		if msg.want == s.wants {
			s.take(msg)
		}
		return nil, nil
	case desk.Changed:
		return nil, s.load()
	case desk.Saved:
		w := s.d.W()
		switch msg.Tag.(type) {
		case done:
			return s.d.Done(msg, w.T("today.done")), nil
		case moved:
			return s.d.Done(msg, w.T("today.moved")), nil
		}
		s.undone = msg.Err == nil
		return s.d.Done(msg, w.T("today.undone")), nil
	case tui.Shown:
		if s.here {
			return nil, s.load() // drafts come and go, and so do days
		}
		return nil, nil
	}
	if s.list.Update(msg) {
		return nil, nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return tui.Pass{}, nil
	}
	b, _ := keys.Find(press, append(s.Keys().Bindings, keys.NewEverywhere().Undo))
	it, any := s.selected()
	switch b.ID {
	case "open":
		if !any {
			return nil, nil
		}
		s.list.CloseFilter()
		return desk.OpenItem(it), nil
	case "versions":
		return tui.Open{Route: desk.RouteVersions, Arg: it.Case}, nil
	case "done":
		return nil, s.d.MarkDone(done{}, it)
	case "postpone":
		return tui.Ask{Dialog: s.d.AskPostpone(moved{}, it)}, nil
	case "new":
		return tui.Open{Route: desk.RouteNewCase}, nil
	case "filter":
		s.list.OpenFilter()
		return nil, nil
	case "draft":
		return s.draft(), nil
	case "undo":
		if undo := s.d.Undo(undone{}); undo != nil {
			return nil, undo
		}
		if why := s.d.NoUndo(); why != "" {
			return tui.Say{Text: why}, nil
		}
	}
	return tui.Pass{}, nil
}

// draft goes on with the only draft, or shows which there are.
func (s *Screen) draft() tui.Action {
	if len(s.drafts) == 1 {
		return desk.GoOn(s.drafts[0])
	}
	return tui.Open{Route: desk.RouteDrafts}
}

// take shows what came.
func (s *Screen) take(a answer) {
	s.err = a.rows.Err
	w := s.d.W()
	if s.err != nil {
		if !s.here {
			s.list.Empty = s.d.Sentence(s.err)
		}
		return
	}
	s.here, s.drafts = true, a.drafts
	s.open, s.aside = 0, 0
	var items []cases.Item
	for _, r := range a.rows.Rows {
		if r.Status == cases.StatusOpen {
			s.open++
		}
		if r.SetAside {
			s.aside++
		}
		for _, it := range r.Items {
			it.Number = r.Shown()
			items = append(items, it)
		}
	}
	before := make(map[string]bool)
	for i := range s.src.Len() {
		before[s.src.ID(i)] = true
	}
	s.src.fill(cases.Day(items, a.rows.Day), s.d.Today())
	s.list.Empty = w.T("today.nothing")
	if len(a.rows.Rows) == 0 {
		s.list.Empty = w.T("today.nocases")
	}
	s.list.Refresh()
	if !s.undone {
		return
	}
	s.undone = false
	for i := range s.src.Len() {
		if id := s.src.ID(i); !before[id] {
			s.list.Select(id)
			return
		}
	}
}

// Click implements [tui.Clicker].
func (s *Screen) Click(at field.Point) string { return s.list.Click(at.Y - 1) }

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	w, styles := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: s.d.Mains()}, State: []frame.Line{s.d.SavedLine()}}
	if s.list.Len() > 0 {
		p.State[0].Right = s.d.PlaceAndLock(s.list.Position(w))
	}
	if s.err != nil && s.here {
		p.State[0].Left = s.d.Sentence(s.err)
	}
	room := p.Room(window)
	head := " " + styles.Heading.Render(w.T("today.title"))
	if s.here {
		counts := w.N("today.cases", s.open) + " · " + s.src.counts(w)
		head = frame.Ends(head, counts, room.Width-1)
	}
	p.Body = append(p.Body, head)
	notes := s.notes(room.Width - 2)
	if most := max(0, room.Height-7); len(notes) > most {
		notes = notes[:most]
	}
	height := room.Height - 1 - len(notes)
	if len(notes) > 0 && room.Height > 16 {
		height-- // a blank line above them
	}
	lines, cursor := s.list.View(frame.Size{Width: room.Width, Height: height}, styles)
	if cursor != nil {
		cursor.Y++
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	p.Body = append(p.Body, lines...)
	if len(notes) > 0 && room.Height > 16 {
		p.Body = append(p.Body, "")
	}
	for _, n := range notes {
		p.Body = append(p.Body, " "+n)
	}
	return p, cursor
}

// notes are the lines below the list: what is half typed, and what the archive
// needs.
func (s *Screen) notes(width int) []string {
	w, styles := s.d.W(), s.d.Env.Styles
	if !s.here {
		return nil
	}
	var out []string
	warn := func(text string) { out = append(out, styles.Warning.Render(frame.Cut(text, width))) }
	switch n := len(s.drafts); {
	case n == 1:
		d := s.drafts[0]
		what := w.T("today.draft.other")
		if k := "today.draft." + d.Form; w.Has(k) {
			what = w.T(k)
		}
		if d.Title != "" {
			what += " · " + desk.OneLine(d.Title)
		}
		t := d.Changed.In(s.d.Now().Location())
		since := s.d.ShortDay(calendar.Of(t)) + " " + w.At(t.Hour(), t.Minute())
		// The key stays where the line is too narrow for all of it.
		onward := w.T("today.draft.go")
		room := width - 2 - frame.Width(onward)
		line := w.T("today.draft", what, since)
		if frame.Width(line) > room {
			line = w.T("today.draft.short", what, since)
		}
		out = append(out, frame.Cut(line, room)+"  "+onward)
	case n > 1:
		out = append(out, frame.Cut(w.N("today.drafts", n), width))
	}
	if n := len(s.d.Lying()); n > 0 {
		warn(w.N("outside.lying", n))
	}
	info := s.d.Store.Info()
	if info.MemoryLost {
		warn(w.T("today.memory"))
	}
	if info.ReadOnly {
		warn(w.T("say.newer-version"))
	}
	if s.aside > 0 {
		warn(w.N("today.aside", s.aside))
	}
	if days := s.d.Store.Settings().BackupDays; info.OneDisk && days > 0 && !info.Demo && s.open > 0 {
		age := s.d.Now().Sub(info.LastBackup)
		switch {
		case info.LastBackup.IsZero():
			warn(w.T("today.backup.never"))
		case age > time.Duration(days)*24*time.Hour:
			warn(w.T("today.backup.old", w.Days(int(age.Hours()/24))))
		}
	}
	return out
}
