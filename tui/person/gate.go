package person

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// gate stands before all else that is in the vault: it opens with the passphrase
// of whoever unlocked it.
type gate struct {
	sealed bool // the key has a passphrase
	secret *field.Secret
	form   *field.Form
	busy   bool // a passphrase is being tried
	open   bool // it fits
	err    error
}

func newGate(d *desk.Desk) *gate {
	g := &gate{sealed: d.Store.Info().SealedKey, secret: field.NewSecret()}
	g.form = field.NewForm(d.W().T("unlock.full"), &field.Entry{ID: "passphrase", Label: d.W().T("unlock.passphrase"), Field: g.secret})
	return g
}

// proved is what trying a passphrase came to.
type proved struct {
	gate *gate
	err  error
}

// atGate takes a key press or a paste.
func (s *Screen) atGate(msg tea.Msg) (tui.Action, tea.Cmd) {
	g := s.gate
	if g.busy || g.open {
		return nil, nil // what is typed meanwhile is nobody's
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		m := keys.NewMoves()
		switch {
		case m.Back.Matches(press):
			g.secret.Clear()
			s.gate = nil
			return nil, nil
		case m.Open.Matches(press) && !g.sealed:
			return s.leave()
		case m.Open.Matches(press):
			return nil, s.try()
		case keys.NewEverywhere().Reveal.Matches(press):
			return nil, nil // somebody sits beside
		}
	}
	if g.sealed && g.form.Update(msg) {
		g.err = nil
	}
	return nil, nil
}

// try tries what was typed.
func (s *Screen) try() tea.Cmd {
	g, door := s.gate, s.door
	if g.secret.Empty() {
		return nil
	}
	passphrase := g.secret.Bytes()
	g.secret.Clear()
	g.busy, g.err = true, nil
	return func() tea.Msg { return proved{g, door.Knows(context.Background(), passphrase)} }
}

func (s *Screen) onProved(msg proved) (tui.Action, tea.Cmd) {
	if msg.gate != s.gate {
		return nil, nil
	}
	s.gate.busy = false
	if s.gate.err = msg.err; msg.err != nil {
		return nil, nil
	}
	return s.leave()
}

// leave goes, once nothing is being saved any more.
func (s *Screen) leave() (tui.Action, tea.Cmd) {
	s.gate.open = true
	if s.saving != nil {
		return nil, nil
	}
	return tui.Back{}, nil
}

// viewGate draws the gate.
func (s *Screen) viewGate(window frame.Size) (frame.Parts, *field.Point) {
	w, st, g := s.d.W(), s.d.Env.Styles, s.gate
	p := frame.Parts{Title: s.title(), State: []frame.Line{s.state()}}
	room := p.Room(window)
	width := min(room.Width, widest)
	lines := []string{""}
	add := func(text string, style func(...string) string) {
		for _, l := range frame.Wrap(text, max(1, width-2)) {
			lines = append(lines, " "+style(l))
		}
	}
	var cursor *field.Point
	add(w.T("person.gate"), st.Strong.Render)
	lines = append(lines, "")
	switch {
	case g.busy:
		add(w.T("person.gate.busy"), st.Text.Render)
	case !g.sealed:
		add(w.T("person.gate.plain"), st.Text.Render)
	default:
		form, at := g.form.View(frame.Size{Width: min(76, width), Height: 3}, st)
		if at != nil {
			cursor = &field.Point{X: at.X, Y: at.Y + len(lines)}
		}
		lines = append(lines, form...)
	}
	if g.err != nil {
		lines = append(lines, "")
		add("! "+s.d.Sentence(g.err), st.Error.Render)
	}
	p.Body = lines
	if cursor != nil && cursor.Y >= room.Height {
		cursor = nil
	}
	return p, cursor
}
