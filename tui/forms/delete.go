package forms

import (
	"context"
	"strings"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
)

// receipt is what a deletion leaves to show for it.
type receipt struct{ text string }

// newDelete makes the form that deletes a case for good. Its number has to be
// typed, so that nobody deletes the case beside the one that was meant.
func newDelete(d *desk.Desk, id string) *form {
	w := d.W()
	number, reason := field.NewLine("").Limit(40), field.NewLine("")
	s := sheet.New(d, "",
		&field.Entry{ID: "number", Label: w.T("forms.delete.number"), Field: number, Width: 16},
		&field.Entry{ID: "reason", Label: w.T("forms.why"), Field: reason, Width: 60},
	)
	s.Label, s.Slight = "forms.key.delete", []string{"number"}
	s.Hints = map[string]string{"number": w.T("forms.delete.hint.number"), "reason": w.T("forms.delete.hint.reason")}
	s.Notice = sheet.Notices(d, reason)
	var f *form
	var title, shown string
	f = newForm(d, s, settings{
		id: id, name: "forms.delete.name", title: "forms.delete.title",
		show: func() error {
			c := f.Case
			title, shown = c.Title(), c.Shown()
			s.Lead = []string{
				w.T("forms.delete.text", title, shown, w.N("forms.delete.contacts", len(c.Contacts)), w.N("forms.delete.people", len(c.Network))),
				w.T("forms.delete.copies") + lastBackup(d),
			}
			if c.Status == cases.StatusOpen {
				s.Lead = append(s.Lead, w.T("forms.delete.instead"))
			}
			return nil
		},
	})
	s.Saved = func(out desk.Saved) tui.Action {
		text := ""
		if r, ok := out.Tag.(receipt); ok {
			text = r.text
		}
		asking := keys.NewAsking(w.T("common.yes.key"), w.T("common.no.key"))
		return tui.All{d.Done(out, w.T("forms.said.delete", shown)), tui.Back{}, tui.Ask{Dialog: &tui.Dialog{
			Title: w.T("forms.delete.done.title"), Text: w.T("forms.delete.done.text", shown) + "\n\n" + text,
			Bindings: []keys.Binding{asking.Accept},
		}}}
	}
	s.Write = func() (sheet.Work, bool) {
		switch typed := strings.TrimSpace(number.Value()); {
		case typed == "":
			s.Fail("number", cases.ErrNeeded)
		case !strings.EqualFold(typed, shown):
			s.Form.Entry("number").Error = w.T("forms.delete.other", shown)
		}
		why := strings.TrimSpace(reason.Value())
		switch {
		case why == "":
			s.Fail("reason", cases.ErrNeeded)
		case len([]rune(why)) > cases.MaxLine:
			s.Fail("reason", cases.ErrTooLong)
		}
		if !s.Ok() {
			return nil, false
		}
		store := d.Store
		return func(ctx context.Context) desk.Saved {
			text, err := store.Delete(ctx, id, why)
			return desk.Saved{Tag: receipt{text}, Err: err}
		}, true
	}
	return f
}
