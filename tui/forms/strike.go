package forms

import (
	"context"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// draftStrike is how drafts of reasons for striking out are named.
const draftStrike = "strike"

// newStrike makes the form that strikes something out: it stays readable, with
// the reason.
func newStrike(d *desk.Desk, arg desk.ThingArg, draft *cases.Draft) *form {
	w := d.W()
	reason := field.NewLine("")
	s := sheet.New(d, "", &field.Entry{ID: "reason", Label: w.T("forms.why"), Field: reason, Width: 60})
	s.EnterSaves, s.Label = true, "forms.key.strike"
	s.Hints = map[string]string{"reason": w.T("forms.strike.hint")}
	s.Notice = sheet.Notices(d, reason)
	var f *form
	f = newForm(d, s, settings{
		kind: draftStrike, id: arg.Case, entry: arg.Entry, draft: draft, name: "forms.strike.name", title: "forms.strike.title",
		show: func() error {
			if err := there(f.Case, arg.Entry, false); err != nil {
				return err
			}
			s.Lead = []string{thing(d, f.Case, arg.Entry), w.T("forms.strike.text")}
			return nil
		},
	})
	s.Saved = f.Said(func() string { return w.T("forms.said.strike") })
	s.Write = func() (sheet.Work, bool) {
		c, why := f.Case, reason.Value()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.StrikeEntry(arg.Entry, why)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

// newErase makes the form that makes a text go for good.
func newErase(d *desk.Desk, arg desk.ThingArg) *form {
	w := d.W()
	reason := field.NewChoice(sheet.Options(d, "domain.erase.", cases.EraseReasons())...)
	s := sheet.New(d, "", &field.Entry{ID: "reason", Label: w.T("forms.why"), Field: reason})
	s.Label = "forms.key.erase"
	s.Slight = []string{"reason"}
	s.Hints = map[string]string{"reason": w.T("forms.erase.hint")}
	var f *form
	f = newForm(d, s, settings{
		id: arg.Case, entry: arg.Entry, name: "forms.erase.name", title: "forms.erase.title",
		show: func() error {
			if err := there(f.Case, arg.Entry, true); err != nil {
				return err
			}
			if isMark(f.Case, arg.Entry) {
				return cases.ErrNotAllowed
			}
			if _, err := f.Case.Erase(arg.Entry, cases.EraseNotNeeded, d.Me(), d.Mine); err != nil {
				return err
			}
			s.Lead = []string{thing(d, f.Case, arg.Entry), w.T("forms.erase.text"), w.T("forms.erase.copies") + lastBackup(d), w.T("forms.erase.instead")}
			return nil
		},
	})
	s.Saved = f.Said(func() string { return w.T("forms.said.erase") })
	s.Write = func() (sheet.Work, bool) {
		why := cases.EraseReason(reason.Value())
		if why == "" {
			s.Fail("reason", cases.ErrNeeded)
			return nil, false
		}
		store, me := d.Store, d.Me()
		return s.Writes(func(ctx context.Context) ([]cases.Write, error) {
			// As it is now: what a colleague wrote on it since goes too.
			c, err := store.Case(ctx, arg.Case)
			if err != nil {
				return nil, err
			}
			ch, err := c.Erase(arg.Entry, why, me, d.Mine)
			return []cases.Write{{Case: arg.Case, Changes: []cases.Change{ch}}}, err
		}), true
	}
	return f
}

// lastBackup says which copy is known to hold what is about to go.
func lastBackup(d *desk.Desk) string {
	at := d.Store.Info().LastBackup
	if at.IsZero() {
		return ""
	}
	return " " + d.W().T("forms.erase.backup", d.W().FullDate(calendar.Of(at.In(d.Now().Location()))))
}
