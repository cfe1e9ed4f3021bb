package opening

import (
	"context"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
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
	secret *field.Secret
	form   *field.Form
	job    *job
	err    error
}

func newUnlock(g *gate, s door.Situation) *unlock {
	u := &unlock{gate: g, at: s, secret: field.NewSecret()}
	u.form = field.NewForm(g.w().T("unlock.full"), &field.Entry{ID: "passphrase", Label: g.w().T("unlock.passphrase"), Field: u.secret})
	if s.State == door.Trouble {
		u.err = s.Err
	}
	return u
}

func unlockKeys(kind keys.Kind, plain bool) keys.Context {
	m := keys.NewMoves()
	b := []keys.Binding{m.Open.With("unlock.key.open")}
	if !plain {
		b = append(b, keys.NewEverywhere().Reveal)
	}
	b = append(b, keys.Binding{ID: "forgotten", Keys: []string{"f5", "ctrl+t"}, Label: "unlock.key.forgotten"},
		keys.Binding{ID: "leave", Keys: []string{"ctrl+q"}, Label: "keys.quit", More: "keys.quit.more"})
	return keys.Context{Name: "unlock.context", Kind: kind, Bindings: b}
}

// Keys implements tui.Screen.
func (s *unlock) Keys() keys.Context {
	if s.at.State != door.Sealed {
		return unlockKeys(keys.Fullscreen, true)
	}
	return unlockKeys(keys.Field, false)
}

// Start implements tui.Starter: a key without a passphrase opens at once, but
// not after a lock, which somebody wanted.
func (s *unlock) Start() tea.Cmd {
	if s.at.State == door.Plain && !s.at.AfterLock {
		return s.open(nil)
	}
	return nil
}

// open unlocks.
func (s *unlock) open(passphrase []byte) tea.Cmd {
	s.err = nil
	var cmd tea.Cmd
	s.job, cmd = start(func(ctx context.Context, p door.Progress) (cases.Store, error) {
		return s.door.Unlock(ctx, passphrase, p)
	})
	return cmd
}

// Update implements tui.Screen.
func (s *unlock) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
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
	if s.job != nil { // what is typed meanwhile is nobody's
		return nil, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		b, _ := keys.Find(press, s.Keys().Bindings)
		switch {
		case b.ID == "forgotten":
			return tui.Push{Screen: &forgotten{gate: s.gate, alone: s.at.Alone}}, nil
		case b.ID == "leave", s.at.State != door.Sealed && keys.Name(press) == "q":
			return tui.AskQuit(s.env), nil
		case keys.Name(press) == "enter":
			return nil, s.enter()
		}
	}
	if s.at.State == door.Sealed && s.form.Update(msg) {
		s.err = nil
		return nil, nil
	}
	return tui.Pass{}, nil
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
	s.at = s.door.Look()
	s.err = s.at.Err
	return nil
}

// View implements tui.Screen.
func (s *unlock) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st := s.w(), s.env.Styles
	p := frame.Parts{
		Title: frame.Line{Left: w.T("unlock.title")},
		State: []frame.Line{{Left: frame.Clean(s.at.Dir)}},
	}
	if s.at.Demo {
		p.Banner = w.T("say.demo")
	}
	var body []string
	if window.Height >= 20 {
		body = append(body, "", "")
	}
	body = append(body, " "+st.Strong.Render(frame.Clean(filepath.Base(s.at.Dir))), "")
	var cursor *field.Point
	switch {
	case s.job != nil:
		body = append(body, s.job.line(w, st))
	case s.at.State == door.Sealed:
		lines, at := s.form.View(frame.Size{Width: min(76, window.Width), Height: 3}, st)
		if at != nil {
			cursor = &field.Point{X: at.X, Y: at.Y + len(body)}
		}
		body = append(body, lines...)
	case s.at.State == door.Plain:
		body = append(body, page(window.Width, w.T("unlock.plain"))...)
	case s.at.State == door.NoKey:
		body = append(body, page(window.Width, w.T("unlock.nokey"))...)
	}
	if s.err != nil {
		body = append(body, "")
		for _, l := range page(window.Width, "! "+desk.Sentence(w, s.err)) {
			body = append(body, st.Error.Render(l))
		}
	}
	if s.job == nil && s.at.State == door.Sealed {
		body = append(body, "")
		text := w.T("unlock.about")
		if s.at.Alone {
			text += " " + w.T("unlock.alone")
		}
		for _, l := range page(window.Width, text) {
			body = append(body, st.Muted.Render(l))
		}
	}
	p.Body = body
	return p, cursor
}

// forgotten says what happens when a passphrase is forgotten.
type forgotten struct {
	*gate
	alone bool
}

func forgottenKeys() keys.Context {
	return keys.Context{Name: "unlock.forgotten.title", Kind: keys.Fullscreen, Bindings: []keys.Binding{keys.NewMoves().Back}}
}

// Keys implements tui.Screen.
func (s *forgotten) Keys() keys.Context { return forgottenKeys() }

// Update implements tui.Screen.
func (s *forgotten) Update(tea.Msg) (tui.Action, tea.Cmd) { return tui.Pass{}, nil }

// View implements tui.Screen.
func (s *forgotten) View(window frame.Size) (frame.Parts, *field.Point) {
	w := s.w()
	p := frame.Parts{Title: frame.Line{Left: w.T("unlock.forgotten.title")}}
	who := w.T("unlock.forgotten.team")
	if s.alone {
		who = w.T("unlock.forgotten.alone")
	}
	p.Body = page(window.Width, "", w.T("unlock.forgotten.nobody"), "", who, "", w.T("unlock.forgotten.try"), "", w.T("unlock.forgotten.without"))
	return p, nil
}
