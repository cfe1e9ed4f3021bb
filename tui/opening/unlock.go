package opening

import (
	"context"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// unlock is Lås op. It is a state machine of its own: waiting for a passphrase,
// working, or unable to, with the reason.
type unlock struct {
	*gate
	at     door.Situation
	asked  int
	wait   bool
	shown  bool
	ahead  ahead
	secret *field.Secret
	form   *field.Form
	job    *job
	err    error
}

func newUnlock(g *gate, s door.Situation) *unlock {
	u := &unlock{gate: g, secret: field.NewSecret()}
	u.form = field.NewForm(g.w().T("unlock.full"), &field.Entry{ID: "passphrase", Label: g.w().T("unlock.passphrase"), Field: u.secret})
	u.stand(s)
	return u
}

// stand takes what lies on this computer.
func (s *unlock) stand(at door.Situation) {
	s.at, s.err = at, nil
	if at.State == door.Trouble {
		s.err = at.Err
	}
}

func forgottenKey() keys.Binding {
	return keys.Binding{ID: "forgotten", Keys: []string{"f5", "ctrl+t"}, Label: "unlock.key.forgotten"}
}

func unlockKeys(state door.State) keys.Context {
	c := keys.Context{Name: "unlock.context", Kind: keys.Fullscreen}
	m, o := keys.NewMoves(), keys.NewOutside()
	elsewhere := keys.Binding{ID: "elsewhere", Keys: []string{"f6", "ctrl+e"}, Label: "unlock.key.elsewhere", More: "unlock.key.elsewhere.more"}
	switch state {
	case door.Sealed:
		// A letter is typed, so closing has another key than elsewhere.
		quit := keys.Binding{ID: o.Quit.ID, Keys: []string{"ctrl+q"}, Label: o.Quit.Label, More: o.Quit.More}
		c.Kind = keys.Field
		reveal := keys.NewEverywhere().Reveal
		c.Bindings = []keys.Binding{m.Open.With("unlock.key.open"), reveal, forgottenKey(), elsewhere, quit}
	case door.Plain:
		c.Bindings = []keys.Binding{m.Open.With("unlock.key.open"), elsewhere, o.Quit.With(o.Quit.Label), o.Help}
	default:
		c.Bindings = []keys.Binding{m.Open.With("unlock.key.look"), elsewhere, o.Quit.With(o.Quit.Label), o.Help}
	}
	return c
}

// Keys implements tui.Screen.
func (s *unlock) Keys() keys.Context {
	if s.job != nil {
		return workingKeys(true)
	}
	return unlockKeys(s.at.State)
}

// Start implements tui.Starter: a key without a passphrase opens at once, but
// not after a lock, which somebody wanted.
func (s *unlock) Start() tea.Cmd {
	switch {
	case s.at.AfterLock:
		return s.ahead.listen()
	case s.at.State == door.Plain:
		return s.open(nil)
	}
	return nil
}

// open unlocks.
func (s *unlock) open(passphrase []byte) tea.Cmd {
	s.err = nil
	var cmd tea.Cmd
	s.job, cmd = start("unlock.stage.key", func(ctx context.Context, p door.Progress) (cases.Store, error) {
		return s.door.Unlock(ctx, passphrase, p)
	})
	return cmd
}

// Update implements tui.Screen.
func (s *unlock) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if cmd, done := s.ahead.take(msg); done {
		return nil, cmd
	}
	switch msg := msg.(type) {
	case tui.Shown:
		if !s.shown {
			s.shown = true
			return nil, nil
		}
		// The screen above may have gone to another folder.
		s.asked++
		return nil, s.look(s.at.Dir, s.asked)
	case looked:
		return s.answer(msg)
	}
	if own(msg) {
		return s.worked(msg)
	}
	if s.job != nil { // what is typed meanwhile is nobody's
		s.job.stop(msg)
		return nil, nil
	}
	if s.wait {
		return nil, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		b, _ := keys.Find(press, s.Keys().Bindings)
		switch b.ID {
		case "open":
			return nil, s.enter()
		case "forgotten":
			return tui.Push{Screen: &forgotten{gate: s.gate, alone: s.at.Alone}}, nil
		case "elsewhere":
			return tui.Push{Screen: newWelcome(s.gate, s.at)}, nil
		case "quit":
			return tui.AskQuit(s.env), nil
		}
	}
	if s.at.State == door.Sealed && s.form.Update(msg) {
		s.err = nil
		return nil, nil
	}
	return tui.Pass{}, nil
}

// answer takes what lies on this computer when somebody looked again.
func (s *unlock) answer(msg looked) (tui.Action, tea.Cmd) {
	if msg.asked != s.asked {
		return nil, nil
	}
	s.wait = false
	if msg.at.State == door.NoVault {
		return tui.Replace{Screen: newWelcome(s.gate, msg.at)}, nil
	}
	s.stand(msg.at)
	return nil, nil
}

