package arrears

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"brobygger/cases/calendar"
)

func day(t testing.TB, iso string) calendar.Date {
	t.Helper()
	if iso == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The vectors of the notes on the field, to the day.
func TestVectors(t *testing.T) {
	for _, x := range []struct {
		name     string
		rule     func(calendar.Date) calendar.Date
		in, want string
	}{
		{"nytårsdag", LastDayInTime, "2027-01-01", "2027-01-04"},
		{"a Saturday", LastDayInTime, "2026-08-01", "2026-08-03"},
		{"a Sunday", LastDayInTime, "2026-11-01", "2026-11-02"},
		{"what was store bededag", LastDayInTime, "2026-05-01", "2026-05-01"},
		{"store bededag while it was one", LastDayInTime, "2023-05-05", "2023-05-08"},
		{"grundlovsdag", LastDayInTime, "2026-06-05", "2026-06-08"},
		{"Tuesday to Saturday", EarliestPaakrav, "2026-12-01", "2026-12-05"},
		{"Wednesday: the third is a Saturday", EarliestPaakrav, "2026-07-01", "2026-07-06"},
		{"Wednesday before Easter", EarliestPaakrav, "2026-04-01", "2026-04-09"},
		{"Monday to Friday", EarliestPaakrav, "2026-02-02", "2026-02-06"},
		{"Thursday to Tuesday", EarliestPaakrav, "2026-10-01", "2026-10-06"},
		{"Friday to Wednesday", EarliestPaakrav, "2026-05-01", "2026-05-06"},
		{"the third is grundlovsdag", EarliestPaakrav, "2026-06-02", "2026-06-08"},
		{"due on a Saturday: the statute's Friday", EarliestPaakrav, "2026-08-01", "2026-08-07"},
		{"an ordinary limit", Limit, "2026-12-07", "2026-12-21"},
		{"ends on juledag, then 2. juledag, then Sunday", Limit, "2026-12-11", "2026-12-28"},
		{"ends on grundlovsdag", Limit, "2026-05-22", "2026-06-08"},
		{"ends on langfredag", Limit, "2026-03-20", "2026-04-07"},
		{"juleaftensdag does not move", Limit, "2026-12-10", "2026-12-24"},
		{"the day after", EarliestOphaevelse, "2026-12-07", "2026-12-22"},
		{"the day after a limit that moved", EarliestOphaevelse, "2026-12-11", "2026-12-29"},
	} {
		if got := x.rule(day(t, x.in)); got != day(t, x.want) {
			t.Errorf("%s: %s gives %s, want %s", x.name, x.in, got, x.want)
		}
	}
}

func TestReckon(t *testing.T) {
	for _, x := range []struct {
		due, received, limit string
		certain              bool
		warnings             []Warning
	}{
		{"2026-11-02", "2026-11-24", "2026-12-08", true, nil},
		{"2026-11-02", "2026-12-10", "2026-12-24", true, []Warning{WarnBankClosed}},
		{"2026-12-01", "", "2026-12-21", false, []Warning{WarnReceivedUnknown}},
		{"2026-12-01", "2026-12-03", "2026-12-17", true, []Warning{WarnTooEarly}},
	} {
		d := Reckon(day(t, x.due), day(t, x.received))
		if d.Limit != day(t, x.limit) || d.Certain != x.certain || !slices.Equal(d.Warnings, x.warnings) {
			t.Errorf("%s, %s: %+v", x.due, x.received, d)
		}
	}
}

// Rule and table agree for 2020 to 2060: each day is asked of a table of days
// off that is made year by year in another way.
func TestRuleAndTableAgree(t *testing.T) {
	off := map[calendar.Date]bool{}
	for year := 2020; year <= 2061; year++ {
		easter := tableEaster(year)
		list := []calendar.Date{{Year: year, Month: 1, Day: 1}, {Year: year, Month: 12, Day: 25}, {Year: year, Month: 12, Day: 26}, {Year: year, Month: 6, Day: 5}}
		for _, n := range []int{-3, -2, 0, 1, 39, 49, 50} {
			list = append(list, easter.AddDays(n))
		}
		if year < 2024 {
			list = append(list, easter.AddDays(26))
		}
		for _, d := range list {
			off[d] = true
		}
	}
	for d := (calendar.Date{Year: 2020, Month: 1, Day: 1}); d.Year <= 2060; d = d.AddDays(1) {
		want := d
		for off[want] || want.Weekday() == time.Saturday || want.Weekday() == time.Sunday {
			want = want.AddDays(1)
		}
		if got := LastDayInTime(d); got != want {
			t.Fatalf("%s moves to %s, the table says %s", d, got, want)
		}
	}
}

// tableEaster is Gauss's rule with its two exceptions, another than calendar's.
func tableEaster(y int) calendar.Date {
	a, b, c := y%19, y%4, y%7
	k := y / 100
	p, q := (13+8*k)/25, k/4
	m, n := (15-p+k-q)%30, (4+k-q)%7
	d := (19*a + m) % 30
	e := (2*b + 4*c + 6*d + n) % 7
	if d == 29 && e == 6 {
		d -= 7
	} else if d == 28 && e == 6 && (11*m+11)%30 < 19 {
		d -= 7
	}
	return calendar.Date{Year: y, Month: 3, Day: 22}.AddDays(d + e)
}

func TestDaysNeverComeTooEarly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		due := calendar.Date{Year: rapid.IntRange(2020, 2060).Draw(rt, "year"), Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 364).Draw(rt, "day"))
		d := Reckon(due, calendar.Date{})
		if d.LastDayInTime.Before(due) || !d.EarliestPaakrav.After(d.LastDayInTime.AddDays(waitHverdage-1)) || d.Limit.Before(d.EarliestPaakrav.AddDays(paakravDays)) ||
			!d.EarliestOphaevelse.After(d.Limit) || calendar.IsHelligdag(d.Limit) || d.Limit.Weekday() == time.Saturday {
			rt.Fatalf("%+v", d)
		}
	})
}

func TestNoDayStaysNoDay(t *testing.T) {
	if d := Reckon(calendar.Date{}, calendar.Date{}); !d.LastDayInTime.IsZero() || !d.EarliestPaakrav.IsZero() || !d.Limit.IsZero() || !d.EarliestOphaevelse.IsZero() {
		t.Errorf("%+v", d)
	}
}
