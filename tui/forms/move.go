package forms

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// How drafts of moving and linking are named.
const (
	draftMove = "move"
	draftLink = "link"
)

// newMove makes the form that takes a contact to the case it belongs to.
func newMove(d *desk.Desk, arg desk.ThingArg, draft *cases.Draft) *form {
	w := d.W()
	to := field.NewPick(nil, danish.Fold, w.T("contact.case.none"))
	reason := field.NewLine("")
	s := sheet.New(d, "",
		&field.Entry{ID: "case", Label: w.T("forms.move.to"), Field: to, Width: 50},
		&field.Entry{ID: "move_reason", Label: w.T("forms.why"), Field: reason, Width: 60},
	)
	s.Label, s.Slight = "forms.key.move", []string{"case"}
	s.Hints = map[string]string{"case": w.T("contact.hint.case"), "move_reason": w.T("forms.move.hint")}
	s.Notice = sheet.Notices(d, reason)
	var f *form
	f = newForm(d, s, settings{
		kind: draftMove, id: arg.Case, entry: arg.Entry, draft: draft, name: "forms.move.name", title: "forms.move.title",
		show: func() error {
			if err := there(f.Case, arg.Entry, false); err != nil {
				return err
			}
			if !slices.ContainsFunc(f.Case.Contacts, func(n cases.Contact) bool { return n.ID == arg.Entry }) {
				return cases.ErrNoSuchEntry
			}
			if _, err := f.Case.Erase(arg.Entry, cases.EraseWrongCase, d.Me(), d.Mine); err != nil {
				return err
			}
			s.Lead = []string{thing(d, f.Case, arg.Entry), w.T("forms.move.text", f.Case.Title())}
			return nil
		},
	})
	f.picks = []*field.Pick{to}
	s.Saved = f.Said(func() string { return w.T("forms.said.move", f.named(to.Value()), f.Case.Title()) })
	s.Write = func() (sheet.Work, bool) {
		to.Leave()
		id, why := to.Value(), reason.Value()
		if id == "" {
			s.Fail("case", cases.ErrNeeded)
			return nil, false
		}
		store, me := d.Store, d.Me()
		return s.Writes(func(ctx context.Context) ([]cases.Write, error) {
			// Both as they are now: what a colleague wrote on it since goes along.
			from, err := store.Case(ctx, arg.Case)
			if err != nil {
				return nil, err
			}
			there, err := store.Case(ctx, id)
			if err != nil {
				return nil, err
			}
			return cases.MoveContact(from, there, arg.Entry, why, me, d.Mine)
		}), true
	}
	return f
}

// newLink makes the form that links a case to another, such as a sibling's.
func newLink(d *desk.Desk, id string, draft *cases.Draft) *form {
	w := d.W()
	to := field.NewPick(nil, danish.Fold, w.T("contact.case.none"))
	why := field.NewLine("")
	s := sheet.New(d, "",
		&field.Entry{ID: "case", Label: w.T("forms.link.to"), Field: to, Width: 50},
		&field.Entry{ID: "why", Label: w.T("forms.why"), Field: why, Width: 36, After: w.T("forms.link.example")},
	)
	s.EnterSaves, s.Label, s.Slight = true, "forms.key.link", []string{"case"}
	s.Hints = map[string]string{"case": w.T("contact.hint.case"), "why": w.T("forms.link.hint")}
	s.More = []string{w.T("forms.link.help")}
	f := newForm(d, s, settings{
		kind: draftLink, id: id, draft: draft, name: "forms.link.name", title: "forms.link.title",
		show: func() error { return nil },
	})
	f.picks = []*field.Pick{to}
	actions := s.Actions
	s.Actions = func() []tui.Command { return append(actions(), unlinks(f)...) }
	s.Changed = func() {
		if linked := linkedTo(f); len(linked) > 0 {
			var names []string
			for _, r := range linked {
				names = append(names, r.Title+" · "+r.Shown())
			}
			s.Lead = []string{w.T("forms.link.now", join(", ", names...))}
		}
	}
	s.Saved = f.Said(func() string { return w.T("forms.said.link", f.named(to.Value())) })
	s.Write = func() (sheet.Work, bool) {
		to.Leave()
		other, c, why := to.Value(), f.Case, why.Value()
		switch {
		case other == "":
			s.Fail("case", cases.ErrNeeded)
		case slices.ContainsFunc(c.Links, func(l cases.Link) bool { return l.Case == other && l.Struck == nil }):
			f.Entry("case").Error = w.T("forms.link.already")
		}
		if !s.Ok() {
			return nil, false
		}
		store := d.Store
		return s.Writes(func(ctx context.Context) ([]cases.Write, error) {
			o, err := store.Case(ctx, other)
			if err != nil {
				return nil, err
			}
			return c.LinkTo(o, why)
		}), true
	}
	return f
}

// linkedTo are the cases that the form's case is linked to and that this member
// can open.
func linkedTo(f *form) []cases.Row {
	if f == nil || f.Case == nil {
		return nil
	}
	var out []cases.Row
	for _, l := range f.Case.Links {
		if l.Struck != nil {
			continue
		}
		i := slices.IndexFunc(f.rows, func(r cases.Row) bool { return r.ID == l.Case })
		if i >= 0 && !slices.ContainsFunc(out, func(r cases.Row) bool { return r.ID == l.Case }) {
			out = append(out, f.rows[i])
		}
	}
	return out
}

// unlinks are the commands that take a link away in both cases.
func unlinks(f *form) []tui.Command {
	w := f.d.W()
	var out []tui.Command
	for _, r := range linkedTo(f) {
		out = append(out, tui.Command{Label: w.T("forms.unlink", r.Title), Run: func() (tui.Action, tea.Cmd) {
			return tui.Ask{Dialog: tui.Confirm(f.d.Env, w.T("forms.unlink.title"), w.T("forms.unlink.text", r.Title, f.Case.Title()), func() (tui.Action, tea.Cmd) {
				return nil, f.unlink(r)
			})}, nil
		}})
	}
	return out
}

// unlinked is what taking a link away came to.
type unlinked struct{ title string }

func (f *form) unlink(other cases.Row) tea.Cmd {
	store, c := f.d.Store, f.Case
	return func() tea.Msg {
		out := desk.Saved{Tag: unlinked{other.Title}}
		o, err := store.Case(context.Background(), other.ID)
		if err == nil {
			out.Writes, err = c.Unlink(o, "")
		}
		if err == nil {
			var saved cases.Saved
			saved, err = store.Save(context.Background(), out.Writes...)
			out.IDs = saved.Entries
		}
		out.Err = err
		return out
	}
}

// onUnlinked says what taking a link away came to; nothing else is saved beside
// the form itself.
func (f *form) onUnlinked(out desk.Saved) tui.Action {
	tag, _ := out.Tag.(unlinked)
	say := f.d.Done(out, f.d.W().T("forms.said.unlink", tag.title))
	if out.Err != nil {
		return say
	}
	return tui.All{say, tui.Back{}}
}
