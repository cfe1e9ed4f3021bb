package opening

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// again is for who has been here before: it asks where the vault lies, and goes
// to Lås op when there is one.
type again struct {
	*gate
	before string // the folder to go back to
	form   *field.Form
	asked  int
	wait   bool
	err    error
}

func newAgain(g *gate, s door.Situation) *again {
	a := &again{gate: g, before: s.Dir, form: folderForm(g.w(), s.Dir)}
	a.form.Entry("dir").Label = g.w().T("again.where")
	return a
}

func againKeys() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "welcome.way.again", Kind: keys.Field, Bindings: []keys.Binding{
		m.Open.With("welcome.key.on"), forgottenKey(), m.Back,
	}}
}

// Keys implements tui.Screen.
func (s *again) Keys() keys.Context { return againKeys() }

// Update implements tui.Screen.
func (s *again) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if msg, ok := msg.(looked); ok {
		return s.answer(msg)
	}
	if s.wait {
		return nil, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch name := keys.Name(press); {
		case name == "enter":
			dir := typed(s.w(), s.form)
			if dir == "" {
				return nil, nil
			}
			s.wait = true
			s.asked++
			return nil, s.look(dir, s.asked)
		case forgottenKey().Has(name):
			return tui.Push{Screen: &forgotten{gate: s.gate}}, nil
		case name == "esc": // a new vault is not to be made in a folder tried here
			s.wait = true
			s.asked++
			return nil, s.look(s.before, -s.asked)
		}
	}
	if s.form.Update(msg) {
		s.err = nil
		s.form.Entry("dir").Error = ""
		return nil, nil
	}
	return tui.Pass{}, nil
}

// answer takes what lies in the folder; a negative number means going back.
func (s *again) answer(msg looked) (tui.Action, tea.Cmd) {
	switch msg.asked {
	case -s.asked:
		return tui.Back{}, nil
	case s.asked:
	default:
		return nil, nil
	}
	s.wait = false
	if msg.at.State == door.NoVault || msg.at.State == door.Trouble {
		s.err = msg.at.Err
		if s.err == nil {
			s.form.Entry("dir").Error = s.w().T("again.none")
		}
		return nil, nil
	}
	return tui.Replace{Screen: newUnlock(s.gate, msg.at)}, nil
}

// View implements tui.Screen.
func (s *again) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st, width := s.w(), s.env.Styles, window.Width
	p := frame.Parts{Title: frame.Line{Left: w.T("welcome.way.again")}, State: []frame.Line{{Left: w.T("welcome.state")}}}
	lines, at := s.form.View(frame.Size{Width: width - 1, Height: 4}, st)
	if s.err != nil {
		lines = append(lines, styled(st.Error.Render, page(width, "! "+sentence(w, s.err)))...)
	}
	body, from := stack(p.Room(window).Height, []part{
		blank(2), {page(width, w.T("again.text")), 20}, blank(10), {lines, stays}, blank(10),
		{page(width, w.T("again.backup")), 9}, blank(7), {page(width, w.T("again.key")), 8},
	})
	p.Body = body
	if at != nil {
		at = &field.Point{X: at.X, Y: at.Y + from[3]}
	}
	return p, at
}
