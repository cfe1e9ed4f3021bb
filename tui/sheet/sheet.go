// Package sheet is what every screen that one writes on shares: a form, Ctrl+S,
// and a sealed draft of what is half typed.
//
// A screen makes a Sheet from its entries, sets what it is about, and embeds it.
// The Sheet then is the screen: it gives keys to the form, puts the draft away
// at most two seconds after a key and before the screen goes, saves outside the
// program's loop, shows at each field what is wrong with it, and goes back when
// everything is durable. When a save fails, everything typed stays, and the
// sentence says why. The draft goes only after a durable save, or when nothing
// is left of what was typed.
package sheet

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// Work does what the form says. It runs outside the program's loop and must not
// look at the form.
type Work func(context.Context) desk.Saved

// Sheet is a form on the screen. Name, Title and Write must be set.
type Sheet struct {
	Desk *desk.Desk
	Form *field.Form
	// Name is the word key that names the screen in the help.
	Name string
	// Title is the left side of the title line.
	Title func() string
	// Lead stands above the form, a paragraph a string; the most needed first,
	// since a low window shows no more. The help shows all of it.
	Lead []string
	// More is what only the help says.
	More []string
	// Hints are what the state line says while a field has the cursor.
	Hints map[string]string
	// Notice is a line that stands in the state line before the hint; nil is none.
	Notice func() string
	// Entries gives the ID of the entry in which a field of package cases is
	// typed, where they are not called the same.
	Entries map[string]string
	// Changed is called when a value or the place of the cursor may have changed.
	Changed func()
	// Slight are entries that alone make no draft, such as the choice of a case.
	Slight []string
	// Write reads the form and gives what saving is to do. What is wrong it says in
	// the entries' Error, and then false.
	Write func() (Work, bool)
	// Saved is what follows when all is durable; nil says "Gemt." and goes back.
	Saved func(desk.Saved) tui.Action
	// Refused is what follows a save that failed, nil where the sentence of its error
	// is enough; what was typed stays.
	Refused func(error) tui.Action
	// Label is the word key of what Ctrl+S does, "" for "gem". EnterSaves lets
	// Enter in the last field do it too.
	Label      string
	EnterSaves bool
	// Draft is what a draft says beside the fields; nil keeps none. Extra goes into
	// its fields.
	Draft func() cases.Draft
	Extra map[string]string
	// Actions are what has no key, for the list of all commands.
	Actions func() []tui.Command

	entries       []*field.Entry
	pristine      map[string]string
	dirty         bool
	dirtyRevision int

	keeper       *keeper
	state        int
	waiting      bool // the time until a draft is due runs
	putting      bool // a draft is being written
	restored     bool
	keptRevision int
	keptCursor   string
	keptAt       time.Time
	shownKept    bool
	keptErr      error

	saving bool
	queue  []tea.Msg
	closed bool // saved, or thrown away: no draft any more
}

// New makes a sheet of entries with the cursor in the first. full is the
// sentence for a text that has no room, "" for the usual one.
func New(d *desk.Desk, full string, entries ...*field.Entry) *Sheet {
	if full == "" {
		full = d.W().T("sheet.full")
	}
	s := &Sheet{Desk: d, Form: field.NewForm(full, entries...), entries: entries, keeper: &keeper{store: d.Store}}
	s.Pristine()
	s.Refresh()
	return s
}

// saved is what a save came to.
type saved struct{ desk.Saved }

// Update implements [tui.Screen].
func (s *Sheet) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case due:
		return nil, s.onDue()
	case kept:
		return nil, s.onKept(msg)
	case saved:
		return s.onSaved(msg.Saved)
	case tea.PasteMsg:
		return s.input(msg)
	case tea.KeyPressMsg:
		return s.input(msg)
	}
	return nil, nil
}

