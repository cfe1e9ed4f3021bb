package caselist

import (
	"context"
	"slices"

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

// Screen is the list of cases.
type Screen struct {
	d    *desk.Desk
	list *rows.List
	src  *source
	look look
	kept string // what is remembered of it

	wants int // counts what was asked for, so that a late answer is dropped
	here  bool
	err   error
	above int // lines of the body above the list
}

// Route makes the screen of a route, nil for a route that is not here.
func Route(d *desk.Desk, route string, _ any) tui.Screen {
	if route == tui.RouteCases {
		return New(d)
	}
	return nil
}

// New makes the list as it was left.
func New(d *desk.Desk) *Screen {
	s := &Screen{d: d, src: &source{d: d}}
	s.kept = d.Store.Recall(desk.MemoryCaseList)
	s.look = parse(s.kept)
	s.list = rows.New(s.src, danish.Fold, d.W().T("cases.filter.label"))
	s.list.NoHits = d.W().T("cases.filter.none")
	s.list.Empty = d.W().T("cases.loading")
	if s.look.Filter != "" {
		s.list.SetFilter(s.look.Filter)
	}
	return s
}

// answer is a list of cases that was asked for.
type answer struct {
	want int
	desk.Rows
}

// undone marks the save of an undo.
type undone struct{}

// Start implements [tui.Starter].
func (s *Screen) Start() tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	s.wants++
	want, load := s.wants, s.d.LoadRows()
	return func() tea.Msg {
		got, _ := load().(desk.Rows)
		return answer{want, got}
	}
}

// Park implements [tui.Parker]: the selection, the sort and the filter are
// remembered.
func (s *Screen) Park() tea.Cmd {
	if !s.here {
		return nil
	}
	l := s.look
	l.Selected, l.Filter = s.list.SelectedID(), s.list.Filter()
	text := l.String()
	if text == s.kept {
		return nil
	}
	s.kept = text
	store := s.d.Store
	return func() tea.Msg {
		// A list that comes back as it was at first costs nobody anything.
		_ = store.Remember(context.Background(), desk.MemoryCaseList, text)
		return nil
	}
}

// CaseID implements [tui.OnCase].
func (s *Screen) CaseID() string { return s.list.SelectedID() }

// Explain implements [tui.Explainer].
func (s *Screen) Explain() []string {
	w := s.d.W()
	return []string{w.T("cases.help.next"), w.T("cases.help.flags")}
}

// Commands implements [tui.Commander].
func (s *Screen) Commands() []tui.Command { return s.d.Commands() }

