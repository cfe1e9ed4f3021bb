package opening

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// The four steps of a new vault.
const (
	stepWho = iota
	stepWords
	stepShow
	stepBack
	steps
)

// founding is a new vault in four steps. What was typed stays when the user goes
// a step back.
type founding struct {
	*gate
	at       door.Situation
	new      door.Founding
	proposal string
	step     int
	forms    [steps]*field.Form
	words    *field.Secret
	again    *field.Secret
	qr       bool
	job      *job
	err      error
}

func newFounding(g *gate, s door.Situation) (*founding, error) {
	n, err := g.door.Found()
	if err != nil {
		return nil, err
	}
	f := &founding{gate: g, at: s, new: n, words: field.NewSecret(), again: field.NewSecret()}
	if f.proposal, err = g.door.Propose(); err != nil {
		return nil, err
	}
	w := g.w()
	full := w.T("found.full")
	var roles []field.Option
	for _, r := range cases.MemberRoles() {
		if r != cases.MemberKoordinator { // whoever makes the vault is that besides
			roles = append(roles, field.Option{ID: string(r), Label: w.T("domain.member." + string(r))})
		}
	}
	f.forms[stepWho] = field.NewForm(full,
		&field.Entry{ID: "name", Label: w.T("found.name"), Field: field.NewLine("")},
		&field.Entry{ID: "roles", Label: w.T("found.roles"), Field: field.NewChoices(roles...)},
		&field.Entry{ID: "team", Label: w.T("found.team"), Field: field.NewLine(""), After: w.T("found.optional")},
	)
	keep := field.NewYesNo(w.T("found.yes"), w.T("common.yes.key"), w.T("found.no"), w.T("common.no.key"))
	keep.SetValues("ja")
	f.forms[stepWords] = field.NewForm(full,
		&field.Entry{ID: "words", Label: w.T("found.words"), Field: f.words},
		&field.Entry{ID: "again", Label: w.T("found.again"), Field: f.again, Hidden: true},
		&field.Entry{ID: "keep", Label: w.T("found.keep"), Field: keep},
	)
	f.forms[stepShow] = field.NewForm(full,
		&field.Entry{ID: "holders", Label: w.T("found.holders"), Field: field.NewLine("")},
		&field.Entry{ID: "place", Label: w.T("found.place"), Field: field.NewLine("")},
	)
	f.forms[stepBack] = field.NewForm(full, &field.Entry{ID: "typed", Label: w.T("found.typed"), Field: field.NewLine("")})
	return f, nil
}

func foundingKeys(kind keys.Kind, step int) keys.Context {
	m := keys.NewMoves()
	b := []keys.Binding{m.Next, m.Open.With("welcome.key.on")}
	switch step {
	case stepWords:
		b = append(b, keys.NewEverywhere().Reveal, keys.Binding{ID: "another", Keys: []string{"f5", "ctrl+t"}, Label: "found.key.another"})
	case stepShow:
		b = []keys.Binding{m.Next, {ID: "reveal", Keys: []string{"f4", "ctrl+r"}, Label: "found.key.qr"}, m.Open.With("found.key.written")}
	case stepBack:
		b = []keys.Binding{m.Open.With("found.key.make")}
	}
	return keys.Context{Name: "found.context", Kind: kind, Bindings: append(b, m.Back)}
}

// Keys implements tui.Screen.
func (s *founding) Keys() keys.Context { return foundingKeys(s.forms[s.step].Kind(), s.step) }

// Update implements tui.Screen.
func (s *founding) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
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
	if s.job != nil {
		return nil, nil
	}
	form := s.forms[s.step]
	press, isKey := msg.(tea.KeyPressMsg)
	if isKey {
		b, _ := keys.Find(press, s.Keys().Bindings)
		switch {
		case b.ID == "another":
			if p, err := s.door.Propose(); err == nil {
				s.proposal = p
			}
			return nil, nil
		case b.ID == "reveal" && s.step == stepShow:
			s.qr = !s.qr
			return nil, nil
		case b.ID == "back":
			return s.back()
		}
	}
	if form.Update(msg) {
		s.err = nil
		for _, id := range []string{"name", "roles", "words", "again", "typed"} {
			if e := form.Entry(id); e != nil {
				e.Error = ""
			}
		}
		if s.step == stepWords {
			s.own()
		}
		return nil, nil
	}
	if isKey && keys.Name(press) == "enter" {
		return s.on()
	}
	return tui.Pass{}, nil
}

// own asks for a passphrase twice that is not the one shown.
func (s *founding) own() {
	b := s.words.Bytes()
	defer clear(b)
	e := s.forms[stepWords].Entry("again")
	e.Hidden = strings.HasPrefix(s.proposal, string(b))
}

// back goes a step back, or asks before the vault is given up.
func (s *founding) back() (tui.Action, tea.Cmd) {
	s.err = nil
	if s.step > stepWho {
		s.step--
		return nil, nil
	}
	if s.text(stepWho, "name") == "" {
		s.new.Forget()
		return tui.Back{}, nil
	}
	w := s.w()
	return tui.Ask{Dialog: tui.Confirm(s.env, w.T("found.leave.title"), w.T("found.leave.text"), func() (tui.Action, tea.Cmd) {
		s.new.Forget()
		return tui.Back{}, nil
	})}, nil
}

func (s *founding) text(step int, id string) string {
	return strings.TrimSpace(s.forms[step].Entry(id).Field.(*field.Line).Value())
}

func (s *founding) roles() []cases.MemberRole {
	var out []cases.MemberRole
	for _, id := range s.forms[stepWho].Entry("roles").Field.(*field.Choice).Values() {
		out = append(out, cases.MemberRole(id))
	}
	return out
}