// input takes a key press or a paste.
func (s *Sheet) input(msg tea.Msg) (tui.Action, tea.Cmd) {
	if s.closed {
		return nil, nil
	}
	if s.saving {
		// It is given to the form if the save fails, else it was meant for what comes
		// after.
		s.queue = append(s.queue, msg)
		return nil, nil
	}
	press, isKey := msg.(tea.KeyPressMsg)
	everywhere, moves := keys.NewEverywhere(), keys.NewMoves()
	if isKey && everywhere.Save.Matches(press) {
		return s.Save()
	}
	id := s.Form.Focused()
	before := 0
	if e := s.Form.Entry(id); e != nil {
		before = e.Field.Revision()
	}
	if s.Form.Update(msg) {
		if e := s.Form.Entry(id); e != nil && e.Field.Revision() != before {
			e.Error = ""
		}
		s.Refresh()
		return nil, s.wait(draftAfter)
	}
	if !isKey {
		return nil, nil
	}
	switch {
	case moves.Back.Matches(press):
		return s.leave()
	case moves.Open.Matches(press) && s.EnterSaves:
		return s.Save()
	case moves.Open.Matches(press):
		return tui.Say{Text: s.Desk.W().T("sheet.enter")}, nil
	}
	return tui.Pass{}, nil
}

// Entry gives the entry of an ID, nil if there is none.
func (s *Sheet) Entry(id string) *field.Entry { return s.Form.Entry(id) }

// Refresh brings what stands beside the fields up to date.
func (s *Sheet) Refresh() {
	for _, e := range s.entries {
		if f, ok := e.Field.(interface{ After() string }); ok {
			e.After = f.After()
		}
	}
	if s.Changed != nil {
		s.Changed()
	}
}

// leave goes back: the draft stays, and where there is none it asks.
func (s *Sheet) leave() (tui.Action, tea.Cmd) {
	w := s.Desk.W()
	switch {
	case !s.Dirty():
		return tui.Back{}, nil
	case s.Draft != nil:
		return tui.Back{Say: w.T("sheet.draft.stays")}, nil
	}
	return tui.Ask{Dialog: tui.Confirm(s.Desk.Env, w.T("sheet.leave.title"), w.T("sheet.leave.text"), func() (tui.Action, tea.Cmd) {
		return tui.Back{}, nil
	})}, nil
}

// Save does what Ctrl+S does.
func (s *Sheet) Save() (tui.Action, tea.Cmd) {
	if s.saving || s.closed {
		return nil, nil
	}
	for _, e := range s.entries {
		e.Error = ""
	}
	work, ok := s.Write()
	if !ok {
		return s.wrong()
	}
	s.saving = true
	k := s.keeper
	return nil, func() tea.Msg {
		var out desk.Saved
		k.while(func() bool {
			out = work(context.Background())
			return out.Err == nil || errors.Is(out.Err, cases.ErrNothingToDo)
		})
		return saved{out}
	}
}

// wrong puts the cursor where something is wrong and says what.
func (s *Sheet) wrong() (tui.Action, tea.Cmd) {
	for _, e := range s.entries {
		if e.Error != "" {
			s.Form.Focus(e.ID)
			s.Refresh()
			return tui.Say{Text: s.says(e), Error: true}, nil
		}
	}
	return nil, nil
}

// says is what is wrong with a field, by its name: its label without the hint at
// the far end of it.
func (s *Sheet) says(e *field.Entry) string {
	w := s.Desk.W()
	label, _, _ := strings.Cut(strings.TrimSpace(ansi.Strip(e.Label)), "   ")
	if strings.HasSuffix(label, "?") {
		return w.T("sheet.wrong.question", label, e.Error)
	}
	return w.T("sheet.wrong", label, e.Error)
}

