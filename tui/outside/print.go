package outside

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/paper"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	draw "brobygger/tui/paper"
)

// The file name extensions of what is written.
const (
	asPDF  = ".pdf"
	asText = ".txt"
)

// widest is the width beyond which nothing is drawn, in columns.
const widest = 100

// printer is Udskriv: a paper of a case as it will look, with where it goes.
type printer struct {
	d    *desk.Desk
	home string // the folder that "~" stands for, "" for none
	id   string
	what string  // of package cases/paper
	of   *letter // nil for what is no letter

	c     *cases.Case // nil until it is read
	paper paper.Paper
	text  string
	err   error
	wants int

	busy bool
	last cases.UnlockedFile // what was written last, "" as its path before that
	top  int
	page int
	most int
}

func newPrinter(d *desk.Desk, home, id, what string) *printer {
	return &printer{d: d, home: home, id: id, what: what}
}

type (
	// loaded is the case that was asked for.
	loaded struct {
		want   int
		c      *cases.Case
		paper  paper.Paper
		text   string
		looked looked // of a letter
		err    error
	}
	// written is what writing or showing a file came to. show says why it is not on
	// the screen.
	written struct {
		file      cases.UnlockedFile
		err, show error
		again     bool // it was there already
	}
)

// Start implements [tui.Starter].
func (s *printer) Start() tea.Cmd { return s.load() }

func (s *printer) load() tea.Cmd {
	s.wants++
	want, id, store, day, view, what := s.wants, s.id, s.d.Store, s.d.Today(), s.look(), s.what
	var write func(*cases.Case) (paper.Paper, looked, error)
	if s.of != nil {
		write = s.of.writer(s.d)
	}
	return func() tea.Msg {
		c, err := store.Case(context.Background(), id)
		if err != nil {
			return loaded{want: want, err: err}
		}
		out := loaded{want: want, c: c}
		switch {
		case write != nil:
			out.paper, out.looked, err = write(c)
		case what == paper.WhatConsents:
			out.paper = paper.Consents(c, day)
		case what == paper.WhatLedger:
			out.paper = paper.Ledger(c, day)
		default:
			out.paper = paper.Plan(c, day, store.Settings())
		}
		if err != nil {
			return loaded{want: want, err: err}
		}
		out.text = draw.Text(out.paper, view)
		return out
	}
}

// look is with whose words the paper is drawn.
func (s *printer) look() draw.View {
	return draw.View{Words: s.d.W(), ArenaLabel: s.d.Store.Settings().ArenaLabel}
}

// CaseID implements [tui.OnCase].
func (s *printer) CaseID() string { return s.id }

// Copy implements [tui.Copier].
func (s *printer) Copy() string { return s.text }

func printContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "outside.print.context", Kind: keys.List, Bindings: []keys.Binding{
		m.Open.With("outside.key.write"),
		{ID: "text", Keys: []string{"t"}, Label: "outside.key.text", More: "outside.key.text.more"},
		{ID: "elsewhere", Keys: []string{"a"}, Label: "outside.key.elsewhere", More: "outside.key.elsewhere.more"},
		{ID: "copy", Keys: []string{"c"}, Label: "outside.key.copy", More: "outside.key.copy.more"},
		{ID: "list", Keys: []string{"v"}, Label: "outside.key.list", More: "outside.key.list.more"},
		m.Back,
	}}
}

// Keys implements [tui.Screen].
func (s *printer) Keys() keys.Context {
	c := printContext()
	w := s.d.W()
	refused := ""
	if s.of != nil {
		c = letterContext()
		refused = s.of.refusal(s.d)
	}
	if s.last.Path != "" {
		c.Bindings[0] = c.Bindings[0].With("outside.key.show")
	}
	for i, b := range c.Bindings {
		switch {
		case b.ID == "back" || b.ID == "list" || b.ID == "worry":
		case s.c == nil:
			c.Bindings[i] = b.Disabled(w.T("outside.off.reading"))
		case s.busy:
			c.Bindings[i] = b.Disabled(w.T("outside.off.busy"))
		case refused != "" && b.ID != "notes" && b.ID != "template":
			c.Bindings[i] = b.Disabled(refused)
		}
	}
	return c
}

