package setup

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// info is Om Brobygger: which program this is, and all that it can touch.
type info struct {
	d     *desk.Desk
	about About
	page  page
}

func newInfo(d *desk.Desk, about About) *info { return &info{d: d, about: about} }

func infoContext() keys.Context {
	return keys.Context{Name: "about.context", Kind: keys.List, Bindings: []keys.Binding{keys.NewMoves().Back}}
}

// Keys implements [tui.Screen].
func (s *info) Keys() keys.Context { return infoContext() }

// Commands implements [tui.Commander].
func (s *info) Commands() []tui.Command { return s.d.Commands() }

// Update implements [tui.Screen].
func (s *info) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok && s.page.move(keys.Name(press)) {
		return nil, nil
	}
	return tui.Pass{}, nil
}

// View implements [tui.Screen].
func (s *info) View(window frame.Size) (frame.Parts, *field.Point) {
	w, styles := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: w.T("about.title")}, State: []frame.Line{s.d.SavedLine()}}
	room := p.Room(window)
	vault := s.d.Store.Info()
	var lines []string
	add := func(more ...string) { lines = append(lines, more...) }
	add(wrap(w.T("about.what"), room.Width, styles.Text.Render)...)
	add("")
	program := []fact{{w.T("about.version"), s.known(s.about.Version)}, {w.T("about.hash"), grouped(s.known(s.about.Hash))}}
	add(facts(append(program, fact{w.T("about.network"), w.T("about.network.never")}), room.Width, styles)...)
	if s.about.Hash != "" {
		add("")
		add(wrap(w.T("about.hash.why"), room.Width, styles.Muted.Render)...)
	}
	add("", " "+styles.Heading.Render(w.T("about.places")))
	places := []fact{{w.T("about.vault"), vault.Dir}, {w.T("about.identity"), vault.Identity}, {w.T("about.device"), vault.DeviceDir}}
	if out := s.d.Outside; out != nil {
		places = append(places, fact{w.T("about.papers"), out.Folder()})
	}
	var known []string
	for _, f := range places {
		known = append(known, f.value)
	}
	for _, path := range s.about.Paths {
		if path != "" && !slices.Contains(known, path) {
			known = append(known, path)
			places = append(places, fact{w.T("about.also"), path})
		}
	}
	places = slices.DeleteFunc(places, func(f fact) bool { return f.value == "" })
	for i := range places {
		places[i].value = desk.OneLine(places[i].value)
	}
	add(facts(places, room.Width, styles)...)
	add("")
	add(wrap(w.T("about.places.all"), room.Width, styles.Muted.Render)...)
	add(wrap(w.T("about.license"), room.Width, styles.Muted.Render)...)
	p.Body = s.page.view(w, lines, room, styles)
	return p, nil
}

// known is a text, or that nobody knows.
func (s *info) known(text string) string {
	if text == "" {
		return s.d.W().T("about.unknown")
	}
	return desk.OneLine(text)
}

// grouped writes a checksum so that two can be compared by eye, in two lines.
func grouped(sum string) string {
	const group, line = 8, 32
	var out strings.Builder
	for i, r := range sum {
		switch {
		case i > 0 && i%line == 0:
			out.WriteByte('\n')
		case i > 0 && i%group == 0:
			out.WriteByte(' ')
		}
		out.WriteRune(r)
	}
	return out.String()
}
