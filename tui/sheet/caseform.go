package sheet

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// EntryField is the field of a draft that says what of the case it is about.
const EntryField = "entry"

// ErrIncomplete means that what made the case is not here yet, so that nobody
// knows its kind.
var ErrIncomplete = errors.New("the case is incomplete")

// CaseForm is a form about a case or a thing of it: it comes back with what was
// half typed of the same, and says why it cannot be used where it cannot.
type CaseForm struct {
	*On
	// Thing is what of the case it is about, "" for nothing or for something new.
	Thing cases.EntryID
	// Trouble is why the form cannot be used, nil where it can.
	Trouble error

	kind    string
	show    func() error
	resume  func(cases.Draft) tui.Screen
	drafted bool         // it was opened to go on with a draft
	typed   bool         // something was typed before the case was there
	other   *cases.Draft // a draft of the same that was left alone
}

// CaseSettings are what makes a CaseForm.
type CaseSettings struct {
	Kind  string // how its drafts are named, "" where it keeps none
	ID    string // the case's
	Thing cases.EntryID
	Extra map[string]string // goes into the fields of its drafts
	Draft *cases.Draft      // to go on with, nil for none
	Name  string            // word key of the help's heading
	Title string            // word key
	// Show puts what the case says into the form; its error says why the form
	// cannot be used.
	Show func() error
	// Resume makes the form of another draft of the same.
	Resume func(cases.Draft) tui.Screen
}

// NewCaseForm makes a form of a sheet.
func NewCaseForm(s *Sheet, o CaseSettings) *CaseForm {
	f := &CaseForm{Thing: o.Thing, kind: o.Kind, show: o.Show, resume: o.Resume, drafted: o.Draft != nil}
	f.On = OnCase(s, o.ID, o.Draft, f.fill)
	s.Name = o.Name
	s.Title = func() string { return f.Head(s.Desk.W().T(o.Title)) }
	s.Actions = f.Others
	if o.Kind != "" {
		s.Draft = func() cases.Draft { return f.About(o.Kind)() }
		s.Extra = map[string]string{EntryField: string(o.Thing)}
		for k, v := range o.Extra {
			s.Extra[k] = v
		}
	}
	return f
}

// fill shows what the case says, and keeps why it cannot be changed.
func (f *CaseForm) fill() error {
	if f.Case.ReadOnly {
		f.Trouble = cases.ErrReadOnly
	} else {
		f.Trouble = f.show()
	}
	return f.Trouble
}

// opened is the case that was asked for, with a draft of the same form.
type opened struct {
	desk.Loaded
	draft *cases.Draft
}

// Start implements [tui.Starter].
func (f *CaseForm) Start() tea.Cmd {
	load, store, kind, id, entry := f.Desk.Load(f.ID), f.Desk.Store, f.kind, f.ID, string(f.Thing)
	look := kind != "" && !f.drafted
	return func() tea.Msg {
		got, _ := load().(desk.Loaded)
		out := opened{Loaded: got}
		if got.Err != nil || !look {
			return out
		}
		all, err := store.Drafts(context.Background())
		if err != nil {
			return out // the list of drafts says why
		}
		for i, d := range all {
			if d.Form == kind && d.Case == id && d.Fields[EntryField] == entry && (out.draft == nil || d.Changed.After(out.draft.Changed)) {
				out.draft = &all[i]
			}
		}
		return out
	}
}

// Update implements [tui.Screen].
func (f *CaseForm) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case opened:
		return f.onOpened(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if f.Trouble != nil {
			return tui.Pass{}, nil
		}
		f.typed = f.typed || f.Case == nil
	}
	return f.On.Update(msg)
}

// onOpened fills the form. What was half typed of the same comes back, unless
// something else has been begun.
func (f *CaseForm) onOpened(msg opened) (tui.Action, tea.Cmd) {
	if msg.Err != nil {
		f.Trouble = msg.Err
		return nil, nil
	}
	back := false
	switch {
	case msg.draft == nil:
	case f.typed:
		f.other = msg.draft
	default:
		f.On, back = OnCase(f.Sheet, f.ID, msg.draft, f.fill), true
	}
	action, cmd := f.On.Update(msg.Loaded)
	if f.Trouble != nil {
		return nil, nil // it stands on the screen
	}
	if back {
		return tui.All{action, tui.Say{Text: f.Desk.W().T("contact.draft.back", f.Desk.Stamp(msg.draft.Changed))}}, cmd
	}
	return action, cmd
}

// Others are the draft of the same that was left alone, to go on with.
func (f *CaseForm) Others() []tui.Command {
	if f.other == nil || f.resume == nil {
		return nil
	}
	draft := *f.other
	return []tui.Command{{Label: f.Desk.W().T("contact.draft.other", f.Desk.Stamp(draft.Changed)), Run: func() (tui.Action, tea.Cmd) {
		return tui.Replace{Screen: f.resume(draft)}, nil // what is here now becomes a draft of its own
	}}}
}

// Keys implements [tui.Screen].
func (f *CaseForm) Keys() keys.Context {
	if f.Trouble != nil {
		return Blocked(f.Name)
	}
	c := f.On.Keys()
	if f.Label != "" {
		c.Bindings[0].More = f.Label // the help says what Ctrl+S does here
	}
	return c
}

// Blocked are the keys of a form that cannot be used.
func Blocked(name string) keys.Context {
	return keys.Context{Name: name, Kind: keys.List, Bindings: []keys.Binding{keys.NewMoves().Back}}
}

// View implements [tui.Screen].
func (f *CaseForm) View(window frame.Size) (frame.Parts, *field.Point) {
	if f.Trouble == nil {
		return f.On.View(window)
	}
	p := frame.Parts{Title: frame.Line{Left: f.Title()}, State: []frame.Line{f.Desk.SavedLine()}}
	text := f.Desk.Sentence(f.Trouble)
	if errors.Is(f.Trouble, ErrIncomplete) {
		text = f.Desk.W().T("forms.incomplete")
	}
	for _, l := range frame.Wrap(text, max(1, window.Width-2)) {
		p.Body = append(p.Body, " "+l)
	}
	return p, nil
}

// Said gives what follows a save: a sentence, and back.
func (f *CaseForm) Said(sentence func() string) func(desk.Saved) tui.Action {
	return func(out desk.Saved) tui.Action {
		return tui.All{f.Desk.Done(out, sentence()), tui.Back{}}
	}
}

// Together makes one write of several; those that change nothing are left out.
// Errors: cases.ErrNothingToDo where none does, else theirs.
func Together(builds ...func() (cases.Write, error)) ([]cases.Write, error) {
	var out cases.Write
	var wrong []error
	for _, build := range builds {
		w, err := build()
		switch {
		case err == nil:
			out.Case = w.Case
			out.Changes = append(out.Changes, w.Changes...)
		case !errors.Is(err, cases.ErrNothingToDo):
			wrong = append(wrong, err)
		}
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	if len(out.Changes) == 0 {
		return nil, cases.ErrNothingToDo
	}
	return []cases.Write{out}, nil
}
