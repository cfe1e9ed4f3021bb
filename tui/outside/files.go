package outside

import (
	"context"
	"errors"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	draw "brobygger/tui/paper"
	"brobygger/tui/rows"
)

// files is Ulåste filer: what lies unlocked outside the vault.
type files struct {
	d    *desk.Desk
	list *rows.List
	src  *source

	here  bool
	err   error
	wants int
}

func newFiles(d *desk.Desk) *files {
	s := &files{d: d, src: &source{d: d}}
	s.list = rows.New(s.src, danish.Fold, "")
	s.list.Empty = d.W().T("case.loading")
	return s
}

type (
	// found is the list that was asked for.
	found struct {
		want int
		all  []cases.UnlockedFile
		err  error
	}
	// deleted is what deleting came to.
	deleted struct {
		n   int
		err error
	}
	// shown is what showing a file came to.
	shown struct{ err error }
)

// Start implements [tui.Starter].
func (s *files) Start() tea.Cmd { return s.load() }

func (s *files) load() tea.Cmd {
	s.wants++
	want, d := s.wants, s.d
	return func() tea.Msg {
		all, err := d.LookOutside(context.Background())
		return found{want, all, err}
	}
}

func filesContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "outside.files.context", Kind: keys.List, Bindings: []keys.Binding{
		m.Open.With("outside.key.show"),
		{ID: "delete", Keys: []string{"x", "delete"}, Label: "outside.key.delete", More: "outside.key.delete.more"},
		{ID: "all", Keys: []string{"a"}, Label: "outside.key.all", More: "outside.key.all.more"},
		m.Back,
	}}
}

// Keys implements [tui.Screen].
func (s *files) Keys() keys.Context {
	c, w := filesContext(), s.d.W()
	f, any := s.selected()
	for i, b := range c.Bindings {
		switch {
		case b.ID == "back":
		case !any:
			c.Bindings[i] = b.Disabled(w.T("outside.files.none"))
		case b.ID == "open" && f.Gone:
			c.Bindings[i] = b.Disabled(w.T("outside.said.gone"))
		}
	}
	return c
}

// Explain implements [tui.Explainer].
func (s *files) Explain() []string {
	w := s.d.W()
	return []string{w.T("outside.files.help"), w.T("outside.files.traces")}
}

func (s *files) selected() (cases.UnlockedFile, bool) {
	i, ok := s.list.Selected()
	if !ok {
		return cases.UnlockedFile{}, false
	}
	return s.src.all[i], true
}

