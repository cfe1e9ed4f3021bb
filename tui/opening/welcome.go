package opening

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// ways are the four ways in, in the order of their digits.
var ways = [...]string{"demo", "join", "found", "again"}

// welcome is the first screen on a computer without a vault.
type welcome struct {
	*gate
	at     door.Situation
	chosen int
	folder *field.Form // open while the folder is being changed
	job    *job
	err    error
}

func newWelcome(g *gate, s door.Situation) *welcome { return &welcome{gate: g, at: s} }

func welcomeKeys(typing bool) keys.Context {
	m := keys.NewMoves()
	if typing {
		return keys.Context{Name: "welcome.context", Kind: keys.Field, Bindings: []keys.Binding{
			m.Open.With("welcome.key.use"), m.Back,
		}}
	}
	return keys.Context{Name: "welcome.context", Kind: keys.Fullscreen, Bindings: []keys.Binding{
		{ID: "choose", Keys: []string{"1", "2", "3", "4"}, Label: "welcome.key.choose"},
		m.Open.With("welcome.key.on"), m.Up, m.Down,
		keys.NewLetters().Edit, {ID: "language", Keys: []string{"e"}, Label: "welcome.key.language"},
		keys.NewOutside().Quit, keys.NewOutside().Help,
	}}
}

// Keys implements tui.Screen.
func (s *welcome) Keys() keys.Context { return welcomeKeys(s.folder != nil) }

// Update implements tui.Screen.
func (s *welcome) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case tui.Shown:
		s.at = s.door.Look()
		return nil, nil
	case progress:
		if msg.job == s.job {
			s.job.last = msg
			return nil, s.job.listen
		}
		return nil, nil
	case finished:
		if msg.job != s.job {
			return nil, nil
		}
		s.job = nil
		if msg.err != nil {
			s.err = msg.err
			return nil, nil
		}
		return s.opened(msg.store), nil
	}
	if s.job != nil {
		return nil, nil
	}
	if s.folder != nil {
		return s.typing(msg)
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, nil
	}
	s.err = nil
	switch name := keys.Name(press); name {
	case "up", "down":
		step := 1
		if name == "up" {
			step = len(ways) - 1
		}
		s.chosen = (s.chosen + step) % len(ways)
	case "1", "2", "3", "4":
		s.chosen = int(name[0] - '1')
		return s.go_()
	case "enter":
		return s.go_()
	case "r":
		s.folder = field.NewForm(s.w().T("welcome.folder.full"), &field.Entry{ID: "dir", Label: s.w().T("welcome.where"), Field: field.NewLine(s.at.Dir)})
	case "e":
		s.other()
	case "q":
		return tui.AskQuit(s.env), nil
	default:
		return tui.Pass{}, nil
	}
	return nil, nil
}

// typing is Update while the folder is being changed.
func (s *welcome) typing(msg tea.Msg) (tui.Action, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch keys.Name(press) {
		case "esc":
			s.folder = nil
			return nil, nil
		case "enter":
			dir := s.folder.Entry("dir").Field.(*field.Line).Value()
			s.folder = nil
			s.at = s.door.SetDir(dir)
			if s.at.State != door.NoVault {
				return tui.Push{Screen: newUnlock(s.gate, s.at)}, nil
			}
			return nil, nil
		}
	}
	if s.folder.Update(msg) {
		return nil, nil
	}
	return tui.Pass{}, nil
}

// go_ goes the chosen way.
func (s *welcome) go_() (tui.Action, tea.Cmd) {
	switch ways[s.chosen] {
	case "demo":
		var cmd tea.Cmd
		s.job, cmd = start(func(ctx context.Context, p door.Progress) (cases.Store, error) { return s.door.Demo(ctx, p) })
		return nil, cmd
	case "found":
		f, err := newFounding(s.gate, s.at)
		if err != nil {
			s.err = err
			return nil, nil
		}
		return tui.Push{Screen: f}, nil
	case "join":
		return tui.Ask{Dialog: tell(s.env, "welcome.join.title", s.w().T("welcome.join.text"))}, nil
	default:
		return tui.Ask{Dialog: tell(s.env, "welcome.again.title", s.w().T("welcome.again.text", s.at.Dir))}, nil
	}
}

// tell is a dialog that a key asked for and that only tells something.
func tell(env *tui.Env, title, text string) *tui.Dialog {
	d := tui.Notice(env, env.Words.T(title), text)
	d.ByItself = false
	return d
}

// View implements tui.Screen.
func (s *welcome) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st := s.w(), s.env.Styles
	p := frame.Parts{
		Title: frame.Line{Left: tui.Title, Right: w.T("welcome.languages")},
		State: []frame.Line{{Left: w.T("welcome.state")}},
	}
	var body []string
	small := window.Height < 24
	if !small {
		body = append(body, "")
	}
	body = append(body, page(window.Width, w.T("welcome.text"))...)
	body = append(body, "")
	for i, way := range ways {
		mark := "  "
		style := st.Text
		if i == s.chosen {
			mark, style = "> ", st.Strong
		}
		left := " " + mark + string(rune('1'+i)) + "  " + w.T("welcome.way."+way)
		body = append(body, style.Render(frame.Fit(left, min(36, window.Width)))+st.Muted.Render(w.T("welcome.way."+way+".more")))
	}
	body = append(body, "")
	if !small && s.job == nil && s.err == nil {
		body = append(body, page(window.Width, w.T("welcome.need"))...)
		for _, k := range []string{"welcome.need.words", "welcome.need.paper"} {
			body = append(body, "   - "+w.T(k))
		}
		body = append(body, "")
	}
	var cursor *field.Point
	switch {
	case s.job != nil:
		body = append(body, s.job.line(w, st))
	case s.err != nil:
		for _, l := range page(window.Width, "! "+desk.Sentence(w, s.err)) {
			body = append(body, st.Error.Render(l))
		}
	case s.folder != nil:
		lines, at := s.folder.View(frame.Size{Width: window.Width, Height: 2}, st)
		if at != nil {
			cursor = &field.Point{X: at.X, Y: at.Y + len(body)}
		}
		body = append(body, lines...)
	default:
		left := " " + w.T("welcome.where") + "   " + frame.Clean(s.at.Dir)
		body = append(body, frame.Ends(left, w.T("welcome.change"), window.Width-1))
		if s.at.SyncedBy != "" {
			body = append(body, page(window.Width, w.T("welcome.synced", s.at.SyncedBy))...)
		} else {
			body = append(body, st.Muted.Render(" "+frame.Cut(w.T("welcome.notsynced"), window.Width-2)))
		}
	}
	p.Body = body
	return p, cursor
}