// onSaved goes back, or says why not and goes on with what was typed meanwhile.
func (s *Sheet) onSaved(out desk.Saved) (tui.Action, tea.Cmd) {
	s.saving = false
	queue := s.queue
	s.queue = nil
	switch {
	case out.Err == nil:
		s.closed = true
		if s.Saved != nil {
			return s.Saved(out), nil
		}
		return tui.All{s.Desk.Done(out, ""), tui.Back{}}, nil
	case errors.Is(out.Err, cases.ErrNothingToDo):
		s.closed = true
		return tui.Back{Say: s.Desk.Sentence(out.Err)}, nil
	}
	known := false
	for _, fe := range cases.FieldErrors(out.Err) {
		id, ok := s.Entries[fe.Field]
		if !ok {
			id = fe.Field
		}
		if e := s.Form.Entry(id); e != nil && e.Error == "" {
			e.Error = s.Desk.Sentence(fe.Err)
			known = true
		}
	}
	action, cmd := tui.Action(tui.Say{Text: s.Desk.Sentence(out.Err), Error: true}), tea.Cmd(nil)
	if known {
		action, cmd = s.wrong()
	}
	if s.Refused != nil {
		if more := s.Refused(out.Err); more != nil {
			action = more
		}
	}
	all, cmds := tui.All{action}, []tea.Cmd{cmd, s.wait(draftAfter)}
	for _, msg := range queue {
		if press, ok := msg.(tea.KeyPressMsg); ok && keys.NewEverywhere().Save.Matches(press) {
			continue // pressed twice
		}
		action, cmd := s.input(msg)
		if _, pass := action.(tui.Pass); action != nil && !pass {
			all = append(all, action)
		}
		cmds = append(cmds, cmd)
	}
	return all, tea.Batch(cmds...)
}

// Writes makes the work of saving what build makes.
func (s *Sheet) Writes(build func(context.Context) ([]cases.Write, error)) Work {
	store := s.Desk.Store
	return func(ctx context.Context) desk.Saved {
		writes, err := build(ctx)
		if err != nil {
			return desk.Saved{Err: err}
		}
		out, err := store.Save(ctx, writes...)
		return desk.Saved{Writes: writes, IDs: out.Entries, Err: err}
	}
}

// Fail marks an entry as wrong.
func (s *Sheet) Fail(id string, err error) {
	if e := s.Form.Entry(id); e != nil && e.Error == "" {
		e.Error = s.Desk.Sentence(err)
	}
}

// Ok says whether no entry is marked as wrong.
func (s *Sheet) Ok() bool {
	for _, e := range s.entries {
		if e.Error != "" {
			return false
		}
	}
	return true
}

// Keys implements [tui.Screen].
func (s *Sheet) Keys() keys.Context {
	save := keys.NewEverywhere().Save
	if s.Label != "" {
		save = save.With(s.Label)
	}
	c := contextOf(s.Name, s.Form.Kind(), save, s.Draft != nil)
	if e := s.Form.Entry(s.Form.Focused()); e != nil {
		if choice, ok := e.Field.(*field.Choice); ok {
			c.Extra = choice.Hints()
		}
	}
	return c
}

func contextOf(name string, kind keys.Kind, save keys.Binding, draft bool) keys.Context {
	m := keys.NewMoves()
	back := m.Back
	if draft {
		back = back.With("sheet.back")
	}
	c := keys.Context{Name: name, Kind: kind, Bindings: []keys.Binding{save, m.Next.With("sheet.next"), back}}
	if kind == keys.Field {
		open := m.Open.With("sheet.onward")
		open.Quiet = true
		c.Bindings = append(c.Bindings, open, m.Up, m.Down)
	}
	return c
}

// Contexts lists the keys of a sheet, for the check of all keys.
func Contexts() []keys.Context {
	var all []keys.Context
	for _, kind := range []keys.Kind{keys.Text, keys.Field, keys.Choice} {
		all = append(all, contextOf("sheet.name", kind, keys.NewEverywhere().Save, true))
	}
	return all
}

// Explain implements [tui.Explainer].
func (s *Sheet) Explain() []string { return append(append([]string{}, s.Lead...), s.More...) }