// Update implements [tui.Screen].
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case answer:
		if msg.want != s.wants {
			return nil, nil
		}
		s.take(msg.Rows)
		return nil, nil
	case desk.Changed:
		return nil, s.load()
	case desk.Saved:
		return s.d.Done(msg, s.d.W().T("cases.undone")), nil
	case tui.Shown:
		if s.here && s.src.day != s.d.Today() {
			return nil, s.load()
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
	switch b.ID {
	case "open":
		if id := s.list.SelectedID(); id != "" {
			s.list.CloseFilter()
			return tui.Open{Route: desk.RouteCase, Arg: desk.CaseArg{ID: id}}, nil
		}
		return nil, nil
	case "new":
		return tui.Open{Route: desk.RouteNewCase}, nil
	case "filter":
		s.list.OpenFilter()
		return nil, nil
	case "sort":
		return tui.Ask{Dialog: s.askSort()}, nil
	case "status":
		s.look.Status = next(statuses(), s.look.Status)
		s.narrow()
		return nil, nil
	case "kind":
		s.look.Kind = next(append([]cases.Kind{""}, cases.Kinds()...), s.look.Kind)
		s.narrow()
		return nil, nil
	case "worker":
		s.look.Worker = next(append([]string{""}, s.src.workers...), s.look.Worker)
		s.narrow()
		return nil, nil
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

// take shows the cases that came.
func (s *Screen) take(r desk.Rows) {
	s.err = r.Err
	if r.Err != nil {
		if !s.here {
			s.list.Empty = s.d.Sentence(r.Err)
		}
		return
	}
	selected := s.list.SelectedID() // before the rows change under the list
	s.src.fill(r.Rows, r.Day)
	if s.look.Worker != "" && !slices.Contains(s.src.workers, s.look.Worker) {
		s.look.Worker = ""
	}
	if !s.here {
		selected = s.look.Selected
	}
	s.here = true
	s.sort()
	if selected != "" {
		s.list.Select(selected)
	}
}

// sort brings the cases into order and shows those wanted.
func (s *Screen) sort() {
	s.src.sort(s.look.Sort)
	s.narrow()
}

// narrow shows the cases wanted, with the selection kept.
func (s *Screen) narrow() {
	s.src.narrow(s.look)
	w := s.d.W()
	switch {
	case !s.here:
		s.list.Empty = w.T("cases.loading")
	case len(s.src.all) == 0:
		s.list.Empty = w.T("cases.none")
	default:
		s.list.Empty = w.T("cases.none.such")
	}
	s.list.Refresh()
}

// next is what follows v among all, round the end.
func next[T comparable](all []T, v T) T {
	return all[(slices.Index(all, v)+1)%len(all)]
}

// askSort asks what to sort by.
func (s *Screen) askSort() *tui.Dialog {
	w := s.d.W()
	choice := field.NewChoice(sortOptions(w)...).Needed()
	choice.SetValues(string(s.look.Sort))
	asking := keys.NewAsking(w.T("common.yes.key"), w.T("common.no.key"))
	return &tui.Dialog{
		Title:    w.T("cases.sort.title"),
		Bindings: []keys.Binding{asking.Accept.With("cases.sort.key"), asking.Cancel},
		Form:     field.NewForm("", &field.Entry{ID: "sort", Field: choice, Above: true}),
		Answer: func(id string) (tui.Action, tea.Cmd) {
			if id == asking.Accept.ID && choice.Value() != "" {
				s.look.Sort = cases.SortKey(choice.Value())
				s.sort()
			}
			return nil, nil
		},
	}
}

func sortOptions(w *words.Words) []field.Option {
	var out []field.Option
	for _, k := range cases.SortKeys() {
		out = append(out, field.Option{ID: string(k), Label: sortLabel(w, k)})
	}
	return out
}

// Click implements [tui.Clicker].
func (s *Screen) Click(at field.Point) string { return s.list.Click(at.Y - s.above) }

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	w, styles := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: s.d.Mains()}}
	p.State = []frame.Line{{Left: s.src.legend(window.Width - 2), Right: s.d.LocksIn()}}
	if p.State[0].Left == "" {
		p.State[0] = s.d.SavedLine()
	}
	if s.err != nil && s.here {
		p.State[0].Left = s.d.Sentence(s.err)
	}
	room := p.Room(window)
	left := w.T("cases.title")
	if s.here {
		left += " · " + s.list.Position(w)
	}
	p.Body = append(p.Body, " "+styles.Heading.Render(left)+s.chosen(room.Width-2-frame.Width(left)))
	if room.Height > 6 && s.list.Len() > 0 {
		blank := s.list.Blank
		p.Body = append(p.Body, styles.Muted.Render(blank+s.src.layout(room.Width-frame.Width(blank)).Header()))
	}
	s.above = len(p.Body)
	lines, cursor := s.list.View(frame.Size{Width: room.Width, Height: room.Height - len(p.Body)}, styles)
	if cursor != nil {
		cursor.Y += len(p.Body)
	}
	p.Body = append(p.Body, lines...)
	return p, cursor
}

// chosen says at the right of the heading what is shown and in what order; parts
// that have no room go from the end.
func (s *Screen) chosen(width int) string {
	w := s.d.W()
	parts := []string{statusLabel(w, s.look.Status), w.T("cases.sorted", sortLabel(w, s.look.Sort))}
	if s.look.Kind != "" {
		parts = append(parts, s.d.Label("domain.kind.", string(s.look.Kind)))
	}
	if s.look.Worker != "" {
		parts = append(parts, s.src.worker(s.look.Worker))
	}
	text := ""
	for _, p := range parts {
		longer := p
		if text != "" {
			longer = text + " · " + p
		}
		if frame.Width(longer)+2 > width {
			break
		}
		text = longer
	}
	return frame.FitRight(text, max(0, width))
}
