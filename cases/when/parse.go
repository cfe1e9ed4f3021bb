// Package when reads days and times as people write them: "i går 17.30", "man",
// "3/12", "to kl. 14", "+7", "om 3 dage", "next friday", "2026-12-10T14:00".
// Danish and English are understood at once, without regard to case.
//
// # What a text means
//
//   - A weekday is the nearest one in the [Direction]: in the past today or
//     before, in the future strictly after today. "sidste mandag" and "i mandags"
//     are always strictly before today, "næste tirsdag" and "på tirsdag" always
//     the first one strictly after it. "fredag i uge 50" is that day.
//   - A date without a year ("3/12", "3.12.", "3-12", "3. december") is the
//     nearest in the direction; today counts in both. 29/2 is the nearest leap
//     day.
//   - A year of two digits is, looking back, the latest one up to next year (so
//     that a year of birth is understood), and looking forward the earliest one
//     that is at most nine years gone.
//   - "uge 50" is its Monday. Without a year it is the nearest in the direction;
//     the week we are in counts in both.
//   - "+7" is days, "+2u" weeks, "+3m" months, "+1å" years, "-1" yesterday;
//     "+5 hverdage" counts working days. Where a month is too short its last day
//     is meant.
//   - A time is "17.30", "17:30", "kl. 9", "kl 14" or "kl 1730"; with no day
//     beside it, it is today's.
//   - The full form of other programs, 2026-12-10T14:00:00+01:00, is turned into
//     the time of now's location.
//   - "3.12" alone can be a date and a time: that is [ErrAmbiguous]. "3.12.",
//     "3/12" and "kl. 3.12" are clear, and so are "17.30" and "25.12", since only
//     one of the readings exists.
//   - A weekday beside a date must be that date's: else [ErrOtherWeekday].
package when

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"brobygger/cases/calendar"
)

// Errors of reading a text; test with errors.Is. None carries the text.
var (
	// ErrEmpty is a text without anything in it.
	ErrEmpty = errors.New("no date or time given")
	// ErrNotUnderstood is a text that is no date or time this package knows.
	ErrNotUnderstood = errors.New("date or time not understood")
	// ErrNoSuchDate is a day that does not exist, such as 30/2 or week 54.
	ErrNoSuchDate = calendar.ErrNoSuchDate
	// ErrNoSuchTime is a time that does not exist, such as 25.00.
	ErrNoSuchTime = errors.New("no such time")
	// ErrAmbiguous is a text with two meanings, such as 3.12. It is also an
	// ErrNotUnderstood.
	ErrAmbiguous = fmt.Errorf("%w: it can be a date and a time", ErrNotUnderstood)
	// ErrOtherWeekday is a date that falls on another weekday than the one
	// written beside it. It is also an ErrNoSuchDate.
	ErrOtherWeekday = fmt.Errorf("%w: it falls on another weekday", ErrNoSuchDate)
)

// Direction says where a text that fits several days points.
type Direction int

const (
	// Past is for what has happened: the date of a contact.
	Past Direction = iota
	// Future is for what is to happen: a follow-up.
	Future
)

// Parse reads text as a day, a time, or both, as seen from now in now's location.
// With the zero now there is no today: only complete dates are understood.
//
// The error is one of this package's, and then the Moment is zero.
func Parse(text string, now time.Time, dir Direction) (Moment, error) {
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(text)); err == nil {
		if !now.IsZero() {
			t = t.In(now.Location())
		}
		if m := At(t); m.Valid() {
			return m, nil
		}
		return Moment{}, ErrNoSuchDate
	}
	tokens := tokenize(text, maxTokens+1)
	if len(tokens) > maxTokens {
		return Moment{}, ErrNotUnderstood
	}
	return newReader(tokens, now, dir).moment()
}

// ParseDate is [Parse] for a field that takes only a day: there "3.12" is the
// third of December, and a text with a time is [ErrNotUnderstood].
func ParseDate(text string, now time.Time, dir Direction) (calendar.Date, error) {
	tokens := tokenize(text, maxTokens+1)
	if len(tokens) > maxTokens {
		return calendar.Date{}, ErrNotUnderstood
	}
	r := newReader(tokens, now, dir)
	r.dateOnly = true
	m, err := r.moment()
	return m.Date, err
}

