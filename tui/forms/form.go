package forms

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
)

// entryField is the field of a draft that says what of the case it is about.
const entryField = "entry"

// errIncomplete means that what made the case is not here yet, so that nobody
// knows its kind.
var errIncomplete = errors.New("the case is incomplete")

// form is what the forms of a case share.
type form struct {
	*sheet.On
	d     *desk.Desk
	kind  string        // how its drafts are named, "" where it keeps none
	entry cases.EntryID // what of the case it is about, "" for nothing or for something new
	show  func() error

	drafted bool         // it was opened to go on with a draft
	typed   bool         // something was typed before the case was there
	other   *cases.Draft // a draft of the same that was left alone
	trouble error        // why the form cannot be used

	rows  []cases.Row
	picks []*field.Pick // fields in which another case is chosen
}

// settings are what makes one of the forms.
type settings struct {
	kind  string // see form
	id    string
	entry cases.EntryID
	draft *cases.Draft
	name  string // word key of the help's heading
	title string // word key
	// show puts what the case says into the form; its error says why the form
	// cannot be used.
	show func() error
}

// newForm makes a form of a sheet.
func newForm(d *desk.Desk, s *sheet.Sheet, o settings) *form {
	f := &form{d: d, kind: o.kind, entry: o.entry, show: o.show, drafted: o.draft != nil}
	f.On = sheet.OnCase(s, o.id, o.draft, f.fill)
	s.Name = o.name
	s.Title = func() string { return f.Head(d.W().T(o.title)) }
	s.Actions = f.actions
	if o.kind != "" {
		s.Draft = func() cases.Draft { return f.About(o.kind)() }
		s.Extra = map[string]string{entryField: string(o.entry)}
	}
	return f
}

// fill shows what the case says, and keeps why it cannot be changed.
func (f *form) fill() error {
	if f.Case.ReadOnly {
		f.trouble = cases.ErrReadOnly
	} else {
		f.trouble = f.show()
	}
	return f.trouble
}

// opened is the case that was asked for, with a draft of the same form.
type opened struct {
	desk.Loaded
	draft *cases.Draft
}

// Start implements [tui.Starter].
func (f *form) Start() tea.Cmd {
	load, store, kind, id, entry := f.d.Load(f.ID), f.d.Store, f.kind, f.ID, string(f.entry)
	look := kind != "" && !f.drafted
	open := func() tea.Msg {
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
			if d.Form == kind && d.Case == id && d.Fields[entryField] == entry && (out.draft == nil || d.Changed.After(out.draft.Changed)) {
				out.draft = &all[i]
			}
		}
		return out
	}
	if len(f.picks) == 0 {
		return open
	}
	return tea.Batch(open, f.d.LoadRows())
}

// Update implements [tui.Screen].
func (f *form) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case opened:
		return f.onOpened(msg)
	case desk.Rows:
		f.onRows(msg)
		return nil, nil
	case desk.Saved:
		return f.onUnlinked(msg), nil
	case tea.KeyPressMsg, tea.PasteMsg:
		if f.trouble != nil {
			return tui.Pass{}, nil
		}
		f.typed = f.typed || f.Case == nil
	}
	return f.On.Update(msg)
}

// onOpened fills the form. What was half typed of the same comes back, unless
// something else has been begun.
func (f *form) onOpened(msg opened) (tui.Action, tea.Cmd) {
	if msg.Err != nil {
		f.trouble = msg.Err
		return nil, nil
	}
	back := false
	switch {
	case msg.draft == nil:
	case f.typed:
		f.other = msg.draft
	default:
		f.On, back = sheet.OnCase(f.Sheet, f.ID, msg.draft, f.fill), true
	}
	action, cmd := f.On.Update(msg.Loaded)
	if f.trouble != nil {
		return nil, nil // it stands on the screen
	}
	if back {
		return tui.All{action, tui.Say{Text: f.d.W().T("contact.draft.back", f.d.Stamp(msg.draft.Changed))}}, cmd
	}
	return action, cmd
}

// actions are what can be done beside the keys.
func (f *form) actions() []tui.Command {
	if f.other == nil {
		return nil
	}
	draft := *f.other
	return []tui.Command{{Label: f.d.W().T("contact.draft.other", f.d.Stamp(draft.Changed)), Run: func() (tui.Action, tea.Cmd) {
		return tui.Replace{Screen: resume(f.d, draft)}, nil // what is here now becomes a draft of its own
	}}}
}

// Keys implements [tui.Screen].
func (f *form) Keys() keys.Context {
	if f.trouble != nil {
		return blocked(f.Name)
	}
	c := f.On.Keys()
	if f.Label != "" {
		c.Bindings[0].More = f.Label // the help says what Ctrl+S does here
	}
	return c
}

// blocked are the keys of a form that cannot be used.
func blocked(name string) keys.Context {
	return keys.Context{Name: name, Kind: keys.List, Bindings: []keys.Binding{keys.NewMoves().Back}}
}

// View implements [tui.Screen].
func (f *form) View(window frame.Size) (frame.Parts, *field.Point) {
	if f.trouble == nil {
		return f.On.View(window)
	}
	p := frame.Parts{Title: frame.Line{Left: f.Title()}, State: []frame.Line{f.d.SavedLine()}}
	text := f.d.Sentence(f.trouble)
	if errors.Is(f.trouble, errIncomplete) {
		text = f.d.W().T("forms.incomplete")
	}
	for _, l := range frame.Wrap(text, max(1, window.Width-2)) {
		p.Body = append(p.Body, " "+l)
	}
	return p, nil
}

// said gives what follows a save: a sentence, and back.
func (f *form) said(sentence func() string) func(desk.Saved) tui.Action {
	return func(out desk.Saved) tui.Action {
		return tui.All{f.d.Done(out, sentence()), tui.Back{}}
	}
}

// onRows offers the other cases, by name and by number; closed ones last.
func (f *form) onRows(msg desk.Rows) {
	if msg.Err != nil {
		return // choosing says that there is none
	}
	f.rows = msg.Rows
	cases.SortRows(f.rows, cases.SortTitle, nil)
	closed := f.d.W().T("domain.status.closed")
	var open, shut []field.Item
	for _, r := range f.rows {
		if r.ID == f.ID {
			continue
		}
		item := field.Item{ID: r.ID, Label: r.Title + " · " + r.Shown(), Folded: danish.Fold(r.Name + " " + r.Title + " " + r.Shown())}
		if r.Status == cases.StatusClosed {
			item.Label += " · " + closed
			shut = append(shut, item)
			continue
		}
		open = append(open, item)
	}
	for _, p := range f.picks {
		p.SetItems(slices.Concat(open, shut))
	}
	f.Refresh()
}

// named is the name of another case in the list, "" where it is not there.
func (f *form) named(id string) string {
	for _, r := range f.rows {
		if r.ID == id {
			return r.Title
		}
	}
	return ""
}

// label is the word for a field, with a capital.
func label(d *desk.Desk, name string) string {
	return sheet.Capital(d.Label("domain.field.", name))
}
