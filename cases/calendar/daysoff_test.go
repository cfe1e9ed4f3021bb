package calendar_test

import (
	"slices"
	"testing"
	"time"

	"brobygger/cases/calendar"

	"pgregory.net/rapid"
)

func TestEaster(t *testing.T) {
	for _, iso := range []string{
		"1818-03-22", "1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19", "2000-04-23",
		"2019-04-21", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
		"2028-04-16", "2038-04-25", "2076-04-19", "2285-03-22",
	} {
		want := day(t, iso)
		if got := calendar.Easter(want.Year); got != want {
			t.Errorf("Easter %d is %v, want %v", want.Year, got, want)
		}
	}
}

// TestEasterByTheMoon compares the rule with another formulation of it (golden
// number, epact and the Sunday after the paschal full moon; Knuth, The Art of
// Computer Programming 1.3.2, exercise 14).
func TestEasterByTheMoon(t *testing.T) {
	for year := 1; year <= 9999; year++ {
		golden := year%19 + 1
		century := year/100 + 1
		x := 3*century/4 - 12
		z := (8*century+5)/25 - 5
		sunday := 5*year/4 - x - 10
		epact := ((11*golden+20+z-x)%30 + 30) % 30
		if epact == 25 && golden > 11 || epact == 24 {
			epact++
		}
		moon := 44 - epact
		if moon < 21 {
			moon += 30
		}
		moon += 7 - (sunday+moon)%7
		want := calendar.Date{Year: year, Month: time.March, Day: 1}.AddDays(moon - 1)
		if got := calendar.Easter(year); got != want {
			t.Fatalf("Easter %d is %v, want %v", year, got, want)
		}
	}
}

// TestHelligdageOnWeekdays has the lists of 2026 and 2027, which agree
// with Nationalbanken's bank holidays less its own closing days.
func TestHelligdageOnWeekdays(t *testing.T) {
	for year, want := range map[int][]string{
		2023: {"2023-04-06", "2023-04-07", "2023-04-10", "2023-05-05", "2023-05-18", "2023-05-29", "2023-12-25", "2023-12-26"},
		2024: {"2024-01-01", "2024-03-28", "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20", "2024-12-25", "2024-12-26"},
		2026: {"2026-01-01", "2026-04-02", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-12-25"},
		2027: {"2027-01-01", "2027-03-25", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17"},
	} {
		var got []string
		for d := (calendar.Date{Year: year, Month: 1, Day: 1}); d.Year == year; d = d.AddDays(1) {
			workingWeek := d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
			if calendar.IsHelligdag(d) && workingWeek {
				got = append(got, d.String())
			}
			if calendar.IsHverdag(d) == (calendar.IsHelligdag(d) || !workingWeek) {
				t.Errorf("%v: hverdag %v, helligdag %v", d, calendar.IsHverdag(d), calendar.IsHelligdag(d))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("helligdage on weekdays in %d:\n got %v\nwant %v", year, got, want)
		}
	}
}

func TestHelligdagKey(t *testing.T) {
	for iso, want := range map[string]string{
		"2026-01-01": "helligdag.nytaarsdag",
		"2026-04-02": "helligdag.skaertorsdag",
		"2026-04-03": "helligdag.langfredag",
		"2026-04-05": "helligdag.paaskedag",
		"2026-04-06": "helligdag.anden-paaskedag",
		"2026-05-14": "helligdag.kristi-himmelfartsdag",
		"2026-05-24": "helligdag.pinsedag",
		"2026-05-25": "helligdag.anden-pinsedag",
		"2026-12-25": "helligdag.juledag",
		"2026-12-26": "helligdag.anden-juledag",
		"2022-12-25": "helligdag.juledag", // a Sunday keeps its name
		"2023-05-05": "helligdag.store-bededag",
		"2024-04-26": "",
		"2026-05-01": "", // would have been store bededag
		"2026-06-05": "", // grundlovsdag
		"2026-12-06": "", // a plain Sunday
		"2026-12-24": "",
		"2026-12-31": "",
		"2026-12-07": "",
	} {
		if got := calendar.HelligdagKey(day(t, iso)); got != want {
			t.Errorf("%s is %q, want %q", iso, got, want)
		}
	}
}

func TestHelligdagKeysAreAllThatOccur(t *testing.T) {
	var seen []string
	for d := (calendar.Date{Year: 2023, Month: 1, Day: 1}); d.Year == 2023; d = d.AddDays(1) {
		if key := calendar.HelligdagKey(d); key != "" {
			seen = append(seen, key)
		}
	}
	if want := calendar.HelligdagKeys(); !slices.Equal(seen, want) {
		t.Errorf("through 2023 come\n%v, listed are\n%v", seen, want)
	}
}

func TestKindsOfDay(t *testing.T) {
	for _, c := range []struct {
		iso                            string
		hverdag, helligdag, grundlovsd bool
	}{
		{"2026-12-07", true, false, false},  // Monday
		{"2026-12-05", false, false, false}, // Saturday: neither
		{"2026-12-06", false, true, false},  // Sunday
		{"2026-05-01", true, false, false},  // store bededag is gone
		{"2023-05-05", false, true, false},  // and was there
		{"2026-06-05", true, false, true},   // grundlovsdag, a Friday
		{"2027-06-05", false, false, true},  // on a Saturday
		{"2026-12-24", true, false, false},
		{"2026-12-31", true, false, false},
		{"2026-05-14", false, true, false}, // Kristi himmelfartsdag
	} {
		d := day(t, c.iso)
		if calendar.IsHverdag(d) != c.hverdag || calendar.IsHelligdag(d) != c.helligdag || calendar.IsGrundlovsdag(d) != c.grundlovsd {
			t.Errorf("%s: hverdag %v, helligdag %v, grundlovsdag %v", c.iso, calendar.IsHverdag(d), calendar.IsHelligdag(d), calendar.IsGrundlovsdag(d))
		}
	}
}

func TestAddHverdage(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-07", 5, "2026-12-14"},
		{"2026-12-04", 1, "2026-12-07"},  // Friday to Monday
		{"2026-12-05", 1, "2026-12-07"},  // from a Saturday too
		{"2026-12-06", -1, "2026-12-04"}, // back over the weekend
		{"2026-04-01", 1, "2026-04-07"},  // over all of Easter
		{"2026-04-07", -1, "2026-04-01"},
		{"2026-12-23", 2, "2026-12-28"}, // 24 December counts, 25 to 27 do not
		{"2026-06-04", 1, "2026-06-05"}, // grundlovsdag counts
		{"2026-12-06", 0, "2026-12-06"}, // nothing to count
		{"2026-12-29", 6, "2027-01-07"},
	} {
		if got := calendar.AddHverdage(day(t, c.from), c.n).String(); got != c.want {
			t.Errorf("%s + %d hverdage = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestAddHverdageCountsEveryWorkingDayOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := calendar.Date{Year: 2026, Month: 1, Day: 1}.AddDays(rapid.IntRange(-3000, 3000).Draw(t, "from"))
		n := rapid.IntRange(-60, 60).Draw(t, "n")
		to := calendar.AddHverdage(from, n)
		if n != 0 && !calendar.IsHverdag(to) {
			t.Fatalf("%v + %d is %v, no hverdag", from, n, to)
		}
		counted, step := 0, 1
		if n < 0 {
			step = -1
		}
		for d := from; d != to; {
			d = d.AddDays(step)
			if calendar.IsHverdag(d) {
				counted += step
			}
		}
		if counted != n {
			t.Fatalf("%v to %v has %d hverdage, want %d", from, to, counted, n)
		}
	})
}
