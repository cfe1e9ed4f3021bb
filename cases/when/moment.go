package when

import (
	"errors"
	"fmt"
	"time"

	"brobygger/cases/calendar"
)

// Moment is a day and, where HasTime is set, a time of that day. It carries no
// zone: it is what stands in the calendar of the person who wrote it. The zero
// Moment means "no moment". Moments are comparable with ==.
type Moment struct {
	Date         calendar.Date
	Hour, Minute int  // 0 to 23 and 0 to 59; both 0 where HasTime is false
	HasTime      bool // whether a time of day was given
}

// At is the day and minute of t in t's own location.
func At(t time.Time) Moment {
	return Moment{calendar.Of(t), t.Hour(), t.Minute(), true}
}

// IsZero reports whether m is "no moment".
func (m Moment) IsZero() bool { return m == Moment{} }

// Valid reports whether the day exists and the time is one of a day. The zero
// Moment is not valid.
func (m Moment) Valid() bool {
	if !m.HasTime && (m.Hour != 0 || m.Minute != 0) {
		return false
	}
	return m.Date.Valid() && m.Hour >= 0 && m.Hour <= 23 && m.Minute >= 0 && m.Minute <= 59
}

// String is 2026-12-10 or, with a time, 2026-12-10T14:00; "" for the zero Moment.
func (m Moment) String() string {
	if m.IsZero() {
		return ""
	}
	if !m.HasTime {
		return m.Date.String()
	}
	return fmt.Sprintf("%sT%02d:%02d", m.Date, m.Hour, m.Minute)
}

// ParseISO reads exactly what [Moment.String] writes. It fails with [ErrEmpty],
// [ErrNotUnderstood], [ErrNoSuchDate] or [ErrNoSuchTime].
func ParseISO(s string) (Moment, error) {
	if s == "" {
		return Moment{}, ErrEmpty
	}
	const dateLen, fullLen = len("2026-12-10"), len("2026-12-10T14:00")
	if len(s) != dateLen && len(s) != fullLen {
		return Moment{}, ErrNotUnderstood
	}
	date, err := calendar.ParseISO(s[:dateLen])
	if errors.Is(err, calendar.ErrNotISO) {
		return Moment{}, ErrNotUnderstood
	}
	if err != nil {
		return Moment{}, err
	}
	m := Moment{Date: date}
	if len(s) == fullLen {
		clock := s[dateLen:]
		if clock[0] != 'T' || clock[3] != ':' || !isDigits(clock[1:3]) || !isDigits(clock[4:]) {
			return Moment{}, ErrNotUnderstood
		}
		m.Hour, m.Minute, m.HasTime = number(clock[1:3]), number(clock[4:]), true
		if !m.Valid() {
			return Moment{}, ErrNoSuchTime
		}
	}
	return m, nil
}

// MarshalText is String, or [ErrNotUnderstood] for a Moment that was put
// together by hand and does not exist.
func (m Moment) MarshalText() ([]byte, error) {
	if !m.IsZero() && !m.Valid() {
		return nil, ErrNotUnderstood
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads what MarshalText wrote; the empty text is the zero Moment.
// Its errors are those of [ParseISO].
func (m *Moment) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Moment{}
		return nil
	}
	parsed, err := ParseISO(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// Compare is -1, 0 or +1 as m is before, with or after other. A day without a
// time comes before the times of that day, the zero Moment before all.
func (m Moment) Compare(other Moment) int {
	if c := m.Date.Compare(other.Date); c != 0 {
		return c
	}
	switch a, b := m.minutes(), other.minutes(); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// minutes is the minute of the day, -1 without a time.
func (m Moment) minutes() int {
	if !m.HasTime {
		return -1
	}
	return m.Hour*60 + m.Minute
}

// Time is the moment in loc (UTC where loc is nil), the start of the day where it
// has no time. The zero Moment gives the zero Time.
func (m Moment) Time(loc *time.Location) time.Time {
	if m.IsZero() {
		return time.Time{}
	}
	if loc == nil {
		loc = time.UTC
	}
	return time.Date(m.Date.Year, m.Date.Month, m.Date.Day, m.Hour, m.Minute, 0, 0, loc)
}
