package calendar

import "time"

// lastBededag is the last year in which store bededag was a helligdag: it was
// abolished from 2024 by an act of 2023.
const lastBededag = 2023

// Easter is påskedag, the Sunday after the first ecclesiastical full moon of
// spring, by the Gregorian rule for any year (Meeus/Jones/Butcher).
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return Date{year, time.Month(month), day}
}

// HelligdagKey names the helligdag that d is, as a key of the language files
// such as "helligdag.skaertorsdag"; it is "" for all other days, an ordinary
// Sunday too. [IsHelligdag] counts those.
//
// The days are those of the tenancy rules: nytårsdag, skærtorsdag, langfredag,
// påskedag, 2. påskedag, Kristi himmelfartsdag, pinsedag, 2. pinsedag, juledag,
// 2. juledag, and to 2023 store bededag. Today's rules are used for every year;
// grundlovsdag, 24 and 31 December are none.
func HelligdagKey(d Date) string {
	switch {
	case d.Month == time.January && d.Day == 1:
		return "helligdag.nytaarsdag"
	case d.Month == time.December && d.Day == 25:
		return "helligdag.juledag"
	case d.Month == time.December && d.Day == 26:
		return "helligdag.anden-juledag"
	case d.Month < time.March || d.Month > time.June:
		return "" // the movable days lie between 19 March and 14 June
	}
	switch d.Sub(Easter(d.Year)) {
	case -3:
		return "helligdag.skaertorsdag"
	case -2:
		return "helligdag.langfredag"
	case 0:
		return "helligdag.paaskedag"
	case 1:
		return "helligdag.anden-paaskedag"
	case 26:
		if d.Year <= lastBededag {
			return "helligdag.store-bededag"
		}
	case 39:
		return "helligdag.kristi-himmelfartsdag"
	case 49:
		return "helligdag.pinsedag"
	case 50:
		return "helligdag.anden-pinsedag"
	}
	return ""
}

// HelligdagKeys are all keys that [HelligdagKey] can give, in the order of the
// year.
func HelligdagKeys() []string {
	return []string{
		"helligdag.nytaarsdag", "helligdag.skaertorsdag", "helligdag.langfredag",
		"helligdag.paaskedag", "helligdag.anden-paaskedag", "helligdag.store-bededag",
		"helligdag.kristi-himmelfartsdag", "helligdag.pinsedag", "helligdag.anden-pinsedag",
		"helligdag.juledag", "helligdag.anden-juledag",
	}
}

// IsHelligdag reports whether d is a Sunday or one of the days that
// [HelligdagKey] names.
func IsHelligdag(d Date) bool {
	return !d.IsZero() && (d.Weekday() == time.Sunday || HelligdagKey(d) != "")
}

// IsGrundlovsdag reports whether d is 5 June. It is no helligdag, but the tenancy
// rules name it beside them.
func IsGrundlovsdag(d Date) bool { return d.Month == time.June && d.Day == 5 }

// IsHverdag reports whether d is a working day in the ordinary meaning: Monday
// to Friday and no helligdag. Grundlovsdag, 24 and 31 December are working days.
//
// It is the wrong question for the three days that must pass before a påkrav:
// there a Saturday counts too (UfR 2022.1586 V), and that count has rules of
// its own.
func IsHverdag(d Date) bool {
	return !d.IsZero() && d.Weekday() != time.Saturday && !IsHelligdag(d)
}

// AddHverdage is the n-th working day after d, or before it for a negative n; d
// itself is not counted, whatever day it is, and 0 gives d back.
func AddHverdage(d Date, n int) Date {
	step := 1
	if n < 0 {
		step = -1
	}
	for n != 0 {
		next := d.AddDays(step)
		if next == d {
			return d // no date, or the end of the calendar
		}
		d = next
		if IsHverdag(d) {
			n -= step
		}
	}
	return d
}
