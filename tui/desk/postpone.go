package desk

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/when"
	"brobygger/tui"
	"brobygger/tui/field"
	"brobygger/tui/keys"
)

// Act opens a case, makes writes of it and saves them; the answer is a Saved at
// the screen that ran the command. Tag is the screen's own.
func (d *Desk) Act(tag any, id string, writes func(*cases.Case) (cases.Write, error)) tea.Cmd {
	return func() tea.Msg {
		ctx := context.Background()
		c, err := d.Store.Case(ctx, id)
		if err != nil {
			return Saved{Tag: tag, Err: err}
		}
		w, err := writes(c)
		if err != nil {
			return Saved{Tag: tag, Err: err}
		}
		s, err := d.Store.Save(ctx, w)
		return Saved{tag, []cases.Write{w}, s.Entries, err}
	}
}

// MarkDone says that an item of the day has been done.
func (d *Desk) MarkDone(tag any, it cases.Item) tea.Cmd {
	today := d.Today()
	return d.Act(tag, it.Case, func(c *cases.Case) (cases.Write, error) { return c.Done(it, today) })
}

// whenField is a line in which a day is typed; it shows how it is understood.
type whenField struct {
	*field.Line
	changed func(text string)
}

// Update implements [field.Field].
func (f *whenField) Update(msg tea.Msg) bool {
	taken := f.Line.Update(msg)
	if taken {
		f.changed(f.Value())
	}
	return taken
}

// whenWidth is how wide the field for a day is, in columns.
const whenWidth = 22

// AskPostpone asks until when an item of the day is postponed and saves it. The
// answer is a Saved with the tag at the screen that asked.
func (d *Desk) AskPostpone(tag any, it cases.Item) *tui.Dialog {
	w := d.W()
	entry := &field.Entry{ID: "due", Label: w.T("desk.postpone.label"), Width: whenWidth, After: w.T("desk.postpone.hint")}
	var to when.Moment
	read := func(text string) error {
		m, err := when.Parse(text, d.Now(), when.Future)
		if errors.Is(err, when.ErrEmpty) {
			err = cases.ErrNeeded
		}
		if err == nil {
			err = d.tooFar(m)
		}
		to = m
		return err
	}
	entry.Field = &whenField{field.NewLine(""), func(text string) {
		entry.Error, entry.After = "", w.T("desk.postpone.hint")
		if text != "" && read(text) == nil {
			entry.After = w.T("desk.understood", d.fullMoment(to))
		}
	}}
	line := entry.Field.(*whenField)
	asking := keys.NewAsking(w.T("common.yes.key"), w.T("common.no.key"))
	dialog := &tui.Dialog{
		Title:    w.T("desk.postpone.title"),
		Text:     it.Title + ": " + d.Item(it),
		Bindings: []keys.Binding{asking.Accept.With("keys.postpone"), asking.Cancel},
		Form:     field.NewForm(w.T("desk.full"), entry),
	}
	dialog.Answer = func(id string) (tui.Action, tea.Cmd) {
		if id != asking.Accept.ID {
			return nil, nil
		}
		if err := read(line.Value()); err != nil {
			entry.After, entry.Error = "", d.Sentence(err)
			if errors.Is(err, when.ErrNotUnderstood) {
				entry.Error = w.T("desk.postpone.wrong") // a day gone by is no example here
			}
			return tui.Ask{Dialog: dialog}, nil
		}
		today, until := d.Today(), to
		return nil, d.Act(tag, it.Case, func(c *cases.Case) (cases.Write, error) { return c.Postpone(it, until, today) })
	}
	return dialog
}

// tooFar says what is wrong with a day to postpone to.
func (d *Desk) tooFar(m when.Moment) error {
	switch today := d.Today(); {
	case m.Date.Before(today):
		return cases.ErrPast
	case m.Date.After(today.AddDays(cases.MaxPostpone)):
		return cases.ErrTooFar
	}
	return nil
}

// fullMoment writes a day with its weekday and year, and its time if it has one.
func (d *Desk) fullMoment(m when.Moment) string {
	if !m.HasTime {
		return d.W().FullDate(m.Date)
	}
	return d.W().FullDate(m.Date) + " " + d.W().At(m.Hour, m.Minute)
}
