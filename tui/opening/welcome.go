package opening

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// welcome is the first screen on a computer without a vault.
type welcome struct {
	*gate
	at     door.Situation
	asked  int  // what lies on this computer
	wait   bool // for the answer to that, after a key
	chosen int
	folder *field.Form // open while the folder is being changed
	job    *job
	// moved says that the language was chosen here: the new vault keeps it.
	moved bool
	err   error
}

func newWelcome(g *gate, s door.Situation) *welcome { return &welcome{gate: g, at: s} }

// way is one of the four ways in, in the order of their digits.
type way struct{ label, more string }

func ways() []way {
	return []way{
		{"welcome.way.demo", "welcome.way.demo.more"}, {"welcome.way.join", "welcome.way.join.more"},
		{"welcome.way.found", "welcome.way.found.more"}, {"welcome.way.again", "welcome.way.again.more"},
	}
}

func welcomeKeys(typing bool) keys.Context {
	m := keys.NewMoves()
	if typing {
		return keys.Context{Name: "welcome.context", Kind: keys.Field, Bindings: []keys.Binding{
			m.Open.With("welcome.key.use"), m.Back,
		}}
	}
	o := keys.NewOutside()
	return keys.Context{Name: "welcome.context", Kind: keys.Fullscreen, Bindings: []keys.Binding{
		{ID: "choose", Keys: []string{"1", "2", "3", "4"}, Label: "welcome.key.choose", Quiet: true},
		m.Up, m.Down, m.Open.With("welcome.key.on"),
		{ID: "language", Keys: []string{"e"}, Label: "welcome.key.language"},
		keys.NewLetters().Edit.With("welcome.key.folder"), o.Quit.With("keys.quit"), o.Help,
	}}
}

// Keys implements tui.Screen.
func (s *welcome) Keys() keys.Context {
	if s.job != nil {
		return workingKeys(true)
	}
	return welcomeKeys(s.folder != nil)
}

// Update implements tui.Screen.
func (s *welcome) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case tui.Shown: // a screen above may have chosen another folder
		return nil, s.ask("")
	case looked:
		return s.answer(msg)
	case begun:
		s.wait = false
		if msg.err != nil {
			s.err = msg.err
			return nil, nil
		}
		return tui.Push{Screen: newFounding(s.gate, s.at, msg, s.moved)}, nil
	}
	if own(msg) {
		return s.worked(msg)
	}
	if s.job != nil {
		s.job.stop(msg)
		return nil, nil
	}
	if s.wait {
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
	case "up":
		s.chosen = (s.chosen + len(ways()) - 1) % len(ways())
	case "down":
		s.chosen = (s.chosen + 1) % len(ways())
	case "1", "2", "3", "4":
		s.chosen = int(name[0] - '1')
		return s.choose()
	case "enter":
		return s.choose()
	case "r":
		s.folder = folderForm(s.w(), s.at.Dir)
	case "e":
		s.otherLanguage()
		s.moved = true
	case "q":
		return tui.AskQuit(s.env), nil
	default:
		return tui.Pass{}, nil
	}
	return nil, nil
}

// folderForm asks for a folder.
func folderForm(w *words.Words, dir string) *field.Form {
	return field.NewForm(w.T("welcome.folder.full"), &field.Entry{ID: "dir", Label: w.T("welcome.where"), Field: field.NewLine(dir)})
}

// typed is the folder that stands in a form; an empty one is an error there.
func typed(w *words.Words, form *field.Form) string {
	e := form.Entry("dir")
	dir := strings.TrimSpace(e.Field.(*field.Line).Value())
	e.Error = ""
	if dir == "" {
		e.Error = w.T("say.field.needed")
	}
	return dir
}

// ask looks again, in another folder where dir is not empty.
func (s *welcome) ask(dir string) tea.Cmd {
	s.asked++
	return s.look(dir, s.asked)
}

// answer takes what lies on this computer.
func (s *welcome) answer(msg looked) (tui.Action, tea.Cmd) {
	if msg.asked != s.asked {
		return nil, nil
	}
	s.at = msg.at
	if !s.wait { // nobody asked: the screen came back
		return nil, nil
	}
	s.wait, s.folder = false, nil
	switch s.at.State {
	case door.Sealed, door.Plain, door.NoKey:
		return tui.Push{Screen: newUnlock(s.gate, s.at)}, nil
	case door.Trouble:
		s.err = s.at.Err
	}
	return nil, nil
}

// worked takes what the demo comes to.
func (s *welcome) worked(msg tea.Msg) (tui.Action, tea.Cmd) {
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

// typing is Update while the folder is being changed.
func (s *welcome) typing(msg tea.Msg) (tui.Action, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch keys.Name(press) {
		case "esc":
			s.folder = nil
			return nil, nil
		case "enter":
			dir := typed(s.w(), s.folder)
			if dir == "" {
				return nil, nil
			}
			s.wait = true
			return nil, s.ask(dir)
		}
	}
	if s.folder.Update(msg) {
		s.folder.Entry("dir").Error = ""
		return nil, nil
	}
	return tui.Pass{}, nil
}

