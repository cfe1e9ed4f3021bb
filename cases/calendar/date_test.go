package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"brobygger/cases/calendar"

	"pgregory.net/rapid"
)

// day is the date that an ISO text names; the test fails where there is none.
func day(tb testing.TB, iso string) calendar.Date {
	tb.Helper()
	d, err := calendar.ParseISO(iso)
	if err != nil {
		tb.Fatalf("ParseISO(%q): %v", iso, err)
	}
	return d
}

func anyDate() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		month := time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
		return calendar.Date{Year: year, Month: month, Day: rapid.IntRange(1, calendar.DaysIn(year, month)).Draw(t, "day")}
	})
}

func TestParseISO(t *testing.T) {
	for _, c := range []struct {
		in   string
		want calendar.Date
		err  error
	}{
		{"2026-12-07", calendar.Date{Year: 2026, Month: 12, Day: 7}, nil},
		{"2028-02-29", calendar.Date{Year: 2028, Month: 2, Day: 29}, nil},
		{"0001-01-01", calendar.Date{Year: 1, Month: 1, Day: 1}, nil},
		{"9999-12-31", calendar.Date{Year: 9999, Month: 12, Day: 31}, nil},
		{"2026-02-29", calendar.Date{}, calendar.ErrNoSuchDate},
		{"2026-02-30", calendar.Date{}, calendar.ErrNoSuchDate},
		{"2100-02-29", calendar.Date{}, calendar.ErrNoSuchDate},
		{"2026-13-01", calendar.Date{}, calendar.ErrNoSuchDate},
		{"2026-00-10", calendar.Date{}, calendar.ErrNoSuchDate},
		{"2026-04-31", calendar.Date{}, calendar.ErrNoSuchDate},
		{"0000-01-01", calendar.Date{}, calendar.ErrNoSuchDate},
		{"", calendar.Date{}, calendar.ErrNotISO},
		{"2026-12-7", calendar.Date{}, calendar.ErrNotISO},
		{"26-12-07", calendar.Date{}, calendar.ErrNotISO},
		{"2026-12-07T14:00", calendar.Date{}, calendar.ErrNotISO},
		{"2026/12/07", calendar.Date{}, calendar.ErrNotISO},
		{" 2026-12-07", calendar.Date{}, calendar.ErrNotISO},
		{"2026-1２-7", calendar.Date{}, calendar.ErrNotISO},
		{"+026-12-07", calendar.Date{}, calendar.ErrNotISO},
	} {
		got, err := calendar.ParseISO(c.in)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("ParseISO(%q) = %v, %v; want %v, %v", c.in, got, err, c.want, c.err)
		}
	}
}

func TestNewDateRefusesDaysThatDoNotExist(t *testing.T) {
	if d, err := calendar.NewDate(2026, time.December, 7); err != nil || d.String() != "2026-12-07" {
		t.Errorf("7 December 2026 = %v, %v", d, err)
	}
	for _, d := range []calendar.Date{{Year: 2026, Month: 2, Day: 30}, {Year: 2026, Month: 13, Day: 1}, {Year: 2026, Month: 1, Day: 0}, {Year: 10000, Month: 1, Day: 1}, {Year: -1, Month: 1, Day: 1}, {}} {
		if got, err := calendar.NewDate(d.Year, d.Month, d.Day); !errors.Is(err, calendar.ErrNoSuchDate) || !got.IsZero() {
			t.Errorf("NewDate of %#v = %v, %v; want ErrNoSuchDate", d, got, err)
		}
	}
}

// TestAgainstTheStandardLibrary compares the day arithmetic, which is our own,
// with package time's.
func TestAgainstTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		std := d.Time(nil)
		if d.Weekday() != std.Weekday() {
			t.Fatalf("%v is a %v, not a %v", d, std.Weekday(), d.Weekday())
		}
		y, w := d.ISOWeek()
		if sy, sw := std.ISOWeek(); y != sy || w != sw {
			t.Fatalf("%v is in week %d of %d, not %d of %d", d, sw, sy, w, y)
		}
		n := rapid.IntRange(-400_000, 400_000).Draw(t, "days")
		if want := calendar.Of(std.AddDate(0, 0, n)); want.Valid() {
			got := d.AddDays(n)
			if got != want {
				t.Fatalf("%v + %d days = %v, want %v", d, n, got, want)
			}
			if got.Sub(d) != n || d.Sub(got) != -n {
				t.Fatalf("%v - %v = %d, want %d", got, d, got.Sub(d), n)
			}
			if got.Compare(d) != std.AddDate(0, 0, n).Compare(std) || got.After(d) != (n > 0) || got.Before(d) != (n < 0) {
				t.Fatalf("%v and %v compare as %d", got, d, got.Compare(d))
			}
		}
	})
}

func TestISOTextGivesTheSameDateBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		type holder struct {
			On calendar.Date `json:"on"`
		}
		text, err := json.Marshal(holder{d})
		if err != nil {
			t.Fatal(err)
		}
		var back holder
		if err := json.Unmarshal(text, &back); err != nil || back.On != d {
			t.Fatalf("%v came back as %v, %v", d, back.On, err)
		}
	})
}