// worked takes what unlocking comes to.
func (s *unlock) worked(msg tea.Msg) (tui.Action, tea.Cmd) {
	end, cmd := s.job.take(msg)
	if end == nil {
		return nil, cmd
	}
	stopped := s.job.stopping
	s.job = nil
	switch {
	case stopped:
		return nil, discard(end.store)
	case end.err != nil:
		s.err = end.err
		return nil, nil
	}
	return s.opened(end.store), nil
}

// enter is the Enter key.
func (s *unlock) enter() tea.Cmd {
	switch s.at.State {
	case door.Plain:
		return s.open(nil)
	case door.Sealed:
		if s.secret.Empty() {
			return nil
		}
		passphrase := s.secret.Bytes()
		s.secret.Clear()
		return s.open(passphrase)
	}
	// Somebody may have mended it meanwhile.
	s.wait = true
	s.asked++
	return s.look("", s.asked)
}

// View implements tui.Screen.
func (s *unlock) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st, width := s.w(), s.env.Styles, window.Width
	s.ahead.drawn = true
	p := frame.Parts{
		Title: frame.Line{Left: w.T("unlock.title")},
		State: []frame.Line{{Left: tail(frame.Clean(s.at.Dir), width-2)}},
	}
	if s.at.Demo {
		p.Banner = w.T("say.demo")
	}
	var middle, about []string
	var cursor *field.Point
	switch {
	case s.job != nil:
		middle = s.job.lines(w, width, st.Strong.Render)
	case s.at.State == door.Sealed:
		middle, cursor = s.form.View(frame.Size{Width: min(76, width), Height: 3}, st)
		text := w.T("unlock.about")
		if s.at.Alone {
			text += " " + w.T("unlock.alone")
		}
		about = styled(st.Muted.Render, page(width, text))
	case s.at.State == door.Plain:
		middle = page(width, w.T("unlock.plain"))
	case s.at.State == door.NoKey:
		middle = page(width, w.T("unlock.nokey"))
		if s.at.KeyFile != "" {
			about = append(page(width, w.T("unlock.nokey.place")), "   "+tail(frame.Clean(s.at.KeyFile), width-4))
		}
	}
	var wrong []string
	if s.ahead.early {
		wrong = styled(st.Warning.Render, page(width, w.T("unlock.early")))
	}
	if s.err != nil && s.job == nil {
		wrong = styled(st.Error.Render, page(width, "! "+sentence(w, s.err)))
	}
	parts := []part{
		blank(1), blank(2), {[]string{" " + st.Strong.Render(tail(frame.Clean(filepath.Base(s.at.Dir)), width-2))}, 30}, blank(4),
		{middle, stays},
	}
	var lying []string
	if s.at.Lying > 0 && s.job == nil {
		lying = styled(st.Warning.Render, page(width, w.N("unlock.lying", s.at.Lying)))
	}
	for _, more := range []part{{wrong, stays}, {lying, 20}, {about, 10}} {
		if len(more.lines) > 0 {
			if len(middle) > 0 {
				parts = append(parts, blank(5))
			}
			parts = append(parts, more)
		}
	}
	var at []int
	p.Body, at = stack(p.Room(window).Height, parts)
	if cursor != nil {
		cursor = &field.Point{X: cursor.X, Y: cursor.Y + at[4]}
	}
	return p, cursor
}

// forgotten says what happens when a passphrase is forgotten.
type forgotten struct {
	*gate
	alone bool
	top   int
	most  int
}

func forgottenKeys() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "unlock.forgotten.title", Kind: keys.Fullscreen, Bindings: []keys.Binding{m.Back, m.Up, m.Down, keys.NewOutside().Help}}
}

// Keys implements tui.Screen.
func (s *forgotten) Keys() keys.Context { return forgottenKeys() }

// Update implements tui.Screen.
func (s *forgotten) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch keys.Name(press) {
		case "up":
			s.top = max(0, s.top-1)
			return nil, nil
		case "down":
			s.top = min(s.most, s.top+1)
			return nil, nil
		}
	}
	return tui.Pass{}, nil
}

// View implements tui.Screen.
func (s *forgotten) View(window frame.Size) (frame.Parts, *field.Point) {
	w := s.w()
	p := frame.Parts{Title: frame.Line{Left: w.T("unlock.forgotten.title")}}
	who := w.T("unlock.forgotten.team")
	if s.alone {
		who = w.T("unlock.forgotten.alone")
	}
	lines := page(window.Width, "", w.T("unlock.forgotten.nobody"), "", who, "", w.T("unlock.forgotten.try"), "", w.T("unlock.forgotten.without"))
	room := p.Room(window).Height
	s.most = max(0, len(lines)-room)
	s.top = min(s.top, s.most)
	p.Body = lines[s.top:]
	if s.most > 0 {
		p.State = []frame.Line{{Right: w.T("common.position", min(len(lines), s.top+room), len(lines))}}
	}
	return p, nil
}
