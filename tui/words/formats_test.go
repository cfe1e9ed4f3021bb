package words

import (
	"testing"
	"time"

	"brobygger/cases/calendar"
)

func TestDates(t *testing.T) {
	da, en := must(t, Danish), must(t, English)
	monday := calendar.Date{Year: 2026, Month: time.December, Day: 7}
	friday := calendar.Date{Year: 2026, Month: time.December, Day: 4}
	for _, c := range []struct{ got, want string }{
		{da.Date(monday), "07-12-2026"},
		{en.Date(monday), "07-12-2026"},
		{da.ShortDate(friday), "04-12"},
		{da.DayDate(friday), "fr 04-12"},
		{en.DayDate(friday), "Fri 04-12"},
		{da.FullDate(monday), "man 07-12-2026"},
		{en.FullDate(monday), "Mon 07-12-2026"},
		{da.ProseDate(monday), "mandag 7. december"},
		{en.ProseDate(monday), "Monday 7 December"},
		{da.Week(monday), "uge 50"},
		{en.Week(monday), "week 50"},
		{da.Week(calendar.Date{Year: 2027, Month: time.January, Day: 3}), "uge 53"},
		{da.Weekday(calendar.Date{Year: 2026, Month: time.December, Day: 13}), "sø"},
		{da.Weekday(calendar.Date{Year: 2026, Month: time.December, Day: 12}), "lø"},
		{da.Clock(8, 41), "8.41"},
		{da.Clock(14, 0), "14.00"},
		{en.Clock(14, 0), "14:00"},
		{da.At(14, 37), "kl. 14.37"},
		{en.At(9, 5), "at 9:05"},
		{da.Relative(monday, monday), "i dag"},
		{da.Relative(calendar.Date{Year: 2026, Month: time.December, Day: 6}, monday), "i går"},
		{da.Relative(calendar.Date{Year: 2026, Month: time.December, Day: 8}, monday), "i morgen"},
		{da.Relative(calendar.Date{Year: 2027, Month: time.January, Day: 1}, calendar.Date{Year: 2026, Month: time.December, Day: 31}), "i morgen"},
		{da.Relative(friday, monday), "fr 04-12"},
		{da.Relative(calendar.Date{Year: 2026, Month: time.January, Day: 5}, monday), "man 05-01-2026"},
		{da.Date(calendar.Date{}), ""},
		{da.ShortDate(calendar.Date{}), ""},
		{da.DayDate(calendar.Date{}), ""},
		{da.FullDate(calendar.Date{}), ""},
		{da.ProseDate(calendar.Date{}), ""},
		{da.Relative(calendar.Date{}, monday), ""},
		{da.Days(1), "1 dag"},
		{da.Days(6), "6 dage"},
		{en.Days(6), "6 days"},
		{da.Minutes(10), "10 min."},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	da, en := must(t, Danish), must(t, English)
	for _, c := range []struct{ got, want string }{
		{da.Count(0), "0"},
		{da.Count(999), "999"},
		{da.Count(3478), "3.478"},
		{da.Count(110000), "110.000"},
		{da.Count(-1234567), "-1.234.567"},
		{en.Count(110000), "110,000"},
		{da.Kroner(123450), "1.234,50 kr."},
		{da.Kroner(5), "0,05 kr."},
		{da.Kroner(-5), "-0,05 kr."},
		{da.Kroner(-123450), "-1.234,50 kr."},
		{en.Kroner(123450), "DKK 1,234.50"},
		{da.WholeKroner(123450), "1.235 kr."},
		{da.WholeKroner(123449), "1.234 kr."},
		{da.WholeKroner(-123450), "-1.235 kr."},
		{da.Amount(840403), "8.404,03"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