// Cut reads a day or time, or both, from the beginning of text and gives back
// what follows: "to kl. 14 øve jobsamtale" is Thursday at 14 and "øve
// jobsamtale". The longest beginning that has a meaning is taken; one that names
// a day or time that does not exist is that error, as in [Parse], and then rest
// is all of text.
func Cut(text string, now time.Time, dir Direction) (m Moment, rest string, err error) {
	tokens := tokenize(text, maxTokens+1)
	if len(tokens) == 0 {
		return Moment{}, text, ErrEmpty
	}
	for n := min(len(tokens), maxTokens); n > 0; n-- {
		if n < len(tokens) && !tokens[n].gap && !tokens[n].is(",", ";", ":") {
			continue // in the middle of a word or a number
		}
		m, err := newReader(tokens[:n], now, dir).moment()
		if err == nil {
			if n == len(tokens) {
				return m, "", nil
			}
			return m, trimJoint(text[tokens[n].start:]), nil
		}
		if err != ErrNotUnderstood { // an ErrAmbiguous is one too, but is told
			return Moment{}, text, err
		}
	}
	return Moment{}, text, ErrNotUnderstood
}

// reader reads one text. Each of its methods takes the index of a token and
// gives all readings that begin there; moment keeps those that use every token.
type reader struct {
	tokens   []token
	now      time.Time
	today    calendar.Date // zero where there is no now
	dir      Direction
	dateOnly bool
}

func newReader(tokens []token, now time.Time, dir Direction) *reader {
	r := &reader{tokens: tokens, now: now, dir: dir}
	if !now.IsZero() {
		r.today = calendar.Of(now)
	}
	return r
}

// aDay is one reading of a day: it ends before token next. Where err is set the
// text has the form of a day that does not exist.
type aDay struct {
	date calendar.Date
	next int
	err  error
}

// aTime is one reading of a time of day, as aDay.
type aTime struct {
	hour, minute int
	next         int
	err          error
}

// moment is the one meaning of all tokens.
func (r *reader) moment() (Moment, error) {
	if len(r.tokens) == 0 {
		return Moment{}, ErrEmpty
	}
	end := len(r.tokens)
	var found []Moment
	var wrong error
	add := func(d aDay, t *aTime) {
		m, err := Moment{Date: d.date}, d.err
		if t != nil {
			m.Hour, m.Minute, m.HasTime = t.hour, t.minute, true
			if err == nil {
				err = t.err
			}
		}
		switch {
		case err != nil:
			if wrong == nil {
				wrong = err
			}
		case len(found) == 0 || found[0] != m:
			found = append(found, m)
		}
	}
	for _, d := range r.days(0) {
		if d.next == end {
			add(d, nil)
		}
		for _, t := range r.timesAfter(d.next) {
			if t.next == end {
				add(d, &t)
			}
		}
	}
	for _, t := range r.times(0) {
		if t.next == end && !r.today.IsZero() {
			add(aDay{date: r.today}, &t)
		}
		for _, d := range r.days(r.skip(t.next, ",")) {
			if d.next == end {
				add(d, &t)
			}
		}
	}
	if end == 1 && r.word(0, "nu", "now") && !r.today.IsZero() && !r.dateOnly {
		return At(r.now), nil
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return Moment{}, ErrAmbiguous
	case wrong != nil:
		return Moment{}, wrong
	}
	return Moment{}, ErrNotUnderstood
}

// timesAfter is times, set off from the day before by a space, a comma or, in
// the ISO form, a T.
func (r *reader) timesAfter(i int) []aTime {
	switch {
	case r.is(i, ","):
		return r.times(i + 1)
	case r.word(i, "t") && !r.tokens[i].gap && r.attached(i+1, numberToken):
		return r.times(i + 1)
	case i < len(r.tokens) && r.tokens[i].gap:
		return r.times(i)
	}
	return nil
}

// times reads 17.30, 17:30, kl. 9, kl 14, kl 1730, at 14.
func (r *reader) times(i int) []aTime {
	if r.dateOnly {
		return nil
	}
	named := false
	switch {
	case r.word(i, "kl"):
		named = true
		i = r.skip(i+1, ".")
	case r.word(i, "klokken", "at"):
		named = true
		i++
	}
	if !r.kind(i, numberToken) {
		return nil
	}
	var out []aTime
	add := func(hour, minute, next int) {
		t := aTime{hour: hour, minute: minute, next: next}
		if hour > 23 || minute > 59 {
			t.err = ErrNoSuchTime
		}
		out = append(out, t)
	}
	hour := r.tokens[i]
	switch width := len(hour.text); {
	case width <= 2:
		if named {
			add(hour.n, 0, i+1)
		}
		if r.isAttached(i+1, ".", ":") && r.attached(i+2, numberToken) && len(r.tokens[i+2].text) == 2 {
			add(hour.n, r.tokens[i+2].n, i+3)
		}
	case width <= 4 && named:
		add(hour.n/100, hour.n%100, i+1)
	}
	return out
}