// Explain implements [tui.Explainer].
func (s *printer) Explain() []string {
	w := s.d.W()
	if s.of != nil {
		return append([]string{w.T("letter.help"), w.T("outside.print.help")}, s.of.leftOut(s.d, s.c)...)
	}
	return []string{w.T("outside.print.help"), w.T("outside.print.hidden")}
}

// Update implements [tui.Screen].
func (s *printer) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case loaded:
		if msg.want == s.wants {
			s.c, s.paper, s.text, s.err = msg.c, msg.paper, msg.text, msg.err
			if s.of != nil {
				s.of.looked = msg.looked
			}
		}
		return nil, nil
	case desk.Saved:
		return s.d.Done(msg, s.d.W().T("letter.said.sent")), nil
	case desk.Changed:
		return nil, s.load()
	case written:
		return s.onWritten(msg), nil
	case tea.KeyPressMsg:
		if s.move(keys.Name(msg)) {
			return nil, nil
		}
		b, _ := keys.Find(msg, s.Keys().Bindings)
		if b.Off != "" {
			return tui.Pass{}, nil // the program says why
		}
		switch b.ID {
		case "notes":
			s.of.notes, s.last = !s.of.notes, cases.UnlockedFile{}
			return nil, s.load()
		case "template":
			return tui.Open{Route: desk.RouteTemplate}, nil
		case "worry":
			return s.of.worry(s.id), nil
		case "open":
			return nil, s.enter()
		case "text":
			return nil, s.write(s.paper.FileName(asText[1:]))
		case "elsewhere":
			return tui.Push{Screen: newElsewhere(s)}, nil
		case "copy":
			return tui.Copy{Text: s.text}, nil
		case "list":
			return tui.Open{Route: desk.RouteUnlocked}, nil
		}
	}
	return tui.Pass{}, nil
}

// enter writes the paper, or shows again what was written.
func (s *printer) enter() tea.Cmd {
	if s.last.Path == "" {
		return s.write(s.paper.FileName(asPDF[1:]))
	}
	s.busy = true
	out, file := s.d.Outside, s.last
	return func() tea.Msg { return written{file: file, show: out.Show(file.Path), again: true} }
}

// write writes the paper and shows it. The ending of the path says as what.
func (s *printer) write(path string) tea.Cmd {
	s.busy = true
	make := s.maker()
	return func() tea.Msg { return make(context.Background(), path) }
}

// maker gives the function that writes the paper as it stands on the screen.
func (s *printer) maker() func(ctx context.Context, path string) written {
	d, p, view, text, at := s.d, s.paper, s.look(), s.text, s.d.Now()
	return func(ctx context.Context, path string) written {
		data, err := []byte(text), error(nil)
		if !strings.EqualFold(filepath.Ext(path), asText) {
			data, err = draw.PDF(p, view, at)
		}
		if err != nil {
			return written{err: errors.Join(cases.ErrNotWritten, err)}
		}
		f, err := d.Outside.Write(ctx, cases.UnlockedFile{Path: path, Made: at, What: p.What, Case: p.Case}, data)
		out := written{file: f, err: err}
		if err == nil {
			out.show = d.Outside.Show(f.Path)
		}
		_, _ = d.LookOutside(ctx) // the list of files says why not
		return out
	}
}

// onWritten says where a file lies, and why it is not shown.
func (s *printer) onWritten(msg written) tui.Action {
	s.busy = false
	w := s.d.W()
	if msg.err != nil {
		return tui.Say{Text: s.d.Sentence(msg.err), Error: true}
	}
	if msg.again && errors.Is(msg.show, cases.ErrNotFound) {
		s.last = cases.UnlockedFile{}
		return tui.Say{Text: w.T("outside.said.gone"), Error: true}
	}
	s.last = msg.file
	switch {
	case msg.show != nil && !msg.again && s.of != nil && s.of.looked.sendable:
		return tui.All{tui.Say{Text: s.d.Sentence(msg.show)}, tui.Ask{Dialog: s.of.ask(s.d, s.id)}}
	case msg.show != nil:
		return tui.Say{Text: s.d.Sentence(msg.show)}
	case msg.again:
		return nil
	}
	if s.of != nil && s.of.looked.sendable {
		return tui.All{tui.Say{Text: w.T("outside.said.written")}, tui.Ask{Dialog: s.of.ask(s.d, s.id)}}
	}
	return tui.Say{Text: w.T("outside.said.written")}
}

