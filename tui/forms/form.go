package forms

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// form is what the forms of a case share.
type form struct {
	*sheet.CaseForm
	d     *desk.Desk
	rows  []cases.Row
	picks []*field.Pick // fields in which another case is chosen
}

// settings are what makes one of the forms.
type settings struct {
	kind  string // how its drafts are named, "" where it keeps none
	id    string
	entry cases.EntryID // what of the case it is about, "" for nothing or for something new
	draft *cases.Draft
	name  string // word key of the help's heading
	title string // word key
	// show puts what the case says into the form; its error says why the form
	// cannot be used.
	show func() error
}

// newForm makes a form of a sheet.
func newForm(d *desk.Desk, s *sheet.Sheet, o settings) *form {
	return &form{d: d, CaseForm: sheet.NewCaseForm(s, sheet.CaseSettings{
		Kind: o.kind, ID: o.id, Thing: o.entry, Draft: o.draft, Name: o.name, Title: o.title, Show: o.show,
		Resume: func(draft cases.Draft) tui.Screen { return resume(d, draft) },
	})}
}

// Start implements [tui.Starter].
func (f *form) Start() tea.Cmd {
	if len(f.picks) == 0 {
		return f.CaseForm.Start()
	}
	return tea.Batch(f.CaseForm.Start(), f.d.LoadRows())
}

// Update implements [tui.Screen].
func (f *form) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case desk.Rows:
		f.onRows(msg)
		return nil, nil
	case desk.Saved:
		return f.onUnlinked(msg), nil
	}
	return f.CaseForm.Update(msg)
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