func TestTextOfNoDateAndOfNonsense(t *testing.T) {
	var d calendar.Date
	if text, err := d.MarshalText(); err != nil || string(text) != "" {
		t.Errorf("no date is written as %q, %v", text, err)
	}
	d = day(t, "2026-12-07")
	if err := d.UnmarshalText([]byte("30/2")); !errors.Is(err, calendar.ErrNotISO) || d != day(t, "2026-12-07") {
		t.Errorf("a failed read gave %v and left %v", err, d)
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("the empty text is %v, %v; want no date", d, err)
	}
	if _, err := (calendar.Date{Year: 2026, Month: 2, Day: 30}).MarshalText(); !errors.Is(err, calendar.ErrNoSuchDate) {
		t.Errorf("30 February was written out: %v", err)
	}
}

func TestNoDateStaysNoDate(t *testing.T) {
	var none calendar.Date
	today := day(t, "2026-12-07")
	if none.AddDays(5) != none || none.AddMonths(5) != none || calendar.AddHverdage(none, 5) != none {
		t.Error("arithmetic made a date out of none")
	}
	if none.String() != "" || !none.Time(nil).IsZero() || none.Sub(today) != 0 || today.Sub(none) != 0 {
		t.Error("no date has a text, a time or a distance")
	}
	if !none.Before(today) || today.Before(none) {
		t.Error("no date sorts first")
	}
	if y, w := none.ISOWeek(); y != 0 || w != 0 {
		t.Error("no date has a week")
	}
	if calendar.IsHelligdag(none) || calendar.IsHverdag(none) || calendar.IsGrundlovsdag(none) {
		t.Error("no date is a kind of day")
	}
}

func TestArithmeticStopsAtTheEndsOfTheCalendar(t *testing.T) {
	first, last := day(t, "0001-01-01"), day(t, "9999-12-31")
	const far = int(^uint(0) >> 1)
	for _, n := range []int{1, 400, far} {
		if last.AddDays(n) != last || last.AddMonths(n) != last || calendar.AddHverdage(last, n) != last {
			t.Errorf("past the end by %d: %v, %v, %v", n, last.AddDays(n), last.AddMonths(n), calendar.AddHverdage(last, n))
		}
		if first.AddDays(-n) != first || first.AddMonths(-n) != first || calendar.AddHverdage(first, -n) != first {
			t.Errorf("before the beginning by %d: %v, %v, %v", n, first.AddDays(-n), first.AddMonths(-n), calendar.AddHverdage(first, -n))
		}
	}
	today := day(t, "2026-12-07")
	if today.AddDays(-far-1) != first || today.AddMonths(-far-1) != first {
		t.Error("the smallest number does not lead to the first day")
	}
	if y, w := last.ISOWeek(); y != 9999 || w != 52 {
		t.Errorf("the last day is in week %d of %d", w, y)
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-07", 3, "2027-03-07"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-08-31", 1, "2026-09-30"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2028-02-29", 48, "2032-02-29"},
		{"2026-12-31", 1, "2027-01-31"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-06-15", 0, "2026-06-15"},
	} {
		if got := day(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestISOWeek(t *testing.T) {
	for _, c := range []struct {
		date       string
		year, week int
	}{
		{"2026-11-22", 2026, 47}, // a Sunday
		{"2026-12-07", 2026, 50},
		{"2027-01-01", 2026, 53},
		{"2027-01-04", 2027, 1},
		{"2024-12-30", 2025, 1},
		{"2026-01-01", 2026, 1},
	} {
		if y, w := day(t, c.date).ISOWeek(); y != c.year || w != c.week {
			t.Errorf("%s is in week %d of %d, want %d of %d", c.date, w, y, c.week, c.year)
		}
	}
}

func TestWeekStart(t *testing.T) {
	for _, c := range []struct {
		year, week int
		want       string
		err        error
	}{
		{2026, 50, "2026-12-07", nil},
		{2026, 1, "2025-12-29", nil},
		{2026, 53, "2026-12-28", nil},
		{2027, 1, "2027-01-04", nil},
		{2027, 53, "", calendar.ErrNoSuchWeek},
		{2026, 0, "", calendar.ErrNoSuchWeek},
		{2026, 54, "", calendar.ErrNoSuchWeek},
		{0, 1, "", calendar.ErrNoSuchWeek},
		{9999, 52, "", calendar.ErrNoSuchWeek},
	} {
		got, err := calendar.WeekStart(c.year, c.week)
		if got.String() != c.want || !errors.Is(err, c.err) {
			t.Errorf("week %d of %d begins %v, %v; want %s, %v", c.week, c.year, got, err, c.want, c.err)
		}
	}
}

func TestOfIsTheDayWhereTheClockHangs(t *testing.T) {
	summer := time.FixedZone("CEST", 2*3600)
	late := time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC)
	if got := calendar.Of(late).String(); got != "2026-06-30" {
		t.Errorf("in London it is %s", got)
	}
	if got := calendar.Of(late.In(summer)).String(); got != "2026-07-01" {
		t.Errorf("in Brohøj it is %s", got)
	}
	if got := day(t, "2026-07-01").Time(summer); got.Format(time.RFC3339) != "2026-07-01T00:00:00+02:00" {
		t.Errorf("the day starts %v", got)
	}
}

func FuzzParseISO(f *testing.F) {
	for _, seed := range []string{"2026-12-07", "2026-02-30", "", "2026-12-7", "0000-00-00", "9999-12-31", "2026-1２-07"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := calendar.ParseISO(s)
		switch {
		case err == nil && d.String() != s:
			t.Errorf("%q was read as %v", s, d)
		case err != nil && !errors.Is(err, calendar.ErrNotISO) && !errors.Is(err, calendar.ErrNoSuchDate):
			t.Errorf("%q gave an error without a name: %v", s, err)
		case err != nil && !d.IsZero():
			t.Errorf("%q failed and gave %v", s, d)
		}
	})
}