// Update implements [tui.Screen].
func (s *files) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	w := s.d.W()
	switch msg := msg.(type) {
	case found:
		if msg.want == s.wants {
			s.take(msg)
		}
		return nil, nil
	case deleted:
		if msg.err != nil {
			return tui.Say{Text: s.d.Sentence(msg.err), Error: true}, s.load()
		}
		return tui.Say{Text: w.N("outside.said.deleted", msg.n)}, s.load()
	case shown:
		switch {
		case errors.Is(msg.err, cases.ErrNotFound):
			return tui.Say{Text: w.T("outside.said.gone"), Error: true}, s.load()
		case msg.err != nil:
			return tui.Say{Text: s.d.Sentence(msg.err), Error: true}, nil
		}
		return nil, nil
	case tui.Shown:
		if s.here {
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
	b, _ := keys.Find(press, s.Keys().Bindings)
	f, any := s.selected()
	if !any {
		return tui.Pass{}, nil
	}
	switch b.ID {
	case "open":
		out := s.d.Outside
		return nil, func() tea.Msg { return shown{out.Show(f.Path)} }
	case "delete":
		text := w.T("outside.delete.text", desk.OneLine(filepath.Base(f.Path)))
		if f.Gone {
			text = w.T("outside.delete.gone", desk.OneLine(filepath.Base(f.Path)))
		}
		return s.ask(w.T("outside.delete.title"), text, f), nil
	case "all":
		return s.ask(w.T("outside.all.title"), w.N("outside.all.text", len(s.src.all)), s.src.all...), nil
	}
	return tui.Pass{}, nil
}

// ask asks whether files are to be deleted.
func (s *files) ask(title, text string, which ...cases.UnlockedFile) tui.Action {
	d := s.d
	return tui.Ask{Dialog: tui.Confirm(d.Env, title, text, func() (tui.Action, tea.Cmd) {
		return nil, func() tea.Msg { return deleted{len(which), d.DeleteOutside(context.Background(), which)} }
	})}
}

// take shows what was found.
func (s *files) take(msg found) {
	s.err = msg.err
	if msg.err != nil {
		if !s.here {
			s.list.Empty = s.d.Sentence(msg.err)
		}
		return
	}
	s.here, s.src.all = true, msg.all
	s.list.Empty = s.d.W().T("outside.files.none")
	s.list.Refresh()
}

// Click implements [tui.Clicker].
func (s *files) Click(at field.Point) string { return s.list.Click(at.Y - s.src.head) }

// View implements [tui.Screen].
func (s *files) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: w.T("outside.files.title")}, State: []frame.Line{{Left: w.T("outside.files.state"), Right: s.d.PlaceAndLock(s.list.Position(w))}}}
	if s.err != nil && s.here {
		p.State[0].Left = s.d.Sentence(s.err)
	}
	room := p.Room(window)
	var below []string
	if f, ok := s.selected(); ok {
		where := w.T("outside.files.where", desk.OneLine(f.Path))
		if f.Gone {
			where = w.T("outside.files.was", desk.OneLine(f.Path))
		}
		for _, l := range frame.Wrap(where, max(1, room.Width-2)) {
			below = append(below, " "+st.Muted.Render(l))
		}
	}
	const least = 3 // rows of the list
	if most := max(0, room.Height-least-1); len(below) > most {
		below = below[:most]
	}
	height := room.Height
	if len(below) > 0 {
		height -= len(below) + 1
	}
	s.src.head = 0
	if s.list.Len() > 0 && height > least {
		s.src.head = 1
		layout := s.src.layout(room.Width - frame.Width(s.list.Blank))
		p.Body = append(p.Body, s.list.Blank+st.Muted.Render(layout.Header()))
	}
	lines, cursor := s.list.View(frame.Size{Width: room.Width, Height: height - s.src.head}, st)
	p.Body = append(p.Body, lines...)
	if len(below) > 0 {
		for len(p.Body) < room.Height-len(below) {
			p.Body = append(p.Body, "")
		}
		p.Body = append(p.Body, below...)
	}
	return p, cursor
}

// source is the files as the list shows them.
type source struct {
	d    *desk.Desk
	all  []cases.UnlockedFile
	head int // lines above the list
}

// Len implements [rows.Source].
func (s *source) Len() int { return len(s.all) }

// ID implements [rows.Source].
func (s *source) ID(i int) string { return s.all[i].Path }

// Haystack implements [rows.Source].
func (s *source) Haystack(i int) string { return danish.Fold(s.all[i].Path) }

func (s *source) layout(width int) rows.Layout {
	w, made := s.d.W(), frame.Width(s.d.W().T("outside.files.made"))
	for i := range s.all {
		made = max(made, frame.Width(s.made(i)))
	}
	return rows.Lay([]rows.Column{
		{Title: w.T("outside.files.name"), Width: 20, Grow: true}, {Title: w.T("outside.files.what"), Width: 14, Drop: 1},
		{Title: w.T("outside.files.made"), Width: made}, {Width: frame.Width(w.T("outside.files.gone")), Drop: 2},
	}, min(width, widest), 2)
}

// Row implements [rows.Source].
func (s *source) Row(i, width int) string {
	w, f, l := s.d.W(), s.all[i], s.layout(width)
	made, state := s.made(i), ""
	if f.Gone {
		if state = w.T("outside.files.gone"); !l.Has(3) {
			made = "–" // said in words below the list
		}
	}
	return l.Row(desk.OneLine(filepath.Base(f.Path)), draw.What(w, f.What), made, state)
}

// made is the day on which a file was made.
func (s *source) made(i int) string {
	return s.d.ShortDay(calendar.Of(s.all[i].Made.In(s.d.Now().Location())))
}
