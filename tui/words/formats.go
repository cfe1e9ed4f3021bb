package words

import (
	"fmt"
	"strconv"
	"strings"

	"brobygger/cases/calendar"
)

// Date writes a day in full, "07-12-2026". A zero day gives the empty string,
// here and in the other forms of a day.
func (w *Words) Date(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d-%02d-%04d", d.Day, int(d.Month), d.Year)
}

// ShortDate writes a day without its year, "04-12".
func (w *Words) ShortDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d-%02d", d.Day, int(d.Month))
}

// DayDate writes a day with its weekday and without its year, "fr 04-12".
func (w *Words) DayDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.Weekday(d) + " " + w.ShortDate(d)
}

// FullDate writes a day with weekday and year, "man 07-12-2026".
func (w *Words) FullDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.Weekday(d) + " " + w.Date(d)
}

// ProseDate writes a day as it is said, "mandag 7. december".
func (w *Words) ProseDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.T("formats.prose", A{
		"weekday": w.T("formats.weekday.long." + strconv.Itoa(weekday(d))),
		"day":     d.Day,
		"month":   w.T("formats.month." + strconv.Itoa(int(d.Month))),
	})
}

// Weekday writes the short name of a day's weekday, "man", "ti" … "sø".
func (w *Words) Weekday(d calendar.Date) string {
	return w.T("formats.weekday.short." + strconv.Itoa(weekday(d)))
}

// weekday counts from Monday, 1, to Sunday, 7.
func weekday(d calendar.Date) int {
	return int(d.Weekday()+6)%7 + 1
}

// Week writes the ISO week of a day, "uge 50".
func (w *Words) Week(d calendar.Date) string {
	_, week := d.ISOWeek()
	return w.T("formats.week", week)
}

// Clock writes a time of day, "8.41", "14.00".
func (w *Words) Clock(hour, minute int) string {
	return w.T("formats.clock", hour, fmt.Sprintf("%02d", minute))
}

// At writes a time of day in a sentence, "kl. 14.37".
func (w *Words) At(hour, minute int) string {
	return w.T("formats.at", w.Clock(hour, minute))
}

// Relative writes a day near today by its word, "i går", "i dag", "i morgen",
// and any other as [Words.DayDate] writes it, or as [Words.FullDate] where it
// lies more than half a year off and the year would be guessed.
func (w *Words) Relative(d, today calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	days := d.Sub(today)
	switch {
	case days == 0:
		return w.T("formats.today")
	case days == -1:
		return w.T("formats.yesterday")
	case days == 1:
		return w.T("formats.tomorrow")
	case days > 182 || days < -182:
		return w.FullDate(d)
	}
	return w.DayDate(d)
}

// Days writes a number of days, "1 dag", "6 dage".
func (w *Words) Days(n int) string { return w.N("formats.days", n) }

// Minutes writes a number of minutes, "10 min.".
func (w *Words) Minutes(n int) string { return w.N("formats.minutes", n) }

// Count writes a whole number with the thousands mark, "110.000".
func (w *Words) Count(n int) string { return w.group(int64(n)) }

// Kroner writes an amount in øre as kroner, "1.234,50 kr.".
func (w *Words) Kroner(oere int64) string { return w.T("formats.kroner", w.Amount(oere)) }

// WholeKroner writes an amount in øre as whole kroner, half a krone away from
// zero, "1.235 kr.".
func (w *Words) WholeKroner(oere int64) string {
	whole, rest := oere/100, oere%100
	switch {
	case rest >= 50:
		whole++
	case rest <= -50:
		whole--
	}
	return w.T("formats.kroner", w.group(whole))
}

// Amount writes an amount in øre without the unit, for columns, "1.234,50".
func (w *Words) Amount(oere int64) string {
	sign := ""
	if oere < 0 {
		sign = "-"
	}
	whole, rest := oere/100, oere%100
	if whole < 0 {
		whole = -whole
	}
	if rest < 0 {
		rest = -rest
	}
	return sign + w.group(whole) + w.T("formats.decimal") + fmt.Sprintf("%02d", rest)
}

// group puts the thousands mark between groups of three digits, from four
// digits on.
func (w *Words) group(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	if len(digits) < 4 {
		return sign + digits
	}
	mark := w.T("formats.thousands")
	first := (len(digits)-1)%3 + 1
	var b strings.Builder
	b.WriteString(sign + digits[:first])
	for i := first; i < len(digits); i += 3 {
		b.WriteString(mark)
		b.WriteString(digits[i : i+3])
	}
	return b.String()
}