// Commands implements [tui.Commander].
func (s *Sheet) Commands() []tui.Command {
	var all []tui.Command
	if s.Actions != nil {
		all = s.Actions()
	}
	if s.Draft != nil && s.Dirty() {
		w := s.Desk.W()
		all = append(all, tui.Command{Label: w.T("sheet.draft.drop"), Run: func() (tui.Action, tea.Cmd) {
			return tui.Ask{Dialog: tui.Confirm(s.Desk.Env, w.T("sheet.draft.drop.title"), w.T("sheet.draft.drop.text"), s.dropDraft)}, nil
		}})
	}
	return all
}

// dropDraft throws the draft away and goes back.
func (s *Sheet) dropDraft() (tui.Action, tea.Cmd) {
	s.closed = true
	k := s.keeper
	return tui.Back{Say: s.Desk.W().T("sheet.draft.dropped")}, func() tea.Msg {
		k.while(func() bool { return true })
		return nil
	}
}

// View implements [tui.Screen].
func (s *Sheet) View(window frame.Size) (frame.Parts, *field.Point) {
	parts := frame.Parts{Title: frame.Line{Left: s.Title(), Right: s.status()}, State: s.stateLines(window)}
	room := parts.Room(window)
	lead := s.lead(room)
	body, cursor := s.Form.View(frame.Size{Width: room.Width, Height: max(0, room.Height-len(lead))}, s.Desk.Env.Styles)
	parts.Body = append(lead, body...)
	if cursor != nil {
		cursor.Y += len(lead)
	}
	return parts, cursor
}

// leastForm is how many lines a form keeps in a low window.
const leastForm = 5

// lead draws the paragraphs above the form.
func (s *Sheet) lead(room frame.Size) []string {
	var lines []string
	for _, p := range s.Lead {
		for _, l := range frame.Wrap(frame.Clean(p), max(1, room.Width-2)) {
			lines = append(lines, " "+l)
		}
		lines = append(lines, "")
	}
	if most := max(0, room.Height-leastForm); len(lines) > most {
		lines = lines[:most]
	}
	return lines
}

// low is the height from which the state line has room for more than the most
// needed, in lines.
const low = 18

// stateLines are the notice and the hint of the field with the cursor. A low
// window has room for one of them: what went wrong, the notice where it is about
// what is being typed, else the hint.
func (s *Sheet) stateLines(window frame.Size) []frame.Line {
	w := s.Desk.W()
	notice, hint := "", s.Hints[s.Form.Focused()]
	if s.Notice != nil {
		notice = s.Notice()
	}
	switch {
	case s.saving:
		hint = w.T("sheet.saving")
	case s.keptErr != nil:
		hint = w.T("sheet.draft.unkept", s.Desk.Sentence(s.keptErr))
	}
	if window.Height < low {
		if s.saving || s.keptErr != nil || s.Form.Kind() != keys.Text {
			notice = ""
		} else {
			hint = ""
		}
	}
	var lines []frame.Line
	add := func(text string, style func(...string) string) {
		for _, l := range frame.Wrap(frame.Clean(text), max(1, window.Width-2)) {
			if len(lines) < 3 {
				lines = append(lines, frame.Line{Left: style(l)})
			}
		}
	}
	add(notice, s.Desk.Env.Styles.Warning.Render)
	add(hint, s.Desk.Env.Styles.State.Render)
	if len(lines) == 0 {
		lines = []frame.Line{{Left: w.T("sheet.nothing.saved"), Right: s.Desk.LocksIn()}}
	}
	return lines
}

// status says what of the form is put away where.
func (s *Sheet) status() string {
	if s.Draft == nil || !s.shownKept {
		return ""
	}
	w := s.Desk.W()
	if s.keptErr != nil {
		return w.T("sheet.draft.not")
	}
	now := s.Desk.Now()
	at := s.keptAt.In(now.Location())
	if calendar.Of(at) != calendar.Of(now) {
		return w.T("sheet.draft.from", s.Desk.ShortDay(calendar.Of(at))+" "+w.At(at.Hour(), at.Minute()))
	}
	return w.T("sheet.draft.kept", w.At(at.Hour(), at.Minute()))
}
