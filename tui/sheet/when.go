package sheet

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/field"
)

// When is a line in which a day or a time is written as people write them, and
// what was understood of it. It is read when it is typed: what "i dag" means does
// not change at midnight.
type When struct {
	*field.Line
	desk  *desk.Desk
	read  func(text string, now time.Time) (when.Moment, string, error)
	empty string

	moment when.Moment
	rest   string
	err    error
}

// NewMoment gives a line for a day with or without a time. empty stands behind it
// while nothing is typed.
func NewMoment(d *desk.Desk, dir when.Direction, empty string) *When {
	return newWhen(d, empty, func(text string, now time.Time) (when.Moment, string, error) {
		m, err := when.Parse(text, now, dir)
		return m, "", err
	})
}

// NewDay gives a line for a day without a time. A day that is typed takes the place
// of the one that was put in: nothing can follow a day.
func NewDay(d *desk.Desk, dir when.Direction, empty string) *When {
	w := newWhen(d, empty, func(text string, now time.Time) (when.Moment, string, error) {
		day, err := when.ParseDate(text, now, dir)
		return when.Moment{Date: day}, "", err
	})
	w.Over()
	return w
}

// NewPlan gives a line that begins with a day and goes on with what is to happen
// then: "to kl. 14 øve jobsamtale".
func NewPlan(d *desk.Desk, empty string) *When {
	return newWhen(d, empty, func(text string, now time.Time) (when.Moment, string, error) {
		return when.Cut(text, now, when.Future)
	})
}

func newWhen(d *desk.Desk, empty string, read func(string, time.Time) (when.Moment, string, error)) *When {
	w := &When{Line: field.NewLine(""), desk: d, read: read, empty: empty}
	w.understand(d.Now())
	return w
}

// Moment is what was understood, zero where the line is empty or was not
// understood.
func (w *When) Moment() when.Moment { return w.moment }

// Day is the day that was understood.
func (w *When) Day() calendar.Date { return w.moment.Date }

// Rest is what follows the day in a line of [NewPlan].
func (w *When) Rest() string { return w.rest }

// Err is why the line was not understood; an empty one is.
func (w *When) Err() error { return w.err }

// Empty says whether nothing is typed.
func (w *When) Empty() bool { return strings.TrimSpace(w.Value()) == "" }

// SetValue puts another text in.
func (w *When) SetValue(text string) {
	w.Line.SetValue(text)
	w.understand(w.desk.Now())
}

// Set writes a day in full.
func (w *When) Set(m when.Moment) { w.SetValue(Written(w.desk, m)) }

// restore puts in a text that was typed at another time. What it meant then it
// means now, so on another day it is written in full.
func (w *When) restore(text string, at time.Time) {
	w.Line.SetValue(text)
	defer w.Keep() // it may have been half typed
	w.understand(at)
	if w.err != nil || w.moment.IsZero() || calendar.Of(at) == w.desk.Today() {
		w.understand(w.desk.Now())
		return
	}
	w.SetValue(strings.TrimSpace(Written(w.desk, w.moment) + " " + w.rest))
}

func (w *When) understand(now time.Time) {
	w.moment, w.rest, w.err = when.Moment{}, "", nil
	if w.Empty() {
		return
	}
	w.moment, w.rest, w.err = w.read(w.Value(), now)
	if w.err != nil {
		w.moment = when.Moment{}
		if errors.Is(w.err, when.ErrEmpty) {
			w.err = cases.ErrNeeded
		}
	}
}

// Update implements [field.Field].
func (w *When) Update(msg tea.Msg) bool {
	before := w.Revision()
	taken := w.Line.Update(msg)
	if w.Revision() != before {
		w.understand(w.desk.Now())
	}
	return taken
}

// After is what stands behind the line: how it is understood, or an example.
func (w *When) After() string {
	switch {
	case w.Empty():
		return w.empty
	case w.err != nil:
		return w.desk.W().T("sheet.when.not")
	}
	return w.desk.W().T("sheet.when.is", Shown(w.desk, w.moment))
}

// Shown writes a moment with its weekday: "to 10-12-2026 kl. 14.00".
func Shown(d *desk.Desk, m when.Moment) string {
	if m.IsZero() {
		return ""
	}
	return timed(d, m, d.W().FullDate(m.Date))
}

// Written writes a moment so that it is understood again, whatever day it is:
// "10-12-2026 kl. 14.00".
func Written(d *desk.Desk, m when.Moment) string {
	if m.IsZero() {
		return ""
	}
	return timed(d, m, d.W().Date(m.Date))
}

func timed(d *desk.Desk, m when.Moment, day string) string {
	if !m.HasTime {
		return day
	}
	return day + " " + d.W().At(m.Hour, m.Minute)
}