func (s *founding) keep() bool {
	return s.forms[stepWords].Entry("keep").Field.(*field.Choice).Value() != "nej"
}

// on goes to the next step, if this one is done.
func (s *founding) on() (tui.Action, tea.Cmd) {
	w, form := s.w(), s.forms[s.step]
	switch s.step {
	case stepWho:
		if s.text(stepWho, "name") == "" {
			form.Entry("name").Error = w.T("say.field.needed")
		}
		if len(s.roles()) == 0 {
			form.Entry("roles").Error = w.T("found.roles.needed")
		}
	case stepWords:
		b, c := s.words.Bytes(), s.again.Bytes()
		switch err := s.door.Weak(string(b), s.keep()); {
		case err != nil && s.keep():
			form.Entry("words").Error = w.T("found.weak")
		case err != nil:
			form.Entry("words").Error = w.T("found.weak.four")
		case !form.Entry("again").Hidden && !slices.Equal(b, c):
			form.Entry("again").Error = w.T("found.differ")
		case form.Entry("again").Hidden && string(b) != s.proposal:
			form.Entry("words").Error = w.T("found.unfinished")
		}
		clear(b)
		clear(c)
	case stepBack:
		if !s.right() {
			form.Entry("typed").Error = w.T("found.typo")
			return nil, nil
		}
		return s.make()
	}
	if form.FocusError() {
		return nil, nil
	}
	s.qr = false
	s.step++
	return nil, nil
}

func (s *founding) right() bool {
	m := s.new.Match(s.text(stepBack, "typed"))
	return len(m) > 0 && !slices.Contains(m, false)
}

// make makes the vault.
func (s *founding) make() (tui.Action, tea.Cmd) {
	form := door.Form{
		Name: s.text(stepWho, "name"), Team: s.text(stepWho, "team"), Roles: s.roles(), Passphrase: s.words.Bytes(),
		KeyInVault: s.keep(), Holders: s.text(stepShow, "holders"), Place: s.text(stepShow, "place"),
	}
	typed := s.text(stepBack, "typed")
	var cmd tea.Cmd
	s.job, cmd = start(func(ctx context.Context, p door.Progress) (cases.Store, error) {
		return s.new.Finish(ctx, form, typed, p)
	})
	return nil, cmd
}

// View implements tui.Screen.
func (s *founding) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st := s.w(), s.env.Styles
	names := [steps]string{"found.step.who", "found.step.words", "found.step.show", "found.step.back"}
	p := frame.Parts{
		Title: frame.Line{Left: w.T("found.title", s.step+1, steps, w.T(names[s.step]))},
		State: []frame.Line{{Left: w.T("found.state")}},
	}
	if s.step == stepShow {
		p.Title.Right = w.T("found.once")
	}
	var body []string
	add := func(keys ...string) {
		for _, k := range keys {
			body = append(body, page(window.Width, w.T(k))...)
		}
	}
	switch s.step {
	case stepWho:
		add("found.who.text")
	case stepWords:
		add("found.words.text")
		body = append(body, "", "     "+st.Strong.Render(s.proposal), "")
		add("found.words.own")
	case stepShow:
		if s.qr {
			for _, row := range s.new.QR() {
				body = append(body, "  "+st.Strong.Render(row))
			}
			p.Min = frame.Size{Width: 50, Height: 30}
			p.TooSmall = w.T("found.qr.small")
			p.Body = body
			return p, nil
		}
		add("found.show.text")
		body = append(body, s.groups(st.Strong.Render)...)
		add("found.show.letters")
	case stepBack:
		add("found.back.text")
		body = append(body, "", s.matched(), "")
	}
	body = append(body, "")
	if s.job != nil {
		p.Body = append(body, s.job.line(w, st))
		return p, nil
	}
	if s.err != nil {
		text := desk.Sentence(w, s.err)
		if errors.Is(s.err, door.ErrTypo) {
			text = w.T("found.typo")
		}
		for _, l := range page(window.Width, "! "+text) {
			body = append(body, st.Error.Render(l))
		}
	}
	room := p.Room(window)
	lines, at := s.forms[s.step].View(frame.Size{Width: window.Width, Height: max(3, room.Height-len(body))}, st)
	if over := len(body) + len(lines) - room.Height; over > 0 && over <= len(body) {
		body = body[over:] // the fields stay in a low window
	}
	var cursor *field.Point
	if at != nil {
		cursor = &field.Point{X: at.X, Y: at.Y + len(body)}
	}
	p.Body = append(body, lines...)
	if s.step == stepShow && len(p.Body)+2 <= room.Height {
		p.Body = append(p.Body, "")
		p.Body = append(p.Body, page(window.Width, w.T("found.show.kept"))...)
	}
	return p, cursor
}

// groups draws the nødnøgle in three columns, numbered downwards.
func (s *founding) groups(strong func(...string) string) []string {
	g := s.new.Groups()
	const perColumn = 3
	out := []string{""}
	for row := range perColumn {
		line := "      "
		for i := row; i < len(g); i += perColumn {
			line += strong(frame.Fit("  "+string(rune('1'+i))+"  "+g[i], 19))
		}
		out = append(out, line)
	}
	return append(out, "")
}

// matched says group by group whether what was typed back is right.
func (s *founding) matched() string {
	w, st := s.w(), s.env.Styles
	typed := len(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, s.text(stepBack, "typed")))
	line := "    "
	for i, ok := range s.new.Match(s.text(stepBack, "typed")) {
		mark, style := "·", st.Muted
		switch {
		case ok:
			mark, style = w.T("found.right"), st.Good
		case typed >= 8*(i+1):
			mark, style = w.T("found.wrong"), st.Error
		}
		line += style.Render(" " + string(rune('1'+i)) + " " + mark + " ")
	}
	return line
}
