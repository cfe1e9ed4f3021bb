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

// deputy is the form of who takes over this member's cases: it is proposed for
// each new case, and can be set on those that have none.
type deputy struct {
	*sheet.Sheet
	d    *desk.Desk
	who  *field.Suggest
	also *field.Choice
	bare []string // ids of this member's open cases that have none
}

func newDeputy(d *desk.Desk) *deputy {
	w := d.W()
	me := d.Store.Me()
	none := d.Member(cases.DeputyNone)
	items := append(members(d, me.ID), field.Item{ID: cases.DeputyNone, Label: none, Folded: danish.Fold(none)})
	f := &deputy{d: d, who: field.NewSuggest(items, danish.Fold), also: yesNo(d)}
	if me.Deputy != "" {
		f.who.SetValue(d.Member(me.Deputy))
	}
	f.Sheet = sheet.New(d, "",
		&field.Entry{ID: "who", Label: label(d, "deputy"), Field: f.who, Width: 40},
		&field.Entry{ID: "also", Field: f.also, Hidden: true},
	)
	f.Name, f.EnterSaves = "forms.deputy.name", true
	f.Title = func() string { return w.T("forms.deputy.title") }
	f.Lead = []string{w.T("forms.deputy.lead")}
	if len(items) == 1 {
		f.Lead = append(f.Lead, w.T("forms.deputy.alone"))
	}
	f.Slight = []string{"also"}
	f.Hints = map[string]string{"who": w.T("forms.deputy.hint"), "also": w.T("forms.deputy.hint.also")}
	f.Write, f.Saved = f.write, f.saved
	return f
}

// Start implements [tui.Starter].
func (f *deputy) Start() tea.Cmd { return f.d.LoadRows() }

// Update implements [tui.Screen].
func (f *deputy) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if got, ok := msg.(desk.Rows); ok {
		f.onRows(got)
		return nil, nil
	}
	return f.Sheet.Update(msg)
}

// onRows finds this member's cases that ask for a stedfortræder.
func (f *deputy) onRows(got desk.Rows) {
	f.bare = nil
	for _, r := range got.Rows {
		for _, it := range r.Items {
			if it.Rule == cases.RuleNoDeputy && r.Worker == f.d.Store.Me().ID {
				f.bare = append(f.bare, r.ID)
			}
		}
	}
	e := f.Form.Entry("also")
	e.Hidden = len(f.bare) == 0
	e.Label = f.d.W().N("forms.deputy.also", len(f.bare))
	f.Refresh()
}

func (f *deputy) write() (sheet.Work, bool) {
	who, store := nameOf(f.who), f.d.Store
	if was := store.Me().Deputy; !f.Touched("who") && (who == "" || slices.ContainsFunc(store.Members(), func(m cases.Member) bool { return m.ID == was })) {
		who = was // also one who has left, or has a namesake
	}
	if len([]rune(who)) > cases.MaxLine {
		f.Fail("who", cases.ErrTooLong)
		return nil, false
	}
	var on []string
	if f.also.Value() == "ja" {
		if who == "" {
			f.Fail("who", cases.ErrNeeded)
			return nil, false
		}
		on = f.bare
	}
	return func(ctx context.Context) desk.Saved {
		if err := store.SetDeputy(ctx, who); err != nil {
			return desk.Saved{Err: err}
		}
		var writes []cases.Write
		for _, id := range on {
			c, err := store.Case(ctx, id)
			if err != nil {
				return desk.Saved{Err: err}
			}
			if c.Deputy != "" {
				continue // a colleague was there first
			}
			w, err := c.SetDeputy(who)
			if err != nil {
				return desk.Saved{Err: err}
			}
			writes = append(writes, w)
		}
		if len(writes) == 0 {
			return desk.Saved{}
		}
		out, err := store.Save(ctx, writes...)
		return desk.Saved{Writes: writes, IDs: out.Entries, Err: err}
	}, true
}

func (f *deputy) saved(out desk.Saved) tui.Action {
	say := ""
	if n := len(out.Writes); n > 0 {
		say = f.d.W().N("forms.said.deputy", n)
	}
	return tui.All{f.d.Done(out, say), tui.Back{}}
}
