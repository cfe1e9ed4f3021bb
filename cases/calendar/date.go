// Package calendar holds the days that a case is counted in: a date without a
// time of day or a zone, the arithmetic on it, and the Danish days off.
//
// A [Date] is a plain comparable value, so it can be a map key and be compared
// with ==. Its zero value means "no date" and stays so through all arithmetic.
// Dates run from 0001-01-01 to 9999-12-31 in the Gregorian calendar; arithmetic
// that would leave that range stops at its first or last day.
//
// Nothing here reads a clock: who needs today passes it in, made by [Of].
package calendar

import (
	"errors"
	"fmt"
	"time"
)

// Errors of reading and making dates; test with errors.Is.
var (
	// ErrNoSuchDate is a date that the calendar lacks, such as 30 February.
	ErrNoSuchDate = errors.New("no such date")
	// ErrNotISO is a text that is not of the form 2026-12-07.
	ErrNotISO = errors.New("not a date of the form YYYY-MM-DD")
	// ErrNoSuchWeek is an ISO week that the year lacks, such as week 53 of 2027.
	ErrNoSuchWeek = errors.New("no such week")
)

// Date is one day of the Gregorian calendar. The zero Date means "no date".
type Date struct {
	Year  int        // 1 to 9999
	Month time.Month // 1 to 12
	Day   int        // 1 to 31
}

// NewDate is the given day, or [ErrNoSuchDate].
func NewDate(year int, month time.Month, day int) (Date, error) {
	d := Date{year, month, day}
	if !d.Valid() {
		return Date{}, ErrNoSuchDate
	}
	return d, nil
}

// ParseISO reads exactly the form 2026-12-07. It fails with [ErrNotISO] for
// another form (the empty text too) and with [ErrNoSuchDate] for a day that
// does not exist.
func ParseISO(s string) (Date, error) {
	if len(s) != len("2026-12-07") || s[4] != '-' || s[7] != '-' {
		return Date{}, ErrNotISO
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, ErrNotISO
	}
	return NewDate(year, time.Month(month), day)
}

func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// Of is the day that t falls on in t's own location.
func Of(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// Valid reports whether the calendar has this day. The zero Date is not valid.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= 1 && d.Month <= 12 &&
		d.Day >= 1 && d.Day <= DaysIn(d.Year, d.Month)
}

// DaysIn is the number of days in a month, 28 to 31.
func DaysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO form 2026-12-07, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText is String, or [ErrNoSuchDate] for a Date that was put together by
// hand and does not exist.
func (d Date) MarshalText() ([]byte, error) {
	if !d.IsZero() && !d.Valid() {
		return nil, ErrNoSuchDate
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText wrote; the empty text is the zero Date.
// Its errors are those of [ParseISO].
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseISO(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Compare is -1, 0 or +1 as d is before, on or after other. The zero Date is
// before every other.
func (d Date) Compare(other Date) int {
	for _, c := range [...]int{d.Year - other.Year, int(d.Month - other.Month), d.Day - other.Day} {
		if c < 0 {
			return -1
		}
		if c > 0 {
			return 1
		}
	}
	return 0
}

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// AddDays is the day n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	first, last := (Date{1, time.January, 1}).number(), (Date{9999, time.December, 31}).number()
	at := d.number()
	switch {
	case n > last-at:
		return fromNumber(last)
	case n < first-at:
		return fromNumber(first)
	}
	return fromNumber(at + n)
}

// AddMonths is the same day n months later, or earlier for a negative n; where
// that month is too short it is the month's last day (31 January + 1 is 28 or 29
// February).
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	const lastMonth = 9999*12 + 11
	at := d.Year*12 + int(d.Month) - 1
	switch {
	case n > lastMonth-at:
		return Date{9999, time.December, 31}
	case n < 12-at:
		return Date{1, time.January, 1}
	}
	at += n
	year, month := at/12, time.Month(at%12+1)
	return Date{year, month, min(d.Day, DaysIn(year, month))}
}

// Sub is the number of days from other to d: positive when d is later, 0 when
// either is the zero Date.
func (d Date) Sub(other Date) int {
	if d.IsZero() || other.IsZero() {
		return 0
	}
	return d.number() - other.number()
}

// Weekday is the day of the week. For the zero Date it says nothing.
func (d Date) Weekday() time.Weekday {
	// Day 0 of the count, 1 January 1970, was a Thursday.
	return time.Weekday(((d.number()+int(time.Thursday))%7 + 7) % 7)
}

// ISOWeek is the ISO 8601 week, 1 to 53, and the year it belongs to, which in
// the days around New Year may be another than d.Year. For the zero Date both
// are 0.
func (d Date) ISOWeek() (year, week int) {
	if d.IsZero() {
		return 0, 0
	}
	// A week belongs to the year that its Thursday is in. The Thursday is
	// counted without AddDays, which stops at the year 9999.
	thursday := fromNumber(d.number() + int(time.Thursday) - isoWeekday(d))
	return thursday.Year, (thursday.number()-Date{thursday.Year, time.January, 1}.number())/7 + 1
}

// WeekStart is the Monday of an ISO week, or [ErrNoSuchWeek]. (The Monday of
// the first week may lie in the year before.)
func WeekStart(year, week int) (Date, error) {
	if year < 2 || year > 9998 || week < 1 || week > 53 {
		return Date{}, ErrNoSuchWeek
	}
	fourth := Date{year, time.January, 4} // always in week 1
	monday := fourth.AddDays(1 - isoWeekday(fourth) + 7*(week-1))
	if y, _ := monday.ISOWeek(); y != year {
		return Date{}, ErrNoSuchWeek
	}
	return monday, nil
}

// isoWeekday is 1 for Monday to 7 for Sunday.
func isoWeekday(d Date) int { return (int(d.Weekday())+6)%7 + 1 }

// Time is the start of the day in loc, UTC where loc is nil. The zero Date gives
// the zero Time.
func (d Date) Time(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if loc == nil {
		loc = time.UTC
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// number counts days from 1 January 1970. The count runs over years that begin
// in March, so that the leap day is a year's last (Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
func (d Date) number() int {
	year, month := d.Year, int(d.Month)
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	ofEra := year - era*400
	ofYear := (153*((month+9)%12)+2)/5 + d.Day - 1
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468
}

// fromNumber is the day with this number; it undoes number.
func fromNumber(n int) Date {
	n += 719468
	era := floorDiv(n, 146097)
	ofEra := n - era*146097
	year := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*year + year/4 - year/100)
	shifted := (5*ofYear + 2) / 153
	day := ofYear - (153*shifted+2)/5 + 1
	month := (shifted+2)%12 + 1
	year += era * 400
	if month <= 2 {
		year++
	}
	return Date{year, time.Month(month), day}
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