// choose goes the chosen way.
func (s *welcome) choose() (tui.Action, tea.Cmd) {
	w := s.w()
	switch s.chosen {
	case 0:
		lang, moved := string(w.Language()), s.moved
		var cmd tea.Cmd
		s.job, cmd = start("welcome.demo.stage", func(ctx context.Context, p door.Progress) (cases.Store, error) {
			store, err := s.door.Demo(ctx, p)
			return keepLanguage(ctx, store, err, lang, moved)
		})
		return nil, cmd
	case 1:
		return told(s.env, w.T("welcome.way.join"), w.T("welcome.join.text")), nil
	case 2:
		switch s.at.State {
		case door.NoVault:
			s.wait = true
			return nil, begin(s.door)
		case door.Trouble:
			s.err = s.at.Err
		default:
			s.err = door.ErrTaken
		}
		return nil, nil
	default:
		return tui.Push{Screen: newAgain(s.gate, s.at)}, nil
	}
}

// keepLanguage puts the language that was chosen before a vault was open into
// its settings. Failing to is no reason to keep anybody out.
func keepLanguage(ctx context.Context, store cases.Store, err error, lang string, moved bool) (cases.Store, error) {
	if err != nil || !moved {
		return store, err
	}
	if set := store.Settings(); set.Lang != lang {
		set.Lang = lang
		_ = store.PutSettings(ctx, set)
	}
	return store, nil
}

// View implements tui.Screen.
func (s *welcome) View(window frame.Size) (frame.Parts, *field.Point) {
	w, st, width := s.w(), s.env.Styles, window.Width
	p := frame.Parts{
		Title: frame.Line{Left: tui.Title, Right: w.T("welcome.languages")},
		State: []frame.Line{{Left: w.T("welcome.state")}},
	}
	if s.folder == nil && s.job == nil {
		p.Keys, p.More = s.hints()
	}
	need := page(width, w.T("welcome.need"))
	for _, k := range []string{"welcome.need.words", "welcome.need.paper"} {
		need = append(need, "   - "+frame.Cut(w.T(k), width-6))
	}
	below, cursor := s.below(width)
	quiet := s.job == nil && s.err == nil && s.folder == nil
	parts := []part{
		blank(1), {page(width, w.T("welcome.text")), 20}, blank(21), {s.ways(width), stays},
		blank(22), {need, 10}, blank(11), {below, stays},
	}
	if quiet {
		parts = append(parts, part{s.shared(width), 30})
	}
	lines, at := stack(p.Room(window).Height, parts)
	p.Body = lines
	if cursor != nil {
		cursor = &field.Point{X: cursor.X, Y: cursor.Y + at[7]}
	}
	if s.err != nil {
		p.Body = styledFrom(p.Body, at[7], st.Error.Render)
	}
	return p, cursor
}

// hints are the key line: the digits stand together with the arrows.
func (s *welcome) hints() ([]keys.Hint, keys.Hint) {
	w := s.w()
	all := keys.Hints(w, s.Keys())
	hints := []keys.Hint{{Key: w.T("welcome.key.digits"), Label: w.T("welcome.key.choose")}}
	for _, h := range all {
		if h.Label != w.T("keys.cover") { // there is nothing to cover yet
			hints = append(hints, h)
		}
	}
	return hints, keys.More(w, s.Keys())
}

// ways draws the four ways in.
func (s *welcome) ways(width int) []string {
	w, st := s.w(), s.env.Styles
	column := 0
	for _, way := range ways() {
		column = max(column, frame.Width(w.T(way.label)))
	}
	column += 9
	var out []string
	for i, way := range ways() {
		mark, style := "  ", st.Text
		if i == s.chosen {
			mark, style = "> ", st.Strong
		}
		line := style.Render(frame.Fit(" "+mark+string(rune('1'+i))+"  "+w.T(way.label), min(column, width)))
		if room := width - column - 1; room >= frame.Width(w.T(way.more)) {
			line += st.Muted.Render(w.T(way.more))
		}
		out = append(out, line)
	}
	return out
}

// below is what stands under the ways: the folder, or what goes on with it.
func (s *welcome) below(width int) ([]string, *field.Point) {
	w, st := s.w(), s.env.Styles
	switch {
	case s.job != nil:
		return s.job.lines(w, width, st.Strong.Render), nil
	case s.err != nil:
		return page(width, "! "+sentence(w, s.err)), nil
	case s.folder != nil:
		return s.folder.View(frame.Size{Width: width - 1, Height: 2}, st)
	}
	left := " " + w.T("welcome.where") + "   "
	right := w.T("welcome.change")
	room := width - frame.Width(left) - frame.Width(right) - 4
	return []string{left + tail(frame.Clean(s.at.Dir), room-1) + "   " + st.Muted.Render(right)}, nil
}

// shared says whether others may come to see the folder's files.
func (s *welcome) shared(width int) []string {
	w, st := s.w(), s.env.Styles
	if s.at.SyncedBy != "" {
		return styled(st.Warning.Render, page(width, "! "+w.T("welcome.synced", s.at.SyncedBy)))
	}
	return styled(st.Muted.Render, page(width, w.T("welcome.notsynced")))
}

// tail shortens a path from its beginning: its end tells folders apart.
func tail(path string, width int) string {
	r := []rune(path)
	for n := frame.Width(path); n > width && len(r) > 0; {
		r = r[1:]
		path = "…" + string(r)
		n = frame.Width(path)
	}
	return path
}

// styledFrom renders the lines from a place on.
func styledFrom(lines []string, from int, style func(...string) string) []string {
	if from < 0 {
		return lines
	}
	return append(lines[:from:from], styled(style, lines[from:])...)
}