// move takes the keys that scroll.
func (s *printer) move(name string) bool {
	m := keys.NewMoves()
	switch page := max(1, s.page-1); {
	case m.Up.Has(name):
		s.top--
	case m.Down.Has(name):
		s.top++
	case m.PageUp.Has(name):
		s.top -= page
	case m.PageDown.Has(name):
		s.top += page
	case m.Home.Has(name):
		s.top = 0
	case m.End.Has(name):
		s.top = s.most
	default:
		return false
	}
	s.top = max(0, min(s.top, s.most))
	return true
}

// title is the left of the title line.
func (s *printer) title() string {
	w := s.d.W()
	title := w.T("outside.print.title")
	switch s.what {
	case paper.WhatLetter:
		title = w.T("letter.title")
	case paper.WhatConsents:
		title = w.T("letter.title.consents")
	case paper.WhatLedger:
		title = w.T("letter.title.ledger")
	}
	if s.c == nil {
		return title
	}
	return title + " · " + s.c.Title() + " · " + s.c.Shown()
}

// announce says what happens when the paper is written.
func (s *printer) announce(width int) []string {
	w, st := s.d.W(), s.d.Env.Styles
	text, path := w.T("outside.print.will"), filepath.Join(s.d.Outside.Folder(), s.paper.FileName(asPDF[1:]))
	if s.last.Path != "" {
		text, path = w.T("outside.print.lies"), s.last.Path
	}
	var lines []string
	if s.of != nil && s.last.Path == "" {
		if refused := s.of.refusal(s.d); refused != "" {
			text, path = refused, ""
		}
	}
	for _, l := range frame.Wrap(text, max(1, min(width, widest)-2)) {
		lines = append(lines, " "+st.Warning.Render(l))
	}
	if path == "" {
		return lines
	}
	for _, l := range frame.Wrap(desk.OneLine(path), max(1, width-4)) {
		lines = append(lines, "   "+st.Strong.Render(l))
	}
	return lines
}

// leastPreview is how many lines of the paper a window shows at least.
const leastPreview = 1

// View implements [tui.Screen].
func (s *printer) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: s.title()}, State: []frame.Line{{Left: w.T("outside.print.state"), Right: s.d.LocksIn()}}}
	if s.last.Path != "" {
		p.State[0].Left = w.T("outside.print.listed")
	}
	room := p.Room(window)
	if s.c == nil {
		text := w.T("case.loading")
		if s.err != nil {
			text = s.d.Sentence(s.err)
		}
		for _, l := range frame.Wrap(text, max(1, room.Width-2)) {
			p.Body = append(p.Body, " "+l)
		}
		return p, nil
	}
	head := s.announce(room.Width)
	if most := max(1, room.Height-1-leastPreview); len(head) > most {
		head = head[:most] // the help says all of it
	}
	p.Body = append(head, st.Rule.Render(strings.Repeat("─", room.Width)))
	var lines []string
	for _, l := range strings.Split(strings.TrimRight(s.text, "\n"), "\n") {
		if l == "" {
			lines = append(lines, "")
			continue
		}
		for _, one := range frame.Wrap(l, max(1, room.Width-4)) {
			lines = append(lines, "   "+one)
		}
	}
	var beside, below []string
	if s.of != nil {
		beside, below = s.aside(room, room.Height-len(p.Body))
	}
	s.page = max(1, room.Height-len(p.Body)-len(below))
	s.most = max(0, len(lines)-s.page)
	s.top = max(0, min(s.top, s.most))
	p.Body = append(p.Body, besides(lines[s.top:min(len(lines), s.top+s.page)], beside, s.page)...)
	p.Body = append(p.Body, below...)
	if s.most > 0 {
		p.State[0].Right = s.d.PlaceAndLock(w.T("common.position", min(len(lines), s.top+s.page), len(lines)))
	}
	return p, nil
}
